/* test-features.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "feature/rim-extract-study.h"
#include "rim-test-data.h"
#include "rl-test-features.h"
#include "rl-test-images.h"
#include "volume/rim-mask-resample.h"

#define CHEST_RIM 20.0

static RimFeatureTable *
extract (RlTestFeatures *fixture,
         RimMask        *mask,
         RlLayerKind     layer,
         const char     *settings_name)
{
  RimVolume *image = rl_session_get_volume (fixture->session, layer);
  g_autoptr(RimMask) on_grid = rim_mask_resample (mask, rim_volume_get_grid (image));
  g_autoptr(RimSettings) loaded = rim_settings_load (settings_name, NULL);
  g_autoptr(RimSettings) settings = rim_settings_with_diagnostics (loaded, FALSE);
  g_autoptr(GError) error = NULL;
  RimFeatureTable *table = rim_extract (image, on_grid, settings, NULL, NULL, NULL, &error);

  g_assert_no_error (error);

  return table;
}

/* Every value shown is that of the engine, bit for bit. */
static void
assert_shows (RlTestFeatures  *fixture,
              RimFeatureTable *table)
{
  gsize n = rim_feature_table_get_n_rows (table);

  g_assert_cmpuint (rl_feature_model_get_n_items (fixture->model), ==, n);
  for (gsize i = 0; i < n; i++)
    {
      const RimFeatureRow *row = rim_feature_table_get_row (table, i);
      RlFeatureItem *item = rl_feature_model_find (fixture->model, row->image_type,
                                                   row->family->name, row->name);

      g_assert_nonnull (item);
      if (!isnan (row->value))
        g_assert_cmpfloat (rl_feature_item_get_value (item), ==, row->value);
      else
        g_assert_true (isnan (rl_feature_item_get_value (item)));
    }
}

static void
test_values (RlTestFeatures *fixture,
             gconstpointer   data)
{
  RimLesion *lesion = rl_test_features_add_ball (fixture, "A", 6);
  g_autoptr(RimFeatureTable) ct = extract (fixture, lesion->mask, RL_LAYER_CT, "pyradiomics-default");
  g_autoptr(RimFeatureTable) pet = extract (fixture, lesion->mask, RL_LAYER_PET, "pyradiomics-pet");
  RlFeatureItem *mean;

  rl_test_features_settle (fixture);
  g_assert_null (rl_feature_pane_get_message (fixture->pane));
  g_assert_cmpuint (rl_feature_model_get_n_items (fixture->model), ==, 107);
  assert_shows (fixture, ct);
  mean = rl_test_features_find (fixture, "firstorder", "Mean");
  g_assert_cmpstr (rl_feature_item_get_unit (mean), ==, "HU");

  rl_feature_pane_set_image (fixture->pane, RIM_STUDY_IMAGE_PET);
  rl_test_features_settle (fixture);
  assert_shows (fixture, pet);
  mean = rl_test_features_find (fixture, "firstorder", "Mean");
  g_assert_cmpstr (rl_feature_item_get_unit (mean), !=, "HU");
}

/* What "rimlightctl extract --pet --voi --clip --fusion" computes. */
static RimFeatureTable *
extract_pair (RlTestFeatures  *fixture,
              RimMask         *mask,
              RimStudyImage    image,
              RimVoiKind       voi,
              RimVoiClip       clip,
              RimFusionMethod  method)
{
  RimVolume *pet = rl_session_get_volume (fixture->session, RL_LAYER_PET);
  g_autoptr(RimSettings) loaded = rim_settings_load ("comb-2060", NULL);
  g_autoptr(RimSettings) settings = rim_settings_with_diagnostics (loaded, FALSE);
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GError) error = NULL;
  RimStudySettings study;

  rim_settings_get_study (settings, &study);
  study.images = 1u << image;
  study.vois = 1u << voi;
  study.voi.clip = clip;
  study.fusion.method = method;
  study.voi.r_out_mm = pet != NULL ? study.voi.r_out_mm : CHEST_RIM;
  tables = rim_extract_study (rl_session_get_volume (fixture->session, RL_LAYER_CT), pet, mask,
                              settings, &study, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tables->len, ==, 1);

  return rim_feature_table_ref (((RimStudyTable *) g_ptr_array_index (tables, 0))->table);
}

