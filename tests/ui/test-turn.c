/* test-turn.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "canvas/rl-cine.h"
#include "rl-test-canvas.h"

#define WIDTH  180
#define HEIGHT 140

static void
set_up (RlTestCanvas  *fixture,
        gconstpointer  data)
{
  rl_test_canvas_init (fixture, GPOINTER_TO_UINT (data), WIDTH, HEIGHT);
}

/* The eight ways a plane can lie on the screen. */
static void
choose (RlTestCanvas *fixture,
        guint         way)
{
  rl_viewport_reset (fixture->viewport);
  if (way >= 4)
    rl_viewport_flip (fixture->viewport);
  for (guint i = 0; i < way % 4; i++)
    rl_viewport_rotate (fixture->viewport);
}

/* Where what was at (x, y), from the middle, must be then. */
static void
turn (guint   way,
      double *x,
      double *y)
{
  if (way >= 4)
    *x = -*x;
  for (guint i = 0; i < way % 4; i++)
    {
      double before = *x;

      *x = -*y;
      *y = before;
    }
}

static RimVec3
get_point (RlTestCanvas *fixture,
           double        x,
           double        y)
{
  return rl_slice_canvas_to_patient (fixture->canvas, WIDTH / 2.0 + x, HEIGHT / 2.0 + y);
}

static double
get_scale (RlTestCanvas *fixture)
{
  RimPlane plane;

  g_assert_true (rl_slice_canvas_get_plane (fixture->canvas, &plane));
  g_assert_cmpfloat_with_epsilon (rim_vec3_length (plane.right), rim_vec3_length (plane.down),
                                  1e-12);

  return rim_vec3_length (plane.right);
}

static void
test_points (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  static const double places[][2] = { { 0, 0 }, { 30, 0 }, { 0, 22 }, { -41, 17 }, { 12, -35 } };
  RimVec3 upright[G_N_ELEMENTS (places)];
  double scale = get_scale (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    upright[i] = get_point (fixture, places[i][0], places[i][1]);

  for (guint way = 0; way < 8; way++)
    {
      choose (fixture, way);
      for (guint i = 0; i < G_N_ELEMENTS (places); i++)
        {
          double x = places[i][0] * scale / get_scale (fixture);
          double y = places[i][1] * scale / get_scale (fixture);
          double found_x, found_y;

          turn (way, &x, &y);
          g_assert_cmpfloat (rim_vec3_length (rim_vec3_sub (get_point (fixture, x, y), upright[i])),
                             <, 1e-6);
          g_assert_true (rl_slice_canvas_from_patient (fixture->canvas, upright[i],
                                                       &found_x, &found_y));
          g_assert_cmpfloat (hypot (found_x - WIDTH / 2.0 - x, found_y - HEIGHT / 2.0 - y), <, 1e-6);
        }
    }
}

/* The letters at the edges come from the plane, as all else does. */
static void
test_letters (RlTestCanvas  *fixture,
              gconstpointer  data)
{
  static const char *const right[8] = { "L", "A", "R", "P", "R", "A", "L", "P" };
  static const char *const down[8] = { "P", "L", "A", "R", "P", "R", "A", "L" };

  for (guint way = 0; way < 8; way++)
    {
      RimPlane plane;
      char letters[2][4];

      choose (fixture, way);
      g_assert_true (rl_slice_canvas_get_plane (fixture->canvas, &plane));
      rim_direction_get_letters (plane.right, letters[0]);
      rim_direction_get_letters (plane.down, letters[1]);
      g_assert_cmpstr (letters[0], ==, right[way]);
      g_assert_cmpstr (letters[1], ==, down[way]);
    }
}

/* All of the image is seen however it lies. */
static void
test_fits (RlTestCanvas  *fixture,
           gconstpointer  data)
{
  const RimGrid *grid = rim_volume_get_grid (rl_session_get_base (fixture->session));

  for (guint way = 0; way < 8; way++)
    {
      choose (fixture, way);
      for (guint corner = 0; corner < 8; corner++)
        {
          RimVec3 index = RIM_VEC3 ((corner & 1) != 0 ? grid->size[0] - 0.5 : -0.5,
                                    (corner & 2) != 0 ? grid->size[1] - 0.5 : -0.5,
                                    (corner & 4) != 0 ? grid->size[2] - 0.5 : -0.5);
          double x, y;

          g_assert_true (rl_slice_canvas_from_patient (fixture->canvas,
                                                       rim_grid_to_patient (grid, index), &x, &y));
          g_assert_cmpfloat (x, >=, -1e-6);
          g_assert_cmpfloat (x, <=, WIDTH + 1e-6);
          g_assert_cmpfloat (y, >=, -1e-6);
          g_assert_cmpfloat (y, <=, HEIGHT + 1e-6);
        }
    }
}

/* Paint lands where the pointer is. */
static void
test_brush (RlTestCanvas  *fixture,
            gconstpointer  data)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);
  const RimGrid *grid = rim_volume_get_grid (rl_session_get_base (fixture->session));

  rl_session_set_tool (fixture->session, RL_TOOL_BRUSH);
  rl_session_set_brush_radius (fixture->session, 5);

  for (guint way = 0; way < 8; way++)
    {
      RimVec3 place;
      RimLesion *lesion;

      choose (fixture, way);
      place = rim_grid_from_patient (grid, rl_slice_canvas_to_patient (fixture->canvas, 105, 60));
      g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, 105, 60));
      rl_slice_canvas_release (fixture->canvas);

      g_assert_cmpuint (rim_segmentation_get_n_lesions (segmentation), ==, 1);
      lesion = rim_segmentation_get_lesion (segmentation, 0);
      g_assert_true (rim_mask_contains (lesion->mask, (guint) lround (place.x),
                                        (guint) lround (place.y), (guint) lround (place.z)));
      rim_segmentation_undo (segmentation);
    }
}

