/* rim-value-moments.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-value-moments-private.h"

#include "core/rim-parallel.h"
#include "kernels/rim-kernels.h"

#include <math.h>
#include <string.h>

#define BLOCK 4096

/* Below this many blocks of values a thread is not worth waking. */
#define BLOCKS_PER_ITEM 4

/* So many sums run side by side, so that none waits for itself. */
#define LANES 16

/* What one block adds to what is asked for. */
typedef struct
{
  double sums[4];
  double min;
  double max;
} Part;

/* Looks at @n values, beyond which up to a multiple of LANES stand some that add
 * nothing.
 */
typedef void (*PartFunc) (Part         *part,
                          const double *values,
                          gsize         n,
                          const double *arguments);

typedef struct
{
  const double *values;
  gsize         n;
  const double *arguments;
  PartFunc      func;
  Part         *parts;
} Job;

static double
add_lanes (const double lanes[LANES])
{
  double sum = 0.0;

  for (guint l = 0; l < LANES; l += 4)
    sum += (lanes[l] + lanes[l + 1]) + (lanes[l + 2] + lanes[l + 3]);

  return sum;
}

static void
add_values (Part         *part,
            const double *values,
            gsize         n,
            const double *arguments)
{
  double min[LANES], max[LANES];

  for (guint l = 0; l < LANES; l++)
    min[l] = max[l] = values[0];

  for (gsize v = 0; v < n; v += LANES)
    for (guint l = 0; l < LANES; l++)
      {
        min[l] = values[v + l] < min[l] ? values[v + l] : min[l];
        max[l] = values[v + l] > max[l] ? values[v + l] : max[l];
      }

  part->min = min[0];
  part->max = max[0];
  for (guint l = 1; l < LANES; l++)
    {
      part->min = MIN (part->min, min[l]);
      part->max = MAX (part->max, max[l]);
    }
  part->sums[0] = rim_kernels_get ()->sum (values, n);
}

static void
add_powers (Part         *part,
            const double *values,
            gsize         n,
            const double *arguments)
{
  double mean = arguments[0];
  double first[LANES] = { 0 }, second[LANES] = { 0 }, third[LANES] = { 0 }, fourth[LANES] = { 0 };

  for (gsize v = 0; v < n; v += LANES)
    for (guint l = 0; l < LANES; l++)
      {
        double away = values[v + l] - mean;
        double square = away * away;

        first[l] += fabs (away);
        second[l] += square;
        third[l] += square * away;
        fourth[l] += square * square;
      }

  part->sums[0] = add_lanes (first);
  part->sums[1] = add_lanes (second);
  part->sums[2] = add_lanes (third);
  part->sums[3] = add_lanes (fourth);
}

static void
add_deviations (Part         *part,
                const double *values,
                gsize         n,
                const double *arguments)
{
  double center = arguments[0];
  double sums[LANES] = { 0 };

  for (gsize v = 0; v < n; v += LANES)
    for (guint l = 0; l < LANES; l++)
      sums[l] += fabs (values[v + l] - center);
  part->sums[0] = add_lanes (sums);
}

static void
add_squares (Part         *part,
             const double *values,
             gsize         n,
             const double *arguments)
{
  double shift = arguments[0];
  double sums[LANES] = { 0 };

  for (gsize v = 0; v < n; v += LANES)
    for (guint l = 0; l < LANES; l++)
      sums[l] += (values[v + l] + shift) * (values[v + l] + shift);
  part->sums[0] = add_lanes (sums);
}

static void
add_between (Part         *part,
             const double *values,
             gsize         n,
             const double *arguments)
{
  double low = arguments[0];
  double high = arguments[1];
  double sums[LANES] = { 0 }, counts[LANES] = { 0 };

  for (gsize v = 0; v < n; v += LANES)
    for (guint l = 0; l < LANES; l++)
      {
        double is_in = (double) ((values[v + l] >= low) & (values[v + l] <= high));

        sums[l] += is_in * values[v + l];
        counts[l] += is_in;
      }

  part->sums[0] = add_lanes (sums);
  part->sums[1] = add_lanes (counts);
}

