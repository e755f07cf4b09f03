/* test-beyond-fractal.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-fractal.h"
#include "feature/rim-lacunarity.h"

#include <math.h>
#include <string.h>

#include "rim-test-ball.h"

static const RimFamily *const family = &rim_family_fractal;

static double *
compute (const RimRegion *region,
         const double    *values)
{
  const RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  const RimFamilyInput input = { NULL, region, region, values, NULL, &settings };
  const RimAggregation aggregation = RIM_AGGREGATION_NONE;
  double *found = g_new (double, family->n_features);
  g_autoptr(GError) error = NULL;

  family->compute (&input, &aggregation, 1, found, NULL, &error);
  g_assert_no_error (error);

  return found;
}

static double
get (const double *values,
     const char   *name)
{
  for (guint f = 0; f < family->n_features; f++)
    if (strcmp (family->get_info (f)->name, name) == 0)
      return values[f];

  g_assert_not_reached ();
}

typedef gboolean (*SetFunc) (guint i,
                             guint j,
                             guint k);

static RimRegion *
make_set (guint   n_i,
          guint   n_j,
          guint   n_k,
          SetFunc func)
{
  g_autofree guint8 *voxels = g_malloc0 ((gsize) n_i * n_j * n_k);
  guint8 *voxel = voxels;
  RimGrid grid;

  rim_test_grid_init (&grid, n_i, n_j, n_k, RIM_VEC3 (1, 1, 1));
  for (guint k = 0; k < n_k; k++)
    for (guint j = 0; j < n_j; j++)
      for (guint i = 0; i < n_i; i++)
        *voxel++ = func (i, j, k);

  return rim_region_new_from_bytes (&grid, voxels);
}

static gboolean
is_everywhere (guint i,
               guint j,
               guint k)
{
  return TRUE;
}

/* Sierpinski's tetrahedron: 4 halves. */
static gboolean
is_tetrahedron (guint i,
                guint j,
                guint k)
{
  return (i & j) == 0 && (j & k) == 0 && (i & k) == 0;
}

/* 7 of 8 halves. */
static gboolean
is_cheese (guint i,
           guint j,
           guint k)
{
  return (i & j & k) == 0;
}

/* Menger's sponge: 20 thirds of 27. */
static gboolean
is_sponge (guint i,
           guint j,
           guint k)
{
  for (; i + j + k > 0; i /= 3, j /= 3, k /= 3)
    if ((i % 3 == 1) + (j % 3 == 1) + (k % 3 == 1) >= 2)
      return FALSE;

  return TRUE;
}

/* Boxes of the sets' own sides give their dimensions exactly. */
static void
test_dimensions (void)
{
  static const struct
  {
    SetFunc func;
    guint   size[3];
    double  dimension;
  } sets[] = {
    { is_everywhere, { 32, 32, 32 }, 3.0 },
    { is_everywhere, { 32, 32, 1 }, 2.0 },
    { is_everywhere, { 1, 64, 1 }, 1.0 },
    { is_tetrahedron, { 32, 32, 32 }, 2.0 },
    { is_cheese, { 32, 32, 32 }, 2.807354922057604 },
  };

  for (guint s = 0; s < G_N_ELEMENTS (sets); s++)
    {
      g_autoptr(RimRegion) region = make_set (sets[s].size[0], sets[s].size[1], sets[s].size[2], sets[s].func);
      g_autofree double *values = g_new0 (double, region->n_voxels);
      g_autofree double *found = compute (region, values);

      g_assert_cmpfloat_with_epsilon (get (found, "BoxCountingDimension"), sets[s].dimension, 1e-12);
      g_assert_cmpfloat_with_epsilon (get (found, "BoxCountingFit"), 1.0, 1e-12);
    }
}

static void
test_sponge (void)
{
  static const guint sides[] = { 1, 3, 9, 27 };
  g_autoptr(RimRegion) region = make_set (81, 81, 81, is_sponge);
  double counts[G_N_ELEMENTS (sides)];
  double r_squared;

  g_assert_cmpuint (region->n_voxels, ==, 160000);
  for (guint s = 0; s < G_N_ELEMENTS (sides); s++)
    g_assert_true (rim_fractal_count_boxes (region->inside, NULL, region->grid.size, sides[s], &counts[s], NULL));
  g_assert_cmpfloat (counts[3], ==, 20.0);
  g_assert_cmpfloat_with_epsilon (rim_fractal_fit (sides, counts, 4, &r_squared), log (20.0) / log (3.0), 1e-12);
}

/* A ramp is a plane in four dimensions, and a chequerboard fills them. A constant
 * is flat.
 */
