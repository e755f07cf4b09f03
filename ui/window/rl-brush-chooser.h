/* rl-brush-chooser.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_TYPE_BRUSH_CHOOSER (rl_brush_chooser_get_type ())

/**
 * RlBrushChooser:
 *
 * Which values brushes change, while one that is limited is in hand.
 */
G_DECLARE_FINAL_TYPE (RlBrushChooser, rl_brush_chooser, RL, BRUSH_CHOOSER, GtkWidget)

GtkWidget *rl_brush_chooser_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rl_brush_chooser_set_session (RlBrushChooser *self,
                                         RlSession      *session);
char      *rl_brush_chooser_dup_text    (RlSession  *session,
                                         RlLayerKind layer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
