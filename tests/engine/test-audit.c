/* test-audit.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The audit trail: all that is done has a row, and whoever changes the file behind the
 * program's back is found, at the row where it was done.
 */

#include <sqlite3.h>
#include <string.h>

#include "library/rim-export.h"
#include "library/rim-library-audit.h"
#include "library/rim-library-scores.h"
#include "rim-test-data.h"
#include "segment/rim-lesion-review.h"

typedef struct
{
  char       *folder;
  RimLibrary *library;
} Fixture;

static RimLibrary *
open_library (const char *folder)
{
  g_autoptr(GError) error = NULL;
  RimLibrary *library = rim_library_open (folder, &error);

  g_assert_no_error (error);

  return library;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = rim_test_folder_new ();
  fixture->library = open_library (fixture->folder);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->library);
  rim_test_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

static sqlite3 *
open_raw (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "library.sqlite", NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 10000);

  return db;
}

static void
exec_raw (sqlite3    *db,
          const char *sql)
{
  char *message = NULL;

  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
}

/* What a hand does that knows how to get around the triggers. */
static void
tamper (const char *folder,
        const char *sql)
{
  sqlite3 *db = open_raw (folder);

  exec_raw (db, "DROP TRIGGER IF EXISTS audit_no_update; DROP TRIGGER IF EXISTS audit_no_delete;"
            "DROP TRIGGER IF EXISTS audit_head_forth; DROP TRIGGER IF EXISTS audit_head_no_delete;");
  exec_raw (db, sql);
  sqlite3_close (db);
}

static void
check_from (const char         *folder,
            const RimAuditMark *mark,
            gint64              broken_row,
            const char         *difference)
{
  g_auto(RimAuditReport) report = { 0 };
  g_autoptr(GError) error = NULL;

  rim_library_check_audit (folder, mark, &report, &error);
  g_assert_no_error (error);
  if (difference == NULL)
    g_assert_cmpstr (report.difference, ==, NULL);
  else
    g_assert_nonnull (report.difference);
  g_assert_cmpint (report.broken_row, ==, broken_row);
  if (difference != NULL)
    g_assert_nonnull (strstr (report.difference, difference));
}

static void
check (const char *folder,
       gint64      broken_row,
       const char *difference)
{
  check_from (folder, NULL, broken_row, difference);
}

static RimSegmentation *
load (RimLibrary *library)
{
  g_autoptr(GError) error = NULL;
  RimSegmentation *segmentation = rim_library_load_segmentation (library, "1.2", "1.2.3", 0, &error);

  g_assert_no_error (error);
  rim_library_track (library, segmentation);

  return segmentation;
}

static void
flush (RimLibrary *library)
{
  g_autoptr(GError) error = NULL;

  rim_library_flush (library, &error);
  g_assert_no_error (error);
}

static void
correct (RimLibrary *library)
{
  g_autoptr(RimSuvOverrides) typed = rim_suv_overrides_new ();
  g_autoptr(GError) error = NULL;

  typed->weight = 82.3;
  typed->reason = g_strdup ("from the chart");
  typed->author = g_strdup ("Ann");
  rim_library_correct_suv (library, "1.2", "1.2.3", typed, &error);
  g_assert_no_error (error);
}

/* Rows: 1 begin, 2 add, 3 rename, 4 undo, 5 redo, 6 sign, 7 reopen, 8 status, 9 SUV,
 * 10 export. Journal records 1 to 6 are rows 2 to 7.
 */
#define N_ROWS 10

/* The trail has the file, with what it holds, before it takes its place. */
static void
save (Fixture         *fixture,
      RimSegmentation *segmentation)
{
  g_autoptr(RimLesion) lesion = rim_lesion_ref (rim_segmentation_get_lesion (segmentation, 0));
  const RimExportNote note = { fixture->library, rim_segmentation_get_id (segmentation), "Ben" };
  g_autofree char *path = g_build_filename (fixture->folder, "a.nrrd", NULL);
  g_autoptr(GPtrArray) lesions = g_ptr_array_new ();
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (lesions, lesion);
  image = rim_volume_new (rim_mask_get_grid (lesion->mask), RIM_VOXEL_INT16, &error);
  g_assert_no_error (error);
  rim_volume_publish_all (image);
  rim_export_lesions_noted (path, RIM_EXPORT_NRRD, lesions, image, NULL, &note, &error);
  g_assert_no_error (error);
}

