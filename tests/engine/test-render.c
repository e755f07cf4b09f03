/* test-render.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rim-parallel.h"
#include "view/rim-render.h"

#define BLACK 0xff000000u

typedef struct
{
  RimVec3 i;
  RimVec3 j;
  RimVec3 k;
} Axes;

static const Axes supine = { { 0.9, 0, 0 }, { 0, 0.8, 0 }, { 0, 0, 3 } };

static const Axes acquisitions[] = {
  { { 0.9, 0, 0 }, { 0, 0.8, 0 }, { 0, 0, 3 } },
  { { 0.9, 0, 0 }, { 0, 0.8, 0 }, { 0, 0, -3 } },
  { { -0.9, 0, 0 }, { 0, -0.8, 0 }, { 0, 0, 3 } },
  { { -0.9, 0, 0 }, { 0, 0.8, 0 }, { 0, 0, -3 } },
  { { 0, 0.9, 0 }, { 0, 0, -0.8 }, { 3, 0, 0 } },
  { { 0, 0.9, 0 }, { 0, 0, -0.8 }, { -3, 0, 0 } },
  { { 0.9, 0, 0 }, { 0, 0, -0.8 }, { 0, 3, 0 } },
  { { 0.9, 0, 0 }, { 0, 0.76, 0.25 }, { 0, 0, 3 } },
  { { 0.8, 0.2, 0 }, { -0.2, 0.8, 0.1 }, { 0.1, 0, 2 } },
};

static void
make_grid (RimGrid    *grid,
           const Axes *axes)
{
  RimVec3 half;

  *grid = (RimGrid) { .size = { 23, 19, 11 } };
  rim_affine_set_column (&grid->to_patient, 0, axes->i);
  rim_affine_set_column (&grid->to_patient, 1, axes->j);
  rim_affine_set_column (&grid->to_patient, 2, axes->k);

  /* The middle is near (5, -3, 40), so that every plane through it shows much. */
  half = rim_affine_apply_vector (&grid->to_patient, RIM_VEC3 (11, 9, 5));
  rim_affine_set_column (&grid->to_patient, 3, rim_vec3_sub (RIM_VEC3 (5, -3, 40), half));
}

/* Stored values from 0 to 250 with a slope of its own on every slice, so that no
 * slice can be taken for another.
 */
static RimVolume *
make_volume (const Axes   *axes,
             RimVoxelType  type,
             RimUnit       unit)
{
  g_autoptr(GError) error = NULL;
  RimGrid grid;
  RimVolume *volume;
  guint32 state = 12345;

  make_grid (&grid, axes);
  volume = rim_volume_new (&grid, type, &error);
  g_assert_no_error (error);
  rim_volume_set_unit (volume, unit);

  for (guint k = 0; k < grid.size[2]; k++)
    {
      gpointer slice = rim_volume_get_slice_for_writing (volume, k);

      for (gsize v = 0; v < (gsize) grid.size[0] * grid.size[1]; v++)
        {
          guint stored;

          state = state * 1664525u + 1013904223u;
          stored = (state >> 16) % 251;
          if (type == RIM_VOXEL_INT16)
            ((gint16 *) slice)[v] = (gint16) stored;
          else if (type == RIM_VOXEL_UINT16)
            ((guint16 *) slice)[v] = (guint16) stored;
          else if (type == RIM_VOXEL_UINT8)
            ((guint8 *) slice)[v] = (guint8) stored;
          else
            ((float *) slice)[v] = (float) stored;
        }
      rim_volume_set_rescale (volume, k, (RimRescale) { 1.0 + 0.25 * (k % 3), -2.0 * k });
    }

  return volume;
}

static RimVolume *
make_ready_volume (const Axes   *axes,
                   RimVoxelType  type,
                   RimUnit       unit)
{
  RimVolume *volume = make_volume (axes, type, unit);

  rim_volume_publish_all (volume);

  return volume;
}

static void
make_plane (RimPlane       *plane,
            const RimGrid  *grid,
            RimOrientation  orientation)
{
  rim_plane_init (plane, grid, orientation, RIM_VEC3 (5.1, -3.2, 40.7), RIM_VEC3 (4, -2, 41),
                  0.37, 83, 91);
}

