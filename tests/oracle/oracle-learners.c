/* oracle-learners.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Models, as R's glm, MASS, survival, e1071 and randomForest have them, as scikit-learn has
 * them (learn/make-models.R and .py), and as XGBoost itself does.
 */

#include "learn/rim-learner.h"

#include <math.h>
#include <string.h>
#include <xgboost/c_api.h>

#include "rim-test-values.h"

#define N_ROWS 100
#define N_TRAIN 70
#define N_COLUMNS 40
#define N_FEW 6

static RimTestValues *of_r, *of_python, *cohort;
static double *columns[N_COLUMNS], *scaled[N_FEW], *numbers, *times, *weights, *class_weights;
static guint8 *labels, *events;
static guint32 rows[N_ROWS];

/* R's scale(): mean 0, and variance 1 by n − 1. */
static double *
dup_scaled (const double *column)
{
  double *values = g_memdup2 (column, N_ROWS * sizeof (double));
  double mean = 0.0, variance = 0.0;

  for (guint row = 0; row < N_ROWS; row++)
    mean += values[row] / N_ROWS;
  for (guint row = 0; row < N_ROWS; row++)
    variance += (values[row] - mean) * (values[row] - mean) / (N_ROWS - 1.0);
  for (guint row = 0; row < N_ROWS; row++)
    values[row] = (values[row] - mean) / sqrt (variance);

  return values;
}

static void
load (void)
{
  guint n_positive = 0;

  of_r = rim_test_values_load ("oracle/learn/values-r-models.csv");
  of_python = rim_test_values_load ("oracle/learn/values-python-models.csv");
  cohort = rim_test_values_load ("oracle/learn/cohort.csv");
  numbers = rim_test_values_get_column (cohort, "number");
  times = rim_test_values_get_column (cohort, "time");
  weights = rim_test_values_get_column (cohort, "weight");
  labels = rim_test_values_get_labels (cohort, "label");
  events = rim_test_values_get_labels (cohort, "event");
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      g_autofree char *name = g_strdup_printf ("x%u", c + 1);

      columns[c] = rim_test_values_get_column (cohort, name);
      if (c < N_FEW)
        scaled[c] = dup_scaled (columns[c]);
    }

  class_weights = g_new (double, N_ROWS);
  for (guint32 row = 0; row < N_ROWS; row++)
    {
      n_positive += labels[row];
      rows[row] = row;
    }
  for (guint row = 0; row < N_ROWS; row++)
    class_weights[row] = N_ROWS / (2.0 * (labels[row] != 0 ? n_positive : N_ROWS - n_positive));
}

static void
unload (void)
{
  rim_test_values_free (of_r);
  rim_test_values_free (of_python);
  rim_test_values_free (cohort);
  for (guint c = 0; c < N_COLUMNS; c++)
    g_free (columns[c]);
  for (guint c = 0; c < N_FEW; c++)
    g_free (scaled[c]);
  g_free (numbers);
  g_free (times);
  g_free (weights);
  g_free (class_weights);
  g_free (labels);
  g_free (events);
}

static RimTask
get_task (RimOutcomeKind kind)
{
  return (RimTask) {
           .columns = (const double *const *) columns,
           .n_columns = N_FEW,
           .rows = rows,
           .n = N_ROWS,
           .kind = kind,
           .labels = kind == RIM_OUTCOME_SURVIVAL ? events : labels,
           .values = kind == RIM_OUTCOME_SURVIVAL ? times : numbers,
  };
}

/* @settings: "name=value name=value" */
static RimModel *
fit_new (const char    *id,
         const RimTask *task,
         const char    *settings)
{
  const RimLearner *learner = rim_learners_find (id);
  g_auto(GStrv) each = g_strsplit (settings, " ", -1);
  double parameters[RIM_MAX_PARAMETERS];
  g_autoptr(GError) error = NULL;
  RimModel *model;

  rim_learner_defaults (learner, parameters);
  for (guint i = 0; each[i] != NULL && *each[i] != '\0'; i++)
    {
      g_auto(GStrv) pair = g_strsplit (each[i], "=", 2);
      guint at = 0;

      while (strcmp (learner->parameters[at].name, pair[0]) != 0)
        at++;
      parameters[at] = g_ascii_strtod (pair[1], NULL);
    }
  model = learner->fit (task, parameters, 20261130, NULL, &error);
  g_assert_no_error (error);

  return model;
}

static double
predict (RimModel      *model,
         const RimTask *task,
         guint          row)
{
  double values[N_COLUMNS];

  for (guint c = 0; c < task->n_columns; c++)
    values[c] = task->columns[c][row];

  return rim_model_predict (model, values);
}

