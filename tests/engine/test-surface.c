/* test-surface.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "rim-test-ball.h"
#include "view/rim-coarse.h"
#include "view/rim-surface-paint.h"

#define RADIUS 10.0

static void
make_grid (RimGrid *grid,
           gboolean is_left_handed)
{
  *grid = (RimGrid) { .size = { 41, 37, 19 } };
  rim_affine_set_column (&grid->to_patient, 0, RIM_VEC3 (is_left_handed ? -0.8 : 0.8, 0, 0));
  rim_affine_set_column (&grid->to_patient, 1, RIM_VEC3 (0, 0.8, 0));
  rim_affine_set_column (&grid->to_patient, 2, RIM_VEC3 (0, 0, 1.5));
  rim_affine_set_column (&grid->to_patient, 3, RIM_VEC3 (is_left_handed ? 16 : -16, -14.4, -13.5));
}

static RimMask *
make_ball (gboolean is_left_handed)
{
  RimGrid grid;
  g_autofree guint8 *voxels = NULL;

  make_grid (&grid, is_left_handed);
  voxels = g_new0 (guint8, rim_grid_get_n_voxels (&grid));
  for (guint k = 0, n = 0; k < grid.size[2]; k++)
    for (guint j = 0; j < grid.size[1]; j++)
      for (guint i = 0; i < grid.size[0]; i++, n++)
        voxels[n] = rim_vec3_length (rim_grid_to_patient (&grid, RIM_VEC3 (i, j, k))) <= RADIUS;

  return rim_mask_new_from_bytes (&grid, voxels);
}

static RimVec3
get_point (const RimSurface *surface,
           guint32           n)
{
  return RIM_VEC3 (surface->points[3 * n], surface->points[3 * n + 1], surface->points[3 * n + 2]);
}

/* By the divergence theorem; positive where triangles are seen from outside. */
static double
get_volume (const RimSurface *surface)
{
  double volume = 0;

  for (guint t = 0; t < surface->n_triangles; t++)
    {
      const guint32 *triangle = surface->triangles + 3 * t;

      volume += rim_vec3_dot (get_point (surface, triangle[0]),
                              rim_vec3_cross (get_point (surface, triangle[1]),
                                              get_point (surface, triangle[2]))) / 6;
    }

  return volume;
}

/* Every edge is gone along as often one way as the other. */
static void
assert_closed (const RimSurface *surface)
{
  g_autoptr(GHashTable) edges = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer count;

  for (guint t = 0; t < 3 * surface->n_triangles; t++)
    {
      guint32 a = surface->triangles[t];
      guint32 b = surface->triangles[t % 3 == 2 ? t - 2 : t + 1];
      gint64 key = (gint64) MIN (a, b) << 32 | MAX (a, b);
      gint64 *stored = g_memdup2 (&key, sizeof key);
      int so_far = GPOINTER_TO_INT (g_hash_table_lookup (edges, &key));

      g_assert_cmpuint (a, <, surface->n_points);
      g_assert_cmpuint (a, !=, b);
      g_hash_table_insert (edges, stored, GINT_TO_POINTER (so_far + (a < b ? 1 : -1)));
    }

  g_hash_table_iter_init (&iter, edges);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    g_assert_cmpint (GPOINTER_TO_INT (count), ==, 0);
}

static void
test_ball (gconstpointer data)
{
  g_autoptr(RimMask) mask = make_ball (data != NULL);
  double voxels = (double) rim_mask_count (mask) * rim_grid_get_voxel_volume (rim_mask_get_grid (mask));

  for (guint n_smoothings = 0; n_smoothings < 20; n_smoothings += 6)
    {
      g_autoptr(RimSurface) surface = rim_surface_new (mask, n_smoothings);

      assert_closed (surface);
      g_assert_cmpint ((int) surface->n_points - (int) surface->n_triangles / 2, ==, 2);
      g_assert_cmpfloat_with_epsilon (get_volume (surface) / voxels, 1.0, 0.15);

      for (guint n = 0; n < surface->n_points; n++)
        {
          RimVec3 point = get_point (surface, n);
          RimVec3 normal = RIM_VEC3 (surface->normals[3 * n], surface->normals[3 * n + 1],
                                     surface->normals[3 * n + 2]);

          /* Within one voxel's diagonal of the ball, which 0.8, 0.8, 1.5 is. */
          g_assert_cmpfloat (fabs (rim_vec3_length (point) - RADIUS), <, 1.88);
          g_assert_cmpfloat_with_epsilon (rim_vec3_length (normal), 1.0, 1e-5);
          g_assert_cmpfloat (rim_vec3_dot (normal, point), >, 0);
        }
    }
}

