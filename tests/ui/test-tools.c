/* test-tools.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "canvas/rl-slice-canvas.h"
#include "commands/rl-commands.h"
#include "rl-test-drawing.h"
#include "rl-test-images.h"
#include "segment/rim-lesion-review.h"
#include "segment/rim-path.h"
#include "tools/rl-livewire-hand.h"
#include "tools/rl-operator.h"
#include "tools/rl-tools.h"
#include "volume/rim-mask-resample.h"

static RimMask *
get_expected (RlTestCanvas *fixture)
{
  RimVec3 points[RL_TEST_N_CORNERS];
  RimPlane plane;

  g_assert_true (rl_slice_canvas_get_plane (fixture->canvas, &plane));
  for (guint n = 0; n < RL_TEST_N_CORNERS; n++)
    points[n] = rl_slice_canvas_to_patient (fixture->canvas, rl_test_corners[n][0], rl_test_corners[n][1]);

  return rim_path_fill (rim_volume_get_grid (rl_session_get_base (fixture->session)), points,
                        RL_TEST_N_CORNERS, rim_plane_get_normal (&plane));
}

static void
test_contour (RlTestCanvas  *fixture,
              gconstpointer  data)
{
  g_autoptr(RimMask) expected = get_expected (fixture);

  rl_session_set_tool (fixture->session, RL_TOOL_CONTOUR);
  rl_test_drag_around (fixture, 0);

  g_assert_cmpuint (rim_mask_count (expected), >, 100);
  g_assert_true (rim_mask_equal (rl_test_get_mask (fixture), expected));
  g_assert_cmpuint (rim_segmentation_get_n_edits (rl_test_get_segmentation (fixture)), ==, 1);

  /* What is there already is no step. */
  rl_test_drag_around (fixture, 0);
  g_assert_cmpuint (rim_segmentation_get_n_edits (rl_test_get_segmentation (fixture)), ==, 1);

  rl_test_drag_around (fixture, GDK_ALT_MASK);
  g_assert_cmpuint (rim_mask_count (rl_test_get_mask (fixture)), ==, 0);
  g_assert_cmpuint (rim_segmentation_get_n_edits (rl_test_get_segmentation (fixture)), ==, 2);
}

static void
test_polygon (RlTestCanvas  *fixture,
              gconstpointer  data)
{
  g_autoptr(RimMask) expected = get_expected (fixture);

  rl_session_set_tool (fixture->session, RL_TOOL_POLYGON);
  rl_test_click_around (fixture, 0);
  rl_test_click (fixture, 0, 12, 140);
  g_assert_cmpuint (rim_segmentation_get_n_edits (rl_test_get_segmentation (fixture)), ==, 0);

  g_assert_true (rl_slice_canvas_command (fixture->canvas, RL_HAND_BACK));
  g_assert_true (rl_slice_canvas_command (fixture->canvas, RL_HAND_FINISH));
  g_assert_true (rim_mask_equal (rl_test_get_mask (fixture), expected));
  g_assert_false (rl_slice_canvas_command (fixture->canvas, RL_HAND_FINISH));
}

/* A click on its beginning closes it. */
static void
test_close (RlTestCanvas  *fixture,
            gconstpointer  data)
{
  g_autoptr(RimMask) expected = get_expected (fixture);

  rl_session_set_tool (fixture->session, RL_TOOL_POLYGON);
  rl_test_click_around (fixture, 0);
  rl_test_click (fixture, 0, rl_test_corners[0][0] + 3, rl_test_corners[0][1] - 2);

  g_assert_true (rim_mask_equal (rl_test_get_mask (fixture), expected));
}

static void
test_cancel (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  rl_session_set_tool (fixture->session, RL_TOOL_SPLINE);
  rl_test_click_around (fixture, 0);
  g_assert_true (rl_slice_canvas_cancel (fixture->canvas));
  g_assert_false (rl_slice_canvas_cancel (fixture->canvas));

  rl_test_click (fixture, 0, rl_test_corners[0][0], rl_test_corners[0][1]);
  g_assert_true (rl_slice_canvas_command (fixture->canvas, RL_HAND_BACK));
  g_assert_false (rl_slice_canvas_command (fixture->canvas, RL_HAND_BACK));

  g_assert_cmpuint (rim_segmentation_get_n_edits (rl_test_get_segmentation (fixture)), ==, 0);
  g_assert_cmpuint (rl_session_get_n_lesions (fixture->session), ==, 0);
}

