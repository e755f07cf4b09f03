/* test-beyond-margin.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-margin.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "rim-test-ball.h"

typedef struct
{
  double radius;
  double width;
  double inside;
  double outside;
} Ball;

static double
blurred_ball (RimVec3  place,
              gpointer data)
{
  const Ball *ball = data;
  const double x = (rim_vec3_length (place) - ball->radius) / ball->width;

  return ball->outside + (ball->inside - ball->outside) / (1.0 + exp (x));
}

static double *
compute (RimVolume       *image,
         const RimRegion *region)
{
  const RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  const RimFamilyInput input = { image, region, region, NULL, NULL, &settings };
  const RimAggregation aggregation = RIM_AGGREGATION_NONE;
  double *values = g_new (double, rim_family_margin.n_features);
  g_autoptr(GError) error = NULL;

  rim_family_margin.compute (&input, &aggregation, 1, values, NULL, &error);
  g_assert_no_error (error);

  return values;
}

static double
get (const double *values,
     const char   *name)
{
  for (guint f = 0; f < rim_family_margin.n_features; f++)
    if (strcmp (rim_family_margin.get_info (f)->name, name) == 0)
      return values[f];

  g_assert_not_reached ();
}

static double *
measure (const Ball *ball,
         RimVec3     spacing,
         double      radius)
{
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimRegion) region = NULL;
  RimGrid grid;

  rim_test_grid_init (&grid, (guint) (44.0 / spacing.x), (guint) (44.0 / spacing.y),
                      (guint) (44.0 / spacing.z), spacing);
  image = rim_test_volume_new (&grid, blurred_ball, (gpointer) ball);
  region = rim_test_region_new (&grid, rim_test_ball, &radius);

  return compute (image, region);
}

/* The curve that a profile was made of. */
static void
test_fit (void)
{
  g_autoptr(RimSigmoidFitter) fitter = rim_sigmoid_fitter_new (-5.0, 0.5, 21);

  for (guint round = 0; round < 200; round++)
    {
      const double width = g_test_rand_double_range (0.3, 1.8);
      const double place = g_test_rand_double_range (-2.0, 2.0);
      const double inside = g_test_rand_double_range (-1000.0, 1000.0);
      const double outside = inside + (round % 2 == 0 ? 1.0 : -1.0) * g_test_rand_double_range (10.0, 1000.0);
      double values[21];
      RimSigmoid found;

      for (guint s = 0; s < 21; s++)
        values[s] = outside + (inside - outside) / (1.0 + exp ((-5.0 + 0.5 * s - place) / width));
      g_assert_true (rim_sigmoid_fitter_fit (fitter, values, 0, 21, &found));

      g_assert_cmpfloat_with_epsilon (found.width, width, 1e-4);
      g_assert_cmpfloat_with_epsilon (found.place, place, 1e-4);
      g_assert_cmpfloat_with_epsilon (found.inside, inside, 1e-3 * fabs (inside - outside));
      g_assert_cmpfloat_with_epsilon (found.outside, outside, 1e-3 * fabs (inside - outside));
      g_assert_cmpfloat (found.r_squared, >, 1.0 - 1e-8);
    }
}

static void
test_flat_profile (void)
{
  g_autoptr(RimSigmoidFitter) fitter = rim_sigmoid_fitter_new (-5.0, 0.5, 21);
  double values[21];
  RimSigmoid found;

  for (guint s = 0; s < 21; s++)
    values[s] = -800.1;
  g_assert_false (rim_sigmoid_fitter_fit (fitter, values, 0, 21, &found));
}

/* Width and contrast of the edge that balls were made with, on fine and on coarse
 * slices; what is left is interpolation.
 */
static void
test_balls (void)
{
  static const double widths[] = { 0.8, 1.2, 1.6 };
  static const RimVec3 spacings[] = { { 0.7, 0.7, 0.7 }, { 1, 1, 1 }, { 0.7, 0.7, 2 } };

  for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
    for (guint s = 0; s < G_N_ELEMENTS (spacings); s++)
      {
        const Ball ball = { 12.0, widths[w], 40.0, -820.0 };
        const double tolerance = s == 2 ? 0.12 : 0.07;
        g_autofree double *values = measure (&ball, spacings[s], 12.0);

        g_test_message ("%g mm: %g, %g, %g, %g", widths[w], get (values, "WindowMedian"),
                        get (values, "ScaleMedian"), get (values, "SlopeMedian"), get (values, "FitMedian"));
        g_assert_cmpfloat_with_epsilon (get (values, "WindowMedian"), widths[w], tolerance * widths[w]);
        g_assert_cmpfloat_with_epsilon (get (values, "ScaleMedian"), 860.0, 0.01 * 860.0);
        g_assert_cmpfloat_with_epsilon (get (values, "SlopeMedian"), 860.0 / (4.0 * widths[w]),
                                        tolerance * 860.0 / (4.0 * widths[w]));
        g_assert_cmpfloat (get (values, "StepFraction"), ==, 1.0);
        g_assert_cmpfloat (get (values, "FitMedian"), >, 0.999);
      }
}

