/* test-distance.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "volume/rim-distance.h"

#include <string.h>

#include "core/rim-parallel.h"
#include "rim-test-ball.h"

/* To all voxels of the other side, of which those around the image are out. */
static double
distance_slowly (RimMask   *mask,
                 const int  at[3])
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  gboolean inside = rim_mask_contains (mask, (guint) at[0], (guint) at[1], (guint) at[2]);
  double nearest = INFINITY;

  for (int k = -1; k <= (int) grid->size[2]; k++)
    for (int j = -1; j <= (int) grid->size[1]; j++)
      for (int i = -1; i <= (int) grid->size[0]; i++)
        {
          gboolean in = i >= 0 && j >= 0 && k >= 0 && i < (int) grid->size[0] &&
                        j < (int) grid->size[1] &&
                        rim_mask_contains (mask, (guint) i, (guint) j, (guint) k);
          RimVec3 step = RIM_VEC3 (i - at[0], j - at[1], k - at[2]);

          if (in != inside)
            nearest = MIN (nearest, rim_vec3_length (rim_affine_apply_vector (&grid->to_patient, step)));
        }

  return inside ? -nearest : nearest;
}

static void
assert_distances (RimMask  *mask,
                  double    reach,
                  gboolean  both_sides)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  g_autoptr(GError) error = NULL;
  RimBox box;
  g_autoptr(RimField) field = rim_distance_new (mask, reach, &box, &error);

  g_assert_no_error (error);

  for (int k = 0; k < (int) grid->size[2]; k++)
    for (int j = 0; j < (int) grid->size[1]; j++)
      for (int i = 0; i < (int) grid->size[0]; i++)
        {
          const int at[3] = { i, j, k };
          double expected = distance_slowly (mask, at);
          double actual = INFINITY;

          if (i >= (int) box.min[0] && j >= (int) box.min[1] && k >= (int) box.min[2] &&
              i < (int) box.max[0] && j < (int) box.max[1] && k < (int) box.max[2])
            actual = field->values[((gsize) (k - (int) box.min[2]) * field->grid.size[1] +
                                    (gsize) (j - (int) box.min[1])) * field->grid.size[0] +
                                   (gsize) (i - (int) box.min[0])];

          if (expected > reach)
            g_assert_cmpfloat (actual, ==, INFINITY);
          else if (expected < -reach && both_sides)
            g_assert_cmpfloat (actual, ==, -INFINITY);
          else
            g_assert_cmpfloat_with_epsilon (actual, expected, 1e-13 * fabs (expected));
        }
}

static void
test_brute_force (void)
{
  static const double spacings[][3] = {
    { 1, 1, 1 }, { 0.97, 0.97, 3 }, { 1, 1, 20 }, { 20, 1, 0.7 }, { 0.5, 10, 0.5 }, { 2.7, 4.1, 3.27 },
  };

  for (guint s = 0; s < G_N_ELEMENTS (spacings); s++)
    for (guint round = 0; round < 4; round++)
      {
        RimGrid grid;
        g_autoptr(RimMask) mask = NULL;
        static const guint one_in[] = { 2, 9, 60, 100000 };

        rim_test_grid_init (&grid, 11, 9, 7, RIM_VEC3 (spacings[s][0], spacings[s][1], spacings[s][2]));
        mask = rim_test_mask_new_noise (&grid, one_in[round]);
        assert_distances (mask, INFINITY, FALSE);
        assert_distances (mask, 4.0, FALSE);
        assert_distances (mask, 0.0, FALSE);
      }
}

static void
test_ball_brute_force (void)
{
  RimGrid grid;
  g_autoptr(RimMask) mask = NULL;

  rim_test_grid_init (&grid, 17, 15, 9, RIM_VEC3 (1.1, 0.9, 2.5));
  mask = rim_test_mask_new_ball (&grid, 6.0);
  assert_distances (mask, INFINITY, FALSE);
  assert_distances (mask, 2.0, FALSE);
}

