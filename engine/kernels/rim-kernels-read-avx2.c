/* rim-kernels-read-avx2.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kernels.h"

#ifndef __AVX2__
# error "rim-kernels-read-avx2.c needs -mavx2"
#endif

#include <immintrin.h>

static inline void
rescale (__m256d  stored,
         __m256d  slope,
         __m256d  intercept,
         double  *values)
{
  _mm256_storeu_pd (values, _mm256_add_pd (_mm256_mul_pd (slope, stored), intercept));
}

static inline void
rescale_integers (__m256i  stored,
                  __m256d  slope,
                  __m256d  intercept,
                  double  *values)
{
  rescale (_mm256_cvtepi32_pd (_mm256_castsi256_si128 (stored)), slope, intercept, values);
  rescale (_mm256_cvtepi32_pd (_mm256_extracti128_si256 (stored, 1)), slope, intercept, values + 4);
}

static void
read_s16_avx2 (const gint16 *stored,
               gsize         n,
               double        slope,
               double        intercept,
               double       *values)
{
  const __m256d slopes = _mm256_set1_pd (slope);
  const __m256d intercepts = _mm256_set1_pd (intercept);
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    rescale_integers (_mm256_cvtepi16_epi32 (_mm_loadu_si128 ((gconstpointer) (stored + i))),
                      slopes, intercepts, values + i);

  for (; i < n; i++)
    values[i] = slope * (double) stored[i] + intercept;
}

static void
read_u16_avx2 (const guint16 *stored,
               gsize          n,
               double         slope,
               double         intercept,
               double        *values)
{
  const __m256d slopes = _mm256_set1_pd (slope);
  const __m256d intercepts = _mm256_set1_pd (intercept);
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    rescale_integers (_mm256_cvtepu16_epi32 (_mm_loadu_si128 ((gconstpointer) (stored + i))),
                      slopes, intercepts, values + i);

  for (; i < n; i++)
    values[i] = slope * (double) stored[i] + intercept;
}

static void
read_f32_avx2 (const float *stored,
               gsize        n,
               double       slope,
               double       intercept,
               double      *values)
{
  const __m256d slopes = _mm256_set1_pd (slope);
  const __m256d intercepts = _mm256_set1_pd (intercept);
  gsize i = 0;

  for (; i + 4 <= n; i += 4)
    rescale (_mm256_cvtps_pd (_mm_loadu_ps (stored + i)), slopes, intercepts, values + i);

  for (; i < n; i++)
    values[i] = slope * (double) stored[i] + intercept;
}

void
rim_kernels_init_read_avx2 (RimKernels *kernels)
{
  kernels->read_s16 = read_s16_avx2;
  kernels->read_u16 = read_u16_avx2;
  kernels->read_f32 = read_f32_avx2;
}
