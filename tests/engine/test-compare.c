/* test-compare.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "compare/rim-comparison.h"

#include <string.h>

#include "compare/rim-difference.h"
#include "compare/rim-mask-align.h"
#include "compare/rim-nearest-private.h"
#include "compare/rim-roi-pairs.h"
#include "core/rim-parallel.h"
#include "rim-test-ball.h"

#define N_PLACES 300

static void
init_sheared (RimGrid *grid)
{
  rim_test_grid_init (grid, 30, 30, 20, RIM_VEC3 (0.8, 0.8, 2.0));
  rim_affine_set_column (&grid->to_patient, 2, RIM_VEC3 (0, 0.9, 2.0));
}

static void
fill_places (RimLatticePoint *places)
{
  for (guint n = 0; n < N_PLACES; n++)
    for (guint axis = 0; axis < 3; axis++)
      places[n].at[axis] = g_test_rand_int_range (-20, 20);
}

static double
nearest_slowly (const RimGrid         *grid,
                const RimLatticePoint *from,
                const RimLatticePoint *places)
{
  double nearest = INFINITY;

  for (guint n = 0; n < N_PLACES; n++)
    {
      RimVec3 step = RIM_VEC3 (from->at[0] - places[n].at[0], from->at[1] - places[n].at[1],
                               from->at[2] - places[n].at[2]);

      nearest = MIN (nearest, rim_vec3_length (rim_affine_apply_vector (&grid->to_patient, step)));
    }

  return nearest;
}

static void
test_nearest (void)
{
  RimGrid grids[2];

  rim_test_grid_init (&grids[0], 30, 30, 20, RIM_VEC3 (0.7, 1.1, 3.0));
  init_sheared (&grids[1]);

  for (guint g = 0; g < 2; g++)
    {
      RimLatticePoint places[N_PLACES], queries[N_PLACES];
      double distances[N_PLACES];
      g_autoptr(RimNearest) nearest = NULL;

      fill_places (places);
      fill_places (queries);
      nearest = rim_nearest_new (&grids[g], places, N_PLACES);
      rim_nearest_measure (nearest, queries, N_PLACES, distances);
      for (guint n = 0; n < N_PLACES; n++)
        g_assert_cmpfloat_with_epsilon (distances[n], nearest_slowly (&grids[g], &queries[n], places), 1e-9);
    }
}

/* A cube of @size voxels whose lowest corner is at (first, 8, 8). */
static RimMask *
make_cube (const RimGrid *grid,
           guint          first,
           guint          size)
{
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));

  for (guint k = 8; k < 8 + size; k++)
    for (guint j = 8; j < 8 + size; j++)
      memset (voxels + ((gsize) k * grid->size[1] + j) * grid->size[0] + first, 1, size);

  return rim_mask_new_from_bytes (grid, voxels);
}

static RimComparison
compare (RimMask *a,
         RimMask *b,
         double   tolerance)
{
  g_autoptr(GError) error = NULL;
  RimComparison found;

  g_assert_true (rim_masks_compare (a, b, tolerance, &found, &error));
  g_assert_no_error (error);

  return found;
}

/* A cube of ten voxels moved by n: what is shared, and how far the faces are. */
static void
test_moved_cube (void)
{
  RimGrid grid;

  rim_test_grid_init (&grid, 40, 30, 30, RIM_VEC3 (0.7, 1.3, 2.0));

  for (guint n = 0; n < 12; n++)
    {
      g_autoptr(RimMask) a = make_cube (&grid, 8, 10);
      g_autoptr(RimMask) b = make_cube (&grid, 8 + n, 10);
      RimComparison found = compare (a, b, 0.7 * n);

      g_assert_cmpfloat_with_epsilon (found.dice, n < 10 ? (10 - n) / 10.0 : 0.0, 1e-15);
      g_assert_cmpfloat_with_epsilon (found.jaccard, n < 10 ? (10 - n) / (10.0 + n) : 0.0, 1e-15);
      g_assert_cmpfloat_with_epsilon (found.centroid_distance_mm, 0.7 * n, 1e-12);
      g_assert_cmpfloat_with_epsilon (found.surface.hausdorff, 0.7 * n, 1e-12);
      g_assert_cmpfloat_with_epsilon (found.voxel.hausdorff, 0.7 * n, 1e-12);
      g_assert_cmpfloat (found.surface_dice, ==, 1.0);
      g_assert_cmpfloat (found.volume_difference_ml, ==, 0.0);

      /* Of each slice the outline has 36 voxels; the other has the upper and lower
       * rows too, as far as the cubes lie over each other.
       */
      if (n > 0 && n < 9)
        g_assert_cmpfloat (found.added_path_voxels, ==, 10.0 * (36 - 2 * (10 - n)));
    }
}

