/* rim-logistic-learner.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "learn/rim-learner-private.h"
#include "learn/rim-penalised-private.h"
#include "statistics/rim-logistic.h"

enum
{
  RIDGE,
};

static const RimParameter parameters_of_logistic[] = {
  { "ridge", "Ridge penalty λ; 0 for none", 0.0, 0.0, 1e6, FALSE },
};

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
    return rim_penalised_model_new (&data, "logistic", 0.0, parameters[RIDGE], FALSE, error);

  fit = rim_logistic_fit_new_weighted (data.columns, data.p, data.n, data.labels, NULL, data.weights, error);

  if (fit == NULL)
    return NULL;

  return rim_task_data_make_linear (&data, "logistic", fit->coefficients[0], fit->coefficients + 1);
}

const RimLearner rim_learner_logistic = {
  "logistic", "Logistic regression", 1 << RIM_OUTCOME_BINARY,
    parameters_of_logistic, G_N_ELEMENTS (parameters_of_logistic), fit_logistic,
};
