/* rim-library-display.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-library-private.h"

typedef struct
{
  char   *study_uid;
  char   *series_uid;
  gint64  part;
  char   *display;
} DisplayRecord;

static gboolean
write_display (RimDb     *db,
               gpointer   data,
               GError   **error)
{
  DisplayRecord *record = data;

  return rim_db_run (db, error, "INSERT OR REPLACE INTO series_display VALUES (?, ?, ?, ?)", "ssis",
                     record->study_uid, record->series_uid, record->part, record->display);
}

static void
display_record_free (gpointer data)
{
  DisplayRecord *record = data;

  g_free (record->study_uid);
  g_free (record->series_uid);
  g_free (record->display);
  g_free (record);
}

static const RimRecordKind display_kind = {
  .write = write_display,
  .free = display_record_free,
};

/**
 * rim_library_set_display:
 * @self: a library
 * @study_uid: of the series
 * @series_uid: its UID
 * @series_part: which part of a series that was split
 * @display: how it is shown
 *
 * Keeps how a series is shown, whether or not its images stay in the library.
 */
void
rim_library_set_display (RimLibrary *self,
                         const char *study_uid,
                         const char *series_uid,
                         guint       series_part,
                         const char *display)
{
  DisplayRecord *record;

  g_return_if_fail (RIM_IS_LIBRARY (self));
  g_return_if_fail (study_uid != NULL && series_uid != NULL && display != NULL);

  record = g_new0 (DisplayRecord, 1);
  record->study_uid = g_strdup (study_uid);
  record->series_uid = g_strdup (series_uid);
  record->part = series_part;
  record->display = g_strdup (display);

  rim_writer_append (self->writer, &display_kind, record);
}

/**
 * rim_library_dup_display:
 * @self: a library
 * @study_uid: of the series
 * @series_uid: its UID
 * @series_part: which part of a series that was split
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): what was kept last; %NULL, without an
 *   error, where nothing was
 */
char *
rim_library_dup_display (RimLibrary  *self,
                         const char  *study_uid,
                         const char  *series_uid,
                         guint        series_part,
                         GError     **error)
{
  g_autoptr(RimRows) rows = NULL;
  char *display = NULL;
  RimDb *db;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);

  db = rim_library_begin_reading (self);
  rows = rim_db_query (db, error, "SELECT display FROM series_display "
                       "WHERE study_uid = ? AND series_uid = ? AND part = ?", "ssi",
                       study_uid, series_uid, (gint64) series_part);
  if (rows != NULL && rim_rows_next (rows, error))
    display = rim_rows_dup_text (rows, 0);
  g_clear_pointer (&rows, rim_rows_end);
  rim_library_end_reading (self);

  return display;
}
