/* test-beyond-minkowski.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-minkowski.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "rim-test-ball.h"

static void
measure (const RimRegion *region,
         RimMinkowski    *found)
{
  RimCells cells;

  rim_cells_count (&cells, region->inside, region->grid.size);
  rim_minkowski_init (found, &cells, &region->grid);
}

static double
torus (RimVec3  place,
       gpointer data)
{
  const double around = hypot (place.x, place.y) - 9.0;

  return hypot (around, place.z) <= 4.0;
}

static double
shell (RimVec3  place,
       gpointer data)
{
  const double r = rim_vec3_length (place);

  return r >= 6.0 && r <= 9.0;
}

static double
two_balls (RimVec3  place,
           gpointer data)
{
  place.x = fabs (place.x) - 8.0;

  return rim_vec3_length (place) <= 5.0;
}

static double
everywhere (RimVec3  place,
            gpointer data)
{
  return 1.0;
}

/* Pieces minus tunnels plus hollows. */
static void
test_euler (void)
{
  static const struct
  {
    RimTestValueFunc func;
    double           euler;
  } sets[] = { { rim_test_ball, 1.0 }, { torus, 0.0 }, { shell, 2.0 }, { two_balls, 2.0 } };
  static const RimVec3 spacings[] = { { 1, 1, 1 }, { 0.7, 0.9, 1.3 } };

  for (guint s = 0; s < G_N_ELEMENTS (spacings); s++)
    for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
      {
        double radius = 8.3;
        g_autoptr(RimRegion) region = NULL;
        RimMinkowski found;
        RimGrid grid;

        rim_test_grid_init (&grid, 42, 40, 30, spacings[s]);
        region = rim_test_region_new (&grid, sets[i].func, &radius);
        measure (region, &found);
        g_assert_cmpfloat (found.euler_number, ==, sets[i].euler);
      }
}

static void
test_boxes (void)
{
  for (guint round = 0; round < 20; round++)
    {
      const guint n[3] = { 1 + (guint) g_test_rand_int_range (0, 9), 1 + (guint) g_test_rand_int_range (0, 9),
                           1 + (guint) g_test_rand_int_range (0, 9) };
      const double a = n[0] * 0.7, b = n[1] * 0.8, c = n[2] * 2.5;
      g_autoptr(RimRegion) region = NULL;
      RimMinkowski found;
      RimGrid grid;

      rim_test_grid_init (&grid, n[0], n[1], n[2], RIM_VEC3 (0.7, 0.8, 2.5));
      region = rim_test_region_new (&grid, everywhere, NULL);
      measure (region, &found);
      g_assert_cmpfloat_with_epsilon (found.volume, a * b * c, 1e-9);
      g_assert_cmpfloat_with_epsilon (found.surface, 2.0 * (a * b + b * c + a * c), 1e-9);
      g_assert_cmpfloat_with_epsilon (found.mean_breadth, (a + b + c) / 2.0, 1e-9);
      g_assert_cmpfloat (found.euler_number, ==, 1.0);
    }
}

/* Each line through a ball of voxels enters and leaves it once, so its surface is
 * twice its three shadows, and its breadth that of the box around it.
 */
static void
test_ball (void)
{
  double radius = 10.2;
  g_autoptr(RimRegion) region = NULL;
  RimMinkowski found;
  gsize shadow = 0;
  RimGrid grid;

  rim_test_grid_init (&grid, 25, 25, 25, RIM_VEC3 (1, 1, 1));
  region = rim_test_region_new (&grid, rim_test_ball, &radius);
  for (guint j = 0; j < region->grid.size[1]; j++)
    for (guint i = 0; i < region->grid.size[0]; i++)
      shadow += region->inside[i + region->grid.size[0] * (j + 10 * region->grid.size[1])];
  measure (region, &found);

  g_assert_cmpfloat (found.volume, ==, (double) region->n_voxels);
  g_assert_cmpfloat (found.surface, ==, 6.0 * (double) shadow);
  g_assert_cmpfloat (found.euler_number, ==, 1.0);

  g_assert_cmpfloat_with_epsilon (found.mean_breadth, 1.5 * 21.0, 1e-9);
}

