/* test-operate-slices.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "operate/rim-mask-slices.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "rim-test-ball.h"

typedef gboolean (*Solid) (double x,
                           double y,
                           double z);

static RimMask *
make_solid (const RimGrid *grid,
            Solid          solid)
{
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));
  guint8 *voxel = voxels;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        {
          RimVec3 place = rim_grid_to_patient (grid, RIM_VEC3 (i, j, k));

          *voxel++ = solid (place.x, place.y, place.z);
        }

  return rim_mask_new_from_bytes (grid, voxels);
}

/* Every @step-th slice across @axis, and the last. */
static RimMask *
keep_slices (RimMask *mask,
             guint    axis,
             guint    step)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  g_autofree guint8 *voxels = rim_mask_to_bytes (mask);

  for (gsize v = 0; v < rim_grid_get_n_voxels (grid); v++)
    {
      const gsize at[3] = { v % grid->size[0], v / grid->size[0] % grid->size[1],
                            v / grid->size[0] / grid->size[1] };

      if (at[axis] % step != 0)
        voxels[v] = 0;
    }

  return rim_mask_new_from_bytes (grid, voxels);
}

static RimMask *
fill (RimMask *mask,
      guint    axis)
{
  g_autoptr(GError) error = NULL;
  RimMask *filled = rim_mask_fill_slices (mask, axis, NULL, 0, NULL, &error);

  g_assert_no_error (error);

  return filled;
}

/* Voxels that differ, of those that lie deeper than a voxel on either side of the
 * outline of the solid, in the slices from the first drawn to the last.
 */
static gsize
count_wrong (RimMask *filled,
             RimMask *truth,
             guint    axis)
{
  const RimGrid *grid = rim_mask_get_grid (truth);
  guint axes[2] = { axis == 0 ? 1 : 0, axis == 2 ? 1 : 2 };
  guint n_drawn;
  g_autofree guint *slices = rim_mask_list_slices (filled, axis, &n_drawn);
  const guint first = slices[0];
  const guint last = slices[n_drawn - 1];
  gsize n_wrong = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        {
          const gboolean in = rim_mask_contains (truth, i, j, k);
          gboolean deep = TRUE;

          if (rim_mask_contains (filled, i, j, k) == in || (guint[]) { i, j, k }[axis] < first ||
              (guint[]) { i, j, k }[axis] > last)
            continue;
          for (int dv = -1; dv <= 1; dv++)
            for (int du = -1; du <= 1; du++)
              {
                int at[3] = { (int) i, (int) j, (int) k };

                at[axes[0]] += du;
                at[axes[1]] += dv;
                deep &= rim_mask_contains (truth, (guint) at[0], (guint) at[1], (guint) at[2]) == in;
              }
          n_wrong += deep;
        }

  return n_wrong;
}

static gboolean
cone (double x,
      double y,
      double z)
{
  return fabs (z) <= 20.0 && hypot (x, y) <= 4.0 + 0.6 * (z + 20.0);
}

/* So oblique that slices 8 mm apart hardly overlap, and a ring. */
static gboolean
oblique (double x,
         double y,
         double z)
{
  return fabs (z) <= 24.0 && hypot (x - 0.9 * z, y + 0.5 * z) <= 7.0;
}

static gboolean
very_oblique (double x,
              double y,
              double z)
{
  return fabs (z) <= 16.0 && hypot (x - 1.2 * z, y) <= 4.0;
}

static gboolean
tube (double x,
      double y,
      double z)
{
  const double away = hypot (x - 0.5 * z, y);

  return fabs (z) <= 24.0 && away <= 12.0 && away > 6.0;
}

static gboolean
two_tubes (double x,
           double y,
           double z)
{
  return tube (2.0 * (x - 14.0), 2.0 * y, z) || tube (2.0 * (x + 14.0), 2.0 * y, -z);
}

/* What is straight between drawn slices comes back, whatever the axis. The plain
 * interpolation of distances fails for what runs obliquely.
 */
