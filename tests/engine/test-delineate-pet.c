/* test-delineate-pet.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "delineate/rim-method.h"
#include "delineate/rim-pet.h"
#include "rim-test-ball.h"

/* A ball of @plateau with a soft edge, half way up at @radius, over @background. */
typedef struct
{
  double  radius;
  double  width;
  double  plateau;
  double  background;
  RimVec3 middle;
} Ball;

static const Ball ball = { 15, 2.5, 10, 2, { 0, 0, 0 } };

static double
soft_ball (RimVec3  place,
           gpointer data)
{
  const Ball *self = data;
  double d = rim_vec3_length (rim_vec3_sub (place, self->middle)) - self->radius;

  return self->background + (self->plateau - self->background) * 0.5 * erfc (d / (self->width * sqrt (2)));
}

/* The volume of what is above a part of the way from the background to the plateau. */
static double
get_volume (const Ball *self,
            double      threshold)
{
  double low = 0, high = 4 * self->radius;

  for (guint n = 0; n < 100; n++)
    {
      double middle = (low + high) / 2;

      if (soft_ball (RIM_VEC3 (middle, 0, 0), (gpointer) self) >= threshold)
        low = middle;
      else
        high = middle;
    }

  return 4 * G_PI / 3 * low * low * low;
}

static RimVec3
get_middle (const RimGrid *grid)
{
  return rim_grid_to_patient (grid, RIM_VEC3 ((grid->size[0] - 1) / 2.0, (grid->size[1] - 1) / 2.0,
                                              (grid->size[2] - 1) / 2.0));
}

static RimVolume *
make_pet (const Ball *self,
          guint       kind,
          RimUnit     unit)
{
  Ball centred = *self;
  RimVolume *pet;
  RimGrid grid;

  rim_test_grid_init_kind (&grid, kind, 48);
  centred.middle = get_middle (&grid);
  pet = rim_test_volume_new (&grid, soft_ball, &centred);
  rim_volume_set_unit (pet, unit);

  return pet;
}

static RimMask *
apply (RimVolume     *pet,
       const char    *id,
       RimPetResult  *result,
       GError       **error)
{
  RimPetPlace place = { rim_vec3_add (get_middle (rim_volume_get_grid (pet)), RIM_VEC3 (3, -3, 2)), 12, 30, NULL };
  g_autoptr(RimPet) self = rim_pet_new (pet, &place, error);

  return self != NULL ? rim_pet_delineate (self, rim_pet_rule_find (id), NULL, result, NULL, error) : NULL;
}

/* The threshold is what the publication says, and what lies above it is in. */
static void
assert_cuts (RimVolume  *pet,
             const char *id,
             double      threshold)
{
  g_autoptr(GError) error = NULL;
  RimPetResult result;
  g_autoptr(RimMask) mask = apply (pet, id, &result, &error);
  double expected = get_volume (&ball, threshold);

  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (result.threshold, threshold, 1e-9);
  g_assert_cmpfloat_with_epsilon (rim_mask_get_volume (mask) / expected, 1, 0.03);
  g_assert_false (result.reaches_end);
}

static void
test_levels (void)
{
  for (guint kind = 0; kind < RIM_TEST_N_GRIDS; kind++)
    {
      g_autoptr(RimVolume) pet = make_pet (&ball, kind, RIM_UNIT_SUVBW);
      RimPetResult result;

      rim_mask_unref (apply (pet, "percent-40", &result, NULL));
      g_assert_cmpfloat_with_epsilon (result.maximum, 10, 1e-3);
      assert_cuts (pet, "percent-40", 0.40 * result.maximum);
      assert_cuts (pet, "percent-41", 0.41 * result.maximum);
      assert_cuts (pet, "percent-42", 0.42 * result.maximum);
      assert_cuts (pet, "percent-50", 0.50 * result.maximum);
      assert_cuts (pet, "suv-2.5", 2.5);
      assert_cuts (pet, "suv-3", 3);
      assert_cuts (pet, "suv-4", 4);
    }
}

static double
get_mean_from (RimVolume *pet,
               double     threshold)
{
  const RimGrid *grid = rim_volume_get_grid (pet);
  double sum = 0, n = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        {
          double value = rim_volume_get_value (pet, i, j, k);

          if (value >= threshold)
            {
              sum += value;
              n++;
            }
        }

  return sum / n;
}

