/* rim-kernels-filter-c.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kernels.h"

#define LINES RIM_RECURSIVE_LINES

static void
weighted_sum_c (const float *const *rows,
                const float        *weights,
                gsize               n_rows,
                gsize               n,
                float              *sums)
{
  for (gsize i = 0; i < n; i++)
    {
      float sum = 0.0f;

      for (gsize r = 0; r < n_rows; r++)
        sum += rows[r][i] * weights[r];
      sums[i] = sum;
    }
}

static inline double
weigh_inputs (const double weights[4],
              double       a,
              double       b,
              double       c,
              double       d)
{
  return weights[0] * a + weights[1] * b + weights[2] * c + weights[3] * d;
}

/* The term of an output @back samples before the line begins, or in it. */
static double
weigh_output (const RimRecursive *filter,
              const double       *border,
              const double       *out,
              gsize               i,
              gsize               back,
              double              edge)
{
  return i >= back ? filter->d[back - 1] * out[(i - back) * LINES] : border[back - 1] * edge;
}

static void
run_forwards (const RimRecursive *filter,
              gsize               n,
              const double       *in,
              double             *out)
{
  for (gsize i = 0; i < n; i++)
    {
      double sum = weigh_inputs (filter->n, in[i * LINES], in[(i < 1 ? 0 : i - 1) * LINES],
                                 in[(i < 2 ? 0 : i - 2) * LINES], in[(i < 3 ? 0 : i - 3) * LINES]);

      sum -= weigh_output (filter, filter->bn, out, i, 1, in[0]) +
             weigh_output (filter, filter->bn, out, i, 2, in[0]) +
             weigh_output (filter, filter->bn, out, i, 3, in[0]) +
             weigh_output (filter, filter->bn, out, i, 4, in[0]);
      out[i * LINES] = sum;
    }
}

/* Adds to what ran forwards. */
static void
run_backwards (const RimRecursive *filter,
               gsize               n,
               const double       *in,
               double             *out)
{
  const double edge = in[(n - 1) * LINES];
  double last[4];

  for (gsize back = 0; back < 4; back++)
    last[back] = 0.0;

  for (gsize from_end = 0; from_end < n; from_end++)
    {
      gsize i = n - 1 - from_end;
      double sum = weigh_inputs (filter->m, in[MIN (i + 1, n - 1) * LINES],
                                 in[MIN (i + 2, n - 1) * LINES], in[MIN (i + 3, n - 1) * LINES],
                                 in[MIN (i + 4, n - 1) * LINES]);
      double terms[4];

      for (gsize back = 0; back < 4; back++)
        terms[back] = from_end > back ? filter->d[back] * last[back] : filter->bm[back] * edge;

      sum -= terms[0] + terms[1] + terms[2] + terms[3];
      last[3] = last[2];
      last[2] = last[1];
      last[1] = last[0];
      last[0] = sum;
      out[i * LINES] += sum;
    }
}

/* Returns: what comes out, sample by sample, of what is in the scratch */
static const double *
run_lines (const RimRecursive      *filter,
           const RimRecursiveLines *lines)
{
  double *in = lines->scratch;
  double *sums = in + (lines->n + 4) * LINES;

  for (gsize l = 0; l < lines->n_lines; l++)
    {
      run_forwards (filter, lines->n, in + l, sums + l);
      run_backwards (filter, lines->n, in + l, sums + l);
    }

  return sums + lines->first * LINES;
}

static void
store_lines (const RimRecursive      *filter,
             const RimRecursiveLines *lines,
             float                   *out)
{
  const double *sums = run_lines (filter, lines);

  for (gsize i = 0; i < lines->end - lines->first; i++)
    for (gsize l = 0; l < lines->n_lines; l++)
      out[i * lines->out_step + l * lines->out_stride] = (float) sums[i * LINES + l];
}

static void
load_f32 (const RimRecursiveLines *lines,
          const float             *in)
{
  for (gsize i = 0; i < lines->n; i++)
    for (gsize l = 0; l < lines->n_lines; l++)
      lines->scratch[i * LINES + l] = (double) in[i * lines->step + l * lines->stride];
}

static void
recursive_f32_c (const RimRecursive      *filter,
                 const RimRecursiveLines *lines,
                 const float             *in,
                 float                   *out)
{
  load_f32 (lines, in);
  store_lines (filter, lines, out);
}

static void
recursive_add_c (const RimRecursive      *filter,
                 const RimRecursiveLines *lines,
                 const float             *in,
                 double                   scale,
                 float                   *sums)
{
  const double *filtered;

  load_f32 (lines, in);
  filtered = run_lines (filter, lines);

  for (gsize i = 0; i < lines->end - lines->first; i++, sums += lines->out_step)
    for (gsize l = lines->n_known; l < lines->n_lines; l++)
      sums[l] = (float) ((double) sums[l] + (double) (float) filtered[i * LINES + l] * scale);
}

static void
recursive_f64_c (const RimRecursive      *filter,
                 const RimRecursiveLines *lines,
                 const double            *in,
                 float                   *out)
{
  for (gsize i = 0; i < lines->n; i++)
    for (gsize l = 0; l < lines->n_lines; l++)
      lines->scratch[i * LINES + l] = in[i * lines->step + l * lines->stride];

  store_lines (filter, lines, out);
}

void
rim_kernels_init_filter_c (RimKernels *kernels)
{
  kernels->weighted_sum = weighted_sum_c;
  kernels->recursive_f32 = recursive_f32_c;
  kernels->recursive_f64 = recursive_f64_c;
  kernels->recursive_add = recursive_add_c;
  rim_kernels_init_spline_c (kernels);
  rim_kernels_init_pattern_c (kernels);
}
