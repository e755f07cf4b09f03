/* rim-recipe-pipeline.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-recipe-private.h"

#include <string.h>

#include "signature/rim-signature.h"

/* A step or a learner is its name, or a map of one key, its name, to a map of what it
 * takes. What there are and what they take is not known here: the pipeline says so.
 */

#define MAX_VALUES 64

typedef gboolean (*ValuesFunc) (RimPipeline   *pipeline,
                                const char    *parameter,
                                const double  *values,
                                guint          n_values,
                                GError       **error);

static const char *const missing_rules[] = { "refuse", "median", "drop-rows", "drop-columns", NULL };
static const char *const scalings[] = { "none", "z-score", "robust", "min-max", NULL };

static gboolean
fail_with (RimYaml           *self,
           const yaml_node_t *node,
           GError            *error)
{
  g_autoptr(GError) owned = error;

  return rim_yaml_fail (self, node, "%s", owned->message);
}

static gboolean
parse_value (RimYaml           *self,
             const yaml_node_t *node,
             const char        *name,
             GArray            *values)
{
  const RimYamlField field = { name, RIM_YAML_NUMBER, .min = -1e12, .max = 1e12 };
  double value = strcmp (rim_yaml_get_text (node), "true") == 0;

  if (value == 0.0 && strcmp (rim_yaml_get_text (node), "false") != 0 &&
      !rim_yaml_parse_number (self, node, &field, &value))
    return FALSE;
  g_array_append_val (values, value);

  return TRUE;
}

/* A number, or numbers to try. */
static gboolean
parse_values (RimYaml           *self,
              const yaml_node_t *node,
              const char        *name,
              GArray            *values)
{
  if (node->type != YAML_SEQUENCE_NODE)
    return parse_value (self, node, name, values);

  for (const yaml_node_item_t *i = node->data.sequence.items.start; i < node->data.sequence.items.top; i++)
    if (values->len == MAX_VALUES)
      return rim_yaml_fail (self, node, "%s has more than %d values", name, MAX_VALUES);
    else if (!parse_value (self, yaml_document_get_node (&self->document, *i), name, values))
      return FALSE;

  return values->len > 0 || rim_yaml_fail (self, node, "%s has no value", name);
}

static gboolean
parse_parameters (RimYaml           *self,
                  const yaml_node_t *map,
                  const char        *name,
                  RimPipeline       *pipeline,
                  ValuesFunc         set)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (const yaml_node_pair_t *pair = map->data.mapping.pairs.start; pair < map->data.mapping.pairs.top; pair++)
    {
      const yaml_node_t *key = yaml_document_get_node (&self->document, pair->key);
      g_autoptr(GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
      GError *error = NULL;

      if (!g_hash_table_add (seen, (gpointer) rim_yaml_get_text (key)))
        return rim_yaml_fail (self, key, "%s has “%s” twice", name, rim_yaml_get_text (key));
      if (!parse_values (self, yaml_document_get_node (&self->document, pair->value), rim_yaml_get_text (key), values))
        return FALSE;
      if (!set (pipeline, rim_yaml_get_text (key), &g_array_index (values, double, 0), values->len, &error))
        return fail_with (self, key, error);
    }

  return TRUE;
}

/* Finds the name and the map (nullable) of what is written as "name" or "name: {…}". */
static gboolean
split_named (RimYaml            *self,
             const yaml_node_t  *node,
             const char         *what,
             const char        **name,
             const yaml_node_t **map)
{
  const yaml_node_t *value;
  const yaml_node_pair_t *pair;

  *map = NULL;
  *name = rim_yaml_get_text (node);
  if (node->type == YAML_SCALAR_NODE)
    return TRUE;
  if (node->type != YAML_MAPPING_NODE || node->data.mapping.pairs.top - node->data.mapping.pairs.start != 1)
    return rim_yaml_fail (self, node, "%s has to be a name, or a map of one name to what it takes", what);

  pair = node->data.mapping.pairs.start;
  *name = rim_yaml_get_text (yaml_document_get_node (&self->document, pair->key));
  value = yaml_document_get_node (&self->document, pair->value);
  if (value->type == YAML_MAPPING_NODE)
    *map = value;
  else if (value->type != YAML_SCALAR_NODE || *rim_yaml_get_text (value) != '\0')
    return rim_yaml_fail (self, value, "%s has to be a map of what it takes", *name);

  return TRUE;
}

