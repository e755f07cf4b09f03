/* test-statistics-survival.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Survival: curves, tests, models and indices. */

#include <math.h>
#include <string.h>

#include "rim-test-shuffle.h"
#include "statistics/rim-concordance.h"
#include "statistics/rim-cox.h"
#include "statistics/rim-cox-screen.h"
#include "statistics/rim-kaplan-meier.h"
#include "statistics/rim-log-rank.h"
#include "statistics/rim-roc.h"
#include "statistics/rim-statistics-error.h"
#include "statistics/rim-time-auc.h"

#define N 50
#define P 3

/* A cohort with ties of times and of covariates, and strata. */
typedef struct
{
  double  columns[N * P];
  double  times[N];
  guint8  events[N];
  guint32 strata[N];
} Cohort;

static void
fill (Cohort *cohort)
{
  for (gsize row = 0; row < N; row++)
    {
      for (gsize c = 0; c < P; c++)
        cohort->columns[c * N + row] = c == 0 ? g_test_rand_int_range (0, 3)
                                              : g_test_rand_double_range (-2.0, 2.0) + 40.0 * (double) c;
      cohort->times[row] = g_test_rand_int_range (1, 20);
      cohort->events[row] = g_test_rand_int_range (0, 3) > 0;
      cohort->strata[row] = (guint32) g_test_rand_int_range (0, 2);
    }
}

static RimCoxData
get_data (const Cohort *cohort)
{
  return (RimCoxData) { cohort->columns, P, N, cohort->times, cohort->events, cohort->strata };
}

static void
shuffle (const Cohort *from,
         Cohort       *to)
{
  g_autofree gsize *order = rim_test_shuffle_new (N);

  for (gsize row = 0; row < N; row++)
    {
      for (gsize c = 0; c < P; c++)
        to->columns[c * N + row] = from->columns[c * N + order[row]];
      to->times[row] = from->times[order[row]];
      to->events[row] = from->events[order[row]];
      to->strata[row] = from->strata[order[row]];
    }
}

/* Without censoring what part survives is what part of the times is above. */
static void
test_curve_without_censoring (void)
{
  Cohort cohort;
  g_autoptr(RimKaplanMeier) curve = NULL;
  double mean, standard_error, sum = 0.0;

  fill (&cohort);
  memset (cohort.events, 1, N);
  curve = rim_kaplan_meier_new (cohort.times, cohort.events, N, RIM_SURVIVAL_INTERVAL_LOG_LOG, NULL);
  g_assert_cmpfloat (rim_kaplan_meier_get_survival (curve, 0.5), ==, 1.0);
  for (gsize s = 0; s < curve->n_steps; s++)
    {
      const RimSurvivalStep *step = &curve->steps[s];
      const double left = (double) (step->n_at_risk - step->n_events) / N;

      g_assert_cmpfloat_with_epsilon (step->survival.value, left, 1e-14);
      g_assert_cmpuint (rim_kaplan_meier_get_n_at_risk (curve, step->time), ==, step->n_at_risk);
      if (left > 0.0)
        {
          g_assert_cmpfloat_with_epsilon (step->standard_error, sqrt (left * (1.0 - left) / N), 1e-14);
          g_assert_true (0.0 < step->survival.low && step->survival.low < left &&
                         left < step->survival.high && step->survival.high < 1.0);
        }
      else
        g_assert_true (isnan (step->survival.low) && isnan (step->standard_error));
    }
  for (gsize row = 0; row < N; row++)
    sum += cohort.times[row];
  rim_kaplan_meier_get_mean (curve, 1000.0, &mean, &standard_error);
  g_assert_cmpfloat_with_epsilon (mean, sum / N, 1e-12);
}

/* Where half survive for a while, the median is the middle of it; where more do, there is
 * none.
 */
static void
test_median (void)
{
  const double times[] = { 1, 2, 4, 8 };
  const guint8 all[] = { 1, 1, 1, 1 }, one[] = { 1, 0, 0, 0 };
  g_autoptr(RimKaplanMeier) curve = rim_kaplan_meier_new (times, all, 4, RIM_SURVIVAL_INTERVAL_LOG, NULL);
  g_autoptr(RimKaplanMeier) above = rim_kaplan_meier_new (times, one, 4, RIM_SURVIVAL_INTERVAL_LOG, NULL);

  g_assert_cmpfloat (curve->median.value, ==, 3.0);
  g_assert_cmpfloat (above->median.value, ==, INFINITY);
  g_assert_cmpfloat (above->median.high, ==, INFINITY);
}

