/* oracle-statistics-tests.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Tests, as R and SciPy have them (statistics/make-values.R and .py). */

#include <math.h>

#include "rim-test-values.h"
#include "statistics/rim-adjust.h"
#include "statistics/rim-bootstrap.h"
#include "statistics/rim-contingency.h"
#include "statistics/rim-correlation.h"
#include "statistics/rim-icc.h"
#include "statistics/rim-kruskal-wallis.h"
#include "statistics/rim-two-sample-tests.h"

static RimTestValues *of_r, *of_python, *cohort;
static gsize n;
static guint8 *label;
static double *score_a, *score_b, *x1;

/* R takes the positive class from the negative one. */
static void
test_t (void)
{
  RimSignificance found;

  g_assert_true (rim_t_test (&found, x1, label, n, FALSE, NULL));
  rim_test_values_assert (of_r, -found.statistic, 1e-12, "t/welch/0");
  rim_test_values_assert (of_r, found.freedom, 1e-12, "t/welch/1");
  rim_test_values_assert (of_r, found.p, 1e-11, "t/welch/2");
  g_assert_true (rim_t_test (&found, x1, label, n, TRUE, NULL));
  rim_test_values_assert (of_r, -found.statistic, 1e-12, "t/equal/0");
  rim_test_values_assert (of_r, found.freedom, 1e-12, "t/equal/1");
  rim_test_values_assert (of_r, found.p, 1e-11, "t/equal/2");
}

static void
test_mann_whitney (void)
{
  const double few[] = { 1.1, 2.3, 0.4, 5.6, 7.7, 3.2, 4.4, 2.2, 0.1, 0.9, 1.8, 3.3 };
  const guint8 of_few[] = { 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0 };
  double values[92];
  guint8 labels[92];
  RimSignificance found;

  g_assert_true (rim_mann_whitney (&found, score_a, label, n, NULL));
  rim_test_values_assert (of_r, found.statistic, 1e-14, "mann-whitney/ties/0");
  rim_test_values_assert (of_r, found.p, 1e-12, "mann-whitney/ties/1");
  rim_test_values_assert (of_python, found.statistic, 1e-14, "mann-whitney/0");
  rim_test_values_assert (of_python, found.p, 1e-12, "mann-whitney/1");

  g_assert_true (rim_mann_whitney (&found, few, of_few, G_N_ELEMENTS (few), NULL));
  rim_test_values_assert (of_r, found.statistic, 1e-14, "mann-whitney/exact/0");
  rim_test_values_assert (of_r, found.p, 1e-12, "mann-whitney/exact/1");

  for (guint i = 0; i < 92; i++)
    {
      labels[i] = i < 45;
      values[i] = i < 45 ? 1.0 + 2.0 * i + 20.5 : 2.0 * (i - 44);
    }
  g_assert_true (rim_mann_whitney (&found, values, labels, 92, NULL));
  rim_test_values_assert (of_r, found.statistic, 1e-14, "mann-whitney/exact-large/0");
  rim_test_values_assert (of_r, found.p, 1e-12, "mann-whitney/exact-large/1");
}

static void
test_kruskal_wallis (void)
{
  g_autofree double *numbers = rim_test_values_get_column (cohort, "group");
  g_autofree guint32 *groups = g_new (guint32, n);
  RimSignificance found;

  for (gsize row = 0; row < n; row++)
    groups[row] = (guint32) numbers[row];
  g_assert_true (rim_kruskal_wallis (&found, score_a, groups, n, 3, NULL));
  rim_test_values_assert (of_r, found.statistic, 1e-11, "kruskal-wallis/0");
  rim_test_values_assert (of_r, found.freedom, 1e-14, "kruskal-wallis/1");
  rim_test_values_assert (of_r, found.p, 1e-11, "kruskal-wallis/2");
}

