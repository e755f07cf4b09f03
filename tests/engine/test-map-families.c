/* test-map-families.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "feature/rim-collage-map.h"
#include "feature/rim-extract.h"
#include "feature/rim-rim-sectors.h"
#include "map/rim-map-explanation.h"
#include "map/rim-map-study.h"
#include "map/rim-map.h"
#include "rim-test-ball.h"
#include "volume/rim-mask-resample.h"

/* Maps of what is no texture of a window: the image itself, CoLlAGe, and the rim; against
 * what the scalar features of the same say.
 */

#define RADIUS_MM 6.0
#define SHELL_MM  2.5

static double
get_value (RimVec3  at,
           gpointer data)
{
  return 100.0 * (1.5 + sin (at.x * 0.4) * cos (at.y * 0.3 + at.z * 0.2)) + fmod (fabs (at.x * 7.9 + at.y * 3.7), 9.0);
}

typedef struct
{
  RimGrid      grid;
  RimVolume   *image;
  RimMask     *lesion;
  RimMask     *voi;
  RimSettings *settings;
} Case;

static RimSettings *
parse (const char *yaml)
{
  g_autoptr(GError) error = NULL;
  RimSettings *settings = rim_settings_new_from_yaml (yaml, NULL, &error);

  g_assert_no_error (error);

  return settings;
}

static void
case_init (Case       *self,
           double      voi_mm,
           const char *yaml)
{
  rim_test_grid_init (&self->grid, 26, 24, 14, RIM_VEC3 (1.0, 1.25, 2.0));
  self->image = rim_test_volume_new (&self->grid, get_value, NULL);
  self->lesion = rim_test_mask_new_ball (&self->grid, RADIUS_MM);
  self->voi = rim_test_mask_new_ball (&self->grid, voi_mm);
  self->settings = parse (yaml);
}

static void
case_clear (Case *self)
{
  rim_volume_unref (self->image);
  rim_mask_unref (self->lesion);
  rim_mask_unref (self->voi);
  rim_settings_unref (self->settings);
}

static RimMapInput *
make_input (const Case *self,
            const char *image_type)
{
  const RimMapCase of = { self->image, self->voi, self->lesion, self->settings };
  g_autoptr(GError) error = NULL;
  RimMapInput *input = rim_map_input_new_for_case (&of, image_type, NULL, &error);

  g_assert_no_error (error);

  return input;
}

static RimMapFeature
find_feature (const char *name)
{
  g_autoptr(GError) error = NULL;
  RimMapFeature feature;

  g_assert_true (rim_map_feature_find (name, &feature, &error));
  g_assert_no_error (error);

  return feature;
}

/* Backwards, some at a time, as nothing may depend on the order. */
static float *
compute (RimMapInput *input,
         const char  *name)
{
  const RimMapFeature feature = find_feature (name);
  const gsize n = input->region->n_voxels;
  float *map = g_new (float, n);

  for (gsize end = n, begin; end > 0; end = begin)
    {
      guint32 voxels[17];
      g_autoptr(GError) error = NULL;

      begin = end - MIN (end, G_N_ELEMENTS (voxels));
      for (gsize v = begin; v < end; v++)
        voxels[v - begin] = (guint32) v;
      g_assert_true (rim_map_compute (input, &feature, 1, voxels, end - begin, &map, NULL, &error));
      g_assert_no_error (error);
    }

  return map;
}

/* The place of each voxel of the region in the image. */
static guint (*list_voxels (const RimRegion *region))[3]
{
  guint (*voxels)[3] = g_malloc_n (region->n_voxels, sizeof *voxels);
  const guint8 *inside = region->inside;
  gsize n = 0;

  for (guint k = region->box.min[2]; k < region->box.max[2]; k++)
    for (guint j = region->box.min[1]; j < region->box.max[1]; j++)
      for (guint i = region->box.min[0]; i < region->box.max[0]; i++)
        if (*inside++)
          {
            voxels[n][0] = i;
            voxels[n][1] = j;
            voxels[n++][2] = k;
          }

  return voxels;
}

