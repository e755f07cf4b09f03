/* oracle-validation.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is said of predictions as a whole, as R has it (validate/make-values.R). */

#include <math.h>

#include "rim-test-predictions.h"
#include "validate/rim-forest.h"
#include "validate/rim-validation-compare.h"

static RimTestValues *of_r;

static void
assert_measure (RimValidation *validation,
                const char    *id,
                const char    *name,
                double         tolerance,
                gboolean       has_interval,
                gboolean       has_p)
{
  const RimMeasure *measure = rim_validation_find (validation, id);

  g_assert_nonnull (measure);
  rim_test_values_assert (of_r, measure->estimate.value, tolerance, "%s/value", name);
  if (has_interval)
    {
      rim_test_values_assert (of_r, measure->estimate.low, tolerance, "%s/low", name);
      rim_test_values_assert (of_r, measure->estimate.high, tolerance, "%s/high", name);
    }
  if (has_p)
    rim_test_values_assert (of_r, measure->p, tolerance, "%s/p", name);
}

static RimValidation *
validate (RimOutcomeKind kind)
{
  g_auto(RimTestPredictions) predictions = { 0 };
  g_autoptr(GError) error = NULL;
  RimValidation *validation;

  rim_test_predictions_init (&predictions, kind);
  validation = rim_validation_new (&predictions.first, NULL, &error);
  g_assert_no_error (error);

  return validation;
}

static void
test_binary (void)
{
  static const char *const with_interval[] = { "auc", "sensitivity", "specificity", "ppv", "npv", "accuracy" };
  static const char *const without[] = { "balanced_accuracy", "f1", "mcc", "kappa", "brier", "brier_scaled",
                                         "average_precision" };
  static const char *const fitted[] = { "calibration_in_the_large", "calibration_intercept", "calibration_slope" };
  g_autoptr(RimValidation) validation = validate (RIM_OUTCOME_BINARY);

  for (guint i = 0; i < G_N_ELEMENTS (with_interval); i++)
    {
      g_autofree char *name = g_strconcat ("binary/", with_interval[i], NULL);

      assert_measure (validation, with_interval[i], name, 1e-13, TRUE, FALSE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (without); i++)
    {
      g_autofree char *name = g_strconcat ("binary/", without[i], NULL);

      assert_measure (validation, without[i], name, 1e-13, FALSE, FALSE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (fitted); i++)
    {
      g_autofree char *name = g_strconcat ("binary/", fitted[i], NULL);

      assert_measure (validation, fitted[i], name, 1e-11, TRUE, FALSE);
    }
  assert_measure (validation, "hosmer_lemeshow", "binary/hosmer_lemeshow", 1e-11, FALSE, TRUE);
}

static void
test_survival (void)
{
  static const char *const measures[] = { "concordance", "concordance_uno", "hazard_ratio", "hazard_ratio_sd",
                                          "median_low", "median_high" };
  static const char *const tests[] = { "log_rank", "proportional_hazards" };
  g_autoptr(RimValidation) validation = validate (RIM_OUTCOME_SURVIVAL);

  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      g_autofree char *name = g_strconcat ("survival/", measures[i], NULL);

      assert_measure (validation, measures[i], name, 1e-10, TRUE, FALSE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *name = g_strconcat ("survival/", tests[i], NULL);

      assert_measure (validation, tests[i], name, 1e-10, FALSE, TRUE);
    }
}

static void
test_number (void)
{
  static const char *const measures[] = { "r2", "mae", "rmse", "bias", "spearman" };
  g_autoptr(RimValidation) validation = validate (RIM_OUTCOME_NUMBER);

  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      g_autofree char *name = g_strconcat ("number/", measures[i], NULL);

      assert_measure (validation, measures[i], name, 1e-12, FALSE, FALSE);
    }
  assert_measure (validation, "pearson", "number/pearson", 1e-12, TRUE, FALSE);
}

static void
test_compare (void)
{
  static const char *const titles[] = { "A", "B" };
  const double cutoffs[] = { 0.4, 0.7 };
  g_auto(RimTestPredictions) classes = { 0 }, times = { 0 };
  g_autoptr(RimValidation) binary = NULL, survival = NULL;

  rim_test_predictions_init (&classes, RIM_OUTCOME_BINARY);
  rim_test_predictions_init (&times, RIM_OUTCOME_SURVIVAL);
  binary = rim_validation_compare (&classes.first, &classes.second, titles, cutoffs, 2, NULL, NULL);
  survival = rim_validation_compare (&times.first, &times.second, titles, NULL, 0, NULL, NULL);

  assert_measure (binary, "delong", "compare/delong", 1e-11, TRUE, TRUE);
  assert_measure (binary, "nri", "compare/nri", 1e-12, FALSE, FALSE);
  assert_measure (binary, "nri_categories", "compare/nri_categories", 1e-12, FALSE, FALSE);
  assert_measure (binary, "idi", "compare/idi", 1e-12, TRUE, FALSE);
  assert_measure (survival, "concordance_difference", "survival/compare", 1e-12, FALSE, FALSE);
}

static void
test_forest (void)
{
  g_auto(RimTestPredictions) times = { 0 }, classes = { 0 };
  g_autoptr(RimValidation) ratios = NULL, odds = NULL;
  g_autofree double *x2 = NULL, *x3 = NULL;
  RimForestCovariate covariates[3];

  rim_test_predictions_init (&times, RIM_OUTCOME_SURVIVAL);
  rim_test_predictions_init (&classes, RIM_OUTCOME_BINARY);
  x2 = rim_test_values_get_column (times.cohort, "x2");
  x3 = rim_test_values_get_column (times.cohort, "x3");
  covariates[0] = (RimForestCovariate) { "score_a", times.first.margins, FALSE };
  covariates[1] = (RimForestCovariate) { "x2", x2, TRUE };
  covariates[2] = (RimForestCovariate) { "x3", x3, FALSE };

  ratios = rim_forest_new (covariates, 3, times.first.values, times.first.labels, times.first.n, FALSE, NULL);
  odds = rim_forest_new (covariates, 2, NULL, classes.first.labels, classes.first.n, FALSE, NULL);
  assert_measure (ratios, "univariable/x2", "forest/univariable/x2", 1e-9, TRUE, TRUE);
  assert_measure (ratios, "multivariable/score_a", "forest/multivariable/score_a", 1e-9, TRUE, TRUE);
  assert_measure (ratios, "multivariable/x2", "forest/multivariable/x2", 1e-9, TRUE, TRUE);
  assert_measure (ratios, "multivariable/x3", "forest/multivariable/x3", 1e-9, TRUE, TRUE);
  assert_measure (odds, "multivariable/score_a", "odds/score_a", 1e-11, TRUE, TRUE);
  assert_measure (odds, "multivariable/x2", "odds/x2", 1e-11, TRUE, TRUE);
}

static void
test_all_compared (void)
{
  rim_test_values_assert_used (of_r);
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  of_r = rim_test_values_load ("oracle/validate/values-r.csv");

  g_test_add_func ("/validation/binary", test_binary);
  g_test_add_func ("/validation/survival", test_survival);
  g_test_add_func ("/validation/number", test_number);
  g_test_add_func ("/validation/compare", test_compare);
  g_test_add_func ("/validation/forest", test_forest);
  g_test_add_func ("/validation/all-compared", test_all_compared);

  result = g_test_run ();
  rim_test_values_free (of_r);

  return result;
}
