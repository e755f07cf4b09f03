/* test-pipeline.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "core/rim-json.h"
#include "core/rim-parallel.h"
#include "core/rim-random.h"
#include "learn/rim-fit-rank.h"
#include "learn/rim-stability.h"
#include "learn/rim-trial.h"
#include "statistics/rim-statistics-error.h"
#include "rim-test-data.h"

#define N_ROWS 90
#define N_FEATURES 40
#define N_TEST 30

/* The last N_TEST rows are for testing. */
typedef struct
{
  double      features[N_FEATURES][N_ROWS];
  double      age[N_ROWS];
  const char *histology[N_ROWS];
  const char *scanner[N_ROWS];
  double      classes[N_ROWS];
  double      times[N_ROWS];
  double      events[N_ROWS];
  guint32     rows[N_ROWS];
} Table;

static const char *const histologies[] = { "adenocarcinoma", "large cell", "squamous" };

static void
table_init (Table *self)
{
  RimRandom random;

  rim_random_init (&random, rim_random_seed ("test-pipeline", 0));
  for (guint32 row = 0; row < N_ROWS; row++)
    {
      double signal;

      for (guint c = 0; c < N_FEATURES; c++)
        self->features[c][row] = 5.0 + rim_random_uniform (&random, -1.0, 1.0) * (c + 1.0);
      self->features[9][row] = self->features[3][row] + 0.01 * self->features[5][row];
      self->features[11][row] = 0.3;
      self->age[row] = floor (rim_random_uniform (&random, 40.0, 80.0));
      self->histology[row] = histologies[rim_random_below (&random, 3)];
      self->scanner[row] = rim_random_below (&random, 3) > 0 ? "A" : "B";
      signal = (self->features[3][row] - 5.0) / 4.0 - (self->features[7][row] - 5.0) / 8.0 +
               rim_random_uniform (&random, -0.7, 0.7);
      self->classes[row] = signal > 0.0;
      self->times[row] = floor (20.0 - 8.0 * signal);
      self->events[row] = rim_random_below (&random, 4) > 0;
      self->rows[row] = row;
    }
}

/* @reversed: whether features come from the last to the first */
static RimCohort *
table_to_cohort (const Table *self,
                 gboolean     reversed)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(RimCohortBuilder) builder = NULL;
  g_autoptr(GError) error = NULL;

  for (guint row = 0; row < N_ROWS; row++)
    g_ptr_array_add (names, g_strdup_printf ("P%u", row));
  g_ptr_array_add (names, NULL);
  builder = rim_cohort_builder_new ((const char *const *) names->pdata, (const char *const *) names->pdata, N_ROWS);
  for (guint i = 0; i < N_FEATURES; i++)
    {
      const guint c = reversed ? N_FEATURES - 1 - i : i;
      g_autofree char *name = g_strdup_printf ("f%u", c);

      rim_cohort_builder_add_numbers (builder, name, RIM_COLUMN_FEATURE, self->features[c], &error);
      g_assert_no_error (error);
    }
  rim_cohort_builder_add_numbers (builder, "age", RIM_COLUMN_CLINICAL, self->age, &error);
  rim_cohort_builder_add_categories (builder, "histology", RIM_COLUMN_CLINICAL, self->histology, &error);
  rim_cohort_builder_add_categories (builder, "scanner", RIM_COLUMN_BATCH, self->scanner, &error);
  rim_cohort_builder_add_numbers (builder, "class", RIM_COLUMN_OUTCOME, self->classes, &error);
  rim_cohort_builder_add_numbers (builder, "time", RIM_COLUMN_OUTCOME, self->times, &error);
  rim_cohort_builder_add_numbers (builder, "event", RIM_COLUMN_OUTCOME, self->events, &error);
  g_assert_no_error (error);

  return rim_cohort_builder_end (builder);
}

static char **
list_inputs (RimCohort *cohort)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint c = 0; c < rim_cohort_get_n_columns (cohort); c++)
    {
      const RimColumn *column = rim_cohort_get_column (cohort, c);

      if (column->role == RIM_COLUMN_FEATURE || column->role == RIM_COLUMN_CLINICAL)
        g_ptr_array_add (names, g_strdup (column->name));
    }
  g_ptr_array_add (names, NULL);

  return (char **) g_ptr_array_steal (names, NULL);
}

