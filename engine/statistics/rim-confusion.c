/* rim-confusion.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-confusion.h"

#include <math.h>

#include "statistics/rim-check-private.h"
#include "statistics/rim-proportion.h"

/**
 * rim_confusion_init:
 * @self: (out): the counts
 * @scores: n numbers
 * @labels: n classes, 1 or 0
 * @n: how many rows
 * @cutoff: a score of so much or more is called positive; may be infinite
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: %FALSE where there are no rows, or a score is not finite
 */
gboolean
rim_confusion_init (RimConfusion  *self,
                    const double  *scores,
                    const guint8  *labels,
                    gsize          n,
                    double         cutoff,
                    GError       **error)
{
  *self = (RimConfusion) { 0 };
  if (n == 0)
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW, "There are no rows");
      return FALSE;
    }
  if (isnan (cutoff))
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_NOT_FINITE, "The cut-off is not a number");
      return FALSE;
    }
  if (!rim_check_finite (scores, n, "scores", error))
    return FALSE;

  for (gsize row = 0; row < n; row++)
    {
      const gboolean is_called = scores[row] >= cutoff;

      self->true_positive += labels[row] != 0 && is_called;
      self->false_positive += labels[row] == 0 && is_called;
      self->true_negative += labels[row] == 0 && !is_called;
      self->false_negative += labels[row] != 0 && !is_called;
    }

  return TRUE;
}

static double
find_mcc (double tp,
          double fp,
          double tn,
          double fn)
{
  const double margins = sqrt (tp + fp) * sqrt (tp + fn) * sqrt (tn + fp) * sqrt (tn + fn);

  return margins > 0.0 ? (tp * tn - fp * fn) / margins : 0.0;
}

/* 1 where all rows are of one class and are called so, and nothing is left to chance. */
static double
find_kappa (double tp,
            double fp,
            double tn,
            double fn)
{
  const double n = tp + fp + tn + fn;
  const double by_chance = ((tp + fp) * (tp + fn) + (tn + fn) * (tn + fp)) / (n * n);

  return by_chance < 1.0 ? ((tp + tn) / n - by_chance) / (1.0 - by_chance) : 1.0;
}

/**
 * rim_confusion_measure:
 * @self: counts, not all 0
 * @measures: (out): what is made of them
 */
void
rim_confusion_measure (const RimConfusion   *self,
                       RimConfusionMeasures *measures)
{
  const gsize tp = self->true_positive, fp = self->false_positive;
  const gsize tn = self->true_negative, fn = self->false_negative;
  const double errors = (double) (fp + fn);

  measures->sensitivity = rim_proportion_estimate (tp, tp + fn);
  measures->specificity = rim_proportion_estimate (tn, tn + fp);
  measures->ppv = rim_proportion_estimate (tp, tp + fp);
  measures->npv = rim_proportion_estimate (tn, tn + fn);
  measures->accuracy = rim_proportion_estimate (tp + tn, tp + fp + tn + fn);
  measures->f1 = tp == 0 ? 0.0 : 2.0 * (double) tp / (2.0 * (double) tp + errors);
  measures->mcc = find_mcc ((double) tp, (double) fp, (double) tn, (double) fn);
  measures->kappa = find_kappa ((double) tp, (double) fp, (double) tn, (double) fn);
  measures->balanced_accuracy = (measures->sensitivity.value + measures->specificity.value) / 2.0;
}
