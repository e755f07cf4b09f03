/* test-library.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "library/rim-library.h"
#include "rim-test-data.h"
#include "rim-test-series.h"
#include "segment/rim-stroke.h"

typedef struct
{
  char       *folder;
  char       *images;
  RimLibrary *library;
} Fixture;

static const RimTestSeries ct = { "Anna", "study 1", "ct", "CT", 6 };
static const RimTestSeries pet = { "Anna", "study 1", "pet", "PT", 5 };
static const RimTestSeries other = { "Berta", "study 2", "other", "CT", 3 };

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
  fixture->images = rim_test_folder_new ();
  fixture->library = open_library (fixture->folder);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->library);
  rim_test_folder_remove (fixture->folder);
  rim_test_folder_remove (fixture->images);
  g_free (fixture->folder);
  g_free (fixture->images);
}

static void
take_progress_cb (const RimImportProgress *progress,
                  gpointer                 data)
{
  *(RimImportProgress *) data = *progress;
}

static RimImportProgress
import (RimLibrary *library,
        const char *path,
        GPtrArray  *ids)
{
  RimImportProgress progress = { 0 };
  g_autoptr(GError) error = NULL;

  rim_library_import (library, (const char *const[]) { path, NULL }, RIM_IMPORT_IN_PLACE,
                      take_progress_cb, &progress, NULL, ids, NULL, &error);
  g_assert_no_error (error);

  return progress;
}

static GPtrArray *
check_rows (GPtrArray *rows,
            guint      n)
{
  g_assert_nonnull (rows);
  g_assert_cmpuint (rows->len, ==, n);

  return rows;
}

static RimLibraryRow *
get_row (GPtrArray *rows,
         guint      n)
{
  return g_ptr_array_index (rows, n);
}

/* The series of the first study of a patient. */
static GPtrArray *
list_series (RimLibrary *library,
             guint       patient,
             guint       n_patients)
{
  g_autoptr(GPtrArray) patients = check_rows (rim_library_list_patients (library, NULL), n_patients);
  g_autoptr(GPtrArray) studies = rim_library_list_studies (library, get_row (patients, patient)->id, NULL);

  return rim_library_list_series (library, get_row (studies, 0)->id, NULL);
}

static guint
get_mode (const char *folder,
          const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat facts;

  g_assert_cmpint (stat (path, &facts), ==, 0);

  return facts.st_mode & 0777;
}

static void
test_private (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "deep", "library", NULL);
  g_autoptr(RimLibrary) library = open_library (folder);

  g_assert_cmpstr (rim_library_get_folder (library), ==, folder);
  g_assert_cmpuint (get_mode (folder, ""), ==, 0700);
  g_assert_cmpuint (get_mode (folder, "library.sqlite"), ==, 0600);
  g_assert_cmpuint (get_mode (folder, "library.sqlite-wal"), ==, 0600);
}

static void
write_database (const char *folder,
                const char *sql)
{
  g_autofree char *path = g_build_filename (folder, "library.sqlite", NULL);
  sqlite3 *db;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

static void
assert_refused (const char      *folder,
                RimLibraryError  code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (rim_library_open (folder, &error));
  g_assert_error (error, RIM_LIBRARY_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, "library.sqlite"));
}

static void
test_refused (void)
{
  g_autofree char *newer = rim_test_folder_new ();
  g_autofree char *damaged = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (damaged, "library.sqlite", NULL);

  write_database (newer, "PRAGMA user_version = 1000");
  assert_refused (newer, RIM_LIBRARY_ERROR_VERSION);

  g_assert_true (g_file_set_contents (path, "This is no database, and long enough to be seen as none."
                                      "........................................................", -1, NULL));
  assert_refused (damaged, RIM_LIBRARY_ERROR_DAMAGED);

  rim_test_folder_remove (newer);
  rim_test_folder_remove (damaged);
}

