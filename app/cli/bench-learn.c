/* bench-learn.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The chain of the recipe comb-radscore on a cohort that is made up: features come in blocks
 * that tell much the same, as those of radiomics do.
 */

#include <math.h>

#include "bench.h"
#include "core/rim-random.h"
#include "learn/rim-trial.h"

#define N_ROWS     300
#define N_COLUMNS  24720
#define N_BLOCKS   400
#define N_SIGNALS  12
#define N_INNER    10

typedef struct
{
  RimCohort   *cohort;
  RimOutcome  *outcome;
  RimPipeline *pipeline;
  char       **columns;
} Trial;

static void
finish (gpointer data)
{
  Trial *trial = data;

  g_clear_pointer (&trial->cohort, rim_cohort_unref);
  g_clear_pointer (&trial->outcome, rim_outcome_free);
  g_clear_pointer (&trial->pipeline, rim_pipeline_free);
  g_strfreev (trial->columns);
  g_free (trial);
}

static double
draw_normal (RimRandom *random)
{
  double sum = -6.0;

  for (guint i = 0; i < 12; i++)
    sum += rim_random_uniform (random, 0.0, 1.0);

  return sum;
}

/* Blocks × rows: what the features of a block have in common. */
static double *
draw_blocks (RimRandom *random)
{
  double *blocks = g_new (double, N_BLOCKS * N_ROWS);

  for (gsize i = 0; i < N_BLOCKS * N_ROWS; i++)
    blocks[i] = draw_normal (random);

  return blocks;
}

