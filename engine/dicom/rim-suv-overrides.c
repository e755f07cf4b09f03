/* rim-suv-overrides.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-suv.h"

#include <glib/gi18n-lib.h>
#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "rim-suv-private.h"

#define NUMBER(name) G_STRUCT_OFFSET (RimSuvOverrides, name)

/* What a number may be; what lies outside is a slip of the keyboard. */
static const struct
{
  const char *name;
  const char *label;
  gsize       offset;
  double      lowest;
  double      highest;
} numbers[] = {
  { "weight_kg", N_("The weight in kg"), NUMBER (weight), 0.5, 500.0 },
  { "height_m", N_("The height in m"), NUMBER (height), 0.2, 2.8 },
  { "dose_bq", N_("The dose in Bq"), NUMBER (dose), 1e5, 1e11 },
  { "half_life_s", N_("The half-life in s"), NUMBER (half_life), 10.0, 1e8 },
};

static const struct
{
  const char *name;
  gsize       offset;
} texts[] = {
  { "sex", NUMBER (sex) },
  { "start_datetime", NUMBER (start_datetime) },
  { "reference_datetime", NUMBER (reference_datetime) },
  { "reason", NUMBER (reason) },
  { "author", NUMBER (author) },
};

static double
get_number (const RimSuvOverrides *self,
            guint                  i)
{
  return G_STRUCT_MEMBER (double, self, numbers[i].offset);
}

static const char *
get_text (const RimSuvOverrides *self,
          guint                  i)
{
  const char *text = G_STRUCT_MEMBER (const char *, self, texts[i].offset);

  return text != NULL && *text != '\0' ? text : NULL;
}

/* Returns: (transfer full): corrections of nothing */
RimSuvOverrides *
rim_suv_overrides_new (void)
{
  RimSuvOverrides *self = g_new0 (RimSuvOverrides, 1);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    G_STRUCT_MEMBER (double, self, numbers[i].offset) = NAN;

  return self;
}

/* Returns: (transfer full) */
RimSuvOverrides *
rim_suv_overrides_copy (const RimSuvOverrides *self)
{
  RimSuvOverrides *copy = g_new (RimSuvOverrides, 1);

  *copy = *self;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    G_STRUCT_MEMBER (char *, copy, texts[i].offset) = g_strdup (get_text (self, i));

  return copy;
}

void
rim_suv_overrides_free (RimSuvOverrides *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (G_STRUCT_MEMBER (char *, self, texts[i].offset));
  g_free (self);
}

/* Returns: whether the file's own values stand, all of them */
gboolean
rim_suv_overrides_is_empty (const RimSuvOverrides *self)
{
  if (self == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (isfinite (get_number (self, i)) && get_number (self, i) > 0.0)
      return FALSE;

  return (self->sex == NULL || *self->sex == '\0') &&
         (self->start_datetime == NULL || *self->start_datetime == '\0') &&
         (self->reference_datetime == NULL || *self->reference_datetime == '\0');
}

static gboolean
refuse (GError     **error,
        const char  *text)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, text);

  return FALSE;
}

static gboolean
check_moment (const char  *text,
              const char  *message,
              GError     **error)
{
  RimClock clock;

  if (text == NULL || *text == '\0' || rim_clock_parse_datetime (text, &clock))
    return TRUE;

  return refuse (error, message);
}

/**
 * rim_suv_overrides_check:
 * @self: corrections
 * @error: where to put an error
 *
 * Returns: whether they can be meant: numbers are within what can be, moments
 *   are moments, the sex is M, F or O, and there is a reason
 */
gboolean
rim_suv_overrides_check (const RimSuvOverrides  *self,
                         GError                **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      double value = get_number (self, i);

      if (isnan (value) || (value >= numbers[i].lowest && value <= numbers[i].highest))
        continue;

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("%s must be from %g to %g"),
                   _(numbers[i].label), numbers[i].lowest, numbers[i].highest);
      return FALSE;
    }

  if (self->sex != NULL && *self->sex != '\0' &&
      (strlen (self->sex) != 1 || strchr ("MFO", *self->sex) == NULL))
    return refuse (error, _("The sex must be M, F or O"));
  if (self->reason == NULL || self->reason[strspn (self->reason, " \t\n")] == '\0')
    return refuse (error, _("A correction needs a reason"));

  return check_moment (self->start_datetime, _("The start of administration is not a date and time"), error) &&
         check_moment (self->reference_datetime, _("The time of the scan is not a date and time"), error);
}

/* Returns: (transfer full): for rim_suv_overrides_from_json() */
char *
rim_suv_overrides_to_json (const RimSuvOverrides *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (isfinite (get_number (self, i)))
      {
        json_builder_set_member_name (builder, numbers[i].name);
        json_builder_add_double_value (builder, get_number (self, i));
      }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (get_text (self, i) != NULL)
      {
        json_builder_set_member_name (builder, texts[i].name);
        json_builder_add_string_value (builder, get_text (self, i));
      }
  json_builder_set_member_name (builder, "time_us");
  json_builder_add_int_value (builder, self->time);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static gboolean
is_of (JsonObject *object,
       const char *name,
       gboolean    is_text)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         (json_node_get_value_type (node) == G_TYPE_STRING) == is_text;
}

/**
 * rim_suv_overrides_from_json:
 * @json: what rim_suv_overrides_to_json() gave
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the corrections, checked
 */
RimSuvOverrides *
rim_suv_overrides_from_json (const char  *json,
                             GError     **error)
{
  g_autoptr(JsonNode) root = json_from_string (json, error);
  g_autoptr(RimSuvOverrides) self = rim_suv_overrides_new ();
  JsonObject *object;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      if (error != NULL && *error == NULL)
        refuse (error, _("The correction of an SUV cannot be read"));
      return NULL;
    }

  object = json_node_get_object (root);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (is_of (object, numbers[i].name, FALSE))
      G_STRUCT_MEMBER (double, self, numbers[i].offset) = json_object_get_double_member (object, numbers[i].name);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (is_of (object, texts[i].name, TRUE))
      G_STRUCT_MEMBER (char *, self, texts[i].offset) =
        g_strdup (json_object_get_string_member (object, texts[i].name));
  if (is_of (object, "time_us", FALSE))
    self->time = json_object_get_int_member (object, "time_us");

  return rim_suv_overrides_check (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * rim_suv_overrides_describe:
 * @self: corrections
 *
 * Returns: (transfer full): who made them, when and why, as
 *   "Anna Reader, 2026-01-02 10:30 UTC: weight from the chart"
 */
char *
rim_suv_overrides_describe (const RimSuvOverrides *self)
{
  g_autoptr(GDateTime) time = self->time > 0 ? g_date_time_new_from_unix_utc (self->time / G_USEC_PER_SEC) : NULL;
  g_autofree char *when = time != NULL ? g_date_time_format (time, ", %Y-%m-%d %H:%M UTC") : g_strdup ("");

  return g_strdup_printf ("%s%s: %s", self->author != NULL && *self->author != '\0' ? self->author : "?", when,
                          self->reason != NULL && *self->reason != '\0' ? self->reason : "no reason given");
}
