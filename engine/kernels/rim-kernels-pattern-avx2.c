/* rim-kernels-pattern-avx2.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kernels.h"

#ifndef __AVX2__
# error "rim-kernels-pattern-avx2.c needs -mavx2"
#endif

#include <immintrin.h>

#define LANES    RIM_PATTERN_LANES
#define PARTS    RIM_PAIRWISE_PARTS
#define PAIRWISE RIM_PAIRWISE_N

/* Of two operands the second is kept where either is no number. */
static inline __m256d
round_four (__m256d samples,
            __m256d low,
            __m256d high)
{
  const __m256d is_above = _mm256_cmp_pd (samples, _mm256_setzero_pd (), _CMP_GT_OQ);
  const __m256d half = _mm256_blendv_pd (_mm256_set1_pd (-0.5), _mm256_set1_pd (0.5), is_above);
  __m256d rounded = _mm256_round_pd (_mm256_add_pd (samples, half),
                                     _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC);

  return _mm256_max_pd (low, _mm256_min_pd (high, rounded));
}

static void
round_samples_avx2 (double *samples,
                    gsize   n,
                    double  low,
                    double  high)
{
  const __m256d v_low = _mm256_set1_pd (low);
  const __m256d v_high = _mm256_set1_pd (high);
  gsize i = 0;

  for (; i + 4 <= n; i += 4)
    _mm256_storeu_pd (samples + i, round_four (_mm256_loadu_pd (samples + i), v_low, v_high));

  for (; i < n; i++)
    samples[i] = _mm256_cvtsd_f64 (round_four (_mm256_set1_pd (samples[i]), v_low, v_high));
}

static void
single_samples_avx2 (double *samples,
                     gsize   n,
                     float  *singles)
{
  gsize i = 0;

  for (; i + 4 <= n; i += 4)
    {
      __m128 single = _mm256_cvtpd_ps (_mm256_loadu_pd (samples + i));

      _mm_storeu_ps (singles + i, single);
      _mm256_storeu_pd (samples + i, _mm256_cvtps_pd (single));
    }

  for (; i < n; i++)
    {
      singles[i] = (float) samples[i];
      samples[i] = (double) singles[i];
    }
}

/* Four functions at a time, the last perhaps twice, of two vectors of voxels. A sum
 * that begins at 0 never is -0, so adding 0 does nothing.
 */
static inline void
add_four_functions (const double *samples,
                    gsize         stride,
                    const double *centers,
                    const double *functions,
                    gsize         n_samples,
                    gsize         n_functions,
                    const gsize   which[4],
                    double       *sums)
{
  const __m256d low_center = _mm256_loadu_pd (centers);
  const __m256d high_center = _mm256_loadu_pd (centers + 4);
  __m256d low[4], high[4];

  for (guint f = 0; f < 4; f++)
    low[f] = high[f] = _mm256_setzero_pd ();

  for (gsize s = 0; s < n_samples; s++, samples += stride, functions += n_functions)
    {
      __m256d in_low = _mm256_cmp_pd (_mm256_loadu_pd (samples), low_center, _CMP_GE_OQ);
      __m256d in_high = _mm256_cmp_pd (_mm256_loadu_pd (samples + 4), high_center, _CMP_GE_OQ);

      for (guint f = 0; f < 4; f++)
        {
          __m256d function = _mm256_set1_pd (functions[which[f]]);

          low[f] = _mm256_add_pd (low[f], _mm256_and_pd (in_low, function));
          high[f] = _mm256_add_pd (high[f], _mm256_and_pd (in_high, function));
        }
    }

  for (guint f = 0; f < 4; f++)
    {
      _mm256_storeu_pd (sums + which[f] * LANES, low[f]);
      _mm256_storeu_pd (sums + which[f] * LANES + 4, high[f]);
    }
}

static void
add_pattern_avx2 (const double *samples,
                  gsize         stride,
                  const double *centers,
                  const double *functions,
                  gsize         n_samples,
                  gsize         n_functions,
                  double       *sums)
{
  for (gsize f = 0; f < n_functions; f += 4)
    {
      const gsize last = n_functions - 1;
      const gsize which[4] = { f, MIN (f + 1, last), MIN (f + 2, last), MIN (f + 3, last) };

      add_four_functions (samples, stride, centers, functions, n_samples, n_functions, which,
                          sums);
    }
}

