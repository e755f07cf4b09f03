/* rim-kernels-avx2.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kernels.h"

#ifndef __AVX2__
# error "rim-kernels-avx2.c needs -mavx2"
#endif

#include <immintrin.h>
#include <math.h>

#define OPAQUE_BLACK 0xff000000u

/* What is left over after whole vectors goes through the reference. */
static RimKernels
get_reference (void)
{
  RimKernels reference;

  rim_kernels_init_c (&reference);

  return reference;
}

static inline __m256
scale_integers (__m256i stored,
                __m256  slope,
                __m256  intercept,
                __m256i low,
                __m256i high)
{
  __m256 values = _mm256_cvtepi32_ps (stored);
  __m256i outside = _mm256_or_si256 (_mm256_cmpgt_epi32 (low, stored),
                                     _mm256_cmpgt_epi32 (stored, high));

  values = _mm256_add_ps (_mm256_mul_ps (values, slope), intercept);

  return _mm256_blendv_ps (_mm256_set1_ps (NAN), values, _mm256_castsi256_ps (outside));
}

static void
values_s16_avx2 (const gint16 *stored,
                 gsize         n,
                 float         slope,
                 float         intercept,
                 gint32        low,
                 gint32        high,
                 float        *values)
{
  __m256 v_slope = _mm256_set1_ps (slope);
  __m256 v_intercept = _mm256_set1_ps (intercept);
  __m256i v_low = _mm256_set1_epi32 (low);
  __m256i v_high = _mm256_set1_epi32 (high);
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    {
      __m256i v = _mm256_cvtepi16_epi32 (_mm_loadu_si128 ((gconstpointer) (stored + i)));

      _mm256_storeu_ps (values + i, scale_integers (v, v_slope, v_intercept, v_low, v_high));
    }

  get_reference ().values_s16 (stored + i, n - i, slope, intercept, low, high, values + i);
}

static void
values_u16_avx2 (const guint16 *stored,
                 gsize          n,
                 float          slope,
                 float          intercept,
                 gint32         low,
                 gint32         high,
                 float         *values)
{
  __m256 v_slope = _mm256_set1_ps (slope);
  __m256 v_intercept = _mm256_set1_ps (intercept);
  __m256i v_low = _mm256_set1_epi32 (low);
  __m256i v_high = _mm256_set1_epi32 (high);
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    {
      __m256i v = _mm256_cvtepu16_epi32 (_mm_loadu_si128 ((gconstpointer) (stored + i)));

      _mm256_storeu_ps (values + i, scale_integers (v, v_slope, v_intercept, v_low, v_high));
    }

  get_reference ().values_u16 (stored + i, n - i, slope, intercept, low, high, values + i);
}

static void
sample_nearest_avx2 (const float  *line,
                     const gint32 *index,
                     gsize         n,
                     float        *samples)
{
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    {
      __m256i v_index = _mm256_loadu_si256 ((gconstpointer) (index + i));

      _mm256_storeu_ps (samples + i, _mm256_i32gather_ps (line, v_index, 4));
    }

  get_reference ().sample_nearest (line, index + i, n - i, samples + i);
}

static inline __m256
mix (__m256 a,
     __m256 b,
     __m256 fraction)
{
  __m256 mixed = _mm256_add_ps (a, _mm256_mul_ps (fraction, _mm256_sub_ps (b, a)));
  __m256 is_low = _mm256_cmp_ps (fraction, _mm256_set1_ps (0.5f), _CMP_LT_OQ);
  __m256 nearest = _mm256_blendv_ps (b, a, is_low);

  return _mm256_blendv_ps (mixed, nearest, _mm256_cmp_ps (a, b, _CMP_UNORD_Q));
}

static void
sample_linear_avx2 (const float  *line,
                    const gint32 *low,
                    const gint32 *high,
                    const float  *fraction,
                    gsize         n,
                    float        *samples)
{
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    {
      __m256 a = _mm256_i32gather_ps (line, _mm256_loadu_si256 ((gconstpointer) (low + i)), 4);
      __m256 b = _mm256_i32gather_ps (line, _mm256_loadu_si256 ((gconstpointer) (high + i)), 4);

      _mm256_storeu_ps (samples + i, mix (a, b, _mm256_loadu_ps (fraction + i)));
    }

  get_reference ().sample_linear (line, low + i, high + i, fraction + i, n - i, samples + i);
}

static void
mix_avx2 (const float *a,
          const float *b,
          float        fraction,
          gsize        n,
          float       *mixed)
{
  __m256 v_fraction = _mm256_set1_ps (fraction);
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    _mm256_storeu_ps (mixed + i, mix (_mm256_loadu_ps (a + i), _mm256_loadu_ps (b + i),
                                      v_fraction));

  get_reference ().mix (a + i, b + i, fraction, n - i, mixed + i);
}