static void
assert_same_fits (const RimCoxFit *a,
                  const RimCoxFit *b)
{
  g_assert_cmpmem (a->coefficients, P * sizeof (double), b->coefficients, P * sizeof (double));
  g_assert_cmpmem (a->covariance, P * P * sizeof (double), b->covariance, P * P * sizeof (double));
  g_assert_cmpmem (&a->score, sizeof a->score, &b->score, sizeof b->score);
  g_assert_cmpuint (a->n_steps, ==, b->n_steps);
  for (gsize s = 0; s < a->n_steps; s++)
    {
      g_assert_cmpuint (a->steps[s].stratum, ==, b->steps[s].stratum);
      g_assert_cmpfloat (a->steps[s].time, ==, b->steps[s].time);
      g_assert_cmpfloat (a->steps[s].hazard, ==, b->steps[s].hazard);
    }
}

/* No bit depends on the order of rows. */
static void
test_permuted (void)
{
  for (guint turn = 0; turn < 10; turn++)
    {
      Cohort there, back;
      RimCoxData data, data_back;
      g_autoptr(RimCoxFit) fit = NULL;
      g_autoptr(RimCoxFit) fit_back = NULL;
      g_autoptr(RimLogRank) test = NULL;
      g_autoptr(RimLogRank) test_back = NULL;
      RimSignificance tests[P + 1], tests_back[P + 1];
      RimConcordance c, c_back;
      double auc, auc_back;

      fill (&there);
      shuffle (&there, &back);
      data = get_data (&there);
      data_back = get_data (&back);
      fit = rim_cox_fit_new (&data, RIM_COX_TIES_EFRON, NULL);
      fit_back = rim_cox_fit_new (&data_back, RIM_COX_TIES_EFRON, NULL);
      assert_same_fits (fit, fit_back);
      g_assert_true (rim_cox_fit_test_proportional (fit, &data, RIM_COX_TRANSFORM_KAPLAN_MEIER, tests, NULL));
      g_assert_true (rim_cox_fit_test_proportional (fit_back, &data_back, RIM_COX_TRANSFORM_KAPLAN_MEIER, tests_back,
                                                    NULL));
      g_assert_cmpmem (tests, sizeof tests, tests_back, sizeof tests_back);

      test = rim_log_rank_new (there.times, there.events, there.strata, NULL, N, 2, NULL);
      test_back = rim_log_rank_new (back.times, back.events, back.strata, NULL, N, 2, NULL);
      g_assert_cmpmem (&test->significance, sizeof test->significance, &test_back->significance,
                       sizeof test->significance);
      for (guint method = 0; method < 2; method++)
        {
          g_assert_true (rim_concordance_init (&c, there.columns, there.times, there.events, N, method, NULL));
          g_assert_true (rim_concordance_init (&c_back, back.columns, back.times, back.events, N, method, NULL));
          g_assert_cmpmem (&c, sizeof c, &c_back, sizeof c_back);
        }
      g_assert_true (rim_time_auc_find (&auc, there.columns, there.times, there.events, N, 9.0, NULL));
      g_assert_true (rim_time_auc_find (&auc_back, back.columns, back.times, back.events, N, 9.0, NULL));
      g_assert_cmpfloat (auc, ==, auc_back);
    }
}

/* Of two groups without ties, the score test of Cox is the log-rank test, and both ways
 * to take ties are the same.
 */
static void
test_log_rank_is_score (void)
{
  double column[N], times[N];
  guint8 events[N];
  guint32 groups[N];
  const RimCoxData data = { column, 1, N, times, events, NULL };
  g_autoptr(RimLogRank) test = NULL;
  g_autoptr(RimCoxFit) efron = NULL;
  g_autoptr(RimCoxFit) breslow = NULL;

  for (gsize row = 0; row < N; row++)
    {
      groups[row] = row % 2;
      column[row] = (double) groups[row];
      times[row] = 1.0 + (double) (row * 17 % N) + g_test_rand_double_range (0.0, 0.9);
      events[row] = g_test_rand_int_range (0, 3) > 0;
    }
  test = rim_log_rank_new (times, events, groups, NULL, N, 2, NULL);
  efron = rim_cox_fit_new (&data, RIM_COX_TIES_EFRON, NULL);
  breslow = rim_cox_fit_new (&data, RIM_COX_TIES_BRESLOW, NULL);

  g_assert_cmpfloat_with_epsilon (test->significance.statistic, efron->score.statistic, 1e-11);
  g_assert_cmpfloat (efron->coefficients[0], ==, breslow->coefficients[0]);
  g_assert_cmpfloat_with_epsilon (test->observed[0] + test->observed[1], test->expected[0] + test->expected[1], 1e-11);
}

