/* bench-canvas.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "canvas/rl-presets.h"
#include "canvas/rl-slice-canvas.h"
#include "rl-test-images.h"

#define WIDTH   900
#define HEIGHT  780
#define N_STEPS 200

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* @goal: the ms that are allowed; 0 where nothing was asked for. */
static void
report (const char *what,
        double     *times,
        double      goal)
{
  double sum = 0.0;

  for (guint i = 0; i < N_STEPS; i++)
    sum += times[i];

  qsort (times, N_STEPS, sizeof *times, compare_times);
  g_print ("%-32s least %6.2f ms   mean %6.2f ms   median %6.2f ms   95th percentile %6.2f ms", what,
           times[0], sum / N_STEPS, times[N_STEPS / 2], times[N_STEPS * 95 / 100]);
  if (goal > 0)
    g_print ("  %s: %g allowed", times[N_STEPS / 2] <= goal ? "met" : "MISSED", goal);
  g_print ("\n");
}

/* What the canvas itself takes of the main loop for one frame. */
static void
snapshot (GtkWidget *canvas)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  GTK_WIDGET_GET_CLASS (canvas)->snapshot (canvas, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_clear_pointer (&node, gsk_render_node_unref);
}

static void
bench_scroll (GtkWidget  *canvas,
              RlContent   content,
              const char *what)
{
  double times[N_STEPS];

  rl_slice_canvas_set_content (RL_SLICE_CANVAS (canvas), content);

  for (guint i = 0; i < N_STEPS; i++)
    {
      gint64 begin = g_get_monotonic_time ();

      rl_slice_canvas_scroll (RL_SLICE_CANVAS (canvas), i / 50 % 2 == 0 ? 1 : -1);
      snapshot (canvas);
      times[i] = (g_get_monotonic_time () - begin) / 1000.0;
    }

  report (what, times, 8);
}

static void
bench_stroke (GtkWidget *canvas,
              RlSession *session)
{
  double times[N_STEPS];

  rl_session_set_tool (session, RL_TOOL_BRUSH);
  rl_session_set_brush_radius (session, 5);
  if (!rl_slice_canvas_press (RL_SLICE_CANVAS (canvas), GDK_BUTTON_PRIMARY, 0, 300, 300))
    g_error ("The stroke did not begin");

  for (guint i = 0; i < N_STEPS; i++)
    {
      double xy[2] = { 300 + 1.2 * i, 300 + 80 * sin (i / 12.0) };
      gint64 begin = g_get_monotonic_time ();

      rl_slice_canvas_drag (RL_SLICE_CANVAS (canvas), xy, 1);
      snapshot (canvas);
      times[i] = (g_get_monotonic_time () - begin) / 1000.0;
    }

  rl_slice_canvas_release (RL_SLICE_CANVAS (canvas));
  report ("step of a stroke", times, 8);
}

/* The nine canvases of the layout: three planes of CT, PET and both. */
static void
bench_nine (RlSession *session)
{
  GtkWidget *canvases[9];
  GtkWidget *window = gtk_window_new ();
  GtkWidget *grid = gtk_grid_new ();
  double times[N_STEPS];
  guint n_renders = 0;

  for (guint i = 0; i < 9; i++)
    {
      g_autoptr(RlViewport) viewport = rl_viewport_new ();

      canvases[i] = rl_slice_canvas_new (session, viewport, i % 3);
      rl_slice_canvas_set_content (RL_SLICE_CANVAS (canvases[i]), i / 3);
      gtk_widget_set_size_request (canvases[i], WIDTH / 3, HEIGHT / 3);
      gtk_grid_attach (GTK_GRID (grid), canvases[i], (int) i / 3, (int) i % 3, 1, 1);
    }

  gtk_window_set_child (GTK_WINDOW (window), grid);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (canvases[8]) == 0)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < 9; i++)
    snapshot (canvases[i]);

  for (guint i = 0; i < 9; i++)
    n_renders -= rl_slice_canvas_get_n_renders (RL_SLICE_CANVAS (canvases[i]));

  for (guint step = 0; step < N_STEPS; step++)
    {
      gint64 begin = g_get_monotonic_time ();

      rl_slice_canvas_scroll (RL_SLICE_CANVAS (canvases[6]), step / 50 % 2 == 0 ? 1 : -1);
      for (guint i = 0; i < 9; i++)
        snapshot (canvases[i]);
      times[step] = (g_get_monotonic_time () - begin) / 1000.0;
    }

  for (guint i = 0; i < 9; i++)
    n_renders += rl_slice_canvas_get_n_renders (RL_SLICE_CANVAS (canvases[i]));

  report ("scroll a slice, nine views", times, 8);
  g_print ("%-28s %.2f of 9\n", "canvases rendered a step", (double) n_renders / N_STEPS);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* As scanners give them: 16 bit. */
