/* rl-training-question.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-training-question.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "cohort/rim-column-use.h"
#include "cohort/rl-cohort-tables.h"
#include "cohort/rl-icc-file.h"
#include "core/rim-file.h"
#include "learn/rim-fit-rank.h"

#define QUESTION   "question"
#define CHANGES    "changes"
#define FILE_NAME  "question.ini"
#define RECIPE     "recipe.yaml"
#define CHECKPOINT "checkpoint"

/**
 * rl_training_question_new:
 * @recipe: how to learn
 * @variant: which of its variants
 * @plan: what the user wants beside it
 * @cohort: whom to learn of
 * @paths: (array zero-terminated=1): its tables
 */
RlTrainingQuestion *
rl_training_question_new (const RimRecipe        *recipe,
                          const RimRecipeVariant *variant,
                          const RlCohortPlan     *plan,
                          RimCohort              *cohort,
                          const char *const      *paths)
{
  RlTrainingQuestion *self = g_new0 (RlTrainingQuestion, 1);
  g_autofree char *id = g_uuid_string_random ();

  g_atomic_ref_count_init (&self->ref_count);
  self->title = g_strcmp0 (recipe->title, variant->title) == 0
                ? g_strdup (recipe->title) : g_strdup_printf ("%s: %s", recipe->title, variant->title);
  self->yaml = g_strdup (recipe->text);
  self->variant = g_strdup (variant->id);
  self->plan = rl_cohort_plan_copy (plan);
  self->cohort = rim_cohort_ref (cohort);
  self->paths = g_strdupv ((char **) paths);
  self->folder = g_build_filename (g_get_user_data_dir (), "rimlight", "training", id, NULL);

  return self;
}

RlTrainingQuestion *
rl_training_question_ref (RlTrainingQuestion *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
rl_training_question_unref (RlTrainingQuestion *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->title);
  g_free (self->yaml);
  g_free (self->variant);
  g_clear_pointer (&self->plan, rl_cohort_plan_free);
  g_clear_pointer (&self->cohort, rim_cohort_unref);
  g_clear_pointer (&self->changes, g_hash_table_unref);
  g_strfreev (self->paths);
  g_free (self->authors);
  g_free (self->folder);
  g_free (self);
}

/* Keeping */

static void
store_changes (const RlTrainingQuestion *self,
               GKeyFile                 *file)
{
  GHashTableIter iter;
  gpointer name, use;

  if (self->changes == NULL)
    return;

  g_hash_table_iter_init (&iter, self->changes);
  while (g_hash_table_iter_next (&iter, &name, &use))
    {
      int values[] = { (int) ((RimColumnUse *) use)->type, (int) ((RimColumnUse *) use)->role };
      g_autofree char *key = g_uri_escape_string (name, NULL, FALSE);

      g_key_file_set_integer_list (file, CHANGES, key, values, 2);
    }
}

static GHashTable *
restore_changes (GKeyFile *file)
{
  GHashTable *changes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto(GStrv) keys = g_key_file_get_keys (file, CHANGES, NULL, NULL);

  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      gsize n = 0;
      g_autofree int *values = g_key_file_get_integer_list (file, CHANGES, keys[i], &n, NULL);
      RimColumnUse use;

      if (n != 2)
        continue;

      use.type = (RimColumnType) CLAMP (values[0], 0, RIM_COLUMN_CATEGORY);
      use.role = (RimColumnRole) CLAMP (values[1], 0, RIM_COLUMN_IGNORED);
      g_hash_table_insert (changes, g_uri_unescape_string (keys[i], NULL), g_memdup2 (&use, sizeof use));
    }

  return changes;
}

/**
 * rl_training_question_store:
 * @self: a question
 * @error: return location for an error
 *
 * Keeps it in its folder until it is answered.
 */
