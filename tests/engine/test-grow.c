/* test-grow.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "delineate/rim-smooth-grow.h"
#include "rim-test-ball.h"

/* Speckle of three values, so that regions wind; the same at every call. */
static double
speckle (RimVec3  place,
         gpointer data)
{
  guint32 hash = (guint32) (lround (place.x * 10) * 73856093 ^ lround (place.y * 10) * 19349663 ^
                            lround (place.z * 10) * 83492791);

  hash ^= hash >> 13;
  hash *= 0x5bd1e995;
  hash ^= hash >> 15;

  return (hash % 3) * 50.0;
}

static double
ball_value (RimVec3  place,
            gpointer data)
{
  return rim_vec3_length (place) <= 12 ? 40 : -60;
}

static gboolean
may_join (RimVolume *volume,
          RimVec3    seed,
          double     distance,
          guint      i,
          guint      j,
          guint      k)
{
  RimVec3 at = rim_grid_to_patient (rim_volume_get_grid (volume), RIM_VEC3 (i, j, k));
  double value = rim_volume_get_value (volume, i, j, k);

  return rim_vec3_length (rim_vec3_sub (at, seed)) <= distance && value >= 40 && value <= 110;
}

/* Grows until nothing changes: slow, and as the rule is said. */
static gboolean *
grow_slowly (RimVolume    *volume,
             RimVec3       seed,
             double        distance,
             const guint   index[3])
{
  const guint *n = rim_volume_get_grid (volume)->size;
  gboolean *in = g_new0 (gboolean, (gsize) n[0] * n[1] * n[2]);
  gboolean changed = TRUE;

#define AT(i, j, k) in[((gsize) (k) * n[1] + (j)) * n[0] + (i)]
  AT (index[0], index[1], index[2]) = may_join (volume, seed, distance, index[0], index[1], index[2]);
  while (changed)
    {
      changed = FALSE;
      for (guint k = 0; k < n[2]; k++)
        for (guint j = 0; j < n[1]; j++)
          for (guint i = 0; i < n[0]; i++)
            {
              gboolean near = (i > 0 && AT (i - 1, j, k)) || (i + 1 < n[0] && AT (i + 1, j, k)) ||
                              (j > 0 && AT (i, j - 1, k)) || (j + 1 < n[1] && AT (i, j + 1, k)) ||
                              (k > 0 && AT (i, j, k - 1)) || (k + 1 < n[2] && AT (i, j, k + 1));

              if (AT (i, j, k) || !near || !may_join (volume, seed, distance, i, j, k))
                continue;
              AT (i, j, k) = TRUE;
              changed = TRUE;
            }
    }
#undef AT

  return in;
}

static void
assert_grows (RimVolume *volume,
              double     distance)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  guint index[3] = { grid->size[0] / 2, grid->size[1] / 2 + 1, grid->size[2] / 2 };
  g_autofree gboolean *expected = NULL;
  g_autoptr(RimSmoothGrow) grow = NULL;
  RimVec3 seed;
  gsize n;

  while (rim_volume_get_value (volume, index[0], index[1], index[2]) < 40)
    index[0]++;
  seed = rim_grid_to_patient (grid, RIM_VEC3 (index[0] + 0.2, index[1] - 0.3, index[2] + 0.1));
  expected = grow_slowly (volume, seed, distance, index);
  grow = rim_smooth_grow_new (volume, seed, distance, 0, NULL, NULL, NULL);

  /* The second time is as the first: what was in is forgotten. */
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr(RimMask) other = rim_smooth_grow_fill (grow, -1, 60, 0, FALSE, NULL, NULL);
      g_autoptr(RimMask) mask = rim_smooth_grow_fill (grow, 40, 110, 0, FALSE, NULL, NULL);

      n = 0;
      for (guint k = 0; k < grid->size[2]; k++)
        for (guint j = 0; j < grid->size[1]; j++)
          for (guint i = 0; i < grid->size[0]; i++, n++)
            g_assert_cmpint (rim_mask_contains (mask, i, j, k), ==, expected[n]);
      g_assert_cmpuint (rim_mask_count (mask), >, 50);
      g_assert_false (rim_mask_equal (mask, other));
    }
}