static void
assert_margins (RimTestValues *values,
                const char    *name,
                const char    *id,
                const RimTask *task,
                const char    *settings,
                double         tolerance)
{
  g_autoptr(RimModel) model = fit_new (id, task, settings);

  for (guint row = 0; row < N_ROWS; row++)
    rim_test_values_assert (values, predict (model, task, row), tolerance, "%s/%u", name, row);
}

static void
test_linear (void)
{
  RimTask task = get_task (RIM_OUTCOME_BINARY);
  RimTask survival = get_task (RIM_OUTCOME_SURVIVAL);

  assert_margins (of_r, "logistic/plain", "logistic", &task, "", 1e-10);
  assert_margins (of_r, "lda/plain", "lda", &task, "", 1e-10);
  assert_margins (of_python, "lda/ledoit-wolf", "lda", &task, "ledoit_wolf=1", 1e-10);
  assert_margins (of_r, "cox/efron", "cox", &survival, "", 1e-10);
  assert_margins (of_r, "cox/efron", "cox", &survival, "ridge=1e-12", 1e-6);
  assert_margins (of_r, "cox/ridge", "cox", &survival, "ridge=0.05", 1e-8);
  assert_margins (of_r, "cox/ridge", "elastic-net", &survival, "alpha=0 lambda=0.05 efron=1", 1e-8);
  task.weights = survival.weights = weights;
  assert_margins (of_r, "cox/ridge-rows", "cox", &survival, "ridge=0.2", 1e-8);
  assert_margins (of_r, "logistic/rows", "logistic", &task, "", 1e-10);
  assert_margins (of_r, "lda/rows", "lda", &task, "", 1e-10);
  task.weights = class_weights;
  assert_margins (of_r, "logistic/classes", "logistic", &task, "", 1e-10);
}

/* libsvm stops where nothing is wrong by more than 1e-8. */
static void
assert_decisions (const char    *name,
                  const RimTask *task,
                  const char    *settings)
{
  g_autoptr(RimModel) model = fit_new ("svm", task, settings);

  for (guint row = 0; row < N_ROWS; row++)
    g_assert_cmpfloat_with_epsilon (predict (model, task, row), rim_test_values_find (of_r, "%s/%u", name, row), 1e-7);
}

static void
test_svm (void)
{
  RimTask task = get_task (RIM_OUTCOME_BINARY);

  task.columns = (const double *const *) scaled;
  assert_decisions ("svm/linear", &task, "kernel=0 cost=0.5");
  assert_decisions ("svm/radial", &task, "kernel=1 cost=2 gamma=0.1");
  task.weights = class_weights;
  assert_decisions ("svm/classes", &task, "");
}

static void
test_tree (void)
{
  RimTask task = get_task (RIM_OUTCOME_BINARY);
  const RimTask of_numbers = get_task (RIM_OUTCOME_NUMBER);

  assert_margins (of_python, "tree/classes", "random-forest", &task, "n_trees=1 mtry=6 bootstrap=0 max_depth=3", 1e-14);
  assert_margins (of_python, "tree/numbers", "random-forest", &of_numbers,
                  "n_trees=1 mtry=6 bootstrap=0 max_depth=4 min_leaf=3", 1e-14);
  task.weights = weights;
  assert_margins (of_python, "tree/weights", "random-forest", &task,
                  "n_trees=1 mtry=6 bootstrap=0 max_depth=4 min_leaf=9", 1e-14);
}

/* Both draw their own numbers: of 4000 trees the mean of leaves, at most 0.5 from it each,
 * is off by 0.008 at the most as a standard error, of R's 20000 by 0.0035. Five of both
 * together are allowed.
 */
static void
test_forest (void)
{
  RimTask task = get_task (RIM_OUTCOME_BINARY);
  RimTask of_numbers = get_task (RIM_OUTCOME_NUMBER);
  g_autoptr(RimModel) model = NULL, of_number = NULL;

  task.n_columns = of_numbers.n_columns = N_COLUMNS;
  task.n = of_numbers.n = N_TRAIN;
  model = fit_new ("random-forest", &task, "n_trees=4000");
  of_number = fit_new ("random-forest", &of_numbers, "n_trees=4000");
  for (guint row = N_TRAIN; row < N_ROWS; row++)
    {
      const double probability = rim_test_values_find (of_r, "forest/classes/%u", row - N_TRAIN);
      const double number = rim_test_values_find (of_r, "forest/numbers/%u", row - N_TRAIN);

      g_assert_cmpfloat_with_epsilon (predict (model, &task, row), probability, 0.044);
      g_assert_cmpfloat_with_epsilon (predict (of_number, &of_numbers, row), number, 0.4);
    }
}

