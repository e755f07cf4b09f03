/* test-window.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-mip-view.h"
#include "canvas/rl-slice-canvas.h"
#include "rl-test-images.h"
#include "window/rl-status-line.h"
#include "window/rl-window.h"

typedef struct
{
  RlWindow  *window;
  RlSession *session;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  gboolean with_pet = data != NULL;

  fixture->window = rl_window_new (NULL);
  fixture->session = g_object_ref (rl_window_get_session (fixture->window));
  rl_test_session_fill (fixture->session, with_pet);
  rl_window_show_page (fixture->window, "views");
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));

  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_null (fixture->window);
  g_assert_finalize_object (fixture->session);
}

static gboolean
act (Fixture    *fixture,
     const char *detailed)
{
  g_autoptr(GVariant) target = NULL;
  g_autofree char *name = NULL;

  g_assert_true (g_action_parse_detailed_name (detailed, &name, &target, NULL));

  return gtk_widget_activate_action_variant (GTK_WIDGET (fixture->window), name, target);
}

static void
test_modes (Fixture       *fixture,
            gconstpointer  data)
{
  RlViewGrid *views = rl_window_get_views (fixture->window);

  g_assert_cmpuint (rl_view_grid_get_n_shown (views), ==, 3);
  g_assert_cmpint (rl_slice_canvas_get_content (rl_view_grid_get_canvas (views, 0)), ==,
                   RL_CONTENT_FUSED);

  g_assert_true (act (fixture, "grid.layout('nine')"));
  g_assert_cmpuint (rl_view_grid_get_n_shown (views), ==, 9);
  for (guint i = 0; i < 9; i++)
    {
      RlSliceCanvas *canvas = rl_view_grid_get_canvas (views, i);

      g_assert_true (gtk_widget_get_child_visible (GTK_WIDGET (canvas)));
      g_assert_cmpint (rl_slice_canvas_get_content (canvas), ==, i % 3);
      g_assert_cmpint (rl_slice_canvas_get_orientation (canvas), ==, i / 3);
    }

  g_assert_true (act (fixture, "view.next-pane(1)"));
  g_assert_true (rl_view_grid_get_active (views) == rl_view_grid_get_canvas (views, 1));
  g_assert_true (act (fixture, "view.next-pane(-2)"));
  g_assert_true (rl_view_grid_get_active (views) == rl_view_grid_get_canvas (views, 8));

  g_assert_true (act (fixture, "view.maximize"));
  for (guint i = 0; i < 9; i++)
    g_assert_true (gtk_widget_get_child_visible (GTK_WIDGET (rl_view_grid_get_canvas (views, i))) ==
                   (i == 8));

  g_assert_true (act (fixture, "grid.content('ct')"));
  g_assert_cmpuint (rl_view_grid_get_n_shown (views), ==, 3);
  g_assert_true (rl_view_grid_get_active (views) == rl_view_grid_get_canvas (views, 2));
}

static GtkWindow *
detach (Fixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n = g_list_model_get_n_items (windows);
  g_autoptr(GtkWindow) window = NULL;

  g_assert_true (act (fixture, "view.detach"));
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, n + 1);
  for (guint i = 0; i <= n && (window == NULL || RL_IS_WINDOW (window)); i++)
    {
      g_clear_object (&window);
      window = g_list_model_get_item (windows, i);
    }

  return window;
}

static void
send_key (GtkWindow  *window,
          const char *signal,
          guint       key)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));
  gboolean is_handled;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller) ||
          gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE)
        continue;
      if (g_str_equal (signal, "key-pressed"))
        g_signal_emit_by_name (controller, signal, key, 0, 0, &is_handled);
      else
        g_signal_emit_by_name (controller, signal, key, 0, 0);
    }
}

/* What keys do while they are held they do for a pane that is elsewhere, and it says so. */
static void
test_detached_hand (Fixture       *fixture,
                    gconstpointer  data)
{
  GtkWindow *window = detach (fixture);
  RlStatusLine *line = rl_view_grid_get_status_line (window);
  g_autofree char *hints = g_strdup (rl_status_line_get_hints (line));

  g_assert_nonnull (strstr (hints, "Window"));
  send_key (window, "key-pressed", GDK_KEY_Shift_L);
  g_assert_cmpstr (rl_status_line_get_hints (line), !=, hints);
  send_key (window, "key-released", GDK_KEY_Shift_L);
  g_assert_cmpstr (rl_status_line_get_hints (line), ==, hints);

  g_assert_true (act (fixture, "grid.content('fused')"));
  send_key (window, "key-pressed", GDK_KEY_t);
  g_assert_true (rl_session_get_ct_only (fixture->session));
  send_key (window, "key-released", GDK_KEY_t);
  g_assert_false (rl_session_get_ct_only (fixture->session));
  send_key (window, "key-pressed", GDK_KEY_s);
  g_assert_false (rl_session_get_show_contours (fixture->session));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "view.invert", NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "session.tool", "s", "brush"));
  g_assert_cmpint (rl_session_get_tool (fixture->session), ==, RL_TOOL_BRUSH);
  gtk_window_destroy (window);
}

