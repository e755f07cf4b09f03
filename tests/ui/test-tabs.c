/* test-tabs.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-review-private.h"
#include "rim-test-data.h"
#include "rim-test-series.h"

/* The whole window on a library of its own. */
typedef struct
{
  char       *folder;
  RlSettings *settings;
  RlWindow   *window;
  RlReview   *review;
  guint       n_imported;
} Fixture;

static const RimTestSeries series[] = {
  { "Anna", "anna 1", "anna thorax", "CT", 4, "20250102" },
  { "Anna", "anna 2", "anna follow-up", "CT", 3, "20250302" },
  { "Berta", "berta 1", "berta thorax", "CT", 3, "20250102" },
};

static void
imported_cb (Fixture *fixture)
{
  fixture->n_imported++;
}

static void
open_window (Fixture *fixture)
{
  g_autofree char *library = g_build_filename (fixture->folder, "library", NULL);

  fixture->window = rl_window_new (NULL);
  fixture->review = rl_review_new (fixture->window, fixture->settings);
  g_signal_connect_swapped (fixture->review, "imported", G_CALLBACK (imported_cb), fixture);
  g_assert_true (rl_review_open_library (fixture->review, library));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
close_window (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rl_review_shut_down (fixture->review);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_finalize_object (fixture->review);
}

static void
wait_for_load (Fixture *fixture)
{
  RlBrowserModel *model = rl_browser_get_model (fixture->review->browser);

  while (rl_browser_model_get_index (model) == NULL || rl_browser_model_is_busy (model))
    g_main_context_iteration (NULL, TRUE);
  while (rl_study_loader_get_state (rl_review_get_loader (fixture->review)) != RL_LOAD_DONE)
    g_main_context_iteration (NULL, TRUE);
}

static void
import (Fixture             *fixture,
        const RimTestSeries *written,
        guint                n)
{
  g_autofree char *images = g_build_filename (fixture->folder, written[0].name, NULL);
  guint n_imported = fixture->n_imported;

  g_assert_cmpint (g_mkdir_with_parents (images, 0700), ==, 0);
  for (guint i = 0; i < n; i++)
    rim_test_series_write (images, &written[i]);
  rl_review_import (fixture->review, (const char *const[]) { images, NULL }, FALSE);
  while (fixture->n_imported == n_imported)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = rim_test_folder_new ();
  fixture->settings = rl_settings_new ();
  open_window (fixture);
  import (fixture, series, G_N_ELEMENTS (series));
  wait_for_load (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  close_window (fixture);
  g_assert_finalize_object (fixture->settings);
  rim_test_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

static void
act (Fixture    *fixture,
     const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;

  g_assert_true (g_action_parse_detailed_name (action, &name, &target, NULL));
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (fixture->window), name, target));
}

static void
open (Fixture    *fixture,
      const char *name,
      gboolean    in_tab)
{
  RimIndex *index = rl_browser_model_get_index (rl_browser_get_model (fixture->review->browser));

  for (guint i = 0; i < rim_index_get_n_series (index); i++)
    {
      RimLibraryRow *row = rim_index_get_series (index, i);

      if (g_strcmp0 (row->title, name) != 0)
        continue;

      if (in_tab)
        rl_review_open_in_tab (fixture->review, row->parent_id, row->id);
      else
        rl_review_open_series (fixture->review, row->parent_id, row->id);
      wait_for_load (fixture);
      return;
    }

  g_assert_not_reached ();
}

static const char *
get_label (Fixture *fixture)
{
  return rl_reading_get_label (rl_window_get_reading (fixture->window));
}

static RlSession *
get_session (Fixture *fixture)
{
  return rl_window_get_session (fixture->window);
}

/* A stroke that a hand is still at. */
static void
begin_stroke (Fixture *fixture)
{
  const RimGrid *grid = rim_volume_get_grid (rl_session_get_base (get_session (fixture)));
  const RimBox box = { { 2, 2, 1 }, { 4, 4, 2 } };
  const guint8 voxels[4] = { 1, 1, 1, 1 };
  g_autoptr(RimMask) mask = rim_mask_new_from_box (grid, &box, voxels);
  g_autoptr(RimLesion) lesion = rim_lesion_new ("Lesion 1", mask);

  rl_session_set_pending (get_session (fixture), lesion);
}

static void
test_two (Fixture       *fixture,
          gconstpointer  data)
{
  RlSession *first;

  open (fixture, "anna thorax", FALSE);
  g_assert_cmpstr (get_label (fixture), ==, "Anna · 2025-01-02 · CT");
  first = get_session (fixture);
  act (fixture, "session.tool('brush')");
  act (fixture, "grid.layout('two')");
  act (fixture, "win.inspector-page('features')");

  open (fixture, "berta thorax", TRUE);
  g_assert_cmpuint (rl_window_get_n_readings (fixture->window), ==, 2);
  g_assert_cmpstr (get_label (fixture), ==, "Berta · 2025-01-02 · CT");
  g_assert_true (get_session (fixture) != first);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Berta");

  /* The tool and the page go along; what is seen of the images does not. */
  g_assert_cmpint (rl_session_get_tool (get_session (fixture)), ==, RL_TOOL_BRUSH);
  g_assert_cmpstr (rl_inspector_get_page (rl_window_get_inspector (fixture->window)), ==, "features");
  act (fixture, "grid.layout('one')");
  act (fixture, "session.show-contours");
  act (fixture, "view.preset(1)");
  g_assert_false (rl_session_get_show_contours (get_session (fixture)));
  g_assert_true (rl_session_get_show_contours (first));
  g_assert_cmpfloat (rl_session_get_window (first, RL_LAYER_CT).center, !=, -600.0);

  act (fixture, "win.next-tab(1)");
  g_assert_true (get_session (fixture) == first);
  g_assert_cmpuint (rl_view_grid_get_n_shown (rl_window_get_views (fixture->window)), ==, 2);
  act (fixture, "win.move-tab(1)");
  g_assert_true (rl_window_get_nth_reading (fixture->window, 1) ==
                 rl_window_get_reading (fixture->window));
}

/* A study is open once, whoever asks for it and how. */
static void
test_once (Fixture       *fixture,
           gconstpointer  data)
{
  RlReading *anna;

  open (fixture, "anna thorax", FALSE);
  anna = rl_window_get_reading (fixture->window);
  open (fixture, "berta thorax", TRUE);
  open (fixture, "anna thorax", FALSE);
  g_assert_true (rl_window_get_reading (fixture->window) == anna);
  open (fixture, "berta thorax", TRUE);
  g_assert_cmpuint (rl_window_get_n_readings (fixture->window), ==, 2);
  g_assert_true (rl_window_get_reading (fixture->window) != anna);

  /* An empty tab is there to be filled. */
  act (fixture, "win.new-tab");
  g_assert_cmpstr (rl_window_get_page (fixture->window), ==, "empty");
  open (fixture, "anna follow-up", TRUE);
  g_assert_cmpuint (rl_window_get_n_readings (fixture->window), ==, 3);
}

static void
test_close (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(RimVolume) ct = NULL;

  open (fixture, "anna thorax", FALSE);
  open (fixture, "berta thorax", TRUE);
  ct = rim_volume_ref (rl_session_get_base (get_session (fixture)));
  begin_stroke (fixture);

  act (fixture, "win.close-tab");
  g_assert_cmpuint (rl_window_get_n_readings (fixture->window), ==, 1);
  g_assert_cmpstr (get_label (fixture), ==, "Anna · 2025-01-02 · CT");
  while (rim_volume_is_shared (ct))
    g_main_context_iteration (NULL, TRUE);

  act (fixture, "win.reopen-tab");
  wait_for_load (fixture);
  g_assert_cmpstr (get_label (fixture), ==, "Berta · 2025-01-02 · CT");
  g_assert_cmpuint (rl_session_get_n_lesions (get_session (fixture)), ==, 1);
  act (fixture, "win.undo");
  g_assert_cmpuint (rl_session_get_n_lesions (get_session (fixture)), ==, 0);

  /* The last tab stays. */
  act (fixture, "win.close-other-tabs");
  act (fixture, "win.close-tab");
  g_assert_cmpuint (rl_window_get_n_readings (fixture->window), ==, 1);
  g_assert_cmpstr (rl_window_get_page (fixture->window), ==, "empty");
}

/* A window that is closed while tabs are open; the next one can open them again. */
static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  open (fixture, "anna thorax", FALSE);
  open (fixture, "berta thorax", TRUE);
  close_window (fixture);
  open_window (fixture);
  rl_review_open_first (fixture->review);
  wait_for_load (fixture);
  g_assert_cmpstr (get_label (fixture), ==, "Berta · 2025-01-02 · CT");

  act (fixture, "win.reopen-tab");
  wait_for_load (fixture);
  g_assert_cmpuint (rl_window_get_n_readings (fixture->window), ==, 2);
  g_assert_cmpstr (get_label (fixture), ==, "Anna · 2025-01-02 · CT");
}

