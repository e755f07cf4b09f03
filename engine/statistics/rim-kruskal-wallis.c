/* rim-kruskal-wallis.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kruskal-wallis.h"

#include "statistics/rim-check-private.h"
#include "statistics/rim-distributions.h"
#include "statistics/rim-order.h"

/**
 * rim_kruskal_wallis:
 * @self: (out): H, corrected for ties
 * @values: n numbers
 * @groups: n groups, from 0
 * @n: how many rows
 * @n_groups: how many groups, each with a row
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: %FALSE where a group is empty, there is one only, a value is not finite, or
 *   all are the same
 */
gboolean
rim_kruskal_wallis (RimSignificance  *self,
                    const double     *values,
                    const guint32    *groups,
                    gsize             n,
                    guint             n_groups,
                    GError          **error)
{
  const double whole = (double) n;
  g_autofree gsize *counts = NULL;
  g_autofree guint32 *order = NULL;
  g_autofree double *ranks = NULL;
  g_autofree double *sums = NULL;
  double ties, sum = 0.0;

  if (!rim_check_finite (values, n, "values", error) || !rim_check_groups (groups, n, n_groups, &counts, error) ||
      !rim_check_constant (values, n, "values", error))
    return FALSE;

  order = g_new (guint32, n);
  ranks = g_new (double, n);
  sums = g_new0 (double, n_groups);
  rim_order_init (order, values, n);
  ties = rim_order_find_ranks (order, values, n, ranks);
  for (gsize row = 0; row < n; row++)
    sums[groups[row]] += ranks[row];
  for (guint g = 0; g < n_groups; g++)
    sum += sums[g] * sums[g] / (double) counts[g];

  self->statistic = (12.0 * sum / (whole * (whole + 1.0)) - 3.0 * (whole + 1.0)) /
                    (1.0 - ties / (whole * whole * whole - whole));
  self->statistic = MAX (self->statistic, 0.0);
  self->freedom = n_groups - 1.0;
  self->p = rim_chi2_tail (self->statistic, self->freedom);

  return TRUE;
}