/* A pane in a window of its own shows the same and goes with the study. */
static void
test_detach (Fixture       *fixture,
             gconstpointer  data)
{
  RlViewGrid *views = rl_window_get_views (fixture->window);
  GtkWindow *window = rl_view_grid_detach (views);
  GtkWidget *pane = gtk_widget_get_first_child (gtk_window_get_child (window));

  g_assert_true (RL_IS_PANE (pane));
  g_assert_true (rl_pane_get_session (RL_PANE (pane)) == fixture->session);
  g_assert_cmpuint (rl_view_grid_get_n_shown (views), ==, 3);
  gtk_window_present (window);
  gtk_test_widget_wait_for_draw (pane);

  g_assert_true (act (fixture, "grid.content('pet')"));
  g_assert_cmpint (rl_slice_canvas_get_content (RL_SLICE_CANVAS (pane)), ==, RL_CONTENT_PET);

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  rl_session_set_segmentation (fixture->session, NULL);
  rl_session_set_images (fixture->session, NULL, NULL);
  while (window != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (rl_view_grid_get_active (views));
}

static void
test_presets (Fixture       *fixture,
              gconstpointer  data)
{
  g_assert_true (act (fixture, "grid.content('ct')"));
  g_assert_true (act (fixture, "view.preset(1)"));
  g_assert_cmpfloat (rl_session_get_window (fixture->session, RL_LAYER_CT).center, ==, -600.0);
  g_assert_cmpfloat (rl_session_get_window (fixture->session, RL_LAYER_CT).width, ==, 1500.0);

  g_assert_true (act (fixture, "grid.content('pet')"));
  g_assert_true (act (fixture, "view.preset(4)"));
  g_assert_cmpfloat (rl_session_get_window (fixture->session, RL_LAYER_PET).width, ==, 10.0);
  g_assert_true (act (fixture, "view.preset(0)"));
  g_assert_cmpfloat (rl_session_get_window (fixture->session, RL_LAYER_PET).width, >=, 4.0);
  g_assert_true (act (fixture, "view.preset(9)"));

  g_assert_true (act (fixture, "view.invert"));
  g_assert_false (rl_session_get_inverted (fixture->session, RL_LAYER_PET));
  g_assert_true (act (fixture, "view.reset"));
  g_assert_true (rl_session_get_inverted (fixture->session, RL_LAYER_PET));
  g_assert_cmpfloat (rl_session_get_window (fixture->session, RL_LAYER_PET).width, ==, 7.0);
}

/* Windows in the file are those of the image in the active pane. */
static void
test_prior_windows (Fixture       *fixture,
                    gconstpointer  data)
{
  RlViewGrid *views = rl_window_get_views (fixture->window);
  RlSession *prior = rl_window_get_prior (fixture->window);
  g_autoptr(RimSource) source = rim_source_new ();

  rl_test_session_fill (prior, TRUE);
  rim_source_add_window (source, -500, 1200, "LUNG");
  rim_volume_set_source (rl_session_get_volume (prior, RL_LAYER_CT), source);
  g_assert_true (act (fixture, "grid.layout('compare')"));
  g_assert_true (act (fixture, "grid.content('ct')"));

  g_assert_true (act (fixture, "view.file-window(0)"));
  g_assert_cmpfloat (rl_session_get_window (fixture->session, RL_LAYER_CT).width, ==, 400.0);

  while (rl_pane_get_session (rl_view_grid_get_active_pane (views)) != prior)
    g_assert_true (act (fixture, "view.next-pane(1)"));
  g_assert_true (act (fixture, "view.file-window(0)"));
  g_assert_cmpfloat (rl_session_get_window (prior, RL_LAYER_CT).width, ==, 1200.0);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
assert_slab (Fixture    *fixture,
             const char *expected,
             guint       n_changes,
             guint      *n)
{
  g_autofree char *slab = NULL;

  g_object_get (fixture->window, "slab", &slab, NULL);
  g_assert_cmpstr (slab, ==, expected);
  g_assert_cmpuint (*n, >=, n_changes);
  *n = 0;
}

/* The menu is told which slab the plane has that keys go to. */
static void
test_slab (Fixture       *fixture,
           gconstpointer  data)
{
  guint n = 0;

  g_signal_connect_swapped (fixture->window, "notify::slab", G_CALLBACK (count_cb), &n);
  assert_slab (fixture, "none", 0, &n);
  g_assert_true (act (fixture, "view.slab('mean')"));
  assert_slab (fixture, "mean", 1, &n);
  g_assert_true (act (fixture, "view.next-pane(1)"));
  assert_slab (fixture, "none", 1, &n);
  g_assert_true (act (fixture, "view.next-slab"));
  assert_slab (fixture, "max", 1, &n);
  g_assert_true (act (fixture, "view.next-pane(-1)"));
  assert_slab (fixture, "mean", 1, &n);
  g_assert_true (act (fixture, "view.slab('none')"));
  assert_slab (fixture, "none", 1, &n);
}

static void
test_undo (Fixture       *fixture,
           gconstpointer  data)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);
  g_autoptr(RimLesion) ball = rl_test_lesion_new (rl_session_get_base (fixture->session), "Ball",
                                                  RIM_VEC3 (22, -4, 6), 9);

  rim_segmentation_add (segmentation, ball, "test");
  g_assert_true (act (fixture, "win.undo"));
  g_assert_cmpuint (rim_segmentation_get_n_lesions (segmentation), ==, 0);
  act (fixture, "win.undo");
  g_assert_true (act (fixture, "win.redo"));
  g_assert_cmpuint (rim_segmentation_get_n_lesions (segmentation), ==, 1);

  /* A stroke in progress is not to be pulled from under the pointer. */
  rl_session_set_pending (fixture->session, rim_segmentation_get_lesion (segmentation, 0));
  act (fixture, "win.undo");
  g_assert_cmpuint (rim_segmentation_get_n_lesions (segmentation), ==, 1);
  rl_session_set_pending (fixture->session, NULL);
  act (fixture, "win.undo");
  g_assert_cmpuint (rim_segmentation_get_n_lesions (segmentation), ==, 0);
}

