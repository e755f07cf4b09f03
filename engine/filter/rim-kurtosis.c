/* rim-kurtosis.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kurtosis-private.h"

#include "kernels/rim-kernels.h"

#define LANES RIM_PATTERN_LANES

/**
 * rim_kurtosis_f32:
 * @values: the values of some voxels, those of a voxel @stride apart
 * @n: how many a voxel has, at least 1
 * @stride: from value to value
 * @room: (array length=n × RIM_PATTERN_LANES): room to work in
 * @kurtosis: (out caller-allocates): of %RIM_PATTERN_LANES voxels that lie side by
 *   side
 *
 * The excess kurtosis, in single precision; -3 where the values are all but the same.
 * SciPy says so up to version 1.8; later it says NaN, from which nothing more can be
 * computed.
 */
void
rim_kurtosis_f32 (const float  *values,
                  gsize         n,
                  gsize         stride,
                  float        *room,
                  double       *kurtosis)
{
  const float count = (float) n;
  float means[LANES], seconds[LANES], fourths[LANES];

  rim_kernels_get ()->moments_f32 (values, n, stride, room, means, seconds, fourths);

  for (gsize l = 0; l < LANES; l++)
    {
      float second = seconds[l] / count;
      float flat = 1e-6f * means[l];

      kurtosis[l] = second <= flat * flat ? -3.0
                                          : (double) (fourths[l] / count / (second * second) - 3.0f);
    }
}

/**
 * rim_kurtosis_f64:
 * @values: the values of some voxels, those of a voxel @stride apart
 * @n: how many a voxel has, at least 1
 * @stride: from value to value
 * @room: (array length=n × RIM_PATTERN_LANES): room to work in
 * @kurtosis: (out caller-allocates): of %RIM_PATTERN_LANES voxels that lie side by
 *   side
 *
 * The same as rim_kurtosis_f32(), in double precision.
 */
void
rim_kurtosis_f64 (const double *values,
                  gsize         n,
                  gsize         stride,
                  double       *room,
                  double       *kurtosis)
{
  const double count = (double) n;
  double means[LANES], seconds[LANES], fourths[LANES];

  rim_kernels_get ()->moments_f64 (values, n, stride, room, means, seconds, fourths);

  for (gsize l = 0; l < LANES; l++)
    {
      double second = seconds[l] / count;
      double flat = 1e-15 * means[l];

      kurtosis[l] = second <= flat * flat ? -3.0
                                          : (double) (fourths[l] / count / (second * second) - 3.0);
    }
}