/* The prior of one tab is what another tab shows: what is drawn is in both. */
static void
test_shared (Fixture       *fixture,
             gconstpointer  data)
{
  RlSession *prior = rl_window_get_prior (fixture->window);

  open (fixture, "anna follow-up", FALSE);
  act (fixture, "grid.layout('compare')");
  while (rl_session_get_segmentation (prior) == NULL)
    g_main_context_iteration (NULL, TRUE);

  open (fixture, "anna thorax", TRUE);
  g_assert_true (rl_session_get_segmentation (get_session (fixture)) ==
                 rl_session_get_segmentation (prior));
  begin_stroke (fixture);
  rl_session_commit_pending (get_session (fixture), "brush");
  g_assert_cmpuint (rl_session_get_n_lesions (prior), ==, 1);
}

/* Any other study can be compared with, and be kept for the patient. */
static void
test_prior (Fixture       *fixture,
            gconstpointer  data)
{
  RlStudyLoader *loader = rl_review_get_loader (fixture->review);
  const RlPrior *later;
  g_autofree char *label = NULL;
  g_autofree char *action = NULL;

  open (fixture, "anna thorax", FALSE);
  g_assert_null (rl_study_loader_get_chosen (loader));
  g_assert_cmpuint (rl_study_loader_get_priors (loader)->len, ==, 1);
  later = g_ptr_array_index (rl_study_loader_get_priors (loader), 0);
  label = rl_prior_dup_label (later);
  g_assert_cmpstr (label, ==, "2025-03-02 · CT · 59 days after");

  action = g_strdup_printf ("win.pin-prior('%s')", later->study_uid);
  act (fixture, action);
  g_assert_true (rl_layout_needs_prior (rl_view_grid_get_layout (rl_window_get_views (fixture->window))));
  while (rl_session_get_base (rl_window_get_prior (fixture->window)) == NULL)
    g_main_context_iteration (NULL, TRUE);

  open (fixture, "berta thorax", FALSE);
  g_assert_cmpuint (rl_study_loader_get_priors (loader)->len, ==, 0);
  g_assert_true (rim_library_flush (rl_review_get_library (fixture->review), NULL));
  open (fixture, "anna thorax", FALSE);
  g_assert_nonnull (rl_study_loader_get_chosen (loader));
  act (fixture, action);
  g_assert_null (rl_study_loader_get_pinned (loader));
}

