/* test-mpr.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "view/rim-mpr.h"

#define EPSILON 1e-12

static void
make_grid (RimGrid *grid,
           double   tilt)
{
  *grid = (RimGrid) { .size = { 40, 30, 20 } };
  rim_affine_set_column (&grid->to_patient, 0, RIM_VEC3 (0.8, 0, 0));
  rim_affine_set_column (&grid->to_patient, 1, RIM_VEC3 (0, 0.9, 0));
  rim_affine_set_column (&grid->to_patient, 2, RIM_VEC3 (0, 3 * sin (tilt), 3 * cos (tilt)));
  rim_affine_set_column (&grid->to_patient, 3, RIM_VEC3 (-10, -20, -30));
}

static void
assert_square (const RimMpr *mpr)
{
  for (guint p = 0; p < RIM_N_ORIENTATIONS; p++)
    {
      const RimPlaneAxes *axes = &mpr->axes[p];
      RimVec3 normal = rim_mpr_get_normal (mpr, p);

      g_assert_cmpfloat (fabs (rim_vec3_length (axes->right) - 1.0), <, EPSILON);
      g_assert_cmpfloat (fabs (rim_vec3_length (axes->down) - 1.0), <, EPSILON);
      g_assert_cmpfloat (fabs (rim_vec3_length (normal) - 1.0), <, EPSILON);
      g_assert_cmpfloat (fabs (rim_vec3_dot (axes->right, axes->down)), <, EPSILON);
    }
}

static void
test_square (void)
{
  RimGrid grid;
  RimMpr mpr;

  make_grid (&grid, 0.2);
  rim_mpr_init (&mpr, &grid);
  assert_square (&mpr);

  for (guint turn = 0; turn < 1000; turn++)
    {
      RimVec3 about = RIM_VEC3 (g_test_rand_double_range (-1, 1), g_test_rand_double_range (-1, 1),
                                g_test_rand_double_range (0.1, 1));

      rim_mpr_turn (&mpr, turn % 3, about, g_test_rand_double_range (-3, 3));
    }

  assert_square (&mpr);
}

/* Two planes that are turned together about the third stay square to each other. */
static void
test_together (void)
{
  RimGrid grid;
  RimMpr mpr;

  make_grid (&grid, 0.0);
  rim_mpr_init (&mpr, &grid);

  for (guint turn = 0; turn < 1000; turn++)
    {
      RimOrientation view = turn % 3;
      RimVec3 about = rim_mpr_get_normal (&mpr, view);

      for (guint p = 1; p < 3; p++)
        rim_mpr_turn (&mpr, (view + p) % 3, about, 0.1 + 0.001 * turn);
    }

  for (guint p = 0; p < 3; p++)
    g_assert_cmpfloat (fabs (rim_vec3_dot (rim_mpr_get_normal (&mpr, p),
                                           rim_mpr_get_normal (&mpr, (p + 1) % 3))), <, 1e-11);
}

static void
test_back (void)
{
  RimGrid grid;
  RimMpr mpr;

  make_grid (&grid, 0.0);
  rim_mpr_init (&mpr, &grid);

  for (guint turn = 0; turn < 36; turn++)
    {
      rim_mpr_turn (&mpr, RIM_ORIENTATION_CORONAL, RIM_VEC3 (0, 0, 2), G_PI / 36);
      g_assert_true (rim_mpr_is_oblique (&mpr, RIM_ORIENTATION_CORONAL));
      g_assert_false (rim_mpr_is_oblique (&mpr, RIM_ORIENTATION_AXIAL));
      g_assert_cmpfloat (fabs (rim_mpr_get_angle (&mpr, RIM_ORIENTATION_CORONAL) - 5 * (turn + 1)),
                         <, 1e-9);
    }

  rim_mpr_turn (&mpr, RIM_ORIENTATION_CORONAL, RIM_VEC3 (0, 0, 1), G_PI);
  g_assert_false (rim_mpr_is_oblique (&mpr, RIM_ORIENTATION_CORONAL));
  g_assert_cmpmem (&mpr.axes[2], sizeof mpr.axes[2], &mpr.straight[2], sizeof mpr.straight[2]);
}

static void
test_lines (void)
{
  RimGrid grid;
  RimVec3 line;
  RimMpr mpr;

  make_grid (&grid, 0.0);
  rim_mpr_init (&mpr, &grid);

  g_assert_true (rim_mpr_get_line (&mpr, RIM_ORIENTATION_CORONAL, RIM_ORIENTATION_AXIAL, &line));
  g_assert_cmpfloat (fabs (fabs (line.x) - 1.0), <, EPSILON);

  /* From right-left to where the left is further back. */
  rim_mpr_turn (&mpr, RIM_ORIENTATION_CORONAL, RIM_VEC3 (0, 0, 1), G_PI / 6);
  g_assert_true (rim_mpr_get_line (&mpr, RIM_ORIENTATION_CORONAL, RIM_ORIENTATION_AXIAL, &line));
  g_assert_cmpfloat (fabs (line.y / line.x - tan (G_PI / 6)), <, EPSILON);

  g_assert_false (rim_mpr_get_line (&mpr, RIM_ORIENTATION_AXIAL, RIM_ORIENTATION_AXIAL, &line));
}

static void
test_step (void)
{
  RimGrid grid;
  RimMpr mpr;

  make_grid (&grid, 0.0);
  rim_mpr_init (&mpr, &grid);
  g_assert_cmpfloat (fabs (rim_mpr_get_step (&mpr, RIM_ORIENTATION_AXIAL, &grid) - 3.0), <, EPSILON);
  g_assert_cmpfloat (fabs (rim_mpr_get_step (&mpr, RIM_ORIENTATION_SAGITTAL, &grid) - 0.8), <,
                     EPSILON);
  g_assert_cmpfloat (fabs (rim_mpr_get_step (&mpr, RIM_ORIENTATION_CORONAL, &grid) - 0.9), <,
                     EPSILON);

  rim_mpr_turn (&mpr, RIM_ORIENTATION_AXIAL, RIM_VEC3 (1, 0, 0), G_PI / 4);
  g_assert_cmpfloat (fabs (rim_mpr_get_step (&mpr, RIM_ORIENTATION_AXIAL, &grid) -
                           1.0 / sqrt (0.5 / 9.0 + 0.5 / 0.81)), <, EPSILON);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/mpr/square", test_square);
  g_test_add_func ("/engine/mpr/together", test_together);
  g_test_add_func ("/engine/mpr/back", test_back);
  g_test_add_func ("/engine/mpr/lines", test_lines);
  g_test_add_func ("/engine/mpr/step", test_step);

  return g_test_run ();
}