static gboolean
add_features (RimCohortBuilder  *builder,
              Trial             *trial,
              RimRandom         *random,
              const double      *blocks,
              GError           **error)
{
  g_autofree double *values = g_new (double, N_ROWS);

  trial->columns = g_new0 (char *, N_COLUMNS + 1);
  for (gsize c = 0; c < N_COLUMNS; c++)
    {
      const double *block = blocks + c % N_BLOCKS * N_ROWS;
      const double own = rim_random_uniform (random, 0.2, 1.5);
      double *icc = g_new (double, 1);

      for (gsize row = 0; row < N_ROWS; row++)
        values[row] = block[row] + own * draw_normal (random);
      *icc = rim_random_uniform (random, 0.5, 1.0);
      trial->columns[c] = g_strdup_printf ("feature_%zu", c);
      g_hash_table_insert (trial->pipeline->icc, g_strdup (trial->columns[c]), icc);
      if (!rim_cohort_builder_add_numbers (builder, trial->columns[c], RIM_COLUMN_FEATURE, values, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_response (RimCohortBuilder  *builder,
              RimRandom         *random,
              const double      *blocks,
              GError           **error)
{
  g_autofree double *values = g_new (double, N_ROWS);

  for (gsize row = 0; row < N_ROWS; row++)
    {
      double signal = 2.0 * draw_normal (random);

      for (gsize block = 0; block < N_SIGNALS; block++)
        signal += blocks[block * N_ROWS + row];
      values[row] = signal > 0.0;
    }

  return rim_cohort_builder_add_numbers (builder, "response", RIM_COLUMN_OUTCOME, values, error);
}

static gboolean
make_cohort (Trial   *trial,
             GError **error)
{
  const RimOutcomeSettings response = { RIM_OUTCOME_BINARY, "response", NULL, NULL, 0.0 };
  g_auto(GStrv) patients = g_new0 (char *, N_ROWS + 1);
  g_autoptr(RimCohortBuilder) builder = NULL;
  g_autofree double *blocks = NULL;
  RimRandom random;

  rim_random_init (&random, rim_random_seed ("bench-learn", 0));
  blocks = draw_blocks (&random);
  for (gsize row = 0; row < N_ROWS; row++)
    patients[row] = g_strdup_printf ("P%03zu", row);
  builder = rim_cohort_builder_new ((const char *const *) patients, (const char *const *) patients, N_ROWS);
  if (!add_features (builder, trial, &random, blocks, error) || !add_response (builder, &random, blocks, error))
    return FALSE;

  trial->cohort = rim_cohort_builder_end (builder);
  trial->outcome = rim_outcome_new (trial->cohort, &response, error);

  return trial->outcome != NULL;
}

static gboolean
make_pipeline (RimPipeline *pipeline,
               GError     **error)
{
  const double rounds[] = { 50.0, 100.0 }, depths[] = { 2.0, 3.0, 4.0 }, rates[] = { 0.05, 0.1, 0.3 };

  pipeline->icc = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  pipeline->inner_folds = N_INNER;

  return rim_pipeline_add_step (pipeline, "icc", error) &&
         rim_pipeline_add_step (pipeline, "t-test", error) &&
         rim_pipeline_add_step (pipeline, "mrmr", error) && rim_pipeline_set_step (pipeline, "most", 100.0, error) &&
         rim_pipeline_add_step (pipeline, "lasso", error) &&
         rim_pipeline_add_step (pipeline, "rfe", error) && rim_pipeline_set_step (pipeline, "most", 15.0, error) &&
         rim_pipeline_add_learner (pipeline, "xgboost", error) &&
         rim_pipeline_set_learner (pipeline, "n_rounds", rounds, G_N_ELEMENTS (rounds), error) &&
         rim_pipeline_set_learner (pipeline, "max_depth", depths, G_N_ELEMENTS (depths), error) &&
         rim_pipeline_set_learner (pipeline, "eta", rates, G_N_ELEMENTS (rates), error);
}

static gpointer
prepare (GError **error)
{
  Trial *trial = g_new0 (Trial, 1);

  trial->pipeline = rim_pipeline_new ();
  if (make_pipeline (trial->pipeline, error) && make_cohort (trial, error))
    return trial;

  finish (trial);

  return NULL;
}

static gboolean
run_folds (const Trial *trial,
           guint        n_folds,
           guint        n_repeats,
           double      *seconds,
           GError     **error)
{
  const RimSplitSettings outer = { RIM_SPLIT_K_FOLD, n_folds, n_repeats, 0.0, TRUE, 1 };
  const double start = bench_now ();
  g_autoptr(RimTrial) done = rim_trial_run (trial->pipeline, trial->cohort, (const char *const *) trial->columns,
                                            trial->outcome, &outer, NULL, NULL, NULL, NULL, NULL, error);

  *seconds = bench_now () - start;

  return done != NULL;
}

static gboolean
run_5 (gpointer   data,
       double    *seconds,
       GError   **error)
{
  return run_folds (data, 5, 1, seconds, error);
}

static gboolean
run_5_times_10 (gpointer   data,
                double    *seconds,
                GError   **error)
{
  return run_folds (data, 10, 5, seconds, error);
}

/* The chain once, on all patients, without a grid. */
static gboolean
run_once (gpointer   data,
          double    *seconds,
          GError   **error)
{
  const Trial *trial = data;
  g_autoptr(RimPipeline) single = rim_pipeline_new ();
  g_autoptr(RimFit) fit = NULL;
  double start;

  if (!make_pipeline (single, error))
    return FALSE;

  g_hash_table_unref (single->icc);
  single->icc = g_hash_table_ref (trial->pipeline->icc);
  single->inner_folds = 0;
  for (guint k = 0; k < RIM_MAX_PARAMETERS; k++)
    single->learners[0].n_grid[k] = MIN (single->learners[0].n_grid[k], 1);
  start = bench_now ();
  fit = rim_fit_new (single, trial->cohort, (const char *const *) trial->columns, trial->outcome,
                     trial->outcome->rows, trial->outcome->n_known, NULL, NULL, NULL, error);
  *seconds = bench_now () - start;

  return fit != NULL;
}

#define ONCE "the chain once, without a grid"

const Bench bench_comb_radscore = {
  "comb-radscore", "comb-radscore, 24,720 features of 300 patients, 5 folds, in each 10 folds of a grid of 18", ONCE,
  prepare, run_5, run_once, finish, BENCH_SECONDS, 1,
};

const Bench bench_comb_radscore_repeated = {
  "comb-radscore-repeated", "the same, 5 times 10 folds, in each 10 folds of a grid of 18", ONCE,
  prepare, run_5_times_10, run_once, finish, BENCH_SECONDS, 1,
};
