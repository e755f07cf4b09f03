/* test-beyond-banks.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-gabor.h"
#include "feature/rim-laws.h"

#include <complex.h>
#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "rim-test-ball.h"

#define SIZE 30

static double
noise (RimVec3  place,
       gpointer data)
{
  return g_test_rand_int_range (-500, 500);
}

static double
constant (RimVec3  place,
          gpointer data)
{
  return 40.0;
}

static double
infinite (RimVec3  place,
          gpointer data)
{
  return INFINITY;
}

static double
waves (RimVec3  place,
       gpointer data)
{
  return 100.0 * cos (2.0 * G_PI * place.y / 4.0) + place.z;
}

static double *
compute (const RimFamily  *family,
         RimVolume        *image,
         double            radius,
         GError          **error)
{
  const RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  const RimAggregation aggregation = RIM_AGGREGATION_NONE;
  g_autoptr(RimRegion) region = rim_test_region_new (rim_volume_get_grid (image), rim_test_ball, &radius);
  const RimFamilyInput input = { image, region, region, NULL, NULL, &settings };
  double *found = g_new (double, family->n_features);

  if (family->compute (&input, &aggregation, 1, found, NULL, error))
    return found;

  g_free (found);

  return NULL;
}

static RimVolume *
make_image (RimTestValueFunc func,
            guint            size,
            RimVec3          spacing)
{
  RimGrid grid;

  rim_test_grid_init (&grid, size, size, size, spacing);

  return rim_test_volume_new (&grid, func, NULL);
}

static double
get (const RimFamily *family,
     const double    *values,
     const char      *name)
{
  for (guint f = 0; f < family->n_features; f++)
    if (strcmp (family->get_info (f)->name, name) == 0)
      return values[f];

  g_assert_not_reached ();
}

/* The response in one voxel is the sum that defines it. */
static void
test_gabor_definition (void)
{
  static const gint ways[13][3] = {
    { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 }, { 1, 1, 0 }, { 1, -1, 0 }, { 1, 0, 1 }, { 1, 0, -1 },
    { 0, 1, 1 }, { 0, 1, -1 }, { 1, 1, 1 }, { 1, 1, -1 }, { 1, -1, 1 }, { 1, -1, -1 },
  };
  g_autoptr(RimVolume) image = make_image (noise, 27, RIM_VEC3 (0.9, 1.0, 1.5));
  g_autofree double *found = compute (&rim_family_gabor, image, 0.1, NULL);

  g_assert_cmpuint (rim_family_gabor.n_features, ==, 39);
  for (guint w = 0; w < 13; w++)
    {
      const double length = sqrt (ways[w][0] * ways[w][0] + ways[w][1] * ways[w][1] + ways[w][2] * ways[w][2]);
      double complex sum = 0.0;

      for (gint k = -4; k <= 4; k++)
        for (gint j = -6; j <= 6; j++)
          for (gint i = -7; i <= 7; i++)
            {
              const double x = 0.9 * i, y = j, z = 1.5 * k;
              const double phase = 2.0 * G_PI / 4.0 * (ways[w][0] * x + ways[w][1] * y + ways[w][2] * z) / length;

              sum += exp (-(x * x + y * y + z * z) / 8.0) * cexp (I * phase) *
                     rim_volume_get_value (image, (guint) (13 - i), (guint) (13 - j), (guint) (13 - k));
            }
      g_assert_cmpfloat_with_epsilon (found[3 * w], cabs (sum), 1e-9 * cabs (sum) + 1e-9);
      g_assert_cmpfloat (found[3 * w + 1], ==, 0.0);
      g_assert_cmpfloat (found[3 * w + 2], ==, 0.0);
    }
}

/* Of a wave the filter along it answers, and evenly. */
static void
test_gabor_wave (void)
{
  g_autoptr(RimVolume) image = make_image (waves, SIZE, RIM_VEC3 (1, 1, 1));
  g_autofree double *found = compute (&rim_family_gabor, image, 6.0, NULL);

  for (guint w = 0; w < 13; w++)
    if (w != 1)
      g_assert_cmpfloat (found[3 * w], <, 0.5 * found[3]);
  g_assert_cmpfloat (get (&rim_family_gabor, found, "Direction2StandardDeviation"), <, 0.02 * found[3]);
}