static void
test_straight_solids (void)
{
  static const struct { Solid solid; guint axis; } cases[] = {
    { cone, 2 }, { oblique, 2 }, { very_oblique, 2 }, { tube, 2 }, { two_tubes, 2 },
  };
  RimGrid grid;

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    for (guint turn = 0; turn < 3; turn++)
      {
        g_autoptr(RimMask) truth = NULL;
        g_autoptr(RimMask) drawn = NULL;
        g_autoptr(RimMask) filled = NULL;
        guint axis = (cases[c].axis + turn) % 3;

        /* The solids lie along z; turning the axes of the grid turns the slices. */
        rim_test_grid_init (&grid, 65, 65, 65, RIM_VEC3 (1, 1, 1));
        for (guint n = 0; n < 3; n++)
          {
            double column[3] = { 0.0, 0.0, 0.0 };

            column[(n + 3 - turn) % 3] = 1.0;
            rim_affine_set_column (&grid.to_patient, n, RIM_VEC3 (column[0], column[1], column[2]));
          }
        truth = make_solid (&grid, cases[c].solid);
        drawn = keep_slices (truth, axis, 8);
        filled = fill (drawn, axis);
        g_test_message ("solid %u axis %u: %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT, c, axis,
                        count_wrong (filled, truth, axis), rim_mask_count (truth));
        g_assert_cmpuint (count_wrong (filled, truth, axis), ==, 0);
      }
}

static gboolean
turning (double x,
         double y,
         double z)
{
  return fabs (z) <= 16.0 && (hypot (x - 5.0, y) <= 11.0 || hypot (x + 6.0, y - 6.0) <= 4.5);
}

/* The same slices drawn at both ends give the prism between them, bit by bit. */
static void
test_prism (void)
{
  for (guint which = 0; which < RIM_TEST_N_GRIDS; which++)
    for (guint round = 0; round < 3; round++)
      {
        RimGrid grid;
        g_autoptr(RimMask) mask = NULL;
        g_autoptr(RimMask) filled = NULL;
        g_autofree RimMaskSlice **slices = NULL;
        RimMaskSlice *slice;

        rim_test_grid_init_kind (&grid, which, 26);
        rim_affine_set_column (&grid.to_patient, 2, rim_grid_get_normal (&grid));
        mask = round == 0 ? make_solid (&grid, turning) : rim_test_mask_new_noise (&grid, 2 + 3 * round);
        slice = rim_mask_get_slice (mask, grid.size[2] / 2);
        slices = g_new0 (RimMaskSlice *, grid.size[2]);
        slices[3] = rim_mask_slice_ref (slice);
        slices[14] = rim_mask_slice_ref (slice);
        rim_mask_unref (mask);
        mask = rim_mask_new_take_slices (&grid, slices);
        filled = fill (mask, 2);
        for (guint k = 0; k < grid.size[2]; k++)
          g_assert_true (rim_mask_slice_equal (rim_mask_get_slice (filled, k), k >= 3 && k <= 14 ? slices[3] : NULL));
      }
}

/* On a tilted grid what is upright in the patient is upright, though it splits. */
static gboolean
fork_in_two (double x,
             double y,
             double z)
{
  return fabs (z) <= 20.0 && (z < -3.9 ? hypot (x, y) <= 12.0 : hypot (fabs (x) - 7.0, y) <= 4.0);
}

static void
test_tilted (void)
{
  RimGrid square, tilted;
  g_autoptr(RimMask) upright = NULL;
  g_autoptr(RimMask) leaning = NULL;
  g_autoptr(RimMask) drawn = NULL;
  g_autoptr(RimMask) drawn_tilted = NULL;
  g_autoptr(RimMask) filled = NULL;
  g_autoptr(RimMask) filled_tilted = NULL;

  /* A shift of a whole voxel per slice moves the same picture. */
  rim_test_grid_init (&square, 90, 41, 41, RIM_VEC3 (1, 1, 1));
  tilted = square;
  rim_affine_set_column (&tilted.to_patient, 2, RIM_VEC3 (1, 0, 1));
  rim_affine_set_column (&tilted.to_patient, 3, rim_vec3_sub (rim_affine_get_column (&square.to_patient, 3), RIM_VEC3 (20, 0, 0)));
  upright = make_solid (&square, fork_in_two);
  leaning = make_solid (&tilted, fork_in_two);
  drawn = keep_slices (upright, 2, 8);
  drawn_tilted = keep_slices (leaning, 2, 8);
  filled = fill (drawn, 2);
  filled_tilted = fill (drawn_tilted, 2);

  g_assert_cmpuint (rim_mask_count (filled), >, rim_mask_count (drawn));
  for (guint k = 0; k < 41; k++)
    for (guint j = 0; j < 41; j++)
      for (guint i = 20; i < 70; i++)
        g_assert_cmpint (rim_mask_contains (filled, i, j, k), ==,
                         rim_mask_contains (filled_tilted, i + 20 - k, j, k));
}

/* Where it splits there is one piece above and there are two below, which hang
 * together with it.
 */
