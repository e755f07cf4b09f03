/* rim-library-list.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-library-private.h"

#include <glib/gi18n-lib.h>

#include "rim-library-roi-private.h"

/* An instance is missing when no file that has it is where it was. */
#define ANY_MISSING(condition)                                                    \
  "EXISTS (SELECT 1 FROM file f JOIN instance i ON i.id = f.instance_id "         \
  "        WHERE f.state = 1 AND " condition " AND NOT EXISTS "                   \
  "        (SELECT 1 FROM file g WHERE g.instance_id = i.id AND g.state = 0))"

/* The columns are those of a RimLibraryRow, in its order. */
static const char patients_sql[] =
  "SELECT p.id, 0, p.patient_id, p.name, MAX (s.date), NULL, NULL, p.birth_date, p.sex, "
  "       0, 0, 0, COUNT (s.id), 0, "
  "       " ANY_MISSING ("i.study_id IN (SELECT id FROM study WHERE patient_id = p.id)") ", "
  "       NULL, NULL, 1, MAX (s.imported), "
  "       (SELECT COALESCE (MAX (v.time), 0) FROM visit v WHERE v.study_uid IN "
  "        (SELECT uid FROM study WHERE patient_id = p.id)), 0, 0 "
  "FROM patient p JOIN study s ON s.patient_id = p.id "
  "WHERE ?1 = 0 GROUP BY p.id "
  "ORDER BY p.name COLLATE NOCASE, p.patient_id, p.id";

/* Of a patient whose id follows. */
#define STUDIES \
  "SELECT t.id, t.patient_id, t.uid, t.description, t.date, t.time, "                        \
  "       (SELECT GROUP_CONCAT (m, '\\') FROM "                                              \
  "         (SELECT DISTINCT modality AS m FROM series "                                     \
  "          WHERE study_id = t.id AND kind <> 3 ORDER BY m)), "                             \
  "       NULL, NULL, 0, 0, 0, (SELECT COUNT (*) FROM series WHERE study_id = t.id), "       \
  "       (SELECT COALESCE (SUM (r.n_rois), 0) FROM roi_set r "                              \
  "        JOIN instance i ON i.id = r.instance_id WHERE i.study_id = t.id), "               \
  "       " ANY_MISSING ("i.study_id = t.id") ", NULL, NULL, 1, t.imported, "                \
  "       COALESCE ((SELECT time FROM visit WHERE study_uid = t.uid), 0), 0, "               \
  "       COALESCE ((SELECT status FROM reading WHERE study_uid = t.uid "                    \
  "                  ORDER BY seq DESC LIMIT 1), 0) "                                        \
  "FROM study t WHERE t.patient_id = "

#define STUDIES_ORDER " ORDER BY t.date DESC, t.time DESC, t.id"

static const char studies_sql[] = STUDIES "?1" STUDIES_ORDER;
static const char studies_beside_sql[] =
  STUDIES "(SELECT patient_id FROM study WHERE id = ?1)" STUDIES_ORDER;

static const char series_sql[] =
  "SELECT s.id, s.study_id, s.uid, s.description, s.date, s.time, s.modality, NULL, NULL, "
  "       s.number, s.part, s.kind, s.n_instances, "
  "       (SELECT COALESCE (SUM (r.n_rois), 0) FROM roi_set_link l "
  "        JOIN roi_set r ON r.id = l.roi_set_id WHERE l.series_id = s.id) + "
  "       (SELECT COALESCE (SUM (r.n_rois), 0) FROM instance i JOIN roi_set r "
  "        ON r.instance_id = i.id WHERE i.study_id = s.study_id AND i.series_uid = s.uid "
  "        AND r.kind = s.kind), "
  "       " ANY_MISSING ("i.study_id = s.study_id AND i.series_uid = s.uid") ", "
  "       s.frame_of_reference, "
  "       (SELECT o.uid FROM instance i JOIN roi_set r ON r.instance_id = i.id "
  "        JOIN roi_set_link l ON l.roi_set_id = r.id JOIN series o ON o.id = l.series_id "
  "        WHERE i.study_id = s.study_id AND i.series_uid = s.uid AND r.kind = s.kind LIMIT 1), "
  "       s.is_dicom, 0, 0, 0, 0 "
  "FROM series s WHERE s.study_id = ?1 "
  "ORDER BY s.number, s.uid, s.part, s.kind";

