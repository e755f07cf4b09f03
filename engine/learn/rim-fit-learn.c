/* rim-fit-learn.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-fit-private.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "core/rim-random.h"
#include "learn/rim-fit-grid-private.h"
#include "statistics/rim-statistics-error.h"

/* Steps of one chain, and its learners. */
gsize
rim_fit_count_work (const RimPipeline *pipeline)
{
  const gsize n_inner = pipeline->inner_folds > 1 ? (gsize) pipeline->inner_folds * pipeline->inner_repeats : 0;

  return (1 + n_inner) * (pipeline->n_steps + 1);
}

static void
note_count (RimFit     *self,
            gsize       n,
            const char *one,
            const char *many)
{
  if (n == 1)
    rim_fit_take_note (self, g_strdup_printf ("One %s was left out.", one));
  else if (n > 1)
    rim_fit_take_note (self, g_strdup_printf ("%zu %s were left out.", n, many));
}

static void
note_left_out (RimFit             *self,
               const RimSelection *selection)
{
  note_count (self, selection->n_rows_left_out, "row that misses a value", "rows that miss a value");
  note_count (self, selection->n_incomplete, "input that misses a value", "inputs that miss a value");
  note_count (self, selection->n_constant, "input that does not vary", "inputs that do not vary");
}

static void
note_steps (RimFit                 *self,
            const RimPipeline      *pipeline,
            const RimLearningChain *chain)
{
  self->n_steps = pipeline->n_steps;
  self->steps = g_new0 (RimFitStep, MAX (self->n_steps, 1));
  for (guint i = 0; i < self->n_steps; i++)
    self->steps[i] = (RimFitStep) {
      g_strdup (pipeline->steps[i].selector->id), chain->n_live[i], chain->n_live[i + 1],
    };
  if (chain->design.n_columns == 0)
    rim_fit_take_note (self, g_strdup ("No input was left: the margin is the same for everybody."));
}

/* What part of the rows is of class 1, or the mean, by their weights. */
static double
find_mean (const RimSelection *selection)
{
  double sum = 0.0, weight = 0.0;

  for (gsize i = 0; i < selection->n; i++)
    {
      const double own = selection->weights != NULL ? selection->weights[i] : 1.0;

      sum += own * (selection->kind == RIM_OUTCOME_BINARY ? selection->labels[i] : selection->values[i]);
      weight += own;
    }

  return sum / weight;
}

/* What a learner would say where nothing is known, as margins of its models are. */
double
rim_learning_find_base (const RimSelection *selection,
                        const RimLearner   *learner)
{
  double mean;

  if (selection->kind == RIM_OUTCOME_SURVIVAL)
    return 0.0;

  mean = find_mean (selection);
  if (selection->kind == RIM_OUTCOME_NUMBER || strcmp (learner->id, "random-forest") == 0)
    return mean;

  return strcmp (learner->id, "svm") == 0 ? 0.0 : log (mean / (1.0 - mean));
}

static double
find_base (const RimSelection *selection,
           const RimPipeline  *pipeline)
{
  double sum = 0.0, weight = 0.0;

  for (guint l = 0; l < pipeline->n_learners; l++)
    {
      sum += pipeline->learners[l].weight * rim_learning_find_base (selection, pipeline->learners[l].learner);
      weight += pipeline->learners[l].weight;
    }

  return sum / weight;
}

static gboolean
learn_model (RimFit                  *self,
             const RimLearningChain  *chain,
             const RimLearningGrid   *grid,
             const RimPipeline       *pipeline,
             GCancellable            *cancellable,
             GError                 **error)
{
  const guint n = pipeline->n_learners;
  g_autofree RimModel **models = g_new0 (RimModel *, n);
  g_autofree double *weights = g_new (double, n);
  gboolean done = TRUE;

  self->base = find_base (chain->selection, pipeline);
  if (chain->design.n_columns == 0)
    return TRUE;

  for (guint l = 0; l < n && done; l++)
    {
      weights[l] = pipeline->learners[l].weight;
      models[l] = rim_learning_grid_fit (grid, l, grid->best[l], &chain->design, cancellable, error);
      done = models[l] != NULL;
    }
  if (done)
    self->model = n == 1 ? rim_model_ref (models[0]) : rim_ensemble_new (models, weights, n);
  for (guint l = 0; l < n; l++)
    g_clear_pointer (&models[l], rim_model_unref);

  return done;
}

static void
find_margins (RimFit       *self,
              RimSelection *selection)
{
  self->n = selection->n;
  self->margins = g_new (double, self->n);
  for (gsize i = 0; i < self->n; i++)
    rim_fit_margin_row (self, selection->rows[i], &self->margins[i]);
}

/* Whether margins of components follow a line: then what components add is shared by inputs
 * as they make them up.
 */
