/* rim-selection-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rim-combat.h"
#include "learn/rim-learn-table-private.h"

G_BEGIN_DECLS

/**
 * RimSelectionColumn:
 * @input: (nullable): of the table; %NULL for a component
 * @fill: what a missing value becomes; NAN where none may be missing
 * @values: by row of the cohort; only rows that train are filled in and harmonised
 * @own: (nullable): @values, where the table has them not
 * @order: (nullable): rows of the cohort by their value, of the table
 * @harmonised: which column of the harmonisation it is; -1 for none
 * @center: what is taken off
 * @scale: what the rest is divided by
 * @scaled: (nullable): by training row, once somebody asked
 * @loadings: (nullable): of a component: what it takes of each part
 */
typedef struct
{
  const RimLearnInput *input;
  double               fill;
  const double        *values;
  double              *own;
  const guint32       *order;
  int                  harmonised;
  double               center;
  double               scale;
  double              *scaled;
  double              *loadings;
} RimSelectionColumn;

/**
 * RimSelection:
 * @pipeline: whose steps are taken
 * @table: what is chosen from
 * @kind: what is predicted
 * @rows: (array length=n): of the cohort, those that train
 * @n: how many
 * @labels: (nullable): by training row
 * @values: (nullable): by training row
 * @weights: (nullable): by training row: classes weigh the same
 * @patients: by training row
 * @columns: (array length=n_columns): all that vary
 * @combat: (nullable): what harmonised features
 * @live: (array length=n_live): those that are left, or components
 * @n_live: how many
 * @clinical: (element-type RimSelectionColumn): those that pass all steps
 * @parts: (nullable) (element-type RimSelectionColumn): what components are made of
 * @components: (element-type RimSelectionColumn): owned
 * @n_constant: how many inputs were left out because they do not vary
 * @n_incomplete: how many were left out because values are missing
 * @n_rows_left_out: how many rows were
 * @cancellable: (nullable): asked between pieces of work
 *
 * What a chain of steps works on: the rows that train, and what is left of the columns.
 */
struct _RimSelection
{
  const RimPipeline    *pipeline;
  const RimLearnTable  *table;
  RimOutcomeKind        kind;
  guint32              *rows;
  gsize                 n;
  guint8               *labels;
  double               *values;
  double               *weights;
  guint32              *patients;
  guint                 n_columns;
  RimSelectionColumn   *columns;
  RimCombat            *combat;
  RimSelectionColumn  **live;
  guint                 n_live;
  GPtrArray            *clinical;
  GPtrArray            *parts;
  GPtrArray            *components;
  guint                 n_constant;
  guint                 n_incomplete;
  gsize                 n_rows_left_out;
  GCancellable         *cancellable;
};

RimSelection *rim_selection_new        (const RimPipeline    *pipeline,
                                        const RimLearnTable  *table,
                                        const guint32        *rows,
                                        gsize                 n_rows,
                                        GCancellable         *cancellable,
                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void          rim_selection_free       (RimSelection         *self);
gboolean      rim_selection_take_step  (RimSelection         *self,
                                        guint                 step,
                                        GError              **error);
void          rim_selection_keep       (RimSelection         *self,
                                        const gboolean       *kept);
void          rim_selection_scale      (RimSelection         *self);
double       *rim_selection_pack       (RimSelection         *self) G_GNUC_WARN_UNUSED_RESULT;
guint32      *rim_selection_draw_folds (RimSelection         *self,
                                        guint                *n_folds,
                                        const char           *purpose,
                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean      rim_selection_relate     (RimSelection         *self,
                                        double               *relevances,
                                        GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimSelection, rim_selection_free)

G_END_DECLS
