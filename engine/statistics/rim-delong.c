/* rim-delong.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-delong.h"

#include <math.h>

#include "statistics/rim-check-private.h"
#include "statistics/rim-distributions.h"
#include "statistics/rim-order.h"

/* Rows in an order that does not depend on how they were given, with how well each
 * is placed among those of the other class.
 */
typedef struct
{
  const guint8 *labels;
  gsize         n;
  gsize         n_positive;
  guint32      *order;
  double       *placements[2];
  double        auc[2];
} Rows;

static void
rows_clear (Rows *self)
{
  g_free (self->order);
  g_free (self->placements[0]);
  g_free (self->placements[1]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

/* The structural components of DeLong, DeLong and Clarke-Pearson in one walk (Sun and
 * Xu 2014): of a positive row how many negative ones are below, of a negative one how
 * many positive ones are above.
 */
static double
find_placements (const Rows    *rows,
                 const guint32 *order,
                 const double  *scores,
                 double        *placements)
{
  const double n_positive = (double) rows->n_positive;
  const double n_negative = (double) (rows->n - rows->n_positive);
  gsize below[2] = { 0, 0 };
  guint64 halves = 0;

  for (gsize begin = 0, end; begin < rows->n; begin = end)
    {
      gsize here[2] = { 0, 0 };

      end = rim_order_find_run (order, scores, rows->n, begin);
      for (gsize i = begin; i < end; i++)
        here[rows->labels[order[i]] != 0]++;
      for (gsize i = begin; i < end; i++)
        placements[order[i]] = rows->labels[order[i]] != 0
                               ? (double) (2 * below[0] + here[0]) / (2.0 * n_negative)
                               : 1.0 - (double) (2 * below[1] + here[1]) / (2.0 * n_positive);
      halves += (guint64) here[1] * (2 * below[0] + here[0]);
      below[0] += here[0];
      below[1] += here[1];
    }

  return (double) halves / (2.0 * n_positive * n_negative);
}

static gboolean
rows_init (Rows          *self,
           const double **scores,
           guint          n_scores,
           const guint8  *labels,
           gsize          n,
           GError       **error)
{
  g_autofree guint32 *order = NULL;

  *self = (Rows) { .labels = labels, .n = n };
  if (!rim_check_labels (labels, n, &self->n_positive, error))
    return FALSE;
  for (guint s = 0; s < n_scores; s++)
    if (!rim_check_finite (scores[s], n, "scores", error))
      return FALSE;
  if (self->n_positive < 2 || n - self->n_positive < 2)
    {
      g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW,
                   "Of one of the classes there is one row only, which has no variance");
      return FALSE;
    }

  self->order = g_new (guint32, n);
  rim_order_init_rows (self->order, scores, n_scores, n);
  order = g_new (guint32, n);
  for (guint s = 0; s < n_scores; s++)
    {
      rim_order_init (order, scores[s], n);
      self->placements[s] = g_new (double, n);
      self->auc[s] = find_placements (self, order, scores[s], self->placements[s]);
    }

  return TRUE;
}

/* Of the areas of two scores, which may be the same one. */
static double
find_covariance (const Rows *self,
                 guint       a,
                 guint       b)
{
  const double n_positive = (double) self->n_positive;
  const double n_negative = (double) (self->n - self->n_positive);
  double sums[2] = { 0.0, 0.0 };

  for (gsize i = 0; i < self->n; i++)
    {
      const guint32 row = self->order[i];

      sums[self->labels[row] != 0] += (self->placements[a][row] - self->auc[a]) *
                                      (self->placements[b][row] - self->auc[b]);
    }

  return sums[1] / ((n_positive - 1.0) * n_positive) + sums[0] / ((n_negative - 1.0) * n_negative);
}

/**
 * rim_delong_init:
 * @self: (out): the area with its variance
 * @scores: n numbers, higher ones where the positive class is expected
 * @labels: n classes, 1 or 0
 * @n: how many rows
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * DeLong, DeLong and Clarke-Pearson 1988, doi:10.2307/2531595. The interval is normal
 * and cut at 0 and 1.
 *
 * Returns: %FALSE where a class has fewer than two rows or a score is not finite
 */
gboolean
rim_delong_init (RimDelong     *self,
                 const double  *scores,
                 const guint8  *labels,
                 gsize          n,
                 GError       **error)
{
  g_auto(Rows) rows = { 0 };
  double reach;

  if (!rows_init (&rows, &scores, 1, labels, n, error))
    return FALSE;

  self->n = n;
  self->variance = find_covariance (&rows, 0, 0);
  reach = RIM_CONFIDENCE_REACH * sqrt (self->variance);
  self->auc = (RimEstimate) { rows.auc[0], MAX (rows.auc[0] - reach, 0.0), MIN (rows.auc[0] + reach, 1.0) };

  return TRUE;
}

static void
conclude (RimDelongTest *test,
          double         difference,
          double         variance)
{
  const double error = sqrt (MAX (variance, 0.0));
  double reach;

  test->statistic = difference == 0.0 ? 0.0 : difference / error;
  if (isinf (test->freedom))
    {
      reach = RIM_CONFIDENCE_REACH * error;
      test->p = 2.0 * rim_normal_tail (fabs (test->statistic));
    }
  else
    {
      reach = rim_t_quantile ((1.0 + RIM_CONFIDENCE_LEVEL) / 2.0, test->freedom) * error;
      test->p = 2.0 * rim_t_tail (fabs (test->statistic), test->freedom);
    }
  test->difference = (RimEstimate) { difference, difference - reach, difference + reach };
}

/**
 * rim_delong_compare_paired:
 * @test: (out): how the areas differ
 * @first: n scores
 * @second: n other scores of the same rows
 * @labels: n classes, 1 or 0
 * @n: how many rows
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: %FALSE where a class has fewer than two rows or a score is not finite
 */
gboolean
rim_delong_compare_paired (RimDelongTest  *test,
                           const double   *first,
                           const double   *second,
                           const guint8   *labels,
                           gsize           n,
                           GError        **error)
{
  const double *scores[] = { first, second };
  g_auto(Rows) rows = { 0 };

  if (!rows_init (&rows, scores, 2, labels, n, error))
    return FALSE;

  test->covariance = find_covariance (&rows, 0, 1);
  test->freedom = INFINITY;
  conclude (test, rows.auc[0] - rows.auc[1],
            find_covariance (&rows, 0, 0) + find_covariance (&rows, 1, 1) - 2.0 * test->covariance);

  return TRUE;
}

/**
 * rim_delong_compare_unpaired:
 * @test: (out): how the areas differ
 * @first: an area
 * @second: one of other rows
 *
 * By a t with Satterthwaite's degrees of freedom, as pROC has it.
 */
void
rim_delong_compare_unpaired (RimDelongTest   *test,
                             const RimDelong *first,
                             const RimDelong *second)
{
  const double a = first->variance, b = second->variance;
  const double parts = a * a / (double) (first->n - 1) + b * b / (double) (second->n - 1);

  test->covariance = 0.0;
  test->freedom = parts > 0.0 ? (a + b) * (a + b) / parts : INFINITY;
  conclude (test, first->auc.value - second->auc.value, a + b);
}
