/* test-study-habitats.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "map/rim-habitats-extract.h"
#include "map/rim-study-habitats.h"
#include "rim-test-ball.h"
#include "rim-test-study.h"
#include "volume/rim-mask-resample.h"

#define STUDY ((RimStudySettings) { .voi = RIM_VOI_SETTINGS_DEFAULT, .fusion = RIM_FUSION_SETTINGS_INIT })

/* Bright to the left of x = 0, and a little noise, the same every time. */
static RimVolume *
make_image (const RimGrid *grid,
            RimUnit        unit,
            double         high)
{
  RimVolume *volume = rim_volume_new (grid, RIM_VOXEL_FLOAT, NULL);
  const RimVec3 middle = rim_grid_to_patient (grid, RIM_VEC3 ((grid->size[0] - 1) / 2.0, 0, 0));

  for (guint k = 0; k < grid->size[2]; k++)
    {
      float *slice = rim_volume_get_slice_for_writing (volume, k);

      for (guint j = 0; j < grid->size[1]; j++)
        for (guint i = 0; i < grid->size[0]; i++)
          {
            const RimVec3 at = rim_grid_to_patient (grid, RIM_VEC3 (i, j, k));
            const guint noise = (i * 7919u + j * 104729u + k * 1299709u) % 97u;

            *slice++ = (float) ((at.x > middle.x ? high : 0.1 * high) + noise * 0.001 * high);
          }
    }
  rim_volume_set_unit (volume, unit);
  rim_volume_publish_all (volume);

  return volume;
}

static void
study_init (RimTestStudy *self)
{
  RimGrid ct_grid, pet_grid;

  rim_test_grid_init (&ct_grid, 32, 32, 16, RIM_VEC3 (1.0, 1.0, 2.0));
  rim_test_grid_init (&pet_grid, 16, 16, 12, RIM_VEC3 (2.5, 2.5, 3.1));
  rim_test_study_init (self, make_image (&ct_grid, RIM_UNIT_HU, 200.0), make_image (&pet_grid, RIM_UNIT_SUVBW, 5.0),
                       8.0);
}

static RimHabitatMap
get_map (RimStudyImage  image,
         const char    *feature,
         RimSettings   *settings)
{
  RimHabitatMap map = { image, "original", { 0, 0 }, settings };
  g_autoptr(GError) error = NULL;

  rim_map_feature_find (feature, &map.feature, &error);
  g_assert_no_error (error);

  return map;
}

static RimStudyHabitats *
find (const RimTestStudy      *study,
      RimVoiKind               voi,
      const RimHabitatMap     *maps,
      guint                    n_maps,
      RimHabitatMethod         method)
{
  const RimHabitatOptions options = { method, 2, 4, 1, 4 };
  g_autoptr(GError) error = NULL;
  RimStudyHabitats *found = rim_study_habitats_new (study->ct, study->pet, study->lesion, &STUDY, voi, maps, n_maps,
                                                    &options, NULL, &error);

  g_assert_no_error (error);

  return found;
}

static void
assert_disjoint_whole (const RimStudyHabitats *found)
{
  g_autoptr(RimMask) all = rim_mask_new (rim_mask_get_grid (found->voi));
  gsize n = 0;

  for (guint c = 0; c < found->masks->len; c++)
    {
      RimMask *mask = g_ptr_array_index (found->masks, c);
      RimMask *sum = rim_mask_combine (all, mask, RIM_MASK_UNION);

      g_assert_cmpuint (rim_mask_count (mask), ==, found->habitats->counts[c]);
      n += rim_mask_count (mask);
      rim_mask_unref (all);
      all = sum;
    }
  g_assert_true (rim_mask_equal (all, found->voi));
  g_assert_cmpuint (rim_mask_count (all), ==, n);
}

/* What is bright in CT and PET is one habitat, what is dark the other, whatever is in hand
 * of threads; PET comes from its own grid.
 */
static void
test_find (gconstpointer data)
{
  const RimHabitatMethod method = (RimHabitatMethod) GPOINTER_TO_UINT (data);
  g_autoptr(RimSettings) settings = rim_settings_new_default ();
  const RimHabitatMap maps[] = {
    get_map (RIM_STUDY_IMAGE_CT, "image_Intensity", settings),
    get_map (RIM_STUDY_IMAGE_PET, "image_Intensity", settings),
  };
  RimTestStudy study;
  g_autoptr(RimStudyHabitats) found = NULL;
  g_autoptr(RimStudyHabitats) again = NULL;

  study_init (&study);
  found = find (&study, RIM_VOI_TUMOUR, maps, 2, method);
  assert_disjoint_whole (found);
  g_assert_cmpuint (found->habitats->n, >=, 2);
  g_assert_cmpfloat (found->habitats->centers[0], <, 60.0);
  g_assert_cmpfloat (found->habitats->centers[(found->habitats->n - 1) * 2], >, 180.0);
  g_assert_cmpfloat (found->habitats->centers[1], <, found->habitats->centers[(found->habitats->n - 1) * 2 + 1]);

  rim_parallel_set_n_threads (1);
  again = find (&study, RIM_VOI_TUMOUR, maps, 2, method);
  rim_parallel_set_n_threads (0);
  g_assert_cmpuint (again->habitats->n, ==, found->habitats->n);
  g_assert_cmpmem (again->habitats->criteria, sizeof again->habitats->criteria, found->habitats->criteria,
                   sizeof found->habitats->criteria);
  for (guint c = 0; c < found->habitats->n; c++)
    g_assert_true (rim_mask_equal (g_ptr_array_index (found->masks, c), g_ptr_array_index (again->masks, c)));
  rim_test_study_clear (&study);
}

