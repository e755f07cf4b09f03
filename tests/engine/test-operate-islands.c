/* test-operate-islands.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "operate/rim-mask-islands.h"
#include "operate/rim-mask-split.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rim-test-ball.h"

/* Which steps a connectivity takes; of a slice where it is below 0. */
static gboolean
is_step (int connectivity,
         int di,
         int dj,
         int dk)
{
  const int n = abs (di) + abs (dj) + abs (dk);

  return connectivity < 0 ? n == 1 && dk == 0 : n >= 1 && n <= connectivity + 1;
}

/* Spreads until nothing changes: as slow as it is plain. */
static guint
label_slowly (const guint8 *in,
              const gsize   size[3],
              int           connectivity,
              guint        *labels)
{
  const gsize n = size[0] * size[1] * size[2];
  gboolean changed = TRUE;
  guint n_labels = 0;

  for (gsize v = 0; v < n; v++)
    labels[v] = in[v] ? (guint) v + 1 : 0;

  while (changed)
    {
      changed = FALSE;
      for (gsize v = 0; v < n; v++)
        for (int step = 0; labels[v] && step < 27; step++)
          {
            const int d[3] = { step % 3 - 1, step / 3 % 3 - 1, step / 9 - 1 };
            const int at[3] = { (int) (v % size[0]) + d[0], (int) (v / size[0] % size[1]) + d[1],
                                (int) (v / size[0] / size[1]) + d[2] };
            gsize w;

            if (!is_step (connectivity, d[0], d[1], d[2]) || at[0] < 0 || at[1] < 0 || at[2] < 0 ||
                at[0] >= (int) size[0] || at[1] >= (int) size[1] || at[2] >= (int) size[2])
              continue;
            w = ((gsize) at[2] * size[1] + (gsize) at[1]) * size[0] + (gsize) at[0];
            if (labels[w] && labels[w] < labels[v])
              {
                labels[v] = labels[w];
                changed = TRUE;
              }
          }
    }
  for (gsize v = 0; v < n; v++)
    n_labels += labels[v] == v + 1;

  return n_labels;
}

static void
test_brute_force (void)
{
  for (guint round = 0; round < 60; round++)
    {
      const RimConnectivity connectivity = (RimConnectivity) (round % 3);
      RimGrid grid;
      g_autoptr(RimMask) mask = NULL;
      g_autoptr(RimIslands) islands = NULL;
      g_autofree guint8 *voxels = NULL;
      g_autofree guint *labels = NULL;
      gsize total = 0;

      rim_test_grid_init (&grid, 9, 8, 7, RIM_VEC3 (1, 2, 2.5));
      mask = rim_test_mask_new_noise (&grid, 2 + round / 10);
      voxels = rim_mask_to_bytes (mask);
      labels = g_new (guint, 9 * 8 * 7);
      islands = rim_islands_new (mask, connectivity);
      g_assert_cmpuint (rim_islands_get_n (islands), ==,
                        label_slowly (voxels, (const gsize[]) { 9, 8, 7 }, (int) connectivity, labels));

      for (guint n = 0; n < rim_islands_get_n (islands); n++)
        {
          const RimIsland *island = rim_islands_get (islands, n);
          g_autoptr(RimMask) one = rim_islands_take (islands, n, 1);
          const guint label = labels[(island->first[2] * 8 + island->first[1]) * 9 + island->first[0]];
          RimBox box;

          rim_mask_get_bounds (one, &box);
          g_assert_cmpmem (&box, sizeof box, &island->box, sizeof box);
          g_assert_cmpuint (rim_mask_count (one), ==, island->n_voxels);
          g_assert_cmpfloat_with_epsilon (island->volume_ml, (double) island->n_voxels * 0.005, 1e-12);
          if (n > 0)
            g_assert_cmpuint (island->n_voxels, <=, rim_islands_get (islands, n - 1)->n_voxels);
          for (guint v = 0; v < 9 * 8 * 7; v++)
            g_assert_cmpint (rim_mask_contains (one, v % 9, v / 9 % 8, v / 72), ==, labels[v] == label);
          total += island->n_voxels;
        }
      g_assert_cmpuint (total, ==, rim_mask_count (mask));
    }
}

