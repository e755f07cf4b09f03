/* rim-settings-parse-value.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-settings-parse-private.h"

#include <math.h>
#include <string.h>

/* Returns: %FALSE, so that it can stand in a return statement */
gboolean
rim_settings_fail (RimSettingsParser            *self,
                   const yaml_node_t            *node,
                   const char                   *format,
                   ...)
{
  g_autofree char *text = NULL;
  g_autofree char *valid = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  valid = g_utf8_make_valid (text, -1);
  g_set_error (self->error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS, "%s:%zu: %s", self->path,
               node->start_mark.line + 1, valid);

  return FALSE;
}

const char *
rim_settings_node_get_text (const yaml_node_t *node)
{
  return node->type == YAML_SCALAR_NODE ? (const char *) node->data.scalar.value : "";
}

static gsize
get_length (const yaml_node_t *node)
{
  return node->type == YAML_SCALAR_NODE ? node->data.scalar.length : 0;
}

static gboolean
is_plain (const yaml_node_t *node)
{
  return node->type == YAML_SCALAR_NODE && node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

gboolean
rim_settings_node_is_null (const yaml_node_t *node)
{
  return is_plain (node) && rim_setting_parse_null (rim_settings_node_get_text (node), get_length (node));
}

gboolean
rim_settings_node_is_text (const yaml_node_t *node,
                           const char        *text)
{
  return node->type == YAML_SCALAR_NODE && get_length (node) == strlen (text) &&
         memcmp (rim_settings_node_get_text (node), text, get_length (node)) == 0;
}

/* What a message shows of a value. */
char *
rim_settings_node_quote (const yaml_node_t *node)
{
  if (node->type == YAML_SEQUENCE_NODE)
    return g_strdup ("a list");
  if (node->type == YAML_MAPPING_NODE)
    return g_strdup ("a map");
  if (get_length (node) > 40)
    return g_strdup_printf ("“%.40s…”", rim_settings_node_get_text (node));

  return g_strdup_printf ("“%s”", rim_settings_node_get_text (node));
}

/* One value */

static gboolean
check_range (RimSettingsParser   *self,
             const yaml_node_t   *node,
             const RimSettingKey *key,
             double               value)
{
  char min[G_ASCII_DTOSTR_BUF_SIZE];
  char max[G_ASCII_DTOSTR_BUF_SIZE];

  if ((key->above ? value > key->min : value >= key->min) && value <= key->max)
    return TRUE;
  if (isnan (value) && isinf (key->min))
    return TRUE;

  g_ascii_formatd (min, sizeof min, "%g", key->min);
  g_ascii_formatd (max, sizeof max, "%g", key->max);

  return rim_settings_fail (self, node, "%s is %s but has to be %s %s and at most %s", key->name, rim_settings_node_get_text (node),
                            key->above ? "above" : "at least", min, max);
}

static gboolean
parse_int (RimSettingsParser   *self,
           const yaml_node_t   *node,
           const RimSettingKey *key,
           gint64              *value)
{
  g_autofree char *text = rim_settings_node_quote (node);

  if (!is_plain (node) || !rim_setting_parse_int (rim_settings_node_get_text (node), get_length (node), value))
    return rim_settings_fail (self, node, "%s is %s but has to be a whole number", key->name, text);

  return check_range (self, node, key, (double) *value);
}

/* As PyRadiomics, takes numbers in quotes, too. */
static gboolean
parse_float (RimSettingsParser   *self,
             const yaml_node_t   *node,
             const RimSettingKey *key,
             double              *value)
{
  g_autofree char *text = rim_settings_node_quote (node);

  if (node->type != YAML_SCALAR_NODE ||
      !rim_setting_parse_float (rim_settings_node_get_text (node), get_length (node), value))
    return rim_settings_fail (self, node, "%s is %s but has to be a number", key->name, text);

  return check_range (self, node, key, *value);
}

static gboolean
parse_numbers (RimSettingsParser   *self,
               const yaml_node_t   *node,
               const RimSettingKey *key,
               RimNumbers          *numbers)
{
  g_autofree char *text = rim_settings_node_quote (node);
  gsize n;

  if (node->type != YAML_SEQUENCE_NODE)
    return rim_settings_fail (self, node, "%s is %s but has to be a list of numbers", key->name, text);

  n = (gsize) (node->data.sequence.items.top - node->data.sequence.items.start);
  if (n < key->min_n || n > key->max_n)
    return rim_settings_fail (self, node, "%s has %zu numbers but takes from %u to %u", key->name, n, key->min_n, key->max_n);

  memset (numbers, 0, sizeof *numbers);
  for (gsize i = 0; i < n; i++)
    {
      yaml_node_t *item = yaml_document_get_node (&self->document, node->data.sequence.items.start[i]);
      gint64 whole = 0;

      if (key->kind == RIM_KEY_INTS ? !parse_int (self, item, key, &whole)
                                    : !parse_float (self, item, key, &numbers->values[i]))
        return FALSE;
      if (key->kind == RIM_KEY_INTS)
        numbers->values[i] = (double) whole;
      if (is_plain (item) && rim_setting_parse_int (rim_settings_node_get_text (item), get_length (item), &whole))
        numbers->whole |= G_GUINT64_CONSTANT (1) << i;
    }
  numbers->n = (guint) n;

  return TRUE;
}

static gboolean
fail_choice (RimSettingsParser   *self,
             const yaml_node_t   *node,
             const RimSettingKey *key)
{
  g_autofree char *text = rim_settings_node_quote (node);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < key->n_choices; i++)
    if (key->choices[i] != NULL)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", key->choices[i]);

  return rim_settings_fail (self, node, "%s is %s but has to be one of %s", key->name, text, names->str);
}

