/* test-browser.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>

#include "browser/rl-browser-private.h"
#include "browser/rl-browser-row.h"
#include "demo/rim-demo-library.h"
#include "review/rl-review-private.h"
#include "rim-test-data.h"
#include "rim-test-series.h"

/* The whole window on a library of its own. */
typedef struct
{
  char       *folder;
  char       *images;
  char       *library;
  RlSettings *settings;
  RlWindow   *window;
  RlReview   *review;
  guint       n_imported;
} Fixture;

static const RimTestSeries anna[] = {
  { "Anna", "anna 1", "anna thorax", "CT", 4 },
  { "Anna", "anna 1", "anna body", "PT", 4 },
  { "Anna", "anna 1", "anna abdomen", "CT", 3 },
  { "Anna", "anna 2", "anna follow-up", "CT", 3 },
};
static const RimTestSeries berta = { "Berta", "berta 1", "berta thorax", "CT", 3 };

static void
imported_cb (Fixture *fixture)
{
  fixture->n_imported++;
}

static void
open_window (Fixture *fixture)
{
  fixture->window = rl_window_new (NULL);
  fixture->review = rl_review_new (fixture->window, fixture->settings);
  g_signal_connect_swapped (fixture->review, "imported", G_CALLBACK (imported_cb), fixture);
  g_assert_true (rl_review_open_library (fixture->review, fixture->library));
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
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = rim_test_folder_new ();
  fixture->images = rim_test_folder_new ();
  fixture->library = g_build_filename (fixture->folder, "library", NULL);
  fixture->settings = rl_settings_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  close_window (fixture);
  g_assert_finalize_object (fixture->settings);
  rim_test_folder_remove (fixture->folder);
  rim_test_folder_remove (fixture->images);
  g_free (fixture->folder);
  g_free (fixture->images);
  g_free (fixture->library);
}

static RlBrowserModel *
get_model (Fixture *fixture)
{
  return rl_browser_get_model (fixture->review->browser);
}

static void
wait_for_list (Fixture *fixture)
{
  while (rl_browser_model_get_index (get_model (fixture)) == NULL ||
         rl_browser_model_is_busy (get_model (fixture)))
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_load (Fixture *fixture)
{
  while (rl_study_loader_get_state (rl_review_get_loader (fixture->review)) != RL_LOAD_DONE)
    g_main_context_iteration (NULL, TRUE);
}

static void
import (Fixture *fixture)
{
  guint n = fixture->n_imported;

  for (guint i = 0; i < G_N_ELEMENTS (anna); i++)
    rim_test_series_write (fixture->images, &anna[i]);
  rim_test_series_write (fixture->images, &berta);
  rl_review_import (fixture->review, (const char *const[]) { fixture->images, NULL }, TRUE);
  while (fixture->n_imported == n)
    g_main_context_iteration (NULL, TRUE);
  wait_for_list (fixture);
  wait_for_load (fixture);
}

static void
open_small (Fixture *fixture)
{
  open_window (fixture);
  import (fixture);
}

static void
open_large (Fixture *fixture)
{
  static const RimDemoLibrarySize size = { 1000, 2, 3, 1 };
  g_autoptr(GError) error = NULL;

  rim_demo_write_library (fixture->library, &size, &error);
  g_assert_no_error (error);
  open_window (fixture);
  wait_for_list (fixture);
}

static void
activate (Fixture    *fixture,
          const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;

  g_assert_true (g_action_parse_detailed_name (action, &name, &target, NULL));
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (fixture->window), name, target));
}

/* What is shown, by the description of its series. */
static const char *
get_shown (Fixture *fixture)
{
  gint64 asked = rl_study_loader_get_asked (rl_review_get_loader (fixture->review));
  RimIndex *index = rl_browser_model_get_index (get_model (fixture));

  for (guint i = 0; i < rim_index_get_n_series (index); i++)
    if (rim_index_get_series (index, i)->id == asked)
      return rim_index_get_series (index, i)->title;

  return NULL;
}

