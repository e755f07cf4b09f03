/* rim-library-suv.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-library-private.h"

#include <glib/gi18n-lib.h>

#include "rim-audit-private.h"

typedef struct
{
  const char            *study_uid;
  const char            *series_uid;
  const RimSuvOverrides *correction;
  gint64                 time;
} Request;

static gboolean
write_correction (RimDb     *db,
                  gpointer   data,
                  GError   **error)
{
  const Request *request = data;
  g_autoptr(RimSuvOverrides) dated = rim_suv_overrides_copy (request->correction);
  g_autofree char *json = NULL;

  dated->time = request->time;
  if (!rim_suv_overrides_is_empty (dated))
    json = rim_suv_overrides_to_json (dated);

  return rim_db_run (db, error,
                     "INSERT INTO suv_correction (study_uid, series_uid, time, author, reason, correction) "
                     "VALUES (?, ?, ?, ?, ?, ?)", "ssisss",
                     request->study_uid, request->series_uid, dated->time,
                     dated->author != NULL ? dated->author : "", dated->reason, json) &&
         rim_audit_append_record (db, RIM_AUDIT_SUV, rim_db_get_last_id (db), NULL, error);
}

/**
 * rim_library_correct_suv:
 * @self: a library
 * @study_uid: of a PET
 * @series_uid: its UID
 * @correction: what is to be taken instead of the file's own values, by whom and
 *   why; with no value in it, they are the file's own again
 * @error: where to put an error
 *
 * Keeps a correction with its author, the time now and the reason; it is on disk
 * when this returns. What was corrected before stays in the list.
 *
 * Returns: whether it is kept
 */
gboolean
rim_library_correct_suv (RimLibrary             *self,
                         const char             *study_uid,
                         const char             *series_uid,
                         const RimSuvOverrides  *correction,
                         GError                **error)
{
  Request request = { study_uid, series_uid, correction, g_get_real_time () };

  g_return_val_if_fail (RIM_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (study_uid != NULL && series_uid != NULL && correction != NULL, FALSE);

  return rim_suv_overrides_check (correction, error) &&
         rim_writer_call (self->writer, write_correction, &request, error);
}

/* A row without a correction keeps who took it back, when and why. */
static gpointer
read_correction (RimRows   *rows,
                 gpointer   data,
                 GError   **error)
{
  const char *json = rim_rows_get_text (rows, 0);
  RimSuvOverrides *correction;

  if (json != NULL)
    {
      correction = rim_suv_overrides_from_json (json, error);
      if (correction == NULL)
        g_prefix_error (error, "%s", _("A correction in the library makes no sense: "));
      return correction;
    }

  correction = rim_suv_overrides_new ();
  correction->author = rim_rows_dup_text (rows, 1);
  correction->reason = rim_rows_dup_text (rows, 2);
  correction->time = rim_rows_get_int (rows, 3);

  return correction;
}

static void
free_correction (gpointer data)
{
  rim_suv_overrides_free (data);
}

/**
 * rim_library_list_suv_corrections:
 * @self: a library
 * @study_uid: of a PET
 * @series_uid: its UID
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable) (element-type RimSuvOverrides): all that
 *   was corrected and taken back, the latest first
 */
GPtrArray *
rim_library_list_suv_corrections (RimLibrary  *self,
                                  const char  *study_uid,
                                  const char  *series_uid,
                                  GError     **error)
{
  GPtrArray *corrections;
  RimRows *rows;
  RimDb *db;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);

  db = rim_library_begin_reading (self);
  rows = rim_db_query (db, error,
                       "SELECT correction, author, reason, time FROM suv_correction "
                       "WHERE series_uid = ? AND study_uid = ? ORDER BY seq DESC", "ss", series_uid, study_uid);
  corrections = rim_rows_collect (rows, read_correction, NULL, free_correction, error);
  rim_library_end_reading (self);

  return corrections;
}

/**
 * rim_library_get_suv_correction:
 * @self: a library
 * @study_uid: of a PET
 * @series_uid: its UID
 * @correction: (out) (transfer full) (nullable): what is to be taken instead of
 *   the file's own values; %NULL where they stand
 * @error: where to put an error
 *
 * Returns: whether it is known
 */
gboolean
rim_library_get_suv_correction (RimLibrary       *self,
                                const char       *study_uid,
                                const char       *series_uid,
                                RimSuvOverrides **correction,
                                GError          **error)
{
  g_autoptr(GPtrArray) all = rim_library_list_suv_corrections (self, study_uid, series_uid, error);

  *correction = NULL;
  if (all == NULL)
    return FALSE;

  if (all->len > 0 && !rim_suv_overrides_is_empty (g_ptr_array_index (all, 0)))
    *correction = g_ptr_array_steal_index (all, 0);

  return TRUE;
}