static double
get_voxel (RimVolume *image,
           guint      i,
           guint      j,
           guint      k)
{
  double value;

  rim_volume_read_row (image, i, j, k, 1, &value);

  return value;
}

/* The value itself, and of the gradient filter its length per mm. */
static void
test_image (void)
{
  g_autoptr(RimMapInput) original = NULL;
  g_autoptr(RimMapInput) gradient = NULL;
  g_autofree float *values = NULL;
  g_autofree float *lengths = NULL;
  Case of;

  case_init (&of, RADIUS_MM, "imageType: {Original: {}, Gradient: {}}\n");
  original = make_input (&of, "original");
  gradient = make_input (&of, "gradient");
  values = compute (original, "image_Intensity");
  lengths = compute (gradient, "image_Intensity");

  {
    g_autofree guint (*voxels)[3] = list_voxels (original->region);

    for (gsize v = 0; v < original->region->n_voxels; v++)
      {
        const guint i = voxels[v][0], j = voxels[v][1], k = voxels[v][2];
        const double x = (get_voxel (of.image, i + 1, j, k) - get_voxel (of.image, i - 1, j, k)) / 2.0;
        const double y = (get_voxel (of.image, i, j + 1, k) - get_voxel (of.image, i, j - 1, k)) / 2.5;
        const double z = (get_voxel (of.image, i, j, k + 1) - get_voxel (of.image, i, j, k - 1)) / 4.0;

        g_assert_cmpfloat (values[v], ==, (float) get_voxel (of.image, i, j, k));
        g_assert_cmpfloat_with_epsilon (lengths[v], sqrt (x * x + y * y + z * z), 1e-5 * lengths[v]);
      }
  }
  case_clear (&of);
}