static void
test_branches (void)
{
  RimGrid grid;
  g_autoptr(RimMask) truth = NULL;
  g_autoptr(RimMask) drawn = NULL;
  g_autoptr(RimMask) filled = NULL;

  rim_test_grid_init (&grid, 41, 41, 41, RIM_VEC3 (1, 1, 1));
  truth = make_solid (&grid, fork_in_two);
  drawn = keep_slices (truth, 2, 8);
  filled = fill (drawn, 2);

  for (guint k = 0; k < 41; k++)
    {
      const gboolean middle = rim_mask_contains (filled, 20, 20, k);

      g_assert_true (rim_mask_contains (filled, 13, 20, k));
      g_assert_true (rim_mask_contains (filled, 27, 20, k));
      if (k <= 17)
        g_assert_true (middle);
      if (k >= 24)
        g_assert_false (middle);
    }
}

/* A part that has no counterpart gets thinner up to the next slice, like a cone. */
static void
test_end (void)
{
  RimGrid grid;
  g_autoptr(RimMask) cone_mask = NULL;
  g_autoptr(RimMask) drawn = NULL;
  g_autoptr(RimMask) filled = NULL;
  const guint slices[2] = { 0, 10 };
  gsize before;

  rim_test_grid_init (&grid, 41, 41, 21, RIM_VEC3 (1, 1, 1));
  cone_mask = rim_test_mask_new_ball (&grid, 15.0);
  drawn = keep_slices (cone_mask, 2, 1);
  for (guint k = 1; k < 21; k++)
    {
      RimMask *less = rim_mask_with_slice (drawn, k, NULL);

      rim_mask_unref (drawn);
      drawn = less;
    }
  g_assert_cmpuint (rim_mask_count (drawn), >, 300);
  filled = rim_mask_fill_slices (drawn, 2, slices, 2, NULL, NULL);

  before = rim_mask_count (drawn);
  for (guint k = 1; k < 10; k++)
    {
      const gsize n = rim_mask_slice_count (rim_mask_get_slice (filled, k));
      const double expected = (double) rim_mask_count (drawn) * pow (1.0 - k / 10.0, 2.0);

      g_assert_cmpuint (n, <, before);
      g_assert_cmpfloat (fabs (sqrt ((double) n) - sqrt (expected)), <, sqrt (G_PI));
      before = n;
    }
  g_assert_null (rim_mask_get_slice (filled, 10));
}

static void
assert_drawn_kept (RimMask *mask,
                   RimMask *filled,
                   guint    axis)
{
  const RimGrid *grid = rim_mask_get_grid (mask);
  guint n;
  g_autofree guint *drawn = rim_mask_list_slices (mask, axis, &n);
  guint next = 0;

  for (guint at = 0; at < grid->size[axis]; at++)
    {
      RimBox slab = { { 0, 0, 0 }, { grid->size[0], grid->size[1], grid->size[2] } };
      g_autoptr(RimMask) part = NULL;
      g_autoptr(RimMask) a = NULL;
      g_autoptr(RimMask) b = NULL;

      slab.min[axis] = at;
      slab.max[axis] = at + 1;
      part = rim_mask_new_box (grid, &slab);
      a = rim_mask_combine (mask, part, RIM_MASK_INTERSECT);
      b = rim_mask_combine (filled, part, RIM_MASK_INTERSECT);
      if (next < n && drawn[next] == at)
        next++;
      else
        g_assert_cmpuint (rim_mask_count (a), ==, 0);
      if (rim_mask_count (a) > 0 || next == 0 || next == n)
        g_assert_true (rim_mask_equal (a, b));
    }
}

/* Whatever was drawn stays, and a preview is the slice that comes. */
static void
test_any_mask (void)
{
  for (guint round = 0; round < 90; round++)
    {
      static const guint one_in[] = { 1, 2, 6, 50, 1000000 };
      const guint axis = round % 3;
      RimGrid grid;
      g_autoptr(RimMask) noise = NULL;
      g_autoptr(RimMask) drawn = NULL;
      g_autoptr(RimMask) filled = NULL;
      guint at;

      rim_test_grid_init_kind (&grid, round % RIM_TEST_N_GRIDS, 2 + round / 6);
      noise = rim_test_mask_new_noise (&grid, one_in[round % 5]);
      drawn = keep_slices (noise, axis, 1 + round % 7);
      filled = fill (drawn, axis);
      assert_drawn_kept (drawn, filled, axis);

      at = (guint) g_test_rand_int_range (0, (gint32) grid.size[axis]);
      {
        RimBox slab = { { 0, 0, 0 }, { grid.size[0], grid.size[1], grid.size[2] } };
        g_autoptr(RimMask) preview = rim_mask_fill_slice (drawn, axis, NULL, 0, at, NULL);
        g_autoptr(RimMask) part = NULL;
        g_autoptr(RimMask) added = rim_mask_combine (filled, drawn, RIM_MASK_SUBTRACT);
        g_autoptr(RimMask) expected = NULL;

        slab.min[axis] = at;
        slab.max[axis] = at + 1;
        part = rim_mask_new_box (&grid, &slab);
        expected = rim_mask_combine (added, part, RIM_MASK_INTERSECT);
        g_assert_true (rim_mask_equal (preview, expected));
      }
    }
}

