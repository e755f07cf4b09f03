/* rl-recipes.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rl-cohort.h"
#include "cohort/rl-recipe-item.h"

G_BEGIN_DECLS

#define RL_TYPE_RECIPES (rl_recipes_get_type ())

/**
 * RlRecipes:
 *
 * The recipes that come with the program and those of the user: a #GListModel of
 * #RlRecipeItem. Workers read them, and look which can be learned of the cohort that is open.
 *
 * Signal "loaded": they are there.
 * Signal "saved" (const char *path): a recipe is among the user's.
 * Signal "message" (const char *message): one could not be saved.
 */
G_DECLARE_FINAL_TYPE (RlRecipes, rl_recipes, RL, RECIPES, GObject)

RlRecipes *rl_recipes_new (RlCohort   *cohort,
                           const char *folder) G_GNUC_WARN_UNUSED_RESULT;
void       rl_recipes_save    (RlRecipes  *self,
                               const char *id,
                               const char *yaml);
void       rl_recipes_refresh (RlRecipes  *self);

G_END_DECLS