static void
test_noise (void)
{
  RimGrid grid;
  g_autofree guint8 *voxels = NULL;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimSurface) surface = NULL;
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);

  make_grid (&grid, FALSE);
  voxels = g_new0 (guint8, rim_grid_get_n_voxels (&grid));
  for (gsize n = 0; n < rim_grid_get_n_voxels (&grid); n++)
    voxels[n] = (guint8) g_rand_int_range (rand, 0, 2);
  mask = rim_mask_new_from_bytes (&grid, voxels);
  surface = rim_surface_new (mask, 4);

  assert_closed (surface);
}

static void
test_few_voxels (void)
{
  RimGrid grid;
  g_autoptr(RimMask) empty = NULL;
  g_autoptr(RimSurface) nothing = NULL;

  make_grid (&grid, FALSE);
  empty = rim_mask_new (&grid);
  nothing = rim_surface_new (empty, 3);
  g_assert_cmpuint (nothing->n_points, ==, 0);
  g_assert_cmpuint (nothing->n_triangles, ==, 0);

  for (guint corner = 0; corner < 8; corner++)
    {
      g_autofree guint8 *voxels = g_new0 (guint8, rim_grid_get_n_voxels (&grid));
      g_autoptr(RimMask) one = NULL;
      g_autoptr(RimSurface) surface = NULL;
      gsize i = corner & 1 ? grid.size[0] - 1 : 0;
      gsize j = corner & 2 ? grid.size[1] - 1 : 0;
      gsize k = corner & 4 ? grid.size[2] - 1 : 0;

      voxels[(k * grid.size[1] + j) * grid.size[0] + i] = 1;
      one = rim_mask_new_from_bytes (&grid, voxels);
      surface = rim_surface_new (one, 0);
      assert_closed (surface);
      g_assert_cmpuint (surface->n_points, ==, 8);
      g_assert_cmpuint (surface->n_triangles, ==, 12);
    }
}

static RimVolume *
make_volume (const RimGrid *grid)
{
  RimVolume *volume = rim_volume_new (grid, RIM_VOXEL_INT16, NULL);

  rim_volume_set_unit (volume, RIM_UNIT_HU);
  for (guint k = 0; k < grid->size[2]; k++)
    {
      gint16 *slice = rim_volume_get_slice_for_writing (volume, k);

      for (guint n = 0; n < grid->size[0] * grid->size[1]; n++)
        slice[n] = (gint16) ((n * 31 + k * 17) % 997);
      rim_volume_set_rescale (volume, k, (RimRescale) { 1, -100 });
    }
  rim_volume_publish_all (volume);

  return volume;
}

