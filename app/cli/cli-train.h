/* cli-train.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli.h"
#include "signature/rim-training.h"

G_BEGIN_DECLS

/**
 * CliTrain:
 * @recipe: what is learned
 * @cohort: of whom
 * @outcome: of the cohort
 * @options: what the recipe does not say, but for the checkpoint
 * @checkpoint: (nullable): where to go on from; of several variants the beginning of names
 * @out: the file to write; of several variants the beginning of names
 * @variants: (element-type RimRecipeVariant): which, owned by @recipe
 * @trainings: (element-type RimTraining): what came of those that could be learned
 * @learned: (element-type RimRecipeVariant): of @trainings
 * @refused: (element-type utf8): why others could not, a line each
 *
 * A run of training: one variant of a recipe or several.
 */
typedef struct
{
  RimRecipe          *recipe;
  RimCohort          *cohort;
  RimOutcome         *outcome;
  RimTrainingOptions  options;
  const char         *checkpoint;
  const char         *out;
  GPtrArray          *variants;
  GPtrArray          *trainings;
  GPtrArray          *learned;
  GPtrArray          *refused;
} CliTrain;

gboolean    cli_train_run          (CliTrain           *self,
                                    GError            **error);
void        cli_train_clear        (CliTrain           *self);
char       *cli_train_get_path     (const CliTrain     *self,
                                    const char         *variant,
                                    const char         *ending) G_GNUC_WARN_UNUSED_RESULT;

/* cli-train-print.c */
void        cli_train_print        (const CliTrain     *self);
void        cli_train_print_json   (const CliTrain     *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliTrain, cli_train_clear)

G_END_DECLS
