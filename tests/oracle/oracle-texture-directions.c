/* oracle-texture-directions.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "format/rim-nifti.h"
#include "rim-test-data.h"
#include "rim-test-reference.h"
#include "texture/rim-glcm.h"
#include "texture/rim-glrlm.h"
#include "volume/rim-mask-resample.h"
#include "volume/rim-roi.h"

/* GLCM and GLRLM of public images, against PyRadiomics and the IBSI. */

#define TOLERANCE 1e-11

static const RimFamily *const families[] = { &rim_family_glcm, &rim_family_glrlm };

static RimMask *
load_mask (const char    *path,
           const RimGrid *grid)
{
  g_autoptr(RimRoiSet) set = NULL;
  g_autoptr(GError) error = NULL;
  const RimRoi *roi;
  RimMask *mask;

  set = rim_nifti_read_labels (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (set->rois->len, ==, 1);
  roi = g_ptr_array_index (set->rois, 0);
  mask = rim_mask_resample (roi->mask, grid);
  g_assert_cmpuint (rim_mask_count (mask), ==, rim_mask_count (roi->mask));

  return mask;
}

/* Bins of fixed width whose edges are multiples of it; a value on an edge goes
 * up.
 */
static RimLevels *
discretise (const RimRegion *region,
            const double    *values,
            double           width)
{
  g_autofree guint16 *levels = g_new (guint16, region->n_voxels);
  double lowest = INFINITY;
  guint n_levels = 0;

  for (gsize v = 0; v < region->n_voxels; v++)
    lowest = MIN (lowest, floor (values[v] / width));
  for (gsize v = 0; v < region->n_voxels; v++)
    {
      levels[v] = (guint16) (floor (values[v] / width) - lowest + 1);
      n_levels = MAX (n_levels, levels[v]);
    }

  return rim_levels_new (region, levels, n_levels, 1);
}

static RimLevels *
load_levels_or_skip (const char *image,
                     const char *mask,
                     double      width)
{
  g_autofree char *image_path = rim_test_data_or_skip (image);
  g_autofree char *mask_path = NULL;
  g_autofree double *values = NULL;
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(RimMask) voxels = NULL;
  g_autoptr(RimRegion) region = NULL;
  g_autoptr(RimField) field = NULL;
  g_autoptr(GError) error = NULL;

  if (image_path == NULL || (mask_path = rim_test_data_or_skip (mask)) == NULL)
    return NULL;

  volume = rim_nifti_read (image_path, &error);
  g_assert_no_error (error);
  voxels = load_mask (mask_path, rim_volume_get_grid (volume));
  region = rim_region_new (voxels);
  field = rim_field_new_from_volume (volume, &region->box, &error);
  g_assert_no_error (error);
  values = g_new (double, region->n_voxels);
  rim_region_gather (region, field, values);

  return discretise (region, values, width);
}

static double *
compute (const RimFamily   *family,
         const RimLevels   *levels,
         RimProfile         profile,
         RimAggregation     aggregation)
{
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  RimFamilyInput input = { .levels = levels, .settings = &settings };
  double *values = g_new (double, family->n_features);
  g_autoptr(GError) error = NULL;

  settings.profile = profile;
  family->compute (&input, &aggregation, 1, values, NULL, &error);
  g_assert_no_error (error);

  return values;
}

static void
check_pyradiomics (const RimFamily    *family,
                   const RimLevels    *levels,
                   const RimTestTable *table)
{
  g_autofree double *values = compute (family, levels, RIM_PROFILE_PYRADIOMICS,
                                       RIM_AGGREGATION_3D_AVERAGED);
  const char *worst_name = NULL;
  double worst = -1.0;
  guint n = 0;

  for (guint f = 0; f < family->n_features; f++)
    {
      const RimFeatureInfo *info = family->get_info (f);
      double expected, difference;

      if (!(info->profiles & RIM_IN_PYRADIOMICS))
        continue;

      g_assert_true (rim_test_find_pyradiomics (table, "original", family->name, info->name,
                                                &expected));
      difference = rim_test_relative_difference (values[f], expected);
      if (!(difference <= TOLERANCE))
        g_test_message ("%s: %.17g instead of %.17g", info->name, values[f], expected);
      if (!(difference <= worst))
        {
          worst = difference;
          worst_name = info->name;
        }
      n++;
    }

  g_test_message ("%s: %u features, worst %s with %.2g", family->name, n, worst_name, worst);
  g_assert_cmpuint (n, ==, family == &rim_family_glcm ? 24 : 16);
  g_assert_cmpfloat (worst, <=, TOLERANCE);
}

static void
test_pyradiomics (gconstpointer data)
{
  g_auto(GStrv) name = g_strsplit (data, " ", 2);
  g_autofree char *image = g_strdup_printf ("data/sts/%s/nifti/%s_image.nii.gz", name[0], name[1]);
  g_autofree char *mask = g_strdup_printf ("data/sts/%s/nifti/%s_mask.nii.gz", name[0], name[1]);
  g_autofree char *csv = g_strdup_printf ("reference/pyradiomics/features_%s_%s_GTV.csv", name[0],
                                          name[1]);
  g_autoptr(RimTestTable) table = rim_test_table_load_or_skip (csv);
  g_autoptr(RimLevels) levels = NULL;

  if (table == NULL)
    return;

  levels = load_levels_or_skip (image, mask, g_str_equal (name[1], "CT") ? 25.0 : 0.25);
  if (levels == NULL)
    return;

  for (guint f = 0; f < G_N_ELEMENTS (families); f++)
    check_pyradiomics (families[f], levels, table);
}

static RimLevels *
load_phantom_or_skip (void)
{
  return load_levels_or_skip ("data/ibsi1/digital_phantom/image/phantom.nii.gz",
                              "data/ibsi1/digital_phantom/mask/mask.nii.gz", 1.0);
}

static void
test_pyradiomics_phantom (void)
{
  g_autoptr(RimLevels) levels = load_phantom_or_skip ();
  g_autoptr(RimTestTable) table = NULL;

  if (levels == NULL)
    return;

  table = rim_test_table_load_or_skip ("reference/pyradiomics/"
                                       "features_IBSI1-digital-phantom_binWidth1_mask.csv");
  for (guint f = 0; table != NULL && f < G_N_ELEMENTS (families); f++)
    check_pyradiomics (families[f], levels, table);
}

static guint
check_ibsi (const RimFamily    *family,
            const RimLevels    *levels,
            RimAggregation      aggregation,
            const RimTestTable *table)
{
  g_autofree double *values = compute (family, levels, RIM_PROFILE_IBSI, aggregation);
  const char *text = rim_test_ibsi_aggregation (aggregation, TRUE);
  guint n = 0;

  for (guint f = 0; f < family->n_features; f++)
    {
      const RimFeatureInfo *info = family->get_info (f);
      RimTestIbsi reference;

      if (!(info->profiles & RIM_IN_IBSI))
        continue;

      g_assert_true (rim_test_find_ibsi (table, "digital_phantom", info->ibsi_tag, text,
                                         &reference));
      if (!rim_test_ibsi_accepts (&reference, values[f]))
        g_test_fail_printf ("%s %s: %g instead of %g ± %g", info->ibsi_tag, text, values[f],
                            reference.value, reference.tolerance);
      n++;
    }

  return n;
}

static void
test_ibsi_phantom (void)
{
  g_autoptr(RimTestTable) table =
    rim_test_table_load_or_skip ("reference/ibsi/ibsi1_reference.csv");
  g_autoptr(RimLevels) levels = NULL;
  guint n = 0;

  if (table == NULL || (levels = load_phantom_or_skip ()) == NULL)
    return;

  for (guint f = 0; f < G_N_ELEMENTS (families); f++)
    for (int a = RIM_AGGREGATION_2D_AVERAGED; a <= RIM_AGGREGATION_3D_MERGED; a++)
      n += check_ibsi (families[f], levels, a, table);

  g_assert_cmpuint (n, ==, 6 * (25 + 16));
}

int
main (int   argc,
      char *argv[])
{
  static const char *const cases[] = {
    "STS_001 CT", "STS_001 PET", "STS_002 CT", "STS_002 PET", "STS_003 CT", "STS_003 PET",
  };

  g_test_init (&argc, &argv, NULL);
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autofree char *path = g_strdup_printf ("/oracle/texture-directions/%s", cases[c]);

      g_test_add_data_func (path, cases[c], test_pyradiomics);
    }
  g_test_add_func ("/oracle/texture-directions/pyradiomics-digital-phantom",
                   test_pyradiomics_phantom);
  g_test_add_func ("/oracle/texture-directions/ibsi-digital-phantom", test_ibsi_phantom);

  return g_test_run ();
}
