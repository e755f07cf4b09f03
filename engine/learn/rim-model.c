/* rim-model.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-model.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "learn/rim-learner.h"
#include "learn/rim-model-json-private.h"
#include "learn/rim-model-private.h"

/* Rows whose contributions are summed together, whatever the number of threads. */
#define RANK_ROWS 16

static const RimModelClass *const classes[] = {
  &rim_linear_model_class, &rim_tree_model_class, &rim_booster_model_class, &rim_kernel_model_class, &rim_ensemble_class,
};

static const char *const units[] = {
  "log-odds", "probability", "decision", "log-hazard", "number", "mixed",
};

G_STATIC_ASSERT (G_N_ELEMENTS (units) == RIM_MARGIN_MIXED + 1);

/* Returns: (transfer full): a model of @size bytes without a name */
gpointer
rim_model_alloc (const RimModelClass *class,
                 gsize                size,
                 guint                n_columns)
{
  RimModel *self = g_malloc0 (size);

  self->class = class;
  self->n_columns = n_columns;
  rim_ref_count_init (&self->ref_count);

  return self;
}

/* @self: (transfer full): a model
 * @learner: (not nullable): a constant
 *
 * Returns: (transfer full): @self
 */
RimModel *
rim_model_name (gpointer       self,
                const char    *learner,
                RimMarginUnit  unit)
{
  RimModel *model = self;

  model->learner = learner;
  model->unit = unit;

  return model;
}

RimModel *
rim_model_ref (RimModel *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

void
rim_model_unref (RimModel *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  self->class->finalize (self);
  g_free (self);
}

/* Returns: the id of the learner, or "ensemble" */
const char *
rim_model_get_learner (RimModel *self)
{
  return self->learner;
}

RimMarginUnit
rim_model_get_unit (RimModel *self)
{
  return self->unit;
}

guint
rim_model_get_n_columns (RimModel *self)
{
  return self->n_columns;
}

static gboolean
is_missing (const RimModel *self,
            const double   *values)
{
  for (guint c = 0; c < self->n_columns; c++)
    if (isnan (values[c]))
      return TRUE;

  return FALSE;
}

/**
 * rim_model_predict:
 * @self: a model
 * @values: (array length=n_columns): of one row, as columns were when it was learned
 *
 * Returns: the margin; NAN where a value is
 */
double
rim_model_predict (RimModel     *self,
                   const double *values)
{
  return is_missing (self, values) ? NAN : self->class->predict (self, values);
}

/**
 * rim_model_explain:
 * @self: a model
 * @values: (array length=n_columns): of one row, as columns were when it was learned
 * @contributions: (out) (array length=n_columns): what each value adds
 *
 * Linear models: coefficient × (value − mean). Trees: exact SHAP, where what is not known
 * goes the way of the rows that were learned from (Lundberg 2018). Support vectors with a
 * radial kernel: exact Shapley values against the row of means. Ensembles: the mean.
 *
 * Returns: what the margin is without any value; with all contributions it is that of
 *   rim_model_predict(), but for rounding. NAN, as all contributions, where a value is
 */
double
rim_model_explain (RimModel     *self,
                   const double *values,
                   double       *contributions)
{
  if (!is_missing (self, values))
    {
      memset (contributions, 0, self->n_columns * sizeof (double));
      return self->class->explain (self, values, contributions);
    }

  for (guint c = 0; c < self->n_columns; c++)
    contributions[c] = NAN;

  return NAN;
}

typedef struct
{
  RimModel      *model;
  const RimTask *task;
  double        *sums;             /* n_columns of each block */
} Ranking;

static void
rank_block (gsize    begin,
            gsize    end,
            gpointer data)
{
  const Ranking *ranking = data;
  const guint p = ranking->model->n_columns;
  double *sums = ranking->sums + begin / RANK_ROWS * p;
  g_autofree double *values = g_new (double, 2 * p);

  for (gsize i = begin; i < end; i++)
    {
      for (guint c = 0; c < p; c++)
        values[c] = ranking->task->columns[c][ranking->task->rows[i]];
      rim_model_explain (ranking->model, values, values + p);
      for (guint c = 0; c < p; c++)
        sums[c] += fabs (values[p + c]);
    }
}

/**
 * rim_model_rank:
 * @self: a model
 * @task: rows with the columns of the model
 * @importance: (out) (array length=n_columns): mean absolute contributions
 *
 * Says how much columns matter.
 */
void
rim_model_rank (RimModel      *self,
                const RimTask *task,
                double        *importance)
{
  const gsize n_blocks = (task->n + RANK_ROWS - 1) / RANK_ROWS;
  g_autofree double *sums = g_new0 (double, n_blocks * self->n_columns);
  Ranking ranking = { self, task, sums };

  g_return_if_fail (task->n_columns == self->n_columns);

  rim_parallel_for (task->n, RANK_ROWS, rank_block, &ranking);
  memset (importance, 0, self->n_columns * sizeof (double));
  for (gsize b = 0; b < n_blocks; b++)
    for (guint c = 0; c < self->n_columns; c++)
      importance[c] += sums[b * self->n_columns + c] / (double) task->n;
}

/**
 * rim_model_to_json:
 * @self: a model
 *
 * Returns: (transfer full): an object that rim_model_new_from_json() takes, all bits of
 *   whose numbers come back
 */
JsonNode *
rim_model_to_json (RimModel *self)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "form", self->class->form);
  json_object_set_string_member (object, "learner", self->learner);
  json_object_set_string_member (object, "margin", units[self->unit]);
  json_object_set_int_member (object, "columns", self->n_columns);
  self->class->write (self, object);
  json_node_take_object (node, object);

  return node;
}