static void
work (Fixture *fixture)
{
  RimLibrary *library = fixture->library;
  const RimGrid grid = { { 4, 4, 1 }, { { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 2, 0 } } } };
  const guint8 voxels[16] = { 1, 1 };
  RimMaskSlice *slice = rim_mask_slice_new_from_bytes (voxels, 4, 4, 4);
  g_autoptr(RimMask) empty = rim_mask_new (&grid);
  g_autoptr(RimMask) mask = rim_mask_with_slices (empty, 0, 1, &slice);
  g_autoptr(RimLesion) lesion = rim_lesion_new ("GTV-1", mask);
  g_autoptr(RimLesion) named = rim_lesion_with_name (lesion, "Hilus");
  g_autoptr(RimSegmentation) segmentation = load (library);

  rim_mask_slice_unref (slice);
  rim_segmentation_set_author (segmentation, "Ben");
  g_assert_true (rim_segmentation_add (segmentation, lesion, "brush"));
  g_assert_true (rim_segmentation_replace (segmentation, named, "rename"));
  g_assert_true (rim_segmentation_undo (segmentation));
  g_assert_true (rim_segmentation_redo (segmentation));
  g_assert_cmpuint (rim_segmentation_sign (segmentation, lesion->id, "Dr. A"), ==, 1);
  g_assert_true (rim_segmentation_reopen (segmentation, lesion->id, "a vessel"));
  rim_library_set_status (library, "1.2", RIM_READING_REVIEWED, "Ann");
  flush (library);
  correct (library);
  save (fixture, segmentation);
  flush (library);
}

static void
assert_tells_of_file (Fixture    *fixture,
                      const char *detail)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.nrrd", NULL);
  g_autofree char *contents = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *expected = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, length);
  expected = g_strdup_printf ("NRRD: %s, SHA-256 %s", path, hash);
  g_assert_cmpstr (detail, ==, expected);
}

static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const what[N_ROWS] = {
    "begin", "do", "do", "undo", "redo", "sign-off", "sign-off", "status", "suv", "export"
  };
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GPtrArray) of_lesion = NULL;
  g_autoptr(GError) error = NULL;
  RimAuditRow *row;

  work (fixture);
  rows = rim_library_list_audit (fixture->library, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, N_ROWS);
  for (guint i = 0; i < N_ROWS; i++)
    g_assert_cmpstr (((RimAuditRow *) g_ptr_array_index (rows, i))->what, ==, what[i]);

  row = g_ptr_array_index (rows, 5);
  g_assert_cmpstr (row->author, ==, "Ben");
  g_assert_true (g_str_has_prefix (row->detail, "sign: Dr. A, SHA-256 "));
  g_assert_cmpstr (((RimAuditRow *) g_ptr_array_index (rows, 6))->detail, ==, "reopen: a vessel");
  g_assert_cmpstr (((RimAuditRow *) g_ptr_array_index (rows, 7))->detail, ==, "reviewed");
  g_assert_cmpstr (((RimAuditRow *) g_ptr_array_index (rows, 8))->detail, ==, "from the chart");
  assert_tells_of_file (fixture, ((RimAuditRow *) g_ptr_array_index (rows, 9))->detail);

  of_lesion = rim_library_list_audit (fixture->library, row->target, &error);
  g_assert_cmpuint (of_lesion->len, ==, 6);
  check (fixture->folder, 0, NULL);
}

