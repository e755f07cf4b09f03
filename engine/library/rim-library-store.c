/* rim-library-store.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-library-import-private.h"

#include <string.h>

#include "rim-audit-private.h"

/* The rows of one batch of an import, written in one transaction. */

const char *
rim_import_get_uid (RimDicomHeader *header)
{
  return header->sop_instance_uid != NULL ? header->sop_instance_uid : header->path;
}

/* A file without a UID of its series is a series of its own; so with its study. */
const char *
rim_import_get_series_uid (RimDicomHeader *header)
{
  return header->series_uid != NULL ? header->series_uid : rim_import_get_uid (header);
}

const char *
rim_import_get_study_uid (RimDicomHeader *header)
{
  return header->study_uid != NULL ? header->study_uid : rim_import_get_series_uid (header);
}

/* Identifiers are given anew by every hospital and every anonymiser, so the name
 * is part of the key: one patient in two rows can be seen, two patients in one
 * row is a danger.
 */
static char *
dup_patient_key (RimSource *source)
{
  g_autofree char *name = g_utf8_strup (source->patient_name != NULL ? source->patient_name : "", -1);
  const char *id = source->patient_id != NULL ? source->patient_id : "";

  g_strdelimit (name, "^", ' ');
  g_strstrip (name);
  if (*id == '\0' && *name == '\0')
    return g_strdup_printf ("study:%s", source->study_uid != NULL ? source->study_uid : "");

  return g_strdup_printf ("%s\n%s", id, name);
}

static gboolean
store_patient (RimDb      *db,
               RimSource  *source,
               gint64     *id,
               GError    **error)
{
  g_autofree char *key = dup_patient_key (source);

  return rim_db_run (db, error,
                     "INSERT INTO patient (key, patient_id, name, birth_date, sex) VALUES (?, ?, ?, ?, ?) "
                     "ON CONFLICT (key) DO UPDATE SET "
                     "birth_date = COALESCE (birth_date, excluded.birth_date), "
                     "sex = COALESCE (sex, excluded.sex)", "sssss",
                     key, source->patient_id, source->patient_name,
                     source->patient_birth_date, source->patient_sex) &&
         rim_db_get_int (db, id, error, "SELECT id FROM patient WHERE key = ?", "s", key);
}

static gboolean
store_study (RimDb       *db,
             const char  *uid,
             RimSource   *source,
             gint64      *id,
             GError     **error)
{
  g_autoptr(GError) own_error = NULL;
  gint64 patient_id;

  if (rim_db_get_int (db, id, &own_error, "SELECT id FROM study WHERE uid = ?", "s", uid))
    return TRUE;

  if (own_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&own_error));
      return FALSE;
    }

  if (!store_patient (db, source, &patient_id, error) ||
      !rim_db_run (db, error,
                   "INSERT INTO study (patient_id, uid, study_id, date, time, description, accession) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?)", "issssss",
                   patient_id, uid, source->study_id, source->study_date, source->study_time,
                   source->study_description, source->accession_number))
    return FALSE;

  *id = rim_db_get_last_id (db);

  return TRUE;
}

static gboolean
store_series_row (RimDb       *db,
                  gint64       study_id,
                  const char  *uid,
                  RimSource   *source,
                  int          kind,
                  guint        n_instances,
                  gboolean     is_dicom,
                  GError     **error)
{
  return rim_db_run (db, error,
                     "INSERT INTO series (study_id, uid, part, kind, number, modality, date, time, "
                     "                    description, frame_of_reference, is_dicom, n_instances) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                     "ON CONFLICT (study_id, uid, part, kind) DO UPDATE SET "
                     "number = excluded.number, modality = excluded.modality, date = excluded.date, "
                     "time = excluded.time, description = excluded.description, "
                     "frame_of_reference = excluded.frame_of_reference, "
                     "n_instances = excluded.n_instances", "isnnnsssssnn",
                     study_id, uid, source->series_part, kind, source->series_number,
                     source->modality,
                     source->series_date != NULL ? source->series_date : source->study_date,
                     source->series_time != NULL ? source->series_time : source->study_time,
                     source->series_description, source->frame_of_reference_uid,
                     (int) is_dicom, n_instances);
}

/* Files that came later may divide a series otherwise: a part that is no more
 * loses its row, the others keep theirs.
 */
