/* test-resample.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rim-parallel.h"
#include "filter/rim-resample.h"
#include "rim-test-ball.h"
#include "volume/rim-field.h"

#include <string.h>

typedef double (*ValueFunc) (double x,
                             double y,
                             double z);

typedef gboolean (*ResampleFunc) (RimVolume                  *image,
                                  RimMask                    *mask,
                                  const RimResampleSettings  *settings,
                                  RimVolume                 **new_image,
                                  RimMask                   **new_mask,
                                  GCancellable               *cancellable,
                                  GError                    **error);

static const ResampleFunc ways[] = { rim_resample_pyradiomics, rim_resample_ibsi };

static const char *const interpolators[] = {
  "sitkNearestNeighbor", "sitkLinear", "sitkBSpline1", "sitkBSpline2", "sitkBSpline", "sitkBSpline4",
  "sitkBSpline5", "sitkGaussian", "sitkHammingWindowedSinc", "sitkCosineWindowedSinc",
  "sitkWelchWindowedSinc", "sitkLanczosWindowedSinc", "sitkBlackmanWindowedSinc",
};

/* An image whose value at each voxel is a function of its indices. */
static RimVolume *
make_image (const RimGrid *grid,
            RimVoxelType   type,
            ValueFunc      value)
{
  g_autoptr(GError) error = NULL;
  RimVolume *image = rim_volume_new (grid, type, &error);

  g_assert_no_error (error);
  for (guint k = 0; k < grid->size[2]; k++)
    for (guint v = 0; v < grid->size[0] * grid->size[1]; v++)
      {
        double number = value (v % grid->size[0], v / grid->size[0], k);
        gpointer slice = rim_volume_get_slice_for_writing (image, k);

        if (type == RIM_VOXEL_INT16)
          ((gint16 *) slice)[v] = (gint16) number;
        else if (type == RIM_VOXEL_FLOAT)
          ((float *) slice)[v] = (float) number;
        else
          ((double *) slice)[v] = number;
      }
  rim_volume_publish_all (image);

  return image;
}

static RimMask *
make_box (const RimGrid *grid,
          const RimBox  *box)
{
  g_autofree guint8 *voxels = g_malloc0 (rim_grid_get_n_voxels (grid));

  for (guint k = box->min[2]; k < box->max[2]; k++)
    for (guint j = box->min[1]; j < box->max[1]; j++)
      for (guint i = box->min[0]; i < box->max[0]; i++)
        voxels[((gsize) k * grid->size[1] + j) * grid->size[0] + i] = 1;

  return rim_mask_new_from_bytes (grid, voxels);
}

static RimMask *
make_full (const RimGrid *grid)
{
  RimBox all = { { 0, 0, 0 }, { grid->size[0], grid->size[1], grid->size[2] } };

  return make_box (grid, &all);
}

