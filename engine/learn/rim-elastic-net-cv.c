/* rim-elastic-net-cv.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-elastic-net-cv.h"

#include <math.h>

#include "core/rim-parallel.h"
#include "learn/rim-elastic-net-problem-private.h"
#include "statistics/rim-concordance.h"
#include "statistics/rim-roc.h"
#include "statistics/rim-statistics-error.h"

/* Folds with fewer rows on average are not summed up before rows are: as in glmnet. */
#define MIN_ROWS_GROUPED 3

/* Probabilities are kept this far from 0 and 1, so that one row is not all of a deviance. */
#define MIN_PROBABILITY 1e-5

/* What was measured of one fold, or of one row where folds are small. */
typedef struct
{
  guint    fold;
  guint32 *rows;
  gsize    n_rows;
  double   weight;
  double  *values;                 /* of each step */
} Group;

typedef struct
{
  const RimElasticNetData *data;
  RimElasticNetSettings    settings;         /* with the strengths of the fit to all rows */
  const guint32           *folds;
  RimElasticNetMeasure     measure;
  gsize                    n_groups;
  Group                   *groups;
  GError                 **errors;           /* of each fold */
  guint                   *n_steps;          /* of each fold */
} Validation;

static double
weigh (const RimElasticNetData *data,
       guint32                  row)
{
  return data->weights != NULL ? data->weights[row] : 1.0;
}

static double
find_deviance (const Validation *self,
               const guint32    *rows,
               gsize             n_rows,
               const double     *predictors)
{
  const double most = log ((1.0 - MIN_PROBABILITY) / MIN_PROBABILITY);
  const gboolean is_logistic = self->settings.family == RIM_ELASTIC_NET_LOGISTIC;
  g_auto(RimElasticNetProblem) problem = { 0 };
  RimElasticNetData outcomes = *self->data;
  g_autofree double *of_rows = NULL, *residuals = NULL, *curvatures = NULL;

  outcomes.n_columns = 0;
  rim_elastic_net_problem_init (&problem, &outcomes, self->settings.family, self->settings.is_efron, rows, n_rows);
  of_rows = g_new (double, MAX (problem.n, 1));
  residuals = g_new (double, MAX (problem.n, 1));
  curvatures = g_new (double, MAX (problem.n, 1));
  for (gsize i = 0; i < problem.n; i++)
    of_rows[i] = is_logistic ? CLAMP (predictors[problem.rows[i]], -most, most) : predictors[problem.rows[i]];

  return 2.0 * problem.total_weight * rim_elastic_net_problem_score (&problem, of_rows, residuals, curvatures);
}

static gboolean
find_ranking (const Validation  *self,
              const Group       *group,
              const double      *predictors,
              double            *value,
              GError           **error)
{
  g_autofree double *scores = g_new (double, group->n_rows);
  g_autofree double *times = g_new (double, group->n_rows);
  g_autofree guint8 *labels = g_new (guint8, group->n_rows);
  g_autoptr(RimRoc) roc = NULL;
  RimConcordance concordance;

  for (gsize i = 0; i < group->n_rows; i++)
    {
      scores[i] = predictors[group->rows[i]];
      labels[i] = self->data->labels[group->rows[i]];
      times[i] = self->measure == RIM_ELASTIC_NET_MEASURE_AUC ? 0.0 : self->data->values[group->rows[i]];
    }
  if (self->measure == RIM_ELASTIC_NET_MEASURE_AUC)
    {
      roc = rim_roc_new (scores, labels, group->n_rows, error);
      *value = roc != NULL ? roc->auc : NAN;
      return roc != NULL;
    }
  if (!rim_concordance_init (&concordance, scores, times, labels, group->n_rows, RIM_CONCORDANCE_HARRELL, error))
    return FALSE;

  *value = concordance.index.value;

  return TRUE;
}

static gboolean
measure_group (const Validation  *self,
               Group             *group,
               const guint32     *training,
               gsize              n_training,
               const double      *predictors,
               guint              step,
               GError           **error)
{
  double deviance;

  if (self->measure != RIM_ELASTIC_NET_MEASURE_DEVIANCE)
    return find_ranking (self, group, predictors, &group->values[step], error);

  if (self->settings.family == RIM_ELASTIC_NET_COX)
    deviance = find_deviance (self, NULL, self->data->n, predictors) -
               find_deviance (self, training, n_training, predictors);
  else
    deviance = find_deviance (self, group->rows, group->n_rows, predictors);
  group->values[step] = group->weight > 0.0 ? deviance / group->weight : 0.0;

  return TRUE;
}

