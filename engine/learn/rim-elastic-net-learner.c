/* rim-elastic-net-learner.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "learn/rim-elastic-net-cv.h"
#include "learn/rim-inner-folds-private.h"
#include "learn/rim-learner-private.h"
#include "learn/rim-penalised-private.h"
#include "statistics/rim-statistics-error.h"

/* One strength alone is gone to the end. */
#define TIGHT 1e-18

enum
{
  MIXING,
  LAMBDA,
  N_FOLDS,
  ONE_ERROR,
  EFRON,
};

static const RimParameter parameters_of_elastic_net[] = {
  { "alpha", "Mixing: 1 is the LASSO, 0 is ridge regression", 1.0, 0.0, 1.0, FALSE },
  { "lambda", "Penalty λ; 0 to choose it by cross-validation", 0.0, 0.0, 1e6, FALSE },
  { "folds", "Folds that choose the penalty", 10.0, 3.0, 100.0, TRUE },
  { "one_error", "Take the strongest penalty within one standard error", 0.0, 0.0, 1.0, TRUE },
  { "efron", "Ties of survival after Efron; else Breslow", 0.0, 0.0, 1.0, TRUE },
};

static RimModel *
make_model (const RimTaskData       *data,
            const char              *learner,
            const RimElasticNetStep *step)
{
  g_autofree double *coefficients = g_new0 (double, data->p);

  for (guint i = 0; i < step->n_nonzero; i++)
    coefficients[step->columns[i]] = step->coefficients[i];

  return rim_task_data_make_linear (data, learner, step->intercept, coefficients);
}

static RimElasticNetData
get_net (const RimTaskData *data)
{
  return (RimElasticNetData) { data->columns, data->p, data->n, data->values, data->labels, data->weights, NULL };
}

/* @alpha: 1 for the LASSO, 0 for ridge regression
 * @lambda: the strength of the penalty, above 0, as glmnet has it
 * @is_efron: whether ties of survival are those of Efron
 */
RimModel *
rim_penalised_model_new (const RimTaskData  *data,
                         const char         *learner,
                         double              alpha,
                         double              lambda,
                         gboolean            is_efron,
                         GError            **error)
{
  const RimElasticNetData net = get_net (data);
  RimElasticNetSettings settings = RIM_ELASTIC_NET_SETTINGS (rim_task_data_get_family (data->kind));
  g_autoptr(RimElasticNetFit) fit = NULL;

  settings.alpha = alpha;
  settings.threshold = TIGHT;
  settings.lambdas = &lambda;
  settings.is_efron = is_efron;
  settings.n_lambdas = 1;
  fit = rim_elastic_net_fit_new (&net, &settings, error);
  if (fit == NULL)
    return NULL;
  if (fit->n_steps == 0)
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_NOT_CONVERGED,
                           "No end was found with so weak a penalty");
      return NULL;
    }

  return make_model (data, learner, fit->steps);
}

/* As glmnet and cv.glmnet fit it; columns that are constant get no coefficient, and classes
 * that columns tell apart without a fault are no trouble.
 */
static RimModel *
fit_elastic_net (const RimTask  *task,
                 const double   *parameters,
                 guint64         seed,
                 GCancellable   *cancellable,
                 GError        **error)
{
  RimElasticNetSettings settings = RIM_ELASTIC_NET_SETTINGS (rim_task_data_get_family (task->kind));
  guint n_folds = (guint) parameters[N_FOLDS];
  g_auto(RimTaskData) data = { 0 };
  g_autoptr(RimElasticNetCv) cv = NULL;
  g_autofree guint32 *folds = NULL;
  RimElasticNetData net;

  if (!rim_task_data_init (&data, task, error) || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  settings.alpha = parameters[MIXING];
  settings.cancellable = cancellable;
  settings.is_efron = parameters[EFRON] > 0.0;
  if (parameters[LAMBDA] > 0.0)
    return rim_penalised_model_new (&data, "elastic-net", settings.alpha, parameters[LAMBDA], settings.is_efron, error);

  net = get_net (&data);
  folds = rim_inner_folds_new (&data, task, &n_folds, seed, error);
  if (folds == NULL)
    return NULL;
  cv = rim_elastic_net_cv_new (&net, &settings, folds, n_folds, RIM_ELASTIC_NET_MEASURE_DEVIANCE, error);

  if (cv == NULL)
    return NULL;

  return make_model (&data, "elastic-net", cv->fit->steps + (parameters[ONE_ERROR] > 0.0 ? cv->one_error : cv->best));
}

const RimLearner rim_learner_elastic_net = {
  "elastic-net", "Elastic net", 1 << RIM_OUTCOME_BINARY | 1 << RIM_OUTCOME_SURVIVAL | 1 << RIM_OUTCOME_NUMBER,
    parameters_of_elastic_net, G_N_ELEMENTS (parameters_of_elastic_net), fit_elastic_net,
};
