/* rim-trial.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-fit.h"

G_BEGIN_DECLS

/**
 * RimTrialPrediction:
 * @row: of the cohort
 * @repeat: of the outer splits
 * @fold: of the outer splits
 * @margin: what a model that never saw the row's patient says
 * @probability: after calibration in training; NAN unless the outcome is binary
 * @is_high: whether the margin is above the cut-off that came from training alone
 *
 * What a row was told while it was for testing.
 */
typedef struct
{
  guint32  row;
  guint    repeat;
  guint    fold;
  double   margin;
  double   probability;
  gboolean is_high;
} RimTrialPrediction;

/**
 * RimTrial:
 * @predictions: (element-type RimTrialPrediction): of all splits
 * @fits: (element-type RimFit): of all splits, in their order
 * @final_fit: of all rows
 *
 * A pipeline that was tried on splits and then learned from all rows.
 */
typedef struct
{
  GArray    *predictions;
  GPtrArray *fits;
  RimFit    *final_fit;
} RimTrial;

/* @checkpoint (nullable) is a file into which each split goes when it is done; a trial of
 * the same cohort, pipeline and splits goes on from there. */
RimTrial *rim_trial_run  (const RimPipeline       *pipeline,
                          RimCohort               *cohort,
                          const char *const       *columns,
                          const RimOutcome        *outcome,
                          const RimSplitSettings  *outer,
                          const char              *group_column,
                          const char              *checkpoint,
                          RimFitProgress           progress,
                          gpointer                 data,
                          GCancellable            *cancellable,
                          GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void      rim_trial_free (RimTrial                *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimTrial, rim_trial_free)

G_END_DECLS