/* A chest of a grown-up, in which lungs are large enough to be found. */
static double
get_chest_hu (RimVec3 p)
{
  double body = sqrt (p.x * p.x / (170 * 170) + p.y * p.y / (110 * 110));
  double x = (fabs (p.x) - 80) / 50;
  double lung = sqrt (x * x + p.y * p.y / (80 * 80) + p.z * p.z / (95 * 95));
  double tumour = rim_vec3_length (rim_vec3_sub (p, RIM_VEC3 (40, 0, 0)));

  if (body > 1)
    return -1000;
  if (tumour < 18)
    return 40 + p.x / 4 + p.y;

  return lung < 1 ? -850 + p.y : 30 + p.z;
}

static RimVolume *
make_chest (void)
{
  RimGrid grid = { { 64, 44, 40 }, { { { 6, 0, 0, -189 }, { 0, 6, 0, -129 }, { 0, 0, 6, -117 } } } };
  RimVolume *volume = rim_volume_new (&grid, RIM_VOXEL_FLOAT, NULL);

  rim_volume_set_unit (volume, RIM_UNIT_HU);
  for (guint k = 0; k < grid.size[2]; k++)
    {
      float *slice = rim_volume_get_slice_for_writing (volume, k);

      for (guint j = 0; j < grid.size[1]; j++)
        for (guint i = 0; i < grid.size[0]; i++)
          slice[j * grid.size[0] + i] =
            (float) get_chest_hu (rim_grid_to_patient (&grid, RIM_VEC3 (i, j, k)));
      rim_volume_publish_slice (volume, k);
    }

  return volume;
}

/* Each clip leaves another rim, and each is that of the command line. */
static void
test_clip (RlTestFeatures *fixture,
           gconstpointer   data)
{
  static const RimVoiClip clips[] = { RIM_VOI_CLIP_LUNG, RIM_VOI_CLIP_BODY, RIM_VOI_CLIP_LUNG };
  g_autoptr(RimVolume) chest = make_chest ();
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new ("test");
  g_autoptr(RimLesion) lesion = rl_test_lesion_new (chest, "A", RIM_VEC3 (40, 0, 0), 18);
  double volumes[G_N_ELEMENTS (clips)];
  RlFeatureItem *item;

  rl_session_set_images (fixture->session, chest, NULL);
  rl_session_set_segmentation (fixture->session, segmentation);
  rim_segmentation_add (segmentation, lesion, "test");
  rl_feature_pane_load_settings (fixture->pane, "comb-2060");
  rl_feature_pane_set_voi (fixture->pane, RIM_VOI_RIM);
  g_object_set (rl_feature_pane_get_voi_button (fixture->pane), "rim-reach", CHEST_RIM, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (clips); i++)
    {
      g_autoptr(RimFeatureTable) table = extract_pair (fixture, lesion->mask, RIM_STUDY_IMAGE_CT,
                                                       RIM_VOI_RIM, clips[i], RIM_FUSION_WEIGHTED);

      g_object_set (rl_feature_pane_get_voi_button (fixture->pane),
                    "rim-clip", rim_voi_clip_get_id (clips[i]), NULL);
      rl_test_features_settle (fixture);
      g_assert_cmpstr (rl_feature_pane_get_message (fixture->pane), ==, NULL);
      assert_shows (fixture, table);
      item = rl_test_features_find (fixture, "shape", "VoxelVolume");
      volumes[i] = rl_feature_item_get_value (item);
    }

  g_assert_cmpfloat (volumes[0], <, volumes[1]);
  g_assert_cmpfloat (volumes[0], ==, volumes[2]);
}

