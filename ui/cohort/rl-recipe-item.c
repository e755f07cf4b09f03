/* rl-recipe-item.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-recipe-item.h"

struct _RlRecipeItem
{
  GObject    parent_instance;

  RimRecipe *recipe;
  char      *path;
  char      *name;
  char      *problem;
  GArray    *checks;        /* of RlRecipeCheck, one for each variant; NULL before it is known */
};

enum
{
  CHECKED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlRecipeItem, rl_recipe_item, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
rl_recipe_item_finalize (GObject *object)
{
  RlRecipeItem *self = RL_RECIPE_ITEM (object);

  g_clear_pointer (&self->recipe, rim_recipe_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->checks, g_array_unref);

  G_OBJECT_CLASS (rl_recipe_item_parent_class)->finalize (object);
}

static void
rl_recipe_item_class_init (RlRecipeItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_recipe_item_finalize;

  signals[CHECKED] = g_signal_new ("checked", RL_TYPE_RECIPE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
rl_recipe_item_init (RlRecipeItem *self)
{
}

/**
 * rl_recipe_item_new:
 * @recipe: (nullable) (transfer full): a recipe
 * @path: (nullable): its file, where it is the user's
 * @problem: (nullable): why that is none
 */
RlRecipeItem *
rl_recipe_item_new (RimRecipe  *recipe,
                    const char *path,
                    const char *problem)
{
  RlRecipeItem *self = g_object_new (RL_TYPE_RECIPE_ITEM, NULL);

  self->recipe = recipe;
  self->path = g_strdup (path);
  self->name = path != NULL ? g_path_get_basename (path) : NULL;
  self->problem = g_strdup (problem);

  return self;
}

/* Returns: (nullable): the recipe, which belongs to the item */
const RimRecipe *
rl_recipe_item_get_recipe (RlRecipeItem *self)
{
  g_return_val_if_fail (RL_IS_RECIPE_ITEM (self), NULL);

  return self->recipe;
}

/* Returns: (nullable): the file, where it is the user's */
const char *
rl_recipe_item_get_path (RlRecipeItem *self)
{
  g_return_val_if_fail (RL_IS_RECIPE_ITEM (self), NULL);

  return self->path;
}

const char *
rl_recipe_item_get_title (RlRecipeItem *self)
{
  g_return_val_if_fail (RL_IS_RECIPE_ITEM (self), NULL);

  return self->recipe != NULL ? self->recipe->title : self->name;
}

const char *
rl_recipe_item_get_problem (RlRecipeItem *self)
{
  g_return_val_if_fail (RL_IS_RECIPE_ITEM (self), NULL);

  return self->problem;
}

/* How many of its variants can be learned of the cohort that is open. */
guint
rl_recipe_item_get_n_ready (RlRecipeItem *self)
{
  guint n = 0;

  g_return_val_if_fail (RL_IS_RECIPE_ITEM (self), 0);

  for (guint i = 0; self->checks != NULL && i < self->checks->len; i++)
    n += g_array_index (self->checks, RlRecipeCheck, i).n_columns > 0;

  return n;
}

/* Returns: (nullable): what the cohort has for a variant; %NULL while that is not known */
const RlRecipeCheck *
rl_recipe_item_get_check (RlRecipeItem *self,
                          guint         variant)
{
  g_return_val_if_fail (RL_IS_RECIPE_ITEM (self), NULL);

  return self->checks != NULL && variant < self->checks->len ? &g_array_index (self->checks, RlRecipeCheck, variant)
                                                             : NULL;
}

/* @checks (transfer full) (nullable) are those of rl_recipe_checks_new(). */
void
rl_recipe_item_take_checks (RlRecipeItem *self,
                            GArray       *checks)
{
  g_return_if_fail (RL_IS_RECIPE_ITEM (self));

  g_clear_pointer (&self->checks, g_array_unref);
  self->checks = checks;
  g_signal_emit (self, signals[CHECKED], 0);
}

static void
check_clear (gpointer data)
{
  g_free (((RlRecipeCheck *) data)->reason);
}

/**
 * rl_recipe_checks_new:
 * @recipe: a recipe
 * @cohort: a cohort
 *
 * Looks for the columns of each variant; takes time where there are many.
 *
 * Returns: (transfer full) (element-type RlRecipeCheck): what there is for each
 */
GArray *
rl_recipe_checks_new (const RimRecipe *recipe,
                      RimCohort       *cohort)
{
  GArray *checks = g_array_new (FALSE, TRUE, sizeof (RlRecipeCheck));

  g_array_set_clear_func (checks, check_clear);
  for (guint i = 0; i < recipe->variants->len; i++)
    {
      g_autoptr(GError) error = NULL;
      g_auto(GStrv) columns = rim_recipe_list_columns (recipe, g_ptr_array_index (recipe->variants, i), cohort,
                                                       &error);
      const RlRecipeCheck check = {
        columns != NULL ? g_strv_length (columns) : 0, columns == NULL ? g_strdup (error->message) : NULL
      };

      g_array_append_val (checks, check);
    }

  return checks;
}
