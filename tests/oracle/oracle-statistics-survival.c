/* oracle-statistics-survival.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Survival, as R's survival has it (statistics/make-values.R). */

#include <math.h>
#include <string.h>

#include "rim-test-values.h"
#include "statistics/rim-concordance.h"
#include "statistics/rim-cox.h"
#include "statistics/rim-kaplan-meier.h"
#include "statistics/rim-log-rank.h"
#include "statistics/rim-time-auc.h"

static RimTestValues *of_r, *cohort;
static gsize n;
static guint8 *event;
static double *times, *score_a;
static guint32 *group, *stratum, *x3;

static const char *const intervals[] = { "plain", "log", "log-log" };

static void
assert_step (const RimSurvivalStep *step,
             const char            *interval,
             guint                  first)
{
  rim_test_values_assert (of_r, step->survival.value, 1e-13, "km/%s/%u", interval, first);
  rim_test_values_assert (of_r, step->standard_error, 1e-12, "km/%s/%u", interval, first + 1);
  rim_test_values_assert (of_r, step->survival.low, 1e-12, "km/%s/%u", interval, first + 2);
  rim_test_values_assert (of_r, step->survival.high, 1e-12, "km/%s/%u", interval, first + 3);
}

static void
test_kaplan_meier (void)
{
  const double at[] = { 3, 10, 18, 30 };

  for (guint i = 0; i < G_N_ELEMENTS (intervals); i++)
    {
      g_autoptr(RimKaplanMeier) found = rim_kaplan_meier_new (times, event, n, (RimSurvivalInterval) i, NULL);
      double mean, standard_error;

      for (guint t = 0; t < G_N_ELEMENTS (at); t++)
        {
          assert_step (rim_kaplan_meier_find (found, at[t]), intervals[i], 4 * t);
          if (i == 0)
            rim_test_values_assert (of_r, (double) rim_kaplan_meier_get_n_at_risk (found, at[t]), 1e-14,
                                    "km/at-risk/%u", t);
        }
      rim_test_values_assert (of_r, found->median.value, 1e-14, "km/%s/median/0", intervals[i]);
      rim_test_values_assert (of_r, found->median.low, 1e-14, "km/%s/median/1", intervals[i]);
      rim_test_values_assert (of_r, found->median.high, 1e-14, "km/%s/median/2", intervals[i]);

      rim_kaplan_meier_get_mean (found, 24.0, &mean, &standard_error);
      rim_test_values_assert (of_r, mean, 1e-12, "km/restricted-mean/0");
      rim_test_values_assert (of_r, standard_error, 1e-12, "km/restricted-mean/1");
    }
}

static void
test_log_rank (void)
{
  g_autoptr(RimLogRank) three = rim_log_rank_new (times, event, group, NULL, n, 3, NULL);
  g_autoptr(RimLogRank) stratified = rim_log_rank_new (times, event, x3, stratum, n, 2, NULL);

  rim_test_values_assert (of_r, three->significance.statistic, 1e-11, "log-rank/three/0");
  rim_test_values_assert (of_r, three->significance.freedom, 1e-14, "log-rank/three/1");
  rim_test_values_assert (of_r, three->significance.p, 1e-11, "log-rank/three/2");
  for (guint g = 0; g < 3; g++)
    {
      rim_test_values_assert (of_r, three->observed[g], 1e-14, "log-rank/three/observed/%u", g);
      rim_test_values_assert (of_r, three->expected[g], 1e-12, "log-rank/three/expected/%u", g);
    }
  rim_test_values_assert (of_r, stratified->significance.statistic, 1e-11, "log-rank/strata");
}

static double *
columns_new (const char *const *names,
             guint              n_names)
{
  double *columns = g_new (double, n_names * n);

  for (guint c = 0; c < n_names; c++)
    {
      g_autofree double *column = rim_test_values_get_column (cohort, names[c]);

      memcpy (columns + c * n, column, n * sizeof (double));
    }

  return columns;
}

static void
assert_fit (const RimCoxFit *fit,
            const char      *name)
{
  const guint p = fit->n_columns;

  for (guint c = 0; c < p; c++)
    rim_test_values_assert (of_r, fit->coefficients[c], 1e-10, "cox/%s/coefficients/%u", name, c);
  for (guint i = 0; i < p * p; i++)
    rim_test_values_assert (of_r, fit->covariance[i], 1e-10, "cox/%s/covariance/%u", name, i);
  rim_test_values_assert (of_r, fit->likelihood_ratio.statistic, 1e-10, "cox/%s/tests/0", name);
  rim_test_values_assert (of_r, fit->wald.statistic, 1e-10, "cox/%s/tests/1", name);
  rim_test_values_assert (of_r, fit->score.statistic, 1e-10, "cox/%s/tests/2", name);
}

static void
assert_proportional (const RimCoxFit  *fit,
                     const RimCoxData *data,
                     const char       *name)
{
  const char *const transforms[] = { "km", "identity", "rank", "log" };

  for (guint t = 0; t < G_N_ELEMENTS (transforms); t++)
    {
      RimSignificance tests[4];

      g_assert_true (rim_cox_fit_test_proportional (fit, data, (RimCoxTransform) t, tests, NULL));
      for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
        rim_test_values_assert (of_r, tests[i].statistic, 1e-8, "cox/%s/zph/%s/%u", name, transforms[t], i);
    }
}

