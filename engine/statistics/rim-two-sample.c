/* rim-two-sample.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-two-sample-private.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "statistics/rim-distributions.h"
#include "statistics/rim-order.h"

/* Where both classes are smaller, as in R's wilcox.test(). */
#define MAX_EXACT 50

/* Counts, means, pairs and ties; the third place is for rows of neither class. */
static void
walk (RimTwoSample  *self,
      const guint32 *order,
      const double  *values,
      const guint8  *labels,
      gsize          n)
{
  gsize counts[3] = { 0, 0, 0 };
  double sums[3] = { 0.0, 0.0, 0.0 };

  for (gsize i = 0; i < n;)
    {
      const double value = values[order[i]];
      const gsize before[2] = { counts[0], counts[1] };
      gsize here[2];
      double t;

      for (; i < n && values[order[i]] == value; i++)
        {
          counts[labels[order[i]]]++;
          sums[labels[order[i]]] += value;
        }

      here[0] = counts[0] - before[0];
      here[1] = counts[1] - before[1];
      self->halves += (guint64) here[1] * (2 * before[0] + here[0]);
      t = (double) (here[0] + here[1]);
      self->ties += t * t * t - t;
    }

  for (guint c = 0; c < 2; c++)
    {
      self->n[c] = counts[c];
      self->mean[c] = counts[c] > 0 ? sums[c] / (double) counts[c] : 0.0;
    }
}

/**
 * rim_two_sample_init:
 * @self: (out): what tests need
 * @order: of rim_order_init()
 * @values: @n numbers by row
 * @labels: 1, 0, or 2 for a row that is left out
 * @n: how many rows
 */
void
rim_two_sample_init (RimTwoSample  *self,
                     const guint32 *order,
                     const double  *values,
                     const guint8  *labels,
                     gsize          n)
{
  double squares[3] = { 0.0, 0.0, 0.0 };
  double means[3];

  *self = (RimTwoSample) { 0 };
  walk (self, order, values, labels, n);

  means[0] = self->mean[0];
  means[1] = self->mean[1];
  means[2] = 0.0;
  for (gsize i = 0; i < n; i++)
    {
      const guint8 label = labels[order[i]];
      const double away = values[order[i]] - means[label];

      squares[label] += away * away;
    }
  self->squares[0] = squares[0];
  self->squares[1] = squares[1];
}

/**
 * rim_two_sample_compare_means:
 * @self: two classes of two rows at least
 * @equal_variances: whether both have the same variance, or else after Welch
 * @significance: (out): t, positive where the positive class is higher
 *
 * Returns: %FALSE where values are all but constant, as in R's t.test(); then t is 0
 *   and p is 1
 */
gboolean
rim_two_sample_compare_means (const RimTwoSample *self,
                              gboolean            equal_variances,
                              RimSignificance    *significance)
{
  const double n_0 = (double) self->n[0], n_1 = (double) self->n[1];
  double error;

  if (equal_variances)
    {
      significance->freedom = n_0 + n_1 - 2.0;
      error = sqrt ((self->squares[0] + self->squares[1]) / significance->freedom * (1.0 / n_0 + 1.0 / n_1));
    }
  else
    {
      const double part_0 = self->squares[0] / (n_0 - 1.0) / n_0;
      const double part_1 = self->squares[1] / (n_1 - 1.0) / n_1;
      const double whole = part_0 + part_1;

      error = sqrt (whole);
      significance->freedom = whole * whole / (part_0 * part_0 / (n_0 - 1.0) + part_1 * part_1 / (n_1 - 1.0));
    }

  if (!(error > 10.0 * DBL_EPSILON * MAX (fabs (self->mean[0]), fabs (self->mean[1])) &&
        isfinite (significance->freedom)))
    {
      *significance = (RimSignificance) { 0.0, n_0 + n_1 - 2.0, 1.0 };
      return FALSE;
    }

  significance->statistic = (self->mean[1] - self->mean[0]) / error;
  significance->p = MIN (2.0 * rim_t_tail (fabs (significance->statistic), significance->freedom), 1.0);

  return TRUE;
}

/**
 * rim_two_sample_compare_ranks:
 * @self: two classes
 * @null: (nullable): how U is distributed, of rim_mann_whitney_null_new()
 * @significance: (out): U of the positive class
 *
 * Exact where there are no ties and @null is given, else normal with corrections for
 * ties and continuity.
 */
void
rim_two_sample_compare_ranks (const RimTwoSample       *self,
                              const RimMannWhitneyNull *null,
                              RimSignificance          *significance)
{
  const double n_0 = (double) self->n[0], n_1 = (double) self->n[1];
  const double n = n_0 + n_1;
  const double u = (double) self->halves / 2.0;
  const double away = fabs (u - n_0 * n_1 / 2.0);
  const double sigma = sqrt (n_0 * n_1 / 12.0 * (n + 1.0 - self->ties / (n * (n - 1.0))));

  significance->statistic = u;
  significance->freedom = INFINITY;
  if (null != NULL && self->ties == 0.0)
    significance->p = MIN (2.0 * null->cumulated[(gsize) MIN (u, n_0 * n_1 - u)], 1.0);
  else if (sigma > 0.0)
    significance->p = 2.0 * rim_normal_tail (MAX (away - 0.5, 0.0) / sigma);
  else
    significance->p = 1.0;
}

/* The probability of u grows by rows of either class: the highest of all is of one class
 * with its share of rows, and then wins against all of the other or against none.
 */
static void
add_row (double *rows,
         gsize   width,
         gsize   n_0,
         gsize   n_1)
{
  for (gsize a = 1; a <= n_0; a++)
    {
      double *self = rows + a * width;
      const double *without = self - width;
      const double positive = (double) n_1 / (double) (a + n_1);
      const double negative = (double) a / (double) (a + n_1);

      for (gsize u = a * n_1 + 1; u-- > 0;)
        self[u] = (u >= a ? positive * self[u - a] : 0.0) + (u <= (a - 1) * n_1 ? negative * without[u] : 0.0);
    }
}

/**
 * rim_mann_whitney_null_new:
 * @n_negative: rows of the negative class
 * @n_positive: rows of the positive class
 *
 * Returns: (transfer full) (nullable): the distribution, or %NULL where the classes are
 *   so large that a normal one serves
 */
RimMannWhitneyNull *
rim_mann_whitney_null_new (gsize n_negative,
                           gsize n_positive)
{
  const gsize width = n_negative * n_positive + 1;
  g_autofree double *rows = NULL;
  RimMannWhitneyNull *self;
  double sum = 0.0;

  if (n_negative >= MAX_EXACT || n_positive >= MAX_EXACT)
    return NULL;

  rows = g_new0 (double, (n_negative + 1) * width);
  for (gsize a = 0; a <= n_negative; a++)
    rows[a * width] = 1.0;
  for (gsize b = 1; b <= n_positive; b++)
    add_row (rows, width, n_negative, b);

  self = g_new (RimMannWhitneyNull, 1);
  self->n[0] = n_negative;
  self->n[1] = n_positive;
  self->cumulated = g_new (double, width);
  for (gsize u = 0; u < width; u++)
    self->cumulated[u] = sum += rows[n_negative * width + u];

  return self;
}

void
rim_mann_whitney_null_free (RimMannWhitneyNull *self)
{
  g_free (self->cumulated);
  g_free (self);
}
