/* test-operate-margin.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "operate/rim-mask-margin.h"

#include <math.h>

#include "core/rim-parallel.h"
#include "rim-test-ball.h"
#include "volume/rim-distance.h"

static double
axis_part (double step,
           double up,
           double down)
{
  const double reach = step > 0.0 ? up : down;

  if (fabs (step) < 1e-9)
    return 0.0;

  return reach > 0.0 ? step * step / (reach * reach) : INFINITY;
}

static gboolean
is_within (RimVec3         step,
           const RimReach *reach)
{
  return axis_part (step.x, reach->left, reach->right) +
         axis_part (step.y, reach->posterior, reach->anterior) +
         axis_part (step.z, reach->superior, reach->inferior) <= 1.0 + 1e-9;
}

/* Voxel by voxel: grown where one that is in can step here; left where no step
 * leads out.
 */
static gboolean
expect (RimMask        *mask,
        const RimReach *reach,
        gboolean        grow,
        const int       at[3])
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  const int sign = grow ? 1 : -1;

  for (int k = -4; k < (int) grid->size[2] + 4; k++)
    for (int j = -4; j < (int) grid->size[1] + 4; j++)
      for (int i = -4; i < (int) grid->size[0] + 4; i++)
        {
          const gboolean in = i >= 0 && j >= 0 && k >= 0 && i < (int) grid->size[0] &&
                              j < (int) grid->size[1] &&
                              rim_mask_contains (mask, (guint) i, (guint) j, (guint) k);
          RimVec3 step = RIM_VEC3 (sign * (at[0] - i), sign * (at[1] - j), sign * (at[2] - k));

          if (in == grow && is_within (rim_affine_apply_vector (&grid->to_patient, step), reach))
            return grow;
        }

  return !grow;
}

static RimReach
negate (RimReach reach)
{
  return (RimReach) { -reach.left, -reach.right, -reach.anterior, -reach.posterior,
                      -reach.inferior, -reach.superior };
}

static void
assert_margin (RimMask        *mask,
               const RimReach *reach,
               gboolean        grow)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  const RimReach asked = grow ? *reach : negate (*reach);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimMask) result = rim_mask_margin (mask, &asked, NULL, RIM_LIMIT_INSIDE, NULL, NULL, &error);

  g_assert_no_error (error);
  for (int k = 0; k < (int) grid->size[2]; k++)
    for (int j = 0; j < (int) grid->size[1]; j++)
      for (int i = 0; i < (int) grid->size[0]; i++)
        g_assert_cmpint (rim_mask_contains (result, (guint) i, (guint) j, (guint) k), ==,
                         expect (mask, reach, grow, (int[]) { i, j, k }));
}

static void
test_brute_force (void)
{
  static const RimReach reaches[] = {
    { 2, 2, 2, 2, 2, 2 }, { 3, 1, 0, 2, 2.5, 0 }, { 0, 0, 0, 3.3, 0, 0 },
  };

  for (guint which = 0; which < RIM_TEST_N_GRIDS; which++)
    {
      RimGrid grid;
      g_autoptr(RimMask) noise = NULL;
      g_autoptr(RimMask) gaps = NULL;

      rim_test_grid_init_kind (&grid, which, 8);
      noise = rim_test_mask_new_noise (&grid, 60);
      gaps = rim_test_mask_new_ball (&grid, 4.5);
      for (guint r = 0; r < G_N_ELEMENTS (reaches); r++)
        {
          assert_margin (noise, &reaches[r], TRUE);
          assert_margin (gaps, &reaches[r], FALSE);
        }
    }
}

