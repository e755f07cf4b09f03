/* test-contour.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "core/rim-parallel.h"
#include "volume/rim-contour.h"

#define WIDTH  23
#define HEIGHT 19
#define DEPTH  5

/* Neither axis-aligned nor orthogonal: a tilted gantry, turned. */
static RimGrid
make_oblique_grid (void)
{
  RimGrid grid = { { WIDTH, HEIGHT, DEPTH }, { { { 0 } } } };

  rim_affine_set_column (&grid.to_patient, 0, RIM_VEC3 (0.8, 0.3, -0.1));
  rim_affine_set_column (&grid.to_patient, 1, RIM_VEC3 (-0.25, 0.7, 0.4));
  rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0.5, -0.6, 2.9));
  rim_affine_set_column (&grid.to_patient, 3, RIM_VEC3 (-213.4, 87.25, -1003.7));

  return grid;
}

static RimGrid
make_plain_grid (void)
{
  RimGrid grid = { { WIDTH, HEIGHT, DEPTH }, { { { 0 } } } };

  rim_affine_init_identity (&grid.to_patient);

  return grid;
}

static RimMask *
make_random_mask (GRand         *rand,
                  const RimGrid *grid,
                  double         density)
{
  gsize n_voxels = rim_grid_get_n_voxels (grid);
  g_autofree guint8 *voxels = g_new (guint8, n_voxels);

  for (gsize n = 0; n < n_voxels; n++)
    voxels[n] = g_rand_double (rand) < density;

  return rim_mask_new_from_bytes (grid, voxels);
}

/* Rows of text, '#' is in. */
static RimMaskSlice *
make_slice (const char *const *rows)
{
  guint height = g_strv_length ((char **) rows);
  guint width = (guint) strlen (rows[0]);
  g_autofree guint8 *voxels = g_new0 (guint8, width * height);

  for (guint j = 0; j < height; j++)
    for (guint i = 0; i < width; i++)
      voxels[j * width + i] = rows[j][i] == '#';

  return rim_mask_slice_new_from_bytes (voxels, width, height, width);
}

static RimMaskSlice *
rasterise_polygons (GPtrArray *polygons,
                    guint      width,
                    guint      height)
{
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (RimVec3));
  g_autoptr(GArray) starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize at = 0;

  g_array_append_val (starts, at);
  for (guint p = 0; p < polygons->len; p++)
    {
      GArray *polygon = polygons->pdata[p];

      g_array_append_vals (points, polygon->data, polygon->len);
      at += polygon->len;
      g_array_append_val (starts, at);
    }

  return rim_contour_rasterise ((const RimVec3 *) (gpointer) points->data,
                                (const gsize *) (gpointer) starts->data, polygons->len,
                                width, height);
}

static double
sum_areas (GPtrArray *polygons)
{
  double area = 0.0;

  for (guint p = 0; p < polygons->len; p++)
    area += rim_polygon_get_area (polygons->pdata[p]);

  return area;
}

/* No corner may lie in line with its neighbours. */
static void
assert_corners_only (GPtrArray *polygons)
{
  for (guint p = 0; p < polygons->len; p++)
    {
      GArray *polygon = polygons->pdata[p];

      g_assert_cmpuint (polygon->len, >=, 4);
      for (guint n = 0; n < polygon->len; n++)
        {
          RimVec3 a = g_array_index (polygon, RimVec3, n);
          RimVec3 b = g_array_index (polygon, RimVec3, (n + 1) % polygon->len);
          RimVec3 c = g_array_index (polygon, RimVec3, (n + 2) % polygon->len);

          g_assert_true ((a.x == b.x) != (a.y == b.y));
          g_assert_true ((a.x == b.x) != (b.x == c.x));
        }
    }
}

