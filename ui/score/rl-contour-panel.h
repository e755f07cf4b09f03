/* rl-contour-panel.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "score/rl-contour-effect.h"

G_BEGIN_DECLS

#define RL_TYPE_CONTOUR_PANEL (rl_contour_panel_get_type ())

/**
 * RlContourPanel:
 *
 * Asks how much the contour matters, shows how far that is, and says what came of it.
 */
G_DECLARE_FINAL_TYPE (RlContourPanel, rl_contour_panel, RL, CONTOUR_PANEL, GtkWidget)

GtkWidget  *rl_contour_panel_new (RlContourEffect *effect) G_GNUC_WARN_UNUSED_RESULT;
void        rl_contour_panel_set_signature (RlContourPanel *self,
                                            RimSignature   *signature);
const char *rl_contour_panel_get_text      (RlContourPanel *self);

G_END_DECLS
