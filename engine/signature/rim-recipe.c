/* rim-recipe.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-recipe-private.h"

#include <string.h>

#include "core/rim-file.h"
#include "rim-signature-recipes.h"
#include "signature/rim-signature.h"

#define PREFIX   "/org/rimlight/signatures/"
#define MAX_FILE (1u << 20)

static void
variant_free (gpointer data)
{
  RimRecipeVariant *self = data;

  g_free (self->id);
  g_free (self->title);
  g_strfreev (self->clinical);
  g_strfreev (self->missing_parts);
  g_clear_pointer (&self->pipeline, rim_pipeline_free);
  g_free (self);
}

static void
strata_free (RimRecipeStrata *self)
{
  g_free (self->variant);
  g_free (self->column);
  g_free (self->cuts);
  g_free (self->time);
  g_free (self->event);
  g_free (self);
}

static RimRecipe *
recipe_new (void)
{
  RimRecipe *self = g_new0 (RimRecipe, 1);

  self->variants = g_ptr_array_new_with_free_func (variant_free);
  self->outer = (RimSplitSettings) {
    .method = RIM_SPLIT_K_FOLD, .n_folds = 5, .n_repeats = 1, .test_part = 0.3, .stratified = TRUE,
  };
  self->seed = 1;

  return self;
}

static void
clear_outcome (RimOutcomeSettings *self)
{
  g_free ((char *) self->column);
  g_free ((char *) self->positive);
  g_free ((char *) self->event);
  g_free ((char *) self->title);
}

void
rim_recipe_free (RimRecipe *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->purpose);
  g_free (self->citation);
  g_free (self->doi);
  g_free (self->limits);
  g_clear_pointer (&self->settings, rim_settings_unref);
  g_strfreev (self->patterns);
  clear_outcome (&self->outcome);
  g_free (self->group);
  g_ptr_array_unref (self->variants);
  g_clear_pointer (&self->strata, strata_free);
  g_strfreev (self->missing_parts);
  g_free (self->text);
  g_free (self);
}

RimRecipeVariant *
rim_recipe_add_variant (RimRecipe *self)
{
  RimRecipeVariant *variant = g_new0 (RimRecipeVariant, 1);

  variant->pipeline = rim_pipeline_new ();
  g_ptr_array_add (self->variants, variant);

  return variant;
}

/**
 * rim_recipe_set_outcome:
 * @self: a recipe that nobody else uses yet
 * @outcome: (transfer none): what is to be predicted instead
 *
 * What the recipe calls its outcome stays only where it is the same.
 */
void
rim_recipe_set_outcome (RimRecipe                *self,
                        const RimOutcomeSettings *outcome)
{
  const RimOutcomeSettings *before = &self->outcome;
  const gboolean is_same = before->kind == outcome->kind && g_strcmp0 (before->column, outcome->column) == 0 &&
                           g_strcmp0 (before->positive, outcome->positive) == 0 &&
                           g_strcmp0 (before->event, outcome->event) == 0;
  RimOutcomeSettings own = *outcome;

  own.column = g_strdup (outcome->column);
  own.positive = g_strdup (outcome->positive);
  own.event = g_strdup (outcome->event);
  own.title = g_strdup (outcome->title == NULL && is_same ? before->title : outcome->title);
  clear_outcome (&self->outcome);
  self->outcome = own;
}

/**
 * rim_recipe_new_from_yaml:
 * @yaml: the text of a recipe
 * @length: how many bytes it has
 * @path: what to call it in messages
 * @error: where to put a #RimSignatureError, which names file, line and reason
 *
 * Returns: (transfer full) (nullable): the recipe
 */
RimRecipe *
rim_recipe_new_from_yaml (const char  *yaml,
                          gsize        length,
                          const char  *path,
                          GError     **error)
{
  g_autoptr(RimRecipe) self = recipe_new ();

  g_return_val_if_fail (yaml != NULL && path != NULL, NULL);

  if (!rim_yaml_read (yaml, length, path, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_SYNTAX, rim_recipe_parse_root,
                      self, error))
    return NULL;

  self->text = g_strndup (yaml, length);
  rim_recipe_set_seed (self, self->seed);

  return g_steal_pointer (&self);
}

static RimRecipe *
new_from_bytes (GBytes      *bytes,
                const char  *path,
                GError     **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return rim_recipe_new_from_yaml (text != NULL ? text : "", length, path, error);
}

/**
 * rim_recipe_load:
 * @path: a recipe in YAML
 * @error: where to put an error, which names file, line and reason
 *
 * Returns: (transfer full) (nullable): the recipe
 */
RimRecipe *
rim_recipe_load (const char  *path,
                 GError     **error)
{
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  bytes = rim_file_read (path, MAX_FILE, error);

  return bytes != NULL ? new_from_bytes (bytes, path, error) : NULL;
}

