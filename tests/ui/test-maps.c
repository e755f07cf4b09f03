/* test-maps.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "feature/rim-extract-voxels.h"
#include "format/rim-image.h"
#include "map/rim-map-view.h"
#include "maps/rl-map-pane.h"
#include "rim-test-data.h"
#include "rim-test-run.h"
#include "rl-test-drawing.h"
#include "rl-test-images.h"

typedef struct
{
  RlTestCanvas  canvas;
  RlJobs       *jobs;
  RlMapPane    *pane;
  RlMapMaker   *maker;
  RlMapLayer   *layer;
  RlMapChooser *chooser;
  GtkWidget    *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  rl_test_canvas_set_up (&fixture->canvas, GUINT_TO_POINTER (RIM_ORIENTATION_AXIAL));
  fixture->jobs = rl_jobs_new ();
  fixture->pane = RL_MAP_PANE (rl_map_pane_new (fixture->jobs, fixture->canvas.session));
  fixture->maker = rl_map_pane_get_maker (fixture->pane);
  fixture->layer = rl_map_pane_get_layer (fixture->pane);
  fixture->chooser = rl_map_pane_get_chooser (fixture->pane);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 320, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->pane));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->pane), (gpointer *) &fixture->pane);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rl_jobs_shut_down (fixture->jobs);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_null (fixture->pane);
  g_assert_finalize_object (fixture->jobs);
  rl_test_canvas_tear_down (&fixture->canvas, data);
}

/* Runs what is due until no job is left. */
static void
settle (Fixture *fixture)
{
  do
    while (g_main_context_iteration (NULL, FALSE))
      ;
  while (rl_jobs_get_n_jobs (fixture->jobs) > 0);
}

typedef struct
{
  const char *feature;
  RimVolume  *volume;
} Expected;

/* All voxels in one go. */
static gboolean
compute_cb (const RimVoxelImage  *image,
            gpointer              data,
            GError              **error)
{
  Expected *expected = data;
  const gsize n = image->region->n_voxels;
  g_autoptr(RimMapInput) input = rim_map_input_new_for_image (image, error);
  g_autofree guint32 *voxels = g_new (guint32, n);
  g_autofree float *values = g_new (float, n);
  RimMapFeature feature;

  for (gsize v = 0; v < n; v++)
    voxels[v] = (guint32) v;
  g_assert_true (rim_map_feature_find (expected->feature, &feature, error));
  g_assert_true (rim_map_compute (input, &feature, 1, voxels, n, &values, NULL, error));
  expected->volume = rim_map_make_box (input, values, error);

  return expected->volume != NULL;
}

static void
assert_same_bits (RimVolume *a,
                  RimVolume *b)
{
  const RimGrid *grid = rim_volume_get_grid (a);
  const gsize length = (gsize) grid->size[0] * grid->size[1] * sizeof (float);

  g_assert_true (rim_grid_equal (grid, rim_volume_get_grid (b), 0.0));
  for (guint k = 0; k < grid->size[2]; k++)
    g_assert_cmpmem (rim_volume_get_slice (a, k), length, rim_volume_get_slice (b, k), length);
}

/* The layer has, to the bit, what the engine makes of the image and of @mask. */
static void
assert_map (Fixture   *fixture,
            RimVolume *image,
            RimMask   *mask)
{
  const RlMapChoice *choice = rl_map_maker_get_choice (fixture->maker);
  Expected expected = { choice->features[0], NULL };
  g_autoptr(RimVolume) volume = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = g_strdup_printf ("%s_%s", choice->filter, choice->features[0]);

  g_assert_cmpint (rl_map_maker_get_state (fixture->maker), ==, RL_MAP_READY);
  g_assert_cmpstr (rl_map_layer_get_name (fixture->layer), ==, name);
  g_assert_false (rl_map_layer_get_busy (fixture->layer));
  rim_extract_voxel_image (image, mask, choice->settings, choice->filter, compute_cb, &expected, NULL, &error);
  g_assert_no_error (error);
  volume = expected.volume;
  assert_same_bits (rl_map_layer_get_volume (fixture->layer), volume);
}

