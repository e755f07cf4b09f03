/* test-mip-view.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "canvas/rl-mip-view.h"
#include "canvas/rl-pane.h"
#include "rl-test-images.h"

#define SIZE 160

/* Where PET of the test is hottest. */
static const RimVec3 hot = { 22, -4, 6 };

typedef struct
{
  RlSession *session;
  RlJobs    *jobs;
  GtkWidget *window;
  RlMipView *view;
} Fixture;

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *view;

  fixture->session = rl_test_session_new (TRUE);
  fixture->jobs = rl_jobs_new ();
  rl_session_set_show_text (fixture->session, FALSE);

  view = rl_mip_view_new (fixture->jobs, fixture->session);
  fixture->view = RL_MIP_VIEW (view);
  gtk_widget_set_size_request (view, SIZE, SIZE);
  gtk_widget_set_halign (view, GTK_ALIGN_START);
  gtk_widget_set_valign (view, GTK_ALIGN_START);

  fixture->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_resizable (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_child (GTK_WINDOW (fixture->window), view);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (view);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->view), (gpointer *) &fixture->view);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rl_jobs_shut_down (fixture->jobs);

  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_null (fixture->view);
  g_assert_finalize_object (fixture->jobs);
  g_assert_finalize_object (fixture->session);
}

static void
wait_for_frame (Fixture *fixture)
{
  while (!rl_mip_view_is_sharp (fixture->view))
    g_main_context_iteration (NULL, TRUE);
}

static void
grab (Fixture *fixture,
      guint32  pixels[SIZE][SIZE])
{
  GtkWidget *view = GTK_WIDGET (fixture->view);
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (view));
  g_autoptr(GdkPaintable) paintable = NULL;
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  wait_for_frame (fixture);
  gtk_widget_queue_draw (view);
  gtk_test_widget_wait_for_draw (view);
  paintable = gtk_widget_paintable_new (view);
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), SIZE, SIZE);
  node = gtk_snapshot_to_node (snapshot);
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, SIZE, SIZE));
  gdk_texture_download (texture, (guchar *) pixels, SIZE * sizeof (guint32));
}

static void
test_turn (Fixture       *fixture,
           gconstpointer  data)
{
  RlPane *pane = RL_PANE (fixture->view);
  guint index, n;

  g_assert_cmpstr (rl_mip_view_get_label (fixture->view), ==, "PET projection, 0 degrees");
  rl_pane_scroll (pane, 1);
  g_assert_cmpuint (rl_mip_view_get_step (fixture->view), ==, 1);
  g_assert_cmpstr (rl_mip_view_get_label (fixture->view), ==, "PET projection, 5 degrees");
  rl_pane_scroll (pane, -2);
  g_assert_cmpuint (rl_mip_view_get_step (fixture->view), ==, RL_MIP_N_STEPS - 1);
  rl_pane_scroll (pane, 1 + 2 * RL_MIP_N_STEPS);
  g_assert_cmpuint (rl_mip_view_get_step (fixture->view), ==, 0);
  g_assert_true (rl_pane_get_position (pane, &index, &n));
  g_assert_cmpuint (n, ==, 72);
  g_assert_cmpint (rl_pane_get_layer (pane), ==, RL_LAYER_PET);
  g_assert_true (rl_pane_get_session (pane) == fixture->session);
}

/* From every side a click on the hot spot finds it. */
static void
test_jump (Fixture       *fixture,
           gconstpointer  data)
{
  for (guint step = 0; step < RL_MIP_N_STEPS; step += 7)
    {
      RimVec3 found;
      double x, y;

      rl_session_set_cursor (fixture->session, RIM_VEC3 (0, 0, 0));
      rl_mip_view_set_step (fixture->view, step);
      g_assert_true (rl_mip_view_from_patient (fixture->view, hot, &x, &y));
      g_assert_true (rl_mip_view_jump (fixture->view, x, y));
      found = rl_session_get_cursor (fixture->session);

      /* Voxels are of 4 mm. */
      g_assert_cmpfloat (rim_vec3_length (rim_vec3_sub (found, hot)), <=, 4.0);
    }

  g_assert_false (rl_mip_view_jump (fixture->view, 1, 1));
}

