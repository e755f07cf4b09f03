/* rim-proportion.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-proportion.h"

#include <math.h>

/**
 * rim_proportion_estimate:
 * @k: how many of them
 * @n: of how many
 *
 * The interval is Wilson's (1927, doi:10.1080/01621459.1927.10502953), without a
 * correction for continuity.
 *
 * Returns: the proportion; all NAN where @n is 0
 */
RimEstimate
rim_proportion_estimate (gsize k,
                         gsize n)
{
  const double z2 = RIM_CONFIDENCE_REACH * RIM_CONFIDENCE_REACH;
  const double whole = (double) n;
  const double p = (double) k / whole;
  const double middle = (p + z2 / (2.0 * whole)) / (1.0 + z2 / whole);
  const double reach = RIM_CONFIDENCE_REACH / (1.0 + z2 / whole) *
                       sqrt (p * (1.0 - p) / whole + z2 / (4.0 * whole * whole));

  if (n == 0)
    return (RimEstimate) { NAN, NAN, NAN };

  return (RimEstimate) { p, k == 0 ? 0.0 : middle - reach, k == n ? 1.0 : middle + reach };
}