/* Units and zeros of covariates do not matter, but for the coefficients' units. */
static void
test_scaled (void)
{
  Cohort cohort, scaled;
  RimCoxData data, data_scaled;
  g_autoptr(RimCoxFit) fit = NULL;
  g_autoptr(RimCoxFit) fit_scaled = NULL;

  fill (&cohort);
  scaled = cohort;
  for (gsize row = 0; row < N; row++)
    {
      scaled.columns[N + row] = 1000.0 * cohort.columns[N + row] - 5.0;
      scaled.columns[2 * N + row] = cohort.columns[2 * N + row] / 1e6;
    }
  data = get_data (&cohort);
  data_scaled = get_data (&scaled);
  fit = rim_cox_fit_new (&data, RIM_COX_TIES_EFRON, NULL);
  fit_scaled = rim_cox_fit_new (&data_scaled, RIM_COX_TIES_EFRON, NULL);

  g_assert_cmpfloat_with_epsilon (fit->coefficients[0], fit_scaled->coefficients[0], 1e-9);
  g_assert_cmpfloat_with_epsilon (fit->coefficients[1], 1000.0 * fit_scaled->coefficients[1], 1e-9);
  g_assert_cmpfloat_with_epsilon (fit->coefficients[2], fit_scaled->coefficients[2] / 1e6, 1e-9);
  g_assert_cmpfloat_with_epsilon (fit->wald.statistic, fit_scaled->wald.statistic, 1e-9);
  g_assert_cmpfloat_with_epsilon (rim_cox_fit_get_hazard (fit, 1, 9.0), rim_cox_fit_get_hazard (fit_scaled, 1, 9.0),
                                  1e-9);
}

/* Indices turn round with the scores; without censoring Uno's is Harrell's, and the area
 * until a time is that of a ROC curve.
 */
static void
test_indices (void)
{
  Cohort cohort;
  double turned[N], auc;
  guint8 early[N];
  RimConcordance there, back, uno;
  g_autoptr(RimRoc) roc = NULL;

  fill (&cohort);
  for (gsize row = 0; row < N; row++)
    turned[row] = -cohort.columns[row];
  g_assert_true (rim_concordance_init (&there, cohort.columns, cohort.times, cohort.events, N,
                                       RIM_CONCORDANCE_HARRELL, NULL));
  g_assert_true (rim_concordance_init (&back, turned, cohort.times, cohort.events, N, RIM_CONCORDANCE_HARRELL, NULL));
  g_assert_cmpfloat_with_epsilon (there.index.value + back.index.value, 1.0, 1e-14);
  g_assert_cmpfloat_with_epsilon (there.standard_error, back.standard_error, 1e-14);

  memset (cohort.events, 1, N);
  for (gsize row = 0; row < N; row++)
    early[row] = cohort.times[row] <= 9.0;
  g_assert_true (rim_concordance_init (&there, cohort.columns, cohort.times, cohort.events, N,
                                       RIM_CONCORDANCE_HARRELL, NULL));
  g_assert_true (rim_concordance_init (&uno, cohort.columns, cohort.times, cohort.events, N, RIM_CONCORDANCE_UNO,
                                       NULL));
  g_assert_cmpfloat (there.index.value, ==, uno.index.value);
  roc = rim_roc_new (cohort.columns, early, N, NULL);
  g_assert_true (rim_time_auc_find (&auc, cohort.columns, cohort.times, cohort.events, N, 9.0, NULL));
  g_assert_cmpfloat_with_epsilon (auc, roc->auc, 1e-14);
}

static void
assert_refused (const RimCoxData   *data,
                RimStatisticsError  code,
                const char         *message)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (rim_cox_fit_new (data, RIM_COX_TIES_EFRON, &error));
  g_assert_error (error, RIM_STATISTICS_ERROR, (gint) code);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
}

