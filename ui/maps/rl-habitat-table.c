/* rl-habitat-table.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-habitat-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/rim-file.h"
#include "map/rim-habitats-extract.h"
#include "maps/rl-habitat-question.h"

typedef struct
{
  RlHabitatQuestion *asked;
  GPtrArray         *masks;
  RimSettings       *settings;
  char              *path;
} Input;

struct _RlHabitatTable
{
  GObject          parent_instance;

  RlJobs          *jobs;
  RlHabitatFinder *finder;
};

enum
{
  MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlHabitatTable, rl_habitat_table, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
input_free (gpointer data)
{
  Input *self = data;

  rl_habitat_question_free (self->asked);
  g_ptr_array_unref (self->masks);
  rim_settings_unref (self->settings);
  g_free (self->path);
  g_free (self);
}

/* Returns: (nullable): why a habitat is not in the table */
static const char *
find_problem (GPtrArray *tables)
{
  for (guint i = 0; i < tables->len; i++)
    {
      const RimHabitatTable *row = g_ptr_array_index (tables, i);

      if (row->problem != NULL)
        return row->problem;
    }

  return NULL;
}

static GPtrArray *
extract (const Input   *input,
         GCancellable  *cancellable,
         GError       **error)
{
  RimVolume *images[RIM_N_STUDY_IMAGES] = { input->asked->ct, input->asked->pet };
  g_autoptr(RimVolume) fused = NULL;
  RimStudySettings study;

  rl_habitat_question_get_study (input->asked, &study);
  if ((study.images & 1u << RIM_STUDY_IMAGE_FUSED) != 0)
    {
      fused = rim_study_fuse (images[RIM_STUDY_IMAGE_CT], images[RIM_STUDY_IMAGE_PET], input->asked->lesion->mask,
                              &study, cancellable, error);
      if (fused == NULL)
        return NULL;
      images[RIM_STUDY_IMAGE_FUSED] = fused;
    }
  for (guint image = 0; image < RIM_N_STUDY_IMAGES; image++)
    if ((study.images & 1u << image) == 0)
      images[image] = NULL;

  return rim_habitats_extract (images, input->masks, input->settings, NULL, NULL, cancellable, error);
}

static gpointer
save_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  const Input *input = data;
  g_autoptr(GPtrArray) tables = extract (input, rl_job_get_cancellable (job), error);
  g_autofree char *csv = NULL;
  g_autofree char *name = g_filename_display_basename (input->path);
  const char *problem;

  if (tables == NULL)
    return NULL;

  csv = rim_habitat_tables_to_csv (tables);
  if (!rim_file_replace_contents (input->path, csv, strlen (csv), error))
    return NULL;

  problem = find_problem (tables);

  return problem == NULL ? g_strdup_printf (_("Saved %s"), name)
                         : g_strdup_printf (_("Saved %s without some habitats: %s"), name, problem);
}

static void
save_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  g_autofree char *message = result != NULL ? g_strdup (result) : g_strdup_printf (_("Not saved: %s"), error->message);

  g_signal_emit (owner, signals[MESSAGE], 0, message);
}

/* What is being written is written to the end. */
static const RlJobKind save_kind = {
  .policy = RL_JOB_KEEP,
  .run = save_run,
  .done = save_done,
  .free_input = input_free,
  .free_result = g_free,
};

static void
rl_habitat_table_dispose (GObject *object)
{
  RlHabitatTable *self = RL_HABITAT_TABLE (object);

  g_clear_object (&self->finder);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_habitat_table_parent_class)->dispose (object);
}

static void
rl_habitat_table_class_init (RlHabitatTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_habitat_table_dispose;

  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rl_habitat_table_init (RlHabitatTable *self)
{
}

RlHabitatTable *
rl_habitat_table_new (RlJobs          *jobs,
                      RlHabitatFinder *finder)
{
  RlHabitatTable *self = g_object_new (RL_TYPE_HABITAT_TABLE, NULL);

  self->jobs = g_object_ref (jobs);
  self->finder = g_object_ref (finder);

  return self;
}

/**
 * rl_habitat_table_save:
 * @self: a table
 * @settings: (nullable): how features are computed; PyRadiomics' own where %NULL
 * @path: where to save them
 *
 * Saves the features of the habitats that are found now, on the images that they were found
 * on.
 */
void
rl_habitat_table_save (RlHabitatTable *self,
                       RimSettings    *settings,
                       const char     *path)
{
  const RimStudyHabitats *found;
  Input *input;

  g_return_if_fail (RL_IS_HABITAT_TABLE (self));
  g_return_if_fail (path != NULL);

  found = rl_habitat_finder_get_found (self->finder);
  if (found == NULL)
    return;

  input = g_new0 (Input, 1);
  input->asked = rl_habitat_question_copy (rl_habitat_finder_get_asked (self->finder));
  input->masks = g_ptr_array_ref (found->masks);
  input->settings = settings != NULL ? rim_settings_ref (settings) : rim_settings_new_default ();
  input->path = g_strdup (path);
  rl_jobs_start (self->jobs, &save_kind, self, input);
}
