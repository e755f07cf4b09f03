/* rim-recipe-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-yaml.h"
#include "signature/rim-recipe.h"

G_BEGIN_DECLS

RimRecipeVariant *rim_recipe_add_variant    (RimRecipe    *self);

/* rim-recipe-parse.c */
gboolean          rim_recipe_parse_root     (RimYaml      *yaml,
                                             yaml_node_t  *root,
                                             gpointer      recipe);

/* rim-recipe-pipeline.c */
gboolean          rim_recipe_parse_pipeline (RimYaml      *yaml,
                                             yaml_node_t  *node,
                                             gpointer      pipeline);

G_END_DECLS
