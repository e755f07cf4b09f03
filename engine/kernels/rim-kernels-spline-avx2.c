/* rim-kernels-spline-avx2.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kernels.h"

#ifndef __AVX2__
# error "rim-kernels-spline-avx2.c needs -mavx2"
#endif

#include <immintrin.h>
#include <math.h>

#define BLOCK RIM_SPLINE_ROW_BLOCK
#define POLE  RIM_SPLINE_POLE
#define GAIN  ((1.0 - POLE) * (1.0 - 1.0 / POLE))

/* The weights along a row. Registers hold them where all voxels have the same. */
typedef struct
{
  const double *inner;
  gsize         stride;
  gboolean      are_same;
  __m256d       same[4];
} Weights;

static G_ALWAYS_INLINE inline __m256d
weigh (const Weights *weights,
       guint          tap,
       guint          vector,
       __m256d        sum,
       __m256d        coefficients)
{
  __m256d weight = weights->are_same
                   ? weights->same[tap]
                   : _mm256_loadu_pd (weights->inner + tap * weights->stride + 4 * vector);

  return _mm256_add_pd (sum, _mm256_mul_pd (coefficients, weight));
}

/* Adds what vectors of samples have from a row of coefficients. */
static G_ALWAYS_INLINE inline void
add_coefficients (const double  *row,
                  __m256d        outer,
                  __m256d        middle,
                  const Weights *weights,
                  guint          n_vectors,
                  __m256d        sums[])
{
  __m256d at = _mm256_mul_pd (_mm256_mul_pd (_mm256_loadu_pd (row), outer), middle);

  for (guint v = 0; v < n_vectors; v++)
    {
      __m256d next = _mm256_mul_pd (_mm256_mul_pd (_mm256_loadu_pd (row + 4 * v + 4), outer),
                                    middle);
      __m256d two = _mm256_permute2f128_pd (at, next, 0x21);
      __m256d one = _mm256_shuffle_pd (at, two, 0x5);
      __m256d three = _mm256_shuffle_pd (two, next, 0x5);

      sums[v] = weigh (weights, 0, v, sums[v], at);
      sums[v] = weigh (weights, 1, v, sums[v], one);
      sums[v] = weigh (weights, 2, v, sums[v], two);
      sums[v] = weigh (weights, 3, v, sums[v], three);
      at = next;
    }
}

/* The samples of some vectors of voxels from @i on. */
static G_ALWAYS_INLINE inline void
sample_vectors (const RimSplineRow *row,
                gsize               i,
                gboolean            are_same,
                guint               n_vectors,
                double             *samples)
{
  Weights weights = { .inner = row->inner + i * row->step, .stride = row->stride,
                      .are_same = are_same };
  __m256d sums[BLOCK / 4];

  for (guint c = 0; c < 4; c++)
    weights.same[c] = _mm256_set1_pd (row->inner[c * row->stride]);
  for (guint v = 0; v < n_vectors; v++)
    sums[v] = _mm256_setzero_pd ();

  for (guint r = 0; r < 16; r++)
    add_coefficients (row->rows[r] + i, _mm256_set1_pd (row->outer[r / 4]),
                      _mm256_set1_pd (row->middle[r % 4]), &weights, n_vectors, sums);

  for (guint v = 0; v < n_vectors; v++)
    _mm256_storeu_pd (samples + i + 4 * v, sums[v]);
}

/* Blocks of voxels, the last of which overlaps the one before. */
static G_ALWAYS_INLINE inline void
sample_blocks (const RimSplineRow *row,
               gboolean            are_same,
               guint               n_vectors,
               double             *samples)
{
  const gsize block = 4 * (gsize) n_vectors;

  for (gsize i = 0; i < row->n; i += block)
    sample_vectors (row, MIN (i, row->n - block), are_same, n_vectors, samples);
}

static void
sample_few (const RimSplineRow *row,
            double             *samples)
{
  for (gsize i = 0; i < row->n; i++)
    {
      double sum = 0.0;

      for (guint r = 0; r < 16; r++)
        for (guint c = 0; c < 4; c++)
          sum += row->rows[r][i + c] * row->outer[r / 4] * row->middle[r % 4] *
                 row->inner[c * row->stride + i * row->step];
      samples[i] = sum;
    }
}

static void
spline_row_avx2 (const RimSplineRow *row,
                 double             *samples)
{
  if (row->n >= BLOCK && row->step == 0)
    sample_blocks (row, TRUE, 4, samples);
  else if (row->n >= BLOCK)
    sample_blocks (row, FALSE, 4, samples);
  else if (row->n >= 4 && row->step == 0)
    sample_blocks (row, TRUE, 1, samples);
  else if (row->n >= 4)
    sample_blocks (row, FALSE, 1, samples);
  else
    sample_few (row, samples);
}

