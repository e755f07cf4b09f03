/* rim-quantile.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-quantile.h"

/**
 * rim_quantile_of_sorted:
 * @sorted: n numbers, from the lowest to the highest
 * @n: at least 1
 * @probability: from 0 to 1
 *
 * Returns: the quantile of type 7 (Hyndman and Fan 1996), as R and NumPy have it unless
 *   told
 */
double
rim_quantile_of_sorted (const double *sorted,
                        gsize         n,
                        double        probability)
{
  const double at = CLAMP (probability, 0.0, 1.0) * (double) (n - 1);
  const gsize low = (gsize) at;
  const double part = at - (double) low;

  if (part == 0.0 || low + 1 >= n)
    return sorted[low];

  return sorted[low] + part * (sorted[low + 1] - sorted[low]);
}
