/* rim-strata.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "signature/rim-training.h"
#include "statistics/rim-delong.h"
#include "statistics/rim-significance.h"

G_BEGIN_DECLS

/**
 * RimStratum:
 * @title: "high, tps ≥ 50"
 * @n: how many rows
 * @rate: what part of those with a class is of class 1; NAN where no row has one
 * @n_timed: rows with a time
 * @n_events: of them
 * @median: time to the event by Kaplan and Meier; NAN where it is not reached or there are
 *   no times
 */
typedef struct
{
  char        *title;
  gsize        n;
  RimEstimate  rate;
  gsize        n_timed;
  gsize        n_events;
  RimEstimate  median;
} RimStratum;

/**
 * RimStrata:
 * @strata: (element-type RimStratum): low ones first, by rising levels of the column
 * @n_unknown: rows without a score or without a value of the column
 * @log_rank: whether strata with times survive alike; NAN where it cannot be said
 * @note: (nullable): why not
 *
 * Groups of rows by the score that models said which had not seen them, and by a clinical
 * value. Owned by one holder.
 */
typedef struct
{
  GArray          *strata;
  gsize            n_unknown;
  RimSignificance  log_rank;
  char            *note;
} RimStrata;

RimStrata *rim_strata_new       (const RimRecipe    *recipe,
                                 const RimTraining  *training,
                                 RimCohort          *cohort,
                                 const RimOutcome   *outcome,
                                 GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void       rim_strata_free      (RimStrata          *self);

/* Whether two trainings of the same cohort tell classes apart alike. */
gboolean   rim_training_compare (const RimTraining  *first,
                                 const RimTraining  *second,
                                 RimCohort          *cohort,
                                 const RimOutcome   *outcome,
                                 RimDelongTest      *test,
                                 GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimStrata, rim_strata_free)

G_END_DECLS