static RimOutcome *
outcome_new (RimCohort      *cohort,
             RimOutcomeKind  kind)
{
  const RimOutcomeSettings settings[] = {
    { RIM_OUTCOME_BINARY, "class", NULL, NULL, 0.0 },
    { RIM_OUTCOME_SURVIVAL, "time", NULL, "event", 0.0 },
    { RIM_OUTCOME_NUMBER, "time", NULL, NULL, 0.0 },
  };
  g_autoptr(GError) error = NULL;
  RimOutcome *outcome = rim_outcome_new (cohort, &settings[kind], &error);

  g_assert_no_error (error);

  return outcome;
}

/* @chain: "t-test fdr=1 level=0.2, lasso" */
static RimPipeline *
pipeline_new (const char *chain,
              const char *learner)
{
  g_autoptr(RimPipeline) self = rim_pipeline_new ();
  g_auto(GStrv) steps = g_strsplit (chain, ", ", 0);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; steps[i] != NULL; i++)
    {
      g_auto(GStrv) words = g_strsplit (steps[i], " ", 0);

      rim_pipeline_add_step (self, words[0], &error);
      for (guint k = 1; error == NULL && words[k] != NULL; k++)
        {
          g_auto(GStrv) pair = g_strsplit (words[k], "=", 2);

          rim_pipeline_set_step (self, pair[0], g_ascii_strtod (pair[1], NULL), &error);
        }
      g_assert_no_error (error);
    }
  rim_pipeline_add_learner (self, learner, &error);
  g_assert_no_error (error);
  self->seed = 7;

  return g_steal_pointer (&self);
}

