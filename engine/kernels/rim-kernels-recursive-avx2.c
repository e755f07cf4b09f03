/* rim-kernels-recursive-avx2.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#ifndef __AVX2__
# error "rim-kernels-recursive-avx2.c needs -mavx2"
#endif

#include "rim-kernels-recursive-private.h"

#define VECTORS (LINES / 4)

/* Sixteen lines run side by side as four vectors, so that four independent chains
 * hide how long a sample waits for the last one. Where lines lie beside each other in
 * memory, samples are read and written on the way; any others go through the scratch
 * before and after.
 */

/* The weights of a direction, one per vector. */
typedef struct
{
  __m256d in[4];
  __m256d out[4];
} Weights;

INLINE void
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

INLINE __m256d
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

/* Sample @i of a vector of lines, which is in the scratch from now on. */
INLINE __m256d
fetch (const Run *run,
       Source     source,
       gsize      i,
       guint      vector)
{
  double *x = run->x + i * LINES + 4 * vector;
  __m256d sample;

  if (source == SOURCE_SCRATCH)
    return _mm256_loadu_pd (x);

  if (source == SOURCE_F32)
    sample = _mm256_cvtps_pd (_mm_loadu_ps ((const float *) run->in + i * run->in_step +
                                            4 * vector));
  else
    sample = _mm256_loadu_pd ((const double *) run->in + i * run->in_step + 4 * vector);
  _mm256_storeu_pd (x, sample);

  return sample;
}

/* The term of output @back of four, of which @n_before are in the line. */
INLINE __m256d
weigh_edge (const Weights *weights,
            const double  *border,
            const __m256d  before[4],
            guint          n_before,
            guint          back,
            __m256d        edge)
{
  return back < n_before ? _mm256_mul_pd (weights->out[back], before[back])
                         : _mm256_mul_pd (_mm256_set1_pd (border[back]), edge);
}

/* An output of which @n_before are in the line before it. */
INLINE __m256d
filter_edge (const Weights *weights,
             const double  *border,
             const __m256d  inputs[4],
             const __m256d  before[4],
             guint          n_before,
             __m256d        edge)
{
  __m256d sum = weigh_edge (weights, border, before, n_before, 0, edge);

  for (guint back = 1; back < 4; back++)
    sum = _mm256_add_pd (sum, weigh_edge (weights, border, before, n_before, back, edge));

  return _mm256_sub_pd (weigh (weights->in, inputs[0], inputs[1], inputs[2], inputs[3]), sum);
}

INLINE void
shift_in (__m256d values[4],
          __m256d value)
{
  values[3] = values[2];
  values[2] = values[1];
  values[1] = values[0];
  values[0] = value;
}

INLINE __m256d
begin_forwards (const Run     *run,
                Source         source,
                const Weights *weights,
                const double  *border,
                guint          vector)
{
  const __m256d edge = fetch (run, source, 0, vector);
  __m256d inputs[4] = { edge, edge, edge, edge };
  __m256d before[4] = { edge, edge, edge, edge };

  for (guint i = 0; i < 4; i++)
    {
      shift_in (inputs, fetch (run, source, i, vector));
      shift_in (before, filter_edge (weights, border, inputs, before, i, edge));
      _mm256_storeu_pd (run->f + i * LINES + 4 * vector, before[0]);
    }

  return before[0];
}

INLINE __m256d
step_forwards (const Run     *run,
               Source         source,
               const Weights *weights,
               gsize          i,
               guint          vector,
               __m256d        last)
{
  const double *x = run->x + i * LINES + 4 * vector;
  double *f = run->f + i * LINES + 4 * vector;
  __m256d sum = weigh (weights->in, fetch (run, source, i, vector), _mm256_loadu_pd (x - LINES),
                       _mm256_loadu_pd (x - 2 * LINES), _mm256_loadu_pd (x - 3 * LINES));

  sum = _mm256_sub_pd (sum, weigh (weights->out, last, _mm256_loadu_pd (f - 2 * LINES),
                                   _mm256_loadu_pd (f - 3 * LINES),
                                   _mm256_loadu_pd (f - 4 * LINES)));
  _mm256_storeu_pd (f, sum);

  return sum;
}

/* Outputs behind the last to write are not needed, only their samples. */
INLINE void
run_forwards (const RimRecursive *filter,
              const Run          *run,
              Source              source)
{
  Weights weights;
  __m256d last[VECTORS];

  weights_init (&weights, filter->n, filter->d);
  for (guint v = 0; v < VECTORS; v++)
    last[v] = begin_forwards (run, source, &weights, filter->bn, v);

  for (gsize i = 4; i < run->end; i++)
    {
      prefetch_input (run, source, i);
      for (guint v = 0; v < VECTORS; v++)
        last[v] = step_forwards (run, source, &weights, i, v, last[v]);
    }

  for (gsize i = MAX (run->end, 4); i < run->n && source != SOURCE_SCRATCH; i++)
    for (guint v = 0; v < VECTORS; v++)
      fetch (run, source, i, v);
}

