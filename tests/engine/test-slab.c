/* test-slab.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rim-parallel.h"
#include "view/rim-mpr.h"
#include "view/rim-render.h"
#include "view/rim-slab.h"

#include <string.h>

#define NX 37
#define NY 29
#define NZ 23

static const RimSlabKind kinds[] = { RIM_SLAB_MEAN, RIM_SLAB_MAX, RIM_SLAB_MIN };

static void
make_grid (RimGrid *grid)
{
  *grid = (RimGrid) { .size = { NX, NY, NZ } };
  rim_affine_set_column (&grid->to_patient, 0, RIM_VEC3 (0.9, 0, 0));
  rim_affine_set_column (&grid->to_patient, 1, RIM_VEC3 (0, 0.8, 0));
  rim_affine_set_column (&grid->to_patient, 2, RIM_VEC3 (0, 0, 3));
  rim_affine_set_column (&grid->to_patient, 3, RIM_VEC3 (-16, -11, -33));
}

static gint16
get_stored (guint v,
            guint k)
{
  return (gint16) ((v * 2654435761u + k * 40503u) >> 8 & 1023);
}

/* A slope of its own on every slice, so that none is taken for another. */
static RimVolume *
make_volume (void)
{
  RimVolume *volume;
  RimGrid grid;

  make_grid (&grid);
  volume = rim_volume_new (&grid, RIM_VOXEL_INT16, NULL);
  g_assert_nonnull (volume);
  rim_volume_set_unit (volume, RIM_UNIT_HU);

  for (guint k = 0; k < NZ; k++)
    {
      gint16 *slice = rim_volume_get_slice_for_writing (volume, k);

      for (guint v = 0; v < NX * NY; v++)
        slice[v] = get_stored (v, k);
      rim_volume_set_rescale (volume, k, (RimRescale) { 1.0 + 0.25 * (k % 3), -2.0 * k });
    }
  rim_volume_publish_all (volume);

  return volume;
}

/* Not published yet. */
static RimVolume *
make_constant (double value)
{
  RimVolume *volume;
  RimGrid grid;

  make_grid (&grid);
  volume = rim_volume_new (&grid, RIM_VOXEL_FLOAT, NULL);
  for (guint k = 0; k < NZ; k++)
    for (guint v = 0; v < NX * NY; v++)
      ((float *) rim_volume_get_slice_for_writing (volume, k))[v] = (float) value;

  return volume;
}

/* The middle of voxel (18, 14, 11), seen at 0.5 mm. */
static void
make_plane (RimPlane       *plane,
            RimVolume      *volume,
            RimOrientation  orientation)
{
  RimVec3 at = rim_grid_to_patient (rim_volume_get_grid (volume), RIM_VEC3 (18, 14, 11));

  rim_plane_init (plane, rim_volume_get_grid (volume), orientation, at, at, 0.5, 61, 67);
}

static void
make_oblique (RimPlane  *plane,
              RimVolume *volume)
{
  RimVec3 at = rim_grid_to_patient (rim_volume_get_grid (volume), RIM_VEC3 (18.2, 14.1, 11.3));
  RimMpr mpr;

  rim_mpr_init (&mpr, rim_volume_get_grid (volume));
  rim_mpr_turn (&mpr, RIM_ORIENTATION_CORONAL, RIM_VEC3 (0.2, 0.3, 1), 0.6);
  rim_plane_init_along (plane, mpr.axes[RIM_ORIENTATION_CORONAL].right,
                        mpr.axes[RIM_ORIENTATION_CORONAL].down, at, at, 0.5, 61, 67);
}

static RimVolume *
make_slab (RimVolume      *volume,
           const RimPlane *plane,
           RimSlabKind     kind,
           double          mm)
{
  return rim_slab_new (volume, plane, kind, mm, RIM_INTERPOLATE_LINEAR, 1);
}

static guint32 *
render (RimVolume        *volume,
        const RimPlane   *plane,
        RimInterpolation  interpolation)
{
  guint32 *pixels = g_new0 (guint32, (gsize) plane->width * plane->height);
  RimLayer layer = {
    .volume = volume, .window = { 600.0, 1200.0 }, .opacity = 1.0, .threshold = -INFINITY,
    .interpolation = interpolation,
  };

  rim_render (&layer, 1, plane, pixels, plane->width);

  return pixels;
}