/* Early and late images of one study are compared as two studies are. */
static void
test_same_study (Fixture       *fixture,
                 gconstpointer  data)
{
  static const RimTestSeries late = { "Berta", "berta 1", "berta late", "CT", 3, "20250102" };
  RlStudyLoader *loader = rl_review_get_loader (fixture->review);
  RlSession *compared = rl_window_get_prior (fixture->window);
  g_autofree char *uid = rim_test_series_dup_uid ("berta late");
  g_autofree char *label = NULL;
  g_autofree char *action = NULL;
  const RlPrior *other;
  RimSource *source;

  import (fixture, &late, 1);
  open (fixture, "berta thorax", FALSE);
  g_assert_null (rl_study_loader_get_chosen (loader));
  g_assert_cmpuint (rl_study_loader_get_priors (loader)->len, ==, 1);
  other = g_ptr_array_index (rl_study_loader_get_priors (loader), 0);
  label = rl_prior_dup_label (other);
  g_assert_cmpstr (label, ==, "berta late · same study");

  action = g_strdup_printf ("win.compare-with('%s')", other->id);
  act (fixture, action);
  while (rl_session_get_base (compared) == NULL)
    g_main_context_iteration (NULL, TRUE);
  source = rim_volume_get_source (rl_session_get_base (compared));
  g_assert_cmpstr (source->series_uid, ==, uid);
}

/* What is imported while a study is read is there to compare it with. */
static void
test_new_prior (Fixture       *fixture,
                gconstpointer  data)
{
  static const RimTestSeries before = { "Anna", "anna 0", "anna before", "CT", 3, "20241203" };
  RlStudyLoader *loader = rl_review_get_loader (fixture->review);
  g_autofree char *label = NULL;

  open (fixture, "anna thorax", FALSE);
  g_assert_null (rl_study_loader_get_chosen (loader));

  import (fixture, &before, 1);
  while (rl_study_loader_get_chosen (loader) == NULL)
    g_main_context_iteration (NULL, TRUE);
  label = rl_prior_dup_label (rl_study_loader_get_chosen (loader));
  g_assert_cmpstr (label, ==, "2024-12-03 · CT · 30 days before");
}

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The first lesion of the tab at its earliest time, when a worker has found it. */
static RlTimeItem *
wait_for_time (Fixture    *fixture,
               RlTimeKind  kind)
{
  const char *id = rl_session_get_lesion (get_session (fixture), 0)->id;

  for (;;)
    {
      g_autoptr(GPtrArray) times = rl_lesion_times_list (fixture->review->tab->times, id);

      if (times->len == 2 && rl_time_item_get_kind (times->pdata[0]) == kind)
        return g_object_ref (times->pdata[0]);
      g_main_context_iteration (NULL, TRUE);
    }
}

