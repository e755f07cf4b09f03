/* rl-display-popover.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_TYPE_DISPLAY_POPOVER (rl_display_popover_get_type ())

/**
 * RlDisplayPopover:
 *
 * All of how the images are shown, in one place: windows as numbers, units,
 * colours, fusion, legend.
 */
G_DECLARE_FINAL_TYPE (RlDisplayPopover, rl_display_popover, RL, DISPLAY_POPOVER, GtkPopover)

GtkWidget *rl_display_popover_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rl_display_popover_set_session (RlDisplayPopover *self,
                                           RlSession        *session);
void       rl_display_popover_set_units (RlDisplayPopover *self,
                                         const RimUnit    *units,
                                         guint             n_units);
void       rl_display_popover_focus     (RlDisplayPopover *self,
                                         RlLayerKind       kind);

G_END_DECLS
