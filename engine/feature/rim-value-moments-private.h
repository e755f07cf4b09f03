/* rim-value-moments-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimValueMoments:
 * @sum: of the values
 * @mean: their mean
 * @m2: the mean of (value - mean)²
 * @m3: of its third power
 * @m4: of its fourth power
 * @deviation: of its magnitude
 *
 * Population moments. Where all values are equal, all but @mean are exactly 0.
 */
typedef struct
{
  double min;
  double max;
  double sum;
  double mean;
  double m2;
  double m3;
  double m4;
  double deviation;
} RimValueMoments;

/* All sums go over blocks of 4096 values, in four interleaved partial sums, and
 * the blocks are added in their order, so that they never depend on threads or
 * on the CPU.
 */
void   rim_value_moments_init              (RimValueMoments   *self,
                                            const double      *values,
                                            gsize              n);
double rim_values_mean_deviation     (const double *values,
                                      gsize         n,
                                      double        center);
double rim_values_robust_deviation   (const double *values,
                                      gsize         n,
                                      double        low,
                                      double        high);
double rim_values_sum_squares        (const double *values,
                                      gsize         n,
                                      double        shift);

/* The values that stand at @ranks (from 0) when all are sorted. */
void   rim_values_find_ranks         (const double *values,
                                      gsize         n,
                                      double        min,
                                      double        max,
                                      const gsize  *ranks,
                                      guint         n_ranks,
                                      double       *found);

/* Halfway between the two values in the middle, which may be one. */
static inline double
rim_values_get_middle (double lower,
                       double upper)
{
  return lower == upper ? lower : (lower + upper) / 2.0;
}

double rim_values_find_median        (const double *values,
                                      gsize         n,
                                      double        min,
                                      double        max);

G_END_DECLS