/* A library as version 1 left it: its tables with a row each. */
static const char version_1[] =
  "CREATE TABLE patient (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,"
  "  patient_id TEXT, name TEXT, birth_date TEXT, sex TEXT);"
  "CREATE TABLE study (id INTEGER PRIMARY KEY, patient_id INTEGER NOT NULL REFERENCES patient,"
  "  uid TEXT NOT NULL UNIQUE, study_id TEXT, date TEXT, time TEXT, description TEXT, accession TEXT);"
  "CREATE INDEX study_by_patient ON study (patient_id);"
  "CREATE TABLE series (id INTEGER PRIMARY KEY, study_id INTEGER NOT NULL REFERENCES study,"
  "  uid TEXT NOT NULL, part INTEGER NOT NULL, kind INTEGER NOT NULL, number INTEGER, modality TEXT,"
  "  date TEXT, time TEXT, description TEXT, frame_of_reference TEXT, is_dicom INTEGER NOT NULL,"
  "  n_instances INTEGER NOT NULL, UNIQUE (study_id, uid, part, kind));"
  "CREATE INDEX series_by_uid ON series (uid);"
  "CREATE INDEX series_by_frame ON series (frame_of_reference);"
  "CREATE TABLE instance (id INTEGER PRIMARY KEY, study_id INTEGER NOT NULL REFERENCES study,"
  "  series_uid TEXT NOT NULL, uid TEXT NOT NULL, part INTEGER NOT NULL DEFAULT 0,"
  "  UNIQUE (study_id, series_uid, uid));"
  "CREATE INDEX instance_by_uid ON instance (uid);"
  "CREATE TABLE file (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL,"
  "  mtime INTEGER NOT NULL, instance_id INTEGER NOT NULL REFERENCES instance, state INTEGER NOT NULL);"
  "CREATE INDEX file_by_instance ON file (instance_id);"
  "CREATE TABLE segmentation (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE,"
  "  study_uid TEXT NOT NULL, series_uid TEXT NOT NULL, part INTEGER NOT NULL,"
  "  UNIQUE (study_uid, series_uid, part));"
  "CREATE TABLE journal (seq INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  segmentation_id INTEGER NOT NULL REFERENCES segmentation, step INTEGER NOT NULL,"
  "  time INTEGER NOT NULL, author TEXT, tool TEXT, edit BLOB NOT NULL);"
  "CREATE INDEX journal_by_segmentation ON journal (segmentation_id, seq);"
  "INSERT INTO patient VALUES (7, 'P', 'P', 'Name', '19500101', 'F');"
  "INSERT INTO study VALUES (3, 7, '1.2', 'S', '20250101', '1200', 'Chest', 'A');"
  "INSERT INTO series VALUES (5, 3, '1.2.3', 0, 0, 1, 'CT', '20250101', '1200', 'Lung', '1.9', 1, 1);"
  "INSERT INTO instance VALUES (9, 3, '1.2.3', '1.2.3.4', 0);"
  "INSERT INTO file VALUES (2, '/nowhere/a', 1, 2, 9, 0);"
  "INSERT INTO segmentation VALUES (4, 'uuid', '1.2', '1.2.3', 0);"
  "PRAGMA user_version = 1;";

/* What version 2 added to it. */
static const char version_2[] =
  "CREATE INDEX file_missing ON file (instance_id) WHERE state = 1;"
  "CREATE TABLE roi_set (id INTEGER PRIMARY KEY,"
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
  "  PRIMARY KEY (segmentation_id, uid)) WITHOUT ROWID;"
  "INSERT INTO roi_set VALUES (6, 9, 1, 4, 'L', '1.2.3', '1.9');"
  "INSERT INTO roi_set_link VALUES (6, 5);"
  "PRAGMA user_version = 2;";

