/* rim-forest-learner.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "core/rim-parallel.h"
#include "learn/rim-forest-private.h"
#include "learn/rim-learner-private.h"
#include "learn/rim-tree-model-private.h"
#include "statistics/rim-order.h"

enum
{
  N_TREES,
  MTRY,
  MIN_LEAF,
  MAX_DEPTH,
  BOOTSTRAP,
};

static const RimParameter parameters_of_forest[] = {
  { "n_trees", "Number of trees", 500.0, 1.0, 10000.0, TRUE },
  { "mtry", "Columns at each split; 0 for √ of all, of numbers a third", 0.0, 0.0, 100000.0, TRUE },
  { "min_leaf", "Least rows of a leaf", 1.0, 1.0, 10000.0, TRUE },
  { "max_depth", "Depth of trees; 0 for no limit below 64", 0.0, 0.0, RIM_TREE_MAX_DEPTH, TRUE },
  { "bootstrap", "Draw rows for each tree", 1.0, 0.0, 1.0, TRUE },
};

static void
plan_clear (RimForestPlan *self)
{
  g_free (self->outcomes);
  g_free (self->orders);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimForestPlan, plan_clear)

static guint
find_n_tried (const RimTaskData *data,
              double             asked)
{
  const guint usual = data->kind == RIM_OUTCOME_NUMBER ? data->p / 3 : (guint) sqrt (data->p);

  return CLAMP (asked > 0.0 ? (guint) asked : usual, 1, data->p);
}

static void
order_columns (gsize    begin,
               gsize    end,
               gpointer data)
{
  const RimForestPlan *plan = data;
  const gsize n = plan->data->n;

  for (gsize c = begin; c < end; c++)
    rim_order_init (plan->orders + c * n, plan->data->columns + c * n, n);
}

static void
plan_init (RimForestPlan     *self,
           const RimTaskData *data,
           const double      *parameters)
{
  const double depth = parameters[MAX_DEPTH];

  *self = (RimForestPlan) { data, g_new (double, data->n), 0.0, g_new (guint32, data->n * data->p),
                            find_n_tried (data, parameters[MTRY]), (guint) parameters[MIN_LEAF],
                            depth > 0.0 ? (guint) depth : RIM_TREE_MAX_DEPTH, parameters[BOOTSTRAP] > 0.0 };
  for (gsize i = 0; data->kind == RIM_OUTCOME_NUMBER && i < data->n; i++)
    self->centre += data->values[i] / (double) data->n;
  for (gsize i = 0; i < data->n; i++)
    self->outcomes[i] = data->kind == RIM_OUTCOME_NUMBER ? data->values[i] - self->centre : data->labels[i];
  rim_parallel_for (data->p, 16, order_columns, self);
}

typedef struct
{
  const RimForestPlan *plan;
  RimTrees            *trees;
  guint64              seed;
  GCancellable        *cancellable;
} Forest;

/* Each tree draws from a stream of its own, and does not depend on who grows it. */
static void
grow_trees (gsize    begin,
            gsize    end,
            gpointer data)
{
  const Forest *forest = data;
  RimRandom random;

  for (gsize t = begin; t < end && !g_cancellable_is_cancelled (forest->cancellable); t++)
    {
      rim_random_init_stream (&random, forest->seed, t);
      rim_forest_grow (forest->plan, &random, forest->trees->trees + t);
    }
}

/* Breiman's forest, of which the mean of leaves is taken rather than their votes. A column
 * that is constant is never split.
 */
static RimModel *
fit_forest (const RimTask  *task,
            const double   *parameters,
            guint64         seed,
            GCancellable   *cancellable,
            GError        **error)
{
  g_auto(RimTaskData) data = { 0 };
  g_auto(RimForestPlan) plan = { 0 };
  g_auto(RimTrees) trees = { 0 };
  Forest forest = { &plan, &trees, seed, cancellable };
  const RimMarginUnit unit = task->kind == RIM_OUTCOME_NUMBER ? RIM_MARGIN_NUMBER : RIM_MARGIN_PROBABILITY;

  if (!rim_task_data_init (&data, task, error))
    return NULL;

  plan_init (&plan, &data, parameters);
  rim_trees_init (&trees, (guint) parameters[N_TREES]);
  rim_parallel_for (trees.n_trees, 1, grow_trees, &forest);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  return rim_tree_model_new ("random-forest", unit, data.p, &trees);
}

const RimLearner rim_learner_forest = {
  "random-forest", "Random forest", 1 << RIM_OUTCOME_BINARY | 1 << RIM_OUTCOME_NUMBER,
    parameters_of_forest, G_N_ELEMENTS (parameters_of_forest), fit_forest,
};
