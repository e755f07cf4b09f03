/* rl-cohort-plan.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rim-outcome.h"
#include "learn/rim-pipeline.h"

G_BEGIN_DECLS

/**
 * RlCohortPlan:
 * @outcome: what is predicted; its texts are owned by the plan
 * @outer: how it is validated
 * @own_outer: whether @outer is the user's; a recipe's own splits hold otherwise
 * @group: (nullable): the column of groups that a split leaves out
 * @own_missing: whether @missing is the user's
 * @missing: what becomes of missing values
 * @batch: (nullable): the column whose batches ComBat harmonises
 * @icc: (nullable): a file with an ICC for each feature
 *
 * What the user wants of a cohort, beside the recipe. Plain data.
 */
typedef struct
{
  RimOutcomeSettings  outcome;
  RimSplitSettings    outer;
  gboolean            own_outer;
  char               *group;
  gboolean            own_missing;
  RimMissingRule      missing;
  char               *batch;
  char               *icc;
} RlCohortPlan;

RlCohortPlan *rl_cohort_plan_new         (void) G_GNUC_WARN_UNUSED_RESULT;
RlCohortPlan *rl_cohort_plan_copy        (const RlCohortPlan *self) G_GNUC_WARN_UNUSED_RESULT;
void          rl_cohort_plan_free        (RlCohortPlan       *self);
void          rl_cohort_plan_set_outcome (RlCohortPlan       *self,
                                          RimOutcomeKind      kind,
                                          const char         *column,
                                          const char         *positive,
                                          const char         *event,
                                          double              horizon);
void          rl_cohort_plan_guess       (RlCohortPlan       *self,
                                          RimCohort          *cohort);
void          rl_cohort_plan_store       (const RlCohortPlan *self,
                                          GKeyFile           *file);
RlCohortPlan *rl_cohort_plan_restore     (GKeyFile           *file) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlCohortPlan, rl_cohort_plan_free)

G_END_DECLS
