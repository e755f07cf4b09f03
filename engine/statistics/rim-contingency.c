/* rim-contingency.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-contingency.h"

#include <math.h>

#include "statistics/rim-distributions.h"
#include "statistics/rim-statistics-error.h"

/* Ties with the table at hand are decided as R and SciPy do. */
#define TIE (1.0 + 1e-7)

static gboolean
find_margins (const gsize  *counts,
              guint         n_rows,
              guint         n_columns,
              double       *margins,
              GError      **error)
{
  for (guint r = 0; r < n_rows; r++)
    for (guint c = 0; c < n_columns; c++)
      {
        margins[r] += (double) counts[r * n_columns + c];
        margins[n_rows + c] += (double) counts[r * n_columns + c];
      }

  for (guint m = 0; m < n_rows + n_columns; m++)
    if (margins[m] == 0.0)
      {
        g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_CONSTANT, "The %s %u of the table is empty",
                     m < n_rows ? "row" : "column", (m < n_rows ? m : m - n_rows) + 1);
        return FALSE;
      }

  return TRUE;
}

/**
 * rim_chi2_test:
 * @self: (out): Pearson's chi-squared
 * @counts: n_rows × n_columns, row by row
 * @n_rows: at least 2
 * @n_columns: at least 2
 * @correct: whether a table of 2 × 2 is corrected for continuity (Yates)
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: %FALSE where a row or a column is empty
 */
gboolean
rim_chi2_test (RimSignificance  *self,
               const gsize      *counts,
               guint             n_rows,
               guint             n_columns,
               gboolean          correct,
               GError          **error)
{
  g_autofree double *margins = g_new0 (double, n_rows + n_columns);
  double n = 0.0, sum = 0.0;

  g_return_val_if_fail (n_rows > 1 && n_columns > 1, FALSE);

  if (!find_margins (counts, n_rows, n_columns, margins, error))
    return FALSE;

  for (guint r = 0; r < n_rows; r++)
    n += margins[r];
  for (guint r = 0; r < n_rows; r++)
    for (guint c = 0; c < n_columns; c++)
      {
        const double expected = margins[r] * margins[n_rows + c] / n;
        double away = fabs ((double) counts[r * n_columns + c] - expected);

        if (correct && n_rows == 2 && n_columns == 2)
          away -= MIN (0.5, away);
        sum += away * away / expected;
      }

  self->statistic = sum;
  self->freedom = (double) ((n_rows - 1) * (n_columns - 1));
  self->p = rim_chi2_tail (sum, self->freedom);

  return TRUE;
}

/* Of all tables with these margins, by their first count from @low on: how likely each
 * is beside the most likely one. Ratios of neighbours multiply without a logarithm.
 */
static void
find_weights (double *weights,
              gsize   low,
              gsize   high,
              gsize   row,
              gsize   column,
              gsize   n)
{
  const gsize wanted = (gsize) ((double) (row + 1) * (double) (column + 1) / (double) (n + 2));
  const gsize mode = CLAMP (wanted, low, high);

  weights[mode - low] = 1.0;
  for (gsize k = mode; k < high; k++)
    weights[k + 1 - low] = weights[k - low] * (double) (row - k) * (double) (column - k) /
                           ((double) (k + 1) * (double) (n + k + 1 - row - column));
  for (gsize k = mode; k > low; k--)
    weights[k - 1 - low] = weights[k - low] * (double) k * (double) (n + k - row - column) /
                           ((double) (row - k + 1) * (double) (column - k + 1));
}

/**
 * rim_fisher_exact:
 * @self: (out): the odds ratio of the counts, which may be 0 or infinite
 * @counts: 2 × 2, row by row
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Two-sided: the probability of all tables that are not more likely than this one.
 *
 * Returns: %FALSE where a row or a column is empty
 */
gboolean
rim_fisher_exact (RimSignificance  *self,
                  const gsize       counts[4],
                  GError          **error)
{
  const gsize row = counts[0] + counts[1], column = counts[0] + counts[2];
  const gsize n = row + counts[2] + counts[3];
  const gsize low = row + column > n ? row + column - n : 0;
  const gsize high = MIN (row, column);
  g_autofree double *weights = NULL;
  double margins[4] = { 0.0 };
  double all = 0.0, unlikely = 0.0;

  if (!find_margins (counts, 2, 2, margins, error))
    return FALSE;

  weights = g_new (double, high - low + 1);
  find_weights (weights, low, high, row, column, n);
  for (gsize k = low; k <= high; k++)
    {
      all += weights[k - low];
      if (weights[k - low] <= weights[counts[0] - low] * TIE)
        unlikely += weights[k - low];
    }

  self->statistic = (double) counts[0] * (double) counts[3] / ((double) counts[1] * (double) counts[2]);
  self->freedom = INFINITY;
  self->p = MIN (unlikely / all, 1.0);

  return TRUE;
}