static void
test_migration (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *display = NULL;
  g_autoptr(RimLibrary) library = NULL;
  g_autoptr(RimSegmentation) segmentation = NULL;
  g_autoptr(GPtrArray) series = NULL;
  g_autoptr(GError) error = NULL;

  write_database (folder, version_1);
  library = open_library (folder);
  series = check_rows (list_series (library, 0, 1), 1);
  g_assert_cmpint (get_row (series, 0)->id, ==, 5);
  g_assert_cmpstr (get_row (series, 0)->title, ==, "Lung");
  g_assert_cmpuint (get_row (series, 0)->n_contours, ==, 0);

  segmentation = rim_library_load_segmentation (library, "1.2", "1.2.3", 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rim_segmentation_get_id (segmentation), ==, "uuid");

  display = rim_library_dup_display (library, "1.2", "1.2.3", 0, &error);
  g_assert_no_error (error);
  g_assert_null (display);

  g_clear_object (&library);
  library = open_library (folder);
  g_clear_object (&library);
  rim_test_folder_remove (folder);
}

/* What version 3 added. */
static const char version_3[] =
  "ALTER TABLE study ADD COLUMN imported INTEGER NOT NULL DEFAULT 0;"
  "CREATE TABLE reading (seq INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  study_uid TEXT NOT NULL, status INTEGER NOT NULL, time INTEGER NOT NULL, author TEXT);"
  "CREATE INDEX reading_by_study ON reading (study_uid, seq);"
  "CREATE TABLE visit (study_uid TEXT NOT NULL PRIMARY KEY, time INTEGER NOT NULL) WITHOUT ROWID;"
  "INSERT INTO reading (study_uid, status, time, author) VALUES ('1.2', 2, 7, 'R');"
  "PRAGMA user_version = 3;";

/* How series are shown and what was corrected is kept from version 4 on. */
static void
test_migration_3 (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *display = NULL;
  g_autoptr(RimLibrary) library = NULL;
  g_autoptr(GPtrArray) studies = NULL;
  g_autoptr(GPtrArray) corrections = NULL;
  g_autoptr(GError) error = NULL;

  write_database (folder, version_1);
  write_database (folder, version_2);
  write_database (folder, version_3);
  library = open_library (folder);
  studies = check_rows (rim_library_list_studies (library, 7, NULL), 1);
  g_assert_cmpint (get_row (studies, 0)->status, ==, 2);

  rim_library_set_display (library, "1.2", "1.2.3", 0, "{}");
  g_assert_true (rim_library_flush (library, &error));
  display = rim_library_dup_display (library, "1.2", "1.2.3", 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (display, ==, "{}");
  corrections = rim_library_list_suv_corrections (library, "1.2", "1.2.3", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (corrections->len, ==, 0);

  g_clear_object (&library);
  rim_test_folder_remove (folder);
}

/* What version 4 added. */
static const char version_4[] =
  "CREATE TABLE series_display ("
  "  study_uid TEXT NOT NULL, series_uid TEXT NOT NULL, part INTEGER NOT NULL,"
  "  display TEXT NOT NULL, PRIMARY KEY (study_uid, series_uid, part)) WITHOUT ROWID;"
  "CREATE TABLE suv_correction ("
  "  seq INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  study_uid TEXT NOT NULL, series_uid TEXT NOT NULL,"
  "  time INTEGER NOT NULL, author TEXT NOT NULL, reason TEXT NOT NULL, correction TEXT);"
  "CREATE INDEX suv_correction_by_series ON suv_correction (series_uid, study_uid, seq);"
  "PRAGMA user_version = 4;";

/* Which study a patient's are compared with is kept from version 5 on. */
static void
test_migration_4 (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(RimLibrary) library = NULL;
  g_autoptr(GPtrArray) studies = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *none = NULL;
  g_autofree char *pinned = NULL;
  g_autofree char *again = NULL;
  RimLibraryRow *study;

  write_database (folder, version_1);
  write_database (folder, version_2);
  write_database (folder, version_3);
  write_database (folder, version_4);
  library = open_library (folder);
  studies = check_rows (rim_library_list_studies (library, 7, NULL), 1);
  study = get_row (studies, 0);
  none = rim_library_dup_pinned_prior (library, study->id, &error);
  g_assert_no_error (error);
  g_assert_null (none);

  rim_library_pin_prior (library, study->uid, TRUE);
  g_assert_true (rim_library_flush (library, &error));
  pinned = rim_library_dup_pinned_prior (library, study->id, &error);
  g_assert_cmpstr (pinned, ==, study->uid);
  rim_library_pin_prior (library, study->uid, FALSE);
  g_assert_true (rim_library_flush (library, &error));
  again = rim_library_dup_pinned_prior (library, study->id, &error);
  g_assert_null (again);

  g_clear_object (&library);
  rim_test_folder_remove (folder);
}

/* How far studies are read is kept from version 3 on, and was not said before. */
static void
test_migration_2 (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(RimLibrary) library = NULL;
  g_autoptr(GPtrArray) series = NULL;
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) after = NULL;

  write_database (folder, version_1);
  write_database (folder, version_2);
  library = open_library (folder);
  series = check_rows (list_series (library, 0, 1), 1);
  g_assert_cmpuint (get_row (series, 0)->n_contours, ==, 4);

  before = check_rows (rim_library_list_studies (library, 7, NULL), 1);
  g_assert_cmpint (get_row (before, 0)->status, ==, RIM_READING_UNREAD);
  g_assert_cmpint (get_row (before, 0)->imported, ==, 0);

  rim_library_set_status (library, "1.2", RIM_READING_REVIEWED, "R");
  g_clear_object (&library);
  library = open_library (folder);
  after = check_rows (rim_library_list_studies (library, 7, NULL), 1);
  g_assert_cmpint (get_row (after, 0)->status, ==, RIM_READING_REVIEWED);

  g_clear_object (&library);
  rim_test_folder_remove (folder);
}

static void
test_lists (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) patients = NULL;
  g_autoptr(GPtrArray) series = NULL;
  RimImportProgress progress;

  rim_test_series_write (fixture->images, &ct);
  rim_test_series_write (fixture->images, &pet);
  rim_test_series_write (fixture->images, &other);

  progress = import (fixture->library, fixture->images, ids);
  g_assert_cmpuint (progress.n_added, ==, 14);
  g_assert_cmpuint (progress.n_done, ==, 14);
  g_assert_cmpuint (ids->len, ==, 3);

  patients = check_rows (rim_library_list_patients (fixture->library, NULL), 2);
  g_assert_cmpstr (get_row (patients, 0)->title, ==, "Anna");
  g_assert_cmpuint (get_row (patients, 0)->n_children, ==, 1);
  g_assert_cmpstr (get_row (patients, 0)->date, ==, "20260102");

  series = check_rows (list_series (fixture->library, 0, 2), 2);
  for (guint i = 0; i < 2; i++)
    {
      RimLibraryRow *row = get_row (series, i);

      g_assert_cmpuint (row->n_children, ==, g_str_equal (row->modality, "CT") ? 6 : 5);
      g_assert_cmpint (row->kind, ==, RIM_SERIES_IMAGE);
      g_assert_false (row->missing);
      g_assert_true (row->is_dicom);
    }
}

