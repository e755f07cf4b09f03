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
  RimBootstrapManyFunc func;
  gpointer             data;
  gsize                n;
  gsize                n_values;
  guint64              seed;
  gsize                n_strata;
  guint32             *rows;             /* by stratum */
  gsize               *begins;           /* n_strata + 1 places in rows */
  double              *replicates;       /* n_replicates × n_values */
  double              *left_out;         /* n × n_values: of all rows but one */
} Draw;

/* One estimate, as several. */
typedef struct
{
  RimBootstrapFunc func;
  gpointer         data;
} Single;

static void
draw_clear (Draw *self)
{
  g_free (self->rows);
  g_free (self->begins);
  g_free (self->replicates);
  g_free (self->left_out);
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
      draw->func (rows, draw->n, &draw->replicates[replicate * draw->n_values], draw->data);
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
      draw->func (rows, n, &draw->left_out[out * draw->n_values], draw->data);
    }
}

/* A sixth of the skewness of influences, each by its stratum (Efron and Tibshirani 1993,
 * 15.36). NAN where a row cannot be left out.
 */
static double
find_acceleration (Draw  *draw,
                   gsize  value)
{
  double cubes = 0.0, squares = 0.0;

  if (draw->left_out == NULL)
    {
      draw->left_out = g_new (double, draw->n * draw->n_values);
      rim_parallel_for (draw->n, BLOCK, leave_out, draw);
    }
  for (gsize s = 0; s < draw->n_strata; s++)
    {
      const double n = (double) (draw->begins[s + 1] - draw->begins[s]);
      double mean = 0.0;

      for (gsize i = draw->begins[s]; i < draw->begins[s + 1]; i++)
        mean += draw->left_out[i * draw->n_values + value] / n;
      for (gsize i = draw->begins[s]; i < draw->begins[s + 1]; i++)
        {
          const double influence = (n - 1.0) / n * (mean - draw->left_out[i * draw->n_values + value]);

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
          gsize         value,
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
  acceleration = find_acceleration (draw, value);
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

/* Keeps what is finite of one value, from the lowest to the highest. */
static double *
sorted_new (RimBootstrap *self,
            const Draw   *draw,
            gsize         value,
            gsize         n)
{
  double *sorted = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    if (isfinite (draw->replicates[i * draw->n_values + value]))
      sorted[self->n_replicates++] = draw->replicates[i * draw->n_values + value];
  self->n_failed = n - self->n_replicates;
  qsort (sorted, self->n_replicates, sizeof *sorted, rim_compare_doubles);

  return sorted;
}

static void
find_interval (RimBootstrap *self,
               Draw         *draw,
               gsize         value,
               gsize         n_replicates)
{
  const double tail = (1.0 - RIM_CONFIDENCE_LEVEL) / 2.0;
  g_autofree double *sorted = sorted_new (self, draw, value, n_replicates);

  if (self->n_replicates < 2 || self->n_failed > n_replicates / 2)
    return;

  summarise (self, sorted, tail);
  find_bca (self, draw, value, sorted, tail);
}

/**
 * rim_bootstrap_init_many:
 * @selves: (out) (array length=n_values): intervals; ends are NAN where all rows give no
 *   value, or more than half of the replicates give none
 * @n_values: how many values @func estimates
 * @func: what is estimated
 * @data: what @func gets
 * @n: how many rows, at least 2
 * @strata: (nullable): n bytes; with classes for strata every replicate has both
 * @n_replicates: how often rows are drawn, at least 2; 2000 for an interval
 * @seed: that gives the same replicates again
 *
 * As rim_bootstrap_init(), of several values from the same replicates.
 */
void
rim_bootstrap_init_many (RimBootstrap         *selves,
                         gsize                 n_values,
                         RimBootstrapManyFunc  func,
                         gpointer              data,
                         gsize                 n,
                         const guint8         *strata,
                         gsize                 n_replicates,
                         guint64               seed)
{
  g_auto(Draw) draw = { func, data, n, n_values, seed };
  g_autofree double *values = g_new (double, n_values);

  g_return_if_fail (n_replicates > 1 && n > 1);

  find_strata (&draw, strata);
  func (draw.rows, n, values, data);
  draw.replicates = g_new (double, n_replicates * n_values);
  rim_parallel_for (n_replicates, BLOCK, draw_replicates, &draw);

  for (gsize v = 0; v < n_values; v++)
    {
      selves[v] = (RimBootstrap) { .value = values[v], .bias = NAN, .standard_error = NAN };
      selves[v].percentile = selves[v].bca = (RimEstimate) { values[v], NAN, NAN };
      if (isfinite (values[v]))
        find_interval (&selves[v], &draw, v, n_replicates);
    }
}

static void
estimate_single (const guint32 *rows,
                 gsize          n,
                 double        *values,
                 gpointer       data)
{
  const Single *single = data;

  values[0] = single->func (rows, n, single->data);
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
  Single single = { func, data };

  g_return_val_if_fail (n_replicates > 1, FALSE);

  *self = (RimBootstrap) { 0 };
  if (n < 2)
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW,
                           "There are fewer than two rows to draw from");
      return FALSE;
    }

  rim_bootstrap_init_many (self, 1, estimate_single, &single, n, strata, n_replicates, seed);
  if (!isfinite (self->value))
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_NOT_FINITE,
                           "All rows together give no value");
      return FALSE;
    }
  if (isnan (self->standard_error))
    {
      g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW,
                   "Of %zu replicates only %zu give a value", n_replicates, self->n_replicates);
      return FALSE;
    }

  return TRUE;
}
