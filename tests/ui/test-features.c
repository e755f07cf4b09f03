/* test-features.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <math.h>

#include "canvas/rl-slice-canvas.h"
#include "feature/rim-extract-study.h"
#include "feature/rim-measure.h"
#include "features/rl-feature-pane.h"
#include "features/rl-feature-list.h"
#include "review/rl-review.h"
#include "rim-test-data.h"
#include "rl-test-images.h"
#include "commands/rl-keys.h"

#define CHEST_RIM 20.0

typedef struct
{
  RlSession          *session;
  RlJobs             *jobs;
  RlFeaturePane      *pane;
  RlFeatureExtractor *extractor;
  RlFeatureModel     *model;
  GtkWidget          *window;
  RimSegmentation    *segmentation;
  char               *said;
} Fixture;

static void
message_cb (Fixture    *fixture,
            const char *message)
{
  g_free (fixture->said);
  fixture->said = g_strdup (message);
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->session = rl_test_session_new (TRUE);
  fixture->jobs = rl_jobs_new ();
  fixture->segmentation = rl_session_get_segmentation (fixture->session);
  fixture->pane = RL_FEATURE_PANE (rl_feature_pane_new (fixture->jobs, fixture->session));
  fixture->extractor = rl_feature_pane_get_extractor (fixture->pane);
  fixture->model = rl_feature_pane_get_model (fixture->pane);
  g_signal_connect_swapped (fixture->pane, "message", G_CALLBACK (message_cb), fixture);

  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 320, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->pane));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->pane), (gpointer *) &fixture->pane);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rl_jobs_shut_down (fixture->jobs);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_null (fixture->pane);
  g_assert_finalize_object (fixture->jobs);
  g_assert_finalize_object (fixture->session);
  g_free (fixture->said);
}

static void
settle (Fixture *fixture)
{
  do
    while (g_main_context_iteration (NULL, FALSE))
      ;
  while (rl_jobs_get_n_jobs (fixture->jobs) > 0);
}

static RimLesion *
add_ball (Fixture    *fixture,
          const char *name,
          double      radius)
{
  g_autoptr(RimLesion) lesion =
    rl_test_lesion_new (rl_session_get_base (fixture->session), name, RIM_VEC3 (22, -4, 6), radius);

  g_assert_true (rim_segmentation_add (fixture->segmentation, lesion, "test"));

  return rim_segmentation_find (fixture->segmentation, lesion->id, NULL);
}

static RimLesion *
make_stroke (Fixture   *fixture,
             RimLesion *lesion,
             double     radius)
{
  RimLesion *stroke = rl_test_lesion_new (rl_session_get_base (fixture->session), lesion->name,
                                          RIM_VEC3 (22, -4, 6), radius);

  g_free (stroke->id);
  stroke->id = g_strdup (lesion->id);

  return stroke;
}

static RlFeatureItem *
find (Fixture    *fixture,
      const char *family,
      const char *name)
{
  RlFeatureItem *item = rl_feature_model_find (fixture->model, "original", family, name);

  g_assert_nonnull (item);

  return item;
}

static RimFeatureTable *
extract (Fixture     *fixture,
         RimMask     *mask,
         RlLayerKind  layer,
         const char  *settings_name)
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
assert_shows (Fixture         *fixture,
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
test_values (Fixture       *fixture,
             gconstpointer  data)
{
  RimLesion *lesion = add_ball (fixture, "A", 6);
  g_autoptr(RimFeatureTable) ct = extract (fixture, lesion->mask, RL_LAYER_CT, "pyradiomics-default");
  g_autoptr(RimFeatureTable) pet = extract (fixture, lesion->mask, RL_LAYER_PET, "pyradiomics-pet");

  settle (fixture);
  g_assert_null (rl_feature_pane_get_message (fixture->pane));
  g_assert_cmpuint (rl_feature_model_get_n_items (fixture->model), ==, 107);
  assert_shows (fixture, ct);
  g_assert_cmpstr (rl_feature_item_get_unit (find (fixture, "firstorder", "Mean")), ==, "HU");

  rl_feature_pane_set_image (fixture->pane, RIM_STUDY_IMAGE_PET);
  settle (fixture);
  assert_shows (fixture, pet);
  g_assert_cmpstr (rl_feature_item_get_unit (find (fixture, "firstorder", "Mean")), !=, "HU");
}

/* What "rimlightctl extract --pet --voi --clip --fusion" computes. */
static RimFeatureTable *
extract_pair (Fixture         *fixture,
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
test_clip (Fixture       *fixture,
           gconstpointer  data)
{
  static const RimVoiClip clips[] = { RIM_VOI_CLIP_LUNG, RIM_VOI_CLIP_BODY, RIM_VOI_CLIP_LUNG };
  g_autoptr(RimVolume) chest = make_chest ();
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new ("test");
  g_autoptr(RimLesion) lesion = rl_test_lesion_new (chest, "A", RIM_VEC3 (40, 0, 0), 18);
  double volumes[G_N_ELEMENTS (clips)];

  rl_session_set_images (fixture->session, chest, NULL);
  rl_session_set_segmentation (fixture->session, segmentation);
  rim_segmentation_add (segmentation, lesion, "test");
  rl_feature_pane_load_settings (fixture->pane, "comb-2060");
  rl_feature_pane_set_voi (fixture->pane, RIM_VOI_RIM);
  g_object_set (fixture->pane, "rim-reach", CHEST_RIM, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (clips); i++)
    {
      g_autoptr(RimFeatureTable) table = extract_pair (fixture, lesion->mask, RIM_STUDY_IMAGE_CT,
                                                       RIM_VOI_RIM, clips[i], RIM_FUSION_WEIGHTED);

      g_object_set (fixture->pane, "rim-clip", rim_voi_clip_get_id (clips[i]), NULL);
      settle (fixture);
      g_assert_cmpstr (rl_feature_pane_get_message (fixture->pane), ==, NULL);
      assert_shows (fixture, table);
      volumes[i] = rl_feature_item_get_value (find (fixture, "shape", "VoxelVolume"));
    }

  g_assert_cmpfloat (volumes[0], <, volumes[1]);
  g_assert_cmpfloat (volumes[0], ==, volumes[2]);
}

/* Fused images and clipped rims are the bits of the command line. */
static void
test_study (Fixture       *fixture,
            gconstpointer  data)
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
  RimLesion *lesion = add_ball (fixture, "A", 9);

  settle (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(RimFeatureTable) table = extract_pair (fixture, lesion->mask, cases[i].image,
                                                       cases[i].voi, cases[i].clip, cases[i].method);

      rl_feature_pane_set_image (fixture->pane, cases[i].image);
      rl_feature_pane_load_settings (fixture->pane, "comb-2060");
      rl_feature_pane_set_voi (fixture->pane, cases[i].voi);
      g_object_set (fixture->pane,
                    "rim-clip", rim_voi_clip_get_id (cases[i].clip),
                    "fusion", rim_fusion_method_get_id (cases[i].method),
                    NULL);
      settle (fixture);
      g_assert_cmpstr (rl_feature_pane_get_message (fixture->pane), ==, NULL);
      assert_shows (fixture, table);
    }
}

