/* rim-library-import.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-library-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/rim-file.h"
#include "format/rim-image.h"
#include "rim-library-roi-private.h"

/* Files of one transaction. What a kill can lose, and what is done again then,
 * is the work on one batch.
 */
#define BATCH_SIZE        1000
#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 10)
#define MAX_IMAGE_LENGTH  (G_GUINT64_CONSTANT (1) << 34)

typedef struct
{
  RimLibrary            *library;
  RimDb                 *db;         /* to read through, so that nobody waits for it */
  RimImportMode          mode;
  RimImportProgressFunc  func;
  gpointer               data;
  GPtrArray             *refused;
  GCancellable          *cancellable;
  RimImportProgress      progress;
  guint                  n_settled;  /* files of this batch that need no reading */
  gint64                 started;
  gint64                 reported;
  pthread_mutex_t        lock;       /* of calling func */
  GHashTable            *found;     /* key of a series to its study's and its own UID */
  GHashTable            *kept;      /* key to the headers of the series of the last batch */
} Import;

static char *
dup_key (const char *study_uid,
         const char *series_uid)
{
  return g_strconcat (study_uid, "\n", series_uid, NULL);
}

static void
import_file_free (gpointer data)
{
  RimImportFile *file = data;

  g_free (file->path);
  g_clear_pointer (&file->header, rim_dicom_header_unref);
  g_clear_pointer (&file->image, rim_source_unref);
  g_clear_pointer (&file->rois, rim_roi_set_free);
  g_free (file->copy_path);
  g_free (file);
}

static void
import_series_free (gpointer data)
{
  RimImportSeries *series = data;

  g_free (series->study_uid);
  g_free (series->series_uid);
  g_clear_pointer (&series->headers, g_ptr_array_unref);
  g_clear_pointer (&series->groups, g_ptr_array_unref);
  g_clear_pointer (&series->files, g_ptr_array_unref);
  g_free (series);
}

static void
tell (Import *import,
      guint   n_done)
{
  RimImportProgress progress = import->progress;
  double seconds = (double) (g_get_monotonic_time () - import->started) / G_USEC_PER_SEC;

  progress.n_done = n_done;
  progress.rate = n_done / MAX (1e-6, seconds);

  pthread_mutex_lock (&import->lock);
  import->func (&progress, import->data);
  pthread_mutex_unlock (&import->lock);
}

static void
report (Import   *import,
        gboolean  at_once)
{
  gint64 now = g_get_monotonic_time ();

  if (import->func == NULL || (!at_once && now - import->reported < PROGRESS_INTERVAL))
    return;

  import->reported = now;
  tell (import, import->progress.n_done);
}

/* Called while this import waits for the headers, by one of those who read
 * them.
 */
static void
read_cb (guint    n_done,
         guint    n_found,
         gpointer data)
{
  Import *import = data;

  if (import->func != NULL)
    tell (import, import->progress.n_done + import->n_settled + n_done);
}

static void
found_cb (guint    n_done,
          guint    n_found,
          gpointer data)
{
  Import *import = data;

  import->progress.n_found = n_found;
  report (import, FALSE);
}

static void
refuse (Import     *import,
        const char *line)
{
  import->progress.n_refused++;
  if (import->refused != NULL)
    g_ptr_array_add (import->refused, g_strdup (line));
}

static void
note_series (Import     *import,
             const char *study_uid,
             const char *series_uid)
{
  char *key = dup_key (study_uid, series_uid);

  if (g_hash_table_contains (import->found, key))
    g_free (key);
  else
    g_hash_table_add (import->found, key);
}

static gboolean
is_ours (Import     *import,
         const char *path)
{
  return g_str_has_prefix (path, import->library->folder) &&
         path[strlen (import->library->folder)] == G_DIR_SEPARATOR;
}

/* Returns: whether the library has that very file, unchanged, so that nothing
 * has to be read. A file to be copied that is only known in place is not.
 */
static gboolean
is_known (Import        *import,
          RimImportFile *file)
{
  g_autoptr(RimRows) rows = rim_db_query (import->db, NULL,
                                          "SELECT t.uid, i.series_uid, f.state FROM file f "
                                          "JOIN instance i ON i.id = f.instance_id "
                                          "JOIN study t ON t.id = i.study_id "
                                          "WHERE f.path = ? AND f.size = ? AND f.mtime = ? AND f.state <> 1",
                                          "sii", file->path, (gint64) file->size, file->mtime);

  if (rows == NULL || !rim_rows_next (rows, NULL))
    return FALSE;

  if (import->mode == RIM_IMPORT_COPY && !is_ours (import, file->path) &&
      rim_rows_get_int (rows, 2) != RIM_FILE_COPIED_FROM)
    return FALSE;

  note_series (import, rim_rows_get_text (rows, 0), rim_rows_get_text (rows, 1));

  return TRUE;
}

