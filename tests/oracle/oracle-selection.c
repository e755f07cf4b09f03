/* oracle-selection.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Steps of selection and nested validation, as R and scikit-learn have them
 * (learn/make-selection.R and .py).
 */

#include <math.h>
#include <string.h>

#include "learn/rim-model-json-private.h"
#include "learn/rim-trial.h"

#include "rim-test-values.h"

#define N_ROWS 100
#define N_COLUMNS 120

typedef struct
{
  const char     *name;
  RimOutcomeKind  kind;
  guint           n_columns;
  const char     *step;           /* with its parameters */
  gboolean        is_of_python;
} Case;

static const Case cases[] = {
  { "t-test/level", RIM_OUTCOME_BINARY, N_COLUMNS, "t-test level=0.1" },
  { "t-test/fdr", RIM_OUTCOME_BINARY, N_COLUMNS, "t-test level=0.3 fdr=1" },
  { "t-test/most", RIM_OUTCOME_BINARY, N_COLUMNS, "t-test level=1 most=5" },
  { "mann-whitney/level", RIM_OUTCOME_BINARY, N_COLUMNS, "mann-whitney level=0.1" },
  { "cox-test/level", RIM_OUTCOME_SURVIVAL, N_COLUMNS, "cox-test level=0.1" },
  { "rfe/logistic/one", RIM_OUTCOME_BINARY, N_COLUMNS, "rfe most=8", TRUE },
  { "rfe/logistic/part", RIM_OUTCOME_BINARY, N_COLUMNS, "rfe most=8 step=0.15", TRUE },
  { "rfe/ridge/one", RIM_OUTCOME_NUMBER, N_COLUMNS, "rfe most=8 c=0.5", TRUE },
  { "rfe/ridge/part", RIM_OUTCOME_NUMBER, N_COLUMNS, "rfe most=8 c=0.5 step=0.15", TRUE },
  { "mrmr/label/0/4", RIM_OUTCOME_BINARY, N_COLUMNS, "mrmr most=4 scheme=0", TRUE },
  { "mrmr/label/0/15", RIM_OUTCOME_BINARY, N_COLUMNS, "mrmr most=15 scheme=0", TRUE },
  { "mrmr/label/1/4", RIM_OUTCOME_BINARY, N_COLUMNS, "mrmr most=4 scheme=1", TRUE },
  { "mrmr/label/1/15", RIM_OUTCOME_BINARY, N_COLUMNS, "mrmr most=15 scheme=1", TRUE },
  { "mrmr/label/2/4", RIM_OUTCOME_BINARY, N_COLUMNS, "mrmr most=4 scheme=2", TRUE },
  { "mrmr/label/2/15", RIM_OUTCOME_BINARY, N_COLUMNS, "mrmr most=15 scheme=2", TRUE },
  { "mrmr/label/3/4", RIM_OUTCOME_BINARY, N_COLUMNS, "mrmr most=4 scheme=3", TRUE },
  { "mrmr/label/3/15", RIM_OUTCOME_BINARY, N_COLUMNS, "mrmr most=15 scheme=3", TRUE },
  { "mrmr/number/0/4", RIM_OUTCOME_NUMBER, N_COLUMNS, "mrmr most=4 scheme=0", TRUE },
  { "mrmr/number/0/15", RIM_OUTCOME_NUMBER, N_COLUMNS, "mrmr most=15 scheme=0", TRUE },
  { "mrmr/number/1/4", RIM_OUTCOME_NUMBER, N_COLUMNS, "mrmr most=4 scheme=1", TRUE },
  { "mrmr/number/1/15", RIM_OUTCOME_NUMBER, N_COLUMNS, "mrmr most=15 scheme=1", TRUE },
  { "mrmr/number/2/4", RIM_OUTCOME_NUMBER, N_COLUMNS, "mrmr most=4 scheme=2", TRUE },
  { "mrmr/number/2/15", RIM_OUTCOME_NUMBER, N_COLUMNS, "mrmr most=15 scheme=2", TRUE },
  { "mrmr/number/3/4", RIM_OUTCOME_NUMBER, N_COLUMNS, "mrmr most=4 scheme=3", TRUE },
  { "mrmr/number/3/15", RIM_OUTCOME_NUMBER, N_COLUMNS, "mrmr most=15 scheme=3", TRUE },
  { "correlation/pearson", RIM_OUTCOME_BINARY, N_COLUMNS, "correlation least=0.3", TRUE },
  { "correlation/spearman", RIM_OUTCOME_BINARY, N_COLUMNS, "correlation least=0.3 ranks=1", TRUE },
};