static void
resample (ResampleFunc                way,
          RimVolume                  *image,
          RimMask                    *mask,
          const RimResampleSettings  *settings,
          RimVolume                 **new_image,
          RimMask                   **new_mask)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (way (image, mask, settings, new_image, new_mask, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (rim_grid_equal (rim_volume_get_grid (*new_image), rim_mask_get_grid (*new_mask),
                                 1e-9));
  g_assert_cmpuint (rim_volume_get_n_ready (*new_image), ==,
                    rim_volume_get_grid (*new_image)->size[2]);
}

static double
scatter (double x,
         double y,
         double z)
{
  return (double) ((guint) (7 * x + 3 * y * y + 11 * z + 5 * x * y * z) % 23);
}

static double
constant (double x,
          double y,
          double z)
{
  return -1000.0;
}

static double
ramp (double x,
      double y,
      double z)
{
  return 3.0 * x - 2.0 * y + 0.5 * z + 7.0;
}

static double
cubic (double x,
       double y,
       double z)
{
  x = (x - 20.0) / 5.0;
  y = (y - 20.0) / 5.0;
  z = (z - 20.0) / 5.0;

  return x * x * x - 2.0 * y * y * z + x * y * z + z * z - 3.0;
}

/* scipy.ndimage.map_coordinates, mode mirror and nearest. */
static void
test_scipy (void)
{
  static const guint at[4][3] = { { 0, 0, 0 }, { 3, 4, 2 }, { 7, 5, 6 }, { 4, 0, 3 } };
  static const guint at_ibsi[4][3] = { { 0, 0, 0 }, { 3, 4, 2 }, { 8, 8, 7 }, { 4, 0, 3 } };
  static const struct
  {
    ResampleFunc    way;
    RimInterpolator interpolator;
    double          expected[4];
  } facts[] = {
    { rim_resample_pyradiomics, RIM_INTERPOLATOR_BSPLINE_1,
      { 2.8216000000000006, 12.084000000000001, 15.597333333333335, 15.876000000000005 } },
    { rim_resample_pyradiomics, RIM_INTERPOLATOR_BSPLINE_2,
      { 0.5235860423746534, 11.749325491447173, 18.068290011882397, 18.611983700815664 } },
    { rim_resample_pyradiomics, RIM_INTERPOLATOR_BSPLINE_3,
      { 0.5474496446209274, 11.835009535783131, 18.21455381698889, 18.34210566635583 } },
    { rim_resample_pyradiomics, RIM_INTERPOLATOR_BSPLINE_4,
      { 0.46617884517390595, 11.716333445212321, 18.50767010837863, 18.407559762564567 } },
    { rim_resample_pyradiomics, RIM_INTERPOLATOR_BSPLINE_5,
      { 0.4473453917932592, 11.667949957321447, 18.57999045947954, 18.361846662116232 } },
    { rim_resample_ibsi, RIM_INTERPOLATOR_LINEAR, { 0.0, 11.265999999999998, 2.0, 16.26 } },
    { rim_resample_ibsi, RIM_INTERPOLATOR_BSPLINE_3,
      { -0.9058549320707643, 8.960423239231213, -0.17209087662202188, 18.045755973788694 } },
  };
  RimGrid grid;
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimMask) mask = NULL;

  rim_test_grid_init (&grid, 7, 6, 5, RIM_VEC3 (1.0, 1.5, 2.5));
  image = make_image (&grid, RIM_VOXEL_DOUBLE, scatter);
  mask = make_full (&grid);

  for (guint f = 0; f < G_N_ELEMENTS (facts); f++)
    {
      RimResampleSettings settings = { { 0.8, 1.1, 1.7 }, facts[f].interpolator, 5, FALSE, 0.5 };
      g_autoptr(RimVolume) new_image = NULL;
      g_autoptr(RimMask) new_mask = NULL;
      gboolean is_ibsi = facts[f].way == rim_resample_ibsi;

      resample (facts[f].way, image, mask, &settings, &new_image, &new_mask);
      g_assert_cmpuint (rim_volume_get_grid (new_image)->size[0], ==, 9);
      g_assert_cmpuint (rim_volume_get_grid (new_image)->size[1], ==, 9);
      g_assert_cmpuint (rim_volume_get_grid (new_image)->size[2], ==, 8);

      for (guint n = 0; n < 4; n++)
        {
          const guint *index = is_ibsi ? at_ibsi[n] : at[n];

          g_assert_cmpfloat_with_epsilon (rim_volume_get_value (new_image, index[0], index[1],
                                                                index[2]),
                                          facts[f].expected[n], 1e-12);
        }
    }
}

