/* oracle-statistics.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What R and its packages (statistics/make-values.R) and scikit-learn and SciPy
 * (statistics/make-values.py) say.
 */

#include <math.h>

#include "rim-test-values.h"
#include "statistics/rim-confusion.h"
#include "statistics/rim-delong.h"
#include "statistics/rim-distributions.h"
#include "statistics/rim-proportion.h"
#include "statistics/rim-roc.h"

/* The values of R and of Python by name, and the cohort that they are of. */
static RimTestValues *of_r, *of_python, *cohort;
static gsize n;
static guint8 *label;
static double *score_a, *score_b;

/* Distributions */

static double
find_distribution (const char *name,
                   double      a,
                   double      b,
                   double      c)
{
  if (g_str_equal (name, "normal_tail"))
    return rim_normal_tail (a);
  if (g_str_equal (name, "normal_quantile"))
    return rim_normal_quantile (a);
  if (g_str_equal (name, "t_tail"))
    return rim_t_tail (a, b);
  if (g_str_equal (name, "t_quantile"))
    return rim_t_quantile (a, b);
  if (g_str_equal (name, "chi2_tail"))
    return rim_chi2_tail (a, b);
  if (g_str_equal (name, "chi2_quantile"))
    return rim_chi2_quantile (a, b);
  if (g_str_equal (name, "f_tail"))
    return rim_f_tail (a, b, c);
  if (g_str_equal (name, "binomial_probability"))
    return rim_binomial_probability ((gsize) a, (gsize) b, c);

  g_assert_not_reached ();
}

/* Relative, in the tails, too. */
static void
test_distributions (void)
{
  g_autoptr(RimTestValues) values = rim_test_values_load ("oracle/statistics/distributions.csv");
  double worst = 0.0;

  g_assert_cmpuint (values->rows->len, >, 400);
  for (guint row = 0; row < values->rows->len; row++)
    {
      const char *name = ((char **) g_ptr_array_index (values->rows, row))[0];
      const double a = rim_test_values_get_number (values, row, "a");
      const double b = rim_test_values_get_number (values, row, "b");
      const double expected = rim_test_values_get_number (values, row, "value");
      const double found = find_distribution (name, a, b, rim_test_values_get_number (values, row, "c"));
      const double away = expected == found ? 0.0 : fabs (found - expected) / fabs (expected);

      if (!(away < 1e-12))
        g_error ("%s of %g and %g is %.17g and not %.17g", name, a, b, found, expected);
      worst = MAX (worst, away);
    }
  g_test_message ("the worst relative difference is %.2g", worst);
}

/* ROC */

static void
test_roc (void)
{
  g_autoptr(RimRoc) a = rim_roc_new (score_a, label, n, NULL);
  g_autoptr(RimRoc) b = rim_roc_new (score_b, label, n, NULL);
  const gsize youden = rim_roc_find_youden (a);

  rim_test_values_assert (of_r, a->auc, 1e-14, "roc/a/auc");
  rim_test_values_assert (of_r, b->auc, 1e-14, "roc/b/auc");
  rim_test_values_assert (of_python, a->auc, 1e-14, "auc/score_a");
  rim_test_values_assert (of_python, b->auc, 1e-14, "auc/score_b");
  rim_test_values_assert (of_r, rim_roc_get_partial_auc (a, 0.8, 1.0), 1e-13, "roc/a/partial");
  rim_test_values_assert (of_r, rim_roc_get_cutoff (a, youden), 1e-14, "roc/a/youden/0");
  rim_test_values_assert (of_r, rim_roc_get_specificity (a, youden), 1e-14, "roc/a/youden/1");
  rim_test_values_assert (of_r, rim_roc_get_sensitivity (a, youden), 1e-14, "roc/a/youden/2");
  rim_test_values_assert (of_python, rim_roc_get_average_precision (a), 1e-13, "average-precision/score_a");
  rim_test_values_assert (of_python, rim_roc_get_average_precision (b), 1e-13, "average-precision/score_b");
}

