/* cli-cohort.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <pthread.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "cli-extract.h"
#include "cli-manifest.h"
#include "cli-sheet.h"
#include "core/rim-csv.h"
#include "core/rim-file.h"
#include "core/rim-parallel.h"

#define BAR_WIDTH 30

typedef struct
{
  const CliCohort *cohort;
  const CliStudy  *study;        /* %NULL: one VOI of one image */
  RimSettings     *settings;     /* with the VOIs of the command line */
  CliSheet        *sheet;
  GPtrArray       *cases;        /* of CliManifestCase */
  GPtrArray       *pending;      /* of CliManifestCase, not owned */
  guint            n_ended;
  gboolean         shows_bar;
  GError          *error;        /* of writing, which ends the run */
  pthread_mutex_t  lock;
} Run;

/**
 * cli_cohort_get_path:
 * @out: the table of features
 * @suffix: ".failures.csv"
 *
 * Returns: (transfer full): the path of a file that stands beside it
 */
char *
cli_cohort_get_path (const char *out,
                     const char *suffix)
{
  const gsize length = strlen (out) - (g_str_has_suffix (out, ".csv") ? strlen (".csv") : 0);

  return g_strdup_printf ("%.*s%s", (int) length, out, suffix);
}

/* Progress */

static void
show_bar (Run        *self,
          const char *id)
{
  const guint n = self->cases->len;
  const guint filled = BAR_WIDTH * self->n_ended / n;
  char bar[BAR_WIDTH + 1];

  if (!self->shows_bar)
    return;

  memset (bar, ' ', BAR_WIDTH);
  memset (bar, '#', filled);
  bar[BAR_WIDTH] = '\0';
  g_printerr ("\r[%s] %u/%u %.40s\033[K%s", bar, self->n_ended, n, id, self->n_ended == n ? "\n" : "");
}

/* Failures are written whole each time, so that the list is right whenever the
 * run is stopped.
 */
static gboolean
write_failures (Run     *self,
                GError **error)
{
  g_autofree char *path = cli_cohort_get_path (self->cohort->out, ".failures.csv");
  g_autoptr(GString) csv = g_string_new ("id,error\n");
  gboolean any = FALSE;

  for (guint i = 0; i < self->cases->len; i++)
    {
      const CliManifestCase *one = g_ptr_array_index (self->cases, i);

      if (one->failure == NULL)
        continue;
      rim_csv_append_field (csv, one->id);
      g_string_append_c (csv, ',');
      rim_csv_append_field (csv, one->failure);
      g_string_append_c (csv, '\n');
      any = TRUE;
    }

  if (any)
    return rim_file_replace_contents (path, csv->str, csv->len, error);

  unlink (path);

  return TRUE;
}

/* Running */

static void
end_case (Run             *self,
          CliManifestCase *one,
          GPtrArray       *tables,
          const GError    *failure)
{
  pthread_mutex_lock (&self->lock);

  if (tables == NULL)
    one->failure = g_strdelimit (g_strdup (failure->message), "\r\n", ' ');
  if (self->error == NULL &&
      (tables != NULL ? !cli_sheet_add (self->sheet, one->id, tables, self->study != NULL, &self->error)
                      : !write_failures (self, &self->error)))
    g_assert (self->error != NULL);
  self->n_ended++;
  show_bar (self, one->id);

  pthread_mutex_unlock (&self->lock);
}

static gboolean
has_stopped (Run *self)
{
  gboolean stopped;

  pthread_mutex_lock (&self->lock);
  stopped = self->error != NULL;
  pthread_mutex_unlock (&self->lock);

  return stopped;
}

/* A table of one VOI of one image stands alone. */
static GPtrArray *
extract_case (Run                    *self,
              const CliManifestCase  *one,
              GError                **error)
{
  const CliExtract extract = cli_manifest_case_get_extract (one, self->cohort->units);
  RimFeatureTable *table;
  RimStudyTable *alone;
  GPtrArray *tables;

  if (self->study != NULL)
    return cli_study_run (self->study, &extract, self->settings, error);

  table = cli_extract_run (&extract, self->settings, error);
  if (table == NULL)
    return NULL;

  alone = g_new0 (RimStudyTable, 1);
  alone->table = table;
  tables = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_study_table_free);
  g_ptr_array_add (tables, alone);

  return tables;
}

static void
run_cases (gsize    begin,
           gsize    end,
           gpointer data)
{
  Run *self = data;

  for (gsize i = begin; i < end && !has_stopped (self); i++)
    {
      CliManifestCase *one = g_ptr_array_index (self->pending, i);
      g_autoptr(GError) failure = NULL;
      g_autoptr(GPtrArray) tables = extract_case (self, one, &failure);

      end_case (self, one, tables, failure);
    }
}