/* Fused images and clipped rims are the bits of the command line. */
static void
test_study (RlTestFeatures *fixture,
            gconstpointer   data)
{
  static const struct
  {
    RimStudyImage   image;
    RimVoiKind      voi;
    RimVoiClip      clip;
    RimFusionMethod method;
  } cases[] = {
    { RIM_STUDY_IMAGE_FUSED, RIM_VOI_TUMOUR, RIM_VOI_CLIP_NONE, RIM_FUSION_WEIGHTED },
    { RIM_STUDY_IMAGE_FUSED, RIM_VOI_TUMOUR, RIM_VOI_CLIP_NONE, RIM_FUSION_WAVELET },
    { RIM_STUDY_IMAGE_FUSED, RIM_VOI_RIM, RIM_VOI_CLIP_BODY, RIM_FUSION_DIVERGENCE },
    { RIM_STUDY_IMAGE_CT, RIM_VOI_RIM, RIM_VOI_CLIP_BODY, RIM_FUSION_DIVERGENCE },
    { RIM_STUDY_IMAGE_PET, RIM_VOI_TUMOUR_AND_RIM, RIM_VOI_CLIP_BODY, RIM_FUSION_DIVERGENCE },
  };
  RimLesion *lesion = rl_test_features_add_ball (fixture, "A", 9);

  rl_test_features_settle (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(RimFeatureTable) table = extract_pair (fixture, lesion->mask, cases[i].image,
                                                       cases[i].voi, cases[i].clip, cases[i].method);

      rl_feature_pane_set_image (fixture->pane, cases[i].image);
      rl_feature_pane_load_settings (fixture->pane, "comb-2060");
      rl_feature_pane_set_voi (fixture->pane, cases[i].voi);
      g_object_set (rl_feature_pane_get_voi_button (fixture->pane),
                    "rim-clip", rim_voi_clip_get_id (cases[i].clip),
                    "fusion", rim_fusion_method_get_id (cases[i].method),
                    NULL);
      rl_test_features_settle (fixture);
      g_assert_cmpstr (rl_feature_pane_get_message (fixture->pane), ==, NULL);
      assert_shows (fixture, table);
    }
}

/* A stroke changes values, not rows, and the newest stroke is what is shown. */
static void
test_stroke (RlTestFeatures *fixture,
             gconstpointer   data)
{
  RimLesion *lesion = rl_test_features_add_ball (fixture, "A", 6);
  g_autoptr(RimFeatureTable) last = NULL;
  RlFeatureItem *item;
  double before;
  guint n = 0;

  rl_test_features_settle (fixture);
  item = rl_test_features_find (fixture, "shape", "VoxelVolume");
  before = rl_feature_item_get_value (item);
  g_signal_connect (G_LIST_MODEL (fixture->model), "items-changed",
                    G_CALLBACK (rl_test_features_count_cb), &n);

  for (guint i = 0; i < 12; i++)
    {
      g_autoptr(RimLesion) stroke = rl_test_features_make_stroke (fixture, lesion, 6.5 + 0.25 * i);

      rl_session_set_pending (fixture->session, stroke);
      g_assert_false (rl_feature_extractor_is_up_to_date (fixture->extractor));
      if (i == 11)
        last = extract (fixture, stroke->mask, RL_LAYER_CT, "pyradiomics-default");
    }
  rl_test_features_settle (fixture);
  assert_shows (fixture, last);
  g_assert_true (rl_test_features_find (fixture, "shape", "VoxelVolume") == item);
  g_assert_cmpfloat (rl_feature_item_get_value (item), >, before);

  rl_session_set_pending (fixture->session, NULL);
  rl_test_features_settle (fixture);
  g_assert_cmpfloat (rl_feature_item_get_value (item), ==, before);
  g_assert_cmpuint (n, ==, 0);
}

