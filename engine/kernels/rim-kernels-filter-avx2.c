/* rim-kernels-filter-avx2.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kernels.h"

#ifndef __AVX2__
# error "rim-kernels-filter-avx2.c needs -mavx2"
#endif

#include <immintrin.h>

static void
weighted_sum_avx2 (const float *const *rows,
                   const float        *weights,
                   gsize               n_rows,
                   gsize               n,
                   float              *sums)
{
  gsize i = 0;

  for (; i + 16 <= n; i += 16)
    {
      __m256 low = _mm256_setzero_ps ();
      __m256 high = _mm256_setzero_ps ();

      for (gsize r = 0; r < n_rows; r++)
        {
          __m256 weight = _mm256_set1_ps (weights[r]);

          low = _mm256_add_ps (low, _mm256_mul_ps (_mm256_loadu_ps (rows[r] + i), weight));
          high = _mm256_add_ps (high, _mm256_mul_ps (_mm256_loadu_ps (rows[r] + i + 8), weight));
        }

      _mm256_storeu_ps (sums + i, low);
      _mm256_storeu_ps (sums + i + 8, high);
    }

  for (; i < n; i++)
    {
      float sum = 0.0f;

      for (gsize r = 0; r < n_rows; r++)
        sum += rows[r][i] * weights[r];
      sums[i] = sum;
    }
}

void
rim_kernels_init_filter_avx2 (RimKernels *kernels)
{
  kernels->weighted_sum = weighted_sum_avx2;
  rim_kernels_init_recursive_avx2 (kernels);
  rim_kernels_init_spline_avx2 (kernels);
  rim_kernels_init_pattern_avx2 (kernels);
}