static void
test_identity (void)
{
  RimGrid grid;
  g_autoptr(RimMask) ball = NULL;
  RimComparison found;

  init_sheared (&grid);
  ball = rim_test_mask_new_ball (&grid, 9.0);
  found = compare (ball, ball, 0.0);

  g_assert_cmpint (found.state, ==, RIM_COMPARISON_BOTH);
  g_assert_cmpfloat (found.dice, ==, 1.0);
  g_assert_cmpfloat (found.jaccard, ==, 1.0);
  g_assert_cmpfloat (found.sensitivity, ==, 1.0);
  g_assert_cmpfloat (found.precision, ==, 1.0);
  g_assert_cmpfloat (found.surface.hausdorff, ==, 0.0);
  g_assert_cmpfloat (found.voxel.mean, ==, 0.0);
  g_assert_cmpfloat (found.surface_dice, ==, 1.0);
  g_assert_cmpfloat (found.added_path_voxels, ==, 0.0);
}

/* All that has no direction is the same the other way round, to the bit, and does
 * not depend on threads.
 */
static void
test_symmetry (void)
{
  RimGrid grid;

  init_sheared (&grid);

  for (guint round = 0; round < 5; round++)
    {
      g_autoptr(RimMask) a = rim_test_mask_new_ball (&grid, 6.0 + round);
      g_autoptr(RimMask) b = rim_test_mask_new_noise (&grid, 50);
      RimComparison there = compare (a, b, 1.0);
      RimComparison back = compare (b, a, 1.0);
      RimComparison alone;

      rim_parallel_set_n_threads (1);
      alone = compare (a, b, 1.0);
      rim_parallel_set_n_threads (0);
      g_assert_cmpmem (&there, sizeof there, &alone, sizeof alone);

      g_assert_cmpfloat (there.dice, ==, back.dice);
      g_assert_cmpfloat (there.jaccard, ==, back.jaccard);
      g_assert_cmpfloat (there.sensitivity, ==, back.precision);
      g_assert_cmpfloat (there.centroid_distance_mm, ==, back.centroid_distance_mm);
      g_assert_cmpfloat (there.surface.hausdorff_95, ==, back.surface.hausdorff_95);
      g_assert_cmpfloat (there.surface.mean, ==, back.surface.mean);
      g_assert_cmpfloat (there.surface.mean_pooled, ==, back.surface.mean_pooled);
      g_assert_cmpfloat (there.surface_dice, ==, back.surface_dice);
      g_assert_cmpfloat (there.surface_overlap_a, ==, back.surface_overlap_b);
      g_assert_cmpfloat (there.voxel.hausdorff, ==, back.voxel.hausdorff);
    }
}

/* The Hausdorff distance is a metric; the others lie in the order of their kinds. */
static void
test_bounds (void)
{
  RimGrid grid;
  RimMask *masks[3];
  RimComparison pairs[3];

  init_sheared (&grid);
  for (guint m = 0; m < 3; m++)
    masks[m] = rim_test_mask_new_noise (&grid, 40 + 60 * m);

  for (guint m = 0; m < 3; m++)
    {
      pairs[m] = compare (masks[m], masks[(m + 1) % 3], 1.0);
      g_assert_cmpfloat (pairs[m].surface.hausdorff_95, <=, pairs[m].surface.hausdorff);
      g_assert_cmpfloat (pairs[m].surface.hausdorff_95_pooled, <=, pairs[m].surface.hausdorff_95);
      g_assert_cmpfloat (pairs[m].surface.mean, <=, pairs[m].surface.hausdorff);
      g_assert_cmpfloat (pairs[m].jaccard, <=, pairs[m].dice);
      g_assert_cmpfloat_with_epsilon (pairs[m].jaccard, pairs[m].dice / (2.0 - pairs[m].dice), 1e-14);
    }
  for (guint m = 0; m < 3; m++)
    g_assert_cmpfloat (pairs[m].voxel.hausdorff, <=,
                       pairs[(m + 1) % 3].voxel.hausdorff + pairs[(m + 2) % 3].voxel.hausdorff + 1e-9);
  for (guint m = 0; m < 3; m++)
    rim_mask_unref (masks[m]);
}

