/* test-journal-kill.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* After kill -9 at any moment at most the stroke in progress is lost. A child
 * draws; after each step it waits for the journal and reports on a pipe which
 * edit it was. It is killed at random moments, and each edit that it reported
 * has to be there, with the database whole.
 */

#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "library/rim-export.h"
#include "library/rim-library-audit.h"
#include "rim-test-data.h"
#include "segment/rim-stroke.h"

#define N_KILLS    200
#define N_SAVING_KILLS    30
#define MOST_SAVING_DELAY 60000
#define MOST_DELAY 8000
#define LOAD_EVERY 7
#define N_STEPS    60
#define N_PARTS    3
#define N_OPENERS  6
#define N_OPENINGS 30
#define UUID_SIZE  36
#define STUDY_UID  "1.2.3"
#define SERIES_UID "1.2.3.4"

/* What is reported of a step: how many edits, the last of them, and where the journal
 * stands.
 */
typedef struct
{
  guint32 n_parts;
  guint32 position;
  guint32 n_edits;
  guint64 n_voxels;
  char    edit[UUID_SIZE];
} Report;

typedef struct
{
  int    pipe;
  Report report;
} Reporter;

static RimSegmentation *
load (RimLibrary *library)
{
  g_autoptr(GError) error = NULL;
  RimSegmentation *segmentation = rim_library_load_segmentation (library, STUDY_UID, SERIES_UID, 0, &error);

  g_assert_no_error (error);

  return segmentation;
}

static guint64
count_voxels (RimSegmentation *segmentation)
{
  guint64 count = 0;

  for (guint i = 0; i < rim_segmentation_get_n_lesions (segmentation); i++)
    count += rim_mask_count (rim_segmentation_get_lesion (segmentation, i)->mask);

  return count;
}

static void
act_cb (RimSegmentation *segmentation,
        RimJournalStep   step,
        GPtrArray       *edits,
        Reporter        *reporter)
{
  RimEdit *edit = g_ptr_array_index (edits, edits->len - 1);

  reporter->report.n_parts = edits->len;
  memcpy (reporter->report.edit, edit->id, UUID_SIZE);
  reporter->report.position = rim_segmentation_get_position (segmentation);
  reporter->report.n_edits = rim_segmentation_get_n_edits (segmentation);
  reporter->report.n_voxels = count_voxels (segmentation);
}

static void
add_lesion (RimSegmentation *segmentation)
{
  const RimGrid grid = { { 128, 128, 40 }, { { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 3, 0 } } } };
  g_autoptr(RimMask) mask = rim_mask_new (&grid);
  g_autoptr(RimLesion) lesion = rim_lesion_new ("Tumour", mask);

  rim_segmentation_add (segmentation, lesion, "add");
}

static void
draw (RimSegmentation *segmentation,
      GRand           *rand)
{
  RimLesion *lesion = rim_segmentation_get_lesion (segmentation, 0);
  RimStrokeSpec spec = { g_rand_double_range (rand, 1, 15), RIM_VEC3 (0, 0, 1), g_rand_int_range (rand, 0, 4) == 0 };
  g_autoptr(RimStroke) stroke = rim_stroke_new (lesion->mask, &spec);
  g_autoptr(RimLesion) drawn = NULL;
  double z = 3.0 * g_rand_int_range (rand, 0, 40);

  for (guint p = 0; p < 4; p++)
    {
      RimVec3 point = RIM_VEC3 (g_rand_double_range (rand, 0, 128), g_rand_double_range (rand, 0, 128), z);

      rim_stroke_add (stroke, &point, 1, NULL);
    }

  drawn = rim_lesion_with_mask (lesion, rim_stroke_get_mask (stroke));
  rim_segmentation_replace (segmentation, drawn, "brush");
}

/* Measurements are in the same journal. */
static void
measure (RimSegmentation *segmentation,
         GRand           *rand)
{
  const RimVec3 ends[2] = { { g_rand_double (rand), 0, 0 }, { 9, g_rand_double (rand), 0 } };
  g_autoptr(RimMeasurement) length = rim_measurement_new (RIM_MEASUREMENT_LENGTH, ends, 2,
                                                          RIM_VEC3 (0, 0, 1));

  rim_segmentation_add_measurement (segmentation, length, "length");
}

