/* test-elastic-net.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "core/rim-random.h"
#include "learn/rim-elastic-net-cv.h"
#include "statistics/rim-statistics-error.h"

#define N_ROWS 60
#define N_COLUMNS 90
#define N_FOLDS 4

typedef struct
{
  double  columns[N_COLUMNS * N_ROWS];
  double  values[N_ROWS];
  guint8  labels[N_ROWS];
  guint32 folds[N_ROWS];
} Cohort;

/* Column 7 is constant. */
static void
cohort_init (Cohort *self)
{
  RimRandom random;

  rim_random_init (&random, rim_random_seed ("test-elastic-net", 0));
  for (gsize i = 0; i < N_COLUMNS * N_ROWS; i++)
    self->columns[i] = i / N_ROWS == 7 ? 0.1 : rim_random_uniform (&random, -1.0, 1.0);
  for (gsize row = 0; row < N_ROWS; row++)
    {
      const double signal = self->columns[row] - self->columns[3 * N_ROWS + row] + rim_random_uniform (&random, -1.0, 1.0);

      self->labels[row] = signal > 0.0;
      self->values[row] = floor (10.0 - 4.0 * signal);
      self->folds[row] = (guint32) row % N_FOLDS;
    }
}

static RimElasticNetData
cohort_get_data (Cohort *self)
{
  return (RimElasticNetData) { self->columns, N_COLUMNS, N_ROWS, self->values, self->labels, NULL, NULL };
}

static RimElasticNetFit *
fit_new (const RimElasticNetData *data,
         RimElasticNetFamily      family,
         double                   alpha)
{
  RimElasticNetSettings settings = RIM_ELASTIC_NET_SETTINGS (family);
  g_autoptr(GError) error = NULL;
  RimElasticNetFit *fit;

  settings.alpha = alpha;
  settings.threshold = 1e-20;
  settings.lambda_ratio = 0.1;
  settings.n_lambdas = 30;
  fit = rim_elastic_net_fit_new (data, &settings, &error);
  g_assert_no_error (error);

  return fit;
}

static double
get_coefficient (const RimElasticNetStep *step,
                 guint                    column)
{
  for (guint i = 0; i < step->n_nonzero; i++)
    if (step->columns[i] == column)
      return step->coefficients[i];

  return 0.0;
}

/* Of a logistic model, written out. */
static void
assert_lowest (const Cohort            *cohort,
               const RimElasticNetFit  *fit,
               guint                    k)
{
  const RimElasticNetStep *step = fit->steps + k;
  double predictors[N_ROWS], rest = 0.0;

  rim_elastic_net_fit_predict (fit, k, cohort->columns, N_ROWS, predictors);
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      const double *column = cohort->columns + c * N_ROWS;
      const double coefficient = get_coefficient (step, c);
      double mean = 0.0, variance = 0.0, slope = 0.0;

      rest = 0.0;
      for (gsize row = 0; row < N_ROWS; row++)
        mean += column[row] / N_ROWS;
      for (gsize row = 0; row < N_ROWS; row++)
        {
          const double residual = cohort->labels[row] - 1.0 / (1.0 + exp (-predictors[row]));

          variance += (column[row] - mean) * (column[row] - mean) / N_ROWS;
          slope += residual * (column[row] - mean) / N_ROWS;
          rest += residual / N_ROWS;
        }
      if (c == 7)
        g_assert_cmpfloat (coefficient, ==, 0.0);
      else if (coefficient != 0.0)
        g_assert_cmpfloat (fabs (slope / sqrt (variance) - copysign (step->lambda, coefficient)), <, 1e-8);
      else
        g_assert_cmpfloat (fabs (slope) / sqrt (variance), <=, step->lambda * (1.0 + 1e-7));
    }
  g_assert_cmpfloat (fabs (rest), <, 1e-8);
}

static void
test_conditions (void)
{
  Cohort cohort;
  RimElasticNetData data = cohort_get_data (&cohort);
  g_autoptr(RimElasticNetFit) fit = NULL;

  cohort_init (&cohort);
  fit = fit_new (&data, RIM_ELASTIC_NET_LOGISTIC, 1.0);
  g_assert_cmpuint (fit->n_steps, ==, 30);
  g_assert_cmpuint (fit->steps[0].n_nonzero, ==, 0);
  g_assert_cmpuint (fit->steps[1].n_nonzero, >, 0);
  for (guint k = 0; k < fit->n_steps; k++)
    {
      assert_lowest (&cohort, fit, k);
      if (k > 0)
        g_assert_cmpfloat (fit->steps[k].deviance_ratio, >, fit->steps[k - 1].deviance_ratio);
    }
}

