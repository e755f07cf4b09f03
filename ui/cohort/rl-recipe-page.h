/* rl-recipe-page.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "cohort/rl-recipes.h"

G_BEGIN_DECLS

#define RL_TYPE_RECIPE_PAGE (rl_recipe_page_get_type ())

/**
 * RlRecipePage:
 *
 * The recipes, each with what it is for, where it comes from, what it does not claim, and
 * which of its variants can be learned of the cohort that is open, or why not.
 *
 * Signal "train" (RlRecipeItem *recipe, guint variants): the variants of which bits are set
 *   are to be learned.
 * Signal "edit" (RlRecipeItem *recipe): it is to be the beginning of a chain of one's own;
 *   %NULL for an empty one.
 */
G_DECLARE_FINAL_TYPE (RlRecipePage, rl_recipe_page, RL, RECIPE_PAGE, GtkWidget)

GtkWidget *rl_recipe_page_new (RlRecipes    *recipes) G_GNUC_WARN_UNUSED_RESULT;
void       rl_recipe_page_select (RlRecipePage *self,
                                  const char   *id);
void       rl_recipe_page_train  (RlRecipePage *self);

G_END_DECLS
