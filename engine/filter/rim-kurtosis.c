/* rim-kurtosis.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kurtosis-private.h"

#include <string.h>

#define LANES RIM_KURTOSIS_LANES

/* Single precision shows the order of a sum, so sums are NumPy's: eight partial sums
 * for up to 128 values, halves of more. Lanes are voxels.
 */
#define PAIRWISE 128
#define PARTS    8

static void
sum_f32 (const float  *values,
         gsize         n,
         gsize         stride,
         float        *sums)
{
  const gsize whole = n - n % PARTS;
  float parts[PARTS][LANES] = { { 0 } };

  if (n > PAIRWISE)
    {
      gsize half = n / 2 - n / 2 % PARTS;

      sum_f32 (values, half, stride, parts[0]);
      sum_f32 (values + half * stride, n - half, stride, parts[1]);
      for (gsize l = 0; l < LANES; l++)
        sums[l] = parts[0][l] + parts[1][l];
      return;
    }

  for (gsize i = 0; i < whole; i += PARTS)
    for (gsize p = 0; p < PARTS; p++)
      for (gsize l = 0; l < LANES; l++)
        parts[p][l] += values[(i + p) * stride + l];

  for (gsize apart = 1; apart < PARTS; apart *= 2)
    for (gsize p = 0; p < PARTS; p += 2 * apart)
      for (gsize l = 0; l < LANES; l++)
        parts[p][l] += parts[p + apart][l];

  for (gsize i = whole; i < n; i++)
    for (gsize l = 0; l < LANES; l++)
      parts[0][l] += values[i * stride + l];

  memcpy (sums, parts[0], sizeof parts[0]);
}

static void
sum_f64 (const double  *values,
         gsize          n,
         gsize          stride,
         double        *sums)
{
  const gsize whole = n - n % PARTS;
  double parts[PARTS][LANES] = { { 0 } };

  if (n > PAIRWISE)
    {
      gsize half = n / 2 - n / 2 % PARTS;

      sum_f64 (values, half, stride, parts[0]);
      sum_f64 (values + half * stride, n - half, stride, parts[1]);
      for (gsize l = 0; l < LANES; l++)
        sums[l] = parts[0][l] + parts[1][l];
      return;
    }

  for (gsize i = 0; i < whole; i += PARTS)
    for (gsize p = 0; p < PARTS; p++)
      for (gsize l = 0; l < LANES; l++)
        parts[p][l] += values[(i + p) * stride + l];

  for (gsize apart = 1; apart < PARTS; apart *= 2)
    for (gsize p = 0; p < PARTS; p += 2 * apart)
      for (gsize l = 0; l < LANES; l++)
        parts[p][l] += parts[p + apart][l];

  for (gsize i = whole; i < n; i++)
    for (gsize l = 0; l < LANES; l++)
      parts[0][l] += values[i * stride + l];

  memcpy (sums, parts[0], sizeof parts[0]);
}

/**
 * rim_kurtosis_f32:
 * @values: the values of some voxels, those of a voxel @stride apart
 * @n: how many a voxel has, at least 1
 * @stride: from value to value
 * @room: (array length=n × RIM_KURTOSIS_LANES): room to work in
 * @kurtosis: (out caller-allocates): of %RIM_KURTOSIS_LANES voxels that lie side by
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

  sum_f32 (values, n, stride, means);
  for (gsize l = 0; l < LANES; l++)
    means[l] /= count;

  for (gsize i = 0; i < n; i++)
    for (gsize l = 0; l < LANES; l++)
      {
        float distance = values[i * stride + l] - means[l];

        room[i * LANES + l] = distance * distance;
      }
  sum_f32 (room, n, LANES, seconds);

  for (gsize i = 0; i < n * LANES; i++)
    room[i] *= room[i];
  sum_f32 (room, n, LANES, fourths);

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
 * @room: (array length=n × RIM_KURTOSIS_LANES): room to work in
 * @kurtosis: (out caller-allocates): of %RIM_KURTOSIS_LANES voxels that lie side by
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

  sum_f64 (values, n, stride, means);
  for (gsize l = 0; l < LANES; l++)
    means[l] /= count;

  for (gsize i = 0; i < n; i++)
    for (gsize l = 0; l < LANES; l++)
      {
        double distance = values[i * stride + l] - means[l];

        room[i * LANES + l] = distance * distance;
      }
  sum_f64 (room, n, LANES, seconds);

  for (gsize i = 0; i < n * LANES; i++)
    room[i] *= room[i];
  sum_f64 (room, n, LANES, fourths);

  for (gsize l = 0; l < LANES; l++)
    {
      double second = seconds[l] / count;
      double flat = 1e-15 * means[l];

      kurtosis[l] = second <= flat * flat ? -3.0
                                          : (double) (fourths[l] / count / (second * second) - 3.0);
    }
}