/* What a sample is, told slowly and in double precision. NAN outside. */
static double
sample_slowly (RimVolume        *volume,
               RimVec3           point,
               RimInterpolation  interpolation,
               gboolean         *is_tie)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  RimVec3 place = rim_grid_from_patient (grid, point);
  double at[3] = { place.x, place.y, place.z };
  double sum = 0.0;

  for (guint axis = 0; axis < 3; axis++)
    {
      double rest = at[axis] + 0.5 - floor (at[axis] + 0.5);

      if (rest < 1e-5 || rest > 1.0 - 1e-5)
        *is_tie = TRUE;
      if (at[axis] < -0.5 || at[axis] >= grid->size[axis] - 0.5)
        return NAN;
      if (interpolation == RIM_INTERPOLATE_NEAREST)
        at[axis] = floor (at[axis] + 0.5);
      at[axis] = CLAMP (at[axis], 0.0, grid->size[axis] - 1.0);
    }

  for (guint corner = 0; corner < 8; corner++)
    {
      double weight = 1.0;
      guint index[3];

      for (guint axis = 0; axis < 3; axis++)
        {
          double low = floor (at[axis]);
          double fraction = at[axis] - low;
          guint high = corner >> axis & 1;

          weight *= high ? fraction : 1.0 - fraction;
          index[axis] = MIN ((guint) low + high, grid->size[axis] - 1);
        }

      if (weight > 0.0)
        sum += weight * rim_volume_get_value (volume, index[0], index[1], index[2]);
    }

  return sum;
}

static double
level_slowly (double   value,
              RimLayer layer,
              RimUnit  unit)
{
  double level;

  if (unit == RIM_UNIT_HU)
    level = ((value - (layer.window.center - 0.5)) / (layer.window.width - 1.0) + 0.5) * 255.0;
  else
    level = ((value - layer.window.center) / layer.window.width + 0.5) * 255.0;

  return CLAMP (level, 0.0, 255.0);
}

static RimLayer
make_layer (RimVolume        *volume,
            RimInterpolation  interpolation)
{
  return (RimLayer) {
           .volume = volume,
           .window = { 120.0, 256.0 },
           .colormap = rim_colormap_find ("grey"),
           .opacity = 1.0,
           .threshold = -INFINITY,
           .interpolation = interpolation,
  };
}

static guint32 *
render (const RimLayer *layers,
        guint           n_layers,
        const RimPlane *plane)
{
  guint32 *pixels = g_new0 (guint32, (gsize) plane->width * plane->height);

  rim_render (layers, n_layers, plane, pixels, plane->width);

  return pixels;
}

static void
assert_pixel (guint32 pixel,
              double  value,
              double  level)
{
  guint grey = pixel & 0xff;

  g_assert_cmphex (pixel, ==, BLACK | grey * 0x010101u);

  if (isnan (value))
    g_assert_cmpuint (grey, ==, 0);
  else
    g_assert_cmpfloat (fabs (grey - level), <=, 0.501);
}

static void
check_plane (RimVolume        *volume,
             const RimPlane   *plane,
             RimInterpolation  interpolation)
{
  RimLayer layer = make_layer (volume, interpolation);
  RimUnit unit = rim_volume_get_unit (volume);
  g_autofree guint32 *pixels = render (&layer, 1, plane);
  guint n_inside = 0;

  for (guint y = 0; y < plane->height; y++)
    for (guint x = 0; x < plane->width; x++)
      {
        gboolean is_tie = FALSE;
        RimVec3 point = rim_plane_to_patient (plane, x + 0.5, y + 0.5);
        double value = sample_slowly (volume, point, interpolation, &is_tie);

        if (is_tie)
          continue;
        n_inside += !isnan (value);
        assert_pixel (pixels[(gsize) y * plane->width + x], value,
                      level_slowly (value, layer, unit));
      }

  g_assert_cmpuint (n_inside, >, 200);
}

static void
test_acquisitions (void)
{
  for (guint a = 0; a < G_N_ELEMENTS (acquisitions); a++)
    {
      g_autoptr(RimVolume) volume = make_ready_volume (&acquisitions[a], RIM_VOXEL_INT16,
                                                       RIM_UNIT_HU);

      for (guint o = 0; o < 3; o++)
        {
          RimPlane plane;

          make_plane (&plane, rim_volume_get_grid (volume), (RimOrientation) o);
          check_plane (volume, &plane, RIM_INTERPOLATE_NEAREST);
          check_plane (volume, &plane, RIM_INTERPOLATE_LINEAR);
        }
    }
}

static void
test_types (void)
{
  static const RimVoxelType types[] = {
    RIM_VOXEL_UINT8, RIM_VOXEL_UINT16, RIM_VOXEL_INT16, RIM_VOXEL_FLOAT,
  };

  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    for (guint o = 0; o < 3; o++)
      {
        g_autoptr(RimVolume) volume = make_ready_volume (&supine, types[t], RIM_UNIT_SUVBW);
        RimPlane plane;

        make_plane (&plane, rim_volume_get_grid (volume), (RimOrientation) o);
        check_plane (volume, &plane, RIM_INTERPOLATE_NEAREST);
        check_plane (volume, &plane, RIM_INTERPOLATE_LINEAR);
      }
}

