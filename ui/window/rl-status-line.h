/* rl-status-line.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "canvas/rl-pane.h"

G_BEGIN_DECLS

#define RL_TYPE_STATUS_LINE (rl_status_line_get_type ())

/**
 * RlStatusLine:
 *
 * What each mouse button does now, and what is under the pointer.
 */
G_DECLARE_FINAL_TYPE (RlStatusLine, rl_status_line, RL, STATUS_LINE, GtkWidget)

void        rl_status_line_set_session   (RlStatusLine    *self,
                                          RlSession       *session);
void        rl_status_line_set_modifiers (RlStatusLine    *self,
                                          GdkModifierType  modifiers);
void        rl_status_line_set_pane      (RlStatusLine    *self,
                                          RlPane          *pane);
const char *rl_status_line_get_hints     (RlStatusLine    *self);
const char *rl_status_line_get_value     (RlStatusLine    *self,
                                          RlLayerKind      kind);
const char *rl_status_line_get_map_value (RlStatusLine    *self);

G_END_DECLS