/* Two balls with the same middle: their surfaces are as far apart as their radii. The
 * nearest of the elements around a surface lies on this side of it, which makes
 * distances shorter by less than a voxel.
 */
static void
test_balls (void)
{
  RimGrid grid;
  g_autoptr(RimMask) a = NULL;
  g_autoptr(RimMask) b = NULL;
  RimComparison found;

  rim_test_grid_init (&grid, 61, 61, 61, RIM_VEC3 (0.5, 0.5, 0.5));
  a = rim_test_mask_new_ball (&grid, 10.0);
  b = rim_test_mask_new_ball (&grid, 13.0);
  found = compare (a, b, 2.0);

  g_assert_cmpfloat (found.surface.mean, >, 3.0 - 0.5);
  g_assert_cmpfloat (found.surface.mean, <, 3.0);
  g_assert_cmpfloat (found.voxel.mean, >, 3.0 - 0.5);
  g_assert_cmpfloat (found.voxel.mean, <, 3.0);
  g_assert_cmpfloat_with_epsilon (found.surface.hausdorff_95, 3.0, 0.5);
  g_assert_cmpfloat_with_epsilon (found.dice, 2.0 * 1000.0 / (1000.0 + 2197.0), 0.005);
  g_assert_cmpfloat_with_epsilon (found.surface_area_a_mm2 / (4.0 * G_PI * 100.0), 1.0, 0.1);
  g_assert_cmpfloat (found.surface_dice, ==, 0.0);
  g_assert_cmpfloat (compare (a, b, 4.0).surface_dice, ==, 1.0);
}

static void
test_empty (void)
{
  RimGrid grid;
  g_autoptr(RimMask) none = NULL;
  g_autoptr(RimMask) some = NULL;
  RimComparison found;

  rim_test_grid_init (&grid, 40, 30, 30, RIM_VEC3 (1, 1, 1));
  none = rim_mask_new (&grid);
  some = make_cube (&grid, 8, 10);

  found = compare (none, none, 1.0);
  g_assert_cmpstr (rim_comparison_state_get_name (found.state), ==, "both-empty");
  g_assert_cmpfloat (found.dice, ==, 1.0);
  g_assert_cmpfloat (found.surface.hausdorff, ==, 0.0);
  g_assert_cmpfloat (found.surface_dice, ==, 1.0);
  g_assert_true (isnan (found.sensitivity));

  found = compare (some, none, 1.0);
  g_assert_cmpstr (rim_comparison_state_get_name (found.state), ==, "b-empty");
  g_assert_cmpfloat (found.dice, ==, 0.0);
  g_assert_cmpfloat (found.surface.hausdorff, ==, INFINITY);
  g_assert_cmpfloat (found.surface_dice, ==, 0.0);
  g_assert_cmpfloat (found.sensitivity, ==, 0.0);
  g_assert_true (isnan (found.precision));
  g_assert_cmpfloat (found.added_path_voxels, ==, 0.0);
  g_assert_cmpfloat (found.volume_difference_percent, ==, -100.0);

  found = compare (none, some, 1.0);
  g_assert_cmpstr (rim_comparison_state_get_name (found.state), ==, "a-empty");
  g_assert_cmpfloat (found.added_path_voxels, ==, 360.0);
  g_assert_true (isnan (found.volume_difference_percent));
}

