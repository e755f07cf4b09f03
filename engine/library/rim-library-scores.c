/* rim-library-scores.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "library/rim-library-scores.h"

#include "rim-audit-private.h"
#include "rim-library-private.h"

typedef struct
{
  const char           *study_uid;
  const char           *series_uid;
  const char           *lesion;
  const RimScoreRecord *record;
} Request;

static gboolean
write_score (RimDb     *db,
             gpointer   data,
             GError   **error)
{
  const Request *request = data;
  const RimScoreRecord *record = request->record;
  g_autofree char *json = rim_score_record_to_json (record);

  return rim_db_run (db, error,
                     "INSERT INTO score (study_uid, series_uid, lesion, time, author, signature, signature_hash, record) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "sssissss",
                     request->study_uid, request->series_uid, request->lesion, record->time, record->author,
                     record->signature, record->signature_hash, json) &&
         rim_audit_append_record (db, RIM_AUDIT_SCORE, rim_db_get_last_id (db), NULL, error);
}

/**
 * rim_library_keep_score:
 * @self: a library
 * @study_uid: of which study
 * @series_uid: of the series that the contour was drawn on
 * @lesion: (nullable): Tracking UID of the lesion; %NULL where it is of the patient
 * @record: what was said of what
 * @error: where to put an error
 *
 * Keeps a score; it is on disk, and in the audit trail, when this returns.
 *
 * Returns: whether it is kept
 */
gboolean
rim_library_keep_score (RimLibrary            *self,
                        const char            *study_uid,
                        const char            *series_uid,
                        const char            *lesion,
                        const RimScoreRecord  *record,
                        GError               **error)
{
  Request request = { study_uid, series_uid, lesion, record };

  g_return_val_if_fail (RIM_IS_LIBRARY (self), FALSE);
  g_return_val_if_fail (study_uid != NULL && series_uid != NULL && record != NULL, FALSE);

  return rim_writer_call (self->writer, write_score, &request, error);
}

static gpointer
read_score (RimRows   *rows,
            gpointer   data,
            GError   **error)
{
  g_autofree char *json = rim_rows_dup_text (rows, 4);
  RimScoreRecord *record = rim_score_record_new_from_json (json != NULL ? json : "", error);
  RimLibraryScore *score;

  if (record == NULL)
    return NULL;

  score = g_new0 (RimLibraryScore, 1);
  score->seq = rim_rows_get_int (rows, 0);
  score->study_uid = rim_rows_dup_text (rows, 1);
  score->series_uid = rim_rows_dup_text (rows, 2);
  score->lesion = rim_rows_dup_text (rows, 3);
  score->record = record;

  return score;
}

static void
free_score (gpointer data)
{
  rim_library_score_free (data);
}

/**
 * rim_library_list_scores:
 * @self: a library
 * @patient_id: a patient; 0 for all
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable) (element-type RimLibraryScore): all scores of the
 *   patient's studies that are in the library, in the order in which they were kept
 */
GPtrArray *
rim_library_list_scores (RimLibrary  *self,
                         gint64       patient_id,
                         GError     **error)
{
  GPtrArray *scores;
  RimRows *rows;
  RimDb *db;

  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);

  db = rim_library_begin_reading (self);
  rows = rim_db_query (db, error,
                       "SELECT seq, study_uid, series_uid, lesion, record FROM score WHERE ?1 = 0 OR study_uid IN "
                       "(SELECT uid FROM study WHERE patient_id = ?1) ORDER BY seq", "i", patient_id);
  scores = rim_rows_collect (rows, read_score, NULL, free_score, error);
  rim_library_end_reading (self);

  return scores;
}

void
rim_library_score_free (RimLibraryScore *self)
{
  g_free (self->study_uid);
  g_free (self->series_uid);
  g_free (self->lesion);
  rim_score_record_free (self->record);
  g_free (self);
}
