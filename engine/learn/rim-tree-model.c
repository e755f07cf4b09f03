/* rim-tree-model.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-tree-model-private.h"

#include "learn/rim-model-json-private.h"

#define MAX_TREES 100000

typedef struct
{
  RimModel parent;
  RimTrees trees;
} RimTreeModel;

static double
rim_tree_model_predict (const RimModel *model,
                        const double   *values)
{
  return rim_trees_predict (&((const RimTreeModel *) model)->trees, values);
}

static double
rim_tree_model_explain (const RimModel *model,
                        const double   *values,
                        double         *contributions)
{
  return rim_trees_explain (&((const RimTreeModel *) model)->trees, values, contributions, model->n_columns);
}

/* A leaf has the column -1 and its weight, another node none of its own. */
static void
write_tree (const RimTree *tree,
            JsonArray     *trees)
{
  JsonObject *object = json_object_new ();
  JsonArray *columns = json_array_new (), *rights = json_array_new ();
  JsonArray *numbers = json_array_new (), *covers = json_array_new ();

  for (guint32 i = 0; i < tree->n_nodes; i++)
    {
      const RimTreeNode *node = tree->nodes + i;
      const gboolean is_leaf = node->column == RIM_TREE_LEAF;

      json_array_add_int_element (columns, is_leaf ? -1 : (gint64) node->column);
      json_array_add_int_element (rights, is_leaf ? 0 : node->right);
      json_array_add_double_element (numbers, node->number);
      json_array_add_double_element (covers, is_leaf ? node->cover : 0.0);
    }
  json_object_set_array_member (object, "columns", columns);
  json_object_set_array_member (object, "right", rights);
  json_object_set_array_member (object, "numbers", numbers);
  json_object_set_array_member (object, "covers", covers);
  json_array_add_object_element (trees, object);
}

static void
rim_tree_model_write (const RimModel *model,
                      JsonObject     *object)
{
  const RimTreeModel *self = (const RimTreeModel *) model;
  JsonArray *trees = json_array_new ();

  for (guint i = 0; i < self->trees.n_trees; i++)
    write_tree (self->trees.trees + i, trees);
  json_object_set_array_member (object, "trees", trees);
}

/* What is no index becomes one that no tree has. */
static guint32
to_index (double number,
          double none)
{
  return number == none ? RIM_TREE_LEAF : number >= 0.0 && number < RIM_TREE_LEAF ? (guint32) number : RIM_TREE_LEAF - 1;
}

static gboolean
read_tree (RimTree     *tree,
           JsonNode    *node,
           guint        n_columns,
           GError     **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *array = object != NULL ? rim_model_json_get_array (object, "columns", error) : NULL;
  const guint n = array != NULL ? json_array_get_length (array) : 0;
  g_autofree double *columns = NULL, *rights = NULL, *numbers = NULL, *covers = NULL;
  g_autofree guint32 *indices = g_new (guint32, 3 * (gsize) n + 1);
  const RimTreeParts parts = { n, indices, indices + n, indices + 2 * (gsize) n };
  RimTreeParts whole = parts;

  if (array == NULL)
    return object != NULL ? FALSE : rim_model_json_fail (error, "trees", "holds what is no tree");
  if ((columns = rim_model_json_dup_numbers (object, "columns", n, error)) == NULL ||
      (rights = rim_model_json_dup_numbers (object, "right", n, error)) == NULL ||
      (numbers = rim_model_json_dup_numbers (object, "numbers", n, error)) == NULL ||
      (covers = rim_model_json_dup_numbers (object, "covers", n, error)) == NULL)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      indices[i] = to_index (columns[i], -1.0);
      indices[n + i] = i + 1;
      indices[2 * (gsize) n + i] = to_index (rights[i], -1.0);
    }
  whole.numbers = numbers;
  whole.covers = covers;

  return rim_tree_init (tree, &whole, n_columns, error);
}

static RimModel *
rim_tree_model_read (JsonObject  *object,
                     guint        n_columns,
                     GError     **error)
{
  JsonArray *array = rim_model_json_get_array (object, "trees", error);
  g_auto(RimTrees) trees = { 0 };

  if (array == NULL)
    return NULL;
  if (json_array_get_length (array) == 0 || json_array_get_length (array) > MAX_TREES)
    {
      rim_model_json_fail (error, "trees", "has none, or too many");
      return NULL;
    }

  rim_trees_init (&trees, json_array_get_length (array));
  for (guint i = 0; i < trees.n_trees; i++)
    if (!read_tree (trees.trees + i, json_array_get_element (array, i), n_columns, error))
      return NULL;

  return rim_tree_model_new (NULL, RIM_MARGIN_NUMBER, n_columns, &trees);
}

static void
rim_tree_model_finalize (RimModel *model)
{
  rim_trees_clear (&((RimTreeModel *) model)->trees);
}

const RimModelClass rim_tree_model_class = {
  "trees", rim_tree_model_predict, rim_tree_model_explain, rim_tree_model_write, rim_tree_model_read,
  rim_tree_model_finalize,
};

RimModel *
rim_tree_model_new (const char    *learner,
                    RimMarginUnit  unit,
                    guint          n_columns,
                    RimTrees      *trees)
{
  RimTreeModel *self = rim_model_alloc (&rim_tree_model_class, sizeof (RimTreeModel), n_columns);

  self->trees = *trees;
  *trees = (RimTrees) { 0 };
  self->trees.scale = 1.0 / self->trees.n_trees;
  rim_trees_complete (&self->trees);

  return rim_model_name (self, learner, unit);
}