static RimVolume *
get_ct (Fixture *fixture)
{
  return rl_session_get_volume (fixture->canvas.session, RL_LAYER_CT);
}

static RimMask *
get_mask (Fixture *fixture)
{
  RlSession *session = fixture->canvas.session;

  return rl_session_find_lesion (session, rl_session_get_active_lesion (session))->mask;
}

static void
choose (Fixture    *fixture,
        const char *feature)
{
  rl_map_chooser_set_feature (fixture->chooser, feature);
  settle (fixture);
}

static void
test_choice (Fixture       *fixture,
             gconstpointer  data)
{
  RlMapResult *result;

  rl_test_add_ball (&fixture->canvas, "A", RIM_VEC3 (22, -4, 6), 14);
  settle (fixture);
  g_assert_null (rl_map_layer_get_volume (fixture->layer));
  g_assert_cmpint (rl_map_maker_get_state (fixture->maker), ==, RL_MAP_NOTHING);
  g_assert_null (rl_map_pane_get_message (fixture->pane));

  choose (fixture, "glcm_Contrast");
  assert_map (fixture, get_ct (fixture), get_mask (fixture));
  g_assert_cmpstr (rl_map_layer_get_title (fixture->layer), ==, "GLCM Contrast");
  result = rl_map_maker_get_result (fixture->maker);
  g_assert_cmpuint (result->n_maps, ==, 1);
  g_assert_true (rim_mask_equal (result->voxels->mask, get_mask (fixture)));

  /* Before that is computed something else is chosen. */
  rl_map_chooser_set_feature (fixture->chooser, "glszm_ZoneEntropy");
  choose (fixture, "firstorder_Mean");
  assert_map (fixture, get_ct (fixture), get_mask (fixture));
  g_assert_cmpstr (rl_map_layer_get_unit (fixture->layer), ==, "HU");

  choose (fixture, NULL);
  g_assert_null (rl_map_layer_get_volume (fixture->layer));
  g_assert_null (rl_map_maker_get_result (fixture->maker));
}

/* What the program writes of the same image, mask and settings. */
static void
test_program (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *folder = rim_test_folder_new ();
  g_autofree char *image = g_build_filename (folder, "image.nii", NULL);
  g_autofree char *labels = g_build_filename (folder, "mask.nii", NULL);
  g_autofree char *settings = g_build_filename (folder, "settings.yaml", NULL);
  g_autofree char *map = g_build_filename (folder, "original_glcm_Contrast.nii.gz", NULL);
  g_autofree char *yaml = NULL;
  g_autoptr(RimVolume) written = NULL;
  g_autoptr(GError) error = NULL;
  RlMapResult *result;
  g_autoptr(GPtrArray) rois = g_ptr_array_new ();
  RimRoi roi = { .number = 1 };
  gsize n = 0;

  rl_test_add_ball (&fixture->canvas, "A", RIM_VEC3 (22, -4, 6), 14);
  choose (fixture, "glcm_Contrast");
  result = rl_map_maker_get_result (fixture->maker);
  roi.mask = get_mask (fixture);
  g_ptr_array_add (rois, &roi);
  yaml = rim_settings_to_yaml (result->choice->settings);
  rim_image_write (image, get_ct (fixture), &error);
  g_assert_no_error (error);
  rim_image_write_labels (labels, rois, &error);
  g_assert_no_error (error);
  g_file_set_contents (settings, yaml, -1, &error);
  g_assert_no_error (error);

  rim_test_assert_runs (folder, "map --image %s/image.nii --mask %s/mask.nii --settings %s/settings.yaml "
                        "--features glcm_Contrast %s");
  written = rim_image_read (map, &error);
  g_assert_no_error (error);
  for (guint k = 0; k < rim_volume_get_grid (written)->size[2]; k++)
    {
      const float *slice = rim_volume_get_slice (written, k);
      const RimGrid *grid = rim_volume_get_grid (written);

      for (gsize v = 0; v < (gsize) grid->size[0] * grid->size[1]; v++)
        if (!isnan (slice[v]))
          g_assert_cmpmem (&slice[v], sizeof (float), &result->maps[0].values[n++], sizeof (float));
    }
  g_assert_cmpuint (n, ==, result->voxels->input->region->n_voxels);
  rim_test_folder_remove (folder);
}

