/* test-segmentation.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "segment/rim-segmentation.h"
#include "segment/rim-stroke.h"

/* A journal that is written as the library would: each step with the bytes of its edits. */
typedef struct
{
  GArray    *steps;
  GPtrArray *bytes;   /* of GPtrArray of GBytes */
} Record;

static RimGrid
make_grid (guint n_slices)
{
  RimGrid grid = {
    { 64, 60, n_slices },
    { { { 0.9, 0, 0, -30 }, { 0, 0.9, 0, -27 }, { 0, 0, 3, -20 } } },
  };

  return grid;
}

static RimLesion *
draw_on (RimLesion *lesion,
         GRand     *rand,
         gboolean   erase)
{
  const RimVec3 normals[] = { { 0, 0, 1 }, { 0, 1, 0 }, { 1, 0, 0 }, { 0.6, 0, 0.8 } };
  const RimGrid *grid = rim_mask_get_grid (lesion->mask);
  RimStrokeSpec spec = {
    g_rand_double_range (rand, 0.5, 8), normals[g_rand_int_range (rand, 0, 4)], erase
  };
  g_autoptr(RimStroke) stroke = rim_stroke_new (lesion->mask, &spec);
  RimVec3 points[3];

  for (guint p = 0; p < 3; p++)
    points[p] = rim_grid_to_patient (grid, RIM_VEC3 (g_rand_double_range (rand, 5, 70),
                                                     g_rand_double_range (rand, 5, 65),
                                                     g_rand_double_range (rand, 0, grid->size[2])));
  rim_stroke_add (stroke, points, 3, NULL);

  return rim_lesion_with_mask (lesion, rim_stroke_get_mask (stroke));
}

/* What was seen as bytes: each lesion in full, as an edit that adds it. */
static char *
dup_state (RimSegmentation *segmentation)
{
  GChecksum *sum = g_checksum_new (G_CHECKSUM_SHA256);
  char *digest;

  for (guint i = 0; i < rim_segmentation_get_n_lesions (segmentation); i++)
    {
      g_autoptr(RimEdit) edit = rim_edit_new (NULL, rim_segmentation_get_lesion (segmentation, i), i, NULL, NULL);
      g_autoptr(GBytes) bytes = NULL;

      memset (edit->id, '0', strlen (edit->id));
      edit->time = 0;
      bytes = rim_edit_serialize (edit);
      g_checksum_update (sum, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
    }

  digest = g_strdup (g_checksum_get_string (sum));
  g_checksum_free (sum);

  return digest;
}

static RimLesion *
pick (RimSegmentation *segmentation,
      GRand           *rand)
{
  guint n = rim_segmentation_get_n_lesions (segmentation);

  return n > 0 ? rim_segmentation_get_lesion (segmentation, (guint) g_rand_int_range (rand, 0, (int) n)) : NULL;
}

static RimLesion *
change (RimLesion *lesion,
        GRand     *rand)
{
  g_autofree char *name = g_strdup_printf ("Läsion %d", g_rand_int_range (rand, 0, 5));
  guint8 color[3] = { 1, 2, (guint8) g_rand_int_range (rand, 0, 4) };

  switch (g_rand_int_range (rand, 0, 8))
    {
    case 0:
      return rim_lesion_with_name (lesion, name);

    case 1:
      return rim_lesion_with_color (lesion, color);

    case 2:
      return rim_lesion_with_type (lesion, g_rand_boolean (rand) ? "CTV" : NULL);

    case 3:
      return rim_lesion_with_locked (lesion, g_rand_boolean (rand));

    default:
      return draw_on (lesion, rand, g_rand_int_range (rand, 0, 3) == 0);
    }
}

static void
act (RimSegmentation *segmentation,
     GRand           *rand,
     const RimGrid   *grid);

static void
act_on_several (RimSegmentation *segmentation,
                GRand           *rand,
                const RimGrid   *grid)
{
  rim_segmentation_begin_act (segmentation);
  for (int n = g_rand_int_range (rand, 0, 5); n > 0; n--)
    act (segmentation, rand, grid);
  rim_segmentation_end_act (segmentation);
}

static void
act (RimSegmentation *segmentation,
     GRand           *rand,
     const RimGrid   *grid)
{
  RimLesion *lesion = pick (segmentation, rand);
  int what = g_rand_int_range (rand, 0, 14);

  if (what == 0 || lesion == NULL)
    {
      g_autoptr(RimMask) mask = rim_mask_new (grid);
      g_autoptr(RimLesion) fresh = rim_lesion_new ("New", mask);

      rim_segmentation_add (segmentation, fresh, "add");
    }
  else if (what == 1)
    {
      rim_segmentation_remove (segmentation, lesion->id, "remove");
    }
  else if (what == 2)
    {
      rim_segmentation_undo (segmentation);
    }
  else if (what == 3)
    {
      rim_segmentation_redo (segmentation);
    }
  else if (what == 4)
    {
      act_on_several (segmentation, rand, grid);
    }
  else
    {
      g_autoptr(RimLesion) changed = change (lesion, rand);

      rim_segmentation_replace (segmentation, changed, "brush");
    }
}

static void
note (Record         *record,
      RimJournalStep  step,
      GPtrArray      *edits)
{
  GPtrArray *bytes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < edits->len; i++)
    {
      RimEdit *edit = g_ptr_array_index (edits, i);
      g_autoptr(RimEdit) inverse = rim_edit_invert (edit);

      g_ptr_array_add (bytes, rim_edit_serialize (step == RIM_JOURNAL_UNDO ? inverse : edit));
    }
  g_array_append_val (record->steps, step);
  g_ptr_array_add (record->bytes, bytes);
}