static __m256
sum_f32 (const float *values,
         gsize        n,
         gsize        stride)
{
  __m256 parts[PARTS];
  gsize i = 0;

  if (n > PAIRWISE)
    {
      gsize half = n / 2 - n / 2 % PARTS;

      return _mm256_add_ps (sum_f32 (values, half, stride),
                            sum_f32 (values + half * stride, n - half, stride));
    }

  for (guint p = 0; p < PARTS; p++)
    parts[p] = _mm256_setzero_ps ();

  for (; i + PARTS <= n; i += PARTS, values += PARTS * stride)
    for (guint p = 0; p < PARTS; p++)
      parts[p] = _mm256_add_ps (parts[p], _mm256_loadu_ps (values + p * stride));

  for (guint apart = 1; apart < PARTS; apart *= 2)
    for (guint p = 0; p < PARTS; p += 2 * apart)
      parts[p] = _mm256_add_ps (parts[p], parts[p + apart]);

  for (; i < n; i++, values += stride)
    parts[0] = _mm256_add_ps (parts[0], _mm256_loadu_ps (values));

  return parts[0];
}

static void
moments_f32_avx2 (const float *values,
                  gsize        n,
                  gsize        stride,
                  float       *room,
                  float       *means,
                  float       *seconds,
                  float       *fourths)
{
  const __m256 mean = _mm256_div_ps (sum_f32 (values, n, stride), _mm256_set1_ps ((float) n));

  for (gsize i = 0; i < n; i++)
    {
      __m256 distance = _mm256_sub_ps (_mm256_loadu_ps (values + i * stride), mean);

      _mm256_storeu_ps (room + i * LANES, _mm256_mul_ps (distance, distance));
    }
  _mm256_storeu_ps (means, mean);
  _mm256_storeu_ps (seconds, sum_f32 (room, n, LANES));

  for (gsize i = 0; i < n; i++)
    {
      __m256 square = _mm256_loadu_ps (room + i * LANES);

      _mm256_storeu_ps (room + i * LANES, _mm256_mul_ps (square, square));
    }
  _mm256_storeu_ps (fourths, sum_f32 (room, n, LANES));
}

static __m256d
sum_f64 (const double *values,
         gsize         n,
         gsize         stride)
{
  __m256d parts[PARTS];
  gsize i = 0;

  if (n > PAIRWISE)
    {
      gsize half = n / 2 - n / 2 % PARTS;

      return _mm256_add_pd (sum_f64 (values, half, stride),
                            sum_f64 (values + half * stride, n - half, stride));
    }

  for (guint p = 0; p < PARTS; p++)
    parts[p] = _mm256_setzero_pd ();

  for (; i + PARTS <= n; i += PARTS, values += PARTS * stride)
    for (guint p = 0; p < PARTS; p++)
      parts[p] = _mm256_add_pd (parts[p], _mm256_loadu_pd (values + p * stride));

  for (guint apart = 1; apart < PARTS; apart *= 2)
    for (guint p = 0; p < PARTS; p += 2 * apart)
      parts[p] = _mm256_add_pd (parts[p], parts[p + apart]);

  for (; i < n; i++, values += stride)
    parts[0] = _mm256_add_pd (parts[0], _mm256_loadu_pd (values));

  return parts[0];
}

static void
moments_f64_avx2 (const double *values,
                  gsize         n,
                  gsize         stride,
                  double       *room,
                  double       *means,
                  double       *seconds,
                  double       *fourths)
{
  for (guint l = 0; l < LANES; l += 4)
    {
      const __m256d mean = _mm256_div_pd (sum_f64 (values + l, n, stride),
                                          _mm256_set1_pd ((double) n));

      for (gsize i = 0; i < n; i++)
        {
          __m256d distance = _mm256_sub_pd (_mm256_loadu_pd (values + i * stride + l), mean);

          _mm256_storeu_pd (room + i * LANES + l, _mm256_mul_pd (distance, distance));
        }
      _mm256_storeu_pd (means + l, mean);
      _mm256_storeu_pd (seconds + l, sum_f64 (room + l, n, LANES));

      for (gsize i = 0; i < n; i++)
        {
          __m256d square = _mm256_loadu_pd (room + i * LANES + l);

          _mm256_storeu_pd (room + i * LANES + l, _mm256_mul_pd (square, square));
        }
      _mm256_storeu_pd (fourths + l, sum_f64 (room + l, n, LANES));
    }
}

void
rim_kernels_init_pattern_avx2 (RimKernels *kernels)
{
  kernels->round_samples = round_samples_avx2;
  kernels->single_samples = single_samples_avx2;
  kernels->add_pattern = add_pattern_avx2;
  kernels->moments_f32 = moments_f32_avx2;
  kernels->moments_f64 = moments_f64_avx2;
}
