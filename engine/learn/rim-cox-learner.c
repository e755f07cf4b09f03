/* rim-cox-learner.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "learn/rim-learner-private.h"
#include "learn/rim-penalised-private.h"
#include "statistics/rim-cox.h"
#include "statistics/rim-statistics-error.h"

enum
{
  RIDGE,
};

static const RimParameter parameters_of_cox[] = {
  { "ridge", "Ridge penalty λ; 0 for none", 0.0, 0.0, 1e6, FALSE },
};

static gboolean
check_weights (const RimTaskData  *data,
               GError            **error)
{
  for (gsize i = 1; data->weights != NULL && i < data->n; i++)
    if (data->weights[i] != data->weights[0])
      {
        g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                             "No model: rows have weights, which a Cox model without a penalty does not take");
        return FALSE;
      }

  return TRUE;
}

/* Proportional hazards with the ties of Efron. Columns that are constant or depend on each
 * other, and those that order the events without a fault, are refused; a ridge penalty, with
 * λ as glmnet has it, takes them all.
 */
static RimModel *
fit_cox (const RimTask              *task,
         const double               *parameters,
         guint64 seed                G_GNUC_UNUSED,
         GCancellable   *cancellable G_GNUC_UNUSED,
         GError                    **error)
{
  g_auto(RimTaskData) data = { 0 };
  g_autoptr(RimCoxFit) fit = NULL;
  RimCoxData of_fit;

  if (!rim_task_data_init (&data, task, error))
    return NULL;
  if (parameters[RIDGE] > 0.0)
    return rim_penalised_model_new (&data, "cox", 0.0, parameters[RIDGE], TRUE, error);
  if (!check_weights (&data, error))
    return NULL;

  of_fit = (RimCoxData) { data.columns, data.p, data.n, data.values, data.labels, NULL };
  fit = rim_cox_fit_new (&of_fit, RIM_COX_TIES_EFRON, error);

  return fit != NULL ? rim_task_data_make_linear (&data, "cox", 0.0, fit->coefficients) : NULL;
}

const RimLearner rim_learner_cox = {
  "cox", "Cox proportional hazards", 1 << RIM_OUTCOME_SURVIVAL,
    parameters_of_cox, G_N_ELEMENTS (parameters_of_cox), fit_cox,
};