static void
get_range (Fixture *fixture,
           double   range[2])
{
  rl_map_layer_get_range (fixture->layer, &range[0], &range[1]);
}

static void
test_brush (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const features[] = { "glcm_Contrast", "gldm_HighGrayLevelEmphasis", "firstorder_Entropy" };
  const double ends[4] = { 40, 70, 60, 75 };
  RlSession *session = fixture->canvas.session;
  RlSliceCanvas *canvas = fixture->canvas.canvas;
  g_autoptr(RimMask) before = NULL;
  double range[2];
  double during[2];

  rl_test_add_ball (&fixture->canvas, "A", RIM_VEC3 (22, -4, 6), 14);
  rl_session_set_tool (session, RL_TOOL_BRUSH);
  rl_session_set_brush_radius (session, 6.3);
  before = rim_mask_ref (get_mask (fixture));
  for (guint f = 0; f < G_N_ELEMENTS (features); f++)
    {
      choose (fixture, features[f]);
      get_range (fixture, range);

      g_assert_true (rl_slice_canvas_press (canvas, GDK_BUTTON_PRIMARY, 0, ends[0], ends[1]));
      settle (fixture);
      g_assert_nonnull (rl_session_get_pending (session));
      g_assert_false (rim_mask_equal (get_mask (fixture), before));
      assert_map (fixture, get_ct (fixture), get_mask (fixture));

      /* Colours stay while something is drawn. */
      rl_slice_canvas_drag (canvas, &ends[2], 1);
      settle (fixture);
      assert_map (fixture, get_ct (fixture), get_mask (fixture));
      get_range (fixture, during);
      g_assert_cmpmem (during, sizeof during, range, sizeof range);

      rl_slice_canvas_release (canvas);
      g_assert_nonnull (rl_map_layer_get_volume (fixture->layer));
      settle (fixture);
      g_assert_null (rl_session_get_pending (session));
      assert_map (fixture, get_ct (fixture), get_mask (fixture));
      get_range (fixture, during);
      g_assert_cmpfloat (during[0], ==, rl_map_maker_get_result (fixture->maker)->maps[0].lower);
      g_assert_cmpfloat (during[1], ==, rl_map_maker_get_result (fixture->maker)->maps[0].upper);

      rim_segmentation_undo (rl_session_get_segmentation (session));
      settle (fixture);
      g_assert_true (rim_mask_equal (get_mask (fixture), before));
      assert_map (fixture, get_ct (fixture), before);
    }
}

static void
test_lesions (Fixture       *fixture,
              gconstpointer  data)
{
  RlSession *session = fixture->canvas.session;
  RimLesion *a = rl_test_add_ball (&fixture->canvas, "A", RIM_VEC3 (22, -4, 6), 10);
  RimLesion *b = rl_test_add_ball (&fixture->canvas, "B", RIM_VEC3 (0, 10, -6), 8);

  rl_session_set_active_lesion (session, a->id);
  choose (fixture, "glcm_Contrast");
  assert_map (fixture, get_ct (fixture), a->mask);

  rl_session_set_active_lesion (session, b->id);
  g_assert_null (rl_map_layer_get_volume (fixture->layer));
  g_assert_null (rl_map_maker_get_result (fixture->maker));
  settle (fixture);
  assert_map (fixture, get_ct (fixture), b->mask);

  rl_session_set_active_lesion (session, NULL);
  g_assert_null (rl_map_layer_get_volume (fixture->layer));
  g_assert_cmpstr (rl_map_pane_get_message (fixture->pane), ==, "Draw a lesion or select one to see its maps");

  rl_map_maker_set_lesion (fixture->maker, a->id);
  settle (fixture);
  assert_map (fixture, get_ct (fixture), a->mask);
  rl_session_set_images (session, NULL, NULL);
  settle (fixture);
  g_assert_null (rl_map_layer_get_volume (fixture->layer));
  g_assert_cmpstr (rl_map_pane_get_message (fixture->pane), ==, "No CT is open");
}

