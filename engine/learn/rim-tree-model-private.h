/* rim-tree-model-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-model-private.h"
#include "learn/rim-tree-private.h"

G_BEGIN_DECLS

/* base + scale × Σ trees */
typedef struct
{
  double         base;
  double         scale;
  guint          n_trees;
  RimTree       *trees;
  RimQuadrature  rule;
} RimTrees;

void     rim_trees_init     (RimTrees      *self,
                             guint          n_trees);
void     rim_trees_complete (RimTrees      *self);
void     rim_trees_clear    (RimTrees      *self);
double   rim_trees_predict  (const RimTrees *self,
                             const double   *values);
double   rim_trees_explain  (const RimTrees *self,
                             const double   *values,
                             double         *contributions,
                             guint           n_columns);

/* A mean of trees; takes them over. */
RimModel *rim_tree_model_new (const char    *learner,
                              RimMarginUnit  unit,
                              guint          n_columns,
                              RimTrees      *trees) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimTrees, rim_trees_clear)

G_END_DECLS
