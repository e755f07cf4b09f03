/* test-operate-smooth.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "operate/rim-mask-smooth.h"

#include <math.h>

#include "core/rim-parallel.h"
#include "rim-test-ball.h"

typedef RimMask *(*Smooth) (RimMask        *mask,
                            double          mm,
                            gboolean        in_slice,
                            GCancellable   *cancellable,
                            GError        **error);

static const Smooth smooths[] = { rim_mask_median, rim_mask_open, rim_mask_close, rim_mask_gaussian };

static RimMask *
smooth (Smooth   func,
        RimMask *mask,
        double   mm,
        gboolean in_slice)
{
  g_autoptr(GError) error = NULL;
  RimMask *result = func (mask, mm, in_slice, NULL, &error);

  g_assert_no_error (error);

  return result;
}

static gsize
count_outside (RimMask *part,
               RimMask *whole)
{
  g_autoptr(RimMask) rest = rim_mask_combine (part, whole, RIM_MASK_SUBTRACT);

  return rim_mask_count (rest);
}

/* A ball with a rough surface and holes. */
static RimMask *
make_rough (const RimGrid *grid,
            double         radius)
{
  g_autoptr(RimMask) ball = rim_test_mask_new_ball (grid, radius);
  g_autoptr(RimMask) larger = rim_test_mask_new_ball (grid, radius + 2.0);
  g_autoptr(RimMask) noise = rim_test_mask_new_noise (grid, 4);
  g_autoptr(RimMask) specks = rim_mask_combine (noise, larger, RIM_MASK_INTERSECT);

  return rim_mask_combine (ball, specks, RIM_MASK_XOR);
}

static void
assert_median (RimMask  *mask,
               double    mm,
               gboolean  in_slice)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  g_autoptr(RimMask) median = smooth (rim_mask_median, mask, mm, in_slice);

  for (int k = 0; k < (int) grid->size[2]; k++)
    for (int j = 0; j < (int) grid->size[1]; j++)
      for (int i = 0; i < (int) grid->size[0]; i++)
        {
          guint n = 0, n_in = 0;

          for (int c = -4; c <= 4; c++)
            for (int b = -4; b <= 4; b++)
              for (int a = -4; a <= 4; a++)
                {
                  RimVec3 step = rim_affine_apply_vector (&grid->to_patient, RIM_VEC3 (a, b, c));

                  if (rim_vec3_length (step) > mm + 1e-9 || (in_slice && c != 0))
                    continue;
                  n++;
                  n_in += i + a >= 0 && j + b >= 0 && k + c >= 0 &&
                          rim_mask_contains (mask, (guint) (i + a), (guint) (j + b), (guint) (k + c)) &&
                          i + a < (int) grid->size[0] && j + b < (int) grid->size[1];
                }
          g_assert_cmpint (rim_mask_contains (median, (guint) i, (guint) j, (guint) k), ==, 2 * n_in > n);
        }
}

static void
test_median (void)
{
  for (guint which = 0; which < RIM_TEST_N_GRIDS; which++)
    {
      RimGrid grid;
      g_autoptr(RimMask) mask = NULL;
      g_autoptr(RimMask) noise = NULL;

      rim_test_grid_init_kind (&grid, which, 11);
      mask = make_rough (&grid, 4.0);
      noise = rim_test_mask_new_noise (&grid, 2);
      assert_median (mask, 2.0, FALSE);
      assert_median (mask, 2.5, TRUE);
      assert_median (noise, 1.5, FALSE);
    }
}

/* Opening takes away, closing adds, and doing either again changes nothing. */
static void
test_open_close (void)
{
  for (guint which = 0; which < RIM_TEST_N_GRIDS; which++)
    for (guint in_slice = 0; in_slice < 2; in_slice++)
      {
        RimGrid grid;
        g_autoptr(RimMask) mask = NULL;
        g_autoptr(RimMask) opened = NULL;
        g_autoptr(RimMask) closed = NULL;
        g_autoptr(RimMask) again = NULL;
        g_autoptr(RimMask) closed_again = NULL;

        rim_test_grid_init_kind (&grid, which, 22);
        mask = make_rough (&grid, 8.0);
        opened = smooth (rim_mask_open, mask, 2.0, in_slice);
        closed = smooth (rim_mask_close, mask, 2.0, in_slice);
        again = smooth (rim_mask_open, opened, 2.0, in_slice);
        closed_again = smooth (rim_mask_close, closed, 2.0, in_slice);

        g_assert_cmpuint (count_outside (opened, mask), ==, 0);
        g_assert_cmpuint (count_outside (mask, closed), ==, 0);
        g_assert_true (rim_mask_equal (opened, again));
        g_assert_true (rim_mask_equal (closed, closed_again));
        g_assert_cmpuint (rim_mask_count (opened), <, rim_mask_count (mask));
        g_assert_cmpuint (rim_mask_count (closed), >, rim_mask_count (mask));
      }
}