/* A step of N_PARTS edits */
static void
do_three_things (RimSegmentation *segmentation,
                 GRand           *rand)
{
  guint n_lesions = rim_segmentation_get_n_lesions (segmentation);

  rim_segmentation_begin_act (segmentation);
  add_lesion (segmentation);
  measure (segmentation, rand);
  rim_segmentation_remove (segmentation, rim_segmentation_get_lesion (segmentation, n_lesions)->id, "delete");
  rim_segmentation_end_act (segmentation);
}

static void
act (RimSegmentation *segmentation,
     GRand           *rand)
{
  int what = g_rand_int_range (rand, 0, 10);

  if (rim_segmentation_get_n_lesions (segmentation) == 0)
    add_lesion (segmentation);
  else if (what == 0 && rim_segmentation_get_position (segmentation) > 1)
    rim_segmentation_undo (segmentation);
  else if (what == 1 && rim_segmentation_can_redo (segmentation))
    rim_segmentation_redo (segmentation);
  else if (what < 4)
    measure (segmentation, rand);
  else if (what < 6)
    do_three_things (segmentation, rand);
  else
    draw (segmentation, rand);
}

/* The child: never returns. It draws for ever, or @n_steps steps. */
static void
run_child (const char *folder,
           int         pipe,
           guint32     seed,
           guint       n_steps)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  RimLibrary *library = rim_library_open (folder, NULL);
  RimSegmentation *segmentation = load (library);
  Reporter reporter = { pipe, { 0 } };

  g_random_set_seed (seed);   /* or children have the same identifiers */
  rim_library_track (library, segmentation);
  g_signal_connect (segmentation, "act", G_CALLBACK (act_cb), &reporter);

  for (guint n = 0; n_steps == 0 || n < n_steps; n++)
    {
      g_main_context_iteration (NULL, FALSE);
      memset (&reporter.report, 0, sizeof reporter.report);
      act (segmentation, rand);
      if (reporter.report.edit[0] == '\0')
        continue;

      if (!rim_library_flush (library, NULL) ||
          write (pipe, &reporter.report, sizeof reporter.report) != sizeof reporter.report)
        _exit (1);
    }

  _exit (0);
}

/* Kills a drawing program after @delay microseconds: of its life, or in every
 * second round of its time after the first step, so that a slow machine has
 * steps to lose too.
 *
 * Returns: (element-type Report): the steps that were reported
 */
static GArray *
draw_and_kill (const char *folder,
               guint32     seed,
               gulong      delay)
{
  GArray *reports = g_array_new (FALSE, FALSE, sizeof (Report));
  int ends[2];
  pid_t child;
  int status;
  Report report;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    run_child (folder, ends[1], seed, 0);

  close (ends[1]);
  if (seed % 2 == 0 && read (ends[0], &report, sizeof report) == sizeof report)
    g_array_append_val (reports, report);
  g_usleep (delay);
  kill (child, SIGKILL);
  waitpid (child, &status, 0);
  g_assert_true (WIFSIGNALED (status));

  while (read (ends[0], &report, sizeof report) == sizeof report)
    g_array_append_val (reports, report);
  close (ends[0]);

  return reports;
}

static void
assert_whole (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "library.sqlite", NULL);
  sqlite3 *db;
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "PRAGMA integrity_check", -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, "ok");
  sqlite3_finalize (statement);
  sqlite3_close (db);
}

/* Every record has its row of the trail, and every row its record. */
static void
assert_chained (const char *folder)
{
  g_auto(RimAuditReport) report = { 0 };
  g_autoptr(GError) error = NULL;

  rim_library_check_audit (folder, NULL, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report.difference, ==, NULL);
}

/* A record of the journal: which edit it is, what the library calls what happened, and the
 * step that it is part of.
 */
typedef struct
{
  char *id;
  char *act;
  int   step;
} JournalRow;

static void
row_clear (gpointer data)
{
  JournalRow *row = data;

  g_free (row->id);
  g_free (row->act);
}