/* An image on planes of another image, and on planes that lie anyhow. */
static void
test_oblique (void)
{
  g_autoptr(RimVolume) volume = make_ready_volume (&supine, RIM_VOXEL_INT16, RIM_UNIT_HU);

  for (guint a = 0; a < G_N_ELEMENTS (acquisitions); a++)
    {
      RimGrid grid;
      RimPlane plane;

      make_grid (&grid, &acquisitions[a]);
      make_plane (&plane, &grid, RIM_ORIENTATION_SAGITTAL);
      check_plane (volume, &plane, RIM_INTERPOLATE_NEAREST);
      check_plane (volume, &plane, RIM_INTERPOLATE_LINEAR);
    }

  for (guint round = 0; round < 10; round++)
    {
      RimVec3 right = RIM_VEC3 (g_test_rand_double_range (-1, 1),
                                g_test_rand_double_range (-1, 1),
                                g_test_rand_double_range (0.1, 1));
      RimVec3 down = rim_vec3_cross (right, RIM_VEC3 (g_test_rand_double_range (-1, 1), 1, 0));
      RimPlane plane = { .width = 61, .height = 67 };

      rim_vec3_normalize (&right);
      rim_vec3_normalize (&down);
      plane.right = rim_vec3_scale (right, 0.2);
      plane.down = rim_vec3_scale (down, 0.2);
      plane.origin = rim_vec3_sub (RIM_VEC3 (5, -3, 40), rim_vec3_scale (right, 6.0));
      plane.origin = rim_vec3_sub (plane.origin, rim_vec3_scale (down, 6.6));
      check_plane (volume, &plane, RIM_INTERPOLATE_NEAREST);
      check_plane (volume, &plane, RIM_INTERPOLATE_LINEAR);
    }
}

/* No drift: the last of many pixels is where the first says it is. */
static void
test_wide (void)
{
  g_autoptr(RimVolume) volume = make_ready_volume (&supine, RIM_VOXEL_INT16, RIM_UNIT_HU);
  RimPlane plane;

  rim_plane_init (&plane, rim_volume_get_grid (volume), RIM_ORIENTATION_AXIAL,
                  RIM_VEC3 (5, -3, 40), RIM_VEC3 (5, -3, 40), 22 * 0.9 / 9001, 9001, 3);
  check_plane (volume, &plane, RIM_INTERPOLATE_NEAREST);
  check_plane (volume, &plane, RIM_INTERPOLATE_LINEAR);
}

static void
test_irregular (void)
{
  g_autoptr(RimVolume) volume = make_volume (&supine, RIM_VOXEL_INT16, RIM_UNIT_HU);
  const RimGrid *grid = rim_volume_get_grid (volume);
  double first = rim_volume_get_slice_position (volume, 0);
  double positions[11];
  RimLayer layer = make_layer (volume, RIM_INTERPOLATE_NEAREST);
  RimPlane plane;
  g_autofree guint32 *pixels = NULL;

  /* Two slices too near, one gap of 9 mm, the rest 3 mm apart. */
  for (guint k = 0; k < 11; k++)
    positions[k] = first + 3.0 * k + (k >= 3 ? -2.0 : 0.0) + (k >= 6 ? 6.0 : 0.0);
  rim_volume_set_slice_positions (volume, positions, RIM_GEOMETRY_IRREGULAR);
  rim_volume_publish_all (volume);

  rim_plane_init (&plane, grid, RIM_ORIENTATION_CORONAL, RIM_VEC3 (5, -3, 40),
                  RIM_VEC3 (5, -3, first + 15.0), 0.25, 5, 200);
  pixels = render (&layer, 1, &plane);

  for (guint y = 0; y < plane.height; y++)
    {
      double z = rim_plane_to_patient (&plane, 2.5, y + 0.5).z;
      guint nearest = 0;
      double away;
      double value;
      guint32 expected;
      gboolean found;

      for (guint k = 1; k < 11; k++)
        if (fabs (positions[k] - z) < fabs (positions[nearest] - z))
          nearest = k;
      away = fabs (positions[nearest] - z);

      found = rim_probe (volume, rim_plane_to_patient (&plane, 2.5, y + 0.5), &value);
      if (fabs (away - 1.5) < 1e-3 || fabs (away - 0.5) < 1e-3)
        continue;
      g_assert_true (found == (away < 1.5));

      if (found)
        {
          RimVec3 place = rim_grid_from_patient (grid, rim_plane_to_patient (&plane, 2.5, y + 0.5));

          g_assert_cmpfloat (value, ==, rim_volume_get_value (volume, (guint) floor (place.x + 0.5),
                                                              (guint) floor (place.y + 0.5),
                                                              nearest));
          assert_pixel (pixels[y * 5 + 2], value, level_slowly (value, layer, RIM_UNIT_HU));
        }
      else if (z > positions[0] && z < positions[10])
        {
          expected = (2 + y) % 8 == 0 ? 0xff505050u : BLACK;
          g_assert_cmphex (pixels[y * 5 + 2], ==, expected);
        }
    }
}