/* The database itself refuses what is not meant to be. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const commands[] = {
    "UPDATE audit SET author = 'x' WHERE seq = 3", "DELETE FROM audit", "DELETE FROM audit_head",
    "UPDATE audit_head SET n = 2", "INSERT INTO audit_head VALUES (2, 0, '')",
  };
  sqlite3 *db = open_raw (fixture->folder);

  work (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_assert_cmpint (sqlite3_exec (db, commands[i], NULL, NULL, NULL), ==, SQLITE_CONSTRAINT);
  sqlite3_close (db);
  check (fixture->folder, 0, NULL);
}

typedef struct
{
  const char *name;
  const char *sql;
  gint64      broken_row;
  const char *difference;
} Tampering;

static const Tampering tamperings[] = {
  { "time", "UPDATE audit SET time = time + 1 WHERE seq = 3", 3, "changed" },
  { "author", "UPDATE audit SET author = 'Ann' WHERE seq = 3", 3, "changed" },
  { "no-author", "UPDATE audit SET author = NULL WHERE seq = 3", 3, "changed" },
  { "what", "UPDATE audit SET what = 'undo' WHERE seq = 3", 3, "changed" },
  { "segmentation", "UPDATE audit SET segmentation = 'x' WHERE seq = 3", 3, "changed" },
  { "target", "UPDATE audit SET target = 'x' WHERE seq = 3", 3, "changed" },
  { "source", "UPDATE audit SET source = NULL WHERE seq = 3", 3, "changed" },
  { "record", "UPDATE audit SET record = 99 WHERE seq = 3", 3, "changed" },
  { "detail", "UPDATE audit SET detail = 'brush' WHERE seq = 3", 3, "changed" },
  { "no-detail", "UPDATE audit SET detail = '' WHERE seq = 1", 1, "changed" },
  { "content", "UPDATE audit SET content = zeroblob (32) WHERE seq = 3", 3, "changed" },
  { "hash", "UPDATE audit SET hash = zeroblob (32) WHERE seq = 3", 3, "changed" },
  { "moved", "UPDATE audit SET author = 'Bendo', what = '' WHERE seq = 3", 3, "changed" },
  { "deleted", "DELETE FROM audit WHERE seq = 3", 3, "gone" },
  { "first-deleted", "DELETE FROM audit WHERE seq = 1", 1, "gone" },
  { "closed-gap", "DELETE FROM audit WHERE seq = 3; UPDATE audit SET seq = seq - 1 WHERE seq > 3", 3, "changed" },
  { "swapped", "UPDATE audit SET seq = -3 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 4;"
    "UPDATE audit SET seq = 4 WHERE seq = -3", 3, "changed" },
  { "tail", "DELETE FROM audit WHERE seq = 10", 10, "should have 10 rows" },
  { "tail-of-records", "DELETE FROM audit WHERE seq > 6; UPDATE audit_head SET n = 6, "
    "hash = (SELECT hash FROM audit WHERE seq = 6)", 7, "no row tells of record 6 of journal" },
  { "all", "DELETE FROM audit; UPDATE audit_head SET n = 0, hash = zeroblob (32)", 1, "the end" },
  { "head", "UPDATE audit_head SET hash = zeroblob (32)", 10, "written last" },
  { "no-head", "DELETE FROM audit_head", 11, "is gone" },
  { "appended", "INSERT INTO audit SELECT 11, time, author, what, segmentation, target, NULL, NULL, detail, "
    "content, hash FROM audit WHERE seq = 10", 11, "changed" },
  { "journal-author", "UPDATE journal SET author = 'Ann' WHERE seq = 2", 3, "record 2 of journal was changed" },
  { "journal-time", "UPDATE journal SET time = 0 WHERE seq = 2", 3, "record 2 of journal was changed" },
  { "journal-tool", "UPDATE journal SET tool = NULL WHERE seq = 2", 3, "record 2 of journal was changed" },
  { "journal-step", "UPDATE journal SET step = 0 WHERE seq = 3", 4, "record 3 of journal was changed" },
  { "journal-edit", "UPDATE journal SET edit = substr (edit, 1, length (edit) - 1) || x'01' WHERE seq = 1", 2,
    "record 1 of journal was changed" },
  { "journal-deleted", "DELETE FROM journal WHERE seq = 5", 6, "record 5 of journal is gone" },
  { "journal-inserted", "INSERT INTO journal (segmentation_id, step, time, author, tool, edit) "
    "SELECT segmentation_id, step, time, author, tool, edit FROM journal WHERE seq = 1", 11,
    "no row tells of record 7 of journal" },
  { "other-image", "UPDATE segmentation SET uuid = 'x'", 2, "record 1 of journal was changed" },
  { "reading", "UPDATE reading SET status = 3", 8, "record 1 of reading was changed" },
  { "correction", "UPDATE suv_correction SET reason = 'x'", 9, "record 1 of suv_correction was changed" },
};

static void
test_tampering (Fixture       *fixture,
                gconstpointer  data)
{
  const Tampering *tampering = data;

  work (fixture);
  tamper (fixture->folder, tampering->sql);
  check (fixture->folder, tampering->broken_row, tampering->difference);
}

/* What only a mark finds: the last row, which no record backs, is cut off for good. */
static void
test_mark (Fixture       *fixture,
           gconstpointer  data)
{
  g_auto(RimAuditReport) before = { 0 };
  RimAuditMark mark;
  RimAuditMark wrong;

  work (fixture);
  g_assert_true (rim_library_check_audit (fixture->folder, NULL, &before, NULL));
  mark = (RimAuditMark) { before.n_rows, before.hash };
  g_assert_cmpint (mark.n_rows, ==, N_ROWS);
  check_from (fixture->folder, &mark, 0, NULL);
  wrong = (RimAuditMark) { 5, before.hash };
  check_from (fixture->folder, &wrong, 5, "made anew");

  tamper (fixture->folder, "DELETE FROM audit WHERE seq = 10; UPDATE audit_head SET n = 9, "
          "hash = (SELECT hash FROM audit WHERE seq = 9)");
  check (fixture->folder, 0, NULL);
  check_from (fixture->folder, &mark, 10, "the end");
}

