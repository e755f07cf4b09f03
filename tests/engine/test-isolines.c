/* test-isolines.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "view/rim-isolines.h"

typedef double (*Field) (RimVec3 point);

static double
slope (RimVec3 point)
{
  return 0.7 * point.x - 0.4 * point.y + 0.2 * point.z;
}

/* About the axis from feet to head. */
static double
cone (RimVec3 point)
{
  return hypot (point.x - 0.3, point.y + 0.2);
}

static double
saddle (RimVec3 point)
{
  return point.x * point.y;
}

static double
flat (RimVec3 point)
{
  return 2.0;
}

static RimVolume *
make_volume (Field   field,
             RimVec3 i,
             RimVec3 j,
             RimVec3 k)
{
  g_autoptr(GError) error = NULL;
  RimGrid grid = { .size = { 31, 29, 9 } };
  RimVolume *volume;

  rim_affine_set_column (&grid.to_patient, 0, i);
  rim_affine_set_column (&grid.to_patient, 1, j);
  rim_affine_set_column (&grid.to_patient, 2, k);
  rim_affine_set_column (&grid.to_patient, 3,
                         rim_vec3_scale (rim_affine_apply_vector (&grid.to_patient, RIM_VEC3 (15, 14, 4)), -1));
  volume = rim_volume_new (&grid, RIM_VOXEL_FLOAT, &error);
  g_assert_no_error (error);

  for (guint n = 0; n < grid.size[2]; n++)
    {
      float *slice = rim_volume_get_slice_for_writing (volume, n);

      for (guint v = 0; v < 31 * 29; v++)
        slice[v] = (float) field (rim_grid_to_patient (&grid, RIM_VEC3 (v % 31, v / 31, n)));
    }

  return volume;
}

static RimVolume *
make_straight (Field field)
{
  RimVolume *volume = make_volume (field, RIM_VEC3 (1, 0, 0), RIM_VEC3 (0, 1, 0), RIM_VEC3 (0, 0, 2));

  rim_volume_publish_all (volume);

  return volume;
}

/* Larger than what is to be seen on it. */
static RimPlane
make_axial (double mm)
{
  RimPlane plane = { .width = (guint) (40 / mm), .height = (guint) (40 / mm) };

  plane.right = RIM_VEC3 (mm, 0, 0);
  plane.down = RIM_VEC3 (0, mm, 0);
  plane.origin = RIM_VEC3 (-20.1, -20.2, 0.3);

  return plane;
}

static RimVec3
get_point (const RimIsolines *lines,
           const RimPlane    *plane,
           gsize              n)
{
  return rim_plane_to_patient (plane, lines->points[2 * n], lines->points[2 * n + 1]);
}

static gboolean
is_ring (const RimIsolines *lines,
         gsize              line)
{
  const double *first = lines->points + 2 * lines->starts[line];
  const double *last = lines->points + 2 * (lines->starts[line + 1] - 1);

  return first[0] == last[0] && first[1] == last[1];
}

/* The outer half of the outermost voxels has their value and no slope. */
static gboolean
is_between_voxels (RimVolume *volume,
                   RimVec3    point,
                   double     margin)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  RimVec3 place = rim_grid_from_patient (grid, point);
  double places[3] = { place.x, place.y, place.z };

  for (guint axis = 0; axis < 3; axis++)
    if (places[axis] < margin || places[axis] > grid->size[axis] - 1.0 - margin)
      return FALSE;

  return TRUE;
}

/* A field of one slope has straight lines, exactly, on whatever plane and grid: what is read
 * between voxels is the field.
 */
static void
check_slope (RimVolume *volume,
             RimPlane   plane,
             double     margin)
{
  const double levels[] = { -3.0, 0.0, 4.5 };
  g_autoptr(RimIsolines) lines = rim_isolines_new (volume, &plane, levels, G_N_ELEMENTS (levels));
  guint n_points[G_N_ELEMENTS (levels)] = { 0, 0, 0 };

  g_assert_true (margin > 0.0 || lines->n_lines == 3);
  for (gsize l = 0; l < lines->n_lines; l++)
    for (gsize n = lines->starts[l]; n < lines->starts[l + 1]; n++)
      {
        RimVec3 point = get_point (lines, &plane, n);

        if (!is_between_voxels (volume, point, margin))
          continue;
        g_assert_cmpfloat (fabs (slope (point) - levels[lines->levels[l]]), <, 1e-4);
        n_points[lines->levels[l]]++;
      }

  for (guint l = 0; l < G_N_ELEMENTS (levels); l++)
    g_assert_cmpuint (n_points[l], >, 10);
}

