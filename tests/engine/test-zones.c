/* test-zones.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "rim-test-roi.h"
#include "texture/rim-counts.h"
#include "texture/rim-edge-distance.h"
#include "texture/rim-zones.h"

static gboolean
are_neighbours (const RimLevels *levels,
                gsize            a,
                gsize            b,
                int              flat_axis)
{
  gssize difference = (gssize) levels->offsets[a] - (gssize) levels->offsets[b];
  gssize step[3];

  /* From -1, -1, -1, so that quotients round one way. */
  difference += (gssize) (levels->stride[0] + levels->stride[1] + levels->stride[2]);
  for (int axis = 2; axis >= 0; axis--)
    {
      step[axis] = difference / (gssize) levels->stride[axis] - 1;
      difference %= (gssize) levels->stride[axis];
      if (step[axis] < -1 || step[axis] > 1 || (axis == flat_axis && step[axis] != 0))
        return FALSE;
    }

  return TRUE;
}

static guint16
get_level (const RimLevels *levels,
           gsize            v)
{
  return levels->levels[levels->offsets[v]];
}

/* Spreads the number of a zone until nothing changes. */
static void
find_zones_slowly (const RimLevels *levels,
                   int              flat_axis,
                   guint32         *zones)
{
  gboolean has_changed = TRUE;

  for (gsize v = 0; v < levels->n_voxels; v++)
    zones[v] = (guint32) v;

  while (has_changed)
    {
      has_changed = FALSE;
      for (gsize a = 0; a < levels->n_voxels; a++)
        for (gsize b = 0; b < levels->n_voxels; b++)
          if (zones[a] > zones[b] && get_level (levels, a) == get_level (levels, b) &&
              are_neighbours (levels, a, b, flat_axis))
            {
              zones[a] = zones[b];
              has_changed = TRUE;
            }
    }
}

static void
assert_zones (const RimLevels *levels,
              int              flat_axis)
{
  g_autofree guint32 *expected = g_new (guint32, levels->n_voxels);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimZones) zones = rim_zones_new (levels, flat_axis, &error);
  g_autofree guint32 *sizes = g_new0 (guint32, zones->n);
  gsize n = 0;

  g_assert_no_error (error);
  find_zones_slowly (levels, flat_axis, expected);

  for (gsize v = 0; v < levels->n_voxels; v++)
    {
      const guint32 zone = zones->of_voxel[v];

      /* Of the voxels of a zone, the slow way names the first. */
      g_assert_cmpuint (zone, <, zones->n);
      g_assert_cmpuint (zones->offsets[zone], ==, levels->offsets[expected[v]]);
      n += expected[v] == v;
      sizes[zone]++;
    }

  g_assert_cmpuint (zones->n, ==, n);
  g_assert_cmpmem (zones->sizes, n * sizeof *sizes, sizes, n * sizeof *sizes);
  for (gsize z = 1; z < n; z++)
    g_assert_cmpuint (zones->offsets[z - 1], <, zones->offsets[z]);
}

static void
test_zones (void)
{
  for (guint round = 0; round < 400; round++)
    {
      const int flat_axis = round % 2 ? g_test_rand_int_range (0, 3) : -1;
      g_autoptr(RimTestBox) box = rim_test_box_new_random ((guint) g_test_rand_int_range (1, 8));
      g_auto(RimTestRoi) roi;

      rim_test_roi_init_box (&roi, box, 1 + round % 3);
      assert_zones (roi.levels, flat_axis);
    }
}

