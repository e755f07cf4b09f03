/* rim-library-schema.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-library-private.h"

#include <glib/gi18n-lib.h>

#include "rim-audit-private.h"

/* Each script takes the library from one version to the next. A script that was
 * released is never changed; what it lacks comes in a new one.
 *
 * A series that was split has one row per part; its instances belong to the
 * series, for a multi-frame instance may have frames in several parts, and note
 * the part of their first frame. What was drawn and how far a study is read hang
 * on UIDs and not on rows: they outlive the images. Nothing is taken out of
 * journal, reading, queue_record and score; the last of a thing counts.
 */
static const char *const scripts[] = {
  "CREATE TABLE patient ("
  "  id INTEGER PRIMARY KEY,"
  "  key TEXT NOT NULL UNIQUE,"
  "  patient_id TEXT, name TEXT, birth_date TEXT, sex TEXT);"

  "CREATE TABLE study ("
  "  id INTEGER PRIMARY KEY,"
  "  patient_id INTEGER NOT NULL REFERENCES patient,"
  "  uid TEXT NOT NULL UNIQUE,"
  "  study_id TEXT, date TEXT, time TEXT, description TEXT, accession TEXT);"
  "CREATE INDEX study_by_patient ON study (patient_id);"

  "CREATE TABLE series ("
  "  id INTEGER PRIMARY KEY,"
  "  study_id INTEGER NOT NULL REFERENCES study,"
  "  uid TEXT NOT NULL, part INTEGER NOT NULL, kind INTEGER NOT NULL,"
  "  number INTEGER, modality TEXT, date TEXT, time TEXT, description TEXT,"
  "  frame_of_reference TEXT, is_dicom INTEGER NOT NULL, n_instances INTEGER NOT NULL,"
  "  UNIQUE (study_id, uid, part, kind));"
  "CREATE INDEX series_by_uid ON series (uid);"
  "CREATE INDEX series_by_frame ON series (frame_of_reference);"

  "CREATE TABLE instance ("
  "  id INTEGER PRIMARY KEY,"
  "  study_id INTEGER NOT NULL REFERENCES study,"
  "  series_uid TEXT NOT NULL, uid TEXT NOT NULL, part INTEGER NOT NULL DEFAULT 0,"
  "  UNIQUE (study_id, series_uid, uid));"
  "CREATE INDEX instance_by_uid ON instance (uid);"

  "CREATE TABLE file ("
  "  id INTEGER PRIMARY KEY,"
  "  path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, mtime INTEGER NOT NULL,"
  "  instance_id INTEGER NOT NULL REFERENCES instance, state INTEGER NOT NULL);"
  "CREATE INDEX file_by_instance ON file (instance_id);"

  "CREATE TABLE segmentation ("
  "  id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE,"
  "  study_uid TEXT NOT NULL, series_uid TEXT NOT NULL, part INTEGER NOT NULL,"
  "  UNIQUE (study_uid, series_uid, part));"

  "CREATE TABLE journal ("
  "  seq INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  segmentation_id INTEGER NOT NULL REFERENCES segmentation,"
  "  step INTEGER NOT NULL, time INTEGER NOT NULL, author TEXT, tool TEXT,"
  "  edit BLOB NOT NULL);"
  "CREATE INDEX journal_by_segmentation ON journal (segmentation_id, seq);",

  "CREATE INDEX file_missing ON file (instance_id) WHERE state = 1;"
  "CREATE TABLE roi_set ("
  "  id INTEGER PRIMARY KEY,"
  "  instance_id INTEGER NOT NULL UNIQUE REFERENCES instance ON DELETE CASCADE,"
  "  kind INTEGER NOT NULL, n_rois INTEGER NOT NULL, label TEXT,"
  "  referenced_series TEXT, frame_of_reference TEXT);"
  "CREATE TABLE roi_set_reference ("
  "  roi_set_id INTEGER NOT NULL REFERENCES roi_set ON DELETE CASCADE, uid TEXT NOT NULL,"
  "  PRIMARY KEY (roi_set_id, uid)) WITHOUT ROWID;"
  "CREATE TABLE roi_set_link ("
  "  roi_set_id INTEGER NOT NULL REFERENCES roi_set ON DELETE CASCADE,"
  "  series_id INTEGER NOT NULL REFERENCES series ON DELETE CASCADE,"
  "  PRIMARY KEY (series_id, roi_set_id)) WITHOUT ROWID;"
  "CREATE INDEX roi_set_link_by_set ON roi_set_link (roi_set_id);"
  "CREATE TABLE imported_roi_set ("
  "  segmentation_id INTEGER NOT NULL REFERENCES segmentation,"
  "  uid TEXT NOT NULL, path TEXT, time INTEGER NOT NULL,"
  "  PRIMARY KEY (segmentation_id, uid)) WITHOUT ROWID;",

  "ALTER TABLE study ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;"
  "CREATE TABLE reading ("
  "  seq INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  study_uid TEXT NOT NULL, status INTEGER NOT NULL, time INTEGER NOT NULL, author TEXT);"
  "CREATE INDEX reading_by_study ON reading (study_uid, seq);"
  "CREATE TABLE visit ("
  "  study_uid TEXT NOT NULL PRIMARY KEY, time INTEGER NOT NULL) WITHOUT ROWID;",

  "CREATE TABLE series_display ("
  "  study_uid TEXT NOT NULL, series_uid TEXT NOT NULL, part INTEGER NOT NULL,"
  "  display TEXT NOT NULL, PRIMARY KEY (study_uid, series_uid, part)) WITHOUT ROWID;"
  "CREATE TABLE suv_correction ("
  "  seq INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  study_uid TEXT NOT NULL, series_uid TEXT NOT NULL,"
  "  time INTEGER NOT NULL, author TEXT NOT NULL, reason TEXT NOT NULL, correction TEXT);"
  "CREATE INDEX suv_correction_by_series ON suv_correction (series_uid, study_uid, seq);",

  "CREATE TABLE pinned_prior (study_uid TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;",

  "CREATE TABLE audit ("
  "  seq INTEGER PRIMARY KEY, time INTEGER NOT NULL, author TEXT, what TEXT NOT NULL,"
  "  segmentation TEXT, target TEXT, source TEXT, record INTEGER, detail TEXT,"
  "  content BLOB, hash BLOB NOT NULL, UNIQUE (source, record));"
  "CREATE INDEX audit_by_target ON audit (target, seq);"
  "CREATE TABLE audit_head ("
  "  id INTEGER PRIMARY KEY CHECK (id = 1), n INTEGER NOT NULL, hash BLOB NOT NULL);"
  "INSERT INTO audit_head VALUES (1, 0, zeroblob (32));"
  "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit"
  " BEGIN SELECT RAISE (ABORT, 'the audit trail is never changed'); END;"
  "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit"
  " BEGIN SELECT RAISE (ABORT, 'the audit trail is never changed'); END;"
  "CREATE TRIGGER audit_head_forth BEFORE UPDATE ON audit_head WHEN NEW.n <> OLD.n + 1"
  " BEGIN SELECT RAISE (ABORT, 'the audit trail is never changed'); END;"
  "CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head"
  " BEGIN SELECT RAISE (ABORT, 'the audit trail is never changed'); END;",

  "CREATE TABLE queue_record ("
  "  seq INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  protocol TEXT NOT NULL, version TEXT NOT NULL, study_uid TEXT NOT NULL, reader TEXT NOT NULL,"
  "  kind INTEGER NOT NULL, time INTEGER NOT NULL, opened INTEGER NOT NULL,"
  "  lesion TEXT, name TEXT, value TEXT);"
  "CREATE INDEX queue_record_by_protocol ON queue_record (protocol, seq);",

  "CREATE TABLE score ("
  "  seq INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  study_uid TEXT NOT NULL, series_uid TEXT NOT NULL, lesion TEXT,"
  "  time INTEGER NOT NULL, author TEXT NOT NULL,"
  "  signature TEXT NOT NULL, signature_hash TEXT NOT NULL, record TEXT NOT NULL);"
  "CREATE INDEX score_by_study ON score (study_uid, seq);"
  "CREATE TRIGGER score_no_update BEFORE UPDATE ON score"
  " BEGIN SELECT RAISE (ABORT, 'scores are never changed'); END;"
  "CREATE TRIGGER score_no_delete BEFORE DELETE ON score"
  " BEGIN SELECT RAISE (ABORT, 'scores are never changed'); END;",
};