static void
test_whole_turn (Fixture       *fixture,
                 gconstpointer  data)
{
  static guint32 before[SIZE][SIZE], between[SIZE][SIZE], after[SIZE][SIZE];

  grab (fixture, before);
  for (guint i = 0; i < RL_MIP_N_STEPS; i++)
    {
      rl_pane_scroll (RL_PANE (fixture->view), 1);
      if (i == 11)
        grab (fixture, between);
    }
  grab (fixture, after);

  g_assert_cmpmem (before, sizeof before, after, sizeof after);
  g_assert_cmpint (memcmp (before, between, sizeof before), !=, 0);
}

/* Other images leave nothing of the last. */
static void
test_images (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(RimVolume) ct = rl_test_volume_new (16, 16, 8, 4.0, RIM_UNIT_HU);
  g_autoptr(RimVolume) pet = rl_test_volume_new (16, 16, 8, 4.0, RIM_UNIT_SUVBW);
  double x, y;

  wait_for_frame (fixture);
  rl_session_set_images (fixture->session, ct, NULL);
  g_assert_false (rl_mip_view_is_sharp (fixture->view));
  g_assert_false (rl_mip_view_from_patient (fixture->view, hot, &x, &y));
  g_assert_false (rl_mip_view_jump (fixture->view, 80, 80));

  rl_session_set_images (fixture->session, ct, pet);
  wait_for_frame (fixture);
  g_assert_true (rl_mip_view_from_patient (fixture->view, hot, &x, &y));
}

static void
compare_golden (Fixture *fixture)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "ui", "golden", "mip.png", NULL);
  g_autoptr(GdkTexture) golden = NULL;
  g_autoptr(GError) error = NULL;
  static guint32 found[SIZE][SIZE], expected[SIZE][SIZE];

  grab (fixture, found);
  if (g_getenv ("RIMLIGHT_WRITE_GOLDEN") != NULL)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (found, sizeof found);
      g_autoptr(GdkTexture) texture = gdk_memory_texture_new (SIZE, SIZE, GDK_MEMORY_DEFAULT, bytes,
                                                              sizeof found[0]);

      gdk_texture_save_to_png (texture, path);
    }

  golden = gdk_texture_new_from_filename (path, &error);
  g_assert_no_error (error);
  gdk_texture_download (golden, (guchar *) expected, sizeof expected[0]);
  g_assert_cmpmem (found, sizeof found, expected, sizeof expected);
}

/* The projection, two lesions, the crosshair and the frame of the active pane. */
static void
test_golden (Fixture       *fixture,
             gconstpointer  data)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);
  RimVolume *base = rl_session_get_base (fixture->session);
  g_autoptr(RimLesion) first = rl_test_lesion_new (base, "First", hot, 9);
  g_autoptr(RimLesion) second = rl_test_lesion_new (base, "Second", RIM_VEC3 (-18, -12, -10), 15);
  static const guint8 green[3] = { 0x2f, 0xc4, 0xa8 };
  g_autoptr(RimLesion) green_one = rim_lesion_with_color (second, green);

  rim_segmentation_add (segmentation, first, "test");
  rim_segmentation_add (segmentation, green_one, "test");
  rl_session_set_active_lesion (fixture->session, first->id);
  rl_session_set_cursor (fixture->session, RIM_VEC3 (5, 3, -7));
  rl_pane_set_active (RL_PANE (fixture->view), TRUE);
  rl_mip_view_set_step (fixture->view, 65);

  compare_golden (fixture);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path_, func_) \
  g_test_add (path_, Fixture, NULL, fixture_set_up, func_, fixture_tear_down)

  ADD ("/ui/mip-view/turn", test_turn);
  ADD ("/ui/mip-view/jump", test_jump);
  ADD ("/ui/mip-view/whole-turn", test_whole_turn);
  ADD ("/ui/mip-view/images", test_images);
  ADD ("/ui/mip-view/golden", test_golden);

  return g_test_run ();
}
