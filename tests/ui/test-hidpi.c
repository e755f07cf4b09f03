/* test-hidpi.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gdk/x11/gdkx.h>
#include <math.h>
#include <stdio.h>

#include "canvas/rl-mip-view.h"
#include "canvas/rl-picture.h"
#include "canvas/rl-slice-canvas.h"
#include "rl-test-images.h"

#define WIDTH  300
#define HEIGHT 260

typedef struct
{
  RlSession  *session;
  RlViewport *viewport;
  RlJobs     *jobs;
  GtkWidget  *window;
  GtkWidget  *canvas;
  GtkWidget  *view;
} Fixture;

static void
set_scale (Fixture *fixture,
           int      scale)
{
  gdk_x11_display_set_surface_scale (gdk_display_get_default (), scale);
  while (gtk_widget_get_scale_factor (fixture->canvas) != scale ||
         gtk_widget_get_width (fixture->canvas) != WIDTH)
    g_main_context_iteration (NULL, TRUE);
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  fixture->session = rl_test_session_new (TRUE);
  fixture->viewport = rl_viewport_new ();
  fixture->jobs = rl_jobs_new ();
  fixture->canvas = rl_slice_canvas_new (fixture->session, fixture->viewport, RIM_ORIENTATION_AXIAL);
  fixture->view = rl_mip_view_new (fixture->jobs, fixture->session);
  gtk_widget_set_size_request (fixture->canvas, WIDTH, HEIGHT);
  gtk_widget_set_size_request (fixture->view, WIDTH, HEIGHT);
  gtk_box_append (GTK_BOX (box), fixture->canvas);
  gtk_box_append (GTK_BOX (box), fixture->view);

  fixture->window = gtk_window_new ();
  gtk_window_set_resizable (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);
  gtk_window_present (GTK_WINDOW (fixture->window));
  while (!rl_mip_view_is_sharp (RL_MIP_VIEW (fixture->view)))
    g_main_context_iteration (NULL, TRUE);
  set_scale (fixture, 1);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  gdk_x11_display_set_surface_scale (gdk_display_get_default (), 1);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rl_jobs_shut_down (fixture->jobs);

  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_finalize_object (fixture->jobs);
  g_assert_finalize_object (fixture->viewport);
  g_assert_finalize_object (fixture->session);
}

/* Returns: the area of a picture, in pixels of the screen */
static int
assert_picture (GskRenderNode *node,
                int            width,
                int            height,
                int            scale)
{
  graphene_rect_t bounds;

  gsk_render_node_get_bounds (node, &bounds);
  g_assert_cmpfloat (width, ==, bounds.size.width * (float) scale);
  g_assert_cmpfloat (height, ==, bounds.size.height * (float) scale);
  g_assert_cmpfloat (bounds.origin.x * (float) scale, ==, roundf (bounds.origin.x * (float) scale));
  g_assert_cmpfloat (bounds.origin.y * (float) scale, ==, roundf (bounds.origin.y * (float) scale));

  return width * height;
}

/* Every picture has a pixel for each of the screen, and lies on whole ones.
 * Returns: the largest area of one, in pixels of the screen
 */
static int
assert_pictures (GskRenderNode *node,
                 int            scale)
{
  GdkTexture *texture;
  int width, height;
  int largest = 0;

  switch ((guint) gsk_render_node_get_node_type (node))
    {
    case GSK_CONTAINER_NODE:
      for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
        largest = MAX (largest, assert_pictures (gsk_container_node_get_child (node, i), scale));
      return largest;

    case GSK_TRANSFORM_NODE:
      return assert_pictures (gsk_transform_node_get_child (node), scale);

    case GSK_TEXTURE_NODE:
      texture = gsk_texture_node_get_texture (node);
      return assert_picture (node, gdk_texture_get_width (texture), gdk_texture_get_height (texture), scale);

    case GSK_DEBUG_NODE:
      if (sscanf (gsk_debug_node_get_message (node), RL_PICTURE_COPY, &width, &height) != 2)
        return assert_pictures (gsk_debug_node_get_child (node), scale);
      return assert_picture (node, width, height, scale);

    default:
      return 0;
    }
}

static void
assert_pane (GtkWidget *pane,
             int        scale)
{
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;

  GTK_WIDGET_GET_CLASS (pane)->snapshot (pane, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  g_assert_cmpint (assert_pictures (node, scale), ==, WIDTH * HEIGHT * scale * scale);
}

/* Over a part of the pane that begins anywhere. */
static void
add_map (Fixture *fixture)
{
  RlMapLayer *layer = rl_session_get_map_layer (fixture->session);
  g_autoptr(GError) error = NULL;
  g_autoptr(RimVolume) map = NULL;
  RimGrid grid = { .size = { 7, 5, 9 } };

  rim_affine_init_identity (&grid.to_patient);
  for (guint axis = 0; axis < 3; axis++)
    grid.to_patient.m[axis][axis] = 3.1;
  map = rim_volume_new (&grid, RIM_VOXEL_FLOAT, &error);
  g_assert_no_error (error);
  rim_volume_publish_all (map);
  rl_map_layer_set_volume (layer, map);
}

/* On another screen, and back again, while the window is open. */
static void
test_scale (Fixture       *fixture,
            gconstpointer  data)
{
  static const int scales[] = { 1, 2, 3, 1 };

  add_map (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      set_scale (fixture, scales[i]);
      assert_pane (fixture->canvas, scales[i]);
      g_assert_cmpuint (rl_slice_canvas_get_n_map_renders (RL_SLICE_CANVAS (fixture->canvas)), >, i);
      assert_pane (fixture->view, scales[i]);
    }
}

/* What is under a pointer does not depend on the screen. */
static void
test_place (Fixture       *fixture,
            gconstpointer  data)
{
  RlSliceCanvas *canvas = RL_SLICE_CANVAS (fixture->canvas);
  RimVec3 before = rl_slice_canvas_to_patient (canvas, 120, 80);
  RimVec3 after;

  set_scale (fixture, 2);
  after = rl_slice_canvas_to_patient (canvas, 120, 80);
  g_assert_cmpfloat (rim_vec3_length (rim_vec3_sub (after, before)), <, 1e-9);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path_, func_) \
  g_test_add (path_, Fixture, NULL, fixture_set_up, func_, fixture_tear_down)

  ADD ("/ui/hidpi/scale", test_scale);
  ADD ("/ui/hidpi/place", test_place);

  return g_test_run ();
}