static RimFit *
fit_new (const RimPipeline *pipeline,
         const Table       *table,
         gboolean           reversed,
         RimOutcomeKind     kind)
{
  g_autoptr(RimCohort) cohort = table_to_cohort (table, reversed);
  g_auto(GStrv) inputs = list_inputs (cohort);
  g_autoptr(RimOutcome) outcome = outcome_new (cohort, kind);
  g_autoptr(GError) error = NULL;
  RimFit *fit = rim_fit_new (pipeline, cohort, (const char *const *) inputs, outcome, table->rows, N_ROWS - N_TEST,
                             NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return fit;
}

static char *
fit_to_text (RimFit *fit)
{
  g_autoptr(JsonNode) node = rim_fit_to_json (fit);

  return rim_json_to_text (node, TRUE);
}

static void
assert_explained (RimFit      *fit,
                  const Table *table)
{
  g_autoptr(RimCohort) cohort = table_to_cohort (table, FALSE);
  const guint n = rim_fit_get_n_inputs (fit);
  g_autofree double *values = g_new (double, n + 1);
  g_autofree double *added = g_new (double, n + 1);
  g_autofree double *importance = g_new (double, n + 1);
  g_autofree double *expected = g_new0 (double, n + 1);
  double margins[N_ROWS];
  g_autoptr(GError) error = NULL;

  rim_fit_predict_rows (fit, cohort, table->rows, N_ROWS, margins, &error);
  g_assert_no_error (error);
  for (guint row = 0; row < N_ROWS; row++)
    {
      double sum, part = 0.0;

      for (guint i = 0; i < n; i++)
        values[i] = rim_cohort_find (cohort, rim_fit_get_input (fit, i)->name)->values[row];
      sum = rim_fit_explain (fit, values, added);
      for (guint i = 0; i < n; i++)
        {
          sum += added[i];
          expected[i] += fabs (added[i]) / N_ROWS;
        }
      g_assert_cmpfloat (rim_fit_predict (fit, values), ==, margins[row]);
      g_assert_cmpfloat_with_epsilon (sum, margins[row], 1e-9);
      g_assert_cmpfloat (rim_fit_get_distance (fit, values, &part), >, 0.0);
      g_assert_true (part >= 0.0 && part <= 1.0);
    }

  g_assert_true (rim_fit_rank (fit, cohort, table->rows, N_ROWS, importance, &error));
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat (importance[i], ==, expected[i]);
}

typedef struct
{
  const char     *chain;
  const char     *learner;
  RimOutcomeKind  kind;
  gboolean        is_whole;      /* with harmonisation, kept clinical inputs and missing values */
} Recipe;

static const Recipe recipes[] = {
  { "variance, t-test level=0.3, correlation, mrmr most=8, lasso folds=5", "elastic-net", RIM_OUTCOME_BINARY },
  { "mann-whitney fdr=1 level=0.9 most=12, chi-squared, mrmr most=6 scheme=3", "xgboost", RIM_OUTCOME_BINARY },
  { "cox-test level=0.3, elastic-net folds=4", "elastic-net", RIM_OUTCOME_SURVIVAL },
  { "mrmr most=10 scheme=2, lasso folds=4", "elastic-net", RIM_OUTCOME_NUMBER },
  { "correlation least=0.95 ranks=1, rfe most=6 step=0.2", "lda", RIM_OUTCOME_BINARY, TRUE },
  { "pca variance=0.8, pca most=7", "elastic-net", RIM_OUTCOME_BINARY, TRUE },
  { "cox-test level=0.5 most=9, pca", "xgboost", RIM_OUTCOME_SURVIVAL, TRUE },
};

static RimPipeline *
recipe_to_pipeline (const Recipe *self)
{
  RimPipeline *pipeline = pipeline_new (self->chain, self->learner);

  if (self->is_whole)
    {
      pipeline->batch = g_strdup ("scanner");
      pipeline->keep_clinical = TRUE;
      pipeline->class_weights = TRUE;
      pipeline->missing = RIM_MISSING_MEDIAN;
      pipeline->scaling = RIM_SCALING_MIN_MAX;
    }

  return pipeline;
}

static void
table_init_recipe (Table        *self,
                   const Recipe *recipe)
{
  table_init (self);
  for (guint row = 0; row < N_ROWS && recipe->is_whole; row += 7)
    {
      self->features[3][row] = NAN;
      self->age[row] = NAN;
    }
}

/* What rows for testing hold is no part of a fit, nor how many threads made it. */
static void
test_leakage (gconstpointer data)
{
  const Recipe *recipe = data;
  g_autoptr(RimPipeline) pipeline = recipe_to_pipeline (recipe);
  g_autofree Table *table = g_new (Table, 1);
  g_autoptr(RimFit) fit = NULL;
  g_autoptr(RimFit) other = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_other = NULL;
  RimRandom random;

  pipeline->inner_folds = 3;
  table_init_recipe (table, recipe);
  rim_parallel_set_n_threads (1);
  fit = fit_new (pipeline, table, FALSE, recipe->kind);
  g_assert_cmpuint (rim_fit_get_n_inputs (fit), >, 0);
  assert_explained (fit, table);
  text = fit_to_text (fit);

  rim_random_init (&random, 1);
  for (guint row = N_ROWS - N_TEST; row < N_ROWS; row++)
    {
      for (guint c = 0; c < N_FEATURES; c++)
        table->features[c][row] = rim_random_uniform (&random, -1e3, 1e3);
      table->age[row] = rim_random_uniform (&random, 0.0, 1.0);
      table->classes[row] = (double) rim_random_below (&random, 2);
      table->times[row] = (double) rim_random_below (&random, 99);
      table->events[row] = (double) rim_random_below (&random, 2);
    }
  rim_parallel_set_n_threads (4);
  other = fit_new (pipeline, table, FALSE, recipe->kind);
  text_other = fit_to_text (other);
  rim_parallel_set_n_threads (0);
  g_assert_true (strcmp (text, text_other) == 0);
}

/* All that a fit says comes back from JSON with its bits. */
static void
test_json (gconstpointer data)
{
  const Recipe *recipe = data;
  g_autoptr(RimPipeline) pipeline = recipe_to_pipeline (recipe);
  g_autofree Table *table = g_new (Table, 1);
  g_autoptr(RimCohort) cohort = NULL;
  g_autoptr(RimFit) fit = NULL;
  g_autoptr(RimFit) back = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_back = NULL;
  double margins[N_ROWS], margins_back[N_ROWS];
  g_autoptr(GError) error = NULL;

  table_init_recipe (table, recipe);
  cohort = table_to_cohort (table, FALSE);
  fit = fit_new (pipeline, table, FALSE, recipe->kind);
  text = fit_to_text (fit);
  node = json_from_string (text, &error);
  g_assert_no_error (error);
  back = rim_fit_new_from_json (node, &error);
  g_assert_no_error (error);
  text_back = fit_to_text (back);
  g_assert_true (strcmp (text, text_back) == 0);
  rim_fit_predict_rows (fit, cohort, table->rows, N_ROWS, margins, &error);
  rim_fit_predict_rows (back, cohort, table->rows, N_ROWS, margins_back, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (margins, sizeof margins, margins_back, sizeof margins_back);
}

/* Every feature the other way round: the same names are chosen. */
static void
test_column_order (void)
{
  g_autoptr(RimPipeline) pipeline =
    pipeline_new ("t-test level=0.5, correlation, mrmr most=12, lasso folds=5, rfe most=3", "lda");
  g_autofree Table *table = g_new (Table, 1);
  g_autoptr(RimFit) fit = NULL;
  g_autoptr(RimFit) turned = NULL;
  guint n;

  table_init (table);
  fit = fit_new (pipeline, table, FALSE, RIM_OUTCOME_BINARY);
  turned = fit_new (pipeline, table, TRUE, RIM_OUTCOME_BINARY);
  n = rim_fit_get_n_inputs (fit);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (rim_fit_get_n_inputs (turned), ==, n);
  for (guint i = 0; i < n; i++)
    {
      gboolean found = FALSE;

      for (guint k = 0; k < n; k++)
        found = found || g_str_equal (rim_fit_get_input (fit, i)->name, rim_fit_get_input (turned, k)->name);
      g_assert_true (found);
    }
}

/* @wanted: 0 where something can be learned */
static RimFit *
try_fit (const RimPipeline *pipeline,
         const Table       *table,
         RimOutcomeKind     kind,
         int                wanted,
         GQuark             domain)
{
  g_autoptr(RimCohort) cohort = table_to_cohort (table, FALSE);
  g_auto(GStrv) inputs = list_inputs (cohort);
  g_autoptr(RimOutcome) outcome = outcome_new (cohort, kind);
  g_autoptr(GError) error = NULL;
  RimFit *fit = rim_fit_new (pipeline, cohort, (const char *const *) inputs, outcome, table->rows, N_ROWS - N_TEST,
                             NULL, NULL, NULL, &error);

  if (domain == 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, domain, wanted);

  return fit;
}

/* Outcomes that say nothing are refused, in all rows or in those that train. */
static void
test_outcomes (void)
{
  g_autoptr(RimPipeline) pipeline = pipeline_new ("variance", "elastic-net");
  g_autofree Table *table = g_new (Table, 1);

  table_init (table);
  for (guint row = 0; row < N_ROWS - N_TEST; row++)
    {
      table->classes[row] = 1.0;
      table->events[row] = 0.0;
      table->times[row] = 4.0;
    }
  g_assert_null (try_fit (pipeline, table, RIM_OUTCOME_BINARY, RIM_STATISTICS_ERROR_ONE_CLASS, RIM_STATISTICS_ERROR));
  g_assert_null (try_fit (pipeline, table, RIM_OUTCOME_SURVIVAL, RIM_STATISTICS_ERROR_CENSORED, RIM_STATISTICS_ERROR));
  g_assert_null (try_fit (pipeline, table, RIM_OUTCOME_NUMBER, RIM_STATISTICS_ERROR_CONSTANT, RIM_STATISTICS_ERROR));
}

/* Two rows of a class are two inner folds, of one of which a class is missing in training. */
static void
test_few_of_a_class (void)
{
  g_autoptr(RimPipeline) pipeline = pipeline_new ("variance", "elastic-net");
  g_autofree Table *table = g_new (Table, 1);
  const double strong = 0.05;

  g_assert_true (rim_pipeline_set_learner (pipeline, "lambda", &strong, 1, NULL));
  pipeline->inner_folds = 5;
  table_init (table);
  for (guint row = 0; row < N_ROWS - N_TEST; row++)
    table->classes[row] = row < 1;
  g_assert_null (try_fit (pipeline, table, RIM_OUTCOME_BINARY, RIM_STATISTICS_ERROR_TOO_FEW, RIM_STATISTICS_ERROR));
  table->classes[1] = table->classes[2] = 1.0;
  rim_fit_unref (try_fit (pipeline, table, RIM_OUTCOME_BINARY, 0, 0));
}

/* Where no column is left everybody has the same margin, which is that of nobody known. */
static void
test_nothing_left (void)
{
  static const char *const learners[] = { "elastic-net", "random-forest", "xgboost" };
  g_autofree Table *table = g_new (Table, 1);

  table_init (table);
  for (guint i = 0; i < G_N_ELEMENTS (learners); i++)
    {
      g_autoptr(RimPipeline) pipeline = pipeline_new ("t-test level=0, lasso, rfe, pca", learners[i]);
      g_autoptr(RimFit) fit = NULL;
      g_autoptr(RimFit) back = NULL;
      g_autoptr(JsonNode) node = NULL;
      double none = 0.0, part, positive = 0.0, chance;

      pipeline->inner_folds = 3;
      fit = try_fit (pipeline, table, RIM_OUTCOME_BINARY, 0, 0);
      g_assert_cmpuint (rim_fit_get_n_inputs (fit), ==, 0);
      g_assert_null (rim_fit_get_model (fit));
      for (guint row = 0; row < N_ROWS - N_TEST; row++)
        positive += table->classes[row] / (N_ROWS - N_TEST);
      chance = i == 1 ? rim_fit_predict (fit, &none) : 1.0 / (1.0 + exp (-rim_fit_predict (fit, &none)));
      g_assert_cmpfloat_with_epsilon (chance, positive, 1e-12);
      g_assert_cmpfloat_with_epsilon (rim_fit_get_probability (fit, rim_fit_predict (fit, &none)), positive, 0.02);
      g_assert_true (isnan (rim_fit_get_distance (fit, &none, &part)));
      g_assert_true (g_str_has_prefix (rim_fit_list_notes (fit)[1], "No input was left"));
      node = rim_fit_to_json (fit);
      back = rim_fit_new_from_json (node, NULL);
      g_assert_cmpfloat (rim_fit_predict (back, &none), ==, rim_fit_predict (fit, &none));
    }
}

/* Columns that tell the classes apart without a fault, of more columns than rows. */
static void
test_separated (void)
{
  static const char *const chains[] = { "t-test level=0.5, lasso", "mrmr most=5", "rfe most=3 step=5", "pca", "variance" };
  g_autofree Table *table = g_new (Table, 1);

  table_init (table);
  for (guint c = 0; c < 10; c++)
    for (guint row = 0; row < N_ROWS; row++)
      table->features[c][row] = 3.0 * table->classes[row] + 0.01 * ((row * (c + 1)) % 7);
  for (guint i = 0; i < G_N_ELEMENTS (chains); i++)
    {
      g_autoptr(RimPipeline) pipeline = pipeline_new (chains[i], "elastic-net");
      g_autoptr(RimFit) fit = try_fit (pipeline, table, RIM_OUTCOME_BINARY, 0, 0);
      gsize n;
      const double *margins = rim_fit_get_training_margins (fit, &n);

      g_assert_cmpuint (n, ==, N_ROWS - N_TEST);
      for (gsize row = 0; row < n; row++)
        {
          g_assert_true ((margins[row] > rim_fit_get_cut_off (fit)) == (table->classes[row] > 0.0));
          g_assert_true ((rim_fit_get_probability (fit, margins[row]) > 0.5) == (table->classes[row] > 0.0));
        }
    }
  {
    g_autoptr(RimPipeline) pipeline = pipeline_new ("t-test most=1", "logistic");

    g_assert_null (try_fit (pipeline, table, RIM_OUTCOME_BINARY, RIM_STATISTICS_ERROR_SEPARATED, RIM_STATISTICS_ERROR));
  }
}

/* What becomes of missing values is what was asked for. */
static void
test_missing (void)
{
  g_autoptr(RimPipeline) pipeline = pipeline_new ("t-test level=0.2", "elastic-net");
  g_autofree Table *table = g_new (Table, 1);
  g_autoptr(RimFit) filled = NULL;
  g_autoptr(RimFit) rows = NULL;
  g_autoptr(RimFit) columns = NULL;
  gsize n;

  table_init (table);
  table->features[3][2] = table->features[3][70] = table->features[7][5] = NAN;
  g_assert_null (try_fit (pipeline, table, RIM_OUTCOME_BINARY, RIM_STATISTICS_ERROR_NOT_FINITE, RIM_STATISTICS_ERROR));

  pipeline->missing = RIM_MISSING_MEDIAN;
  filled = try_fit (pipeline, table, RIM_OUTCOME_BINARY, 0, 0);
  g_assert_cmpstr (rim_fit_get_input (filled, 0)->name, ==, "f3");
  g_assert_true (isfinite (rim_fit_get_input (filled, 0)->fill));

  pipeline->missing = RIM_MISSING_DROP_ROWS;
  rows = try_fit (pipeline, table, RIM_OUTCOME_BINARY, 0, 0);
  rim_fit_get_training_margins (rows, &n);
  g_assert_cmpuint (n, ==, N_ROWS - N_TEST - 2);
  g_assert_cmpstr (rim_fit_list_notes (rows)[0], ==, "2 rows that miss a value were left out.");

  pipeline->missing = RIM_MISSING_DROP_COLUMNS;
  columns = try_fit (pipeline, table, RIM_OUTCOME_BINARY, 0, 0);
  for (guint i = 0; i < rim_fit_get_n_inputs (columns); i++)
    g_assert_cmpstr (rim_fit_get_input (columns, i)->name, !=, "f3");
  g_assert_cmpstr (rim_fit_list_notes (columns)[0], ==, "2 inputs that miss a value were left out.");
}

/* Pipelines that make no sense are refused, and so are cohorts that lack what a fit needs. */
static void
test_refusals (void)
{
  static const double grid[] = { 0.1, 0.2 };
  g_autofree Table *table = g_new (Table, 1);
  g_autoptr(RimPipeline) pipeline = pipeline_new ("t-test", "elastic-net");
  g_autoptr(RimPipeline) no_icc = pipeline_new ("icc", "elastic-net");
  g_autoptr(RimPipeline) of_times = pipeline_new ("mrmr most=2", "elastic-net");
  g_autoptr(RimPipeline) empty = rim_pipeline_new ();
  g_autoptr(GError) error = NULL;

  table_init (table);
  g_assert_false (rim_pipeline_add_step (pipeline, "magic", NULL));
  g_assert_false (rim_pipeline_set_step (pipeline, "level", 2.0, NULL));
  g_assert_false (rim_pipeline_set_step (pipeline, "most", 1.5, NULL));
  g_assert_false (rim_pipeline_set_step (pipeline, "size", 1.0, NULL));
  g_assert_false (rim_pipeline_add_learner (pipeline, "oracle", NULL));
  g_assert_false (rim_pipeline_set_learner (pipeline, "alpha", &(double) { NAN }, 1, &error));
  g_assert_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE);
  g_assert_null (try_fit (empty, table, RIM_OUTCOME_BINARY, RIM_STATISTICS_ERROR_RANGE, RIM_STATISTICS_ERROR));
  g_assert_null (try_fit (no_icc, table, RIM_OUTCOME_BINARY, RIM_STATISTICS_ERROR_RANGE, RIM_STATISTICS_ERROR));
  g_assert_null (try_fit (pipeline, table, RIM_OUTCOME_SURVIVAL, RIM_STATISTICS_ERROR_RANGE, RIM_STATISTICS_ERROR));
  g_assert_null (try_fit (of_times, table, RIM_OUTCOME_SURVIVAL, RIM_STATISTICS_ERROR_RANGE, RIM_STATISTICS_ERROR));
  g_assert_true (rim_pipeline_set_learner (pipeline, "lambda", grid, 2, NULL));
  g_assert_null (try_fit (pipeline, table, RIM_OUTCOME_BINARY, RIM_STATISTICS_ERROR_RANGE, RIM_STATISTICS_ERROR));
}

/* A document without one of its members, or with another in its place, is no fit. */
static void
test_bad_json (void)
{
  g_autofree Table *table = g_new (Table, 1);
  g_autoptr(RimFit) fit = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GList) names = NULL;

  table_init_recipe (table, &recipes[5]);
  {
    g_autoptr(RimPipeline) pipeline = recipe_to_pipeline (&recipes[5]);

    fit = fit_new (pipeline, table, FALSE, RIM_OUTCOME_BINARY);
  }
  node = rim_fit_to_json (fit);
  names = json_object_get_members (json_node_get_object (node));
  for (GList *l = names; l != NULL; l = l->next)
    for (guint other = 0; other < 4; other++)
      {
        static const char *const others[] = { "null", "[]", "{}", "-1e300" };
        g_autoptr(JsonNode) copy = rim_fit_to_json (fit);
        g_autoptr(GError) error = NULL;
        RimFit *back;

        json_object_set_member (json_node_get_object (copy), l->data, json_from_string (others[other], NULL));
        back = rim_fit_new_from_json (copy, &error);
        g_assert_true ((back == NULL) == (error != NULL));
        if (back != NULL)
          {
            g_autofree double *values = g_new0 (double, rim_fit_get_n_inputs (back) + 1);

            rim_fit_predict (back, values);
            rim_fit_unref (back);
          }
      }
}