static void
assert_same_picture (RimVolume        *a,
                     RimVolume        *b,
                     const RimPlane   *plane,
                     RimInterpolation  interpolation)
{
  g_autofree guint32 *pixels_a = render (a, plane, interpolation);
  g_autofree guint32 *pixels_b = render (b, plane, interpolation);

  g_assert_cmpmem (pixels_a, plane->width * plane->height * sizeof (guint32),
                   pixels_b, plane->width * plane->height * sizeof (guint32));
}

static void
test_one_slice (void)
{
  g_autoptr(RimVolume) volume = make_volume ();
  const double spacing[] = { 3.0, 0.9, 0.8 };

  for (guint o = 0; o < 3; o++)
    for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
      for (guint part = 0; part < 3; part++)
        {
          g_autoptr(RimVolume) slab = NULL;
          RimPlane plane;

          make_plane (&plane, volume, o);
          slab = make_slab (volume, &plane, kinds[kind], spacing[o] * part / 2);
          g_assert_cmpint (rim_volume_get_unit (slab), ==, RIM_UNIT_HU);
          assert_same_picture (volume, slab, &plane, RIM_INTERPOLATE_LINEAR);
        }
}

static void
test_one_slice_oblique (void)
{
  g_autoptr(RimVolume) volume = make_volume ();
  RimPlane plane;

  make_oblique (&plane, volume);
  plane.right = rim_vec3_scale (plane.right, 2.0);
  plane.down = rim_vec3_scale (plane.down, 2.0);
  plane.origin = rim_plane_to_patient (&plane, -15, -16);

  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      g_autoptr(RimVolume) slab = make_slab (volume, &plane, kinds[kind], 0.3);

      g_assert_cmpuint (rim_slab_get_cost (volume, &plane, 0.3, RIM_INTERPOLATE_LINEAR), ==, plane.width * plane.height);
      assert_same_picture (volume, slab, &plane, RIM_INTERPOLATE_LINEAR);
    }
}

static void
test_constant (void)
{
  g_autoptr(RimVolume) volume = make_constant (37.25);

  rim_volume_publish_all (volume);
  for (guint o = 0; o < 4; o++)
    for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
      {
        g_autoptr(RimVolume) slab = NULL;
        const RimGrid *grid;
        RimPlane plane;
        guint n_found = 0;

        if (o < 3)
          make_plane (&plane, volume, o);
        else
          make_oblique (&plane, volume);

        slab = make_slab (volume, &plane, kinds[kind], 12.0);
        grid = rim_volume_get_grid (slab);

        for (guint k = 0; k < grid->size[2]; k++)
          for (guint j = 0; j < grid->size[1]; j++)
            for (guint i = 0; i < grid->size[0]; i++)
              {
                double value = rim_volume_get_value (slab, i, j, k);

                if (isnan (value))
                  continue;
                n_found++;
                g_assert_cmpfloat (value, ==, 37.25);
              }

        g_assert_cmpuint (n_found, >, 300);
      }
}

/* 12 mm of slices of 3 mm: three whole ones and half of each that follows. */
static void
test_direct_mean (void)
{
  g_autoptr(RimVolume) volume = make_volume ();
  g_autoptr(RimVolume) slab = NULL;
  RimPlane plane;

  make_plane (&plane, volume, RIM_ORIENTATION_AXIAL);
  slab = make_slab (volume, &plane, RIM_SLAB_MEAN, 12.0);

  for (guint j = 0; j < NY; j++)
    for (guint i = 0; i < NX; i++)
      {
        double sum = 0.0;

        for (guint k = 9; k <= 13; k++)
          sum += rim_volume_get_value (volume, i, j, k) * (k == 9 || k == 13 ? 0.5 : 1.0);
        g_assert_cmpfloat (fabs (rim_volume_get_value (slab, i, j, 0) - sum / 4.0), <, 1e-3);
      }
}