/* Each voxel is the mean of its block, which is where it says it is. */
static void
test_coarse (void)
{
  RimGrid grid;
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimCoarse) same = NULL;
  g_autoptr(RimCoarse) coarse = NULL;
  double sum = 0;

  make_grid (&grid, FALSE);
  volume = make_volume (&grid);
  same = rim_coarse_new (volume, 64);
  g_assert_true (rim_grid_equal (&same->grid, &grid, 1e-12));
  for (guint k = 0, n = 0; k < grid.size[2]; k++)
    for (guint j = 0; j < grid.size[1]; j++)
      for (guint i = 0; i < grid.size[0]; i++, n++)
        g_assert_cmpfloat (same->values[n], ==, rim_volume_get_value (volume, i, j, k));

  coarse = rim_coarse_new (volume, 14);
  g_assert_cmpuint (coarse->grid.size[0], ==, 14);
  g_assert_cmpuint (coarse->grid.size[1], ==, 13);
  g_assert_cmpuint (coarse->grid.size[2], ==, 10);
  for (guint k = 2; k < 4; k++)
    for (guint j = 3; j < 6; j++)
      for (guint i = 6; i < 9; i++)
        sum += rim_volume_get_value (volume, i, j, k);
  g_assert_cmpfloat_with_epsilon (coarse->values[(1 * 13 + 1) * 14 + 2], sum / 18, 1e-3);
  g_assert_cmpfloat (rim_vec3_length (rim_vec3_sub (rim_grid_to_patient (&coarse->grid, RIM_VEC3 (2, 1, 1)),
                                                    rim_grid_to_patient (&grid, RIM_VEC3 (7, 4, 2.5)))), <, 1e-9);
}

static void
test_threads (void)
{
  RimGrid grid;
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimCoarse) one = NULL;
  g_autoptr(RimCoarse) many = NULL;

  make_grid (&grid, FALSE);
  volume = make_volume (&grid);
  rim_parallel_set_n_threads (1);
  one = rim_coarse_new (volume, 9);
  rim_parallel_set_n_threads (8);
  many = rim_coarse_new (volume, 9);
  rim_parallel_set_n_threads (0);

  g_assert_cmpmem (one->values, rim_grid_get_n_voxels (&one->grid) * sizeof (float),
                   many->values, rim_grid_get_n_voxels (&many->grid) * sizeof (float));
}

/* A map of two halves within the ball: each point has the colour of its half, and the colour
 * below where there is no opacity.
 */
static void
test_paint (void)
{
  static const guint8 base[3] = { 51, 102, 204 };
  g_autoptr(RimMask) ball = make_ball (FALSE);
  const RimGrid *grid = rim_mask_get_grid (ball);
  g_autoptr(RimVolume) map = rim_volume_new (grid, RIM_VOXEL_FLOAT, NULL);
  g_autoptr(RimSurface) expected = rim_surface_new (ball, 4);
  g_autoptr(RimSurface) surface = NULL;
  RimLayer layer = {
    .volume = map, .window = rim_window_from_range (1.0, 2.0, RIM_UNIT_STORED),
    .colormap = rim_colormap_find ("viridis"), .threshold = -INFINITY,
  };

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        ((float *) rim_volume_get_slice_for_writing (map, k))[j * grid->size[0] + i] =
          rim_mask_contains (ball, i, j, k) ? (i < 20 ? 1.0f : 2.0f) : NAN;
  rim_volume_publish_all (map);

  surface = rim_surface_new_of_values (map, 4);
  g_assert_cmpmem (surface->points, 3 * surface->n_points * sizeof (float),
                   expected->points, 3 * expected->n_points * sizeof (float));
  for (guint opaque = 0; opaque < 2; opaque++)
    {
      g_autofree float *colors = NULL;

      layer.opacity = opaque;
      colors = rim_surface_paint (surface, &layer, base);
      for (guint n = 0; n < surface->n_points; n++)
        for (guint c = 0; c < 3 && fabsf (surface->points[3 * n]) > 1.0f; c++)
          {
            const guint32 color = layer.colormap->colors[surface->points[3 * n] < 0 ? 0 : 255];
            const guint byte = opaque == 0 ? base[c] : color >> (16 - 8 * c) & 0xff;

            g_assert_cmpfloat_with_epsilon (colors[3 * n + c], byte / 255.0f, 1e-6);
          }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/engine/surface/ball", NULL, test_ball);
  g_test_add_data_func ("/engine/surface/left-handed", "", test_ball);
  g_test_add_func ("/engine/surface/noise", test_noise);
  g_test_add_func ("/engine/surface/few-voxels", test_few_voxels);
  g_test_add_func ("/engine/surface/paint", test_paint);
  g_test_add_func ("/engine/coarse/means", test_coarse);
  g_test_add_func ("/engine/coarse/threads", test_threads);

  return g_test_run ();
}
