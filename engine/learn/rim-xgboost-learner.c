/* rim-xgboost-learner.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <xgboost/c_api.h>

#include "learn/rim-booster-model-private.h"
#include "learn/rim-learner-private.h"
#include "learn/rim-task-data-private.h"
#include "statistics/rim-order.h"
#include "statistics/rim-statistics-error.h"

enum
{
  N_ROUNDS,
  ETA,
  MAX_DEPTH,
  MIN_CHILD_WEIGHT,
  SUBSAMPLE,
  COLSAMPLE_BYTREE,
  LAMBDA,
  ALPHA,
  GAMMA,
  SCALE_POS_WEIGHT,
};

static const RimParameter parameters_of_xgboost[] = {
  { "n_rounds", "Number of trees", 100.0, 1.0, 10000.0, TRUE },
  { "eta", "Learning rate", 0.3, 1e-4, 1.0, FALSE },
  { "max_depth", "Depth of trees", 6.0, 1.0, 16.0, TRUE },
  { "min_child_weight", "Least weight of a leaf", 1.0, 0.0, 1e6, FALSE },
  { "subsample", "Part of the rows for each tree", 1.0, 0.01, 1.0, FALSE },
  { "colsample_bytree", "Part of the columns for each tree", 1.0, 0.01, 1.0, FALSE },
  { "lambda", "L2 penalty of leaves", 1.0, 0.0, 1e6, FALSE },
  { "alpha", "L1 penalty of leaves", 0.0, 0.0, 1e6, FALSE },
  { "gamma", "Least gain of a split", 0.0, 0.0, 1e6, FALSE },
  { "scale_pos_weight", "Weight of class 1", 1.0, 1e-3, 1e3, FALSE },
};

static const struct
{
  const char   *objective;
  RimMarginUnit unit;
} objectives[] = {
  [RIM_OUTCOME_BINARY] = { "binary:logistic", RIM_MARGIN_LOG_ODDS },
  [RIM_OUTCOME_SURVIVAL] = { "survival:cox", RIM_MARGIN_LOG_HAZARD },
  [RIM_OUTCOME_NUMBER] = { "reg:squarederror", RIM_MARGIN_NUMBER },
};

/* What the library holds. */
typedef struct
{
  DMatrixHandle matrix;
  BoosterHandle booster;
} Training;

static void
training_clear (Training *self)
{
  if (self->booster != NULL)
    XGBoosterFree (self->booster);
  if (self->matrix != NULL)
    XGDMatrixFree (self->matrix);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Training, training_clear)

static gboolean
check (int      result,
       GError **error)
{
  if (result == 0)
    return TRUE;

  g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE, "XGBoost: %s", XGBGetLastError ());

  return FALSE;
}

/* Cox's likelihood asks for the order of times alone, so that ranks serve, which float holds
 * without a fault; those of censored rows are below 0. Numbers are rounded to float.
 */
static float *
dup_labels (const RimTaskData *data)
{
  float *labels = g_new (float, data->n);
  g_autofree guint32 *order = g_new (guint32, data->n);
  float rank = 0.0f;

  for (gsize i = 0; i < data->n; i++)
    labels[i] = data->kind == RIM_OUTCOME_NUMBER ? (float) data->values[i] : data->labels[i];
  if (data->kind != RIM_OUTCOME_SURVIVAL)
    return labels;

  rim_order_init (order, data->values, data->n);
  for (gsize i = 0; i < data->n; i++)
    {
      if (i == 0 || data->values[order[i]] != data->values[order[i - 1]])
        rank += 1.0f;
      labels[order[i]] = data->labels[order[i]] != 0 ? rank : -rank;
    }

  return labels;
}

