/* rl-chain-editor.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "cohort/rl-chain.h"
#include "cohort/rl-recipe-item.h"

G_BEGIN_DECLS

#define RL_TYPE_CHAIN_EDITOR (rl_chain_editor_get_type ())

/**
 * RlChainEditor:
 *
 * Puts a chain together: what comes in, what becomes of it, steps and learners. What is
 * wrong with it is said at once.
 *
 * Signal "save" (const char *id, const char *yaml): it is to be kept as a recipe.
 */
G_DECLARE_FINAL_TYPE (RlChainEditor, rl_chain_editor, RL, CHAIN_EDITOR, AdwWindow)

GtkWidget  *rl_chain_editor_new (RlRecipeItem       *base,
                                 const RlCohortPlan *plan) G_GNUC_WARN_UNUSED_RESULT;
RlChain    *rl_chain_editor_get_chain   (RlChainEditor      *self);
const char *rl_chain_editor_get_problem (RlChainEditor      *self);
void        rl_chain_editor_update      (RlChainEditor      *self);

G_END_DECLS