/* Nothing that was drawn is lost with the tool. */
static void
test_other_tool (RlTestCanvas  *fixture,
                 gconstpointer  data)
{
  g_autoptr(RimMask) expected = get_expected (fixture);

  rl_session_set_tool (fixture->session, RL_TOOL_POLYGON);
  rl_test_click_around (fixture, 0);
  rl_session_set_tool (fixture->session, RL_TOOL_WINDOW);

  g_assert_true (rim_mask_equal (rl_test_get_mask (fixture), expected));
}

/* The curve goes around the rl_test_corners, so it holds more than the polygon. */
static void
test_spline (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  g_autoptr(RimMask) polygon = get_expected (fixture);
  g_autoptr(RimMask) both = NULL;

  rl_session_set_tool (fixture->session, RL_TOOL_SPLINE);
  rl_test_click_around (fixture, 0);
  g_assert_true (rl_slice_canvas_command (fixture->canvas, RL_HAND_FINISH));

  both = rim_mask_combine (rl_test_get_mask (fixture), polygon, RIM_MASK_INTERSECT);
  g_assert_cmpuint (rim_mask_count (rl_test_get_mask (fixture)), >, rim_mask_count (polygon));
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

  rim_segmentation_add (rl_test_get_segmentation (fixture), ball, "test");
  rl_session_set_tool (fixture->session, RL_TOOL_LASSO);

  rl_test_drag_around (fixture, 0);
  cut = rim_mask_ref (rl_test_get_mask (fixture));
  g_assert_cmpuint (rim_mask_count (cut), <, rim_mask_count (ball->mask));
  g_assert_cmpuint (rim_mask_count (cut), >, 0);

  g_assert_true (rim_segmentation_undo (rl_test_get_segmentation (fixture)));
  rl_test_drag_around (fixture, GDK_ALT_MASK);
  whole = rim_mask_combine (rl_test_get_mask (fixture), cut, RIM_MASK_UNION);
  g_assert_true (rim_mask_equal (whole, ball->mask));
  g_assert_cmpuint (rim_mask_count (rl_test_get_mask (fixture)) + rim_mask_count (cut), ==,
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

  rim_segmentation_add (rl_test_get_segmentation (fixture), far, "test");
  rl_session_set_tool (fixture->session, RL_TOOL_POLYGON);
  rl_test_click_around (fixture, 0);
  {
    g_autoptr(RimMask) empty = rim_mask_new (rim_mask_get_grid (far->mask));
    g_autoptr(RimLesion) emptied = rim_lesion_with_mask (far, empty);

    rim_segmentation_replace (rl_test_get_segmentation (fixture), emptied, "test");
  }
  g_assert_true (rl_slice_canvas_command (fixture->canvas, RL_HAND_FINISH));

  g_assert_true (rim_mask_equal (rl_test_get_mask (fixture), expected));
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
  rl_test_click (fixture, 0, 80, 80);
  wait_for_proposal (fixture);
  g_assert_cmpuint (rl_session_get_n_lesions (fixture->session), ==, 0);

  g_assert_true (rl_session_discard_proposal (fixture->session));
  g_assert_false (rl_session_accept_proposal (fixture->session));
  g_assert_cmpuint (rim_segmentation_get_n_edits (rl_test_get_segmentation (fixture)), ==, 0);

  rl_test_click (fixture, 0, 80, 80);
  wait_for_proposal (fixture);
  proposed = rim_mask_ref (rl_session_get_proposal (fixture->session)->mask);
  g_assert_cmpuint (rim_mask_count (proposed), >, 0);
  rl_session_set_tool (fixture->session, RL_TOOL_WINDOW);
  g_assert_true (rl_session_accept_proposal (fixture->session));
  g_assert_null (rl_session_get_proposal (fixture->session));
  g_assert_true (rim_mask_equal (rl_test_get_mask (fixture), proposed));
  g_assert_cmpuint (rim_segmentation_get_n_edits (rl_test_get_segmentation (fixture)), ==, 1);
}

static RlMethodChoice *
get_choice (RlTestCanvas *fixture)
{
  return rl_session_get_method_choice (fixture->session);
}

/* Where the middle of the tumour of the test images is seen. */
static void
click_tumour (RlTestCanvas *fixture)
{
  RimVec3 tumour = RIM_VEC3 (22, -4, 6);
  double x, y, distance;
  RimPlane plane;

  rl_session_set_cursor (fixture->session, tumour);
  g_assert_true (rl_slice_canvas_get_plane (fixture->canvas, &plane));
  rim_plane_from_patient (&plane, tumour, &x, &y, &distance);
  rl_test_click (fixture, 0, x, y);
}

static RimMask *
get_answer (RlTestCanvas *fixture,
            const char   *id)
{
  RimMethodQuestion question = { .image = rl_session_get_volume (fixture->session, RL_LAYER_PET),
                                 .point = RIM_VEC3 (22, -4, 6), .seek = 10 };
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(GError) error = NULL;
  RimMethod method;

  g_assert_true (rim_method_find (id, &method));
  question.radius = method.radius;
  question.parameters = rl_method_choice_get_parameters (get_choice (fixture), id);
  mask = rim_method_run (&method, &question, NULL, NULL, &error);
  g_assert_no_error (error);

  return rim_mask_resample (mask, rim_volume_get_grid (rl_session_get_base (fixture->session)));
}

/* A click proposes what the engine says; another number says so at the same place. */
static void
test_click (RlTestCanvas  *fixture,
            gconstpointer  data)
{
  g_autoptr(RimMask) first = NULL;
  g_autoptr(RimMask) second = NULL;
  g_autoptr(RimLesion) proposal = NULL;

  rl_method_choice_set_method (get_choice (fixture), "percent-41");
  g_assert_cmpint (rl_session_get_tool (fixture->session), ==, RL_TOOL_CLICK);
  click_tumour (fixture);
  wait_for_proposal (fixture);
  first = get_answer (fixture, "percent-41");
  proposal = rim_lesion_ref (rl_session_get_proposal (fixture->session));
  g_assert_cmpuint (rim_mask_count (first), >, 0);
  g_assert_true (rim_mask_equal (proposal->mask, first));

  rl_method_choice_set_parameter (get_choice (fixture), "percent-41", 0, 70);
  while (rl_session_get_proposal (fixture->session) == proposal)
    g_main_context_iteration (NULL, TRUE);
  second = get_answer (fixture, "percent-41");
  g_assert_cmpuint (rim_mask_count (second), <, rim_mask_count (first));
  g_assert_true (rim_mask_equal (rl_session_get_proposal (fixture->session)->mask, second));

  g_assert_true (rl_session_accept_proposal (fixture->session));
  g_assert_true (rim_mask_equal (rl_test_get_mask (fixture), second));
  rl_method_choice_set_parameter (get_choice (fixture), "percent-41", 0, 41);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (rl_session_get_proposal (fixture->session));
}

/* Whoever types its name finds it. */
static void
test_method_commands (void)
{
  RimMethod method;

  for (guint n = 0; rim_method_get (n, &method); n++)
    {
      g_autofree char *action = g_strdup_printf ("session.method('%s')", method.id);
      gboolean is_for_clicks = !method.needs_mask && strcmp (method.id, "threshold") != 0;

      g_assert_true ((rl_commands_find (action) != NULL) == is_for_clicks);
    }
}

static void
keep_message (char      **kept,
              const char *message)
{
  g_free (*kept);
  *kept = g_strdup (message);
}

/* A method says why it finds nothing, and a reference is refused or kept for the study. */
static void
test_reference (RlTestCanvas  *fixture,
                gconstpointer  data)
{
  g_autoptr(RlHand) hand = rl_tools_find (RL_TOOL_CLICK)->new_hand (fixture->session, RL_TOOL_CLICK);
  g_autofree char *message = NULL;
  RlHandPlace place = { .layer = RL_LAYER_CT, .scale_factor = 1 };

  g_assert_true (rl_slice_canvas_get_plane (fixture->canvas, &place.plane));
  g_signal_connect_swapped (hand, "message", G_CALLBACK (keep_message), &message);
  rl_method_choice_set_method (get_choice (fixture), "percist-liver");
  g_assert_false (rl_hand_press (hand, &place, RIM_VEC3 (22, -4, 6)));
  g_assert_nonnull (message);
  g_assert_null (rl_method_choice_get_reference (get_choice (fixture), RIM_PET_REFERENCE_LIVER));

  g_assert_true (rl_hand_press (hand, &place, RIM_VEC3 (-15, 0, 0)));
  g_assert_nonnull (rl_method_choice_get_reference (get_choice (fixture), RIM_PET_REFERENCE_LIVER));
  g_assert_null (rl_method_choice_get_reference (get_choice (fixture), RIM_PET_REFERENCE_BLOOD));
  g_assert_true (rl_hand_press (hand, &place, RIM_VEC3 (22, -4, 6)));
  wait_for_proposal (fixture);
  g_assert_cmpuint (rim_mask_count (rl_session_get_proposal (fixture->session)->mask), >, 0);

  rl_test_session_fill (fixture->session, FALSE);
  g_assert_null (rl_method_choice_get_reference (get_choice (fixture), RIM_PET_REFERENCE_LIVER));
  g_assert_cmpstr (rl_method_choice_get_method (get_choice (fixture)), ==, "nodule");
  rl_method_choice_set_method (get_choice (fixture), "surface");
  g_clear_pointer (&message, g_free);
  g_assert_false (rl_hand_press (hand, &place, RIM_VEC3 (22, -4, 6)));
  g_assert_nonnull (message);
}

static void
wait_for_wire (RlHand *hand)
{
  while (!rl_livewire_hand_is_ready (RL_LIVEWIRE_HAND (hand)))
    g_main_context_iteration (NULL, TRUE);
}

/* Four clicks about the tumour: the wire bulges out to its edge, which straight lines would
 * cut; a point that was taken back counts no more.
 */
static void
test_livewire (RlTestCanvas  *fixture,
               gconstpointer  data)
{
  g_autoptr(RlHand) hand = rl_tools_find (RL_TOOL_LIVEWIRE)->new_hand (fixture->session, RL_TOOL_LIVEWIRE);
  RimVolume *base = rl_session_get_base (fixture->session);
  g_autoptr(RimLesion) ball = rl_test_lesion_new (base, "Ball", RIM_VEC3 (22, -4, 6), 7);
  const double around[][2] = { { 5.9, 0 }, { 0, 5.9 }, { -5.9, 0 }, { 0, -5.9 } };
  RlHandPlace place = { .layer = RL_LAYER_CT, .scale_factor = 1, .reach = 1 };
  g_autoptr(RimMask) missed = NULL;
  g_autoptr(RimMask) cut = NULL;
  RimVec3 corners_of[4];
  RimBox box;

  rl_session_set_cursor (fixture->session, RIM_VEC3 (22, -5, 7));
  g_assert_true (rl_slice_canvas_get_plane (fixture->canvas, &place.plane));
  for (guint n = 0; n < 4; n++)
    {
      corners_of[n] = RIM_VEC3 (22 + around[n][0], -4 + around[n][1], 7);
      g_assert_true (rl_hand_press (hand, &place, corners_of[n]));
      if (n == 1)
        {
          g_assert_true (rl_hand_press (hand, &place, RIM_VEC3 (-20, 20, 7)));
          g_assert_true (rl_hand_command (hand, RL_HAND_BACK));
        }
    }
  wait_for_wire (hand);
  g_assert_true (rl_hand_command (hand, RL_HAND_FINISH));
  g_assert_false (rl_hand_is_busy (hand));

  cut = rim_path_fill (rim_volume_get_grid (base), corners_of, 4, rim_plane_get_normal (&place.plane));
  g_assert_cmpuint (rim_mask_count (rl_test_get_mask (fixture)), >, rim_mask_count (cut));
  missed = rim_mask_combine (rl_test_get_mask (fixture), ball->mask, RIM_MASK_INTERSECT);
  g_assert_cmpuint (rim_mask_count (missed), >, rim_mask_count (rl_test_get_mask (fixture)) * 7 / 10);

  /* None of it is left out, on whichever side. */
  g_assert_true (rim_mask_get_bounds (rl_test_get_mask (fixture), &box));
  g_assert_cmpuint (rim_mask_count (missed), ==,
                    rim_mask_slice_count (rim_mask_get_slice (ball->mask, box.min[2])));
}

static void
test_locked (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  g_autoptr(RimLesion) ball = rl_test_lesion_new (rl_session_get_base (fixture->session), "Ball",
                                                  RIM_VEC3 (0, 0, 0), 20);
  g_autoptr(RimLesion) locked = rim_lesion_with_locked (ball, TRUE);

  rim_segmentation_add (rl_test_get_segmentation (fixture), locked, "test");
  rl_session_set_active_lesion (fixture->session, locked->id);

  for (RlTool tool = RL_TOOL_CONTOUR; tool <= RL_TOOL_SEEDS_OUT; tool++)
    {
      rl_session_set_tool (fixture->session, tool);
      g_assert_false (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, 60, 60));
    }

  g_assert_cmpuint (rim_segmentation_get_n_edits (rl_test_get_segmentation (fixture)), ==, 1);
}

