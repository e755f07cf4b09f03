/* rim-map-table.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-feature-info.h"

G_BEGIN_DECLS

#define RIM_MAP_TABLE_MAX_TERMS 6

/**
 * RimMapTableKind:
 * @RIM_MAP_TABLE_VALUES: the intensities, ascending, by their rank from 0; one row
 * @RIM_MAP_TABLE_LEVELS: levels by how many voxels have them, n, and which share, p
 * @RIM_MAP_TABLE_PAIRS: levels by levels of neighbours in a direction or its opposite: how
 *   many pairs (GLCM)
 * @RIM_MAP_TABLE_RUNS: levels by lengths of runs in a direction (GLRLM)
 * @RIM_MAP_TABLE_ZONES: levels by sizes of zones (GLSZM)
 * @RIM_MAP_TABLE_DEPENDENCES: levels by how many voxels depend on one, itself among them
 *   (GLDM)
 * @RIM_MAP_TABLE_TONES: levels by how many voxels have them, n, which share, p, and how far
 *   they are from the mean of their neighbours, s (NGTDM)
 *
 * What stands in a table.
 */
typedef enum
{
  RIM_MAP_TABLE_VALUES,
  RIM_MAP_TABLE_LEVELS,
  RIM_MAP_TABLE_PAIRS,
  RIM_MAP_TABLE_RUNS,
  RIM_MAP_TABLE_ZONES,
  RIM_MAP_TABLE_DEPENDENCES,
  RIM_MAP_TABLE_TONES,
} RimMapTableKind;

/**
 * RimMapTerm:
 * @symbol: as the formula has it: "μx"
 * @value: its value
 *
 * A number on the way to a value.
 */
typedef struct
{
  const char *symbol;
  double      value;
} RimMapTerm;

/**
 * RimMapTable:
 * @kind: what stands in it
 * @step: the direction that it is of: voxels along i, j, k; 0 where it is of none
 * @n_rows: how many
 * @n_columns: how many
 * @rows: (array length=n_rows): the level of each, ascending; those that occur
 * @columns: (array length=n_columns): the level, size or rank of each, ascending; those
 *   that occur; nothing where columns have names
 * @cells: (array): row by row
 * @n_terms: how many
 * @terms: (array length=n_terms): what the formula has besides
 * @value: the feature of this table alone; NAN where it has none
 *
 * A matrix that a value of a map is computed from.
 */
typedef struct
{
  RimMapTableKind  kind;
  int              step[3];
  guint            n_rows;
  guint            n_columns;
  guint           *rows;
  guint           *columns;
  double          *cells;
  guint            n_terms;
  RimMapTerm       terms[RIM_MAP_TABLE_MAX_TERMS];
  double           value;
} RimMapTable;

gboolean rim_map_table_has_direction (const RimMapTable *self);
double   rim_map_table_get_total     (const RimMapTable *self);
char    *rim_map_table_dup_heading   (const RimMapTable *self,
                                      guint              column) G_GNUC_WARN_UNUSED_RESULT;
void     rim_map_table_free          (RimMapTable       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimMapTable, rim_map_table_free)

G_END_DECLS
