/* rim-kernels-recursive-avx2.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kernels.h"

#ifndef __AVX2__
# error "rim-kernels-recursive-avx2.c needs -mavx2"
#endif

#include <immintrin.h>

#define LINES   RIM_RECURSIVE_LINES
#define VECTORS (LINES / 4)
#define INLINE  static G_ALWAYS_INLINE inline

/* Sixteen lines run side by side as four vectors, so that four independent chains
 * hide how long a sample waits for the last one. Where lines lie beside each other in
 * memory, samples are read and written on the way; any others go through the scratch
 * before and after.
 */

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

/* Where samples come from on the way forwards. */
typedef enum
{
  SOURCE_SCRATCH,
  SOURCE_F32,
  SOURCE_F64,
} Source;

/* And where they go on the way backwards. */
typedef enum
{
  TARGET_F32,
  TARGET_ADD,
} Target;

typedef struct
{
  gconstpointer  in;
  gsize          in_step;
  double        *x;             /* samples, over which outputs are kept backwards */
  double        *f;             /* outputs forwards */
  float         *out;           /* of the first sample to write, or to add to */
  double         scale;
  gsize          out_step;
  gsize          n;
  gsize          first;
  gsize          end;
} Run;

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

/* Neighbours along a line lie far apart in memory where lines lie beside each other. */
#define AHEAD 16

INLINE void
prefetch (gconstpointer row,
          gsize         length)
{
  _mm_prefetch (row, _MM_HINT_T0);
  _mm_prefetch ((const char *) row + length - 1, _MM_HINT_T0);
}

INLINE void
prefetch_input (const Run *run,
                Source     source,
                gsize      i)
{
  const gsize at = MIN (i + AHEAD, run->n - 1) * run->in_step;

  if (source == SOURCE_F32)
    prefetch ((const float *) run->in + at, LINES * sizeof (float));
  else if (source == SOURCE_F64)
    prefetch ((const double *) run->in + at, LINES * sizeof (double));
}

