/* rl-recipe-item.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "signature/rim-recipe.h"

G_BEGIN_DECLS

/**
 * RlRecipeCheck:
 * @n_columns: how many columns a variant takes in; 0 where it cannot be learned
 * @reason: (nullable): why it cannot
 *
 * What a cohort has for a variant. Plain data.
 */
typedef struct
{
  guint  n_columns;
  char  *reason;
} RlRecipeCheck;

#define RL_TYPE_RECIPE_ITEM (rl_recipe_item_get_type ())

/**
 * RlRecipeItem:
 *
 * A recipe that comes with the program or is the user's, or why a file is none; and, for the
 * cohort that is open, which of its variants can be learned.
 *
 * Signal "checked": another cohort is open, or the same with other columns.
 */
G_DECLARE_FINAL_TYPE (RlRecipeItem, rl_recipe_item, RL, RECIPE_ITEM, GObject)

RlRecipeItem        *rl_recipe_item_new (RimRecipe           *recipe,
                                         const char          *path,
                                         const char          *problem) G_GNUC_WARN_UNUSED_RESULT;
const RimRecipe     *rl_recipe_item_get_recipe   (RlRecipeItem        *self);
const char          *rl_recipe_item_get_path     (RlRecipeItem        *self);
const char          *rl_recipe_item_get_title    (RlRecipeItem        *self);
const char          *rl_recipe_item_get_problem  (RlRecipeItem        *self);
guint                rl_recipe_item_get_n_ready  (RlRecipeItem        *self);
const RlRecipeCheck *rl_recipe_item_get_check    (RlRecipeItem        *self,
                                                  guint                variant);
void                 rl_recipe_item_take_checks  (RlRecipeItem        *self,
                                                  GArray              *checks);

GArray              *rl_recipe_checks_new (const RimRecipe     *recipe,
                                           RimCohort           *cohort) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