/* A block that lies at a corner of the grid is closed already. */
static void
test_close_at_edge (void)
{
  RimGrid grid;
  g_autofree guint8 *voxels = NULL;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) closed = NULL;

  rim_test_grid_init (&grid, 12, 12, 12, RIM_VEC3 (1, 1, 1));
  voxels = g_malloc0 (12 * 12 * 12);
  for (guint n = 0; n < 12 * 12 * 12; n++)
    voxels[n] = n % 12 < 5 && n / 12 % 12 >= 7 && n / 144 < 4;
  mask = rim_mask_new_from_bytes (&grid, voxels);
  closed = smooth (rim_mask_close, mask, 3.0, FALSE);
  g_assert_true (rim_mask_equal (mask, closed));
}

/* The volume stays but for voxels of equal value, of which a grid that is turned
 * by an odd angle has two at the most.
 */
static void
test_gaussian_volume (void)
{
  for (guint which = 0; which < RIM_TEST_N_GRIDS; which++)
    for (guint round = 0; round < 3; round++)
      {
        RimGrid grid;
        g_autoptr(RimMask) mask = NULL;
        g_autoptr(RimMask) smoothed = NULL;
        double before, after;

        rim_test_grid_init_kind (&grid, which, 24);
        mask = make_rough (&grid, 7.0);
        smoothed = smooth (rim_mask_gaussian, mask, 1.0 + 0.7 * round, FALSE);
        before = (double) rim_mask_count (mask);
        after = (double) rim_mask_count (smoothed);
        g_assert_cmpfloat (fabs (after - before), <=, 2.0);
      }
}

static void
test_gaussian_in_slice (void)
{
  RimGrid grid;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) smoothed = NULL;

  rim_test_grid_init_kind (&grid, 2, 24);
  mask = make_rough (&grid, 7.0);
  smoothed = smooth (rim_mask_gaussian, mask, 1.5, TRUE);
  for (guint k = 0; k < grid.size[2]; k++)
    {
      const double before = (double) rim_mask_slice_count (rim_mask_get_slice (mask, k));
      const double after = (double) rim_mask_slice_count (rim_mask_get_slice (smoothed, k));

      g_assert_cmpfloat (fabs (after - before), <=, 4.0);
      g_assert_true ((before > 0.0) == (after > 0.0));
    }
}

/* A ball is smooth already: its voxels lie as near to the middle as before, but for
 * the outermost layer. So distances are those of the patient.
 */
static void
test_gaussian_ball (void)
{
  for (guint which = 0; which < RIM_TEST_N_GRIDS; which++)
    {
      RimGrid grid;
      g_autoptr(RimMask) ball = NULL;
      g_autoptr(RimMask) smoothed = NULL;
      g_autoptr(RimMask) inner = NULL;
      g_autoptr(RimMask) outer = NULL;

      rim_test_grid_init_kind (&grid, which, 30);
      ball = rim_test_mask_new_ball (&grid, 9.0);
      smoothed = smooth (rim_mask_gaussian, ball, 2.0, FALSE);
      inner = rim_test_mask_new_ball (&grid, 8.0);
      outer = rim_test_mask_new_ball (&grid, 10.0);
      g_assert_cmpuint (count_outside (inner, smoothed), ==, 0);
      g_assert_cmpuint (count_outside (smoothed, outer), ==, 0);
    }
}

/* Three sectors of a rough ball and one that overlaps two of them. */
static guint
make_neighbours (const RimGrid *grid,
                 RimMask       *masks[4])
{
  g_autoptr(RimMask) rough = make_rough (grid, 8.0);
  const gsize n = rim_grid_get_n_voxels (grid);

  for (guint m = 0; m < 4; m++)
    {
      g_autofree guint8 *voxels = rim_mask_to_bytes (rough);

      for (gsize v = 0; v < n; v++)
        {
          const guint i = (guint) (v % grid->size[0]);
          const guint j = (guint) (v / grid->size[0] % grid->size[1]);
          const gboolean low = i < grid->size[0] / 2;
          const gboolean front = j < grid->size[1] / 2;

          voxels[v] &= m == 0 ? low : m == 1 ? !low && front : m == 2 ? !low && !front : low && front;
        }
      masks[m] = rim_mask_new_from_bytes (grid, voxels);
    }

  return 4;
}

/* Afterwards no voxel lies in two lesions, and together they are what smoothing
 * them as one gives, so there is no gap between them.
 */
