/* rim-kernels-oblique-avx2.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kernels.h"

#ifndef __AVX2__
# error "rim-kernels-oblique-avx2.c needs -mavx2"
#endif

#include <immintrin.h>
#include <math.h>

/* Places are whole numbers of 2^-20 voxels, from the middle voxel on, so that they
 * fit in 32 bits for MAX_SIZE voxels along an axis.
 */
#define PLACE_BITS 20
#define PLACE_UNIT 1048576.0
#define MAX_SIZE   4094u

/* What is the same for a row; @base and @step are in units. */
typedef struct
{
  const RimObliqueRow *row;
  double               base[3];
  double               step[3];
  gint32               middle[3];
  __m256               slope;
  __m256               intercept;
  __m256i              low;
  __m256i              high;
} Row8;

static void
row8_init (Row8                *self,
           const RimObliqueRow *row)
{
  self->row = row;
  for (guint axis = 0; axis < 3; axis++)
    {
      self->base[axis] = row->base[axis] * PLACE_UNIT;
      self->step[axis] = row->step[axis] * PLACE_UNIT;
      self->middle[axis] = (gint32) (row->size[axis] / 2);
    }
  self->slope = _mm256_set1_ps (row->slopes[0]);
  self->intercept = _mm256_set1_ps (row->intercepts[0]);
  self->low = _mm256_set1_epi32 (row->low);
  self->high = _mm256_set1_epi32 (row->high);
}

/* Scaling by a power of two commutes with rounding: the bits are those of the
 * reference, which scales afterwards.
 */
static inline __m128i
find_units (const Row8 *self,
            guint       axis,
            __m256d     x)
{
  __m256d place = _mm256_add_pd (_mm256_set1_pd (self->base[axis]),
                                 _mm256_mul_pd (x, _mm256_set1_pd (self->step[axis])));

  place = _mm256_floor_pd (_mm256_add_pd (place, _mm256_set1_pd (0.5)));
  place = _mm256_sub_pd (place, _mm256_set1_pd (self->middle[axis] * PLACE_UNIT));

  return _mm256_cvttpd_epi32 (place);
}

/* The voxel below each of eight places, counted from the first. */
static inline __m256i
find_below (const Row8 *self,
            guint       axis,
            __m256d     x,
            __m256     *fraction)
{
  gint32 middle = self->middle[axis];
  gint32 last = (gint32) self->row->size[axis] - 1 - middle;
  __m256i units = _mm256_set_m128i (find_units (self, axis, _mm256_add_pd (x, _mm256_set1_pd (4))),
                                    find_units (self, axis, x));
  __m256i below, part;

  units = _mm256_max_epi32 (units, _mm256_set1_epi32 (-middle * (1 << PLACE_BITS)));
  units = _mm256_min_epi32 (units, _mm256_set1_epi32 (last * (1 << PLACE_BITS)));
  below = _mm256_min_epi32 (_mm256_srai_epi32 (units, PLACE_BITS), _mm256_set1_epi32 (last - 1));
  part = _mm256_sub_epi32 (units, _mm256_slli_epi32 (below, PLACE_BITS));
  *fraction = _mm256_mul_ps (_mm256_cvtepi32_ps (part), _mm256_set1_ps (1.0f / (1 << PLACE_BITS)));

  return _mm256_add_epi32 (below, _mm256_set1_epi32 (middle));
}

/* @is_plain: none of all is NaN. */
static inline __m256
mix8 (__m256   a,
      __m256   b,
      __m256   fraction,
      gboolean is_plain)
{
  __m256 mixed = _mm256_add_ps (a, _mm256_mul_ps (fraction, _mm256_sub_ps (b, a)));
  __m256 is_low, nearest;

  if (is_plain)
    return mixed;

  is_low = _mm256_cmp_ps (fraction, _mm256_set1_ps (0.5f), _CMP_LT_OQ);
  nearest = _mm256_blendv_ps (b, a, is_low);

  return _mm256_blendv_ps (mixed, nearest, _mm256_cmp_ps (a, b, _CMP_UNORD_Q));
}

static inline __m256
scale8 (const Row8 *self,
        __m256i     stored,
        __m256      slope,
        __m256      intercept,
        gboolean    is_plain)
{
  __m256 values = _mm256_add_ps (_mm256_mul_ps (_mm256_cvtepi32_ps (stored), slope), intercept);
  __m256i outside;

  if (is_plain)
    return values;

  outside = _mm256_or_si256 (_mm256_cmpgt_epi32 (self->low, stored),
                             _mm256_cmpgt_epi32 (stored, self->high));

  return _mm256_blendv_ps (_mm256_set1_ps (NAN), values, _mm256_castsi256_ps (outside));
}