static void
count_cb (GListModel *list,
          guint       position,
          guint       removed,
          guint       added,
          guint      *n)
{
  g_test_message ("items-changed: %u rows removed and %u added at %u", removed, added, position);
  (*n)++;
}

/* A stroke changes values, not rows, and the newest stroke is what is shown. */
static void
test_stroke (Fixture       *fixture,
             gconstpointer  data)
{
  RimLesion *lesion = add_ball (fixture, "A", 6);
  g_autoptr(RimFeatureTable) last = NULL;
  RlFeatureItem *item;
  double before;
  guint n = 0;

  settle (fixture);
  item = find (fixture, "shape", "VoxelVolume");
  before = rl_feature_item_get_value (item);
  g_signal_connect (G_LIST_MODEL (fixture->model), "items-changed",
                    G_CALLBACK (count_cb), &n);

  for (guint i = 0; i < 12; i++)
    {
      g_autoptr(RimLesion) stroke = make_stroke (fixture, lesion, 6.5 + 0.25 * i);

      rl_session_set_pending (fixture->session, stroke);
      g_assert_false (rl_feature_extractor_is_up_to_date (fixture->extractor));
      if (i == 11)
        last = extract (fixture, stroke->mask, RL_LAYER_CT, "pyradiomics-default");
    }
  settle (fixture);
  assert_shows (fixture, last);
  g_assert_true (find (fixture, "shape", "VoxelVolume") == item);
  g_assert_cmpfloat (rl_feature_item_get_value (item), >, before);

  rl_session_set_pending (fixture->session, NULL);
  settle (fixture);
  g_assert_cmpfloat (rl_feature_item_get_value (item), ==, before);
  g_assert_cmpuint (n, ==, 0);
}

