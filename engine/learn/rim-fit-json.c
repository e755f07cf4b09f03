/* rim-fit-json.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-fit-private.h"

#include <math.h>
#include <string.h>

#include "learn/rim-model-json-private.h"

static const char *const kinds[] = { "binary", "survival", "number", NULL };
static const char *const types[] = { "number", "category", NULL };
static const char *const roles[] = { "feature", "clinical", "outcome", "batch", "ignored", NULL };

/* Numbers, and null where there is none. */
static JsonNode *
number_to_json (double value)
{
  JsonNode *node;

  if (!isfinite (value))
    return json_node_new (JSON_NODE_NULL);

  node = json_node_new (JSON_NODE_VALUE);
  json_node_set_double (node, value);

  return node;
}

static JsonArray *
texts_to_json (const char *const *texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);

  return array;
}

static void
write_inputs (const RimTransform *self,
              JsonObject         *object)
{
  JsonArray *array = json_array_sized_new (self->n_inputs);

  for (guint i = 0; i < self->n_inputs; i++)
    {
      const RimFitInput *input = &self->inputs[i];
      JsonObject *written = json_object_new ();

      json_object_set_string_member (written, "name", input->name);
      json_object_set_string_member (written, "type", types[input->type]);
      json_object_set_string_member (written, "role", roles[input->role]);
      if (self->combat != NULL && i < self->n_scaled && self->harmonised[i] >= 0)
        json_object_set_int_member (written, "harmonised", self->harmonised[i]);
      if (input->levels != NULL)
        {
          json_object_set_array_member (written, "levels", texts_to_json ((const char *const *) input->levels));
          json_object_set_int_member (written, "level", input->level);
        }
      json_object_set_member (written, "fill", number_to_json (input->fill));
      json_object_set_double_member (written, "center", input->center);
      json_object_set_double_member (written, "scale", input->scale);
      json_object_set_double_member (written, "low", input->low);
      json_object_set_double_member (written, "high", input->high);
      json_array_add_object_element (array, written);
    }
  json_object_set_array_member (object, "inputs", array);
  json_object_set_int_member (object, "outputs", self->n_outputs);
  if (self->loadings != NULL)
    rim_model_json_set_numbers (object, "loadings", self->loadings, (gsize) self->n_outputs * self->n_scaled);
  if (self->combat != NULL)
    json_object_set_member (object, "combat", rim_combat_to_json (self->combat));
}

static void
write_steps (const RimFit *self,
             JsonObject   *object)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->n_steps; i++)
    {
      JsonObject *step = json_object_new ();

      json_object_set_string_member (step, "selector", self->steps[i].selector);
      json_object_set_int_member (step, "before", self->steps[i].n_before);
      json_object_set_int_member (step, "after", self->steps[i].n_after);
      json_array_add_object_element (array, step);
    }
  json_object_set_array_member (object, "steps", array);
}

static void
write_fold_margins (const RimFit *self,
                    JsonObject   *object)
{
  JsonArray *array = json_array_sized_new ((guint) self->n);

  for (gsize i = 0; i < self->n; i++)
    json_array_add_element (array, number_to_json (self->fold_margins[i]));
  json_object_set_array_member (object, "fold_margins", array);
}

/**
 * rim_fit_to_json:
 * @self: a fit
 *
 * Returns: (transfer full): an object that rim_fit_new_from_json() takes, all bits of whose
 *   numbers come back
 */