static const RimModelClass *
read_class (JsonObject  *object,
            GError     **error)
{
  const char *form = rim_model_json_get_text (object, "form", error);

  if (form == NULL)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    if (strcmp (form, classes[i]->form) == 0)
      return classes[i];

  rim_model_json_fail (error, "form", "is not known");

  return NULL;
}

static const char *
read_learner (JsonObject           *object,
              const RimModelClass  *class,
              GError              **error)
{
  const char *name = rim_model_json_get_text (object, "learner", error);

  if (name == NULL)
    return NULL;
  if ((class == &rim_ensemble_class) == (strcmp (name, "ensemble") == 0))
    {
      if (class == &rim_ensemble_class)
        return "ensemble";
      if (rim_learners_find (name) != NULL)
        return rim_learners_find (name)->id;
    }

  rim_model_json_fail (error, "learner", "is not known, or of another form");

  return NULL;
}

static gboolean
read_unit (JsonObject     *object,
           RimMarginUnit  *unit,
           GError        **error)
{
  const char *name = rim_model_json_get_text (object, "margin", error);

  if (name == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strcmp (name, units[i]) == 0)
      {
        *unit = (RimMarginUnit) i;
        return TRUE;
      }

  return rim_model_json_fail (error, "margin", "is not known");
}

/**
 * rim_model_new_from_json:
 * @node: what rim_model_to_json() made, or anything else
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable): the model, or %NULL with G_IO_ERROR_INVALID_DATA
 *   where something is missing, out of range or not finite
 */
RimModel *
rim_model_new_from_json (JsonNode  *node,
                         GError   **error)
{
  const RimModelClass *class;
  const char *learner;
  JsonObject *object;
  RimMarginUnit unit = RIM_MARGIN_NUMBER;
  RimModel *self;
  guint n_columns;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      rim_model_json_fail (error, "model", "is not an object");
      return NULL;
    }

  object = json_node_get_object (node);
  class = read_class (object, error);
  learner = class != NULL ? read_learner (object, class, error) : NULL;
  if (learner == NULL || !read_unit (object, &unit, error) ||
      !rim_model_json_get_whole (object, "columns", 0, RIM_MODEL_MAX_COLUMNS, &n_columns, error))
    return NULL;

  self = class->read (object, n_columns, error);

  return self != NULL ? rim_model_name (self, learner, unit) : NULL;
}