static void
add_deviations_between (Part         *part,
                        const double *values,
                        gsize         n,
                        const double *arguments)
{
  double low = arguments[0];
  double high = arguments[1];
  double center = arguments[2];
  double sums[LANES] = { 0 };

  for (gsize v = 0; v < n; v += LANES)
    for (guint l = 0; l < LANES; l++)
      {
        double is_in = (double) ((values[v + l] >= low) & (values[v + l] <= high));

        sums[l] += is_in * fabs (values[v + l] - center);
      }
  part->sums[0] = add_lanes (sums);
}

static void
run_blocks (gsize    begin,
            gsize    end,
            gpointer data)
{
  const Job *job = data;

  for (gsize b = begin; b < end; b++)
    job->func (&job->parts[b], job->values + b * BLOCK, BLOCK, job->arguments);
}

/* The values after the last whole block, with @neutral for what is missing. */
static void
run_rest (const Job *job,
          gsize      n_blocks,
          double     neutral)
{
  gsize n = job->n - n_blocks * BLOCK;
  double rest[BLOCK];

  memcpy (rest, job->values + n_blocks * BLOCK, n * sizeof *rest);
  for (gsize v = n; v % LANES != 0; v++)
    rest[v] = neutral;
  job->func (&job->parts[n_blocks], rest, n, job->arguments);
}

static Part
run (PartFunc      func,
     const double *values,
     gsize         n,
     const double *arguments,
     double        neutral)
{
  gsize n_blocks = n / BLOCK;
  g_autofree Part *parts = g_new0 (Part, n_blocks + 1);
  Job job = { values, n, arguments, func, parts };
  Part total;

  rim_parallel_for (n_blocks, BLOCKS_PER_ITEM, run_blocks, &job);
  if (n % BLOCK != 0)
    run_rest (&job, n_blocks++, neutral);

  total = parts[0];
  for (gsize b = 1; b < n_blocks; b++)
    {
      total.min = MIN (total.min, parts[b].min);
      total.max = MAX (total.max, parts[b].max);
      for (guint s = 0; s < G_N_ELEMENTS (total.sums); s++)
        total.sums[s] += parts[b].sums[s];
    }

  return total;
}

/* @n is at least 1, here and below. */
void
rim_value_moments_init (RimValueMoments   *self,
                        const double      *values,
                        gsize              n)
{
  Part part = run (add_values, values, n, NULL, values[0]);

  *self = (RimValueMoments) { .min = part.min, .max = part.max, .sum = part.sums[0] };
  self->mean = part.min == part.max ? part.min : part.sums[0] / (double) n;

  if (part.min == part.max)
    return;

  part = run (add_powers, values, n, &self->mean, self->mean);
  self->deviation = part.sums[0] / (double) n;
  self->m2 = part.sums[1] / (double) n;
  self->m3 = part.sums[2] / (double) n;
  self->m4 = part.sums[3] / (double) n;
}

/* The mean of |value - center|. */
double
rim_values_mean_deviation (const double *values,
                           gsize         n,
                           double        center)
{
  return run (add_deviations, values, n, &center, center).sums[0] / (double) n;
}

/* The mean deviation, from their own mean, of the values in [low, high]. */
double
rim_values_robust_deviation (const double *values,
                             gsize         n,
                             double        low,
                             double        high)
{
  double arguments[3] = { low, high, 0.0 };
  Part part = run (add_between, values, n, arguments, nextafter (low, -INFINITY));

  if (low == high)
    return 0.0;

  arguments[2] = part.sums[0] / part.sums[1];

  return run (add_deviations_between, values, n, arguments, arguments[2]).sums[0] / part.sums[1];
}

/* The sum of (value + shift)². */
double
rim_values_sum_squares (const double *values,
                        gsize         n,
                        double        shift)
{
  return run (add_squares, values, n, &shift, -shift).sums[0];
}