gboolean
rl_training_question_store (const RlTrainingQuestion  *self,
                            GError                   **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *path = g_build_filename (self->folder, FILE_NAME, NULL);
  g_autofree char *recipe = g_build_filename (self->folder, RECIPE, NULL);
  g_autofree char *text = NULL;

  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("%s: the folder cannot be made"), self->folder);
      return FALSE;
    }

  g_key_file_set_string (file, QUESTION, "title", self->title);
  g_key_file_set_string (file, QUESTION, "variant", self->variant);
  g_key_file_set_string_list (file, QUESTION, "paths", (const char *const *) self->paths,
                              g_strv_length (self->paths));
  g_key_file_set_boolean (file, QUESTION, "synthetic", self->is_synthetic);
  if (self->authors != NULL)
    g_key_file_set_string (file, QUESTION, "authors", self->authors);
  rl_cohort_plan_store (self->plan, file);
  store_changes (self, file);
  text = g_key_file_to_data (file, NULL, NULL);

  return rim_file_replace_contents (recipe, self->yaml, strlen (self->yaml), error) &&
         rim_file_replace_contents (path, text, strlen (text), error);
}

/* Returns: (transfer full) (nullable): what rl_training_question_store() kept in a folder */
RlTrainingQuestion *
rl_training_question_load (const char *folder)
{
  g_autoptr(RlTrainingQuestion) self = g_new0 (RlTrainingQuestion, 1);
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  g_autofree char *recipe = g_build_filename (folder, RECIPE, NULL);

  g_atomic_ref_count_init (&self->ref_count);
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL) ||
      !g_file_get_contents (recipe, &self->yaml, NULL, NULL))
    return NULL;

  self->title = g_key_file_get_string (file, QUESTION, "title", NULL);
  self->variant = g_key_file_get_string (file, QUESTION, "variant", NULL);
  self->paths = g_key_file_get_string_list (file, QUESTION, "paths", NULL, NULL);
  self->authors = g_key_file_get_string (file, QUESTION, "authors", NULL);
  self->is_synthetic = g_key_file_get_boolean (file, QUESTION, "synthetic", NULL);
  self->plan = rl_cohort_plan_restore (file);
  self->changes = restore_changes (file);
  self->folder = g_strdup (folder);

  return self->title != NULL && self->variant != NULL && self->paths != NULL && self->paths[0] != NULL
         ? g_steal_pointer (&self) : NULL;
}

/* Deletes what is kept of it. */
void
rl_training_question_forget (const RlTrainingQuestion *self)
{
  static const char *const names[] = { FILE_NAME, RECIPE, CHECKPOINT };
  g_autoptr(GFile) folder = g_file_new_for_path (self->folder);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GFile) file = g_file_get_child (folder, names[i]);

      g_file_delete (file, NULL, NULL);
    }
  g_file_delete (folder, NULL, NULL);
}

/* Answering */

static RimCohort *
change_cohort (RimCohort   *cohort,
               GHashTable  *changes,
               GError     **error)
{
  const guint n = rim_cohort_get_n_columns (cohort);
  g_autofree RimColumnUse *uses = g_new (RimColumnUse, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const RimColumn *column = rim_cohort_get_column (cohort, i);
      const RimColumnUse *use = g_hash_table_lookup (changes, column->name);

      uses[i] = use != NULL ? *use : (RimColumnUse) { column->type, column->role };
    }

  return rim_cohort_with_uses (cohort, uses, error);
}

static RimCohort *
get_cohort (const RlTrainingQuestion  *self,
            GError                   **error)
{
  g_autoptr(RimCohort) cohort = NULL;

  if (self->cohort != NULL)
    return rim_cohort_ref (self->cohort);

  cohort = rl_cohort_tables_load ((const char *const *) self->paths, NULL, error);
  if (cohort == NULL || self->changes == NULL || g_hash_table_size (self->changes) == 0)
    return g_steal_pointer (&cohort);

  return change_cohort (cohort, self->changes, error);
}

static void
replace_text (char       **text,
              const char  *other)
{
  g_free (*text);
  *text = g_strdup (other);
}

/* What the user wants goes before what the recipe says. */
static gboolean
apply_plan (const RlCohortPlan  *plan,
            RimRecipe           *recipe,
            RimRecipeVariant    *variant,
            GError             **error)
{
  rim_recipe_set_outcome (recipe, &plan->outcome);

  if (plan->own_outer)
    {
      recipe->outer = plan->outer;
      replace_text (&recipe->group, plan->group);
      rim_recipe_set_seed (recipe, (guint) plan->outer.seed);
    }

  if (plan->own_missing)
    variant->pipeline->missing = plan->missing;
  if (plan->batch != NULL)
    replace_text (&variant->pipeline->batch, plan->batch);
  if (plan->icc == NULL)
    return TRUE;

  g_clear_pointer (&variant->pipeline->icc, g_hash_table_unref);
  variant->pipeline->icc = rl_icc_file_load (plan->icc, error);

  return variant->pipeline->icc != NULL;
}