/* Slices that are named are the drawn ones; what lay between is replaced. */
static void
test_named_slices (void)
{
  RimGrid grid;
  g_autoptr(RimMask) truth = NULL;
  g_autoptr(RimMask) drawn = NULL;
  g_autoptr(RimMask) stale = NULL;
  g_autoptr(RimMask) a = NULL;
  g_autoptr(RimMask) b = NULL;
  g_autoptr(GError) error = NULL;
  const guint slices[] = { 0, 8, 16, 24, 32, 40 };
  const guint disordered[] = { 8, 8 };
  const guint beyond[] = { 8, 41 };

  rim_test_grid_init (&grid, 41, 41, 41, RIM_VEC3 (1, 1, 1));
  truth = make_solid (&grid, fork_in_two);
  drawn = keep_slices (truth, 2, 8);
  stale = rim_mask_with_slice (drawn, 11, rim_mask_get_slice (truth, 30));
  a = rim_mask_fill_slices (drawn, 2, NULL, 0, NULL, NULL);
  b = rim_mask_fill_slices (stale, 2, slices, G_N_ELEMENTS (slices), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (rim_mask_equal (a, b));

  g_assert_null (rim_mask_fill_slices (drawn, 2, disordered, 2, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (rim_mask_fill_slices (drawn, 2, beyond, 2, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (rim_mask_fill_slices (drawn, 3, NULL, 0, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

static void
test_threads (void)
{
  RimGrid grid;
  g_autoptr(RimMask) truth = NULL;
  g_autoptr(RimMask) drawn = NULL;
  g_autoptr(RimMask) one = NULL;
  g_autoptr(RimMask) many = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  rim_test_grid_init (&grid, 65, 65, 65, RIM_VEC3 (1, 1, 1));
  truth = make_solid (&grid, two_tubes);
  drawn = keep_slices (truth, 2, 4);
  rim_parallel_set_n_threads (1);
  one = fill (drawn, 2);
  rim_parallel_set_n_threads (7);
  many = fill (drawn, 2);
  rim_parallel_set_n_threads (0);
  g_assert_true (rim_mask_equal (one, many));

  g_cancellable_cancel (cancellable);
  g_assert_null (rim_mask_fill_slices (drawn, 2, NULL, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_copy (void)
{
  for (guint axis = 0; axis < 3; axis++)
    {
      RimGrid grid;
      g_autoptr(RimMask) mask = NULL;
      g_autoptr(RimMask) added = NULL;
      g_autoptr(RimMask) replaced = NULL;
      g_autoptr(GError) error = NULL;

      rim_test_grid_init_kind (&grid, 2, 12);
      mask = rim_test_mask_new_noise (&grid, 4);
      added = rim_mask_copy_slice (mask, axis, 5, 6, FALSE, NULL);
      replaced = rim_mask_copy_slice (mask, axis, 5, 4, TRUE, NULL);
      g_assert_null (rim_mask_copy_slice (mask, axis, 5, 99, TRUE, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);

      for (guint k = 0; k < grid.size[2]; k++)
        for (guint j = 0; j < grid.size[1]; j++)
          for (guint i = 0; i < grid.size[0]; i++)
            {
              guint at[3] = { i, j, k };
              const guint here = at[axis];
              const gboolean in = rim_mask_contains (mask, i, j, k);
              gboolean source;

              at[axis] = 5;
              source = rim_mask_contains (mask, at[0], at[1], at[2]);
              g_assert_cmpint (rim_mask_contains (added, i, j, k), ==, here == 6 ? in || source : in);
              g_assert_cmpint (rim_mask_contains (replaced, i, j, k), ==, here == 4 ? source : in);
            }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/operate/slices/straight-solids", test_straight_solids);
  g_test_add_func ("/engine/operate/slices/prism", test_prism);
  g_test_add_func ("/engine/operate/slices/tilted", test_tilted);
  g_test_add_func ("/engine/operate/slices/branches", test_branches);
  g_test_add_func ("/engine/operate/slices/end", test_end);
  g_test_add_func ("/engine/operate/slices/any-mask", test_any_mask);
  g_test_add_func ("/engine/operate/slices/named-slices", test_named_slices);
  g_test_add_func ("/engine/operate/slices/threads", test_threads);
  g_test_add_func ("/engine/operate/slices/copy", test_copy);

  return g_test_run ();
}