/* The paper of inverse grey goes on beyond the image. */
static void
test_background (void)
{
  g_autoptr(RimVolume) volume = make_volume (&supine, RIM_VOXEL_INT16, RIM_UNIT_HU);
  const RimGrid *grid = rim_volume_get_grid (volume);
  RimLayer layer = make_layer (volume, RIM_INTERPOLATE_LINEAR);
  RimPlane plane;
  g_autofree guint32 *black = NULL;
  g_autofree guint32 *white = NULL;
  gsize n_outside = 0;

  rim_volume_publish_all (volume);
  rim_plane_init (&plane, grid, RIM_ORIENTATION_AXIAL, RIM_VEC3 (5, -3, 40),
                  rim_grid_to_patient (grid, RIM_VEC3 (11, 9, 5)), 0.7, 199, 153);
  black = render (&layer, 1, &plane);
  layer.background = 0xffffffffu;
  white = render (&layer, 1, &plane);

  for (guint y = 0; y < plane.height; y++)
    for (guint x = 0; x < plane.width; x++)
      {
        RimVec3 point = rim_plane_to_patient (&plane, x + 0.5, y + 0.5);
        gsize at = (gsize) y * plane.width + x;
        double value;

        if (rim_probe (volume, point, &value))
          g_assert_cmphex (white[at], ==, black[at]);
        else if (white[at] == 0xffffffffu && black[at] == BLACK)
          n_outside++;
      }

  g_assert_cmpuint (n_outside, >, 0);
}

/* The same on planes that lie anyhow: what the probe finds is what is drawn. */
static void
test_irregular_oblique (void)
{
  g_autoptr(RimVolume) volume = make_volume (&supine, RIM_VOXEL_INT16, RIM_UNIT_HU);
  double first = rim_volume_get_slice_position (volume, 0);
  double positions[11];
  RimLayer layer = make_layer (volume, RIM_INTERPOLATE_NEAREST);
  g_autofree guint32 *pixels = NULL;
  RimPlane plane = { .width = 150, .height = 160 };
  guint n_found = 0, n_hatched = 0;

  for (guint k = 0; k < 11; k++)
    positions[k] = first + 3.0 * k + (k >= 3 ? -2.0 : 0.0) + (k >= 6 ? 6.0 : 0.0);
  rim_volume_set_slice_positions (volume, positions, RIM_GEOMETRY_IRREGULAR);
  rim_volume_publish_all (volume);

  plane.right = RIM_VEC3 (0.2, 0.05, 0.1);
  plane.down = RIM_VEC3 (-0.02, 0.02, 0.25);
  plane.origin = rim_vec3_sub (RIM_VEC3 (5, -3, first + 16), rim_vec3_scale (plane.right, 75));
  plane.origin = rim_vec3_sub (plane.origin, rim_vec3_scale (plane.down, 80));
  pixels = render (&layer, 1, &plane);

  for (guint y = 0; y < plane.height; y++)
    for (guint x = 0; x < plane.width; x++)
      {
        guint32 pixel = pixels[y * plane.width + x];
        double value;

        n_hatched += pixel == 0xff505050u;
        if (!rim_probe (volume, rim_plane_to_patient (&plane, x + 0.5, y + 0.5), &value))
          {
            g_assert_true (pixel == BLACK || pixel == 0xff505050u);
            continue;
          }
        n_found++;
        assert_pixel (pixel, value, level_slowly (value, layer, RIM_UNIT_HU));
      }

  g_assert_cmpuint (n_found, >, 1000);
  g_assert_cmpuint (n_hatched, >, 50);
}

