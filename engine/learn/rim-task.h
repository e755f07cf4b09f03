/* rim-task.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rim-outcome.h"

G_BEGIN_DECLS

/**
 * RimTask:
 * @columns: n_columns columns, each of all rows of a cohort; no value of @rows is missing
 * @n_columns: how many
 * @rows: (array length=n): the rows to learn from, rising
 * @n: how many
 * @kind: what is predicted
 * @labels: (nullable): classes or events, by row of the cohort
 * @values: (nullable): times or numbers, by row of the cohort
 * @weights: (nullable): by row of the cohort
 * @patients: (nullable): numbers of patients, by row of the cohort: inner folds keep
 *   rows of one patient together
 *
 * What a model is learned from: nothing but @rows may be looked at. Belongs to the caller.
 */
typedef struct
{
  const double *const *columns;
  guint                n_columns;
  const guint32       *rows;
  gsize                n;
  RimOutcomeKind       kind;
  const guint8        *labels;
  const double        *values;
  const double        *weights;
  const guint32       *patients;
} RimTask;

G_END_DECLS