static RimRegion *
make_noise (guint one_in)
{
  const gsize n = 11 * 9 * 10;
  g_autofree guint8 *voxels = g_malloc0 (n);
  RimGrid grid;

  rim_test_grid_init (&grid, 11, 9, 10, RIM_VEC3 (1.0, 0.5, 2.0));
  for (gsize v = 0; v < n; v++)
    voxels[v] = v == 0 || v == n - 1 || g_test_rand_int_range (0, (gint) one_in) == 0;

  return rim_region_new_from_bytes (&grid, voxels);
}

static gboolean
is_in (const guint8 *inside,
       const guint   size[3],
       gint          i,
       gint          j,
       gint          k)
{
  return i >= 0 && j >= 0 && k >= 0 && i < (gint) size[0] && j < (gint) size[1] && k < (gint) size[2] &&
         inside[i + (gint) size[0] * (j + k * (gint) size[1])];
}

/* Whether a voxel of the 2 × 2 × 2 around a corner is in, of those at which @at is
 * 0 (behind), 1 (ahead) or 2 (either) along each axis.
 */
static gint64
touches (const guint8 *inside,
         const guint   size[3],
         const gint    corner[3],
         const gint    at[3])
{
  for (gint a = 0; a < 8; a++)
    {
      const gint d[3] = { a & 1, a >> 1 & 1, a >> 2 };
      gboolean is_meant = TRUE;

      for (guint axis = 0; axis < 3; axis++)
        is_meant = is_meant && (at[axis] == 2 || at[axis] == d[axis]);
      if (is_meant && is_in (inside, size, corner[0] - 1 + d[0], corner[1] - 1 + d[1], corner[2] - 1 + d[2]))
        return 1;
    }

  return 0;
}

/* Cells counted one by one, each by its own definition. */
static void
test_slow (void)
{
  for (guint round = 0; round < 6; round++)
    {
      g_autoptr(RimRegion) region = make_noise (2 + round);
      const guint *size = region->grid.size;
      RimCells found, slow = { 0 };
      gint c[3];

      for (c[2] = 0; c[2] <= (gint) size[2]; c[2]++)
        for (c[1] = 0; c[1] <= (gint) size[1]; c[1]++)
          for (c[0] = 0; c[0] <= (gint) size[0]; c[0]++)
            {
              slow.corners += touches (region->inside, size, c, (gint[]) { 2, 2, 2 });
              slow.cubes += touches (region->inside, size, c, (gint[]) { 1, 1, 1 });
              slow.edges[0] += touches (region->inside, size, c, (gint[]) { 1, 2, 2 });
              slow.edges[1] += touches (region->inside, size, c, (gint[]) { 2, 1, 2 });
              slow.edges[2] += touches (region->inside, size, c, (gint[]) { 2, 2, 1 });
              slow.faces[0] += touches (region->inside, size, c, (gint[]) { 2, 1, 1 });
              slow.faces[1] += touches (region->inside, size, c, (gint[]) { 1, 2, 1 });
              slow.faces[2] += touches (region->inside, size, c, (gint[]) { 1, 1, 2 });
            }

      rim_cells_count (&found, region->inside, size);
      g_assert_cmpmem (&found, sizeof found, &slow, sizeof slow);
    }
}

static double *
compute (const RimRegion *region,
         const double    *values)
{
  const RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  const RimFamilyInput input = { NULL, region, region, values, NULL, &settings };
  const RimAggregation aggregation = RIM_AGGREGATION_NONE;
  double *found = g_new (double, rim_family_minkowski.n_features);
  g_autoptr(GError) error = NULL;

  rim_family_minkowski.compute (&input, &aggregation, 1, found, NULL, &error);
  g_assert_no_error (error);

  return found;
}

