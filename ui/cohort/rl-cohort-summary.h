/* rl-cohort-summary.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "cohort/rim-column-summary.h"
#include "plot/rim-plot.h"

G_BEGIN_DECLS

/**
 * RlCohortSummary:
 * @outcome: (nullable): the outcomes of the rows
 * @problem: (nullable): why there are none
 * @n_columns: how many columns
 * @columns: (array length=n_columns): what each holds
 * @n_constant: how many features have one value only
 * @n_missing: how many features and clinical columns miss values
 * @preview: (nullable): a plot of the outcomes
 *
 * What there is to say of a cohort before anything is learned. Immutable once made.
 */
typedef struct
{
  RimOutcome       *outcome;
  char             *problem;
  guint             n_columns;
  RimColumnSummary *columns;
  guint             n_constant;
  guint             n_missing;
  RimPlot          *preview;
} RlCohortSummary;

RlCohortSummary *rl_cohort_summary_new        (RimCohort                *cohort,
                                               const RimOutcomeSettings *settings,
                                               GCancellable             *cancellable) G_GNUC_WARN_UNUSED_RESULT;
void             rl_cohort_summary_free       (RlCohortSummary          *self);
guint            rl_cohort_summary_count      (const RlCohortSummary    *self,
                                               guint                     label);
char            *rl_cohort_summary_dup_counts (const RlCohortSummary    *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlCohortSummary, rl_cohort_summary_free)

G_END_DECLS
