/* test-outline.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "view/rim-change-picture.h"
#include "view/rim-outline.h"
#include "view/rim-render.h"

static const guint size[3] = { 24, 22, 12 };

static void
make_grid (RimGrid *grid,
           double   tilt)
{
  *grid = (RimGrid) { .size = { size[0], size[1], size[2] } };
  rim_affine_set_column (&grid->to_patient, 0, RIM_VEC3 (0.9, 0, 0));
  rim_affine_set_column (&grid->to_patient, 1, RIM_VEC3 (0, 0.8 * cos (tilt), 0.8 * sin (tilt)));
  rim_affine_set_column (&grid->to_patient, 2, RIM_VEC3 (0, 0, 3));
  rim_affine_set_column (&grid->to_patient, 3, RIM_VEC3 (-7, 4, 100));
}

typedef gboolean (*ShapeFunc) (double x,
                               double y,
                               double z);

static gboolean
is_in_ball (double x,
            double y,
            double z)
{
  return (x - 11) * (x - 11) + (y - 10) * (y - 10) + 9 * (z - 5.5) * (z - 5.5) < 64;
}

static gboolean
is_in_shell (double x,
             double y,
             double z)
{
  return is_in_ball (x, y, z) && !is_in_ball (11 + (x - 11) * 2, 10 + (y - 10) * 2, z);
}

static gboolean
is_noise (double x,
          double y,
          double z)
{
  guint32 hash = (guint32) (x * 73856093) ^ (guint32) (y * 19349663) ^ (guint32) (z * 83492791);

  return (hash >> 7) % 3 == 0;
}

static RimMask *
make_mask (const RimGrid *grid,
           ShapeFunc      shape)
{
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));
  gsize v = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        voxels[v++] = shape (i, j, k);

  return rim_mask_new_from_bytes (grid, voxels);
}

static RimLesion *
make_lesion (ShapeFunc shape,
             double    tilt)
{
  g_autoptr(RimMask) mask = NULL;
  RimGrid grid;

  make_grid (&grid, tilt);
  mask = make_mask (&grid, shape);

  return rim_lesion_new ("Lesion", mask);
}

static gboolean
is_inside (const RimOutline *outline,
           double            x,
           double            y)
{
  gboolean inside = FALSE;

  for (gsize p = 0; p < outline->n_polygons; p++)
    {
      gsize n = outline->starts[p + 1] - outline->starts[p];
      const double *points = outline->points + 2 * outline->starts[p];

      for (gsize a = 0, b = n - 1; a < n; b = a++)
        {
          double ax = points[2 * a], ay = points[2 * a + 1];
          double bx = points[2 * b], by = points[2 * b + 1];

          if ((ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax)
            inside = !inside;
        }
    }

  return inside;
}

/* Whether the outline holds a pixel's centre exactly where the voxel there is
 * in; what lies on the edge of a voxel is not looked at.
 */
static void
check_outline (RimLesion      *lesion,
               const RimPlane *plane)
{
  g_autoptr(RimOutline) outline = rim_outline_new (lesion, plane);
  const RimGrid *grid = rim_mask_get_grid (lesion->mask);
  guint n_inside = 0;

  for (guint y = 0; y < plane->height; y++)
    for (guint x = 0; x < plane->width; x++)
      {
        RimVec3 place = rim_grid_from_patient (grid, rim_plane_to_patient (plane, x + 0.5,
                                                                           y + 0.5));
        double at[3] = { place.x + 0.5, place.y + 0.5, place.z + 0.5 };
        gboolean expected = TRUE;
        gboolean on_edge = FALSE;

        for (guint axis = 0; axis < 3; axis++)
          {
            on_edge |= fabs (at[axis] - floor (at[axis] + 0.5)) < 1e-6;
            expected &= at[axis] >= 0 && at[axis] < grid->size[axis];
          }

        if (on_edge)
          continue;
        expected = expected && rim_mask_contains (lesion->mask, (guint) at[0], (guint) at[1],
                                                  (guint) at[2]);
        n_inside += expected;
        g_assert_true (is_inside (outline, x + 0.5, y + 0.5) == expected);
      }

  g_assert_cmpuint (n_inside, >, 50);
}