static void
assert_slice_round_trips (RimMaskSlice *slice,
                          guint         width,
                          guint         height)
{
  g_autoptr(GPtrArray) polygons = rim_mask_slice_trace (slice);
  g_autoptr(GPtrArray) joined = rim_polygons_join_holes (polygons);
  g_autoptr(RimMaskSlice) again = rasterise_polygons (polygons, width, height);
  g_autoptr(RimMaskSlice) through_keyholes = rasterise_polygons (joined, width, height);

  assert_corners_only (polygons);
  g_assert_cmpfloat (sum_areas (polygons), ==, (double) rim_mask_slice_count (slice));
  g_assert_true (rim_mask_slice_equal (slice, again));

  for (guint p = 0; p < joined->len; p++)
    g_assert_cmpfloat (rim_polygon_get_area (joined->pdata[p]), >, 0.0);
  g_assert_cmpfloat (sum_areas (joined), ==, (double) rim_mask_slice_count (slice));
  g_assert_true (rim_mask_slice_equal (slice, through_keyholes));
}

static const char *const checkerboard[] = { "#.#.#", ".#.#.", "#.#.#", ".#.#.", NULL };
static const char *const single_voxel[] = { "...", ".#.", "...", NULL };
static const char *const whole_grid[] = { "###", "###", NULL };
static const char *const holes_in_holes[] = {
  "#########", "#.......#", "#.#####.#", "#.#...#.#", "#.#.#.#.#", "#.#...#.#", "#.#####.#",
  "#.......#", "#########", NULL
};
static const char *const diagonal_ring[] = { ".#.", "#.#", ".#.", NULL };
static const char *const diagonal_holes[] = { "####", "#.##", "##.#", "####", NULL };
static const char *const comb[] = { "#.#.#.#", "#######", "#.#.#.#", NULL };

static void
test_trace_shapes (void)
{
  const char *const *shapes[] = {
    checkerboard, single_voxel, whole_grid, holes_in_holes, diagonal_ring, diagonal_holes, comb,
  };

  for (guint n = 0; n < G_N_ELEMENTS (shapes); n++)
    {
      g_autoptr(RimMaskSlice) slice = make_slice (shapes[n]);

      assert_slice_round_trips (slice, (guint) strlen (shapes[n][0]),
                                g_strv_length ((char **) shapes[n]));
    }
}

static guint
count_polygons (const char *const *rows,
                gboolean           holes)
{
  g_autoptr(RimMaskSlice) slice = make_slice (rows);
  g_autoptr(GPtrArray) polygons = rim_mask_slice_trace (slice);
  guint count = 0;

  for (guint p = 0; p < polygons->len; p++)
    count += (rim_polygon_get_area (polygons->pdata[p]) < 0.0) == holes;

  return count;
}

static void
test_trace_topology (void)
{
  /* Voxels that touch at a corner are apart; so are not the holes that do. */
  g_assert_cmpuint (count_polygons (checkerboard, FALSE), ==, 10);
  g_assert_cmpuint (count_polygons (diagonal_ring, FALSE), ==, 4);
  g_assert_cmpuint (count_polygons (diagonal_ring, TRUE), ==, 0);
  g_assert_cmpuint (count_polygons (diagonal_holes, FALSE), ==, 1);
  g_assert_cmpuint (count_polygons (diagonal_holes, TRUE), ==, 1);
  g_assert_cmpuint (count_polygons (holes_in_holes, FALSE), ==, 3);
  g_assert_cmpuint (count_polygons (holes_in_holes, TRUE), ==, 2);
  g_assert_cmpuint (count_polygons (single_voxel, FALSE), ==, 1);
}

static void
test_trace_random (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261120);
  const RimGrid grid = make_plain_grid ();

  for (guint round = 0; round < 400; round++)
    {
      g_autoptr(RimMask) mask = make_random_mask (rand, &grid, g_rand_double (rand));

      for (guint k = 0; k < DEPTH; k++)
        assert_slice_round_trips (rim_mask_get_slice (mask, k), WIDTH, HEIGHT);
    }
}

static void
append_contours (GPtrArray *contours,
                 GPtrArray *more)
{
  for (guint n = 0; n < more->len; n++)
    g_ptr_array_add (contours, rim_contour_ref (more->pdata[n]));
}