/* The same grid gives the same voxels, but for the box that PyRadiomics crops. */
static void
test_identity (void)
{
  RimGrid grid;
  RimBox box = { { 4, 9, 3 }, { 9, 12, 5 } };
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimMask) mask = NULL;

  rim_test_grid_init (&grid, 20, 22, 12, RIM_VEC3 (0.9, 1.1, 3.0));
  image = make_image (&grid, RIM_VOXEL_FLOAT, scatter);
  mask = make_box (&grid, &box);

  for (guint n = 0; n < G_N_ELEMENTS (interpolators); n++)
    for (guint w = 0; w < G_N_ELEMENTS (ways); w++)
      {
        RimResampleSettings settings = { { 0.9, 0.0, 3.0 }, RIM_INTERPOLATOR_NEAREST, 2, FALSE, 0.5 };
        g_autoptr(RimVolume) new_image = NULL;
        g_autoptr(RimMask) new_mask = NULL;
        const guint begin[3] = { w == 0 ? 2 : 0, w == 0 ? 7 : 0, w == 0 ? 1 : 0 };
        const guint size[3] = { w == 0 ? 9 : 20, w == 0 ? 7 : 22, w == 0 ? 6 : 12 };

        g_assert_true (rim_interpolator_from_name (interpolators[n], &settings.interpolator, NULL));
        g_assert_cmpstr (rim_interpolator_to_name (settings.interpolator), ==, interpolators[n]);
        resample (ways[w], image, mask, &settings, &new_image, &new_mask);
        g_assert_true (memcmp (rim_volume_get_grid (new_image)->size, size, sizeof size) == 0);
        g_assert_cmpuint (rim_mask_count (new_mask), ==, rim_mask_count (mask));
        g_assert_true (rim_volume_is_single (new_image) == (w == 0));

        for (guint k = 0; k < size[2]; k++)
          for (guint j = 0; j < size[1]; j++)
            for (guint i = 0; i < size[0]; i++)
              {
                g_assert_cmpfloat (rim_volume_get_value (new_image, i, j, k), ==,
                                   scatter (begin[0] + i, begin[1] + j, begin[2] + k));
                g_assert_true (rim_mask_contains (new_mask, i, j, k) ==
                               rim_mask_contains (mask, begin[0] + i, begin[1] + j, begin[2] + k));
              }
      }
}

static double
weigh_directly (RimInterpolator interpolator,
                double          voxel,
                double          place)
{
  double away = voxel - place;
  double sinc = away == 0.0 ? 1.0 : sin (G_PI * away) / (G_PI * away);
  double part = away / 5.0;

  if (interpolator == RIM_INTERPOLATOR_GAUSSIAN)
    return voxel < floor (place - 2.7) || voxel >= ceil (place + 3.7) ? 0.0
           : erf ((away + 0.5) / (0.8 * G_SQRT2)) - erf ((away - 0.5) / (0.8 * G_SQRT2));
  if (fabs (away) >= 5.0)
    return 0.0;

  if (interpolator == RIM_INTERPOLATOR_HAMMING)
    return sinc * (0.54 + 0.46 * cos (G_PI * part));
  if (interpolator == RIM_INTERPOLATOR_COSINE)
    return sinc * cos (G_PI * part / 2.0);
  if (interpolator == RIM_INTERPOLATOR_WELCH)
    return sinc * (1.0 - part * part);
  if (interpolator == RIM_INTERPOLATOR_LANCZOS)
    return sinc * (part == 0.0 ? 1.0 : sin (G_PI * part) / (G_PI * part));

  return sinc * (0.42 + 0.5 * cos (G_PI * part) + 0.08 * cos (2.0 * G_PI * part));
}

/* Voxel by voxel, far from the border, as ITK defines these windows. */
static double
sample_directly (RimInterpolator interpolator,
                 RimVec3         place)
{
  double sum = 0.0;
  double weights = 0.0;

  for (int k = (int) place.z - 7; k < place.z + 7; k++)
    for (int j = (int) place.y - 7; j < place.y + 7; j++)
      for (int i = (int) place.x - 7; i < place.x + 7; i++)
        {
          double weight = weigh_directly (interpolator, i, place.x) *
                          weigh_directly (interpolator, j, place.y) *
                          weigh_directly (interpolator, k, place.z);

          sum += weight * scatter (i, j, k);
          weights += weight;
        }

  return interpolator == RIM_INTERPOLATOR_GAUSSIAN ? sum / weights : sum;
}

static void
test_windows (void)
{
  RimGrid grid;
  RimBox box = { { 11, 12, 10 }, { 15, 14, 13 } };
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimMask) mask = NULL;

  rim_test_grid_init (&grid, 26, 27, 25, RIM_VEC3 (1.0, 1.5, 2.0));
  image = make_image (&grid, RIM_VOXEL_DOUBLE, scatter);
  mask = make_box (&grid, &box);

  for (guint n = RIM_INTERPOLATOR_GAUSSIAN; n <= RIM_INTERPOLATOR_BLACKMAN; n++)
    {
      RimResampleSettings settings = { { 0.9, 1.3, 1.7 }, (RimInterpolator) n, 0, FALSE, 0.5 };
      g_autoptr(RimVolume) new_image = NULL;
      g_autoptr(RimMask) new_mask = NULL;
      const RimGrid *to;

      resample (rim_resample_pyradiomics, image, mask, &settings, &new_image, &new_mask);
      to = rim_volume_get_grid (new_image);
      for (guint i = 0; i < to->size[0]; i++)
        {
          RimVec3 place = rim_grid_from_patient (&grid, rim_grid_to_patient (to, RIM_VEC3 (i, 1, 2)));

          g_assert_cmpfloat_with_epsilon (rim_volume_get_value (new_image, i, 1, 2),
                                          sample_directly ((RimInterpolator) n, place), 1e-11);
        }
    }
}

