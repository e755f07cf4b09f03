/* test-gestures.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "canvas/rl-gestures.h"
#include "canvas/rl-mip-view.h"
#include "rl-test-canvas.h"
#include "rl-test-images.h"

/* Events of pens and fingers, in ms; far apart from one test to the next. */
static guint32 now = 1000000;

typedef struct
{
  RlTestCanvas      canvas;
  RlGestures       *gestures;
  guint             n_menus;
  double            menu[2];
} Fixture;

static void
menu_cb (Fixture  *fixture,
         GVariant *param)
{
  fixture->n_menus++;
  g_variant_get (param, "(dd)", &fixture->menu[0], &fixture->menu[1]);
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) menu = g_simple_action_new ("menu-at", G_VARIANT_TYPE ("(dd)"));

  rl_test_canvas_set_up (&fixture->canvas, GUINT_TO_POINTER (RIM_ORIENTATION_AXIAL));
  fixture->gestures = rl_gestures_new (RL_PANE (fixture->canvas.canvas));

  g_signal_connect_swapped (menu, "activate", G_CALLBACK (menu_cb), fixture);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (menu));
  gtk_widget_insert_action_group (fixture->canvas.window, "view", G_ACTION_GROUP (group));
  now += 100000;
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  g_assert_finalize_object (fixture->gestures);
  rl_test_canvas_tear_down (&fixture->canvas, data);
}

static void
slide (Fixture *fixture,
       double   x,
       double   y)
{
  const double xy[2] = { x, y };

  rl_gestures_slide (fixture->gestures, xy, 1, now);
}

static void
assert_near (RimVec3 a,
             RimVec3 b)
{
  g_assert_cmpfloat (rim_vec3_length (rim_vec3_sub (a, b)), <, 1e-9);
}

/* A finger that comes and goes is a click, where it came. */
static void
test_tap (Fixture       *fixture,
          gconstpointer  data)
{
  RimVec3 before = rl_session_get_cursor (fixture->canvas.session);
  RimVec3 there = rl_slice_canvas_to_patient (fixture->canvas.canvas, 50, 110);

  rl_session_set_tool (fixture->canvas.session, RL_TOOL_CROSSHAIR);
  g_assert_true (rl_gestures_touch (fixture->gestures, 50, 110, now));
  slide (fixture, 53, 108);
  assert_near (rl_session_get_cursor (fixture->canvas.session), before);
  rl_gestures_lift (fixture->gestures);
  assert_near (rl_session_get_cursor (fixture->canvas.session), there);
}

/* One finger does to the last bit what the left button does. */
static void
test_slide (Fixture       *fixture,
            gconstpointer  data)
{
  const double end[2] = { 90, 75 };
  RimWindow before = rl_session_get_window (fixture->canvas.session, RL_LAYER_CT);
  RimWindow by_button, by_finger;

  g_assert_true (rl_gestures_press (fixture->gestures, GDK_BUTTON_PRIMARY, 0, 50, 50));
  rl_gestures_drag (fixture->gestures, end, 1);
  rl_gestures_release (fixture->gestures);
  by_button = rl_session_get_window (fixture->canvas.session, RL_LAYER_CT);
  g_assert_cmpfloat (by_button.width, !=, before.width);

  rl_session_set_window (fixture->canvas.session, RL_LAYER_CT, before);
  g_assert_true (rl_gestures_touch (fixture->gestures, 50, 50, now));
  slide (fixture, end[0], end[1]);
  rl_gestures_lift (fixture->gestures);
  by_finger = rl_session_get_window (fixture->canvas.session, RL_LAYER_CT);
  g_assert_cmpfloat (by_finger.width, ==, by_button.width);
  g_assert_cmpfloat (by_finger.center, ==, by_button.center);
}