/* The centre of a habitat is the mean that its features say, and every table is what
 * rim_extract() gives of its voxels.
 */
static void
test_features (void)
{
  g_autoptr(RimSettings) settings = rim_settings_new_default ();
  RimVolume *images[RIM_N_STUDY_IMAGES] = { NULL };
  const RimHabitatMap map = get_map (RIM_STUDY_IMAGE_CT, "image_Intensity", settings);
  RimTestStudy study;
  g_autoptr(RimStudyHabitats) found = NULL;
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *csv = NULL;

  study_init (&study);
  found = find (&study, RIM_VOI_TUMOUR_AND_RIM, &map, 1, RIM_HABITAT_K_MEANS);
  images[RIM_STUDY_IMAGE_CT] = study.ct;
  images[RIM_STUDY_IMAGE_PET] = study.pet;
  tables = rim_habitats_extract (images, found->masks, settings, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tables->len, ==, 2 * found->habitats->n);

  for (guint t = 0; t < tables->len; t++)
    {
      const RimHabitatTable *row = g_ptr_array_index (tables, t);
      RimVolume *volume = row->image == RIM_STUDY_IMAGE_CT ? study.ct : study.pet;
      g_autoptr(RimMask) mask = rim_mask_resample (g_ptr_array_index (found->masks, row->habitat),
                                                   rim_volume_get_grid (volume));
      g_autoptr(RimFeatureTable) own = rim_extract (volume, mask, settings, NULL, NULL, NULL, NULL);
      g_autofree char *expected = rim_feature_table_to_csv (own);
      g_autofree char *actual = rim_feature_table_to_csv (row->table);

      g_assert_cmpuint (row->habitat, ==, t % found->habitats->n);
      g_assert_cmpstr (actual, ==, expected);
      if (row->image == RIM_STUDY_IMAGE_CT)
        g_assert_cmpfloat_with_epsilon (rim_feature_table_find (row->table, "original", "firstorder", "Mean",
                                                                RIM_AGGREGATION_NONE)->value,
                                        found->habitats->centers[row->habitat], 1e-9);
    }

  csv = rim_habitat_tables_to_csv (tables);
  g_assert_true (g_str_has_prefix (csv, "habitat,image,image_type,feature_class,feature,value\n1,ct,"));
  g_assert_nonnull (strstr (csv, "\n2,pet,original,firstorder,Mean,"));
  rim_test_study_clear (&study);
}

/* A habitat of one voxel has no features, and says so; the other has them. */
static void
test_small (void)
{
  g_autoptr(RimSettings) settings = rim_settings_new_default ();
  g_autoptr(GPtrArray) masks = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_mask_unref);
  RimVolume *images[RIM_N_STUDY_IMAGES] = { NULL };
  const RimBox box = { { 16, 16, 8 }, { 17, 17, 9 } };
  RimTestStudy study;
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GError) error = NULL;
  const RimHabitatTable *small, *large;

  study_init (&study);
  images[RIM_STUDY_IMAGE_CT] = study.ct;
  g_ptr_array_add (masks, rim_mask_new_box (rim_volume_get_grid (study.ct), &box));
  g_ptr_array_add (masks, rim_mask_ref (study.lesion));
  tables = rim_habitats_extract (images, masks, settings, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  small = g_ptr_array_index (tables, 0);
  large = g_ptr_array_index (tables, 1);
  g_assert_null (small->table);
  g_assert_nonnull (small->problem);
  g_assert_nonnull (large->table);
  g_assert_null (large->problem);
  rim_test_study_clear (&study);
}

static void
test_refused (void)
{
  const RimHabitatOptions options = RIM_HABITAT_OPTIONS_INIT;
  g_autoptr(RimSettings) settings = rim_settings_new_default ();
  RimHabitatMap map = get_map (RIM_STUDY_IMAGE_PET, "image_Intensity", settings);
  RimTestStudy study;
  g_autoptr(RimMask) empty = NULL;
  g_autoptr(GError) error = NULL;

  study_init (&study);
  g_assert_null (rim_study_habitats_new (study.ct, NULL, study.lesion, &STUDY, RIM_VOI_TUMOUR, &map, 1, &options, NULL,
                                         &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (rim_study_habitats_new (study.ct, study.pet, study.lesion, &STUDY, RIM_VOI_TUMOUR, &map, 0, &options,
                                         NULL, &error));
  g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS);
  g_clear_error (&error);
  map.image_type = "wavelet-LLH";
  g_assert_null (rim_study_habitats_new (study.ct, study.pet, study.lesion, &STUDY, RIM_VOI_TUMOUR, &map, 1, &options,
                                         NULL, &error));
  g_assert_nonnull (strstr (error->message, "wavelet-LLH"));
  g_clear_error (&error);
  empty = rim_mask_new (rim_volume_get_grid (study.ct));
  g_assert_null (rim_study_habitats_new (study.ct, study.pet, empty, &STUDY, RIM_VOI_TUMOUR, &map, 1, &options, NULL,
                                         &error));
  g_assert_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_EMPTY);
  rim_test_study_clear (&study);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/engine/study-habitats/k-means", GUINT_TO_POINTER (RIM_HABITAT_K_MEANS), test_find);
  g_test_add_data_func ("/engine/study-habitats/mixture", GUINT_TO_POINTER (RIM_HABITAT_MIXTURE), test_find);
  g_test_add_func ("/engine/study-habitats/features", test_features);
  g_test_add_func ("/engine/study-habitats/small", test_small);
  g_test_add_func ("/engine/study-habitats/refused", test_refused);

  return g_test_run ();
}