/* Choices that cannot all be followed leave the last. */
static void
test_latest_choice (Fixture       *fixture,
                    gconstpointer  data)
{
  RimLesion *lesion = add_ball (fixture, "A", 6);
  g_autoptr(RimFeatureTable) table = extract (fixture, lesion->mask, RL_LAYER_CT, "pyradiomics-2060");

  rl_feature_pane_set_image (fixture->pane, RIM_STUDY_IMAGE_PET);
  rl_feature_pane_set_voi (fixture->pane, RIM_VOI_RIM);
  rl_feature_pane_set_image (fixture->pane, RIM_STUDY_IMAGE_CT);
  rl_feature_pane_load_settings (fixture->pane, "pyradiomics-2060");
  rl_feature_pane_set_voi (fixture->pane, RIM_VOI_TUMOUR);
  settle (fixture);
  g_assert_cmpuint (rl_feature_model_get_n_items (fixture->model), ==, 2060);
  assert_shows (fixture, table);
}

static void
search (Fixture    *fixture,
        const char *words)
{
  rl_feature_pane_set_search (fixture->pane, words);
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  GListModel *list = G_LIST_MODEL (fixture->model);

  add_ball (fixture, "A", 6);
  settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 107 + 7);

  search (fixture, "GLCM entro");
  g_assert_cmpuint (rl_feature_model_get_n_shown (fixture->model), ==, 3);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 4);

  /* An IBSI id names one feature: that of the mean. */
  search (fixture, "Q4LE");
  g_assert_cmpuint (rl_feature_model_get_n_shown (fixture->model), ==, 1);

  search (fixture, "no such thing");
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);

  search (fixture, "  ");
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 107 + 7);

  rl_feature_pane_load_settings (fixture->pane, "pyradiomics-2060");
  search (fixture, "wavelet-LLH contrast");
  settle (fixture);
  g_assert_cmpuint (rl_feature_model_get_n_items (fixture->model), ==, 2060);
  g_assert_cmpuint (rl_feature_model_get_n_shown (fixture->model), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 4);
}

static RlFeatureList *
find_list (GtkWidget *widget)
{
  RlFeatureList *list = RL_IS_FEATURE_LIST (widget) ? RL_FEATURE_LIST (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && list == NULL;
       child = gtk_widget_get_next_sibling (child))
    list = find_list (child);

  return list;
}

static void
press (RlFeatureList *list,
       guint          keyval)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (list));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);
      gboolean handled;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }
  gtk_test_widget_wait_for_draw (GTK_WIDGET (list));
}

static const char *
get_label (RlFeatureList *list)
{
  RlFeatureRow *row = rl_feature_list_find_row (list, rl_feature_list_get_cursor (list));

  g_assert_nonnull (row);

  return rl_feature_row_get_label (row);
}