static JournalRow
read_row (sqlite3_stmt *statement)
{
  g_autoptr(GBytes) edit = g_bytes_new (sqlite3_column_blob (statement, 0),
                                        (gsize) sqlite3_column_bytes (statement, 0));
  g_autofree char *lesion_id = NULL;
  g_autoptr(GError) error = NULL;
  JournalRow row = { NULL, NULL, sqlite3_column_int (statement, 1) };

  rim_edit_peek (edit, &lesion_id, &row.id, &error);
  g_assert_no_error (error);
  row.act = rim_edit_peek_act (edit);

  return row;
}

/* Returns: (element-type JournalRow): all records, in order */
static GArray *
read_rows (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "library.sqlite", NULL);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (JournalRow));
  sqlite3 *db;
  sqlite3_stmt *statement;

  g_array_set_clear_func (rows, row_clear);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT edit, step FROM journal ORDER BY seq", -1, &statement, NULL),
                   ==, SQLITE_OK);

  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      JournalRow row = read_row (statement);

      g_array_append_val (rows, row);
    }

  sqlite3_finalize (statement);
  sqlite3_close (db);

  return rows;
}

/* Of each step of several edits all are there, side by side. */
static void
assert_steps_whole (GArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const JournalRow *first = &g_array_index (rows, JournalRow, i);

      if (first->act == NULL)
        continue;

      g_assert_cmpuint (i + N_PARTS, <=, rows->len);
      for (guint part = 1; part < N_PARTS; part++)
        {
          const JournalRow *row = &g_array_index (rows, JournalRow, i + part);

          g_assert_cmpstr (row->act, ==, first->act);
          g_assert_cmpint (row->step, ==, first->step);
        }
      i += N_PARTS - 1;
    }
}

/* Every step that was reported is there, in order; after them at most one that
 * was committed and not reported any more.
 */
static guint
check_records (const char *folder,
               guint       n_before,
               GArray     *reports)
{
  g_autoptr(GArray) rows = read_rows (folder);
  guint n = n_before;

  assert_steps_whole (rows);
  for (guint i = 0; i < reports->len; i++)
    {
      const Report *report = &g_array_index (reports, Report, i);

      n += report->n_parts;
      g_assert_cmpuint (rows->len, >=, n);
      g_assert_cmpmem (g_array_index (rows, JournalRow, n - 1).id, UUID_SIZE, report->edit, UUID_SIZE);
    }
  g_assert_cmpuint (rows->len, <=, n + N_PARTS);

  return rows->len;
}

/* An undone step was reported with its first edit, for that is what was undone last. */
static gboolean
has_edit (RimSegmentation *segmentation,
          const char      *id,
          guint            n)
{
  return n > 0 && n <= rim_segmentation_get_n_edits (segmentation) &&
         memcmp (rim_segmentation_get_edit (segmentation, n - 1)->id, id, UUID_SIZE) == 0;
}

/* The step that was reported is the last, or the one before the last: a commit
 * may have been made and not reported when the child died.
 */
static void
check_last (RimLibrary   *library,
            const Report *last)
{
  g_autoptr(RimSegmentation) segmentation = load (library);
  guint position;

  g_assert_cmpuint (rim_segmentation_get_warnings (segmentation)->len, ==, 0);

  position = rim_segmentation_get_position (segmentation);
  g_assert_cmpuint (position + N_PARTS, >=, last->position);
  g_assert_cmpuint (position, <=, last->position + N_PARTS);

  if (position == last->position && rim_segmentation_get_n_edits (segmentation) == last->n_edits &&
      (has_edit (segmentation, last->edit, position) || has_edit (segmentation, last->edit, position + 1)))
    g_assert_cmpuint (count_voxels (segmentation), ==, last->n_voxels);
}

static void
check_library (const char *folder,
               GArray     *reports)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimLibrary) library = NULL;

  assert_whole (folder);
  assert_chained (folder);
  library = rim_library_open (folder, &error);
  g_assert_no_error (error);
  if (reports->len > 0)
    check_last (library, &g_array_index (reports, Report, reports->len - 1));
}