static gboolean
validate_fold (Validation  *self,
               guint        fold,
               GError     **error)
{
  const RimElasticNetData *data = self->data;
  g_autofree guint32 *training = g_new (guint32, data->n);
  g_autofree double *predictors = g_new (double, data->n);
  g_autoptr(RimElasticNetFit) fit = NULL;
  gsize n_training = 0;

  for (guint32 row = 0; row < data->n; row++)
    if (self->folds[row] != fold)
      training[n_training++] = row;
  fit = rim_elastic_net_fit_new_rows (data, &self->settings, training, n_training, error);
  if (fit == NULL)
    return FALSE;
  self->n_steps[fold] = fit->n_steps;
  if (fit->n_steps == 0)
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_NOT_CONVERGED,
                           "No end was found at the first strength of the penalty");
      return FALSE;
    }

  for (guint step = 0; step < fit->n_steps; step++)
    {
      rim_elastic_net_fit_predict (fit, step, data->columns, data->n, predictors);
      for (gsize g = 0; g < self->n_groups; g++)
        if (self->groups[g].fold == fold &&
            !measure_group (self, &self->groups[g], training, n_training, predictors, step, error))
          return FALSE;
    }

  return TRUE;
}

static void
validate_folds (gsize    begin,
                gsize    end,
                gpointer data)
{
  Validation *self = data;

  for (gsize fold = begin; fold < end; fold++)
    validate_fold (self, (guint) fold, &self->errors[fold]);
}

/* Each fold, or each row where folds are small and rows can be measured alone. */
static void
make_groups (Validation *self,
             guint       n_folds)
{
  const RimElasticNetData *data = self->data;
  const gboolean is_cox = self->settings.family == RIM_ELASTIC_NET_COX;
  const gboolean by_row = self->measure == RIM_ELASTIC_NET_MEASURE_DEVIANCE && !is_cox &&
                          data->n < (gsize) MIN_ROWS_GROUPED * n_folds;
  const gboolean by_event = self->measure == RIM_ELASTIC_NET_MEASURE_DEVIANCE && is_cox;

  self->n_groups = by_row ? data->n : n_folds;
  self->groups = g_new0 (Group, self->n_groups);
  for (guint32 row = 0; row < data->n; row++)
    {
      Group *group = self->groups + (by_row ? row : self->folds[row]);

      if (group->rows == NULL)
        group->rows = g_new (guint32, by_row ? 1 : data->n);
      group->fold = self->folds[row];
      group->rows[group->n_rows++] = row;
      group->weight += by_event && data->labels[row] == 0 ? 0.0 : weigh (data, row);
    }
  for (gsize g = 0; g < self->n_groups; g++)
    self->groups[g].values = g_new0 (double, self->settings.n_lambdas);
}

static void
validation_clear (Validation *self)
{
  for (gsize g = 0; g < self->n_groups; g++)
    {
      g_free (self->groups[g].rows);
      g_free (self->groups[g].values);
    }
  g_free (self->groups);
}

static void
summarise (const Validation *self,
           guint             step,
           double           *mean,
           double           *error)
{
  double weight = 0.0, sum = 0.0, squares = 0.0;
  gsize n = 0;

  for (gsize g = 0; g < self->n_groups; g++)
    {
      n += self->groups[g].weight > 0.0;
      weight += self->groups[g].weight;
      sum += self->groups[g].weight * self->groups[g].values[step];
    }
  *mean = sum / weight;
  for (gsize g = 0; g < self->n_groups; g++)
    squares += self->groups[g].weight * (self->groups[g].values[step] - *mean) * (self->groups[g].values[step] - *mean);
  *error = n > 1 ? sqrt (squares / weight / (double) (n - 1)) : NAN;
}

static void
choose_steps (RimElasticNetCv *self)
{
  const double sign = self->measure == RIM_ELASTIC_NET_MEASURE_DEVIANCE ? 1.0 : -1.0;
  double limit;

  for (guint step = 1; step < self->fit->n_steps; step++)
    if (sign * self->means[step] < sign * self->means[self->best])
      self->best = step;
  limit = sign * self->means[self->best] + self->errors[self->best];
  while (self->one_error < self->best && !(sign * self->means[self->one_error] <= limit))
    self->one_error++;
}

