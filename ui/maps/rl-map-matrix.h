/* rl-map-matrix.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "map/rim-map-table.h"

G_BEGIN_DECLS

#define RL_TYPE_MAP_MATRIX (rl_map_matrix_get_type ())

/**
 * RlMapMatrix:
 *
 * A matrix behind a value, shaded by what it counts. Its headings stay while it is scrolled.
 */
G_DECLARE_FINAL_TYPE (RlMapMatrix, rl_map_matrix, RL, MAP_MATRIX, GtkWidget)

GtkWidget *rl_map_matrix_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rl_map_matrix_set_table (RlMapMatrix       *self,
                                    const RimMapTable *table);
int        rl_map_matrix_get_height (guint n_rows);

G_END_DECLS
