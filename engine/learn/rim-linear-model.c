/* rim-linear-model.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-linear-model-private.h"

#include "learn/rim-model-json-private.h"

/* base + Σ coefficient × (value − mean) */
typedef struct
{
  RimModel  parent;
  double    base;
  double   *coefficients;
  double   *means;
} RimLinearModel;

static double
rim_linear_model_predict (const RimModel *model,
                          const double   *values)
{
  const RimLinearModel *self = (const RimLinearModel *) model;
  double sum = self->base;

  for (guint c = 0; c < model->n_columns; c++)
    sum += self->coefficients[c] * (values[c] - self->means[c]);

  return sum;
}

static double
rim_linear_model_explain (const RimModel *model,
                          const double   *values,
                          double         *contributions)
{
  const RimLinearModel *self = (const RimLinearModel *) model;

  for (guint c = 0; c < model->n_columns; c++)
    contributions[c] = self->coefficients[c] * (values[c] - self->means[c]);

  return self->base;
}

static void
rim_linear_model_write (const RimModel *model,
                        JsonObject     *object)
{
  const RimLinearModel *self = (const RimLinearModel *) model;

  json_object_set_double_member (object, "base", self->base);
  rim_model_json_set_numbers (object, "coefficients", self->coefficients, model->n_columns);
  rim_model_json_set_numbers (object, "means", self->means, model->n_columns);
}

static RimModel *
rim_linear_model_read (JsonObject  *object,
                       guint        n_columns,
                       GError     **error)
{
  g_autofree double *coefficients = NULL, *means = NULL;
  double base;

  if (!rim_model_json_get_number (object, "base", &base, error))
    return NULL;

  coefficients = rim_model_json_dup_numbers (object, "coefficients", n_columns, error);
  means = coefficients != NULL ? rim_model_json_dup_numbers (object, "means", n_columns, error) : NULL;
  if (means == NULL)
    return NULL;

  return rim_linear_model_new (NULL, RIM_MARGIN_NUMBER, n_columns, base, coefficients, means);
}

static void
rim_linear_model_finalize (RimModel *model)
{
  RimLinearModel *self = (RimLinearModel *) model;

  g_free (self->coefficients);
  g_free (self->means);
}

const RimModelClass rim_linear_model_class = {
  "linear", rim_linear_model_predict, rim_linear_model_explain, rim_linear_model_write, rim_linear_model_read,
  rim_linear_model_finalize,
};

/* @base: the margin of the row of @means
 *
 * Returns: (transfer full): a model of copies
 */
RimModel *
rim_linear_model_new (const char    *learner,
                      RimMarginUnit  unit,
                      guint          n_columns,
                      double         base,
                      const double  *coefficients,
                      const double  *means)
{
  RimLinearModel *self = rim_model_alloc (&rim_linear_model_class, sizeof (RimLinearModel), n_columns);

  self->base = base;
  self->coefficients = g_memdup2 (coefficients, n_columns * sizeof (double));
  self->means = g_memdup2 (means, n_columns * sizeof (double));

  return rim_model_name (self, learner, unit);
}
