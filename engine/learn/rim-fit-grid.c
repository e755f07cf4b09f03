/* rim-fit-grid.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-fit-grid-private.h"

#include <math.h>
#include <stdatomic.h>

#include "core/rim-parallel.h"
#include "core/rim-random.h"
#include "statistics/rim-concordance.h"
#include "statistics/rim-roc.h"
#include "statistics/rim-statistics-error.h"

/* Every chain of a search: that of all rows, and one without each inner fold. */
typedef struct
{
  RimLearningGrid      *grid;
  const RimLearnTable  *table;
  const RimSelection   *whole;         /* rows and their outcomes, without any steps */
  RimLearnProgress     *progress;
  const char           *where;
  GCancellable         *cancellable;
  guint                 n_folds;
  guint32             **folds;         /* of each repeat */
  RimLearningChain     *chain;         /* of all rows */
  double              **scores;        /* of each learner: n_points × n_units */
  GError              **errors;        /* of each unit, and of the chain of all rows first */
  atomic_size_t         first_failed;
} Search;

static guint
count_units (const Search *self)
{
  return self->grid->n_repeats * self->n_folds;
}

/* Parameters of a point of a grid; those of the last parameter come first. */
static void
get_parameters (const RimPipelineLearner *learner,
                gsize                     point,
                double                   *parameters)
{
  for (guint k = learner->learner->n_parameters; k-- > 0;)
    {
      parameters[k] = learner->grid[k][point % learner->n_grid[k]];
      point /= learner->n_grid[k];
    }
}

/* Returns: (transfer full) (nullable): the model of a point of a learner's grid */
RimModel *
rim_learning_grid_fit (const RimLearningGrid  *self,
                       guint                   learner,
                       gsize                   point,
                       const RimTask          *design,
                       GCancellable           *cancellable,
                       GError                **error)
{
  const RimPipelineLearner *chosen = &self->pipeline->learners[learner];
  double parameters[RIM_MAX_PARAMETERS] = { 0.0 };
  RimModel *model;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  get_parameters (chosen, point, parameters);
  model = chosen->learner->fit (design, parameters, rim_random_seed (chosen->learner->id, self->pipeline->seed),
                                cancellable, error);
  if (model == NULL)
    g_prefix_error (error, "%s: ", chosen->learner->title);

  return model;
}

static double
measure (const RimSelection *whole,
         const guint32      *rows,
         gsize               n_rows,
         const double       *margins)
{
  g_autofree double *scores = g_new (double, MAX (n_rows, 1));
  g_autofree double *values = g_new (double, MAX (n_rows, 1));
  g_autofree guint8 *labels = g_new0 (guint8, MAX (n_rows, 1));
  g_autoptr(RimRoc) roc = NULL;
  RimConcordance concordance;
  double sum = 0.0;
  gsize n = 0;

  for (gsize i = 0; i < n_rows; i++)
    if (isfinite (margins[rows[i]]))
      {
        scores[n] = margins[rows[i]];
        labels[n] = whole->labels != NULL ? whole->labels[rows[i]] : 0;
        values[n] = whole->values != NULL ? whole->values[rows[i]] : 0.0;
        n++;
      }

  switch (whole->kind)
    {
    case RIM_OUTCOME_BINARY:
      roc = rim_roc_new (scores, labels, n, NULL);
      return roc != NULL ? roc->auc : NAN;
    case RIM_OUTCOME_SURVIVAL:
      if (!rim_concordance_init (&concordance, scores, values, labels, n, RIM_CONCORDANCE_HARRELL, NULL))
        return NAN;
      return concordance.index.value;
    case RIM_OUTCOME_NUMBER:
      for (gsize i = 0; i < n; i++)
        sum += (scores[i] - values[i]) * (scores[i] - values[i]);
      return n > 0 ? -sum / (double) n : NAN;
    default:
      g_assert_not_reached ();
    }
}

static void
predict_rows (const RimLearningChain *chain,
              RimModel               *model,
              double                  base,
              const guint32          *cohort_rows,
              const guint32          *tested,
              gsize                   n_tested,
              double                 *margins)
{
  g_autofree double *outputs = g_new (double, MAX (chain->transform.n_outputs, 1));

  for (gsize i = 0; i < n_tested; i++)
    if (!rim_transform_row (&chain->transform, cohort_rows[tested[i]], outputs))
      margins[tested[i]] = NAN;
    else
      margins[tested[i]] = model != NULL ? rim_model_predict (model, outputs) : base;
}

/* A point that cannot be learned without a fold is none to choose: its score is not finite.
 * Where that is so of all points of a learner the last error stands.
 */
