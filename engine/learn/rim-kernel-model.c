/* rim-kernel-model.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kernel-model-private.h"

#include <math.h>

#include "learn/rim-model-json-private.h"
#include "learn/rim-tree-private.h"

#define MAX_VECTORS 1000000

/* intercept + Σ weight × exp (−γ |values − vector|²) */
typedef struct
{
  RimModel       parent;
  guint          n_vectors;
  double         gamma;
  double         intercept;
  double        *means;
  double        *weights;
  double        *vectors;          /* n_vectors × n_columns */
  RimQuadrature  rule;
} RimKernelModel;

static double
find_part (const RimKernelModel *self,
           double                value,
           double                of_vector)
{
  return exp (-self->gamma * (value - of_vector) * (value - of_vector));
}

static double
rim_kernel_model_predict (const RimModel *model,
                          const double   *values)
{
  const RimKernelModel *self = (const RimKernelModel *) model;
  double sum = self->intercept;

  for (guint v = 0; v < self->n_vectors; v++)
    {
      const double *vector = self->vectors + (gsize) v * model->n_columns;
      double distance = 0.0;

      for (guint c = 0; c < model->n_columns; c++)
        distance += (values[c] - vector[c]) * (values[c] - vector[c]);
      sum += self->weights[v] * exp (-self->gamma * distance);
    }

  return sum;
}

/* At one point of the rule: the product over the other columns, for each column. */
static void
add_products (const double *known,
              const double *unknown,
              guint         n,
              double        t,
              double        weight,
              double       *room,
              double       *totals)
{
  double product = 1.0;

  for (guint c = 0; c < n; c++)
    {
      room[c] = product;
      product *= unknown[c] * (1.0 - t) + known[c] * t;
    }
  product = weight;
  for (guint c = n; c-- > 0;)
    {
      totals[c] += room[c] * product;
      product *= unknown[c] * (1.0 - t) + known[c] * t;
    }
}

/* Of one support vector, whose kernel is a product over columns: the Shapley value of one is
 * (known − unknown) ∫ Π of others (unknown (1 − t) + known t) dt, where what is not known
 * has the mean of its column.
 */
static void
add_vector (const RimKernelModel *self,
            guint                 v,
            const double         *values,
            double               *room,
            double               *contributions)
{
  const guint n = self->parent.n_columns;
  const double *vector = self->vectors + (gsize) v * n;
  double *known = room, *unknown = room + n, *totals = room + 2 * (gsize) n;

  for (guint c = 0; c < n; c++)
    {
      known[c] = find_part (self, values[c], vector[c]);
      unknown[c] = find_part (self, self->means[c], vector[c]);
      totals[c] = 0.0;
    }
  for (guint q = 0; q < self->rule.n; q++)
    add_products (known, unknown, n, self->rule.points[q], self->rule.weights[q], room + 3 * (gsize) n, totals);
  for (guint c = 0; c < n; c++)
    contributions[c] += self->weights[v] * (known[c] - unknown[c]) * totals[c];
}

static double
rim_kernel_model_explain (const RimModel *model,
                          const double   *values,
                          double         *contributions)
{
  const RimKernelModel *self = (const RimKernelModel *) model;
  g_autofree double *room = g_new (double, 4 * (gsize) MAX (model->n_columns, 1));

  for (guint v = 0; v < self->n_vectors; v++)
    add_vector (self, v, values, room, contributions);

  return rim_kernel_model_predict (model, self->means);
}

static void
rim_kernel_model_write (const RimModel *model,
                        JsonObject     *object)
{
  const RimKernelModel *self = (const RimKernelModel *) model;

  json_object_set_int_member (object, "vectors", self->n_vectors);
  json_object_set_double_member (object, "gamma", self->gamma);
  json_object_set_double_member (object, "intercept", self->intercept);
  rim_model_json_set_numbers (object, "means", self->means, model->n_columns);
  rim_model_json_set_numbers (object, "weights", self->weights, self->n_vectors);
  rim_model_json_set_numbers (object, "values", self->vectors, (gsize) self->n_vectors * model->n_columns);
}

static RimModel *
rim_kernel_model_read (JsonObject  *object,
                       guint        n_columns,
                       GError     **error)
{
  g_autofree double *means = NULL, *weights = NULL, *vectors = NULL;
  double gamma, intercept;
  guint n;

  if (!rim_model_json_get_whole (object, "vectors", 0, MAX_VECTORS, &n, error) ||
      !rim_model_json_get_number (object, "gamma", &gamma, error) ||
      !rim_model_json_get_number (object, "intercept", &intercept, error) ||
      (means = rim_model_json_dup_numbers (object, "means", n_columns, error)) == NULL ||
      (weights = rim_model_json_dup_numbers (object, "weights", n, error)) == NULL ||
      (vectors = rim_model_json_dup_numbers (object, "values", (gsize) n * n_columns, error)) == NULL)
    return NULL;
  if (!(gamma > 0.0))
    {
      rim_model_json_fail (error, "gamma", "is not above 0");
      return NULL;
    }

  return rim_kernel_model_new (n_columns, n, gamma, intercept, means, weights, vectors);
}

static void
rim_kernel_model_finalize (RimModel *model)
{
  RimKernelModel *self = (RimKernelModel *) model;

  g_free (self->means);
  g_free (self->weights);
  g_free (self->vectors);
  rim_quadrature_clear (&self->rule);
}

const RimModelClass rim_kernel_model_class = {
  "radial", rim_kernel_model_predict, rim_kernel_model_explain, rim_kernel_model_write, rim_kernel_model_read,
  rim_kernel_model_finalize,
};

/* A polynomial of n factors that are not below 0 varies no faster than with the root of n,
 * so that far fewer than n / 2 points are enough where n is large.
 */
static guint
count_points (guint n_columns)
{
  const double by_root = 4.0 * sqrt (n_columns) + 4.0;

  return MAX (MIN ((n_columns + 1) / 2, (guint) by_root), 1);
}

/* Returns: (transfer full): a model of support vectors */
RimModel *
rim_kernel_model_new (guint         n_columns,
                      guint         n_vectors,
                      double        gamma,
                      double        intercept,
                      const double *means,
                      const double *weights,
                      const double *vectors)
{
  RimKernelModel *self = rim_model_alloc (&rim_kernel_model_class, sizeof (RimKernelModel), n_columns);

  self->n_vectors = n_vectors;
  self->gamma = gamma;
  self->intercept = intercept;
  self->means = g_memdup2 (means, n_columns * sizeof (double));
  self->weights = g_memdup2 (weights, n_vectors * sizeof (double));
  self->vectors = g_memdup2 (vectors, (gsize) n_vectors * n_columns * sizeof (double));
  rim_quadrature_init (&self->rule, count_points (n_columns));

  return rim_model_name (self, "svm", RIM_MARGIN_DECISION);
}
