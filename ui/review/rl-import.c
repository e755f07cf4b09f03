/* rl-import.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-import.h"

#include <glib/gstdio.h>

#include "core/rl-opened.h"
#include "demo/rim-demo.h"
#include "library/rim-index.h"

#define DEMO_FOLDER     "demo-patients"
#define DEMO_UNFINISHED "unfinished"

/* An import as it goes on. */
typedef struct
{
  RlJob          *job;
  RlImportInput  *input;
  RlImportResult *result;
  GPtrArray      *series_ids;
  RlImportStatus  status;
  GError         *error;        /* of a demo patient that was not added */
} Watch;

static void
import_progress (const RimImportProgress *progress,
                 gpointer                 data)
{
  Watch *watch = data;

  watch->status.phase = RL_IMPORT_FILES;
  watch->status.files = *progress;
  rl_job_report (watch->job, &watch->status);
}

static void
demo_progress (guint    n_done,
               guint    n_total,
               gpointer data)
{
  Watch *watch = data;

  watch->status.phase = RL_IMPORT_DEMO;
  watch->status.n_demo_done = n_done;
  watch->status.n_demo_total = n_total;
  rl_job_report (watch->job, &watch->status);
}

/* A map that came alone is looked at over the images that are there already. */
static RimLibraryRow *
find_map (GPtrArray *found,
          GPtrArray *all)
{
  for (guint m = 0; m < found->len; m++)
    {
      RimLibraryRow *map = g_ptr_array_index (found, m);

      for (guint i = 0; i < all->len && map->kind == RIM_SERIES_PARAMETRIC_MAP; i++)
        {
          const RimLibraryRow *image = g_ptr_array_index (all, i);

          if (image->kind == RIM_SERIES_IMAGE && map->frame_of_reference_uid != NULL &&
              g_strcmp0 (image->frame_of_reference_uid, map->frame_of_reference_uid) == 0)
            return map;
        }
    }

  return NULL;
}

/* An image of the study that was found, or the one that found contours were
 * drawn on.
 */
static RimLibraryRow *
choose (RimIndex   *index,
        guint       study,
        GHashTable *series_ids)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new ();
  g_autoptr(GPtrArray) all = g_ptr_array_new ();
  RimLibraryRow *image;
  guint n;
  guint first = rim_index_get_series_of (index, study, &n);

  for (guint i = first; i < first + n; i++)
    {
      RimLibraryRow *row = rim_index_get_series (index, i);

      g_ptr_array_add (all, row);
      if (g_hash_table_contains (series_ids, &row->id))
        g_ptr_array_add (found, row);
    }

  if (found->len == 0)
    return NULL;

  image = rl_choose_image (found);
  if (image == NULL)
    image = find_map (found, all);

  return image != NULL ? image : rl_choose_image (all);
}

/**
 * rl_find_first_place:
 * @library: a library
 * @series_ids: (element-type gint64): among which
 *
 * For a worker.
 *
 * Returns: the series to look at first
 */
RlPlace
rl_find_first_place (RimLibrary *library,
                     GPtrArray  *series_ids)
{
  g_autoptr(RimIndex) index = rim_library_make_index (library, NULL);
  g_autoptr(GHashTable) ids = g_hash_table_new (g_int64_hash, g_int64_equal);
  RimLibraryRow *best = NULL;
  RlPlace place = { 0 };

  for (guint i = 0; i < series_ids->len; i++)
    g_hash_table_add (ids, g_ptr_array_index (series_ids, i));

  for (guint i = 0; index != NULL && i < rim_index_get_n_studies (index); i++)
    {
      RimLibraryRow *study = rim_index_get_study (index, i);
      RimLibraryRow *image = choose (index, i, ids);

      if (image == NULL || (best != NULL && !rl_is_better_image (image, best)))
        continue;

      best = image;
      place = (RlPlace) { study->parent_id, study->id, image->id };
    }

  return place;
}

static gboolean
add_paths (Watch              *watch,
           const char *const  *paths,
           GError            **error)
{
  return rim_library_import (watch->input->library, paths, watch->input->mode, import_progress,
                             watch, watch->result->refused, watch->series_ids,
                             rl_job_get_cancellable (watch->job), error);
}

static void
demo_import_progress (const RimImportProgress *progress,
                      gpointer                 data)
{
  *(RimImportProgress *) data = *progress;
}