/* In a comparison with NaN max and min give their second operand, so NaN is
 * level 0 as in the reference.
 */
static inline __m256i
level_of (__m256 values,
          __m256 center,
          __m256 scale)
{
  __m256 level = _mm256_mul_ps (_mm256_sub_ps (values, center), scale);

  level = _mm256_add_ps (level, _mm256_set1_ps (127.5f));
  level = _mm256_max_ps (level, _mm256_setzero_ps ());
  level = _mm256_min_ps (level, _mm256_set1_ps (255.0f));

  return _mm256_cvttps_epi32 (_mm256_add_ps (level, _mm256_set1_ps (0.5f)));
}

static inline __m256i
look_up (const guint32 *colors,
         __m256i        level)
{
  return _mm256_i32gather_epi32 ((const int *) colors, level, 4);
}

static void
color_avx2 (const float   *values,
            gsize          n,
            float          center,
            float          scale,
            const guint32 *colors,
            guint32       *pixels)
{
  __m256 v_center = _mm256_set1_ps (center);
  __m256 v_scale = _mm256_set1_ps (scale);
  __m256i black = _mm256_set1_epi32 ((int) OPAQUE_BLACK);
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    {
      __m256 v = _mm256_loadu_ps (values + i);
      __m256i color = look_up (colors, level_of (v, v_center, v_scale));
      __m256i is_nan = _mm256_castps_si256 (_mm256_cmp_ps (v, v, _CMP_UNORD_Q));

      _mm256_storeu_si256 ((gpointer) (pixels + i), _mm256_blendv_epi8 (color, black, is_nan));
    }

  get_reference ().color (values + i, n - i, center, scale, colors, pixels + i);
}

/* Eight channels of 16 bits in each half: no sum of products exceeds 255 * 256.
 * Of the four of a pixel the highest is alpha.
 */
static inline __m256i
blend_half (__m256i below,
            __m256i above)
{
  __m256i alpha = _mm256_shufflehi_epi16 (_mm256_shufflelo_epi16 (above, 0xff), 0xff);
  __m256i weight = _mm256_add_epi16 (alpha, _mm256_srli_epi16 (alpha, 7));
  __m256i rest = _mm256_sub_epi16 (_mm256_set1_epi16 (256), weight);
  __m256i sum = _mm256_add_epi16 (_mm256_mullo_epi16 (below, rest),
                                  _mm256_mullo_epi16 (above, weight));

  return _mm256_srli_epi16 (_mm256_add_epi16 (sum, _mm256_set1_epi16 (128)), 8);
}

static inline __m256i
blend_pixels (__m256i below,
              __m256i above)
{
  __m256i zero = _mm256_setzero_si256 ();
  __m256i low = blend_half (_mm256_unpacklo_epi8 (below, zero), _mm256_unpacklo_epi8 (above, zero));
  __m256i high = blend_half (_mm256_unpackhi_epi8 (below, zero), _mm256_unpackhi_epi8 (above, zero));

  return _mm256_or_si256 (_mm256_packus_epi16 (low, high), _mm256_set1_epi32 ((int) OPAQUE_BLACK));
}

static void
blend_avx2 (const float   *values,
            gsize          n,
            float          center,
            float          scale,
            float          threshold,
            const guint32 *colors,
            guint32       *pixels)
{
  __m256 v_center = _mm256_set1_ps (center);
  __m256 v_scale = _mm256_set1_ps (scale);
  __m256 v_threshold = _mm256_set1_ps (threshold);
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    {
      __m256 v = _mm256_loadu_ps (values + i);
      __m256i shown = _mm256_castps_si256 (_mm256_cmp_ps (v, v_threshold, _CMP_GE_OQ));
      __m256i below = _mm256_loadu_si256 ((gconstpointer) (pixels + i));
      __m256i above = look_up (colors, level_of (v, v_center, v_scale));
      __m256i blended = blend_pixels (below, above);

      _mm256_storeu_si256 ((gpointer) (pixels + i), _mm256_blendv_epi8 (below, blended, shown));
    }

  get_reference ().blend (values + i, n - i, center, scale, threshold, colors, pixels + i);
}

static double
add_up (__m256d       partial,
        const double *rest,
        gsize         n_rest)
{
  double lanes[4];
  double sum;

  _mm256_storeu_pd (lanes, partial);
  sum = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
  for (gsize i = 0; i < n_rest; i++)
    sum += rest[i];

  return sum;
}