static void
set_windows (Fixture  *fixture,
             guint     radius,
             gboolean  flat,
             gboolean  masked)
{
  g_object_set (fixture->pane, "radius", radius, "flat", flat, "masked", masked, NULL);
  settle (fixture);
}

static void
test_settings (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(RimVolume) other = NULL;
  RimVolume *pet = rl_session_get_volume (fixture->canvas.session, RL_LAYER_PET);
  RlMapResult *result;
  RimMask *mask;

  rl_test_add_ball (&fixture->canvas, "A", RIM_VEC3 (22, -4, 6), 10);
  mask = get_mask (fixture);
  choose (fixture, "ngtdm_Contrast");
  set_windows (fixture, 2, FALSE, TRUE);
  assert_map (fixture, get_ct (fixture), mask);
  set_windows (fixture, 2, TRUE, TRUE);
  assert_map (fixture, get_ct (fixture), mask);
  set_windows (fixture, 1, FALSE, FALSE);
  assert_map (fixture, get_ct (fixture), mask);

  g_object_set (fixture->pane, "filter", "gradient", NULL);
  settle (fixture);
  assert_map (fixture, get_ct (fixture), mask);
  g_assert_cmpstr (rl_map_layer_get_title (fixture->layer), ==, "NGTDM Contrast, Gradient");

  g_object_set (fixture->pane, "filter", "original", "image", "pet", "voi", "rim", NULL);
  settle (fixture);
  result = rl_map_maker_get_result (fixture->maker);
  g_assert_true (result->voxels->image == pet);
  assert_map (fixture, pet, result->voxels->mask);

  /* The same PET in another unit. */
  other = rl_test_volume_new (32, 24, 20, 4.0, RIM_UNIT_SUL_JANMA);
  rl_session_set_pet_values (fixture->canvas.session, other);
  settle (fixture);
  assert_map (fixture, other, rl_map_maker_get_result (fixture->maker)->voxels->mask);
}

static RimSettings *
make_fine_bins (RimSettings *settings)
{
  RimSettingWindows windows;

  rim_settings_get_windows (settings, &windows);
  windows.bin_width = 0.1;

  return rim_settings_with_windows (settings, &windows);
}

/* Said in words, and gone with the next choice. */
static void
test_problems (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(RlMapChoice) choice = NULL;
  g_autoptr(RimSettings) settings = NULL;

  rl_test_add_ball (&fixture->canvas, "A", RIM_VEC3 (22, -4, 6), 14);
  choose (fixture, "glcm_Contrast");
  choice = rl_map_choice_copy (rl_map_maker_get_choice (fixture->maker));
  settings = choice->settings;
  choice->settings = make_fine_bins (settings);
  rl_map_maker_set_choice (fixture->maker, choice);
  settle (fixture);
  g_assert_cmpint (rl_map_maker_get_state (fixture->maker), ==, RL_MAP_FAILED);
  g_assert_nonnull (strstr (rl_map_pane_get_message (fixture->pane), "choose wider bins"));
  g_assert_null (rl_map_layer_get_volume (fixture->layer));

  g_object_set (rl_map_pane_get_voi_button (fixture->pane), "core-depth", 20.0, NULL);
  g_object_set (fixture->pane, "voi", "core", NULL);
  settle (fixture);
  g_assert_cmpint (rl_map_maker_get_state (fixture->maker), ==, RL_MAP_FAILED);
  g_assert_nonnull (rl_map_pane_get_message (fixture->pane));

  g_object_set (fixture->pane, "voi", "tumour", NULL);
  settle (fixture);
  assert_map (fixture, get_ct (fixture), get_mask (fixture));
  g_assert_null (rl_map_pane_get_message (fixture->pane));
}

