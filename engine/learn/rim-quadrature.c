/* rim-quadrature.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "learn/rim-tree-private.h"

#define MAX_STEPS 100

/* The Legendre polynomial of order @n at @x, and its slope. */
static double
evaluate (guint   n,
          double  x,
          double *slope)
{
  double last = 1.0, value = x;

  for (guint k = 2; k <= n; k++)
    {
      const double next = ((2.0 * k - 1.0) * x * value - (k - 1.0) * last) / k;

      last = value;
      value = next;
    }
  *slope = n * (x * value - last) / (x * x - 1.0);

  return value;
}

/* Gauss-Legendre on 0 to 1: without a fault for polynomials of a degree below 2 n. */
void
rim_quadrature_init (RimQuadrature *self,
                     guint          n)
{
  *self = (RimQuadrature) { n, g_new (double, n), g_new (double, n) };
  for (guint i = 0; i < n; i++)
    {
      double x = cos (G_PI * (i + 0.75) / (n + 0.5)), slope = 1.0, step = 1.0;

      for (guint k = 0; k < MAX_STEPS && fabs (step) > 1e-16; k++)
        {
          step = evaluate (n, x, &slope) / slope;
          x -= step;
        }
      evaluate (n, x, &slope);
      self->points[i] = (1.0 - x) / 2.0;
      self->weights[i] = 1.0 / ((1.0 - x * x) * slope * slope);
    }
}

void
rim_quadrature_clear (RimQuadrature *self)
{
  g_free (self->points);
  g_free (self->weights);
}
