/* rl-recipes.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-recipes.h"

#include <string.h>

#include "core/rim-file.h"

#define SUFFIX ".yaml"

struct _RlRecipes
{
  GObject    parent_instance;

  RlCohort  *cohort;
  RlJobs    *jobs;
  char      *folder;
  GPtrArray *items;
};

enum
{
  LOADED,
  SAVED,
  MESSAGE,
  N_SIGNALS
};

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RlRecipes, rl_recipes, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static guint signals[N_SIGNALS];

/* What the cohort has for them */

typedef struct
{
  RimCohort *cohort;
  GPtrArray *items;       /* of RlRecipeItem, whose recipes never change */
  GPtrArray *checks;      /* of GArray, or NULL */
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  rim_cohort_unref (check->cohort);
  g_ptr_array_unref (check->items);
  g_ptr_array_unref (check->checks);
  g_free (check);
}

static void
checks_unref (gpointer data)
{
  g_clear_pointer ((GArray **) &data, g_array_unref);
}

static Check *
check_new (RimCohort *cohort,
           GPtrArray *items)
{
  Check *check = g_new (Check, 1);

  *check = (Check) {
    rim_cohort_ref (cohort), g_ptr_array_ref (items), g_ptr_array_new_with_free_func (checks_unref)
  };

  return check;
}

static gpointer
check_run (RlJob     *job,
           gpointer   data,
           GError   **error)
{
  const Check *question = data;
  Check *answer = check_new (question->cohort, question->items);

  for (guint i = 0; i < question->items->len; i++)
    {
      const RimRecipe *recipe = rl_recipe_item_get_recipe (g_ptr_array_index (question->items, i));

      g_ptr_array_add (answer->checks,
                       recipe != NULL && !g_cancellable_is_cancelled (rl_job_get_cancellable (job))
                       ? rl_recipe_checks_new (recipe, question->cohort) : NULL);
    }

  return answer;
}

static void
check_done (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  Check *answer = result;

  for (guint i = 0; i < answer->items->len; i++)
    rl_recipe_item_take_checks (g_ptr_array_index (answer->items, i),
                                g_steal_pointer (&answer->checks->pdata[i]));
}

static const RlJobKind check_kind = {
  .policy = RL_JOB_LATEST,
  .run = check_run,
  .done = check_done,
  .free_input = check_free,
  .free_result = check_free,
};

static void
check (RlRecipes *self)
{
  RimCohort *cohort = rl_cohort_get_cohort (self->cohort);

  if (cohort != NULL && self->items->len > 0)
    rl_jobs_start (self->jobs, &check_kind, self, check_new (cohort, self->items));
}

/* Reading */

static void
read_shipped (GPtrArray *items)
{
  g_auto(GStrv) names = rim_recipe_list ();

  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      RimRecipe *recipe = rim_recipe_find (names[i], NULL);

      if (recipe != NULL)
        g_ptr_array_add (items, rl_recipe_item_new (recipe, NULL, NULL));
    }
}

static void
read_folder (const char *folder,
             GPtrArray  *items)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(GError) error = NULL;
      RimRecipe *recipe;

      if (name[0] == '.' || !g_str_has_suffix (name, SUFFIX))
        continue;

      recipe = rim_recipe_load (path, &error);
      g_ptr_array_add (items, rl_recipe_item_new (recipe, path, error != NULL ? error->message : NULL));
    }
}

static gpointer
read_run (RlJob     *job,
          gpointer   input,
          GError   **error)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  read_folder (input, items);
  read_shipped (items);

  return items;
}

static void
read_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlRecipes *self = owner;
  const guint before = self->items->len;

  g_ptr_array_unref (self->items);
  self->items = g_ptr_array_ref (result);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->items->len);
  g_signal_emit (self, signals[LOADED], 0);
  check (self);
}

static const RlJobKind read_kind = {
  .policy = RL_JOB_LATEST,
  .run = read_run,
  .done = read_done,
  .free_input = g_free,
  .free_result = (GDestroyNotify) g_ptr_array_unref,
};

/* Saving */

typedef struct
{
  char *path;
  char *yaml;
} Text;

static void
text_free (gpointer data)
{
  Text *text = data;

  g_free (text->path);
  g_free (text->yaml);
  g_free (text);
}

static gpointer
save_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  const Text *text = data;
  g_autofree char *folder = g_path_get_dirname (text->path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: the folder cannot be made", folder);
      return NULL;
    }

  return rim_file_replace_contents (text->path, text->yaml, strlen (text->yaml), error) ? g_strdup (text->path) : NULL;
}

static void
save_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlRecipes *self = owner;

  if (error != NULL)
    {
      g_signal_emit (self, signals[MESSAGE], 0, error->message);
      return;
    }

  rl_recipes_refresh (self);
  g_signal_emit (self, signals[SAVED], 0, result);
}

static const RlJobKind save_kind = {
  .policy = RL_JOB_KEEP,
  .run = save_run,
  .done = save_done,
  .free_input = text_free,
  .free_result = g_free,
};

static GType
get_item_type (GListModel *model)
{
  return RL_TYPE_RECIPE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return RL_RECIPES (model)->items->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  GPtrArray *items = RL_RECIPES (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
rl_recipes_finalize (GObject *object)
{
  RlRecipes *self = RL_RECIPES (object);

  g_clear_object (&self->cohort);
  g_clear_object (&self->jobs);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);

  G_OBJECT_CLASS (rl_recipes_parent_class)->finalize (object);
}

static void
rl_recipes_class_init (RlRecipesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_recipes_finalize;

  signals[LOADED] = g_signal_new ("loaded", RL_TYPE_RECIPES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVED] = g_signal_new ("saved", RL_TYPE_RECIPES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);
  signals[MESSAGE] = g_signal_new ("message", RL_TYPE_RECIPES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   1, G_TYPE_STRING);
}

static void
rl_recipes_init (RlRecipes *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * rl_recipes_new:
 * @cohort: what they are to be learned of
 * @folder: (nullable): where the user's are, or the usual place
 */
RlRecipes *
rl_recipes_new (RlCohort   *cohort,
                const char *folder)
{
  RlRecipes *self = g_object_new (RL_TYPE_RECIPES, NULL);

  self->cohort = g_object_ref (cohort);
  self->jobs = g_object_ref (rl_cohort_get_jobs (cohort));
  self->folder = folder != NULL ? g_strdup (folder)
                                : g_build_filename (g_get_user_data_dir (), "rimlight", "recipes", NULL);
  g_signal_connect_object (cohort, "changed", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
  rl_recipes_refresh (self);

  return self;
}

/**
 * rl_recipes_save:
 * @self: the recipes
 * @id: what the recipe is called
 * @yaml: its text
 *
 * Saves it among the user's, in the place of the one of that name.
 */
void
rl_recipes_save (RlRecipes  *self,
                 const char *id,
                 const char *yaml)
{
  Text *text;
  g_autofree char *name = NULL;

  g_return_if_fail (RL_IS_RECIPES (self));
  g_return_if_fail (id != NULL && yaml != NULL);

  name = g_strconcat (id, SUFFIX, NULL);
  g_strdelimit (name, "/\\:", '-');
  text = g_new (Text, 1);
  *text = (Text) { g_build_filename (self->folder, name, NULL), g_strdup (yaml) };
  rl_jobs_start (self->jobs, &save_kind, self, text);
}

/* Reads them again. */
void
rl_recipes_refresh (RlRecipes *self)
{
  g_return_if_fail (RL_IS_RECIPES (self));

  rl_jobs_start (self->jobs, &read_kind, self, g_strdup (self->folder));
}