/* Covariates that order events without a fault, all of them or one group of them. */
static void
test_separated (void)
{
  const double times[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
  const guint8 events[] = { 1, 1, 1, 1, 1, 1, 1, 1 };
  const guint8 first[] = { 1, 1, 1, 0, 0, 0, 0, 0 };
  const double falling[] = { 9, 8, 7, 5, 4, 3, 1, 0 };
  const double group[] = { 1, 0, 1, 0, 1, 0, 0, 1 };
  double both[16];
  const double high[] = { 1, 1, 1, 0, 0, 0, 0, 0 };

  assert_refused (&(RimCoxData) { falling, 1, 8, times, events, NULL }, RIM_STATISTICS_ERROR_SEPARATED, NULL);
  assert_refused (&(RimCoxData) { high, 1, 8, times, first, NULL }, RIM_STATISTICS_ERROR_SEPARATED, NULL);
  memcpy (both, group, sizeof group);
  memcpy (both + 8, high, sizeof high);
  assert_refused (&(RimCoxData) { both, 2, 8, times, first, NULL }, RIM_STATISTICS_ERROR_SEPARATED, NULL);
}

/* Neither of a column that is the same for all nor of one that only differs between
 * strata a coefficient is made of rounding.
 */
static void
test_columns_without_information (void)
{
  for (guint turn = 0; turn < 40; turn++)
    {
      Cohort cohort;
      RimCoxData data;
      RimSignificance found[P];
      const double value = g_test_rand_double_range (0.0, 1.0), other = g_test_rand_double_range (0.0, 1.0);

      fill (&cohort);
      data = get_data (&cohort);
      data.n_columns = 1 + turn % 2;
      data.strata = turn < 20 ? NULL : cohort.strata;
      for (gsize row = 0; row < N; row++)
        cohort.columns[row] = turn >= 20 && cohort.strata[row] == 1 ? other : value;
      assert_refused (&data, RIM_STATISTICS_ERROR_DEPENDENT,
                      "The covariate 1 is constant, or a sum of those before it");
      g_assert_true (rim_cox_screen (found, &data, RIM_COX_TIES_EFRON, NULL));
      g_assert_cmpfloat (found[0].p, ==, 1.0);
    }
}

static void
test_bad_models (void)
{
  Cohort cohort;
  RimCoxData data;

  fill (&cohort);
  data = get_data (&cohort);
  for (gsize row = 0; row < N; row++)
    cohort.columns[2 * N + row] = 2.0 * cohort.columns[row] - cohort.columns[N + row];
  assert_refused (&data, RIM_STATISTICS_ERROR_DEPENDENT, "The covariate 3 is constant, or a sum of those before it");
  for (gsize row = 0; row < N; row++)
    cohort.columns[N + row] = 0.1;
  assert_refused (&data, RIM_STATISTICS_ERROR_DEPENDENT, "The covariate 2 is constant, or a sum of those before it");
  cohort.columns[N + 3] = NAN;
  assert_refused (&data, RIM_STATISTICS_ERROR_NOT_FINITE, "Row 4 of the covariate 2 is not a finite number");
  cohort.times[7] = -1.0;
  assert_refused (&data, RIM_STATISTICS_ERROR_RANGE, "Row 8 of the times is below 0");
  memset (cohort.events, 0, N);
  cohort.times[7] = 0.0;
  assert_refused (&data, RIM_STATISTICS_ERROR_CENSORED, "None of the 50 rows has an event: all are censored");
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
  const double times[] = { 1, 2, 3, 4 }, scores[] = { 1, 2, 3, NAN };
  const guint8 events[] = { 0, 0, 0, 1 }, none[] = { 0, 0, 0, 0 }, first[] = { 1, 0, 0, 0 };
  const guint32 apart[] = { 0, 0, 0, 1 }, together[] = { 0, 0, 0, 0 };
  g_autoptr(GError) error = NULL;
  RimConcordance c;
  double auc;

  g_assert_null (rim_kaplan_meier_new (times, none, 4, RIM_SURVIVAL_INTERVAL_LOG, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_CENSORED);
  g_assert_null (rim_kaplan_meier_new (NULL, NULL, 0, RIM_SURVIVAL_INTERVAL_LOG, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_TOO_FEW);
  g_assert_null (rim_log_rank_new (times, events, apart, NULL, 4, 2, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_CENSORED);
  g_assert_null (rim_log_rank_new (times, events, together, NULL, 4, 1, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_ONE_CLASS);
  g_assert_false (rim_concordance_init (&c, times, times, events, 4, RIM_CONCORDANCE_HARRELL, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_CENSORED);
  g_assert_false (rim_concordance_init (&c, scores, times, first, 4, RIM_CONCORDANCE_HARRELL, &error));
  assert_code (&error, RIM_STATISTICS_ERROR_NOT_FINITE);
  g_assert_false (rim_time_auc_find (&auc, times, times, events, 4, 3.0, &error));
  g_assert_cmpstr (error->message, ==, "Until 3 there are no events");
  assert_code (&error, RIM_STATISTICS_ERROR_ONE_CLASS);
}

/* Of each column the score test of its own model, by the sign of its coefficient; one
 * that orders the events without a fault stands out, and one that is constant does not.
 */
static void
test_screen (void)
{
  Cohort cohort;
  RimCoxData data;
  RimSignificance found[P];

  fill (&cohort);
  data = get_data (&cohort);
  g_assert_true (rim_cox_screen (found, &data, RIM_COX_TIES_EFRON, NULL));
  for (guint c = 0; c < P; c++)
    {
      const RimCoxData one = { cohort.columns + c * N, 1, N, cohort.times, cohort.events, cohort.strata };
      g_autoptr(RimCoxFit) fit = rim_cox_fit_new (&one, RIM_COX_TIES_EFRON, NULL);

      g_assert_cmpfloat_with_epsilon (found[c].statistic * found[c].statistic, fit->score.statistic, 1e-11);
      g_assert_cmpfloat_with_epsilon (found[c].p, fit->score.p, 1e-12);
      g_assert_true ((found[c].statistic > 0.0) == (fit->coefficients[0] > 0.0));
    }

  for (gsize row = 0; row < N; row++)
    {
      cohort.columns[row] = -cohort.times[row];
      cohort.columns[N + row] = 0.1;
    }
  g_assert_true (rim_cox_screen (found, &data, RIM_COX_TIES_EFRON, NULL));
  g_assert_cmpfloat (found[0].p, <, 1e-4);
  g_assert_cmpfloat (found[0].statistic, >, 0.0);
  g_assert_cmpfloat (found[1].p, ==, 1.0);
  cohort.columns[2 * N + 4] = INFINITY;
  g_assert_false (rim_cox_screen (found, &data, RIM_COX_TIES_EFRON, NULL));
}

static void
assert_finite (const double *values,
               gsize         n)
{
  for (gsize i = 0; i < n; i++)
    g_assert_true (isfinite (values[i]));
}

/* Of few rows with few values, where most is degenerate, there is a number or an error. */
static void
test_small_cohorts (void)
{
  guint n_fits = 0;

  for (guint turn = 0; turn < 4000; turn++)
    {
      const gsize n = (gsize) g_test_rand_int_range (1, 9);
      double columns[16], times[8], auc;
      guint8 events[8];
      guint32 groups[8];
      const RimCoxData data = { columns, 2, n, times, events, turn % 2 ? groups : NULL };
      g_autoptr(RimCoxFit) fit = NULL;
      g_autoptr(RimLogRank) test = NULL;
      g_autoptr(GError) error = NULL;
      RimConcordance c;

      for (gsize row = 0; row < n; row++)
        {
          columns[row] = g_test_rand_int_range (0, 3);
          columns[n + row] = g_test_rand_int_range (0, 4) * 1e3;
          times[row] = g_test_rand_int_range (0, 5);
          events[row] = g_test_rand_int_range (0, 2) != 0;
          groups[row] = (guint32) row % 2;
        }
      fit = rim_cox_fit_new (&data, turn % 3 ? RIM_COX_TIES_EFRON : RIM_COX_TIES_BRESLOW, &error);
      g_assert_true ((fit != NULL) != (error != NULL));
      if (fit != NULL)
        {
          n_fits++;
          assert_finite (fit->coefficients, 2);
          assert_finite (fit->covariance, 4);
          g_assert_true (fit->wald.p >= 0.0 && fit->wald.p <= 1.0);
          g_assert_true (fabs (fit->coefficients[0]) < 20.0);
        }
      if (n > 1 && (test = rim_log_rank_new (times, events, groups, NULL, n, 2, NULL)) != NULL)
        g_assert_true (test->significance.p >= 0.0 && test->significance.p <= 1.0);
      if (rim_concordance_init (&c, columns, times, events, n, turn % 2, NULL))
        g_assert_true (c.index.low <= c.index.value && c.index.value <= c.index.high);
      if (rim_time_auc_find (&auc, columns, times, events, n, 2.0, NULL))
        g_assert_true (auc >= 0.0 && auc <= 1.0);
    }
  g_test_message ("%u models had a highest likelihood", n_fits);
  g_assert_cmpuint (n_fits, >, 100);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/statistics/curve-without-censoring", test_curve_without_censoring);
  g_test_add_func ("/statistics/median", test_median);
  g_test_add_func ("/statistics/permuted", test_permuted);
  g_test_add_func ("/statistics/log-rank-is-score", test_log_rank_is_score);
  g_test_add_func ("/statistics/scaled", test_scaled);
  g_test_add_func ("/statistics/indices", test_indices);
  g_test_add_func ("/statistics/separated", test_separated);
  g_test_add_func ("/statistics/bad-models", test_bad_models);
  g_test_add_func ("/statistics/columns-without-information", test_columns_without_information);
  g_test_add_func ("/statistics/bad-input", test_bad_input);
  g_test_add_func ("/statistics/small-cohorts", test_small_cohorts);
  g_test_add_func ("/statistics/cox-screen", test_screen);

  return g_test_run ();
}