/* What is everywhere the same stays so, whole numbers exactly; outside is 0. Sincs
 * that are cut off add up to almost 1 only.
 */
static void
test_constant (void)
{
  static const RimVoxelType types[] = { RIM_VOXEL_INT16, RIM_VOXEL_FLOAT, RIM_VOXEL_DOUBLE };
  RimGrid grid;
  g_autoptr(RimMask) mask = NULL;

  rim_test_grid_init (&grid, 13, 11, 6, RIM_VEC3 (0.9, 1.1, 3.0));
  mask = make_full (&grid);

  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    for (guint n = 0; n <= RIM_INTERPOLATOR_BLACKMAN; n++)
      {
        RimResampleSettings settings = { { 0.7, 0.8, 1.0 }, (RimInterpolator) n, 5, FALSE, 0.5 };
        g_autoptr(RimVolume) image = make_image (&grid, types[t], constant);
        g_autoptr(RimVolume) new_image = NULL;
        g_autoptr(RimMask) new_mask = NULL;
        double tolerance = n >= RIM_INTERPOLATOR_HAMMING ? 20.0
                         : types[t] == RIM_VOXEL_DOUBLE ? 1e-9 : 0.0;

        resample (rim_resample_pyradiomics, image, mask, &settings, &new_image, &new_mask);
        g_assert_true (rim_volume_get_voxel_type (new_image) == types[t]);
        g_assert_cmpfloat (fabs (rim_volume_get_value (new_image, 0, 0, 0) + 1000.0), <=, tolerance);
        g_assert_cmpfloat (fabs (rim_volume_get_value (new_image, 8, 9, 7) + 1000.0), <=, tolerance);
      }
}

/* Between voxels, far enough from the border that nothing of it is felt. */
static void
check_function (ValueFunc       value,
                RimInterpolator interpolator,
                double          tolerance)
{
  RimGrid grid;
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimMask) mask = NULL;

  rim_test_grid_init (&grid, 83, 84, 85, RIM_VEC3 (1.0, 1.5, 2.0));
  image = make_image (&grid, RIM_VOXEL_DOUBLE, value);
  {
    RimBox box = { { 39, 40, 38 }, { 44, 43, 45 } };

    mask = make_box (&grid, &box);
  }

  for (guint w = 0; w < G_N_ELEMENTS (ways); w++)
    {
      RimResampleSettings settings = { { 0.7, 1.1, 2.9 }, interpolator, 1, FALSE, 0.5 };
      g_autoptr(RimVolume) new_image = NULL;
      g_autoptr(RimMask) new_mask = NULL;
      RimBox box;

      resample (ways[w], image, mask, &settings, &new_image, &new_mask);
      g_assert_true (rim_mask_get_bounds (new_mask, &box));

      for (guint k = box.min[2]; k < box.max[2]; k++)
        for (guint j = box.min[1]; j < box.max[1]; j++)
          for (guint i = box.min[0]; i < box.max[0]; i++)
            {
              const RimGrid *to = rim_volume_get_grid (new_image);
              RimVec3 place = rim_grid_from_patient (&grid, rim_grid_to_patient (to,
                                                                                 RIM_VEC3 (i, j, k)));
              double expected = value (place.x, place.y, place.z);

              g_assert_cmpfloat_with_epsilon (rim_volume_get_value (new_image, i, j, k), expected,
                                              tolerance * MAX (1.0, fabs (expected)));
            }
    }
}

static void
test_polynomials (void)
{
  for (guint n = RIM_INTERPOLATOR_LINEAR; n <= RIM_INTERPOLATOR_BSPLINE_5; n++)
    check_function (ramp, (RimInterpolator) n, 1e-12);
  for (guint n = RIM_INTERPOLATOR_BSPLINE_3; n <= RIM_INTERPOLATOR_BSPLINE_5; n++)
    check_function (cubic, (RimInterpolator) n, 1e-9);
}

