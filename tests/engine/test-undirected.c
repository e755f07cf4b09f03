/* test-undirected.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "rim-test-roi.h"
#include "texture/rim-gldm.h"
#include "texture/rim-gldzm.h"
#include "texture/rim-glszm.h"
#include "texture/rim-ngldm.h"
#include "texture/rim-ngtdm.h"

/* What holds for each of the families without directions. */

#define MAX_FEATURES 20

static const RimFamily *const families[] = {
  &rim_family_glszm, &rim_family_gldzm, &rim_family_gldm, &rim_family_ngldm, &rim_family_ngtdm,
};

static void
assert_equal_features (const double *a,
                       const double *b,
                       guint         n)
{
  for (guint f = 0; f < n; f++)
    if (!isnan (a[f]) || !isnan (b[f]))
      g_assert_cmpfloat_with_epsilon (a[f], b[f], 1e-12 * (1.0 + fabs (a[f])));
}

static void
compute_box (const RimTestBox        *box,
             const RimFamily         *family,
             const RimFamilySettings *settings,
             RimAggregation           aggregation,
             double                  *values)
{
  g_auto(RimTestRoi) roi;

  rim_test_roi_init_box (&roi, box, 1);
  rim_test_roi_compute (&roi, family, settings, aggregation, values);
}

/* Space has no preferred direction, and slices have none within them. */
static void
test_symmetries (gconstpointer data)
{
  const RimFamily *family = data;
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;

  settings.profile = RIM_PROFILE_IBSI;
  for (guint round = 0; round < 24; round++)
    for (guint a = RIM_AGGREGATION_2D_AVERAGED; a <= RIM_AGGREGATION_3D_AVERAGED; a += 2)
      {
        double expected[MAX_FEATURES], values[MAX_FEATURES];
        static const guint axes[6][3] = {
          { 0, 1, 2 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 }, { 0, 2, 1 },
        };
        const gboolean flips[3] = { round & 1, (round & 2) != 0, (round & 4) != 0 };
        const guint turn = round % (a == RIM_AGGREGATION_3D_AVERAGED ? 6 : 2);
        g_autoptr(RimTestBox) box = rim_test_box_new_random (5);
        g_autoptr(RimTestBox) turned = rim_test_box_turn (box, axes[turn], flips);

        compute_box (box, family, &settings, a, expected);
        compute_box (turned, family, &settings, a, values);
        assert_equal_features (expected, values, family->n_features);
      }
}

/* Slices square to k, turned so that they are square to another axis. */
static void
test_force_2d (gconstpointer data)
{
  const RimFamily *family = data;
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;

  for (guint round = 0; round < 12; round++)
    {
      double expected[MAX_FEATURES], values[MAX_FEATURES];
      static const guint axes[3][3] = { { 2, 0, 1 }, { 0, 2, 1 }, { 0, 1, 2 } };
      static const gboolean flips[3] = { FALSE, FALSE, FALSE };
      g_autoptr(RimTestBox) box = rim_test_box_new_random (3);

      settings.force_2d_axis = -1;
      compute_box (box, family, &settings, RIM_AGGREGATION_25D_AVERAGED, expected);

      for (int axis = 0; axis < 3; axis++)
        {
          g_autoptr(RimTestBox) turned = rim_test_box_turn (box, axes[axis], flips);

          settings.force_2d_axis = axis;
          compute_box (turned, family, &settings, RIM_AGGREGATION_3D_AVERAGED, values);
          assert_equal_features (expected, values, family->n_features);
        }
    }
}

