/* oracle-map.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "format/rim-nifti.h"
#include "map/rim-map-explanation.h"
#include "rim-test-data.h"
#include "volume/rim-mask-resample.h"
#include "volume/rim-roi.h"

/* Voxel maps of a public patient, against PyRadiomics: all 93, kernel radius 1, masked
 * kernel, bins of 25 HU. The files are in single precision.
 */

#define TOLERANCE 1e-5

#define EXPLAINED 997

/* What is nothing but rounding of sums of about 1. */
#define ROUNDING 1e-14

static RimVolume *
read_volume (const char *path)
{
  g_autoptr(GError) error = NULL;
  RimVolume *volume = rim_nifti_read (path, &error);

  g_assert_no_error (error);

  return volume;
}

static RimRegion *
read_region (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRoiSet) set = rim_nifti_read_labels (path, &error);

  g_assert_no_error (error);

  return rim_region_new (((RimRoi *) g_ptr_array_index (set->rois, 0))->mask);
}

static RimMapInput *
make_input (RimVolume *image,
            RimRegion *region)
{
  RimMapSettings settings = {
    .kernel_radius = 1,
    .is_masked = TRUE,
    .bins = { .binning = RIM_BINNING_WIDTH, .width = 25.0 },
    .family = RIM_FAMILY_SETTINGS_INIT,
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(RimField) field = rim_field_new_from_volume (image, &region->box, &error);
  RimMapInput *input;

  g_assert_no_error (error);
  input = rim_map_input_new (field, &region->box, region, &settings, &error);
  g_assert_no_error (error);

  return input;
}

static double
get_difference (double actual,
                double expected)
{
  if (isnan (expected))
    return isnan (actual) ? 0.0 : INFINITY;
  if (fabs (actual - expected) <= ROUNDING)
    return 0.0;

  return fabs (actual - expected) / fabs (expected);
}

/* The maps are cropped to the box of the region and the radius around it. */
static double *
gather (RimVolume       *reference,
        const RimRegion *region)
{
  const guint *size = rim_volume_get_grid (reference)->size;
  double *values = g_new (double, region->n_voxels);
  RimBox box, all = { { 0 } };
  g_autoptr(RimField) field = NULL;
  g_autoptr(GError) error = NULL;

  for (guint axis = 0; axis < 3; axis++)
    {
      g_assert_cmpuint (size[axis], ==, region->grid.size[axis] + 2);
      all.max[axis] = size[axis];
      box.min[axis] = region->box.min[axis] - 1;
      box.max[axis] = region->box.max[axis] + 1;
    }
  field = rim_field_new_from_volume (reference, &all, &error);
  g_assert_no_error (error);
  rim_region_gather_within (region, field, &box, values);

  return values;
}

/* PyRadiomics leaves 0 in its map of the MCC where it failed. */
static void
compare (const char      *name,
         const float     *map,
         const RimRegion *region,
         RimVolume       *reference)
{
  const gboolean is_mcc = g_str_equal (name, "glcm_MCC");
  g_autofree double *expected = gather (reference, region);
  double worst = 0.0;
  gsize n_bad = 0;
  gsize n_left = 0;

  for (gsize v = 0; v < region->n_voxels; v++)
    {
      double difference = get_difference (map[v], expected[v]);

      if (is_mcc && expected[v] == 0.0)
        {
          n_left++;
          continue;
        }
      if (!(difference <= TOLERANCE) && n_bad++ < 3)
        g_test_message ("voxel %zu: %.9g instead of %.9g", v, map[v], expected[v]);
      worst = MAX (worst, difference);
    }

  g_test_message ("%s: %.2g, %zu left out", name, worst, n_left);
  g_assert_cmpuint (n_bad, ==, 0);
}

/* Whoever asks where a value comes from is told that value. */
static void
check_explained (RimMapInput         *input,
                 const RimMapFeature *feature,
                 const float         *map)
{
  for (guint32 v = 0; v < input->region->n_voxels; v += EXPLAINED)
    {
      g_autoptr(RimMapExplanation) told = rim_map_explain (input, feature, v);

      g_assert_cmpmem (&told->value, sizeof told->value, &map[v], sizeof *map);
    }
}

static void
test_family (gconstpointer data)
{
  const char *family = data;
  g_autofree char *image_path = rim_test_data_or_skip ("data/sts/STS_003/nifti/CT_image.nii.gz");
  g_autofree char *mask_path = NULL;
  g_autoptr(RimVolume) image = NULL;
  g_autoptr(RimRegion) region = NULL;
  g_autoptr(RimMapInput) input = NULL;
  g_autofree guint32 *voxels = NULL;
  RimMapFeature feature;
  guint n = 0;

  if (image_path == NULL || (mask_path = rim_test_data_or_skip ("data/sts/STS_003/nifti/CT_mask.nii.gz")) == NULL)
    return;

  image = read_volume (image_path);
  region = read_region (mask_path);
  input = make_input (image, region);
  voxels = g_new (guint32, region->n_voxels);
  for (gsize v = 0; v < region->n_voxels; v++)
    voxels[v] = (guint32) v;

  for (guint i = 0; rim_map_feature_get (i, &feature); i++)
    {
      g_autofree char *name = rim_map_feature_dup_name (&feature);
      g_autofree char *file = g_strdup_printf ("reference/pyradiomics/maps_STS_003_CT/%s.nii.gz", name);
      g_autofree char *path = NULL;
      g_autofree float *map = NULL;
      g_autoptr(RimVolume) reference = NULL;
      g_autoptr(GError) error = NULL;

      if (!g_str_has_prefix (name, family) || (path = rim_test_data_or_skip (file)) == NULL)
        continue;

      map = g_new (float, region->n_voxels);
      reference = read_volume (path);
      g_assert_true (rim_map_compute (input, &feature, 1, voxels, region->n_voxels, &map, NULL, &error));
      compare (name, map, region, reference);
      check_explained (input, &feature, map);
      n++;
    }

  g_assert_cmpuint (n, >, 4);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/oracle/map/firstorder", "firstorder_", test_family);
  g_test_add_data_func ("/oracle/map/glcm", "glcm_", test_family);
  g_test_add_data_func ("/oracle/map/gldm", "gldm_", test_family);
  g_test_add_data_func ("/oracle/map/glrlm", "glrlm_", test_family);
  g_test_add_data_func ("/oracle/map/glszm", "glszm_", test_family);
  g_test_add_data_func ("/oracle/map/ngtdm", "ngtdm_", test_family);

  return g_test_run ();
}
