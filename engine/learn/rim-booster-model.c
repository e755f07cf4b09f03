/* rim-booster-model.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-booster-model-private.h"

#include <gio/gio.h>
#include <math.h>

#include "learn/rim-model-json-private.h"
#include "learn/rim-tree-model-private.h"

#define MAX_TREES 100000

/* Trees of XGBoost, whose own document is kept beside them. XGBoost compares and keeps
 * numbers as float; sums are ours, as double.
 */
typedef struct
{
  RimModel  parent;
  char     *document;
  double    shift;
  RimTrees  trees;
} RimBoosterModel;

static double *
round_values (const RimModel *model,
              const double   *values)
{
  double *rounded = g_new (double, MAX (model->n_columns, 1));

  for (guint c = 0; c < model->n_columns; c++)
    rounded[c] = (float) values[c];

  return rounded;
}

static double
rim_booster_model_predict (const RimModel *model,
                           const double   *values)
{
  const RimBoosterModel *self = (const RimBoosterModel *) model;
  g_autofree double *rounded = round_values (model, values);

  return rim_trees_predict (&self->trees, rounded) + self->shift;
}

static double
rim_booster_model_explain (const RimModel *model,
                           const double   *values,
                           double         *contributions)
{
  const RimBoosterModel *self = (const RimBoosterModel *) model;
  g_autofree double *rounded = round_values (model, values);

  return rim_trees_explain (&self->trees, rounded, contributions, model->n_columns) + self->shift;
}

static void
rim_booster_model_write (const RimModel *model,
                         JsonObject     *object)
{
  const RimBoosterModel *self = (const RimBoosterModel *) model;

  json_object_set_double_member (object, "shift", self->shift);
  json_object_set_member (object, "xgboost", json_from_string (self->document, NULL));
}

static JsonObject *
get_object (JsonObject  *object,
            const char  *name,
            GError     **error)
{
  JsonNode *node = object != NULL ? rim_model_json_get (object, name, JSON_NODE_OBJECT, error) : NULL;

  return node != NULL ? json_node_get_object (node) : NULL;
}

static guint32 *
dup_indices (JsonObject  *object,
             const char  *name,
             gsize        n,
             GError     **error)
{
  g_autofree double *numbers = rim_model_json_dup_numbers (object, name, n, error);
  guint32 *indices;

  if (numbers == NULL)
    return NULL;

  indices = g_new (guint32, MAX (n, 1));
  for (gsize i = 0; i < n; i++)
    indices[i] = numbers[i] >= 0.0 && numbers[i] < RIM_TREE_LEAF ? (guint32) numbers[i] : RIM_TREE_LEAF;

  return indices;
}

/* A leaf has no left child; what it says stands where others have thresholds. */
static gboolean
read_tree (RimTree     *tree,
           JsonNode    *node,
           guint        n_columns,
           GError     **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *array = object != NULL ? rim_model_json_get_array (object, "left_children", error) : NULL;
  const guint n = array != NULL ? json_array_get_length (array) : 0;
  g_autofree guint32 *lefts = NULL, *rights = NULL, *columns = NULL;
  g_autofree double *numbers = NULL, *covers = NULL;

  if (array == NULL)
    return object != NULL ? FALSE : rim_model_json_fail (error, "trees", "holds what is no tree");
  if ((lefts = dup_indices (object, "left_children", n, error)) == NULL ||
      (rights = dup_indices (object, "right_children", n, error)) == NULL ||
      (columns = dup_indices (object, "split_indices", n, error)) == NULL ||
      (numbers = rim_model_json_dup_numbers (object, "split_conditions", n, error)) == NULL ||
      (covers = rim_model_json_dup_numbers (object, "sum_hessian", n, error)) == NULL)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      columns[i] = lefts[i] == RIM_TREE_LEAF ? RIM_TREE_LEAF : MIN (columns[i], RIM_TREE_LEAF - 1);
      numbers[i] = (float) numbers[i];
    }

  return rim_tree_init (tree, &(RimTreeParts) { n, columns, lefts, rights, numbers, covers }, n_columns, error);
}

