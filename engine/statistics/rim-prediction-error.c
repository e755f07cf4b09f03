/* rim-prediction-error.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-prediction-error.h"

#include <math.h>

#include "statistics/rim-check-private.h"
#include "statistics/rim-order.h"

/**
 * rim_prediction_error_init:
 * @self: (out): how far they are
 * @predicted: n numbers
 * @observed: n numbers
 * @n: how many rows, at least 2
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: %FALSE where a number is not finite, there are too few rows, or all that was
 *   observed is the same
 */
gboolean
rim_prediction_error_init (RimPredictionError  *self,
                           const double        *predicted,
                           const double        *observed,
                           gsize                n,
                           GError             **error)
{
  const double *columns[2] = { predicted, observed };
  g_autofree guint32 *order = NULL;
  double mean = 0.0, squares = 0.0, around_mean = 0.0;

  *self = (RimPredictionError) { 0 };
  if (n < 2)
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW, "There are fewer than two rows");
      return FALSE;
    }
  if (!rim_check_finite (predicted, n, "predictions", error) || !rim_check_finite (observed, n, "outcomes", error) ||
      !rim_check_constant (observed, n, "outcomes", error))
    return FALSE;

  order = g_new (guint32, n);
  rim_order_init_rows (order, columns, 2, n);
  for (gsize i = 0; i < n; i++)
    mean += observed[order[i]] / (double) n;
  for (gsize i = 0; i < n; i++)
    {
      const guint32 row = order[i];
      const double away = predicted[row] - observed[row];

      self->bias += away / (double) n;
      self->mean_absolute += fabs (away) / (double) n;
      squares += away * away;
      around_mean += (observed[row] - mean) * (observed[row] - mean);
    }

  self->root_mean_square = sqrt (squares / (double) n);
  self->r2 = 1.0 - squares / around_mean;

  return TRUE;
}
