/* rim-suv-text.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-suv.h"

#include <json-glib/json-glib.h>
#include <math.h>

#include "rim-suv-private.h"

/* Raised when the algorithm changes what it gives for equal headers. */
#define ALGORITHM "rimlight-suv-1"

static void
append_step (GString          *text,
             const RimSuvStep *step)
{
  if (step->tag != NULL)
    g_string_append_printf (text, "%s: ", step->tag);
  if (step->raw != NULL)
    g_string_append_printf (text, "[%s] ", step->raw);
  if (step->value != NULL)
    g_string_append_printf (text, "%s", step->value);
  if (step->decision != NULL)
    g_string_append_printf (text, "%s%s", step->value != NULL ? " - " : "", step->decision);
  if (step->warning != NULL)
    g_string_append_printf (text, "\n  warning: %s", step->warning);
  g_string_append_c (text, '\n');
}

/**
 * rim_suv_to_text:
 * @self: a conversion
 *
 * Returns: (transfer full): how it came about, a line for each step, for a
 *   person to read and copy
 */
char *
rim_suv_to_text (RimSuv *self)
{
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  if (self->convertible)
    g_string_append (text, "Convertible to SUVbw.\n");
  else
    g_string_append_printf (text, "Not convertible: %s\n", self->why_not);
  if (self->is_corrected)
    g_string_append_printf (text, "Corrected by %s\n", self->correction);
  for (guint i = 0; i < self->steps->len; i++)
    append_step (text, g_ptr_array_index (self->steps, i));

  return g_string_free (text, FALSE);
}

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  if (value == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_number (JsonBuilder *builder,
            const char  *name,
            double       value)
{
  if (!isfinite (value))
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

static void
add_steps (JsonBuilder *builder,
           RimSuv      *self)
{
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->steps->len; i++)
    {
      const RimSuvStep *step = g_ptr_array_index (self->steps, i);

      json_builder_begin_object (builder);
      add_string (builder, "tag", step->tag);
      add_string (builder, "raw", step->raw);
      add_string (builder, "value", step->value);
      add_string (builder, "decision", step->decision);
      add_string (builder, "warning", step->warning);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_warnings (JsonBuilder *builder,
              RimSuv      *self)
{
  json_builder_set_member_name (builder, "warnings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->warnings->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (self->warnings, i));
  json_builder_end_array (builder);
}

/* The factors slice by slice; one number where they are all the same. */
static void
add_factors (JsonBuilder *builder,
             RimSuv      *self)
{
  guint n = 1;

  if (!self->convertible)
    return;

  for (guint k = 1; k < self->n_slices; k++)
    {
      if (self->factor[k] != self->factor[0])
        n = self->n_slices;
    }

  json_builder_set_member_name (builder, "factors");
  json_builder_begin_array (builder);
  for (guint k = 0; k < n; k++)
    json_builder_add_double_value (builder, self->factor[k]);
  json_builder_end_array (builder);
}

/**
 * rim_suv_to_json:
 * @self: a conversion
 *
 * Returns: (transfer full): all of it, for a program to read and keep; equal
 *   headers give equal bytes. "factors" has one number when it is the same for
 *   all slices.
 */
char *
rim_suv_to_json (RimSuv *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr(JsonNode) root = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  add_string (builder, "algorithm", ALGORITHM);
  json_builder_set_member_name (builder, "convertible");
  json_builder_add_boolean_value (builder, self->convertible);
  add_string (builder, "why_not", self->convertible ? NULL : self->why_not);
  add_string (builder, "unit_as_stored", rim_unit_get_id (self->unit_as_stored));
  add_string (builder, "correction", self->correction);
  add_number (builder, "weight_kg", self->weight);
  add_number (builder, "height_m", self->height);
  add_string (builder, "sex", (char[2]) { self->sex, '\0' });
  add_number (builder, "uptake_s", self->uptake_time);
  add_factors (builder, self);
  add_steps (builder, self);
  add_warnings (builder, self);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

/**
 * rim_suv_get_hash:
 * @self: a conversion
 *
 * Returns: (transfer full): the SHA-256 of rim_suv_to_json(), in hexadecimal
 *   digits
 */
char *
rim_suv_get_hash (RimSuv *self)
{
  g_autofree char *json = rim_suv_to_json (self);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, json, -1);
}
