/* rim-column-summary.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rim-outcome.h"

G_BEGIN_DECLS

/**
 * RimColumnSummary:
 * @n: how many rows have a value
 * @mean: of them; NAN where there is none
 * @sd: of a sample; NAN where there are fewer than two
 * @low: the least
 * @high: the greatest
 * @class_means: of the rows of class 0 and 1, or without and with the event; NAN where
 *   there is none
 * @is_constant: whether all values are the same
 *
 * What a column holds, at a glance. Of a category numbers are those of its levels.
 */
typedef struct
{
  gsize    n;
  double   mean;
  double   sd;
  double   low;
  double   high;
  double   class_means[2];
  gboolean is_constant;
} RimColumnSummary;

void rim_column_summarise (const RimColumn   *column,
                           gsize              n_rows,
                           const RimOutcome  *outcome,
                           RimColumnSummary  *summary);

G_END_DECLS
