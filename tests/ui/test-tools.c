/* test-tools.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "canvas/rl-slice-canvas.h"
#include "rl-test-canvas.h"
#include "rl-test-images.h"
#include "segment/rim-path.h"
#include "tools/rl-tools.h"

static const double corners[][2] = { { 40, 42 }, { 118, 50 }, { 100, 121 }, { 47, 103 } };

#define N_CORNERS G_N_ELEMENTS (corners)

static RimSegmentation *
get_segmentation (RlTestCanvas *fixture)
{
  return rl_session_get_segmentation (fixture->session);
}

static void
click (RlTestCanvas    *fixture,
       GdkModifierType  modifiers,
       double           x,
       double           y)
{
  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, modifiers, x, y));
  rl_slice_canvas_release (fixture->canvas);
}

static void
drag_around (RlTestCanvas    *fixture,
             GdkModifierType  modifiers)
{
  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, modifiers,
                                        corners[0][0], corners[0][1]));
  rl_slice_canvas_drag (fixture->canvas, &corners[1][0], N_CORNERS - 1);
  rl_slice_canvas_release (fixture->canvas);
}

static void
click_around (RlTestCanvas    *fixture,
              GdkModifierType  modifiers)
{
  for (guint n = 0; n < N_CORNERS; n++)
    click (fixture, modifiers, corners[n][0], corners[n][1]);
}

static RimMask *
get_expected (RlTestCanvas *fixture)
{
  RimVec3 points[N_CORNERS];
  RimPlane plane;

  g_assert_true (rl_slice_canvas_get_plane (fixture->canvas, &plane));
  for (guint n = 0; n < N_CORNERS; n++)
    points[n] = rl_slice_canvas_to_patient (fixture->canvas, corners[n][0], corners[n][1]);

  return rim_path_fill (rim_volume_get_grid (rl_session_get_base (fixture->session)), points,
                        N_CORNERS, rim_plane_get_normal (&plane));
}

static RimMask *
get_mask (RlTestCanvas *fixture)
{
  g_assert_cmpuint (rim_segmentation_get_n_lesions (get_segmentation (fixture)), ==, 1);

  return rim_segmentation_get_lesion (get_segmentation (fixture), 0)->mask;
}

static void
test_contour (RlTestCanvas  *fixture,
              gconstpointer  data)
{
  g_autoptr(RimMask) expected = get_expected (fixture);

  rl_session_set_tool (fixture->session, RL_TOOL_CONTOUR);
  drag_around (fixture, 0);

  g_assert_cmpuint (rim_mask_count (expected), >, 100);
  g_assert_true (rim_mask_equal (get_mask (fixture), expected));
  g_assert_cmpuint (rim_segmentation_get_n_edits (get_segmentation (fixture)), ==, 1);

  /* What is there already is no step. */
  drag_around (fixture, 0);
  g_assert_cmpuint (rim_segmentation_get_n_edits (get_segmentation (fixture)), ==, 1);

  drag_around (fixture, GDK_ALT_MASK);
  g_assert_cmpuint (rim_mask_count (get_mask (fixture)), ==, 0);
  g_assert_cmpuint (rim_segmentation_get_n_edits (get_segmentation (fixture)), ==, 2);
}

static void
test_polygon (RlTestCanvas  *fixture,
              gconstpointer  data)
{
  g_autoptr(RimMask) expected = get_expected (fixture);

  rl_session_set_tool (fixture->session, RL_TOOL_POLYGON);
  click_around (fixture, 0);
  click (fixture, 0, 12, 140);
  g_assert_cmpuint (rim_segmentation_get_n_edits (get_segmentation (fixture)), ==, 0);

  g_assert_true (rl_slice_canvas_command (fixture->canvas, RL_HAND_BACK));
  g_assert_true (rl_slice_canvas_command (fixture->canvas, RL_HAND_FINISH));
  g_assert_true (rim_mask_equal (get_mask (fixture), expected));
  g_assert_false (rl_slice_canvas_command (fixture->canvas, RL_HAND_FINISH));
}

