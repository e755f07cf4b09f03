/* test-journal-acts.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Whatever the user does, in any order and over any number of starts: undone it
 * gives the first bytes, redone the last ones. And a disk that takes no more, or
 * nothing at all, loses nothing and is told of.
 */

#define _GNU_SOURCE

#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "library/rim-library.h"
#include "operate/rim-operation.h"
#include "rim-test-data.h"
#include "segment/rim-lesion-review.h"
#include "segment/rim-path.h"
#include "segment/rim-stroke.h"

#define N_SEEDS     3
#define N_STARTS    4
#define N_ACTS      30
#define NOT_ALLOWED 77
#define STUDY_UID   "1.2.3"
#define SERIES_UID  "1.2.3.4"

static const RimGrid grid = { { 64, 60, 14 }, { { { 0.9, 0, 0, -30 }, { 0, 0.9, 0, -27 }, { 0, 0, 3, -20 } } } };

static RimVec3
pick_point (GRand *rand)
{
  return rim_grid_to_patient (&grid, RIM_VEC3 (g_rand_double_range (rand, 5, 60),
                                               g_rand_double_range (rand, 5, 55),
                                               g_rand_int_range (rand, 0, 14)));
}

static RimMask *
stroke (RimMask *mask,
        GRand   *rand)
{
  const RimVec3 normals[] = { { 0, 0, 1 }, { 0, 1, 0 }, { 1, 0, 0 }, { 0.6, 0, 0.8 } };
  RimStrokeSpec spec = {
    g_rand_double_range (rand, 0.5, 8), normals[g_rand_int_range (rand, 0, 4)], g_rand_int_range (rand, 0, 3) == 0
  };
  g_autoptr(RimStroke) drawn = rim_stroke_new (mask, &spec);
  const RimVec3 points[] = { pick_point (rand), pick_point (rand) };

  rim_stroke_add (drawn, points, G_N_ELEMENTS (points), NULL);

  return rim_mask_ref (rim_stroke_get_mask (drawn));
}

static RimMask *
follow_path (RimMask *mask,
             GRand   *rand)
{
  const RimVec3 middle = pick_point (rand);
  const RimVec3 points[] = { { middle.x - 6, middle.y - 4, middle.z }, { middle.x + 7, middle.y - 5, middle.z },
                             { middle.x + 1, middle.y + 8, middle.z } };
  const RimMaskOp op = g_rand_boolean (rand) ? RIM_MASK_UNION : RIM_MASK_SUBTRACT;
  g_autoptr(RimMask) inside = g_rand_boolean (rand)
    ? rim_path_fill (&grid, points, G_N_ELEMENTS (points), RIM_VEC3 (0, 0, 1))
    : rim_path_sweep (&grid, points, G_N_ELEMENTS (points), RIM_VEC3 (0, 0, 1), 6, 9);

  return rim_mask_combine (mask, inside, op);
}

static RimMask *
operate (RimMask *mask,
         GRand   *rand)
{
  const char *const ids[] = { "margin", "hollow", "median", "close", "fill-slices", "keep-largest", "fill-holes" };
  const RimOperation *operation = rim_operation_find (ids[g_rand_int_range (rand, 0, G_N_ELEMENTS (ids))]);
  const RimOperationInput input = { &mask, 1, NULL, NULL };
  g_autoptr(GPtrArray) results = rim_operation_run (operation, &input, NULL, NULL, NULL);

  return rim_mask_ref (results != NULL ? g_ptr_array_index (results, 0) : mask);
}

/* Voxels, by any tool */
static RimLesion *
reshape (RimLesion *lesion,
         GRand     *rand)
{
  RimMask *(*const tools[])(RimMask *,
                            GRand *) = { stroke, stroke, follow_path, operate };
  g_autoptr(RimMask) mask = tools[g_rand_int_range (rand, 0, G_N_ELEMENTS (tools))] (lesion->mask, rand);

  return rim_lesion_with_mask (lesion, mask);
}

static RimLesion *
describe (RimLesion *lesion,
          GRand     *rand)
{
  g_autofree char *name = g_strdup_printf ("Läsion %d", g_rand_int_range (rand, 0, 5));
  const guint8 color[3] = { 1, 2, (guint8) g_rand_int_range (rand, 0, 4) };

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      return rim_lesion_with_name (lesion, name);

    case 1:
      return rim_lesion_with_color (lesion, color);

    case 2:
      return rim_lesion_with_type (lesion, g_rand_boolean (rand) ? "CTV" : NULL);

    default:
      return rim_lesion_with_locked (lesion, g_rand_boolean (rand));
    }
}