JsonNode *
rim_fit_to_json (RimFit *self)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  const gsize p = self->transform.n_scaled;

  json_object_set_string_member (object, "kind", kinds[self->kind]);
  write_inputs (&self->transform, object);
  write_steps (self, object);
  if (self->model != NULL)
    json_object_set_member (object, "model", rim_model_to_json (self->model));
  json_object_set_boolean_member (object, "linear", self->is_linear);
  json_object_set_double_member (object, "base", self->base);
  json_object_set_double_member (object, "cut_off", self->cut_off);
  if (self->kind == RIM_OUTCOME_BINARY)
    {
      json_object_set_double_member (object, "slope", self->slope);
      json_object_set_double_member (object, "intercept", self->intercept);
    }
  rim_model_json_set_numbers (object, "margins", self->margins, self->n);
  if (self->fold_margins != NULL)
    write_fold_margins (self, object);
  if (self->factor != NULL)
    {
      rim_model_json_set_numbers (object, "means", self->means, p);
      rim_model_json_set_numbers (object, "covariance", self->covariance, p * p);
      rim_model_json_set_numbers (object, "distances", self->distances, self->n);
    }
  json_object_set_array_member (object, "notes", texts_to_json (rim_fit_list_notes (self)));
  json_node_take_object (node, object);

  return node;
}

static gboolean
read_choice (JsonObject         *object,
             const char         *name,
             const char *const  *choices,
             guint              *choice,
             GError            **error)
{
  const char *text = rim_model_json_get_text (object, name, error);

  if (text == NULL)
    return FALSE;

  for (*choice = 0; choices[*choice] != NULL; (*choice)++)
    if (strcmp (choices[*choice], text) == 0)
      return TRUE;

  return rim_model_json_fail (error, name, "is not known");
}

static char **
read_texts (JsonObject  *object,
            const char  *name,
            GError     **error)
{
  JsonArray *array = rim_model_json_get_array (object, name, error);
  g_autoptr(GPtrArray) texts = NULL;

  if (array == NULL)
    return NULL;

  texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        {
          rim_model_json_fail (error, name, "holds what is not a text");
          return NULL;
        }
      g_ptr_array_add (texts, g_strdup (json_node_get_string (node)));
    }
  g_ptr_array_add (texts, NULL);

  return (char **) g_ptr_array_steal (texts, NULL);
}

static gboolean
read_levels (RimFitInput  *input,
             JsonObject   *object,
             GError      **error)
{
  if (input->type != RIM_COLUMN_CATEGORY)
    return TRUE;

  input->levels = read_texts (object, "levels", error);
  if (input->levels == NULL)
    return FALSE;

  return rim_model_json_get_whole (object, "level", 0, MAX (g_strv_length (input->levels), 1) - 1, &input->level,
                                   error);
}

static gboolean
read_fill (RimFitInput  *input,
           JsonObject   *object,
           GError      **error)
{
  JsonNode *node = json_object_get_member (object, "fill");

  input->fill = NAN;

  return (node != NULL && JSON_NODE_HOLDS_NULL (node)) ||
         rim_model_json_get_number (object, "fill", &input->fill, error);
}

static gboolean
read_input (RimFitInput  *input,
            JsonNode     *node,
            GError      **error)
{
  JsonObject *object;
  guint type = 0, role = 0;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return rim_model_json_fail (error, "inputs", "holds what is not an object");

  object = json_node_get_object (node);
  input->name = g_strdup (rim_model_json_get_text (object, "name", error));
  if (input->name == NULL ||
      !read_choice (object, "type", types, &type, error) ||
      !read_choice (object, "role", roles, &role, error))
    return FALSE;

  input->type = type;
  input->role = role;
  if (!read_levels (input, object, error) ||
      !read_fill (input, object, error) ||
      !rim_model_json_get_number (object, "center", &input->center, error) ||
      !rim_model_json_get_number (object, "scale", &input->scale, error) ||
      !rim_model_json_get_number (object, "low", &input->low, error) ||
      !rim_model_json_get_number (object, "high", &input->high, error))
    return FALSE;

  return input->scale > 0.0 || rim_model_json_fail (error, "scale", "is not above 0");
}

