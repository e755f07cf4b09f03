/* rim-roc.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-roc.h"

#include <math.h>

#include "statistics/rim-check-private.h"
#include "statistics/rim-order.h"

/* From the highest score down; the area in halves of pairs, which are whole numbers. */
static void
walk (RimRoc        *self,
      const guint32 *order,
      const double  *scores,
      const guint8  *labels,
      gsize          n)
{
  RimRocPoint point = { INFINITY, 0, 0 };
  guint64 halves = 0;

  self->points[self->n_points++] = point;
  for (gsize i = n; i > 0;)
    {
      const RimRocPoint before = point;

      point.score = scores[order[i - 1]];
      for (; i > 0 && scores[order[i - 1]] == point.score; i--)
        {
          point.true_positive += labels[order[i - 1]] != 0;
          point.false_positive += labels[order[i - 1]] == 0;
        }
      halves += (guint64) (before.true_positive + point.true_positive) *
                (point.false_positive - before.false_positive);
      self->points[self->n_points++] = point;
    }

  self->auc = (double) halves / (2.0 * (double) self->n_positive * (double) self->n_negative);
}

/**
 * rim_roc_new:
 * @scores: n numbers, higher ones where the positive class is expected
 * @labels: n classes, 1 or 0
 * @n: how many rows
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: (transfer full) (nullable): the curve, or %NULL where there is one class
 *   only or a score is not finite
 */
RimRoc *
rim_roc_new (const double  *scores,
             const guint8  *labels,
             gsize          n,
             GError       **error)
{
  g_autofree guint32 *order = NULL;
  RimRoc *self;
  gsize n_positive;

  if (!rim_check_labels (labels, n, &n_positive, error) || !rim_check_finite (scores, n, "scores", error))
    return NULL;

  order = g_new (guint32, n);
  rim_order_init (order, scores, n);

  self = g_new0 (RimRoc, 1);
  self->n_positive = n_positive;
  self->n_negative = n - n_positive;
  self->points = g_new (RimRocPoint, n + 1);
  walk (self, order, scores, labels, n);

  return self;
}

void
rim_roc_free (RimRoc *self)
{
  g_free (self->points);
  g_free (self);
}

double
rim_roc_get_sensitivity (const RimRoc *self,
                         gsize         point)
{
  return (double) self->points[point].true_positive / (double) self->n_positive;
}

double
rim_roc_get_specificity (const RimRoc *self,
                         gsize         point)
{
  return (double) (self->n_negative - self->points[point].false_positive) / (double) self->n_negative;
}

/* Returns: of what is called positive, what part is; 1 where nobody is called so */
double
rim_roc_get_precision (const RimRoc *self,
                       gsize         point)
{
  const RimRocPoint *at = &self->points[point];

  if (at->true_positive + at->false_positive == 0)
    return 1.0;

  return (double) at->true_positive / (double) (at->true_positive + at->false_positive);
}

/**
 * rim_roc_get_cutoff:
 * @self: a curve
 * @point: one of its points
 *
 * Returns: the middle between the lowest score that is called positive there and the
 *   next below, so that a new row is called as its nearest neighbour is; infinite where
 *   nobody or everybody is called positive
 */
double
rim_roc_get_cutoff (const RimRoc *self,
                    gsize         point)
{
  double score, below, middle;

  if (point == 0)
    return INFINITY;
  if (point + 1 == self->n_points)
    return -INFINITY;

  score = self->points[point].score;
  below = self->points[point + 1].score;
  middle = score / 2.0 + below / 2.0;

  return middle > below && middle <= score ? middle : score;
}

/**
 * rim_roc_find_youden:
 * @self: a curve
 *
 * Where points have the same index, that is taken where sensitivity and specificity
 * are nearest to each other, and among such the one with the higher score. Indices are
 * compared as whole numbers, so that no tie is decided by rounding.
 *
 * Returns: the point where sensitivity + specificity - 1 is highest (Youden 1950)
 */
gsize
rim_roc_find_youden (const RimRoc *self)
{
  gint64 best = -1, best_gap = 0;
  gsize found = 0;

  for (gsize p = 0; p < self->n_points; p++)
    {
      const gint64 sensitivity = (gint64) (self->points[p].true_positive * self->n_negative);
      const gint64 fallout = (gint64) (self->points[p].false_positive * self->n_positive);
      const gint64 gap = ABS (sensitivity + fallout - (gint64) (self->n_positive * self->n_negative));

      if (sensitivity - fallout > best || (sensitivity - fallout == best && gap < best_gap))
        {
          best = sensitivity - fallout;
          best_gap = gap;
          found = p;
        }
    }

  return found;
}

/**
 * rim_roc_get_partial_auc:
 * @self: a curve
 * @specificity_low: from 0 to 1
 * @specificity_high: not below @specificity_low
 *
 * Returns: the area between two specificities, not standardised: at the most
 *   @specificity_high - @specificity_low
 */
double
rim_roc_get_partial_auc (const RimRoc *self,
                         double        specificity_low,
                         double        specificity_high)
{
  double area = 0.0;

  for (gsize p = 1; p < self->n_points; p++)
    {
      const double from = rim_roc_get_specificity (self, p - 1);
      const double to = rim_roc_get_specificity (self, p);
      const double high = MIN (from, specificity_high);
      const double low = MAX (to, specificity_low);
      const double middle = rim_roc_get_sensitivity (self, p - 1);
      const double rise = rim_roc_get_sensitivity (self, p) - middle;

      if (high > low)
        area += (high - low) * (middle + rise * (from - (high + low) / 2.0) / (from - to));
    }

  return area;
}

/**
 * rim_roc_get_average_precision:
 * @self: a curve
 *
 * Returns: the sum of precisions, each by how much sensitivity rises there; no
 *   interpolation, which would be optimistic
 */
double
rim_roc_get_average_precision (const RimRoc *self)
{
  double sum = 0.0;

  for (gsize p = 1; p < self->n_points; p++)
    sum += rim_roc_get_precision (self, p) *
           (double) (self->points[p].true_positive - self->points[p - 1].true_positive);

  return sum / (double) self->n_positive;
}
