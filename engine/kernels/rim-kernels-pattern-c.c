/* rim-kernels-pattern-c.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kernels.h"

#include <math.h>
#include <string.h>

#define LANES    RIM_PATTERN_LANES
#define PARTS    RIM_PAIRWISE_PARTS
#define PAIRWISE RIM_PAIRWISE_N

static void
round_samples_c (double *samples,
                 gsize   n,
                 double  low,
                 double  high)
{
  for (gsize i = 0; i < n; i++)
    {
      double rounded = trunc (samples[i] > 0.0 ? samples[i] + 0.5 : samples[i] - 0.5);

      samples[i] = CLAMP (rounded, low, high);
    }
}

static void
single_samples_c (double *samples,
                  gsize   n,
                  float  *singles)
{
  for (gsize i = 0; i < n; i++)
    {
      singles[i] = (float) samples[i];
      samples[i] = (double) singles[i];
    }
}

static void
add_pattern_c (const double *samples,
               gsize         stride,
               const double *centers,
               const double *functions,
               gsize         n_samples,
               gsize         n_functions,
               double       *sums)
{
  for (gsize f = 0; f < n_functions * LANES; f++)
    sums[f] = 0.0;

  for (gsize s = 0; s < n_samples; s++)
    for (gsize l = 0; l < LANES; l++)
      if (samples[s * stride + l] >= centers[l])
        for (gsize f = 0; f < n_functions; f++)
          sums[f * LANES + l] += functions[s * n_functions + f];
}

static void
sum_f32_c (const float *values,
           gsize        n,
           gsize        stride,
           float       *sums)
{
  const gsize whole = n - n % PARTS;
  float parts[PARTS][LANES] = { { 0 } };

  if (n > PAIRWISE)
    {
      gsize half = n / 2 - n / 2 % PARTS;

      sum_f32_c (values, half, stride, parts[0]);
      sum_f32_c (values + half * stride, n - half, stride, parts[1]);
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
sum_f64_c (const double *values,
           gsize         n,
           gsize         stride,
           double       *sums)
{
  const gsize whole = n - n % PARTS;
  double parts[PARTS][LANES] = { { 0 } };

  if (n > PAIRWISE)
    {
      gsize half = n / 2 - n / 2 % PARTS;

      sum_f64_c (values, half, stride, parts[0]);
      sum_f64_c (values + half * stride, n - half, stride, parts[1]);
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
moments_f32_c (const float *values,
               gsize        n,
               gsize        stride,
               float       *room,
               float       *means,
               float       *seconds,
               float       *fourths)
{
  sum_f32_c (values, n, stride, means);
  for (gsize l = 0; l < LANES; l++)
    means[l] /= (float) n;

  for (gsize i = 0; i < n; i++)
    for (gsize l = 0; l < LANES; l++)
      {
        float distance = values[i * stride + l] - means[l];

        room[i * LANES + l] = distance * distance;
      }
  sum_f32_c (room, n, LANES, seconds);

  for (gsize i = 0; i < n * LANES; i++)
    room[i] *= room[i];
  sum_f32_c (room, n, LANES, fourths);
}

static void
moments_f64_c (const double *values,
               gsize         n,
               gsize         stride,
               double       *room,
               double       *means,
               double       *seconds,
               double       *fourths)
{
  sum_f64_c (values, n, stride, means);
  for (gsize l = 0; l < LANES; l++)
    means[l] /= (double) n;

  for (gsize i = 0; i < n; i++)
    for (gsize l = 0; l < LANES; l++)
      {
        double distance = values[i * stride + l] - means[l];

        room[i * LANES + l] = distance * distance;
      }
  sum_f64_c (room, n, LANES, seconds);

  for (gsize i = 0; i < n * LANES; i++)
    room[i] *= room[i];
  sum_f64_c (room, n, LANES, fourths);
}

void
rim_kernels_init_pattern_c (RimKernels *kernels)
{
  kernels->round_samples = round_samples_c;
  kernels->single_samples = single_samples_c;
  kernels->add_pattern = add_pattern_c;
  kernels->moments_f32 = moments_f32_c;
  kernels->moments_f64 = moments_f64_c;
}
