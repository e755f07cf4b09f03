/* test-statistics-calibration.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Probabilities: what becomes of them, and what is decided by them. */

#include <math.h>
#include <string.h>

#include "rim-test-shuffle.h"
#include "statistics/rim-calibration.h"
#include "statistics/rim-decision-curve.h"
#include "statistics/rim-logistic.h"
#include "statistics/rim-quantile.h"
#include "statistics/rim-reclassification.h"
#include "statistics/rim-statistics-error.h"

#define N 80

static void
fill (double *probabilities,
      guint8 *labels)
{
  for (gsize row = 0; row < N; row++)
    {
      probabilities[row] = g_test_rand_int_range (1, 40) / 40.0;
      labels[row] = row < 4 ? row % 2 : g_test_rand_double () < probabilities[row];
    }
}

static void
test_quantiles (void)
{
  const double sorted[] = { 1, 2, 4, 8 };

  g_assert_cmpfloat (rim_quantile_of_sorted (sorted, 4, 0.0), ==, 1.0);
  g_assert_cmpfloat (rim_quantile_of_sorted (sorted, 4, 1.0), ==, 8.0);
  g_assert_cmpfloat (rim_quantile_of_sorted (sorted, 4, 0.5), ==, 3.0);
  g_assert_cmpfloat (rim_quantile_of_sorted (sorted, 1, 0.7), ==, 1.0);
}