/* Sharper edges are narrower, and values that are scaled and shifted scale. */
static void
test_invariants (void)
{
  const Ball sharp = { 10.0, 0.7, 100.0, 0.0 };
  const Ball soft = { 10.0, 1.8, 100.0, 0.0 };
  const Ball turned = { 10.0, 0.7, -300.0, 500.0 };
  g_autofree double *a = measure (&sharp, RIM_VEC3 (0.9, 0.9, 0.9), 10.0);
  g_autofree double *b = measure (&soft, RIM_VEC3 (0.9, 0.9, 0.9), 10.0);
  g_autofree double *c = measure (&turned, RIM_VEC3 (0.9, 0.9, 0.9), 10.0);

  g_assert_cmpfloat (get (a, "WindowMedian") * 2.0, <, get (b, "WindowMedian"));
  g_assert_cmpfloat (get (a, "SlopeMedian"), >, get (b, "SlopeMedian") * 2.0);
  g_assert_cmpfloat_with_epsilon (get (c, "WindowMedian"), get (a, "WindowMedian"), 1e-4);
  g_assert_cmpfloat_with_epsilon (get (c, "ScaleMedian"), -8.0 * get (a, "ScaleMedian"), 0.1);
  g_assert_cmpfloat_with_epsilon (get (c, "SlopeMedian"), 8.0 * get (a, "SlopeMedian"), 0.1);
}

/* A border that is drawn too far outside is found where the edge is. */
static void
test_displaced (void)
{
  const Ball ball = { 10.0, 0.8, 30.0, -800.0 };
  const RimMarginSettings settings = RIM_MARGIN_SETTINGS_DEFAULT;
  double radius = 11.5;
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimRegion) region = NULL;
  g_autoptr(RimMargin) margin = NULL;
  double sum = 0.0;
  RimGrid grid;

  rim_test_grid_init (&grid, 50, 50, 50, RIM_VEC3 (0.8, 0.8, 0.8));
  image = rim_test_volume_new (&grid, blurred_ball, (gpointer) &ball);
  region = rim_test_region_new (&grid, rim_test_ball, &radius);
  margin = rim_margin_new (image, region, &settings, NULL, NULL);
  for (gsize v = 0; v < margin->n; v++)
    sum += margin->curves[v].place;
  g_assert_cmpuint (margin->n_profiles, ==, 2000);
  g_assert_cmpfloat_with_epsilon (sum / (double) margin->n, -1.5, 0.2);
}

static void
test_threads (void)
{
  const Ball ball = { 12.0, 1.1, 40.0, -820.0 };
  g_autofree double *one = NULL;
  g_autofree double *three = NULL;
  const guint n = rim_parallel_get_n_threads ();

  rim_parallel_set_n_threads (1);
  one = measure (&ball, RIM_VEC3 (0.9, 0.9, 1.5), 12.0);
  rim_parallel_set_n_threads (3);
  three = measure (&ball, RIM_VEC3 (0.9, 0.9, 1.5), 12.0);
  rim_parallel_set_n_threads (n);

  g_assert_cmpmem (one, rim_family_margin.n_features * sizeof *one,
                   three, rim_family_margin.n_features * sizeof *three);
}

static double
not_a_number (RimVec3  place,
              gpointer data)
{
  return place.x > 0.0 ? NAN : place.y;
}

static double
constant (RimVec3  place,
          gpointer data)
{
  return 7.0;
}

static double
everywhere (RimVec3  place,
            gpointer data)
{
  return 1.0;
}

/* Nothing that data can be makes it fail: one voxel, an image that the lesion
 * fills, constant values, values that are none.
 */
static void
test_bad (void)
{
  static const RimTestValueFunc values[] = { not_a_number, constant };
  static const RimTestValueFunc shapes[] = { everywhere, rim_test_ball };
  static const guint sizes[][3] = { { 1, 1, 1 }, { 2, 1, 5 }, { 9, 9, 9 } };

  for (guint v = 0; v < G_N_ELEMENTS (values); v++)
    for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
      for (guint n = 0; n < G_N_ELEMENTS (sizes); n++)
        {
          double radius = 1.0;
          g_autoptr(RimVolume) image = NULL;
          g_autoptr(RimRegion) region = NULL;
          g_autofree double *found = NULL;
          RimGrid grid;

          rim_test_grid_init (&grid, sizes[n][0], sizes[n][1], sizes[n][2], RIM_VEC3 (1, 1, 1));
          image = rim_test_volume_new (&grid, values[v], NULL);
          region = rim_test_region_new (&grid, shapes[s], &radius);
          found = region->n_voxels > 0 ? compute (image, region) : NULL;
          if (found != NULL && values[v] == constant)
            g_assert_true (isnan (get (found, "WindowMedian")));
        }
}

static void
test_settings (void)
{
  const Ball ball = { 5.0, 1.0, 40.0, 0.0 };
  double radius = 5.0;
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimRegion) region = NULL;
  RimGrid grid;
  static const RimMarginSettings bad[] = {
    { 5.0, 0.0, 10 }, { 5.0, -1.0, 10 }, { NAN, 0.5, 10 }, { 5.0, 1e-9, 10 }, { 5.0, 0.5, 0 }, { 0.1, 0.5, 9 },
  };

  rim_test_grid_init (&grid, 20, 20, 20, RIM_VEC3 (1, 1, 1));
  image = rim_test_volume_new (&grid, blurred_ball, (gpointer) &ball);
  region = rim_test_region_new (&grid, rim_test_ball, &radius);
  for (guint b = 0; b < G_N_ELEMENTS (bad); b++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (rim_margin_new (image, region, &bad[b], NULL, &error));
      g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/margin/fit", test_fit);
  g_test_add_func ("/margin/flat-profile", test_flat_profile);
  g_test_add_func ("/margin/balls", test_balls);
  g_test_add_func ("/margin/invariants", test_invariants);
  g_test_add_func ("/margin/displaced", test_displaced);
  g_test_add_func ("/margin/threads", test_threads);
  g_test_add_func ("/margin/bad", test_bad);
  g_test_add_func ("/margin/settings", test_settings);

  return g_test_run ();
}
