/* rim-bootstrap.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-bootstrap.h"

#include <math.h>
#include <stdlib.h>

#include "core/rim-compare.h"
#include "core/rim-parallel.h"
#include "core/rim-random.h"
#include "statistics/rim-distributions.h"
#include "statistics/rim-quantile.h"
#include "statistics/rim-statistics-error.h"

#define BLOCK 8

/* Rows are drawn from those of the same stratum. */
typedef struct
{
  RimBootstrapFunc func;
  gpointer         data;
  gsize            n;
  guint64          seed;
  gsize            n_strata;
  guint32         *rows;                 /* by stratum */
  gsize           *begins;               /* n_strata + 1 places in rows */
  double          *values;               /* of replicates, or of all rows but one */
} Draw;

static void
draw_clear (Draw *self)
{
  g_free (self->rows);
  g_free (self->begins);
  g_free (self->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draw, draw_clear)

static void
find_strata (Draw         *self,
             const guint8 *strata)
{
  gsize counts[256] = { 0 };
  gsize at[256];
  gsize n_before = 0;

  for (gsize row = 0; row < self->n; row++)
    counts[strata != NULL ? strata[row] : 0]++;

  self->begins = g_new0 (gsize, 257);
  for (guint s = 0; s < 256; s++)
    {
      at[s] = n_before;
      n_before += counts[s];
      if (counts[s] > 0)
        self->begins[++self->n_strata] = n_before;
    }

  self->rows = g_new (guint32, self->n);
  for (gsize row = 0; row < self->n; row++)
    self->rows[at[strata != NULL ? strata[row] : 0]++] = (guint32) row;
}

static void
draw_replicates (gsize    begin,
                 gsize    end,
                 gpointer data)
{
  const Draw *draw = data;
  g_autofree guint32 *rows = g_new (guint32, draw->n);

  for (gsize replicate = begin; replicate < end; replicate++)
    {
      RimRandom random;

      rim_random_init_stream (&random, draw->seed, replicate);
      for (gsize s = 0; s < draw->n_strata; s++)
        {
          const gsize first = draw->begins[s], n = draw->begins[s + 1] - first;

          for (gsize i = 0; i < n; i++)
            rows[first + i] = draw->rows[first + rim_random_below (&random, n)];
        }
      draw->values[replicate] = draw->func (rows, draw->n, draw->data);
    }
}

static void
leave_out (gsize    begin,
           gsize    end,
           gpointer data)
{
  const Draw *draw = data;
  g_autofree guint32 *rows = g_new (guint32, draw->n);

  for (gsize out = begin; out < end; out++)
    {
      gsize n = 0;

      for (gsize i = 0; i < draw->n; i++)
        if (i != out)
          rows[n++] = draw->rows[i];
      draw->values[out] = draw->func (rows, n, draw->data);
    }
}

/* A sixth of the skewness of influences, each by its stratum (Efron and Tibshirani 1993,
 * 15.36). NAN where a row cannot be left out.
 */
static double
find_acceleration (Draw *draw)
{
  double cubes = 0.0, squares = 0.0;

  rim_parallel_for (draw->n, BLOCK, leave_out, draw);
  for (gsize s = 0; s < draw->n_strata; s++)
    {
      const double n = (double) (draw->begins[s + 1] - draw->begins[s]);
      double mean = 0.0;

      for (gsize i = draw->begins[s]; i < draw->begins[s + 1]; i++)
        mean += draw->values[i] / n;
      for (gsize i = draw->begins[s]; i < draw->begins[s + 1]; i++)
        {
          const double influence = (n - 1.0) / n * (mean - draw->values[i]);

          squares += influence * influence;
          cubes += influence * influence * influence;
        }
    }

  return squares == 0.0 ? 0.0 : cubes / (6.0 * squares * sqrt (squares));
}

static double
correct_quantile (const double *sorted,
                  gsize         n,
                  double        bias,
                  double        acceleration,
                  double        probability)
{
  const double z = bias + rim_normal_quantile (probability);

  return rim_quantile_of_sorted (sorted, n, rim_normal_tail (-bias - z / (1.0 - acceleration * z)));
}

/* Efron 1987; of replicates that are equal to the value, half are below. */
static void
find_bca (RimBootstrap *self,
          Draw         *draw,
          const double *sorted,
          double        tail)
{
  const gsize n = self->n_replicates;
  double below = 0.0, bias, acceleration;

  for (gsize i = 0; i < n; i++)
    below += sorted[i] < self->value ? 1.0 : sorted[i] == self->value ? 0.5 : 0.0;
  if (below == 0.0 || below == (double) n)
    return;

  bias = rim_normal_quantile (below / (double) n);
  g_clear_pointer (&draw->values, g_free);
  draw->values = g_new (double, draw->n);
  acceleration = find_acceleration (draw);
  if (!isfinite (acceleration))
    return;

  self->bca.low = correct_quantile (sorted, n, bias, acceleration, tail);
  self->bca.high = correct_quantile (sorted, n, bias, acceleration, 1.0 - tail);
}

static void
summarise (RimBootstrap *self,
           const double *sorted,
           double        tail)
{
  const double n = (double) self->n_replicates;
  double mean = 0.0, squares = 0.0;

  for (gsize i = 0; i < self->n_replicates; i++)
    mean += sorted[i] / n;
  for (gsize i = 0; i < self->n_replicates; i++)
    squares += (sorted[i] - mean) * (sorted[i] - mean);

  self->bias = mean - self->value;
  self->standard_error = sqrt (squares / (n - 1.0));
  self->percentile.low = rim_quantile_of_sorted (sorted, self->n_replicates, tail);
  self->percentile.high = rim_quantile_of_sorted (sorted, self->n_replicates, 1.0 - tail);
}

/* Keeps what is finite, from the lowest to the highest. */
static double *
sorted_new (RimBootstrap *self,
            const double *values,
            gsize         n)
{
  double *sorted = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    if (isfinite (values[i]))
      sorted[self->n_replicates++] = values[i];
  self->n_failed = n - self->n_replicates;
  qsort (sorted, self->n_replicates, sizeof *sorted, rim_compare_doubles);

  return sorted;
}

/**
 * rim_bootstrap_init:
 * @self: (out): intervals
 * @func: what is estimated
 * @data: what @func gets
 * @n: how many rows, at least 2
 * @strata: (nullable): n bytes; with classes for strata every replicate has both
 * @n_replicates: how often rows are drawn, at least 2; 2000 for an interval
 * @seed: that gives the same replicates again
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Each replicate has a stream of random numbers of its own, so that nothing depends on
 * the number of threads.
 *
 * Returns: %FALSE where there are too few rows, all of them give no value, or more than
 *   half of the replicates give none
 */
gboolean
rim_bootstrap_init (RimBootstrap      *self,
                    RimBootstrapFunc   func,
                    gpointer           data,
                    gsize              n,
                    const guint8      *strata,
                    gsize              n_replicates,
                    guint64            seed,
                    GError           **error)
{
  const double tail = (1.0 - RIM_CONFIDENCE_LEVEL) / 2.0;
  g_autofree double *sorted = NULL;
  g_auto(Draw) draw = { func, data, n, seed };

  g_return_val_if_fail (n_replicates > 1, FALSE);

  *self = (RimBootstrap) { 0 };
  if (n < 2)
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW,
                           "There are fewer than two rows to draw from");
      return FALSE;
    }

  find_strata (&draw, strata);
  self->value = func (draw.rows, n, data);
  self->percentile = self->bca = (RimEstimate) { self->value, NAN, NAN };
  if (!isfinite (self->value))
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_NOT_FINITE,
                           "All rows together give no value");
      return FALSE;
    }

  draw.values = g_new (double, n_replicates);
  rim_parallel_for (n_replicates, BLOCK, draw_replicates, &draw);
  sorted = sorted_new (self, draw.values, n_replicates);
  if (self->n_replicates < 2 || self->n_failed > n_replicates / 2)
    {
      g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW,
                   "Of %zu replicates only %zu give a value", n_replicates, self->n_replicates);
      return FALSE;
    }

  summarise (self, sorted, tail);
  find_bca (self, &draw, sorted, tail);

  return TRUE;
}
