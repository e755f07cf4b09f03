/* cli-train.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-train.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/rim-file.h"

void
cli_train_clear (CliTrain *self)
{
  g_clear_pointer (&self->recipe, rim_recipe_free);
  g_clear_pointer (&self->cohort, rim_cohort_unref);
  g_clear_pointer (&self->outcome, rim_outcome_free);
  g_clear_pointer (&self->variants, g_ptr_array_unref);
  g_clear_pointer (&self->trainings, g_ptr_array_unref);
  g_clear_pointer (&self->learned, g_ptr_array_unref);
  g_clear_pointer (&self->refused, g_ptr_array_unref);
}

/**
 * cli_train_get_path:
 * @self: a run
 * @variant: the id of a variant
 * @ending: such as ".json"
 *
 * Returns: (transfer full): the file of a variant: with its id where there are several
 */
char *
cli_train_get_path (const CliTrain *self,
                    const char     *variant,
                    const char     *ending)
{
  const gsize length = g_str_has_suffix (self->out, ".json") ? strlen (self->out) - strlen (".json")
                                                             : strlen (self->out);
  g_autofree char *stem = g_strndup (self->out, length);

  if (self->variants->len > 1)
    return g_strconcat (stem, "-", variant, ending, NULL);

  return strcmp (ending, ".json") == 0 ? g_strdup (self->out) : g_strconcat (stem, ending, NULL);
}

/* Progress */

typedef struct
{
  const char *variant;
  gint64      begin;
  gint64      last;
  gboolean    is_shown;
} Progress;

static void
show_progress (double      done,
               const char *text,
               gpointer    data)
{
  Progress *self = data;
  const gint64 now = g_get_monotonic_time ();
  const double passed = (double) (now - self->begin) / G_USEC_PER_SEC;

  if (!self->is_shown || (now - self->last < G_USEC_PER_SEC / 10 && done < 1.0))
    return;

  self->last = now;
  fprintf (stderr, "\r\033[K%s: %3.0f %%", self->variant, 100.0 * done);
  if (done > 0.01 && done < 1.0)
    {
      const guint left = (guint) lround (passed / done * (1.0 - done));

      fprintf (stderr, ", %u:%02u left", left / 60, left % 60);
    }
  if (text != NULL)
    fprintf (stderr, ", %s", text);
  fflush (stderr);
}

/* Training */

static gboolean
write_text (const CliTrain  *self,
            const char      *variant,
            const char      *ending,
            const char      *text,
            GError         **error)
{
  g_autofree char *path = cli_train_get_path (self, variant, ending);

  return rim_file_replace_contents (path, text, strlen (text), error);
}

static gboolean
write_files (const CliTrain     *self,
             const char         *variant,
             const RimTraining  *training,
             GError            **error)
{
  g_autofree char *path = cli_train_get_path (self, variant, ".json");
  g_autofree char *predictions = rim_training_to_csv (training, self->cohort, self->outcome);
  g_autofree char *measures = rim_validation_to_csv (training->validation);

  return write_text (self, variant, ".predictions.csv", predictions, error) &&
         write_text (self, variant, ".validation.csv", measures, error) &&
         rim_signature_save (training->signature, path, error);
}

static RimTraining *
learn (const CliTrain          *self,
       const RimRecipeVariant  *variant,
       GError                 **error)
{
  g_autofree char *checkpoint = NULL;
  RimTrainingOptions options = self->options;
  Progress progress = {
    .variant = variant->id, .begin = g_get_monotonic_time (), .is_shown = isatty (STDERR_FILENO) == 1,
  };
  RimTraining *training;

  if (self->checkpoint != NULL && self->variants->len > 1)
    checkpoint = g_strconcat (self->checkpoint, "-", variant->id, NULL);
  options.checkpoint = checkpoint != NULL ? checkpoint : self->checkpoint;

  training = rim_training_run (self->recipe, variant, self->cohort, self->outcome, &options, show_progress, &progress,
                               NULL, error);
  if (progress.is_shown && progress.last > 0)
    fprintf (stderr, "\r\033[K");

  return training;
}

/* Of several variants those that need what is not here are left out, and said. */
static gboolean
can_do_without (const CliTrain *self,
                const GError   *error)
{
  return self->variants->len > 1 &&
         (g_error_matches (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING) ||
          g_error_matches (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_UNAVAILABLE));
}

static gboolean
learn_and_write (CliTrain          *self,
                 RimRecipeVariant  *variant,
                 GError           **error)
{
  g_autoptr(GError) reason = NULL;
  RimTraining *training = learn (self, variant, &reason);

  if (training == NULL && can_do_without (self, reason))
    {
      g_ptr_array_add (self->refused, g_strdup (reason->message));
      return TRUE;
    }
  if (training == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  g_ptr_array_add (self->trainings, training);
  g_ptr_array_add (self->learned, variant);

  return write_files (self, variant->id, training, error);
}

/**
 * cli_train_run:
 * @self: what to do
 * @error: where to put an error
 *
 * Learns variants one after the other, and writes the files of each as soon as it is
 * learned.
 *
 * Returns: whether at least one was learned, and nothing failed but what can be left out
 */
gboolean
cli_train_run (CliTrain  *self,
               GError   **error)
{
  g_autofree char *reasons = NULL;

  self->trainings = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_training_free);
  self->learned = g_ptr_array_new ();
  self->refused = g_ptr_array_new_with_free_func (g_free);
  for (guint v = 0; v < self->variants->len; v++)
    if (!learn_and_write (self, self->variants->pdata[v], error))
      return FALSE;
  if (self->trainings->len > 0)
    return TRUE;

  g_ptr_array_add (self->refused, NULL);
  reasons = g_strjoinv ("; ", (char **) self->refused->pdata);
  g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING, "no variant can be learned: %s", reasons);

  return FALSE;
}