static gboolean
try_points (Search                  *self,
            guint                    unit,
            const RimLearningChain  *chain,
            guint                    learner,
            const guint32           *tested,
            gsize                    n_tested,
            GError                 **error)
{
  RimLearningGrid *grid = self->grid;
  const guint repeat = unit / self->n_folds;
  const double base = rim_learning_find_base (chain->selection, grid->pipeline->learners[learner].learner);
  gboolean any = FALSE;

  for (gsize point = 0; point < grid->n_points[learner]; point++)
    {
      double *margins = grid->margins[learner] + (point * grid->n_repeats + repeat) * grid->n;
      double *score = self->scores[learner] + point * count_units (self) + unit;
      g_autoptr(RimModel) model = NULL;
      g_autoptr(GError) failure = NULL;

      if (chain->design.n_columns > 0)
        model = rim_learning_grid_fit (grid, learner, point, &chain->design, self->cancellable, &failure);
      if (failure != NULL && (failure->domain != RIM_STATISTICS_ERROR || (!any && point + 1 == grid->n_points[learner])))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      *score = -INFINITY;
      if (failure != NULL)
        continue;
      any = TRUE;
      predict_rows (chain, model, base, self->whole->rows, tested, n_tested, margins);
      *score = measure (self->whole, tested, n_tested, margins);
    }

  return TRUE;
}

static gboolean
search_unit (Search  *self,
             guint    unit,
             GError **error)
{
  const RimPipeline *pipeline = self->grid->pipeline;
  const guint32 *folds = self->folds[unit / self->n_folds];
  const guint fold = unit % self->n_folds;
  g_autofree guint32 *rows = g_new (guint32, self->whole->n);
  g_autofree guint32 *tested = g_new (guint32, self->whole->n);
  g_autoptr(RimLearningChain) chain = NULL;
  gsize n_rows = 0, n_tested = 0;

  for (guint32 i = 0; i < self->whole->n; i++)
    if (folds[i] == fold)
      tested[n_tested++] = i;
    else
      rows[n_rows++] = self->whole->rows[i];

  chain = rim_learning_chain_new (pipeline, self->table, rows, n_rows, self->progress, self->where, self->cancellable,
                                  error);
  if (chain == NULL)
    return FALSE;
  for (guint l = 0; l < pipeline->n_learners; l++)
    if (!try_points (self, unit, chain, l, tested, n_tested, error))
      return FALSE;
  rim_learn_progress_tell (self->progress, 1, self->where, NULL);

  return TRUE;
}

/* What comes after a unit that failed is skipped: which error is told depends on nothing else. */
static void
search_units (gsize    begin,
              gsize    end,
              gpointer data)
{
  Search *self = data;

  for (gsize i = begin; i < end; i++)
    {
      if (i > atomic_load (&self->first_failed))
        continue;
      if (i == 0)
        self->chain = rim_learning_chain_new (self->grid->pipeline, self->table, self->whole->rows, self->whole->n,
                                              self->progress, self->where, self->cancellable, &self->errors[0]);
      else if (!search_unit (self, (guint) i - 1, &self->errors[i]))
        g_prefix_error (&self->errors[i], "Inner fold %u: ", ((guint) i - 1) % self->n_folds + 1);
      if (self->errors[i] != NULL)
        rim_learn_progress_fail (&self->first_failed, i);
    }
}

/* Returns: the mean of the folds that have a score; where none has, of all rows together */
static double
get_mean (const Search *self,
          guint         learner,
          gsize         point)
{
  const guint n_units = count_units (self);
  const double *scores = self->scores[learner] + point * n_units;
  double sum = 0.0;
  guint n = 0;

  for (guint u = 0; u < n_units; u++)
    if (!isnan (scores[u]))
      {
        sum += scores[u];
        n++;
      }
  if (n > 0)
    return sum / n;

  for (guint r = 0; r < self->grid->n_repeats; r++)
    sum += measure (self->whole, self->chain->iota, self->grid->n,
                    self->grid->margins[learner] + (point * self->grid->n_repeats + r) * self->grid->n);

  return sum / self->grid->n_repeats;
}