static gboolean
check (const RimElasticNetData      *data,
       const RimElasticNetSettings  *settings,
       const guint32                *folds,
       guint                         n_folds,
       RimElasticNetMeasure          measure,
       GError                      **error)
{
  g_autofree gsize *counts = g_new0 (gsize, MAX (n_folds, 1));
  const char *what = NULL;

  for (gsize row = 0; row < data->n; row++)
    {
      g_return_val_if_fail (folds[row] < n_folds, FALSE);
      counts[folds[row]]++;
    }
  for (guint fold = 0; fold < n_folds; fold++)
    if (counts[fold] == 0)
      what = "a fold has no rows";

  if (n_folds < 2)
    what = "there are fewer than two folds";
  else if ((measure == RIM_ELASTIC_NET_MEASURE_AUC && settings->family != RIM_ELASTIC_NET_LOGISTIC) ||
           (measure == RIM_ELASTIC_NET_MEASURE_CONCORDANCE && settings->family != RIM_ELASTIC_NET_COX))
    what = "the measure is of another kind of outcome";
  else if (measure != RIM_ELASTIC_NET_MEASURE_DEVIANCE && data->weights != NULL)
    what = "only the deviance takes weights";
  if (what != NULL)
    g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE, "No cross-validation: %s", what);

  return what == NULL;
}

/* Returns: whether all folds went well */
static gboolean
validate_all (Validation  *self,
              guint        n_folds,
              GError     **error)
{
  g_autofree GError **errors = g_new0 (GError *, n_folds);
  gboolean good = TRUE;

  self->errors = errors;
  rim_parallel_for (n_folds, 1, validate_folds, self);
  for (guint fold = 0; fold < n_folds; fold++)
    if (errors[fold] != NULL && good)
      {
        g_propagate_prefixed_error (error, g_steal_pointer (&errors[fold]), "Without fold %u: ", fold + 1);
        good = FALSE;
      }
    else
      g_clear_error (&errors[fold]);

  return good;
}

/**
 * rim_elastic_net_cv_new:
 * @data: what to fit to
 * @settings: what to fit
 * @folds: (array): n numbers, below @n_folds: which fold a row is in
 * @n_folds: how many folds
 * @measure: what says how good a model is; only the deviance takes weights
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Fits a path to all rows, and at the same strengths of the penalty one to the rows outside
 * of each fold, whose columns are standardised anew, as cv.glmnet does where the strengths
 * are given. Folds are fitted in parallel. Where a fold finds no end at a strength, as where
 * its columns tell classes apart without a fault, the whole path ends before it.
 *
 * Returns: (transfer full) (nullable): the path, or %NULL where rim_elastic_net_fit_new()
 *   has none, or a fold has none
 */
RimElasticNetCv *
rim_elastic_net_cv_new (const RimElasticNetData      *data,
                        const RimElasticNetSettings  *settings,
                        const guint32                *folds,
                        guint                         n_folds,
                        RimElasticNetMeasure          measure,
                        GError                      **error)
{
  g_autoptr(RimElasticNetCv) self = g_new0 (RimElasticNetCv, 1);
  Validation validation = { data, *settings, folds, measure };
  g_autofree double *lambdas = NULL;
  g_autofree guint *n_steps = g_new0 (guint, MAX (n_folds, 1));
  gboolean good;

  if (!check (data, settings, folds, n_folds, measure, error))
    return NULL;
  self->measure = measure;
  self->fit = rim_elastic_net_fit_new (data, settings, error);
  if (self->fit == NULL)
    return NULL;

  lambdas = g_new (double, MAX (self->fit->n_steps, 1));
  for (guint step = 0; step < self->fit->n_steps; step++)
    lambdas[step] = self->fit->steps[step].lambda;
  validation.settings.lambdas = lambdas;
  validation.settings.n_lambdas = self->fit->n_steps;
  validation.n_steps = n_steps;
  make_groups (&validation, n_folds);
  good = validate_all (&validation, n_folds, error);

  for (guint fold = 0; good && fold < n_folds; fold++)
    rim_elastic_net_fit_end_at (self->fit, n_steps[fold]);
  self->means = g_new0 (double, self->fit->n_steps);
  self->errors = g_new0 (double, self->fit->n_steps);
  for (guint step = 0; good && step < self->fit->n_steps; step++)
    summarise (&validation, step, self->means + step, self->errors + step);
  validation_clear (&validation);
  if (!good)
    return NULL;

  choose_steps (self);

  return g_steal_pointer (&self);
}

/**
 * rim_elastic_net_cv_free:
 * @self: (transfer full): a path
 *
 * Frees it.
 */
void
rim_elastic_net_cv_free (RimElasticNetCv *self)
{
  g_clear_pointer (&self->fit, rim_elastic_net_fit_free);
  g_free (self->means);
  g_free (self->errors);
  g_free (self);
}
