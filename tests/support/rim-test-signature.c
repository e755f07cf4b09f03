/* rim-test-signature.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-test-signature.h"

#include <math.h>
#include <string.h>

#include "signature/rim-signature-private.h"

static JsonNode *
parse (const char *json)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = json_from_string (json, &error);

  g_assert_no_error (error);

  return node;
}

static JsonArray *
make_numbers (const double *numbers,
              guint         n)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < n; i++)
    json_array_add_double_element (array, numbers[i]);

  return array;
}

static gboolean
is_feature (const RimTestInput *input)
{
  static const char *const starts[] = { "ct_", "pet_", "fused_", "delta_", "original_" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_str_has_prefix (input->name, starts[i]))
      return TRUE;

  return FALSE;
}

static JsonObject *
make_input (const RimTestInput *input)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", input->name);
  json_object_set_string_member (object, "type", input->levels != NULL ? "category" : "number");
  json_object_set_string_member (object, "role", is_feature (input) ? "feature" : "clinical");
  if (input->levels != NULL)
    {
      g_auto(GStrv) levels = g_strsplit (input->levels, "|", -1);
      JsonArray *array = json_array_new ();

      for (guint i = 0; levels[i] != NULL; i++)
        json_array_add_string_element (array, levels[i]);
      json_object_set_array_member (object, "levels", array);
      json_object_set_int_member (object, "level", input->level);
    }
  if (isnan (input->fill))
    json_object_set_null_member (object, "fill");
  else
    json_object_set_double_member (object, "fill", input->fill);
  json_object_set_double_member (object, "center", input->center);
  json_object_set_double_member (object, "scale", input->scale);
  json_object_set_double_member (object, "low", input->low);
  json_object_set_double_member (object, "high", input->high);

  return object;
}

static JsonObject *
make_model (const RimTestSignature *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *coefficients = json_array_new ();
  JsonArray *means = json_array_new ();

  for (guint i = 0; i < self->n_inputs; i++)
    {
      json_array_add_double_element (coefficients, self->inputs[i].coefficient);
      json_array_add_double_element (means, 0.0);
    }
  json_object_set_string_member (object, "form", "linear");
  json_object_set_string_member (object, "learner", "logistic");
  json_object_set_string_member (object, "margin", "log-odds");
  json_object_set_int_member (object, "columns", self->n_inputs);
  json_object_set_double_member (object, "base", self->base);
  json_object_set_array_member (object, "coefficients", coefficients);
  json_object_set_array_member (object, "means", means);

  return object;
}

static void
add_training (const RimTestSignature *self,
              JsonObject             *object)
{
  static const double margins[] = { -2.0, -1.0, 0.0, 1.0, 2.0 };
  static const double distances[] = { 0.5, 1.0, 1.5, 2.0, 2.5 };
  JsonArray *means = json_array_new ();
  JsonArray *covariance = json_array_new ();

  for (guint a = 0; a < self->n_inputs; a++)
    {
      json_array_add_double_element (means, 0.0);
      for (guint b = 0; b < self->n_inputs; b++)
        json_array_add_double_element (covariance, a == b);
    }
  json_object_set_array_member (object, "margins", make_numbers (margins, G_N_ELEMENTS (margins)));
  json_object_set_array_member (object, "means", means);
  json_object_set_array_member (object, "covariance", covariance);
  json_object_set_array_member (object, "distances", make_numbers (distances, G_N_ELEMENTS (distances)));
}

static JsonObject *
make_fit (const RimTestSignature *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *inputs = json_array_new ();

  for (guint i = 0; i < self->n_inputs; i++)
    json_array_add_object_element (inputs, make_input (&self->inputs[i]));
  json_object_set_string_member (object, "kind", "binary");
  json_object_set_array_member (object, "inputs", inputs);
  json_object_set_int_member (object, "outputs", self->n_inputs);
  json_object_set_array_member (object, "steps", json_array_new ());
  json_object_set_object_member (object, "model", make_model (self));
  json_object_set_boolean_member (object, "linear", TRUE);
  json_object_set_double_member (object, "base", self->base);
  json_object_set_double_member (object, "cut_off", self->cut_off);
  json_object_set_double_member (object, "slope", 2.0);
  json_object_set_double_member (object, "intercept", 0.5);
  json_object_set_array_member (object, "notes", json_array_new ());
  add_training (self, object);

  return object;
}

static void
add_settings (const RimTestSignature *self,
              JsonObject             *document)
{
  g_autoptr(RimSettings) settings = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *yaml = NULL;

  if (self->settings == NULL)
    return;

  settings = strchr (self->settings, ':') != NULL ? rim_settings_new_from_yaml (self->settings, NULL, &error)
                                                  : rim_settings_load (self->settings, &error);
  g_assert_no_error (error);
  yaml = rim_settings_to_yaml (settings);
  json_object_set_string_member (document, "settings", yaml);
}

/* Returns: (transfer full): the signature */
RimSignature *
rim_test_signature_new (const RimTestSignature *self)
{
  JsonObject *document = json_object_new ();
  JsonObject *inputs = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr(GError) error = NULL;
  g_autofree char *hash = NULL;
  RimSignature *signature;

  json_object_set_string_member (document, "format", RIM_SIGNATURE_FORMAT);
  json_object_set_int_member (document, "version", RIM_SIGNATURE_VERSION);
  json_object_set_string_member (document, "id", "test");
  json_object_set_string_member (document, "title", "Test");
  json_object_set_boolean_member (document, "synthetic", self->is_synthetic);
  json_object_set_string_member (document, "rule", self->rule);
  json_object_set_member (inputs, "images", parse (self->images));
  json_object_set_member (inputs, "vois", parse (self->vois));
  json_object_set_boolean_member (inputs, "delta", self->is_delta);
  json_object_set_object_member (document, "inputs", inputs);
  add_settings (self, document);
  json_object_set_member (document, "notes", parse (self->notes != NULL ? self->notes : "{}"));
  json_object_set_array_member (document, "measures", json_array_new ());
  json_object_set_object_member (document, "fit", make_fit (self));
  hash = rim_signature_compute_hash (document);
  json_object_set_string_member (document, "sha256", hash);
  json_node_take_object (node, document);

  signature = rim_signature_new_from_node ("test", node, &error);
  g_assert_no_error (error);

  return signature;
}