static double
get (const double *values,
     const char   *name)
{
  for (guint f = 0; f < rim_family_minkowski.n_features; f++)
    if (strcmp (rim_family_minkowski.get_info (f)->name, name) == 0)
      return values[f];

  g_assert_not_reached ();
}

/* Sets above a percentile of what falls off from the middle are smaller balls, and
 * of its opposite shells.
 */
static void
test_thresholds (void)
{
  double radius = 10.4;
  g_autoptr(RimRegion) region = NULL;
  g_autofree double *values = NULL;
  g_autofree double *balls = NULL;
  g_autofree double *shells = NULL;
  gsize n = 0;
  RimGrid grid;

  rim_test_grid_init (&grid, 25, 25, 25, RIM_VEC3 (1, 1, 1));
  region = rim_test_region_new (&grid, rim_test_ball, &radius);
  values = g_new (double, region->n_voxels);
  for (guint k = 0; k < region->grid.size[2]; k++)
    for (guint j = 0; j < region->grid.size[1]; j++)
      for (guint i = 0; i < region->grid.size[0]; i++)
        if (region->inside[i + region->grid.size[0] * (j + k * region->grid.size[1])])
          values[n++] = -rim_vec3_length (rim_grid_to_patient (&region->grid, RIM_VEC3 (i, j, k)));

  balls = compute (region, values);
  for (gsize v = 0; v < n; v++)
    values[v] = -values[v];
  shells = compute (region, values);

  g_assert_cmpfloat (get (balls, "VolumeQ00"), ==, (double) region->n_voxels);
  g_assert_cmpfloat (get (balls, "EulerNumberQ50"), ==, 1.0);
  g_assert_cmpfloat (get (balls, "EulerNumberQ90"), ==, 1.0);
  g_assert_cmpfloat (get (shells, "EulerNumberQ00"), ==, 1.0);
  g_assert_cmpfloat (get (shells, "EulerNumberQ25"), ==, 2.0);
  g_assert_cmpfloat (get (shells, "EulerNumberQ50"), ==, 2.0);
  g_assert_cmpfloat (get (shells, "VolumeQ50"), >=, 0.5 * (double) region->n_voxels);
  g_assert_cmpfloat (get (shells, "VolumeQ50"), <, 0.55 * (double) region->n_voxels);
  g_assert_cmpfloat (get (shells, "SurfaceQ50"), >, get (shells, "SurfaceQ00"));
}

static void
test_bad (void)
{
  const RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  const RimAggregation aggregation = RIM_AGGREGATION_NONE;
  double values[24];
  double value = NAN;
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRegion) region = NULL;
  g_autofree double *one = NULL;
  RimFamilyInput input = { NULL, NULL, NULL, &value, NULL, &settings };
  RimGrid grid;

  rim_test_grid_init (&grid, 1, 1, 1, RIM_VEC3 (1, 1, 1));
  region = rim_test_region_new (&grid, everywhere, NULL);
  input.region = input.shape = region;
  g_assert_cmpuint (rim_family_minkowski.n_features, ==, G_N_ELEMENTS (values));
  g_assert_false (rim_family_minkowski.compute (&input, &aggregation, 1, values, NULL, &error));
  g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_NOT_FINITE);

  value = 3.0;
  one = compute (region, &value);
  g_assert_cmpfloat (get (one, "EulerNumberQ90"), ==, 1.0);
  g_assert_cmpfloat (get (one, "SurfaceQ50"), ==, 6.0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/minkowski/euler", test_euler);
  g_test_add_func ("/minkowski/boxes", test_boxes);
  g_test_add_func ("/minkowski/ball", test_ball);
  g_test_add_func ("/minkowski/slow", test_slow);
  g_test_add_func ("/minkowski/thresholds", test_thresholds);
  g_test_add_func ("/minkowski/bad", test_bad);

  return g_test_run ();
}
