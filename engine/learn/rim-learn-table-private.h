/* rim-learn-table-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-pipeline.h"

G_BEGIN_DECLS

/**
 * RimLearnInput:
 * @column: of the cohort
 * @level: of a category: which level the input is about
 * @values: by row of the cohort, NAN where missing; 1 or 0 of a category
 * @own: (nullable): @values, where the cohort has them not
 * @order: (nullable): rows of the cohort from the lowest value to the highest
 *
 * What a pipeline may choose.
 */
typedef struct
{
  const RimColumn *column;
  guint            level;
  const double    *values;
  double          *own;
  guint32         *order;
} RimLearnInput;

/**
 * RimLearnTable:
 * @cohort: whose columns are learned from
 * @outcome: which is predicted; belongs to the caller
 * @batch: (nullable): the column of batches
 * @n_rows: of the cohort
 * @n_inputs: how many inputs
 * @inputs: (array length=n_inputs): in the order of the columns
 *
 * A cohort as pipelines see it. All fits of a trial share it: nothing in it depends on
 * which rows train. Immutable once made.
 */
typedef struct
{
  RimCohort        *cohort;
  const RimOutcome *outcome;
  const RimColumn  *batch;
  gsize             n_rows;
  guint             n_inputs;
  RimLearnInput    *inputs;
} RimLearnTable;

RimLearnTable *rim_learn_table_new  (const RimPipeline  *pipeline,
                                     RimCohort          *cohort,
                                     const char *const  *columns,
                                     const RimOutcome   *outcome,
                                     GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void           rim_learn_table_free (RimLearnTable      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimLearnTable, rim_learn_table_free)

G_END_DECLS