/* A comb: teeth of one level that only its back joins, at the very end. */
static void
test_late_joins (void)
{
  g_autoptr(RimTestBox) box = rim_test_box_new (33, 33, 9);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimZones) zones = NULL;
  g_autoptr(RimZones) flat = NULL;
  g_auto(RimTestRoi) roi;
  gsize v = 0;

  for (guint k = 0; k < 9; k++)
    for (guint j = 0; j < 33; j++)
      for (guint i = 0; i < 33; i++)
        box->levels[v++] = i % 2 == 0 || (j == 32 && k == 8) ? 3 : 7;

  rim_test_roi_init_box (&roi, box, 1);
  zones = rim_zones_new (roi.levels, -1, &error);
  flat = rim_zones_new (roi.levels, 2, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (zones->n, ==, 1 + 16);
  g_assert_cmpuint (zones->sizes[0], ==, 17 * 33 * 9 + 16);
  g_assert_cmpuint (zones->sizes[1], ==, 33 * 9 - 1);
  g_assert_cmpuint (flat->n, ==, 8 * 33 + 1 + 16);
}

/* Matrix elements by their definition. */
static void
test_counts (void)
{
  for (guint round = 0; round < 20; round++)
    {
      const gsize n = (gsize) g_test_rand_int_range (1, 2000);
      const gint32 n_sizes = round % 2 ? 5 : 100000;
      g_autofree guint16 *levels = g_new (guint16, n);
      g_autofree guint32 *sizes = g_new (guint32, n);
      g_autofree RimCount *counts = NULL;
      gsize n_counts, total = 0;

      for (gsize v = 0; v < n; v++)
        {
          levels[v] = (guint16) g_test_rand_int_range (1, round % 3 ? 9 : 65536);
          sizes[v] = (guint32) g_test_rand_int_range (1, n_sizes + 1);
        }

      counts = rim_counts_new (levels, sizes, n, &n_counts);
      for (gsize c = 0; c < n_counts; c++)
        {
          gsize expected = 0;

          for (gsize v = 0; v < n; v++)
            expected += levels[v] == counts[c].level && sizes[v] == counts[c].size;
          g_assert_cmpuint (counts[c].n, ==, expected);
          g_assert_true (c == 0 || counts[c - 1].level <= counts[c].level);
          total += expected;
        }

      g_assert_cmpuint (total, ==, n);
    }
}

/* Two zones of level 1 with 1 and 3 voxels, one of level 4 with 2. */
static void
test_sums (void)
{
  const RimCount counts[] = { { 1, 1, 1 }, { 1, 3, 1 }, { 4, 2, 1 } };
  RimCountSums sums;

  rim_count_sums_init (&sums, counts, 3, 6, 0.0);

  g_assert_cmpfloat_with_epsilon (rim_count_small_emphasis (&sums), (1 + 1 / 9.0 + 0.25) / 3, 1e-15);
  g_assert_cmpfloat_with_epsilon (rim_count_large_emphasis (&sums), 14 / 3.0, 1e-15);
  g_assert_cmpfloat_with_epsilon (rim_count_low_emphasis (&sums), (2 + 1 / 16.0) / 3, 1e-15);
  g_assert_cmpfloat_with_epsilon (rim_count_high_emphasis (&sums), 18 / 3.0, 1e-15);
  g_assert_cmpfloat_with_epsilon (rim_count_large_high_emphasis (&sums), 74 / 3.0, 1e-14);
  g_assert_cmpfloat_with_epsilon (rim_count_large_low_emphasis (&sums), 10.25 / 3, 1e-15);
  g_assert_cmpfloat_with_epsilon (rim_count_small_high_emphasis (&sums),
                                  (1 + 1 / 9.0 + 4) / 3, 1e-15);
  g_assert_cmpfloat_with_epsilon (rim_count_small_low_emphasis (&sums),
                                  (1 + 1 / 9.0 + 1 / 64.0) / 3, 1e-15);
  g_assert_cmpfloat_with_epsilon (rim_count_level_non_uniformity (&sums), 5 / 3.0, 1e-15);
  g_assert_cmpfloat_with_epsilon (rim_count_size_non_uniformity (&sums), 1, 1e-15);
  g_assert_cmpfloat_with_epsilon (rim_count_size_non_uniformity_normalised (&sums), 1 / 3.0, 1e-15);
  g_assert_cmpfloat_with_epsilon (rim_count_percentage (&sums), 0.5, 1e-15);
  g_assert_cmpfloat_with_epsilon (rim_count_level_variance (&sums), 2, 1e-15);
  g_assert_cmpfloat_with_epsilon (rim_count_size_variance (&sums), 2 / 3.0, 1e-15);
  g_assert_cmpfloat_with_epsilon (rim_count_entropy (&sums), log2 (3), 1e-15);
  g_assert_cmpfloat_with_epsilon (rim_count_energy (&sums), 1 / 3.0, 1e-15);
}

