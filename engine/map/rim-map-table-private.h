/* rim-map-table-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map-table.h"

G_BEGIN_DECLS

/**
 * RimMapCell:
 * @row: a level
 * @column: a level or a size
 * @count: how many there are
 *
 * A cell of a table that is not 0.
 */
typedef struct
{
  guint  row;
  guint  column;
  double count;
} RimMapCell;

RimMapTable *rim_map_table_new            (RimMapTableKind kind,
                                           guint           n_rows,
                                           guint           n_columns) G_GNUC_WARN_UNUSED_RESULT;
RimMapTable *rim_map_table_new_from_cells (RimMapTableKind       kind,
                                           const RimMapCell     *cells,
                                           gsize                 n_cells) G_GNUC_WARN_UNUSED_RESULT;
void         rim_map_table_add_term       (RimMapTable          *self,
                                           const RimFeatureInfo *info,
                                           const char           *symbol,
                                           double                value);
gboolean     rim_map_formula_has          (const RimFeatureInfo *info,
                                           const char           *symbol);

G_END_DECLS