static void
test_import_twice (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GPtrArray) first = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) second = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *copies = rim_test_folder_new ();
  g_autoptr(GPtrArray) series = NULL;
  RimImportProgress progress;

  rim_test_series_write (fixture->images, &ct);
  import (fixture->library, fixture->images, first);

  progress = import (fixture->library, fixture->images, second);
  g_assert_cmpuint (progress.n_added, ==, 0);
  g_assert_cmpuint (progress.n_known, ==, 6);
  g_assert_cmpint (*(gint64 *) first->pdata[0], ==, *(gint64 *) second->pdata[0]);

  rim_test_series_write (copies, &ct);
  progress = import (fixture->library, copies, NULL);
  g_assert_cmpuint (progress.n_added, ==, 0);
  g_assert_cmpuint (progress.n_known, ==, 6);

  series = check_rows (list_series (fixture->library, 0, 1), 1);
  g_assert_cmpuint (get_row (series, 0)->n_children, ==, 6);
  rim_test_folder_remove (copies);
}

static RimLibraryRow *
find_row (GPtrArray  *rows,
          const char *modality)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (get_row (rows, i)->modality, modality) == 0)
      return get_row (rows, i);

  g_assert_not_reached ();
}

/* Whichever comes first, the regions or the image. */
static void
test_links (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *rois = NULL;
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) after = NULL;

  rim_test_series_write (fixture->images, &ct);
  rim_test_series_write (fixture->images, &pet);
  rois = rim_test_series_add_rois (fixture->images, &pet);

  import (fixture->library, rois, NULL);
  before = check_rows (list_series (fixture->library, 0, 1), 1);
  g_assert_cmpint (get_row (before, 0)->kind, ==, RIM_SERIES_RTSTRUCT);
  g_assert_cmpuint (get_row (before, 0)->n_contours, ==, 2);
  g_assert_null (get_row (before, 0)->referenced_series_uid);

  import (fixture->library, fixture->images, NULL);
  after = check_rows (list_series (fixture->library, 0, 1), 3);
  g_assert_cmpuint (find_row (after, "PT")->n_contours, ==, 2);
  g_assert_cmpuint (find_row (after, "CT")->n_contours, ==, 0);
  g_assert_cmpstr (find_row (after, "RTSTRUCT")->referenced_series_uid, ==, find_row (after, "PT")->uid);
}