/* The first of several points that are best. */
static gboolean
choose_points (Search  *self,
               GError **error)
{
  RimLearningGrid *grid = self->grid;

  for (guint l = 0; l < grid->pipeline->n_learners; l++)
    {
      double best = -INFINITY;

      for (gsize point = 0; point < grid->n_points[l]; point++)
        {
          const double mean = get_mean (self, l, point);

          if (mean > best)
            {
              best = mean;
              grid->best[l] = point;
            }
        }
      if (best == -INFINITY)
        {
          g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_NOT_CONVERGED,
                       "%s: no point of its grid can be learned in all inner folds",
                       grid->pipeline->learners[l].learner->title);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
draw_inner_folds (Search        *self,
                  RimSelection  *whole,
                  GError       **error)
{
  const RimPipeline *pipeline = self->grid->pipeline;

  for (guint r = 0; r < self->grid->n_repeats; r++)
    {
      g_autofree char *purpose = g_strdup_printf ("inner %u", r);
      guint n_folds = pipeline->inner_folds;

      self->folds[r] = rim_selection_draw_folds (whole, &n_folds, purpose, error);
      if (self->folds[r] == NULL)
        return FALSE;
      self->n_folds = n_folds;
    }

  return TRUE;
}

static void
grid_init (RimLearningGrid   *self,
           const RimPipeline *pipeline,
           gsize              n)
{
  self->pipeline = pipeline;
  self->n = n;
  self->n_repeats = pipeline->inner_folds > 1 ? MAX (pipeline->inner_repeats, 1) : 0;
  self->n_points = g_new (gsize, pipeline->n_learners);
  self->best = g_new0 (gsize, pipeline->n_learners);
  self->margins = g_new0 (double *, pipeline->n_learners);
  for (guint l = 0; l < pipeline->n_learners; l++)
    {
      self->n_points[l] = 1;
      for (guint k = 0; k < pipeline->learners[l].learner->n_parameters; k++)
        self->n_points[l] *= pipeline->learners[l].n_grid[k];
      self->margins[l] = g_new (double, self->n_points[l] * self->n_repeats * n + 1);
    }
}

static gboolean
search_all (Search  *self,
            GError **error)
{
  const guint n_units = count_units (self);
  gboolean good = TRUE;

  self->errors = g_new0 (GError *, n_units + 1);
  atomic_init (&self->first_failed, n_units + 1);
  self->scores = g_new0 (double *, self->grid->pipeline->n_learners);
  for (guint l = 0; l < self->grid->pipeline->n_learners; l++)
    self->scores[l] = g_new (double, self->grid->n_points[l] * n_units + 1);

  if (n_units > 0)
    rim_parallel_for (n_units + 1, 1, search_units, self);
  else
    search_units (0, 1, self);
  for (guint i = 0; i <= n_units; i++)
    if (self->errors[i] != NULL && good)
      {
        g_propagate_error (error, g_steal_pointer (&self->errors[i]));
        good = FALSE;
      }
    else
      g_clear_error (&self->errors[i]);

  return good && (n_units == 0 || choose_points (self, error));
}

static void
search_clear (Search *self)
{
  for (guint r = 0; r < self->grid->n_repeats; r++)
    g_free (self->folds[r]);
  for (guint l = 0; self->scores != NULL && l < self->grid->pipeline->n_learners; l++)
    g_free (self->scores[l]);
  g_free (self->folds);
  g_free (self->scores);
  g_free (self->errors);
}

/*
 * Takes the chain on all @rows and, where there are inner folds, without each of them, and
 * chooses among the grids of learners.
 *
 * Returns: (transfer full) (nullable): the chain of all rows
 */
RimLearningChain *
rim_learning_grid_search (RimLearningGrid      *self,
                          const RimPipeline    *pipeline,
                          const RimLearnTable  *table,
                          const guint32        *rows,
                          gsize                 n_rows,
                          RimLearnProgress     *progress,
                          const char           *where,
                          GCancellable         *cancellable,
                          GError              **error)
{
  g_autoptr(RimSelection) whole = rim_selection_new (pipeline, table, rows, n_rows, cancellable, error);
  Search search = { self, table, whole, progress, where, cancellable };
  gboolean good;

  if (whole == NULL)
    return NULL;

  grid_init (self, pipeline, whole->n);
  search.folds = g_new0 (guint32 *, MAX (self->n_repeats, 1));
  good = draw_inner_folds (&search, whole, error) && search_all (&search, error);
  search_clear (&search);
  if (good)
    search.chain->selection->n_rows_left_out = whole->n_rows_left_out;
  else
    g_clear_pointer (&search.chain, rim_learning_chain_free);

  return search.chain;
}

void
rim_learning_grid_clear (RimLearningGrid *self)
{
  for (guint l = 0; self->margins != NULL && l < self->pipeline->n_learners; l++)
    g_free (self->margins[l]);
  g_free (self->margins);
  g_free (self->n_points);
  g_free (self->best);
}

/*
 * Returns: (transfer full) (nullable): of each row the mean over repeats of what the chosen
 *   models that did not see it say, weighted as learners are; %NULL without inner folds
 */
double *
rim_learning_grid_get_margins (const RimLearningGrid *self)
{
  double *margins, weight = 0.0;

  if (self->n_repeats == 0)
    return NULL;

  margins = g_new0 (double, self->n);
  for (guint l = 0; l < self->pipeline->n_learners; l++)
    {
      const double own = self->pipeline->learners[l].weight;
      const double *best = self->margins[l] + self->best[l] * self->n_repeats * self->n;

      weight += own;
      for (guint r = 0; r < self->n_repeats; r++)
        for (gsize i = 0; i < self->n; i++)
          margins[i] += own * best[r * self->n + i];
    }
  for (gsize i = 0; i < self->n; i++)
    margins[i] /= weight * self->n_repeats;

  return margins;
}