static gboolean
is_line (RimModel      *model,
         const RimTask *design)
{
  const guint p = design->n_columns;
  g_autofree double *row = g_new0 (double, p);
  g_autofree double *slopes = g_new (double, p);
  const double base = rim_model_predict (model, row);

  for (guint c = 0; c < p; c++)
    {
      row[c] = 1.0;
      slopes[c] = rim_model_predict (model, row) - base;
      row[c] = 0.0;
    }
  for (gsize i = 0; i < design->n; i++)
    {
      double expected = base, size = fabs (base);

      for (guint c = 0; c < p; c++)
        {
          row[c] = design->columns[c][i];
          expected += slopes[c] * row[c];
          size += fabs (slopes[c] * row[c]);
        }
      if (!(fabs (rim_model_predict (model, row) - expected) <= 1e-9 * size))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_pipeline (const RimPipeline  *pipeline,
                RimOutcomeKind      kind,
                GError            **error)
{
  const char *what = NULL;
  double weight = 0.0;

  if (pipeline->n_learners == 0)
    what = "the pipeline has no learner";
  for (guint l = 0; l < pipeline->n_learners; l++)
    {
      const RimPipelineLearner *learner = &pipeline->learners[l];

      if ((learner->learner->kinds & (1u << kind)) == 0)
        what = "a learner does not know outcomes of this kind";
      weight += learner->weight;
      if (!(learner->weight >= 0.0 && weight > 0.0 && isfinite (weight)))
        what = "a learner's weight is below 0, or the first one's is 0";
      for (guint k = 0; k < learner->learner->n_parameters; k++)
        if (learner->n_grid[k] > 1 && pipeline->inner_folds < 2)
          what = "a grid needs inner folds to choose from it";
    }
  if (what != NULL)
    g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE, "Nothing can be learned: %s", what);

  return what == NULL;
}

static RimFit *
finish (RimLearningChain         *chain,
        const RimLearningGrid    *grid,
        const RimPipeline        *pipeline,
        GCancellable             *cancellable,
        GError                  **error)
{
  g_autoptr(RimFit) self = rim_fit_alloc (chain->selection->kind);

  self->transform = chain->transform;
  chain->transform = (RimTransform) { 0 };
  note_left_out (self, chain->selection);
  note_steps (self, pipeline, chain);
  if (!learn_model (self, chain, grid, pipeline, cancellable, error))
    return NULL;

  self->is_linear = self->transform.loadings != NULL && self->model != NULL && is_line (self->model, &chain->design);
  find_margins (self, chain->selection);
  self->fold_margins = rim_learning_grid_get_margins (grid);
  rim_fit_calibrate (self, chain->selection->labels);
  rim_fit_learn_covariance (self, chain->selection->rows);
  g_clear_pointer (&self->transform.sources, g_free);

  return g_steal_pointer (&self);
}

/*
 * @where: (nullable): "fold 3 of 5"
 *
 * Returns: (transfer full) (nullable): as rim_fit_new()
 */
RimFit *
rim_fit_new_table (const RimPipeline    *pipeline,
                   const RimLearnTable  *table,
                   const guint32        *rows,
                   gsize                 n_rows,
                   RimLearnProgress     *progress,
                   const char           *where,
                   GCancellable         *cancellable,
                   GError              **error)
{
  g_auto(RimLearningGrid) grid = { 0 };
  g_autoptr(RimLearningChain) chain = NULL;
  RimFit *fit;

  if (!check_pipeline (pipeline, table->outcome->kind, error))
    return NULL;

  chain = rim_learning_grid_search (&grid, pipeline, table, rows, n_rows, progress, where, cancellable, error);
  if (chain == NULL)
    return NULL;

  rim_learn_progress_tell (progress, 0, where, pipeline->learners[0].learner->title);
  fit = finish (chain, &grid, pipeline, cancellable, error);
  rim_learn_progress_tell (progress, fit != NULL, where, NULL);

  return fit;
}

/**
 * rim_fit_new:
 * @pipeline: how to learn
 * @cohort: whom to learn from
 * @columns: (array zero-terminated=1): names of what may be an input
 * @outcome: which is predicted
 * @rows: (array length=n_rows): rows of the cohort to learn from, rising
 * @n_rows: how many; those without an outcome do not count
 * @progress: (nullable): who is told
 * @data: for @progress
 * @cancellable: (nullable): to stop
 * @error: return location for an error of #RIM_STATISTICS_ERROR, or of #GCancellable
 *
 * Learns from @rows alone. Columns that do not vary are left out; then come the steps of
 * the chain, and the model. Where there are inner folds the whole chain is done again
 * without each of them: they choose among grids (by the mean over folds of the area under
 * the curve, of Harrell's C, or of the squared error), and their margins give the
 * calibration (Platt 1999) and the cut-off (Youden's; the median where the outcome is not
 * binary). Without them the margins of the rows that were learned from do. Where no
 * column is left there is no model, and the margin is the same for everybody.
 *
 * Returns: (transfer full) (nullable): the fit, or %NULL where outcomes are of one class or
 *   all censored, a column is missing, or a step or a learner finds nothing
 */
RimFit *
rim_fit_new (const RimPipeline  *pipeline,
             RimCohort          *cohort,
             const char *const  *columns,
             const RimOutcome   *outcome,
             const guint32      *rows,
             gsize               n_rows,
             RimFitProgress      progress,
             gpointer            data,
             GCancellable       *cancellable,
             GError            **error)
{
  g_autoptr(RimLearnTable) table = rim_learn_table_new (pipeline, cohort, columns, outcome, error);
  g_auto(RimLearnProgress) told = { 0 };

  rim_learn_progress_init (&told, progress, data, rim_fit_count_work (pipeline));
  if (table == NULL)
    return NULL;

  return rim_fit_new_table (pipeline, table, rows, n_rows, &told, NULL, cancellable, error);
}