static void
test_rule (void)
{
  RimGrid grid;

  rim_test_grid_init (&grid, 33, 29, 17, RIM_VEC3 (0.8, 0.9, 2.5));
  for (guint sheared = 0; sheared < 2; sheared++)
    {
      g_autoptr(RimVolume) volume = NULL;

      if (sheared)
        grid.to_patient.m[1][2] = 0.9;
      volume = rim_test_volume_new (&grid, speckle, NULL);
      assert_grows (volume, 9.7);
      assert_grows (volume, 1000);
    }
}

static void
test_ball (void)
{
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimSmoothGrow) grow = NULL;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) ball = NULL;
  g_autoptr(RimMask) nothing = NULL;
  RimGrid grid;

  rim_test_grid_init (&grid, 41, 41, 31, RIM_VEC3 (1, 1, 1.25));
  volume = rim_test_volume_new (&grid, ball_value, NULL);
  ball = rim_test_mask_new_ball (&grid, 12);
  grow = rim_smooth_grow_new (volume, RIM_VEC3 (3, -4, 2.5), 60, 0, NULL, NULL, NULL);

  g_assert_cmpfloat (rim_smooth_grow_get_value (grow), ==, 40);
  mask = rim_smooth_grow_fill (grow, 20, 60, 0, FALSE, NULL, NULL);
  g_assert_true (rim_mask_equal (mask, ball));
  nothing = rim_smooth_grow_fill (grow, 50, 60, 0, FALSE, NULL, NULL);
  g_assert_cmpuint (rim_mask_count (nothing), ==, 0);
}

static double
ramp_value (RimVec3  place,
            gpointer data)
{
  return 3 * place.x + place.z;
}

/* Of -2, -1, 0, 1, 2 steps of 3 the variance is 2 × 9; at an edge fewer are there. */
static void
test_seed (void)
{
  g_autoptr(RimVolume) ball = NULL;
  g_autoptr(RimVolume) ramp = NULL;
  RimGrid grid;
  double value, noise;

  rim_test_grid_init (&grid, 41, 41, 31, RIM_VEC3 (1, 1, 1.25));
  ball = rim_test_volume_new (&grid, ball_value, NULL);
  ramp = rim_test_volume_new (&grid, ramp_value, NULL);

  g_assert_true (rim_smooth_grow_measure_seed (ball, RIM_VEC3 (3, -4, 2.5), &value, &noise, NULL));
  g_assert_cmpfloat (value, ==, 40);
  g_assert_cmpfloat (noise, ==, 0);
  g_assert_true (rim_smooth_grow_measure_seed (ramp, RIM_VEC3 (4, 1, 2.5), &value, &noise, NULL));
  g_assert_cmpfloat_with_epsilon (value, 14.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (noise, sqrt (18.0), 1e-9);
  g_assert_true (rim_smooth_grow_measure_seed (ramp, RIM_VEC3 (20, 20, 0), &value, &noise, NULL));
  g_assert_cmpfloat_with_epsilon (noise, sqrt (6.0), 1e-9);
}

static void
test_errors (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimSmoothGrow) grow = NULL;
  g_autoptr(GError) error = NULL;
  RimGrid grid;
  double value, noise;

  rim_test_grid_init (&grid, 9, 9, 9, RIM_VEC3 (1, 1, 1));
  volume = rim_test_volume_new (&grid, ball_value, NULL);

  g_assert_null (rim_smooth_grow_new (volume, RIM_VEC3 (0, 90, 0), 10, 0, NULL, NULL, &error));
  g_assert_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_OUTSIDE);
  g_clear_error (&error);
  g_assert_false (rim_smooth_grow_measure_seed (volume, RIM_VEC3 (0, 90, 0), &value, &noise, &error));
  g_assert_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_OUTSIDE);
  g_clear_error (&error);
  g_assert_null (rim_smooth_grow_new (volume, RIM_VEC3 (0, NAN, 0), 10, 0, NULL, NULL, &error));
  g_assert_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_OUTSIDE);
  g_clear_error (&error);
  g_assert_false (rim_smooth_grow_measure_seed (volume, RIM_VEC3 (0, NAN, 0), &value, &noise, &error));
  g_assert_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_OUTSIDE);
  g_clear_error (&error);

  grow = rim_smooth_grow_new (volume, RIM_VEC3 (0, 0, 0), 10, 0, NULL, NULL, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_null (rim_smooth_grow_fill (grow, 0, 60, 0, FALSE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/grow/rule", test_rule);
  g_test_add_func ("/grow/ball", test_ball);
  g_test_add_func ("/grow/seed", test_seed);
  g_test_add_func ("/grow/errors", test_errors);

  return g_test_run ();
}
