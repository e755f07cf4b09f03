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

#define LINES   RIM_RECURSIVE_LINES
#define VECTORS (LINES / 4)

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

static void
add_scaled_avx2 (const float *values,
                 double       scale,
                 gsize        n,
                 float       *sums)
{
  __m256d v_scale = _mm256_set1_pd (scale);
  gsize i = 0;

  for (; i + 4 <= n; i += 4)
    {
      __m256d added = _mm256_mul_pd (_mm256_cvtps_pd (_mm_loadu_ps (values + i)), v_scale);
      __m256d sum = _mm256_add_pd (_mm256_cvtps_pd (_mm_loadu_ps (sums + i)), added);

      _mm_storeu_ps (sums + i, _mm256_cvtpd_ps (sum));
    }

  for (; i < n; i++)
    sums[i] = (float) ((double) sums[i] + (double) values[i] * scale);
}

static inline void
transpose_f64 (__m256d rows[4])
{
  __m256d low_a = _mm256_unpacklo_pd (rows[0], rows[1]);
  __m256d high_a = _mm256_unpackhi_pd (rows[0], rows[1]);
  __m256d low_b = _mm256_unpacklo_pd (rows[2], rows[3]);
  __m256d high_b = _mm256_unpackhi_pd (rows[2], rows[3]);

  rows[0] = _mm256_permute2f128_pd (low_a, low_b, 0x20);
  rows[1] = _mm256_permute2f128_pd (high_a, high_b, 0x20);
  rows[2] = _mm256_permute2f128_pd (low_a, low_b, 0x31);
  rows[3] = _mm256_permute2f128_pd (high_a, high_b, 0x31);
}

/* Samples that lie beside those of the other lines. Lines that are not there keep
 * what was there before; nobody looks at them.
 */
static void
load_beside_f32 (const RimRecursiveLines *lines,
                 const float             *in)
{
  gsize whole = lines->n_lines - lines->n_lines % 4;

  for (gsize i = 0; i < lines->n; i++)
    {
      const float *from = in + i * lines->step;
      double *to = lines->scratch + i * LINES;

      for (gsize l = 0; l < whole; l += 4)
        _mm256_storeu_pd (to + l, _mm256_cvtps_pd (_mm_loadu_ps (from + l)));
      for (gsize l = whole; l < lines->n_lines; l++)
        to[l] = (double) from[l];
    }
}

static void
load_beside_f64 (const RimRecursiveLines *lines,
                 const double            *in)
{
  gsize whole = lines->n_lines - lines->n_lines % 4;

  for (gsize i = 0; i < lines->n; i++)
    {
      const double *from = in + i * lines->step;
      double *to = lines->scratch + i * LINES;

      for (gsize l = 0; l < whole; l += 4)
        _mm256_storeu_pd (to + l, _mm256_loadu_pd (from + l));
      for (gsize l = whole; l < lines->n_lines; l++)
        to[l] = from[l];
    }
}

/* A line that is not there is read as the last that is. */
static inline gsize
get_line (const RimRecursiveLines *lines,
          gsize                    l)
{
  return MIN (l, lines->n_lines - 1) * lines->stride;
}

static inline void
store_samples (__m256d  samples[4],
               double  *to)
{
  transpose_f64 (samples);
  for (guint s = 0; s < 4; s++)
    _mm256_storeu_pd (to + s * LINES, samples[s]);
}

/* Lines that run along memory. */
static void
load_along_f32 (const RimRecursiveLines *lines,
                const float             *in)
{
  gsize whole = lines->n - lines->n % 4;

  for (gsize l = 0; l < LINES; l += 4)
    {
      const float *line[4];

      for (gsize of = 0; of < 4; of++)
        line[of] = in + get_line (lines, l + of);

      for (gsize i = 0; i < whole; i += 4)
        {
          __m256d samples[4];

          for (guint of = 0; of < 4; of++)
            samples[of] = _mm256_cvtps_pd (_mm_loadu_ps (line[of] + i));
          store_samples (samples, lines->scratch + i * LINES + l);
        }

      for (gsize i = whole; i < lines->n; i++)
        for (guint of = 0; of < 4; of++)
          lines->scratch[i * LINES + l + of] = (double) line[of][i];
    }
}