/* A name or, where SimpleITK has one, its number. */
static gboolean
parse_choice (RimSettingsParser   *self,
              const yaml_node_t   *node,
              const RimSettingKey *key,
              int                 *value)
{
  gint64 number;

  for (guint i = 0; i < key->n_choices; i++)
    if (key->choices[i] != NULL && rim_settings_node_is_text (node, key->choices[i]))
      {
        *value = (int) i;
        return TRUE;
      }

  if (key->takes_number && is_plain (node) &&
      rim_setting_parse_int (rim_settings_node_get_text (node), get_length (node), &number) && number >= 1 &&
      number < key->n_choices)
    {
      *value = (int) number;
      return TRUE;
    }

  return fail_choice (self, node, key);
}

/* A list of names; each counts once. */
static gboolean
parse_choices (RimSettingsParser   *self,
               const yaml_node_t   *node,
               const RimSettingKey *key,
               guint               *chosen)
{
  g_autofree char *text = rim_settings_node_quote (node);

  if (node->type != YAML_SEQUENCE_NODE || node->data.sequence.items.top == node->data.sequence.items.start)
    return rim_settings_fail (self, node, "%s is %s but has to be a list of names", key->name, text);

  *chosen = 0;
  for (const yaml_node_item_t *item = node->data.sequence.items.start; item < node->data.sequence.items.top; item++)
    {
      int value = 0;

      if (!parse_choice (self, yaml_document_get_node (&self->document, *item), key, &value))
        return FALSE;
      *chosen |= 1u << value;
    }

  return TRUE;
}

static gboolean
parse_bool (RimSettingsParser   *self,
            const yaml_node_t   *node,
            const RimSettingKey *key,
            gboolean            *value)
{
  g_autofree char *text = rim_settings_node_quote (node);

  if (!is_plain (node) || !rim_setting_parse_bool (rim_settings_node_get_text (node), get_length (node), value))
    return rim_settings_fail (self, node, "%s is %s but has to be true or false", key->name, text);

  return TRUE;
}

static gboolean
parse_name (RimSettingsParser   *self,
            const yaml_node_t   *node,
            const RimSettingKey *key,
            char                *name)
{
  g_autofree char *text = rim_settings_node_quote (node);

  if (node->type != YAML_SCALAR_NODE || get_length (node) >= RIM_MAX_NAME ||
      strlen (rim_settings_node_get_text (node)) != get_length (node) || !key->is_name (rim_settings_node_get_text (node)))
    return rim_settings_fail (self, node, "%s is %s, which does not exist", key->name, text);

  g_strlcpy (name, rim_settings_node_get_text (node), RIM_MAX_NAME);

  return TRUE;
}

gboolean
rim_settings_parse_value (RimSettingsParser   *self,
                          const yaml_node_t   *node,
                          const RimSettingKey *key,
                          RimSettingValues    *values)
{
  gpointer field = (char *) values + key->offset;

  if (key->can_be_null && rim_settings_node_is_null (node))
    {
      rim_setting_value_set_null (key, field);
      return TRUE;
    }

  switch (key->kind)
    {
    case RIM_KEY_BOOL:
      return parse_bool (self, node, key, field);
    case RIM_KEY_INT:
      return parse_int (self, node, key, field);
    case RIM_KEY_FLOAT:
      return parse_float (self, node, key, field);
    case RIM_KEY_INTS:
    case RIM_KEY_FLOATS:
      return parse_numbers (self, node, key, field);
    case RIM_KEY_CHOICE:
      return parse_choice (self, node, key, field);
    case RIM_KEY_CHOICES:
      return parse_choices (self, node, key, field);
    case RIM_KEY_NAME:
      return parse_name (self, node, key, field);
    default:
      g_assert_not_reached ();
    }
}
