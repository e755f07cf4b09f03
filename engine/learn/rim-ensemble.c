/* rim-ensemble.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "learn/rim-learner.h"
#include "learn/rim-model-json-private.h"
#include "learn/rim-model-private.h"

#define MAX_MODELS 1000

/* Σ weight × margin / Σ weight */
typedef struct
{
  RimModel   parent;
  guint      n_models;
  RimModel **models;
  double    *weights;
  double     total;
} RimEnsemble;

static double
rim_ensemble_predict (const RimModel *model,
                      const double   *values)
{
  const RimEnsemble *self = (const RimEnsemble *) model;
  double sum = 0.0;

  for (guint i = 0; i < self->n_models; i++)
    sum += self->weights[i] * rim_model_predict (self->models[i], values);

  return sum / self->total;
}

static double
rim_ensemble_explain (const RimModel *model,
                      const double   *values,
                      double         *contributions)
{
  const RimEnsemble *self = (const RimEnsemble *) model;
  g_autofree double *of_one = g_new (double, MAX (model->n_columns, 1));
  double base = 0.0;

  for (guint i = 0; i < self->n_models; i++)
    {
      base += self->weights[i] * rim_model_explain (self->models[i], values, of_one);
      for (guint c = 0; c < model->n_columns; c++)
        contributions[c] += self->weights[i] * of_one[c];
    }
  for (guint c = 0; c < model->n_columns; c++)
    contributions[c] /= self->total;

  return base / self->total;
}

static void
rim_ensemble_write (const RimModel *model,
                    JsonObject     *object)
{
  const RimEnsemble *self = (const RimEnsemble *) model;
  JsonArray *models = json_array_new ();

  for (guint i = 0; i < self->n_models; i++)
    json_array_add_element (models, rim_model_to_json (self->models[i]));
  rim_model_json_set_numbers (object, "weights", self->weights, self->n_models);
  json_object_set_array_member (object, "models", models);
}

/* Ensembles of ensembles are none, so that no file leads deeper and deeper. */
static RimModel *
read_member (JsonNode  *node,
             guint      n_columns,
             GError   **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr(RimModel) model = NULL;

  if (object == NULL || json_object_has_member (object, "models"))
    {
      rim_model_json_fail (error, "models", "holds what is no model, or an ensemble");
      return NULL;
    }

  model = rim_model_new_from_json (node, error);
  if (model != NULL && model->n_columns == n_columns)
    return g_steal_pointer (&model);
  if (model != NULL)
    rim_model_json_fail (error, "models", "holds a model of other columns");

  return NULL;
}

static gboolean
are_weights (const double *weights,
             guint         n)
{
  double total = 0.0;

  for (guint i = 0; i < n; i++)
    {
      if (!(weights[i] >= 0.0))
        return FALSE;
      total += weights[i];
    }

  return total > 0.0 && isfinite (total);
}

static RimModel *
rim_ensemble_read (JsonObject  *object,
                   guint        n_columns,
                   GError     **error)
{
  JsonArray *array = rim_model_json_get_array (object, "models", error);
  const guint n = array != NULL ? json_array_get_length (array) : 0;
  g_autoptr(GPtrArray) models = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_model_unref);
  g_autofree double *weights = array != NULL ? rim_model_json_dup_numbers (object, "weights", n, error) : NULL;

  if (weights == NULL)
    return NULL;
  if (n == 0 || n > MAX_MODELS || !are_weights (weights, n))
    {
      rim_model_json_fail (error, "models", "has none, too many, or weights that are none");
      return NULL;
    }

  for (guint i = 0; i < n; i++)
    {
      RimModel *model = read_member (json_array_get_element (array, i), n_columns, error);

      if (model == NULL)
        return NULL;
      g_ptr_array_add (models, model);
    }

  return rim_ensemble_new ((RimModel *const *) models->pdata, weights, n);
}

static void
rim_ensemble_finalize (RimModel *model)
{
  RimEnsemble *self = (RimEnsemble *) model;

  for (guint i = 0; i < self->n_models; i++)
    rim_model_unref (self->models[i]);
  g_free (self->models);
  g_free (self->weights);
}

const RimModelClass rim_ensemble_class = {
  "ensemble", rim_ensemble_predict, rim_ensemble_explain, rim_ensemble_write, rim_ensemble_read, rim_ensemble_finalize,
};

/**
 * rim_ensemble_new:
 * @models: (array length=n_models): models of as many columns each, none an ensemble
 * @weights: (array length=n_models): not below 0, and not all 0
 * @n_models: at least 1
 *
 * Margins are averaged as they are. Where their units differ, that of the mean is
 * %RIM_MARGIN_MIXED, and weights have to bring them to one scale.
 *
 * Returns: (transfer full): a model
 */
RimModel *
rim_ensemble_new (RimModel *const *models,
                  const double    *weights,
                  guint            n_models)
{
  RimEnsemble *self;
  RimMarginUnit unit;

  g_return_val_if_fail (n_models > 0 && n_models <= MAX_MODELS && are_weights (weights, n_models), NULL);

  unit = models[0]->unit;
  self = rim_model_alloc (&rim_ensemble_class, sizeof (RimEnsemble), models[0]->n_columns);
  self->n_models = n_models;
  self->models = g_new (RimModel *, n_models);
  self->weights = g_memdup2 (weights, n_models * sizeof (double));
  for (guint i = 0; i < n_models; i++)
    {
      unit = models[i]->unit == unit ? unit : RIM_MARGIN_MIXED;
      self->models[i] = rim_model_ref (models[i]);
      self->total += weights[i];
    }

  return rim_model_name (self, "ensemble", unit);
}