/* A voxel's distance is 1 more than the radius of the greatest octahedron, or
 * diamond, about it that is inside.
 */
static guint
find_distance_slowly (const RimRegion *shape,
                      gssize           x,
                      gssize           y,
                      gssize           z,
                      int              flat_axis)
{
  const gssize n[3] = { shape->grid.size[0], shape->grid.size[1], shape->grid.size[2] };
  gssize nearest = G_MAXINT;

  for (gssize k = -1; k <= n[2]; k++)
    for (gssize j = -1; j <= n[1]; j++)
      for (gssize i = -1; i <= n[0]; i++)
        {
          const gboolean is_in_box = i >= 0 && j >= 0 && k >= 0 && i < n[0] && j < n[1] && k < n[2];
          const gssize steps[3] = { ABS (i - x), ABS (j - y), ABS (k - z) };

          if (is_in_box && shape->inside[(k * n[1] + j) * n[0] + i])
            continue;
          if (flat_axis < 0 || steps[flat_axis] == 0)
            nearest = MIN (nearest, steps[0] + steps[1] + steps[2]);
        }

  return (guint) nearest;
}

/* A region that is part of a shape, in a box of its own. */
static void
test_edge_distances (void)
{
  for (guint round = 0; round < 20; round++)
    {
      const int flat_axis = (int) (round % 4) - 1;
      RimGrid grid = { .size = { 11, 9, 8 } };
      guint8 in_shape[11 * 9 * 8], in_region[11 * 9 * 8];
      g_autoptr(RimRegion) shape = NULL;
      g_autoptr(RimRegion) region = NULL;
      g_autoptr(GError) error = NULL;
      g_autofree guint32 *distances = NULL;
      const guint32 *distance;

      rim_affine_init_identity (&grid.to_patient);
      for (gsize v = 0; v < sizeof in_shape; v++)
        {
          in_shape[v] = v % 11 > 0 && g_test_rand_int_range (0, 12) > 0;
          in_region[v] = in_shape[v] && v % 11 > 3 && v / 99 > 2 && g_test_rand_int_range (0, 3) > 0;
        }
      shape = rim_region_new_from_bytes (&grid, in_shape);
      region = rim_region_new_from_bytes (&grid, in_region);
      distance = distances = rim_edge_distances_new (shape, region, flat_axis, &error);
      g_assert_no_error (error);

      for (guint k = region->box.min[2]; k < region->box.max[2]; k++)
        for (guint j = region->box.min[1]; j < region->box.max[1]; j++)
          for (guint i = region->box.min[0]; i < region->box.max[0]; i++)
            if (in_region[(k * 9 + j) * 11 + i])
              g_assert_cmpuint (*distance++, ==,
                                find_distance_slowly (shape, (gssize) i - shape->box.min[0],
                                                      (gssize) j - shape->box.min[1],
                                                      (gssize) k - shape->box.min[2], flat_axis));

      g_assert_null (rim_edge_distances_new (region, shape, flat_axis, &error));
      g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_GEOMETRY);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/zones/zones", test_zones);
  g_test_add_func ("/engine/zones/late-joins", test_late_joins);
  g_test_add_func ("/engine/zones/counts", test_counts);
  g_test_add_func ("/engine/zones/sums", test_sums);
  g_test_add_func ("/engine/zones/edge-distances", test_edge_distances);

  return g_test_run ();
}