static void
act_cb (RimSegmentation *segmentation,
        RimJournalStep   step,
        GPtrArray       *edits,
        Record          *record)
{
  note (record, step, edits);
}

static void
record_init (Record          *record,
             RimSegmentation *segmentation)
{
  record->steps = g_array_new (FALSE, FALSE, sizeof (RimJournalStep));
  record->bytes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_signal_connect (segmentation, "act", G_CALLBACK (act_cb), record);
}

static void
record_clear (Record *record)
{
  g_array_unref (record->steps);
  g_ptr_array_unref (record->bytes);
}

static RimSegmentation *
replay (Record *record)
{
  g_autoptr(GError) error = NULL;
  RimSegmentation *again = rim_segmentation_new ("again");

  for (guint i = 0; i < record->steps->len; i++)
    {
      GPtrArray *edits = g_ptr_array_index (record->bytes, i);

      rim_segmentation_replay_act (again, g_array_index (record->steps, RimJournalStep, i),
                                   (GBytes *const *) edits->pdata, edits->len, &error);
      g_assert_no_error (error);
    }

  return again;
}

static void
import_one (RimSegmentation *segmentation,
            const RimGrid   *grid,
            GRand           *rand)
{
  g_autoptr(RimMask) mask = rim_mask_new (grid);
  g_autoptr(RimLesion) blank = rim_lesion_new ("From a file", mask);
  g_autoptr(RimLesion) lesion = draw_on (blank, rand, FALSE);

  g_assert_true (rim_segmentation_import (segmentation, lesion, "import"));
  g_assert_false (rim_segmentation_can_undo (segmentation));
}