static RimVolume *
make_image (guint  size,
            guint  n,
            double spacing)
{
  RimGrid grid = { { size, size, n }, { { { 0 } } } };
  RimVolume *volume;

  rim_affine_init_identity (&grid.to_patient);
  for (guint axis = 0; axis < 3; axis++)
    grid.to_patient.m[axis][axis] = spacing;
  volume = rim_volume_new (&grid, RIM_VOXEL_INT16, NULL);
  rim_volume_set_unit (volume, RIM_UNIT_HU);
  for (guint k = 0; k < n; k++)
    {
      gint16 *slice = rim_volume_get_slice_for_writing (volume, k);

      for (guint v = 0; v < size * size; v++)
        slice[v] = (gint16) ((v * 2654435761u + k * 40503u) >> 12 & 1023);
    }
  rim_volume_publish_all (volume);

  return volume;
}

static void
wait_until_sharp (GtkWidget *canvas)
{
  while (!rl_slice_canvas_is_sharp (RL_SLICE_CANVAS (canvas)))
    g_main_context_iteration (NULL, TRUE);
}

/* Each step as the hand makes it, and then rest. */
static void
bench_turn (GtkWidget  *canvas,
            RlSession  *session,
            RlSlab      slab,
            const char *what,
            const char *rest)
{
  double times[N_STEPS];
  double rests[N_STEPS];

  rl_slice_canvas_set_content (RL_SLICE_CANVAS (canvas), RL_CONTENT_FUSED);
  rl_slice_canvas_set_slab (RL_SLICE_CANVAS (canvas), slab);
  rl_slice_canvas_turn (RL_SLICE_CANVAS (canvas), 20, 10);

  for (guint i = 0; i < N_STEPS; i++)
    {
      gint64 begin = g_get_monotonic_time ();

      rl_slice_canvas_turn (RL_SLICE_CANVAS (canvas), 0.1, 0.05);
      snapshot (canvas);
      times[i] = (g_get_monotonic_time () - begin) / 1000.0;
      if (i % 10 == 0)
        {
          wait_until_sharp (canvas);
          rests[i / 10] = (g_get_monotonic_time () - begin) / 1000.0;
        }
    }
  wait_until_sharp (canvas);
  for (guint i = N_STEPS / 10; i < N_STEPS; i++)
    rests[i] = rests[i % (N_STEPS / 10)];

  report (what, times, 1000.0 / 30.0);
  report (rest, rests, 100);
  rl_session_reset_planes (session);
}

static void
bench_planes (GtkWidget *canvas,
              RlSession *session)
{
  g_autoptr(RimVolume) ct = make_image (512, 500, 1.0);
  g_autoptr(RimVolume) pet = make_image (128, 125, 4.0);

  rl_session_set_images (session, ct, pet);
  snapshot (canvas);
  bench_turn (canvas, session, (RlSlab) { RIM_SLAB_MAX, 0 }, "turn a plane, PET over CT",
              "from a turn to the sharp picture");
  bench_turn (canvas, session, (RlSlab) { RIM_SLAB_MAX, 30 }, "turn a MIP of 30 mm",
              "from a turn to the sharp MIP");
  rl_slice_canvas_set_slab (RL_SLICE_CANVAS (canvas), (RlSlab) { RIM_SLAB_MAX, 30 });
  bench_scroll (canvas, RL_CONTENT_FUSED, "scroll a MIP of 30 mm");
}

/* About 25,000 voxels in the middle of the image. */
static RimVolume *
make_map (guint seed)
{
  RimGrid grid = { { 36, 36, 20 }, { { { 0 } } } };
  RimVolume *map;

  for (guint axis = 0; axis < 3; axis++)
    {
      grid.to_patient.m[axis][axis] = 1.0;
      grid.to_patient.m[axis][3] = -0.5 * grid.size[axis];
    }
  map = rim_volume_new (&grid, RIM_VOXEL_FLOAT, NULL);
  for (guint k = 0; k < grid.size[2]; k++)
    {
      float *slice = rim_volume_get_slice_for_writing (map, k);

      for (guint v = 0; v < 36 * 36; v++)
        {
          double x = v % 36 - 17.5;
          double y = v / 36 - 17.5;

          slice[v] = hypot (x, y) > 17.0 ? NAN : (float) (sin (x / 3 + seed) * cos (y / 4 + k / 3.0));
        }
    }
  rim_volume_publish_all (map);

  return map;
}

