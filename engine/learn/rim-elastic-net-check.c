/* rim-elastic-net-check.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "learn/rim-elastic-net-problem-private.h"
#include "statistics/rim-statistics-error.h"

static gboolean
check_numbers (const double  *values,
               gsize          n,
               const char    *what,
               double         low,
               GError       **error)
{
  for (gsize row = 0; row < n; row++)
    if (!isfinite (values[row]))
      {
        g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_NOT_FINITE,
                     "Row %zu of %s is not a finite number", row + 1, what);
        return FALSE;
      }
    else if (values[row] < low)
      {
        g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE, "Row %zu of %s is below 0", row + 1, what);
        return FALSE;
      }

  return TRUE;
}

static gboolean
check_columns (const RimElasticNetData  *data,
               GError                  **error)
{
  for (guint c = 0; c < data->n_columns; c++)
    {
      const double *column = data->columns + c * data->n;
      double sum = 0.0;

      for (gsize row = 0; row < data->n; row++)
        sum += fabs (column[row]) * 0x1p-64;
      if (!isfinite (sum))
        {
          g_autofree char *what = g_strdup_printf ("column %u", c + 1);

          return check_numbers (column, data->n, what, -INFINITY, error);
        }
    }

  return TRUE;
}

/* At least one is not 0, else no path begins. */
static gboolean
check_penalties (const RimElasticNetData  *data,
                 GError                  **error)
{
  if (data->penalties == NULL)
    return TRUE;
  if (!check_numbers (data->penalties, data->n_columns, "the penalties", 0.0, error))
    return FALSE;

  for (guint c = 0; c < data->n_columns; c++)
    if (data->penalties[c] > 0.0)
      return TRUE;

  g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE, "No column has a penalty");

  return FALSE;
}

/* Whatever of the numbers does not depend on which rows are taken. */
gboolean
rim_elastic_net_check_data (const RimElasticNetData  *data,
                            RimElasticNetFamily       family,
                            GError                  **error)
{
  const gboolean is_cox = family == RIM_ELASTIC_NET_COX;

  if (data->n_columns == 0 || data->n < 2)
    {
      g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW,
                   "There are %zu rows of %u columns", data->n, data->n_columns);
      return FALSE;
    }

  return (family == RIM_ELASTIC_NET_LOGISTIC ||
          check_numbers (data->values, data->n, is_cox ? "the times" : "the outcomes", is_cox ? 0.0 : -INFINITY, error)) &&
         (data->weights == NULL || check_numbers (data->weights, data->n, "the weights", 0.0, error)) &&
         check_penalties (data, error) && check_columns (data, error);
}
