/* rim-model-json.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-model-json-private.h"

#include <gio/gio.h>
#include <math.h>

/* Returns: %FALSE */
gboolean
rim_model_json_fail (GError     **error,
                     const char  *name,
                     const char  *what)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "No model: “%s” %s", name, what);

  return FALSE;
}

/* Returns: (transfer none) (nullable): the member, where it is there and of the type */
JsonNode *
rim_model_json_get (JsonObject    *object,
                    const char    *name,
                    JsonNodeType   type,
                    GError       **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node != NULL && JSON_NODE_TYPE (node) == type)
    return node;

  rim_model_json_fail (error, name, node == NULL ? "is missing" : "is of another type");

  return NULL;
}

const char *
rim_model_json_get_text (JsonObject  *object,
                         const char  *name,
                         GError     **error)
{
  JsonNode *node = rim_model_json_get (object, name, JSON_NODE_VALUE, error);

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_get_string (node);
  if (node != NULL)
    rim_model_json_fail (error, name, "is not a text");

  return NULL;
}

static gboolean
read_number (JsonNode *node,
             double   *value)
{
  GType type;

  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;

  type = json_node_get_value_type (node);
  *value = type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (node) : NAN;

  return isfinite (*value);
}

gboolean
rim_model_json_get_number (JsonObject  *object,
                           const char  *name,
                           double      *value,
                           GError     **error)
{
  JsonNode *node = rim_model_json_get (object, name, JSON_NODE_VALUE, error);

  if (node == NULL)
    return FALSE;

  return read_number (node, value) || rim_model_json_fail (error, name, "is not a finite number");
}

gboolean
rim_model_json_get_whole (JsonObject  *object,
                          const char  *name,
                          guint        low,
                          guint        high,
                          guint       *value,
                          GError     **error)
{
  double number;

  if (!rim_model_json_get_number (object, name, &number, error))
    return FALSE;
  if (!(number >= low && number <= high && number == floor (number)))
    return rim_model_json_fail (error, name, "is out of range");

  *value = (guint) number;

  return TRUE;
}

JsonArray *
rim_model_json_get_array (JsonObject  *object,
                          const char  *name,
                          GError     **error)
{
  JsonNode *node = rim_model_json_get (object, name, JSON_NODE_ARRAY, error);

  return node != NULL ? json_node_get_array (node) : NULL;
}

/* Returns: (transfer full) (nullable): @n finite numbers, no more and no fewer */
double *
rim_model_json_dup_numbers (JsonObject  *object,
                            const char  *name,
                            gsize        n,
                            GError     **error)
{
  JsonArray *array = rim_model_json_get_array (object, name, error);
  g_autofree double *values = NULL;

  if (array == NULL)
    return NULL;
  if (json_array_get_length (array) != n)
    {
      rim_model_json_fail (error, name, "has another length than it should");
      return NULL;
    }

  values = g_new (double, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    if (!read_number (json_array_get_element (array, i), values + i))
      {
        rim_model_json_fail (error, name, "holds what is not a finite number");
        return NULL;
      }

  return g_steal_pointer (&values);
}

void
rim_model_json_set_numbers (JsonObject   *object,
                            const char   *name,
                            const double *values,
                            gsize         n)
{
  JsonArray *array = json_array_sized_new ((guint) n);

  for (gsize i = 0; i < n; i++)
    json_array_add_double_element (array, values[i]);
  json_object_set_array_member (object, name, array);
}
