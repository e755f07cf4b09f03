/* rim-fit.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-pipeline.h"

G_BEGIN_DECLS

/**
 * RimFitProgress:
 * @done: what part is done, 0 to 1
 * @text: (nullable): what is done now ("fold 3 of 5: LASSO")
 * @data: what the caller gave
 *
 * Called from whatever thread learns, one call at a time.
 */
typedef void (*RimFitProgress) (double      done,
                                const char *text,
                                gpointer    data);

/**
 * RimFitInput:
 * @name: the column of the cohort
 * @type: what stands in it
 * @levels: (nullable): of a category; a row has 1 where its level is @level, else 0
 * @level: which level this input is about
 * @fill: what a missing value becomes, as the column is
 * @center: what is taken off
 * @scale: what the rest is divided by
 * @low: the least value that was learned from, as the column is
 * @high: the greatest
 * @role: feature or clinical; %RIM_COLUMN_BATCH for the batch, of which a model knows only
 *   what it does to others
 *
 * One input of a model, and what becomes of its values before the model sees them.
 */
typedef struct
{
  char           *name;
  RimColumnType   type;
  char          **levels;
  guint           level;
  double          fill;
  double          center;
  double          scale;
  double          low;
  double          high;
  RimColumnRole   role;
} RimFitInput;

/**
 * RimFitStep:
 * @selector: its id
 * @n_before: columns that came in
 * @n_after: columns that were kept
 *
 * What a step did.
 */
typedef struct
{
  char  *selector;
  guint  n_before;
  guint  n_after;
} RimFitStep;

/**
 * RimFit:
 *
 * A pipeline that was learned: inputs, what becomes of them (filled in, harmonised,
 * scaled, projected), and a model. Immutable; reference counted; safe on any thread.
 */
typedef struct _RimFit RimFit;

RimFit            *rim_fit_new             (const RimPipeline  *pipeline,
                                            RimCohort          *cohort,
                                            const char *const  *columns,
                                            const RimOutcome   *outcome,
                                            const guint32      *rows,
                                            gsize               n_rows,
                                            RimFitProgress      progress,
                                            gpointer            data,
                                            GCancellable       *cancellable,
                                            GError            **error) G_GNUC_WARN_UNUSED_RESULT;
RimFit            *rim_fit_ref             (RimFit             *self);
void               rim_fit_unref           (RimFit             *self);
RimOutcomeKind     rim_fit_get_kind        (RimFit             *self);
guint              rim_fit_get_n_inputs    (RimFit             *self);
const RimFitInput *rim_fit_get_input       (RimFit             *self,
                                            guint               input);
guint              rim_fit_get_n_steps     (RimFit             *self);
const RimFitStep  *rim_fit_get_step        (RimFit             *self,
                                            guint               step);
/* NULL where no column was left: the margin is the same for everybody. */
RimModel          *rim_fit_get_model       (RimFit             *self);
double             rim_fit_get_cut_off     (RimFit             *self);
/* Whether the cut-off and the calibration come from inner folds, or from training margins. */
gboolean           rim_fit_is_out_of_fold  (RimFit             *self);
/* What was left out before learning, and why: whole sentences. */
const char *const *rim_fit_list_notes      (RimFit             *self);
const double      *rim_fit_get_training_margins (RimFit        *self,
                                                 gsize         *n_margins);
/* NULL where there are no inner folds. */
const double      *rim_fit_get_fold_margins (RimFit            *self,
                                             gsize             *n_margins);

/* From values as the columns are, in the order of the inputs, NAN where missing. */
double             rim_fit_predict         (RimFit             *self,
                                            const double       *values);
double             rim_fit_explain         (RimFit             *self,
                                            const double       *values,
                                            double             *contributions);

/* The probability of class 1 after calibration; NAN unless the outcome is binary. */
double             rim_fit_get_probability (RimFit             *self,
                                            double              margin);

/* How far values are from what was learned from: the Mahalanobis distance, and what part
 * of the rows that were learned from is further away. */
double             rim_fit_get_distance    (RimFit             *self,
                                            const double       *values,
                                            double             *part_beyond);

/* Margins of rows of a cohort that has the columns. */
gboolean           rim_fit_predict_rows    (RimFit             *self,
                                            RimCohort          *cohort,
                                            const guint32      *rows,
                                            gsize               n_rows,
                                            double             *margins,
                                            GError            **error);

JsonNode          *rim_fit_to_json         (RimFit             *self) G_GNUC_WARN_UNUSED_RESULT;
RimFit            *rim_fit_new_from_json   (JsonNode           *node,
                                            GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimFit, rim_fit_unref)

G_END_DECLS