static void
test_planes_of_reading (void)
{
  static const ShapeFunc shapes[] = { is_in_ball, is_in_shell, is_noise };

  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
    for (guint tilted = 0; tilted < 2; tilted++)
      for (guint o = 0; o < 3; o++)
        {
          g_autoptr(RimLesion) lesion = make_lesion (shapes[s], tilted ? 0.3 : 0.0);
          const RimGrid *grid = rim_mask_get_grid (lesion->mask);
          RimVec3 middle = rim_grid_to_patient (grid, RIM_VEC3 (9.2, 8.3, 5.1));
          RimPlane plane;

          rim_plane_init (&plane, grid, (RimOrientation) o, middle, middle, 0.31, 90, 100);
          check_outline (lesion, &plane);
        }
}

static void
test_oblique (void)
{
  static const ShapeFunc shapes[] = { is_in_ball, is_in_shell, is_noise };

  for (guint round = 0; round < 60; round++)
    {
      g_autoptr(RimLesion) lesion = make_lesion (shapes[round % 3], round % 2 ? 0.3 : 0.0);
      const RimGrid *grid = rim_mask_get_grid (lesion->mask);
      RimVec3 middle = rim_grid_to_patient (grid, RIM_VEC3 (9.2, 8.3, 5.1));
      RimVec3 right = RIM_VEC3 (g_test_rand_double_range (-1, 1),
                                g_test_rand_double_range (-1, 1),
                                g_test_rand_double_range (0.1, 1));
      RimVec3 down = rim_vec3_cross (right, RIM_VEC3 (g_test_rand_double_range (-1, 1), 1, 0));
      RimPlane plane = { .width = 70, .height = 70 };

      rim_vec3_normalize (&right);
      rim_vec3_normalize (&down);
      plane.right = rim_vec3_scale (right, 0.4);
      plane.down = rim_vec3_scale (down, 0.4);
      plane.origin = rim_vec3_sub (middle, rim_vec3_scale (plane.right, 34.5));
      plane.origin = rim_vec3_sub (plane.origin, rim_vec3_scale (plane.down, 34.5));
      check_outline (lesion, &plane);
    }
}

/* A plane that passes exactly through corners of voxels is no special case. */
static void
test_through_corners (void)
{
  g_autoptr(RimLesion) lesion = make_lesion (is_noise, 0.0);
  const RimGrid *grid = rim_mask_get_grid (lesion->mask);
  RimVec3 corner = rim_grid_to_patient (grid, RIM_VEC3 (0.5, 0.5, 0.5));
  RimPlane plane = { .width = 80, .height = 80 };

  plane.right = RIM_VEC3 (0.9 / 3, 0.8 / 3, 0);
  plane.down = RIM_VEC3 (0, 0, 0.37);
  plane.origin = corner;
  check_outline (lesion, &plane);
}

/* Along the grid every point is a corner of a voxel, to rounding. */
static void
test_exact_corners (void)
{
  for (guint o = 0; o < 3; o++)
    {
      g_autoptr(RimLesion) lesion = make_lesion (is_noise, 0.0);
      const RimGrid *grid = rim_mask_get_grid (lesion->mask);
      RimVec3 middle = rim_grid_to_patient (grid, RIM_VEC3 (9, 8, 5));
      g_autoptr(RimOutline) outline = NULL;
      RimPlane plane;

      rim_plane_init (&plane, grid, (RimOrientation) o, middle, middle, 0.31, 90, 100);
      outline = rim_outline_new (lesion, &plane);
      g_assert_cmpuint (outline->n_polygons, >, 5);

      for (gsize p = 0; p < outline->starts[outline->n_polygons]; p++)
        {
          RimVec3 point = rim_plane_to_patient (&plane, outline->points[2 * p],
                                                outline->points[2 * p + 1]);
          RimVec3 place = rim_grid_from_patient (grid, point);
          double at[3] = { place.x + 0.5, place.y + 0.5, place.z + 0.5 };
          guint n_whole = 0;

          for (guint axis = 0; axis < 3; axis++)
            n_whole += fabs (at[axis] - floor (at[axis] + 0.5)) < 1e-9;
          g_assert_cmpuint (n_whole, ==, 2);
        }
    }
}