static void
assert_moves (Fixture    *fixture,
              const char *action,
              const char *expected)
{
  activate (fixture, action);
  wait_for_load (fixture);
  g_assert_cmpstr (get_shown (fixture), ==, expected);
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_model (fixture)));
}

static void
search (Fixture    *fixture,
        const char *words)
{
  g_object_set (get_model (fixture), "search", words, NULL);
  wait_for_list (fixture);
}

static void
test_walk (Fixture       *fixture,
           gconstpointer  data)
{
  open_small (fixture);
  activate (fixture, "win.next-study(-1)");
  wait_for_load (fixture);
  activate (fixture, "win.next-study(-1)");
  wait_for_load (fixture);
  g_assert_true (g_str_has_prefix (get_shown (fixture), "anna"));

  search (fixture, "berta");
  assert_moves (fixture, "win.next-study(1)", "berta thorax");
  assert_moves (fixture, "win.next-series(1)", "berta thorax");
  search (fixture, "");
}

/* The PET beside the CT is shown already. */
static void
test_walk_series (Fixture       *fixture,
                  gconstpointer  data)
{
  const char *first;

  open_small (fixture);
  search (fixture, "abdomen");
  assert_moves (fixture, "win.next-study(-1)", get_shown (fixture));
  activate (fixture, "win.next-study(1)");
  wait_for_load (fixture);
  first = get_shown (fixture);
  g_assert_true (g_str_equal (first, "anna thorax") || g_str_equal (first, "anna abdomen"));

  activate (fixture, "win.next-series(1)");
  wait_for_load (fixture);
  if (g_strcmp0 (get_shown (fixture), first) == 0)
    activate (fixture, "win.next-series(-1)");
  wait_for_load (fixture);
  g_assert_cmpstr (get_shown (fixture), !=, first);
  g_assert_cmpstr (get_shown (fixture), !=, "anna body");
}

static gint64
get_shown_study (Fixture *fixture)
{
  return rl_study_loader_get_asked_study (rl_review_get_loader (fixture->review));
}

/* Accepting and rejecting until nothing is left, and still so after a start. */
static void
test_status (Fixture       *fixture,
             gconstpointer  data)
{
  gint64 first, second;

  open_small (fixture);
  first = get_shown_study (fixture);
  activate (fixture, "win.set-status('reviewed')");
  g_assert_cmpint (rl_browser_model_get_status (get_model (fixture), first), ==,
                   RIM_READING_REVIEWED);

  activate (fixture, "win.next-undone");
  wait_for_load (fixture);
  second = get_shown_study (fixture);
  g_assert_cmpint (second, !=, first);
  activate (fixture, "win.set-status('rejected')");

  activate (fixture, "win.next-undone");
  wait_for_load (fixture);
  g_assert_cmpint (get_shown_study (fixture), !=, first);
  g_assert_cmpint (get_shown_study (fixture), !=, second);
  activate (fixture, "win.set-status('reviewed')");
  activate (fixture, "win.next-undone");
  g_assert_cmpint (get_shown_study (fixture), !=, first);
  g_assert_cmpint (get_shown_study (fixture), !=, second);

  close_window (fixture);
  open_window (fixture);
  wait_for_list (fixture);
  g_assert_cmpint (rl_browser_model_get_status (get_model (fixture), first), ==,
                   RIM_READING_REVIEWED);
  g_assert_cmpint (rl_browser_model_get_status (get_model (fixture), second), ==,
                   RIM_READING_REJECTED);

  g_object_set (get_model (fixture), "status", "rejected", NULL);
  wait_for_list (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_object_set (get_model (fixture), "status", "undone", NULL);
  wait_for_list (fixture);
  g_assert_cmpuint (count (fixture), ==, 0);
}

/* The program begins with the study that was looked at last. */
static void
test_recent (Fixture       *fixture,
             gconstpointer  data)
{
  open_small (fixture);
  search (fixture, "berta");
  assert_moves (fixture, "win.next-study(1)", "berta thorax");
  search (fixture, "");

  close_window (fixture);
  open_window (fixture);
  rl_review_open_first (fixture->review);
  wait_for_list (fixture);
  wait_for_load (fixture);
  g_assert_cmpstr (get_shown (fixture), ==, "berta thorax");
}

static RlBrowserItem *
get_item (Fixture *fixture,
          guint    position)
{
  return g_list_model_get_item (G_LIST_MODEL (get_model (fixture)), position);
}

static void
count_changes_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  guint      *n_removed)
{
  *n_removed += removed;
}

