/* rl-training-question.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rl-cohort-plan.h"
#include "signature/rim-training.h"

G_BEGIN_DECLS

/**
 * RlTrainingQuestion:
 * @title: what people call it
 * @yaml: the recipe
 * @variant: which of its variants
 * @plan: what the user wants beside the recipe
 * @cohort: (nullable): whom to learn of; read from @paths where it is not there
 * @paths: its tables
 * @changes: (nullable) (element-type utf8 RimColumnUse): columns that the user takes as
 *   something else than what was guessed
 * @is_synthetic: whether nobody in the cohort is a person
 * @authors: (nullable): who learns
 * @folder: where it is kept until it is learned, so that it can go on after a restart
 *
 * What a worker is asked to learn. Reference counted; not changed once made.
 */
typedef struct
{
  gatomicrefcount  ref_count;
  char            *title;
  char            *yaml;
  char            *variant;
  RlCohortPlan    *plan;
  RimCohort       *cohort;
  char           **paths;
  GHashTable      *changes;
  gboolean         is_synthetic;
  char            *authors;
  char            *folder;
} RlTrainingQuestion;

/**
 * RlTrainingAnswer:
 * @training: what was learned
 * @cohort: of whom
 * @outcome: of the cohort
 * @importance: (array): of the inputs of the signature, how much they matter
 *
 * What comes of a question. Reference counted, immutable, safe on any thread.
 */
typedef struct
{
  gatomicrefcount  ref_count;
  RimTraining     *training;
  RimCohort       *cohort;
  RimOutcome      *outcome;
  double          *importance;
} RlTrainingAnswer;

RlTrainingQuestion *rl_training_question_new     (const RimRecipe          *recipe,
                                                  const RimRecipeVariant   *variant,
                                                  const RlCohortPlan       *plan,
                                                  RimCohort                *cohort,
                                                  const char *const        *paths) G_GNUC_WARN_UNUSED_RESULT;
RlTrainingQuestion *rl_training_question_load    (const char               *folder) G_GNUC_WARN_UNUSED_RESULT;
gboolean            rl_training_question_store   (const RlTrainingQuestion *self,
                                                  GError                  **error);
void                rl_training_question_forget  (const RlTrainingQuestion *self);
RlTrainingQuestion *rl_training_question_ref     (RlTrainingQuestion       *self);
void                rl_training_question_unref   (RlTrainingQuestion       *self);
RlTrainingAnswer   *rl_training_question_answer  (const RlTrainingQuestion *self,
                                                  RimFitProgress            progress,
                                                  gpointer                  data,
                                                  GCancellable             *cancellable,
                                                  GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

RlTrainingAnswer   *rl_training_answer_ref          (RlTrainingAnswer       *self);
void                rl_training_answer_unref        (RlTrainingAnswer       *self);
char               *rl_training_answer_dup_headline (const RlTrainingAnswer *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlTrainingQuestion, rl_training_question_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlTrainingAnswer, rl_training_answer_unref)

G_END_DECLS
