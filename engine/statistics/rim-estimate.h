/* rim-estimate.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of all confidence intervals. */
#define RIM_CONFIDENCE_LEVEL 0.95

/* The normal distribution's quantile at (1 + RIM_CONFIDENCE_LEVEL) / 2. */
#define RIM_CONFIDENCE_REACH 1.959963984540054

/**
 * RimEstimate:
 * @value: the estimate; NAN where there is none
 * @low: the lower end of the confidence interval; NAN where there is none
 * @high: the upper end
 */
typedef struct
{
  double value;
  double low;
  double high;
} RimEstimate;

G_END_DECLS
