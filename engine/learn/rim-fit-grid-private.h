/* rim-fit-grid-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-learn-progress-private.h"
#include "learn/rim-transform-private.h"

G_BEGIN_DECLS

/**
 * RimLearningChain:
 * @selection: what the steps left
 * @transform: what becomes of a row
 * @design: what models are learned from: training rows by outputs of @transform
 * @columns: of @design
 * @iota: rows of @design
 * @n_live: how many columns there were before each step, and after the last
 *
 * A chain that was taken once on some rows.
 */
typedef struct
{
  RimSelection  *selection;
  RimTransform   transform;
  RimTask        design;
  const double **columns;
  guint32       *iota;
  guint         *n_live;
} RimLearningChain;

/**
 * RimLearningGrid:
 * @pipeline: whose grid it is
 * @n_points: (array length=n_learners): how many points each learner's grid has
 * @best: (array length=n_learners): which was chosen
 * @n: how many rows there are
 * @n_repeats: how often each was in an inner fold; 0 without inner folds
 * @margins: of each learner: n_points × n_repeats × n, by models that did not see the row
 *
 * A search among the grids of learners.
 */
typedef struct
{
  const RimPipeline  *pipeline;
  gsize              *n_points;
  gsize              *best;
  gsize               n;
  guint               n_repeats;
  double            **margins;
} RimLearningGrid;

RimLearningChain *rim_learning_chain_new        (const RimPipeline       *pipeline,
                                                 const RimLearnTable     *table,
                                                 const guint32           *rows,
                                                 gsize                    n_rows,
                                                 RimLearnProgress        *progress,
                                                 const char              *where,
                                                 GCancellable            *cancellable,
                                                 GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void              rim_learning_chain_free       (RimLearningChain        *self);
double            rim_learning_find_base        (const RimSelection      *selection,
                                                 const RimLearner        *learner);

RimLearningChain *rim_learning_grid_search      (RimLearningGrid         *self,
                                                 const RimPipeline       *pipeline,
                                                 const RimLearnTable     *table,
                                                 const guint32           *rows,
                                                 gsize                    n_rows,
                                                 RimLearnProgress        *progress,
                                                 const char              *where,
                                                 GCancellable            *cancellable,
                                                 GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void              rim_learning_grid_clear       (RimLearningGrid         *self);
RimModel         *rim_learning_grid_fit         (const RimLearningGrid   *self,
                                                 guint                    learner,
                                                 gsize                    point,
                                                 const RimTask           *design,
                                                 GCancellable            *cancellable,
                                                 GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
double           *rim_learning_grid_get_margins (const RimLearningGrid   *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimLearningChain, rim_learning_chain_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimLearningGrid, rim_learning_grid_clear)

G_END_DECLS