static GHashTable *
make_notes (const RlTrainingQuestion *self)
{
  GHashTable *notes = g_hash_table_new (g_str_hash, g_str_equal);

  if (self->authors != NULL && *self->authors != '\0')
    g_hash_table_insert (notes, (gpointer) "authors", self->authors);

  return notes;
}

static gboolean
rank (RlTrainingAnswer  *answer,
      GError           **error)
{
  RimFit *fit = answer->training->trial->final_fit;

  answer->importance = g_new0 (double, rim_fit_get_n_inputs (fit) + 1);

  return rim_fit_rank (fit, answer->cohort, answer->outcome->rows, answer->outcome->n_known, answer->importance,
                       error);
}

/**
 * rl_training_question_answer:
 * @self: a question
 * @progress: (nullable): who is told
 * @data: for @progress
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Learns; goes on from where it was stopped.
 */
RlTrainingAnswer *
rl_training_question_answer (const RlTrainingQuestion  *self,
                             RimFitProgress             progress,
                             gpointer                   data,
                             GCancellable              *cancellable,
                             GError                   **error)
{
  g_autoptr(RimRecipe) recipe = rim_recipe_new_from_yaml (self->yaml, strlen (self->yaml), self->title, error);
  RimRecipeVariant *variant = recipe != NULL ? rim_recipe_find_variant (recipe, self->variant) : NULL;
  g_autoptr(RlTrainingAnswer) answer = g_new0 (RlTrainingAnswer, 1);
  g_autoptr(GHashTable) notes = make_notes (self);
  g_autofree char *checkpoint = g_build_filename (self->folder, CHECKPOINT, NULL);
  RimTrainingOptions options = RIM_TRAINING_OPTIONS_DEFAULT;

  g_atomic_ref_count_init (&answer->ref_count);
  if (variant == NULL || !rl_training_question_store (self, error) ||
      !apply_plan (self->plan, recipe, variant, error))
    return NULL;

  answer->cohort = get_cohort (self, error);
  answer->outcome = answer->cohort != NULL ? rim_outcome_new (answer->cohort, &recipe->outcome, error) : NULL;
  if (answer->outcome == NULL)
    return NULL;

  options.checkpoint = checkpoint;
  options.notes = notes;
  options.is_synthetic = self->is_synthetic;
  answer->training = rim_training_run (recipe, variant, answer->cohort, answer->outcome, &options, progress, data,
                                       cancellable, error);

  return answer->training != NULL && rank (answer, error) ? g_steal_pointer (&answer) : NULL;
}

RlTrainingAnswer *
rl_training_answer_ref (RlTrainingAnswer *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
rl_training_answer_unref (RlTrainingAnswer *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->training, rim_training_free);
  g_clear_pointer (&self->outcome, rim_outcome_free);
  g_clear_pointer (&self->cohort, rim_cohort_unref);
  g_free (self->importance);
  g_free (self);
}

/* Returns: (transfer full): how good it is, in a few words */
char *
rl_training_answer_dup_headline (const RlTrainingAnswer *self)
{
  static const struct
  {
    const char *id;
    const char *name;
  } headlines[] = {
    { "auc", N_("AUC") }, { "concordance", N_("Concordance") }, { "r2", N_("R²") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (headlines); i++)
    {
      const RimMeasure *measure = rim_validation_find (self->training->validation, headlines[i].id);

      if (measure == NULL || !isfinite (measure->estimate.value))
        continue;
      if (!isfinite (measure->estimate.low))
        return g_strdup_printf ("%s %.3f", _(headlines[i].name), measure->estimate.value);

      return g_strdup_printf (_("%s %.3f (%.3f to %.3f)"), _(headlines[i].name), measure->estimate.value,
                              measure->estimate.low, measure->estimate.high);
    }

  return g_strdup (_("Learned"));
}