static void
test_slope (void)
{
  g_autoptr(RimVolume) straight = make_straight (slope);
  g_autoptr(RimVolume) slanted = make_volume (slope, RIM_VEC3 (0.8, 0.2, 0), RIM_VEC3 (-0.2, 0.9, 0.1),
                                              RIM_VEC3 (0.1, 0, 2));
  RimPlane oblique = make_axial (0.25);

  rim_volume_publish_all (slanted);
  oblique.right = RIM_VEC3 (0.2, 0.1, 0.05);
  oblique.down = RIM_VEC3 (-0.1, 0.2, 0.02);
  oblique.origin = RIM_VEC3 (-8, -25, -5);

  check_slope (straight, make_axial (0.25), 0.0);
  check_slope (straight, make_axial (1.7), 2.0);
  check_slope (straight, oblique, 1.0);
  check_slope (slanted, make_axial (0.25), 1.0);
  check_slope (slanted, oblique, 1.0);
}

/* Flipped and turned planes have their nodes at voxels, too. */
static void
test_turned (void)
{
  g_autoptr(RimVolume) volume = make_straight (slope);

  for (guint n = 1; n < 8; n++)
    {
      RimPlane plane = make_axial (0.25);

      rim_plane_turn (&plane, n >= 4, n % 4);
      check_slope (volume, plane, 0.0);
    }
}

/* Rings, as far from the axis as the level says; a chord of one voxel is off by no more than its
 * sagitta.
 */
static void
test_cone (void)
{
  g_autoptr(RimVolume) volume = make_straight (cone);
  const double levels[] = { 3.0, 7.0, 11.0 };
  RimPlane plane = make_axial (0.2);
  g_autoptr(RimIsolines) lines = rim_isolines_new (volume, &plane, levels, G_N_ELEMENTS (levels));

  g_assert_cmpuint (lines->n_lines, ==, 3);
  for (gsize l = 0; l < 3; l++)
    {
      gsize n_points = lines->starts[l + 1] - lines->starts[l];
      double length = 0.0;

      g_assert_true (is_ring (lines, l));
      for (gsize n = lines->starts[l]; n < lines->starts[l + 1]; n++)
        {
          g_assert_cmpfloat (fabs (cone (get_point (lines, &plane, n)) - levels[l]), <, 0.15 / levels[l]);
          if (n > lines->starts[l])
            length += rim_vec3_length (rim_vec3_sub (get_point (lines, &plane, n),
                                                     get_point (lines, &plane, n - 1)));
        }
      g_assert_cmpuint (n_points, >, 20);
      g_assert_cmpfloat (fabs (length / (2 * G_PI * levels[l]) - 1.0), <, 0.02);
    }
}

/* Each branch of a hyperbola is a line of its own; where four of them meet nothing is joined
 * that belongs apart.
 */
static void
test_saddle (void)
{
  g_autoptr(RimVolume) volume = make_straight (saddle);
  const double levels[] = { -6.0, -0.01, 0.01, 6.0 };
  RimPlane plane = make_axial (0.2);
  g_autoptr(RimIsolines) lines = rim_isolines_new (volume, &plane, levels, G_N_ELEMENTS (levels));

  g_assert_cmpuint (lines->n_lines, ==, 8);
  for (gsize l = 0; l < 8; l++)
    {
      g_assert_cmpuint (lines->levels[l], ==, l / 2);
      g_assert_false (is_ring (lines, l));
    }
}

/* Nothing is drawn over what has no value, nor where no line crosses. */
static void
test_missing (void)
{
  g_autoptr(RimVolume) volume = make_volume (slope, RIM_VEC3 (1, 0, 0), RIM_VEC3 (0, 1, 0), RIM_VEC3 (0, 0, 2));
  g_autoptr(RimVolume) even = make_straight (flat);
  RimPlane plane = make_axial (0.25);
  const double level = 0.0;
  const double two = 2.0;
  g_autoptr(RimIsolines) lines = NULL;
  g_autoptr(RimIsolines) none = NULL;
  g_autoptr(RimIsolines) missed = NULL;

  for (guint k = 0; k < 9; k++)
    for (guint j = 12; j < 17; j++)
      for (guint i = 12; i < 19; i++)
        ((float *) rim_volume_get_slice_for_writing (volume, k))[j * 31 + i] = NAN;
  rim_volume_publish_all (volume);

  lines = rim_isolines_new (volume, &plane, &level, 1);
  g_assert_cmpuint (lines->n_lines, ==, 2);
  for (gsize n = 0; n < lines->starts[2]; n++)
    {
      RimVec3 point = get_point (lines, &plane, n);

      g_assert_false (fabs (point.x) < 3.999 && fabs (point.y) < 2.999);
      g_assert_cmpfloat (fabs (point.x), <=, 15.001);
      g_assert_cmpfloat (fabs (point.y), <=, 14.001);
    }

  none = rim_isolines_new (even, &plane, &two, 1);
  g_assert_cmpuint (none->n_lines, ==, 0);
  plane.origin.z += 100;
  missed = rim_isolines_new (volume, &plane, &level, 1);
  g_assert_cmpuint (missed->n_lines, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/isolines/slope", test_slope);
  g_test_add_func ("/isolines/turned", test_turned);
  g_test_add_func ("/isolines/cone", test_cone);
  g_test_add_func ("/isolines/saddle", test_saddle);
  g_test_add_func ("/isolines/missing", test_missing);

  return g_test_run ();
}
