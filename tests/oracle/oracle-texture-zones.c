/* oracle-texture-zones.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-test-data.h"
#include "rim-test-reference.h"
#include "rim-test-roi.h"
#include "texture/rim-gldm.h"
#include "texture/rim-gldzm.h"
#include "texture/rim-glszm.h"
#include "texture/rim-ngldm.h"
#include "texture/rim-ngtdm.h"

/* Values that PyRadiomics and the IBSI publish for public images, of the families
 * without directions.
 */

#define MAX_FEATURES 20

static const RimFamily *const pyradiomics_families[] = {
  &rim_family_glszm, &rim_family_gldm, &rim_family_ngtdm,
};

static const RimFamily *const ibsi_families[] = {
  &rim_family_glszm, &rim_family_gldzm, &rim_family_ngtdm, &rim_family_ngldm,
};

static double
compare_pyradiomics (const RimTestRoi   *roi,
                     const RimFamily    *family,
                     const RimTestTable *table)
{
  const RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  double values[MAX_FEATURES];
  double worst = 0.0;

  rim_test_roi_compute (roi, family, &settings, RIM_AGGREGATION_3D_AVERAGED, values);

  for (guint f = 0; f < family->n_features; f++)
    {
      const char *name = family->get_info (f)->name;
      double expected;

      g_assert_true (rim_test_find_pyradiomics (table, "original", family->name, name, &expected));
      worst = MAX (worst, rim_test_relative_difference (values[f], expected));
    }

  return worst;
}

typedef struct
{
  const char *table;
  const char *image;
  const char *mask;
  double      width;
} Case;

static void
test_pyradiomics (gconstpointer data)
{
  const Case *test = data;
  g_autofree char *path = g_strdup_printf ("reference/pyradiomics/features_%s.csv", test->table);
  g_autoptr(RimTestTable) table = rim_test_table_load_or_skip (path);
  g_auto(RimTestRoi) roi = { NULL, };

  if (table == NULL || !rim_test_roi_load_or_skip (&roi, test->image, test->mask))
    return;

  rim_test_roi_discretise (&roi, (RimBins) { RIM_BINNING_WIDTH, .width = test->width }, 1);

  for (guint f = 0; f < G_N_ELEMENTS (pyradiomics_families); f++)
    {
      const double worst = compare_pyradiomics (&roi, pyradiomics_families[f], table);

      g_test_message ("%s %s: within %.1e", test->table, pyradiomics_families[f]->name, worst);
      g_assert_cmpfloat (worst, <=, 1e-10);
    }
}

/* Returns: how many values were compared. */
static guint
compare_ibsi (const RimTestRoi   *roi,
              const RimFamily    *family,
              const RimTestTable *table,
              const char         *dataset,
              RimAggregation      aggregation)
{
  const char *column = rim_test_ibsi_aggregation (aggregation, FALSE);
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  double values[MAX_FEATURES];
  guint n = 0;

  settings.profile = RIM_PROFILE_IBSI;
  rim_test_roi_compute (roi, family, &settings, aggregation, values);

  for (guint f = 0; f < family->n_features; f++)
    {
      const char *tag = family->get_info (f)->ibsi_tag;
      RimTestIbsi reference;

      if (!rim_test_find_ibsi (table, dataset, tag, column, &reference))
        continue;
      if (!rim_test_ibsi_accepts (&reference, values[f]))
        {
          g_test_message ("%s %s: %g, not %g ± %g", tag, column, values[f], reference.value,
                          reference.tolerance);
          g_test_fail ();
        }
      n++;
    }

  return n;
}

static guint
compare_families (const RimTestRoi     *roi,
                  const RimTestTable   *table,
                  const char           *dataset,
                  const RimAggregation *aggregations,
                  guint                 n_aggregations)
{
  guint n = 0;

  for (guint f = 0; f < G_N_ELEMENTS (ibsi_families); f++)
    for (guint a = 0; a < n_aggregations; a++)
      n += compare_ibsi (roi, ibsi_families[f], table, dataset, aggregations[a]);

  return n;
}