/**
 * rim_recipe_find:
 * @id: the name of a recipe that comes with the program
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the recipe
 */
RimRecipe *
rim_recipe_find (const char  *id,
                 GError     **error)
{
  g_autofree char *path = NULL;
  g_autofree char *names = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_auto(GStrv) ids = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  path = g_strconcat (PREFIX, id, ".yaml", NULL);
  if (strchr (id, '/') == NULL)
    bytes = g_resource_lookup_data (rim_signature_recipes_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes != NULL)
    return new_from_bytes (bytes, id, error);

  ids = rim_recipe_list ();
  names = g_strjoinv (", ", ids);
  g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING, "there is no recipe “%s”; there are %s", id,
               names);

  return NULL;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/**
 * rim_recipe_list:
 *
 * Returns: (transfer full) (array zero-terminated=1): the ids of the recipes that come
 *   with the program, by name
 */
char **
rim_recipe_list (void)
{
  char **names = g_resource_enumerate_children (rim_signature_recipes_get_resource (), PREFIX,
                                                G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    names[i][strlen (names[i]) - strlen (".yaml")] = '\0';
  qsort (names, g_strv_length (names), sizeof *names, compare_names);

  return names;
}

/* Returns: (transfer none) (nullable): the variant of that id */
RimRecipeVariant *
rim_recipe_find_variant (const RimRecipe *self,
                         const char      *id)
{
  for (guint i = 0; i < self->variants->len; i++)
    {
      RimRecipeVariant *variant = self->variants->pdata[i];

      if (strcmp (variant->id, id) == 0)
        return variant;
    }

  return NULL;
}

/* Outer splits and all pipelines draw with @seed. */
void
rim_recipe_set_seed (RimRecipe *self,
                     guint      seed)
{
  self->seed = seed;
  self->outer.seed = seed;
  for (guint i = 0; i < self->variants->len; i++)
    ((RimRecipeVariant *) self->variants->pdata[i])->pipeline->seed = seed;
}

static gboolean
has_icc (const RimPipelineStep *step)
{
  return strcmp (step->selector->id, "icc") == 0;
}

/* Returns: whether a step keeps features by their ICC and no ICCs are known */
gboolean
rim_recipe_needs_icc (const RimRecipe *self)
{
  for (guint v = 0; v < self->variants->len; v++)
    {
      const RimPipeline *pipeline = ((RimRecipeVariant *) self->variants->pdata[v])->pipeline;

      for (guint i = 0; i < pipeline->n_steps && pipeline->icc == NULL; i++)
        if (has_icc (&pipeline->steps[i]))
          return TRUE;
    }

  return FALSE;
}

/* @icc: (element-type utf8 double*): of features by the names of their columns */
void
rim_recipe_set_icc (RimRecipe  *self,
                    GHashTable *icc)
{
  for (guint v = 0; v < self->variants->len; v++)
    {
      RimPipeline *pipeline = ((RimRecipeVariant *) self->variants->pdata[v])->pipeline;

      g_clear_pointer (&pipeline->icc, g_hash_table_unref);
      pipeline->icc = g_hash_table_ref (icc);
    }
}

/* Takes steps that keep features by their ICC out of all pipelines; signatures say so. */
void
rim_recipe_drop_icc (RimRecipe *self)
{
  for (guint v = 0; v < self->variants->len; v++)
    {
      RimPipeline *pipeline = ((RimRecipeVariant *) self->variants->pdata[v])->pipeline;
      guint n = 0;

      for (guint i = 0; i < pipeline->n_steps; i++)
        if (!has_icc (&pipeline->steps[i]))
          pipeline->steps[n++] = pipeline->steps[i];
      self->lacks_icc = self->lacks_icc || n < pipeline->n_steps;
      pipeline->n_steps = n;
    }
}

static gboolean
refuse_parts (const char  *name,
              char       **parts,
              GError     **error)
{
  g_autofree char *list = NULL;

  if (parts == NULL || parts[0] == NULL)
    return TRUE;

  list = g_strjoinv ("; ", parts);
  g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_UNAVAILABLE, "%s needs what is not here: %s", name,
               list);

  return FALSE;
}

/**
 * rim_recipe_check:
 * @self: a recipe
 * @variant: one of its variants
 * @error: where to put a #RimSignatureError that names what is not here
 *
 * Returns: whether the variant can be learned
 */
gboolean
rim_recipe_check (const RimRecipe         *self,
                  const RimRecipeVariant  *variant,
                  GError                 **error)
{
  g_autofree char *name = g_strdup_printf ("“%s” of the recipe “%s”", variant->id, self->id);

  return refuse_parts (self->id, self->missing_parts, error) && refuse_parts (name, variant->missing_parts, error);
}