static void
assert_same_as_distance (RimMask *mask,
                         double   mm)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  const RimReach out = RIM_REACH_EVEN (mm);
  const RimReach in = RIM_REACH_EVEN (-mm);
  RimBox box;
  g_autoptr(RimField) field = rim_distance_new (mask, mm + 1.0, &box, NULL);
  g_autoptr(RimMask) grown = rim_mask_margin (mask, &out, NULL, RIM_LIMIT_INSIDE, NULL, NULL, NULL);
  g_autoptr(RimMask) shrunk = rim_mask_margin (mask, &in, NULL, RIM_LIMIT_INSIDE, NULL, NULL, NULL);
  const double *distance = field->values;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        {
          const gboolean measured = i >= box.min[0] && i < box.max[0] && j >= box.min[1] &&
                                    j < box.max[1] && k >= box.min[2] && k < box.max[2];
          const double value = measured ? *distance++ : INFINITY;

          g_assert_cmpint (rim_mask_contains (grown, i, j, k), ==, value <= mm + 1e-6);
          g_assert_cmpint (rim_mask_contains (shrunk, i, j, k), ==, value < -mm - 1e-6);
        }
}

/* A margin and a VOI are the same dilation, on tilted grids too. */
static void
test_same_as_distance (void)
{
  for (guint which = 0; which < RIM_TEST_N_GRIDS; which++)
    {
      RimGrid grid;
      g_autoptr(RimMask) ball = NULL;

      rim_test_grid_init_kind (&grid, which, 24);
      ball = rim_test_mask_new_ball (&grid, 7.7);
      assert_same_as_distance (ball, 1.3);
      assert_same_as_distance (ball, 3.9);
    }
}

static RimMask *
margin (RimMask *mask,
        double   mm)
{
  const RimReach reach = RIM_REACH_EVEN (mm);

  return rim_mask_margin (mask, &reach, NULL, RIM_LIMIT_INSIDE, NULL, NULL, NULL);
}

static void
assert_subset (RimMask *part,
               RimMask *whole)
{
  g_autoptr(RimMask) rest = rim_mask_combine (part, whole, RIM_MASK_SUBTRACT);

  g_assert_cmpuint (rim_mask_count (rest), ==, 0);
}

/* A ball of r grown by m lies between balls of r + m less half the diagonal of a
 * voxel, and of r + m.
 */
static void
test_ball (void)
{
  static const double radii[] = { 3.0, 6.2, 9.5 };

  for (guint which = 0; which < RIM_TEST_N_GRIDS; which++)
    for (guint r = 0; r < G_N_ELEMENTS (radii); r++)
      {
        RimGrid grid;
        g_autoptr(RimMask) ball = NULL;
        g_autoptr(RimMask) grown = NULL;
        g_autoptr(RimMask) upper = NULL;
        g_autoptr(RimMask) lower = NULL;
        double diagonal;

        rim_test_grid_init_kind (&grid, which, 45);
        diagonal = rim_vec3_length (rim_affine_apply_vector (&grid.to_patient, RIM_VEC3 (1, 1, 1)));
        ball = rim_test_mask_new_ball (&grid, radii[r]);
        grown = margin (ball, 4.0);
        upper = rim_test_mask_new_ball (&grid, radii[r] + 4.0);
        lower = rim_test_mask_new_ball (&grid, radii[r] + 4.0 - 0.5 * diagonal - 0.5);
        assert_subset (grown, upper);
        assert_subset (lower, grown);
      }
}

/* What was grown and shrunk holds what it was, which holds what was shrunk and
 * grown; growing one way and the other gives no more than growing both.
 */