/* The tree by keys alone, and what a screen reader says of it. */
static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  RlFeatureList *list = find_list (fixture->window);
  GListModel *model = G_LIST_MODEL (fixture->model);
  guint n_rows = 107 + 7;
  guint n = 0;

  add_ball (fixture, "A", 6);
  settle (fixture);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (list), GTK_DIR_TAB_FORWARD));
  g_assert_cmpuint (rl_feature_list_get_cursor (list), ==, 0);
  g_assert_cmpstr (get_label (list), ==, "Shape, 14 features");
  gtk_test_accessible_assert_role (rl_feature_list_find_row (list, 0), GTK_ACCESSIBLE_ROLE_TREE_ITEM);
  gtk_test_accessible_assert_state (rl_feature_list_find_row (list, 0),
                                    GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);

  g_signal_connect (model, "items-changed", G_CALLBACK (count_cb), &n);
  press (list, GDK_KEY_Left);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, n_rows - 14);
  press (list, GDK_KEY_Right);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, n_rows);
  g_assert_cmpuint (n, ==, 2);

  press (list, GDK_KEY_Right);
  g_assert_cmpuint (rl_feature_list_get_cursor (list), ==, 1);
  g_assert_true (g_str_has_prefix (get_label (list), "Elongation: "));
  press (list, GDK_KEY_End);
  g_assert_cmpuint (rl_feature_list_get_cursor (list), ==, n_rows - 1);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) ==
                 GTK_WIDGET (rl_feature_list_find_row (list, n_rows - 1)));
  press (list, GDK_KEY_Home);
  g_assert_null (rl_feature_list_find_row (list, n_rows - 1));

  /* What a search leaves out is not chosen any more, and comes back closed as it was. */
  press (list, GDK_KEY_space);
  search (fixture, "glcm");
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 25);
  g_assert_cmpuint (rl_feature_list_get_cursor (list), ==, GTK_INVALID_LIST_POSITION);
  search (fixture, "");
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, n_rows - 14);
}

static void
test_compare (Fixture       *fixture,
              gconstpointer  data)
{
  RimLesion *large = add_ball (fixture, "Large", 8);
  RimLesion *small = add_ball (fixture, "Small", 6);
  g_autofree char *id = g_strdup_printf ("lesion-%s", large->id);
  g_autoptr(RimFeatureTable) other = extract (fixture, large->mask, RL_LAYER_CT,
                                              "pyradiomics-default");
  RlFeatureItem *item;
  g_autofree char *tsv = NULL;

  rl_session_set_active_lesion (fixture->session, small->id);
  settle (fixture);
  item = find (fixture, "shape", "VoxelVolume");
  g_assert_true (isnan (rl_feature_item_get_other (item)));

  rl_feature_pane_compare_with (fixture->pane, id);
  settle (fixture);
  g_assert_cmpfloat (rl_feature_item_get_other (item), ==,
                     rim_feature_table_find (other, "original", "shape", "VoxelVolume",
                                             rl_feature_item_get_aggregation (item))->value);

  tsv = rl_feature_model_to_tsv (fixture->model, "Large");
  g_assert_nonnull (strstr (tsv, "aggregation\tLarge\n"));

  /* What it is compared with is gone: then with nothing. */
  rim_segmentation_remove (fixture->segmentation, large->id, "test");
  settle (fixture);
  g_assert_true (isnan (rl_feature_item_get_other (item)));
}

