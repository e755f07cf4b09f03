/* test-cli-operate.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <json-glib/json-glib.h>
#include <string.h>

#include "format/rim-image.h"
#include "operate/rim-mask-margin.h"
#include "operate/rim-mask-slices.h"
#include "operate/rim-operation.h"
#include "rim-test-ball.h"
#include "rim-test-data.h"
#include "rim-test-run.h"

static void
write_masks (const char     *folder,
             const char     *name,
             RimMask *const *masks,
             guint           n_masks)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GPtrArray) rois = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  g_autoptr(GError) error = NULL;

  for (guint m = 0; m < n_masks; m++)
    {
      RimRoi *roi = rim_roi_new ();

      roi->number = m + 1;
      roi->name = g_strdup_printf ("Lesion %c", 'A' + m);
      roi->mask = rim_mask_ref (masks[m]);
      g_ptr_array_add (rois, roi);
    }
  rim_image_write_labels (path, rois, &error);
  g_assert_no_error (error);
}

/* one.nrrd with a ball, two.nrrd with its halves, drawn.nii.gz with every third slice. */
static char *
make_folder (RimMask **ball)
{
  char *folder = rim_test_folder_new ();
  RimGrid grid;
  g_autoptr(RimMask) low = NULL;
  g_autoptr(RimMask) high = NULL;
  g_autoptr(RimMask) drawn = NULL;
  RimBox half = { { 0, 0, 0 }, { 15, 30, 30 } };

  rim_test_grid_init (&grid, 30, 30, 30, RIM_VEC3 (1, 1, 1.5));
  *ball = rim_test_mask_new_ball (&grid, 9.0);
  high = rim_mask_new_box (&grid, &half);
  low = rim_mask_combine (*ball, high, RIM_MASK_INTERSECT);
  g_clear_pointer (&high, rim_mask_unref);
  high = rim_mask_combine (*ball, low, RIM_MASK_SUBTRACT);
  drawn = rim_mask_ref (*ball);
  for (guint k = 0; k < 30; k++)
    if (k % 3 != 0)
      {
        RimMask *less = rim_mask_with_slice (drawn, k, NULL);

        rim_mask_unref (drawn);
        drawn = less;
      }

  write_masks (folder, "one.nrrd", ball, 1);
  write_masks (folder, "two.nrrd", (RimMask *const[]) { low, high }, 2);
  write_masks (folder, "drawn.nii.gz", &drawn, 1);

  return folder;
}

static RimRoiSet *
read_masks (const char *folder,
            const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  RimRoiSet *set = rim_image_read_labels (path, &error);

  g_assert_no_error (error);

  return set;
}

static RimMask *
get_mask (RimRoiSet *set,
          guint      n)
{
  return ((RimRoi *) g_ptr_array_index (set->rois, n))->mask;
}

/* A file holds what the engine gives. */
static void
test_margin (void)
{
  g_autoptr(RimMask) ball = NULL;
  g_autofree char *folder = make_folder (&ball);
  const RimReach reach = RIM_REACH_EVEN (2.5);
  const RimReach left = { .left = 4.0 };
  g_autoptr(RimMask) expected = rim_mask_margin (ball, &reach, NULL, RIM_LIMIT_INSIDE, NULL, NULL, NULL);
  g_autoptr(RimMask) expected_left = rim_mask_margin (ball, &left, NULL, RIM_LIMIT_INSIDE, NULL, NULL, NULL);
  g_autoptr(RimRoiSet) grown = NULL;
  g_autoptr(RimRoiSet) leaning = NULL;

  rim_test_assert_runs (folder, "operate margin --margin 2.5 %s/one.nrrd %s/grown.nrrd");
  grown = read_masks (folder, "grown.nrrd");
  g_assert_true (rim_mask_equal (get_mask (grown, 0), expected));

  rim_test_assert_runs (folder, "operate margin-by-direction --left=4 --right=0 --anterior=0 --posterior=0 "
                        "--inferior=0 --superior=0 %s/one.nrrd %s/left.nii.gz");
  leaning = read_masks (folder, "left.nii.gz");
  g_assert_cmpuint (rim_mask_count (get_mask (leaning, 0)), ==, rim_mask_count (expected_left));
  rim_test_folder_remove (folder);
}