/* Trials */

typedef struct
{
  double        done;
  guint         n_told;
  guint         n_until_stop;     /* 0 for never */
  GCancellable *cancellable;
} Watch;

static void
watch (double      done,
       const char *text,
       gpointer    data)
{
  Watch *self = data;

  g_assert_true (done >= self->done && done <= 1.0);
  self->done = done;
  self->n_told++;
  if (self->n_told == self->n_until_stop)
    g_cancellable_cancel (self->cancellable);
}

static RimTrial *
trial_run (const RimPipeline      *pipeline,
           const Table            *table,
           const RimSplitSettings *outer,
           const char             *group,
           const char             *checkpoint,
           Watch                  *watcher,
           GError                **error)
{
  g_autoptr(RimCohort) cohort = table_to_cohort (table, FALSE);
  g_auto(GStrv) inputs = list_inputs (cohort);
  g_autoptr(RimOutcome) outcome = outcome_new (cohort, RIM_OUTCOME_BINARY);

  return rim_trial_run (pipeline, cohort, (const char *const *) inputs, outcome, outer, group, checkpoint,
                        watcher != NULL ? watch : NULL, watcher, watcher != NULL ? watcher->cancellable : NULL, error);
}

static char *
trial_to_text (const RimTrial *trial)
{
  GString *text = g_string_new (NULL);
  g_autofree char *last = fit_to_text (trial->final_fit);

  for (guint i = 0; i < trial->predictions->len; i++)
    {
      const RimTrialPrediction *prediction = &g_array_index (trial->predictions, RimTrialPrediction, i);

      g_string_append_printf (text, "%u %u %u %a %a %d\n", prediction->row, prediction->repeat, prediction->fold,
                              prediction->margin, prediction->probability, prediction->is_high);
    }
  for (guint i = 0; i < trial->fits->len; i++)
    {
      g_autofree char *fit = fit_to_text (trial->fits->pdata[i]);

      g_string_append (text, fit);
    }
  g_string_append (text, last);

  return g_string_free (text, FALSE);
}