/* What was drawn since is told from what was opened. */
static void
test_compare_opened (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new ("test");
  g_autoptr(RimLesion) opened = rl_test_lesion_new (rl_session_get_base (fixture->session), "A",
                                                    RIM_VEC3 (22, -4, 6), 6);
  g_autoptr(RimLesion) drawn = make_stroke (fixture, opened, 8);
  RlFeatureItem *item;
  double before;

  rim_segmentation_add (segmentation, opened, "test");
  rl_session_set_segmentation (fixture->session, segmentation);
  settle (fixture);
  item = find (fixture, "shape", "VoxelVolume");
  before = rl_feature_item_get_value (item);

  rl_feature_pane_compare_with (fixture->pane, "opened");
  g_assert_true (rim_segmentation_replace (segmentation, drawn, "test"));
  settle (fixture);
  g_assert_cmpfloat (rl_feature_item_get_other (item), ==, before);
  g_assert_cmpfloat (rl_feature_item_get_value (item), >, before);

  rl_feature_pane_compare_with (fixture->pane, "voi-tumour+rim");
  rl_feature_pane_compare_with (fixture->pane, "image-pet");
  settle (fixture);
  g_assert_cmpfloat (rl_feature_item_get_other (find (fixture, "firstorder", "Maximum")), <, 20);
}

/* The file is what rimlightctl extract writes. */
static void
test_export (Fixture       *fixture,
             gconstpointer  data)
{
  RimLesion *lesion = add_ball (fixture, "A", 6);
  g_autoptr(RimFeatureTable) table = extract (fixture, lesion->mask, RL_LAYER_CT,
                                              "pyradiomics-default");
  g_autofree char *expected = rim_feature_table_to_csv (table);
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "features.csv", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "missing", "features.csv", NULL);
  g_autofree char *contents = NULL;

  settle (fixture);
  search (fixture, "glcm");
  rl_feature_pane_export (fixture->pane, path);
  settle (fixture);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, expected);
  g_assert_cmpstr (fixture->said, ==, "Saved features.csv");

  rl_feature_pane_export (fixture->pane, nowhere);
  settle (fixture);
  g_assert_true (g_str_has_prefix (fixture->said, "Not saved: "));
  rim_test_folder_remove (folder);
}

static void
test_states (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(RimVolume) base = rim_volume_ref (rl_session_get_base (fixture->session));
  g_autoptr(RimLesion) dot = NULL;
  g_autoptr(RimLesion) empty = NULL;
  g_autoptr(RimMask) nothing = rim_mask_new (rim_volume_get_grid (base));

  g_assert_cmpstr (rl_feature_pane_get_message (fixture->pane), ==, "No lesion is selected");

  empty = rim_lesion_new ("Empty", nothing);
  rim_segmentation_add (fixture->segmentation, empty, "test");
  g_assert_cmpstr (rl_feature_pane_get_message (fixture->pane), ==, "Nothing is drawn yet");

  dot = rl_test_lesion_new (base, "Dot", RIM_VEC3 (21, -5, 7), 0.5);
  rim_segmentation_add (fixture->segmentation, dot, "test");
  settle (fixture);
  g_assert_cmpint (rl_feature_extractor_get_state (fixture->extractor), ==, RL_FEATURES_FAILED);
  g_assert_nonnull (rl_feature_pane_get_message (fixture->pane));

  add_ball (fixture, "A", 6);
  settle (fixture);
  g_assert_null (rl_feature_pane_get_message (fixture->pane));

  rl_session_set_images (fixture->session, base, NULL);
  rl_session_set_segmentation (fixture->session, fixture->segmentation);
  rl_feature_pane_set_image (fixture->pane, RIM_STUDY_IMAGE_PET);
  settle (fixture);
  g_assert_cmpstr (rl_feature_pane_get_message (fixture->pane), ==, "No PET is open");

}

