/* rim-survival-rows.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-survival-rows-private.h"

#include "statistics/rim-order.h"

/* @strata: (nullable) */
guint32 *
rim_survival_rows_new (const double  *times,
                       const guint8  *events,
                       const guint32 *strata,
                       const double **columns,
                       guint          n_columns,
                       gsize          n)
{
  guint32 *rows = g_new (guint32, n);
  g_autofree double *keys = g_new (double, n);

  rim_order_init_rows (rows, columns, n_columns, n);
  for (gsize row = 0; row < n; row++)
    keys[row] = events[row];
  rim_order_refine (rows, keys, n);
  for (gsize row = 0; row < n; row++)
    keys[row] = -times[row];
  rim_order_refine (rows, keys, n);
  if (strata == NULL)
    return rows;

  for (gsize row = 0; row < n; row++)
    keys[row] = strata[row];
  rim_order_refine (rows, keys, n);

  return rows;
}

/* Returns: the place behind the rows of the same stratum and time as the one at @begin */
gsize
rim_survival_rows_find_tie (const guint32 *rows,
                            const double  *times,
                            const guint32 *strata,
                            gsize          n,
                            gsize          begin)
{
  gsize end = begin + 1;

  while (end < n && times[rows[end]] == times[rows[begin]] && !rim_survival_rows_is_first (rows, strata, end))
    end++;

  return end;
}

/* Returns: whether a stratum begins at the place @at */
gboolean
rim_survival_rows_is_first (const guint32 *rows,
                            const guint32 *strata,
                            gsize          at)
{
  return at == 0 || (strata != NULL && strata[rows[at]] != strata[rows[at - 1]]);
}
