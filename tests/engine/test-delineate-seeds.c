/* test-delineate-seeds.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "core/rim-parallel.h"
#include "delineate/rim-refine.h"
#include "delineate/rim-seeds.h"
#include "rim-test-ball.h"

/* A ball of 100 over 0, with noise of ± 15 and a soft edge. */
typedef struct
{
  RimVec3 middle;
  double  radius;
} Ball;

static double
ball_value (RimVec3  place,
            gpointer data)
{
  const Ball *self = data;
  double d = rim_vec3_length (rim_vec3_sub (place, self->middle)) - self->radius;
  guint32 hash = (guint32) (lround (place.x * 10) * 73856093 ^ lround (place.y * 10) * 19349663 ^
                            lround (place.z * 10) * 83492791);

  hash ^= hash >> 13;
  hash *= 0x5bd1e995;
  hash ^= hash >> 15;

  return 100 * 0.5 * erfc (d / 1.2) + (hash % 31) - 15.0;
}

static RimVec3
get_middle (const RimGrid *grid)
{
  return rim_grid_to_patient (grid, RIM_VEC3 ((grid->size[0] - 1) / 2.0, (grid->size[1] - 1) / 2.0,
                                              (grid->size[2] - 1) / 2.0));
}

static RimVolume *
make_ball (Ball  *self,
           guint  kind)
{
  RimGrid grid;

  rim_test_grid_init_kind (&grid, kind, 40);
  self->middle = get_middle (&grid);

  return rim_test_volume_new (&grid, ball_value, self);
}

static double
get_dice (RimMask *a,
          RimMask *b)
{
  g_autoptr(RimMask) both = rim_mask_combine (a, b, RIM_MASK_INTERSECT);

  return 2.0 * (double) rim_mask_count (both) / (double) (rim_mask_count (a) + rim_mask_count (b));
}

/* All but a ball. */
static RimMask *
make_outside (const RimGrid *grid,
              double         radius)
{
  g_autoptr(RimMask) ball = rim_test_mask_new_ball (grid, radius);
  g_autoptr(RimMask) wide = rim_test_mask_new_ball (grid, radius + 2.5);

  return rim_mask_combine (wide, ball, RIM_MASK_SUBTRACT);
}

static void
test_seeds (void)
{
  for (guint kind = 0; kind < RIM_TEST_N_GRIDS; kind++)
    {
      Ball ball = { .radius = 11 };
      g_autoptr(RimVolume) volume = make_ball (&ball, kind);
      const RimGrid *grid = rim_volume_get_grid (volume);
      g_autoptr(RimMask) truth = rim_test_mask_new_ball (grid, 11);
      g_autoptr(RimMask) inner = rim_test_mask_new_ball (grid, 5);
      g_autoptr(RimMask) outer = make_outside (grid, 15);
      RimMask *seeds[] = { inner, outer };
      RimMask *turned[] = { outer, inner };
      RimSeedsOptions options = { 1, 0 };
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) found = rim_seeds_grow (volume, seeds, 2, &options, NULL, &error);
      g_autoptr(GPtrArray) other = rim_seeds_grow (volume, turned, 2, &options, NULL, NULL);
      g_autoptr(RimMask) both = rim_mask_combine (found->pdata[0], found->pdata[1], RIM_MASK_INTERSECT);
      g_autoptr(RimMask) kept = rim_mask_combine (found->pdata[0], inner, RIM_MASK_INTERSECT);

      g_assert_no_error (error);
      g_test_message ("kind %u: %.3f", kind, get_dice (found->pdata[0], truth));
      g_assert_cmpfloat (get_dice (found->pdata[0], truth), >, 0.96);
      g_assert_cmpuint (rim_mask_count (both), ==, 0);
      g_assert_true (rim_mask_equal (kept, inner));
      g_assert_cmpfloat (get_dice (found->pdata[0], other->pdata[1]), >, 0.995);
    }
}

static void
test_seeds_errors (void)
{
  Ball ball = { .radius = 11 };
  g_autoptr(RimVolume) volume = make_ball (&ball, 0);
  g_autoptr(RimMask) empty = rim_mask_new (rim_volume_get_grid (volume));
  g_autoptr(RimMask) inner = rim_test_mask_new_ball (rim_volume_get_grid (volume), 5);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  RimMask *nothing[] = { empty, empty };
  RimMask *some[] = { inner, empty };
  RimSeedsOptions options = { 1, 0 };
  g_autoptr(GError) error = NULL;

  g_assert_null (rim_seeds_grow (volume, nothing, 2, &options, NULL, &error));
  g_assert_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NOTHING);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (rim_seeds_grow (volume, some, 2, &options, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_refine (void)
{
  const double starts[] = { 8.5, 13.5 };

  for (guint kind = 0; kind < RIM_TEST_N_GRIDS; kind++)
    for (guint n = 0; n < G_N_ELEMENTS (starts); n++)
      {
        Ball ball = { .radius = 11 };
        g_autoptr(RimVolume) volume = make_ball (&ball, kind);
        const RimGrid *grid = rim_volume_get_grid (volume);
        g_autoptr(RimMask) truth = rim_test_mask_new_ball (grid, 11);
        g_autoptr(RimMask) start = rim_test_mask_new_ball (grid, starts[n]);
        RimRefineOptions options = RIM_REFINE_OPTIONS_INIT;
        g_autoptr(GError) error = NULL;
        guint n_rounds;
        g_autoptr(RimMask) found = rim_refine (volume, start, &options, &n_rounds, NULL, &error);

        g_assert_no_error (error);
        g_test_message ("kind %u from %g: %.3f after %u", kind, starts[n], get_dice (found, truth), n_rounds);
        g_assert_cmpfloat (get_dice (found, truth), >, 0.96);
        g_assert_cmpuint (n_rounds, <, options.max_rounds);
      }
}

/* It goes no farther than it may. */
static void
test_refine_bounds (void)
{
  Ball ball = { .radius = 14 };
  g_autoptr(RimVolume) volume = make_ball (&ball, 2);
  const RimGrid *grid = rim_volume_get_grid (volume);
  g_autoptr(RimMask) start = rim_test_mask_new_ball (grid, 6);
  g_autoptr(RimMask) empty = rim_mask_new (grid);
  RimRefineOptions options = { 3, 1.5, 1, 20 };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(RimMask) limit = rim_test_mask_new_ball (grid, 9.01);
  g_autoptr(RimMask) found = rim_refine (volume, start, &options, NULL, NULL, NULL);
  g_autoptr(RimMask) beyond = rim_mask_combine (found, limit, RIM_MASK_SUBTRACT);
  g_autoptr(RimMask) one = NULL;
  guint n_threads = rim_parallel_get_n_threads ();

  g_assert_cmpuint (rim_mask_count (beyond), ==, 0);

  rim_parallel_set_n_threads (1);
  one = rim_refine (volume, start, &options, NULL, NULL, NULL);
  rim_parallel_set_n_threads (n_threads);
  g_assert_true (rim_mask_equal (one, found));

  g_assert_null (rim_refine (volume, empty, &options, NULL, NULL, &error));
  g_assert_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NOTHING);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (rim_refine (volume, start, &options, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/delineate-seeds/seeds", test_seeds);
  g_test_add_func ("/delineate-seeds/errors", test_seeds_errors);
  g_test_add_func ("/delineate-seeds/refine", test_refine);
  g_test_add_func ("/delineate-seeds/refine-bounds", test_refine_bounds);

  return g_test_run ();
}
