/* rim-kernels-recursive-avx512.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#ifndef __AVX512F__
# error "rim-kernels-recursive-avx512.c needs -mavx512f"
#endif

#include "rim-kernels-recursive-private.h"

#define WIDTH   8
#define VECTORS (LINES / WIDTH)

/* As with AVX2, but there are registers for the last four samples and outputs, so that
 * each sample is read once a direction.
 */
typedef struct
{
  __m512d inputs[4];
  __m512d outputs[4];
} Last;

typedef struct
{
  __m512d in[4];
  __m512d out[4];
} Weights;

INLINE void
weights_init (Weights      *self,
              const double  in[4],
              const double  out[4])
{
  for (guint k = 0; k < 4; k++)
    {
      self->in[k] = _mm512_set1_pd (in[k]);
      self->out[k] = _mm512_set1_pd (out[k]);
    }
}

INLINE __m512d
weigh (const __m512d weights[4],
       const __m512d values[4])
{
  __m512d sum = _mm512_add_pd (_mm512_mul_pd (weights[0], values[0]),
                               _mm512_mul_pd (weights[1], values[1]));

  sum = _mm512_add_pd (sum, _mm512_mul_pd (weights[2], values[2]));

  return _mm512_add_pd (sum, _mm512_mul_pd (weights[3], values[3]));
}

INLINE void
shift_in (__m512d values[4],
          __m512d value)
{
  values[3] = values[2];
  values[2] = values[1];
  values[1] = values[0];
  values[0] = value;
}

INLINE __m512d
fetch (const Run *run,
       Source     source,
       gsize      i,
       guint      vector)
{
  const gsize at = i * run->in_step + WIDTH * vector;

  if (source == SOURCE_SCRATCH)
    return _mm512_loadu_pd (run->x + i * LINES + WIDTH * vector);
  if (source == SOURCE_F32)
    return _mm512_cvtps_pd (_mm256_loadu_ps ((const float *) run->in + at));

  return _mm512_loadu_pd ((const double *) run->in + at);
}

INLINE void
put (const Run *run,
     Target     target,
     gsize      i,
     guint      vector,
     __m512d    sample)
{
  const __m512d forwards = _mm512_loadu_pd (run->f + i * LINES + WIDTH * vector);
  const __m256 value = _mm512_cvtpd_ps (_mm512_add_pd (forwards, sample));
  float *out = run->out + (i - run->first) * run->out_step + WIDTH * vector;
  __m512d sum;

  if (target == TARGET_F32)
    {
      _mm256_storeu_ps (out, value);
      return;
    }

  sum = _mm512_add_pd (_mm512_cvtps_pd (_mm256_loadu_ps (out)),
                       _mm512_mul_pd (_mm512_cvtps_pd (value), _mm512_set1_pd (run->scale)));
  _mm256_storeu_ps (out, _mm512_cvtpd_ps (sum));
}

/* An output of which @n_before are in the line before it; @edge is the sample at the
 * end, which @border weighs for those that are not.
 */
INLINE __m512d
filter_edge (const Weights *weights,
             const double  *border,
             const Last    *last,
             guint          n_before,
             __m512d        edge)
{
  __m512d terms[4];

  for (guint back = 0; back < 4; back++)
    terms[back] = back < n_before ? _mm512_mul_pd (weights->out[back], last->outputs[back])
                                  : _mm512_mul_pd (_mm512_set1_pd (border[back]), edge);

  return _mm512_sub_pd (weigh (weights->in, last->inputs),
                        _mm512_add_pd (_mm512_add_pd (_mm512_add_pd (terms[0], terms[1]),
                                                      terms[2]), terms[3]));
}

INLINE void
last_init (Last    *self,
           __m512d  edge)
{
  for (guint back = 0; back < 4; back++)
    self->inputs[back] = self->outputs[back] = edge;
}

INLINE void
begin_forwards (const Run     *run,
                Source         source,
                const Weights *weights,
                const double  *border,
                guint          vector,
                Last          *last)
{
  const __m512d edge = fetch (run, source, 0, vector);

  last_init (last, edge);
  for (guint i = 0; i < 4; i++)
    {
      shift_in (last->inputs, fetch (run, source, i, vector));
      shift_in (last->outputs, filter_edge (weights, border, last, i, edge));
      _mm512_storeu_pd (run->f + i * LINES + WIDTH * vector, last->outputs[0]);
    }
}

INLINE void
step_forwards (const Run     *run,
               Source         source,
               const Weights *weights,
               gsize          i,
               Last           last[VECTORS])
{
  prefetch_input (run, source, i);
  for (guint v = 0; v < VECTORS; v++)
    {
      shift_in (last[v].inputs, fetch (run, source, i, v));
      shift_in (last[v].outputs, _mm512_sub_pd (weigh (weights->in, last[v].inputs),
                                                weigh (weights->out, last[v].outputs)));
      _mm512_storeu_pd (run->f + i * LINES + WIDTH * v, last[v].outputs[0]);
    }
}