/* A click on its beginning closes it. */
static void
test_close (RlTestCanvas  *fixture,
            gconstpointer  data)
{
  g_autoptr(RimMask) expected = get_expected (fixture);

  rl_session_set_tool (fixture->session, RL_TOOL_POLYGON);
  click_around (fixture, 0);
  click (fixture, 0, corners[0][0] + 3, corners[0][1] - 2);

  g_assert_true (rim_mask_equal (get_mask (fixture), expected));
}

static void
test_cancel (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  rl_session_set_tool (fixture->session, RL_TOOL_SPLINE);
  click_around (fixture, 0);
  g_assert_true (rl_slice_canvas_cancel (fixture->canvas));
  g_assert_false (rl_slice_canvas_cancel (fixture->canvas));

  click (fixture, 0, corners[0][0], corners[0][1]);
  g_assert_true (rl_slice_canvas_command (fixture->canvas, RL_HAND_BACK));
  g_assert_false (rl_slice_canvas_command (fixture->canvas, RL_HAND_BACK));

  g_assert_cmpuint (rim_segmentation_get_n_edits (get_segmentation (fixture)), ==, 0);
  g_assert_cmpuint (rl_session_get_n_lesions (fixture->session), ==, 0);
}

/* Nothing that was drawn is lost with the tool. */
static void
test_other_tool (RlTestCanvas  *fixture,
                 gconstpointer  data)
{
  g_autoptr(RimMask) expected = get_expected (fixture);

  rl_session_set_tool (fixture->session, RL_TOOL_POLYGON);
  click_around (fixture, 0);
  rl_session_set_tool (fixture->session, RL_TOOL_WINDOW);

  g_assert_true (rim_mask_equal (get_mask (fixture), expected));
}

/* The curve goes around the corners, so it holds more than the polygon. */
static void
test_spline (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  g_autoptr(RimMask) polygon = get_expected (fixture);
  g_autoptr(RimMask) both = NULL;

  rl_session_set_tool (fixture->session, RL_TOOL_SPLINE);
  click_around (fixture, 0);
  g_assert_true (rl_slice_canvas_command (fixture->canvas, RL_HAND_FINISH));

  both = rim_mask_combine (get_mask (fixture), polygon, RIM_MASK_INTERSECT);
  g_assert_cmpuint (rim_mask_count (get_mask (fixture)), >, rim_mask_count (polygon));
  g_assert_cmpuint (rim_mask_count (both), >, rim_mask_count (polygon) * 95 / 100);
}

/* Scissors cut all slices; with Alt what is around goes. */
static void
test_lasso (RlTestCanvas  *fixture,
            gconstpointer  data)
{
  RimVolume *base = rl_session_get_base (fixture->session);
  g_autoptr(RimLesion) ball = rl_test_lesion_new (base, "Ball", RIM_VEC3 (0, 0, 0), 30);
  g_autoptr(RimMask) cut = NULL;
  g_autoptr(RimMask) whole = NULL;

  rim_segmentation_add (get_segmentation (fixture), ball, "test");
  rl_session_set_tool (fixture->session, RL_TOOL_LASSO);

  drag_around (fixture, 0);
  cut = rim_mask_ref (get_mask (fixture));
  g_assert_cmpuint (rim_mask_count (cut), <, rim_mask_count (ball->mask));
  g_assert_cmpuint (rim_mask_count (cut), >, 0);

  g_assert_true (rim_segmentation_undo (get_segmentation (fixture)));
  drag_around (fixture, GDK_ALT_MASK);
  whole = rim_mask_combine (get_mask (fixture), cut, RIM_MASK_UNION);
  g_assert_true (rim_mask_equal (whole, ball->mask));
  g_assert_cmpuint (rim_mask_count (get_mask (fixture)) + rim_mask_count (cut), ==,
                    rim_mask_count (ball->mask));
}