static void
load_along_f64 (const RimRecursiveLines *lines,
                const double            *in)
{
  gsize whole = lines->n - lines->n % 4;

  for (gsize l = 0; l < LINES; l += 4)
    {
      const double *line[4];

      for (gsize of = 0; of < 4; of++)
        line[of] = in + get_line (lines, l + of);

      for (gsize i = 0; i < whole; i += 4)
        {
          __m256d samples[4];

          for (guint of = 0; of < 4; of++)
            samples[of] = _mm256_loadu_pd (line[of] + i);
          store_samples (samples, lines->scratch + i * LINES + l);
        }

      for (gsize i = whole; i < lines->n; i++)
        for (guint of = 0; of < 4; of++)
          lines->scratch[i * LINES + l + of] = line[of][i];
    }
}

/* The weights of a direction, one per vector. */
typedef struct
{
  __m256d in[4];
  __m256d out[4];
} Weights;

static inline void
weights_init (Weights      *self,
              const double  in[4],
              const double  out[4])
{
  for (guint k = 0; k < 4; k++)
    {
      self->in[k] = _mm256_set1_pd (in[k]);
      self->out[k] = _mm256_set1_pd (out[k]);
    }
}

static inline __m256d
weigh (const __m256d weights[4],
       __m256d       a,
       __m256d       b,
       __m256d       c,
       __m256d       d)
{
  __m256d sum = _mm256_add_pd (_mm256_mul_pd (weights[0], a), _mm256_mul_pd (weights[1], b));

  sum = _mm256_add_pd (sum, _mm256_mul_pd (weights[2], c));

  return _mm256_add_pd (sum, _mm256_mul_pd (weights[3], d));
}

/* One sample of four lines within the first or last four, where what is missing
 * is the edge. @toward points to where the filter came from: -1 or 1.
 */
static __m256d
filter_edge (const Weights *weights,
             const double  *border,
             const double  *in,
             const __m256d *before,
             gsize          n_before,
             gssize         toward,
             gsize          n_inputs)
{
  __m256d inputs[4];
  __m256d terms[4];
  __m256d edge = _mm256_loadu_pd (in + toward * (gssize) (n_before * LINES));

  for (gsize k = 0; k < 4; k++)
    {
      gsize away = MIN (k + 1 - n_inputs, n_before);

      inputs[k] = _mm256_loadu_pd (in + toward * (gssize) (away * LINES));
      terms[k] = k < n_before ? _mm256_mul_pd (weights->out[k], before[k])
                              : _mm256_mul_pd (_mm256_set1_pd (border[k]), edge);
    }

  return _mm256_sub_pd (weigh (weights->in, inputs[0], inputs[1], inputs[2], inputs[3]),
                        _mm256_add_pd (_mm256_add_pd (_mm256_add_pd (terms[0], terms[1]),
                                                      terms[2]),
                                       terms[3]));
}

static inline void
shift_in (__m256d before[4],
          __m256d sample)
{
  before[3] = before[2];
  before[2] = before[1];
  before[1] = before[0];
  before[0] = sample;
}

static void
begin_forwards (const RimRecursive *filter,
                const Weights      *weights,
                const double       *in,
                double             *out)
{
  for (guint v = 0; v < VECTORS; v++)
    {
      __m256d before[4] = { _mm256_setzero_pd (), _mm256_setzero_pd (), _mm256_setzero_pd (),
                            _mm256_setzero_pd () };

      for (gsize i = 0; i < 4; i++)
        {
          shift_in (before, filter_edge (weights, filter->bn, in + i * LINES + 4 * v, before, i,
                                         -1, 1));
          _mm256_storeu_pd (out + i * LINES + 4 * v, before[0]);
        }
    }
}

static inline __m256d
step_forwards (const Weights *weights,
               const double  *in,
               double        *out,
               __m256d        last)
{
  __m256d sum = weigh (weights->in, _mm256_loadu_pd (in), _mm256_loadu_pd (in - LINES),
                       _mm256_loadu_pd (in - 2 * LINES), _mm256_loadu_pd (in - 3 * LINES));

  sum = _mm256_sub_pd (sum, weigh (weights->out, last, _mm256_loadu_pd (out - 2 * LINES),
                                   _mm256_loadu_pd (out - 3 * LINES),
                                   _mm256_loadu_pd (out - 4 * LINES)));
  _mm256_storeu_pd (out, sum);

  return sum;
}