/* Searching leaves what is unfolded and found where it is; what comes back is
 * there in its old order.
 */
static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(RlBrowserItem) item = NULL;
  g_autoptr(RlBrowserItem) last = NULL;
  g_autoptr(RlBrowserItem) found = NULL;
  GListModel *children;
  g_autofree char *id = NULL;
  guint n_children;
  guint n_removed = 0;

  open_large (fixture);
  g_assert_cmpuint (count (fixture), ==, 1000);
  item = get_item (fixture, 500);
  last = get_item (fixture, 999);
  children = rl_browser_model_get_children (get_model (fixture), item);
  n_children = g_list_model_get_n_items (children);
  g_assert_cmpuint (n_children, ==, 2);
  id = g_strdup (rl_browser_item_get_row (item)->uid);

  search (fixture, id);
  g_assert_cmpuint (count (fixture), ==, 1);
  found = get_item (fixture, 0);
  g_assert_true (found == item);
  g_assert_true (rl_browser_model_get_children (get_model (fixture), found) == children);

  search (fixture, "nobody is called so");
  g_assert_cmpuint (count (fixture), ==, 0);
  search (fixture, NULL);
  g_assert_cmpuint (count (fixture), ==, 1000);
  g_clear_object (&found);
  found = get_item (fixture, 999);
  g_assert_cmpint (rl_browser_item_get_row (found)->id, ==, rl_browser_item_get_row (last)->id);

  g_signal_connect (get_model (fixture), "items-changed", G_CALLBACK (count_changes_cb),
                    &n_removed);
  rl_browser_model_refresh (get_model (fixture));
  wait_for_list (fixture);
  g_assert_cmpuint (n_removed, ==, 0);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const orders[] = { "date", "imported", "opened", "modality", "name" };
  g_autoptr(RlBrowserItem) first = NULL;

  open_large (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_object_set (get_model (fixture), "order", orders[i], NULL);
      wait_for_list (fixture);
      g_assert_cmpuint (count (fixture), ==, 1000);
    }

  g_object_set (get_model (fixture), "order", "date", NULL);
  wait_for_list (fixture);
  first = get_item (fixture, 0);
  for (guint i = 1; i < count (fixture); i++)
    {
      g_autoptr(RlBrowserItem) item = get_item (fixture, i);

      g_assert_cmpstr (rl_browser_item_get_row (item)->date, <=,
                       rl_browser_item_get_row (first)->date);
      g_set_object (&first, item);
    }
}

/* Sorted and filtered in the next session as in this one. */
static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *order = NULL;
  g_autofree char *modality = NULL;
  gboolean with_contours;

  open_small (fixture);
  g_object_set (get_model (fixture), "order", "date", "modality", "PT", "with-contours", TRUE, NULL);
  close_window (fixture);

  open_window (fixture);
  wait_for_list (fixture);
  g_object_get (get_model (fixture), "order", &order, "modality", &modality,
                "with-contours", &with_contours, NULL);
  g_assert_cmpstr (order, ==, "date");
  g_assert_cmpstr (modality, ==, "PT");
  g_assert_true (with_contours);
  g_assert_cmpuint (count (fixture), ==, 0);
  g_object_set (get_model (fixture), "order", "name", "modality", "all", "with-contours", FALSE, NULL);
}

static guint
count_rows (GtkWidget *widget)
{
  guint n = RL_IS_BROWSER_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child);

  return n;
}

/* A large list has no more widgets than a screen or a few. */
static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  guint n;

  open_large (fixture);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  n = count_rows (GTK_WIDGET (fixture->review->browser));
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <=, 210);
}