static void
test_slices (void)
{
  g_autoptr(RimMask) ball = NULL;
  g_autofree char *folder = make_folder (&ball);
  g_autoptr(RimRoiSet) drawn = NULL;
  g_autoptr(RimRoiSet) filled = NULL;
  g_autoptr(RimMask) expected = NULL;

  rim_test_assert_runs (folder, "operate fill-slices %s/drawn.nii.gz %s/filled.nii.gz");
  drawn = read_masks (folder, "drawn.nii.gz");
  filled = read_masks (folder, "filled.nii.gz");
  expected = rim_mask_fill_slices (get_mask (drawn, 0), 2, NULL, 0, NULL, NULL);
  g_assert_cmpuint (rim_mask_count (expected), >, rim_mask_count (get_mask (drawn, 0)));
  g_assert_true (rim_mask_equal (get_mask (filled, 0), expected));
  rim_test_folder_remove (folder);
}

/* Several masks in, several out, with their numbers and names; volumes are told. */
static void
test_several (void)
{
  g_autoptr(RimMask) ball = NULL;
  g_autofree char *folder = make_folder (&ball);
  g_auto(RimTestRun) split = rim_test_run_cli (folder, "operate split-plane --normal-z=0 --normal-x=1 --json "
                                               "%s/one.nrrd %s/halves.nrrd");
  g_autoptr(RimRoiSet) merged = NULL;
  g_autoptr(RimRoiSet) halves = NULL;
  g_autoptr(JsonNode) root = NULL;
  JsonArray *regions;

  g_assert_cmpint (split.status, ==, 0);
  root = json_from_string (split.out, NULL);
  regions = json_object_get_array_member (json_node_get_object (root), "regions");
  g_assert_cmpuint (json_array_get_length (regions), ==, 2);
  halves = read_masks (folder, "halves.nrrd");
  for (guint n = 0; n < 2; n++)
    g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (regions, n), "voxels"), ==,
                     (gint64) rim_mask_count (get_mask (halves, n)));

  rim_test_assert_runs (folder, "operate smooth-jointly --sigma 1 %s/two.nrrd %s/smooth.nrrd");
  rim_test_assert_runs (folder, "operate merge %s/two.nrrd %s/merged.nrrd");
  merged = read_masks (folder, "merged.nrrd");
  g_assert_true (rim_mask_equal (get_mask (merged, 0), ball));
  rim_test_assert_runs (folder, "operate subtract --roi 1 --other %s/two.nrrd --other-roi 2 %s/two.nrrd %s/less.nrrd");
  rim_test_folder_remove (folder);
}

static void
test_help (void)
{
  g_auto(RimTestRun) all = rim_test_run_cli ("", "operate --help");
  const RimOperation *operation;

  g_assert_cmpint (all.status, ==, 0);
  for (guint n = 0; (operation = rim_operation_get (n)) != NULL; n++)
    {
      g_autofree char *line = g_strdup_printf ("operate %s --help", operation->id);
      g_auto(RimTestRun) own = rim_test_run_cli ("", line);

      g_assert_cmpint (own.status, ==, 0);
      g_assert_nonnull (strstr (all.out, operation->id));
      for (guint p = 0; p < operation->n_parameters; p++)
        g_assert_nonnull (strstr (own.out, operation->parameters[p].id));
    }
}

static void
test_refused (void)
{
  g_autoptr(RimMask) ball = NULL;
  g_autofree char *folder = make_folder (&ball);
  g_autofree char *out = g_build_filename (folder, "out.nrrd", NULL);

  rim_test_assert_fails (folder, "operate", 2, "an operation is missing");
  rim_test_assert_fails (folder, "operate vanish %s/one.nrrd %s/out.nrrd", 2, "no operation");
  rim_test_assert_fails (folder, "operate margin --margin 99 %s/one.nrrd %s/out.nrrd", 2, "from -50 to 50");
  rim_test_assert_fails (folder, "operate margin --margin x %s/one.nrrd %s/out.nrrd", 2, "takes a number");
  rim_test_assert_fails (folder, "operate subtract %s/one.nrrd %s/out.nrrd", 2, "--other is missing");
  rim_test_assert_fails (folder, "operate margin %s/one.nrrd %s/out.dcm", 2, "NIfTI or NRRD");
  rim_test_assert_fails (folder, "operate margin %s/two.nrrd %s/out.nrrd", 1, "choose one with --roi");
  rim_test_assert_fails (folder, "operate margin --roi 9 %s/two.nrrd %s/out.nrrd", 1, "no region");
  rim_test_assert_fails (folder, "operate margin %s/none.nrrd %s/out.nrrd", 1, "none.nrrd");
  rim_test_assert_fails (folder, "operate keep-island %s/one.nrrd %s/out.nrrd", 1, "no island at voxel 0, 0, 0");
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
  rim_test_folder_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/operate/margin", test_margin);
  g_test_add_func ("/cli/operate/slices", test_slices);
  g_test_add_func ("/cli/operate/several", test_several);
  g_test_add_func ("/cli/operate/help", test_help);
  g_test_add_func ("/cli/operate/refused", test_refused);

  return g_test_run ();
}
