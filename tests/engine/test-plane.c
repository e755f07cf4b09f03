/* test-plane.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "view/rim-plane.h"

#define EPSILON 1e-9

static void
set_axes (RimGrid *grid,
          RimVec3  i,
          RimVec3  j,
          RimVec3  k)
{
  *grid = (RimGrid) { .size = { 20, 30, 10 } };
  rim_affine_set_column (&grid->to_patient, 0, i);
  rim_affine_set_column (&grid->to_patient, 1, j);
  rim_affine_set_column (&grid->to_patient, 2, k);
  rim_affine_set_column (&grid->to_patient, 3, RIM_VEC3 (-11, 7, -250));
}

static void
assert_letters (RimVec3     direction,
                const char *expected)
{
  char letters[4];

  rim_direction_get_letters (direction, letters);
  g_assert_cmpstr (letters, ==, expected);
}

static void
assert_near (RimVec3 a,
             RimVec3 b)
{
  g_assert_cmpfloat (rim_vec3_length (rim_vec3_sub (a, b)), <, EPSILON);
}

static void
test_letters (void)
{
  assert_letters (RIM_VEC3 (1, 0, 0), "L");
  assert_letters (RIM_VEC3 (-2, 0, 0), "R");
  assert_letters (RIM_VEC3 (0, 3, 0), "P");
  assert_letters (RIM_VEC3 (0, -1, 0), "A");
  assert_letters (RIM_VEC3 (0, 0, 0.5), "H");
  assert_letters (RIM_VEC3 (0, 0, -1), "F");
  assert_letters (RIM_VEC3 (-0.8, -0.6, 0), "RA");
  assert_letters (RIM_VEC3 (-0.6, -0.8, 0), "AR");
  assert_letters (RIM_VEC3 (0.5, 0.6, -0.7), "FPL");
  assert_letters (RIM_VEC3 (0.99, 0.05, 0.05), "L");
  assert_letters (RIM_VEC3 (0, 0, 0), "");
}

/* However an image was acquired, a reader sees the same sides. */
static void
test_radiological (void)
{
  static const RimVec3 axes[][3] = {
    { { 0.9, 0, 0 }, { 0, 0.9, 0 }, { 0, 0, 3 } },      /* head first, supine */
    { { 0.9, 0, 0 }, { 0, 0.9, 0 }, { 0, 0, -3 } },     /* stacked downwards */
    { { -0.9, 0, 0 }, { 0, -0.9, 0 }, { 0, 0, 3 } },    /* prone */
    { { -0.9, 0, 0 }, { 0, 0.9, 0 }, { 0, 0, -3 } },    /* feet first */
    { { 0, 0.9, 0 }, { 0, 0, -0.9 }, { 3, 0, 0 } },     /* sagittal */
    { { 0, 0.9, 0 }, { 0, 0, -0.9 }, { -3, 0, 0 } },
    { { 0.9, 0, 0 }, { 0, 0, -0.9 }, { 0, 3, 0 } },     /* coronal */
    { { 0.9, 0, 0 }, { 0, 0.85, 0.29 }, { 0, 0, 3 } },  /* gantry tilt */
    { { 0.7, 0.2, 0 }, { -0.2, 0.7, 0 }, { 0, 0, 2 } }, /* oblique */
  };
  static const char letters[][2] = { { 'L', 'P' }, { 'P', 'F' }, { 'L', 'F' } };

  for (guint a = 0; a < G_N_ELEMENTS (axes); a++)
    for (guint o = 0; o < 3; o++)
      {
        RimGrid grid;
        RimPlane plane;
        char right[4], down[4];

        set_axes (&grid, axes[a][0], axes[a][1], axes[a][2]);
        rim_plane_init (&plane, &grid, (RimOrientation) o, RIM_VEC3 (0, 0, 0),
                        RIM_VEC3 (0, 0, 0), 0.5, 40, 30);
        rim_direction_get_letters (plane.right, right);
        rim_direction_get_letters (plane.down, down);

        g_assert_cmpint (right[0], ==, letters[o][0]);
        g_assert_cmpint (down[0], ==, letters[o][1]);
        g_assert_cmpfloat (fabs (rim_vec3_dot (plane.right, plane.down)), <, EPSILON);
        g_assert_cmpfloat_with_epsilon (rim_vec3_length (plane.right), 0.5, EPSILON);
        g_assert_cmpfloat_with_epsilon (rim_vec3_length (plane.down), 0.5, EPSILON);
      }
}