/* Choices that cannot all be followed leave the last. */
static void
test_latest_choice (RlTestFeatures *fixture,
                    gconstpointer   data)
{
  RimLesion *lesion = rl_test_features_add_ball (fixture, "A", 6);
  g_autoptr(RimFeatureTable) table = extract (fixture, lesion->mask, RL_LAYER_CT, "pyradiomics-2060");

  rl_feature_pane_set_image (fixture->pane, RIM_STUDY_IMAGE_PET);
  rl_feature_pane_set_voi (fixture->pane, RIM_VOI_RIM);
  rl_feature_pane_set_image (fixture->pane, RIM_STUDY_IMAGE_CT);
  rl_feature_pane_load_settings (fixture->pane, "pyradiomics-2060");
  rl_feature_pane_set_voi (fixture->pane, RIM_VOI_TUMOUR);
  rl_test_features_settle (fixture);
  g_assert_cmpuint (rl_feature_model_get_n_items (fixture->model), ==, 2060);
  assert_shows (fixture, table);
}

static void
test_compare (RlTestFeatures *fixture,
              gconstpointer   data)
{
  RimLesion *large = rl_test_features_add_ball (fixture, "Large", 8);
  RimLesion *small = rl_test_features_add_ball (fixture, "Small", 6);
  g_autofree char *id = g_strdup_printf ("lesion-%s", large->id);
  g_autoptr(RimFeatureTable) other = extract (fixture, large->mask, RL_LAYER_CT,
                                              "pyradiomics-default");
  RlFeatureItem *item;
  g_autofree char *tsv = NULL;

  rl_session_set_active_lesion (fixture->session, small->id);
  rl_test_features_settle (fixture);
  item = rl_test_features_find (fixture, "shape", "VoxelVolume");
  g_assert_true (isnan (rl_feature_item_get_other (item)));

  rl_feature_pane_compare_with (fixture->pane, id);
  rl_test_features_settle (fixture);
  g_assert_cmpfloat (rl_feature_item_get_other (item), ==,
                     rim_feature_table_find (other, "original", "shape", "VoxelVolume",
                                             rl_feature_item_get_aggregation (item))->value);

  tsv = rl_feature_model_to_tsv (fixture->model, "Large");
  g_assert_nonnull (strstr (tsv, "aggregation\tLarge\n"));

  /* What it is compared with is gone: then with nothing. */
  rim_segmentation_remove (fixture->segmentation, large->id, "test");
  rl_test_features_settle (fixture);
  g_assert_true (isnan (rl_feature_item_get_other (item)));
}

/* What was drawn since is told from what was opened. */
static void
test_compare_opened (RlTestFeatures *fixture,
                     gconstpointer   data)
{
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new ("test");
  g_autoptr(RimLesion) opened = rl_test_lesion_new (rl_session_get_base (fixture->session), "A",
                                                    RIM_VEC3 (22, -4, 6), 6);
  g_autoptr(RimLesion) drawn = rl_test_features_make_stroke (fixture, opened, 8);
  RlFeatureItem *item;
  double before;

  rim_segmentation_add (segmentation, opened, "test");
  rl_session_set_segmentation (fixture->session, segmentation);
  rl_test_features_settle (fixture);
  item = rl_test_features_find (fixture, "shape", "VoxelVolume");
  before = rl_feature_item_get_value (item);

  rl_feature_pane_compare_with (fixture->pane, "opened");
  g_assert_true (rim_segmentation_replace (segmentation, drawn, "test"));
  rl_test_features_settle (fixture);
  g_assert_cmpfloat (rl_feature_item_get_other (item), ==, before);
  g_assert_cmpfloat (rl_feature_item_get_value (item), >, before);

  rl_feature_pane_compare_with (fixture->pane, "voi-tumour+rim");
  rl_feature_pane_compare_with (fixture->pane, "image-pet");
  rl_test_features_settle (fixture);
  item = rl_test_features_find (fixture, "firstorder", "Maximum");
  g_assert_cmpfloat (rl_feature_item_get_other (item), <, 20);
}