static void
test_enabled (Fixture       *fixture,
              gconstpointer  data)
{
  RimVec3 before = rl_session_get_cursor (fixture->session);
  RimVec3 after;

  act (fixture, "view.opacity(0.1)");
  g_assert_cmpfloat (rl_session_get_pet_opacity (fixture->session), ==, 0.5);
  act (fixture, "view.scroll(1)");
  after = rl_session_get_cursor (fixture->session);
  g_assert_cmpfloat (after.z, <, before.z);

  rl_window_show_page (fixture->window, "error");
  act (fixture, "view.scroll(1)");
  g_assert_cmpfloat (rl_session_get_cursor (fixture->session).z, ==, after.z);
  g_assert_cmpstr (rl_window_get_page (fixture->window), ==, "error");
}

static void
test_places (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const places[] = { "empty", "loading", "error" };
  RlReading *reading = rl_window_get_reading (fixture->window);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      GtkWidget *label = gtk_label_new (places[i]);

      rl_reading_set_place (reading, places[i], label);
      g_assert_true (rl_reading_get_place (reading, places[i]) == label);
    }

  rl_window_set_place (fixture->window, "browser", gtk_label_new ("browser"));
  rl_reading_set_heading (reading, "Doe, Jane", NULL);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Doe, Jane");
  rl_window_say (fixture->window, "<not markup> & all");

  g_object_set (fixture->window, "show-browser", FALSE, NULL);
  g_assert_false (gtk_widget_get_mapped (rl_window_get_place (fixture->window, "browser")));
}

