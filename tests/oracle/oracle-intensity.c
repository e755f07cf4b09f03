/* oracle-intensity.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feature/rim-first-order.h"
#include "feature/rim-intensity-histogram.h"
#include "feature/rim-intensity-statistics.h"
#include "feature/rim-local-intensity.h"
#include "feature/rim-measure.h"
#include "feature/rim-volume-histogram.h"
#include "filter/rim-resample.h"
#include "rim-test-case.h"
#include "rim-test-reference.h"
#include "texture/rim-discretise.h"

/* Values of intensities that PyRadiomics and the IBSI publish, some of them after
 * resampling.
 */

/* Against PyRadiomics, relative. */
#define TOLERANCE 1e-12

#define IBSI_TABLE "reference/ibsi/ibsi1_reference.csv"

typedef struct
{
  const char *table;
  const char *image;
  const char *mask;
  double      bin_width;
  double      spacing;           /* mm to resample to; 0 not at all */
} Published;

/* A configuration of the IBSI's first part, as its table has them. */
typedef struct
{
  const char      *name;
  double           spacing[3];
  RimInterpolator  interpolator;
  double           range[2];
  gboolean         drops_outliers;
  RimBins          bins;
  RimIvhBinning    ivh_binning;
  double           ivh_width;
  double           area;         /* informative: what most teams found; NAN: few agree */
} Configuration;

static const RimFamily *const ibsi_families[] = {
  &rim_family_local_intensity,
  &rim_family_statistics,
  &rim_family_histogram,
  &rim_family_ivh,
};

static void
case_replace (RimTestCase      *self,
              RimVolume        *image,
              RimMask          *mask)
{
  rim_test_case_clear (self);
  *self = (RimTestCase) { image, mask };
}

static double *
gather (const RimTestCase      *self,
        const RimRegion        *region)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimField) field = rim_field_new_from_volume (self->image, &region->box, &error);
  double *values = g_new (double, region->n_voxels);

  g_assert_no_error (error);
  rim_region_gather (region, field, values);

  return values;
}

static double *
compute (const RimTestCase              *self,
         const RimFamily                *family,
         const RimBins                  *bins,
         const RimFamilySettings        *settings)
{
  g_autoptr(RimRegion) region = rim_region_new (self->mask);
  g_autofree double *values = gather (self, region);
  g_autofree guint16 *grey = g_new (guint16, region->n_voxels);
  g_autoptr(RimLevels) levels = NULL;
  g_autoptr(GError) error = NULL;
  RimFamilyInput input = { self->image, region, region, values, NULL, settings };
  const RimAggregation none = RIM_AGGREGATION_NONE;
  double *found = g_new (double, family->n_features);
  guint n_levels;

  rim_discretise (bins, values, region->n_voxels, grey, &n_levels, NULL, &error);
  g_assert_no_error (error);
  levels = rim_levels_new (region, grey, n_levels, 0);
  input.levels = levels;

  family->compute (&input, &none, 1, found, NULL, &error);
  g_assert_no_error (error);

  return found;
}

