/* oracle-shape.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-measure.h"
#include "feature/rim-morphology.h"
#include "feature/rim-shape.h"
#include "rim-test-case.h"
#include "rim-test-reference.h"

/* The shape that PyRadiomics and the IBSI publish for public images. */

static void
compare_pyradiomics (const RimFamily    *family,
                     const RimTestTable *table,
                     const double       *values)
{
  guint n = 0;

  for (guint f = 0; f < family->n_features; f++)
    {
      const RimFeatureInfo *info = family->get_info (f);
      double expected;

      if (!rim_test_find_pyradiomics (table, "original", family->name, info->name, &expected))
        {
          g_assert_false (info->is_on);
          continue;
        }

      g_assert_true (info->is_on);
      g_assert_cmpfloat (rim_test_relative_difference (values[f], expected), <=, 1e-11);
      n++;
    }

  g_assert_cmpuint (n, ==, 14);
}

static void
test_pyradiomics (gconstpointer data)
{
  static const RimAggregation aggregation = RIM_AGGREGATION_NONE;
  static const RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  g_auto(GStrv) name = g_strsplit (data, "|", 3);
  g_autoptr(RimTestTable) table = rim_test_table_load_or_skip (name[2]);
  g_autoptr(RimRegion) region = NULL;
  g_autoptr(GError) error = NULL;
  double values[32];
  RimTestCase self;

  if (table == NULL || !rim_test_case_load_or_skip (&self, name[0], name[1]))
    return;

  region = rim_region_new (self.mask);
  rim_family_shape.compute (&(RimFamilyInput) { .shape = region, .settings = &settings },
                            &aggregation, 1, values, NULL, &error);
  g_assert_no_error (error);
  compare_pyradiomics (&rim_family_shape, table, values);
  rim_test_case_clear (&self);
}

/* What of a mask lies from @low to @high. */
static RimRegion *
resegment (const RimTestCase *self,
           double             low,
           double             high)
{
  const RimGrid *grid = rim_mask_get_grid (self->mask);
  g_autofree guint8 *voxels = rim_mask_to_bytes (self->mask);
  gsize v = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++, v++)
        if (voxels[v])
          {
            double value = rim_volume_get_value (self->image, i, j, k);

            voxels[v] = value >= low && value <= high;
          }

  return rim_region_new_from_bytes (grid, voxels);
}

static void
compute_morphology (const RimTestCase *self,
                    double             low,
                    double             high,
                    double            *values)
{
  static const RimAggregation aggregation = RIM_AGGREGATION_NONE;
  static const RimFamilySettings settings = { .profile = RIM_PROFILE_IBSI, .force_2d_axis = -1 };
  g_autoptr(RimRegion) shape = rim_region_new (self->mask);
  g_autoptr(RimRegion) region = resegment (self, low, high);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimField) field = rim_field_new_from_volume (self->image, &region->box, &error);
  g_autofree double *intensities = g_new (double, region->n_voxels);
  RimFamilyInput input = { .region = region, .shape = shape, .values = intensities,
                           .settings = &settings };

  g_assert_no_error (error);
  rim_region_gather (region, field, intensities);
  rim_family_morphology.compute (&input, &aggregation, 1, values, NULL, &error);
  g_assert_no_error (error);
}

/* All of the 29 features have a value; 25 are standardised. */
static void
compare_ibsi (const char   *dataset,
              const double *values)
{
  g_autoptr(RimTestTable) table =
    rim_test_table_load_or_skip ("reference/ibsi/ibsi1_reference.csv");
  guint n = 0;

  if (table == NULL)
    return;

  g_assert_cmpuint (rim_family_morphology.n_features, ==, 29);
  for (guint f = 0; f < rim_family_morphology.n_features; f++)
    {
      const RimFeatureInfo *info = rim_family_morphology.get_info (f);
      RimTestIbsi reference = { NAN, NAN };
      gboolean is_standard = rim_test_find_ibsi (table, dataset, info->ibsi_tag, "", &reference);

      g_test_message ("%s %.10g %g", info->ibsi_tag, values[f], reference.value);
      g_assert_true (isfinite (values[f]));
      g_assert_true (!is_standard || rim_test_ibsi_accepts (&reference, values[f]));
      n += is_standard;
    }

  g_assert_cmpuint (n, ==, 25);
}

static double
find_value (const double *values,
            const char   *tag)
{
  for (guint f = 0; f < rim_family_morphology.n_features; f++)
    if (g_str_equal (rim_family_morphology.get_info (f)->ibsi_tag, tag))
      return values[f];

  g_assert_not_reached ();
}

static void
test_ibsi_digital_phantom (void)
{
  double values[32];
  RimTestCase self;

  if (!rim_test_case_load_or_skip (&self, "data/ibsi1/digital_phantom/image/phantom.nii.gz",
                                   "data/ibsi1/digital_phantom/mask/mask.nii.gz"))
    return;

  compute_morphology (&self, -INFINITY, INFINITY, values);
  compare_ibsi ("digital_phantom", values);

  /* Not standardised; what three teams of three submitted. */
  g_assert_cmpfloat_with_epsilon (find_value (values, "morph_vol_dens_ombb"), 0.869, 0.0005);
  g_assert_cmpfloat_with_epsilon (find_value (values, "morph_area_dens_ombb"), 0.866, 0.0005);
  rim_test_case_clear (&self);
}

static void
test_ibsi_ct_phantom (void)
{
  double values[32];
  RimTestCase self;

  if (!rim_test_case_load_or_skip (&self, "data/ibsi1/ct_phantom/nifti/image/phantom.nii.gz",
                                   "data/ibsi1/ct_phantom/nifti/mask/mask.nii.gz"))
    return;

  g_assert_cmpuint (rim_mask_count (self.mask), ==, 125256);
  compute_morphology (&self, -500.0, 400.0, values);
  compare_ibsi ("config_A", values);
  rim_test_case_clear (&self);
}

#define STS(patient, modality)                                                              \
  "data/sts/" patient "/nifti/" modality "_image.nii.gz|"                                   \
  "data/sts/" patient "/nifti/" modality "_mask.nii.gz|"                                    \
  "reference/pyradiomics/features_" patient "_" modality "_GTV.csv"

int
main (int   argc,
      char *argv[])
{
  static const char *const cases[] = {
    STS ("STS_001", "CT"), STS ("STS_001", "PET"), STS ("STS_002", "CT"),
    STS ("STS_002", "PET"), STS ("STS_003", "CT"), STS ("STS_003", "PET"),
    ("data/ibsi1/digital_phantom/image/phantom.nii.gz|data/ibsi1/digital_phantom/mask/mask.nii.gz|"
     "reference/pyradiomics/features_IBSI1-digital-phantom_binWidth1_mask.csv"),
  };

  g_test_init (&argc, &argv, NULL);
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autofree char *path = g_strdup_printf ("/oracle/shape/pyradiomics/%u", c);

      g_test_add_data_func (path, cases[c], test_pyradiomics);
    }
  g_test_add_func ("/oracle/shape/ibsi-digital-phantom", test_ibsi_digital_phantom);
  g_test_add_func ("/oracle/shape/ibsi-ct-phantom", test_ibsi_ct_phantom);

  return g_test_run ();
}
