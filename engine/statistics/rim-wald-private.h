/* rim-wald-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>

#include "statistics/rim-distributions.h"
#include "statistics/rim-estimate.h"
#include "statistics/rim-significance.h"

G_BEGIN_DECLS

/* What is said of an estimate that is normal with a known variance. */
static inline RimEstimate
rim_wald_estimate (double value,
                   double variance)
{
  const double reach = RIM_CONFIDENCE_REACH * sqrt (variance);

  return (RimEstimate) { value, value - reach, value + reach };
}

static inline RimSignificance
rim_wald_test (double value,
               double variance)
{
  const double z = value == 0.0 ? 0.0 : value / sqrt (variance);

  return (RimSignificance) { z, INFINITY, 2.0 * rim_normal_tail (fabs (z)) };
}

G_END_DECLS