static void
check_random_acts (guint32 seed)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new ("id");
  g_autoptr(RimSegmentation) again = NULL;
  RimGrid grid = make_grid (14);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autofree char *replayed = NULL;
  Record record;

  record_init (&record, segmentation);
  import_one (segmentation, &grid, rand);
  first = dup_state (segmentation);

  for (guint n = 0; n < 150; n++)
    act (segmentation, rand, &grid);
  while (rim_segmentation_redo (segmentation))
    ;
  last = dup_state (segmentation);

  while (rim_segmentation_undo (segmentation))
    ;
  undone = dup_state (segmentation);
  g_assert_cmpstr (undone, ==, first);

  while (rim_segmentation_redo (segmentation))
    ;
  redone = dup_state (segmentation);
  g_assert_cmpstr (redone, ==, last);

  again = replay (&record);
  replayed = dup_state (again);
  g_assert_cmpstr (replayed, ==, last);
  g_assert_cmpuint (rim_segmentation_get_n_edits (again), ==, rim_segmentation_get_n_edits (segmentation));
  g_assert_cmpuint (rim_segmentation_get_position (again), ==, rim_segmentation_get_position (segmentation));

  while (rim_segmentation_undo (again))
    ;
  g_free (replayed);
  replayed = dup_state (again);
  g_assert_cmpstr (replayed, ==, first);

  record_clear (&record);
}

static void
test_random_acts (void)
{
  for (guint32 seed = 0; seed < 20; seed++)
    check_random_acts (seed);
}

static void
test_no_change_no_step (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new ("id");
  RimGrid grid = make_grid (14);
  g_autoptr(RimMask) mask = rim_mask_new (&grid);
  g_autoptr(RimLesion) lesion = rim_lesion_new ("A", mask);
  g_autoptr(RimLesion) same = rim_lesion_with_name (lesion, "A");
  g_autoptr(RimLesion) drawn = draw_on (lesion, rand, FALSE);
  g_autoptr(RimLesion) locked = rim_lesion_with_locked (lesion, TRUE);
  g_autoptr(RimLesion) drawn_locked = rim_lesion_with_locked (drawn, TRUE);

  g_assert_true (rim_segmentation_add (segmentation, lesion, "add"));
  g_assert_false (rim_segmentation_add (segmentation, same, "add"));
  g_assert_false (rim_segmentation_replace (segmentation, same, "name"));
  g_assert_false (rim_segmentation_remove (segmentation, "nobody", "remove"));
  g_assert_false (rim_segmentation_redo (segmentation));
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 1);

  g_assert_true (rim_segmentation_replace (segmentation, locked, "lock"));
  g_assert_false (rim_segmentation_replace (segmentation, drawn_locked, "brush"));
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 2);
}

static void
test_new_edit_drops_redo (void)
{
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new ("id");
  RimGrid grid = make_grid (3);
  g_autoptr(RimMask) mask = rim_mask_new (&grid);
  g_autoptr(RimLesion) a = rim_lesion_new ("A", mask);
  g_autoptr(RimLesion) b = rim_lesion_new ("B", mask);

  rim_segmentation_add (segmentation, a, "add");
  g_assert_true (rim_segmentation_undo (segmentation));
  g_assert_true (rim_segmentation_can_redo (segmentation));
  rim_segmentation_add (segmentation, b, "add");
  g_assert_false (rim_segmentation_can_redo (segmentation));
  g_assert_false (rim_segmentation_redo (segmentation));
  g_assert_cmpuint (rim_segmentation_get_n_lesions (segmentation), ==, 1);
}

/* Two programs draw on one lesion from the same start; their records mix. */
static void
test_two_programs (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (9);
  g_autoptr(RimSegmentation) one = rim_segmentation_new ("id");
  g_autoptr(RimSegmentation) merged = NULL;
  RimGrid grid = make_grid (14);
  g_autoptr(RimMask) mask = rim_mask_new (&grid);
  g_autoptr(RimLesion) start = rim_lesion_new ("A", mask);
  g_autoptr(RimLesion) mine = draw_on (start, rand, FALSE);
  g_autoptr(RimLesion) theirs = draw_on (start, rand, FALSE);
  g_autoptr(RimEdit) foreign = rim_edit_new (start, theirs, 0, "brush", "other");
  g_autoptr(RimMask) both = rim_mask_combine (mine->mask, theirs->mask, RIM_MASK_UNION);
  g_autoptr(GPtrArray) foreign_step = g_ptr_array_new ();
  Record record;

  record_init (&record, one);
  rim_segmentation_add (one, start, "add");
  rim_segmentation_replace (one, mine, "brush");
  g_ptr_array_add (foreign_step, foreign);
  note (&record, RIM_JOURNAL_DO, foreign_step);

  merged = replay (&record);
  g_assert_true (rim_mask_equal (rim_segmentation_get_lesion (merged, 0)->mask, both));

  rim_segmentation_undo (one);
  g_clear_object (&merged);
  merged = replay (&record);
  g_assert_cmpuint (rim_mask_count (rim_segmentation_get_lesion (merged, 0)->mask), <=,
                    rim_mask_count (theirs->mask));
  g_assert_cmpuint (rim_segmentation_get_n_edits (merged), ==, 4);

  record_clear (&record);
}