/* The mean of the map of each statistic is the feature. */
static void
test_collage (void)
{
  g_autoptr(RimMapInput) input = NULL;
  g_autoptr(RimFeatureTable) table = NULL;
  g_autoptr(GError) error = NULL;
  guint n = 0;
  Case of;

  case_init (&of, RADIUS_MM, "featureClass: {collage: []}\nbeyond: {collageRadius: 1, collageBins: 16}\n");
  input = make_input (&of, "original");
  table = rim_extract (of.image, of.voi, of.settings, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  for (guint r = 0; r < rim_feature_table_get_n_rows (table); r++)
    {
      const RimFeatureRow *row = rim_feature_table_get_row (table, r);
      const char *of_all = row->info != NULL ? row->info->name : "";
      g_autofree char *name = NULL;
      g_autofree float *map = NULL;
      double sum = 0.0;

      if (!g_str_has_suffix (of_all, "Mean"))
        continue;
      name = g_strdup_printf ("collage_%.*s", (int) (strlen (of_all) - strlen ("Mean")), of_all);
      map = compute (input, name);
      for (gsize v = 0; v < input->region->n_voxels; v++)
        sum += (double) map[v];
      g_assert_cmpfloat_with_epsilon (sum / (double) input->region->n_voxels, row->value, 1e-6 * fabs (row->value));
      n++;
    }
  g_assert_cmpuint (n, ==, RIM_N_ORIENTATION_ANGLES * RIM_N_COLLAGE_STATISTICS);
  case_clear (&of);
}

/* Voxel by voxel the bits of the map that features are made of. */
static void
test_collage_voxels (void)
{
  g_autoptr(RimMapInput) input = NULL;
  g_autoptr(RimOrientations) orientations = NULL;
  g_autoptr(RimCollageMap) expected = NULL;
  g_autofree float *entropy = NULL;
  g_autofree float *information = NULL;
  const RimMapFeature feature = find_feature ("collage_PhiInformationMeasure2");
  g_autoptr(RimMapExplanation) explanation = NULL;
  gsize n;
  Case of;

  case_init (&of, RADIUS_MM, "featureClass: {collage: []}\n");
  input = make_input (&of, "original");
  n = input->region->n_voxels;
  orientations = rim_orientations_new (of.image, input->region, 2, 32, NULL, NULL);
  expected = rim_collage_map_new (orientations, input->region, RIM_ORIENTATION_PHI, 2, NULL, NULL);
  explanation = rim_map_explain (input, &feature, 3);
  entropy = compute (input, "collage_PhiEntropy");
  information = compute (input, "collage_PhiInformationMeasure2");
  g_assert_cmpfloat (explanation->value, ==, information[3]);
  for (gsize v = 0; v < n; v++)
    {
      g_assert_cmpfloat (entropy[v], ==, (float) expected->values[RIM_COLLAGE_ENTROPY * n + v]);
      g_assert_cmpfloat (information[v], ==, (float) expected->values[RIM_COLLAGE_INFORMATION_2 * n + v]);
    }
  case_clear (&of);
}

/* Shells and sectors part an image as the scalar features do. */
static void
test_parts (void)
{
  RimSectorStatistics expected[RIM_N_SECTOR_SHELLS][RIM_N_SECTORS];
  RimSectorStatistics found[RIM_N_SECTOR_SHELLS][RIM_N_SECTORS] = { { { 0 } } };
  g_autoptr(RimMapInput) input = NULL;
  g_autofree float *shells = NULL;
  g_autofree float *sectors = NULL;
  g_autofree float *values = NULL;
  g_autoptr(GError) error = NULL;
  gsize n_far = 0;
  Case of;

  case_init (&of, RADIUS_MM + 2.0 * SHELL_MM + 1.5, "beyond: {sectorShellMm: 2.5}\n");
  g_assert_true (rim_sectors_measure (of.image, of.lesion, SHELL_MM, expected, &error));
  g_assert_no_error (error);
  input = make_input (&of, "original");
  shells = compute (input, "rim_Shell");
  sectors = compute (input, "rim_Sector");
  values = compute (input, "image_Intensity");

  for (gsize v = 0; v < input->region->n_voxels; v++)
    {
      RimSectorStatistics *part;

      g_assert_true (shells[v] >= 1.0f && sectors[v] >= 1.0f && sectors[v] <= 8.0f);
      if (shells[v] > (float) RIM_N_SECTOR_SHELLS)
        {
          n_far++;
          continue;
        }
      part = &found[(guint) shells[v] - 1][(guint) sectors[v] - 1];
      part->n++;
      part->mean += (double) values[v];
    }

  g_assert_cmpuint (n_far, >, 0);
  for (guint shell = 0; shell < RIM_N_SECTOR_SHELLS; shell++)
    for (guint sector = 0; sector < RIM_N_SECTORS; sector++)
      {
        const RimSectorStatistics *part = &found[shell][sector];

        g_assert_cmpuint (part->n, ==, expected[shell][sector].n);
        if (part->n > 0)
          g_assert_cmpfloat_with_epsilon (part->mean / (double) part->n, expected[shell][sector].mean, 1e-5);
      }
  case_clear (&of);
}

/* From each voxel to the nearest on the other side, all of them looked at. */
static void
check_distances (RimMapInput *input,
                 RimMask     *lesion)
{
  const RimGrid *grid = rim_mask_get_grid (lesion);
  g_autofree guint (*voxels)[3] = list_voxels (input->region);
  g_autofree float *distances = compute (input, "rim_Distance");

  for (gsize v = 0; v < input->region->n_voxels; v += 7)
    {
      const guint *at = voxels[v];
      const gboolean is_in = rim_mask_contains (lesion, at[0], at[1], at[2]);
      double nearest = INFINITY;

      for (guint k = 0; k < grid->size[2]; k++)
        for (guint j = 0; j < grid->size[1]; j++)
          for (guint i = 0; i < grid->size[0]; i++)
            if (rim_mask_contains (lesion, i, j, k) != is_in)
              nearest = MIN (nearest, rim_vec3_length (rim_vec3_sub (
                                                         rim_grid_to_patient (grid, RIM_VEC3 (i, j, k)),
                                                         rim_grid_to_patient (grid, RIM_VEC3 (at[0], at[1], at[2])))));
      g_assert_cmpfloat_with_epsilon (distances[v], is_in ? -nearest : nearest, 1e-6 * nearest);
    }
}

static void
test_distance (void)
{
  g_autoptr(RimMapInput) input = NULL;
  Case of;

  case_init (&of, RADIUS_MM + 5.5, "beyond: {sectorShellMm: 1}\n");
  input = make_input (&of, "original");
  check_distances (input, of.lesion);
  case_clear (&of);
}

/* A lesion that was drawn on another grid, and an image that is resampled. */
static void
test_other_grid (void)
{
  g_autoptr(RimMapInput) input = NULL;
  g_autoptr(RimMask) lesion = NULL;
  RimGrid fine;
  Case of;

  case_init (&of, RADIUS_MM, "setting: {resampledPixelSpacing: [2, 2, 2], minimumROIDimensions: 1}\n");
  rim_test_grid_init (&fine, 60, 60, 60, RIM_VEC3 (0.5, 0.5, 0.5));
  rim_mask_unref (of.lesion);
  of.lesion = rim_test_mask_new_ball (&fine, RADIUS_MM);
  input = make_input (&of, "original");
  g_assert_cmpfloat (rim_grid_get_spacing (&input->grid, 1), ==, 2.0);
  lesion = rim_mask_resample (of.lesion, &input->grid);
  check_distances (input, lesion);
  case_clear (&of);
}

/* What is not there is said. */
static void
test_missing (void)
{
  const RimMapFeature collage = find_feature ("collage_ThetaEntropy");
  const RimMapFeature rim = find_feature ("rim_Shell");
  g_autoptr(RimMapInput) filtered = NULL;
  g_autoptr(RimMapInput) without = NULL;
  g_autoptr(RimMapExplanation) explanation = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree float *map = NULL;
  const guint32 voxel = 0;
  Case of;

  case_init (&of, RADIUS_MM, "imageType: {Original: {}, Square: {}}\n");
  filtered = make_input (&of, "square");
  g_clear_pointer (&of.lesion, rim_mask_unref);
  without = make_input (&of, "original");
  map = g_new (float, filtered->region->n_voxels);

  g_assert_true (rim_map_feature_is_of (&collage, "original"));
  g_assert_false (rim_map_feature_is_of (&collage, "square"));
  g_assert_false (rim_map_compute (filtered, &collage, 1, &voxel, 1, &map, NULL, &error));
  g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS);
  g_clear_error (&error);
  explanation = rim_map_explain (filtered, &collage, 0);
  g_assert_true (isnan (explanation->value));
  g_assert_false (rim_map_compute (without, &rim, 1, &voxel, 1, &map, NULL, &error));
  g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, "lesion"));
  of.lesion = rim_mask_ref (of.voi);
  case_clear (&of);
}

