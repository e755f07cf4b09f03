/* test-overlay.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "core/rim-parallel.h"
#include "view/rim-mip.h"
#include "view/rim-overlay.h"
#include "view/rim-slab.h"

#define BLACK 0xff000000u

/* Lines on which there is no value at all. */
static gboolean
is_empty (guint i,
          guint j,
          guint k)
{
  return (i == 4 && j == 5) || (i == 6 && k == 3);
}

/* A map over a part of the patient that lies anyhow, a fifth of it without values. */
static RimVolume *
make_map (RimVec3 i,
          RimVec3 j,
          RimVec3 k)
{
  g_autoptr(GError) error = NULL;
  RimGrid grid = { .size = { 13, 11, 7 } };
  RimVolume *volume;
  guint32 state = 4711;

  rim_affine_set_column (&grid.to_patient, 0, i);
  rim_affine_set_column (&grid.to_patient, 1, j);
  rim_affine_set_column (&grid.to_patient, 2, k);
  rim_affine_set_column (&grid.to_patient, 3, RIM_VEC3 (5, -3, 40));
  volume = rim_volume_new (&grid, RIM_VOXEL_FLOAT, &error);
  g_assert_no_error (error);
  rim_volume_set_unit (volume, RIM_UNIT_SUVBW);

  for (guint n = 0; n < grid.size[2]; n++)
    {
      float *slice = rim_volume_get_slice_for_writing (volume, n);

      for (gsize v = 0; v < (gsize) grid.size[0] * grid.size[1]; v++)
        {
          state = state * 1664525u + 1013904223u;
          slice[v] = (float) ((state >> 16) % 251);
          if (state >> 16 < 13000 || is_empty ((guint) v % 13, (guint) v / 13, n))
            slice[v] = NAN;
        }
    }
  rim_volume_publish_all (volume);

  return volume;
}

static RimVolume *
make_straight_map (void)
{
  return make_map (RIM_VEC3 (0.9, 0, 0), RIM_VEC3 (0, 0.8, 0), RIM_VEC3 (0, 0, 3));
}

static RimVolume *
make_slanted_map (void)
{
  return make_map (RIM_VEC3 (0.8, 0.2, 0), RIM_VEC3 (-0.2, 0.8, 0.1), RIM_VEC3 (0.1, 0, 2));
}

static RimLayer
make_layer (RimVolume        *volume,
            RimInterpolation  interpolation)
{
  return (RimLayer) {
           .volume = volume,
           .window = { 120.0, 200.0 },
           .colormap = rim_colormap_find ("viridis"),
           .opacity = 1.0,
           .threshold = -INFINITY,
           .interpolation = interpolation,
  };
}

/* Planes of a patient who lies straight, and more of them than the map covers. */
static void
make_plane (RimPlane *plane,
            guint     n)
{
  static const RimGrid patient = {
    .size = { 64, 64, 64 },
    .to_patient = { { { 1, 0, 0, -20 }, { 0, 1, 0, -30 }, { 0, 0, 1, 20 } } },
  };

  rim_plane_init (plane, &patient, (RimOrientation) (n % 3), RIM_VEC3 (9.7, 0.3, 47.1),
                  RIM_VEC3 (12, 4, 50), 0.31, 151, 143);
  if (n >= 3)
    rim_plane_turn (plane, n % 2 == 0, n % 4);
}

/* The overlay of the whole plane. */
static guint32 *
spread (const RimOverlay *overlay,
        const RimPlane   *plane)
{
  guint32 *pixels = g_new0 (guint32, (gsize) plane->width * plane->height);

  for (guint y = 0; overlay != NULL && y < overlay->height; y++)
    memcpy (pixels + (gsize) (overlay->y + y) * plane->width + overlay->x,
            overlay->pixels + (gsize) y * overlay->width, overlay->width * sizeof *pixels);

  return pixels;
}