/* Slices that follow each other do not touch where matrices are per slice. */
static void
test_slices (gconstpointer data)
{
  const RimFamily *family = data;
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;

  settings.profile = RIM_PROFILE_IBSI;
  for (guint round = 0; round < 12; round++)
    {
      double values[MAX_FEATURES], sums[MAX_FEATURES] = { 0.0, };
      g_autoptr(RimTestBox) box = rim_test_box_new (7, 6, 1 + round % 5);
      g_autoptr(RimTestBox) slice = rim_test_box_new (7, 6, 1);

      for (guint v = 0; v < 7 * 6 * box->size[2]; v++)
        box->levels[v] = (guint16) g_test_rand_int_range (v % 42 == 0, 5);

      for (guint k = 0; k < box->size[2]; k++)
        {
          memcpy (slice->levels, box->levels + 42 * k, 42 * sizeof *slice->levels);
          compute_box (slice, family, &settings, RIM_AGGREGATION_25D_AVERAGED, values);
          for (guint f = 0; f < family->n_features; f++)
            sums[f] += values[f] / box->size[2];
        }

      compute_box (box, family, &settings, RIM_AGGREGATION_2D_AVERAGED, values);
      assert_equal_features (sums, values, family->n_features);
    }
}

static double
find_value (const RimFamily *family,
            const double    *values,
            const char      *name)
{
  for (guint f = 0; f < family->n_features; f++)
    if (g_str_equal (family->get_info (f)->name, name))
      return values[f];

  g_assert_not_reached ();
}

/* 24 voxels of level 5; the levels below have none. */
static void
test_constant (void)
{
  g_autoptr(RimTestBox) box = rim_test_box_new (4, 3, 2);
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  double values[MAX_FEATURES];

  for (guint v = 0; v < 24; v++)
    box->levels[v] = 5;

  compute_box (box, &rim_family_glszm, &settings, RIM_AGGREGATION_3D_AVERAGED, values);
  g_assert_cmpfloat (find_value (&rim_family_glszm, values, "LargeAreaHighGrayLevelEmphasis"), ==,
                     25 * 24 * 24);
  g_assert_cmpfloat (find_value (&rim_family_glszm, values, "ZonePercentage"), ==, 1 / 24.0);
  g_assert_cmpfloat_with_epsilon (find_value (&rim_family_glszm, values, "ZoneEntropy"), -3.2e-16,
                                  1e-17);
  compute_box (box, &rim_family_gldm, &settings, RIM_AGGREGATION_3D_AVERAGED, values);
  g_assert_cmpfloat (find_value (&rim_family_gldm, values, "HighGrayLevelEmphasis"), ==, 25);
  g_assert_cmpfloat (find_value (&rim_family_gldm, values, "GrayLevelVariance"), ==, 0);

  for (settings.profile = RIM_PROFILE_PYRADIOMICS; settings.profile <= RIM_PROFILE_IBSI;
       settings.profile++)
    {
      compute_box (box, &rim_family_ngtdm, &settings, RIM_AGGREGATION_3D_AVERAGED,
                   values);
      g_assert_cmpfloat (find_value (&rim_family_ngtdm, values, "Coarseness"), ==, 1e6);
      for (guint f = 1; f < rim_family_ngtdm.n_features; f++)
        g_assert_cmpfloat (values[f], ==, 0);
    }
}

/* A voxel without neighbours counts for PyRadiomics, and not for the IBSI. */
static void
test_one_voxel (void)
{
  g_autoptr(RimTestBox) box = rim_test_box_new (1, 1, 1);
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  double values[MAX_FEATURES];

  box->levels[0] = 65535;

  for (guint f = 0; f < G_N_ELEMENTS (families); f++)
    for (guint a = RIM_AGGREGATION_2D_AVERAGED; a <= RIM_AGGREGATION_3D_AVERAGED; a += 2)
      {
        const gboolean is_gldm = families[f] == &rim_family_gldm;

        settings.profile = is_gldm ? RIM_PROFILE_PYRADIOMICS : RIM_PROFILE_IBSI;
        compute_box (box, families[f], &settings, a, values);
        if (families[f] == &rim_family_ngtdm)
          g_assert_true (isnan (values[0]));
        else
          g_assert_cmpfloat (values[0], ==, 1);
      }

  settings.profile = RIM_PROFILE_PYRADIOMICS;
  compute_box (box, &rim_family_ngtdm, &settings, RIM_AGGREGATION_3D_AVERAGED, values);
  g_assert_cmpfloat (values[0], ==, 1e6);
}