/* Those who have neither name nor ID can be told from each other. */
static void
test_nameless (Fixture       *fixture,
               gconstpointer  data)
{
  static const RimTestSeries series[] = {
    { "", "nobody 1", "nobody thorax", "CT", 2, "20250203" },
    { "", "nobody 2", "nobody abdomen", "CT", 2, "20250304" },
  };

  open_window (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (series); i++)
    rim_test_series_write (fixture->images, &series[i]);
  rl_review_import (fixture->review, (const char *const[]) { fixture->images, NULL }, FALSE);
  while (fixture->n_imported == 0)
    g_main_context_iteration (NULL, TRUE);
  wait_for_list (fixture);

  for (guint i = 0; i < count (fixture); i++)
    {
      g_autoptr(RlBrowserItem) item = get_item (fixture, i);
      g_autofree char *subtitle = rl_browser_item_dup_subtitle (item);

      g_test_message ("%s", subtitle);
      g_assert_nonnull (strstr (subtitle, "2025-0"));
    }
  g_assert_cmpuint (count (fixture), ==, 2);
}

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);

  return found;
}

/* Whatever had the focus before. */
static void
test_search_enter (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *list;
  GtkWidget *entry;
  GtkWidget *focus;

  open_small (fixture);
  wait_for_load (fixture);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  list = find_widget (GTK_WIDGET (fixture->review->browser), GTK_TYPE_LIST_VIEW);
  entry = find_widget (GTK_WIDGET (fixture->review->browser), GTK_TYPE_SEARCH_ENTRY);
  gtk_widget_grab_focus (gtk_widget_get_last_child (list));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) != gtk_widget_get_first_child (list));

  gtk_editable_set_text (GTK_EDITABLE (entry), "a");
  wait_for_list (fixture);
  g_assert_cmpuint (count (fixture), ==, 2);
  rl_browser_focus_search (fixture->review->browser);
  g_assert_true (gtk_editable_get_selection_bounds (GTK_EDITABLE (entry), NULL, NULL));
  g_signal_emit_by_name (entry, "activate");

  focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  g_assert_true (focus == gtk_widget_get_first_child (list) ||
                 gtk_widget_is_ancestor (focus, gtk_widget_get_first_child (list)));
}

/* A picture comes for what is on the screen. */
static void
test_thumbnails (Fixture       *fixture,
                 gconstpointer  data)
{
  RlThumbnails *thumbnails;
  RlThumbnailWish wish;

  open_small (fixture);
  thumbnails = rl_browser_get_thumbnails (fixture->review->browser);
  wish = (RlThumbnailWish) { rl_study_loader_get_asked (rl_review_get_loader (fixture->review)), 0 };
  for (guint i = 0; i < G_N_ELEMENTS (anna); i++)
    if (g_str_equal (anna[i].name, get_shown (fixture)))
      wish.n_slices = anna[i].n_slices;
  if (g_str_equal (berta.name, get_shown (fixture)))
    wish.n_slices = berta.n_slices;

  while (rl_thumbnails_lookup (thumbnails, &wish) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gdk_texture_get_width (rl_thumbnails_lookup (thumbnails, &wish)), ==, 96);

  wish.n_slices++;
  g_assert_null (rl_thumbnails_lookup (thumbnails, &wish));
}

static GtkEventController *
find_drop_target (GtkWidget *window)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (window);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return controller;
    }

  g_assert_not_reached ();
}

/* A folder that is dropped on the window is imported and shown. */
static void
test_drop (Fixture       *fixture,
           gconstpointer  data)
{
  g_auto(GValue) value = G_VALUE_INIT;
  g_autoptr(GFile) folder = g_file_new_for_path (fixture->images);
  GSList *files = g_slist_prepend (NULL, folder);
  gboolean taken = FALSE;

  open_window (fixture);
  rim_test_series_write (fixture->images, &berta);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, files);
  g_signal_emit_by_name (find_drop_target (GTK_WIDGET (fixture->window)), "drop", &value, 5.0, 5.0,
                         &taken);
  g_assert_true (taken);
  g_slist_free (files);

  while (fixture->n_imported == 0)
    g_main_context_iteration (NULL, TRUE);
  wait_for_list (fixture);
  wait_for_load (fixture);
  g_assert_cmpstr (get_shown (fixture), ==, "berta thorax");
}