static RimTestValues *of_r, *of_python;
static RimCohort *cohort;
static RimOutcome *outcomes[3];

static void
load (void)
{
  static const RimOutcomeSettings settings[] = {
    { RIM_OUTCOME_BINARY, "label", NULL, NULL, 0.0 },
    { RIM_OUTCOME_SURVIVAL, "time", NULL, "event", 0.0 },
    { RIM_OUTCOME_NUMBER, "number", NULL, NULL, 0.0 },
  };
  static const char *const names[] = { "label", "time", "event", "number" };
  g_autoptr(RimTestValues) table = rim_test_values_load ("oracle/learn/cohort.csv");
  g_auto(GStrv) ids = g_new0 (char *, N_ROWS + 1);
  g_autoptr(RimCohortBuilder) builder = NULL;

  of_r = rim_test_values_load ("oracle/learn/values-r-selection.csv");
  of_python = rim_test_values_load ("oracle/learn/values-python-selection.csv");
  for (guint row = 0; row < N_ROWS; row++)
    ids[row] = g_strdup_printf ("P%u", row);
  builder = rim_cohort_builder_new ((const char *const *) ids, (const char *const *) ids, N_ROWS);
  for (guint i = 0; i < G_N_ELEMENTS (names) + N_COLUMNS; i++)
    {
      const guint c = i < G_N_ELEMENTS (names) ? 0 : i - (guint) G_N_ELEMENTS (names) + 1;
      g_autofree char *name = c == 0 ? g_strdup (names[i]) : g_strdup_printf ("x%u", c);
      g_autofree double *values = rim_test_values_get_column (table, name);

      g_assert_true (rim_cohort_builder_add_numbers (builder, name, c == 0 ? RIM_COLUMN_OUTCOME : RIM_COLUMN_FEATURE,
                                                     values, NULL));
    }
  cohort = rim_cohort_builder_end (builder);
  for (guint k = 0; k < G_N_ELEMENTS (settings); k++)
    outcomes[k] = rim_outcome_new (cohort, &settings[k], NULL);
}

static void
unload (void)
{
  rim_test_values_free (of_r);
  rim_test_values_free (of_python);
  rim_cohort_unref (cohort);
  for (guint k = 0; k < G_N_ELEMENTS (outcomes); k++)
    rim_outcome_free (outcomes[k]);
}

/* A model that any number of columns can have, as it is not looked at. */
static RimPipeline *
pipeline_new (const char *step)
{
  static const double weak = 0.02;
  RimPipeline *self = rim_pipeline_new ();
  g_auto(GStrv) words = g_strsplit (step, " ", 0);

  for (guint k = 0; words[k] != NULL; k++)
    {
      g_auto(GStrv) pair = g_strsplit (words[k], "=", 2);

      if (k == 0)
        g_assert_true (rim_pipeline_add_step (self, words[k], NULL));
      else
        g_assert_true (rim_pipeline_set_step (self, pair[0], g_ascii_strtod (pair[1], NULL), NULL));
    }
  g_assert_true (rim_pipeline_add_learner (self, "elastic-net", NULL));
  g_assert_true (rim_pipeline_set_learner (self, "lambda", &weak, 1, NULL));

  return self;
}

static char **
list_columns (guint n)
{
  char **columns = g_new0 (char *, n + 1);

  for (guint c = 0; c < n; c++)
    columns[c] = g_strdup_printf ("x%u", c + 1);

  return columns;
}