/* Returns: (element-type RimImportFile): those of the paths that must be read */
static GPtrArray *
find_unknown (Import    *import,
              GPtrArray *paths,
              guint      begin,
              guint      end)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (import_file_free);

  for (guint i = begin; i < end; i++)
    {
      g_autofree RimImportFile *file = g_new0 (RimImportFile, 1);

      file->path = g_ptr_array_index (paths, i);
      if (rim_import_stat (file->path, &file->size, &file->mtime) && is_known (import, file))
        {
          import->progress.n_known++;
          continue;
        }

      file->path = g_strdup (file->path);
      g_ptr_array_add (files, g_steal_pointer (&file));
    }

  return files;
}

/* A file without UIDs is known by what is in it, wherever it is moved. */
static char *
dup_content_uid (const char  *path,
                 GError     **error)
{
  g_autoptr(GBytes) bytes = rim_file_read (path, MAX_IMAGE_LENGTH, error);
  g_autofree char *sum = bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;

  return sum != NULL ? g_strconcat ("sha256:", sum, NULL) : NULL;
}

static gboolean
read_image (RimImportFile  *file,
            GError        **error)
{
  g_autoptr(RimVolume) volume = rim_image_read (file->path, error);
  g_autofree char *uid = volume != NULL ? dup_content_uid (file->path, error) : NULL;
  g_autofree char *name = g_path_get_basename (file->path);

  if (uid == NULL)
    return FALSE;

  file->image = rim_source_new ();
  file->image->patient_id = g_strdup (name);
  file->image->patient_name = g_strdup (name);
  file->image->study_uid = g_strdup (uid);
  file->image->series_uid = g_strdup (uid);
  file->image->series_description = g_steal_pointer (&name);

  return TRUE;
}

/* Reads what is no DICOM, and gives back the paths of what may be. */
static GPtrArray *
read_images (Import    *import,
             GPtrArray *files)
{
  GPtrArray *paths = g_ptr_array_new ();

  for (guint i = 0; i < files->len; i++)
    {
      RimImportFile *file = g_ptr_array_index (files, i);
      g_autoptr(GError) error = NULL;

      if (!rim_image_is_supported (file->path))
        g_ptr_array_add (paths, file->path);
      else if (!read_image (file, &error))
        refuse (import, error->message);
    }

  return paths;
}

/* Headers come in the order of the paths, some left out. */
static void
give_headers (GPtrArray *files,
              GPtrArray *headers)
{
  guint next = 0;

  for (guint i = 0; i < files->len && next < headers->len; i++)
    {
      RimImportFile *file = g_ptr_array_index (files, i);
      RimDicomHeader *header = g_ptr_array_index (headers, next);

      if (strcmp (file->path, header->path) != 0)
        continue;

      file->header = rim_dicom_header_ref (header);
      next++;
    }
}

static gboolean
read_files (Import     *import,
            GPtrArray  *files,
            GError    **error)
{
  g_autoptr(GPtrArray) paths = read_images (import, files);
  g_autoptr(GPtrArray) refused = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) headers = NULL;

  import->n_settled += files->len - paths->len;
  headers = rim_dicom_read_headers (paths, refused, read_cb, import, import->cancellable, error);
  if (headers == NULL)
    return FALSE;

  for (guint i = 0; i < refused->len; i++)
    refuse (import, g_ptr_array_index (refused, i));

  give_headers (files, headers);

  return TRUE;
}

/* Returns: (element-type RimDicomHeader): what the library has of a series from
 * before, so that all of it is grouped together
 */
static GPtrArray *
get_known_headers (Import     *import,
                   const char *study_uid,
                   const char *series_uid)
{
  g_autofree char *key = dup_key (study_uid, series_uid);
  GPtrArray *kept = g_hash_table_lookup (import->kept, key);
  g_autoptr(GPtrArray) paths = NULL;
  GPtrArray *headers = NULL;
  guint n_missing;

  if (kept != NULL)
    return g_ptr_array_ref (kept);

  paths = rim_library_find_paths (import->library, study_uid, series_uid, &n_missing, NULL);
  if (paths != NULL && paths->len > 0)
    headers = rim_dicom_read_headers (paths, NULL, NULL, NULL, NULL, NULL);

  if (headers == NULL)
    headers = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_dicom_header_unref);

  return headers;
}