/* Bins hold every row once and rise; a model that a line was fitted to lies on it. */
static void
test_bins (void)
{
  double probabilities[N];
  guint8 labels[N];
  RimCalibrationLine line, refitted;

  fill (probabilities, labels);
  for (guint n_bins = 1; n_bins < 100; n_bins++)
    {
      g_autoptr(RimCalibration) found = rim_calibration_new (probabilities, labels, N, n_bins, NULL);
      gsize n = 0;

      for (guint b = 0; b < found->n_bins; b++)
        {
          n += found->bins[b].n;
          g_assert_true (b == 0 || found->bins[b - 1].predicted < found->bins[b].predicted);
        }
      g_assert_cmpuint (n, ==, N);
      g_assert_true (found->n_bins < 3 || (found->hosmer_lemeshow.p >= 0.0 && found->hosmer_lemeshow.p <= 1.0));
    }

  for (gsize row = 0; row < N; row++)
    probabilities[row] = CLAMP (probabilities[row], 0.01, 0.99);
  g_assert_true (rim_calibration_line_init (&line, probabilities, labels, N, NULL));
  for (gsize row = 0; row < N; row++)
    probabilities[row] = 1.0 / (1.0 + exp (-line.intercept.value - line.slope.value *
                                           log (probabilities[row] / (1.0 - probabilities[row]))));
  g_assert_true (rim_calibration_line_init (&refitted, probabilities, labels, N, NULL));
  g_assert_cmpfloat_with_epsilon (refitted.slope.value, 1.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (refitted.intercept.value, 0.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (refitted.in_the_large.value, 0.0, 1e-9);
}

/* No bit depends on the order of rows. */
static void
test_permuted (void)
{
  for (guint turn = 0; turn < 10; turn++)
    {
      double before[N], after[N];
      guint8 labels[N];
      g_autofree gsize *shuffle = rim_test_shuffle_new (N);
      g_autofree double *before_back = NULL;
      g_autofree double *after_back = NULL;
      g_autofree guint8 *labels_back = NULL;
      g_autoptr(RimCalibration) there = NULL;
      g_autoptr(RimCalibration) back = NULL;
      g_autoptr(RimLogisticFit) fit = NULL;
      g_autoptr(RimLogisticFit) fit_back = NULL;
      RimReclassification moved, moved_back;

      fill (after, labels);
      fill (before, labels);
      before_back = rim_test_shuffle_numbers (shuffle, before, N);
      after_back = rim_test_shuffle_numbers (shuffle, after, N);
      labels_back = rim_test_shuffle_labels (shuffle, labels, N);

      there = rim_calibration_new (before, labels, N, 7, NULL);
      back = rim_calibration_new (before_back, labels_back, N, 7, NULL);
      g_assert_cmpmem (there->bins, there->n_bins * sizeof (RimCalibrationBin), back->bins,
                       back->n_bins * sizeof (RimCalibrationBin));
      g_assert_cmpfloat (there->brier, ==, back->brier);
      g_assert_cmpfloat (there->hosmer_lemeshow.statistic, ==, back->hosmer_lemeshow.statistic);

      fit = rim_logistic_fit_new (after, 1, N, labels, before, NULL);
      fit_back = rim_logistic_fit_new (after_back, 1, N, labels_back, before_back, NULL);
      g_assert_cmpmem (fit->coefficients, 2 * sizeof (double), fit_back->coefficients, 2 * sizeof (double));
      g_assert_cmpmem (fit->covariance, 4 * sizeof (double), fit_back->covariance, 4 * sizeof (double));

      g_assert_true (rim_reclassification_init (&moved, before, after, labels, N, NULL, 0, NULL));
      g_assert_true (rim_reclassification_init (&moved_back, before_back, after_back, labels_back, N, NULL, 0, NULL));
      g_assert_cmpmem (&moved, sizeof moved, &moved_back, sizeof moved_back);
    }
}

/* What turns round with both models, and what does not change without a change. */
static void
test_reclassification (void)
{
  const double cutoffs[] = { 0.5 };
  double before[N], after[N];
  guint8 labels[N];
  RimReclassification there, back;

  fill (after, labels);
  fill (before, labels);
  for (guint n_cutoffs = 0; n_cutoffs < 2; n_cutoffs++)
    {
      g_assert_true (rim_reclassification_init (&there, before, after, labels, N, cutoffs, n_cutoffs, NULL));
      g_assert_true (rim_reclassification_init (&back, after, before, labels, N, cutoffs, n_cutoffs, NULL));
      g_assert_cmpfloat (there.nri.estimate.value, ==, -back.nri.estimate.value);
      g_assert_cmpfloat_with_epsilon (there.idi.estimate.value, -back.idi.estimate.value, 1e-15);
      g_assert_cmpfloat (there.nri.p, ==, back.nri.p);
      g_assert_true (rim_reclassification_init (&there, before, before, labels, N, cutoffs, n_cutoffs, NULL));
      g_assert_cmpfloat (there.nri.estimate.value, ==, 0.0);
      g_assert_cmpfloat (there.nri.p, ==, 1.0);
      g_assert_cmpfloat (there.idi.p, ==, 1.0);
    }
}

/* A model that treats everybody is no better than to treat everybody. */
static void
test_decision_curve (void)
{
  double probabilities[N];
  guint8 labels[N];
  RimDecisionPoint points[] = { { 0.0 }, { 0.02 }, { 0.999 } };

  fill (probabilities, labels);
  g_assert_true (rim_decision_curve_find (points, 3, probabilities, labels, N, NULL));
  g_assert_cmpfloat (points[0].model, ==, points[0].all);
  g_assert_cmpfloat (points[1].model, ==, points[1].all);
  g_assert_cmpfloat (points[2].model, <=, 0.0);
}

static void
assert_separated (const double *columns,
                  guint         n_columns,
                  const guint8 *labels)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (rim_logistic_fit_new (columns, n_columns, 8, labels, NULL, &error));
  g_assert_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_SEPARATED);
}