static void
test_one_voxel (void)
{
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimLesion) lesion = NULL;
  g_autoptr(RimOutline) outline = NULL;
  g_autoptr(RimOutline) none = NULL;
  g_autofree guint8 *voxels = NULL;
  RimGrid grid;
  RimPlane plane;
  RimVec3 center;

  make_grid (&grid, 0.0);
  voxels = g_malloc0 (rim_grid_get_n_voxels (&grid));
  voxels[(3 * size[1] + 4) * size[0] + 5] = 1;
  mask = rim_mask_new_from_bytes (&grid, voxels);
  lesion = rim_lesion_new ("Voxel", mask);
  center = rim_grid_to_patient (&grid, RIM_VEC3 (5, 4, 3));

  rim_plane_init (&plane, &grid, RIM_ORIENTATION_CORONAL, center, center, 0.1, 41, 51);
  outline = rim_outline_new (lesion, &plane);
  g_assert_cmpuint (outline->n_polygons, ==, 1);
  g_assert_cmpuint (outline->starts[1], ==, 4);
  for (guint p = 0; p < 4; p++)
    {
      g_assert_cmpfloat_with_epsilon (fabs (outline->points[2 * p] - 20.5), 4.5, 1e-9);
      g_assert_cmpfloat_with_epsilon (fabs (outline->points[2 * p + 1] - 25.5), 15, 1e-9);
    }

  rim_plane_init (&plane, &grid, RIM_ORIENTATION_CORONAL, RIM_VEC3 (0, center.y + 0.5, 0), center,
                  0.1, 41, 51);
  none = rim_outline_new (lesion, &plane);
  g_assert_cmpuint (none->n_polygons, ==, 0);
}

/* With uneven slices the outline follows what is drawn of them, and ends where a
 * gap begins: pixel by pixel the same as a volume that holds the mask.
 */
static void
test_uneven (gconstpointer data)
{
  double gap = *(const double *) data;
  g_autoptr(RimLesion) lesion = make_lesion (is_noise, 0.0);
  const RimGrid *grid = rim_mask_get_grid (lesion->mask);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimVolume) volume = rim_volume_new (grid, RIM_VOXEL_UINT8, &error);
  double positions[12];

  g_assert_no_error (error);
  for (guint k = 0; k < 12; k++)
    {
      guint8 *slice = rim_volume_get_slice_for_writing (volume, k);

      rim_mask_slice_paint (rim_mask_get_slice (lesion->mask, k), slice, grid->size[0], 1);
      positions[k] = rim_volume_get_slice_position (volume, k) + (k % 3 == 1 ? 0.9 : 0.0) +
                     (k > 4 ? gap : 0.0) + (k > 7 ? gap / 2.0 : 0.0);
    }
  rim_volume_set_slice_positions (volume, positions,
                                  gap > 0.0 ? RIM_GEOMETRY_IRREGULAR : RIM_GEOMETRY_UNEVEN);
  rim_volume_publish_all (volume);

  for (guint o = 0; o < 4; o++)
    {
      RimVec3 middle = rim_grid_to_patient (grid, RIM_VEC3 (9.2, 8.3, 5.1));
      g_autoptr(RimOutline) outline = NULL;
      RimPlane plane;

      rim_plane_init (&plane, grid, (RimOrientation) (o % 3), middle, middle, 0.31, 90, 100);
      if (o == 3)
        plane.right = rim_vec3_add (plane.right, RIM_VEC3 (0, 0, 0.11 + 0.02 * gap));
      outline = rim_outline_new_in (lesion, volume, &plane);

      /* The axial plane lies in the gap, if there is one. */
      g_assert_true ((outline->n_polygons == 0) == (gap > 0.0 && o == 0));

      for (guint y = 0; y < plane.height; y++)
        for (guint x = 0; x < plane.width; x++)
          {
            double value = 0.0;
            gboolean expected = rim_probe (volume, rim_plane_to_patient (&plane, x + 0.5, y + 0.5),
                                           &value) && value > 0.5;

            g_assert_true (is_inside (outline, x + 0.5, y + 0.5) == expected);
          }
    }
}