static void
test_relations (void)
{
  for (guint which = 0; which < RIM_TEST_N_GRIDS; which++)
    {
      const RimReach left = { .left = 3.0 };
      const RimReach superior = { .superior = 4.0 };
      const RimReach both = { .left = 3.0, .superior = 4.0 };
      RimGrid grid;
      g_autoptr(RimMask) mask = NULL;
      g_autoptr(RimMask) grown = NULL;
      g_autoptr(RimMask) closed = NULL;
      g_autoptr(RimMask) shrunk = NULL;
      g_autoptr(RimMask) opened = NULL;
      g_autoptr(RimMask) one = NULL;
      g_autoptr(RimMask) box = NULL;
      g_autoptr(RimMask) wedge = NULL;

      rim_test_grid_init_kind (&grid, which, 26);
      mask = rim_test_mask_new_ball (&grid, 6.0);
      grown = margin (mask, 3.0);
      closed = margin (grown, -3.0);
      shrunk = margin (mask, -3.0);
      opened = margin (shrunk, 3.0);
      assert_subset (mask, closed);
      assert_subset (opened, mask);

      one = rim_mask_margin (mask, &left, NULL, RIM_LIMIT_INSIDE, NULL, NULL, NULL);
      box = rim_mask_margin (one, &superior, NULL, RIM_LIMIT_INSIDE, NULL, NULL, NULL);
      wedge = rim_mask_margin (mask, &both, NULL, RIM_LIMIT_INSIDE, NULL, NULL, NULL);
      assert_subset (mask, wedge);
      assert_subset (one, wedge);
      if (which == 0)
        assert_subset (wedge, box);
    }
}

/* What sticks out of the grid is said, and is not said where nothing does. */
static void
test_cut (void)
{
  const RimReach reach = RIM_REACH_EVEN (2.0);
  const RimReach up = { .superior = 6.0 };
  RimGrid grid;
  g_autoptr(RimMask) ball = NULL;
  g_autoptr(RimMask) lung = NULL;
  g_autoptr(RimMask) grown = NULL;
  g_autoptr(RimMask) higher = NULL;
  g_autoptr(RimMask) limited = NULL;
  gboolean cut = TRUE;

  rim_test_grid_init (&grid, 30, 30, 10, RIM_VEC3 (1, 1, 1));
  ball = rim_test_mask_new_ball (&grid, 2.6);
  lung = rim_test_mask_new_ball (&grid, 4.0);
  grown = rim_mask_margin (ball, &reach, NULL, RIM_LIMIT_INSIDE, &cut, NULL, NULL);
  g_assert_false (cut);
  higher = rim_mask_margin (ball, &up, NULL, RIM_LIMIT_INSIDE, &cut, NULL, NULL);
  g_assert_true (cut);
  limited = rim_mask_margin (ball, &up, lung, RIM_LIMIT_INSIDE, &cut, NULL, NULL);
  g_assert_false (cut);
}

/* A limit holds back what is added and takes nothing away. */
static void
test_limit (void)
{
  RimGrid grid;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) limit = NULL;
  g_autoptr(RimMask) grown = NULL;

  rim_test_grid_init (&grid, 20, 20, 20, RIM_VEC3 (1, 1, 1));
  mask = rim_test_mask_new_ball (&grid, 5.0);
  limit = rim_test_mask_new_noise (&grid, 2);
  grown = margin (mask, 3.0);

  for (guint side = RIM_LIMIT_INSIDE; side <= RIM_LIMIT_OUTSIDE; side++)
    {
      const RimReach reach = RIM_REACH_EVEN (3.0);
      g_autoptr(RimMask) limited = rim_mask_margin (mask, &reach, limit, (RimLimitSide) side, NULL, NULL, NULL);

      for (guint n = 0; n < 8000; n++)
        {
          const guint i = n % 20, j = n / 20 % 20, k = n / 400;
          const gboolean allowed = rim_mask_contains (limit, i, j, k) == (side == RIM_LIMIT_INSIDE);

          g_assert_cmpint (rim_mask_contains (limited, i, j, k), ==,
                           rim_mask_contains (mask, i, j, k) ||
                           (rim_mask_contains (grown, i, j, k) && allowed));
        }
    }
}