static void
test_mask_round_trip (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  const RimGrid grid = make_oblique_grid ();

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr(RimMask) mask = make_random_mask (rand, &grid, g_rand_double (rand));
      g_autoptr(GPtrArray) contours = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_contour_unref);
      g_autoptr(RimMask) again = NULL;
      RimRasterReport report;

      for (guint k = 0; k < DEPTH; k++)
        {
          g_autoptr(GPtrArray) traced = rim_mask_trace_slice (mask, k);

          append_contours (contours, traced);
        }

      again = rim_contours_to_mask (contours, &grid, NULL, &report);
      g_assert_true (rim_mask_equal (mask, again));
      g_assert_cmpuint (report.n_contours, ==, contours->len);
      g_assert_cmpuint (report.n_off_plane, ==, 0);
      g_assert_cmpuint (report.n_outside, ==, 0);
      g_assert_cmpuint (report.n_tiny, ==, 0);
      g_assert_cmpuint (report.n_overlapping, ==, 0);
    }
}

static gboolean
is_inside (const RimVec3 *points,
           const gsize   *starts,
           gsize          n_contours,
           double         x,
           double         y)
{
  gboolean inside = FALSE;

  for (gsize c = 0; c < n_contours; c++)
    for (gsize n = starts[c]; n < starts[c + 1]; n++)
      {
        RimVec3 a = points[n];
        RimVec3 b = points[n + 1 < starts[c + 1] ? n + 1 : starts[c]];

        if ((a.y > y) != (b.y > y) && x < a.x + (y - a.y) * (b.x - a.x) / (b.y - a.y))
          inside = !inside;
      }

  return inside;
}

/* Against the definition, voxel by voxel: contours that cross each other and
 * themselves and reach far outside the grid.
 */
static void
test_raster_random (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (99);

  for (guint round = 0; round < 300; round++)
    {
      const gsize starts[] = { 0, 5, 9, 40 };
      g_autofree guint8 *voxels = g_new0 (guint8, 150 * 70);
      g_autoptr(RimMaskSlice) expected = NULL;
      g_autoptr(RimMaskSlice) slice = NULL;
      RimVec3 points[40];

      for (guint n = 0; n < G_N_ELEMENTS (points); n++)
        points[n] = RIM_VEC3 (g_rand_double_range (rand, -60, 210), g_rand_double_range (rand, -30, 100), 0);

      for (guint j = 0; j < 70; j++)
        for (guint i = 0; i < 150; i++)
          voxels[j * 150 + i] = is_inside (points, starts, 3, i, j);

      expected = rim_mask_slice_new_from_bytes (voxels, 150, 70, 150);
      slice = rim_contour_rasterise (points, starts, 3, 150, 70);
      g_assert_true (rim_mask_slice_equal (slice, expected));
    }
}

static gsize
count_raster (const RimVec3 *points,
              gsize          n_points)
{
  const gsize starts[] = { 0, n_points };
  g_autoptr(RimMaskSlice) slice = rim_contour_rasterise (points, starts, 1, 20, 20);

  return rim_mask_slice_count (slice);
}

static void
test_raster_path (void)
{
  const RimVec3 square[] = { { 2, 3, 0 }, { 6, 3, 0 }, { 6, 8, 0 }, { 2, 8, 0 } };
  const RimVec3 diamond[] = { { 5, 2, 0 }, { 8, 5, 0 }, { 5, 8, 0 }, { 2, 5, 0 } };
  const RimVec3 just_inside[] = { { 2.00002, 3.00002, 0 }, { 5.99998, 3.00002, 0 },
                                  { 5.99998, 7.99998, 0 }, { 2.00002, 7.99998, 0 } };
  const RimVec3 just_outside[] = { { 1.99998, 2.99998, 0 }, { 6.00002, 2.99998, 0 },
                                   { 6.00002, 8.00002, 0 }, { 1.99998, 8.00002, 0 } };
  const RimVec3 line[] = { { 3, 4, 0 }, { 9, 4, 0 } };
  const RimVec3 point[] = { { 3, 4, 0 } };

  g_assert_cmpuint (count_raster (square, 4), ==, 5 * 6);
  g_assert_cmpuint (count_raster (diamond, 4), ==, 25);
  g_assert_cmpuint (count_raster (just_inside, 4), ==, 3 * 4);
  g_assert_cmpuint (count_raster (just_outside, 4), ==, 5 * 6);
  g_assert_cmpuint (count_raster (line, 2), ==, 7);
  g_assert_cmpuint (count_raster (point, 1), ==, 1);
}

