/* rl-layout-icon.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "window/rl-layout.h"

G_BEGIN_DECLS

#define RL_TYPE_LAYOUT_ICON (rl_layout_icon_get_type ())

/**
 * RlLayoutIcon:
 *
 * A layout in small: its cells as they lie, those of the prior study hollow and
 * projections round.
 */
G_DECLARE_FINAL_TYPE (RlLayoutIcon, rl_layout_icon, RL, LAYOUT_ICON, GtkWidget)

GtkWidget *rl_layout_icon_new (RlLayout *layout) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
