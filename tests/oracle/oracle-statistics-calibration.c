/* oracle-statistics-calibration.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Probabilities, as R has them or by their definitions (statistics/make-values.R). */

#include <math.h>
#include <string.h>

#include "rim-test-values.h"
#include "statistics/rim-calibration.h"
#include "statistics/rim-decision-curve.h"
#include "statistics/rim-logistic.h"
#include "statistics/rim-reclassification.h"

static RimTestValues *of_r, *cohort;
static gsize n;
static guint8 *label;
static double *probability_a, *probability_b;

static void
test_bins (void)
{
  g_autoptr(RimCalibration) found = rim_calibration_new (probability_a, label, n, 10, NULL);

  g_assert_cmpuint (found->n_bins, ==, 10);
  for (guint b = 0; b < found->n_bins; b++)
    {
      rim_test_values_assert (of_r, found->bins[b].predicted, 1e-13, "calibration/bins/%u", b);
      rim_test_values_assert (of_r, found->bins[b].observed.value, 1e-13, "calibration/observed/%u", b);
    }
  rim_test_values_assert (of_r, found->brier, 1e-13, "calibration/brier");
  rim_test_values_assert (of_r, found->hosmer_lemeshow.statistic, 1e-12, "calibration/hosmer-lemeshow/0");
  rim_test_values_assert (of_r, found->hosmer_lemeshow.freedom, 1e-14, "calibration/hosmer-lemeshow/1");
  rim_test_values_assert (of_r, found->hosmer_lemeshow.p, 1e-11, "calibration/hosmer-lemeshow/2");
}

static double
get_standard_error (const RimEstimate *estimate)
{
  return (estimate->high - estimate->value) / RIM_CONFIDENCE_REACH;
}

static void
test_line (void)
{
  RimCalibrationLine found;

  g_assert_true (rim_calibration_line_init (&found, probability_a, label, n, NULL));
  rim_test_values_assert (of_r, found.intercept.value, 1e-10, "calibration/slope/0");
  rim_test_values_assert (of_r, found.slope.value, 1e-10, "calibration/slope/1");
  rim_test_values_assert (of_r, get_standard_error (&found.intercept), 1e-10, "calibration/slope-se/0");
  rim_test_values_assert (of_r, get_standard_error (&found.slope), 1e-10, "calibration/slope-se/1");
  rim_test_values_assert (of_r, found.in_the_large.value, 1e-10, "calibration/large/0");
  rim_test_values_assert (of_r, get_standard_error (&found.in_the_large), 1e-10, "calibration/large/1");
}

static void
test_logistic (void)
{
  const char *const names[] = { "x1", "x2", "x3" };
  g_autofree double *columns = g_new (double, 3 * n);
  g_autoptr(RimLogisticFit) fit = NULL;

  for (guint c = 0; c < 3; c++)
    {
      g_autofree double *column = rim_test_values_get_column (cohort, names[c]);

      memcpy (columns + c * n, column, n * sizeof (double));
    }
  fit = rim_logistic_fit_new (columns, 3, n, label, NULL, NULL);
  for (guint c = 0; c < 4; c++)
    rim_test_values_assert (of_r, fit->coefficients[c], 1e-10, "logistic/coefficients/%u", c);
  for (guint i = 0; i < 16; i++)
    rim_test_values_assert (of_r, fit->covariance[i], 1e-10, "logistic/covariance/%u", i);
  rim_test_values_assert (of_r, fit->log_likelihood, 1e-12, "logistic/likelihood/0");
  rim_test_values_assert (of_r, fit->null_log_likelihood, 1e-12, "logistic/likelihood/1");
}

static void
test_decision_curve (void)
{
  const char *const names[] = { "0.1", "0.35", "0.6" };
  RimDecisionPoint points[] = { { 0.1 }, { 0.35 }, { 0.6 } };

  g_assert_true (rim_decision_curve_find (points, 3, probability_a, label, n, NULL));
  for (guint p = 0; p < 3; p++)
    {
      rim_test_values_assert (of_r, points[p].model, 1e-12, "decision/%s/0", names[p]);
      rim_test_values_assert (of_r, points[p].all, 1e-12, "decision/%s/1", names[p]);
    }
}

static void
assert_improvements (const RimReclassification *found,
                     const char                *name)
{
  rim_test_values_assert (of_r, found->nri_positive.estimate.value, 1e-12, "reclassification/%s/0", name);
  rim_test_values_assert (of_r, found->nri_negative.estimate.value, 1e-12, "reclassification/%s/1", name);
  rim_test_values_assert (of_r, found->nri.estimate.value, 1e-12, "reclassification/%s/2", name);
  rim_test_values_assert (of_r, found->nri_positive.standard_error, 1e-12, "reclassification/%s/3", name);
  rim_test_values_assert (of_r, found->nri_negative.standard_error, 1e-12, "reclassification/%s/4", name);
  rim_test_values_assert (of_r, found->nri.standard_error, 1e-12, "reclassification/%s/5", name);
  rim_test_values_assert (of_r, found->idi.estimate.value, 1e-12, "reclassification/idi/0");
  rim_test_values_assert (of_r, found->idi.standard_error, 1e-12, "reclassification/idi/1");
}

static void
test_reclassification (void)
{
  const double cutoffs[] = { 0.3, 0.6 };
  RimReclassification found;

  g_assert_true (rim_reclassification_init (&found, probability_a, probability_b, label, n, NULL, 0, NULL));
  assert_improvements (&found, "continuous");
  g_assert_true (rim_reclassification_init (&found, probability_a, probability_b, label, n, cutoffs, 2, NULL));
  assert_improvements (&found, "categorical");
}

static void
test_all_compared (void)
{
  rim_test_values_assert_used (of_r);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  of_r = rim_test_values_load ("oracle/statistics/values-r-calibration.csv");
  cohort = rim_test_values_load ("oracle/statistics/cohort.csv");
  n = cohort->rows->len;
  label = rim_test_values_get_labels (cohort, "label");
  probability_a = rim_test_values_get_column (cohort, "probability_a");
  probability_b = rim_test_values_get_column (cohort, "probability_b");

  g_test_add_func ("/statistics/bins", test_bins);
  g_test_add_func ("/statistics/line", test_line);
  g_test_add_func ("/statistics/logistic", test_logistic);
  g_test_add_func ("/statistics/decision-curve", test_decision_curve);
  g_test_add_func ("/statistics/reclassification", test_reclassification);
  g_test_add_func ("/statistics/calibration/all-compared", test_all_compared);

  result = g_test_run ();
  rim_test_values_free (of_r);
  rim_test_values_free (cohort);
  g_free (label);
  g_free (probability_a);
  g_free (probability_b);

  return result;
}
