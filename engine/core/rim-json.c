/* rim-json.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-json.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

/* Parsing */

static gboolean
fail (GError     **error,
      const char  *text)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, text);

  return FALSE;
}

/* A parser that calls itself for what lies deeper would run out of stack. */
static gboolean
check_depth (const char  *data,
             gsize        length,
             GError     **error)
{
  guint depth = 0;
  gboolean in_text = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      const char c = data[i];

      if (in_text && c == '\\')
        i++;
      else if (c == '"')
        in_text = !in_text;
      else if (!in_text && (c == '{' || c == '['))
        depth++;
      else if (!in_text && (c == '}' || c == ']') && depth > 0)
        depth--;
      if (depth > RIM_JSON_MAX_DEPTH)
        return fail (error, "lists and maps lie too deep in each other");
    }

  return TRUE;
}

static gboolean
check_finite (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      JsonNode *member;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, NULL, &member))
        if (!check_finite (member))
          return FALSE;
      return TRUE;
    }
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (!check_finite (json_array_get_element (array, i)))
          return FALSE;
      return TRUE;
    }

  return !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_DOUBLE ||
         isfinite (json_node_get_double (node));
}

/**
 * rim_json_parse:
 * @data: JSON from outside
 * @length: how many bytes it has
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): what it says; lists and maps lie at most
 *   %RIM_JSON_MAX_DEPTH deep, and every number is finite
 */
JsonNode *
rim_json_parse (const char  *data,
                gsize        length,
                GError     **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();

  g_return_val_if_fail (data != NULL, NULL);

  if (!g_utf8_validate_len (data, length, NULL))
    {
      fail (error, "it is not UTF-8");
      return NULL;
    }
  if (!check_depth (data, length, error) || !json_parser_load_from_data (parser, data, (gssize) length, error))
    return NULL;
  if (json_parser_get_root (parser) == NULL)
    fail (error, "it is empty");
  else if (!check_finite (json_parser_get_root (parser)))
    fail (error, "a number is not finite");
  else
    return json_parser_steal_root (parser);

  return NULL;
}

/* Writing */

typedef struct
{
  GString  *text;
  gboolean  is_canonical;
} Writer;

static void
append_text (GString    *text,
             const char *value)
{
  g_string_append_c (text, '"');
  for (const char *c = value; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_c (text, '\\');
      if ((guchar) *c < 0x20)
        g_string_append_printf (text, "\\u%04x", (guint) (guchar) *c);
      else
        g_string_append_c (text, *c);
    }
  g_string_append_c (text, '"');
}

/* A whole number is written alike whether it is stored as one or not; a zero keeps its
 * sign, which the parser takes off "-0".
 */
static void
append_number (GString *text,
               double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    g_string_append (text, "null");
  else if (value == 0.0 && signbit (value))
    g_string_append (text, "-0.0");
  else
    g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.17g", value));
}

static void
append_value (GString  *text,
              JsonNode *node)
{
  const GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type == G_TYPE_STRING)
    append_text (text, json_node_get_string (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
  else if (type == G_TYPE_INT64)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (type == G_TYPE_DOUBLE)
    append_number (text, json_node_get_double (node));
  else
    g_string_append (text, "null");
}

static void append_node (const Writer *self,
                         JsonNode     *node,
                         guint         depth);

static void
append_line (const Writer *self,
             guint         depth)
{
  if (!self->is_canonical)
    g_string_append_printf (self->text, "\n%*s", (int) depth * 2, "");
}

static void
append_object (const Writer *self,
               JsonObject   *object,
               guint         depth)
{
  g_autoptr(GList) names = json_object_get_members (object);

  names = g_list_sort (names, (GCompareFunc) strcmp);
  g_string_append_c (self->text, '{');
  for (GList *l = names; l != NULL; l = l->next)
    {
      if (l != names)
        g_string_append_c (self->text, ',');
      append_line (self, depth + 1);
      append_text (self->text, l->data);
      g_string_append (self->text, self->is_canonical ? ":" : ": ");
      append_node (self, json_object_get_member (object, l->data), depth + 1);
    }
  if (names != NULL)
    append_line (self, depth);
  g_string_append_c (self->text, '}');
}

/* Lists stand on one line, as most are of numbers. */
static void
append_array (const Writer *self,
              JsonArray    *array,
              guint         depth)
{
  const guint n = json_array_get_length (array);

  g_string_append_c (self->text, '[');
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (self->text, self->is_canonical ? "," : ", ");
      append_node (self, json_array_get_element (array, i), depth);
    }
  g_string_append_c (self->text, ']');
}

static void
append_node (const Writer *self,
             JsonNode     *node,
             guint         depth)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (self, json_node_get_object (node), depth);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    append_array (self, json_node_get_array (node), depth);
  else
    append_value (self->text, node);
}

/**
 * rim_json_to_text:
 * @node: what to write
 * @is_canonical: whether the bytes shall depend on the contents alone, without white
 *   space, as for a hash; else it is for people too
 *
 * Members stand in the order of the bytes of their names, numbers have as many digits as
 * give the same number again; what is not finite becomes null.
 *
 * Returns: (transfer full): JSON, without a line feed at the end
 */
char *
rim_json_to_text (JsonNode *node,
                  gboolean  is_canonical)
{
  const Writer writer = { g_string_new (NULL), is_canonical };

  g_return_val_if_fail (node != NULL, NULL);

  append_node (&writer, node, 0);

  return g_string_free (writer.text, FALSE);
}