static void
test_direct_extremes (void)
{
  g_autoptr(RimVolume) volume = make_volume ();
  g_autoptr(RimVolume) highest = NULL;
  g_autoptr(RimVolume) lowest = NULL;
  RimPlane plane;

  /* 7 mm of rows of 0.8 mm: four on each side of the middle one. */
  make_plane (&plane, volume, RIM_ORIENTATION_CORONAL);
  highest = make_slab (volume, &plane, RIM_SLAB_MAX, 7.0);

  /* 5 mm of columns of 0.9 mm: two on each side. */
  make_plane (&plane, volume, RIM_ORIENTATION_SAGITTAL);
  lowest = make_slab (volume, &plane, RIM_SLAB_MIN, 5.0);

  for (guint k = 0; k < NZ; k++)
    {
      for (guint i = 0; i < NX; i++)
        {
          double most = -INFINITY;

          for (guint j = 10; j <= 18; j++)
            most = MAX (most, rim_volume_get_value (volume, i, j, k));
          g_assert_cmpfloat (rim_volume_get_value (highest, i, 0, k), ==, most);
        }

      for (guint j = 0; j < NY; j++)
        {
          double least = INFINITY;

          for (guint i = 16; i <= 20; i++)
            least = MIN (least, rim_volume_get_value (volume, i, j, k));
          g_assert_cmpfloat (rim_volume_get_value (lowest, 0, j, k), ==, least);
        }
    }
}

/* A mean in steps of a voxel of what grows evenly is what lies in the middle, and
 * its highest value is at the end of the slab.
 */
static void
test_oblique_ramp (void)
{
  g_autoptr(RimVolume) volume = make_constant (0.0);
  g_autoptr(RimVolume) mean = NULL;
  g_autoptr(RimVolume) highest = NULL;
  RimVec3 slope = RIM_VEC3 (3.0, -2.0, 1.0);
  const RimGrid *grid = rim_volume_get_grid (volume);
  guint n_found = 0, n_samples;
  double depth;
  RimPlane plane;

  for (guint k = 0; k < NZ; k++)
    for (guint v = 0; v < NX * NY; v++)
      ((float *) rim_volume_get_slice_for_writing (volume, k))[v] =
        (float) rim_vec3_dot (slope, rim_grid_to_patient (grid, RIM_VEC3 (v % NX, v / NX, k)));

  rim_volume_publish_all (volume);
  make_oblique (&plane, volume);
  mean = make_slab (volume, &plane, RIM_SLAB_MEAN, 4.0);
  highest = make_slab (volume, &plane, RIM_SLAB_MAX, 4.0);
  grid = rim_volume_get_grid (mean);
  n_samples = (guint) (rim_slab_get_cost (volume, &plane, 4.0, RIM_INTERPOLATE_LINEAR) /
                       rim_slab_get_cost (volume, &plane, 0.0, RIM_INTERPOLATE_LINEAR));
  depth = fabs (rim_vec3_dot (slope, rim_plane_get_normal (&plane))) * 2.0 *
          (n_samples - 1.0) / n_samples;

  for (guint j = 8; j < grid->size[1] - 8; j++)
    for (guint i = 8; i < grid->size[0] - 8; i++)
      {
        RimVec3 point = rim_grid_to_patient (grid, RIM_VEC3 (i, j, 0));
        RimVec3 place = rim_grid_from_patient (rim_volume_get_grid (volume), point);

        if (fabs (place.x - 18) > 12 || fabs (place.y - 14) > 8 || fabs (place.z - 11) > 8)
          continue;
        n_found++;
        g_assert_cmpfloat (fabs (rim_volume_get_value (mean, i, j, 0) -
                                 rim_vec3_dot (slope, point)), <, 1e-4);
        g_assert_cmpfloat (fabs (rim_volume_get_value (highest, i, j, 0) -
                                 rim_vec3_dot (slope, point) - depth), <, 1e-4);
      }

  g_assert_cmpuint (n_samples, >=, 4);
  g_assert_cmpuint (n_found, >, 100);
}

static float
get_nearest (RimVolume *volume,
             RimVec3    point)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  RimVec3 place = rim_grid_from_patient (grid, point);
  double index[3] = { floor (place.x + 0.5), floor (place.y + 0.5), floor (place.z + 0.5) };

  for (guint axis = 0; axis < 3; axis++)
    if (index[axis] < 0.0 || index[axis] >= grid->size[axis])
      return NAN;

  return (float) rim_volume_get_value (volume, (guint) index[0], (guint) index[1],
                                       (guint) index[2]);
}

/* Where nothing is mixed, a thin slab is the plane, and every pixel of a thick one
 * is the highest of the voxels that its samples are in.
 */