static RimRoi *
make_roi (const RimGrid *grid)
{
  static const RimVec3 square[] = {
    { 3.2, 3.3, 4 }, { 15.7, 4.1, 4 }, { 14.9, 12.6, 4 }, { 9.1, 8.8, 4 },
  };
  RimRoi *roi = rim_roi_new ();
  RimVec3 points[4];

  for (guint p = 0; p < 4; p++)
    points[p] = rim_grid_to_patient (grid, square[p]);

  roi->name = g_strdup ("GTV");
  roi->contours = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_contour_unref);
  g_ptr_array_add (roi->contours, rim_contour_new (RIM_CONTOUR_CLOSED_PLANAR, points, 4));
  roi->mask = rim_contours_to_mask (roi->contours, grid, NULL, &roi->report);

  return roi;
}

/* Imported contours show as they came, until their slice is edited. */
static void
test_imported (void)
{
  RimGrid grid;
  g_autoptr(RimRoi) roi = NULL;
  g_autoptr(RimLesion) lesion = NULL;
  g_autoptr(RimLesion) edited = NULL;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMaskSlice) slice = NULL;
  g_autoptr(RimOutline) outline = NULL;
  const guint32 starts[] = { 0, 1 };
  const RimRun runs[] = { { 1, 6 } };
  RimPlane plane;
  RimVec3 middle;

  make_grid (&grid, 0.3);
  roi = make_roi (&grid);
  lesion = rim_lesion_new_from_roi (roi);
  middle = rim_grid_to_patient (&grid, RIM_VEC3 (9, 8, 4.3));
  rim_plane_init (&plane, &grid, RIM_ORIENTATION_AXIAL, middle, middle, 0.2, 100, 100);
  outline = rim_outline_new (lesion, &plane);

  g_assert_cmpuint (outline->n_polygons, ==, 1);
  g_assert_cmpuint (outline->starts[1], ==, 4);
  for (guint p = 0; p < 4; p++)
    {
      const RimContour *contour = g_ptr_array_index (roi->contours, 0);
      RimVec3 shifted = rim_vec3_add (contour->points[p], RIM_VEC3 (0, 0, 0.9));
      double x, y;

      rim_plane_from_patient (&plane, shifted, &x, &y, NULL);
      g_assert_cmpfloat_with_epsilon (outline->points[2 * p], x, 1e-9);
      g_assert_cmpfloat_with_epsilon (outline->points[2 * p + 1], y, 1e-9);
    }

  slice = rim_mask_slice_new_from_rows (5, 1, starts, runs);
  mask = rim_mask_with_slice (lesion->mask, 4, slice);
  edited = rim_lesion_with_mask (lesion, mask);
  rim_outline_free (g_steal_pointer (&outline));
  outline = rim_outline_new (edited, &plane);
  g_assert_cmpuint (outline->n_polygons, ==, 1);
  g_assert_cmpuint (outline->starts[1], ==, 4);
  g_assert_false (is_inside (outline, 60, 60));
}

#define PICTURE_SIZE 64u

static RimEdit *
make_edit (RimMask *before,
           RimMask *after)
{
  g_autoptr(RimLesion) lesion = rim_lesion_new ("A", after);
  g_autoptr(RimLesion) was = before != NULL ? rim_lesion_with_mask (lesion, before) : NULL;

  return rim_edit_new (was, lesion, 0, "test", NULL);
}

/* Of a picture the pixel in the middle, which is in the middle of what changed */
static guint32
get_middle (RimChangePicture *picture)
{
  return picture->pixels[picture->size / 2 * picture->size + picture->size / 2];
}