/* The version that has the audit trail, which begins with what was there before. */
#define AUDIT_VERSION 6

static gboolean
check_version (gint64       version,
               const char  *path,
               GError     **error)
{
  if (version >= 0 && version <= (gint64) G_N_ELEMENTS (scripts))
    return TRUE;

  g_set_error (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_VERSION,
               _("%s: a newer Rimlight made this library (version %d; this one knows up to %d)"),
               path, (int) version, (int) G_N_ELEMENTS (scripts));

  return FALSE;
}

static gboolean
update_in_transaction (RimDb       *db,
                       const char  *path,
                       GError     **error)
{
  gint64 version = 0;
  g_autofree char *pragma = NULL;

  if (!rim_db_get_int (db, &version, error, "PRAGMA user_version", "") ||
      !check_version (version, path, error))
    return FALSE;

  for (gint64 v = version; v < (gint64) G_N_ELEMENTS (scripts); v++)
    if (!rim_db_exec (db, scripts[v], error) ||
        (v + 1 == AUDIT_VERSION && !rim_audit_begin (db, error)))
      return FALSE;

  pragma = g_strdup_printf ("PRAGMA user_version = %d", (int) G_N_ELEMENTS (scripts));

  return rim_db_exec (db, pragma, error);
}

/* Brings the library to the version of this program, all at once or not at all;
 * the version is asked again inside the transaction, for another program may
 * have just done the same.
 */
gboolean
rim_library_schema_update (RimDb       *db,
                           const char  *path,
                           GError     **error)
{
  gint64 version = 0;

  if (!rim_db_get_int (db, &version, error, "PRAGMA user_version", "") ||
      !check_version (version, path, error))
    return FALSE;

  if (version == (gint64) G_N_ELEMENTS (scripts))
    return TRUE;

  if (!rim_db_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;

  if (update_in_transaction (db, path, error) && rim_db_exec (db, "COMMIT", error))
    return TRUE;

  rim_db_exec (db, "ROLLBACK", NULL);

  return FALSE;
}