/* Keys do nothing to a map that is not there, and a pane can be without it. */
static void
test_map (Fixture       *fixture,
          gconstpointer  data)
{
  RlMapLayer *layer = rl_session_get_map_layer (fixture->session);
  RlViewGrid *grid = rl_window_get_views (fixture->window);

  act (fixture, "view.map-swipe");
  g_assert_cmpfloat (rl_map_layer_get_swipe (layer), ==, 0.0);

  rl_map_layer_set_volume (layer, rl_session_get_volume (fixture->session, RL_LAYER_PET));
  act (fixture, "view.map-swipe");
  act (fixture, "view.move-swipe(0.25)");
  g_assert_cmpfloat (rl_map_layer_get_swipe (layer), ==, 0.75);
  act (fixture, "view.move-swipe(0.5)");
  g_assert_cmpfloat (rl_map_layer_get_swipe (layer), ==, 0.98);
  act (fixture, "view.map-swipe");
  g_assert_cmpfloat (rl_map_layer_get_swipe (layer), ==, 0.0);

  rl_map_layer_set_opacity (layer, 0.5);
  act (fixture, "view.map-opacity(0.25)");
  g_assert_cmpfloat (rl_map_layer_get_opacity (layer), ==, 0.75);
  act (fixture, "view.map-isolines");
  g_assert_cmpuint (rl_map_layer_get_isolines (layer), >, 0);
  act (fixture, "view.map-isolines");
  g_assert_cmpuint (rl_map_layer_get_isolines (layer), ==, 0);
  act (fixture, "session.show-map");
  g_assert_false (rl_map_layer_get_visible (layer));

  act (fixture, "view.pane-map");
  g_assert_false (rl_slice_canvas_get_show_map (rl_view_grid_get_active (grid)));
  g_assert_cmpstr (rl_layout_get_id (rl_view_grid_get_layout (grid)), ==, RL_LAYOUT_CHANGED);
  act (fixture, "view.pane-map");
  g_assert_true (rl_slice_canvas_get_show_map (rl_view_grid_get_active (grid)));
}