INLINE void
put (const Run *run,
     Target     target,
     gsize      i,
     guint      vector,
     __m256d    sample)
{
  const __m256d forwards = _mm256_loadu_pd (run->f + i * LINES + 4 * vector);
  const __m128 value = _mm256_cvtpd_ps (_mm256_add_pd (forwards, sample));
  const gsize at = (i - run->first) * run->out_step + 4 * vector;
  __m256d added;

  if (target == TARGET_F32)
    {
      _mm_storeu_ps (run->out + at, value);
      return;
    }

  added = _mm256_mul_pd (_mm256_cvtps_pd (value), _mm256_set1_pd (run->scale));
  _mm_storeu_ps (run->out + at,
                 _mm256_cvtpd_ps (_mm256_add_pd (_mm256_cvtps_pd (_mm_loadu_ps (run->out + at)),
                                                 added)));
}

/* Backwards, an output is kept four places behind, over a sample that nobody reads
 * any more.
 */
INLINE __m256d
begin_backwards (const Run     *run,
                 Target         target,
                 const Weights *weights,
                 const double  *border,
                 guint          vector)
{
  double *x = run->x + (run->n - 1) * LINES + 4 * vector;
  const __m256d edge = _mm256_loadu_pd (x);
  __m256d inputs[4] = { edge, edge, edge, edge };
  __m256d before[4] = { edge, edge, edge, edge };

  for (guint back = 0; back < 4; back++)
    {
      const gsize i = run->n - 1 - back;

      shift_in (before, filter_edge (weights, border, inputs, before, back, edge));
      shift_in (inputs, _mm256_loadu_pd (x - back * LINES));
      if (i >= run->first && i < run->end)
        put (run, target, i, vector, before[0]);
    }

  for (guint back = 0; back < 4; back++)
    _mm256_storeu_pd (x + (4 - back) * LINES, before[3 - back]);

  return before[0];
}

INLINE __m256d
step_backwards (const Run     *run,
                const Weights *weights,
                gsize          i,
                guint          vector,
                __m256d        last)
{
  double *x = run->x + i * LINES + 4 * vector;
  __m256d sum = weigh (weights->in, _mm256_loadu_pd (x + LINES), _mm256_loadu_pd (x + 2 * LINES),
                       _mm256_loadu_pd (x + 3 * LINES), _mm256_loadu_pd (x + 4 * LINES));

  sum = _mm256_sub_pd (sum, weigh (weights->out, last, _mm256_loadu_pd (x + 6 * LINES),
                                   _mm256_loadu_pd (x + 7 * LINES),
                                   _mm256_loadu_pd (x + 8 * LINES)));
  _mm256_storeu_pd (x + 4 * LINES, sum);

  return sum;
}

INLINE void
run_backwards (const RimRecursive *filter,
               const Run          *run,
               Target              target)
{
  Weights weights;
  __m256d last[VECTORS];
  gsize i = run->n - 4;

  weights_init (&weights, filter->m, filter->d);
  for (guint v = 0; v < VECTORS; v++)
    last[v] = begin_backwards (run, target, &weights, filter->bm, v);

  while (i > MAX (run->end, run->first))
    {
      i--;
      for (guint v = 0; v < VECTORS; v++)
        last[v] = step_backwards (run, &weights, i, v, last[v]);
    }

  while (i > run->first)
    {
      i--;
      prefetch_output (run, target, i);
      for (guint v = 0; v < VECTORS; v++)
        {
          last[v] = step_backwards (run, &weights, i, v, last[v]);
          put (run, target, i, v, last[v]);
        }
    }
}

INLINE void
run_both (const RimRecursive *filter,
          const Run          *run,
          Source              source,
          Target              target)
{
  run_forwards (filter, run, source);
  run_backwards (filter, run, target);
}

static void
recursive_f32_avx2 (const RimRecursive      *filter,
                    const RimRecursiveLines *lines,
                    const float             *in,
                    float                   *out)
{
  recursive_f32 (run_both, filter, lines, in, out);
}

static void
recursive_f64_avx2 (const RimRecursive      *filter,
                    const RimRecursiveLines *lines,
                    const double            *in,
                    float                   *out)
{
  recursive_f64 (run_both, filter, lines, in, out);
}

static void
recursive_add_avx2 (const RimRecursive      *filter,
                    const RimRecursiveLines *lines,
                    const float             *in,
                    double                   scale,
                    float                   *sums)
{
  recursive_add (run_both, filter, lines, in, scale, sums);
}

void
rim_kernels_init_recursive_avx2 (RimKernels *kernels)
{
  kernels->recursive_f32 = recursive_f32_avx2;
  kernels->recursive_f64 = recursive_f64_avx2;
  kernels->recursive_add = recursive_add_avx2;
}