/* A trial that was stopped twice, whose file was cut in the middle of a line, and one on
 * another number of threads give the same bits as one that was not.
 */
static void
test_resume (void)
{
  const RimSplitSettings outer = { RIM_SPLIT_K_FOLD, 3, 2, 0.0, TRUE, 5 };
  g_autoptr(RimPipeline) pipeline = pipeline_new ("t-test level=0.5, mrmr most=8", "xgboost");
  g_autofree Table *table = g_new (Table, 1);
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *file = g_build_filename (folder, "trial", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *resumed = NULL;
  g_autoptr(RimTrial) whole = NULL;
  g_autoptr(RimTrial) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  pipeline->inner_folds = 2;
  table_init (table);
  rim_parallel_set_n_threads (1);
  whole = trial_run (pipeline, table, &outer, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (whole->predictions->len, ==, 2 * N_ROWS);
  expected = trial_to_text (whole);
  rim_parallel_set_n_threads (4);

  for (guint stop = 1; stop <= 2; stop++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      Watch watcher = { .n_until_stop = 30 * stop, .cancellable = cancellable };

      g_assert_null (trial_run (pipeline, table, &outer, NULL, file, &watcher, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
    }
  g_assert_true (g_file_get_contents (file, &text, &length, NULL));
  g_assert_true (g_file_set_contents (file, text, (gssize) length - 100, NULL));
  again = trial_run (pipeline, table, &outer, NULL, file, &(Watch) { 0 }, &error);
  g_assert_no_error (error);
  resumed = trial_to_text (again);
  rim_parallel_set_n_threads (0);
  g_assert_true (strcmp (expected, resumed) == 0);
  rim_test_folder_remove (folder);
}

/* A state of another trial begins anew, and what is no state stays as it is. */
static void
test_other_state (void)
{
  const RimSplitSettings outer = { RIM_SPLIT_K_FOLD, 3, 1, 0.0, TRUE, 5 };
  g_autoptr(RimPipeline) pipeline = pipeline_new ("correlation, t-test level=0.3", "lda");
  g_autofree Table *table = g_new (Table, 1);
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *file = g_build_filename (folder, "trial", NULL);
  g_autoptr(RimTrial) first = NULL;
  g_autoptr(RimTrial) fresh = NULL;
  g_autoptr(RimTrial) other = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *got = NULL;
  g_autofree char *kept = NULL;
  g_autoptr(GError) error = NULL;

  table_init (table);
  first = trial_run (pipeline, table, &outer, NULL, file, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (rim_pipeline_set_step (pipeline, "level", 0.1, &error));
  fresh = trial_run (pipeline, table, &outer, NULL, NULL, NULL, &error);
  other = trial_run (pipeline, table, &outer, NULL, file, NULL, &error);
  g_assert_no_error (error);
  expected = trial_to_text (fresh);
  got = trial_to_text (other);
  g_assert_true (strcmp (expected, got) == 0);

  g_assert_true (g_file_set_contents (file, "a letter", -1, NULL));
  g_assert_null (trial_run (pipeline, table, &outer, NULL, file, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (file, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "a letter");
  rim_test_folder_remove (folder);
}

/* By group, and one patient after the other. */
static void
test_splits (void)
{
  const RimSplitSettings by_group = { RIM_SPLIT_BY_GROUP, 0, 1, 0.0, FALSE, 5 };
  const RimSplitSettings one_out = { RIM_SPLIT_LEAVE_ONE_OUT, 0, 1, 0.0, FALSE, 5 };
  g_autoptr(RimPipeline) pipeline = pipeline_new ("correlation, t-test level=0.9 most=4", "lda");
  g_autofree Table *table = g_new (Table, 1);
  g_autoptr(RimTrial) groups = NULL;
  g_autoptr(RimTrial) ones = NULL;
  g_autoptr(GPtrArray) stabilities = NULL;
  g_autoptr(GError) error = NULL;
  guint n_chosen = 0, n_final = 0;
  Watch watcher = { 0 };

  table_init (table);
  groups = trial_run (pipeline, table, &by_group, "scanner", NULL, &watcher, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (groups->fits->len, ==, 2);
  g_assert_cmpuint (groups->predictions->len, ==, N_ROWS);
  g_assert_cmpfloat (watcher.done, ==, 1.0);
  ones = trial_run (pipeline, table, &one_out, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ones->fits->len, ==, N_ROWS);
  stabilities = rim_stability_list (ones);
  g_assert_cmpuint (stabilities->len, >=, 4);
  for (guint i = 0; i < stabilities->len; i++)
    {
      const RimStability *stability = stabilities->pdata[i];

      n_chosen += stability->n_chosen;
      n_final += stability->is_final;
      g_assert_cmpfloat (stability->part, ==, stability->n_chosen / (double) N_ROWS);
    }
  g_assert_cmpuint (n_chosen, ==, 4 * N_ROWS);
  g_assert_cmpuint (n_final, ==, 4);

  pipeline->batch = g_strdup ("scanner");
  g_assert_null (trial_run (pipeline, table, &by_group, "scanner", NULL, NULL, &error));
  g_assert_nonnull (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (recipes); i++)
    {
      g_autofree char *leakage = g_strdup_printf ("/pipeline/leakage/%u", i);
      g_autofree char *json = g_strdup_printf ("/pipeline/json/%u", i);

      g_test_add_data_func (leakage, &recipes[i], test_leakage);
      g_test_add_data_func (json, &recipes[i], test_json);
    }
  g_test_add_func ("/pipeline/column-order", test_column_order);
  g_test_add_func ("/pipeline/outcomes", test_outcomes);
  g_test_add_func ("/pipeline/few-of-a-class", test_few_of_a_class);
  g_test_add_func ("/pipeline/nothing-left", test_nothing_left);
  g_test_add_func ("/pipeline/separated", test_separated);
  g_test_add_func ("/pipeline/missing", test_missing);
  g_test_add_func ("/pipeline/refusals", test_refusals);
  g_test_add_func ("/pipeline/bad-json", test_bad_json);
  g_test_add_func ("/trial/resume", test_resume);
  g_test_add_func ("/trial/other-state", test_other_state);
  g_test_add_func ("/trial/splits", test_splits);

  return g_test_run ();
}
