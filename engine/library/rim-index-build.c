/* rim-index-build.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-index-private.h"

#include <string.h>

#include "rim-library-private.h"

/* Each table is read once from end to end: a query for every row would cost
 * seconds in a large library. CROSS JOIN keeps SQLite to the order of the tables,
 * which begins with the few rows that matter.
 */
static const char studies_sql[] =
  "SELECT t.id, t.patient_id, t.uid, t.description, t.date, t.time, t.imported, "
  "       t.study_id, t.accession, COALESCE (v.time, 0), "
  "       p.patient_id, p.name, p.birth_date, p.sex "
  "FROM study t JOIN patient p ON p.id = t.patient_id "
  "LEFT JOIN visit v ON v.study_uid = t.uid "
  "ORDER BY p.name COLLATE NOCASE, p.patient_id, p.id, t.date DESC, t.time DESC, t.id";

static const char series_sql[] =
  "SELECT id, study_id, uid, description, date, time, modality, number, part, kind, "
  "       n_instances, frame_of_reference, is_dicom FROM series";

static const char statuses_sql[] =
  "SELECT t.id, r.status, MAX (r.seq) FROM reading r JOIN study t ON t.uid = r.study_uid "
  "GROUP BY r.study_uid";

static const char contours_sql[] =
  "SELECT l.series_id, SUM (r.n_rois) FROM roi_set_link l JOIN roi_set r ON r.id = l.roi_set_id "
  "GROUP BY l.series_id";

static const char roi_sets_sql[] =
  "SELECT s.id, SUM (r.n_rois), MIN (o.uid) FROM roi_set r "
  "CROSS JOIN instance i ON i.id = r.instance_id CROSS JOIN series s "
  "  ON s.study_id = i.study_id AND s.uid = i.series_uid AND s.kind = r.kind "
  "LEFT JOIN roi_set_link l ON l.roi_set_id = r.id LEFT JOIN series o ON o.id = l.series_id "
  "GROUP BY s.id";

static const char drawings_sql[] =
  "SELECT s.id FROM segmentation g CROSS JOIN study t ON t.uid = g.study_uid "
  "CROSS JOIN series s "
  "  ON s.study_id = t.id AND s.uid = g.series_uid AND s.part = g.part AND s.kind = 0 "
  "WHERE EXISTS (SELECT 1 FROM journal j WHERE j.segmentation_id = g.id AND j.tool IS NOT 'import')";

static const char missing_sql[] =
  "SELECT DISTINCT s.id FROM file f INDEXED BY file_missing "
  "CROSS JOIN instance i ON i.id = f.instance_id CROSS JOIN series s "
  "  ON s.study_id = i.study_id AND s.uid = i.series_uid "
  "WHERE f.state = 1 AND NOT EXISTS "
  "      (SELECT 1 FROM file g WHERE g.instance_id = i.id AND g.state = 0)";

/* What is said of a series or a study by its id. */
typedef void (*NoteFunc) (RimIndex *self,
                          guint     number,
                          RimRows  *rows);

static char *
insert (RimIndex *self,
        RimRows  *rows,
        int       column)
{
  const char *text = rim_rows_get_text (rows, column);

  return text != NULL ? g_string_chunk_insert_const (self->strings, text) : NULL;
}

/* What no two rows share need not be looked for. */
static char *
insert_unique (RimIndex *self,
               RimRows  *rows,
               int       column)
{
  const char *text = rim_rows_get_text (rows, column);

  return text != NULL ? g_string_chunk_insert (self->strings, text) : NULL;
}

static void
add_patient (RimIndex *self,
             RimRows  *rows)
{
  RimIndexPatient patient = { .first = self->studies->len };
  RimLibraryRow *row = &patient.row;

  row->id = rim_rows_get_int (rows, 1);
  row->uid = insert_unique (self, rows, 10);
  row->title = insert_unique (self, rows, 11);
  row->birth_date = insert (self, rows, 12);
  row->sex = insert (self, rows, 13);
  row->is_dicom = TRUE;
  g_array_append_val (self->patients, patient);
}

static void
add_study (RimIndex *self,
           RimRows  *rows)
{
  RimIndexStudy study = { .patient = self->patients->len - 1 };
  RimIndexPatient *patient = &g_array_index (self->patients, RimIndexPatient, study.patient);
  RimLibraryRow *row = &study.row;

  row->id = rim_rows_get_int (rows, 0);
  row->parent_id = rim_rows_get_int (rows, 1);
  row->uid = insert_unique (self, rows, 2);
  row->title = insert (self, rows, 3);
  row->date = insert (self, rows, 4);
  row->time = insert (self, rows, 5);
  row->imported = rim_rows_get_int (rows, 6);
  row->opened = rim_rows_get_int (rows, 9);
  row->is_dicom = TRUE;

  patient->n++;
  patient->row.n_children++;
  patient->row.imported = MAX (patient->row.imported, row->imported);
  patient->row.opened = MAX (patient->row.opened, row->opened);
  if (g_strcmp0 (row->date, patient->row.date) > 0)
    patient->row.date = row->date;
  g_array_append_val (self->studies, study);
}