static gboolean
read_trees (RimTrees    *trees,
            JsonObject  *learner,
            guint        n_columns,
            GError     **error)
{
  JsonObject *booster = get_object (learner, "gradient_booster", error);
  JsonObject *model = get_object (booster, "model", error);
  JsonArray *array = model != NULL ? rim_model_json_get_array (model, "trees", error) : NULL;
  const char *name = array != NULL ? rim_model_json_get_text (booster, "name", error) : NULL;

  if (name == NULL)
    return FALSE;
  if (g_strcmp0 (name, "gbtree") != 0)
    return rim_model_json_fail (error, "gradient_booster", "is not of trees");
  if (json_array_get_length (array) > MAX_TREES)
    return rim_model_json_fail (error, "trees", "has too many");

  rim_trees_init (trees, json_array_get_length (array));
  for (guint i = 0; i < trees->n_trees; i++)
    if (!read_tree (trees->trees + i, json_array_get_element (array, i), n_columns, error))
      return FALSE;
  rim_trees_complete (trees);

  return TRUE;
}

/* XGBoost writes the score it begins with as what it predicts, in a text. */
static gboolean
read_base (RimTrees    *trees,
           JsonObject  *learner,
           GError     **error)
{
  JsonObject *parameters = get_object (learner, "learner_model_param", error);
  JsonObject *objective = parameters != NULL ? get_object (learner, "objective", error) : NULL;
  const char *name = objective != NULL ? rim_model_json_get_text (objective, "name", error) : NULL;
  const char *text = name != NULL ? rim_model_json_get_text (parameters, "base_score", error) : NULL;
  double score;

  if (text == NULL)
    return FALSE;

  score = (float) g_ascii_strtod (text, NULL);
  if (g_str_equal (name, "binary:logistic"))
    trees->base = log (score / (1.0 - score));
  else if (g_str_equal (name, "survival:cox"))
    trees->base = log (score);
  else if (g_str_equal (name, "reg:squarederror"))
    trees->base = score;
  else
    return rim_model_json_fail (error, "objective", "is not known");

  return isfinite (trees->base) || rim_model_json_fail (error, "base_score", "is out of range");
}

static RimModel *
read_document (JsonObject  *document,
               char        *text,
               guint        n_columns,
               GError     **error)
{
  g_autofree char *owned = text;
  g_auto(RimTrees) trees = { 0 };
  JsonObject *learner = get_object (document, "learner", error);
  RimBoosterModel *self;

  if (learner == NULL || !read_trees (&trees, learner, n_columns, error) || !read_base (&trees, learner, error))
    return NULL;

  self = rim_model_alloc (&rim_booster_model_class, sizeof (RimBoosterModel), n_columns);
  self->document = g_steal_pointer (&owned);
  self->trees = trees;
  trees = (RimTrees) { 0 };

  return &self->parent;
}

static RimModel *
rim_booster_model_read (JsonObject  *object,
                        guint        n_columns,
                        GError     **error)
{
  JsonNode *node = rim_model_json_get (object, "xgboost", JSON_NODE_OBJECT, error);
  RimModel *self;
  double shift;

  if (node == NULL || !rim_model_json_get_number (object, "shift", &shift, error))
    return NULL;

  self = read_document (json_node_get_object (node), json_to_string (node, FALSE), n_columns, error);
  if (self != NULL)
    rim_booster_model_shift (self, shift);

  return self;
}

static void
rim_booster_model_finalize (RimModel *model)
{
  RimBoosterModel *self = (RimBoosterModel *) model;

  g_free (self->document);
  rim_trees_clear (&self->trees);
}

const RimModelClass rim_booster_model_class = {
  "xgboost", rim_booster_model_predict, rim_booster_model_explain, rim_booster_model_write, rim_booster_model_read,
  rim_booster_model_finalize,
};

/* @json: what XGBoost wrote
 *
 * Returns: (transfer full) (nullable): the model
 */
RimModel *
rim_booster_model_new (const char     *json,
                       gsize           length,
                       guint           n_columns,
                       RimMarginUnit   unit,
                       GError        **error)
{
  g_autofree char *text = g_strndup (json, length);
  g_autoptr(JsonNode) node = json_from_string (text, error);
  RimModel *self;

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      rim_model_json_fail (error, "xgboost", "is not an object");
      return NULL;
    }

  self = read_document (json_node_get_object (node), g_steal_pointer (&text), n_columns, error);

  return self != NULL ? rim_model_name (self, "xgboost", unit) : NULL;
}

/* What is added to margins from now on; for whoever has just made the model. */
void
rim_booster_model_shift (RimModel *self,
                         double    shift)
{
  ((RimBoosterModel *) self)->shift = shift;
}
