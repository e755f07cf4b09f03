/* rim-training.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "signature/rim-signature.h"

G_BEGIN_DECLS

/**
 * RimTrainingOptions:
 * @checkpoint: (nullable): a file from which a trial that was stopped goes on
 * @notes: (nullable) (element-type utf8 utf8): what else to say of signatures
 * @is_synthetic: whether the cohort's patients do not exist
 * @n_bootstraps: for intervals that have no formula
 * @n_permutations: of the permutation test
 *
 * What a recipe does not say. Plain data of the caller.
 */
typedef struct
{
  const char *checkpoint;
  GHashTable *notes;
  gboolean    is_synthetic;
  guint       n_bootstraps;
  guint       n_permutations;
} RimTrainingOptions;

#define RIM_TRAINING_OPTIONS_DEFAULT \
  ((RimTrainingOptions) { .n_bootstraps = 500, .n_permutations = 500 })

/**
 * RimTraining:
 * @trial: what was learned, on splits and of all rows
 * @validation: how good predictions were for rows that were not seen
 * @signature: what came of it
 *
 * A variant of a recipe that was learned.
 */
typedef struct
{
  RimTrial      *trial;
  RimValidation *validation;
  RimSignature  *signature;
} RimTraining;

RimTraining *rim_training_run     (const RimRecipe           *recipe,
                                   const RimRecipeVariant    *variant,
                                   RimCohort                 *cohort,
                                   const RimOutcome          *outcome,
                                   const RimTrainingOptions  *options,
                                   RimFitProgress             progress,
                                   gpointer                   data,
                                   GCancellable              *cancellable,
                                   GError                   **error) G_GNUC_WARN_UNUSED_RESULT;
void         rim_training_free    (RimTraining               *self);

/* Predictions, a line each, with the outcome. */
char        *rim_training_to_csv  (const RimTraining         *self,
                                   RimCohort                 *cohort,
                                   const RimOutcome          *outcome) G_GNUC_WARN_UNUSED_RESULT;

/* The mean margin of each row of the cohort over repeats; NAN where there is none. */
double      *rim_training_dup_margins (const RimTraining     *self,
                                       RimCohort             *cohort) G_GNUC_WARN_UNUSED_RESULT;
/* In how many of its repeats each row of the cohort was high; NAN where there is none. */
double      *rim_training_dup_high    (const RimTraining     *self,
                                       RimCohort             *cohort) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimTraining, rim_training_free)

G_END_DECLS