/* Whether the nearest voxel has a value is what rim_probe() says. */
static gsize
check_overlay (const RimLayer *layer,
               const RimPlane *plane)
{
  g_autoptr(RimOverlay) overlay = rim_overlay_new (layer, plane);
  g_autofree guint32 *pixels = spread (overlay, plane);
  g_autofree guint32 *expected = g_new (guint32, (gsize) plane->width * plane->height);
  gsize n_shown = 0;

  rim_render (layer, 1, plane, expected, plane->width);
  for (guint y = 0; y < plane->height; y++)
    for (guint x = 0; x < plane->width; x++)
      {
        gsize at = (gsize) y * plane->width + x;
        double value;

        if (rim_probe (layer->volume, rim_plane_to_patient (plane, x + 0.5, y + 0.5), &value))
          g_assert_cmphex (pixels[at], ==, expected[at]);
        else
          g_assert_cmphex (pixels[at], ==, 0);
        n_shown += pixels[at] != 0;
      }

  return n_shown;
}

/* As the pictures below are drawn, whichever way the plane lies to the map; NANs grow into
 * nothing.
 */
static void
test_same_as_picture (void)
{
  for (guint n = 0; n < 12; n++)
    {
      g_autoptr(RimVolume) map = n < 6 ? make_straight_map () : make_slanted_map ();
      RimLayer layer = make_layer (map, RIM_INTERPOLATE_NEAREST);
      RimPlane plane;

      make_plane (&plane, n % 6);
      g_assert_cmpuint (check_overlay (&layer, &plane), >, 500);
      layer.interpolation = RIM_INTERPOLATE_LINEAR;
      g_assert_cmpuint (check_overlay (&layer, &plane), >, 500);
    }
}

static void
test_opacity (void)
{
  g_autoptr(RimVolume) map = make_straight_map ();
  RimLayer layer = make_layer (map, RIM_INTERPOLATE_NEAREST);
  g_autoptr(RimOverlay) solid = NULL;
  g_autoptr(RimOverlay) faint = NULL;
  g_autoptr(RimOverlay) none = NULL;
  RimPlane plane;

  make_plane (&plane, 0);
  solid = rim_overlay_new (&layer, &plane);
  layer.opacity = 0.4;
  faint = rim_overlay_new (&layer, &plane);
  layer.opacity = 0.0;
  none = rim_overlay_new (&layer, &plane);

  for (gsize p = 0; p < (gsize) solid->width * solid->height; p++)
    {
      g_assert_cmphex (none->pixels[p], ==, 0);
      g_assert_cmphex (faint->pixels[p] >> 24, ==, solid->pixels[p] == 0 ? 0 : 102);
      for (guint shift = 0; shift < 24; shift += 8)
        g_assert_cmpfloat (fabs ((solid->pixels[p] >> shift & 0xff) * 0.4 -
                                 (faint->pixels[p] >> shift & 0xff)), <=, 0.5);
    }
}

static void
test_threshold (void)
{
  g_autoptr(RimVolume) map = make_straight_map ();
  RimLayer layer = make_layer (map, RIM_INTERPOLATE_NEAREST);
  g_autoptr(RimOverlay) overlay = NULL;
  gsize n[2] = { 0, 0 };
  RimPlane plane;

  make_plane (&plane, 0);
  layer.threshold = 100.0;
  overlay = rim_overlay_new (&layer, &plane);

  for (guint y = 0; y < overlay->height; y++)
    for (guint x = 0; x < overlay->width; x++)
      {
        RimVec3 point = rim_plane_to_patient (&plane, overlay->x + x + 0.5, overlay->y + y + 0.5);
        gboolean is_shown = overlay->pixels[(gsize) y * overlay->width + x] != 0;
        double value;

        g_assert_true (is_shown == (rim_probe (map, point, &value) && value >= 100.0));
        n[is_shown]++;
      }

  g_assert_cmpuint (MIN (n[0], n[1]), >, 500);
}

/* No more is drawn than the map covers, and nothing where the plane misses it. */
static void
test_clipping (void)
{
  g_autoptr(RimVolume) map = make_straight_map ();
  RimLayer layer = make_layer (map, RIM_INTERPOLATE_NEAREST);
  g_autoptr(RimOverlay) overlay = NULL;
  RimPlane plane;

  make_plane (&plane, 0);
  overlay = rim_overlay_new (&layer, &plane);
  g_assert_cmpfloat (fabs (overlay->width - 13 * 0.9 / 0.31), <, 3.0);
  g_assert_cmpfloat (fabs (overlay->height - 11 * 0.8 / 0.31), <, 3.0);
  g_assert_cmpuint (overlay->x, >, 0);
  g_assert_cmpuint (overlay->y, >, 0);

  plane.origin.z += 100.0;
  g_assert_null (rim_overlay_new (&layer, &plane));
  make_plane (&plane, 0);
  plane.origin.x -= 100.0;
  g_assert_null (rim_overlay_new (&layer, &plane));
  make_plane (&plane, 0);
  plane.width = 0;
  g_assert_null (rim_overlay_new (&layer, &plane));
}