/* A library from before the trail is chained as it was. */
static void
test_migration (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(RimAuditReport) report = { 0 };

  work (fixture);
  g_clear_object (&fixture->library);
  tamper (fixture->folder, "DROP TABLE audit; DROP TABLE audit_head; DROP TABLE queue_record; DROP TABLE score; PRAGMA user_version = 5");
  g_assert_false (rim_library_check_audit (fixture->folder, NULL, &report, &error));
  g_assert_error (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_VERSION);
  g_clear_error (&error);

  fixture->library = open_library (fixture->folder);
  rows = rim_library_list_audit (fixture->library, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, N_ROWS - 1);
  g_assert_cmpstr (((RimAuditRow *) g_ptr_array_index (rows, 0))->detail, ==, "8 records from before");
  check (fixture->folder, 0, NULL);
}

#define SCORE                                                                              \
  "{\"author\":\"Dr A\",\"before_sha256\":\"c0 - c1\",\"contour_sha256\":\"c2\",\"ct_sha256\":\"c3\"," \
  "\"high\":0.5,\"inputs\":[{\"contribution\":0.25,\"name\":\"a\",\"value\":\"x\"}],\"is_high\":true,"     \
  "\"limits\":[\"One.\",\"Two.\"],\"low\":null,\"margin\":0.125,\"probability\":0.75,"              \
  "\"program\":\"Rimlight 0\",\"serious\":true,\"signature\":\"s\",\"signature_sha256\":\"c4\","    \
  "\"synthetic\":false,\"time\":7,\"title\":\"S\"}"

/* Scores come back as they were kept, stand in the trail, and cannot be changed unseen. */
static void
test_scores (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimScoreRecord) record = rim_score_record_new_from_json (SCORE, &error);
  g_autofree char *json = NULL;
  g_autoptr(GPtrArray) scores = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  const RimLibraryScore *second;
  sqlite3 *db;

  g_assert_no_error (error);
  json = rim_score_record_to_json (record);
  g_assert_cmpstr (json, ==, SCORE);
  g_assert_null (rim_score_record_new_from_json ("{\"author\": 1}", NULL));
  g_assert_null (rim_score_record_new_from_json ("[", NULL));

  g_assert_true (rim_library_keep_score (fixture->library, "1.2", "1.2.3", "1.9", record, &error));
  g_assert_true (rim_library_keep_score (fixture->library, "1.2", "1.2.3", NULL, record, &error));
  scores = rim_library_list_scores (fixture->library, 0, &error);
  g_assert_cmpuint (scores->len, ==, 2);
  second = g_ptr_array_index (scores, 1);
  g_assert_cmpstr (((RimLibraryScore *) g_ptr_array_index (scores, 0))->lesion, ==, "1.9");
  g_assert_null (second->lesion);
  g_assert_cmpstr (second->study_uid, ==, "1.2");
  g_assert_cmpstr (second->series_uid, ==, "1.2.3");
  g_assert_cmpstr (second->record->before_hashes, ==, "c0 - c1");
  g_assert_cmpstr (second->record->limits[1], ==, "Two.");

  rows = rim_library_list_audit (fixture->library, NULL, &error);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpstr (((RimAuditRow *) g_ptr_array_index (rows, 1))->what, ==, "score");
  g_assert_cmpstr (((RimAuditRow *) g_ptr_array_index (rows, 1))->target, ==, "1.9");
  g_clear_object (&fixture->library);
  check (fixture->folder, 0, NULL);

  db = open_raw (fixture->folder);
  g_assert_cmpint (sqlite3_exec (db, "UPDATE score SET lesion = '1.8'", NULL, NULL, NULL), !=, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "DELETE FROM score", NULL, NULL, NULL), !=, SQLITE_OK);
  sqlite3_close (db);
  tamper (fixture->folder, "DROP TRIGGER score_no_update; UPDATE score SET lesion = '1.8' WHERE seq = 2");
  check (fixture->folder, 3, "record 2 of score was changed");
  fixture->library = open_library (fixture->folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/engine/audit/rows", Fixture, NULL, set_up, test_rows, tear_down);
  g_test_add ("/engine/audit/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/engine/audit/mark", Fixture, NULL, set_up, test_mark, tear_down);
  g_test_add ("/engine/audit/scores", Fixture, NULL, set_up, test_scores, tear_down);
  g_test_add ("/engine/audit/migration", Fixture, NULL, set_up, test_migration, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (tamperings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/engine/audit/tampered/%s", tamperings[i].name);

      g_test_add (path, Fixture, &tamperings[i], set_up, test_tampering, tear_down);
    }

  return g_test_run ();
}