/* Zooming keeps what is under the pointer, panning takes it along. */
static void
test_pan_and_zoom (RlTestCanvas  *fixture,
                   gconstpointer  data)
{
  for (guint way = 0; way < 8; way++)
    {
      RimVec3 before, after;
      static const double to[2] = { 95, 83 };

      choose (fixture, way);
      rl_slice_canvas_zoom (fixture->canvas, 2.0);
      before = rl_slice_canvas_to_patient (fixture->canvas, 80, 60);
      g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_MIDDLE, 0, 80, 60));
      rl_slice_canvas_drag (fixture->canvas, to, 1);
      rl_slice_canvas_release (fixture->canvas);
      after = rl_slice_canvas_to_patient (fixture->canvas, to[0], to[1]);
      g_assert_cmpfloat (rim_vec3_length (rim_vec3_sub (before, after)), <, 1e-6);
    }
}

static void
test_states (void)
{
  g_autoptr(RlViewport) viewport = rl_viewport_new ();

  rl_viewport_rotate (viewport);
  rl_viewport_flip (viewport);
  g_assert_true (rl_viewport_get_flipped (viewport));
  g_assert_cmpuint (rl_viewport_get_quarters (viewport), ==, 3);
  rl_viewport_flip (viewport);
  g_assert_cmpuint (rl_viewport_get_quarters (viewport), ==, 1);
  rl_viewport_fit (viewport);
  g_assert_cmpuint (rl_viewport_get_quarters (viewport), ==, 1);
  rl_viewport_reset (viewport);
  g_assert_cmpuint (rl_viewport_get_quarters (viewport), ==, 0);
}

static void
test_actual (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  rl_pane_show_actual (RL_PANE (fixture->canvas));
  g_assert_cmpfloat_with_epsilon (get_scale (fixture), 2.0, 1e-9);
  rl_pane_fit (RL_PANE (fixture->canvas));
  g_assert_cmpfloat (rl_viewport_get_zoom (fixture->viewport), ==, 1.0);
}

static guint
get_index (RlTestCanvas *fixture)
{
  guint index, n;

  g_assert_true (rl_pane_get_position (RL_PANE (fixture->canvas), &index, &n));
  g_assert_cmpuint (n, ==, 40);

  return index;
}