static void
test_threads (gconstpointer data)
{
  static const guint n_threads[] = { 1, 2, 8 };
  const RimFamily *family = data;
  g_autoptr(RimTestBox) box = rim_test_box_new (41, 37, 31);
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  double expected[MAX_FEATURES], values[MAX_FEATURES];

  for (gsize v = 0; v < 41 * 37 * 31; v++)
    box->levels[v] = (guint16) g_test_rand_int_range (0, 200);

  for (guint t = 0; t < G_N_ELEMENTS (n_threads); t++)
    {
      rim_parallel_set_n_threads (n_threads[t]);
      compute_box (box, family, &settings, RIM_AGGREGATION_3D_AVERAGED,
                   t == 0 ? expected : values);
      if (t > 0)
        g_assert_cmpmem (values, family->n_features * sizeof *values, expected,
                         family->n_features * sizeof *expected);
    }

  rim_parallel_set_n_threads (0);
}

static void
test_profiles (void)
{
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  double values[MAX_FEATURES];
  static const guint16 levels[12] = { 1, 2, 1, 3, 0, 2, 1, 1, 3, 3, 2, 1 };
  g_autoptr(RimTestBox) box = rim_test_box_new (3, 2, 2);

  memcpy (box->levels, levels, sizeof levels);
  for (guint f = 0; f < G_N_ELEMENTS (families); f++)
    for (settings.profile = RIM_PROFILE_PYRADIOMICS; settings.profile <= RIM_PROFILE_IBSI;
         settings.profile++)
      {
        compute_box (box, families[f], &settings, RIM_AGGREGATION_3D_AVERAGED, values);
        for (guint i = 0; i < families[f]->n_features; i++)
          {
            const RimFeatureInfo *info = families[f]->get_info (i);
            const gboolean is_in_profile = (info->profiles & (1 << settings.profile)) != 0;

            g_assert_true (isnan (values[i]) == !is_in_profile);
            g_assert_true ((info->profiles & RIM_IN_IBSI) == 0 || info->ibsi_id != NULL);
          }
      }
}

static void
test_cancel (void)
{
  const RimAggregation aggregation = RIM_AGGREGATION_3D_AVERAGED;
  const RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_auto(RimTestRoi) roi;
  double values[MAX_FEATURES];
  g_autoptr(RimTestBox) box = rim_test_box_new_random (3);
  RimFamilyInput input = { .settings = &settings };

  rim_test_roi_init_box (&roi, box, 1);
  input.levels = roi.levels;
  input.region = input.shape = roi.region;
  g_cancellable_cancel (cancellable);

  for (guint f = 0; f < G_N_ELEMENTS (families); f++)
    {
      g_assert_false (families[f]->compute (&input, &aggregation, 1, values, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
    }
}

static void
add_test (const char      *name,
          GTestDataFunc    func,
          const RimFamily *family)
{
  g_autofree char *path = g_strdup_printf ("/engine/undirected/%s/%s", name, family->name);

  g_test_add_data_func (path, family, func);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint f = 0; f < G_N_ELEMENTS (families); f++)
    {
      add_test ("symmetries", test_symmetries, families[f]);
      add_test ("force-2d", test_force_2d, families[f]);
      add_test ("slices", test_slices, families[f]);
      add_test ("threads", test_threads, families[f]);
    }
  g_test_add_func ("/engine/undirected/constant", test_constant);
  g_test_add_func ("/engine/undirected/one-voxel", test_one_voxel);
  g_test_add_func ("/engine/undirected/profiles", test_profiles);
  g_test_add_func ("/engine/undirected/cancel", test_cancel);

  return g_test_run ();
}