static void
test_nearest (void)
{
  g_autoptr(RimVolume) volume = make_volume ();
  g_autoptr(RimVolume) thin = NULL;
  g_autoptr(RimVolume) thick = NULL;
  guint n_samples, n_found = 0;
  RimVec3 step;
  RimPlane plane;

  make_oblique (&plane, volume);
  thin = rim_slab_new (volume, &plane, RIM_SLAB_MAX, 0.3, RIM_INTERPOLATE_NEAREST, 1);
  assert_same_picture (thin, volume, &plane, RIM_INTERPOLATE_NEAREST);

  thick = rim_slab_new (volume, &plane, RIM_SLAB_MAX, 9.0, RIM_INTERPOLATE_NEAREST, 1);
  n_samples = (guint) (rim_slab_get_cost (volume, &plane, 9.0, RIM_INTERPOLATE_NEAREST) /
                       rim_slab_get_cost (volume, &plane, 0.3, RIM_INTERPOLATE_NEAREST));
  step = rim_vec3_scale (rim_plane_get_normal (&plane), 9.0 / n_samples);
  g_assert_cmpuint (rim_volume_get_grid (thick)->size[0], ==, plane.width);
  for (guint p = 0; p < plane.width * plane.height; p++)
    {
      guint x = p % plane.width, y = p / plane.width;
      RimVec3 point = rim_grid_to_patient (rim_volume_get_grid (thick), RIM_VEC3 (x, y, 0));
      float highest = -INFINITY;

      point = rim_vec3_sub (point, rim_vec3_scale (step, (n_samples - 1.0) / 2.0));
      for (guint d = 0; d < n_samples; d++)
        highest = fmaxf (highest, get_nearest (volume, rim_vec3_add (point, rim_vec3_scale (step, d))));
      if (!isfinite (highest))
        continue;
      n_found++;
      g_assert_cmpfloat ((float) rim_volume_get_value (thick, x, y, 0), ==, highest);
    }
  g_assert_cmpuint (n_found, >, 1000);
}

/* With a tilted gantry slices lie beside each other, not behind each other. */
static void
test_tilt (void)
{
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimVolume) slab = NULL;
  RimGrid grid;
  RimPlane plane;
  guint n_bright = 0;

  make_grid (&grid);
  rim_affine_set_column (&grid.to_patient, 2, RIM_VEC3 (0, 1.6, 3));
  volume = rim_volume_new (&grid, RIM_VOXEL_FLOAT, NULL);

  /* A rod along the normal. */
  for (guint k = 0; k < NZ; k++)
    for (guint i = 0; i < NX; i++)
      {
        int j = 14 - 2 * ((int) k - 11);

        if (j >= 0 && j < NY)
          ((float *) rim_volume_get_slice_for_writing (volume, k))[j * NX + (int) i] = 1000.0f;
      }
  rim_volume_publish_all (volume);

  make_plane (&plane, volume, RIM_ORIENTATION_AXIAL);
  slab = make_slab (volume, &plane, RIM_SLAB_MAX, 15.0);

  for (guint j = 0; j < rim_volume_get_grid (slab)->size[1]; j++)
    n_bright += rim_volume_get_value (slab, 30, j, 0) > 300.0;
  g_assert_cmpuint (n_bright, >=, 1);
  g_assert_cmpuint (n_bright, <=, 3);
}

/* What is missing counts for nothing; in a gap there is a gap. */
static void
test_missing (void)
{
  g_autoptr(RimVolume) volume = make_constant (5.0);
  double positions[NZ];
  RimPlane plane;

  for (guint k = 0; k < NZ; k++)
    positions[k] = rim_volume_get_slice_position (volume, k) + (k >= 12 ? 30.0 : 0.0);
  rim_volume_set_slice_positions (volume, positions, RIM_GEOMETRY_IRREGULAR);
  rim_volume_set_padding (volume, 4.0, 4.5);
  ((float *) rim_volume_get_slice_for_writing (volume, 11))[0] = 4.25f;
  rim_volume_publish_all (volume);

  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      g_autoptr(RimVolume) near = NULL;
      g_autoptr(RimVolume) far = NULL;
      g_autofree guint32 *pixels = NULL;
      guint n_hatched = 0;

      make_plane (&plane, volume, RIM_ORIENTATION_AXIAL);
      near = make_slab (volume, &plane, kinds[kind], 9.0);
      g_assert_cmpfloat (rim_volume_get_value (near, 0, 0, 0), ==, 5.0);
      g_assert_cmpfloat (rim_volume_get_value (near, 1, 0, 0), ==, 5.0);

      plane.origin.z += 15.0;
      far = make_slab (volume, &plane, kinds[kind], 9.0);
      pixels = render (far, &plane, RIM_INTERPOLATE_LINEAR);
      for (guint p = 0; p < plane.width * plane.height; p++)
        n_hatched += pixels[p] == 0xff505050u;
      g_assert_cmpuint (n_hatched, >, 100);
    }
}