static RimLesion *
get_lesion (Fixture *fixture)
{
  return rl_session_get_lesion (get_session (fixture), 0);
}

/* A lesion is linked to that of an earlier study, and its row leads there. */
static void
test_lesion_times (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *images = g_build_filename (fixture->folder, series[0].name, NULL);
  guint n_imported = fixture->n_imported;
  g_autoptr(RlTimeItem) proposed = NULL;
  g_autoptr(RlTimeItem) linked = NULL;
  g_autoptr(RlTimeItem) again = NULL;
  g_autoptr(GtkTreeListRow) row = NULL;
  g_autofree char *before = NULL;
  GtkWidget *list;

  g_free (rim_test_series_add_rois (images, &series[0]));
  g_free (rim_test_series_add_rois (images, &series[1]));
  rl_review_import (fixture->review, (const char *const[]) { images, NULL }, FALSE);
  while (fixture->n_imported == n_imported)
    g_main_context_iteration (NULL, TRUE);

  open (fixture, "anna follow-up", FALSE);
  while (rl_session_get_n_lesions (get_session (fixture)) < 2)
    g_main_context_iteration (NULL, TRUE);
  proposed = wait_for_time (fixture, RL_TIME_PROPOSED);
  before = g_strdup (rl_time_item_get_time (proposed)->lesion->id);
  g_assert_null (get_lesion (fixture)->tracking_uid);
  g_assert_true (rl_lesion_times_link (fixture->review->tab->times, get_lesion (fixture)->id,
                                       rl_time_item_get_time (proposed)));
  g_assert_cmpstr (get_lesion (fixture)->tracking_uid, ==, rl_time_item_get_time (proposed)->tracking_uid);
  linked = wait_for_time (fixture, RL_TIME_LINKED);

  act (fixture, "win.undo");
  g_assert_null (get_lesion (fixture)->tracking_uid);
  again = wait_for_time (fixture, RL_TIME_PROPOSED);
  act (fixture, "win.redo");
  g_clear_object (&linked);
  linked = wait_for_time (fixture, RL_TIME_LINKED);

  act (fixture, "win.undo");
  g_clear_object (&again);
  again = wait_for_time (fixture, RL_TIME_PROPOSED);
  g_assert_cmpuint (rl_lesion_times_get_n_proposals (fixture->review->tab->times), ==, 2);
  gtk_widget_activate_action (GTK_WIDGET (fixture->review->tab->lesions), "lesions.link-all", NULL);
  g_assert_nonnull (rl_session_get_lesion (get_session (fixture), 1)->tracking_uid);
  act (fixture, "win.undo");
  g_assert_null (get_lesion (fixture)->tracking_uid);
  act (fixture, "win.redo");
  g_clear_object (&linked);
  linked = wait_for_time (fixture, RL_TIME_LINKED);

  list = find_widget (GTK_WIDGET (fixture->review->tab->lesions), GTK_TYPE_LIST_VIEW);
  row = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))), 0);
  gtk_tree_list_row_set_expanded (row, TRUE);
  g_assert_true (gtk_widget_activate_action (list, "list.activate-item", "u", 1));
  wait_for_load (fixture);
  while (g_strcmp0 (rl_session_get_active_lesion (get_session (fixture)), before) != 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rl_window_get_n_readings (fixture->window), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

  ADD ("/ui/tabs/two", test_two);
  ADD ("/ui/tabs/once", test_once);
  ADD ("/ui/tabs/close", test_close);
  ADD ("/ui/tabs/again", test_again);
  ADD ("/ui/tabs/shared", test_shared);
  ADD ("/ui/tabs/prior", test_prior);
  ADD ("/ui/tabs/new-prior", test_new_prior);
  ADD ("/ui/tabs/same-study", test_same_study);
  ADD ("/ui/tabs/lesion-times", test_lesion_times);

  return g_test_run ();
}
