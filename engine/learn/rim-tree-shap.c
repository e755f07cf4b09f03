/* rim-tree-shap.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "learn/rim-tree-private.h"

/* On the way to a leaf, a column lets a part of the rows through where it is not known, and
 * all or nothing where it is. The Shapley value of a product over columns is
 * (known − part) ∫ Π of others (part (1 − t) + known t) dt, a polynomial, which a Gauss rule
 * integrates without a fault (Lundberg 2018; Yu et al. 2022, Linear TreeSHAP).
 */
typedef struct
{
  guint32 column;
  double  part;
  double  known;
} Edge;

typedef struct
{
  const RimTree       *tree;
  const RimQuadrature *rule;
  const double        *values;
  double              *contributions;
  Edge                *path;             /* of each depth */
  double              *factors;          /* of the edge, at each point of each depth */
  double              *inverses;         /* one over them */
  double              *products;         /* of columns on the path, at each point of each depth */
  double              *sums;             /* of the leaves below, at each point of each depth */
} Walk;

#define NONE G_MAXUINT

/* Returns: at which depth the column was asked for, or NONE */
static guint
find_last (const Walk *walk,
           guint       depth,
           guint32     column)
{
  while (depth-- > 0)
    if (walk->path[depth].column == column)
      return depth;

  return NONE;
}

static void
multiply_edge (const Walk *walk,
               guint       depth,
               guint       last)
{
  const guint n = walk->rule->n;
  const Edge edge = walk->path[depth];
  const double *points = walk->rule->points, *from = walk->products + depth * n;
  double *factors = walk->factors + depth * n, *inverses = walk->inverses + depth * n;
  double *to = walk->products + (depth + 1) * n;

  for (guint q = 0; q < n; q++)
    {
      factors[q] = edge.part * (1.0 - points[q]) + edge.known * points[q];
      inverses[q] = 1.0 / factors[q];
      to[q] = from[q] * factors[q];
    }
  if (last != NONE)
    for (guint q = 0; q < n; q++)
      to[q] *= walk->inverses[last * n + q];
}

/* What stands on the path for a column is its last edge; the one before it no longer counts. */
static void
add_edge (const Walk *walk,
          guint       depth,
          guint       last)
{
  const guint n = walk->rule->n;
  const Edge edge = walk->path[depth];
  const double *weights = walk->rule->weights, *below = walk->sums + (depth + 1) * n;
  double *sums = walk->sums + depth * n;
  double total = 0.0, before = 0.0;

  for (guint q = 0; q < n; q++)
    {
      total += weights[q] * below[q] * walk->inverses[depth * n + q];
      sums[q] += below[q];
    }
  total *= edge.known - edge.part;
  if (last != NONE)
    {
      for (guint q = 0; q < n; q++)
        before += weights[q] * below[q] * walk->inverses[last * n + q];
      total -= before * (walk->path[last].known - walk->path[last].part);
    }
  walk->contributions[edge.column] += total;
}

static void
walk_node (const Walk *walk,
           guint32     at,
           guint       depth)
{
  const RimTreeNode *node = walk->tree->nodes + at;
  const guint n = walk->rule->n;
  gboolean goes_left;
  guint last;

  if (node->column == RIM_TREE_LEAF)
    {
      for (guint q = 0; q < n; q++)
        walk->sums[depth * n + q] = node->number * walk->products[depth * n + q];
      return;
    }

  memset (walk->sums + depth * n, 0, n * sizeof (double));
  goes_left = walk->values[node->column] < node->number;
  last = find_last (walk, depth, node->column);
  for (guint side = 0; side < 2; side++)
    {
      const guint32 child = side == 0 ? at + 1 : node->right;
      Edge edge = { node->column, rim_tree_get_part (walk->tree, child, at), (side == 0) == goes_left ? 1.0 : 0.0 };

      if (last != NONE)
        {
          edge.part *= walk->path[last].part;
          edge.known *= walk->path[last].known;
        }
      if (edge.part == 0.0 && edge.known == 0.0)
        continue;
      walk->path[depth] = edge;
      multiply_edge (walk, depth, last);
      walk_node (walk, child, depth + 1);
      add_edge (walk, depth, last);
    }
}

/* Adds what each value adds to what the tree says, which without any is its mean.
 *
 * @rule: of at least half as many points as the tree is deep
 */
void
rim_tree_explain (const RimTree       *self,
                  const RimQuadrature *rule,
                  const double        *values,
                  double              *contributions)
{
  const guint n = rule->n;
  const gsize size = (self->depth + 1) * (gsize) n;
  g_autofree double *room = g_new (double, 4 * size);
  g_autofree Edge *path = g_new (Edge, self->depth + 1);
  const Walk walk = { self, rule, values, contributions, path, room, room + size, room + 2 * size, room + 3 * size };

  g_return_if_fail (2 * n >= self->depth);

  for (guint q = 0; q < n; q++)
    walk.products[q] = 1.0;
  walk_node (&walk, 0, 0);
}