static RimSegmentation *
load (RimLibrary          *library,
      const RimTestSeries *series)
{
  g_autofree char *study = rim_test_series_dup_uid (series->study);
  g_autofree char *uid = rim_test_series_dup_uid (series->name);
  g_autoptr(GError) error = NULL;
  RimSegmentation *segmentation = rim_library_load_segmentation (library, study, uid, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rim_segmentation_get_warnings (segmentation)->len, ==, 0);

  return segmentation;
}

static void
paint (RimSegmentation *segmentation,
       guint            index,
       double           x,
       double           y)
{
  RimLesion *lesion = rim_segmentation_get_lesion (segmentation, index);
  RimStrokeSpec spec = { 1.5, RIM_VEC3 (0, 0, 1), FALSE };
  RimVec3 point = RIM_VEC3 (x, y, 4);
  g_autoptr(RimStroke) stroke = rim_stroke_new (lesion->mask, &spec);
  g_autoptr(RimLesion) painted = NULL;

  rim_stroke_add (stroke, &point, 1, NULL);
  painted = rim_lesion_with_mask (lesion, rim_stroke_get_mask (stroke));
  g_assert_true (rim_segmentation_replace (segmentation, painted, "brush"));
}

static void
assert_same (RimSegmentation *a,
             RimSegmentation *b)
{
  g_assert_cmpuint (rim_segmentation_get_n_lesions (a), ==, rim_segmentation_get_n_lesions (b));
  for (guint i = 0; i < rim_segmentation_get_n_lesions (a); i++)
    g_assert_true (rim_lesion_equal (rim_segmentation_get_lesion (a, i), rim_segmentation_get_lesion (b, i)));

  g_assert_cmpuint (rim_segmentation_get_n_edits (a), ==, rim_segmentation_get_n_edits (b));
  g_assert_cmpuint (rim_segmentation_get_position (a), ==, rim_segmentation_get_position (b));
}

static void
flush (RimLibrary *library)
{
  g_autoptr(GError) error = NULL;

  rim_library_flush (library, &error);
  g_assert_no_error (error);
}

static void
test_journal (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *rois = NULL;
  g_autoptr(RimSegmentation) drawn = NULL;
  g_autoptr(RimSegmentation) again = NULL;

  rim_test_series_write (fixture->images, &ct);
  rois = rim_test_series_add_rois (fixture->images, &ct);
  import (fixture->library, fixture->images, NULL);

  drawn = load (fixture->library, &ct);
  rim_library_track (fixture->library, drawn);
  g_assert_cmpuint (rim_segmentation_get_n_lesions (drawn), ==, 2);
  g_assert_cmpstr (rim_segmentation_get_lesion (drawn, 1)->name, ==, "ROI 2");
  g_assert_true (rim_lesion_is_slice_untouched (rim_segmentation_get_lesion (drawn, 0), 3));
  g_assert_false (rim_segmentation_can_undo (drawn));

  paint (drawn, 0, 5, 5);
  paint (drawn, 1, 0, 5);
  paint (drawn, 0, 0, 0);
  rim_segmentation_undo (drawn);
  rim_segmentation_undo (drawn);
  rim_segmentation_redo (drawn);
  rim_segmentation_remove (drawn, rim_segmentation_get_lesion (drawn, 0)->id, "remove");
  rim_segmentation_undo (drawn);
  flush (fixture->library);

  again = load (fixture->library, &ct);
  assert_same (drawn, again);

  g_clear_object (&fixture->library);
  fixture->library = open_library (fixture->folder);
  g_clear_object (&again);
  again = load (fixture->library, &ct);
  assert_same (drawn, again);
}