/* One lesion becomes two in an act that has an act inside. */
static void
split (RimSegmentation *segmentation,
       RimLesion       *lesion,
       RimLesion       *part)
{
  g_autoptr(RimMask) rest = rim_mask_combine (lesion->mask, part->mask, RIM_MASK_SUBTRACT);
  g_autoptr(RimLesion) changed = rim_lesion_with_mask (lesion, rest);

  rim_segmentation_begin_act (segmentation);
  rim_segmentation_begin_act (segmentation);
  g_assert_true (rim_segmentation_replace (segmentation, changed, "split"));
  rim_segmentation_end_act (segmentation);
  g_assert_true (rim_segmentation_add (segmentation, part, "split"));
  rim_segmentation_end_act (segmentation);
}

static void
test_act (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new ("id");
  RimGrid grid = make_grid (14);
  g_autoptr(RimMask) mask = rim_mask_new (&grid);
  g_autoptr(RimLesion) blank = rim_lesion_new ("A", mask);
  g_autoptr(RimLesion) lesion = draw_on (blank, rand, FALSE);
  g_autoptr(RimLesion) part = rim_lesion_new ("B", lesion->mask);
  guint start, end;
  Record record;

  rim_segmentation_add (segmentation, lesion, "add");
  rim_segmentation_begin_act (segmentation);
  rim_segmentation_end_act (segmentation);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 1);

  record_init (&record, segmentation);
  split (segmentation, lesion, part);
  g_assert_cmpuint (record.steps->len, ==, 1);
  rim_segmentation_get_act (segmentation, 2, &start, &end);
  g_assert_cmpuint (start, ==, 1);
  g_assert_cmpuint (end, ==, 3);

  g_assert_true (rim_segmentation_undo (segmentation));
  g_assert_cmpuint (rim_segmentation_get_position (segmentation), ==, 1);
  g_assert_cmpuint (rim_segmentation_get_n_lesions (segmentation), ==, 1);
  g_assert_true (rim_segmentation_get_lesion (segmentation, 0) == lesion);
  g_assert_true (rim_segmentation_redo (segmentation));
  g_assert_cmpuint (rim_segmentation_get_position (segmentation), ==, 3);
  g_assert_cmpuint (record.steps->len, ==, 3);

  record_clear (&record);
}