/* A file is read by a worker; what cannot be read changes nothing and says where. */
static void
test_settings_file (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char good[] = "setting:\n  binWidth: 10\nfeatureClass:\n  firstorder:\n";
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "own.yaml", NULL);
  g_autofree char *line = g_strdup_printf ("%s:2: ", path);
  g_autofree char *name = NULL;

  add_ball (fixture, "A", 6);
  g_assert_true (g_file_set_contents (path, "setting:\n  binWdith: 10\n", -1, NULL));
  rl_feature_pane_load_settings (fixture->pane, path);
  settle (fixture);
  g_assert_nonnull (rl_feature_pane_get_unread (fixture->pane));
  g_assert_true (g_str_has_prefix (rl_feature_pane_get_unread (fixture->pane), line));
  g_assert_cmpuint (rl_feature_model_get_n_items (fixture->model), ==, 107);

  g_assert_true (g_file_set_contents (path, good, -1, NULL));
  rl_feature_pane_load_settings (fixture->pane, path);
  settle (fixture);
  g_assert_null (rl_feature_pane_get_unread (fixture->pane));
  g_assert_cmpuint (rl_feature_model_get_n_items (fixture->model), ==, 18);
  g_object_get (fixture->pane, "ct-settings", &name, NULL);
  g_assert_cmpstr (name, ==, path);

  /* Who chooses a recipe meanwhile has chosen that. */
  g_assert_true (g_file_set_contents (path, "setting:\n", -1, NULL));
  rl_feature_pane_load_settings (fixture->pane, path);
  rl_feature_pane_load_settings (fixture->pane, "pyradiomics-default");
  settle (fixture);
  g_assert_cmpuint (rl_feature_model_get_n_items (fixture->model), ==, 107);

  rl_feature_pane_load_settings (fixture->pane, "no such settings");
  settle (fixture);
  g_assert_true (g_str_has_prefix (rl_feature_pane_get_unread (fixture->pane), "no such settings: "));
  rim_test_folder_remove (folder);
}

/* A range of the histogram points at its voxels, and follows the stroke. */
static void
test_highlight (Fixture       *fixture,
                gconstpointer  data)
{
  RlHistogramView *view = rl_feature_pane_get_histogram (fixture->pane);
  const RimHistogram *histogram;
  RimLesion *lesion = add_ball (fixture, "A", 9);
  g_autoptr(RimLesion) stroke = make_stroke (fixture, lesion, 10);
  double range[2];
  gsize n;

  settle (fixture);
  histogram = rl_feature_extractor_get_histogram (fixture->extractor);
  g_assert_cmpuint (histogram->n_voxels, ==, rim_mask_count (lesion->mask));

  rl_histogram_view_set_range (view, -1e4, 1e4);
  settle (fixture);
  g_assert_true (rim_mask_equal (rl_session_get_highlight (fixture->session)->mask, lesion->mask));

  rl_histogram_view_set_range (view, 0, 1e4);
  settle (fixture);
  n = rim_mask_count (rl_session_get_highlight (fixture->session)->mask);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, rim_mask_count (lesion->mask));

  rl_histogram_view_set_range (view, -1e4, 1e4);
  rl_session_set_pending (fixture->session, stroke);
  settle (fixture);
  g_assert_true (rim_mask_equal (rl_session_get_highlight (fixture->session)->mask, stroke->mask));

  rl_session_set_highlight (fixture->session, NULL);
  g_assert_false (rl_histogram_view_get_range (view, &range[0], &range[1]));
}

/* Nobody looks: nothing is computed. */
static void
test_hidden (Fixture       *fixture,
             gconstpointer  data)
{
  gtk_widget_set_visible (GTK_WIDGET (fixture->pane), FALSE);
  add_ball (fixture, "A", 6);
  g_assert_cmpuint (rl_jobs_get_n_jobs (fixture->jobs), ==, 0);

  gtk_widget_set_visible (GTK_WIDGET (fixture->pane), TRUE);
  settle (fixture);
  g_assert_cmpuint (rl_feature_model_get_n_items (fixture->model), ==, 107);
}