/* A structure set that comes later adds to what is there. */
static void
test_rois_later (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *rois = NULL;
  g_autoptr(RimSegmentation) empty = NULL;
  g_autoptr(RimSegmentation) filled = NULL;

  rim_test_series_write (fixture->images, &ct);
  import (fixture->library, fixture->images, NULL);
  empty = load (fixture->library, &ct);
  g_assert_cmpuint (rim_segmentation_get_n_lesions (empty), ==, 0);

  rois = rim_test_series_add_rois (fixture->images, &ct);
  import (fixture->library, rois, NULL);
  filled = load (fixture->library, &ct);
  g_assert_cmpuint (rim_segmentation_get_n_lesions (filled), ==, 2);
  g_clear_object (&filled);
  filled = load (fixture->library, &ct);
  g_assert_cmpuint (rim_segmentation_get_n_lesions (filled), ==, 2);
}

static void
spin (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Two programs with a session each on one library draw on one lesion. */
static void
test_two_programs (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *rois = NULL;
  g_autoptr(RimLibrary) second = open_library (fixture->folder);
  g_autoptr(RimSegmentation) mine = NULL;
  g_autoptr(RimSegmentation) theirs = NULL;
  g_autoptr(RimSegmentation) all = NULL;
  g_autoptr(GError) error = NULL;

  rim_test_series_write (fixture->images, &ct);
  rois = rim_test_series_add_rois (fixture->images, &ct);
  import (fixture->library, fixture->images, NULL);

  mine = load (fixture->library, &ct);
  theirs = load (second, &ct);
  rim_library_track (fixture->library, mine);
  rim_library_track (second, theirs);

  paint (mine, 0, 5, 5);
  flush (fixture->library);
  paint (theirs, 0, -5, 5);
  flush (second);
  spin ();
  g_assert_cmpuint (rim_segmentation_get_n_edits (theirs), ==, 2);

  g_assert_true (rim_library_refresh (fixture->library, mine, &error));
  g_assert_cmpuint (rim_segmentation_get_n_edits (mine), ==, 2);

  all = load (fixture->library, &ct);
  for (guint n = 0; n < 2; n++)
    {
      g_assert_true (rim_lesion_equal (rim_segmentation_get_lesion (all, n), rim_segmentation_get_lesion (mine, n)));
      g_assert_true (rim_lesion_equal (rim_segmentation_get_lesion (all, n), rim_segmentation_get_lesion (theirs, n)));
    }

  g_assert_true (rim_mask_contains (rim_segmentation_get_lesion (all, 0)->mask, 13, 13, 2));
  g_assert_true (rim_mask_contains (rim_segmentation_get_lesion (all, 0)->mask, 3, 13, 2));
}

static void
count_cb (RimLibrary *library,
          const char *message,
          guint      *count)
{
  g_assert_nonnull (message);
  (*count)++;
}

static void
recovered_cb (RimLibrary *library,
              gboolean   *recovered)
{
  *recovered = TRUE;
}

static sqlite3 *
open_raw (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "library.sqlite", NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);

  return db;
}