static void
test_missing (void)
{
  g_autoptr(RimVolume) volume = make_volume (&supine, RIM_VOXEL_INT16, RIM_UNIT_HU);
  const RimGrid *grid = rim_volume_get_grid (volume);
  RimLayer layer = make_layer (volume, RIM_INTERPOLATE_LINEAR);
  RimPlane plane;
  double value;
  g_autofree guint32 *pixels = NULL;

  layer.invert = TRUE;
  rim_volume_set_padding (volume, 100, 250);
  rim_volume_publish_slice (volume, 5);
  rim_plane_init (&plane, grid, RIM_ORIENTATION_AXIAL, RIM_VEC3 (5, -3, 40),
                  rim_grid_to_patient (grid, RIM_VEC3 (11, 9, 5)), 0.1, 199, 153);
  pixels = render (&layer, 1, &plane);

  for (guint y = 0; y < plane.height; y++)
    for (guint x = 0; x < plane.width; x++)
      {
        RimVec3 point = rim_plane_to_patient (&plane, x + 0.5, y + 0.5);
        RimVec3 place = rim_grid_from_patient (grid, point);
        double there = rim_volume_get_value (volume, (guint) floor (place.x + 0.5),
                                             (guint) floor (place.y + 0.5), 5);
        gboolean is_padding = (there + 10.0) / 1.5 > 99.5;

        if (fabs (place.x - floor (place.x) - 0.5) < 1e-4 ||
            fabs (place.y - floor (place.y) - 0.5) < 1e-4)
          continue;
        g_assert_true (rim_probe (volume, point, &value) == !is_padding);
        g_assert_true ((pixels[y * plane.width + x] == BLACK) == is_padding);
      }

  /* A range without a lower end does not swallow what lies above it. */
  rim_volume_set_padding (volume, -G_MAXDOUBLE, -32768);
  g_assert_true (rim_probe (volume, rim_grid_to_patient (grid, RIM_VEC3 (1, 1, 5)), &value));

  g_assert_false (rim_probe (volume, rim_grid_to_patient (grid, RIM_VEC3 (1, 1, 4)), &value));
  g_assert_false (rim_probe (volume, rim_grid_to_patient (grid, RIM_VEC3 (1, 1, 11)), &value));
  g_assert_false (rim_probe (volume, rim_grid_to_patient (grid, RIM_VEC3 (-0.6, 1, 5)), &value));
}

static void
test_fused (void)
{
  g_autoptr(RimVolume) ct = make_ready_volume (&supine, RIM_VOXEL_INT16, RIM_UNIT_HU);
  g_autoptr(RimVolume) pet = make_ready_volume (&acquisitions[3], RIM_VOXEL_UINT16,
                                                RIM_UNIT_SUVBW);
  const RimColormap *hot = rim_colormap_find ("hot-metal");
  RimLayer layers[2] = {
    make_layer (ct, RIM_INTERPOLATE_NEAREST), make_layer (pet, RIM_INTERPOLATE_NEAREST),
  };
  RimPlane plane;
  g_autofree guint32 *below = NULL;
  g_autofree guint32 *fused = NULL;
  guint n_blended = 0;

  layers[1].colormap = hot;
  layers[1].opacity = 0.375;
  layers[1].threshold = 60.0;
  make_plane (&plane, rim_volume_get_grid (ct), RIM_ORIENTATION_AXIAL);
  below = render (layers, 1, &plane);
  fused = render (layers, 2, &plane);

  for (guint y = 0; y < plane.height; y++)
    for (guint x = 0; x < plane.width; x++)
      {
        gsize p = (gsize) y * plane.width + x;
        gboolean is_tie = FALSE;
        RimVec3 point = rim_plane_to_patient (&plane, x + 0.5, y + 0.5);
        double value = sample_slowly (pet, point, RIM_INTERPOLATE_NEAREST, &is_tie);
        guint32 color;

        if (is_tie)
          continue;
        if (!(value >= 60.0))
          {
            g_assert_cmphex (fused[p], ==, below[p]);
            continue;
          }

        n_blended++;
        color = hot->colors[(guint) (level_slowly (value, layers[1], RIM_UNIT_SUVBW) + 0.5)];
        for (guint shift = 0; shift < 24; shift += 8)
          {
            double a = below[p] >> shift & 0xff;
            double b = color >> shift & 0xff;

            g_assert_cmpfloat (fabs ((fused[p] >> shift & 0xff) - (0.625 * a + 0.375 * b)), <=,
                               0.5);
          }
      }

  g_assert_cmpuint (n_blended, >, 500);
}