/* An edit that came in between counts. */
static void
test_stale (RlTestCanvas  *fixture,
            gconstpointer  data)
{
  g_autoptr(RimLesion) far = rl_test_lesion_new (rl_session_get_base (fixture->session), "Far",
                                                 RIM_VEC3 (-45, -30, 30), 5);
  g_autoptr(RimMask) expected = get_expected (fixture);

  rim_segmentation_add (get_segmentation (fixture), far, "test");
  rl_session_set_tool (fixture->session, RL_TOOL_POLYGON);
  click_around (fixture, 0);
  {
    g_autoptr(RimMask) empty = rim_mask_new (rim_mask_get_grid (far->mask));
    g_autoptr(RimLesion) emptied = rim_lesion_with_mask (far, empty);

    rim_segmentation_replace (get_segmentation (fixture), emptied, "test");
  }
  g_assert_true (rl_slice_canvas_command (fixture->canvas, RL_HAND_FINISH));

  g_assert_true (rim_mask_equal (get_mask (fixture), expected));
}

static void
wait_for_proposal (RlTestCanvas *fixture)
{
  while (rl_session_get_proposal (fixture->session) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* What is proposed belongs to no lesion until it is accepted; then it is one step. */
static void
test_proposal (RlTestCanvas  *fixture,
               gconstpointer  data)
{
  g_autoptr(RimMask) proposed = NULL;

  rl_session_set_tool (fixture->session, RL_TOOL_GROW);
  click (fixture, 0, 80, 80);
  wait_for_proposal (fixture);
  g_assert_cmpuint (rl_session_get_n_lesions (fixture->session), ==, 0);

  g_assert_true (rl_session_discard_proposal (fixture->session));
  g_assert_false (rl_session_accept_proposal (fixture->session));
  g_assert_cmpuint (rim_segmentation_get_n_edits (get_segmentation (fixture)), ==, 0);

  click (fixture, 0, 80, 80);
  wait_for_proposal (fixture);
  proposed = rim_mask_ref (rl_session_get_proposal (fixture->session)->mask);
  g_assert_cmpuint (rim_mask_count (proposed), >, 0);
  rl_session_set_tool (fixture->session, RL_TOOL_WINDOW);
  g_assert_true (rl_session_accept_proposal (fixture->session));
  g_assert_null (rl_session_get_proposal (fixture->session));
  g_assert_true (rim_mask_equal (get_mask (fixture), proposed));
  g_assert_cmpuint (rim_segmentation_get_n_edits (get_segmentation (fixture)), ==, 1);
}

static void
test_locked (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  g_autoptr(RimLesion) ball = rl_test_lesion_new (rl_session_get_base (fixture->session), "Ball",
                                                  RIM_VEC3 (0, 0, 0), 20);
  g_autoptr(RimLesion) locked = rim_lesion_with_locked (ball, TRUE);

  rim_segmentation_add (get_segmentation (fixture), locked, "test");
  rl_session_set_active_lesion (fixture->session, locked->id);

  for (RlTool tool = RL_TOOL_CONTOUR; tool <= RL_TOOL_GROW; tool++)
    {
      rl_session_set_tool (fixture->session, tool);
      g_assert_false (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, 60, 60));
    }

  g_assert_cmpuint (rim_segmentation_get_n_edits (get_segmentation (fixture)), ==, 1);
}

static void
add (const char *path,
     void (*test)(RlTestCanvas *, gconstpointer))
{
  g_test_add (path, RlTestCanvas, GUINT_TO_POINTER (RIM_ORIENTATION_AXIAL),
              rl_test_canvas_set_up, test, rl_test_canvas_tear_down);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  add ("/tools/contour", test_contour);
  add ("/tools/polygon", test_polygon);
  add ("/tools/close", test_close);
  add ("/tools/cancel", test_cancel);
  add ("/tools/other-tool", test_other_tool);
  add ("/tools/spline", test_spline);
  add ("/tools/lasso", test_lasso);
  add ("/tools/stale", test_stale);
  add ("/tools/proposal", test_proposal);
  add ("/tools/locked", test_locked);

  return g_test_run ();
}
