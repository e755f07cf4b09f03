/* rim-first-order.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-family.h"

G_BEGIN_DECLS

#define RIM_FIRST_ORDER_N_FEATURES 19

/**
 * RimFirstOrder:
 *
 * PyRadiomics' first order statistics of some values, in the unit of the image; what
 * each is says the table of the family.
 */
typedef struct
{
  double energy;
  double total_energy;
  double entropy;
  double minimum;
  double percentile_10;
  double percentile_90;
  double maximum;
  double mean;
  double median;
  double interquartile_range;
  double range;
  double mean_absolute_deviation;
  double robust_mean_absolute_deviation;
  double root_mean_squared;
  double standard_deviation;
  double skewness;
  double kurtosis;
  double variance;
  double uniformity;
} RimFirstOrder;

/* PyRadiomics' first order statistics. */
extern const RimFamily rim_family_firstorder;

void rim_first_order_list (const RimFirstOrder *self,
                           double              *values);

G_END_DECLS
