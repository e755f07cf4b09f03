/* oracle-shape.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-measure.h"
#include "feature/rim-shape.h"
#include "format/rim-nifti.h"
#include "rim-test-data.h"
#include "rim-test-reference.h"

/* The shape that PyRadiomics and the IBSI publish for public images. */

typedef struct
{
  RimVolume *volume;
  RimMask   *mask;
} Case;

static gboolean
case_load (Case       *self,
           const char *image,
           const char *mask)
{
  g_autofree char *image_path = rim_test_data_or_skip (image);
  g_autofree char *mask_path = NULL;
  g_autoptr(RimRoiSet) set = NULL;
  g_autoptr(GError) error = NULL;
  const RimRoi *roi;

  if (image_path == NULL || (mask_path = rim_test_data_or_skip (mask)) == NULL)
    return FALSE;

  self->volume = rim_nifti_read (image_path, &error);
  g_assert_no_error (error);
  set = rim_nifti_read_labels (mask_path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (set->rois->len, ==, 1);
  roi = g_ptr_array_index (set->rois, 0);
  self->mask = rim_mask_resample (roi->mask, rim_volume_get_grid (self->volume));
  g_assert_cmpuint (rim_mask_count (self->mask), ==, rim_mask_count (roi->mask));

  return TRUE;
}

static void
case_clear (Case *self)
{
  rim_volume_unref (self->volume);
  rim_mask_unref (self->mask);
}

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
      g_test_message ("%s %.17g %.17g %g", info->name, values[f], expected,
                      rim_test_relative_difference (values[f], expected));
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
  Case self;

  if (table == NULL || !case_load (&self, name[0], name[1]))
    return;

  region = rim_region_new (self.mask);
  rim_family_shape.compute (&(RimFamilyInput) { .shape = region, .settings = &settings },
                            &aggregation, 1, values, NULL, &error);
  g_assert_no_error (error);
  compare_pyradiomics (&rim_family_shape, table, values);
  case_clear (&self);
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
    "data/ibsi1/digital_phantom/image/phantom.nii.gz|data/ibsi1/digital_phantom/mask/mask.nii.gz|"
    "reference/pyradiomics/features_IBSI1-digital-phantom_binWidth1_mask.csv",
  };

  g_test_init (&argc, &argv, NULL);
  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autofree char *path = g_strdup_printf ("/oracle/shape/pyradiomics/%u", c);

      g_test_add_data_func (path, cases[c], test_pyradiomics);
    }

  return g_test_run ();
}