static void
test_range (Fixture       *fixture,
            gconstpointer  data)
{
  const RlMap *map;
  double range[2];

  rl_test_add_ball (&fixture->canvas, "A", RIM_VEC3 (22, -4, 6), 12);
  choose (fixture, "firstorder_Variance");
  map = &rl_map_maker_get_result (fixture->maker)->maps[0];
  get_range (fixture, range);
  g_assert_cmpfloat (range[0], ==, map->lower);
  g_assert_cmpfloat (range[1], ==, map->upper);
  g_assert_cmpfloat (map->min, <=, map->lower);
  g_assert_cmpfloat (map->upper, <, map->max);

  rl_map_maker_set_range (fixture->maker, RL_MAP_RANGE_FULL);
  get_range (fixture, range);
  g_assert_cmpfloat (range[0], ==, map->min);
  g_assert_cmpfloat (range[1], ==, map->max);

  rl_map_layer_set_automatic_range (fixture->layer, FALSE);
  rl_map_layer_set_range (fixture->layer, -1.0, 3.0);
  choose (fixture, "glcm_Contrast");
  get_range (fixture, range);
  g_assert_cmpfloat (range[0], ==, -1.0);
  g_assert_cmpfloat (range[1], ==, 3.0);
  rl_map_layer_set_automatic_range (fixture->layer, TRUE);
  get_range (fixture, range);
  g_assert_cmpfloat (range[1], ==, rl_map_maker_get_result (fixture->maker)->maps[0].max);
}

/* Several at once, each in a layer, follow the brush alike: some features keep values where
 * windows stay, others count levels from the least of the region.
 */
static void
test_several (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const features[] = {
    "glcm_Contrast", "gldm_HighGrayLevelEmphasis", "glcm_JointEntropy", NULL
  };
  const double at[2] = { 40, 70 };
  g_autoptr(RlMapMaker) maker = NULL;
  g_autoptr(RlMapChoice) choice = rl_map_pane_dup_choice (fixture->pane);
  RlMapResult *result;

  rl_test_add_ball (&fixture->canvas, "A", RIM_VEC3 (22, -4, 6), 14);
  g_strfreev (choice->features);
  choice->features = g_strdupv ((char **) features);
  maker = rl_map_maker_new (fixture->jobs, fixture->canvas.session);
  rl_map_maker_set_choice (maker, choice);
  settle (fixture);
  rl_session_set_tool (fixture->canvas.session, RL_TOOL_BRUSH);
  rl_session_set_brush_radius (fixture->canvas.session, 6.3);
  g_assert_true (rl_slice_canvas_press (fixture->canvas.canvas, GDK_BUTTON_PRIMARY, 0, at[0], at[1]));
  settle (fixture);

  result = rl_map_maker_get_result (maker);
  g_assert_cmpuint (result->n_maps, ==, 3);
  for (guint m = 0; m < result->n_maps; m++)
    {
      RlMapLayer *layer = rl_map_maker_get_layer (maker, m);

      choose (fixture, features[m]);
      assert_map (fixture, get_ct (fixture), get_mask (fixture));
      assert_same_bits (rl_map_layer_get_volume (layer), rl_map_layer_get_volume (fixture->layer));
      g_assert_true (rl_map_layer_get_volume (layer) == result->maps[m].volume);
    }
  rl_slice_canvas_release (fixture->canvas.canvas);
  rl_map_maker_set_choice (maker, NULL);
  g_assert_null (rl_map_layer_get_volume (rl_map_maker_get_layer (maker, 2)));
  settle (fixture);
}

static void
assert_shown (Fixture    *fixture,
              const char *first,
              guint       n)
{
  g_auto(GStrv) shown = rl_map_chooser_list_shown (fixture->chooser);

  g_assert_cmpuint (g_strv_length (shown), ==, n);
  g_assert_cmpstr (shown[0], ==, first);
}