/* Four steps at a time, after which registers are what they were before. Outputs
 * behind the last to write are not needed.
 */
INLINE void
run_forwards (const RimRecursive *filter,
              const Run          *run,
              Source              source)
{
  Weights weights;
  Last last[VECTORS];
  gsize i = 4;

  weights_init (&weights, filter->n, filter->d);
  for (guint v = 0; v < VECTORS; v++)
    begin_forwards (run, source, &weights, filter->bn, v, &last[v]);

  for (; i + 4 <= run->end; i += 4)
    {
      step_forwards (run, source, &weights, i, last);
      step_forwards (run, source, &weights, i + 1, last);
      step_forwards (run, source, &weights, i + 2, last);
      step_forwards (run, source, &weights, i + 3, last);
    }

  for (; i < run->end; i++)
    step_forwards (run, source, &weights, i, last);
}

INLINE void
begin_backwards (const Run     *run,
                 Source         source,
                 Target         target,
                 const Weights *weights,
                 const double  *border,
                 guint          vector,
                 Last          *last)
{
  const __m512d edge = fetch (run, source, run->n - 1, vector);

  last_init (last, edge);
  for (guint back = 0; back < 4; back++)
    {
      const gsize i = run->n - 1 - back;

      shift_in (last->outputs, filter_edge (weights, border, last, back, edge));
      shift_in (last->inputs, fetch (run, source, i, vector));
      if (i >= run->first && i < run->end)
        put (run, target, i, vector, last->outputs[0]);
    }
}

INLINE void
step_backwards (const Run     *run,
                Source         source,
                const Weights *weights,
                gsize          i,
                Last           last[VECTORS])
{
  for (guint v = 0; v < VECTORS; v++)
    {
      shift_in (last[v].outputs, _mm512_sub_pd (weigh (weights->in, last[v].inputs),
                                                weigh (weights->out, last[v].outputs)));
      shift_in (last[v].inputs, fetch (run, source, i, v));
    }
}

INLINE void
step_and_put (const Run     *run,
              Source         source,
              Target         target,
              const Weights *weights,
              gsize          i,
              Last           last[VECTORS])
{
  prefetch_output (run, target, i);
  step_backwards (run, source, weights, i, last);
  for (guint v = 0; v < VECTORS; v++)
    put (run, target, i, v, last[v].outputs[0]);
}

INLINE void
run_backwards (const RimRecursive *filter,
               const Run          *run,
               Source              source,
               Target              target)
{
  Weights weights;
  Last last[VECTORS];
  gsize i = run->n - 4;

  weights_init (&weights, filter->m, filter->d);
  for (guint v = 0; v < VECTORS; v++)
    begin_backwards (run, source, target, &weights, filter->bm, v, &last[v]);

  while (i > MAX (run->end, run->first))
    step_backwards (run, source, &weights, --i, last);

  for (; i >= run->first + 4; i -= 4)
    {
      step_and_put (run, source, target, &weights, i - 1, last);
      step_and_put (run, source, target, &weights, i - 2, last);
      step_and_put (run, source, target, &weights, i - 3, last);
      step_and_put (run, source, target, &weights, i - 4, last);
    }

  for (; i > run->first; i--)
    step_and_put (run, source, target, &weights, i - 1, last);
}

INLINE void
run_both (const RimRecursive *filter,
          const Run          *run,
          Source              source,
          Target              target)
{
  const Run local = *run;

  run_forwards (filter, &local, source);
  run_backwards (filter, &local, source, target);
}

static void
recursive_f32_avx512 (const RimRecursive      *filter,
                      const RimRecursiveLines *lines,
                      const float             *in,
                      float                   *out)
{
  recursive_f32 (run_both, filter, lines, in, out);
}

static void
recursive_f64_avx512 (const RimRecursive      *filter,
                      const RimRecursiveLines *lines,
                      const double            *in,
                      float                   *out)
{
  recursive_f64 (run_both, filter, lines, in, out);
}

static void
recursive_add_avx512 (const RimRecursive      *filter,
                      const RimRecursiveLines *lines,
                      const float             *in,
                      double                   scale,
                      float                   *sums)
{
  recursive_add (run_both, filter, lines, in, scale, sums);
}

void
rim_kernels_init_avx512 (RimKernels *kernels)
{
  kernels->recursive_f32 = recursive_f32_avx512;
  kernels->recursive_f64 = recursive_f64_avx512;
  kernels->recursive_add = recursive_add_avx512;
}