static gboolean
store_groups (RimDb            *db,
              gint64            study_id,
              RimImportSeries  *series,
              GError          **error)
{
  if (!rim_db_run (db, error, "UPDATE series SET n_instances = 0 WHERE study_id = ? AND uid = ?",
                   "is", study_id, series->series_uid))
    return FALSE;

  for (guint i = 0; i < series->groups->len; i++)
    {
      RimSeries *group = g_ptr_array_index (series->groups, i);

      if (!store_series_row (db, study_id, series->series_uid, group->source, group->kind,
                             group->headers->len, TRUE, error))
        return FALSE;
    }

  return rim_db_run (db, error,
                     "DELETE FROM series WHERE study_id = ? AND uid = ? AND n_instances = 0",
                     "is", study_id, series->series_uid);
}

static gboolean
store_parts (RimDb            *db,
             gint64            study_id,
             RimImportSeries  *series,
             GError          **error)
{
  if (series->groups->len < 2)
    return TRUE;

  for (guint i = series->groups->len; i > 0; i--)
    {
      RimSeries *group = g_ptr_array_index (series->groups, i - 1);

      for (guint n = 0; n < group->headers->len; n++)
        if (!rim_db_run (db, error,
                         "UPDATE instance SET part = ? WHERE study_id = ? AND series_uid = ? AND uid = ?",
                         "niss", group->source->series_part, study_id, series->series_uid,
                         rim_import_get_uid (g_ptr_array_index (group->headers, n))))
          return FALSE;
    }

  return TRUE;
}

static gboolean
store_path (RimDb       *db,
            gint64       instance_id,
            const char  *path,
            goffset      size,
            gint64       mtime,
            int          state,
            GError     **error)
{
  gint64 before = 0;

  rim_db_get_int (db, &before, NULL, "SELECT instance_id FROM file WHERE path = ?", "s", path);

  if (!rim_db_run (db, error,
                   "INSERT INTO file (path, size, mtime, instance_id, state) VALUES (?, ?, ?, ?, ?) "
                   "ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime = excluded.mtime, "
                   "instance_id = excluded.instance_id, state = excluded.state", "siiin",
                   path, (gint64) size, mtime, instance_id, state))
    return FALSE;

  return before == 0 || before == instance_id ||
         rim_db_run (db, error, "DELETE FROM instance WHERE id = ?1 AND NOT EXISTS "
                     "(SELECT 1 FROM file WHERE instance_id = ?1)", "i", before);
}

static gboolean
store_file (RimDb          *db,
            gint64          instance_id,
            RimImportFile  *file,
            GError        **error)
{
  if (file->copy_path == NULL)
    return store_path (db, instance_id, file->path, file->size, file->mtime, RIM_FILE_PRESENT, error);

  return store_path (db, instance_id, file->path, file->size, file->mtime, RIM_FILE_COPIED_FROM, error) &&
         store_path (db, instance_id, file->copy_path, file->copy_size, file->copy_mtime,
                     RIM_FILE_PRESENT, error);
}

static gboolean
store_roi_set (RimDb          *db,
               gint64          instance_id,
               RimImportFile  *file,
               GError        **error)
{
  RimRoiSet *rois = file->rois;
  gint64 id;

  if (rois == NULL)
    return TRUE;

  if (!rim_db_run (db, error, "DELETE FROM roi_set WHERE instance_id = ?", "i", instance_id) ||
      !rim_db_run (db, error,
                   "INSERT INTO roi_set (instance_id, kind, n_rois, label, referenced_series, "
                   "                     frame_of_reference) VALUES (?, ?, ?, ?, ?, ?)", "innsss",
                   instance_id, (int) file->roi_kind, (int) rois->rois->len, rois->label,
                   rois->referenced_series_uid, rois->frame_of_reference_uid))
    return FALSE;

  id = rim_db_get_last_id (db);

  for (guint i = 0; rois->referenced_sop_uids != NULL && i < rois->referenced_sop_uids->len; i++)
    if (!rim_db_run (db, error, "INSERT OR IGNORE INTO roi_set_reference (roi_set_id, uid) VALUES (?, ?)",
                     "is", id, g_ptr_array_index (rois->referenced_sop_uids, i)))
      return FALSE;

  return TRUE;
}

/* Structure sets that were drawn on one image and copied to another have been
 * met with the UID of the first. They are two, and each belongs to its image.
 */
