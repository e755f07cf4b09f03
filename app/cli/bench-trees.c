/* bench-trees.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The references are XGBoost, on one thread as we are, and randomForest, where R has it. */

#include "bench.h"
#include "core/rim-random.h"
#include "learn/rim-learner.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <xgboost/c_api.h>

#define N_ROWS 300
#define N_COLUMNS 40
#define N_ROUNDS 200

typedef struct
{
  double        cells[N_COLUMNS][N_ROWS];
  const double *columns[N_COLUMNS];
  guint8        labels[N_ROWS];
  guint32       rows[N_ROWS];
  RimTask       task;
  RimModel     *model;
  BoosterHandle booster;
  DMatrixHandle matrix;
  char         *path;              /* for R: columns and labels as doubles */
} Cohort;

static const char script[] =
  "suppressMessages(library(randomForest));"
  "f <- file(commandArgs(TRUE)[1], 'rb');"
  "x <- matrix(readBin(f, 'double', 300 * 40), 300);"
  "y <- factor(readBin(f, 'double', 300));"
  "start <- proc.time()[[3]];"
  "for (i in 1:5) forest <- randomForest(x, y, ntree = 500);"
  "cat((proc.time()[[3]] - start) / 5)";

static void
finish (gpointer data)
{
  Cohort *cohort = data;

  g_clear_pointer (&cohort->model, rim_model_unref);
  if (cohort->booster != NULL)
    XGBoosterFree (cohort->booster);
  if (cohort->matrix != NULL)
    XGDMatrixFree (cohort->matrix);
  if (cohort->path != NULL)
    g_unlink (cohort->path);
  g_free (cohort->path);
  g_free (cohort);
}

static Cohort *
cohort_new (void)
{
  Cohort *cohort = g_new0 (Cohort, 1);
  RimRandom random;

  rim_random_init (&random, rim_random_seed ("bench-trees", 0));
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      cohort->columns[c] = cohort->cells[c];
      for (guint row = 0; row < N_ROWS; row++)
        cohort->cells[c][row] = rim_random_uniform (&random, -1.0, 1.0);
    }
  for (guint32 row = 0; row < N_ROWS; row++)
    {
      double signal = 2.0 * rim_random_uniform (&random, -1.0, 1.0);

      for (guint c = 0; c < 5; c++)
        signal += cohort->cells[c][row];
      cohort->labels[row] = signal > 0.0;
      cohort->rows[row] = row;
    }
  cohort->task = (RimTask) { cohort->columns, N_COLUMNS, cohort->rows, N_ROWS, RIM_OUTCOME_BINARY, cohort->labels };

  return cohort;
}

static RimModel *
fit (const Cohort  *cohort,
     const char    *id,
     double         n_trees,
     GError       **error)
{
  const RimLearner *learner = rim_learners_find (id);
  double parameters[RIM_MAX_PARAMETERS];

  rim_learner_defaults (learner, parameters);
  parameters[0] = n_trees;

  return learner->fit (&cohort->task, parameters, 1, NULL, error);
}

static gboolean
check (int      result,
       GError **error)
{
  if (result != 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "XGBoost: %s", XGBGetLastError ());

  return result == 0;
}

/* The same trees, as XGBoost reads them. */
static gboolean
load_booster (Cohort  *cohort,
              GError **error)
{
  g_autoptr(JsonNode) node = rim_model_to_json (cohort->model);
  g_autofree char *text = json_to_string (json_object_get_member (json_node_get_object (node), "xgboost"), FALSE);
  g_autofree float *cells = g_new (float, N_ROWS * N_COLUMNS);

  for (guint row = 0; row < N_ROWS; row++)
    for (guint c = 0; c < N_COLUMNS; c++)
      cells[row * N_COLUMNS + c] = (float) cohort->cells[c][row];

  return check (XGBoosterCreate (NULL, 0, &cohort->booster), error) &&
         check (XGBoosterLoadModelFromBuffer (cohort->booster, text, strlen (text)), error) &&
         check (XGBoosterSetParam (cohort->booster, "nthread", "1"), error) &&
         check (XGDMatrixCreateFromMat_omp (cells, N_ROWS, N_COLUMNS, NAN, &cohort->matrix, 1), error);
}

static gpointer
prepare_shap (GError **error)
{
  Cohort *cohort = cohort_new ();

  cohort->model = fit (cohort, "xgboost", N_ROUNDS, error);
  if (cohort->model != NULL && load_booster (cohort, error))
    return cohort;

  finish (cohort);

  return NULL;
}

static gboolean
run_shap (gpointer         data,
          double          *seconds,
          GError   **error G_GNUC_UNUSED)
{
  const Cohort *cohort = data;
  double values[N_COLUMNS], contributions[N_COLUMNS];
  const double start = bench_now ();

  for (guint row = 0; row < N_ROWS; row++)
    {
      for (guint c = 0; c < N_COLUMNS; c++)
        values[c] = cohort->cells[c][row];
      rim_model_explain (cohort->model, values, contributions);
    }
  *seconds = bench_now () - start;

  return TRUE;
}

static gboolean
run_shap_reference (gpointer   data,
                    double    *seconds,
                    GError   **error)
{
  const Cohort *cohort = data;
  const double start = bench_now ();
  const float *found;
  bst_ulong length;
  const gboolean good = check (XGBoosterPredict (cohort->booster, cohort->matrix, 4, 0, 0, &length, &found), error);

  *seconds = bench_now () - start;

  return good;
}

static gpointer
prepare_forest (GError **error)
{
  Cohort *cohort = cohort_new ();
  double numbers[(N_COLUMNS + 1) * N_ROWS];

  memcpy (numbers, cohort->cells, sizeof cohort->cells);
  for (guint row = 0; row < N_ROWS; row++)
    numbers[N_COLUMNS * N_ROWS + row] = cohort->labels[row];
  cohort->path = bench_write_numbers (numbers, G_N_ELEMENTS (numbers), error);
  if (cohort->path != NULL)
    return cohort;

  finish (cohort);

  return NULL;
}

static gboolean
run_forest (gpointer   data,
            double    *seconds,
            GError   **error)
{
  const double start = bench_now ();
  g_autoptr(RimModel) model = fit (data, "random-forest", 500.0, error);

  *seconds = bench_now () - start;

  return model != NULL;
}

static gboolean
run_forest_reference (gpointer         data,
                      double          *seconds,
                      GError   **error G_GNUC_UNUSED)
{
  const Cohort *cohort = data;

  return bench_run_r (script, cohort->path, seconds);
}

const Bench bench_learn_forest = {
  "learn-forest", "forest of 500 trees from 40 features of 300 patients",
  "randomForest of R", prepare_forest, run_forest, run_forest_reference, finish,
};

const Bench bench_tree_shap = {
  "tree-shap", "reasons of 300 patients by 200 trees of depth 6",
  "pred_contribs of XGBoost", prepare_shap, run_shap, run_shap_reference, finish,
};
