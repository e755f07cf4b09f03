/* rim-logistic-learner.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "learn/rim-elastic-net.h"
#include "learn/rim-learner-private.h"
#include "learn/rim-linear-model-private.h"
#include "learn/rim-task-data-private.h"
#include "statistics/rim-logistic.h"
#include "statistics/rim-statistics-error.h"

enum
{
  RIDGE,
};

static const RimParameter parameters_of_logistic[] = {
  { "ridge", "Ridge penalty λ; 0 for none", 0.0, 0.0, 1e6, FALSE },
};

static RimModel *
make_model (const RimTaskData *data,
            double             intercept,
            const double      *coefficients)
{
  double base = intercept;

  for (guint c = 0; c < data->p; c++)
    base += coefficients[c] * data->means[c];

  return rim_linear_model_new ("logistic", RIM_MARGIN_LOG_ODDS, data->p, base, coefficients, data->means);
}

/* One strength of the penalty, as glmnet takes it, without any of the LASSO. */
static RimModel *
fit_ridge (const RimTaskData  *data,
           double              ridge,
           GError            **error)
{
  const RimElasticNetData net = { data->columns, data->p, data->n, NULL, data->labels, data->weights, NULL };
  RimElasticNetSettings settings = RIM_ELASTIC_NET_SETTINGS (RIM_ELASTIC_NET_LOGISTIC);
  g_autofree double *coefficients = g_new0 (double, data->p);
  g_autoptr(RimElasticNetFit) fit = NULL;

  settings.alpha = 0.0;
  settings.lambdas = &ridge;
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
  for (guint i = 0; i < fit->steps->n_nonzero; i++)
    coefficients[fit->steps->columns[i]] = fit->steps->coefficients[i];

  return make_model (data, fit->steps->intercept, coefficients);
}

/* The highest likelihood. Columns that are constant or depend on each other, and those
 * that tell the classes apart without a fault, are refused; a ridge penalty takes them all.
 */
static RimModel *
fit_logistic (const RimTask              *task,
              const double               *parameters,
              guint64 seed                G_GNUC_UNUSED,
              GCancellable   *cancellable G_GNUC_UNUSED,
              GError                    **error)
{
  g_auto(RimTaskData) data = { 0 };
  g_autoptr(RimLogisticFit) fit = NULL;

  if (!rim_task_data_init (&data, task, error))
    return NULL;
  if (parameters[RIDGE] > 0.0)
    return fit_ridge (&data, parameters[RIDGE], error);

  fit = rim_logistic_fit_new_weighted (data.columns, data.p, data.n, data.labels, NULL, data.weights, error);

  return fit != NULL ? make_model (&data, fit->coefficients[0], fit->coefficients + 1) : NULL;
}

const RimLearner rim_learner_logistic = {
  "logistic", "Logistic regression", 1 << RIM_OUTCOME_BINARY,
    parameters_of_logistic, G_N_ELEMENTS (parameters_of_logistic), fit_logistic,
};
