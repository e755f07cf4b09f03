/* rim-tree-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How far a leaf may be from the root. */
#define RIM_TREE_MAX_DEPTH 64

#define RIM_TREE_LEAF G_MAXUINT32

/* A node; values below the number go to the left, others to the right. The left child
 * stands behind its parent, and trees from the root to the last leaf on the right.
 */
typedef struct
{
  guint32 column;                  /* RIM_TREE_LEAF at a leaf */
  guint32 right;
  double  number;                  /* the threshold, or what a leaf says */
  double  cover;                   /* weight of what was learned from that came here */
} RimTreeNode;

typedef struct
{
  RimTreeNode *nodes;
  guint32      n_nodes;
  guint        depth;              /* edges to the deepest leaf */
  double       mean;               /* of leaves by cover */
} RimTree;

/* Nodes in any order as a file may have them; the root is the first. */
typedef struct
{
  guint32        n_nodes;
  const guint32 *columns;          /* RIM_TREE_LEAF at a leaf */
  const guint32 *lefts;
  const guint32 *rights;
  const double  *numbers;
  const double  *covers;           /* of leaves; those of others follow */
} RimTreeParts;

/* The rule that integrates polynomials of trees without a fault. */
typedef struct
{
  guint   n;
  double *points;
  double *weights;
} RimQuadrature;

void     rim_quadrature_init  (RimQuadrature       *self,
                               guint                n);
void     rim_quadrature_clear (RimQuadrature       *self);

gboolean rim_tree_init        (RimTree             *self,
                               const RimTreeParts  *parts,
                               guint                n_columns,
                               GError             **error);
void     rim_tree_clear       (RimTree             *self);
double   rim_tree_predict     (const RimTree       *self,
                               const double        *values);
void     rim_tree_explain     (const RimTree       *self,
                               const RimQuadrature *rule,
                               const double        *values,
                               double              *contributions);

static inline double
rim_tree_get_part (const RimTree *self,
                   guint32        child,
                   guint32        parent)
{
  return self->nodes[parent].cover > 0.0 ? self->nodes[child].cover / self->nodes[parent].cover : 0.5;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimQuadrature, rim_quadrature_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimTree, rim_tree_clear)

G_END_DECLS