static void
test_delong (void)
{
  RimDelong delong, first, second;
  RimDelongTest paired, unpaired;

  g_assert_true (rim_delong_init (&delong, score_a, label, n, NULL));
  rim_test_values_assert (of_r, delong.variance, 1e-12, "roc/a/variance");
  rim_test_values_assert (of_r, delong.auc.low, 1e-13, "roc/a/interval/0");
  rim_test_values_assert (of_r, delong.auc.high, 1e-13, "roc/a/interval/1");

  g_assert_true (rim_delong_compare_paired (&paired, score_a, score_b, label, n, NULL));
  rim_test_values_assert (of_r, paired.statistic, 1e-12, "roc/paired/0");
  rim_test_values_assert (of_r, paired.p, 1e-12, "roc/paired/1");
  rim_test_values_assert (of_r, paired.covariance, 1e-12, "roc/covariance");

  g_assert_true (rim_delong_init (&first, score_a, label, 80, NULL));
  g_assert_true (rim_delong_init (&second, score_b + 80, label + 80, n - 80, NULL));
  rim_delong_compare_unpaired (&unpaired, &first, &second);
  rim_test_values_assert (of_r, unpaired.statistic, 1e-12, "roc/unpaired/0");
  rim_test_values_assert (of_r, unpaired.freedom, 1e-12, "roc/unpaired/1");
  rim_test_values_assert (of_r, unpaired.p, 1e-12, "roc/unpaired/2");
}

static void
test_proportion (void)
{
  const gsize counts[] = { 0, 7, 40 };

  for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
    {
      const RimEstimate estimate = rim_proportion_estimate (counts[c], 40);

      rim_test_values_assert (of_r, estimate.low, 1e-13, "wilson/%zu/0", counts[c]);
      rim_test_values_assert (of_r, estimate.high, 1e-13, "wilson/%zu/1", counts[c]);
    }
}

static void
test_confusion (void)
{
  const char *cutoffs[] = { "-0.55", "0.35", "1.25" };

  for (guint c = 0; c < G_N_ELEMENTS (cutoffs); c++)
    {
      RimConfusion confusion;
      RimConfusionMeasures found;

      g_assert_true (rim_confusion_init (&confusion, score_a, label, n, g_ascii_strtod (cutoffs[c], NULL), NULL));
      rim_confusion_measure (&confusion, &found);
      rim_test_values_assert (of_python, found.sensitivity.value, 1e-14, "confusion/%s/0", cutoffs[c]);
      rim_test_values_assert (of_python, found.specificity.value, 1e-14, "confusion/%s/1", cutoffs[c]);
      rim_test_values_assert (of_python, found.ppv.value, 1e-14, "confusion/%s/2", cutoffs[c]);
      rim_test_values_assert (of_python, found.npv.value, 1e-14, "confusion/%s/3", cutoffs[c]);
      rim_test_values_assert (of_python, found.accuracy.value, 1e-14, "confusion/%s/4", cutoffs[c]);
      rim_test_values_assert (of_python, found.f1, 1e-14, "confusion/%s/5", cutoffs[c]);
      rim_test_values_assert (of_python, found.mcc, 1e-13, "confusion/%s/6", cutoffs[c]);
      rim_test_values_assert (of_python, found.kappa, 1e-13, "confusion/%s/7", cutoffs[c]);
      rim_test_values_assert (of_python, found.balanced_accuracy, 1e-14, "confusion/%s/8", cutoffs[c]);
    }
}

static void
test_all_compared (void)
{
  rim_test_values_assert_used (of_r);
  rim_test_values_assert_used (of_python);
}

static void
load (void)
{
  of_r = rim_test_values_load ("oracle/statistics/values-r-roc.csv");
  of_python = rim_test_values_load ("oracle/statistics/values-python-roc.csv");
  cohort = rim_test_values_load ("oracle/statistics/cohort.csv");
  n = cohort->rows->len;
  label = rim_test_values_get_labels (cohort, "label");
  score_a = rim_test_values_get_column (cohort, "score_a");
  score_b = rim_test_values_get_column (cohort, "score_b");
}

static void
unload (void)
{
  rim_test_values_free (of_r);
  rim_test_values_free (of_python);
  rim_test_values_free (cohort);
  g_free (label);
  g_free (score_a);
  g_free (score_b);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  load ();

  g_test_add_func ("/statistics/distributions", test_distributions);

  g_test_add_func ("/statistics/roc", test_roc);
  g_test_add_func ("/statistics/delong", test_delong);
  g_test_add_func ("/statistics/proportion", test_proportion);
  g_test_add_func ("/statistics/confusion", test_confusion);
  g_test_add_func ("/statistics/all-compared", test_all_compared);

  result = g_test_run ();
  unload ();

  return result;
}