/* A frame as GTK draws it with cairo: our nodes, and their pixels. */
static double
time_frame (GtkWidget *canvas,
            cairo_t   *cr)
{
  gint64 begin = g_get_monotonic_time ();
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  GTK_WIDGET_GET_CLASS (canvas)->snapshot (canvas, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);

  return (g_get_monotonic_time () - begin) / 1000.0;
}

/* Frames with a map and without in turn, as others may load the machine. */
static void
bench_map (GtkWidget  *canvas,
           RlSession  *session,
           guint       n_isolines,
           gboolean    is_changing,
           const char *what)
{
  RlMapLayer *layer = rl_session_get_map_layer (session);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autofree char *with = g_strdup_printf ("%s, with a map", what);
  double times[2][N_STEPS];

  rl_map_layer_set_range (layer, -1.0, 1.0);
  rl_map_layer_set_isolines (layer, n_isolines);
  for (guint i = 0; i < 2 * N_STEPS; i++)
    {
      g_autoptr(RimVolume) map = i % 2 == 1 && (is_changing || i == 1) ? make_map (i) : NULL;

      rl_map_layer_set_visible (layer, i % 2 == 1);
      if (map != NULL)
        rl_map_layer_set_volume (layer, map);
      if (!is_changing)
        rl_slice_canvas_scroll (RL_SLICE_CANVAS (canvas), i / 20 % 2 == 0 ? 1 : -1);
      times[i % 2][i / 2] = time_frame (canvas, cr);
    }
  report (what, times[0], 0);
  report (with, times[1], 8);

  rl_map_layer_set_volume (layer, NULL);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
bench_automatic_window (RlSession *session)
{
  double times[N_STEPS];

  for (guint i = 0; i < N_STEPS; i++)
    {
      gint64 begin = g_get_monotonic_time ();

      rl_presets_apply (session, RL_LAYER_CT, 0);
      times[i] = (g_get_monotonic_time () - begin) / 1000.0;
    }

  report ("automatic window", times, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(RimVolume) ct = NULL;
  g_autoptr(RimVolume) pet = NULL;
  g_autoptr(RlSession) session = rl_session_new ();
  g_autoptr(RlViewport) viewport = rl_viewport_new ();
  g_autoptr(RimSegmentation) segmentation = rim_segmentation_new ("bench");
  GtkWidget *window, *canvas;

  gtk_init ();
  ct = rl_test_volume_new (512, 512, 120, 0.25, RIM_UNIT_HU);
  pet = rl_test_volume_new (128, 128, 60, 1.0, RIM_UNIT_SUVBW);
  rl_session_set_images (session, ct, pet);
  rl_session_set_segmentation (session, segmentation);

  window = gtk_window_new ();
  canvas = rl_slice_canvas_new (session, viewport, RIM_ORIENTATION_AXIAL);
  gtk_widget_set_size_request (canvas, WIDTH, HEIGHT);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_child (GTK_WINDOW (window), canvas);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (canvas) == 0)
    g_main_context_iteration (NULL, TRUE);

  g_print ("one canvas of %d × %d pixels, CT of 512 × 512 × 120 voxels\n",
           gtk_widget_get_width (canvas), gtk_widget_get_height (canvas));
  bench_scroll (canvas, RL_CONTENT_CT, "scroll a slice, CT");
  bench_scroll (canvas, RL_CONTENT_FUSED, "scroll a slice, PET over CT");
  bench_map (canvas, session, 0, FALSE, "scroll and draw");
  bench_map (canvas, session, 5, FALSE, "scroll and draw, 5 isolines");
  bench_map (canvas, session, 0, TRUE, "draw again");
  bench_map (canvas, session, 5, TRUE, "draw again, 5 isolines");
  bench_stroke (canvas, session);
  bench_nine (session);
  bench_automatic_window (session);
  bench_planes (canvas, session);

  gtk_window_destroy (GTK_WINDOW (window));

  return 0;
}