static void
test_copy_slice (RlTestCanvas  *fixture,
                 gconstpointer  data)
{
  RimVec3 cursor = rl_session_get_cursor (fixture->session);
  gsize n_voxels;

  rl_slice_canvas_copy_slice (fixture->canvas, 1);
  g_assert_cmpuint (rim_segmentation_get_n_edits (rl_test_get_segmentation (fixture)), ==, 0);

  rl_session_set_tool (fixture->session, RL_TOOL_CONTOUR);
  rl_test_drag_around (fixture, 0);
  n_voxels = rim_mask_count (rl_test_get_mask (fixture));
  rl_slice_canvas_copy_slice (fixture->canvas, 1);
  g_assert_cmpuint (rim_mask_count (rl_test_get_mask (fixture)), ==, 2 * n_voxels);
  rl_slice_canvas_copy_slice (fixture->canvas, 1);
  g_assert_cmpuint (rim_mask_count (rl_test_get_mask (fixture)), ==, 3 * n_voxels);
  rl_slice_canvas_scroll (fixture->canvas, -2);
  g_assert_cmpfloat_with_epsilon (rl_session_get_cursor (fixture->session).z, cursor.z, 1e-6);

  /* Neither is what is there already a step, nor is there anything beyond the image. */
  rl_slice_canvas_copy_slice (fixture->canvas, 1);
  g_assert_cmpuint (rim_segmentation_get_n_edits (rl_test_get_segmentation (fixture)), ==, 3);
  g_assert_cmpfloat_with_epsilon (rl_session_get_cursor (fixture->session).z, cursor.z, 1e-6);
}

