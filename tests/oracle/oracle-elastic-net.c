/* oracle-elastic-net.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Penalised models, as R's glmnet has them (learn/make-values.R). */

#include "learn/rim-elastic-net-cv.h"

#include <math.h>
#include <string.h>

#include "rim-test-values.h"

#define N_ROWS 100
#define N_COLUMNS 120

typedef struct
{
  const char          *name;
  RimElasticNetFamily  family;
  guint                n_columns;
  double               alpha;
  double               ratio;
  gboolean             weights;
  gboolean             penalties;
} Case;

static const Case cases[] = {
  { "logistic/wide", RIM_ELASTIC_NET_LOGISTIC, N_COLUMNS, 1.0, 0.0, FALSE, FALSE },
  { "logistic/tall", RIM_ELASTIC_NET_LOGISTIC, 12, 1.0, 0.0, FALSE, FALSE },
  { "logistic/half", RIM_ELASTIC_NET_LOGISTIC, N_COLUMNS, 0.5, 0.0, FALSE, FALSE },
  { "logistic/weights", RIM_ELASTIC_NET_LOGISTIC, 12, 0.5, 0.0, TRUE, FALSE },
  { "logistic/penalties", RIM_ELASTIC_NET_LOGISTIC, 12, 1.0, 0.0, FALSE, TRUE },
  { "gaussian/tall", RIM_ELASTIC_NET_GAUSSIAN, 12, 0.5, 0.0, FALSE, FALSE },
  { "gaussian/wide", RIM_ELASTIC_NET_GAUSSIAN, N_COLUMNS, 1.0, 0.0, FALSE, FALSE },
  { "gaussian/weights", RIM_ELASTIC_NET_GAUSSIAN, 12, 1.0, 0.0, TRUE, FALSE },
  { "cox/wide", RIM_ELASTIC_NET_COX, N_COLUMNS, 1.0, 0.1, FALSE, FALSE },
  { "cox/tall", RIM_ELASTIC_NET_COX, 12, 1.0, 0.0, FALSE, FALSE },
  { "cox/half", RIM_ELASTIC_NET_COX, N_COLUMNS, 0.5, 0.1, FALSE, FALSE },
  { "cox/weights", RIM_ELASTIC_NET_COX, 12, 1.0, 0.0, TRUE, FALSE },
};

static RimTestValues *of_r, *cohort;
static double *columns, *numbers, *times, *weights;
static guint8 *labels, *events;

static const double penalties[] = { 0.0, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0 };

static void
load (void)
{
  of_r = rim_test_values_load ("oracle/learn/values-r-elastic-net.csv");
  cohort = rim_test_values_load ("oracle/learn/cohort.csv");
  numbers = rim_test_values_get_column (cohort, "number");
  times = rim_test_values_get_column (cohort, "time");
  weights = rim_test_values_get_column (cohort, "weight");
  labels = rim_test_values_get_labels (cohort, "label");
  events = rim_test_values_get_labels (cohort, "event");
  columns = g_new (double, N_COLUMNS * N_ROWS);
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      g_autofree char *name = g_strdup_printf ("x%u", c + 1);
      g_autofree double *column = rim_test_values_get_column (cohort, name);

      memcpy (columns + c * N_ROWS, column, N_ROWS * sizeof (double));
    }
}

static void
unload (void)
{
  rim_test_values_free (of_r);
  rim_test_values_free (cohort);
  g_free (columns);
  g_free (numbers);
  g_free (times);
  g_free (weights);
  g_free (labels);
  g_free (events);
}

/* The smallest ones to 5e-8 of the largest, which is where glmnet ends. */
static void
assert_coefficients (const RimElasticNetStep *step,
                     const char              *name,
                     guint                    k)
{
  double largest = 0.0;

  for (guint i = 0; i < step->n_nonzero; i++)
    largest = MAX (largest, fabs (step->coefficients[i]));
  for (guint i = 0; i < step->n_nonzero; i++)
    rim_test_values_assert (of_r, step->coefficients[i], 1e-6 * MAX (1.0, 0.05 * largest / fabs (step->coefficients[i])),
                            "%s/beta/%u/%u", name, k, step->columns[i]);
}