/* What a reader says of it */
static RimLesion *
review (RimLesion *lesion,
        GRand     *rand)
{
  const RimCode lung = { "39607008", "SCT", "Lung" };
  g_autoptr(RimComment) comment = rim_comment_new (pick_point (rand), "here?", "Reader A");

  switch (g_rand_int_range (rand, 0, 6))
    {
    case 0:
      return rim_lesion_with_status (lesion, (RimReviewStatus) g_rand_int_range (rand, 0, RIM_REVIEW_REJECTED + 1),
                                     "too large");

    case 1:
      return rim_lesion_with_kind (lesion, (RimReviewKind) g_rand_int_range (rand, 0, RIM_REVIEW_NEW + 1));

    case 2:
      return rim_lesion_with_region (lesion, &lung);

    case 3:
      return rim_lesion_with_reader (lesion, "Reader B");

    case 4:
      return rim_lesion_with_comment (lesion, comment);

    default:
      return g_rand_boolean (rand) ? rim_lesion_with_signature (lesion, "Dr. A", g_rand_int (rand))
                                   : rim_lesion_with_reopening (lesion, "again");
    }
}

static RimLesion *
make_lesion (GRand *rand)
{
  g_autoptr(RimMask) blank = rim_mask_new (&grid);
  g_autoptr(RimLesion) lesion = rim_lesion_new ("New", blank);

  return reshape (lesion, rand);
}

static void
act_on_lesion (RimSegmentation *segmentation,
               GRand           *rand)
{
  guint n = rim_segmentation_get_n_lesions (segmentation);
  RimLesion *lesion = n > 0 ? rim_segmentation_get_lesion (segmentation, g_rand_int (rand) % n) : NULL;
  g_autoptr(RimLesion) changed = NULL;
  int what = g_rand_int_range (rand, 0, 12);

  if (lesion == NULL || what == 0)
    {
      changed = make_lesion (rand);
      rim_segmentation_add (segmentation, changed, "add");
      return;
    }
  if (what == 1)
    {
      rim_segmentation_remove (segmentation, lesion->id, "remove");
      return;
    }

  changed = what < 4 ? describe (lesion, rand) : what < 6 ? review (lesion, rand) : reshape (lesion, rand);
  rim_segmentation_replace (segmentation, changed, "change");
}

static RimMeasurement *
remeasure (RimMeasurement *measurement,
           GRand          *rand)
{
  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      return rim_measurement_with_label (measurement, g_rand_boolean (rand) ? "T1" : NULL);

    case 1:
      return rim_measurement_with_lock (measurement, g_rand_boolean (rand));

    case 2:
      return rim_measurement_with_offset (measurement, RIM_VEC3 (g_rand_double (rand), 1, 0));

    default:
      return rim_measurement_with_handle (measurement, 1, RIM_VEC3 (g_rand_double (rand), 40, 0));
    }
}

static void
act_on_measurement (RimSegmentation *segmentation,
                    GRand           *rand)
{
  guint n = rim_segmentation_get_n_measurements (segmentation);
  RimMeasurement *measurement =
    n > 0 ? rim_segmentation_get_measurement (segmentation, g_rand_int (rand) % n) : NULL;
  g_autoptr(RimMeasurement) changed = NULL;
  int what = g_rand_int_range (rand, 0, 6);

  if (measurement == NULL || what == 0)
    {
      const RimVec3 ends[2] = { { g_rand_double (rand), 0, 0 }, { 9, g_rand_double (rand), 0 } };

      changed = rim_measurement_new (RIM_MEASUREMENT_LENGTH, ends, 2, RIM_VEC3 (0, 0, 1));
      rim_segmentation_add_measurement (segmentation, changed, "length");
    }
  else if (what == 1)
    {
      rim_segmentation_remove_measurement (segmentation, measurement->id, "remove");
    }
  else
    {
      changed = remeasure (measurement, rand);
      rim_segmentation_replace_measurement (segmentation, changed, "change");
    }
}

/* Several things at once, as by an operation that splits or merges lesions */
static void
act_on_several (RimSegmentation *segmentation,
                GRand           *rand)
{
  guint n_acts = (guint) g_rand_int_range (rand, 0, 5);

  rim_segmentation_begin_act (segmentation);
  for (guint n = 0; n < n_acts; n++)
    {
      if (g_rand_int_range (rand, 0, 4) == 0)
        act_on_measurement (segmentation, rand);
      else
        act_on_lesion (segmentation, rand);
      g_assert_false (rim_segmentation_undo (segmentation));
      g_assert_false (rim_segmentation_redo (segmentation));
    }
  rim_segmentation_end_act (segmentation);
}