static RimImportSeries *
get_series (Import     *import,
            GPtrArray  *list,
            GHashTable *by_key,
            const char *study_uid,
            const char *series_uid,
            gboolean    is_dicom)
{
  g_autofree char *key = dup_key (study_uid, series_uid);
  RimImportSeries *series = g_hash_table_lookup (by_key, key);

  if (series != NULL)
    return series;

  series = g_new0 (RimImportSeries, 1);
  series->study_uid = g_strdup (study_uid);
  series->series_uid = g_strdup (series_uid);
  series->headers = is_dicom ? get_known_headers (import, study_uid, series_uid) : NULL;
  series->files = g_ptr_array_new ();
  g_ptr_array_add (list, series);
  g_hash_table_insert (by_key, g_steal_pointer (&key), series);

  return series;
}

/* Files by series, in the order they came. */
static GPtrArray *
sort_by_series (Import    *import,
                GPtrArray *files)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (import_series_free);
  g_autoptr(GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < files->len; i++)
    {
      RimImportFile *file = g_ptr_array_index (files, i);
      RimDicomHeader *header = file->header;
      RimImportSeries *series;

      if (file->image != NULL)
        {
          series = get_series (import, list, by_key, file->image->study_uid,
                               file->image->series_uid, FALSE);
        }
      else if (header != NULL)
        {
          series = get_series (import, list, by_key, rim_import_get_study_uid (header),
                               rim_import_get_series_uid (header), TRUE);
          g_ptr_array_add (series->headers, rim_dicom_header_ref (header));
        }
      else
        {
          continue;
        }

      g_ptr_array_add (series->files, file);
    }

  return list;
}

static RimSeriesKind
find_kind (RimImportSeries *series,
           RimDicomHeader  *header)
{
  for (guint i = 0; i < series->groups->len; i++)
    {
      RimSeries *group = g_ptr_array_index (series->groups, i);

      for (guint n = 0; n < group->headers->len; n++)
        if (g_ptr_array_index (group->headers, n) == header)
          return group->kind;
    }

  return RIM_SERIES_OTHER;
}

static gboolean
has_roi_sets (RimImportSeries *series)
{
  for (guint i = 0; i < series->groups->len; i++)
    {
      RimSeries *group = g_ptr_array_index (series->groups, i);

      if (group->kind == RIM_SERIES_RTSTRUCT || group->kind == RIM_SERIES_SEG)
        return TRUE;
    }

  return FALSE;
}

/* What a set of regions refers to stands in the set alone, so it is read. */
static void
read_roi_sets (Import          *import,
               RimImportSeries *series)
{
  if (!has_roi_sets (series))
    return;

  for (guint i = 0; i < series->files->len; i++)
    {
      RimImportFile *file = g_ptr_array_index (series->files, i);
      g_autoptr(GError) error = NULL;

      file->roi_kind = find_kind (series, file->header);
      if (file->roi_kind != RIM_SERIES_RTSTRUCT && file->roi_kind != RIM_SERIES_SEG)
        continue;

      file->rois = rim_library_read_roi_file (file->path, file->roi_kind, &error);
      if (file->rois == NULL && import->refused != NULL)
        g_ptr_array_add (import->refused, g_strdup (error->message));
    }
}

static gboolean
copy_files (Import           *import,
            RimImportSeries  *series,
            GError          **error)
{
  for (guint i = 0; i < series->files->len; i++)
    if (!rim_import_copy (import->library, series, g_ptr_array_index (series->files, i), error))
      return FALSE;

  return TRUE;
}

/* Returns: whether the batch is ready; series that are none are left out of it,
 * as a DICOMDIR is
 */
static gboolean
complete_series (Import     *import,
                 GPtrArray  *list,
                 GError    **error)
{
  for (guint i = list->len; i > 0; i--)
    {
      RimImportSeries *series = g_ptr_array_index (list, i - 1);

      if (series->headers != NULL)
        {
          series->groups = rim_dicom_group (series->headers);
          if (series->groups->len == 0)
            {
              g_ptr_array_remove_index (list, i - 1);
              continue;
            }
          read_roi_sets (import, series);
        }

      if (import->mode == RIM_IMPORT_COPY && !copy_files (import, series, error))
        return FALSE;

      note_series (import, series->study_uid, series->series_uid);
    }

  return !g_cancellable_set_error_if_cancelled (import->cancellable, error);
}

/* The next batch often has more of the same series. */
static void
keep_headers (Import    *import,
              GPtrArray *list)
{
  g_hash_table_remove_all (import->kept);

  for (guint i = 0; i < list->len; i++)
    {
      RimImportSeries *series = g_ptr_array_index (list, i);

      if (series->headers != NULL)
        g_hash_table_insert (import->kept, dup_key (series->study_uid, series->series_uid),
                             g_ptr_array_ref (series->headers));
    }
}