/* Of what the first of two fingers did nothing is left, whatever it was. */
static void
test_second_finger (Fixture       *fixture,
                    gconstpointer  data)
{
  static const RlTool tools[] = { RL_TOOL_WINDOW, RL_TOOL_CROSSHAIR, RL_TOOL_BRUSH, RL_TOOL_LENGTH };
  RlSession *session = fixture->canvas.session;
  RimWindow window = rl_session_get_window (session, RL_LAYER_CT);
  RimVec3 cursor = rl_session_get_cursor (session);

  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      rl_session_set_tool (session, tools[i]);
      g_assert_true (rl_gestures_touch (fixture->gestures, 40, 40, now));
      slide (fixture, 90, 100);
      rl_gestures_pinch_begin (fixture->gestures, 80, 80, now);
      slide (fixture, 120, 30);
      rl_gestures_lift (fixture->gestures);

      g_assert_cmpfloat (rl_session_get_window (session, RL_LAYER_CT).width, ==, window.width);
      g_assert_cmpfloat (rl_session_get_window (session, RL_LAYER_CT).center, ==, window.center);
      assert_near (rl_session_get_cursor (session), cursor);
      g_assert_null (rl_session_get_pending (session));
      g_assert_cmpuint (rl_session_get_n_lesions (session), ==, 0);
      g_assert_null (rl_measurements_get_pending (rl_session_get_measurements (session)));
    }
}

/* What was between the fingers stays between them, and is as much larger. */
static void
test_pinch (Fixture       *fixture,
            gconstpointer  data)
{
  RlSliceCanvas *canvas = fixture->canvas.canvas;
  RimVec3 held = rl_slice_canvas_to_patient (canvas, 60, 50);

  rl_gestures_pinch_begin (fixture->gestures, 60, 50, now);
  rl_gestures_pinch (fixture->gestures, 1.2, 66, 58);
  assert_near (rl_slice_canvas_to_patient (canvas, 66, 58), held);
  rl_gestures_pinch (fixture->gestures, 2.5, 90, 71);
  assert_near (rl_slice_canvas_to_patient (canvas, 90, 71), held);
  g_assert_cmpfloat_with_epsilon (rl_viewport_get_zoom (fixture->canvas.viewport), 2.5, 1e-12);

  rl_gestures_pinch (fixture->gestures, 1.0, 60, 50);
  assert_near (rl_slice_canvas_to_patient (canvas, 60, 50), held);
  g_assert_cmpfloat_with_epsilon (rl_viewport_get_zoom (fixture->canvas.viewport), 1.0, 1e-12);
}

/* Three fingers downwards go on, and back upwards come back to the same slice. */
static void
test_sweep (Fixture       *fixture,
            gconstpointer  data)
{
  RlPane *pane = RL_PANE (fixture->canvas.canvas);
  guint first, then, n;

  g_assert_true (rl_pane_get_position (pane, &first, &n));
  rl_gestures_sweep_begin (fixture->gestures, now);
  rl_gestures_sweep (fixture->gestures, 11);
  g_assert_true (rl_pane_get_position (pane, &then, &n));
  g_assert_cmpuint (then, ==, first);
  rl_gestures_sweep (fixture->gestures, 25);
  g_assert_true (rl_pane_get_position (pane, &then, &n));
  g_assert_cmpint (ABS ((int) then - (int) first), ==, 2);
  rl_gestures_sweep (fixture->gestures, 0);
  g_assert_true (rl_pane_get_position (pane, &then, &n));
  g_assert_cmpuint (then, ==, first);
}