static void
test_drawing (RlTestCanvas  *fixture,
              gconstpointer  data)
{
  rl_session_set_tool (fixture->session, RL_TOOL_POLYGON);
  g_assert_false (rl_session_is_drawing (fixture->session));
  rl_test_click_around (fixture, 0);
  g_assert_true (rl_session_is_drawing (fixture->session));
  for (guint n = 0; n < RL_TEST_N_CORNERS; n++)
    g_assert_true (rl_slice_canvas_command (fixture->canvas, RL_HAND_BACK));
  g_assert_false (rl_session_is_drawing (fixture->session));

  rl_test_click (fixture, 0, 60, 60);
  rl_session_set_tool (fixture->session, RL_TOOL_WINDOW);
  g_assert_false (rl_session_is_drawing (fixture->session));
}

static void
draw_line (RlTestCanvas *fixture,
           double        from,
           double        to)
{
  const double end[2] = { to, 80 };

  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, from, 80));
  rl_slice_canvas_drag (fixture->canvas, end, 1);
  rl_slice_canvas_release (fixture->canvas);
}

/* A border goes the way it is pushed. */
static void
test_nudge (RlTestCanvas  *fixture,
            gconstpointer  data)
{
  gsize n_voxels, n_grown;

  rl_session_set_tool (fixture->session, RL_TOOL_NUDGE);
  g_assert_false (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, 80, 80));

  n_voxels = rim_mask_count (rl_test_add_ball (fixture, "Ball", RIM_VEC3 (0, 0, 0), 15)->mask);
  draw_line (fixture, 80, 140);
  n_grown = rim_mask_count (rl_test_get_mask (fixture));
  g_assert_cmpuint (n_grown, >, n_voxels);
  draw_line (fixture, 2, 60);
  g_assert_cmpuint (rim_mask_count (rl_test_get_mask (fixture)), <, n_grown);
  g_assert_cmpuint (rim_segmentation_get_n_edits (rl_test_get_segmentation (fixture)), ==, 3);
}