static gpointer
row_new (RimRows   *rows,
         gpointer   data,
         GError   **error)
{
  RimLibraryRow *row = g_new0 (RimLibraryRow, 1);

  row->id = rim_rows_get_int (rows, 0);
  row->parent_id = rim_rows_get_int (rows, 1);
  row->uid = rim_rows_dup_text (rows, 2);
  row->title = rim_rows_dup_text (rows, 3);
  row->date = rim_rows_dup_text (rows, 4);
  row->time = rim_rows_dup_text (rows, 5);
  row->modality = rim_rows_dup_text (rows, 6);
  row->birth_date = rim_rows_dup_text (rows, 7);
  row->sex = rim_rows_dup_text (rows, 8);
  row->number = (int) rim_rows_get_int (rows, 9);
  row->part = (guint) rim_rows_get_int (rows, 10);
  row->kind = (RimSeriesKind) rim_rows_get_int (rows, 11);
  row->n_children = (guint) rim_rows_get_int (rows, 12);
  row->n_contours = (guint) rim_rows_get_int (rows, 13);
  row->missing = rim_rows_get_int (rows, 14) != 0;
  row->frame_of_reference_uid = rim_rows_dup_text (rows, 15);
  row->referenced_series_uid = rim_rows_dup_text (rows, 16);
  row->is_dicom = rim_rows_get_int (rows, 17) != 0;
  row->imported = rim_rows_get_int (rows, 18);
  row->opened = rim_rows_get_int (rows, 19);
  row->has_drawing = rim_rows_get_int (rows, 20) != 0;
  row->status = rim_reading_status_clamp (rim_rows_get_int (rows, 21));

  return row;
}

void
rim_library_row_free (RimLibraryRow *row)
{
  g_free (row->uid);
  g_free (row->title);
  g_free (row->date);
  g_free (row->time);
  g_free (row->modality);
  g_free (row->birth_date);
  g_free (row->sex);
  g_free (row->frame_of_reference_uid);
  g_free (row->referenced_series_uid);
  g_free (row);
}

static GPtrArray *
list (RimLibrary  *self,
      const char  *sql,
      gint64       parent_id,
      GError     **error)
{
  RimDb *db = rim_library_begin_reading (self);
  GPtrArray *list = rim_rows_collect (rim_db_query (db, error, sql, "i", parent_id), row_new, NULL,
                                      (GDestroyNotify) rim_library_row_free, error);

  rim_library_end_reading (self);

  return list;
}

/**
 * rim_library_list_patients:
 * @self: a library
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable) (element-type RimLibraryRow): the patients,
 *   by name; their dates are those of their last studies
 */
GPtrArray *
rim_library_list_patients (RimLibrary  *self,
                           GError     **error)
{
  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);

  return list (self, patients_sql, 0, error);
}

/**
 * rim_library_list_studies:
 * @self: a library
 * @patient_id: the id of a patient's row
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable) (element-type RimLibraryRow): the studies,
 *   the latest first; @modality has all of them, separated by backslashes
 */
GPtrArray *
rim_library_list_studies (RimLibrary  *self,
                          gint64       patient_id,
                          GError     **error)
{
  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);

  return list (self, studies_sql, patient_id, error);
}

/**
 * rim_library_list_studies_beside:
 * @self: a library
 * @study_id: the id of a study's row
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable) (element-type RimLibraryRow): all studies
 *   of the same patient, this one too, as rim_library_list_studies() gives them
 */
GPtrArray *
rim_library_list_studies_beside (RimLibrary  *self,
                                 gint64       study_id,
                                 GError     **error)
{
  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);

  return list (self, studies_beside_sql, study_id, error);
}

/**
 * rim_library_list_series:
 * @self: a library
 * @study_id: the id of a study's row
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable) (element-type RimLibraryRow): the series,
 *   by number; a series that was split has a row per part
 */
GPtrArray *
rim_library_list_series (RimLibrary  *self,
                         gint64       study_id,
                         GError     **error)
{
  g_return_val_if_fail (RIM_IS_LIBRARY (self), NULL);

  return list (self, series_sql, study_id, error);
}