INLINE void
prefetch_output (const Run *run,
                 Target     target,
                 gsize      i)
{
  if (target == TARGET_ADD)
    prefetch (run->out + (i - MIN (i, run->first + AHEAD)) * run->out_step,
              LINES * sizeof (float));
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

/* Outputs that are rows of the scratch, each at the begin of what it was made of. */
#define ROOM_STEP (2 * LINES)

INLINE void
store_four (const float *room,
            float       *lines[4],
            guint        n_lines,
            gsize        at)
{
  __m128 samples[4];

  for (guint s = 0; s < 4; s++)
    samples[s] = _mm_loadu_ps (room + s * ROOM_STEP);
  _MM_TRANSPOSE4_PS (samples[0], samples[1], samples[2], samples[3]);
  for (guint of = 0; of < n_lines; of++)
    _mm_storeu_ps (lines[of] + at, samples[of]);
}

static void
store_along (const RimRecursiveLines *lines,
             const float             *room,
             float                   *out)
{
  gsize n = lines->end - lines->first;
  gsize whole = n - n % 4;

  for (gsize l = 0; l < lines->n_lines; l += 4)
    {
      guint n_lines = (guint) MIN (lines->n_lines - l, 4);
      float *line[4];

      for (gsize of = 0; of < 4; of++)
        line[of] = out + (l + MIN (of, n_lines - 1)) * lines->out_stride;

      for (gsize i = 0; i < whole; i += 4)
        if (n_lines == 4)
          store_four (room + i * ROOM_STEP + l, line, 4, i);
        else
          store_four (room + i * ROOM_STEP + l, line, n_lines, i);

      for (gsize i = whole; i < n; i++)
        for (guint of = 0; of < n_lines; of++)
          line[of][i] = room[i * ROOM_STEP + l + of];
    }
}

static void
store_anyhow (const RimRecursiveLines *lines,
              const float             *room,
              float                   *out)
{
  for (gsize i = 0; i < lines->end - lines->first; i++)
    for (gsize l = 0; l < lines->n_lines; l++)
      out[i * lines->out_step + l * lines->out_stride] = room[i * ROOM_STEP + l];
}

INLINE Run
run_init (const RimRecursiveLines *lines,
          gconstpointer            in)
{
  double *f = lines->scratch + (lines->n + 4) * LINES;

  return (Run) {
           .in = in, .in_step = lines->step, .x = lines->scratch, .f = f,
           .out = (float *) (f + lines->first * LINES), .out_step = ROOM_STEP,
           .n = lines->n, .first = lines->first, .end = lines->end,
  };
}

static gboolean
are_beside (const RimRecursiveLines *lines)
{
  return lines->stride == 1 && lines->n_lines == LINES;
}

INLINE void
run_lines (const RimRecursive      *filter,
           const RimRecursiveLines *lines,
           gconstpointer            in,
           Source                   source,
           float                   *out)
{
  Run run = run_init (lines, in);
  const float *room = run.out;
  const gboolean is_direct = lines->out_stride == 1 && lines->n_lines == LINES;

  if (is_direct)
    {
      run.out = out;
      run.out_step = lines->out_step;
    }
  run_forwards (filter, &run, source);
  run_backwards (filter, &run, TARGET_F32);

  if (!is_direct && lines->out_step == 1)
    store_along (lines, room, out);
  else if (!is_direct)
    store_anyhow (lines, room, out);
}

/* Samples that do not lie beside each other go through the scratch. */
static void
load_f32 (const RimRecursiveLines *lines,
          const float             *in)
{
  if (lines->step == 1)
    load_along_f32 (lines, in);
  else
    for (gsize i = 0; i < lines->n; i++)
      for (gsize l = 0; l < LINES; l++)
        lines->scratch[i * LINES + l] = (double) in[i * lines->step + get_line (lines, l)];
}

static void
load_f64 (const RimRecursiveLines *lines,
          const double            *in)
{
  if (lines->step == 1)
    load_along_f64 (lines, in);
  else
    for (gsize i = 0; i < lines->n; i++)
      for (gsize l = 0; l < LINES; l++)
        lines->scratch[i * LINES + l] = in[i * lines->step + get_line (lines, l)];
}

static void
recursive_f32_avx2 (const RimRecursive      *filter,
                    const RimRecursiveLines *lines,
                    const float             *in,
                    float                   *out)
{
  if (are_beside (lines))
    {
      run_lines (filter, lines, in, SOURCE_F32, out);
      return;
    }

  load_f32 (lines, in);
  run_lines (filter, lines, NULL, SOURCE_SCRATCH, out);
}

static void
recursive_f64_avx2 (const RimRecursive      *filter,
                    const RimRecursiveLines *lines,
                    const double            *in,
                    float                   *out)
{
  if (are_beside (lines))
    {
      run_lines (filter, lines, in, SOURCE_F64, out);
      return;
    }

  load_f64 (lines, in);
  run_lines (filter, lines, NULL, SOURCE_SCRATCH, out);
}

static void
recursive_add_avx2 (const RimRecursive      *filter,
                    const RimRecursiveLines *lines,
                    const float             *in,
                    double                   scale,
                    float                   *sums)
{
  Run run = run_init (lines, in);
  const float *room = run.out;

  if (are_beside (lines) && lines->n_known == 0)
    {
      run.out = sums;
      run.scale = scale;
      run.out_step = lines->out_step;
      run_forwards (filter, &run, SOURCE_F32);
      run_backwards (filter, &run, TARGET_ADD);
      return;
    }

  if (!are_beside (lines))
    load_f32 (lines, in);
  run_forwards (filter, &run, are_beside (lines) ? SOURCE_F32 : SOURCE_SCRATCH);
  run_backwards (filter, &run, TARGET_F32);
  for (gsize i = lines->first; i < lines->end; i++, room += ROOM_STEP, sums += lines->out_step)
    for (gsize l = lines->n_known; l < lines->n_lines; l++)
      sums[l] = (float) ((double) sums[l] + (double) room[l] * scale);
}

void
rim_kernels_init_recursive_avx2 (RimKernels *kernels)
{
  kernels->recursive_f32 = recursive_f32_avx2;
  kernels->recursive_f64 = recursive_f64_avx2;
  kernels->recursive_add = recursive_add_avx2;
}
