/* rl-voi-button.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "features/rl-feature-images.h"

G_BEGIN_DECLS

#define RL_TYPE_VOI_BUTTON (rl_voi_button_get_type ())

/**
 * RlVoiButton:
 *
 * A button that says how core and rim are made, and changes it and the fused image in what
 * it opens.
 *
 * Properties: "core-depth" and "rim-reach" (doubles, mm), "rim-inside" (boolean), "rim-clip"
 * and "fusion" (strings, ids of the engine).
 *
 * Signal "changed": something of it is another.
 */
G_DECLARE_FINAL_TYPE (RlVoiButton, rl_voi_button, RL, VOI_BUTTON, GtkWidget)

const RlFeatureVoi *rl_voi_button_get_how (RlVoiButton        *self);
void                rl_voi_button_set_how (RlVoiButton        *self,
                                           const RlFeatureVoi *how);
void                rl_voi_button_set_voi (RlVoiButton        *self,
                                           RimVoiKind          voi);

G_END_DECLS