/* Four independent chains, as each waits for its last sample. */
static void
run_forwards (const RimRecursive *filter,
              gsize               n,
              const double       *in,
              double             *out)
{
  Weights weights;
  __m256d a, b, c, d;

  weights_init (&weights, filter->n, filter->d);
  begin_forwards (filter, &weights, in, out);
  a = _mm256_loadu_pd (out + 3 * LINES);
  b = _mm256_loadu_pd (out + 3 * LINES + 4);
  c = _mm256_loadu_pd (out + 3 * LINES + 8);
  d = _mm256_loadu_pd (out + 3 * LINES + 12);

  for (gsize i = 4; i < n; i++)
    {
      const double *from = in + i * LINES;
      double *to = out + i * LINES;

      a = step_forwards (&weights, from, to, a);
      b = step_forwards (&weights, from + 4, to + 4, b);
      c = step_forwards (&weights, from + 8, to + 8, c);
      d = step_forwards (&weights, from + 12, to + 12, d);
    }
}

/* Backwards, a sample is kept four places behind, over an input that nobody reads
 * any more, and added to what ran forwards.
 */
static inline void
put_backwards (double  *in,
               double  *out,
               __m256d  sample)
{
  _mm256_storeu_pd (in + 4 * LINES, sample);
  _mm256_storeu_pd (out, _mm256_add_pd (_mm256_loadu_pd (out), sample));
}

static void
begin_backwards (const RimRecursive *filter,
                 const Weights      *weights,
                 gsize               n,
                 double             *in,
                 double             *out)
{
  for (guint v = 0; v < VECTORS; v++)
    {
      __m256d before[4] = { _mm256_setzero_pd (), _mm256_setzero_pd (), _mm256_setzero_pd (),
                            _mm256_setzero_pd () };

      for (gsize back = 0; back < 4; back++)
        {
          gsize at = (n - 1 - back) * LINES + 4 * v;

          shift_in (before, filter_edge (weights, filter->bm, in + at, before, back, 1, 0));
        }

      for (gsize back = 0; back < 4; back++)
        {
          gsize at = (n - 1 - back) * LINES + 4 * v;

          put_backwards (in + at, out + at, before[3 - back]);
        }
    }
}

static inline __m256d
step_backwards (const Weights *weights,
                double        *in,
                double        *out,
                __m256d        last)
{
  __m256d sum = weigh (weights->in, _mm256_loadu_pd (in + LINES), _mm256_loadu_pd (in + 2 * LINES),
                       _mm256_loadu_pd (in + 3 * LINES), _mm256_loadu_pd (in + 4 * LINES));

  sum = _mm256_sub_pd (sum, weigh (weights->out, last, _mm256_loadu_pd (in + 6 * LINES),
                                   _mm256_loadu_pd (in + 7 * LINES),
                                   _mm256_loadu_pd (in + 8 * LINES)));
  put_backwards (in, out, sum);

  return sum;
}

static void
run_backwards (const RimRecursive *filter,
               gsize               n,
               double             *in,
               double             *out)
{
  Weights weights;
  __m256d a, b, c, d;

  weights_init (&weights, filter->m, filter->d);
  begin_backwards (filter, &weights, n, in, out);
  a = _mm256_loadu_pd (in + n * LINES);
  b = _mm256_loadu_pd (in + n * LINES + 4);
  c = _mm256_loadu_pd (in + n * LINES + 8);
  d = _mm256_loadu_pd (in + n * LINES + 12);

  for (gsize i = n - 4; i-- > 0;)
    {
      double *from = in + i * LINES;
      double *to = out + i * LINES;

      a = step_backwards (&weights, from, to, a);
      b = step_backwards (&weights, from + 4, to + 4, b);
      c = step_backwards (&weights, from + 8, to + 8, c);
      d = step_backwards (&weights, from + 12, to + 12, d);
    }
}