/* Values of 0, 1 … at a window from 0 to 256, over mid grey. */
static void
test_fade (void)
{
  g_autoptr(GError) error = NULL;
  RimGrid grid = { .size = { 300, 1, 1 } };
  g_autoptr(RimVolume) ct = NULL;
  g_autoptr(RimVolume) pet = NULL;
  g_autofree guint32 *pixels = NULL;
  RimLayer layers[2];
  RimPlane plane;

  rim_affine_init_identity (&grid.to_patient);
  ct = rim_volume_new (&grid, RIM_VOXEL_INT16, &error);
  g_assert_no_error (error);
  pet = rim_volume_new (&grid, RIM_VOXEL_INT16, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 300; i++)
    {
      ((gint16 *) rim_volume_get_slice_for_writing (ct, 0))[i] = 128;
      ((gint16 *) rim_volume_get_slice_for_writing (pet, 0))[i] = (gint16) i;
    }
  rim_volume_set_unit (ct, RIM_UNIT_SUVBW);
  rim_volume_set_unit (pet, RIM_UNIT_SUVBW);
  rim_volume_publish_all (ct);
  rim_volume_publish_all (pet);

  layers[0] = make_layer (ct, RIM_INTERPOLATE_NEAREST);
  layers[1] = make_layer (pet, RIM_INTERPOLATE_NEAREST);
  layers[0].window = layers[1].window = (RimWindow) { 128.0, 256.0 };
  layers[1].opacity = 0.5;
  layers[1].fade = 0.5;
  rim_plane_init (&plane, &grid, RIM_ORIENTATION_AXIAL, RIM_VEC3 (149.5, 0, 0),
                  RIM_VEC3 (149.5, 0, 0), 1, 300, 1);

  for (guint inverted = 0; inverted < 2; inverted++)
    {
      layers[1].invert = inverted == 1;
      g_clear_pointer (&pixels, g_free);
      pixels = render (layers, 2, &plane);
      g_assert_cmphex (pixels[0], ==, 0xff808080u);

      for (guint i = 0; i < 300; i++)
        {
          double level = MIN (i / 256.0 * 255.0, 255.0);
          double weight = 0.5 * MIN (level / 127.5, 1.0);
          double above = inverted == 1 ? 255.0 - level : level;

          g_assert_cmpfloat (fabs ((pixels[i] & 0xff) - (128 * (1 - weight) + above * weight)),
                             <=, 1.6);
        }
    }
}

static void
test_threads (void)
{
  g_autoptr(RimVolume) ct = make_ready_volume (&supine, RIM_VOXEL_INT16, RIM_UNIT_HU);
  g_autoptr(RimVolume) pet = make_ready_volume (&acquisitions[8], RIM_VOXEL_FLOAT,
                                                RIM_UNIT_SUVBW);
  RimLayer layers[2] = {
    make_layer (ct, RIM_INTERPOLATE_LINEAR), make_layer (pet, RIM_INTERPOLATE_LINEAR),
  };
  RimPlane plane;
  g_autofree guint32 *one = NULL;
  g_autofree guint32 *many = NULL;

  layers[1].opacity = 0.5;
  make_plane (&plane, rim_volume_get_grid (ct), RIM_ORIENTATION_CORONAL);

  rim_parallel_set_n_threads (1);
  one = render (layers, 2, &plane);
  rim_parallel_set_n_threads (5);
  many = render (layers, 2, &plane);
  rim_parallel_set_n_threads (0);

  g_assert_cmpmem (one, (gsize) plane.width * plane.height * 4,
                   many, (gsize) plane.width * plane.height * 4);
}

/* PS3.3 C.11.2.1.2.1: at or below c - 0.5 - (w - 1) / 2 the first value, above
 * c - 0.5 + (w - 1) / 2 the last.
 */
static void
test_window_edges (void)
{
  static const double values[] = { -161, -160, -159, 39.5, 238, 239, 240 };
  static const guint levels[] = { 0, 0, 1, 128, 254, 255, 255 };
  g_autoptr(GError) error = NULL;
  RimGrid grid = { .size = { G_N_ELEMENTS (values), 1, 1 } };
  g_autoptr(RimVolume) volume = NULL;
  RimLayer layer;
  RimPlane plane;
  g_autofree guint32 *pixels = NULL;
  float *stored;

  rim_affine_init_identity (&grid.to_patient);
  volume = rim_volume_new (&grid, RIM_VOXEL_FLOAT, &error);
  g_assert_no_error (error);
  stored = rim_volume_get_slice_for_writing (volume, 0);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    stored[i] = (float) values[i];
  rim_volume_set_unit (volume, RIM_UNIT_HU);
  rim_volume_publish_all (volume);

  layer = make_layer (volume, RIM_INTERPOLATE_NEAREST);
  layer.window = (RimWindow) { 40, 400 };
  rim_plane_init (&plane, &grid, RIM_ORIENTATION_AXIAL, RIM_VEC3 (3, 0, 0), RIM_VEC3 (3, 0, 0), 1,
                  G_N_ELEMENTS (values), 1);
  pixels = render (&layer, 1, &plane);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_assert_cmpuint (pixels[i] & 0xff, ==, levels[i]);
}