static void
test_adaptive (void)
{
  g_autoptr(RimVolume) pet = make_pet (&ball, 0, RIM_UNIT_SUVBW);
  g_autoptr(GError) error = NULL;
  RimPetResult result;
  RimMask *mask;

  mask = apply (pet, "nestle", &result, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (result.background, 2, 0.01);
  g_assert_cmpfloat_with_epsilon (result.threshold,
                                  0.15 * get_mean_from (pet, 0.7 * result.maximum) + result.background, 1e-9);
  rim_mask_unref (mask);

  mask = apply (pet, "black", &result, NULL);
  g_assert_cmpfloat_with_epsilon (result.threshold, 0.307 * get_mean_from (pet, result.threshold) + 0.588, 1e-9);
  g_assert_cmpuint (result.n_rounds, >, 1);
  g_assert_cmpuint (result.n_rounds, <, 20);
  rim_mask_unref (mask);

  mask = apply (pet, "iterative", &result, NULL);
  g_assert_cmpfloat_with_epsilon (result.threshold,
                                  (get_mean_from (pet, result.threshold) + result.background) / 2, 1e-9);
  rim_mask_unref (mask);

  mask = apply (pet, "corrected-41", &result, NULL);
  g_assert_cmpfloat_with_epsilon (result.threshold, 2 + 0.41 * 8, 0.01);
  rim_mask_unref (mask);

  mask = apply (pet, "corrected-50", &result, NULL);
  g_assert_cmpfloat_with_epsilon (result.threshold, 2 + 0.50 * 8, 0.01);
  rim_mask_unref (mask);
}

/* The steepest place of the edge is the edge. */
static void
test_watershed (void)
{
  for (guint kind = 0; kind < RIM_TEST_N_GRIDS; kind++)
    {
      g_autoptr(RimVolume) pet = make_pet (&ball, kind, RIM_UNIT_SUVBW);
      g_autoptr(GError) error = NULL;
      g_autoptr(RimMask) mask = apply (pet, "watershed", NULL, &error);

      g_assert_no_error (error);
      g_test_message ("kind %u: %g", kind, rim_mask_get_volume (mask) / get_volume (&ball, 6));
      g_assert_cmpfloat_with_epsilon (rim_mask_get_volume (mask) / get_volume (&ball, 6), 1, 0.1);
    }
}

static void
test_scale (void)
{
  const char *const ids[] = { "percent-41", "percent-50", "corrected-41", "nestle", "iterative", "watershed" };
  Ball larger = { ball.radius, ball.width, 1024 * ball.plateau, 1024 * ball.background, ball.middle };
  g_autoptr(RimVolume) pet = make_pet (&ball, 4, RIM_UNIT_SUVBW);
  g_autoptr(RimVolume) counts = make_pet (&larger, 4, RIM_UNIT_CNTS);

  for (guint n = 0; n < G_N_ELEMENTS (ids); n++)
    {
      g_autoptr(RimMask) a = apply (pet, ids[n], NULL, NULL);
      g_autoptr(RimMask) b = apply (counts, ids[n], NULL, NULL);

      g_assert_true (rim_mask_equal (a, b));
    }
}

static void
test_threads (void)
{
  g_autoptr(RimVolume) pet = make_pet (&ball, 4, RIM_UNIT_SUVBW);
  guint n_threads = rim_parallel_get_n_threads ();

  for (guint n = 0; n < rim_pet_rule_get_n_rules (); n++)
    {
      const RimPetRule *rule = rim_pet_rule_get (n);
      g_autoptr(RimMask) a = NULL;
      g_autoptr(RimMask) b = NULL;

      if (rule->reference != RIM_PET_REFERENCE_NONE)
        continue;
      rim_parallel_set_n_threads (1);
      a = apply (pet, rule->id, NULL, NULL);
      rim_parallel_set_n_threads (5);
      b = apply (pet, rule->id, NULL, NULL);
      g_assert_true (rim_mask_equal (a, b));
    }
  rim_parallel_set_n_threads (n_threads);
}

static void
test_vote (void)
{
  g_autoptr(RimVolume) pet = make_pet (&ball, 0, RIM_UNIT_SUVBW);
  const RimPetRule *rules[] = {
    rim_pet_rule_find ("percent-50"), rim_pet_rule_find ("suv-2.5"), rim_pet_rule_find ("suv-4"),
  };
  const RimPetRule *turned[] = { rules[2], rules[0], rules[1] };
  RimPetPlace place = { get_middle (rim_volume_get_grid (pet)), 12, 30, NULL };
  g_autoptr(RimPet) self = rim_pet_new (pet, &place, NULL);
  g_autoptr(RimMask) all = rim_pet_vote (self, rules, 3, 3, NULL, NULL);
  g_autoptr(RimMask) most = rim_pet_vote (self, rules, 3, 0, NULL, NULL);
  g_autoptr(RimMask) any = rim_pet_vote (self, turned, 3, 1, NULL, NULL);
  g_autoptr(RimMask) most_turned = rim_pet_vote (self, turned, 3, 0, NULL, NULL);
  g_autoptr(RimMask) at_50 = apply (pet, "percent-50", NULL, NULL);
  g_autoptr(RimMask) at_25 = apply (pet, "suv-2.5", NULL, NULL);
  g_autoptr(RimMask) at_4 = apply (pet, "suv-4", NULL, NULL);

  g_assert_true (rim_mask_equal (all, at_50));
  g_assert_true (rim_mask_equal (most, at_4));
  g_assert_true (rim_mask_equal (any, at_25));
  g_assert_true (rim_mask_equal (most, most_turned));
}

static void
test_region (void)
{
  g_autoptr(RimVolume) pet = make_pet (&ball, 1, RIM_UNIT_SUVBW);
  g_autoptr(RimMask) within = rim_test_mask_new_ball (rim_volume_get_grid (pet), 8);
  g_autoptr(RimMask) mask = NULL;
  RimPetPlace place = { get_middle (rim_volume_get_grid (pet)), 5, 30, within };
  g_autoptr(RimPet) self = rim_pet_new (pet, &place, NULL);
  RimPetResult result;

  mask = rim_pet_delineate (self, rim_pet_rule_find ("percent-41"), NULL, &result, NULL, NULL);
  g_assert_true (result.reaches_end);
  g_assert_true (rim_mask_equal (mask, within));
}

static double
noisy_level (RimVec3  place,
             gpointer data)
{
  return *(const double *) data + (lround (floor (place.x)) % 2 == 0 ? 0.25 : -0.25);
}

static void
test_percist (void)
{
  double level = 2;
  g_autoptr(RimVolume) pet = NULL;
  g_autoptr(GError) error = NULL;
  RimPetReference liver, blood;
  RimVec3 middle;
  RimGrid grid;

  rim_test_grid_init (&grid, 40, 40, 40, RIM_VEC3 (1, 1, 1));
  pet = rim_test_volume_new (&grid, noisy_level, &level);
  rim_volume_set_unit (pet, RIM_UNIT_SUL_JANMA);
  middle = get_middle (rim_volume_get_grid (pet));

  g_assert_true (rim_pet_measure_reference (pet, RIM_PET_REFERENCE_LIVER, middle, &liver, &error));
  g_assert_cmpfloat_with_epsilon (liver.mean, 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (liver.sd, 0.25 * sqrt ((double) liver.n_voxels / ((double) liver.n_voxels - 1)), 1e-12);
  g_assert_cmpfloat_with_epsilon ((double) liver.n_voxels, 4 * G_PI / 3 * 15 * 15 * 15, 250);
  g_assert_true (rim_pet_measure_reference (pet, RIM_PET_REFERENCE_BLOOD, middle, &blood, &error));
  g_assert_cmpfloat_with_epsilon ((double) blood.n_voxels, G_PI * 25 * 20, 60);

  {
    g_autoptr(RimVolume) hot = make_pet (&ball, 0, RIM_UNIT_SUL_JANMA);
    RimPetPlace place = { RIM_VEC3 (0, 0, 0), 12, 30, NULL };
    g_autoptr(RimPet) self = rim_pet_new (hot, &place, NULL);
    RimPetReference reference = { 2, 0.5, 100 };
    RimPetResult result;
    RimMask *mask;

    rim_pet_set_reference (self, RIM_PET_REFERENCE_LIVER, &reference);
    rim_pet_set_reference (self, RIM_PET_REFERENCE_BLOOD, &reference);
    mask = rim_pet_delineate (self, rim_pet_rule_find ("percist-liver"), NULL, &result, NULL, NULL);
    g_assert_cmpfloat (result.threshold, ==, 1.5 * 2 + 2 * 0.5);
    rim_mask_unref (mask);
    mask = rim_pet_delineate (self, rim_pet_rule_find ("percist-blood"), NULL, &result, NULL, NULL);
    g_assert_cmpfloat (result.threshold, ==, 2 * 2 + 2 * 0.5);
    rim_mask_unref (mask);
  }
}

static void
assert_refuses (RimVolume  *pet,
                const char *id,
                int         code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimMask) mask = apply (pet, id, NULL, &error);

  g_assert_null (mask);
  g_assert_error (error, RIM_DELINEATE_ERROR, code);
}

static void
test_errors (void)
{
  Ball cold = { 15, 2.5, 2, 1, { 0, 0, 0 } };
  g_autoptr(RimVolume) counts = make_pet (&ball, 0, RIM_UNIT_BQML);
  g_autoptr(RimVolume) pet = make_pet (&cold, 0, RIM_UNIT_SUVBW);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  RimPetPlace place = { get_middle (rim_volume_get_grid (pet)), 12, 30, NULL };
  g_autoptr(RimPet) self = rim_pet_new (pet, &place, NULL);
  RimPetPlace outside = { RIM_VEC3 (1000, 0, 0), 12, 30, NULL };
  RimPetReference reference;
  double too_much[] = { 100 };

  assert_refuses (counts, "suv-2.5", RIM_DELINEATE_ERROR_UNIT);
  assert_refuses (counts, "black", RIM_DELINEATE_ERROR_UNIT);
  assert_refuses (pet, "suv-2.5", RIM_DELINEATE_ERROR_NOTHING);
  assert_refuses (pet, "percist-liver", RIM_DELINEATE_ERROR_REFERENCE);

  g_assert_null (rim_pet_new (pet, &outside, &error));
  g_assert_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_OUTSIDE);
  g_clear_error (&error);

  g_assert_null (rim_pet_delineate (self, rim_pet_rule_find ("percent-41"), too_much, NULL, NULL, &error));
  g_assert_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_PARAMETER);
  g_clear_error (&error);

  g_assert_false (rim_pet_measure_reference (counts, RIM_PET_REFERENCE_LIVER, RIM_VEC3 (0, 0, 0), &reference, &error));
  g_assert_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_UNIT);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (rim_pet_delineate (self, rim_pet_rule_find ("watershed"), NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static double
no_value (RimVec3  place,
          gpointer data)
{
  return NAN;
}

static void
test_no_value (void)
{
  g_autoptr(RimVolume) pet = NULL;
  g_autoptr(GError) error = NULL;
  RimGrid grid;

  rim_test_grid_init (&grid, 20, 20, 20, RIM_VEC3 (2, 2, 2));
  pet = rim_test_volume_new (&grid, no_value, NULL);
  g_assert_null (apply (pet, "percent-41", NULL, &error));
  g_assert_error (error, RIM_DELINEATE_ERROR, RIM_DELINEATE_ERROR_NO_VALUE);
}

static void
test_table (void)
{
  RimMethod method, again;

  for (guint n = 0; rim_method_get (n, &method); n++)
    {
      g_assert_true (rim_method_find (method.id, &again));
      g_assert_cmpstr (method.name, ==, again.name);
      g_assert_nonnull (method.citation);
      for (guint p = 0; p < method.n_parameters; p++)
        {
          double initial = method.parameters[p].initial;

          g_assert_true (isnan (initial) ? strcmp (method.id, "threshold") == 0
                                         : initial >= method.parameters[p].min && initial <= method.parameters[p].max);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/delineate-pet/levels", test_levels);
  g_test_add_func ("/delineate-pet/adaptive", test_adaptive);
  g_test_add_func ("/delineate-pet/watershed", test_watershed);
  g_test_add_func ("/delineate-pet/scale", test_scale);
  g_test_add_func ("/delineate-pet/threads", test_threads);
  g_test_add_func ("/delineate-pet/vote", test_vote);
  g_test_add_func ("/delineate-pet/region", test_region);
  g_test_add_func ("/delineate-pet/percist", test_percist);
  g_test_add_func ("/delineate-pet/errors", test_errors);
  g_test_add_func ("/delineate-pet/no-value", test_no_value);
  g_test_add_func ("/delineate-pet/table", test_table);

  return g_test_run ();
}