static void
test_chi2 (void)
{
  gsize counts[6], square[4];
  RimSignificance found;

  /* R has the table column by column. */
  for (guint i = 0; i < 6; i++)
    counts[i % 2 * 3 + i / 2] = (gsize) rim_test_values_find (of_r, "chi2/2x3/%u", i);
  for (guint i = 0; i < 4; i++)
    square[i] = (gsize) rim_test_values_find (of_r, "chi2/2x2/table/%u", i);

  g_assert_true (rim_chi2_test (&found, counts, 2, 3, TRUE, NULL));
  rim_test_values_assert (of_r, found.statistic, 1e-12, "chi2/2x3/test/0");
  rim_test_values_assert (of_r, found.freedom, 1e-14, "chi2/2x3/test/1");
  rim_test_values_assert (of_r, found.p, 1e-12, "chi2/2x3/test/2");
  g_assert_true (rim_chi2_test (&found, square, 2, 2, TRUE, NULL));
  rim_test_values_assert (of_r, found.statistic, 1e-12, "chi2/2x2/TRUE/0");
  rim_test_values_assert (of_r, found.p, 1e-12, "chi2/2x2/TRUE/1");
  g_assert_true (rim_chi2_test (&found, square, 2, 2, FALSE, NULL));
  rim_test_values_assert (of_r, found.statistic, 1e-12, "chi2/2x2/FALSE/0");
  rim_test_values_assert (of_r, found.p, 1e-12, "chi2/2x2/FALSE/1");
}

static void
test_fisher (void)
{
  const gsize tables[][4] = { { 3, 1, 1, 3 }, { 10, 2, 3, 15 }, { 0, 5, 7, 1 }, { 12, 40, 31, 67 } };

  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      const gsize *counts = tables[t];
      RimSignificance found;

      g_assert_true (rim_fisher_exact (&found, counts, NULL));
      rim_test_values_assert (of_r, found.p, 1e-11, "fisher/%zu-%zu-%zu-%zu", counts[0], counts[1], counts[2],
                              counts[3]);
    }
}

static void
test_adjust (void)
{
  const double p[] = { 0.01, 0.04, 0.03, 0.005, 0.6, 0.04, 0.9, 1, 0.0002 };
  double adjusted[G_N_ELEMENTS (p)];
  const struct
  {
    RimAdjustment adjustment;
    const char   *name;
  } all[] = {
    { RIM_ADJUSTMENT_BENJAMINI_HOCHBERG, "BH" },
    { RIM_ADJUSTMENT_HOLM, "holm" },
    { RIM_ADJUSTMENT_BONFERRONI, "bonferroni" },
  };

  for (guint a = 0; a < G_N_ELEMENTS (all); a++)
    {
      rim_adjust (p, G_N_ELEMENTS (p), all[a].adjustment, adjusted);
      for (guint i = 0; i < G_N_ELEMENTS (p); i++)
        rim_test_values_assert (of_r, adjusted[i], 1e-14, "adjust/%s/%u", all[a].name, i);
    }
}

static void
test_correlation (void)
{
  RimCorrelation found;

  g_assert_true (rim_correlation_init_pearson (&found, x1, score_b, n, NULL));
  rim_test_values_assert (of_r, found.r.value, 1e-12, "correlation/pearson/0");
  rim_test_values_assert (of_r, found.p, 1e-11, "correlation/pearson/1");
  rim_test_values_assert (of_r, found.r.low, 1e-12, "correlation/pearson/2");
  rim_test_values_assert (of_r, found.r.high, 1e-12, "correlation/pearson/3");
  g_assert_true (rim_correlation_init_spearman (&found, score_a, score_b, n, NULL));
  rim_test_values_assert (of_r, found.r.value, 1e-12, "correlation/spearman");
  rim_test_values_assert (of_python, found.r.value, 1e-12, "spearman/0");
  rim_test_values_assert (of_python, found.p, 1e-11, "spearman/1");
}