static gboolean
set_step (RimPipeline   *pipeline,
          const char    *parameter,
          const double  *values,
          guint          n_values,
          GError       **error)
{
  if (n_values == 1)
    return rim_pipeline_set_step (pipeline, parameter, values[0], error);

  g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_SYNTAX, "%s takes one number", parameter);

  return FALSE;
}

static gboolean
parse_step (RimYaml     *self,
            yaml_node_t *node,
            gpointer     pipeline)
{
  GError *error = NULL;
  const char *name;
  const yaml_node_t *map;

  if (!split_named (self, node, "a step", &name, &map))
    return FALSE;
  if (!rim_pipeline_add_step (pipeline, name, &error))
    return fail_with (self, node, error);

  return map == NULL || parse_parameters (self, map, name, pipeline, set_step);
}

/* Besides what a learner takes there is its weight in an ensemble. */
static gboolean
set_learner (RimPipeline   *pipeline,
             const char    *parameter,
             const double  *values,
             guint          n_values,
             GError       **error)
{
  if (strcmp (parameter, "weight") != 0)
    return rim_pipeline_set_learner (pipeline, parameter, values, n_values, error);
  if (n_values == 1 && values[0] > 0.0)
    {
      pipeline->learners[pipeline->n_learners - 1].weight = values[0];
      return TRUE;
    }

  g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_SYNTAX, "weight takes one number above 0");

  return FALSE;
}

static gboolean
parse_learner (RimYaml     *self,
               yaml_node_t *node,
               gpointer     pipeline)
{
  GError *error = NULL;
  const char *name;
  const yaml_node_t *map;

  if (!split_named (self, node, "a learner", &name, &map))
    return FALSE;
  if (!rim_pipeline_add_learner (pipeline, name, &error))
    return fail_with (self, node, error);

  return map == NULL || parse_parameters (self, map, name, pipeline, set_learner);
}

static gboolean
parse_steps (RimYaml     *self,
             yaml_node_t *node,
             gpointer     pipeline)
{
  return rim_yaml_parse_list (self, node, "steps", parse_step, pipeline);
}

static gboolean
parse_learners (RimYaml     *self,
                yaml_node_t *node,
                gpointer     pipeline)
{
  return rim_yaml_parse_list (self, node, "learners", parse_learner, pipeline);
}

static gboolean
parse_inner (RimYaml     *self,
             yaml_node_t *node,
             gpointer     pipeline)
{
  static const RimYamlField fields[] = {
    RIM_YAML_FIELD (RimPipeline, "folds", WHOLE, inner_folds, TRUE, 2, 100),
    RIM_YAML_FIELD (RimPipeline, "repeats", WHOLE, inner_repeats, FALSE, 1, 1000),
  };

  return RIM_YAML_PARSE_MAP (self, node, "inner", fields, pipeline);
}

/* Reads how a signature is learned into @pipeline, a new #RimPipeline. */
gboolean
rim_recipe_parse_pipeline (RimYaml     *self,
                           yaml_node_t *node,
                           gpointer     pipeline)
{
  static const RimYamlField fields[] = {
    RIM_YAML_FIELD (RimPipeline, "missing", CHOICE, missing, FALSE, .choices = missing_rules),
    RIM_YAML_FIELD (RimPipeline, "batch", TEXT, batch, FALSE),
    RIM_YAML_FIELD (RimPipeline, "scaling", CHOICE, scaling, FALSE, .choices = scalings),
    RIM_YAML_FIELD (RimPipeline, "classWeights", BOOL, class_weights, FALSE),
    { "steps", RIM_YAML_PARSE, 0, .parse = parse_steps },
    { "learners", RIM_YAML_PARSE, 0, TRUE, .parse = parse_learners },
    { "inner", RIM_YAML_PARSE, 0, .parse = parse_inner },
  };

  if (!RIM_YAML_PARSE_MAP (self, node, "pipeline", fields, pipeline))
    return FALSE;

  return ((RimPipeline *) pipeline)->n_learners > 0 || rim_yaml_fail (self, node, "pipeline has no learner");
}