/* Two neighbours along i lie in 32 bits, the lower one in the lower half. */
static inline __m256
mix_pairs (const Row8 *self,
           gboolean    is_signed,
           gboolean    is_plain,
           __m256i     at,
           __m256      slope,
           __m256      intercept,
           __m256      fraction)
{
  __m256i pairs = _mm256_i32gather_epi32 ((const int *) self->row->voxels, at, 2);
  __m256i a, b;

  if (is_signed)
    {
      a = _mm256_srai_epi32 (_mm256_slli_epi32 (pairs, 16), 16);
      b = _mm256_srai_epi32 (pairs, 16);
    }
  else
    {
      a = _mm256_and_si256 (pairs, _mm256_set1_epi32 (0xffff));
      b = _mm256_srli_epi32 (pairs, 16);
    }

  return mix8 (scale8 (self, a, slope, intercept, is_plain),
               scale8 (self, b, slope, intercept, is_plain), fraction, is_plain);
}

static inline __m256
mix_slice (const Row8 *self,
           gboolean    is_signed,
           gboolean    is_plain,
           __m256i     at,
           __m256i     k,
           __m256      fraction_i,
           __m256      fraction_j)
{
  __m256i next = _mm256_add_epi32 (at, _mm256_set1_epi32 ((gint32) self->row->size[0]));
  __m256 slope = self->slope;
  __m256 intercept = self->intercept;

  if (!is_plain)
    {
      slope = _mm256_i32gather_ps (self->row->slopes, k, 4);
      intercept = _mm256_i32gather_ps (self->row->intercepts, k, 4);
    }

  return mix8 (mix_pairs (self, is_signed, is_plain, at, slope, intercept, fraction_i),
               mix_pairs (self, is_signed, is_plain, next, slope, intercept, fraction_i),
               fraction_j, is_plain);
}

static inline __m256
sample_8 (const Row8 *self,
          gboolean    is_signed,
          gboolean    is_plain,
          gsize       x)
{
  const guint32 *size = self->row->size;
  __m256d pixels = _mm256_add_pd (_mm256_set1_pd ((double) x), _mm256_setr_pd (0, 1, 2, 3));
  __m256 fi, fj, fk;
  __m256i i = find_below (self, 0, pixels, &fi);
  __m256i j = find_below (self, 1, pixels, &fj);
  __m256i k = find_below (self, 2, pixels, &fk);
  __m256i at = _mm256_add_epi32 (_mm256_mullo_epi32 (k, _mm256_set1_epi32 ((gint32) size[1])), j);
  __m256i above;

  at = _mm256_add_epi32 (_mm256_mullo_epi32 (at, _mm256_set1_epi32 ((gint32) size[0])), i);
  above = _mm256_add_epi32 (at, _mm256_set1_epi32 ((gint32) (size[0] * size[1])));

  return mix8 (mix_slice (self, is_signed, is_plain, at, k, fi, fj),
               mix_slice (self, is_signed, is_plain, above,
                          _mm256_add_epi32 (k, _mm256_set1_epi32 (1)), fi, fj), fk, is_plain);
}

static inline gsize
sample_eights (const RimObliqueRow *row,
               gboolean             is_signed,
               gboolean             is_plain,
               gsize                first,
               gsize                n,
               float               *samples)
{
  gsize i = 0;
  Row8 self;

  row8_init (&self, row);
  for (; i + 8 <= n; i += 8)
    _mm256_storeu_ps (samples + i, sample_8 (&self, is_signed, is_plain, first + i));

  return i;
}

/* Whether places and voxels can be counted in 32 bits. */
static gboolean
fits (const RimObliqueRow *row)
{
  const guint32 *size = row->size;

  return MAX (size[0], MAX (size[1], size[2])) <= MAX_SIZE &&
         (guint64) size[0] * size[1] * size[2] <= G_MAXINT32;
}

static gboolean
is_row_plain (const RimObliqueRow *row)
{
  return row->is_even && row->low > row->high;
}

/* Returns: how many were sampled; the reference does the rest */
static inline gsize
sample_most (const RimObliqueRow *row,
             gboolean             is_signed,
             gsize                first,
             gsize                n,
             float               *samples)
{
  if (!fits (row))
    return 0;

  return is_row_plain (row) ? sample_eights (row, is_signed, TRUE, first, n, samples)
                            : sample_eights (row, is_signed, FALSE, first, n, samples);
}

static void
sample_oblique_s16_avx2 (const RimObliqueRow *row,
                         gsize                first,
                         gsize                n,
                         float               *samples)
{
  gsize i = sample_most (row, TRUE, first, n, samples);
  RimKernels reference;

  rim_kernels_init_c (&reference);
  reference.sample_oblique_s16 (row, first + i, n - i, samples + i);
}

static void
sample_oblique_u16_avx2 (const RimObliqueRow *row,
                         gsize                first,
                         gsize                n,
                         float               *samples)
{
  gsize i = sample_most (row, FALSE, first, n, samples);
  RimKernels reference;

  rim_kernels_init_c (&reference);
  reference.sample_oblique_u16 (row, first + i, n - i, samples + i);
}

void
rim_kernels_init_oblique_avx2 (RimKernels *kernels)
{
  kernels->sample_oblique_s16 = sample_oblique_s16_avx2;
  kernels->sample_oblique_u16 = sample_oblique_u16_avx2;
}