/* A model's own document of XGBoost, read by XGBoost. */
static BoosterHandle
load_booster (RimModel *model)
{
  g_autoptr(JsonNode) node = rim_model_to_json (model);
  JsonNode *document = json_object_get_member (json_node_get_object (node), "xgboost");
  g_autofree char *text = json_to_string (document, FALSE);
  BoosterHandle booster;

  g_assert_cmpint (XGBoosterCreate (NULL, 0, &booster), ==, 0);
  g_assert_cmpint (XGBoosterLoadModelFromBuffer (booster, text, strlen (text)), ==, 0);

  return booster;
}

static DMatrixHandle
make_matrix (void)
{
  g_autofree float *cells = g_new (float, N_ROWS * N_FEW);
  DMatrixHandle matrix;

  for (guint row = 0; row < N_ROWS; row++)
    for (guint c = 0; c < N_FEW; c++)
      cells[row * N_FEW + c] = (float) columns[c][row];
  g_assert_cmpint (XGDMatrixCreateFromMat_omp (cells, N_ROWS, N_FEW, NAN, &matrix, 1), ==, 0);

  return matrix;
}

/* XGBoost sums in float, which is good to seven digits of what is summed. */
static void
assert_as_xgboost (const RimTask *task,
                   const char    *settings)
{
  g_autoptr(RimModel) model = fit_new ("xgboost", task, settings);
  BoosterHandle booster = load_booster (model);
  DMatrixHandle matrix = make_matrix ();
  g_autofree float *margins = NULL;
  const float *found;
  bst_ulong length;
  double shift = NAN;

  g_assert_cmpint (XGBoosterPredict (booster, matrix, 1, 0, 0, &length, &found), ==, 0);
  g_assert_cmpuint (length, ==, N_ROWS);
  margins = g_memdup2 (found, N_ROWS * sizeof (float));
  g_assert_cmpint (XGBoosterPredict (booster, matrix, 4, 0, 0, &length, &found), ==, 0);
  g_assert_cmpuint (length, ==, N_ROWS * (N_FEW + 1));
  for (guint row = 0; row < N_ROWS; row++)
    {
      double values[N_FEW], contributions[N_FEW], base, size = MAX (1.0, fabs (margins[row]));

      for (guint c = 0; c < N_FEW; c++)
        values[c] = columns[c][row];
      base = rim_model_explain (model, values, contributions);
      for (guint c = 0; c < N_FEW; c++)
        size = MAX (size, fabs (contributions[c]));
      if (row == 0)
        shift = base - found[N_FEW];
      for (guint c = 0; c < N_FEW; c++)
        g_assert_cmpfloat_with_epsilon (contributions[c], found[row * (N_FEW + 1) + c], 1e-6 * size);
      g_assert_cmpfloat_with_epsilon (predict (model, task, row), margins[row] + shift, 2e-6 * size);
    }
  if (task->kind != RIM_OUTCOME_SURVIVAL)
    g_assert_cmpfloat_with_epsilon (shift, 0.0, 1e-5);
  XGBoosterFree (booster);
  XGDMatrixFree (matrix);
}

static void
test_xgboost (void)
{
  RimTask task = get_task (RIM_OUTCOME_BINARY);
  const RimTask survival = get_task (RIM_OUTCOME_SURVIVAL), number = get_task (RIM_OUTCOME_NUMBER);

  assert_as_xgboost (&task, "n_rounds=60 max_depth=4");
  assert_as_xgboost (&task, "n_rounds=40 max_depth=8 min_child_weight=0.1 gamma=0.3 subsample=0.7 colsample_bytree=0.5");
  assert_as_xgboost (&survival, "n_rounds=30 max_depth=3 eta=0.1");
  assert_as_xgboost (&number, "n_rounds=50 alpha=0.5 lambda=2");
  task.weights = weights;
  assert_as_xgboost (&task, "n_rounds=25 scale_pos_weight=3");
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  load ();
  g_test_add_func ("/learners/linear", test_linear);
  g_test_add_func ("/learners/svm", test_svm);
  g_test_add_func ("/learners/tree", test_tree);
  g_test_add_func ("/learners/forest", test_forest);
  g_test_add_func ("/learners/xgboost", test_xgboost);
  result = g_test_run ();
  rim_test_values_assert_used (of_r);
  rim_test_values_assert_used (of_python);
  unload ();

  return result;
}