static void
test_status (void)
{
  g_autoptr(RlSession) session = rl_test_session_new (TRUE);
  RlStatusLine *line = g_object_ref_sink (g_object_new (RL_TYPE_STATUS_LINE, NULL));
  RlJobs *jobs = rl_jobs_new ();
  RlPane *mip = RL_PANE (g_object_ref_sink (rl_mip_view_new (jobs, session)));
  RlMapLayer *map = rl_session_get_map_layer (session);
  RimVec3 point = RIM_VEC3 (21, -5, 7);

  rl_status_line_set_session (line, session);
  g_assert_nonnull (strstr (rl_status_line_get_hints (line), "Left Window"));
  rl_status_line_set_modifiers (line, GDK_SHIFT_MASK);
  g_assert_nonnull (strstr (rl_status_line_get_hints (line), "Left Crosshair"));
  rl_session_set_tool (session, RL_TOOL_BRUSH);
  rl_status_line_set_modifiers (line, GDK_ALT_MASK);
  g_assert_nonnull (strstr (rl_status_line_get_hints (line), "Left Erase"));

  rl_status_line_set_pane (line, mip);
  g_assert_nonnull (strstr (rl_status_line_get_hints (line), "Left Turn"));
  g_assert_null (strstr (rl_status_line_get_hints (line), "Erase"));
  rl_status_line_set_pane (line, NULL);
  g_assert_nonnull (strstr (rl_status_line_get_hints (line), "Left Erase"));

  rl_session_set_probe (session, &point);
  g_assert_cmpstr (rl_status_line_get_value (line, RL_LAYER_CT), ==, "60 HU");
  g_assert_true (g_str_has_suffix (rl_status_line_get_value (line, RL_LAYER_PET), "SUVbw g/ml"));
  point.x = 1e6;
  rl_session_set_probe (session, &point);
  g_assert_cmpstr (rl_status_line_get_value (line, RL_LAYER_CT), ==, "–");

  g_assert_null (rl_status_line_get_map_value (line));
  rl_map_layer_set_about (map, "x", "Heat", NULL);
  rl_map_layer_set_volume (map, rl_session_get_volume (session, RL_LAYER_CT));
  g_assert_cmpstr (rl_status_line_get_map_value (line), ==, "–");
  point.x = 21;
  rl_session_set_probe (session, &point);
  g_assert_cmpstr (rl_status_line_get_map_value (line), ==, "Heat 60.00");
  rl_map_layer_set_visible (map, FALSE);
  g_assert_null (rl_status_line_get_map_value (line));

  rl_jobs_shut_down (jobs);
  g_assert_finalize_object (mip);
  g_assert_finalize_object (jobs);
  g_assert_finalize_object (line);
}

/* Without a compositor a frame takes a few pixels of it. */
static void
resize (Fixture *fixture,
        int      width,
        int      height)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, height);
  while (gtk_widget_get_width (window) > width || gtk_widget_get_width (window) < width - 20)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_panes (Fixture  *fixture,
              gboolean  browser,
              gboolean  lesions)
{
  gboolean has_browser, has_lesions;

  g_object_get (fixture->window, "show-browser", &has_browser, "show-lesions", &has_lesions, NULL);
  g_assert_true (has_browser == browser);
  g_assert_true (has_lesions == lesions);
}

/* What has no room folds, one pane for the other, and comes back with the room. */
static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  resize (fixture, 1024, 768);
  assert_panes (fixture, TRUE, TRUE);

  resize (fixture, 800, 600);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (fixture->window)), <=, 600);
  assert_panes (fixture, FALSE, TRUE);
  g_assert_true (act (fixture, "win.show-browser"));
  assert_panes (fixture, TRUE, FALSE);
  g_assert_true (act (fixture, "win.show-browser"));
  assert_panes (fixture, FALSE, FALSE);
  g_assert_true (act (fixture, "win.show-lesions"));
  g_assert_true (act (fixture, "win.show-browser"));
  assert_panes (fixture, TRUE, FALSE);

  resize (fixture, 1300, 800);
  assert_panes (fixture, TRUE, TRUE);
}

/* Of @root and all below it, those that have the action. */
static void
collect_actions (GtkWidget  *root,
                 const char *action,
                 GPtrArray  *found)
{
  if (GTK_IS_ACTIONABLE (root) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), action) == 0)
    g_ptr_array_add (found, root);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_actions (child, action, found);
}

static const char *
get_icon_name (GtkWidget *button)
{
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));

  if (!GTK_IS_IMAGE (child))
    child = gtk_widget_get_first_child (child);

  return gtk_image_get_icon_name (GTK_IMAGE (child));
}