static void
paint (RlWindow *window)
{
  RlSliceCanvas *canvas = rl_view_grid_get_active (rl_window_get_views (window));
  double x = gtk_widget_get_width (GTK_WIDGET (canvas)) / 2.0;
  double y = gtk_widget_get_height (GTK_WIDGET (canvas)) / 2.0;
  const double to[2] = { x + 10, y };

  rl_session_set_tool (rl_window_get_session (window), RL_TOOL_BRUSH);
  rl_session_set_brush_radius (rl_window_get_session (window), 12);
  g_assert_true (rl_slice_canvas_press (canvas, GDK_BUTTON_PRIMARY, 0, x, y));
  rl_slice_canvas_drag (canvas, to, 1);
  rl_slice_canvas_release (canvas);
}

static void
act (RlWindow   *window,
     const char *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;

  g_assert_true (g_action_parse_detailed_name (detailed, &name, &target, NULL));
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (window), name, target));
}

static void
settle_review (RlReview *review)
{
  RlFeatureExtractor *extractor = rl_feature_pane_get_extractor (rl_review_get_features (review));

  do
    while (g_main_context_iteration (NULL, FALSE))
      ;
  while (!rl_feature_extractor_is_up_to_date (extractor));
}

/* In the window: the page is chosen by its action, follows the brush and undo,
 * and typing goes to the search.
 */
static void
test_window (void)
{
  RlSettings *settings = rl_settings_new ();
  RlWindow *window = rl_window_new (NULL);
  RlReview *review = rl_review_new (window, settings);
  RlFeaturePane *pane = rl_review_get_features (review);
  RlSession *session = g_object_ref (rl_window_get_session (window));
  g_autofree char *page = NULL;

  gtk_window_present (GTK_WINDOW (window));
  rl_test_session_fill (session, TRUE);
  rl_window_show_page (window, "views");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  act (window, "win.inspector-page('features')");
  g_object_get (window, "inspector-page", &page, NULL);
  g_assert_cmpstr (page, ==, "features");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (pane)));
  g_assert_cmpstr (rl_feature_pane_get_message (pane), ==, "No lesion is selected");

  paint (window);
  settle_review (review);
  g_assert_null (rl_feature_pane_get_message (pane));
  g_assert_cmpuint (rl_feature_model_get_n_items (rl_feature_pane_get_model (pane)), ==, 107);
  act (window, "win.undo");
  settle_review (review);
  g_assert_nonnull (rl_feature_pane_get_message (pane));

  act (window, "win.show-lesions");
  act (window, "win.find-feature");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (pane)));
  g_assert_true (GTK_IS_TEXT (gtk_root_get_focus (GTK_ROOT (window))));
  g_assert_false (rl_keys_may_fire (gtk_root_get_focus (GTK_ROOT (window)), GDK_KEY_p, 0));
  g_assert_true (rl_keys_may_fire (gtk_root_get_focus (GTK_ROOT (window)), GDK_KEY_1, GDK_ALT_MASK));

  gtk_window_destroy (GTK_WINDOW (window));
  rl_review_shut_down (review);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (review);
  g_assert_finalize_object (session);
  g_assert_finalize_object (settings);
}

static RlReview *
start (RlWindow   **window,
       RlSettings  *settings)
{
  *window = rl_window_new (NULL);

  return rl_review_new (*window, settings);
}

static void
end (RlWindow *window,
     RlReview *review)
{
  gtk_window_destroy (GTK_WINDOW (window));
  rl_review_shut_down (review);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (review);
}