static void
test_window_auto (void)
{
  g_autoptr(GError) error = NULL;
  RimGrid grid = { .size = { 100, 100, 3 } };
  g_autoptr(RimVolume) volume = NULL;
  RimWindow window;

  rim_affine_init_identity (&grid.to_patient);
  volume = rim_volume_new (&grid, RIM_VOXEL_INT16, &error);
  g_assert_no_error (error);
  rim_volume_set_unit (volume, RIM_UNIT_HU);
  rim_volume_set_padding (volume, 1500, 1500);
  g_assert_false (rim_window_auto (volume, 0.1, 99.9, &window));

  /* 0 to 999 ten times, then padding and what lies outside the circle. */
  for (guint k = 0; k < 3; k++)
    {
      gint16 *slice = rim_volume_get_slice_for_writing (volume, k);

      for (guint v = 0; v < 10000; v++)
        slice[v] = (gint16) (k == 0 ? (int) v % 1000 : k == 1 ? 1500 : v % 2 ? -3024 : -2000);
    }
  rim_volume_publish_all (volume);

  g_assert_true (rim_window_auto (volume, 0.1, 99.9, &window));
  g_assert_cmpfloat (window.width, ==, 998 - 1 + 1);
  g_assert_cmpfloat (window.center, ==, 500);
}

/* What lies in a rectangle, and what a window's ends are. */
static void
test_window_region (void)
{
  g_autoptr(GError) error = NULL;
  RimGrid grid = { .size = { 40, 30, 1 } };
  RimPlane plane = { RIM_VEC3 (10, 5, 0), RIM_VEC3 (1, 0, 0), RIM_VEC3 (0, 1, 0), 8, 4 };
  g_autoptr(RimVolume) volume = NULL;
  double lower, upper;
  RimWindow window;
  gint16 *slice;

  rim_affine_init_identity (&grid.to_patient);
  volume = rim_volume_new (&grid, RIM_VOXEL_INT16, &error);
  g_assert_no_error (error);
  rim_volume_set_unit (volume, RIM_UNIT_HU);
  rim_volume_set_padding (volume, -5000, -1500);
  slice = rim_volume_get_slice_for_writing (volume, 0);
  for (guint v = 0; v < 1200; v++)
    slice[v] = (gint16) (v % 40 + 100 * (v / 40));
  slice[5 * 40 + 10] = -3024;
  rim_volume_publish_all (volume);

  g_assert_true (rim_window_auto_region (volume, &plane, 0.0, 100.0, &window));
  rim_window_get_range (window, RIM_UNIT_HU, &lower, &upper);
  g_assert_cmpfloat (lower, ==, 511);
  g_assert_cmpfloat (upper, ==, 817);
  g_assert_cmpfloat (window.width, ==, 817 - 511 + 1);

  plane.origin = RIM_VEC3 (-100, 0, 0);
  g_assert_false (rim_window_auto_region (volume, &plane, 0.0, 100.0, &window));

  rim_window_get_range (rim_window_from_range (0.5, 7.0, RIM_UNIT_SUVBW), RIM_UNIT_SUVBW, &lower, &upper);
  g_assert_cmpfloat (lower, ==, 0.5);
  g_assert_cmpfloat (upper, ==, 7.0);
}

/* A legend has the colours that the image has, from the top down. */
static void
test_legend (void)
{
  g_autoptr(RimVolume) volume = make_ready_volume (&acquisitions[0], RIM_VOXEL_UINT8, RIM_UNIT_SUVBW);
  const RimColormap *map = rim_colormap_find ("hot-iron");
  RimLayer layer = make_layer (volume, RIM_INTERPOLATE_NEAREST);
  guint32 pixels[256];

  layer.window = (RimWindow) { 3.5, 7 };
  layer.colormap = map;
  rim_render_legend (&layer, 256, pixels);
  for (guint i = 0; i < 256; i++)
    g_assert_cmphex (pixels[i], ==, map->colors[255 - i]);

  layer.invert = TRUE;
  rim_render_legend (&layer, 256, pixels);
  for (guint i = 0; i < 256; i++)
    g_assert_cmphex (pixels[i], ==, map->colors[i]);

  layer.threshold = 3.5;
  rim_render_legend (&layer, 256, pixels);
  g_assert_cmphex (pixels[127], ==, map->colors[127]);
  for (guint i = 128; i < 256; i++)
    g_assert_cmphex (pixels[i], ==, 0);
}

static void
test_step (void)
{
  static const RimOrientation orientations[] = {
    RIM_ORIENTATION_SAGITTAL, RIM_ORIENTATION_CORONAL, RIM_ORIENTATION_AXIAL,
  };
  RimVec3 from = RIM_VEC3 (5.1, -3.2, 40.7);

  for (guint a = 0; a < 7; a++)
    for (guint o = 0; o < 3; o++)
      {
        g_autoptr(RimVolume) volume = make_ready_volume (&acquisitions[a], RIM_VOXEL_UINT8,
                                                         RIM_UNIT_STORED);
        guint slice, next, n;
        RimVec3 here = rim_volume_step (volume, orientations[o], from, 0, &slice, &n);
        RimVec3 there = rim_volume_step (volume, orientations[o], here, 2, &next, NULL);
        RimVec3 away = rim_vec3_sub (there, here);
        double along = o == 0 ? away.x : o == 1 ? away.y : away.z;

        g_assert_cmpuint (slice, <, n);
        g_assert_true (next == slice + 2 || slice == next + 2);
        g_assert_cmpfloat (along, >, 1.5);
        g_assert_cmpfloat_with_epsilon (along, rim_vec3_length (away), 1e-9);
        here = rim_volume_step (volume, orientations[o], there, 1000, &next, NULL);
        g_assert_true (next == 0 || next == n - 1);
      }
}

