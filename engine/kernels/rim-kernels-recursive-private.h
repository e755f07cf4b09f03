/* rim-kernels-recursive-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rim-kernels.h"

#include <immintrin.h>

/* What ISAs from AVX2 on have in common: lines into the scratch and out of it. Each
 * brings how they run in between as a function that is inlined.
 */
#define LINES  RIM_RECURSIVE_LINES
#define INLINE static G_ALWAYS_INLINE inline

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

/* Filters forwards, then backwards, where what comes out is written. */
typedef void (*RunFunc)(const RimRecursive *filter,
                        const Run          *run,
                        Source              source,
                        Target              target);

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
          gconstpointer in)
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
run_lines (RunFunc                  run_both,
           const RimRecursive      *filter,
           const RimRecursiveLines *lines,
           gconstpointer in,
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
  run_both (filter, &run, source, TARGET_F32);

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

INLINE void
recursive_f32 (RunFunc                  run_both,
               const RimRecursive      *filter,
               const RimRecursiveLines *lines,
               const float             *in,
               float                   *out)
{
  if (are_beside (lines))
    {
      run_lines (run_both, filter, lines, in, SOURCE_F32, out);
      return;
    }

  load_f32 (lines, in);
  run_lines (run_both, filter, lines, NULL, SOURCE_SCRATCH, out);
}

INLINE void
recursive_f64 (RunFunc                  run_both,
               const RimRecursive      *filter,
               const RimRecursiveLines *lines,
               const double            *in,
               float                   *out)
{
  if (are_beside (lines))
    {
      run_lines (run_both, filter, lines, in, SOURCE_F64, out);
      return;
    }

  load_f64 (lines, in);
  run_lines (run_both, filter, lines, NULL, SOURCE_SCRATCH, out);
}

INLINE void
recursive_add (RunFunc                  run_both,
               const RimRecursive      *filter,
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
      run_both (filter, &run, SOURCE_F32, TARGET_ADD);
      return;
    }

  if (!are_beside (lines))
    load_f32 (lines, in);
  if (are_beside (lines))
    run_both (filter, &run, SOURCE_F32, TARGET_F32);
  else
    run_both (filter, &run, SOURCE_SCRATCH, TARGET_F32);
  for (gsize i = lines->first; i < lines->end; i++, room += ROOM_STEP, sums += lines->out_step)
    for (gsize l = lines->n_known; l < lines->n_lines; l++)
      sums[l] = (float) ((double) sums[l] + (double) room[l] * scale);
}