static void
test_icc (void)
{
  const double ratings[] = { 9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7 };
  RimIcc found;

  g_assert_true (rim_icc_init (&found, ratings, 6, 4, NULL));
  rim_test_values_assert (of_r, found.icc_1_1.value, 1e-13, "icc/0");
  rim_test_values_assert (of_r, found.icc_1_1.low, 1e-12, "icc/1");
  rim_test_values_assert (of_r, found.icc_1_1.high, 1e-12, "icc/2");
}

static double
find_mean (const guint32 *rows,
           gsize          n_rows,
           gpointer       data)
{
  double sum = 0.0;

  for (gsize i = 0; i < n_rows; i++)
    sum += exp (x1[rows[i]]);

  return sum / (double) n_rows;
}

static double
find_area (const guint32 *rows,
           gsize          n_rows,
           gpointer       data)
{
  double wins = 0.0, pairs = 0.0;

  for (gsize i = 0; i < n_rows; i++)
    for (gsize j = 0; j < n_rows; j++)
      if (label[rows[i]] && !label[rows[j]])
        {
          const double a = score_a[rows[i]], b = score_a[rows[j]];

          wins += a > b ? 1.0 : a == b ? 0.5 : 0.0;
          pairs += 1.0;
        }

  return wins / pairs;
}

static void
assert_bootstrap (const RimBootstrap *found,
                  const char         *name)
{
  rim_test_values_assert (of_python, found->value, 1e-13, "bootstrap/%s/0", name);
  rim_test_values_assert (of_python, found->standard_error, 1e-12, "bootstrap/%s/1", name);
  rim_test_values_assert (of_python, found->percentile.low, 1e-13, "bootstrap/%s/2", name);
  rim_test_values_assert (of_python, found->percentile.high, 1e-13, "bootstrap/%s/3", name);
  rim_test_values_assert (of_python, found->bca.low, 1e-12, "bootstrap/%s/4", name);
  rim_test_values_assert (of_python, found->bca.high, 1e-12, "bootstrap/%s/5", name);
}

static void
test_bootstrap (void)
{
  RimBootstrap found;

  g_assert_true (rim_bootstrap_init (&found, find_mean, NULL, n, NULL, 500, 42, NULL));
  assert_bootstrap (&found, "mean");
  g_assert_true (rim_bootstrap_init (&found, find_area, NULL, n, label, 300, 7, NULL));
  assert_bootstrap (&found, "area");
}

static void
load (void)
{
  of_r = rim_test_values_load ("oracle/statistics/values-r-tests.csv");
  of_python = rim_test_values_load ("oracle/statistics/values-python-tests.csv");
  cohort = rim_test_values_load ("oracle/statistics/cohort.csv");
  n = cohort->rows->len;
  label = rim_test_values_get_labels (cohort, "label");
  score_a = rim_test_values_get_column (cohort, "score_a");
  score_b = rim_test_values_get_column (cohort, "score_b");
  x1 = rim_test_values_get_column (cohort, "x1");
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
  g_free (x1);
}

static void
test_all_compared (void)
{
  rim_test_values_assert_used (of_r);
  rim_test_values_assert_used (of_python);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  load ();

  g_test_add_func ("/statistics/t", test_t);
  g_test_add_func ("/statistics/mann-whitney", test_mann_whitney);
  g_test_add_func ("/statistics/kruskal-wallis", test_kruskal_wallis);
  g_test_add_func ("/statistics/chi2", test_chi2);
  g_test_add_func ("/statistics/fisher", test_fisher);
  g_test_add_func ("/statistics/adjust", test_adjust);
  g_test_add_func ("/statistics/correlation", test_correlation);
  g_test_add_func ("/statistics/bootstrap", test_bootstrap);
  g_test_add_func ("/statistics/icc", test_icc);
  g_test_add_func ("/statistics/tests/all-compared", test_all_compared);

  result = g_test_run ();
  unload ();

  return result;
}