static void
test_digital_phantom (void)
{
  static const RimAggregation aggregations[] = {
    RIM_AGGREGATION_2D_AVERAGED, RIM_AGGREGATION_25D_AVERAGED, RIM_AGGREGATION_3D_AVERAGED,
  };
  g_autoptr(RimTestTable) table = rim_test_table_load_or_skip ("reference/ibsi/ibsi1_reference.csv");
  g_auto(RimTestRoi) roi = { NULL, };

  if (table == NULL ||
      !rim_test_roi_load_or_skip (&roi, "data/ibsi1/digital_phantom/image/phantom.nii.gz",
                                  "data/ibsi1/digital_phantom/mask/mask.nii.gz"))
    return;

  rim_test_roi_discretise (&roi, (RimBins) { RIM_BINNING_FIXED_SIZE, 1.0, 0, 1.0, FALSE }, 1);
  g_assert_cmpuint (compare_families (&roi, table, "digital_phantom", aggregations,
                                      G_N_ELEMENTS (aggregations)), ==, 3 * (16 + 16 + 5 + 17));
}

/* A region that is less than its shape, and slices of different sizes. */
static void
test_configuration_a (void)
{
  static const RimAggregation aggregations[] = {
    RIM_AGGREGATION_2D_AVERAGED, RIM_AGGREGATION_25D_AVERAGED,
  };
  g_autoptr(RimTestTable) table = rim_test_table_load_or_skip ("reference/ibsi/ibsi1_reference.csv");
  g_auto(RimTestRoi) roi = { NULL, };

  if (table == NULL ||
      !rim_test_roi_load_or_skip (&roi, "data/ibsi1/ct_phantom/nifti/image/phantom.nii.gz",
                                  "data/ibsi1/ct_phantom/nifti/mask/mask.nii.gz"))
    return;

  rim_test_roi_resegment (&roi, -500.0, 400.0);
  g_assert_cmpuint (roi.region->n_voxels, ==, 114596);
  rim_test_roi_discretise (&roi, (RimBins) { RIM_BINNING_FIXED_SIZE, 25.0, 0, -500.0, FALSE }, 1);
  g_assert_cmpuint (compare_families (&roi, table, "config_A", aggregations,
                                      G_N_ELEMENTS (aggregations)), ==, 2 * (16 + 16 + 5 + 17));
}

#define STS(patient, kind, bins)                             \
  {                                                          \
    "STS_" patient "_" kind "_GTV",                          \
    "data/sts/STS_" patient "/nifti/" kind "_image.nii.gz",  \
    "data/sts/STS_" patient "/nifti/" kind "_mask.nii.gz",   \
    bins,                                                    \
  }

int
main (int   argc,
      char *argv[])
{
  static const Case cases[] = {
    { "IBSI1-digital-phantom_binWidth1_mask", "data/ibsi1/digital_phantom/image/phantom.nii.gz",
      "data/ibsi1/digital_phantom/mask/mask.nii.gz", 1.0 },
    STS ("001", "CT", 25.0), STS ("001", "PET", 0.25), STS ("002", "CT", 25.0),
    STS ("002", "PET", 0.25), STS ("003", "CT", 25.0), STS ("003", "PET", 0.25),
  };

  g_test_init (&argc, &argv, NULL);
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autofree char *path = g_strdup_printf ("/oracle/texture-zones/%s", cases[c].table);

      g_test_add_data_func (path, &cases[c], test_pyradiomics);
    }
  g_test_add_func ("/oracle/texture-zones/ibsi-digital-phantom", test_digital_phantom);
  g_test_add_func ("/oracle/texture-zones/ibsi-configuration-a", test_configuration_a);

  return g_test_run ();
}