static void
exec_raw (sqlite3    *db,
          const char *sql)
{
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

/* What cannot be written is kept, told of, and written when it can be: here a
 * trigger stands for a disk that is full.
 */
static void
test_write_failed (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *rois = NULL;
  g_autoptr(RimSegmentation) drawn = NULL;
  g_autoptr(RimSegmentation) again = NULL;
  g_autoptr(GError) error = NULL;
  sqlite3 *raw = open_raw (fixture->folder);
  guint n_failed = 0;
  gboolean recovered = FALSE;

  g_signal_connect (fixture->library, "write-failed", G_CALLBACK (count_cb), &n_failed);
  g_signal_connect (fixture->library, "write-recovered", G_CALLBACK (recovered_cb), &recovered);
  rim_test_series_write (fixture->images, &ct);
  rois = rim_test_series_add_rois (fixture->images, &ct);
  import (fixture->library, fixture->images, NULL);
  drawn = load (fixture->library, &ct);
  rim_library_track (fixture->library, drawn);

  exec_raw (raw, "CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE (ABORT, 'full'); END");
  paint (drawn, 0, 5, 5);
  paint (drawn, 0, -5, 5);
  g_assert_false (rim_library_flush (fixture->library, &error));
  g_assert_nonnull (error);
  g_assert_false (rim_library_is_saved (fixture->library, drawn));
  spin ();
  g_assert_cmpuint (n_failed, ==, 1);
  g_assert_false (recovered);

  exec_raw (raw, "DROP TRIGGER full");
  flush (fixture->library);
  g_assert_true (rim_library_is_saved (fixture->library, drawn));
  spin ();
  g_assert_true (recovered);
  again = load (fixture->library, &ct);
  assert_same (drawn, again);
  sqlite3_close (raw);
}

/* A record that nobody can read costs no other. */
static void
test_damaged_record (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *study = rim_test_series_dup_uid (ct.study);
  g_autofree char *uid = rim_test_series_dup_uid (ct.name);
  g_autofree char *rois = NULL;
  g_autoptr(RimSegmentation) drawn = NULL;
  g_autoptr(RimSegmentation) again = NULL;
  g_autoptr(GError) error = NULL;
  sqlite3 *raw = open_raw (fixture->folder);

  rim_test_series_write (fixture->images, &ct);
  rois = rim_test_series_add_rois (fixture->images, &ct);
  import (fixture->library, fixture->images, NULL);
  drawn = load (fixture->library, &ct);
  rim_library_track (fixture->library, drawn);
  paint (drawn, 0, 5, 5);
  paint (drawn, 1, -5, 5);
  flush (fixture->library);

  exec_raw (raw, "UPDATE journal SET edit = x'4501ff' WHERE seq = 3");
  again = rim_library_load_segmentation (fixture->library, study, uid, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rim_segmentation_get_warnings (again)->len, ==, 1);
  g_assert_true (rim_lesion_equal (rim_segmentation_get_lesion (again, 1), rim_segmentation_get_lesion (drawn, 1)));
  sqlite3_close (raw);
}

static void
assert_display (RimLibrary *library,
                guint       part,
                const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *display = rim_library_dup_display (library, "1.2", "1.2.3", part, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (display, ==, expected);
}

static void
test_display (Fixture       *fixture,
              gconstpointer  data)
{
  assert_display (fixture->library, 0, NULL);
  rim_library_set_display (fixture->library, "1.2", "1.2.3", 0, "{'a': <1>}");
  rim_library_set_display (fixture->library, "1.2", "1.2.3", 0, "{'a': <2>}");
  rim_library_set_display (fixture->library, "1.2", "1.2.3", 1, "{'b': <3>}");
  flush (fixture->library);

  g_clear_object (&fixture->library);
  fixture->library = open_library (fixture->folder);
  assert_display (fixture->library, 0, "{'a': <2>}");
  assert_display (fixture->library, 1, "{'b': <3>}");
  assert_display (fixture->library, 2, NULL);
}

static RimSuvOverrides *
get_correction (RimLibrary *library)
{
  g_autoptr(GError) error = NULL;
  RimSuvOverrides *correction;

  g_assert_true (rim_library_get_suv_correction (library, "1.2", "1.2.3", &correction, &error));
  g_assert_no_error (error);

  return correction;
}

/* Kept with who, when and why; taken back without losing what was there. */
static void
test_correction (Fixture       *fixture,
                 gconstpointer  data)
{
  gint64 before = g_get_real_time ();
  g_autoptr(RimSuvOverrides) typed = rim_suv_overrides_new ();
  g_autoptr(RimSuvOverrides) back = rim_suv_overrides_new ();
  g_autoptr(RimSuvOverrides) kept = NULL;
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (get_correction (fixture->library));
  typed->weight = 82.3;
  typed->start_datetime = g_strdup ("20250101103000");
  g_assert_false (rim_library_correct_suv (fixture->library, "1.2", "1.2.3", typed, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);

  typed->reason = g_strdup ("from the \"chart\"");
  typed->author = g_strdup ("Ann");
  g_assert_true (rim_library_correct_suv (fixture->library, "1.2", "1.2.3", typed, &error));
  g_clear_object (&fixture->library);
  fixture->library = open_library (fixture->folder);
  kept = get_correction (fixture->library);
  g_assert_cmpfloat (kept->weight, ==, 82.3);
  g_assert_true (isnan (kept->dose));
  g_assert_cmpstr (kept->start_datetime, ==, "20250101103000");
  g_assert_cmpstr (kept->reason, ==, "from the \"chart\"");
  g_assert_cmpstr (kept->author, ==, "Ann");
  g_assert_cmpint (kept->time, >=, before);

  back->reason = g_strdup ("the chart was wrong");
  back->author = g_strdup ("Ben");
  g_assert_true (rim_library_correct_suv (fixture->library, "1.2", "1.2.3", back, &error));
  g_assert_null (get_correction (fixture->library));
  all = rim_library_list_suv_corrections (fixture->library, "1.2", "1.2.3", &error);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (((RimSuvOverrides *) all->pdata[0])->author, ==, "Ben");
  g_assert_cmpfloat (((RimSuvOverrides *) all->pdata[1])->weight, ==, 82.3);
}

/* Whatever stands in the library, it is refused or makes sense. */
static void
test_damaged_correction (Fixture       *fixture,
                         gconstpointer  data)
{
  static const char *const texts[] = {
    "", "{", "[]", "7", "{}", "{\"weight_kg\": -3, \"reason\": \"r\"}",
    "{\"weight_kg\": \"70\"}", "{\"sex\": \"X\", \"reason\": \"r\"}",
    "{\"start_datetime\": \"noon\", \"reason\": \"r\"}", "{\"dose_bq\": 1e400, \"reason\": \"r\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (rim_suv_overrides_from_json (texts[i], &error));
      g_assert_nonnull (error);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/library/refused", test_refused);
  g_test_add_func ("/engine/library/migration", test_migration);
  g_test_add_func ("/engine/library/migration-2", test_migration_2);
  g_test_add_func ("/engine/library/migration-3", test_migration_3);
  g_test_add_func ("/engine/library/migration-4", test_migration_4);
  g_test_add ("/engine/library/display", Fixture, NULL, set_up, test_display, tear_down);
  g_test_add ("/engine/library/correction", Fixture, NULL, set_up, test_correction, tear_down);
  g_test_add ("/engine/library/damaged-correction", Fixture, NULL, set_up, test_damaged_correction, tear_down);
  g_test_add ("/engine/library/private", Fixture, NULL, set_up, test_private, tear_down);
  g_test_add ("/engine/library/lists", Fixture, NULL, set_up, test_lists, tear_down);
  g_test_add ("/engine/library/import-twice", Fixture, NULL, set_up, test_import_twice, tear_down);
  g_test_add ("/engine/library/links", Fixture, NULL, set_up, test_links, tear_down);
  g_test_add ("/engine/library/journal", Fixture, NULL, set_up, test_journal, tear_down);
  g_test_add ("/engine/library/rois-later", Fixture, NULL, set_up, test_rois_later, tear_down);
  g_test_add ("/engine/library/two-programs", Fixture, NULL, set_up, test_two_programs, tear_down);
  g_test_add ("/engine/library/write-failed", Fixture, NULL, set_up, test_write_failed, tear_down);
  g_test_add ("/engine/library/damaged-record", Fixture, NULL, set_up, test_damaged_record, tear_down);

  return g_test_run ();
}