/* What was chosen is chosen the next time, a file that is gone is told of. */
static void
test_restart (void)
{
  RlSettings *settings = rl_settings_new ();
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "own.yaml", NULL);
  g_autofree char *page = NULL;
  g_autofree char *image = NULL;
  g_autofree char *own = NULL;
  RlFeaturePane *pane;
  RlWindow *window;
  RlReview *review = start (&window, settings);
  double reach;

  g_assert_true (g_file_set_contents (path, "featureClass:\n  firstorder:\n", -1, NULL));
  pane = rl_review_get_features (review);
  act (window, "win.inspector-page('features')");
  rl_feature_pane_set_image (pane, RIM_STUDY_IMAGE_PET);
  rl_feature_pane_set_voi (pane, RIM_VOI_RIM);
  g_object_set (pane, "rim-reach", 7.5, "rim-clip", "lung", NULL);
  rl_feature_pane_load_settings (pane, path);
  do
    {
      g_main_context_iteration (NULL, FALSE);
      g_free (own);
      g_object_get (pane, "pet-settings", &own, NULL);
    }
  while (g_strcmp0 (own, path) != 0);
  end (window, review);

  g_unlink (path);
  review = start (&window, settings);
  pane = rl_review_get_features (review);
  g_object_get (window, "inspector-page", &page, NULL);
  g_object_get (pane, "image", &image, "rim-reach", &reach, NULL);
  g_assert_cmpstr (page, ==, "features");
  g_assert_cmpstr (image, ==, "pet");
  g_assert_cmpint (rl_feature_pane_get_voi (pane), ==, RIM_VOI_RIM);
  g_assert_cmpfloat (reach, ==, 7.5);
  while (rl_feature_pane_get_unread (pane) == NULL)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (g_str_has_prefix (rl_feature_pane_get_unread (pane), path));
  end (window, review);

  g_assert_finalize_object (settings);
  rim_test_folder_remove (folder);
}

/* Arrows move over the histogram, not over slices. */
static void
test_histogram_keys (void)
{
  GtkWidget *view = g_object_ref_sink (rl_histogram_view_new ());

  g_assert_false (rl_keys_may_fire (view, GDK_KEY_Left, 0));
  g_assert_true (rl_keys_may_fire (view, GDK_KEY_p, 0));
  g_object_unref (view);
}

static void
test_format (void)
{
  static const struct
  {
    double      value;
    const char *text;
  } values[] = {
    { 0.76838123, "0.76838" }, { -2, "−2.0000" }, { 65.1311, "65.131" }, { 365074.4, "365074" },
    { 1.6081e8, "1.608·10⁸" }, { 1.25e-5, "1.250·10⁻⁵" }, { -3.456e12, "−3.46·10¹²" },
    { 9.9996e9, "1.00·10¹⁰" }, { 0, "0.0000" }, { NAN, "–" }, { 99999.7, "100000" },
  };
  static const struct
  {
    double      value;
    double      other;
    const char *text;
  } differences[] = {
    { 2, 1, "−50.0 %" }, { -2, -1, "+50.0 %" }, { 0, 0, "0 %" }, { 0, 1, "–" }, { 1, 4, "+300 %" },
    { 1, NAN, "–" }, { 1, 1e9, ">999 %" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = rl_feature_format_value (values[i].value);

      g_assert_cmpstr (text, ==, values[i].text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (differences); i++)
    {
      g_autofree char *text = rl_feature_format_difference (differences[i].value,
                                                            differences[i].other);

      g_assert_cmpstr (text, ==, differences[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

  ADD ("/features/values", test_values);
  ADD ("/features/study", test_study);
  ADD ("/features/clip", test_clip);
  ADD ("/features/stroke", test_stroke);
  ADD ("/features/latest-choice", test_latest_choice);
  ADD ("/features/search", test_search);
  ADD ("/features/list", test_list);
  ADD ("/features/compare", test_compare);
  ADD ("/features/compare-opened", test_compare_opened);
  ADD ("/features/export", test_export);
  ADD ("/features/states", test_states);
  ADD ("/features/settings-file", test_settings_file);
  ADD ("/features/highlight", test_highlight);
  ADD ("/features/hidden", test_hidden);
  g_test_add_func ("/features/window", test_window);
  g_test_add_func ("/features/restart", test_restart);
  g_test_add_func ("/features/histogram-keys", test_histogram_keys);
  g_test_add_func ("/features/format", test_format);

  return g_test_run ();
}