static void
test_chooser (Fixture       *fixture,
              gconstpointer  data)
{
  RlMapChooser *chooser = fixture->chooser;
  guint n = 0;
  RimMapFeature feature;

  while (rim_map_feature_get (n, &feature))
    n++;
  rl_test_add_ball (&fixture->canvas, "A", RIM_VEC3 (22, -4, 6), 6);
  rl_map_chooser_set_open (chooser, TRUE);
  assert_shown (fixture, "firstorder_10Percentile", n);

  /* All words, in any order; by parts of a name, family and IBSI id. */
  rl_map_chooser_set_search (chooser, "entropy  GLCM joint");
  assert_shown (fixture, "glcm_JointEntropy", 1);
  rl_map_chooser_set_search (chooser, "acui");
  assert_shown (fixture, "glcm_Contrast", 1);
  rl_map_chooser_set_search (chooser, "no such thing");
  assert_shown (fixture, NULL, 0);
  rl_map_chooser_set_search (chooser, "glcm cluster");
  assert_shown (fixture, "glcm_ClusterProminence", 3);

  /* The map goes along, and rests where the list ends. */
  rl_map_chooser_walk (chooser, 1);
  rl_map_chooser_walk (chooser, 1);
  g_assert_cmpstr (rl_map_chooser_get_feature (chooser), ==, "glcm_ClusterShade");
  settle (fixture);
  assert_map (fixture, get_ct (fixture), get_mask (fixture));
  rl_map_chooser_walk (chooser, 20);
  g_assert_cmpstr (rl_map_chooser_get_feature (chooser), ==, "glcm_ClusterTendency");
  rl_map_chooser_walk (chooser, -20);
  g_assert_cmpstr (rl_map_chooser_get_feature (chooser), ==, "glcm_ClusterProminence");

  /* What was walked over is not recent. */
  g_assert_null (rl_map_chooser_get_recent (chooser)[0]);
  rl_map_chooser_set_open (chooser, FALSE);
  g_assert_cmpstr (rl_map_chooser_get_recent (chooser)[0], ==, "glcm_ClusterProminence");
  g_assert_null (rl_map_chooser_get_recent (chooser)[1]);

  rl_map_chooser_set_open (chooser, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (chooser), "maps.favourite", "s", "ngtdm_Busyness");
  g_assert_cmpstr (rl_map_chooser_get_favourites (chooser)[0], ==, "ngtdm_Busyness");
  assert_shown (fixture, "ngtdm_Busyness", n + 2);
  g_assert_cmpstr (rl_map_chooser_get_feature (chooser), ==, "glcm_ClusterProminence");
  gtk_widget_activate_action (GTK_WIDGET (chooser), "maps.favourite", "s", "ngtdm_Busyness");
  assert_shown (fixture, "glcm_ClusterProminence", n + 1);
}

/* A section that unfolds below the end of the page comes into sight. */
static void
test_section (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *section = gtk_drawing_area_new ();
  GtkAdjustment *place;

  gtk_widget_set_size_request (section, -1, 500);
  rl_map_pane_add_section (fixture->pane, "Tall", section);
  place = gtk_scrolled_window_get_vadjustment (
    GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (section, GTK_TYPE_SCROLLED_WINDOW)));
  g_assert_cmpfloat (gtk_adjustment_get_value (place), ==, 0.0);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (gtk_widget_get_prev_sibling (section)), TRUE);
  while (gtk_adjustment_get_value (place) == 0.0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (gtk_adjustment_get_value (place) + gtk_adjustment_get_page_size (place), >=,
                     gtk_adjustment_get_upper (place) - 20.0);
}

/* What is pinned has a layer and a pane of its own while several maps are shown. */
static void
test_beside (Fixture       *fixture,
             gconstpointer  data)
{
  RlSession *session = fixture->canvas.session;
  RlMapMultiples *multiples = rl_map_pane_get_multiples (fixture->pane);

  rl_test_add_ball (&fixture->canvas, "A", RIM_VEC3 (22, -4, 6), 14);
  choose (fixture, "glcm_Contrast");
  rl_map_multiples_pin (multiples, "glcm_Contrast");
  rl_map_multiples_pin (multiples, "ngtdm_Busyness");
  settle (fixture);
  g_assert_cmpuint (rl_session_get_n_more_maps (session), ==, 0);

  g_object_set (multiples, "shown", TRUE, NULL);
  settle (fixture);
  g_assert_cmpuint (rl_session_get_n_more_maps (session), ==, 1);
  g_assert_true (rl_session_get_map (session, 0) == fixture->layer);
  g_assert_cmpstr (rl_map_layer_get_name (rl_session_get_map (session, 1)), ==, "original_ngtdm_Busyness");
  g_assert_nonnull (rl_map_layer_get_volume (rl_session_get_map (session, 1)));
  assert_map (fixture, get_ct (fixture), get_mask (fixture));

  rl_map_layer_set_opacity (fixture->layer, 0.25);
  g_assert_cmpfloat (rl_map_layer_get_opacity (rl_session_get_map (session, 1)), ==, 0.25);
  choose (fixture, "firstorder_Mean");
  g_assert_cmpuint (rl_session_get_n_more_maps (session), ==, 2);
  g_assert_true (rl_session_turn_more_maps (session, RIM_ORIENTATION_CORONAL));
  rl_map_multiples_unpin (multiples, "glcm_Contrast");
  settle (fixture);
  g_assert_cmpuint (rl_session_get_n_more_maps (session), ==, 1);
  g_assert_cmpint (rl_session_get_maps_plane (session), ==, RIM_ORIENTATION_CORONAL);

  /* Another layout is chosen. */
  rl_session_set_more_maps (session, NULL, RIM_ORIENTATION_AXIAL);
  settle (fixture);
  g_assert_cmpuint (g_strv_length (rl_map_maker_get_choice (fixture->maker)->features), ==, 1);
}