static void
test_joint (void)
{
  for (guint which = 0; which < RIM_TEST_N_GRIDS; which++)
    for (guint in_slice = 0; in_slice < 2; in_slice++)
      {
        RimGrid grid;
        RimMask *masks[4];
        g_autoptr(GPtrArray) smoothed = NULL;
        g_autoptr(RimMask) sum = NULL;
        g_autoptr(RimMask) all = NULL;
        g_autoptr(RimMask) expected = NULL;
        gsize count = 0;
        guint n;

        rim_test_grid_init_kind (&grid, which, 24);
        n = make_neighbours (&grid, masks);
        smoothed = rim_masks_smooth_jointly (masks, n, 1.5, in_slice, NULL, NULL);
        g_assert_cmpuint (smoothed->len, ==, n);

        all = rim_mask_new (&grid);
        sum = rim_mask_new (&grid);
        for (guint m = 0; m < n; m++)
          {
            RimMask *mask = g_ptr_array_index (smoothed, m);
            RimMask *more = rim_mask_combine (sum, mask, RIM_MASK_UNION);
            RimMask *whole = rim_mask_combine (all, masks[m], RIM_MASK_UNION);

            count += rim_mask_count (mask);
            rim_mask_unref (sum);
            rim_mask_unref (all);
            sum = more;
            all = whole;
          }
        expected = smooth (rim_mask_gaussian, all, 1.5, in_slice);
        g_assert_cmpuint (count, ==, rim_mask_count (sum));
        g_assert_true (rim_mask_equal (sum, expected));
        for (guint m = 0; m < n; m++)
          rim_mask_unref (masks[m]);
      }
}

/* Nothing, one voxel, noise and all of the grid, at any edge. */
static void
test_any_mask (void)
{
  for (guint round = 0; round < 60; round++)
    {
      static const guint one_in[] = { 1, 2, 5, 40, 100000 };
      RimGrid grid;
      g_autoptr(RimMask) mask = NULL;
      g_autoptr(RimMask) empty = NULL;
      g_autoptr(GPtrArray) joint = NULL;

      rim_test_grid_init_kind (&grid, round % RIM_TEST_N_GRIDS, 2 + round / 10);
      mask = rim_test_mask_new_noise (&grid, one_in[round % 5]);
      empty = rim_mask_new (&grid);
      for (guint s = 0; s < G_N_ELEMENTS (smooths); s++)
        for (guint in_slice = 0; in_slice < 2; in_slice++)
          {
            g_autoptr(RimMask) smoothed = smooth (smooths[s], mask, 0.5 + 0.3 * (round % 11), in_slice);
            g_autoptr(RimMask) nothing = smooth (smooths[s], empty, 1.0, in_slice);

            g_assert_cmpuint (rim_mask_count (nothing), ==, 0);
            g_assert_cmpuint (rim_mask_count (smoothed), <=, rim_grid_get_n_voxels (&grid));
            if (smooths[s] == rim_mask_gaussian)
              g_assert_cmpuint (rim_mask_count (smoothed), >, 0);
          }
      joint = rim_masks_smooth_jointly ((RimMask *[]) { mask, empty }, 2, 1.0, FALSE, NULL, NULL);
      g_assert_cmpuint (joint->len, ==, 2);
    }
}

static void
test_threads (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (smooths); s++)
    for (guint which = 0; which < 3; which += 2)
      {
        RimGrid grid;
        g_autoptr(RimMask) mask = NULL;
        g_autoptr(RimMask) one = NULL;
        g_autoptr(RimMask) many = NULL;

        rim_test_grid_init_kind (&grid, which, 40);
        mask = make_rough (&grid, 14.0);
        rim_parallel_set_n_threads (1);
        one = smooth (smooths[s], mask, 2.0, FALSE);
        rim_parallel_set_n_threads (7);
        many = smooth (smooths[s], mask, 2.0, FALSE);
        g_assert_true (rim_mask_equal (one, many));
      }
  rim_parallel_set_n_threads (0);
}

static void
test_refused (void)
{
  RimGrid grid;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  rim_test_grid_init_kind (&grid, 0, 10);
  mask = rim_test_mask_new_ball (&grid, 3.0);
  g_cancellable_cancel (cancellable);

  for (guint s = 0; s < G_N_ELEMENTS (smooths); s++)
    {
      static const double wrong[] = { 0.0, -1.0, 1e6, NAN };
      g_autoptr(GError) error = NULL;

      g_assert_null (smooths[s] (mask, 2.0, FALSE, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      for (guint n = 0; n < G_N_ELEMENTS (wrong); n++)
        {
          g_clear_error (&error);
          g_assert_null (smooths[s] (mask, wrong[n], FALSE, NULL, &error));
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/operate/smooth/median", test_median);
  g_test_add_func ("/engine/operate/smooth/open-close", test_open_close);
  g_test_add_func ("/engine/operate/smooth/close-at-edge", test_close_at_edge);
  g_test_add_func ("/engine/operate/smooth/gaussian-volume", test_gaussian_volume);
  g_test_add_func ("/engine/operate/smooth/gaussian-in-slice", test_gaussian_in_slice);
  g_test_add_func ("/engine/operate/smooth/gaussian-ball", test_gaussian_ball);
  g_test_add_func ("/engine/operate/smooth/joint", test_joint);
  g_test_add_func ("/engine/operate/smooth/any-mask", test_any_mask);
  g_test_add_func ("/engine/operate/smooth/threads", test_threads);
  g_test_add_func ("/engine/operate/smooth/refused", test_refused);

  return g_test_run ();
}