/* What is read the short way is what is read voxel by voxel, as padding demands. */
static void
test_oblique_floats (void)
{
  g_autoptr(RimVolume) plain = make_slanted_map ();
  g_autoptr(RimVolume) padded = make_slanted_map ();

  rim_volume_set_padding (padded, -2e30, -1e30);
  for (guint n = 0; n < 6; n++)
    {
      RimLayer layers[] = { make_layer (plain, RIM_INTERPOLATE_LINEAR), make_layer (padded, RIM_INTERPOLATE_LINEAR) };
      g_autoptr(RimOverlay) a = NULL;
      g_autoptr(RimOverlay) b = NULL;
      RimPlane plane;

      make_plane (&plane, n);
      a = rim_overlay_new (&layers[0], &plane);
      b = rim_overlay_new (&layers[1], &plane);
      g_assert_cmpmem (a->pixels, (gsize) a->width * a->height * sizeof *a->pixels,
                       b->pixels, (gsize) b->width * b->height * sizeof *b->pixels);
    }
}

static void
test_threads (void)
{
  g_autoptr(RimVolume) map = make_slanted_map ();
  RimLayer layer = make_layer (map, RIM_INTERPOLATE_LINEAR);
  guint before = rim_parallel_get_n_threads ();
  g_autofree guint32 *first = NULL;
  RimPlane plane;

  make_plane (&plane, 2);
  for (guint n = 1; n <= 8; n *= 2)
    {
      g_autoptr(RimOverlay) overlay = NULL;
      g_autofree guint32 *pixels = NULL;

      rim_parallel_set_n_threads (n);
      overlay = rim_overlay_new (&layer, &plane);
      pixels = spread (overlay, &plane);
      if (first == NULL)
        first = g_steal_pointer (&pixels);
      else
        g_assert_cmpmem (first, (gsize) plane.width * plane.height * sizeof *first,
                         pixels, (gsize) plane.width * plane.height * sizeof *first);
    }
  rim_parallel_set_n_threads (before);
}

/* Maps of small numbers have as many colours as others. */
static void
test_small_values (void)
{
  g_autoptr(GError) error = NULL;
  RimGrid grid = { .size = { 256, 1, 1 } };
  g_autoptr(RimVolume) map = NULL;
  g_autoptr(RimOverlay) overlay = NULL;
  RimLayer layer;
  float *values;
  RimPlane plane;

  rim_affine_init_identity (&grid.to_patient);
  map = rim_volume_new (&grid, RIM_VOXEL_FLOAT, &error);
  g_assert_no_error (error);
  rim_volume_set_unit (map, RIM_UNIT_SUVBW);
  values = rim_volume_get_slice_for_writing (map, 0);
  for (guint i = 0; i < 256; i++)
    values[i] = (float) (i * 1e-9);
  rim_volume_publish_all (map);

  layer = make_layer (map, RIM_INTERPOLATE_NEAREST);
  layer.window = rim_window_from_range (0.0, 255e-9, RIM_UNIT_SUVBW);
  plane = (RimPlane) { RIM_VEC3 (0, 0, 0), RIM_VEC3 (1, 0, 0), RIM_VEC3 (0, 1, 0), 256, 1 };
  overlay = rim_overlay_new (&layer, &plane);
  g_assert_cmpuint (overlay->width, ==, 256);
  for (guint i = 0; i < 256; i++)
    g_assert_cmphex (overlay->pixels[i], ==, BLACK | layer.colormap->colors[i]);
}