static void
test_path (gconstpointer user_data)
{
  static const double parts[] = { 0.1, 0.4, 0.7, 1.0 };
  const Case *wanted = user_data;
  const gboolean is_cox = wanted->family == RIM_ELASTIC_NET_COX;
  const RimElasticNetData data = {
    columns, wanted->n_columns, N_ROWS, is_cox ? times : numbers, is_cox ? events : labels,
    wanted->weights ? weights : NULL, wanted->penalties ? penalties : NULL,
  };
  RimElasticNetSettings settings = RIM_ELASTIC_NET_SETTINGS (wanted->family);
  g_autoptr(RimElasticNetFit) fit = NULL;
  g_autoptr(GError) error = NULL;

  settings.alpha = wanted->alpha;
  settings.lambda_ratio = wanted->ratio;
  settings.threshold = 1e-22;
  fit = rim_elastic_net_fit_new (&data, &settings, &error);
  g_assert_no_error (error);

  rim_test_values_assert (of_r, fit->n_steps, 1e-14, "%s/n", wanted->name);
  rim_test_values_assert (of_r, fit->null_deviance, 1e-12, "%s/null", wanted->name);
  for (guint k = 0; k < fit->n_steps; k++)
    {
      rim_test_values_assert (of_r, fit->steps[k].lambda, is_cox ? 2e-8 : 1e-12, "%s/lambda/%u", wanted->name, k);
      rim_test_values_assert (of_r, fit->steps[k].deviance_ratio, is_cox ? 1e-6 : 1e-7, "%s/ratio/%u", wanted->name, k);
      rim_test_values_assert (of_r, fit->steps[k].n_nonzero, 1e-14, "%s/df/%u", wanted->name, k);
      if (!is_cox)
        rim_test_values_assert (of_r, fit->steps[k].intercept, 1e-6, "%s/intercept/%u", wanted->name, k);
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const guint k = (guint) (parts[i] * fit->n_steps + 0.5) - 1;

      assert_coefficients (fit->steps + k, wanted->name, k);
    }
}

static void
test_cross_validation (void)
{
  const struct { const char *name; double ratio; RimElasticNetMeasure measure; } wanted[] = {
    { "logistic/deviance", 0.0, RIM_ELASTIC_NET_MEASURE_DEVIANCE },
    { "logistic/auc", 0.0, RIM_ELASTIC_NET_MEASURE_AUC },
    { "cox/deviance", 0.1, RIM_ELASTIC_NET_MEASURE_DEVIANCE },
    { "cox/concordance", 0.1, RIM_ELASTIC_NET_MEASURE_CONCORDANCE },
  };
  g_autofree double *numbers_of_folds = rim_test_values_get_column (cohort, "fold");
  guint32 folds[N_ROWS];

  for (gsize row = 0; row < N_ROWS; row++)
    folds[row] = (guint32) numbers_of_folds[row] - 1;

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      const gboolean is_cox = wanted[i].ratio > 0.0;
      const RimElasticNetData data = { columns, N_COLUMNS, N_ROWS, times, is_cox ? events : labels, NULL, NULL };
      RimElasticNetSettings settings = RIM_ELASTIC_NET_SETTINGS (is_cox ? RIM_ELASTIC_NET_COX
                                                                        : RIM_ELASTIC_NET_LOGISTIC);
      g_autoptr(RimElasticNetCv) cv = NULL;

      settings.lambda_ratio = wanted[i].ratio;
      settings.threshold = 1e-20;
      cv = rim_elastic_net_cv_new (&data, &settings, folds, 5, wanted[i].measure, NULL);
      for (guint step = 0; step < cv->fit->n_steps; step++)
        {
          rim_test_values_assert (of_r, cv->means[step], 1e-6, "%s/mean/%u", wanted[i].name, step);
          rim_test_values_assert (of_r, cv->errors[step], 1e-6, "%s/error/%u", wanted[i].name, step);
        }
      rim_test_values_assert (of_r, cv->best, 1e-14, "%s/chosen/0", wanted[i].name);
      rim_test_values_assert (of_r, cv->one_error, 1e-14, "%s/chosen/1", wanted[i].name);
    }
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

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/elastic-net/%s", cases[i].name);

      g_test_add_data_func (path, cases + i, test_path);
    }
  g_test_add_func ("/elastic-net/cross-validation", test_cross_validation);
  g_test_add_func ("/elastic-net/values/all-compared", test_all_compared);

  result = g_test_run ();
  unload ();

  return result;
}