static void
test_differences (void)
{
  RimGrid grid;
  g_autoptr(RimMask) a = NULL;
  g_autoptr(RimMask) b = NULL;
  RimMask *classes[RIM_N_DIFFERENCES];
  gsize n = 0;

  init_sheared (&grid);
  a = rim_test_mask_new_noise (&grid, 3);
  b = rim_test_mask_new_noise (&grid, 3);

  for (guint c = 0; c < RIM_N_DIFFERENCES; c++)
    {
      classes[c] = rim_mask_find_class (a, b, (RimDifference) c);
      n += rim_mask_count (classes[c]);
      for (guint k = 0; k < grid.size[2]; k++)
        {
          g_autoptr(RimMaskSlice) slice = rim_mask_slice_find_class (rim_mask_get_slice (a, k),
                                                                     rim_mask_get_slice (b, k),
                                                                     (RimDifference) c);

          g_assert_true (rim_mask_slice_equal (slice, rim_mask_get_slice (classes[c], k)));
        }
    }

  {
    g_autoptr(RimMask) either = rim_mask_combine (a, b, RIM_MASK_UNION);
    g_autoptr(RimMask) first = rim_mask_combine (classes[RIM_DIFFERENCE_BOTH], classes[RIM_DIFFERENCE_ONLY_A],
                                                 RIM_MASK_UNION);

    g_assert_cmpuint (n, ==, rim_mask_count (either));
    g_assert_true (rim_mask_equal (first, a));
  }
  for (guint c = 0; c < RIM_N_DIFFERENCES; c++)
    rim_mask_unref (classes[c]);
}

/* A mask of 2 mm and one of 1 mm that reaches beyond the first one's image. */
static void
test_align (void)
{
  RimGrid coarse, fine;
  RimMask *masks[2];
  RimMask **aligned;
  gboolean resampled;

  rim_test_grid_init (&coarse, 20, 20, 20, RIM_VEC3 (2, 2, 2));
  rim_test_grid_init (&fine, 80, 60, 60, RIM_VEC3 (1, 1, 1));
  masks[0] = make_cube (&coarse, 4, 8);
  masks[1] = make_cube (&fine, 60, 15);
  aligned = rim_masks_align (masks, 2, &resampled, NULL);

  g_assert_true (resampled);
  g_assert_true (rim_grid_equal (rim_mask_get_grid (aligned[0]), rim_mask_get_grid (aligned[1]), 1e-9));
  g_assert_cmpuint (rim_mask_count (aligned[0]), ==, 8 * rim_mask_count (masks[0]));
  g_assert_cmpuint (rim_mask_count (aligned[1]), ==, rim_mask_count (masks[1]));
  rim_masks_free (aligned, 2);

  aligned = rim_masks_align (masks, 1, &resampled, NULL);
  g_assert_false (resampled);
  g_assert_true (aligned[0] == masks[0]);
  rim_masks_free (aligned, 1);

  for (guint m = 0; m < 2; m++)
    rim_mask_unref (masks[m]);
}