static void
store_beside (const RimRecursiveLines *lines,
              const double            *sums,
              float                   *out)
{
  gsize whole = lines->n_lines - lines->n_lines % 4;

  for (gsize i = lines->first; i < lines->end; i++)
    {
      const double *from = sums + i * LINES;
      float *to = out + (i - lines->first) * lines->out_step;

      for (gsize l = 0; l < whole; l += 4)
        _mm_storeu_ps (to + l, _mm256_cvtpd_ps (_mm256_loadu_pd (from + l)));
      for (gsize l = whole; l < lines->n_lines; l++)
        to[l] = (float) from[l];
    }
}

static inline void
store_four (const double *sums,
            float        *lines[4],
            guint         n_lines,
            gsize         at)
{
  __m128 samples[4];

  for (guint s = 0; s < 4; s++)
    samples[s] = _mm256_cvtpd_ps (_mm256_loadu_pd (sums + s * LINES));
  _MM_TRANSPOSE4_PS (samples[0], samples[1], samples[2], samples[3]);
  for (guint of = 0; of < n_lines; of++)
    _mm_storeu_ps (lines[of] + at, samples[of]);
}

static void
store_along (const RimRecursiveLines *lines,
             const double            *sums,
             float                   *out)
{
  gsize n = lines->end - lines->first;
  gsize whole = n - n % 4;

  sums += lines->first * LINES;

  for (gsize l = 0; l < lines->n_lines; l += 4)
    {
      guint n_lines = (guint) MIN (lines->n_lines - l, 4);
      float *line[4];

      for (gsize of = 0; of < 4; of++)
        line[of] = out + (l + MIN (of, n_lines - 1)) * lines->out_stride;

      for (gsize i = 0; i < whole; i += 4)
        store_four (sums + i * LINES + l, line, n_lines, i);

      for (gsize i = whole; i < n; i++)
        for (guint of = 0; of < n_lines; of++)
          line[of][i] = (float) sums[i * LINES + l + of];
    }
}

static void
store_anyhow (const RimRecursiveLines *lines,
              const double            *sums,
              float                   *out)
{
  for (gsize i = lines->first; i < lines->end; i++)
    for (gsize l = 0; l < lines->n_lines; l++)
      out[(i - lines->first) * lines->out_step + l * lines->out_stride] =
        (float) sums[i * LINES + l];
}

static void
run_lines (const RimRecursive      *filter,
           const RimRecursiveLines *lines,
           float                   *out)
{
  double *sums = lines->scratch + (lines->n + 4) * LINES;

  run_forwards (filter, lines->n, lines->scratch, sums);
  run_backwards (filter, lines->n, lines->scratch, sums);

  if (lines->out_stride == 1)
    store_beside (lines, sums, out);
  else if (lines->out_step == 1)
    store_along (lines, sums, out);
  else
    store_anyhow (lines, sums, out);
}

static void
recursive_f32_avx2 (const RimRecursive      *filter,
                    const RimRecursiveLines *lines,
                    const float             *in,
                    float                   *out)
{
  if (lines->stride == 1)
    load_beside_f32 (lines, in);
  else if (lines->step == 1)
    load_along_f32 (lines, in);
  else
    for (gsize i = 0; i < lines->n; i++)
      for (gsize l = 0; l < LINES; l++)
        lines->scratch[i * LINES + l] = (double) in[i * lines->step + get_line (lines, l)];

  run_lines (filter, lines, out);
}

static void
recursive_f64_avx2 (const RimRecursive      *filter,
                    const RimRecursiveLines *lines,
                    const double            *in,
                    float                   *out)
{
  if (lines->stride == 1)
    load_beside_f64 (lines, in);
  else if (lines->step == 1)
    load_along_f64 (lines, in);
  else
    for (gsize i = 0; i < lines->n; i++)
      for (gsize l = 0; l < LINES; l++)
        lines->scratch[i * LINES + l] = in[i * lines->step + get_line (lines, l)];

  run_lines (filter, lines, out);
}

void
rim_kernels_init_filter_avx2 (RimKernels *kernels)
{
  kernels->weighted_sum = weighted_sum_avx2;
  kernels->add_scaled = add_scaled_avx2;
  kernels->recursive_f32 = recursive_f32_avx2;
  kernels->recursive_f64 = recursive_f64_avx2;
  rim_kernels_init_spline_avx2 (kernels);
  rim_kernels_init_pattern_avx2 (kernels);
}