/* The file is what rimlightctl extract writes. */
static void
test_export (RlTestFeatures *fixture,
             gconstpointer   data)
{
  RimLesion *lesion = rl_test_features_add_ball (fixture, "A", 6);
  g_autoptr(RimFeatureTable) table = extract (fixture, lesion->mask, RL_LAYER_CT,
                                              "pyradiomics-default");
  g_autofree char *expected = rim_feature_table_to_csv (table);
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "features.csv", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "missing", "features.csv", NULL);
  g_autofree char *contents = NULL;

  rl_test_features_settle (fixture);
  rl_feature_pane_set_search (fixture->pane, "glcm");
  rl_feature_pane_export (fixture->pane, path);
  rl_test_features_settle (fixture);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, expected);
  g_assert_cmpstr (fixture->said, ==, "Saved features.csv");

  rl_feature_pane_export (fixture->pane, nowhere);
  rl_test_features_settle (fixture);
  g_assert_true (g_str_has_prefix (fixture->said, "Not saved: "));
  rim_test_folder_remove (folder);
}

/* A file is read by a worker; what cannot be read changes nothing and says where. */
static void
test_settings_file (RlTestFeatures *fixture,
                    gconstpointer   data)
{
  static const char good[] = "setting:\n  binWidth: 10\nfeatureClass:\n  firstorder:\n";
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "own.yaml", NULL);
  g_autofree char *line = g_strdup_printf ("%s:2: ", path);
  g_autofree char *name = NULL;

  rl_test_features_add_ball (fixture, "A", 6);
  g_assert_true (g_file_set_contents (path, "setting:\n  binWdith: 10\n", -1, NULL));
  rl_feature_pane_load_settings (fixture->pane, path);
  rl_test_features_settle (fixture);
  g_assert_nonnull (rl_feature_pane_get_unread (fixture->pane));
  g_assert_true (g_str_has_prefix (rl_feature_pane_get_unread (fixture->pane), line));
  g_assert_cmpuint (rl_feature_model_get_n_items (fixture->model), ==, 107);

  g_assert_true (g_file_set_contents (path, good, -1, NULL));
  rl_feature_pane_load_settings (fixture->pane, path);
  rl_test_features_settle (fixture);
  g_assert_null (rl_feature_pane_get_unread (fixture->pane));
  g_assert_cmpuint (rl_feature_model_get_n_items (fixture->model), ==, 18);
  g_object_get (fixture->pane, "ct-settings", &name, NULL);
  g_assert_cmpstr (name, ==, path);

  /* Who chooses a recipe meanwhile has chosen that. */
  g_assert_true (g_file_set_contents (path, "setting:\n", -1, NULL));
  rl_feature_pane_load_settings (fixture->pane, path);
  rl_feature_pane_load_settings (fixture->pane, "pyradiomics-default");
  rl_test_features_settle (fixture);
  g_assert_cmpuint (rl_feature_model_get_n_items (fixture->model), ==, 107);

  rl_feature_pane_load_settings (fixture->pane, "no such settings");
  rl_test_features_settle (fixture);
  g_assert_true (g_str_has_prefix (rl_feature_pane_get_unread (fixture->pane), "no such settings: "));
  rim_test_folder_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add (path, RlTestFeatures, NULL, rl_test_features_set_up, func, \
              rl_test_features_tear_down)

  ADD ("/features/values", test_values);
  ADD ("/features/study", test_study);
  ADD ("/features/clip", test_clip);
  ADD ("/features/stroke", test_stroke);
  ADD ("/features/latest-choice", test_latest_choice);
  ADD ("/features/compare", test_compare);
  ADD ("/features/compare-opened", test_compare_opened);
  ADD ("/features/export", test_export);
  ADD ("/features/settings-file", test_settings_file);

  return g_test_run ();
}