/* Rows and columns the other way round. */
static void
test_order (void)
{
  Cohort cohort, turned;
  RimElasticNetData data = cohort_get_data (&cohort), of_turned = cohort_get_data (&turned);

  cohort_init (&cohort);
  for (gsize row = 0; row < N_ROWS; row++)
    {
      turned.values[row] = cohort.values[N_ROWS - 1 - row];
      turned.labels[row] = cohort.labels[N_ROWS - 1 - row];
    }
  for (gsize i = 0; i < N_ROWS * N_COLUMNS; i++)
    turned.columns[i] = cohort.columns[N_ROWS * N_COLUMNS - 1 - i];

  for (guint family = RIM_ELASTIC_NET_GAUSSIAN; family <= RIM_ELASTIC_NET_COX; family++)
    {
      g_autoptr(RimElasticNetFit) fit = fit_new (&data, (RimElasticNetFamily) family, 0.7);
      g_autoptr(RimElasticNetFit) other = fit_new (&of_turned, (RimElasticNetFamily) family, 0.7);

      g_assert_cmpuint (fit->n_steps, ==, other->n_steps);
      for (guint k = 0; k < fit->n_steps; k++)
        for (guint c = 0; c < N_COLUMNS; c++)
          g_assert_cmpfloat (fabs (get_coefficient (fit->steps + k, c) -
                                   get_coefficient (other->steps + k, N_COLUMNS - 1 - c)), <, 1e-6);
    }
}

static void
test_threads (void)
{
  Cohort cohort;
  RimElasticNetData data = cohort_get_data (&cohort);
  RimElasticNetSettings settings = RIM_ELASTIC_NET_SETTINGS (RIM_ELASTIC_NET_LOGISTIC);
  g_autoptr(RimElasticNetCv) alone = NULL, together = NULL;

  cohort_init (&cohort);
  settings.lambda_ratio = 0.1;
  settings.n_lambdas = 20;
  rim_parallel_set_n_threads (1);
  alone = rim_elastic_net_cv_new (&data, &settings, cohort.folds, N_FOLDS, RIM_ELASTIC_NET_MEASURE_AUC, NULL);
  rim_parallel_set_n_threads (4);
  together = rim_elastic_net_cv_new (&data, &settings, cohort.folds, N_FOLDS, RIM_ELASTIC_NET_MEASURE_AUC, NULL);
  rim_parallel_set_n_threads (0);

  g_assert_cmpmem (alone->means, 20 * sizeof (double), together->means, 20 * sizeof (double));
  g_assert_cmpmem (alone->errors, 20 * sizeof (double), together->errors, 20 * sizeof (double));
  g_assert_cmpuint (alone->one_error, <=, alone->best);
}

static void
test_separated (void)
{
  Cohort cohort;
  RimElasticNetData data = cohort_get_data (&cohort);
  RimElasticNetSettings settings = RIM_ELASTIC_NET_SETTINGS (RIM_ELASTIC_NET_LOGISTIC);
  g_autoptr(RimElasticNetFit) fit = NULL;

  cohort_init (&cohort);
  for (gsize row = 0; row < N_ROWS; row++)
    cohort.columns[row] = cohort.labels[row];
  settings.lambda_ratio = 1e-6;
  fit = rim_elastic_net_fit_new (&data, &settings, NULL);
  g_assert_cmpint (fit->end, ==, RIM_ELASTIC_NET_END_SATURATED);
  g_assert_cmpuint (fit->n_steps, <, 100);
}

static void
assert_refused (const RimElasticNetData *data,
                RimElasticNetFamily      family,
                double                   alpha,
                int                      code,
                const char              *message)
{
  RimElasticNetSettings settings = RIM_ELASTIC_NET_SETTINGS (family);
  g_autoptr(GError) error = NULL;

  settings.alpha = alpha;
  g_assert_null (rim_elastic_net_fit_new (data, &settings, &error));
  g_assert_error (error, RIM_STATISTICS_ERROR, code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_refused (void)
{
  Cohort cohort;
  RimElasticNetData data = cohort_get_data (&cohort);

  cohort_init (&cohort);
  assert_refused (&data, RIM_ELASTIC_NET_COX, 1.5, RIM_STATISTICS_ERROR_RANGE,
                  "No elastic net: alpha is not between 0 and 1");
  cohort.columns[2 * N_ROWS + 4] = NAN;
  assert_refused (&data, RIM_ELASTIC_NET_LOGISTIC, 1.0, RIM_STATISTICS_ERROR_NOT_FINITE,
                  "Row 5 of column 3 is not a finite number");
  cohort.columns[2 * N_ROWS + 4] = 0.0;
  memset (cohort.labels, 0, N_ROWS);
  assert_refused (&data, RIM_ELASTIC_NET_LOGISTIC, 1.0, RIM_STATISTICS_ERROR_ONE_CLASS,
                  "All 60 rows are of one class, the negative one");
  assert_refused (&data, RIM_ELASTIC_NET_COX, 1.0, RIM_STATISTICS_ERROR_CENSORED,
                  "None of the 60 rows has an event: all are censored");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/elastic-net/conditions", test_conditions);
  g_test_add_func ("/elastic-net/order", test_order);
  g_test_add_func ("/elastic-net/threads", test_threads);
  g_test_add_func ("/elastic-net/separated", test_separated);
  g_test_add_func ("/elastic-net/refused", test_refused);

  return g_test_run ();
}