/* The batch is the last input, and inputs say which of its columns they are. */
static gboolean
read_combat (RimTransform  *self,
             JsonObject    *object,
             GError       **error)
{
  JsonArray *array = json_object_get_array_member (object, "inputs");
  JsonNode *node = json_object_get_member (object, "combat");
  const RimFitInput *batch = self->n_inputs > 0 ? &self->inputs[self->n_inputs - 1] : NULL;

  self->n_scaled = self->n_inputs;
  if (node == NULL)
    return TRUE;

  self->combat = rim_combat_new_from_json (node, error);
  if (self->combat == NULL)
    return FALSE;
  if (batch == NULL || batch->levels == NULL || batch->role != RIM_COLUMN_BATCH ||
      g_strv_length (batch->levels) != self->combat->n_batches || self->combat->n_covariates > 0)
    return rim_model_json_fail (error, "combat", "has no batch among the inputs");

  self->n_scaled = self->n_inputs - 1;
  self->harmonised = g_new (int, self->n_inputs);
  for (guint i = 0; i < self->n_scaled; i++)
    {
      JsonObject *input = json_array_get_object_element (array, i);
      guint column = 0;

      self->harmonised[i] = -1;
      if (!json_object_has_member (input, "harmonised"))
        continue;
      if (!rim_model_json_get_whole (input, "harmonised", 0, MAX (self->combat->n_columns, 1) - 1, &column, error))
        return FALSE;
      self->harmonised[i] = (int) column;
    }

  return self->combat->n_columns > 0 || rim_model_json_fail (error, "combat", "has no columns");
}

static gboolean
read_transform (RimTransform  *self,
                JsonObject    *object,
                GError       **error)
{
  JsonArray *array = rim_model_json_get_array (object, "inputs", error);
  guint n;

  if (array == NULL)
    return FALSE;

  n = json_array_get_length (array);
  if (n > RIM_MODEL_MAX_COLUMNS)
    return rim_model_json_fail (error, "inputs", "are too many");

  self->inputs = g_new0 (RimFitInput, MAX (n, 1));
  self->n_inputs = n;
  for (guint i = 0; i < n; i++)
    if (!read_input (&self->inputs[i], json_array_get_element (array, i), error))
      return FALSE;

  if (!read_combat (self, object, error) ||
      !rim_model_json_get_whole (object, "outputs", 0, RIM_MODEL_MAX_COLUMNS, &self->n_outputs, error))
    return FALSE;
  if (!json_object_has_member (object, "loadings"))
    return self->n_outputs == self->n_scaled || rim_model_json_fail (error, "outputs", "are not as many as inputs");

  self->loadings = rim_model_json_dup_numbers (object, "loadings", (gsize) self->n_outputs * self->n_scaled, error);

  return self->loadings != NULL;
}

static gboolean
read_step (RimFitStep  *step,
           JsonNode    *node,
           GError     **error)
{
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return rim_model_json_fail (error, "steps", "holds what is not an object");

  object = json_node_get_object (node);
  step->selector = g_strdup (rim_model_json_get_text (object, "selector", error));

  return step->selector != NULL &&
         rim_model_json_get_whole (object, "before", 0, G_MAXINT, &step->n_before, error) &&
         rim_model_json_get_whole (object, "after", 0, G_MAXINT, &step->n_after, error);
}

static gboolean
read_steps (RimFit      *self,
            JsonObject  *object,
            GError     **error)
{
  JsonArray *array = rim_model_json_get_array (object, "steps", error);
  g_auto(GStrv) notes = NULL;
  guint n;

  if (array == NULL)
    return FALSE;

  n = json_array_get_length (array);
  self->steps = g_new0 (RimFitStep, MAX (n, 1));
  self->n_steps = n;
  for (guint i = 0; i < n; i++)
    if (!read_step (&self->steps[i], json_array_get_element (array, i), error))
      return FALSE;

  notes = read_texts (object, "notes", error);
  for (guint i = 0; notes != NULL && notes[i] != NULL; i++)
    rim_fit_take_note (self, g_strdup (notes[i]));

  return notes != NULL;
}

