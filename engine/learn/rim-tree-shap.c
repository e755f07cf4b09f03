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
  double              *products;         /* of columns on the path, at each point of each depth */
  double              *sums;             /* of the leaves below, at each point of each depth */
} Walk;

static const Edge *
find_last (const Walk *walk,
           guint       depth,
           guint32     column)
{
  while (depth-- > 0)
    if (walk->path[depth].column == column)
      return walk->path + depth;

  return NULL;
}

static inline double
find_factor (const Edge *edge,
             double      t)
{
  return edge->part * (1.0 - t) + edge->known * t;
}

static void
multiply_edge (const Walk *walk,
               const Edge *edge,
               const Edge *last,
               guint       depth)
{
  const guint n = walk->rule->n;
  const double *from = walk->products + depth * n;
  double *to = walk->products + (depth + 1) * n;

  for (guint q = 0; q < n; q++)
    {
      const double t = walk->rule->points[q];

      to[q] = from[q] * find_factor (edge, t) / (last != NULL ? find_factor (last, t) : 1.0);
    }
}

/* What stands on the path for a column is its last edge; the one before it no longer counts. */
static void
add_edge (const Walk *walk,
          const Edge *edge,
          const Edge *last,
          guint       depth)
{
  const guint n = walk->rule->n;
  const double *below = walk->sums + (depth + 1) * n;
  double *sums = walk->sums + depth * n;
  double total = 0.0;

  for (guint q = 0; q < n; q++)
    {
      const double t = walk->rule->points[q];
      double slope = (edge->known - edge->part) / find_factor (edge, t);

      if (last != NULL)
        slope -= (last->known - last->part) / find_factor (last, t);
      total += walk->rule->weights[q] * below[q] * slope;
      sums[q] += below[q];
    }
  walk->contributions[edge->column] += total;
}

static void
walk_node (const Walk *walk,
           guint32     at,
           guint       depth)
{
  const RimTreeNode *node = walk->tree->nodes + at;
  const guint n = walk->rule->n;
  gboolean goes_left;

  if (node->column == RIM_TREE_LEAF)
    {
      for (guint q = 0; q < n; q++)
        walk->sums[depth * n + q] = node->number * walk->products[depth * n + q];
      return;
    }

  memset (walk->sums + depth * n, 0, n * sizeof (double));
  goes_left = walk->values[node->column] < node->number;
  for (guint side = 0; side < 2; side++)
    {
      const guint32 child = side == 0 ? at + 1 : node->right;
      const Edge *last = find_last (walk, depth, node->column);
      const gboolean is_way = (side == 0) == goes_left;
      Edge edge = { node->column, rim_tree_get_part (walk->tree, child, at), is_way ? 1.0 : 0.0 };

      if (last != NULL)
        {
          edge.part *= last->part;
          edge.known *= last->known;
        }
      if (edge.part == 0.0 && edge.known == 0.0)
        continue;
      multiply_edge (walk, &edge, last, depth);
      walk->path[depth] = edge;
      walk_node (walk, child, depth + 1);
      add_edge (walk, &edge, last, depth);
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
  g_autofree double *room = g_new (double, 2 * (self->depth + 1) * n);
  g_autofree Edge *path = g_new (Edge, self->depth + 1);
  const Walk walk = { self, rule, values, contributions, path, room, room + (self->depth + 1) * n };

  g_return_if_fail (2 * n >= self->depth);

  for (guint q = 0; q < n; q++)
    walk.products[q] = 1.0;
  walk_node (&walk, 0, 0);
}
