/* rim-quantile.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-quantile-private.h"

#include <math.h>
#include <stdlib.h>

#include "core/rim-compare.h"

void
rim_quantile_sort (double *values,
                   gsize   n)
{
  if (n > 1)
    qsort (values, n, sizeof *values, rim_compare_doubles);
}

/* The value below which @share of them lie, 0 to 1, linear between two as numpy
 * has it; NAN of none.
 */
double
rim_quantile_get (const double *sorted,
                  gsize         n,
                  double        share)
{
  double at;
  gsize lower;

  if (n == 0)
    return NAN;

  at = share * (double) (n - 1);
  lower = (gsize) floor (at);
  if (lower + 1 >= n)
    return sorted[n - 1];

  return sorted[lower] + (at - (double) lower) * (sorted[lower + 1] - sorted[lower]);
}