static double
flipped (double x,
         double y,
         double z)
{
  return scatter (23 - x, y, z);
}

/* A mirrored image gives the mirrored result, where old and new grid end at the
 * same planes.
 */
static void
test_flip (void)
{
  RimGrid grid;
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimVolume) mirrored = NULL;
  g_autoptr(RimMask) mask = NULL;

  rim_test_grid_init (&grid, 24, 7, 6, RIM_VEC3 (1.0, 1.5, 2.5));
  image = make_image (&grid, RIM_VOXEL_DOUBLE, scatter);
  mirrored = make_image (&grid, RIM_VOXEL_DOUBLE, flipped);
  mask = make_full (&grid);

  for (guint n = 0; n <= RIM_INTERPOLATOR_BLACKMAN; n++)
    for (guint w = 0; w < G_N_ELEMENTS (ways); w++)
      {
        RimResampleSettings settings = { { 0.75, 1.0, 2.0 }, (RimInterpolator) n, 5, FALSE, 0.5 };
        g_autoptr(RimVolume) a = NULL;
        g_autoptr(RimVolume) b = NULL;
        g_autoptr(RimMask) mask_a = NULL;
        g_autoptr(RimMask) mask_b = NULL;

        resample (ways[w], image, mask, &settings, &a, &mask_a);
        resample (ways[w], mirrored, mask, &settings, &b, &mask_b);
        g_assert_cmpuint (rim_volume_get_grid (a)->size[0], ==, 32);
        for (guint i = 0; i < 32; i++)
          g_assert_cmpfloat_with_epsilon (rim_volume_get_value (a, i, 3, 2),
                                          rim_volume_get_value (b, 31 - i, 3, 2), 1e-10);
      }
}

static void
assert_same_bits (RimVolume *a,
                  RimVolume *b)
{
  const RimGrid *grid = rim_volume_get_grid (a);
  gsize length = (gsize) grid->size[0] * grid->size[1] *
                 rim_voxel_type_get_size (rim_volume_get_voxel_type (a));

  g_assert_true (memcmp (grid, rim_volume_get_grid (b), sizeof *grid) == 0);
  for (guint k = 0; k < grid->size[2]; k++)
    g_assert_true (memcmp (rim_volume_get_slice (a, k), rim_volume_get_slice (b, k), length) == 0);
}

static void
test_threads (void)
{
  RimGrid grid;
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimMask) mask = NULL;

  rim_test_grid_init (&grid, 61, 47, 21, RIM_VEC3 (0.9, 1.1, 3.0));
  image = make_image (&grid, RIM_VOXEL_DOUBLE, scatter);
  mask = make_full (&grid);

  for (guint w = 0; w < G_N_ELEMENTS (ways); w++)
    {
      RimResampleSettings settings = { { 1.0, 1.0, 1.0 }, RIM_INTERPOLATOR_BSPLINE_3, 5, FALSE, 0.5 };
      g_autoptr(RimVolume) a = NULL;
      g_autoptr(RimVolume) b = NULL;
      g_autoptr(RimMask) mask_a = NULL;
      g_autoptr(RimMask) mask_b = NULL;

      rim_parallel_set_n_threads (1);
      resample (ways[w], image, mask, &settings, &a, &mask_a);
      rim_parallel_set_n_threads (5);
      resample (ways[w], image, mask, &settings, &b, &mask_b);
      rim_parallel_set_n_threads (0);
      assert_same_bits (a, b);
      g_assert_true (rim_mask_equal (mask_a, mask_b));
    }
}