/* x[0] of some vectors of lines; samples do not have their gain yet. */
static G_ALWAYS_INLINE inline void
begin_vectors (double *lines,
               gsize   n,
               gsize   step,
               guint   n_vectors,
               double  whole)
{
  const __m256d gain = _mm256_set1_pd (GAIN);
  const __m256d last = _mm256_set1_pd (whole);
  double power = POLE;
  __m256d sums[4];

  for (guint v = 0; v < n_vectors; v++)
    {
      __m256d end = _mm256_mul_pd (_mm256_loadu_pd (lines + (n - 1) * step + 4 * v), gain);

      sums[v] = _mm256_mul_pd (_mm256_loadu_pd (lines + 4 * v), gain);
      sums[v] = _mm256_add_pd (sums[v], _mm256_mul_pd (last, end));
    }

  for (gsize i = 1; i + 1 < n; i++, power *= POLE)
    for (guint v = 0; v < n_vectors; v++)
      {
        __m256d low = _mm256_mul_pd (_mm256_loadu_pd (lines + i * step + 4 * v), gain);
        __m256d high = _mm256_mul_pd (_mm256_loadu_pd (lines + (n - 1 - i) * step + 4 * v), gain);
        __m256d both = _mm256_add_pd (low, _mm256_mul_pd (last, high));

        sums[v] = _mm256_add_pd (sums[v], _mm256_mul_pd (_mm256_set1_pd (power), both));
      }

  for (guint v = 0; v < n_vectors; v++)
    _mm256_storeu_pd (lines + 4 * v, _mm256_div_pd (sums[v], _mm256_set1_pd (1 - whole * whole)));
}

static G_ALWAYS_INLINE inline void
run_forwards (double *lines,
              gsize   n,
              gsize   step,
              guint   n_vectors)
{
  const __m256d gain = _mm256_set1_pd (GAIN);
  const __m256d pole = _mm256_set1_pd (POLE);
  __m256d before[4];

  for (guint v = 0; v < n_vectors; v++)
    before[v] = _mm256_loadu_pd (lines + 4 * v);

  for (gsize i = 1; i < n; i++)
    for (guint v = 0; v < n_vectors; v++)
      {
        double *at = lines + i * step + 4 * v;

        before[v] = _mm256_add_pd (_mm256_mul_pd (_mm256_loadu_pd (at), gain),
                                   _mm256_mul_pd (pole, before[v]));
        _mm256_storeu_pd (at, before[v]);
      }
}

static G_ALWAYS_INLINE inline void
run_backwards (double *lines,
               gsize   n,
               gsize   step,
               guint   n_vectors)
{
  const __m256d pole = _mm256_set1_pd (POLE);
  __m256d behind[4];

  for (guint v = 0; v < n_vectors; v++)
    {
      double *at = lines + (n - 1) * step + 4 * v;
      __m256d sum = _mm256_mul_pd (pole, _mm256_loadu_pd (at - step));

      sum = _mm256_mul_pd (_mm256_add_pd (sum, _mm256_loadu_pd (at)), pole);
      behind[v] = _mm256_div_pd (sum, _mm256_set1_pd (POLE * POLE - 1));
      _mm256_storeu_pd (at, behind[v]);
    }

  for (gsize i = n - 1; i-- > 0;)
    for (guint v = 0; v < n_vectors; v++)
      {
        double *at = lines + i * step + 4 * v;

        behind[v] = _mm256_mul_pd (pole, _mm256_sub_pd (behind[v], _mm256_loadu_pd (at)));
        _mm256_storeu_pd (at, behind[v]);
      }
}

static G_ALWAYS_INLINE inline void
filter_vectors (double *lines,
                gsize   n,
                gsize   step,
                guint   n_vectors,
                double  whole)
{
  begin_vectors (lines, n, step, n_vectors, whole);
  run_forwards (lines, n, step, n_vectors);
  run_backwards (lines, n, step, n_vectors);
}

static void
filter_line (double *line,
             gsize   n,
             gsize   step,
             double  whole)
{
  double *last = line + (n - 1) * step;
  double power = POLE;

  for (gsize i = 0; i < n; i++)
    line[i * step] *= GAIN;

  line[0] += whole * *last;
  for (gsize i = 1; i + 1 < n; i++, power *= POLE)
    line[0] += power * (line[i * step] + whole * line[(n - 1 - i) * step]);
  line[0] /= 1 - whole * whole;

  for (gsize i = 1; i < n; i++)
    line[i * step] += POLE * line[(i - 1) * step];
  *last = (POLE * *(last - step) + *last) * POLE / (POLE * POLE - 1);
  for (gsize i = n - 1; i-- > 0;)
    line[i * step] = POLE * (line[(i + 1) * step] - line[i * step]);
}

static void
spline_lines_avx2 (double *lines,
                   gsize   n,
                   gsize   step,
                   gsize   width)
{
  const double whole = pow (POLE, (double) (n - 1));
  gsize x = 0;

  for (; x + 16 <= width; x += 16)
    filter_vectors (lines + x, n, step, 4, whole);
  for (; x + 8 <= width; x += 8)
    filter_vectors (lines + x, n, step, 2, whole);
  for (; x + 4 <= width; x += 4)
    filter_vectors (lines + x, n, step, 1, whole);
  for (; x < width; x++)
    filter_line (lines + x, n, step, whole);
}

void
rim_kernels_init_spline_avx2 (RimKernels *kernels)
{
  kernels->spline_row = spline_row_avx2;
  kernels->spline_lines = spline_lines_avx2;
}
