/* rim-label-table-json.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-label-table-private.h"

#include <json-glib/json-glib.h>

/* The parser goes down a step of the stack for each bracket; a table has three. */
#define MAX_DEPTH 32

static gboolean
is_flat (const char *text)
{
  gboolean quoted = FALSE;
  guint depth = 0;

  for (; *text != '\0'; text++)
    {
      if (quoted && *text == '\\' && text[1] != '\0')
        text++;
      else if (*text == '"')
        quoted = !quoted;
      else if (!quoted && (*text == '[' || *text == '{') && ++depth > MAX_DEPTH)
        return FALSE;
      else if (!quoted && (*text == ']' || *text == '}') && depth > 0)
        depth--;
    }

  return TRUE;
}

/* A text, or a number as one. */
static char *
dup_text (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));

  return NULL;
}

static void
add_row (GPtrArray  *rows,
         const char *number,
         const char *name)
{
  RimRoi *row;
  guint label;

  if (number == NULL || name == NULL || rows->len > RIM_LABEL_TABLE_MAX_LABEL ||
      !rim_label_table_parse_number (number, &label))
    return;

  row = rim_roi_new ();
  row->number = label;
  row->name = g_strdup (name);
  g_ptr_array_add (rows, row);
}

/* {"tumour": 1}, as nnU-Net has it, or {"1": "tumour"} */
static void
parse_pairs (JsonObject *pairs,
             GPtrArray  *rows)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;
  guint unused;

  json_object_iter_init (&iter, pairs);
  while (json_object_iter_next (&iter, &key, &node))
    {
      g_autofree char *value = dup_text (node);

      if (rim_label_table_parse_number (key, &unused))
        add_row (rows, key, value);
      else
        add_row (rows, value, key);
    }
}

/* {"label": 1, "name": "tumour", …} */
static void
parse_row (JsonObject *object,
           GPtrArray  *rows)
{
  JsonNode *label = json_object_get_member (object, "label");
  g_autofree char *number = label != NULL ? dup_text (label) : NULL;
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;
  RimRoi *row;
  guint value;

  if (number == NULL || rows->len > RIM_LABEL_TABLE_MAX_LABEL || !rim_label_table_parse_number (number, &value))
    return;

  row = rim_roi_new ();
  row->number = value;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &key, &node))
    {
      g_autofree char *text = dup_text (node);

      if (node != label)
        rim_label_table_set_value (row, key, text);
    }
  g_ptr_array_add (rows, row);
}

void
rim_label_table_parse_json (const char *text,
                            gsize       length,
                            GPtrArray  *rows)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root, *labels;
  JsonArray *array;

  if (!is_flat (text) || !json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return;

  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;

  labels = json_object_get_member (json_node_get_object (root), "labels");
  if (labels == NULL)
    labels = root;
  if (JSON_NODE_HOLDS_OBJECT (labels))
    parse_pairs (json_node_get_object (labels), rows);
  if (!JSON_NODE_HOLDS_ARRAY (labels))
    return;

  array = json_node_get_array (labels);
  for (guint n = 0; n < json_array_get_length (array); n++)
    {
      JsonNode *node = json_array_get_element (array, n);

      if (JSON_NODE_HOLDS_OBJECT (node))
        parse_row (json_node_get_object (node), rows);
    }
}

static void
add_object (JsonBuilder  *builder,
            const RimRoi *roi)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "label");
  json_builder_add_int_value (builder, roi->number);
  for (guint field = 0; field < rim_label_table_get_n_fields (); field++)
    {
      g_autofree char *value = rim_label_table_dup_value (roi, field);

      if (value == NULL)
        continue;
      json_builder_set_member_name (builder, rim_label_table_get_field (field));
      json_builder_add_string_value (builder, value);
    }
  json_builder_end_object (builder);
}

char *
rim_label_table_make_json (GPtrArray *rois)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "labels");
  json_builder_begin_array (builder);
  for (guint n = 0; n < rois->len; n++)
    add_object (builder, g_ptr_array_index (rois, n));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, TRUE);
}