static void
test_sphere (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  guint n_slices = 0;
  RimMask *mask;

  rl_session_set_brush_radius (fixture->session, 10);
  rl_session_set_tool (fixture->session, RL_TOOL_SPHERE);
  rl_test_click (fixture, 0, 80, 80);
  mask = rl_test_get_mask (fixture);
  for (guint k = 0; k < rim_mask_get_grid (mask)->size[2]; k++)
    n_slices += rim_mask_slice_count (rim_mask_get_slice (mask, k)) > 0;
  g_assert_cmpuint (n_slices, >, 2);
  g_assert_cmpfloat_with_epsilon (rim_mask_get_volume (mask), 4.0 / 3.0 * G_PI * 1000, 300);

  rl_test_click (fixture, GDK_ALT_MASK, 80, 80);
  g_assert_cmpuint (rim_mask_count (rl_test_get_mask (fixture)), ==, 0);
}

/* What is darker or brighter than the window is left alone, also by what takes away. */
static void
test_limits (RlTestCanvas  *fixture,
             gconstpointer  data)
{
  RimVolume *base = rl_session_get_base (fixture->session);
  const RimGrid *grid = rim_volume_get_grid (base);
  RimWindow window = rl_session_get_window (fixture->session, RL_LAYER_CT);
  gsize n_all, n_limited = 0;
  double lowest, highest;

  g_assert_false (rl_session_find_brush_range (fixture->session, RL_LAYER_CT, NULL, &lowest, &highest));
  rl_session_set_brush_radius (fixture->session, 30);
  rl_session_set_tool (fixture->session, RL_TOOL_SPHERE);
  rl_test_click (fixture, 0, 80, 80);
  n_all = rim_mask_count (rl_test_get_mask (fixture));

  g_object_set (rl_session_get_brush_limits (fixture->session), "limited", TRUE, NULL);
  window.center = rim_volume_get_value (base, grid->size[0] / 2, grid->size[1] / 2, grid->size[2] / 2);
  window.width = 60;
  rl_session_set_window (fixture->session, RL_LAYER_CT, window);
  g_assert_true (rl_session_find_brush_range (fixture->session, RL_LAYER_CT, NULL, &lowest, &highest));
  rl_test_click (fixture, GDK_ALT_MASK, 80, 80);

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        if (rim_mask_contains (rl_test_get_mask (fixture), i, j, k))
          {
            double value = rim_volume_get_value (base, i, j, k);

            g_assert_true (value < lowest || value > highest);
            n_limited++;
          }
  g_assert_cmpuint (n_limited, <, n_all);
  g_assert_cmpuint (n_limited, >, 0);
}