static void
test_choose (void)
{
  RimGrid grid;
  g_autofree guint8 *voxels = g_malloc0 (20 * 20 * 20);
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) largest = NULL;
  g_autoptr(RimMask) picked = NULL;
  g_autoptr(RimMask) big = NULL;
  g_autoptr(RimMask) empty = NULL;
  g_autoptr(RimMask) nothing = NULL;
  g_autoptr(GPtrArray) parts = NULL;
  g_autoptr(GError) error = NULL;

  /* Cubes of 27, 64 and 1 voxels of 1 mm³. */
  rim_test_grid_init (&grid, 20, 20, 20, RIM_VEC3 (1, 1, 1));
  for (guint n = 0; n < 8000; n++)
    {
      const guint i = n % 20, j = n / 20 % 20, k = n / 400;

      voxels[n] = (i < 3 && j < 3 && k < 3) || (i >= 8 && i < 12 && j >= 8 && j < 12 && k >= 8 && k < 12) ||
                  n == 7999;
    }
  mask = rim_mask_new_from_bytes (&grid, voxels);
  empty = rim_mask_new (&grid);

  largest = rim_mask_keep_largest (mask, RIM_CONNECTED_BY_FACES);
  g_assert_cmpuint (rim_mask_count (largest), ==, 64);
  picked = rim_mask_keep_island (mask, RIM_CONNECTED_BY_FACES, (const guint[]) { 1, 2, 0 }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rim_mask_count (picked), ==, 27);
  g_assert_null (rim_mask_keep_island (mask, RIM_CONNECTED_BY_FACES, (const guint[]) { 5, 5, 5 }, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  big = rim_mask_remove_small (mask, RIM_CONNECTED_BY_FACES, 0.027);
  g_assert_cmpuint (rim_mask_count (big), ==, 91);
  parts = rim_mask_split_islands (mask, RIM_CONNECTED_BY_FACES, 3, &error);
  g_assert_cmpuint (parts->len, ==, 3);
  g_assert_cmpuint (rim_mask_count (g_ptr_array_index (parts, 1)), ==, 27);
  g_assert_null (rim_mask_split_islands (mask, RIM_CONNECTED_BY_FACES, 2, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  nothing = rim_mask_keep_largest (empty, RIM_CONNECTED_BY_FACES);
  g_assert_cmpuint (rim_mask_count (nothing), ==, 0);
}

/* Holes by brute force: gaps from which nothing leads to the border. */
static void
test_holes (void)
{
  for (guint round = 0; round < 40; round++)
    {
      const gboolean in_slice = round % 2;
      const double up_to = round % 4 < 2 ? INFINITY : 3.0;
      const gsize size[3] = { 9, 8, 7 };
      RimGrid grid;
      g_autoptr(RimMask) noise = NULL;
      g_autoptr(RimMask) mask = NULL;
      g_autoptr(RimMask) filled = NULL;
      g_autofree guint8 *gaps = NULL;
      g_autofree guint *labels = g_new (guint, 504);
      g_autofree guint *counts = g_new0 (guint, 505);
      g_autofree gboolean *open = g_new0 (gboolean, 505);

      rim_test_grid_init (&grid, 9, 8, 7, RIM_VEC3 (1, 1, 1));
      noise = rim_test_mask_new_noise (&grid, 3);
      mask = rim_mask_invert (noise, NULL, NULL);
      filled = in_slice ? rim_mask_fill_holes_in_slices (mask, up_to)
                        : rim_mask_fill_holes (mask, up_to / 1000.0);
      gaps = rim_mask_to_bytes (mask);
      for (guint v = 0; v < 504; v++)
        gaps[v] ^= 1;
      label_slowly (gaps, size, in_slice ? -1 : RIM_CONNECTED_BY_FACES, labels);
      for (guint v = 0; v < 504; v++)
        {
          const gsize i = v % 9, j = v / 9 % 8, k = v / 72;

          counts[labels[v]]++;
          open[labels[v]] |= i == 0 || i == 8 || j == 0 || j == 7 || (!in_slice && (k == 0 || k == 6));
        }
      for (guint v = 0; v < 504; v++)
        g_assert_cmpint (rim_mask_contains (filled, v % 9, v / 9 % 8, v / 72), ==,
                         !gaps[v] || (!open[labels[v]] && counts[labels[v]] <= up_to));
    }
}

/* Parts are disjoint, make up the whole and lie on their side, on any grid. */
static void
test_split (void)
{
  for (guint which = 0; which < RIM_TEST_N_GRIDS; which++)
    {
      const RimVec3 point = RIM_VEC3 (0.7, -1.1, 0.4);
      const RimVec3 normal = RIM_VEC3 (2, -3, 1);
      RimGrid grid;
      g_autoptr(RimMask) ball = NULL;
      g_autoptr(RimMask) noise = NULL;
      g_autoptr(RimMask) again = NULL;
      g_autoptr(GPtrArray) sides = NULL;
      g_autoptr(GPtrArray) parts = NULL;
      g_autoptr(GError) error = NULL;

      rim_test_grid_init_kind (&grid, which, 20);
      ball = rim_test_mask_new_ball (&grid, 7.0);
      noise = rim_test_mask_new_noise (&grid, 3);
      sides = rim_mask_split_by_plane (ball, point, normal, NULL, &error);
      g_assert_no_error (error);
      for (guint k = 0; k < grid.size[2]; k++)
        for (guint j = 0; j < grid.size[1]; j++)
          for (guint i = 0; i < grid.size[0]; i++)
            {
              RimVec3 place = rim_grid_to_patient (&grid, RIM_VEC3 (i, j, k));
              const gboolean in = rim_mask_contains (ball, i, j, k);
              const gboolean front = rim_vec3_dot (rim_vec3_sub (place, point), normal) >= -1e-6;

              g_assert_cmpint (rim_mask_contains (g_ptr_array_index (sides, 0), i, j, k), ==, in && front);
              g_assert_cmpint (rim_mask_contains (g_ptr_array_index (sides, 1), i, j, k), ==, in && !front);
            }

      parts = rim_mask_split_by_mask (ball, noise, &error);
      again = rim_masks_merge ((RimMask *const *) parts->pdata, parts->len, &error);
      g_assert_true (rim_mask_equal (again, ball));
      g_assert_null (rim_mask_split_by_plane (ball, point, RIM_VEC3 (0, 0, 0), NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/operate/islands/brute-force", test_brute_force);
  g_test_add_func ("/engine/operate/islands/choose", test_choose);
  g_test_add_func ("/engine/operate/islands/holes", test_holes);
  g_test_add_func ("/engine/operate/islands/split", test_split);

  return g_test_run ();
}