static guint
count_colors (const RimColormap *map)
{
  guint n = 1;

  for (guint i = 1; i < 256; i++)
    n += map->colors[i] != map->colors[i - 1];

  return n;
}

static void
test_colormaps (void)
{
  g_assert_cmpuint (rim_colormap_get_n (), ==, 15);
  g_assert_null (rim_colormap_find ("none such"));

  for (guint m = 0; m < rim_colormap_get_n (); m++)
    {
      const RimColormap *map = rim_colormap_get (m);

      g_assert_true (rim_colormap_find (map->id) == map);
      for (guint i = 0; i < 256; i++)
        g_assert_cmphex (map->colors[i] >> 24, ==, 0xff);
    }

  g_assert_cmphex (rim_colormap_find ("grey")->colors[77], ==, 0xff4d4d4du);
  g_assert_cmphex (rim_colormap_find ("inverse-grey")->colors[77], ==, 0xffb2b2b2u);
  g_assert_cmphex (rim_colormap_find ("hot-iron")->colors[64], ==, 0xff800000u);
  g_assert_cmphex (rim_colormap_find ("hot-iron")->colors[255], ==, 0xffffffffu);
  g_assert_cmphex (rim_colormap_find ("viridis")->colors[0], ==, 0xff440154u);
  g_assert_cmphex (rim_colormap_find ("viridis")->colors[255], ==, 0xfffde725u);
  g_assert_cmphex (rim_colormap_find ("inferno")->colors[255], ==, 0xfffcffa4u);
  g_assert_cmphex (rim_colormap_find ("magma")->colors[102], ==, 0xff8c2981u);
  g_assert_cmpuint (count_colors (rim_colormap_find ("pet-20-step")), ==, 20);
}

static double
lightness_of (guint32 color)
{
  double luminance = 0.0;
  static const double weights[] = { 0.0722, 0.7152, 0.2126 };

  for (guint c = 0; c < 3; c++)
    {
      double v = (color >> 8 * c & 0xff) / 255.0;

      luminance += weights[c] * (v <= 0.04045 ? v / 12.92 : pow ((v + 0.055) / 1.055, 2.4));
    }

  return luminance > 0.008856 ? 116.0 * cbrt (luminance) - 16.0 : 903.3 * luminance;
}

/* CIE lightness grows all along the even map, and nowhere much faster than on
 * average.
 */
static void
test_even_colormap (void)
{
  const RimColormap *map = rim_colormap_find ("even");
  double span = lightness_of (map->colors[255]) - lightness_of (map->colors[0]);

  g_assert_cmpfloat (span, >, 70.0);
  for (guint i = 16; i < 256; i += 16)
    {
      double step = lightness_of (map->colors[i]) - lightness_of (map->colors[i - 16]);

      g_assert_cmpfloat (step, >, 0.5 * span / 16.0);
      g_assert_cmpfloat (step, <, 1.6 * span / 16.0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/render/acquisitions", test_acquisitions);
  g_test_add_func ("/engine/render/types", test_types);
  g_test_add_func ("/engine/render/oblique", test_oblique);
  g_test_add_func ("/engine/render/wide", test_wide);
  g_test_add_func ("/engine/render/irregular", test_irregular);
  g_test_add_func ("/engine/render/irregular-oblique", test_irregular_oblique);
  g_test_add_func ("/engine/render/background", test_background);
  g_test_add_func ("/engine/render/missing", test_missing);
  g_test_add_func ("/engine/render/fused", test_fused);
  g_test_add_func ("/engine/render/fade", test_fade);
  g_test_add_func ("/engine/render/threads", test_threads);
  g_test_add_func ("/engine/render/window-edges", test_window_edges);
  g_test_add_func ("/engine/render/window-auto", test_window_auto);
  g_test_add_func ("/engine/render/step", test_step);
  g_test_add_func ("/engine/render/window-region", test_window_region);
  g_test_add_func ("/engine/render/legend", test_legend);
  g_test_add_func ("/engine/render/colormaps", test_colormaps);
  g_test_add_func ("/engine/render/even-colormap", test_even_colormap);

  return g_test_run ();
}
