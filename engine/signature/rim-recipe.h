/* rim-recipe.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-extract-study.h"
#include "learn/rim-trial.h"

G_BEGIN_DECLS

/**
 * RimLesionRule:
 * @RIM_LESION_RULE_LARGEST: the lesion of the greatest volume
 * @RIM_LESION_RULE_MEAN: the mean of all lesions' margins, weighted by volume
 * @RIM_LESION_RULE_HIGHEST: the lesion with the highest margin
 * @RIM_LESION_RULE_EACH: none: every lesion has its own score
 *
 * What a patient's score is made of.
 */
typedef enum
{
  RIM_LESION_RULE_LARGEST,
  RIM_LESION_RULE_MEAN,
  RIM_LESION_RULE_HIGHEST,
  RIM_LESION_RULE_EACH,
} RimLesionRule;

/**
 * RimRecipeVariant:
 * @id: "pet", "ct", "pet-ct", "comb", "comb-tps"
 * @title: as people read it
 * @images: which images' features come in, as 1 << #RimStudyImage
 * @vois: which VOIs' features, as 1 << #RimVoiKind
 * @clinical: (nullable): names of clinical columns, NULL-terminated
 * @missing_parts: (nullable): components that this variant needs and that are not here,
 *   NULL-terminated; it is refused with them
 * @pipeline: how it is learned
 *
 * One of the signatures that a recipe learns side by side.
 */
typedef struct
{
  char         *id;
  char         *title;
  guint         images;
  guint         vois;
  char        **clinical;
  char        **missing_parts;
  RimPipeline  *pipeline;
} RimRecipeVariant;

/**
 * RimRecipeStrata:
 * @variant: whose score it is
 * @column: what scores are crossed with
 * @cuts: (array length=n_cuts): where the levels of @column begin, rising
 * @n_cuts: how many
 * @time: (nullable): the column of times to an event by which strata are compared
 * @event: (nullable): the column of events
 *
 * Groups of patients by a score, above its cut-off or not, and a clinical value.
 */
typedef struct
{
  char   *variant;
  char   *column;
  double *cuts;
  guint   n_cuts;
  char   *time;
  char   *event;
} RimRecipeStrata;

/**
 * RimRecipe:
 * @id: name of its file
 * @title: as people read it
 * @purpose: what it is for
 * @citation: of the paper
 * @doi: (nullable): of the paper
 * @limits: what it does not claim
 * @settings: (nullable): what features are extracted with
 * @patterns: (nullable): globs of further columns that come in
 * @is_delta: whether features are changes between two time points
 * @outcome: which is predicted, if the cohort has columns of these names
 * @outer: how it is validated
 * @group: (nullable): the column of groups that @outer leaves out
 * @rule: of several lesions
 * @seed: of everything that is drawn
 * @variants: (element-type RimRecipeVariant)
 * @strata: (nullable): groups by a score and a clinical value
 * @missing_parts: (nullable): components it needs that are not here, NULL-terminated; it
 *   is refused with them
 * @lacks_icc: whether steps that keep features by their ICC were taken out
 * @text: the file
 *
 * A published pipeline. Immutable once read.
 */
typedef struct
{
  char               *id;
  char               *title;
  char               *purpose;
  char               *citation;
  char               *doi;
  char               *limits;
  RimSettings        *settings;
  char              **patterns;
  gboolean            is_delta;
  RimOutcomeSettings  outcome;
  RimSplitSettings    outer;
  char               *group;
  RimLesionRule       rule;
  guint               seed;
  GPtrArray          *variants;
  RimRecipeStrata    *strata;
  char              **missing_parts;
  gboolean            lacks_icc;
  char               *text;
} RimRecipe;

RimRecipe        *rim_recipe_load           (const char              *path,
                                             GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
RimRecipe        *rim_recipe_find           (const char              *id,
                                             GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
RimRecipe        *rim_recipe_new_from_yaml  (const char              *yaml,
                                             gsize                    length,
                                             const char              *path,
                                             GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
char            **rim_recipe_list           (void) G_GNUC_WARN_UNUSED_RESULT;
void              rim_recipe_free           (RimRecipe               *self);
RimRecipeVariant *rim_recipe_find_variant   (const RimRecipe         *self,
                                             const char              *id);
void              rim_recipe_set_outcome    (RimRecipe                 *self,
                                             const RimOutcomeSettings  *outcome);
void              rim_recipe_set_seed       (RimRecipe               *self,
                                             guint                    seed);

/* ICCs of features, as rim_cohort_icc_new() gives them, for all pipelines; or without. */
gboolean          rim_recipe_needs_icc      (const RimRecipe         *self);
void              rim_recipe_set_icc        (RimRecipe               *self,
                                             GHashTable              *icc);
void              rim_recipe_drop_icc       (RimRecipe               *self);

/* Whether a variant can be learned here, or what it needs that is not here. */
gboolean          rim_recipe_check          (const RimRecipe         *self,
                                             const RimRecipeVariant  *variant,
                                             GError                 **error);

/* The columns of a cohort that a variant takes in, NULL-terminated, or what it misses. */
char            **rim_recipe_list_columns   (const RimRecipe         *self,
                                             const RimRecipeVariant  *variant,
                                             RimCohort               *cohort,
                                             GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimRecipe, rim_recipe_free)

G_END_DECLS