static double
laws (RimVolume  *image,
      const char *name)
{
  static const struct
  {
    char   letter;
    double taps[5];
    double squares;
  } kernels[] = {
    { 'L', { 1, 4, 6, 4, 1 }, 70 }, { 'E', { -1, -2, 0, 2, 1 }, 10 }, { 'S', { -1, 0, 2, 0, -1 }, 6 },
  };
  const guint middle = SIZE / 2;
  double sum = 0.0, norm = 1.0;
  guint which[3];

  for (guint axis = 0; axis < 3; axis++)
    {
      for (which[axis] = 0; kernels[which[axis]].letter != name[2 * axis]; which[axis]++)
        ;
      norm *= kernels[which[axis]].squares;
    }
  for (guint k = 0; k < 5; k++)
    for (guint j = 0; j < 5; j++)
      for (guint i = 0; i < 5; i++)
        sum += kernels[which[0]].taps[i] * kernels[which[1]].taps[j] * kernels[which[2]].taps[k] *
               rim_volume_get_value (image, middle + 2 - i, middle + 2 - j, middle + 2 - k);

  return fabs (sum) / sqrt (norm);
}

static void
test_laws_definition (void)
{
  g_autoptr(RimVolume) image = make_image (noise, SIZE + 1, RIM_VEC3 (1, 1, 2));
  g_autofree double *found = compute (&rim_family_laws, image, 0.1, NULL);

  g_assert_cmpuint (rim_family_laws.n_features, ==, 81);
  for (guint f = 0; f < rim_family_laws.n_features; f += 3)
    {
      const char *name = rim_family_laws.get_info (f)->name;

      g_assert_true (g_str_has_suffix (name, "Mean"));
      g_assert_cmpfloat_with_epsilon (found[f], laws (image, name), 1e-9 * (1.0 + found[f]));
    }
}

/* What is flat has no edges and no spots, and its level is that of L5L5L5. */
static void
test_constant (void)
{
  g_autoptr(RimVolume) image = make_image (constant, 12, RIM_VEC3 (1, 1, 1));
  g_autofree double *found = compute (&rim_family_laws, image, 4.0, NULL);

  for (guint f = 3; f < rim_family_laws.n_features; f += 3)
    g_assert_cmpfloat_with_epsilon (found[f], 0.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (get (&rim_family_laws, found, "L5L5L5Mean"),
                                  40.0 * pow (16.0 / sqrt (70.0), 3.0), 1e-9);
}

static void
test_bad (void)
{
  static const RimFamily *const families[] = { &rim_family_gabor, &rim_family_laws };

  for (guint f = 0; f < G_N_ELEMENTS (families); f++)
    {
      g_autoptr(RimVolume) one = make_image (constant, 1, RIM_VEC3 (1, 1, 1));
      g_autoptr(RimVolume) bad = make_image (infinite, 9, RIM_VEC3 (1, 1, 1));
      g_autoptr(GError) error = NULL;
      g_autofree double *found = compute (families[f], one, 1.0, &error);

      g_assert_no_error (error);
      g_assert_nonnull (found);
      g_assert_null (compute (families[f], bad, 2.0, &error));
      g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_NOT_FINITE);
    }
}

static void
test_threads (void)
{
  static const RimFamily *const families[] = { &rim_family_gabor, &rim_family_laws };
  g_autoptr(RimVolume) image = make_image (noise, SIZE, RIM_VEC3 (1, 1, 1));
  const guint n = rim_parallel_get_n_threads ();

  for (guint f = 0; f < G_N_ELEMENTS (families); f++)
    {
      const gsize size = families[f]->n_features * sizeof (double);
      g_autofree double *one = NULL;
      g_autofree double *three = NULL;

      rim_parallel_set_n_threads (1);
      one = compute (families[f], image, 6.0, NULL);
      rim_parallel_set_n_threads (3);
      three = compute (families[f], image, 6.0, NULL);
      rim_parallel_set_n_threads (n);
      g_assert_cmpmem (one, size, three, size);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/banks/gabor-definition", test_gabor_definition);
  g_test_add_func ("/banks/gabor-wave", test_gabor_wave);
  g_test_add_func ("/banks/laws-definition", test_laws_definition);
  g_test_add_func ("/banks/constant", test_constant);
  g_test_add_func ("/banks/bad", test_bad);
  g_test_add_func ("/banks/threads", test_threads);

  return g_test_run ();
}
