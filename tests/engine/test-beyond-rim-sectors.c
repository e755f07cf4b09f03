/* test-beyond-rim-sectors.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-rim-sectors.h"

#include <math.h>
#include <string.h>

#include "rim-test-ball.h"

static const RimFamily *const family = &rim_family_rimsectors;

static double *
measure (RimTestValueFunc func,
         gpointer         data,
         double           radius,
         guint            size)
{
  const RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  const RimAggregation aggregation = RIM_AGGREGATION_NONE;
  double *found = g_new (double, family->n_features);
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimRegion) region = NULL;
  g_autoptr(GError) error = NULL;
  RimFamilyInput input = { .settings = &settings };
  RimGrid grid;

  rim_test_grid_init (&grid, size, size, size, RIM_VEC3 (0.8, 0.9, 1.0));
  image = rim_test_volume_new (&grid, func, data);
  region = rim_test_region_new (&grid, rim_test_ball, &radius);
  input.image = image;
  input.region = input.shape = region;

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

/* Each octant has its own value: 1 plus 1 to the left, 2 behind, 4 above. */
static double
octant (RimVec3  place,
        gpointer data)
{
  return 1.0 + (place.x > 1e-6) + 2.0 * (place.y > 1e-6) + 4.0 * (place.z > 1e-6);
}

static double
ramp (RimVec3  place,
      gpointer data)
{
  return 100.0 + rim_vec3_dot (place, RIM_VEC3 (2, -1, 2));
}

static double
distance (RimVec3  place,
          gpointer data)
{
  return rim_vec3_length (place);
}

static double
not_a_number (RimVec3  place,
              gpointer data)
{
  return place.x > 0.0 ? NAN : 4.0;
}

static void
test_octants (void)
{
  static const char *const ids[] = { "RAI", "LAI", "RPI", "LPI", "RAS", "LAS", "RPS", "LPS" };
  static const char *const shells[] = { "Core", "Inner", "Near", "Far" };
  g_autofree double *found = measure (octant, NULL, 9.0, 44);

  for (guint shell = 0; shell < G_N_ELEMENTS (shells); shell++)
    {
      g_autofree char *spread = g_strconcat (shells[shell], "SectorSpread", NULL);

      for (guint s = 0; s < G_N_ELEMENTS (ids); s++)
        {
          g_autofree char *mean = g_strconcat (shells[shell], ids[s], "Mean", NULL);
          g_autofree char *deviation = g_strconcat (shells[shell], ids[s], "StandardDeviation", NULL);

          g_assert_cmpfloat (get (found, mean), ==, s + 1.0);
          g_assert_cmpfloat (get (found, deviation), ==, 0.0);
        }
      g_assert_cmpfloat_with_epsilon (get (found, spread), sqrt (63.0 / 12.0), 1e-12);
    }
}

/* The gradient is in mm, whatever the spacing. */
static void
test_gradient (void)
{
  g_autofree double *found = measure (ramp, NULL, 9.0, 44);

  for (guint f = 0; f < family->n_features; f++)
    if (g_str_has_suffix (family->get_info (f)->name, "Gradient"))
      g_assert_cmpfloat_with_epsilon (found[f], 3.0, 1e-9);
  g_assert_cmpfloat (get (found, "FarLASMean"), >, get (found, "CoreLASMean"));
  g_assert_cmpfloat (get (found, "FarRPIMean"), <, get (found, "CoreRPIMean"));
}

/* What lies in a shell is as far from the middle as the shell is. */
static void
test_shells (void)
{
  g_autofree double *found = measure (distance, NULL, 12.0, 52);

  g_assert_cmpfloat (get (found, "CoreRAIMean"), <, 9.0);
  g_assert_cmpfloat_with_epsilon (get (found, "InnerRAIMean"), 10.6, 0.5);
  g_assert_cmpfloat_with_epsilon (get (found, "NearRAIMean"), 13.6, 0.5);
  g_assert_cmpfloat_with_epsilon (get (found, "FarLPSMean"), 16.6, 0.5);
  g_assert_cmpfloat (get (found, "NearSectorSpread"), <, 0.1);
}

static void
test_bad (void)
{
  g_autofree double *one = measure (octant, NULL, 1.0, 1);
  g_autofree double *all = measure (octant, NULL, 100.0, 5);
  g_autofree double *half = measure (not_a_number, NULL, 4.0, 12);

  g_assert_cmpfloat (get (one, "InnerRAIMean"), ==, 1.0);
  g_assert_cmpfloat (get (one, "InnerRAIGradient"), ==, 0.0);
  g_assert_true (isnan (get (one, "NearRAIMean")));
  g_assert_true (isnan (get (one, "FarSectorSpread")));
  g_assert_cmpfloat (get (one, "InnerSectorSpread"), ==, 0.0);
  g_assert_true (isnan (get (all, "FarLPSMean")));
  g_assert_cmpfloat (get (half, "InnerRAIMean"), ==, 4.0);
  g_assert_true (isnan (get (half, "InnerLAIMean")));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rim-sectors/octants", test_octants);
  g_test_add_func ("/rim-sectors/gradient", test_gradient);
  g_test_add_func ("/rim-sectors/shells", test_shells);
  g_test_add_func ("/rim-sectors/bad", test_bad);

  return g_test_run ();
}