static void
test_cox (void)
{
  const char *const names[] = { "x1", "x2", "x3" };
  const char *const ties[] = { "efron", "breslow" };
  const double at[] = { 2, 9, 20, 40 };
  g_autofree double *columns = columns_new (names, 3);
  const RimCoxData data = { columns, 3, n, times, event, NULL };

  for (guint t = 0; t < G_N_ELEMENTS (ties); t++)
    {
      g_autoptr(RimCoxFit) fit = rim_cox_fit_new (&data, (RimCoxTies) t, NULL);

      g_test_message ("%s took %u steps", ties[t], fit->n_steps_taken);
      assert_fit (fit, ties[t]);
      rim_test_values_assert (of_r, fit->log_likelihood, 1e-13, "cox/%s/likelihood/0", ties[t]);
      rim_test_values_assert (of_r, fit->null_log_likelihood, 1e-13, "cox/%s/likelihood/1", ties[t]);
      for (guint i = 0; i < G_N_ELEMENTS (at); i++)
        rim_test_values_assert (of_r, rim_cox_fit_get_hazard (fit, 0, at[i]), 1e-10, "cox/%s/baseline/%u", ties[t], i);
      assert_proportional (fit, &data, ties[t]);
    }
}

static void
test_cox_strata (void)
{
  const char *const names[] = { "x1", "x2" };
  g_autofree double *columns = columns_new (names, 2);
  const RimCoxData data = { columns, 2, n, times, event, stratum };
  const RimCoxData one = { score_a, 1, n, times, event, NULL };
  g_autoptr(RimCoxFit) fit = rim_cox_fit_new (&data, RIM_COX_TIES_EFRON, NULL);
  g_autoptr(RimCoxFit) fit_one = rim_cox_fit_new (&one, RIM_COX_TIES_EFRON, NULL);

  assert_fit (fit, "strata");
  rim_test_values_assert (of_r, fit_one->coefficients[0], 1e-10, "cox/one/tests/0");
  rim_test_values_assert (of_r, sqrt (fit_one->covariance[0]), 1e-10, "cox/one/tests/1");
  rim_test_values_assert (of_r, fit_one->score.statistic, 1e-10, "cox/one/tests/2");
}

static void
test_concordance (void)
{
  RimConcordance found;

  g_assert_true (rim_concordance_init (&found, score_a, times, event, n, RIM_CONCORDANCE_HARRELL, NULL));
  rim_test_values_assert (of_r, found.index.value, 1e-13, "concordance/harrell/0");
  rim_test_values_assert (of_r, found.standard_error, 1e-12, "concordance/harrell/1");
  rim_test_values_assert (of_r, (double) found.n_concordant, 1e-14, "concordance/counts/0");
  rim_test_values_assert (of_r, (double) found.n_discordant, 1e-14, "concordance/counts/1");
  rim_test_values_assert (of_r, (double) found.n_tied_scores, 1e-14, "concordance/counts/2");
  rim_test_values_assert (of_r, (double) found.n_tied_times, 1e-14, "concordance/counts/3");

  g_assert_true (rim_concordance_init (&found, score_a, times, event, n, RIM_CONCORDANCE_UNO, NULL));
  rim_test_values_assert (of_r, found.index.value, 1e-12, "concordance/uno/0");
  rim_test_values_assert (of_r, found.standard_error, 1e-12, "concordance/uno/1");
}

static void
test_time_auc (void)
{
  const int at[] = { 6, 12, 24 };

  for (guint t = 0; t < G_N_ELEMENTS (at); t++)
    {
      double auc;

      g_assert_true (rim_time_auc_find (&auc, score_a, times, event, n, at[t], NULL));
      rim_test_values_assert (of_r, auc, 1e-12, "time-auc/%d", at[t]);
    }
}

static guint32 *
groups_new (const char *column)
{
  g_autofree double *numbers = rim_test_values_get_column (cohort, column);
  guint32 *groups = g_new (guint32, n);

  for (gsize row = 0; row < n; row++)
    groups[row] = (guint32) numbers[row];

  return groups;
}

static void
load (void)
{
  of_r = rim_test_values_load ("oracle/statistics/values-r-survival.csv");
  cohort = rim_test_values_load ("oracle/statistics/cohort.csv");
  n = cohort->rows->len;
  times = rim_test_values_get_column (cohort, "time");
  event = rim_test_values_get_labels (cohort, "event");
  score_a = rim_test_values_get_column (cohort, "score_a");
  group = groups_new ("group");
  stratum = groups_new ("stratum");
  x3 = groups_new ("x3");
}

static void
unload (void)
{
  rim_test_values_free (of_r);
  rim_test_values_free (cohort);
  g_free (times);
  g_free (event);
  g_free (score_a);
  g_free (group);
  g_free (stratum);
  g_free (x3);
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
  load ();

  g_test_add_func ("/statistics/kaplan-meier", test_kaplan_meier);
  g_test_add_func ("/statistics/log-rank", test_log_rank);
  g_test_add_func ("/statistics/cox", test_cox);
  g_test_add_func ("/statistics/cox-strata", test_cox_strata);
  g_test_add_func ("/statistics/concordance", test_concordance);
  g_test_add_func ("/statistics/time-auc", test_time_auc);
  g_test_add_func ("/statistics/survival/all-compared", test_all_compared);

  result = g_test_run ();
  unload ();

  return result;
}
