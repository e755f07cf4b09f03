/* rim-kernels-slab-avx2.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kernels.h"

#ifndef __AVX2__
# error "rim-kernels-slab-avx2.c needs -mavx2"
#endif

#include <immintrin.h>

/* The instructions keep their second operand where either is NaN or where both
 * are equal, which is what the reference does.
 */
static void
keep_highest_avx2 (const float *values,
                   gsize        n,
                   float       *highest)
{
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    _mm256_storeu_ps (highest + i, _mm256_max_ps (_mm256_loadu_ps (values + i),
                                                  _mm256_loadu_ps (highest + i)));

  for (; i < n; i++)
    highest[i] = values[i] > highest[i] ? values[i] : highest[i];
}

static void
keep_lowest_avx2 (const float *values,
                  gsize        n,
                  float       *lowest)
{
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    _mm256_storeu_ps (lowest + i, _mm256_min_ps (_mm256_loadu_ps (values + i),
                                                 _mm256_loadu_ps (lowest + i)));

  for (; i < n; i++)
    lowest[i] = values[i] < lowest[i] ? values[i] : lowest[i];
}

static void
add_numbers_avx2 (const float *values,
                  float        weight,
                  gsize        n,
                  float       *sums,
                  float       *weights)
{
  __m256 v_weight = _mm256_set1_ps (weight);
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    {
      __m256 value = _mm256_loadu_ps (values + i);
      __m256 sum = _mm256_loadu_ps (sums + i);
      __m256 total = _mm256_loadu_ps (weights + i);
      __m256 is_number = _mm256_cmp_ps (value, value, _CMP_ORD_Q);
      __m256 more = _mm256_add_ps (sum, _mm256_mul_ps (v_weight, value));

      _mm256_storeu_ps (sums + i, _mm256_blendv_ps (sum, more, is_number));
      _mm256_storeu_ps (weights + i, _mm256_blendv_ps (total, _mm256_add_ps (total, v_weight),
                                                       is_number));
    }

  for (; i < n; i++)
    if (values[i] == values[i])
      {
        sums[i] += weight * values[i];
        weights[i] += weight;
      }
}

void
rim_kernels_init_slab_avx2 (RimKernels *kernels)
{
  kernels->keep_highest = keep_highest_avx2;
  kernels->keep_lowest = keep_lowest_avx2;
  kernels->add_numbers = add_numbers_avx2;
}