/* What is damaged in one edit of a step takes none of it away. */
static void
test_act_is_all_or_none (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (4);
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new ("id");
  g_autoptr(RimSegmentation) again = rim_segmentation_new ("again");
  RimGrid grid = make_grid (14);
  g_autoptr(RimMask) mask = rim_mask_new (&grid);
  g_autoptr(RimLesion) blank = rim_lesion_new ("A", mask);
  g_autoptr(RimLesion) lesion = draw_on (blank, rand, FALSE);
  g_autoptr(RimLesion) part = rim_lesion_new ("B", lesion->mask);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GPtrArray *edits;
  Record record;

  rim_segmentation_add (segmentation, lesion, "add");
  rim_segmentation_add (again, lesion, "add");
  before = dup_state (again);
  record_init (&record, segmentation);
  split (segmentation, lesion, part);

  edits = g_ptr_array_index (record.bytes, 0);
  for (guint broken = 0; broken < 2; broken++)
    {
      g_autoptr(GBytes) cut = g_bytes_new_from_bytes (edits->pdata[broken], 0,
                                                      g_bytes_get_size (edits->pdata[broken]) - 1);
      GBytes *parts[2] = { edits->pdata[0], edits->pdata[1] };
      g_autoptr(GError) error = NULL;

      parts[broken] = cut;
      g_assert_false (rim_segmentation_replay_act (again, RIM_JOURNAL_DO, parts, 2, &error));
      g_assert_error (error, RIM_EDIT_ERROR, RIM_EDIT_ERROR_DAMAGED);
      g_free (after);
      after = dup_state (again);
      g_assert_cmpstr (after, ==, before);
      g_assert_cmpuint (rim_segmentation_get_n_edits (again), ==, 1);
    }

  record_clear (&record);
}

static RimLesion *
make_lesion_with_contours (const RimGrid *grid)
{
  g_autoptr(RimRoi) roi = rim_roi_new ();
  const RimVec3 square[] = {
    { -10.2, -9.1, -11 }, { 10.3, -9.1, -11 }, { 10.3, 8.7, -11 }, { -10.2, 8.7, -11 }
  };

  roi->number = 7;
  roi->name = g_strdup ("GTV");
  roi->interpreted_type = g_strdup ("GTV");
  rim_code_set (&roi->type, "4147007", "SCT", "Mass");
  roi->contours = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_contour_unref);

  for (guint k = 3; k < 6; k++)
    {
      RimVec3 points[4];
      RimContour *contour;

      for (guint p = 0; p < 4; p++)
        points[p] = RIM_VEC3 (square[p].x, square[p].y, -20 + 3.0 * k);
      contour = rim_contour_new (RIM_CONTOUR_CLOSED_PLANAR, points, 4);
      contour->text = g_strdup_printf ("-10.20\\verbatim %u", k);
      contour->sop_instance_uid = g_strdup ("1.2.3");
      g_ptr_array_add (roi->contours, contour);
    }

  roi->mask = rim_contours_to_mask (roi->contours, grid, NULL, &roi->report);

  return rim_lesion_new_from_roi (roi);
}

static void
test_contours_verbatim (void)
{
  RimGrid grid = make_grid (14);
  g_autoptr(RimLesion) lesion = make_lesion_with_contours (&grid);
  g_autoptr(RimMask) cleared = rim_mask_with_slice (lesion->mask, 4, NULL);
  g_autoptr(RimLesion) edited = rim_lesion_with_mask (lesion, cleared);
  g_autoptr(RimRoi) whole = rim_lesion_to_roi (lesion);
  g_autoptr(RimRoi) rest = rim_lesion_to_roi (edited);
  g_autoptr(RimEdit) edit = rim_edit_new (NULL, lesion, 0, "import", "me");
  g_autoptr(GBytes) bytes = rim_edit_serialize (edit);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimEdit) read = rim_edit_deserialize (bytes, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (rim_lesion_equal (read->after, lesion));
  g_assert_cmpuint (read->region.min[2], ==, 3);
  g_assert_cmpuint (read->region.max[2], ==, 6);

  g_assert_cmpuint (whole->contours->len, ==, 3);
  for (guint k = 3; k < 6; k++)
    g_assert_true (g_ptr_array_index (whole->contours, k - 3) == g_ptr_array_index (lesion->contours, k - 3));

  g_assert_true (rim_lesion_is_slice_untouched (edited, 3));
  g_assert_false (rim_lesion_is_slice_untouched (edited, 4));
  g_assert_cmpuint (rest->contours->len, ==, 2);
  g_assert_true (g_ptr_array_index (rest->contours, 1) == g_ptr_array_index (lesion->contours, 2));
  g_assert_cmpuint (rest->number, ==, 7);
  g_assert_cmpstr (rest->type.value, ==, "4147007");
}