/* What changed is counted to the voxel and drawn where most of it is. */
static void
test_change_picture (void)
{
  RimGrid grid;
  const RimBox long_box = { { 5, 5, 3 }, { 10, 10, 5 } };
  const RimBox moved_box = { { 8, 5, 4 }, { 14, 10, 5 } };
  g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_edit_unref);
  g_autoptr(RimMask) before = NULL;
  g_autoptr(RimMask) after = NULL;
  g_autoptr(RimChangePicture) moved = NULL;
  g_autoptr(RimChangePicture) added = NULL;
  double voxel;

  make_grid (&grid, 0);
  voxel = rim_grid_get_voxel_volume (&grid);
  before = rim_mask_new_box (&grid, &long_box);
  after = rim_mask_new_box (&grid, &moved_box);

  g_ptr_array_add (edits, make_edit (before, after));
  moved = rim_change_picture_new (edits, NULL, PICTURE_SIZE);
  g_assert_cmpfloat_with_epsilon (moved->added_mm3, 20 * voxel, 1e-9);
  g_assert_cmpfloat_with_epsilon (moved->removed_mm3, 40 * voxel, 1e-9);
  g_assert_cmphex (get_middle (moved), ==, 0xffd86600);   /* a hatch of orange: slice 3 has 25 of the 40 */
  g_assert_cmphex (moved->pixels[0], ==, 0xff000000);

  g_ptr_array_set_size (edits, 0);
  g_ptr_array_add (edits, make_edit (NULL, after));
  added = rim_change_picture_new (edits, NULL, PICTURE_SIZE);
  g_assert_cmpfloat_with_epsilon (added->added_mm3, 30 * voxel, 1e-9);
  g_assert_cmpfloat (added->removed_mm3, ==, 0);
  g_assert_cmphex (get_middle (added), ==, 0xff1f4f88);   /* blue */

  g_ptr_array_set_size (edits, 0);
  g_ptr_array_add (edits, make_edit (after, after));
  g_assert_null (rim_change_picture_new (edits, NULL, PICTURE_SIZE));
}

/* A length that is drawn, turned about its middle and named: seen but for its name */
static void
test_measurement_picture (void)
{
  RimGrid grid;
  RimVec3 ends[2] = { { -5, 10, 112 }, { 11, 10, 112 } };
  const RimVec3 turned[2] = { { 3, 2, 112 }, { 3, 18, 112 } };
  g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_edit_unref);
  g_autoptr(RimMeasurement) drawn = rim_measurement_new (RIM_MEASUREMENT_LENGTH, ends, 2, RIM_VEC3 (0, 0, 1));
  g_autoptr(RimMeasurement) moved = rim_measurement_with_points (drawn, turned, 2);
  g_autoptr(RimMeasurement) named = rim_measurement_with_label (moved, "T1");
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimChangePicture) picture = NULL;
  RimLayer layer = { .window = { 0, 1 }, .colormap = rim_colormap_find ("grey"), .opacity = 1, .threshold = -INFINITY };
  guint middle = PICTURE_SIZE / 2;

  make_grid (&grid, 0);
  image = rim_volume_new (&grid, RIM_VOXEL_UINT8, NULL);
  rim_volume_publish_all (image);
  layer.volume = image;

  g_ptr_array_add (edits, rim_edit_new_of_measurement (drawn, moved, 0, "handle", NULL));
  picture = rim_change_picture_new (edits, &layer, PICTURE_SIZE);
  g_assert_cmpfloat (picture->added_mm3, ==, 0);
  g_assert_cmphex (picture->pixels[(middle - 6) * PICTURE_SIZE + middle], ==, 0xff3584e4);   /* where it is */
  g_assert_cmphex (picture->pixels[middle * PICTURE_SIZE + middle - 6], ==, 0xffff7800);     /* where it was */

  g_ptr_array_set_size (edits, 0);
  g_ptr_array_add (edits, rim_edit_new_of_measurement (moved, named, 0, "rename", NULL));
  g_assert_null (rim_change_picture_new (edits, &layer, PICTURE_SIZE));
}

int
main (int   argc,
      char *argv[])
{
  static const double no_gap = 0.0;
  static const double gap = 11.3;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/outline/planes-of-reading", test_planes_of_reading);
  g_test_add_func ("/engine/outline/oblique", test_oblique);
  g_test_add_func ("/engine/outline/through-corners", test_through_corners);
  g_test_add_func ("/engine/outline/exact-corners", test_exact_corners);
  g_test_add_func ("/engine/outline/one-voxel", test_one_voxel);
  g_test_add_data_func ("/engine/outline/uneven", &no_gap, test_uneven);
  g_test_add_data_func ("/engine/outline/gap", &gap, test_uneven);
  g_test_add_func ("/engine/outline/imported", test_imported);
  g_test_add_func ("/engine/outline/change-picture", test_change_picture);
  g_test_add_func ("/engine/outline/measurement-picture", test_measurement_picture);

  return g_test_run ();
}
