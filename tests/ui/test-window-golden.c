/* test-window-golden.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib/gstdio.h>

#include "review/rl-review.h"
#include "rim-test-data.h"
#include "rim-test-series.h"
#include "rl-test-canvas.h"

#define WIDTH    1280
#define HEIGHT   800
#define PATIENCE (60 * G_USEC_PER_SEC)

/* The whole window on a library of its own. */
typedef struct
{
  char       *folder;
  RlSettings *settings;
  RlWindow   *window;
  RlReview   *review;
  guint       n_imported;
} Fixture;

static void
imported_cb (Fixture *fixture)
{
  fixture->n_imported++;
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *library = NULL;

  fixture->folder = rim_test_folder_new ();
  library = g_build_filename (fixture->folder, "library", NULL);
  fixture->settings = rl_settings_new ();
  fixture->window = rl_window_new (NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), WIDTH, HEIGHT);
  fixture->review = rl_review_new (fixture->window, fixture->settings);
  g_signal_connect_swapped (fixture->review, "imported", G_CALLBACK (imported_cb), fixture);
  rl_session_set_show_text (rl_window_get_session (fixture->window), FALSE);
  g_assert_true (rl_review_open_library (fixture->review, library));
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rl_review_shut_down (fixture->review);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_finalize_object (fixture->review);
  g_assert_finalize_object (fixture->settings);
  rim_test_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

/* Returns: (transfer full): the window without its shadow, active */
static GdkTexture *
snap (Fixture *fixture)
{
  GtkWidget *widget = GTK_WIDGET (fixture->window);
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (widget));
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), (double) width, (double) height);
  node = gtk_snapshot_to_node (snapshot);
  if (node == NULL)
    return NULL;

  return gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, width, height));
}

/* What is loaded, measured and painted in workers comes when it comes. */
static void
compare (Fixture    *fixture,
         const char *state)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autofree char *name = g_strdup_printf ("window-%s-%s.png", state, dark ? "dark" : "light");
  gboolean write = g_getenv ("RIMLIGHT_WRITE_GOLDEN") != NULL;
  gint64 end = g_get_monotonic_time () + (write ? PATIENCE / 12 : PATIENCE);
  g_autoptr(GdkTexture) texture = NULL;

  do
    {
      gtk_widget_unset_state_flags (GTK_WIDGET (fixture->window), GTK_STATE_FLAG_BACKDROP);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
      g_clear_object (&texture);
      texture = snap (fixture);
    }
  while (g_get_monotonic_time () < end &&
         (write || texture == NULL || !rl_test_is_golden (texture, name)));

  g_assert_nonnull (texture);
  rl_test_compare_golden (texture, name);
}

static void
set_scheme (gconstpointer data)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      data != NULL ? ADW_COLOR_SCHEME_FORCE_DARK
                                                   : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  set_scheme (data);
  compare (fixture, "empty");
}

static void
test_loading (Fixture       *fixture,
              gconstpointer  data)
{
  set_scheme (data);
  rl_reading_set_heading (rl_window_get_reading (fixture->window), "Patient", "2026-01-02");
  rl_window_show_page (fixture->window, "loading");
  compare (fixture, "loading");
}

/* With words of its own, since real ones name a file, and files lie elsewhere. */
static void
test_error (Fixture       *fixture,
            gconstpointer  data)
{
  RlReading *reading = rl_window_get_reading (fixture->window);
  AdwStatusPage *page = ADW_STATUS_PAGE (rl_reading_get_place (reading, "error"));

  set_scheme (data);
  adw_status_page_set_title (page, "This series cannot be opened");
  adw_status_page_set_description (page, "slice: not a DICOM file");
  rl_window_show_page (fixture->window, "error");
  compare (fixture, "error");
}

static void
test_full (Fixture       *fixture,
           gconstpointer  data)
{
  const RimTestSeries ct = { "Patient", "Study", "CT", "CT", 12 };
  const RimTestSeries pet = { "Patient", "Study", "PET", "PT", 12 };
  g_autofree char *images = g_build_filename (fixture->folder, "images", NULL);
  g_autofree char *rois = NULL;
  const char *paths[] = { images, NULL };

  set_scheme (data);
  g_assert_cmpint (g_mkdir (images, 0700), ==, 0);
  rim_test_series_write (images, &ct);
  rim_test_series_write (images, &pet);
  rois = rim_test_series_add_rois (images, &ct);

  rl_review_import (fixture->review, paths, TRUE);
  while (fixture->n_imported == 0 ||
         rl_study_loader_get_state (rl_review_get_loader (fixture->review)) != RL_LOAD_DONE)
    g_main_context_iteration (NULL, TRUE);
  compare (fixture, "full");
}

static void
add_style (GtkCssProvider *provider)
{
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER);
}

/* The program's icons and colours; what is written is left out, its place is not. */
static void
set_up_style (void)
{
  g_autoptr(GtkCssProvider) program = gtk_css_provider_new ();
  g_autoptr(GtkCssProvider) test = gtk_css_provider_new ();
  GdkDisplay *display = gdk_display_get_default ();

  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    "/org/rimlight/Rimlight/icons");
  gtk_css_provider_load_from_resource (program, "/org/rimlight/Rimlight/style.css");
  add_style (program);
  gtk_css_provider_load_from_data (test, "label:not(.skeleton), text, inscription, browserrow,"
                                   "swatch, toast { opacity: 0; }"
                                   ".skeleton { color: transparent; }", -1);
  add_style (test);

  g_object_set (gtk_settings_get_default (),
                "gtk-cursor-blink", FALSE,
                "gtk-decoration-layout", ":minimize,maximize,close",
                "gtk-enable-animations", FALSE,
                "gtk-font-name", "Cantarell 11",
                "gtk-icon-theme-name", "Adwaita",
                "gtk-xft-dpi", 96 * 1024,
                NULL);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  set_up_style ();

#define ADD(path, func) \
  g_test_add (path "/dark", Fixture, GINT_TO_POINTER (TRUE), fixture_set_up, func, fixture_tear_down); \
  g_test_add (path "/light", Fixture, NULL, fixture_set_up, func, fixture_tear_down)

  ADD ("/ui/window-golden/empty", test_empty);
  ADD ("/ui/window-golden/loading", test_loading);
  ADD ("/ui/window-golden/error", test_error);
  ADD ("/ui/window-golden/full", test_full);

  return g_test_run ();
}