/* Decimal text in mm to voxels loses the last bits; the path must not. */
static void
test_raster_path_rounding (void)
{
  RimGrid grid = make_plain_grid ();
  g_autoptr(GPtrArray) contours = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_contour_unref);
  g_autoptr(RimMask) mask = NULL;
  RimVec3 points[4];

  rim_affine_set_column (&grid.to_patient, 0, RIM_VEC3 (0.7, 0, 0));
  rim_affine_set_column (&grid.to_patient, 1, RIM_VEC3 (0, 0.7, 0));
  rim_affine_set_column (&grid.to_patient, 3, RIM_VEC3 (-450.1, -333.3, 0));
  points[0] = RIM_VEC3 (-450.1 + 0.7 * 3, -333.3 + 0.7 * 3, 2);
  points[1] = RIM_VEC3 (-450.1 + 0.7 * 9, -333.3 + 0.7 * 3, 2);
  points[2] = RIM_VEC3 (-450.1 + 0.7 * 9, -333.3 + 0.7 * 11, 2);
  points[3] = RIM_VEC3 (-450.1 + 0.7 * 3, -333.3 + 0.7 * 11, 2);
  g_ptr_array_add (contours, rim_contour_new (RIM_CONTOUR_CLOSED_PLANAR, points, 4));

  mask = rim_contours_to_mask (contours, &grid, NULL, NULL);
  g_assert_cmpuint (rim_mask_count (mask), ==, 7 * 9);
}

static RimContour *
make_square (double x,
             double y,
             double size,
             double z)
{
  const RimVec3 points[] = { { x, y, z }, { x + size, y, z }, { x + size, y + size, z }, { x, y + size, z } };

  return rim_contour_new (RIM_CONTOUR_CLOSED_PLANAR, points, 4);
}

static gsize
rasterise_squares (const double    (*squares)[4],
                   guint             n_squares,
                   RimRasterReport  *report)
{
  const RimGrid grid = make_plain_grid ();
  g_autoptr(GPtrArray) contours = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_contour_unref);
  g_autoptr(RimMask) mask = NULL;

  for (guint n = 0; n < n_squares; n++)
    g_ptr_array_add (contours, make_square (squares[n][0], squares[n][1], squares[n][2], squares[n][3]));

  mask = rim_contours_to_mask (contours, &grid, NULL, report);

  return rim_mask_count (mask);
}

static void
test_report_nested (void)
{
  const double nested[][4] = { { 0.5, 0.5, 10, 1 }, { 3.5, 3.5, 4, 1 }, { 4.5, 4.5, 2, 1 } };
  const double crossing[][4] = { { 0.5, 0.5, 5, 1 }, { 3.5, 3.5, 5, 1 } };
  const double adjoining[][4] = { { 1, 1, 4, 1 }, { 5, 1, 4, 1 } };
  RimRasterReport report;

  g_assert_cmpuint (rasterise_squares (nested, 3, &report), ==, 100 - 16 + 4);
  g_assert_cmpuint (report.n_overlapping, ==, 0);
  g_assert_cmpuint (rasterise_squares (crossing, 2, &report), ==, 25 + 25 - 2 * 4);
  g_assert_cmpuint (report.n_overlapping, ==, 1);
  g_assert_cmpuint (rasterise_squares (adjoining, 2, &report), ==, 9 * 5);
  g_assert_cmpuint (report.n_overlapping, ==, 0);
}

static void
test_report_tiny (void)
{
  const double tiny[][4] = { { 4.2, 6.3, 0.3, 1 }, { 0.5, 0.5, 3, 2 }, { 8.6, 8.6, 0.1, 2 } };
  const double alone[][4] = { { 4.2, 6.3, 0.3, 1 }, { 9.2, 6.3, 0.3, 1 } };
  const double in_large[][4] = { { 0.5, 0.5, 9, 2 }, { 4.3, 4.3, 0.2, 2 } };
  RimRasterReport report;

  g_assert_cmpuint (rasterise_squares (tiny, 3, &report), ==, 1 + 9);
  g_assert_cmpuint (report.n_tiny, ==, 2);
  g_assert_cmpuint (report.n_contours, ==, 3);

  g_assert_cmpuint (rasterise_squares (alone, 2, &report), ==, 2);
  g_assert_cmpuint (report.n_tiny, ==, 2);

  /* A hole too small to hold a centre is no hole. */
  g_assert_cmpuint (rasterise_squares (in_large, 2, &report), ==, 81);
  g_assert_cmpuint (report.n_tiny, ==, 1);
}

