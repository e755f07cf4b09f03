/* rim-column-summary.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rim-column-summary.h"

#include <math.h>

static void
add_range (RimColumnSummary *summary,
           const double     *values,
           gsize             n_rows)
{
  double sum = 0.0;

  for (gsize row = 0; row < n_rows; row++)
    {
      if (isnan (values[row]))
        continue;

      summary->low = summary->n == 0 ? values[row] : fmin (summary->low, values[row]);
      summary->high = summary->n == 0 ? values[row] : fmax (summary->high, values[row]);
      summary->n++;
      sum += values[row];
    }

  if (summary->n > 0)
    summary->mean = sum / (double) summary->n;
}

static double
get_sd (const RimColumnSummary *summary,
        const double           *values,
        gsize                   n_rows)
{
  double sum = 0.0;

  if (summary->n < 2)
    return NAN;

  for (gsize row = 0; row < n_rows; row++)
    if (!isnan (values[row]))
      sum += (values[row] - summary->mean) * (values[row] - summary->mean);

  return sqrt (sum / (double) (summary->n - 1));
}

static void
add_classes (RimColumnSummary *summary,
             const double     *values,
             const RimOutcome *outcome)
{
  double sums[2] = { 0.0, 0.0 };
  gsize counts[2] = { 0, 0 };

  for (gsize i = 0; i < outcome->n_known; i++)
    {
      const guint32 row = outcome->rows[i];
      const guint label = outcome->labels[row] != 0;

      if (isnan (values[row]))
        continue;

      sums[label] += values[row];
      counts[label]++;
    }

  for (guint label = 0; label < 2; label++)
    if (counts[label] > 0)
      summary->class_means[label] = sums[label] / (double) counts[label];
}

/**
 * rim_column_summarise:
 * @column: of a cohort
 * @n_rows: how many rows it has
 * @outcome: (nullable): the outcomes of the rows, for means by class
 * @summary: (out): what the column holds
 */
void
rim_column_summarise (const RimColumn  *column,
                      gsize             n_rows,
                      const RimOutcome *outcome,
                      RimColumnSummary *summary)
{
  *summary = (RimColumnSummary) { 0, NAN, NAN, NAN, NAN, { NAN, NAN }, FALSE };

  add_range (summary, column->values, n_rows);
  summary->sd = get_sd (summary, column->values, n_rows);
  summary->is_constant = summary->n > 0 && summary->low == summary->high;
  if (outcome != NULL && outcome->labels != NULL)
    add_classes (summary, column->values, outcome);
}