/* A finger that rests asks for the menu and does nothing else, one that drags does not. */
static void
test_rest (Fixture       *fixture,
           gconstpointer  data)
{
  RimVec3 cursor = rl_session_get_cursor (fixture->canvas.session);

  rl_session_set_tool (fixture->canvas.session, RL_TOOL_CROSSHAIR);
  g_assert_true (rl_gestures_touch (fixture->gestures, 30, 120, now));
  rl_gestures_rest (fixture->gestures, 30, 120);
  g_assert_cmpuint (fixture->n_menus, ==, 1);
  g_assert_cmpfloat (fixture->menu[0], ==, 30);
  g_assert_cmpfloat (fixture->menu[1], ==, 120);
  slide (fixture, 100, 100);
  rl_gestures_lift (fixture->gestures);
  assert_near (rl_session_get_cursor (fixture->canvas.session), cursor);

  g_assert_true (rl_gestures_touch (fixture->gestures, 30, 120, now));
  slide (fixture, 100, 100);
  rl_gestures_rest (fixture->gestures, 100, 100);
  rl_gestures_lift (fixture->gestures);
  g_assert_cmpuint (fixture->n_menus, ==, 1);
}

/* So does a click with the right button, and that of a pen, which else zoom. */
static void
test_right_button (Fixture       *fixture,
                   gconstpointer  data)
{
  const double tremor[2] = { 61, 71 };
  const double far[2] = { 60, 30 };

  g_assert_true (rl_gestures_press (fixture->gestures, GDK_BUTTON_SECONDARY, 0, 60, 70));
  rl_gestures_drag (fixture->gestures, tremor, 1);
  rl_gestures_release (fixture->gestures);
  g_assert_cmpuint (fixture->n_menus, ==, 1);

  g_assert_true (rl_gestures_press (fixture->gestures, GDK_BUTTON_SECONDARY, 0, 60, 70));
  rl_gestures_drag (fixture->gestures, far, 1);
  rl_gestures_drag (fixture->gestures, tremor, 1);
  rl_gestures_release (fixture->gestures);
  g_assert_true (rl_gestures_press (fixture->gestures, GDK_BUTTON_PRIMARY, 0, 60, 70));
  rl_gestures_release (fixture->gestures);
  g_assert_cmpuint (fixture->n_menus, ==, 1);
}

/* The other end of a pen takes away, whatever tool is in hand. */
static void
test_eraser (Fixture       *fixture,
             gconstpointer  data)
{
  RlSession *session = fixture->canvas.session;
  g_autoptr(RimLesion) lesion = rl_test_lesion_new (rl_session_get_base (session), "Ball",
                                                    rl_session_get_cursor (session), 9);
  gsize n_voxels = rim_mask_count (lesion->mask);
  double xy[2];

  g_assert_false (rl_gestures_erase (fixture->gestures, 80, 80));

  rim_segmentation_add (rl_session_get_segmentation (session), lesion, "test");
  rl_session_set_active_lesion (session, lesion->id);
  g_assert_true (rl_slice_canvas_from_patient (fixture->canvas.canvas, rl_session_get_cursor (session),
                                               &xy[0], &xy[1]));
  g_assert_true (rl_gestures_erase (fixture->gestures, xy[0], xy[1]));
  rl_gestures_release (fixture->gestures);
  g_assert_cmpuint (rim_mask_count (rl_session_get_lesion (session, 0)->mask), <, n_voxels);

  rim_segmentation_undo (rl_session_get_segmentation (session));
  g_assert_cmpuint (rim_mask_count (rl_session_get_lesion (session, 0)->mask), ==, n_voxels);
}