/* Core, inner and outer shell are disjoint and make up what was grown. */
static void
test_hollow (void)
{
  for (guint which = 0; which < RIM_TEST_N_GRIDS; which++)
    {
      RimGrid grid;
      g_autoptr(RimMask) mask = NULL;
      g_autoptr(RimMask) inside = NULL;
      g_autoptr(RimMask) outside = NULL;
      g_autoptr(RimMask) both = NULL;
      g_autoptr(RimMask) parts = NULL;
      g_autoptr(RimMask) grown = NULL;
      g_autoptr(RimMask) core = NULL;

      rim_test_grid_init_kind (&grid, which, 24);
      mask = rim_test_mask_new_ball (&grid, 6.0);
      inside = rim_mask_hollow (mask, 2.0, 0.0, NULL, RIM_LIMIT_INSIDE, NULL, NULL, NULL);
      outside = rim_mask_hollow (mask, 0.0, 3.0, NULL, RIM_LIMIT_INSIDE, NULL, NULL, NULL);
      both = rim_mask_hollow (mask, 2.0, 3.0, NULL, RIM_LIMIT_INSIDE, NULL, NULL, NULL);
      core = margin (mask, -2.0);
      grown = margin (mask, 3.0);

      g_assert_cmpuint (rim_mask_count (core), >, 0);
      g_assert_cmpuint (rim_mask_count (inside), ==, rim_mask_count (mask) - rim_mask_count (core));
      g_assert_cmpuint (rim_mask_count (outside), ==, rim_mask_count (grown) - rim_mask_count (mask));
      parts = rim_mask_combine (inside, outside, RIM_MASK_UNION);
      g_assert_true (rim_mask_equal (parts, both));
    }
}

static void
test_threads (void)
{
  static const guint n_threads[] = { 1, 2, 8 };
  const RimReach reach = { 5, 3, 2, 4, 6, 1 };
  RimGrid grid;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) first = NULL;

  rim_test_grid_init_kind (&grid, 2, 50);
  mask = rim_test_mask_new_noise (&grid, 300);

  for (guint n = 0; n < G_N_ELEMENTS (n_threads); n++)
    {
      g_autoptr(RimMask) grown = NULL;

      rim_parallel_set_n_threads (n_threads[n]);
      grown = rim_mask_margin (mask, &reach, NULL, RIM_LIMIT_INSIDE, NULL, NULL, NULL);
      if (first == NULL)
        first = g_steal_pointer (&grown);
      else
        g_assert_true (rim_mask_equal (first, grown));
    }
  rim_parallel_set_n_threads (0);
}

static void
test_refused (void)
{
  const RimReach far = { .left = 1e9 };
  const RimReach odd = { .left = NAN };
  const RimReach good = RIM_REACH_EVEN (3.0);
  RimGrid grid, other;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) empty = NULL;
  g_autoptr(RimMask) limit = NULL;
  g_autoptr(RimMask) grown = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  rim_test_grid_init_kind (&grid, 0, 12);
  rim_test_grid_init_kind (&other, 0, 13);
  mask = rim_test_mask_new_ball (&grid, 3.0);
  limit = rim_test_mask_new_ball (&other, 3.0);
  empty = rim_mask_new (&grid);

  g_assert_null (rim_mask_margin (mask, &far, NULL, RIM_LIMIT_INSIDE, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (rim_mask_margin (mask, &odd, NULL, RIM_LIMIT_INSIDE, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (rim_mask_margin (mask, &good, limit, RIM_LIMIT_INSIDE, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (rim_mask_hollow (mask, -1.0, 0.0, NULL, RIM_LIMIT_INSIDE, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (rim_mask_margin (mask, &good, NULL, RIM_LIMIT_INSIDE, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  grown = rim_mask_margin (empty, &good, NULL, RIM_LIMIT_INSIDE, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rim_mask_count (grown), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/operate/margin/brute-force", test_brute_force);
  g_test_add_func ("/engine/operate/margin/same-as-distance", test_same_as_distance);
  g_test_add_func ("/engine/operate/margin/ball", test_ball);
  g_test_add_func ("/engine/operate/margin/relations", test_relations);
  g_test_add_func ("/engine/operate/margin/cut", test_cut);
  g_test_add_func ("/engine/operate/margin/limit", test_limit);
  g_test_add_func ("/engine/operate/margin/hollow", test_hollow);
  g_test_add_func ("/engine/operate/margin/threads", test_threads);
  g_test_add_func ("/engine/operate/margin/refused", test_refused);

  return g_test_run ();
}