/* The same map of the lesion at another time, with the range of both. */
static void
test_times (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(RlSession) prior = rl_test_session_new (FALSE);
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new (NULL);
  RlMapLayer *other = rl_session_get_map_layer (prior);
  RimVolume *ct = rl_session_get_volume (prior, RL_LAYER_CT);
  g_autoptr(RimLesion) before = rl_test_lesion_new (ct, "A", RIM_VEC3 (22, -4, 6), 9);
  g_autoptr(RimLesion) apart = rl_test_lesion_new (ct, "B", RIM_VEC3 (-20, 0, 0), 5);
  const RlMapChoice *choice;
  double range[2];
  double of_both[2];

  rl_session_set_segmentation (prior, segmentation);
  rl_map_pane_set_prior (fixture->pane, prior);
  rl_test_add_ball (&fixture->canvas, "A", RIM_VEC3 (22, -4, 6), 14);
  choose (fixture, "glcm_Contrast");
  g_assert_null (rl_map_layer_get_volume (other));
  g_assert_cmpstr (rl_map_pane_get_message (fixture->pane), ==,
                   "The other study has no lesion that is this one");
  get_range (fixture, range);

  g_assert_true (rim_segmentation_add (segmentation, apart, "test"));
  g_assert_true (rim_segmentation_add (segmentation, before, "test"));
  settle (fixture);
  choice = rl_map_maker_get_choice (fixture->maker);
  {
    Expected expected = { choice->features[0], NULL };
    g_autoptr(RimVolume) volume = NULL;

    g_assert_true (rim_extract_voxel_image (ct, before->mask, choice->settings, choice->filter, compute_cb,
                                            &expected, NULL, NULL));
    volume = expected.volume;
    assert_same_bits (rl_map_layer_get_volume (other), volume);
  }
  g_assert_null (rl_map_pane_get_message (fixture->pane));
  rl_map_layer_get_range (other, &of_both[0], &of_both[1]);
  g_assert_cmpfloat (of_both[0], <=, range[0]);
  g_assert_cmpfloat (of_both[1], >=, range[1]);
  get_range (fixture, range);
  g_assert_cmpmem (range, sizeof range, of_both, sizeof of_both);

  /* Whichever of the two is given a range has both shown with it. */
  rl_map_layer_set_range (other, 1.0, 2.0);
  get_range (fixture, range);
  g_assert_cmpfloat (range[0], ==, 1.0);
  g_assert_cmpfloat (range[1], ==, 2.0);
  g_assert_false (rl_map_layer_get_automatic_range (fixture->layer));
}

int
main (int   argc,
      char *argv[])
{
  const struct
  {
    const char *path;
    void        (*test)(Fixture                                           *fixture,
                        gconstpointer                                      data);
  } tests[] = {
    { "/maps/choice", test_choice }, { "/maps/program", test_program }, { "/maps/brush", test_brush },
    { "/maps/lesions", test_lesions }, { "/maps/settings", test_settings },
    { "/maps/problems", test_problems }, { "/maps/range", test_range }, { "/maps/several", test_several }, { "/maps/chooser", test_chooser },
    { "/maps/beside", test_beside }, { "/maps/times", test_times },
    { "/maps/section", test_section },
  };

  gtk_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
