/* rim-correlation.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-correlation.h"

#include <math.h>

#include "statistics/rim-check-private.h"
#include "statistics/rim-distributions.h"
#include "statistics/rim-order.h"

/* Of two columns that vary, in an order that does not depend on that of the rows. */
static double
find_r (const double *x,
        const double *y,
        gsize         n)
{
  const double *columns[] = { x, y };
  g_autofree guint32 *order = g_new (guint32, n);
  double mean_x = 0.0, mean_y = 0.0;
  double xx = 0.0, yy = 0.0, xy = 0.0;

  rim_order_init_rows (order, columns, 2, n);
  for (gsize i = 0; i < n; i++)
    {
      mean_x += x[order[i]];
      mean_y += y[order[i]];
    }
  mean_x /= (double) n;
  mean_y /= (double) n;

  for (gsize i = 0; i < n; i++)
    {
      const double dx = x[order[i]] - mean_x;
      const double dy = y[order[i]] - mean_y;

      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }

  return CLAMP (xy / (sqrt (xx) * sqrt (yy)), -1.0, 1.0);
}

static gboolean
conclude (RimCorrelation  *self,
          double           r,
          gsize            n,
          GError         **error)
{
  const double freedom = (double) n - 2.0;
  const double reach = n > 3 ? RIM_CONFIDENCE_REACH / sqrt ((double) n - 3.0) : INFINITY;

  if (isnan (r))
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                           "Values are too large or too small to be squared");
      return FALSE;
    }

  self->r = (RimEstimate) { r, -1.0, 1.0 };
  if (n > 3)
    {
      self->r.low = tanh (atanh (r) - reach);
      self->r.high = tanh (atanh (r) + reach);
    }
  self->p = fabs (r) < 1.0 ? 2.0 * rim_t_tail (fabs (r) * sqrt (freedom / (1.0 - r * r)), freedom) : 0.0;

  return TRUE;
}

static gboolean
check (const double  *x,
       const double  *y,
       gsize          n,
       GError       **error)
{
  if (n < 3)
    {
      g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW,
                   "A correlation needs 3 rows, and there are %zu", n);
      return FALSE;
    }

  return rim_check_finite (x, n, "first column", error) && rim_check_finite (y, n, "second column", error) &&
         rim_check_constant (x, n, "values of the first column", error) &&
         rim_check_constant (y, n, "values of the second column", error);
}

/**
 * rim_correlation_init_pearson:
 * @self: (out): the coefficient
 * @x: n numbers
 * @y: n numbers
 * @n: how many rows, at least 3
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: %FALSE where there are too few rows, or a column is constant or not finite
 */
gboolean
rim_correlation_init_pearson (RimCorrelation  *self,
                              const double    *x,
                              const double    *y,
                              gsize            n,
                              GError         **error)
{
  if (!check (x, y, n, error))
    return FALSE;

  return conclude (self, find_r (x, y, n), n, error);
}

static double *
ranks_new (const double *values,
           gsize         n)
{
  g_autofree guint32 *order = g_new (guint32, n);
  double *ranks = g_new (double, n);

  rim_order_init (order, values, n);
  rim_order_find_ranks (order, values, n, ranks);

  return ranks;
}

/**
 * rim_correlation_init_spearman:
 * @self: (out): the coefficient of ranks
 * @x: n numbers
 * @y: n numbers
 * @n: how many rows, at least 3
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: %FALSE where there are too few rows, or a column is constant or not finite
 */
gboolean
rim_correlation_init_spearman (RimCorrelation  *self,
                               const double    *x,
                               const double    *y,
                               gsize            n,
                               GError         **error)
{
  g_autofree double *ranks_x = NULL;
  g_autofree double *ranks_y = NULL;

  if (!check (x, y, n, error))
    return FALSE;

  ranks_x = ranks_new (x, n);
  ranks_y = ranks_new (y, n);
  return conclude (self, find_r (ranks_x, ranks_y, n), n, error);
}