static void
test_units (void)
{
  const struct
  {
    const char *feature;
    const char *image_type;
    RimUnit     unit;
    const char *expected;
  } cases[] = {
    { "image_Intensity", "original", RIM_UNIT_HU, "HU" },
    { "image_Intensity", "gradient", RIM_UNIT_HU, "HU/mm" },
    { "image_Intensity", "log-sigma-1-mm-3D", RIM_UNIT_HU, "" },
    { "image_Intensity", "gradient", RIM_UNIT_STORED, "" },
    { "firstorder_Mean", "gradient", RIM_UNIT_HU, "HU/mm" },
    { "firstorder_Variance", "gradient", RIM_UNIT_HU, "" },
    { "glcm_JointEntropy", "gradient", RIM_UNIT_HU, "bit" },
    { "rim_Distance", "original", RIM_UNIT_HU, "mm" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const RimMapFeature feature = find_feature (cases[i].feature);
      g_autofree char *unit = rim_map_feature_dup_unit (&feature, cases[i].image_type, cases[i].unit);

      g_assert_cmpstr (unit, ==, cases[i].expected);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/map-families/image", test_image);
  g_test_add_func ("/map-families/collage", test_collage);
  g_test_add_func ("/map-families/collage/voxels", test_collage_voxels);
  g_test_add_func ("/map-families/rim/parts", test_parts);
  g_test_add_func ("/map-families/rim/distance", test_distance);
  g_test_add_func ("/map-families/rim/other-grid", test_other_grid);
  g_test_add_func ("/map-families/missing", test_missing);
  g_test_add_func ("/map-families/units", test_units);

  return g_test_run ();
}