/* Seen from the feet means that the reader looks towards the head. */
static void
test_normal (void)
{
  static const char *const away[] = { "H", "R", "P" };

  for (guint o = 0; o < 3; o++)
    {
      RimGrid grid;
      RimPlane plane;

      set_axes (&grid, RIM_VEC3 (1, 0, 0), RIM_VEC3 (0, 1, 0), RIM_VEC3 (0, 0, 2));
      rim_plane_init (&plane, &grid, (RimOrientation) o, RIM_VEC3 (1, 2, 3),
                      RIM_VEC3 (1, 2, 3), 1, 9, 9);
      assert_letters (rim_plane_get_normal (&plane), away[o]);
    }
}

static void
test_slice_axis (void)
{
  RimGrid grid;
  RimSliceAxis axis;

  set_axes (&grid, RIM_VEC3 (0, 0.9, 0), RIM_VEC3 (0, 0, -0.9), RIM_VEC3 (3, 0, 0));

  rim_slice_axis_init (&axis, &grid, RIM_ORIENTATION_AXIAL);
  g_assert_cmpuint (axis.axis, ==, 1);
  g_assert_cmpuint (axis.right_axis, ==, 2);
  g_assert_cmpuint (axis.down_axis, ==, 0);
  g_assert_cmpint (axis.right_sign, ==, 1);
  g_assert_cmpint (axis.down_sign, ==, 1);

  rim_slice_axis_init (&axis, &grid, RIM_ORIENTATION_CORONAL);
  g_assert_cmpuint (axis.axis, ==, 0);
  g_assert_cmpuint (axis.right_axis, ==, 2);
  g_assert_cmpuint (axis.down_axis, ==, 1);
  g_assert_cmpint (axis.down_sign, ==, 1);
}

static void
test_round_trip (void)
{
  RimGrid grid;
  RimPlane plane;
  RimVec3 through = RIM_VEC3 (3, 11, -244);
  double x, y, distance;

  set_axes (&grid, RIM_VEC3 (0.7, 0.2, 0), RIM_VEC3 (-0.2, 0.7, 0.1), RIM_VEC3 (0, 0, 2));
  rim_plane_init (&plane, &grid, RIM_ORIENTATION_CORONAL, through, RIM_VEC3 (1, 2, -240), 0.3,
                  101, 77);

  rim_plane_from_patient (&plane, through, &x, &y, &distance);
  g_assert_cmpfloat (fabs (distance), <, EPSILON);
  assert_near (rim_plane_to_patient (&plane, x, y), through);

  rim_plane_from_patient (&plane, plane.origin, &x, &y, &distance);
  g_assert_cmpfloat_with_epsilon (x, 0.5, EPSILON);
  g_assert_cmpfloat_with_epsilon (y, 0.5, EPSILON);

  rim_plane_from_patient (&plane, RIM_VEC3 (1, 2, -240), &x, &y, NULL);
  g_assert_cmpfloat_with_epsilon (x, 50.5, EPSILON);
  g_assert_cmpfloat_with_epsilon (y, 38.5, EPSILON);
}

static void
test_fit (void)
{
  RimGrid grid;
  RimPlane plane;
  RimVec3 center;
  double size;

  set_axes (&grid, RIM_VEC3 (0.9, 0, 0), RIM_VEC3 (0, 0.9, 0), RIM_VEC3 (0, 0, 3));

  size = rim_plane_fit (&grid, RIM_ORIENTATION_AXIAL, 100, 100, &center);
  g_assert_cmpfloat_with_epsilon (size, 0.27, EPSILON);
  assert_near (center, RIM_VEC3 (-11 + 9.5 * 0.9, 7 + 14.5 * 0.9, -250 + 4.5 * 3));

  rim_plane_init (&plane, &grid, RIM_ORIENTATION_AXIAL, center, center, size, 100, 100);
  assert_near (rim_plane_to_patient (&plane, 50, 0),
               RIM_VEC3 (center.x, 7 - 0.45, center.z));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/plane/letters", test_letters);
  g_test_add_func ("/engine/plane/radiological", test_radiological);
  g_test_add_func ("/engine/plane/normal", test_normal);
  g_test_add_func ("/engine/plane/slice-axis", test_slice_axis);
  g_test_add_func ("/engine/plane/round-trip", test_round_trip);
  g_test_add_func ("/engine/plane/fit", test_fit);

  return g_test_run ();
}