static gboolean
import_batch (Import     *import,
              GPtrArray  *paths,
              guint       begin,
              guint       end,
              GError    **error)
{
  g_autoptr(GPtrArray) files = find_unknown (import, paths, begin, end);
  g_autoptr(GPtrArray) list = NULL;
  RimImportBatch batch = { 0 };

  import->n_settled = end - begin - files->len;
  if (files->len > 0)
    {
      if (!read_files (import, files, error))
        return FALSE;

      list = sort_by_series (import, files);
      if (!complete_series (import, list, error))
        return FALSE;

      batch.series = list;
      if (!rim_writer_call (import->library->writer, rim_import_store, &batch, error))
        return FALSE;

      keep_headers (import, list);
      rim_library_note_change (import->library);
    }

  import->progress.n_done = end;
  import->progress.n_added += batch.n_added;
  import->progress.n_known += batch.n_known;
  report (import, FALSE);

  return TRUE;
}

static void
give_series_ids (Import    *import,
                 GPtrArray *series_ids)
{
  GHashTableIter iter;
  gpointer key;
  RimDb *db = rim_library_begin_reading (import->library);

  g_hash_table_iter_init (&iter, import->found);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_auto(GStrv) uids = g_strsplit (key, "\n", 2);
      g_autoptr(RimRows) rows = rim_db_query (db, NULL,
                                              "SELECT s.id FROM series s JOIN study t ON t.id = s.study_id "
                                              "WHERE t.uid = ? AND s.uid = ? ORDER BY s.part",
                                              "ss", uids[0], uids[1]);

      while (rows != NULL && rim_rows_next (rows, NULL))
        {
          gint64 id = rim_rows_get_int (rows, 0);

          g_ptr_array_add (series_ids, g_memdup2 (&id, sizeof id));
        }
    }

  rim_library_end_reading (import->library);
}

static GPtrArray *
find_files (Import             *import,
            const char *const  *paths,
            GError            **error)
{
  g_autoptr(GPtrArray) absolute = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; paths[i] != NULL; i++)
    g_ptr_array_add (absolute, g_canonicalize_filename (paths[i], NULL));
  g_ptr_array_add (absolute, NULL);

  return rim_dicom_find_files ((const char *const *) absolute->pdata, found_cb, import,
                               import->cancellable, error);
}

static gboolean
import_files (Import             *import,
              const char *const  *paths,
              GError            **error)
{
  g_autoptr(GPtrArray) files = find_files (import, paths, error);

  if (files == NULL)
    return FALSE;

  import->progress.n_found = files->len;
  report (import, TRUE);

  for (guint begin = 0; begin < files->len; begin += BATCH_SIZE)
    {
      if (g_cancellable_set_error_if_cancelled (import->cancellable, error) ||
          !import_batch (import, files, begin, MIN (begin + BATCH_SIZE, files->len), error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rim_library_import:
 * @self: a library
 * @paths: (array zero-terminated=1): files, folders and DICOMDIRs
 * @mode: whether the files stay where they are or are copied
 * @func: (nullable): told of the progress, on this thread or one of the engine's,
 *   one call at a time
 * @data: for @func
 * @refused: (nullable) (element-type utf8): gets a line for each file that was
 *   not taken
 * @series_ids: (nullable) (element-type gint64): gets the ids of the series found
 * @cancellable: (nullable): a cancellable
 * @error: where to put an error
 *
 * Adds files. A file that is known by path, size and time is not even opened; an
 * instance that is known is not added again. Each batch is a transaction: what
 * was committed when it is cancelled, fails or is killed is there, and the next
 * import goes on from it. Blocks; for a worker.
 *
 * Returns: whether all of it could be looked at
 */
gboolean
rim_library_import (RimLibrary            *self,
                    const char *const     *paths,
                    RimImportMode          mode,
                    RimImportProgressFunc  func,
                    gpointer               data,
                    GPtrArray             *refused,
                    GPtrArray             *series_ids,
                    GCancellable          *cancellable,
                    GError               **error)
{
  g_autoptr(GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                      (GDestroyNotify) g_ptr_array_unref);
  g_autoptr(RimDb) db = NULL;
  Import import = {
    .library = self, .mode = mode, .func = func, .data = data, .refused = refused,
    .cancellable = cancellable, .started = g_get_monotonic_time (), .found = found, .kept = kept,
    .lock = PTHREAD_MUTEX_INITIALIZER,
  };
  gboolean success;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (paths != NULL, FALSE);

  db = rim_db_open (self->path, error);
  if (db == NULL)
    return FALSE;

  import.db = db;
  success = import_files (&import, paths, error);
  report (&import, TRUE);
  if (series_ids != NULL)
    give_series_ids (&import, series_ids);

  return success;
}
