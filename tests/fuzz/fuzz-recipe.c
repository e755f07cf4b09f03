/* fuzz-recipe.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "rim-fuzz.h"
#include "signature/rim-recipe.h"

/* What is read at all has variants with learners, and its text says the same again. */
static void
read_file (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRecipe) recipe = rim_recipe_load (path, &error);
  g_autoptr(RimRecipe) again = NULL;

  if (recipe == NULL)
    {
      g_assert_nonnull (error);
      return;
    }

  g_assert_cmpuint (recipe->variants->len, >, 0);
  for (guint v = 0; v < recipe->variants->len; v++)
    {
      const RimRecipeVariant *variant = recipe->variants->pdata[v];

      g_assert_cmpuint (variant->pipeline->n_learners, >, 0);
      g_assert_true (rim_recipe_find_variant (recipe, variant->id) == variant);
    }
  again = rim_recipe_new_from_yaml (recipe->text, strlen (recipe->text), path, NULL);
  g_assert_nonnull (again);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize         length)
{
  return rim_fuzz_file (bytes, length, read_file);
}
