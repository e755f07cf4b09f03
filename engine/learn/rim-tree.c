/* rim-tree.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-tree-private.h"

#include <gio/gio.h>
#include <math.h>

/* A node of the file that waits for its place. */
typedef struct
{
  guint32 from;
  guint32 parent;                  /* whose right child it is; of the root and left ones RIM_TREE_LEAF */
  guint   depth;
} Waiting;

static gboolean
fail (GError     **error,
      guint32      node,
      const char  *what)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "No model: node %u of a tree %s", node, what);

  return FALSE;
}

static gboolean
check_node (const RimTreeParts  *parts,
            guint                n_columns,
            const Waiting       *waiting,
            guint8              *is_done,
            GError             **error)
{
  const guint32 i = waiting->from;
  const gboolean is_leaf = parts->columns[i] == RIM_TREE_LEAF;

  if (is_done[i])
    return fail (error, i, "has two parents");
  if (waiting->depth > RIM_TREE_MAX_DEPTH)
    return fail (error, i, "is too deep");
  if (!isfinite (parts->numbers[i]))
    return fail (error, i, "has no finite number");
  if (is_leaf && !(parts->covers[i] >= 0.0 && parts->covers[i] < 1e300))
    return fail (error, i, "has no weight");
  if (!is_leaf && parts->columns[i] >= n_columns)
    return fail (error, i, "asks for a column that is not there");
  if (!is_leaf && (parts->lefts[i] >= parts->n_nodes || parts->rights[i] >= parts->n_nodes))
    return fail (error, i, "has a child that is not there");

  is_done[i] = TRUE;

  return TRUE;
}

static void
place_node (RimTree            *self,
            const RimTreeParts *parts,
            const Waiting      *waiting,
            GArray             *stack)
{
  const guint32 i = waiting->from, at = self->n_nodes++;
  const Waiting left = { parts->lefts[i], RIM_TREE_LEAF, waiting->depth + 1 };
  const Waiting right = { parts->rights[i], at, waiting->depth + 1 };

  self->nodes[at] = (RimTreeNode) { parts->columns[i], 0, parts->numbers[i], 0.0 };
  self->depth = MAX (self->depth, waiting->depth);
  if (waiting->parent != RIM_TREE_LEAF)
    self->nodes[waiting->parent].right = at;
  if (parts->columns[i] == RIM_TREE_LEAF)
    {
      self->nodes[at].cover = parts->covers[i];
      return;
    }
  g_array_append_val (stack, right);
  g_array_append_val (stack, left);
}

/* Covers are those of the leaves below, so that parts of a node sum to 1. */
static void
sum_up (RimTree *self)
{
  g_autofree double *means = g_new (double, self->n_nodes);

  for (guint32 i = self->n_nodes; i-- > 0;)
    {
      RimTreeNode *node = self->nodes + i;

      if (node->column == RIM_TREE_LEAF)
        {
          means[i] = node->number;
          continue;
        }
      node->cover = node[1].cover + self->nodes[node->right].cover;
      means[i] = rim_tree_get_part (self, i + 1, i) * means[i + 1] +
                 rim_tree_get_part (self, node->right, i) * means[node->right];
    }
  self->mean = means[0];
}

/* Takes what can be reached from the root, and nothing that could lead round in circles.
 *
 * Returns: %FALSE with G_IO_ERROR_INVALID_DATA where it is no tree
 */
gboolean
rim_tree_init (RimTree             *self,
               const RimTreeParts  *parts,
               guint                n_columns,
               GError             **error)
{
  g_autoptr(GArray) stack = g_array_new (FALSE, FALSE, sizeof (Waiting));
  g_autofree guint8 *is_done = g_new0 (guint8, MAX (parts->n_nodes, 1));
  const Waiting root = { 0, RIM_TREE_LEAF, 0 };

  *self = (RimTree) { 0 };
  if (parts->n_nodes == 0)
    return fail (error, 0, "is missing");

  self->nodes = g_new (RimTreeNode, parts->n_nodes);
  g_array_append_val (stack, root);
  while (stack->len > 0)
    {
      const Waiting waiting = g_array_index (stack, Waiting, stack->len - 1);

      g_array_set_size (stack, stack->len - 1);
      if (!check_node (parts, n_columns, &waiting, is_done, error))
        {
          rim_tree_clear (self);
          return FALSE;
        }
      place_node (self, parts, &waiting, stack);
    }
  sum_up (self);

  return TRUE;
}

void
rim_tree_clear (RimTree *self)
{
  g_clear_pointer (&self->nodes, g_free);
}

double
rim_tree_predict (const RimTree *self,
                  const double  *values)
{
  const RimTreeNode *node = self->nodes;

  while (node->column != RIM_TREE_LEAF)
    node = values[node->column] < node->number ? node + 1 : self->nodes + node->right;

  return node->number;
}