/* Every tool has an icon that there is, and one that was taken by its key has a button. */
static void
test_tools (Fixture       *fixture,
            gconstpointer  data)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (fixture->window)));
  g_autoptr(GPtrArray) buttons = g_ptr_array_new ();
  g_autoptr(GPtrArray) operations = g_ptr_array_new ();
  g_autoptr(GEnumClass) tools = g_type_class_ref (RL_TYPE_TOOL);

  gtk_icon_theme_add_resource_path (theme, "/org/rimlight/Rimlight/icons");
  collect_actions (GTK_WIDGET (fixture->window), "session.tool", buttons);
  collect_actions (GTK_WIDGET (fixture->window), "session.operation", operations);
  g_assert_cmpuint (operations->len, >, 0);
  for (guint i = 0; i < operations->len; i++)
    g_assert_false (GTK_IS_TOGGLE_BUTTON (g_ptr_array_index (operations, i)));

  for (guint t = 0; t < tools->n_values; t++)
    {
      guint n_active = 0;

      /* These are taken up from elsewhere. */
      if (tools->values[t].value == RL_TOOL_WINDOW_REGION || tools->values[t].value == RL_TOOL_SEEDS_OUT)
        continue;

      rl_session_set_tool (fixture->session, tools->values[t].value);
      for (guint i = 0; i < buttons->len; i++)
        {
          GtkWidget *button = g_ptr_array_index (buttons, i);

          if (!gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)))
            continue;

          n_active += gtk_widget_get_mapped (button);
          g_assert_true (gtk_icon_theme_has_icon (theme, get_icon_name (button)));
        }
      g_assert_cmpuint (n_active, ==, 1);
    }
}

/* Commands about images cannot be given where nobody sees what they do. */
static void
test_workspaces (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkWidget *page = gtk_button_new_with_label ("Table");

  rl_window_set_workspace (fixture->window, "cohort");
  g_assert_cmpstr (rl_window_get_workspace (fixture->window), ==, "review");

  rl_window_set_place (fixture->window, "cohort", page);
  rl_window_offer_workspace (fixture->window, "cohort");
  g_assert_true (act (fixture, "session.tool('brush')"));
  g_assert_true (act (fixture, "win.workspace('cohort')"));
  g_assert_cmpstr (rl_window_get_workspace (fixture->window), ==, "cohort");
  g_assert_true (gtk_widget_get_mapped (page));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (rl_window_get_views (fixture->window))));
  g_assert_false (act (fixture, "session.tool('eraser')"));
  g_assert_cmpint (rl_session_get_tool (fixture->session), ==, RL_TOOL_BRUSH);

  rl_window_show_inspector (fixture->window, NULL);
  g_assert_cmpstr (rl_window_get_workspace (fixture->window), ==, "review");
  g_assert_true (act (fixture, "session.tool('eraser')"));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (rl_window_get_views (fixture->window))));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(path, with_pet, func) \
  g_test_add (path, Fixture, GINT_TO_POINTER (with_pet), fixture_set_up, func, fixture_tear_down)

  ADD ("/ui/window/modes", TRUE, test_modes);
  ADD ("/ui/window/narrow", TRUE, test_narrow);
  ADD ("/ui/window/detach", TRUE, test_detach);
  ADD ("/ui/window/detached-hand", TRUE, test_detached_hand);
  ADD ("/ui/window/presets", TRUE, test_presets);
  ADD ("/ui/window/prior-windows", TRUE, test_prior_windows);
  ADD ("/ui/window/slab", TRUE, test_slab);
  ADD ("/ui/window/undo", TRUE, test_undo);
  ADD ("/ui/window/enabled", FALSE, test_enabled);
  ADD ("/ui/window/tools", TRUE, test_tools);
  ADD ("/ui/window/places", FALSE, test_places);
  ADD ("/ui/window/map", TRUE, test_map);
  ADD ("/ui/window/workspaces", TRUE, test_workspaces);
  g_test_add_func ("/ui/window/status", test_status);

  return g_test_run ();
}
