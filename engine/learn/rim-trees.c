/* rim-trees.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "learn/rim-tree-model-private.h"

/* Trees are empty until the caller makes them. */
void
rim_trees_init (RimTrees *self,
                guint     n_trees)
{
  *self = (RimTrees) { 0.0, 1.0, n_trees, g_new0 (RimTree, MAX (n_trees, 1)), { 0 } };
}

/* All trees are made. */
void
rim_trees_complete (RimTrees *self)
{
  guint depth = 0;

  for (guint i = 0; i < self->n_trees; i++)
    depth = MAX (depth, self->trees[i].depth);
  rim_quadrature_init (&self->rule, MAX ((depth + 1) / 2, 1));
}

void
rim_trees_clear (RimTrees *self)
{
  for (guint i = 0; i < self->n_trees; i++)
    rim_tree_clear (self->trees + i);
  g_clear_pointer (&self->trees, g_free);
  self->n_trees = 0;
  rim_quadrature_clear (&self->rule);
  self->rule = (RimQuadrature) { 0 };
}

double
rim_trees_predict (const RimTrees *self,
                   const double   *values)
{
  double sum = 0.0;

  for (guint i = 0; i < self->n_trees; i++)
    sum += rim_tree_predict (self->trees + i, values);

  return self->base + self->scale * sum;
}

/* @contributions: (inout): what is added to; 0 at first
 *
 * Returns: what it is without any value
 */
double
rim_trees_explain (const RimTrees *self,
                   const double   *values,
                   double         *contributions,
                   guint           n_columns)
{
  double sum = 0.0;

  for (guint i = 0; i < self->n_trees; i++)
    {
      rim_tree_explain (self->trees + i, &self->rule, values, contributions);
      sum += self->trees[i].mean;
    }
  for (guint c = 0; c < n_columns; c++)
    contributions[c] *= self->scale;

  return self->base + self->scale * sum;
}
