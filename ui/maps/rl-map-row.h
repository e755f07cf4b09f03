/* rl-map-row.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "map/rim-map.h"

G_BEGIN_DECLS

#define RL_TYPE_MAP_ROW (rl_map_row_get_type ())

/**
 * RlMapRow:
 *
 * A feature in a list of maps, under the heading of its group. Its star runs the action
 * "maps.favourite" of who holds the list, with the name of the feature.
 */
G_DECLARE_FINAL_TYPE (RlMapRow, rl_map_row, RL, MAP_ROW, GtkListBoxRow)

GtkWidget  *rl_map_row_new (const char          *group,
                            const RimMapFeature *feature) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget  *rl_map_row_new_for_none (void) G_GNUC_WARN_UNUSED_RESULT;
const char *rl_map_row_get_group     (RlMapRow  *self);
const char *rl_map_row_get_name      (RlMapRow  *self);
void        rl_map_row_set_favourite (RlMapRow  *self,
                                      gboolean   favourite);
gboolean    rl_map_row_matches       (RlMapRow  *self,
                                      char     **words);
char       *rl_map_row_describe      (RlMapRow  *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