static char *
dup_instance_uid (RimImportSeries *series,
                  RimImportFile   *file)
{
  const char *uid = file->header != NULL ? rim_import_get_uid (file->header) : series->series_uid;

  if (file->rois == NULL || file->rois->referenced_series_uid == NULL)
    return g_strdup (uid);

  return g_strconcat (uid, "@", file->rois->referenced_series_uid, NULL);
}

static gboolean
store_instance (RimDb            *db,
                RimImportBatch   *batch,
                RimImportSeries  *series,
                gint64            study_id,
                RimImportFile    *file,
                GError          **error)
{
  g_autofree char *uid = dup_instance_uid (series, file);
  gint64 id;

  if (!rim_db_run (db, error, "INSERT OR IGNORE INTO instance (study_id, series_uid, uid) VALUES (?, ?, ?)",
                   "iss", study_id, series->series_uid, uid))
    return FALSE;

  if (rim_db_get_n_changes (db) > 0)
    batch->n_added++;
  else
    batch->n_known++;

  return rim_db_get_int (db, &id, error,
                         "SELECT id FROM instance WHERE study_id = ? AND series_uid = ? AND uid = ?",
                         "iss", study_id, series->series_uid, uid) &&
         store_file (db, id, file, error) &&
         store_roi_set (db, id, file, error);
}

static gboolean
store_image_row (RimDb            *db,
                 gint64            study_id,
                 RimImportSeries  *series,
                 GError          **error)
{
  RimImportFile *file = g_ptr_array_index (series->files, 0);

  return store_series_row (db, study_id, series->series_uid, file->image, RIM_SERIES_IMAGE, 1,
                           FALSE, error);
}

static RimSource *
get_source (RimImportSeries *series)
{
  RimSeries *group;

  if (series->groups == NULL)
    return ((RimImportFile *) g_ptr_array_index (series->files, 0))->image;

  group = g_ptr_array_index (series->groups, 0);

  return group->source;
}

static gboolean
store_series (RimDb            *db,
              RimImportBatch   *batch,
              RimImportSeries  *series,
              gint64           *study_id,
              GError          **error)
{
  guint n_before = batch->n_added;

  if (!store_study (db, series->study_uid, get_source (series), study_id, error))
    return FALSE;

  for (guint i = 0; i < series->files->len; i++)
    if (!store_instance (db, batch, series, *study_id, g_ptr_array_index (series->files, i), error))
      return FALSE;

  if (batch->n_added > n_before &&
      !rim_db_run (db, error, "UPDATE study SET imported = ? WHERE id = ?", "ii",
                   g_get_real_time (), *study_id))
    return FALSE;

  if (series->groups == NULL)
    return store_image_row (db, *study_id, series, error);

  return store_groups (db, *study_id, series, error) &&
         store_parts (db, *study_id, series, error);
}

static gboolean
tell_trail (RimDb            *db,
            RimImportSeries  *series,
            guint             n_added,
            GError          **error)
{
  g_autofree char *detail = g_strdup_printf ("files: %u", n_added);
  const RimAuditEntry entry = {
    .time = g_get_real_time (), .author = g_get_user_name (), .what = "import",
    .target = series->series_uid, .detail = detail
  };

  return n_added == 0 || rim_audit_append (db, &entry, error);
}

/**
 * rim_import_store:
 * @db: a connection within a transaction
 * @batch: (type RimImportBatch): what to store
 * @error: where to put an error
 *
 * Returns: whether it could be stored
 */
gboolean
rim_import_store (RimDb     *db,
                  gpointer   data,
                  GError   **error)
{
  RimImportBatch *batch = data;
  g_autoptr(GHashTable) studies = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key;

  batch->n_added = 0;
  batch->n_known = 0;

  for (guint i = 0; i < batch->series->len; i++)
    {
      RimImportSeries *series = g_ptr_array_index (batch->series, i);
      guint n_before = batch->n_added;
      gint64 study_id = 0;

      if (!store_series (db, batch, series, &study_id, error) ||
          !tell_trail (db, series, batch->n_added - n_before, error))
        return FALSE;

      g_hash_table_add (studies, g_memdup2 (&study_id, sizeof study_id));
    }

  g_hash_table_iter_init (&iter, studies);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!rim_library_link_roi_sets (db, *(gint64 *) key, error))
      return FALSE;

  return TRUE;
}