/* A column that tells classes apart, all of it or but for a tie, alone or beside others. */
static void
test_separated (void)
{
  const guint8 labels[] = { 0, 0, 0, 0, 1, 1, 1, 1 };
  const double whole[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
  const double tied[] = { 1, 2, 3, 5, 5, 6, 7, 8 };
  const double rare[] = { 0, 0, 0, 0, 0, 0, 0, 1, 3, 1, 4, 1, 5, 9, 2, 6 };
  const double beside[] = { 3, 1, 4, 1, 5, 9, 2, 6, 2, 7, 1, 8, 4, 0, 7, 3 };
  const double fine[] = { 1, 2, 3, 6, 5, 6, 7, 8 };
  g_autoptr(RimLogisticFit) fit = NULL;

  assert_separated (whole, 1, labels);
  assert_separated (tied, 1, labels);
  assert_separated (rare, 2, labels);
  assert_separated (beside, 2, labels);
  fit = rim_logistic_fit_new (fine, 1, 8, labels, NULL, NULL);
  g_assert_nonnull (fit);
}

static void
assert_code (GError             **error,
             RimStatisticsError   code)
{
  g_assert_error (*error, RIM_STATISTICS_ERROR, (gint) code);
  g_clear_error (error);
}

static void
test_bad_input (void)
{
  const double good[] = { 0.2, 0.4, 0.6, 0.8 }, above[] = { 0.2, 0.4, 1.5, 0.8 }, one[] = { 0.2, 0.4, 1.0, 0.8 };
  const double same[] = { 0.3, 0.3, 0.3, 0.3 };
  const guint8 labels[] = { 0, 1, 0, 1 }, all[] = { 1, 1, 1, 1 }, few[] = { 0, 1, 1, 1 };
  RimDecisionPoint point = { 0.5 };
  g_autoptr(GError) error = NULL;
  RimCalibrationLine line;
  RimReclassification moved;

  g_assert_null (rim_calibration_new (above, labels, 4, 2, &error));
  g_assert_cmpstr (error->message, ==, "Row 3 of the probabilities is not between 0 and 1");
  assert_code (&error, RIM_STATISTICS_ERROR_RANGE);
  g_assert_null (rim_calibration_new (good, all, 4, 2, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_ONE_CLASS);
  g_assert_false (rim_calibration_line_init (&line, one, labels, 4, &error));
  g_assert_cmpstr (error->message, ==, "Row 3 of the probabilities is 1, which has no logit");
  assert_code (&error, RIM_STATISTICS_ERROR_RANGE);
  g_assert_false (rim_calibration_line_init (&line, same, labels, 4, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_CONSTANT);
  g_assert_false (rim_decision_curve_find (&point, 1, good, all, 4, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_ONE_CLASS);
  g_assert_false (rim_reclassification_init (&moved, good, same, few, 4, NULL, 0, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_TOO_FEW);
}

/* Of a column that does not vary no coefficient is made of rounding. */
static void
test_constant_column (void)
{
  for (guint turn = 0; turn < 40; turn++)
    {
      double columns[2 * N];
      guint8 labels[N];
      g_autoptr(GError) error = NULL;

      fill (columns, labels);
      for (gsize row = 0; row < N; row++)
        columns[N + row] = 0.01 * turn + 0.001;
      g_assert_null (rim_logistic_fit_new (columns, 2, N, labels, NULL, &error));
      g_assert_cmpstr (error->message, ==, "The column 2 is constant, or a sum of those before it");
      assert_code (&error, RIM_STATISTICS_ERROR_DEPENDENT);
    }
}

/* Of few rows with few values there is a finite model or an error. */
static void
test_small_cohorts (void)
{
  guint n_fits = 0;

  for (guint turn = 0; turn < 4000; turn++)
    {
      const gsize n = (gsize) g_test_rand_int_range (1, 12);
      double columns[22];
      guint8 labels[11];
      g_autoptr(RimLogisticFit) fit = NULL;
      g_autoptr(GError) error = NULL;

      for (gsize row = 0; row < n; row++)
        {
          columns[row] = g_test_rand_int_range (0, 3);
          columns[n + row] = g_test_rand_int_range (0, 4);
          labels[row] = g_test_rand_int_range (0, 2) != 0;
        }
      fit = rim_logistic_fit_new (columns, 2, n, labels, NULL, &error);
      g_assert_true ((fit != NULL) != (error != NULL));
      for (guint i = 0; fit != NULL && i < 9; i++)
        g_assert_true (isfinite (fit->covariance[i]) && fabs (fit->coefficients[i / 3]) < 30.0);
      n_fits += fit != NULL;
    }
  g_test_message ("%u models had a highest likelihood", n_fits);
  g_assert_cmpuint (n_fits, >, 100);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/statistics/quantiles", test_quantiles);
  g_test_add_func ("/statistics/bins", test_bins);
  g_test_add_func ("/statistics/permuted", test_permuted);
  g_test_add_func ("/statistics/reclassification", test_reclassification);
  g_test_add_func ("/statistics/decision-curve", test_decision_curve);
  g_test_add_func ("/statistics/separated", test_separated);
  g_test_add_func ("/statistics/bad-input", test_bad_input);
  g_test_add_func ("/statistics/constant-column", test_constant_column);
  g_test_add_func ("/statistics/small-cohorts", test_small_cohorts);

  return g_test_run ();
}