static void
test_cine (RlTestCanvas  *fixture,
           gconstpointer  data)
{
  g_autoptr(RlCine) cine = rl_cine_new ();
  guint start = get_index (fixture);
  guint seen = 0;

  rl_cine_start (cine, RL_PANE (fixture->canvas));
  g_assert_true (rl_cine_is_running (cine));

  /* Round and round: in as many steps as there are slices it is back. */
  for (guint i = 0; i < 40; i++)
    {
      rl_cine_advance (cine, 1);
      seen += get_index (fixture);
    }
  g_assert_cmpuint (get_index (fixture), ==, start);
  g_assert_cmpuint (seen, ==, 39 * 40 / 2);

  /* Back and forth. */
  g_object_set (cine, "swing", TRUE, NULL);
  for (guint i = 0; i < 78; i++)
    rl_cine_advance (cine, 1);
  g_assert_cmpuint (get_index (fixture), ==, start);
  g_assert_true (rl_cine_is_running (cine));

  rl_cine_stop (cine);
  g_assert_false (rl_cine_is_running (cine));
}

static void
test_cine_stops (RlTestCanvas  *fixture,
                 gconstpointer  data)
{
  g_autoptr(RlCine) cine = rl_cine_new ();
  RimSegmentation *segmentation = rl_session_get_segmentation (fixture->session);
  const double xy[2] = { 110, 64 };
  guint where;

  rl_cine_start (cine, RL_PANE (fixture->canvas));
  rl_cine_advance (cine, 2);
  rl_slice_canvas_scroll (fixture->canvas, 1);
  where = get_index (fixture);
  rl_cine_advance (cine, 1);
  g_assert_false (rl_cine_is_running (cine));
  g_assert_cmpuint (get_index (fixture), ==, where);

  /* A stroke ends it and is not lost. */
  rl_session_set_tool (fixture->session, RL_TOOL_BRUSH);
  rl_cine_start (cine, RL_PANE (fixture->canvas));
  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, 105, 60));
  rl_cine_advance (cine, 1);
  g_assert_false (rl_cine_is_running (cine));
  rl_slice_canvas_drag (fixture->canvas, xy, 1);
  rl_slice_canvas_release (fixture->canvas);
  g_assert_cmpuint (rim_segmentation_get_n_lesions (segmentation), ==, 1);
  g_assert_cmpuint (get_index (fixture), ==, where);
}

/* By itself it goes on with the clock of the screen. */
static void
test_cine_ticks (RlTestCanvas  *fixture,
                 gconstpointer  data)
{
  g_autoptr(RlCine) cine = rl_cine_new ();
  guint start = get_index (fixture);

  g_object_set (cine, "rate", 60.0, NULL);
  rl_cine_start (cine, RL_PANE (fixture->canvas));
  while (get_index (fixture) == start)
    g_main_context_iteration (NULL, TRUE);
  rl_cine_stop (cine);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path_, plane_, func_) \
  g_test_add (path_, RlTestCanvas, GUINT_TO_POINTER (plane_), set_up, func_, rl_test_canvas_tear_down)

  ADD ("/ui/turn/points/axial", RIM_ORIENTATION_AXIAL, test_points);
  ADD ("/ui/turn/points/sagittal", RIM_ORIENTATION_SAGITTAL, test_points);
  ADD ("/ui/turn/points/coronal", RIM_ORIENTATION_CORONAL, test_points);
  ADD ("/ui/turn/letters", RIM_ORIENTATION_AXIAL, test_letters);
  ADD ("/ui/turn/fits/axial", RIM_ORIENTATION_AXIAL, test_fits);
  ADD ("/ui/turn/fits/coronal", RIM_ORIENTATION_CORONAL, test_fits);
  ADD ("/ui/turn/brush", RIM_ORIENTATION_AXIAL, test_brush);
  ADD ("/ui/turn/pan-and-zoom", RIM_ORIENTATION_SAGITTAL, test_pan_and_zoom);
  ADD ("/ui/turn/actual", RIM_ORIENTATION_AXIAL, test_actual);
  ADD ("/ui/turn/cine", RIM_ORIENTATION_AXIAL, test_cine);
  ADD ("/ui/turn/cine-stops", RIM_ORIENTATION_AXIAL, test_cine_stops);
  ADD ("/ui/turn/cine-ticks", RIM_ORIENTATION_AXIAL, test_cine_ticks);
  g_test_add_func ("/ui/turn/states", test_states);

  return g_test_run ();
}
