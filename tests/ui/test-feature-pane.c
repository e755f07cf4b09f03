/* test-feature-pane.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>
#include <math.h>

#include "canvas/rl-slice-canvas.h"
#include "commands/rl-keys.h"
#include "features/rl-feature-list.h"
#include "review/rl-review.h"
#include "rim-test-data.h"
#include "rl-test-features.h"
#include "rl-test-images.h"

static void
search (RlTestFeatures *fixture,
        const char     *words)
{
  rl_feature_pane_set_search (fixture->pane, words);
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

static void
test_search (RlTestFeatures *fixture,
             gconstpointer   data)
{
  GListModel *list = G_LIST_MODEL (fixture->model);

  rl_test_features_add_ball (fixture, "A", 6);
  rl_test_features_settle (fixture);
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
  rl_test_features_settle (fixture);
  g_assert_cmpuint (rl_feature_model_get_n_items (fixture->model), ==, 2060);
  g_assert_cmpuint (rl_feature_model_get_n_shown (fixture->model), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 4);
}

/* The tree by keys alone, and what a screen reader says of it. */
static void
test_list (RlTestFeatures *fixture,
           gconstpointer   data)
{
  RlFeatureList *list = find_list (fixture->window);
  GListModel *model = G_LIST_MODEL (fixture->model);
  guint n_rows = 107 + 7;
  guint n = 0;

  rl_test_features_add_ball (fixture, "A", 6);
  rl_test_features_settle (fixture);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (list), GTK_DIR_TAB_FORWARD));
  g_assert_cmpuint (rl_feature_list_get_cursor (list), ==, 0);
  g_assert_cmpstr (get_label (list), ==, "Shape, 14 features");
  gtk_test_accessible_assert_role (rl_feature_list_find_row (list, 0), GTK_ACCESSIBLE_ROLE_TREE_ITEM);
  gtk_test_accessible_assert_state (rl_feature_list_find_row (list, 0),
                                    GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);

  g_signal_connect (model, "items-changed", G_CALLBACK (rl_test_features_count_cb), &n);
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
test_states (RlTestFeatures *fixture,
             gconstpointer   data)
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
  rl_test_features_settle (fixture);
  g_assert_cmpint (rl_feature_extractor_get_state (fixture->extractor), ==, RL_FEATURES_FAILED);
  g_assert_nonnull (rl_feature_pane_get_message (fixture->pane));

  rl_test_features_add_ball (fixture, "A", 6);
  rl_test_features_settle (fixture);
  g_assert_null (rl_feature_pane_get_message (fixture->pane));

  rl_session_set_images (fixture->session, base, NULL);
  rl_session_set_segmentation (fixture->session, fixture->segmentation);
  rl_feature_pane_set_image (fixture->pane, RIM_STUDY_IMAGE_PET);
  rl_test_features_settle (fixture);
  g_assert_cmpstr (rl_feature_pane_get_message (fixture->pane), ==, "No PET is open");

}

/* A range of the histogram points at its voxels, and follows the stroke. */
static void
test_highlight (RlTestFeatures *fixture,
                gconstpointer   data)
{
  RlHistogramView *view = rl_feature_pane_get_histogram (fixture->pane);
  const RimHistogram *histogram;
  RimLesion *lesion = rl_test_features_add_ball (fixture, "A", 9);
  g_autoptr(RimLesion) stroke = rl_test_features_make_stroke (fixture, lesion, 10);
  double range[2];
  gsize n;

  rl_test_features_settle (fixture);
  histogram = rl_feature_extractor_get_histogram (fixture->extractor);
  g_assert_cmpuint (histogram->n_voxels, ==, rim_mask_count (lesion->mask));

  rl_histogram_view_set_range (view, -1e4, 1e4);
  rl_test_features_settle (fixture);
  g_assert_true (rim_mask_equal (rl_session_get_highlight (fixture->session)->mask, lesion->mask));

  /* The last bin has the voxels on its upper edge, the one before has not. */
  rl_histogram_view_set_range (view, histogram->lower, histogram->lower + histogram->n_bins * histogram->width);
  g_assert_true (rl_histogram_view_get_values (view, &range[0], &range[1]) && isinf (range[1]));
  rl_histogram_view_set_range (view, histogram->lower, histogram->lower + (histogram->n_bins - 1) * histogram->width);
  g_assert_true (rl_histogram_view_get_values (view, &range[0], &range[1]));
  g_assert_cmpfloat (range[1], ==, histogram->lower + (histogram->n_bins - 1) * histogram->width);

  rl_histogram_view_set_range (view, 0, 1e4);
  rl_test_features_settle (fixture);
  n = rim_mask_count (rl_session_get_highlight (fixture->session)->mask);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, rim_mask_count (lesion->mask));

  rl_histogram_view_set_range (view, -1e4, 1e4);
  rl_session_set_pending (fixture->session, stroke);
  rl_test_features_settle (fixture);
  g_assert_true (rim_mask_equal (rl_session_get_highlight (fixture->session)->mask, stroke->mask));

  rl_session_set_highlight (fixture->session, NULL);
  g_assert_false (rl_histogram_view_get_range (view, &range[0], &range[1]));
}

/* Nobody looks: nothing is computed. */
static void
test_hidden (RlTestFeatures *fixture,
             gconstpointer   data)
{
  gtk_widget_set_visible (GTK_WIDGET (fixture->pane), FALSE);
  rl_test_features_add_ball (fixture, "A", 6);
  g_assert_cmpuint (rl_jobs_get_n_jobs (fixture->jobs), ==, 0);

  gtk_widget_set_visible (GTK_WIDGET (fixture->pane), TRUE);
  rl_test_features_settle (fixture);
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
  g_object_set (rl_feature_pane_get_voi_button (pane), "rim-reach", 7.5, "rim-clip", "lung", NULL);
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
  g_object_get (pane, "image", &image, NULL);
  g_object_get (rl_feature_pane_get_voi_button (pane), "rim-reach", &reach, NULL);
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
  g_test_add (path, RlTestFeatures, NULL, rl_test_features_set_up, func, \
              rl_test_features_tear_down)

  ADD ("/feature-pane/search", test_search);
  ADD ("/feature-pane/list", test_list);
  ADD ("/feature-pane/states", test_states);
  ADD ("/feature-pane/highlight", test_highlight);
  ADD ("/feature-pane/hidden", test_hidden);
  g_test_add_func ("/feature-pane/window", test_window);
  g_test_add_func ("/feature-pane/restart", test_restart);
  g_test_add_func ("/feature-pane/histogram-keys", test_histogram_keys);
  g_test_add_func ("/feature-pane/format", test_format);

  return g_test_run ();
}