/* What has no value counts neither as high nor as low, and is no part of a mean. */
static void
check_slab (RimVolume   *map,
            RimSlabKind  kind)
{
  const RimGrid *grid = rim_volume_get_grid (map);
  g_autoptr(RimVolume) slab = NULL;
  RimPlane plane;

  make_plane (&plane, 0);
  plane.origin.z = 40 + 3 * 3.0;
  slab = rim_slab_new (map, &plane, kind, 100.0, RIM_INTERPOLATE_NEAREST, 1);
  for (guint j = 0; j < grid->size[1]; j++)
    for (guint i = 0; i < grid->size[0]; i++)
      {
        double expected = kind == RIM_SLAB_MAX ? -INFINITY : kind == RIM_SLAB_MIN ? INFINITY : 0.0;
        double found = rim_volume_get_value (slab, i, j, 0);
        guint n = 0;

        for (guint k = 0; k < grid->size[2]; k++)
          {
            double value = rim_volume_get_value (map, i, j, k);

            if (isnan (value))
              continue;
            n++;
            expected = kind == RIM_SLAB_MAX ? MAX (expected, value)
                       : kind == RIM_SLAB_MIN ? MIN (expected, value) : expected + value;
          }
        if (kind == RIM_SLAB_MEAN)
          expected /= n;
        g_assert_true (is_empty (i, j, 0) <= (n == 0));
        g_assert_true (n == 0 ? isnan (found) : fabs (found - expected) <= 1e-4);
      }
}

static void
test_slabs_of_nan (void)
{
  g_autoptr(RimVolume) map = make_straight_map ();

  check_slab (map, RIM_SLAB_MEAN);
  check_slab (map, RIM_SLAB_MAX);
  check_slab (map, RIM_SLAB_MIN);
}

static void
test_probe_of_nan (void)
{
  g_autoptr(RimVolume) map = make_straight_map ();
  const RimGrid *grid = rim_volume_get_grid (map);
  gsize n_missing = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        {
          double expected = rim_volume_get_value (map, i, j, k);
          RimVec3 point = rim_grid_to_patient (grid, RIM_VEC3 (i, j, k));
          double value;

          g_assert_true (rim_probe (map, point, &value) == !isnan (expected));
          if (!isnan (expected))
            g_assert_cmpfloat (value, ==, expected);
          else
            n_missing++;
        }

  g_assert_cmpuint (n_missing, >, 100);
}

/* From the front a ray runs along j. */
static void
test_projection_of_nan (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimVolume) map = make_straight_map ();
  g_autoptr(RimMip) mip = NULL;
  g_autoptr(RimVolume) frame = NULL;

  mip = rim_mip_new (map);
  frame = rim_mip_project (mip, 0.0, &error);
  g_assert_no_error (error);

  for (guint k = 0; k < 7; k++)
    {
      guint n_columns = rim_volume_get_grid (frame)->size[0];
      double largest = -INFINITY;
      double seen = -INFINITY;

      for (guint v = 0; v < 13 * 11; v++)
        if (!isnan (rim_volume_get_value (map, v % 13, v / 13, k)))
          largest = MAX (largest, rim_volume_get_value (map, v % 13, v / 13, k));
      for (guint x = 0; x < n_columns; x++)
        if (!isnan (rim_volume_get_value (frame, x, 0, k)))
          seen = MAX (seen, rim_volume_get_value (frame, x, 0, k));
      g_assert_cmpfloat (seen, ==, largest);
    }

  g_assert_true (isnan (rim_volume_get_value (frame, rim_volume_get_grid (frame)->size[0] / 2, 0, 3)));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/overlay/same-as-picture", test_same_as_picture);
  g_test_add_func ("/overlay/opacity", test_opacity);
  g_test_add_func ("/overlay/threshold", test_threshold);
  g_test_add_func ("/overlay/clipping", test_clipping);
  g_test_add_func ("/overlay/oblique-floats", test_oblique_floats);
  g_test_add_func ("/overlay/threads", test_threads);
  g_test_add_func ("/overlay/small-values", test_small_values);
  g_test_add_func ("/overlay/nan/slabs", test_slabs_of_nan);
  g_test_add_func ("/overlay/nan/probe", test_probe_of_nan);
  g_test_add_func ("/overlay/nan/projection", test_projection_of_nan);

  return g_test_run ();
}