/* A date can be looked for as it is shown, too. */
static void
add_date (GString    *text,
          const char *date)
{
  rim_index_text_add (text, date);
  if (date != NULL && strlen (date) == 8)
    g_string_append_printf (text, " %.4s-%.2s-%.2s", date, date + 4, date + 6);
}

static void
add_patient_text (RimIndex *self,
                  RimRows  *rows)
{
  GString *text = self->texts[0].chars;

  rim_index_text_add (text, rim_rows_get_text (rows, 11));
  rim_index_text_add (text, rim_rows_get_text (rows, 10));
  add_date (text, rim_rows_get_text (rows, 12));
  rim_index_text_end (&self->texts[0]);
}

static void
add_study_text (RimIndex *self,
                RimRows  *rows)
{
  GString *text = self->texts[1].chars;

  rim_index_text_add (text, rim_rows_get_text (rows, 3));
  add_date (text, rim_rows_get_text (rows, 4));
  rim_index_text_add (text, rim_rows_get_text (rows, 7));
  rim_index_text_add (text, rim_rows_get_text (rows, 8));
  rim_index_text_end (&self->texts[1]);
}

static gboolean
read_studies (RimIndex *self,
              RimDb    *db,
              GError  **error)
{
  g_autoptr(GError) own_error = NULL;
  g_autoptr(RimRows) rows = rim_db_query (db, &own_error, studies_sql, "");
  gint64 last = 0;

  while (rows != NULL && rim_rows_next (rows, &own_error))
    {
      if (self->patients->len == 0 || rim_rows_get_int (rows, 1) != last)
        {
          add_patient (self, rows);
          add_patient_text (self, rows);
          last = rim_rows_get_int (rows, 1);
        }
      add_study (self, rows);
      add_study_text (self, rows);
    }

  if (own_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&own_error));
      return FALSE;
    }

  for (guint i = 0; i < self->studies->len; i++)
    g_hash_table_insert (self->by_study_id, &g_array_index (self->studies, RimIndexStudy, i).row.id,
                         GUINT_TO_POINTER (i));

  return TRUE;
}

static void
add_series (RimIndex *self,
            RimRows  *rows)
{
  RimIndexSeries series = { 0 };
  RimLibraryRow *row = &series.row;

  row->id = rim_rows_get_int (rows, 0);
  row->parent_id = rim_rows_get_int (rows, 1);
  row->uid = insert_unique (self, rows, 2);
  row->title = insert (self, rows, 3);
  row->date = insert (self, rows, 4);
  row->time = insert (self, rows, 5);
  row->modality = insert (self, rows, 6);
  row->number = (int) rim_rows_get_int (rows, 7);
  row->part = (guint) rim_rows_get_int (rows, 8);
  row->kind = (RimSeriesKind) rim_rows_get_int (rows, 9);
  row->n_children = (guint) rim_rows_get_int (rows, 10);
  row->frame_of_reference_uid = insert (self, rows, 11);
  row->is_dicom = rim_rows_get_int (rows, 12) != 0;

  if (rim_index_find_study (self, row->parent_id, &series.study))
    g_array_append_val (self->series, series);
}

static int
compare_series (gconstpointer a,
                gconstpointer b)
{
  const RimIndexSeries *first = a;
  const RimIndexSeries *second = b;

  if (first->study != second->study)
    return first->study < second->study ? -1 : 1;
  if (first->row.number != second->row.number)
    return first->row.number < second->row.number ? -1 : 1;

  return first->row.id < second->row.id ? -1 : first->row.id > second->row.id;
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The modalities of a study are few, and told apart by their first letters. */
static void
add_modality (RimIndex      *self,
              RimLibraryRow *study,
              const char    *modality)
{
  g_auto(GStrv) known = g_strsplit (study->modality != NULL ? study->modality : "", "\\", -1);
  g_autoptr(GPtrArray) all = g_ptr_array_new ();
  g_autofree char *joined = NULL;

  if (modality == NULL || g_strv_contains ((const char *const *) known, modality))
    return;

  for (guint i = 0; known[i] != NULL; i++)
    g_ptr_array_add (all, known[i]);
  g_ptr_array_add (all, (gpointer) modality);
  g_ptr_array_sort (all, compare_strings);
  g_ptr_array_add (all, NULL);
  joined = g_strjoinv ("\\", (char **) all->pdata);
  study->modality = g_string_chunk_insert_const (self->strings, joined);
}

static void
add_series_to_study (RimIndex *self,
                     guint     number)
{
  RimIndexSeries *series = &g_array_index (self->series, RimIndexSeries, number);
  RimIndexStudy *study = &g_array_index (self->studies, RimIndexStudy, series->study);
  GString *text = self->texts[2].chars;

  if (study->n == 0)
    study->first = number;
  study->n++;
  study->row.n_children++;
  if (series->row.kind != RIM_SERIES_PARAMETRIC_MAP)
    add_modality (self, &study->row, series->row.modality);

  rim_index_text_add (text, series->row.title);
  rim_index_text_add (text, series->row.modality);
  if (g_strcmp0 (series->row.date, study->row.date) != 0)
    add_date (text, series->row.date);
  rim_index_text_end (&self->texts[2]);
}

static gboolean
read_series (RimIndex *self,
             RimDb    *db,
             GError  **error)
{
  g_autoptr(GError) own_error = NULL;
  g_autoptr(RimRows) rows = rim_db_query (db, &own_error, series_sql, "");

  while (rows != NULL && rim_rows_next (rows, &own_error))
    add_series (self, rows);

  if (own_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&own_error));
      return FALSE;
    }

  g_array_sort (self->series, compare_series);
  for (guint i = 0; i < self->series->len; i++)
    add_series_to_study (self, i);

  return TRUE;
}