/* @files gets what comes in with files, and nothing else. */
static void
import_one (RimSegmentation *segmentation,
            RimSegmentation *files,
            GRand           *rand)
{
  g_autoptr(RimLesion) lesion = make_lesion (rand);

  g_assert_true (rim_segmentation_import (segmentation, lesion, "import"));
  g_assert_true (rim_segmentation_import (files, lesion, "import"));
}

static void
act (RimSegmentation *segmentation,
     RimSegmentation *files,
     GRand           *rand)
{
  int what = g_rand_int_range (rand, 0, 20);

  if (what == 0)
    import_one (segmentation, files, rand);
  else if (what < 4)
    rim_segmentation_undo (segmentation);
  else if (what < 6)
    rim_segmentation_redo (segmentation);
  else if (what < 9)
    act_on_measurement (segmentation, rand);
  else if (what < 12)
    act_on_several (segmentation, rand);
  else
    act_on_lesion (segmentation, rand);
}

static void
add_bytes (GChecksum *sum,
           RimEdit   *edit)
{
  g_autoptr(GBytes) bytes = NULL;

  memset (edit->id, '0', strlen (edit->id));
  edit->time = 0;
  bytes = rim_edit_serialize (edit);
  g_checksum_update (sum, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
}

/* Returns: a digest of all that is there, as the bytes of edits that add it */
static char *
dup_state (RimSegmentation *segmentation)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < rim_segmentation_get_n_lesions (segmentation); i++)
    {
      g_autoptr(RimEdit) edit = rim_edit_new (NULL, rim_segmentation_get_lesion (segmentation, i), i, NULL, NULL);

      add_bytes (sum, edit);
    }
  for (guint i = 0; i < rim_segmentation_get_n_measurements (segmentation); i++)
    {
      RimMeasurement *measurement = rim_segmentation_get_measurement (segmentation, i);
      g_autoptr(RimEdit) edit = rim_edit_new_of_measurement (NULL, measurement, i, NULL, NULL);

      add_bytes (sum, edit);
    }

  return g_strdup (g_checksum_get_string (sum));
}

static void
assert_state (RimSegmentation *segmentation,
              const char      *state)
{
  g_autofree char *now = dup_state (segmentation);

  g_assert_cmpstr (now, ==, state);
}

/* One start of the program, on a library that may be there already. */
typedef struct
{
  RimLibrary      *library;
  RimSegmentation *segmentation;
} Start;

static Start
start (const char *folder)
{
  g_autoptr(GError) error = NULL;
  Start self;

  self.library = rim_library_open (folder, &error);
  g_assert_no_error (error);
  self.segmentation = rim_library_load_segmentation (self.library, STUDY_UID, SERIES_UID, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rim_segmentation_get_warnings (self.segmentation)->len, ==, 0);
  rim_library_track (self.library, self.segmentation);

  return self;
}

static void
quit (Start *self)
{
  g_assert_true (rim_library_flush (self->library, NULL));
  g_clear_object (&self->segmentation);
  g_assert_finalize_object (self->library);
}

static guint
count_steps (RimSegmentation *segmentation)
{
  guint n_steps = 0;
  guint start, end;

  for (guint i = 0; i < rim_segmentation_get_n_edits (segmentation); i = end, n_steps++)
    rim_segmentation_get_act (segmentation, i, &start, &end);

  return n_steps;
}

/* Quits and starts again, where everything has to be as it was. */
static void
restart (Start      *self,
         const char *folder)
{
  g_autofree char *before = dup_state (self->segmentation);
  guint position = rim_segmentation_get_position (self->segmentation);
  guint n_edits = rim_segmentation_get_n_edits (self->segmentation);
  guint n_steps = count_steps (self->segmentation);

  quit (self);
  *self = start (folder);
  assert_state (self->segmentation, before);
  g_assert_cmpuint (rim_segmentation_get_position (self->segmentation), ==, position);
  g_assert_cmpuint (rim_segmentation_get_n_edits (self->segmentation), ==, n_edits);
  g_assert_cmpuint (count_steps (self->segmentation), ==, n_steps);
}

