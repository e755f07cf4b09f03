/* rim-select-rfe.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-selectors-private.h"

#include <math.h>
#include <string.h>

#include "core/rim-random.h"
#include "learn/rim-elastic-net.h"
#include "learn/rim-task-data-private.h"
#include "statistics/rim-order.h"

/* Coefficients are only compared with each other. */
#define THRESHOLD 1e-10

enum { MOST, STEP, LEARNER, C };

enum { LINEAR, FOREST, BOOSTING };

static double
find_deviation (const double *values,
                gsize         n)
{
  double mean = 0.0, squares = 0.0;

  for (gsize i = 0; i < n; i++)
    mean += values[i];
  mean /= (double) n;
  for (gsize i = 0; i < n; i++)
    squares += (values[i] - mean) * (values[i] - mean);

  return sqrt (squares / (double) n);
}

/* Sizes of coefficients of standardised columns, with a penalty of β² / 2C beside the sum of
 * all rows' losses: log likelihoods, or half of squares.
 */
static gboolean
rank_linear (RimSelection  *self,
             double         c,
             double        *importance,
             GError       **error)
{
  RimElasticNetSettings settings = RIM_ELASTIC_NET_SETTINGS (rim_task_data_get_family (self->kind));
  g_autofree double *packed = rim_selection_pack (self);
  const RimElasticNetData data = { packed, self->n_live, self->n, self->values, self->labels, self->weights, NULL };
  double lambda = 1.0 / ((double) self->n * c);
  g_autoptr(RimElasticNetFit) fit = NULL;
  const RimElasticNetStep *step;

  if (self->kind == RIM_OUTCOME_NUMBER)
    lambda *= find_deviation (self->values, self->n);
  settings.alpha = 0.0;
  settings.threshold = THRESHOLD;
  settings.cancellable = self->cancellable;
  settings.lambdas = &lambda;
  settings.n_lambdas = 1;
  fit = rim_elastic_net_fit_new (&data, &settings, error);
  if (fit == NULL)
    return FALSE;

  memset (importance, 0, self->n_live * sizeof *importance);
  step = fit->n_steps > 0 ? &fit->steps[0] : NULL;
  for (guint i = 0; step != NULL && i < step->n_nonzero; i++)
    importance[step->columns[i]] = fabs (step->coefficients[i]) *
                                   find_deviation (self->live[step->columns[i]]->scaled, self->n);

  return TRUE;
}

/* Mean sizes of what columns add to the margins of trees. */
static gboolean
rank_trees (RimSelection  *self,
            const char    *id,
            double        *importance,
            GError       **error)
{
  const RimLearner *learner = rim_learners_find (id);
  g_autofree const double **columns = g_new (const double *, self->n_live);
  g_autofree guint32 *rows = g_new (guint32, self->n);
  const RimTask task = {
    columns, self->n_live, rows, self->n, self->kind, self->labels, self->values, self->weights, self->patients,
  };
  double parameters[RIM_MAX_PARAMETERS];
  g_autoptr(RimModel) model = NULL;

  rim_selection_scale (self);
  for (guint c = 0; c < self->n_live; c++)
    columns[c] = self->live[c]->scaled;
  for (guint32 i = 0; i < self->n; i++)
    rows[i] = i;
  rim_learner_defaults (learner, parameters);
  model = learner->fit (&task, parameters, rim_random_seed ("rfe", self->pipeline->seed), self->cancellable, error);
  if (model == NULL)
    return FALSE;

  rim_model_rank (model, &task, importance);

  return TRUE;
}

static gboolean
rank (RimSelection  *self,
      const double  *values,
      double        *importance,
      GError       **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (values[LEARNER] == LINEAR)
    return rank_linear (self, values[C], importance, error);

  return rank_trees (self, values[LEARNER] == FOREST ? "random-forest" : "xgboost", importance, error);
}

/*
 * Learns of all columns, leaves out those that matter least, and so on (Guyon et al. 2002).
 * As in scikit-learn a step below 1 is a part of how many there were first. Of columns that
 * matter as little the last goes first.
 */
static gboolean
run_rfe (RimSelection  *self,
         const double  *values,
         GError       **error)
{
  const guint most = (guint) values[MOST];
  const guint step = (guint) MAX (values[STEP] < 1.0 ? values[STEP] * self->n_live : values[STEP], 1.0);
  g_autofree double *importance = g_new (double, self->n_live);
  g_autofree guint32 *order = g_new (guint32, self->n_live);
  g_autofree gboolean *kept = g_new (gboolean, self->n_live);

  while (self->n_live > most)
    {
      const guint n = self->n_live;

      if (!rank (self, values, importance, error))
        return FALSE;
      for (guint c = 0; c < n; c++)
        {
          importance[c] = -importance[c];
          kept[c] = FALSE;
        }
      rim_order_init (order, importance, n);
      for (guint i = 0; i < n - MIN (step, n - most); i++)
        kept[order[i]] = TRUE;
      rim_selection_keep (self, kept);
    }

  return TRUE;
}

static const RimParameter parameters[] = {
  { "most", "How many", 10.0, 1.0, 1e6, TRUE },
  { "step", "How many go at once; below 1 a part of all", 1.0, 0.001, 1e6, FALSE },
  { "learner", "Learner: 0 linear, 1 random forest, 2 XGBoost", LINEAR, LINEAR, BOOSTING, TRUE },
  { "c", "Inverse strength of the linear learner's penalty", 1.0, 1e-6, 1e6, FALSE },
};

const RimSelector rim_selector_rfe = {
  "rfe", "Recursive feature elimination", RIM_KIND_ANY, parameters, G_N_ELEMENTS (parameters), run_rfe,
};