static gboolean
read_notes (RimIndex    *self,
            RimDb       *db,
            const char  *sql,
            GHashTable  *by_id,
            NoteFunc     note,
            GError     **error)
{
  g_autoptr(GError) own_error = NULL;
  g_autoptr(RimRows) rows = rim_db_query (db, &own_error, sql, "");

  while (rows != NULL && rim_rows_next (rows, &own_error))
    {
      gint64 id = rim_rows_get_int (rows, 0);
      gpointer number;

      if (g_hash_table_lookup_extended (by_id, &id, NULL, &number))
        note (self, GPOINTER_TO_UINT (number), rows);
    }

  if (own_error != NULL)
    g_propagate_error (error, g_steal_pointer (&own_error));

  return error == NULL || *error == NULL;
}

static RimIndexStudy *
get_study_of (RimIndex *self,
              guint     series)
{
  return &g_array_index (self->studies, RimIndexStudy,
                         g_array_index (self->series, RimIndexSeries, series).study);
}

static void
note_status (RimIndex *self,
             guint     study,
             RimRows  *rows)
{
  rim_index_get_study (self, study)->status = rim_reading_status_clamp (rim_rows_get_int (rows, 1));
}

static void
note_contours (RimIndex *self,
               guint     series,
               RimRows  *rows)
{
  rim_index_get_series (self, series)->n_contours = (guint) rim_rows_get_int (rows, 1);
  get_study_of (self, series)->has_contours = TRUE;
}

static void
note_roi_set (RimIndex *self,
              guint     series,
              RimRows  *rows)
{
  RimLibraryRow *row = rim_index_get_series (self, series);

  row->n_contours = (guint) rim_rows_get_int (rows, 1);
  row->referenced_series_uid = insert (self, rows, 2);
  get_study_of (self, series)->has_contours = TRUE;
  get_study_of (self, series)->row.n_contours += row->n_contours;
}

static void
note_drawing (RimIndex *self,
              guint     series,
              RimRows  *rows)
{
  rim_index_get_series (self, series)->has_drawing = TRUE;
  get_study_of (self, series)->row.has_drawing = TRUE;
  get_study_of (self, series)->has_contours = TRUE;
}

static void
note_missing (RimIndex *self,
              guint     series,
              RimRows  *rows)
{
  RimIndexStudy *study = get_study_of (self, series);

  rim_index_get_series (self, series)->missing = TRUE;
  study->row.missing = TRUE;
  rim_index_get_patient (self, study->patient)->missing = TRUE;
}

static gboolean
read_all (RimIndex *self,
          RimDb    *db,
          GError  **error)
{
  g_autoptr(GHashTable) series = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(GError) own_error = NULL;

  if (!read_studies (self, db, error) || !read_series (self, db, error))
    return FALSE;

  for (guint i = 0; i < self->series->len; i++)
    g_hash_table_insert (series, &rim_index_get_series (self, i)->id, GUINT_TO_POINTER (i));

  if (read_notes (self, db, statuses_sql, self->by_study_id, note_status, &own_error) &&
      read_notes (self, db, contours_sql, series, note_contours, &own_error) &&
      read_notes (self, db, roi_sets_sql, series, note_roi_set, &own_error) &&
      read_notes (self, db, drawings_sql, series, note_drawing, &own_error) &&
      read_notes (self, db, missing_sql, series, note_missing, &own_error))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&own_error));

  return FALSE;
}

/**
 * rim_library_make_index:
 * @library: a library
 * @error: where to put an error
 *
 * Reads all patients, studies and series, as they are at one time. It does so
 * through a connection of its own, so that nobody waits for it. For a worker: a
 * library of 100,000 series takes some tenths of a second.
 *
 * Returns: (transfer full) (nullable): the index
 */
RimIndex *
rim_library_make_index (RimLibrary  *library,
                        GError     **error)
{
  g_autoptr(RimDb) db = NULL;
  g_autoptr(RimIndex) self = NULL;

  g_return_val_if_fail (RIM_IS_LIBRARY (library), NULL);

  db = rim_db_open (library->path, error);
  if (db == NULL || !rim_db_exec (db, "BEGIN", error))
    return NULL;

  self = rim_index_new ();
  if (!read_all (self, db, error) || !rim_db_exec (db, "COMMIT", error))
    return NULL;

  return g_steal_pointer (&self);
}