static void
test_intensities (void)
{
  g_autoptr(RimRegion) region = make_set (32, 32, 32, is_everywhere);
  g_autofree double *values = g_new (double, region->n_voxels);
  g_autofree double *ramp = NULL;
  g_autofree double *board = NULL;
  g_autofree double *flat = NULL;

  for (gsize v = 0; v < region->n_voxels; v++)
    values[v] = 40.0 - 7.0 * (double) (v % 32);
  ramp = compute (region, values);
  for (gsize v = 0; v < region->n_voxels; v++)
    values[v] = (v ^ v / 32 ^ v / 1024) & 1 ? 55.0 : -1000.0;
  board = compute (region, values);
  for (gsize v = 0; v < region->n_voxels; v++)
    values[v] = 3.0;
  flat = compute (region, values);

  g_assert_cmpfloat_with_epsilon (get (ramp, "IntensityDimension"), 3.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (get (board, "IntensityDimension"), 4.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (get (flat, "IntensityDimension"), 3.0, 1e-12);
  g_assert_cmpfloat (get (board, "IntensityLacunarity2"), ==, 1.0);
  g_assert_cmpfloat (get (board, "IntensityLacunarity4"), ==, 1.0);
  g_assert_cmpfloat (get (flat, "IntensityLacunarity8"), ==, 1.0);
  g_assert_cmpfloat (get (ramp, "IntensityLacunarity2"), >, get (ramp, "IntensityLacunarity8"));
}

/* The masses of boxes of a ramp 0 … n - 1 are 8 times its means 1/2, 3/2 …, whose
 * squares are known.
 */
static void
test_ramp (void)
{
  g_autoptr(RimRegion) region = make_set (17, 8, 8, is_everywhere);
  g_autofree double *values = g_new (double, region->n_voxels);
  g_autofree double *found = NULL;
  double sum = 0.0, squares = 0.0;

  for (gsize v = 0; v < region->n_voxels; v++)
    values[v] = 100.0 + 2.5 * (double) (v % 17);
  for (guint b = 0; b < 16; b++)
    {
      sum += b + 0.5;
      squares += (b + 0.5) * (b + 0.5);
    }
  found = compute (region, values);

  g_assert_cmpfloat_with_epsilon (get (found, "IntensityLacunarity2"), 16.0 * squares / (sum * sum), 1e-12);
  g_assert_cmpfloat (get (found, "Lacunarity2"), ==, 1.0);
}

/* Sets that fill a share p of the voxels at random: E(m²) / E(m)² tends to
 * 1 + (1 - p) / (p r³).
 */
static void
test_random (void)
{
  const double p = 0.3;
  const gsize n = 40 * 40 * 40;
  g_autofree guint8 *voxels = g_malloc0 (n);
  g_autofree double *values = g_new0 (double, n);
  g_autofree double *found = NULL;
  g_autoptr(RimRegion) region = NULL;
  RimGrid grid;

  for (gsize v = 0; v < n; v++)
    voxels[v] = v == 0 || v == n - 1 || g_test_rand_double () < p;
  rim_test_grid_init (&grid, 40, 40, 40, RIM_VEC3 (1, 1, 1));
  region = rim_region_new_from_bytes (&grid, voxels);
  found = compute (region, values);

  g_assert_cmpfloat_with_epsilon (get (found, "Lacunarity2"), 1.0 + (1.0 - p) / (p * 8.0), 0.02);
  g_assert_cmpfloat_with_epsilon (get (found, "Lacunarity4"), 1.0 + (1.0 - p) / (p * 64.0), 0.01);
  g_assert_true (isnan (get (found, "IntensityLacunarity8")));
}

/* Smooth surfaces have two dimensions, nearly so where voxels are few, and the
 * intensities may be scaled and shifted.
 */
static void
test_ball (void)
{
  double radius = 31.5;
  g_autoptr(RimRegion) region = NULL;
  g_autofree double *values = NULL;
  g_autofree double *a = NULL;
  g_autofree double *b = NULL;
  RimGrid grid;

  rim_test_grid_init (&grid, 64, 64, 64, RIM_VEC3 (1, 1, 1));
  region = rim_test_region_new (&grid, rim_test_ball, &radius);
  values = g_new (double, region->n_voxels);
  for (gsize v = 0; v < region->n_voxels; v++)
    values[v] = g_test_rand_int_range (0, 64);
  a = compute (region, values);
  for (gsize v = 0; v < region->n_voxels; v++)
    values[v] = 128.0 + 4.0 * values[v];
  b = compute (region, values);

  g_test_message ("%g %g %g", get (a, "BoxCountingDimension"), get (a, "SurfaceDimension"),
                  get (a, "IntensityDimension"));
  g_assert_cmpfloat_with_epsilon (get (a, "SurfaceDimension"), 2.0, 0.15);
  g_assert_cmpfloat (get (a, "IntensityDimension"), >, 3.5);
  for (guint f = 0; f < family->n_features; f++)
    g_assert_cmpfloat_with_epsilon (a[f], b[f], 1e-9);
}

static void
test_bad (void)
{
  const RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  const RimAggregation aggregation = RIM_AGGREGATION_NONE;
  double found[12];
  double value = INFINITY;
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRegion) region = make_set (1, 1, 1, is_everywhere);
  const RimFamilyInput input = { NULL, region, region, &value, NULL, &settings };
  g_autofree double *one = NULL;

  g_assert_cmpuint (family->n_features, ==, G_N_ELEMENTS (found));
  g_assert_false (family->compute (&input, &aggregation, 1, found, NULL, &error));
  g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_NOT_FINITE);

  value = -3.0;
  one = compute (region, &value);
  for (guint f = 0; f < family->n_features; f++)
    g_assert_true (isnan (one[f]));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fractal/dimensions", test_dimensions);
  g_test_add_func ("/fractal/sponge", test_sponge);
  g_test_add_func ("/fractal/intensities", test_intensities);
  g_test_add_func ("/fractal/ramp", test_ramp);
  g_test_add_func ("/fractal/random", test_random);
  g_test_add_func ("/fractal/ball", test_ball);
  g_test_add_func ("/fractal/bad", test_bad);

  return g_test_run ();
}