/* The palm that holds a pen moves nothing, before the pen draws and while it does. */
static void
test_palm (Fixture       *fixture,
           gconstpointer  data)
{
  RlSession *session = fixture->canvas.session;
  RimWindow window = rl_session_get_window (session, RL_LAYER_CT);

  g_assert_true (rl_gestures_touch (fixture->gestures, 40, 40, now));
  slide (fixture, 60, 60);
  g_assert_cmpfloat (rl_session_get_window (session, RL_LAYER_CT).width, !=, window.width);

  rl_gestures_note_pen (fixture->gestures, now + 10);
  now += 20;
  slide (fixture, 90, 90);
  rl_gestures_lift (fixture->gestures);
  g_assert_cmpfloat (rl_session_get_window (session, RL_LAYER_CT).width, ==, window.width);

  g_assert_false (rl_gestures_touch (fixture->gestures, 40, 40, now));
  slide (fixture, 90, 90);
  rl_gestures_rest (fixture->gestures, 90, 90);
  rl_gestures_lift (fixture->gestures);
  rl_gestures_pinch_begin (fixture->gestures, 60, 50, now);
  rl_gestures_pinch (fixture->gestures, 2, 60, 50);
  g_assert_cmpfloat (rl_session_get_window (session, RL_LAYER_CT).width, ==, window.width);
  g_assert_cmpfloat (rl_viewport_get_zoom (fixture->canvas.viewport), ==, 1.0);
  g_assert_cmpuint (fixture->n_menus, ==, 0);

  /* It is gone, even where its clock began anew. */
  now += 600;
  g_assert_true (rl_gestures_touch (fixture->gestures, 40, 40, now));
  rl_gestures_take_back (fixture->gestures);
  rl_gestures_note_pen (fixture->gestures, G_MAXUINT32 - 10);
  g_assert_false (rl_gestures_touch (fixture->gestures, 40, 40, 20));
  g_assert_true (rl_gestures_touch (fixture->gestures, 40, 40, 800));
}

static void
test_projection (void)
{
  g_autoptr(RlSession) session = rl_test_session_new (TRUE);
  g_autoptr(RlJobs) jobs = rl_jobs_new ();
  GtkWidget *view = rl_mip_view_new (jobs, session);
  GtkWidget *window = gtk_window_new ();
  g_autoptr(RlGestures) gestures = rl_gestures_new (RL_PANE (view));
  RimVec3 hot = { 22, -4, 6 };
  double x, y, after[2];

  gtk_window_set_default_size (GTK_WINDOW (window), 160, 160);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (view);
  g_assert_true (rl_mip_view_from_patient (RL_MIP_VIEW (view), hot, &x, &y));

  /* A tap jumps, a slide turns, and the second finger turns back. */
  g_assert_true (rl_gestures_touch (gestures, x, y, now));
  rl_gestures_lift (gestures);
  g_assert_cmpfloat (rim_vec3_length (rim_vec3_sub (rl_session_get_cursor (session), hot)), <=, 4.0);
  g_assert_true (rl_gestures_touch (gestures, x, y, now));
  rl_gestures_slide (gestures, (double[]) { x + 30, y }, 1, now);
  g_assert_cmpuint (rl_mip_view_get_step (RL_MIP_VIEW (view)), !=, 0);
  rl_gestures_pinch_begin (gestures, x, y, now);
  g_assert_cmpuint (rl_mip_view_get_step (RL_MIP_VIEW (view)), ==, 0);

  rl_gestures_pinch (gestures, 1.7, x + 13, y - 9);
  g_assert_true (rl_mip_view_from_patient (RL_MIP_VIEW (view), hot, &after[0], &after[1]));
  g_assert_cmpfloat_with_epsilon (after[0], x + 13, 1e-9);
  g_assert_cmpfloat_with_epsilon (after[1], y - 9, 1e-9);

  gtk_window_destroy (GTK_WINDOW (window));
  rl_jobs_shut_down (jobs);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(path_, func_) \
  g_test_add (path_, Fixture, NULL, fixture_set_up, func_, fixture_tear_down)

  ADD ("/ui/gestures/tap", test_tap);
  ADD ("/ui/gestures/slide", test_slide);
  ADD ("/ui/gestures/second-finger", test_second_finger);
  ADD ("/ui/gestures/pinch", test_pinch);
  ADD ("/ui/gestures/sweep", test_sweep);
  ADD ("/ui/gestures/rest", test_rest);
  ADD ("/ui/gestures/right-button", test_right_button);
  ADD ("/ui/gestures/eraser", test_eraser);
  ADD ("/ui/gestures/palm", test_palm);
  g_test_add_func ("/ui/gestures/projection", test_projection);

  return g_test_run ();
}
