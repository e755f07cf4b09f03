/* rl-window-row.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RL_TYPE_WINDOW_ROW (rl_window_row_get_type ())

/**
 * RlWindowRow:
 *
 * A window of the user's own: name, width and level.
 *
 * Signal "changed": the user typed something.
 */
G_DECLARE_FINAL_TYPE (RlWindowRow, rl_window_row, RL, WINDOW_ROW, AdwPreferencesRow)

GtkWidget *rl_window_row_new (guint key) G_GNUC_WARN_UNUSED_RESULT;
GVariant  *rl_window_row_dup_variant (RlWindowRow  *self) G_GNUC_WARN_UNUSED_RESULT;
void       rl_window_row_set         (RlWindowRow  *self,
                                      const char   *name,
                                      double        center,
                                      double        width);

G_END_DECLS