static double
sum_avx2 (const double *values,
          gsize         n)
{
  __m256d partial = _mm256_setzero_pd ();
  gsize i = 0;

  for (; i + 4 <= n; i += 4)
    partial = _mm256_add_pd (partial, _mm256_loadu_pd (values + i));

  return add_up (partial, values + i, n - i);
}

static double
sum_squares_avx2 (const double *values,
                  gsize         n,
                  double        mean)
{
  __m256d v_mean = _mm256_set1_pd (mean);
  __m256d partial = _mm256_setzero_pd ();
  double rest[3];
  gsize i = 0;
  gsize n_rest = 0;

  for (; i + 4 <= n; i += 4)
    {
      __m256d d = _mm256_sub_pd (_mm256_loadu_pd (values + i), v_mean);

      partial = _mm256_add_pd (partial, _mm256_mul_pd (d, d));
    }

  for (; i < n; i++)
    rest[n_rest++] = (values[i] - mean) * (values[i] - mean);

  return add_up (partial, rest, n_rest);
}

/* Four vectors at a time: one sum would wait for itself at every tap. */
static void
convolve_16 (const double **rows,
             const double  *taps,
             gsize          n_taps,
             gsize          i,
             double        *sums)
{
  __m256d tap = _mm256_set1_pd (taps[0]);
  __m256d a = _mm256_mul_pd (tap, _mm256_loadu_pd (rows[0] + i));
  __m256d b = _mm256_mul_pd (tap, _mm256_loadu_pd (rows[0] + i + 4));
  __m256d c = _mm256_mul_pd (tap, _mm256_loadu_pd (rows[0] + i + 8));
  __m256d d = _mm256_mul_pd (tap, _mm256_loadu_pd (rows[0] + i + 12));

  for (gsize t = 1; t < n_taps; t++)
    {
      const double *row = rows[t] + i;

      tap = _mm256_set1_pd (taps[t]);
      a = _mm256_add_pd (a, _mm256_mul_pd (tap, _mm256_loadu_pd (row)));
      b = _mm256_add_pd (b, _mm256_mul_pd (tap, _mm256_loadu_pd (row + 4)));
      c = _mm256_add_pd (c, _mm256_mul_pd (tap, _mm256_loadu_pd (row + 8)));
      d = _mm256_add_pd (d, _mm256_mul_pd (tap, _mm256_loadu_pd (row + 12)));
    }

  _mm256_storeu_pd (sums + i, a);
  _mm256_storeu_pd (sums + i + 4, b);
  _mm256_storeu_pd (sums + i + 8, c);
  _mm256_storeu_pd (sums + i + 12, d);
}

static void
convolve_4 (const double **rows,
            const double  *taps,
            gsize          n_taps,
            gsize          i,
            double        *sums)
{
  __m256d sum = _mm256_mul_pd (_mm256_set1_pd (taps[0]), _mm256_loadu_pd (rows[0] + i));

  for (gsize t = 1; t < n_taps; t++)
    sum = _mm256_add_pd (sum, _mm256_mul_pd (_mm256_set1_pd (taps[t]),
                                             _mm256_loadu_pd (rows[t] + i)));

  _mm256_storeu_pd (sums + i, sum);
}

static void
convolve_avx2 (const double **rows,
               const double  *taps,
               gsize          n_taps,
               gsize          n,
               double        *sums)
{
  gsize i = 0;

  for (; i + 16 <= n; i += 16)
    convolve_16 (rows, taps, n_taps, i, sums);
  for (; i + 4 <= n; i += 4)
    convolve_4 (rows, taps, n_taps, i, sums);

  for (; i < n; i++)
    {
      double sum = taps[0] * rows[0][i];

      for (gsize t = 1; t < n_taps; t++)
        sum += taps[t] * rows[t][i];
      sums[i] = sum;
    }
}

void
rim_kernels_init_avx2 (RimKernels *kernels)
{
  kernels->values_s16 = values_s16_avx2;
  kernels->values_u16 = values_u16_avx2;
  kernels->sample_nearest = sample_nearest_avx2;
  kernels->sample_linear = sample_linear_avx2;
  kernels->mix = mix_avx2;
  kernels->color = color_avx2;
  kernels->blend = blend_avx2;
  kernels->sum = sum_avx2;
  kernels->sum_squares = sum_squares_avx2;
  kernels->convolve = convolve_avx2;
  rim_kernels_init_read_avx2 (kernels);
  rim_kernels_init_filter_avx2 (kernels);
  rim_kernels_init_oblique_avx2 (kernels);
  rim_kernels_init_slab_avx2 (kernels);
}
