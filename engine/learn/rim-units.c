/* rim-units.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-units-private.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "learn/rim-multiply-private.h"
#include "statistics/rim-order.h"

#define BLOCK 64

typedef struct
{
  const RimSelection *selection;
  gboolean            of_ranks;
  double             *units;
} Making;

static void
make_unit (double *unit,
           gsize   n)
{
  double mean = 0.0, length;

  for (gsize i = 0; i < n; i++)
    mean += unit[i];
  mean /= (double) n;
  for (gsize i = 0; i < n; i++)
    unit[i] -= mean;
  length = sqrt (rim_multiply (unit, unit, n));
  for (gsize i = 0; i < n; i++)
    unit[i] = length > 0.0 ? unit[i] / length : 0.0;
}

static void
make_units (gsize    begin,
            gsize    end,
            gpointer data)
{
  const Making *self = data;
  const gsize n = self->selection->n;
  g_autofree guint32 *order = g_new (guint32, n);

  for (gsize c = begin; c < end; c++)
    {
      const double *values = self->selection->live[c]->scaled;
      double *unit = self->units + c * n;

      if (self->of_ranks)
        {
          rim_order_init (order, values, n);
          rim_order_find_ranks (order, values, n, unit);
        }
      else
        memcpy (unit, values, n * sizeof *unit);
      make_unit (unit, n);
    }
}

/*
 * Returns: (transfer full): n_live × n numbers: columns, or their ranks, with a mean of 0
 *   and a length of 1, so that the product of two is their correlation
 */
double *
rim_units_new (RimSelection *selection,
               gboolean      of_ranks)
{
  Making making = { selection, of_ranks, g_new (double, MAX (selection->n_live, 1) * selection->n) };

  rim_selection_scale (selection);
  rim_parallel_for (selection->n_live, BLOCK, make_units, &making);

  return making.units;
}
