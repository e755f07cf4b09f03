/* rl-test-canvas.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rl-test-canvas.h"

#include <string.h>

#include "rl-test-images.h"

/**
 * rl_test_canvas_init:
 * @fixture: what rl_test_canvas_tear_down() ends
 * @orientation: of the plane
 * @width: in pixels
 * @height: in pixels
 *
 * Makes a canvas in a window of its own, without text and with the nearest voxels.
 */
void
rl_test_canvas_init (RlTestCanvas   *fixture,
                     RimOrientation  orientation,
                     int             width,
                     int             height)
{
  GtkWidget *canvas;

  fixture->width = width;
  fixture->height = height;
  fixture->session = rl_test_session_new (TRUE);
  rl_session_set_show_text (fixture->session, FALSE);
  rl_session_set_show_legend (fixture->session, FALSE);
  rl_session_set_interpolate (fixture->session, FALSE);
  rl_session_set_cursor (fixture->session, RIM_VEC3 (21, -5, 7));

  fixture->viewport = rl_viewport_new ();
  canvas = rl_slice_canvas_new (fixture->session, fixture->viewport, orientation);
  fixture->canvas = RL_SLICE_CANVAS (canvas);
  gtk_widget_set_size_request (canvas, width, height);
  gtk_widget_set_halign (canvas, GTK_ALIGN_START);
  gtk_widget_set_valign (canvas, GTK_ALIGN_START);

  fixture->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_resizable (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_child (GTK_WINDOW (fixture->window), canvas);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (canvas);
}

/* A square one; @data is its orientation. */
void
rl_test_canvas_set_up (RlTestCanvas       *fixture,
                       gconstpointer       data)
{
  rl_test_canvas_init (fixture, GPOINTER_TO_UINT (data), RL_TEST_CANVAS_SIZE, RL_TEST_CANVAS_SIZE);
}

void
rl_test_canvas_tear_down (RlTestCanvas       *fixture,
                          gconstpointer       data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->canvas), (gpointer *) &fixture->canvas);
  gtk_window_destroy (GTK_WINDOW (fixture->window));

  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_null (fixture->canvas);
  g_assert_finalize_object (fixture->viewport);
  g_assert_finalize_object (fixture->session);
}

/* What the canvas puts on the screen, at rest. */
GdkTexture *
rl_test_canvas_snap (RlTestCanvas *fixture)
{
  GtkWidget *canvas = GTK_WIDGET (fixture->canvas);
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (canvas));
  g_autoptr(GdkPaintable) paintable = NULL;
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;

  do
    {
      gtk_widget_queue_draw (canvas);
      gtk_test_widget_wait_for_draw (canvas);
    }
  while (!rl_slice_canvas_is_sharp (fixture->canvas));

  paintable = gtk_widget_paintable_new (canvas);
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), fixture->width, fixture->height);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);

  return gsk_renderer_render_texture (renderer, node,
                                      &GRAPHENE_RECT_INIT (0, 0, fixture->width, fixture->height));
}

void
rl_test_canvas_grab (RlTestCanvas *fixture,
                     guint32       pixels[RL_TEST_CANVAS_SIZE][RL_TEST_CANVAS_SIZE])
{
  g_autoptr(GdkTexture) texture = rl_test_canvas_snap (fixture);

  g_assert_cmpint (gdk_texture_get_width (texture), ==, RL_TEST_CANVAS_SIZE);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, RL_TEST_CANVAS_SIZE);
  gdk_texture_download (texture, (guchar *) pixels, RL_TEST_CANVAS_SIZE * sizeof (guint32));
}

static char *
dup_golden_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "ui", "golden", name, NULL);
}

/**
 * rl_test_is_golden:
 * @texture: what was painted
 * @name: of a picture in tests/ui/golden
 *
 * Returns: whether both are the same, to the last bit
 */
gboolean
rl_test_is_golden (GdkTexture *texture,
                   const char *name)
{
  int width = gdk_texture_get_width (texture);
  int height = gdk_texture_get_height (texture);
  gsize stride = (gsize) width * sizeof (guint32);
  g_autofree char *path = dup_golden_path (name);
  g_autofree guchar *a = g_malloc (stride * (gsize) height);
  g_autofree guchar *b = g_malloc (stride * (gsize) height);
  g_autoptr(GdkTexture) golden = NULL;
  g_autoptr(GError) error = NULL;

  golden = gdk_texture_new_from_filename (path, &error);
  g_assert_no_error (error);
  if (gdk_texture_get_width (golden) != width || gdk_texture_get_height (golden) != height)
    return FALSE;

  gdk_texture_download (texture, a, stride);
  gdk_texture_download (golden, b, stride);

  return memcmp (a, b, stride * (gsize) height) == 0;
}

/**
 * rl_test_compare_golden:
 * @texture: what was painted
 * @name: of a picture in tests/ui/golden
 *
 * Holds a picture to the golden one, to the last bit.
 */
void
rl_test_compare_golden (GdkTexture *texture,
                        const char *name)
{
  g_autofree char *path = dup_golden_path (name);
  g_autofree char *found = g_build_filename (g_get_tmp_dir (), name, NULL);

  if (g_getenv ("RIMLIGHT_WRITE_GOLDEN") != NULL)
    gdk_texture_save_to_png (texture, path);

  if (!rl_test_is_golden (texture, name))
    {
      gdk_texture_save_to_png (texture, found);
      g_test_message ("Found %s instead", found);
      g_test_fail ();
    }
}

/**
 * rl_test_canvas_compare:
 * @fixture: the canvas
 * @name: of a picture in tests/ui/golden
 *
 * Holds what the canvas puts on the screen, at rest, to a golden picture.
 */
void
rl_test_canvas_compare (RlTestCanvas *fixture,
                        const char   *name)
{
  g_autoptr(GdkTexture) texture = rl_test_canvas_snap (fixture);

  rl_test_compare_golden (texture, name);
}