static void
test_pyradiomics (gconstpointer data)
{
  const Published *published = data;
  const RimFamily *family = &rim_family_firstorder;
  g_autoptr(RimTestTable) table = rim_test_table_load_or_skip (published->table);
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  RimBins bins = { RIM_BINNING_WIDTH, .width = published->bin_width };
  g_autofree double *found = NULL;
  double worst = 0.0;
  RimTestCase self;

  if (table == NULL || !rim_test_case_load_or_skip (&self, published->image, published->mask))
    return;

  if (published->spacing > 0.0)
    {
      RimResampleSettings resampling = RIM_RESAMPLE_SETTINGS_INIT;
      g_autoptr(GError) error = NULL;
      RimVolume *image;
      RimMask *mask;

      for (guint axis = 0; axis < 3; axis++)
        resampling.spacing[axis] = published->spacing;
      rim_resample_pyradiomics (self.image, self.mask, &resampling, &image, &mask, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (rim_volume_is_single (image));
      case_replace (&self, image, mask);
    }

  found = compute (&self, family, &bins, &settings);
  for (guint f = 0; f < family->n_features; f++)
    {
      const RimFeatureInfo *info = family->get_info (f);
      double expected;

      g_assert_true (rim_test_find_pyradiomics (table, "original", "firstorder", info->name,
                                                &expected) == info->is_on);
      if (!info->is_on)
        continue;
      g_assert_cmpfloat (rim_test_relative_difference (found[f], expected), <=, TOLERANCE);
      worst = MAX (worst, rim_test_relative_difference (found[f], expected));
    }
  g_test_message ("worst relative difference %.2g", worst);
  rim_test_case_clear (&self);
}

/* Whole numbers, as the IBSI rounds before and after it interpolates. */
static RimVolume *
round_image (RimVolume *image)
{
  const RimGrid *grid = rim_volume_get_grid (image);
  g_autoptr(GError) error = NULL;
  RimVolume *rounded = rim_volume_new (grid, RIM_VOXEL_DOUBLE, &error);

  g_assert_no_error (error);
  for (guint k = 0; k < grid->size[2]; k++)
    {
      double *row = rim_volume_get_slice_for_writing (rounded, k);

      for (guint j = 0; j < grid->size[1]; j++, row += grid->size[0])
        {
          rim_volume_read_row (image, 0, j, k, grid->size[0], row);
          for (guint i = 0; i < grid->size[0]; i++)
            row[i] = rint (row[i]);
        }
    }
  rim_volume_publish_all (rounded);

  return rounded;
}

/* The voxels of the mask from @low to @high. */
static RimMask *
resegment (const RimTestCase *self,
           double             low,
           double             high)
{
  const RimGrid *grid = rim_mask_get_grid (self->mask);
  g_autofree guint8 *voxels = rim_mask_to_bytes (self->mask);
  g_autofree double *row = g_new (double, grid->size[0]);
  gsize v = 0;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      {
        rim_volume_read_row (self->image, 0, j, k, grid->size[0], row);
        for (guint i = 0; i < grid->size[0]; i++, v++)
          voxels[v] = voxels[v] && row[i] >= low && row[i] <= high;
      }

  return rim_mask_new_from_bytes (grid, voxels);
}

static void
prepare (RimTestCase                *self,
         const Configuration        *configuration)
{
  RimResampleSettings resampling = { .interpolator = configuration->interpolator,
                                     .is_rounded = TRUE, .threshold = 0.5 };
  g_autoptr(GError) error = NULL;
  RimStatistics statistics;
  RimVolume *image;
  RimMask *mask;

  case_replace (self, round_image (self->image), rim_mask_ref (self->mask));
  if (configuration->spacing[0] > 0.0)
    {
      memcpy (resampling.spacing, configuration->spacing, sizeof resampling.spacing);
      rim_resample_ibsi (self->image, self->mask, &resampling, &image, &mask, NULL, &error);
      g_assert_no_error (error);
      case_replace (self, image, mask);
    }

  mask = resegment (self, configuration->range[0], configuration->range[1]);
  case_replace (self, rim_volume_ref (self->image), mask);
  if (!configuration->drops_outliers)
    return;

  g_assert_true (rim_measure_statistics (self->mask, self->image, &statistics));
  mask = resegment (self, statistics.mean - 3.0 * statistics.sd,
                    statistics.mean + 3.0 * statistics.sd);
  case_replace (self, rim_volume_ref (self->image), mask);
}

/* The area under the curve is not standardised: what most teams found. */
static gboolean
find_ibsi (const RimTestTable *table,
           const char         *dataset,
           const char         *tag,
           double              area,
           RimTestIbsi        *reference)
{
  if (rim_test_find_ibsi (table, dataset, tag, "", reference))
    return TRUE;

  g_assert_cmpstr (tag, ==, "ivh_auc");
  *reference = (RimTestIbsi) { area, 0.0 };

  return !isnan (area);
}

static void
check_family (const RimFamily    *family,
              const double       *found,
              const RimTestTable *table,
              const char         *dataset,
              double              area)
{
  for (guint i = 0; i < family->n_features; i++)
    {
      const char *tag = family->get_info (i)->ibsi_tag;
      RimTestIbsi reference;

      if (!find_ibsi (table, dataset, tag, area, &reference))
        continue;
      if (!rim_test_ibsi_accepts (&reference, found[i]))
        g_error ("%s %s: %.17g is not %g within %g", dataset, tag, found[i], reference.value,
                 reference.tolerance);
    }
}

static void
check_ibsi (const RimTestCase              *self,
            const char                     *dataset,
            const RimBins                  *bins,
            const RimFamilySettings        *settings,
            double                          area)
{
  g_autoptr(RimTestTable) table = rim_test_table_load_or_skip (IBSI_TABLE);
  guint n = 0;

  for (guint f = 0; table != NULL && f < G_N_ELEMENTS (ibsi_families); f++)
    {
      g_autofree double *found = compute (self, ibsi_families[f], bins, settings);

      check_family (ibsi_families[f], found, table, dataset, area);
      n += ibsi_families[f]->n_features;
    }
  g_assert_true (table == NULL || n == 2 + 18 + 23 + 7);
}

static void
test_ibsi_phantom (void)
{
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  RimBins bins = { RIM_BINNING_FIXED_SIZE, .width = 1.0, .lower = 1.0 };
  RimTestCase self;

  if (!rim_test_case_load_or_skip (&self, "data/ibsi1/digital_phantom/image/phantom.nii.gz",
                                   "data/ibsi1/digital_phantom/mask/mask.nii.gz"))
    return;

  settings.profile = RIM_PROFILE_IBSI;
  check_ibsi (&self, "digital_phantom", &bins, &settings, 0.32);
  rim_test_case_clear (&self);
}

static void
test_ibsi_configuration (gconstpointer data)
{
  const Configuration *configuration = data;
  RimFamilySettings settings = RIM_FAMILY_SETTINGS_INIT;
  RimTestCase self;

  if (!rim_test_case_load_or_skip (&self, "data/ibsi1/ct_phantom/nifti/image/phantom.nii.gz",
                                   "data/ibsi1/ct_phantom/nifti/mask/mask.nii.gz"))
    return;

  prepare (&self, configuration);
  settings.profile = RIM_PROFILE_IBSI;
  settings.ivh_binning = configuration->ivh_binning;
  settings.ivh_width = configuration->ivh_width;
  settings.ivh_lower = isfinite (configuration->range[0]) ? configuration->range[0] : NAN;
  settings.ivh_upper = isfinite (configuration->range[1]) ? configuration->range[1] : NAN;
  check_ibsi (&self, configuration->name, &configuration->bins, &settings, configuration->area);
  rim_test_case_clear (&self);
}

static const Configuration configurations[] = {
  { "config_A", { 0, 0, 0 }, RIM_INTERPOLATOR_LINEAR, { -500, 400 }, FALSE,
    { RIM_BINNING_FIXED_SIZE, .width = 25, .lower = -500 }, RIM_IVH_STEPS, 1.0, 0.571 },
  { "config_B", { 2, 2, 0 }, RIM_INTERPOLATOR_LINEAR, { -500, 400 }, FALSE,
    { RIM_BINNING_FIXED_NUMBER, .count = 32 }, RIM_IVH_STEPS, 1.0, NAN },
  { "config_C", { 2, 2, 2 }, RIM_INTERPOLATOR_LINEAR, { -1000, 400 }, FALSE,
    { RIM_BINNING_FIXED_SIZE, .width = 25, .lower = -1000 }, RIM_IVH_FIXED_SIZE, 2.5, 0.681 },
  { "config_D", { 2, 2, 2 }, RIM_INTERPOLATOR_LINEAR, { -INFINITY, INFINITY }, TRUE,
    { RIM_BINNING_FIXED_NUMBER, .count = 32 }, RIM_IVH_STEPS, 1.0, 0.563 },
  { "config_E", { 2, 2, 2 }, RIM_INTERPOLATOR_BSPLINE_3, { -1000, 400 }, TRUE,
    { RIM_BINNING_FIXED_NUMBER, .count = 32 }, RIM_IVH_FIXED_NUMBER, 1.0, 0.663 },
};

#define STS(name, modality, width)                                                  \
  { "reference/pyradiomics/features_" name "_" modality "_GTV.csv",                 \
    "data/sts/" name "/nifti/" modality "_image.nii.gz",                            \
    "data/sts/" name "/nifti/" modality "_mask.nii.gz", width, 0.0 }

#define STS_1MM(name)                                                               \
  { "reference/pyradiomics/features_" name "_CT_GTV-iso1mm.csv",                    \
    "data/sts/" name "/nifti/CT_image.nii.gz",                                      \
    "data/sts/" name "/nifti/CT_mask.nii.gz", 25.0, 1.0 }

static const Published published[] = {
  { "reference/pyradiomics/features_IBSI1-digital-phantom_binWidth1_mask.csv",
    "data/ibsi1/digital_phantom/image/phantom.nii.gz",
    "data/ibsi1/digital_phantom/mask/mask.nii.gz", 1.0, 0.0 },
  STS ("STS_001", "CT", 25.0),
  STS ("STS_002", "CT", 25.0),
  STS ("STS_003", "CT", 25.0),
  STS ("STS_001", "PET", 0.25),
  STS ("STS_002", "PET", 0.25),
  STS ("STS_003", "PET", 0.25),
  STS_1MM ("STS_002"),
  STS_1MM ("STS_003"),
};

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint p = 0; p < G_N_ELEMENTS (published); p++)
    {
      g_autofree char *name = g_path_get_basename (published[p].table);
      g_autofree char *path = g_strdup_printf ("/oracle/intensity/%s", name);

      g_test_add_data_func (path, &published[p], test_pyradiomics);
    }

  g_test_add_func ("/oracle/intensity/ibsi-digital-phantom", test_ibsi_phantom);
  for (guint c = 0; c < G_N_ELEMENTS (configurations); c++)
    {
      g_autofree char *path = g_strdup_printf ("/oracle/intensity/ibsi-%s", configurations[c].name);

      g_test_add_data_func (path, &configurations[c], test_ibsi_configuration);
    }

  return g_test_run ();
}
