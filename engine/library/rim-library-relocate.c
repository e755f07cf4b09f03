/* rim-library-relocate.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-library-import-private.h"

#include <glib/gi18n-lib.h>

#include "format/rim-image.h"

#define BATCH_SIZE 1000

typedef struct
{
  gint64  id;
  char   *path;
  int     state;
} File;

/* Files whose state is not what the library has. */
typedef struct
{
  GArray *ids;         /* of gint64 */
  GArray *states;      /* of int */
  guint   n_missing;
} Check;

typedef struct
{
  GPtrArray *headers;
  guint      n_found;
} Relocation;

static void
file_clear (gpointer data)
{
  g_free (((File *) data)->path);
}

/* Returns: (element-type File): the files of a series, or all */
static GArray *
list_files (RimLibrary *self,
            gint64      series_id)
{
  GArray *files = g_array_new (FALSE, FALSE, sizeof (File));
  RimDb *db = rim_library_begin_reading (self);
  g_autoptr(RimRows) rows = NULL;

  g_array_set_clear_func (files, file_clear);
  if (series_id == 0)
    rows = rim_db_query (db, NULL, "SELECT id, path, state FROM file WHERE state <> 2", "");
  else
    rows = rim_db_query (db, NULL,
                         "SELECT f.id, f.path, f.state FROM series s "
                         "JOIN instance i ON i.study_id = s.study_id AND i.series_uid = s.uid "
                         "JOIN file f ON f.instance_id = i.id WHERE s.id = ? AND f.state <> 2",
                         "i", series_id);

  while (rows != NULL && rim_rows_next (rows, NULL))
    {
      File file = { rim_rows_get_int (rows, 0), rim_rows_dup_text (rows, 1),
                    (int) rim_rows_get_int (rows, 2) };

      g_array_append_val (files, file);
    }

  g_clear_pointer (&rows, rim_rows_end);
  rim_library_end_reading (self);

  return files;
}

static void
check_file (const File *file,
            Check      *check)
{
  int state = g_file_test (file->path, G_FILE_TEST_IS_REGULAR) ? RIM_FILE_PRESENT
                                                               : RIM_FILE_MISSING;

  check->n_missing += state == RIM_FILE_MISSING;
  if (state == file->state)
    return;

  g_array_append_val (check->ids, file->id);
  g_array_append_val (check->states, state);
}

static gboolean
store_states (RimDb     *db,
              gpointer   data,
              GError   **error)
{
  Check *check = data;

  for (guint i = 0; i < check->ids->len; i++)
    if (!rim_db_run (db, error, "UPDATE file SET state = ? WHERE id = ?", "ni",
                     g_array_index (check->states, int, i), g_array_index (check->ids, gint64, i)))
      return FALSE;

  return TRUE;
}

/**
 * rim_library_check_files:
 * @self: a library
 * @series_id: the id of a series' row, or 0 for all
 * @cancellable: (nullable): a cancellable
 *
 * Looks which files are where they were, and notes it. For a worker: a disk of
 * the network may take its time.
 *
 * Returns: how many are missing
 */
guint
rim_library_check_files (RimLibrary   *self,
                         gint64        series_id,
                         GCancellable *cancellable)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) states = g_array_new (FALSE, FALSE, sizeof (int));
  Check check = { ids, states, 0 };
  g_autoptr(GArray) files = NULL;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), 0);

  files = list_files (self, series_id);
  for (guint i = 0; i < files->len && !g_cancellable_is_cancelled (cancellable); i++)
    check_file (&g_array_index (files, File, i), &check);

  if (ids->len > 0 && rim_writer_call (self->writer, store_states, &check, NULL))
    rim_library_note_change (self);

  return check.n_missing;
}

/* The row keeps its place among the files of its instance. */
static gboolean
move_file (RimDb           *db,
           RimDicomHeader  *header,
           guint           *n_found,
           GError         **error)
{
  if (!rim_db_run (db, error,
                   "UPDATE OR IGNORE file SET path = ?1, size = ?2, mtime = ?3, state = 0 WHERE id = "
                   "(SELECT f.id FROM instance i JOIN study t ON t.id = i.study_id "
                   " JOIN file f ON f.instance_id = i.id "
                   " WHERE (i.uid = ?4 OR substr (i.uid, 1, length (?4) + 1) = ?4 || '@') "
                   " AND i.series_uid = ?5 AND t.uid = ?6 AND f.state = 1 "
                   " ORDER BY f.id LIMIT 1)", "siisss",
                   header->path, (gint64) header->file_size, header->file_mtime,
                   rim_import_get_uid (header), rim_import_get_series_uid (header),
                   rim_import_get_study_uid (header)))
    return FALSE;

  *n_found += rim_db_get_n_changes (db) > 0;

  return TRUE;
}

static gboolean
move_files (RimDb     *db,
            gpointer   data,
            GError   **error)
{
  Relocation *relocation = data;

  relocation->n_found = 0;
  for (guint i = 0; i < relocation->headers->len; i++)
    if (!move_file (db, g_ptr_array_index (relocation->headers, i), &relocation->n_found, error))
      return FALSE;

  return TRUE;
}

static gboolean
relocate_batch (RimLibrary    *self,
                GPtrArray     *paths,
                guint         *n_found,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr(GPtrArray) headers = rim_dicom_read_headers (paths, NULL, NULL, NULL, cancellable, error);
  Relocation relocation = { headers, 0 };

  if (headers == NULL)
    return FALSE;

  if (headers->len > 0 && !rim_writer_call (self->writer, move_files, &relocation, error))
    return FALSE;

  *n_found += relocation.n_found;
  if (relocation.n_found > 0)
    rim_library_note_change (self);

  return TRUE;
}

/**
 * rim_library_relocate:
 * @self: a library
 * @folder: where files may have gone
 * @cancellable: (nullable): a cancellable
 * @error: where to put an error
 *
 * Finds DICOM files that are missing by their SOP Instance UID, whatever they
 * are called there. Blocks; for a worker.
 *
 * Returns: how many were found; with @error set, before it failed
 */
guint
rim_library_relocate (RimLibrary    *self,
                      const char    *folder,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autofree char *absolute = NULL;
  g_autoptr(GPtrArray) files = NULL;
  guint n_found = 0;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), 0);
  g_return_val_if_fail (folder != NULL, 0);

  rim_library_check_files (self, 0, cancellable);
  absolute = g_canonicalize_filename (folder, NULL);
  files = rim_dicom_find_files ((const char *const[]) { absolute, NULL }, NULL, NULL, cancellable, error);
  if (files == NULL)
    return 0;

  for (guint begin = 0; begin < files->len; begin += BATCH_SIZE)
    {
      g_autoptr(GPtrArray) batch = g_ptr_array_new ();

      for (guint i = begin; i < MIN (begin + BATCH_SIZE, files->len); i++)
        g_ptr_array_add (batch, g_ptr_array_index (files, i));

      if (!relocate_batch (self, batch, &n_found, cancellable, error))
        break;
    }

  return n_found;
}
