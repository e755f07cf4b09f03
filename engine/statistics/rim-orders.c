/* rim-orders.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-orders.h"

#include <math.h>

#include "core/rim-parallel.h"
#include "statistics/rim-order.h"
#include "statistics/rim-statistics-error.h"

#define BLOCK 64

typedef struct
{
  RimOrders    *orders;
  const double *columns;
} Sorting;

static void
sort_columns (gsize    begin,
              gsize    end,
              gpointer data)
{
  const Sorting *sorting = data;
  const gsize n = sorting->orders->n_rows;

  for (gsize c = begin; c < end; c++)
    rim_order_init (sorting->orders->rows + c * n, sorting->columns + c * n, n);
}

/**
 * rim_orders_new:
 * @columns: n_columns × n_rows, those of one column together
 * @n_rows: how many rows, less than 2³²
 * @n_columns: how many columns
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: (transfer full) (nullable): the orders, or %NULL where a number is not finite
 */
RimOrders *
rim_orders_new (const double  *columns,
                gsize          n_rows,
                gsize          n_columns,
                GError       **error)
{
  RimOrders *self;
  Sorting sorting;

  for (gsize i = 0; i < n_rows * n_columns; i++)
    if (!isfinite (columns[i]))
      {
        g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_NOT_FINITE,
                     "Row %zu of column %zu is not a finite number", i % n_rows + 1, i / n_rows + 1);
        return NULL;
      }

  self = g_new (RimOrders, 1);
  *self = (RimOrders) { n_rows, n_columns, g_new (guint32, n_rows * n_columns) };
  sorting = (Sorting) { self, columns };
  rim_parallel_for (n_columns, BLOCK, sort_columns, &sorting);

  return self;
}

void
rim_orders_free (RimOrders *self)
{
  g_free (self->rows);
  g_free (self);
}

/* Returns: (transfer none): n_rows rows, from the lowest value to the highest */
const guint32 *
rim_orders_get (const RimOrders *self,
                gsize            column)
{
  return self->rows + column * self->n_rows;
}