static void
assert_reads_or_refuses (const guint8 *data,
                         gsize         length,
                         RimLesion    *before)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, length);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimEdit) edit = rim_edit_deserialize (bytes, before, NULL, &error);

  g_assert_true ((edit == NULL) == (error != NULL));
}

/* Damage of any kind ends in an error or in some edit, never in a crash. */
static void
test_damaged_bytes (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (11);
  RimGrid grid = make_grid (14);
  g_autoptr(RimLesion) lesion = make_lesion_with_contours (&grid);
  g_autoptr(RimLesion) drawn = draw_on (lesion, rand, FALSE);
  g_autoptr(RimEdit) add = rim_edit_new (NULL, lesion, 0, "import", "me");
  g_autoptr(RimEdit) brush = rim_edit_new (lesion, drawn, 0, "brush", "me");
  RimEdit *edits[] = { add, brush };

  for (guint e = 0; e < G_N_ELEMENTS (edits); e++)
    {
      g_autoptr(GBytes) bytes = rim_edit_serialize (edits[e]);
      gsize length;
      const guint8 *data = g_bytes_get_data (bytes, &length);

      for (gsize cut = 0; cut < length; cut++)
        {
          g_autoptr(GBytes) some = g_bytes_new (data, cut);

          g_assert_null (rim_edit_deserialize (some, edits[e]->before, NULL, NULL));
        }

      for (guint round = 0; round < 20000; round++)
        {
          g_autofree guint8 *copy = g_memdup2 (data, length);

          for (int n = g_rand_int_range (rand, 1, 4); n > 0; n--)
            copy[g_rand_int_range (rand, 0, (int) length)] = (guint8) g_rand_int (rand);
          assert_reads_or_refuses (copy, length, edits[e]->before);
        }
    }
}

/* A stroke's record weighs what it touched, not what the volume weighs. */
static void
test_record_size (void)
{
  RimGrid small = make_grid (40);
  RimGrid large = make_grid (4000);
  RimVec3 point = RIM_VEC3 (0, 0, 10);
  gsize sizes[2];

  for (guint n = 0; n < 2; n++)
    {
      g_autoptr(RimMask) mask = rim_mask_new (n == 0 ? &small : &large);
      g_autoptr(RimLesion) lesion = rim_lesion_new ("A", mask);
      RimStrokeSpec spec = { 6, RIM_VEC3 (0, 0, 1), FALSE };
      g_autoptr(RimStroke) stroke = rim_stroke_new (mask, &spec);
      g_autoptr(RimLesion) drawn = NULL;
      g_autoptr(RimEdit) edit = NULL;
      g_autoptr(GBytes) bytes = NULL;

      rim_stroke_add (stroke, &point, 1, NULL);
      drawn = rim_lesion_with_mask (lesion, rim_stroke_get_mask (stroke));
      edit = rim_edit_new (lesion, drawn, 0, "brush", "me");
      bytes = rim_edit_serialize (edit);
      sizes[n] = g_bytes_get_size (bytes);
    }

  g_assert_cmpuint (sizes[1], <=, sizes[0] + 4);
  g_assert_cmpuint (sizes[0], <, 250);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/segmentation/random-acts", test_random_acts);
  g_test_add_func ("/engine/segmentation/no-change-no-step", test_no_change_no_step);
  g_test_add_func ("/engine/segmentation/new-edit-drops-redo", test_new_edit_drops_redo);
  g_test_add_func ("/engine/segmentation/two-programs", test_two_programs);
  g_test_add_func ("/engine/segmentation/act", test_act);
  g_test_add_func ("/engine/segmentation/act-is-all-or-none", test_act_is_all_or_none);
  g_test_add_func ("/engine/segmentation/contours-verbatim", test_contours_verbatim);
  g_test_add_func ("/engine/segmentation/damaged-bytes", test_damaged_bytes);
  g_test_add_func ("/engine/segmentation/record-size", test_record_size);

  return g_test_run ();
}
