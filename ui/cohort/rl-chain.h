/* rl-chain.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rl-cohort-plan.h"
#include "signature/rim-recipe.h"

G_BEGIN_DECLS

/**
 * RlChainLink:
 * @id: of a selector or a learner
 * @title: what people call it
 * @parameters: (array length=n_parameters): what it takes
 * @n_parameters: how many
 * @values: (array length=n_parameters): of each a number, or for learners numbers to try
 *
 * A step of a chain, or a learner at its end.
 */
typedef struct
{
  const char         *id;
  const char         *title;
  const RimParameter *parameters;
  guint               n_parameters;
  char               *values[RIM_MAX_PARAMETERS];
} RlChainLink;

/**
 * RlChain:
 * @title: what the user calls it
 * @base: (nullable): the recipe it began with, whose inputs it takes; it belongs to others
 * @columns: globs of the columns that come in where there is no @base
 * @missing: what becomes of missing values
 * @scaling: of columns
 * @class_weights: whether classes weigh the same
 * @inner_folds: that choose among numbers to try; 0 for none
 * @steps: (element-type RlChainLink): one after the other
 * @learners: (element-type RlChainLink): several are an ensemble
 *
 * A chain of the user's own, as it is put together.
 */
typedef struct
{
  char            *title;
  const RimRecipe *base;
  char            *columns;
  RimMissingRule   missing;
  RimScaling       scaling;
  gboolean         class_weights;
  guint            inner_folds;
  GPtrArray       *steps;
  GPtrArray       *learners;
} RlChain;

RlChain     *rl_chain_new          (const RimRecipe    *base) G_GNUC_WARN_UNUSED_RESULT;
void         rl_chain_free         (RlChain            *self);
RlChainLink *rl_chain_add_step     (RlChain            *self,
                                    const RimSelector  *selector);
RlChainLink *rl_chain_add_learner  (RlChain            *self,
                                    const RimLearner   *learner);
void         rl_chain_move         (GPtrArray          *links,
                                    guint               from,
                                    guint               to);
char        *rl_chain_dup_id       (const RlChain      *self) G_GNUC_WARN_UNUSED_RESULT;
char        *rl_chain_to_yaml      (const RlChain      *self,
                                    const RlCohortPlan *plan) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlChain, rl_chain_free)

G_END_DECLS