/* A VOI of one slice keeps the spacing of that axis. */
static void
test_one_slice (void)
{
  RimGrid grid;
  RimBox box = { { 3, 4, 2 }, { 7, 9, 3 } };
  RimResampleSettings settings = { { 1.0, 1.0, 1.0 }, RIM_INTERPOLATOR_BSPLINE_3, 0, FALSE, 0.5 };
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimVolume) new_image = NULL;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) new_mask = NULL;
  RimBox bounds;

  rim_test_grid_init (&grid, 20, 20, 5, RIM_VEC3 (2.0, 2.0, 3.5));
  image = make_image (&grid, RIM_VOXEL_FLOAT, scatter);
  mask = make_box (&grid, &box);
  resample (rim_resample_pyradiomics, image, mask, &settings, &new_image, &new_mask);

  g_assert_cmpfloat_with_epsilon (rim_grid_get_spacing (rim_volume_get_grid (new_image), 2), 3.5,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (rim_grid_get_spacing (rim_volume_get_grid (new_image), 0), 1.0,
                                  1e-12);
  g_assert_true (rim_mask_get_bounds (new_mask, &bounds));
  g_assert_cmpuint (bounds.max[2] - bounds.min[2], ==, 1);
  g_assert_cmpuint (rim_mask_count (new_mask), ==, 4 * rim_mask_count (mask));
}

static void
test_tiny (void)
{
  for (guint size = 1; size <= 4; size++)
    for (guint n = 0; n <= RIM_INTERPOLATOR_BLACKMAN; n++)
      for (guint w = 0; w < G_N_ELEMENTS (ways); w++)
        {
          RimResampleSettings settings = { { 0.4, 3.0, 1.1 }, (RimInterpolator) n, 3, FALSE, 0.5 };
          g_autoptr(RimVolume) image = NULL;
          g_autoptr(RimVolume) new_image = NULL;
          g_autoptr(RimMask) mask = NULL;
          g_autoptr(RimMask) new_mask = NULL;
          RimGrid grid;
          const RimGrid *to;

          rim_test_grid_init (&grid, size, 3, 5 - size, RIM_VEC3 (1.0, 1.0, 1.0));
          image = make_image (&grid, RIM_VOXEL_DOUBLE, ramp);
          mask = make_full (&grid);
          resample (ways[w], image, mask, &settings, &new_image, &new_mask);

          to = rim_volume_get_grid (new_image);
          for (guint k = 0; k < to->size[2]; k++)
            for (guint i = 0; i < to->size[0]; i++)
              g_assert_true (isfinite (rim_volume_get_value (new_image, i, 0, k)));
        }
}

static void
expect_error (RimVolume           *image,
              RimMask             *mask,
              RimResampleSettings  settings,
              int                  code)
{
  for (guint w = 0; w < G_N_ELEMENTS (ways); w++)
    {
      g_autoptr(GError) error = NULL;
      RimVolume *new_image = NULL;
      RimMask *new_mask = NULL;

      g_assert_false (ways[w] (image, mask, &settings, &new_image, &new_mask, NULL, &error));
      g_assert_error (error, RIM_RESAMPLE_ERROR, code);
      g_assert_true (new_image == NULL && new_mask == NULL);
    }
}

static void
test_refused (void)
{
  static const char *const names[] = { "sitkLabelGaussian", "sitkBSplineResampler", "cubic", "" };
  RimResampleSettings settings = RIM_RESAMPLE_SETTINGS_INIT;
  RimGrid grid, other;
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) elsewhere = NULL;
  RimInterpolator interpolator;

  rim_test_grid_init (&grid, 20, 20, 20, RIM_VEC3 (1, 1, 1));
  rim_test_grid_init (&other, 20, 20, 20, RIM_VEC3 (1, 1, 1.1));
  image = make_image (&grid, RIM_VOXEL_INT16, scatter);
  mask = make_full (&grid);
  elsewhere = make_full (&other);

  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (rim_interpolator_from_name (names[n], &interpolator, &error));
      g_assert_error (error, RIM_RESAMPLE_ERROR, RIM_RESAMPLE_ERROR_SETTINGS);
    }

  expect_error (image, elsewhere, settings, RIM_RESAMPLE_ERROR_GEOMETRY);
  settings.spacing[1] = -1.0;
  expect_error (image, mask, settings, RIM_RESAMPLE_ERROR_SETTINGS);
  settings.spacing[1] = NAN;
  expect_error (image, mask, settings, RIM_RESAMPLE_ERROR_SETTINGS);
  settings.spacing[1] = 1e-4;
  expect_error (image, mask, settings, RIM_RESAMPLE_ERROR_TOO_LARGE);
  settings.spacing[1] = 1e-300;
  expect_error (image, mask, settings, RIM_RESAMPLE_ERROR_TOO_LARGE);
  for (guint axis = 0; axis < 3; axis++)
    settings.spacing[axis] = 1e-3;
  expect_error (image, mask, settings, RIM_RESAMPLE_ERROR_TOO_LARGE);

  settings = (RimResampleSettings) RIM_RESAMPLE_SETTINGS_INIT;
  rim_volume_set_slice_positions (image, NULL, RIM_GEOMETRY_IRREGULAR);
  expect_error (image, mask, settings, RIM_RESAMPLE_ERROR_GEOMETRY);
}