/* How far it is, is told by what is written; adding takes no time beside it. */
static void
demo_ready (const char *folder,
            gpointer    data)
{
  Watch *watch = data;
  const char *paths[2] = { folder, NULL };
  RimImportProgress progress = { 0 };

  if (watch->error != NULL)
    return;

  rim_library_import (watch->input->library, paths, RIM_IMPORT_IN_PLACE, demo_import_progress,
                      &progress, watch->result->refused, watch->series_ids,
                      rl_job_get_cancellable (watch->job), &watch->error);
  watch->status.files.n_found += progress.n_found;
  watch->status.files.n_done += progress.n_done;
  watch->status.files.n_added += progress.n_added;
  watch->status.files.n_known += progress.n_known;
  watch->status.files.n_refused += progress.n_refused;
  rl_job_report (watch->job, &watch->status);
}

static char *
dup_unfinished_path (RimLibrary *library)
{
  return g_build_filename (rim_library_get_folder (library), DEMO_FOLDER, DEMO_UNFINISHED, NULL);
}

/**
 * rl_demo_is_unfinished:
 * @library: a library
 *
 * Returns: whether adding the demo patients was interrupted, other than by the
 *   user
 */
gboolean
rl_demo_is_unfinished (RimLibrary *library)
{
  g_autofree char *path = dup_unfinished_path (library);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/**
 * rl_demo_begin:
 * @library: a library
 *
 * Has the demo patients continued at the next start unless they are completed or
 * given up before. For the thread that gives them up, so that no worker says the
 * contrary afterwards.
 */
void
rl_demo_begin (RimLibrary *library)
{
  g_autofree char *path = dup_unfinished_path (library);
  g_autofree char *folder = g_path_get_dirname (path);

  /* Where nothing can be written, writing the patients says so. */
  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (path, "", 0, NULL);
}

/**
 * rl_demo_give_up:
 * @library: a library
 *
 * Has the demo patients not continued at the next start.
 */
void
rl_demo_give_up (RimLibrary *library)
{
  g_autofree char *path = dup_unfinished_path (library);

  g_unlink (path);
}

static gboolean
add_demo (Watch   *watch,
          GError **error)
{
  RimLibrary *library = watch->input->library;
  gboolean is_first = watch->input->kind == RL_IMPORT_DEMO_FIRST;
  g_autofree char *folder = g_build_filename (rim_library_get_folder (library), DEMO_FOLDER, NULL);
  RimDemoOptions options = {
    .patient = is_first ? rim_demo_get_patient_id (0) : NULL,
    .n_scans = is_first ? 1 : 0,
    .progress = demo_progress,
    .ready = demo_ready,
    .data = watch,
  };

  g_mkdir_with_parents (folder, 0700);
  if (g_cancellable_set_error_if_cancelled (rl_job_get_cancellable (watch->job), error) ||
      !rim_demo_write_some (folder, &options, rl_job_get_cancellable (watch->job), error))
    return FALSE;

  if (watch->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&watch->error));
      return FALSE;
    }

  if (!is_first)
    rl_demo_give_up (library);

  return TRUE;
}

/**
 * rl_import_run:
 * @job: the job it is part of; gets reports of #RlImportStatus
 * @input: what to import
 * @error: where to put an error
 *
 * For a worker.
 *
 * Returns: (nullable) (transfer full): what came of it
 */
RlImportResult *
rl_import_run (RlJob          *job,
               RlImportInput  *input,
               GError        **error)
{
  g_autoptr(RlImportResult) result = g_new0 (RlImportResult, 1);
  g_autoptr(GPtrArray) series_ids = g_ptr_array_new_with_free_func (g_free);
  Watch watch = { .job = job, .input = input, .result = result, .series_ids = series_ids };
  gboolean good;

  result->refused = g_ptr_array_new_with_free_func (g_free);
  good = input->kind == RL_IMPORT_PATHS
         ? add_paths (&watch, (const char *const *) input->paths, error)
         : add_demo (&watch, error);
  g_clear_error (&watch.error);
  if (!good)
    return NULL;

  result->counts = watch.status.files;
  result->first = rl_find_first_place (input->library, series_ids);

  return g_steal_pointer (&result);
}

/**
 * rl_import_input_new:
 * @library: where to
 * @kind: what
 * @paths: (nullable): which, for %RL_IMPORT_PATHS
 * @mode: whether files are copied
 */
RlImportInput *
rl_import_input_new (RimLibrary        *library,
                     RlImportKind       kind,
                     const char *const *paths,
                     RimImportMode      mode)
{
  RlImportInput *self = g_new0 (RlImportInput, 1);

  self->library = g_object_ref (library);
  self->kind = kind;
  self->paths = g_strdupv ((GStrv) paths);
  self->mode = mode;

  return self;
}

void
rl_import_input_free (RlImportInput *self)
{
  g_object_unref (self->library);
  g_strfreev (self->paths);
  g_free (self);
}

void
rl_import_result_free (RlImportResult *self)
{
  g_clear_pointer (&self->refused, g_ptr_array_unref);
  g_free (self);
}