/* Files that are gone are counted, in the list and at the row, and found again. */
static void
test_missing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *moved = g_build_filename (fixture->folder, "moved", NULL);
  g_autoptr(GError) error = NULL;

  open_small (fixture);
  g_assert_cmpuint (rl_browser_model_get_n_missing (get_model (fixture)), ==, 0);
  g_assert_cmpint (g_rename (fixture->images, moved), ==, 0);
  rim_library_check_files (fixture->review->library, 0, NULL);
  while (rl_browser_model_get_n_missing (get_model (fixture)) != 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_get_visible (fixture->review->browser->missing_bar));

  g_assert_cmpuint (rim_library_relocate (fixture->review->library, moved, NULL, &error), ==, 17);
  g_assert_no_error (error);
  while (rl_browser_model_get_n_missing (get_model (fixture)) != 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (gtk_widget_get_visible (fixture->review->browser->missing_bar));
  g_assert_cmpint (g_rename (moved, fixture->images), ==, 0);
}

static void
open_patient (Fixture    *fixture,
              const char *name)
{
  RimLibrary *library = fixture->review->library;
  g_autoptr(GPtrArray) patients = rim_library_list_patients (library, NULL);

  for (guint i = 0; i < patients->len; i++)
    {
      RimLibraryRow *patient = g_ptr_array_index (patients, i);
      g_autoptr(GPtrArray) studies = rim_library_list_studies (library, patient->id, NULL);
      RimLibraryRow *study = g_ptr_array_index (studies, 0);
      g_autoptr(GPtrArray) series = rim_library_list_series (library, study->id, NULL);

      if (g_strcmp0 (patient->title, name) != 0)
        continue;

      rl_review_open_series (fixture->review, study->id, ((RimLibraryRow *) series->pdata[0])->id);
      wait_for_load (fixture);
    }
}

/* What was read last is in sight after a start, however long the list is. */
static void
test_in_sight (Fixture       *fixture,
               gconstpointer  data)
{
  RlBrowser *browser;
  GtkAdjustment *scrolling;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("P%02u", i);
      const RimTestSeries series = { name, name, name, "CT", 1 };

      rim_test_series_write (fixture->images, &series);
    }
  open_small (fixture);
  open_patient (fixture, "P39");
  close_window (fixture);

  open_window (fixture);
  rl_review_open_first (fixture->review);
  wait_for_load (fixture);
  browser = fixture->review->browser;
  scrolling = gtk_scrolled_window_get_vadjustment (browser->scroller);
  while (gtk_adjustment_get_value (scrolling) < 100)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/ui/browser/walk", Fixture, NULL, set_up, test_walk, tear_down);
  g_test_add ("/ui/browser/walk-series", Fixture, NULL, set_up, test_walk_series, tear_down);
  g_test_add ("/ui/browser/status", Fixture, NULL, set_up, test_status, tear_down);
  g_test_add ("/ui/browser/recent", Fixture, NULL, set_up, test_recent, tear_down);
  g_test_add ("/ui/browser/search", Fixture, NULL, set_up, test_search, tear_down);
  g_test_add ("/ui/browser/search-enter", Fixture, NULL, set_up, test_search_enter, tear_down);
  g_test_add ("/ui/browser/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/ui/browser/kept", Fixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/ui/browser/rows", Fixture, NULL, set_up, test_rows, tear_down);
  g_test_add ("/ui/browser/nameless", Fixture, NULL, set_up, test_nameless, tear_down);
  g_test_add ("/ui/browser/drop", Fixture, NULL, set_up, test_drop, tear_down);
  g_test_add ("/ui/browser/missing", Fixture, NULL, set_up, test_missing, tear_down);
  g_test_add ("/ui/browser/thumbnails", Fixture, NULL, set_up, test_thumbnails, tear_down);
  g_test_add ("/ui/browser/in-sight", Fixture, NULL, set_up, test_in_sight, tear_down);

  return g_test_run ();
}