static void
test_too_far (void)
{
  RimGrid here, there;
  RimMask *masks[2];
  g_autoptr(GError) error = NULL;

  rim_test_grid_init (&here, 30, 30, 30, RIM_VEC3 (1, 1, 1));
  there = here;
  there.to_patient.m[0][3] += 2e4;
  masks[0] = make_cube (&here, 4, 8);
  masks[1] = make_cube (&there, 4, 8);

  g_assert_null (rim_masks_align (masks, 2, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  for (guint m = 0; m < 2; m++)
    rim_mask_unref (masks[m]);
}

static void
test_frames (void)
{
  const char *const same[] = { "1.2.3", NULL, "1.2.3" };
  const char *const other[] = { NULL, "1.2.3", "1.2.4" };
  g_autoptr(GError) error = NULL;

  g_assert_true (rim_frames_check (same, 3, &error));
  g_assert_no_error (error);
  g_assert_false (rim_frames_check (other, 3, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "1.2.4"));
}

/* Pairs */

static RimRoi *
add_roi (GPtrArray     *rois,
         const RimGrid *grid,
         guint          number,
         const char    *name,
         const char    *uid,
         guint          first)
{
  RimRoi *roi = rim_roi_new ();

  roi->number = number;
  roi->name = g_strdup (name);
  roi->tracking_uid = g_strdup (uid);
  roi->mask = make_cube (grid, first, 5);
  g_ptr_array_add (rois, roi);

  return roi;
}

static void
assert_pair (GArray      *pairs,
             guint        n,
             RimRoi      *a,
             RimRoi      *b,
             RimRoiMatch  match)
{
  const RimRoiPair *pair = &g_array_index (pairs, RimRoiPair, n);

  g_assert_true (pair->a == a);
  g_assert_true (pair->b == b);
  g_assert_cmpint (pair->match, ==, match);
}

static void
test_pairs (void)
{
  g_autoptr(GPtrArray) a = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  g_autoptr(GPtrArray) b = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  g_autoptr(GArray) pairs = NULL;
  g_autoptr(GArray) by_name = NULL;
  RimRoi *tracked, *named, *near, *twice, *alone;
  RimRoi *tracked_b, *named_b, *near_b, *far_b;
  RimGrid grid;

  rim_test_grid_init (&grid, 120, 20, 20, RIM_VEC3 (1, 1, 1));
  tracked = add_roi (a, &grid, 1, "Lesion", "1.2", 0);
  named = add_roi (a, &grid, 2, "GTV Node", NULL, 20);
  near = add_roi (a, &grid, 3, "left", NULL, 40);
  twice = add_roi (a, &grid, 4, "left", NULL, 42);
  alone = add_roi (a, &grid, 5, "other", NULL, 60);
  named_b = add_roi (b, &grid, 9, " gtv node", NULL, 80);
  near_b = add_roi (b, &grid, 8, "left", NULL, 41);
  tracked_b = add_roi (b, &grid, 7, "other lesion", "1.2", 90);
  far_b = add_roi (b, &grid, 6, "far", NULL, 100);

  pairs = rim_roi_pairs_new (a, b, RIM_ROI_MATCH_NONE, NULL);
  g_assert_cmpuint (pairs->len, ==, 6);
  assert_pair (pairs, 0, tracked, tracked_b, RIM_ROI_MATCH_TRACKING_UID);
  assert_pair (pairs, 1, named, named_b, RIM_ROI_MATCH_NAME);
  assert_pair (pairs, 2, near, near_b, RIM_ROI_MATCH_OVERLAP);
  assert_pair (pairs, 3, twice, NULL, RIM_ROI_MATCH_NONE);
  assert_pair (pairs, 4, alone, NULL, RIM_ROI_MATCH_NONE);
  assert_pair (pairs, 5, NULL, far_b, RIM_ROI_MATCH_NONE);

  by_name = rim_roi_pairs_new (a, b, RIM_ROI_MATCH_NAME, NULL);
  g_assert_cmpuint (by_name->len, ==, 8);
  assert_pair (by_name, 0, named, named_b, RIM_ROI_MATCH_NAME);
}

static void
test_only_pair (void)
{
  g_autoptr(GPtrArray) a = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  g_autoptr(GPtrArray) b = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_roi_free);
  g_autoptr(GArray) pairs = NULL;
  RimGrid grid;
  RimRoi *first, *second;

  rim_test_grid_init (&grid, 60, 20, 20, RIM_VEC3 (1, 1, 1));
  first = add_roi (a, &grid, 1, NULL, NULL, 0);
  second = add_roi (b, &grid, 2, "b", NULL, 20);
  pairs = rim_roi_pairs_new (a, b, RIM_ROI_MATCH_NONE, NULL);
  g_assert_cmpuint (pairs->len, ==, 1);
  assert_pair (pairs, 0, first, second, RIM_ROI_MATCH_ONLY);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/compare/nearest", test_nearest);
  g_test_add_func ("/compare/moved-cube", test_moved_cube);
  g_test_add_func ("/compare/identity", test_identity);
  g_test_add_func ("/compare/symmetry", test_symmetry);
  g_test_add_func ("/compare/bounds", test_bounds);
  g_test_add_func ("/compare/balls", test_balls);
  g_test_add_func ("/compare/empty", test_empty);
  g_test_add_func ("/compare/differences", test_differences);
  g_test_add_func ("/compare/align", test_align);
  g_test_add_func ("/compare/too-far", test_too_far);
  g_test_add_func ("/compare/frames", test_frames);
  g_test_add_func ("/compare/pairs", test_pairs);
  g_test_add_func ("/compare/only-pair", test_only_pair);

  return g_test_run ();
}
