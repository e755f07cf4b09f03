/* rl-cohort.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rim-column-use.h"
#include "cohort/rl-cohort-plan.h"
#include "cohort/rl-cohort-summary.h"
#include "core/rl-jobs.h"

G_BEGIN_DECLS

/**
 * RlCohortState:
 * @RL_COHORT_EMPTY: nothing is open
 * @RL_COHORT_LOADING: a worker reads a table
 * @RL_COHORT_OPEN: there is a cohort
 * @RL_COHORT_FAILED: the table could not be read
 */
typedef enum
{
  RL_COHORT_EMPTY,
  RL_COHORT_LOADING,
  RL_COHORT_OPEN,
  RL_COHORT_FAILED,
} RlCohortState;

#define RL_TYPE_COHORT (rl_cohort_get_type ())

/**
 * RlCohort:
 *
 * The cohort that is open in the window, and what the user wants of it. Views bind to it.
 * Workers read and sum up; a cohort that is open stays so until the next one is read.
 *
 * Property "recent" (strv): paths that were opened last, the newest first.
 *
 * Signal "changed": another state, another cohort, or columns are taken as something else.
 * Signal "plan-changed": the user wants something else of it.
 * Signal "summarised": columns and outcome are summed up anew.
 * Signal "progress" (guint n_done, guint n_total): patients of the synthetic cohort are made.
 * Signal "message" (const char *message): something could not be done.
 */
G_DECLARE_FINAL_TYPE (RlCohort, rl_cohort, RL, COHORT, GObject)

RlCohort              *rl_cohort_new (RlJobs              *jobs) G_GNUC_WARN_UNUSED_RESULT;
RlJobs                *rl_cohort_get_jobs     (RlCohort            *self);
void                   rl_cohort_open         (RlCohort            *self,
                                               const char          *path);
void                   rl_cohort_open_all     (RlCohort            *self,
                                               const char *const   *paths);
void                   rl_cohort_add          (RlCohort            *self,
                                               const char          *path);
void                   rl_cohort_open_demo    (RlCohort            *self);
void                   rl_cohort_close        (RlCohort            *self);
RlCohortState          rl_cohort_get_state    (RlCohort            *self);
const char            *rl_cohort_get_path     (RlCohort            *self);
const char *const     *rl_cohort_get_paths    (RlCohort            *self);
const char            *rl_cohort_get_problem  (RlCohort            *self);
GPtrArray             *rl_cohort_get_notes    (RlCohort            *self);
RimCohort             *rl_cohort_get_cohort   (RlCohort            *self);
gboolean               rl_cohort_is_synthetic (RlCohort            *self);
void                   rl_cohort_set_use      (RlCohort            *self,
                                               guint                column,
                                               RimColumnUse         use);
GHashTable            *rl_cohort_dup_changes  (RlCohort            *self) G_GNUC_WARN_UNUSED_RESULT;
const RlCohortPlan    *rl_cohort_get_plan     (RlCohort            *self);
void                   rl_cohort_take_plan    (RlCohort            *self,
                                               RlCohortPlan        *plan);
const RlCohortSummary *rl_cohort_get_summary  (RlCohort            *self);

G_END_DECLS