static gboolean
read_model (RimFit      *self,
            JsonObject  *object,
            GError     **error)
{
  JsonNode *node = json_object_get_member (object, "model");
  JsonNode *linear = rim_model_json_get (object, "linear", JSON_NODE_VALUE, error);

  if (linear == NULL ||
      !rim_model_json_get_number (object, "base", &self->base, error) ||
      !rim_model_json_get_number (object, "cut_off", &self->cut_off, error))
    return FALSE;
  if (self->kind == RIM_OUTCOME_BINARY &&
      (!rim_model_json_get_number (object, "slope", &self->slope, error) ||
       !rim_model_json_get_number (object, "intercept", &self->intercept, error)))
    return FALSE;

  self->is_linear = json_node_get_boolean (linear);
  if (node == NULL)
    return self->transform.n_inputs == 0 || rim_model_json_fail (error, "model", "is missing");

  self->model = rim_model_new_from_json (node, error);
  if (self->model == NULL)
    return FALSE;

  return rim_model_get_n_columns (self->model) == self->transform.n_outputs ||
         rim_model_json_fail (error, "model", "takes another number of columns");
}

static gboolean
read_fold_margins (RimFit      *self,
                   JsonObject  *object,
                   GError     **error)
{
  JsonArray *array;

  if (!json_object_has_member (object, "fold_margins"))
    return TRUE;

  array = rim_model_json_get_array (object, "fold_margins", error);
  if (array == NULL)
    return FALSE;
  if (json_array_get_length (array) != self->n)
    return rim_model_json_fail (error, "fold_margins", "has another length than it should");

  self->fold_margins = g_new (double, self->n);
  for (guint i = 0; i < self->n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      self->fold_margins[i] = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : NAN;
    }

  return TRUE;
}

static gboolean
read_training (RimFit      *self,
               JsonObject  *object,
               GError     **error)
{
  JsonArray *margins = rim_model_json_get_array (object, "margins", error);
  const gsize p = self->transform.n_scaled;

  if (margins == NULL)
    return FALSE;
  if (json_array_get_length (margins) == 0)
    return rim_model_json_fail (error, "margins", "is empty");

  self->n = json_array_get_length (margins);
  self->margins = rim_model_json_dup_numbers (object, "margins", self->n, error);
  if (self->margins == NULL || !read_fold_margins (self, object, error))
    return FALSE;
  if (!json_object_has_member (object, "covariance"))
    return TRUE;
  if (p == 0 || p > RIM_FIT_MAX_COVARIANCE)
    return rim_model_json_fail (error, "covariance", "is too large");

  self->means = rim_model_json_dup_numbers (object, "means", p, error);
  self->covariance = self->means != NULL ? rim_model_json_dup_numbers (object, "covariance", p * p, error) : NULL;
  self->distances = self->covariance != NULL ? rim_model_json_dup_numbers (object, "distances", self->n, error) : NULL;
  if (self->distances == NULL)
    return FALSE;

  return rim_fit_factor (self) || rim_model_json_fail (error, "covariance", "has no inverse");
}

/**
 * rim_fit_new_from_json:
 * @node: what rim_fit_to_json() made, or anything else
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable): the fit, or %NULL with G_IO_ERROR_INVALID_DATA where
 *   something is missing, out of range or not finite
 */
RimFit *
rim_fit_new_from_json (JsonNode  *node,
                       GError   **error)
{
  g_autoptr(RimFit) self = rim_fit_alloc (RIM_OUTCOME_BINARY);
  JsonObject *object;
  guint kind = 0;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      rim_model_json_fail (error, "fit", "is not an object");
      return NULL;
    }

  object = json_node_get_object (node);
  if (!read_choice (object, "kind", kinds, &kind, error))
    return NULL;
  self->kind = kind;
  if (!read_transform (&self->transform, object, error) ||
      !read_steps (self, object, error) ||
      !read_model (self, object, error) ||
      !read_training (self, object, error))
    return NULL;

  return g_steal_pointer (&self);
}