/* One case has all processors for itself; of many each has one. */
static void
run_pending (Run *self)
{
  show_bar (self, "");
  if (self->pending->len == 1)
    run_cases (0, 1, self);
  else
    rim_parallel_for (self->pending->len, 1, run_cases, self);
}

static void
find_pending (Run *self)
{
  for (guint i = 0; i < self->cases->len; i++)
    {
      CliManifestCase *one = g_ptr_array_index (self->cases, i);

      if (!cli_sheet_has (self->sheet, one->id))
        g_ptr_array_add (self->pending, one);
    }
  self->n_ended = self->cases->len - self->pending->len;
}

static gboolean
finish (Run              *self,
        CliCohortResult  *result,
        GError          **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();

  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }

  *result = (CliCohortResult) { .n_cases = self->cases->len, .n_kept = self->cases->len - self->pending->len };
  for (guint i = 0; i < self->cases->len; i++)
    {
      const CliManifestCase *one = g_ptr_array_index (self->cases, i);

      result->n_failed += one->failure != NULL;
      g_ptr_array_add (ids, one->id);
    }
  result->n_done = self->pending->len - result->n_failed;

  return cli_sheet_finish (self->sheet, ids, error) && write_failures (self, error);
}

/* Whether images are looked for in a study, and which. */
static void
find_needs (RimSettings *settings,
            gboolean    *needs_ct,
            gboolean    *needs_pet)
{
  const guint fused = 1u << RIM_STUDY_IMAGE_FUSED;
  RimStudySettings study;

  rim_settings_get_study (settings, &study);
  *needs_ct = study.images == 0 || (study.images & (fused | 1u << RIM_STUDY_IMAGE_CT)) != 0 ||
              study.voi.clip != RIM_VOI_CLIP_NONE;
  *needs_pet = (study.images & (fused | 1u << RIM_STUDY_IMAGE_PET)) != 0;
}

/* Where there may be several tables per case the settings name at least a VOI, so
 * that rows with and without never meet in one table.
 */
static RimSettings *
make_settings (const CliCohort  *self,
               gboolean         *is_study,
               GError          **error)
{
  RimStudySettings study;

  *is_study = rim_settings_get_study (self->settings, &study) || cli_study_is_asked_for (&self->study);
  if (!cli_study_parse (&self->study, &study, error))
    return NULL;
  if (!*is_study)
    return rim_settings_ref (self->settings);

  return rim_settings_with_vois (self->settings, &study);
}

static GPtrArray *
load_cases (const CliCohort  *self,
            RimSettings      *settings,
            GError          **error)
{
  gboolean needs_ct, needs_pet;

  find_needs (settings, &needs_ct, &needs_pet);

  return cli_manifest_load (self->manifest, needs_ct, needs_pet, error);
}

/* A PET without settings or options that ask for it would be in no column. */
static gboolean
check_pets (GPtrArray   *cases,
            const char  *manifest,
            GError     **error)
{
  for (guint i = 0; i < cases->len; i++)
    if (((CliManifestCase *) g_ptr_array_index (cases, i))->pet != NULL)
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                     "%s: has a PET beside the image, but neither settings nor --voi say what of", manifest);
        return FALSE;
      }

  return TRUE;
}

/**
 * cli_cohort_run:
 * @self: a cohort
 * @result: (out): how many cases came to what
 * @error: where to put an error
 *
 * Extracts the features of every case that the table does not have yet. A case
 * that fails is listed and the others go on.
 *
 * Returns: whether the table could be written
 */
gboolean
cli_cohort_run (const CliCohort  *self,
                CliCohortResult  *result,
                GError          **error)
{
  gboolean is_study;
  g_autoptr(RimSettings) settings = make_settings (self, &is_study, error);
  g_autoptr(GPtrArray) cases = settings != NULL ? load_cases (self, settings, error) : NULL;
  g_autoptr(GPtrArray) pending = g_ptr_array_new ();
  Run run = {
    .cohort = self, .study = is_study ? &self->study : NULL, .settings = settings, .cases = cases, .pending = pending
  };
  gboolean done;

  if (cases == NULL || (!is_study && !check_pets (cases, self->manifest, error)))
    return FALSE;

  run.sheet = cli_sheet_open (self->out, settings, error);
  if (run.sheet == NULL)
    return FALSE;

  pthread_mutex_init (&run.lock, NULL);
  run.shows_bar = !self->is_quiet && isatty (STDERR_FILENO);
  find_pending (&run);
  run_pending (&run);
  done = finish (&run, result, error);
  pthread_mutex_destroy (&run.lock);
  cli_sheet_close (run.sheet);

  return done;
}