static void
check_acts (guint32 seed)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr(RimSegmentation) files = rim_segmentation_new ("files");
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  guint n_undone = 0;
  Start now = start (folder);

  for (guint n = 0; n < N_STARTS; n++)
    {
      for (guint i = 0; i < N_ACTS; i++)
        act (now.segmentation, files, rand);
      restart (&now, folder);
    }

  while (rim_segmentation_redo (now.segmentation))
    ;
  last = dup_state (now.segmentation);
  first = dup_state (files);

  while (rim_segmentation_undo (now.segmentation))
    n_undone++;
  assert_state (now.segmentation, first);
  g_assert_cmpuint (n_undone, ==, count_steps (now.segmentation));
  restart (&now, folder);
  while (rim_segmentation_redo (now.segmentation))
    ;
  assert_state (now.segmentation, last);
  restart (&now, folder);

  quit (&now);
  rim_test_folder_remove (folder);
}

static void
test_acts (void)
{
  for (guint32 seed = 0; seed < N_SEEDS; seed++)
    check_acts (seed);
}

static void
failed_cb (RimLibrary *library,
           const char *reason,
           char      **told)
{
  g_assert_null (*told);
  *told = g_strdup (reason);
}

static void
recovered_cb (RimLibrary *library,
              gboolean   *recovered)
{
  *recovered = TRUE;
}

static void
set_limit (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* No file may grow: what is drawn stays, the user is told, and it is written as
 * soon as there is room.
 */
static void
test_full_disk (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  g_autofree char *last = NULL;
  g_autofree char *told = NULL;
  g_autoptr(GError) error = NULL;
  gboolean recovered = FALSE;
  Start now = start (folder);

  signal (SIGXFSZ, SIG_IGN);
  g_signal_connect (now.library, "write-failed", G_CALLBACK (failed_cb), &told);
  g_signal_connect (now.library, "write-recovered", G_CALLBACK (recovered_cb), &recovered);
  act_on_lesion (now.segmentation, rand);
  g_assert_true (rim_library_flush (now.library, NULL));

  set_limit (4096);
  for (guint n = 0; n < 20; n++)
    act_on_lesion (now.segmentation, rand);
  g_assert_false (rim_library_flush (now.library, &error));
  set_limit (RLIM_INFINITY);
  g_assert_nonnull (error);
  g_assert_false (rim_library_is_saved (now.library, now.segmentation));
  while (told == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_test_message ("told: %s", told);

  last = dup_state (now.segmentation);
  g_assert_true (rim_library_flush (now.library, NULL));
  g_assert_true (rim_library_is_saved (now.library, now.segmentation));
  while (!recovered)
    g_main_context_iteration (NULL, TRUE);

  restart (&now, folder);
  assert_state (now.segmentation, last);
  quit (&now);
  rim_test_folder_remove (folder);
}

/* Whether @folder is on a disk now that cannot be written, for this process. */
static gboolean
make_read_only (const char *folder)
{
  return unshare (CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
         mount (folder, folder, NULL, MS_BIND, NULL) == 0 &&
         mount (NULL, folder, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) == 0;
}

/* The child: never returns. */
static void
open_read_only (const char *folder)
{
  g_autoptr(GError) error = NULL;

  if (!make_read_only (folder))
    _exit (NOT_ALLOWED);
  if (rim_library_open (folder, &error) != NULL)
    _exit (1);

  g_printerr ("# %s\n", error->message);
  _exit (g_error_matches (error, RIM_LIBRARY_ERROR, RIM_LIBRARY_ERROR_READ_ONLY) &&
         strstr (error->message, folder) != NULL ? 0 : 2);
}

/* A library that nothing can be written to is not opened: nobody draws there and
 * loses it. What was drawn before is not harmed.
 */
static void
test_read_only_disk (void)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (2);
  g_autofree char *last = NULL;
  Start now = start (folder);
  pid_t child;
  int status;

  act_on_lesion (now.segmentation, rand);
  last = dup_state (now.segmentation);
  quit (&now);

  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    open_read_only (folder);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));

  now = start (folder);
  assert_state (now.segmentation, last);
  quit (&now);
  rim_test_folder_remove (folder);

  if (WEXITSTATUS (status) == NOT_ALLOWED)
    g_test_skip ("no disk can be made read-only here");
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/journal/acts", test_acts);
  g_test_add_func ("/engine/journal/full-disk", test_full_disk);
  g_test_add_func ("/engine/journal/read-only-disk", test_read_only_disk);

  return g_test_run ();
}