static void
test_empty (void)
{
  RimResampleSettings settings = { { 2, 2, 2 }, RIM_INTERPOLATOR_LINEAR, 5, FALSE, 0.5 };
  RimGrid grid;
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimVolume) new_image = NULL;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimMask) new_mask = NULL;
  g_autoptr(GError) error = NULL;

  rim_test_grid_init (&grid, 8, 8, 8, RIM_VEC3 (1, 1, 1));
  image = make_image (&grid, RIM_VOXEL_INT16, scatter);
  mask = rim_mask_new (&grid);

  g_assert_false (rim_resample_pyradiomics (image, mask, &settings, &new_image, &new_mask, NULL,
                                            &error));
  g_assert_error (error, RIM_RESAMPLE_ERROR, RIM_RESAMPLE_ERROR_EMPTY);
  resample (rim_resample_ibsi, image, mask, &settings, &new_image, &new_mask);
  g_assert_cmpuint (rim_mask_count (new_mask), ==, 0);
}

/* Whole numbers stay whole: truncated by PyRadiomics, and not where only rounding
 * is missing; rounded by the IBSI. A rescale that is not whole makes them double.
 */
static void
test_types (void)
{
  RimResampleSettings settings = { { 0.5, 1.0, 1.0 }, RIM_INTERPOLATOR_LINEAR, 5, TRUE, 0.5 };
  RimGrid grid;
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimMask) mask = NULL;

  rim_test_grid_init (&grid, 8, 8, 8, RIM_VEC3 (1, 1, 1));
  mask = make_full (&grid);

  for (guint round = 0; round < 3; round++)
    {
      g_autoptr(RimVolume) truncated = NULL;
      g_autoptr(RimVolume) rounded = NULL;
      g_autoptr(RimMask) mask_a = NULL;
      g_autoptr(RimMask) mask_b = NULL;
      double slope = round == 2 ? 0.5 : 1.0;
      double intercept = round == 0 ? 0.0 : -100.0;
      double value;

      g_clear_pointer (&image, rim_volume_unref);
      image = make_image (&grid, RIM_VOXEL_INT16, ramp);
      for (guint k = 0; k < 8; k++)
        rim_volume_set_rescale (image, k, (RimRescale) { slope, intercept });

      resample (rim_resample_pyradiomics, image, mask, &settings, &truncated, &mask_a);
      resample (rim_resample_ibsi, image, mask, &settings, &rounded, &mask_b);

      /* 3/4 of the way from 7 to 10 */
      value = slope * 9.25 + intercept;
      g_assert_cmpfloat (rim_volume_get_value (truncated, 2, 0, 0), ==,
                         round == 2 ? value : trunc (value));
      g_assert_cmpfloat (rim_volume_get_value (rounded, 2, 0, 0), ==, rint (value));
      g_assert_true (rim_volume_get_voxel_type (truncated) == (round == 0 ? RIM_VOXEL_INT16
                                                               : round == 1 ? RIM_VOXEL_INT32
                                                               : RIM_VOXEL_DOUBLE));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/resample/scipy", test_scipy);
  g_test_add_func ("/engine/resample/windows", test_windows);
  g_test_add_func ("/engine/resample/identity", test_identity);
  g_test_add_func ("/engine/resample/constant", test_constant);
  g_test_add_func ("/engine/resample/polynomials", test_polynomials);
  g_test_add_func ("/engine/resample/flip", test_flip);
  g_test_add_func ("/engine/resample/threads", test_threads);
  g_test_add_func ("/engine/resample/one-slice", test_one_slice);
  g_test_add_func ("/engine/resample/tiny", test_tiny);
  g_test_add_func ("/engine/resample/refused", test_refused);
  g_test_add_func ("/engine/resample/empty", test_empty);
  g_test_add_func ("/engine/resample/types", test_types);

  return g_test_run ();
}
