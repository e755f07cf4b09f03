/* rim-kurtosis.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kurtosis-private.h"

/* Single precision shows the order of a sum, so sums are NumPy's: eight partial
 * sums for up to 128 values, halves of more.
 */
#define PAIRWISE 128

static float
sum_f32 (const float *values,
         gsize        n)
{
  gsize whole = n - n % 8;
  gsize half = n / 2 - n / 2 % 8;
  float r[8];
  float sum;

  if (n > PAIRWISE)
    return sum_f32 (values, half) + sum_f32 (values + half, n - half);

  for (gsize p = 0; p < 8; p++)
    r[p] = whole > 0 ? values[p] : 0.0f;
  for (gsize i = 8; i < whole; i += 8)
    for (gsize p = 0; p < 8; p++)
      r[p] += values[i + p];

  sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
  for (gsize i = whole; i < n; i++)
    sum += values[i];

  return sum;
}

static double
sum_f64 (const double *values,
         gsize         n)
{
  gsize whole = n - n % 8;
  gsize half = n / 2 - n / 2 % 8;
  double r[8];
  double sum;

  if (n > PAIRWISE)
    return sum_f64 (values, half) + sum_f64 (values + half, n - half);

  for (gsize p = 0; p < 8; p++)
    r[p] = whole > 0 ? values[p] : 0.0;
  for (gsize i = 8; i < whole; i += 8)
    for (gsize p = 0; p < 8; p++)
      r[p] += values[i + p];

  sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
  for (gsize i = whole; i < n; i++)
    sum += values[i];

  return sum;
}

/**
 * rim_kurtosis_f32:
 * @values: values
 * @n: how many, at least 1
 * @room: (array length=n): room to work in
 *
 * The excess kurtosis, in single precision; -3 where the values are all but the same.
 * SciPy says so up to version 1.8; later it says NaN, from which nothing more can be
 * computed.
 *
 * Returns: the kurtosis
 */
double
rim_kurtosis_f32 (const float *values,
                  gsize        n,
                  float       *room)
{
  const float count = (float) n;
  float mean = sum_f32 (values, n) / count;
  float flat = 1e-6f * mean;
  float second;

  for (gsize i = 0; i < n; i++)
    room[i] = (values[i] - mean) * (values[i] - mean);
  second = sum_f32 (room, n) / count;
  if (second <= flat * flat)
    return -3.0;

  for (gsize i = 0; i < n; i++)
    room[i] *= room[i];

  return (double) (sum_f32 (room, n) / count / (second * second) - 3.0f);
}

/**
 * rim_kurtosis_f64:
 * @values: values
 * @n: how many, at least 1
 * @room: (array length=n): room to work in
 *
 * Returns: the same as rim_kurtosis_f32(), in double precision
 */
double
rim_kurtosis_f64 (const double *values,
                  gsize         n,
                  double       *room)
{
  const double count = (double) n;
  double mean = sum_f64 (values, n) / count;
  double flat = 1e-15 * mean;
  double second;

  for (gsize i = 0; i < n; i++)
    room[i] = (values[i] - mean) * (values[i] - mean);
  second = sum_f64 (room, n) / count;
  if (second <= flat * flat)
    return -3.0;

  for (gsize i = 0; i < n; i++)
    room[i] *= room[i];

  return sum_f64 (room, n) / count / (second * second) - 3.0;
}