/* Without a mouse: Enter puts the brush down at the crosshair, arrows lead it, Enter lifts
 * it.
 */
static void
test_keyboard (RlTestCanvas  *fixture,
               gconstpointer  data)
{
  gsize n_voxels;

  rl_session_set_tool (fixture->session, RL_TOOL_BRUSH);
  g_assert_true (rl_slice_canvas_place (fixture->canvas));
  g_assert_true (rl_slice_canvas_place (fixture->canvas));
  g_assert_true (rl_slice_canvas_move_point (fixture->canvas, 20, 0));
  g_assert_cmpuint (rim_segmentation_get_n_edits (rl_test_get_segmentation (fixture)), ==, 0);
  g_assert_true (rl_slice_canvas_place (fixture->canvas));
  g_assert_cmpuint (rim_segmentation_get_n_edits (rl_test_get_segmentation (fixture)), ==, 1);
  n_voxels = rim_mask_count (rl_test_get_mask (fixture));
  g_assert_cmpuint (n_voxels, >, 20);

  g_assert_true (rl_slice_canvas_place (fixture->canvas));
  g_assert_true (rl_slice_canvas_move_point (fixture->canvas, 0, 30));
  g_assert_true (rl_slice_canvas_cancel (fixture->canvas));
  g_assert_cmpuint (rim_mask_count (rl_test_get_mask (fixture)), ==, n_voxels);
  g_assert_cmpuint (rim_segmentation_get_n_edits (rl_test_get_segmentation (fixture)), ==, 1);
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
  add ("/tools/click", test_click);
  g_test_add_func ("/tools/method-commands", test_method_commands);
  add ("/tools/reference", test_reference);
  add ("/tools/livewire", test_livewire);
  add ("/tools/locked", test_locked);
  add ("/tools/copy-slice", test_copy_slice);
  add ("/tools/drawing", test_drawing);
  add ("/tools/nudge", test_nudge);
  add ("/tools/sphere", test_sphere);
  add ("/tools/limits", test_limits);
  add ("/tools/keyboard", test_keyboard);

  return g_test_run ();
}