static void
test_report_planes (void)
{
  const double planes[][4] = { { 0.5, 0.5, 2, 0.49 }, { 0.5, 0.5, 2, 4.45 }, { 0.5, 0.5, 2, 4.6 },
                               { 0.5, 0.5, 2, -0.6 }, { -3.5, 0.5, 5, 2 }, { 30, 30, 5, 2 } };
  RimRasterReport report;

  g_assert_cmpuint (rasterise_squares (planes, 6, &report), ==, 4 + 4 + 2 * 5);
  g_assert_cmpuint (report.n_off_plane, ==, 2);
  g_assert_cmpuint (report.n_outside, ==, 2);
  g_assert_cmpuint (report.n_tiny, ==, 0);
  g_assert_cmpuint (report.n_gaps, ==, 2);
  g_assert_true (report.skips_regularly);
}

static void
test_find_slice (void)
{
  const double positions[DEPTH] = { 0.0, 1.0, 5.0, 12.0, 13.0 };
  const RimGrid grid = make_plain_grid ();
  const struct { double z; int k; } cases[] = {
    { 0.0, 0 }, { 0.6, 1 }, { 1.4, 1 }, { 3.0, -1 }, { 4.0, 2 }, { 6.9, 2 }, { 8.5, -1 }, { 12.2, 3 },
    { 13.4, 4 }, { 14.0, -1 }, { -0.4, 0 }, { -1.0, -1 },
  };

  for (guint n = 0; n < G_N_ELEMENTS (cases); n++)
    {
      g_autoptr(RimContour) contour = make_square (1, 1, 2, cases[n].z);

      g_assert_cmpint (rim_contour_find_slice (contour, &grid, positions), ==, cases[n].k);
    }
}

static void
test_find_slice_across (void)
{
  const RimVec3 upright[] = { { 2, 2, 0 }, { 2, 2, 4 }, { 6, 2, 4 }, { 6, 2, 0 } };
  const RimGrid grid = make_plain_grid ();
  g_autoptr(RimContour) contour = rim_contour_new (RIM_CONTOUR_CLOSED_PLANAR, upright, 4);

  g_assert_cmpint (rim_contour_find_slice (contour, &grid, NULL), ==, -1);
}

static void
test_threads (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (3);
  const RimGrid grid = make_oblique_grid ();
  g_autoptr(RimMask) mask = make_random_mask (rand, &grid, 0.5);
  g_autoptr(GPtrArray) contours = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_contour_unref);

  for (guint k = 0; k < DEPTH; k++)
    {
      g_autoptr(GPtrArray) traced = rim_mask_trace_slice (mask, k);

      append_contours (contours, traced);
    }

  for (guint n = 1; n <= 4; n++)
    {
      g_autoptr(RimMask) again = NULL;

      rim_parallel_set_n_threads (n);
      again = rim_contours_to_mask (contours, &grid, NULL, NULL);
      g_assert_true (rim_mask_equal (mask, again));
    }
  rim_parallel_set_n_threads (0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/contour/trace/shapes", test_trace_shapes);
  g_test_add_func ("/contour/trace/topology", test_trace_topology);
  g_test_add_func ("/contour/trace/random", test_trace_random);
  g_test_add_func ("/contour/round-trip", test_mask_round_trip);
  g_test_add_func ("/contour/raster/random", test_raster_random);
  g_test_add_func ("/contour/raster/path", test_raster_path);
  g_test_add_func ("/contour/raster/path-rounding", test_raster_path_rounding);
  g_test_add_func ("/contour/report/nested", test_report_nested);
  g_test_add_func ("/contour/report/tiny", test_report_tiny);
  g_test_add_func ("/contour/report/planes", test_report_planes);
  g_test_add_func ("/contour/find-slice", test_find_slice);
  g_test_add_func ("/contour/find-slice/across", test_find_slice_across);
  g_test_add_func ("/contour/threads", test_threads);

  return g_test_run ();
}