static gboolean
make_matrix (Training           *training,
             const RimTaskData  *data,
             double              scale_positive,
             GError            **error)
{
  g_autofree float *cells = g_new (float, data->n * data->p);
  g_autofree float *labels = dup_labels (data);
  g_autofree float *weights = g_new (float, data->n);

  for (gsize i = 0; i < data->n; i++)
    {
      const double weight = data->weights != NULL ? data->weights[i] : 1.0;
      const gboolean is_positive = data->kind == RIM_OUTCOME_BINARY && data->labels[i] != 0;

      weights[i] = (float) (is_positive ? weight * scale_positive : weight);
      for (guint c = 0; c < data->p; c++)
        cells[i * data->p + c] = (float) data->columns[c * data->n + i];
    }

  return check (XGDMatrixCreateFromMat_omp (cells, data->n, data->p, NAN, &training->matrix, 1), error) &&
         check (XGDMatrixSetFloatInfo (training->matrix, "label", labels, data->n), error) &&
         check (XGDMatrixSetFloatInfo (training->matrix, "weight", weights, data->n), error);
}

static gboolean
set (Training    *training,
     const char  *name,
     double       value,
     GError     **error)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_dtostr (text, sizeof text, value);

  return check (XGBoosterSetParam (training->booster, name, text), error);
}

static gboolean
make_booster (Training       *training,
              RimOutcomeKind  kind,
              const double   *parameters,
              guint64         seed,
              GError        **error)
{
  if (!check (XGBoosterCreate (&training->matrix, 1, &training->booster), error) ||
      !check (XGBoosterSetParam (training->booster, "objective", objectives[kind].objective), error) ||
      !check (XGBoosterSetParam (training->booster, "tree_method", "exact"), error) ||
      !set (training, "verbosity", 0.0, error) || !set (training, "nthread", 1.0, error) ||
      !set (training, "base_score", 0.5, error) || !set (training, "seed", (double) (seed % G_MAXINT32), error))
    return FALSE;

  for (guint i = N_ROUNDS + 1; i < SCALE_POS_WEIGHT; i++)
    if (!set (training, parameters_of_xgboost[i].name, parameters[i], error))
      return FALSE;

  return TRUE;
}

/* The mean of margins over the rows that were learned from becomes 0. */
static void
centre (RimModel          *model,
        const RimTaskData *data)
{
  g_autofree double *values = g_new (double, data->p);
  double sum = 0.0;

  for (gsize i = 0; i < data->n; i++)
    {
      for (guint c = 0; c < data->p; c++)
        values[c] = data->columns[c * data->n + i];
      sum += rim_model_predict (model, values);
    }
  rim_booster_model_shift (model, -sum / (double) data->n);
}

static RimModel *
make_model (const Training     *training,
            const RimTaskData  *data,
            GError            **error)
{
  const char *json;
  bst_ulong length;
  RimModel *model;

  if (!check (XGBoosterSaveModelToBuffer (training->booster, "{\"format\": \"json\"}", &length, &json), error))
    return NULL;

  model = rim_booster_model_new (json, length, data->p, objectives[data->kind].unit, error);
  if (model != NULL && data->kind == RIM_OUTCOME_SURVIVAL)
    centre (model, data);

  return model;
}

/* Gradient boosting by XGBoost, on one thread and with exact splits, so that a seed gives the
 * same bits. A column that is constant is never split. Survival: the loss of a proportional
 * hazards model with the ties of Breslow.
 */
static RimModel *
fit_xgboost (const RimTask  *task,
             const double   *parameters,
             guint64         seed,
             GCancellable   *cancellable,
             GError        **error)
{
  g_auto(RimTaskData) data = { 0 };
  g_auto(Training) training = { 0 };

  if (!rim_task_data_init (&data, task, error) ||
      !make_matrix (&training, &data, parameters[SCALE_POS_WEIGHT], error) ||
      !make_booster (&training, task->kind, parameters, seed, error))
    return NULL;

  for (int round = 0; round < (int) parameters[N_ROUNDS]; round++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !check (XGBoosterUpdateOneIter (training.booster, round, training.matrix), error))
      return NULL;

  return make_model (&training, &data, error);
}

const RimLearner rim_learner_xgboost = {
  "xgboost", "Gradient boosting (XGBoost)", 1 << RIM_OUTCOME_BINARY | 1 << RIM_OUTCOME_SURVIVAL | 1 << RIM_OUTCOME_NUMBER,
    parameters_of_xgboost, G_N_ELEMENTS (parameters_of_xgboost), fit_xgboost,
};