static void
test_kill (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (20260101);
  guint n_records = 0;

  for (guint n = 0; n < N_KILLS; n++)
    {
      g_autoptr(GArray) reports = draw_and_kill (folder, n, (gulong) g_rand_int_range (rand, 0, MOST_DELAY));

      n_records = check_records (folder, n_records, reports);
      if (n % LOAD_EVERY == 0)
        check_library (folder, reports);
    }

  g_test_message ("%u steps outlived %d kills", n_records, N_KILLS);
  g_assert_cmpuint (n_records, >=, N_KILLS / 2);
  rim_test_folder_remove (folder);
}

/* Two programs draw on one image at the same time. Returns: the pipe of one */
static int
start_drawing (const char *folder,
               guint32     seed,
               pid_t      *child)
{
  int ends[2];

  g_assert_cmpint (pipe (ends), ==, 0);
  *child = fork ();
  g_assert_cmpint (*child, >=, 0);
  if (*child == 0)
    run_child (folder, ends[1], seed, N_STEPS);
  close (ends[1]);

  return ends[0];
}

static void
test_two_processes (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GArray) rows = NULL;
  g_autoptr(RimLibrary) library = NULL;
  g_autoptr(RimSegmentation) segmentation = NULL;
  g_autoptr(GError) error = NULL;
  pid_t children[2];
  int pipes[2];
  guint n_parts = 0;

  for (guint n = 0; n < 2; n++)
    pipes[n] = start_drawing (folder, 100 + n, &children[n]);
  for (guint n = 0; n < 2; n++)
    {
      int status;

      waitpid (children[n], &status, 0);
      g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
    }

  rows = read_rows (folder);
  assert_steps_whole (rows);
  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (known, g_array_index (rows, JournalRow, i).id);

  for (guint n = 0; n < 2; n++)
    {
      Report report;

      while (read (pipes[n], &report, sizeof report) == sizeof report)
        {
          g_autofree char *id = g_strndup (report.edit, UUID_SIZE);

          g_assert_true (g_hash_table_contains (known, id));
          n_parts += report.n_parts;
        }
      close (pipes[n]);
    }

  g_assert_cmpuint (rows->len, ==, n_parts);
  assert_chained (folder);
  library = rim_library_open (folder, &error);
  g_assert_no_error (error);
  segmentation = load (library);
  g_assert_cmpuint (rim_segmentation_get_warnings (segmentation)->len, ==, 0);
  g_assert_cmpuint (rim_segmentation_get_n_lesions (segmentation), >=, 1);

  g_clear_object (&segmentation);
  g_clear_object (&library);
  rim_test_folder_remove (folder);
}

/* A child that saves what it has as one file after the other: never returns. */
static void
run_saving_child (const char *folder,
                  int         pipe,
                  guint       run)
{
  RimLibrary *library = rim_library_open (folder, NULL);
  RimSegmentation *segmentation = load (library);
  const RimExportNote note = { library, rim_segmentation_get_id (segmentation), "Ann" };
  const RimGrid grid = { { 16, 16, 4 }, { { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 3, 0 } } } };
  const RimBox box = { { 2, 2, 1 }, { 9, 7, 3 } };
  RimMask *mask = rim_mask_new_box (&grid, &box);
  GPtrArray *lesions = g_ptr_array_new ();
  RimVolume *image = rim_volume_new (&grid, RIM_VOXEL_UINT8, NULL);

  g_ptr_array_add (lesions, rim_lesion_new ("Tumour", mask));
  rim_volume_publish_all (image);

  for (guint n = 0;; n++)
    {
      g_autofree char *path = g_strdup_printf ("%s/saved-%u-%u.nrrd", folder, run, n);

      if (!rim_export_lesions_noted (path, RIM_EXPORT_NRRD, lesions, image, NULL, &note, NULL) ||
          write (pipe, "", 1) != 1)
        _exit (1);
    }
}

static void
save_and_kill (const char *folder,
               guint       run,
               gulong      delay)
{
  int ends[2];
  pid_t child;
  int status;
  char told;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    run_saving_child (folder, ends[1], run);

  close (ends[1]);
  g_assert_cmpint (read (ends[0], &told, 1), ==, 1);
  close (ends[0]);
  g_usleep (delay);
  kill (child, SIGKILL);
  waitpid (child, &status, 0);
}