/* The slab of a plane across the slices has their gaps. */
static void
test_gaps_across (void)
{
  g_autoptr(RimVolume) volume = make_constant (5.0);
  g_autoptr(RimVolume) slab = NULL;
  double positions[NZ];
  RimPlane plane;

  for (guint k = 0; k < NZ; k++)
    positions[k] = rim_volume_get_slice_position (volume, k) + (k >= 12 ? 6.0 : 0.0);
  rim_volume_set_slice_positions (volume, positions, RIM_GEOMETRY_IRREGULAR);
  rim_volume_publish_all (volume);

  for (guint o = 1; o < 3; o++)
    {
      make_plane (&plane, volume, o);
      g_clear_pointer (&slab, rim_volume_unref);
      slab = make_slab (volume, &plane, RIM_SLAB_MAX, 4.0);
      assert_same_picture (volume, slab, &plane, RIM_INTERPOLATE_LINEAR);
    }
}

static void
test_threads (void)
{
  g_autoptr(RimVolume) volume = make_volume ();

  for (guint o = 0; o < 4; o++)
    for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
      {
        g_autoptr(RimVolume) one = NULL;
        g_autoptr(RimVolume) many = NULL;
        gsize length;
        RimPlane plane;

        if (o < 3)
          make_plane (&plane, volume, o);
        else
          make_oblique (&plane, volume);

        rim_parallel_set_n_threads (1);
        one = make_slab (volume, &plane, kinds[kind], 17.0);
        rim_parallel_set_n_threads (5);
        many = make_slab (volume, &plane, kinds[kind], 17.0);
        rim_parallel_set_n_threads (0);

        length = (gsize) rim_volume_get_grid (one)->size[0] * rim_volume_get_grid (one)->size[1] *
                 sizeof (float);
        for (guint k = 0; k < rim_volume_get_grid (one)->size[2]; k++)
          g_assert_cmpmem (rim_volume_get_slice (one, k), length,
                           rim_volume_get_slice (many, k), length);
      }
}

static void
test_shared (void)
{
  g_autoptr(RimVolume) volume = make_volume ();
  RimPlane a, b;

  make_plane (&a, volume, RIM_ORIENTATION_CORONAL);
  b = a;
  b.origin = rim_vec3_add (b.origin, rim_vec3_scale (b.right, 7.3));
  b.right = rim_vec3_scale (b.right, 0.3);
  b.down = rim_vec3_scale (b.down, 0.3);
  g_assert_true (rim_slab_is_shared (volume, &a, &b, 10.0));

  b.origin.y += 0.01;
  g_assert_false (rim_slab_is_shared (volume, &a, &b, 10.0));

  make_oblique (&a, volume);
  b = a;
  g_assert_true (rim_slab_is_shared (volume, &a, &b, 10.0));
  b.origin = rim_vec3_add (b.origin, b.right);
  g_assert_false (rim_slab_is_shared (volume, &a, &b, 10.0));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/slab/one-slice", test_one_slice);
  g_test_add_func ("/engine/slab/one-slice-oblique", test_one_slice_oblique);
  g_test_add_func ("/engine/slab/constant", test_constant);
  g_test_add_func ("/engine/slab/direct-mean", test_direct_mean);
  g_test_add_func ("/engine/slab/direct-extremes", test_direct_extremes);
  g_test_add_func ("/engine/slab/nearest", test_nearest);
  g_test_add_func ("/engine/slab/oblique-ramp", test_oblique_ramp);
  g_test_add_func ("/engine/slab/tilt", test_tilt);
  g_test_add_func ("/engine/slab/missing", test_missing);
  g_test_add_func ("/engine/slab/gaps-across", test_gaps_across);
  g_test_add_func ("/engine/slab/threads", test_threads);
  g_test_add_func ("/engine/slab/shared", test_shared);

  return g_test_run ();
}
