/* rim-decision-curve.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-decision-curve.h"

#include "statistics/rim-check-private.h"

static double
find_benefit (double n_true,
              double n_false,
              double n,
              double threshold)
{
  return n_true / n - n_false / n * threshold / (1.0 - threshold);
}

/**
 * rim_decision_curve_find:
 * @points: (array length=n_points) (inout): thresholds from 0 and below 1, and what is
 *   found at each
 * @n_points: how many
 * @probabilities: n probabilities of the positive class
 * @labels: n classes, 1 or 0
 * @n: how many rows
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Vickers and Elkin 2006, doi:10.1177/0272989X06295361: positive rows that are treated,
 * less negative ones by the odds of the threshold, per row. A row at the threshold is
 * treated.
 *
 * Returns: %FALSE where there is one class only, or a number is no probability
 */
gboolean
rim_decision_curve_find (RimDecisionPoint  *points,
                         gsize              n_points,
                         const double      *probabilities,
                         const guint8      *labels,
                         gsize              n,
                         GError           **error)
{
  gsize n_positive;

  if (!rim_check_labels (labels, n, &n_positive, error) || !rim_check_probabilities (probabilities, n, error))
    return FALSE;

  for (gsize p = 0; p < n_points; p++)
    {
      const double threshold = points[p].threshold;
      gsize treated[2] = { 0, 0 };

      g_return_val_if_fail (threshold >= 0.0 && threshold < 1.0, FALSE);

      for (gsize row = 0; row < n; row++)
        treated[labels[row] != 0] += probabilities[row] >= threshold;
      points[p].model = find_benefit ((double) treated[1], (double) treated[0], (double) n, threshold);
      points[p].all = find_benefit ((double) n_positive, (double) (n - n_positive), (double) n, threshold);
    }

  return TRUE;
}
