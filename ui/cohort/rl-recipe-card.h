/* rl-recipe-card.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "cohort/rl-recipe-item.h"

G_BEGIN_DECLS

#define RL_TYPE_RECIPE_CARD (rl_recipe_card_get_type ())

/**
 * RlRecipeCard:
 *
 * All of a recipe, and which of its variants are chosen.
 *
 * Signal "changed": others are chosen.
 */
G_DECLARE_FINAL_TYPE (RlRecipeCard, rl_recipe_card, RL, RECIPE_CARD, GtkWidget)

GtkWidget *rl_recipe_card_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rl_recipe_card_set_item     (RlRecipeCard *self,
                                        RlRecipeItem *item);
guint      rl_recipe_card_get_variants (RlRecipeCard *self);

G_END_DECLS