static void
test_tilted (void)
{
  RimGrid grid;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(GError) error = NULL;
  RimBox box;

  rim_test_grid_init (&grid, 9, 10, 7, RIM_VEC3 (1.1, 0.9, 2.5));
  rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0.1, 0.8, 2.3));
  mask = rim_test_mask_new_noise (&grid, 20);
  assert_distances (mask, 3.0, TRUE);
  assert_distances (mask, 8.0, TRUE);

  g_assert_null (rim_distance_new (mask, INFINITY, &box, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

/* A tilt so slight that the axes may be taken for square, and just not so. No two
 * voxels are about as far apart as is measured, so that both measure the same ones.
 */
static void
test_tilted_like_square (void)
{
  RimGrid square, tilted;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) same = NULL;
  g_autoptr(RimField) a = NULL;
  g_autoptr(RimField) b = NULL;
  g_autofree guint8 *voxels = NULL;
  RimBox box_a, box_b;

  rim_test_grid_init (&square, 12, 11, 9, RIM_VEC3 (1, 1, 2));
  tilted = square;
  rim_affine_set_column (&tilted.to_patient, 2, RIM_VEC3 (0, 0.0022, 2));
  mask = rim_test_mask_new_noise (&square, 12);
  voxels = rim_mask_to_bytes (mask);
  same = rim_mask_new_from_bytes (&tilted, voxels);

  a = rim_distance_new (mask, 5.05, &box_a, NULL);
  b = rim_distance_new (same, 5.05, &box_b, NULL);
  g_assert_cmpmem (&box_a, sizeof box_a, &box_b, sizeof box_b);
  for (gsize v = 0; v < rim_grid_get_n_voxels (&a->grid); v++)
    if (a->values[v] != INFINITY || b->values[v] != INFINITY)
      g_assert_cmpfloat (fabs (a->values[v] - b->values[v]), <, 0.01);
}

static void
test_threads (void)
{
  static const guint n_threads[] = { 1, 2, 8 };
  RimGrid grid;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimField) first = NULL;

  rim_test_grid_init (&grid, 70, 65, 40, RIM_VEC3 (0.97, 0.97, 3));
  mask = rim_test_mask_new_noise (&grid, 400);

  for (guint n = 0; n < G_N_ELEMENTS (n_threads); n++)
    {
      g_autoptr(RimField) field = NULL;
      RimBox box;

      rim_parallel_set_n_threads (n_threads[n]);
      field = rim_distance_new (mask, INFINITY, &box, NULL);
      if (first == NULL)
        first = g_steal_pointer (&field);
      else
        g_assert_cmpmem (first->values, rim_grid_get_n_voxels (&first->grid) * sizeof (double),
                         field->values, rim_grid_get_n_voxels (&field->grid) * sizeof (double));
    }
  rim_parallel_set_n_threads (0);
}

static void
test_box (void)
{
  RimGrid grid;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) empty = NULL;
  g_autoptr(RimField) field = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree guint8 *voxels = NULL;
  RimBox box;

  rim_test_grid_init (&grid, 40, 40, 20, RIM_VEC3 (1, 2, 5));
  voxels = g_malloc0 (rim_grid_get_n_voxels (&grid));
  voxels[(10 * 40 + 20) * 40 + 1] = 1;
  mask = rim_mask_new_from_bytes (&grid, voxels);

  field = rim_distance_new (mask, 6.0, &box, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (box.min[0], ==, 0);
  g_assert_cmpuint (box.max[0], ==, 8);
  g_assert_cmpuint (box.min[1], ==, 17);
  g_assert_cmpuint (box.max[1], ==, 24);
  g_assert_cmpuint (box.min[2], ==, 8);
  g_assert_cmpuint (box.max[2], ==, 13);
  g_assert_cmpfloat (field->values[(2 * 7 + 3) * 8 + 1], ==, -1.0);
  g_assert_cmpfloat (field->values[(3 * 7 + 3) * 8 + 1], ==, 5.0);
  g_assert_cmpfloat (field->values[(4 * 7 + 3) * 8 + 1], ==, INFINITY);

  empty = rim_mask_new (&grid);
  g_assert_null (rim_distance_new (empty, 1.0, &box, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/distance/brute-force", test_brute_force);
  g_test_add_func ("/engine/distance/ball-brute-force", test_ball_brute_force);
  g_test_add_func ("/engine/distance/tilted", test_tilted);
  g_test_add_func ("/engine/distance/tilted-like-square", test_tilted_like_square);
  g_test_add_func ("/engine/distance/threads", test_threads);
  g_test_add_func ("/engine/distance/box", test_box);

  return g_test_run ();
}
