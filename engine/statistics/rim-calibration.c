/* rim-calibration.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-calibration.h"

#include <math.h>

#include "statistics/rim-check-private.h"
#include "statistics/rim-distributions.h"
#include "statistics/rim-logistic.h"
#include "statistics/rim-order.h"
#include "statistics/rim-proportion.h"
#include "statistics/rim-quantile.h"

/* Rows with the same probability are in one bin. */
static void
fill_bins (RimCalibration *self,
           const guint32  *order,
           const double   *sorted,
           const guint8   *labels,
           gsize           n,
           guint           n_wanted)
{
  gsize begin = 0;

  for (guint b = 1; b <= n_wanted && begin < n; b++)
    {
      const double edge = b < n_wanted ? rim_quantile_of_sorted (sorted, n, (double) b / n_wanted) : sorted[n - 1];
      RimCalibrationBin *bin = &self->bins[self->n_bins];
      gsize end = begin;

      *bin = (RimCalibrationBin) { 0 };
      for (; end < n && sorted[end] <= edge; end++)
        {
          bin->n_positive += labels[order[end]] != 0;
          bin->predicted += sorted[end];
        }
      if (end == begin)
        continue;

      bin->n = end - begin;
      bin->predicted /= (double) bin->n;
      bin->observed = rim_proportion_estimate (bin->n_positive, bin->n);
      self->n_bins++;
      begin = end;
    }
}

static double
find_part (double observed,
           double expected)
{
  const double away = observed - expected;

  return away == 0.0 ? 0.0 : away * away / expected;
}

static void
test_bins (RimCalibration *self)
{
  double sum = 0.0;

  for (guint b = 0; b < self->n_bins; b++)
    {
      const RimCalibrationBin *bin = &self->bins[b];
      const double positive = (double) bin->n_positive, n = (double) bin->n;
      const double expected = bin->predicted * n;

      sum += find_part (positive, expected) + find_part (n - positive, n - expected);
    }

  self->hosmer_lemeshow.statistic = sum;
  self->hosmer_lemeshow.freedom = self->n_bins - 2.0;
  self->hosmer_lemeshow.p = self->n_bins > 2 ? rim_chi2_tail (sum, self->n_bins - 2.0) : NAN;
}

/**
 * rim_calibration_new:
 * @probabilities: n probabilities of the positive class
 * @labels: n classes, 1 or 0
 * @n: how many rows
 * @n_bins: how many bins, such as 10, between quantiles
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Hosmer and Lemeshow 1980; degrees of freedom are two less than bins, as for the cohort
 * that a model was fitted to.
 *
 * Returns: (transfer full) (nullable): the bins, or %NULL where there is one class only or
 *   a number is no probability
 */
RimCalibration *
rim_calibration_new (const double  *probabilities,
                     const guint8  *labels,
                     gsize          n,
                     guint          n_bins,
                     GError       **error)
{
  g_autofree guint32 *order = NULL;
  g_autofree double *sorted = NULL;
  RimCalibration *self;
  double prevalence;
  gsize n_positive;

  g_return_val_if_fail (n_bins > 0, NULL);

  if (!rim_check_labels (labels, n, &n_positive, error) || !rim_check_probabilities (probabilities, n, error))
    return NULL;

  order = g_new (guint32, n);
  sorted = g_new (double, n);
  rim_order_init (order, probabilities, n);
  for (gsize i = 0; i < n; i++)
    sorted[i] = probabilities[order[i]];

  self = g_new0 (RimCalibration, 1);
  self->bins = g_new (RimCalibrationBin, n_bins);
  fill_bins (self, order, sorted, labels, n, n_bins);
  test_bins (self);
  for (guint positive = 0; positive < 2; positive++)
    for (gsize i = 0; i < n; i++)
      if ((labels[order[i]] != 0) == (positive != 0))
        self->brier += (sorted[i] - positive) * (sorted[i] - positive);
  self->brier /= (double) n;
  prevalence = (double) n_positive / (double) n;
  self->brier_scaled = 1.0 - self->brier / (prevalence * (1.0 - prevalence));

  return self;
}

void
rim_calibration_free (RimCalibration *self)
{
  g_free (self->bins);
  g_free (self);
}

/**
 * rim_calibration_line_init:
 * @self: (out): intercepts and slope
 * @probabilities: n probabilities of the positive class, above 0 and below 1
 * @labels: n classes, 1 or 0
 * @n: how many rows
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Cox 1958: a logistic model of the logit of what was predicted.
 *
 * Returns: %FALSE where there is one class only, a probability has no logit, all are the
 *   same, or they tell the classes apart without a fault
 */
gboolean
rim_calibration_line_init (RimCalibrationLine  *self,
                           const double        *probabilities,
                           const guint8        *labels,
                           gsize                n,
                           GError             **error)
{
  g_autofree double *logits = NULL;
  g_autoptr(RimLogisticFit) line = NULL;
  g_autoptr(RimLogisticFit) large = NULL;
  gsize n_positive;

  if (!rim_check_labels (labels, n, &n_positive, error) || !rim_check_probabilities (probabilities, n, error) ||
      !rim_check_constant (probabilities, n, "probabilities", error))
    return FALSE;

  logits = g_new (double, n);
  for (gsize row = 0; row < n; row++)
    {
      logits[row] = log (probabilities[row]) - log1p (-probabilities[row]);
      if (!isfinite (logits[row]))
        {
          g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                       "Row %zu of the probabilities is %g, which has no logit", row + 1, probabilities[row]);
          return FALSE;
        }
    }

  line = rim_logistic_fit_new (logits, 1, n, labels, NULL, error);
  if (line == NULL)
    return FALSE;
  large = rim_logistic_fit_new (NULL, 0, n, labels, logits, error);
  if (large == NULL)
    return FALSE;

  self->in_the_large = rim_logistic_fit_get_estimate (large, 0);
  self->intercept = rim_logistic_fit_get_estimate (line, 0);
  self->slope = rim_logistic_fit_get_estimate (line, 1);

  return TRUE;
}