static RimFit *
fit_new (const char     *step,
         RimOutcomeKind  kind,
         guint           n_columns)
{
  g_autoptr(RimPipeline) pipeline = pipeline_new (step);
  g_auto(GStrv) columns = list_columns (n_columns);
  g_autoptr(GError) error = NULL;
  RimFit *fit = rim_fit_new (pipeline, cohort, (const char *const *) columns, outcomes[kind], outcomes[kind]->rows,
                             N_ROWS, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return fit;
}

static void
test_selection (gconstpointer data)
{
  const Case *wanted = data;
  RimTestValues *values = wanted->is_of_python ? of_python : of_r;
  g_autoptr(RimFit) fit = fit_new (wanted->step, wanted->kind, wanted->n_columns);
  const guint n = rim_fit_get_n_inputs (fit);

  rim_test_values_assert (values, n, 1e-14, "%s/n", wanted->name);
  for (guint i = 0; i < n; i++)
    rim_test_values_assert (values, g_ascii_strtod (rim_fit_get_input (fit, i)->name + 1, NULL), 1e-14, "%s/%u",
                            wanted->name, i);
}

static void
test_components (void)
{
  static const guint columns[] = { 0, 5, 11 };

  for (guint wide = 0; wide < 2; wide++)
    {
      const char *name = wide ? "wide" : "tall";
      const guint p = wide ? N_COLUMNS : 12;
      g_autoptr(RimFit) fit = fit_new ("pca variance=0.8", RIM_OUTCOME_BINARY, p);
      g_autoptr(JsonNode) node = rim_fit_to_json (fit);
      JsonObject *object = json_node_get_object (node);
      const guint n = (guint) json_object_get_int_member (object, "outputs");
      g_autofree double *loadings = rim_model_json_dup_numbers (object, "loadings", (gsize) n * p, NULL);

      g_assert_nonnull (loadings);
      rim_test_values_assert (of_python, n, 1e-14, "pca/%s/n", name);
      for (guint k = 0; k < 5; k++)
        for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
          rim_test_values_assert (of_python, fabs (loadings[k * p + columns[i]]), 1e-10, "pca/%s/%u/%u", name, k,
                                  columns[i]);
    }
}

/* Of as many inputs as rows the covariance is shrunk. */
static void
test_distances (void)
{
  for (guint wide = 0; wide < 2; wide++)
    {
      const guint p = wide ? N_COLUMNS : 12;
      g_autoptr(RimFit) fit = fit_new ("variance", RIM_OUTCOME_BINARY, p);
      g_autofree double *values = g_new (double, p);
      double beyond;

      for (guint row = 0; row < 10; row++)
        {
          for (guint c = 0; c < p; c++)
            values[c] = rim_cohort_find (cohort, rim_fit_get_input (fit, c)->name)->values[row];
          rim_test_values_assert (of_python, rim_fit_get_distance (fit, values, &beyond), 1e-9, "distance/%s/%u",
                                  wide ? "shrunk" : "plain", row);
        }
    }
}

/* A LASSO whose penalty inner folds choose; what was learned in each outer fold. Ours ends
 * where a step is worth 1e-12 of the deviance, which is 1e-6 of a coefficient.
 */
static void
test_nested (void)
{
  static const double lambdas[] = { 0.2, 0.1, 0.06, 0.03 };
  const RimSplitSettings outer = { RIM_SPLIT_K_FOLD, 5, 1, 0.0, TRUE, 11 };
  g_autoptr(RimPipeline) pipeline = pipeline_new ("variance");
  g_auto(GStrv) columns = list_columns (N_COLUMNS);
  g_autoptr(RimTrial) trial = NULL;
  g_autoptr(GError) error = NULL;

  pipeline->inner_folds = 4;
  pipeline->seed = 3;
  rim_pipeline_set_learner (pipeline, "lambda", lambdas, G_N_ELEMENTS (lambdas), &error);
  g_assert_no_error (error);
  trial = rim_trial_run (pipeline, cohort, (const char *const *) columns, outcomes[RIM_OUTCOME_BINARY], &outer, NULL,
                         NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (trial->predictions->len, ==, N_ROWS);
  for (guint i = 0; i < N_ROWS; i++)
    {
      const RimTrialPrediction *prediction = &g_array_index (trial->predictions, RimTrialPrediction, i);

      rim_test_values_assert (of_r, prediction->margin, 5e-6 / MAX (fabs (prediction->margin), 1e-3), "nested/margin/%u",
                              prediction->row);
    }
  for (guint k = 0; k < 5; k++)
    {
      RimFit *fit = trial->fits->pdata[k];
      const double at_0 = rim_fit_get_probability (fit, 0.0), at_1 = rim_fit_get_probability (fit, 1.0);

      g_assert_true (rim_fit_is_out_of_fold (fit));
      rim_test_values_assert (of_r, log (at_0 / (1.0 - at_0)), 1e-5, "nested/intercept/%u", k);
      rim_test_values_assert (of_r, log (at_1 / (1.0 - at_1)) - log (at_0 / (1.0 - at_0)), 1e-5, "nested/slope/%u", k);
      rim_test_values_assert (of_r, rim_fit_get_cut_off (fit), 1e-5, "nested/cut/%u", k);
    }
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
      g_autofree char *path = g_strdup_printf ("/selection/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_selection);
    }
  g_test_add_func ("/selection/pca", test_components);
  g_test_add_func ("/selection/distance", test_distances);
  g_test_add_func ("/selection/nested", test_nested);

  result = g_test_run ();
  rim_test_values_assert_used (of_r);
  rim_test_values_assert_used (of_python);
  unload ();

  return result;
}