static gboolean
is_told_of (GPtrArray  *rows,
            const char *path)
{
  g_autofree char *contents = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *detail = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, length);
  detail = g_strdup_printf ("NRRD: %s, SHA-256 %s", path, hash);
  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (((RimAuditRow *) g_ptr_array_index (rows, i))->detail, detail) == 0)
      return TRUE;

  return FALSE;
}

/* Whenever a program that saves files dies, each file that is there has its row. */
static void
test_kill_saving (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (20260102);
  g_autoptr(RimLibrary) library = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GDir) dir = NULL;
  const char *name;
  guint n_files = 0;

  for (guint run = 0; run < N_SAVING_KILLS; run++)
    save_and_kill (folder, run, (gulong) g_rand_int_range (rand, 0, MOST_SAVING_DELAY));

  assert_chained (folder);
  library = rim_library_open (folder, NULL);
  rows = rim_library_list_audit (library, NULL, NULL);
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_str_has_prefix (name, "saved-") || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
        continue;

      g_assert_true (is_told_of (rows, path));
      n_files++;
    }

  g_test_message ("%u files outlived %d kills", n_files, N_SAVING_KILLS);
  g_assert_cmpuint (n_files, >=, N_SAVING_KILLS);
  g_clear_object (&library);
  rim_test_folder_remove (folder);
}

static void
open_when_told (const char *folder,
                int         start)
{
  g_autoptr(GError) error = NULL;
  char told;

  if (read (start, &told, 1) != 0)
    _exit (2);
  if (rim_library_open (folder, &error) == NULL)
    g_printerr ("%s\n", error->message);

  _exit (error != NULL ? 1 : 0);
}

/* Programs that find no library make it together: none is turned away. */
static void
open_at_once (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  pid_t children[N_OPENERS];
  int start[2];

  g_assert_cmpint (pipe (start), ==, 0);
  for (guint i = 0; i < N_OPENERS; i++)
    {
      children[i] = fork ();
      g_assert_cmpint (children[i], >=, 0);
      if (children[i] == 0)
        {
          close (start[1]);
          open_when_told (folder, start[0]);
        }
    }
  close (start[0]);
  close (start[1]);

  for (guint i = 0; i < N_OPENERS; i++)
    {
      int status;

      waitpid (children[i], &status, 0);
      g_assert_true (WIFEXITED (status));
      g_assert_cmpint (WEXITSTATUS (status), ==, 0);
    }
  rim_test_folder_remove (folder);
}

static void
test_open_at_once (void)
{
  for (guint n = 0; n < N_OPENINGS; n++)
    open_at_once ();
}

static RimLibrary *
open_session (const char *folder,
              gboolean    expected)
{
  g_autoptr(GError) error = NULL;
  RimLibrary *library = rim_library_open (folder, &error);

  g_assert_no_error (error);
  g_assert_true (rim_library_begin_session (library) == expected);

  return library;
}

static void
kill_session (const char *folder)
{
  int ends[2];
  pid_t child;
  char told;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      open_session (folder, FALSE);
      if (write (ends[1], "", 1) == 1)
        pause ();
      _exit (1);
    }

  g_assert_cmpint (read (ends[0], &told, 1), ==, 1);
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  close (ends[0]);
  close (ends[1]);
}

/* Who comes after a program that was killed is told, once; beside one that runs, or
 * after one that ended, there is nothing to tell.
 */
static void
test_interrupted (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(RimLibrary) first = open_session (folder, FALSE);
  g_autoptr(RimLibrary) second = open_session (folder, FALSE);
  g_autoptr(RimLibrary) third = NULL;
  g_autoptr(RimLibrary) fourth = NULL;

  g_clear_object (&second);
  kill_session (folder);
  third = open_session (folder, TRUE);
  fourth = open_session (folder, FALSE);

  g_clear_object (&first);
  g_clear_object (&third);
  g_clear_object (&fourth);
  third = open_session (folder, FALSE);
  g_clear_object (&third);
  rim_test_folder_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/journal/kill", test_kill);
  g_test_add_func ("/engine/journal/interrupted", test_interrupted);
  g_test_add_func ("/engine/journal/kill-saving", test_kill_saving);
  g_test_add_func ("/engine/journal/two-processes", test_two_processes);
  g_test_add_func ("/engine/journal/open-at-once", test_open_at_once);

  return g_test_run ();
}
