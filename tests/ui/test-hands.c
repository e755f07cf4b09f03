/* test-hands.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>
#include <string.h>

#include "canvas/rl-slice-canvas.h"
#include "core/rl-accessible.h"
#include "rl-test-canvas.h"
#include "rl-test-images.h"
#include "segment/rim-lesion-review.h"
#include "segment/rim-path.h"
#include "tools/rl-node-hand.h"
#include "tools/rl-operator.h"
#include "tools/rl-target.h"
#include "tools/rl-tools.h"

#define REACH 2.0

/* A hand that has the nodes of a ball in it. */
typedef struct
{
  RlTestCanvas  canvas;
  RlHand       *hand;
  RlNodeHand   *nodes;
  RlHandPlace   place;
  RimLesion    *ball;
} Fixture;

static RimSegmentation *
get_segmentation (Fixture *fixture)
{
  return rl_session_get_segmentation (fixture->canvas.session);
}

static guint
get_n_edits (Fixture *fixture)
{
  return rim_segmentation_get_n_edits (get_segmentation (fixture));
}

static RimMask *
get_mask (Fixture *fixture)
{
  return rl_session_find_lesion (fixture->canvas.session, fixture->ball->id)->mask;
}

static void
hover (Fixture *fixture,
       RimVec3  point)
{
  fixture->place = (RlHandPlace) { .layer = RL_LAYER_CT, .scale_factor = 1, .reach = REACH };
  g_assert_true (rl_slice_canvas_get_plane (fixture->canvas.canvas, &fixture->place.plane));
  rl_hand_hover (fixture->hand, &fixture->place, point);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  RlSession *session;

  rl_test_canvas_set_up (&fixture->canvas, data);
  session = fixture->canvas.session;
  fixture->ball = rl_test_lesion_new (rl_session_get_base (session), "Ball", RIM_VEC3 (1, -2, 3), 20);
  g_assert_true (rim_segmentation_add (get_segmentation (fixture), fixture->ball, "test"));
  rl_session_set_cursor (session, RIM_VEC3 (1, -2, 7));
  fixture->hand = rl_tools_find (RL_TOOL_NODES)->new_hand (session, RL_TOOL_NODES);
  fixture->nodes = RL_NODE_HAND (fixture->hand);
  hover (fixture, RIM_VEC3 (0, 0, 0));
  g_assert_cmpuint (rl_node_hand_get_n_nodes (fixture->nodes), >, 6);
  g_assert_cmpuint (rl_node_hand_get_n_nodes (fixture->nodes), <, 40);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->hand));
  rim_lesion_unref (fixture->ball);
  rl_test_canvas_tear_down (&fixture->canvas, data);
}

static RimVec3
get_node (Fixture *fixture,
          guint    node)
{
  return rl_node_hand_get_node (fixture->nodes, node);
}

static double
get_distance (RimVec3 a,
              RimVec3 b)
{
  return rim_vec3_length (rim_vec3_sub (a, b));
}

/* On the plane, away from the middle of the ball. */
static RimVec3
get_outwards (Fixture *fixture,
              RimVec3  from,
              double   length)
{
  RimVec3 by = rim_vec3_sub (from, RIM_VEC3 (1, -2, 3));
  RimVec3 normal = rim_plane_get_normal (&fixture->place.plane);

  by = rim_vec3_sub (by, rim_vec3_scale (normal, rim_vec3_dot (by, normal)));
  rim_vec3_normalize (&by);

  return rim_vec3_scale (by, length);
}

static void
press (Fixture         *fixture,
       GdkModifierType  modifiers,
       RimVec3          point)
{
  fixture->place.modifiers = modifiers;
  g_assert_true (rl_hand_press (fixture->hand, &fixture->place, point));
}

static void
drag (Fixture *fixture,
      RimVec3  from,
      RimVec3  by)
{
  RimVec3 points[2] = { rim_vec3_add (from, rim_vec3_scale (by, 0.5)), rim_vec3_add (from, by) };

  press (fixture, 0, from);
  rl_hand_move (fixture->hand, points, 2);
  rl_hand_release (fixture->hand, TRUE);
}

/* Every voxel farther from there than that is what it was; some nearer are not. */
static void
assert_local (Fixture *fixture,
              RimVec3  about,
              double   reach)
{
  RimMask *mask = get_mask (fixture);
  const RimGrid *grid = rim_mask_get_grid (mask);
  RimVec3 normal = rim_plane_get_normal (&fixture->place.plane);
  guint n_changed = 0;
  double half = 0;

  for (guint axis = 0; axis < 3; axis++)
    half += fabs (rim_vec3_dot (rim_affine_get_column (&grid->to_patient, axis), normal)) / 2;

  for (guint k = 0; k < grid->size[2]; k++)
    for (guint j = 0; j < grid->size[1]; j++)
      for (guint i = 0; i < grid->size[0]; i++)
        if (rim_mask_contains (mask, i, j, k) != rim_mask_contains (fixture->ball->mask, i, j, k))
          {
            RimVec3 offset = rim_vec3_sub (rim_grid_to_patient (grid, RIM_VEC3 (i, j, k)), about);

            g_assert_cmpfloat (rim_vec3_length (offset), <=, reach);
            g_assert_cmpfloat (fabs (rim_vec3_dot (offset, normal)), <=, half + 1e-6);
            n_changed++;
          }
  g_assert_cmpuint (n_changed, >, 3);
}

/* As far as the nodes beside it, with a voxel for the tremor of a curve. */
static double
get_reach (Fixture *fixture,
           guint    node,
           double   length)
{
  guint n_nodes = rl_node_hand_get_n_nodes (fixture->nodes);
  RimVec3 at = get_node (fixture, node);

  return MAX (MAX (get_distance (at, get_node (fixture, (node + 1) % n_nodes)),
                   get_distance (at, get_node (fixture, (node + n_nodes - 1) % n_nodes))), length) + 5;
}

static void
test_drag (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree RimVec3 *before = NULL;
  guint n_nodes;

  for (guint n = 0; n < 3; n++)
    {
      RimVec3 at, by;
      double reach;

      /* On a slice, on another plane, and aslant. */
      if (n == 2)
        rl_session_turn_plane (fixture->canvas.session, GPOINTER_TO_UINT (data), RIM_VEC3 (0.2, 0.9, 0.3), 0.5);
      hover (fixture, RIM_VEC3 (0, 0, 0));
      n_nodes = rl_node_hand_get_n_nodes (fixture->nodes);
      g_free (before);
      before = g_new (RimVec3, n_nodes);
      for (guint i = 0; i < n_nodes; i++)
        before[i] = get_node (fixture, i);

      g_object_set (fixture->canvas.session, "smooth-nodes", n != 1, NULL);
      at = get_node (fixture, n);
      by = get_outwards (fixture, at, n == 1 ? -6 : 7);
      reach = get_reach (fixture, n, 7);
      drag (fixture, at, by);
      g_assert_cmpuint (get_n_edits (fixture), ==, 2);
      assert_local (fixture, at, reach);

      /* All other nodes stay. */
      g_assert_cmpuint (rl_node_hand_get_n_nodes (fixture->nodes), ==, n_nodes);
      for (guint i = 0; i < n_nodes; i++)
        g_assert_cmpfloat_with_epsilon (get_distance (get_node (fixture, i), before[i]),
                                        i != n ? 0 : n == 1 ? 6 : 7, 1e-9);
      g_assert_cmpint (rim_mask_count (get_mask (fixture)) > rim_mask_count (fixture->ball->mask), ==, n != 1);
      g_assert_true (rim_segmentation_undo (get_segmentation (fixture)));
      g_assert_true (rim_mask_equal (get_mask (fixture), fixture->ball->mask));
    }
}

/* A click on the outline adds a node and no edit; a drag from there moves it at once. */
static void
test_insert (Fixture       *fixture,
             gconstpointer  data)
{
  guint n_nodes = rl_node_hand_get_n_nodes (fixture->nodes);
  RimVec3 middle = rim_vec3_scale (rim_vec3_add (get_node (fixture, 2), get_node (fixture, 3)), 0.5);

  press (fixture, 0, middle);
  rl_hand_release (fixture->hand, FALSE);
  g_assert_cmpuint (rl_node_hand_get_n_nodes (fixture->nodes), ==, n_nodes + 1);
  g_assert_cmpuint (rl_node_hand_get_n_chosen (fixture->nodes), ==, 1);
  g_assert_cmpuint (get_n_edits (fixture), ==, 1);
  g_assert_false (rl_hand_is_busy (fixture->hand));

  drag (fixture, get_node (fixture, 3), get_outwards (fixture, middle, 6));
  g_assert_cmpuint (get_n_edits (fixture), ==, 2);
  assert_local (fixture, middle, get_distance (get_node (fixture, 2), get_node (fixture, 4)) + 9);
}

/* With a key held, with the middle button, and what is chosen with Delete. */
static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  guint n_nodes = rl_node_hand_get_n_nodes (fixture->nodes);
  RimVec3 at = get_node (fixture, 1);
  double reach = 5;

  for (guint n = 0; n < 6; n++)
    reach = MAX (reach, get_distance (at, get_node (fixture, n)) + 5);
  g_assert_false (rl_hand_command (fixture->hand, RL_HAND_DELETE));
  press (fixture, GDK_CONTROL_MASK, at);
  rl_hand_release (fixture->hand, FALSE);
  g_assert_cmpuint (rl_node_hand_get_n_nodes (fixture->nodes), ==, n_nodes - 1);
  g_assert_false (rl_hand_remove (fixture->hand, &fixture->place, RIM_VEC3 (1, -2, 7)));
  g_assert_true (rl_hand_remove (fixture->hand, &fixture->place, get_node (fixture, 1)));
  press (fixture, 0, get_node (fixture, 1));
  rl_hand_release (fixture->hand, FALSE);
  g_assert_true (rl_hand_command (fixture->hand, RL_HAND_DELETE));
  g_assert_cmpuint (rl_node_hand_get_n_nodes (fixture->nodes), ==, n_nodes - 3);
  assert_local (fixture, at, reach);

  /* Three are kept. */
  while (rl_node_hand_get_n_nodes (fixture->nodes) > 3)
    g_assert_true (rl_hand_remove (fixture->hand, &fixture->place, get_node (fixture, 0)));
  g_assert_true (rl_hand_remove (fixture->hand, &fixture->place, get_node (fixture, 0)));
  g_assert_cmpuint (rl_node_hand_get_n_nodes (fixture->nodes), ==, 3);
}

static void
lasso (Fixture         *fixture,
       GdkModifierType  modifiers,
       RimVec3          from,
       RimVec3          to)
{
  RimVec3 points[3] = { { to.x, from.y, from.z }, to, { from.x, to.y, from.z } };

  press (fixture, modifiers, from);
  rl_hand_move (fixture->hand, points, 3);
  rl_hand_release (fixture->hand, TRUE);
}

/* Arrows move what a lasso holds; Enter makes that one step, Escape none. */
static void
test_several (Fixture       *fixture,
              gconstpointer  data)
{
  RlNodeHand *nodes = fixture->nodes;
  guint n_half;

  lasso (fixture, 0, RIM_VEC3 (-40, -40, 7), RIM_VEC3 (1, 40, 7));
  n_half = rl_node_hand_get_n_chosen (nodes);
  g_assert_cmpuint (n_half, >, 2);
  g_assert_cmpuint (n_half, <, rl_node_hand_get_n_nodes (nodes));
  g_assert_true (rl_hand_keeps_arrows (fixture->hand));

  g_assert_true (rl_hand_step (fixture->hand, RIM_VEC3 (-1, 0, 0)));
  g_assert_true (rl_hand_step (fixture->hand, RIM_VEC3 (-5, 0, 0)));
  g_assert_true (rl_hand_is_busy (fixture->hand));
  g_assert_true (rl_hand_command (fixture->hand, RL_HAND_CANCEL));
  g_assert_cmpuint (get_n_edits (fixture), ==, 1);

  g_assert_true (rl_hand_step (fixture->hand, RIM_VEC3 (-1, 0, 0)));
  g_assert_true (rl_hand_step (fixture->hand, RIM_VEC3 (-5, 0, 0)));
  g_assert_true (rl_hand_command (fixture->hand, RL_HAND_FINISH));
  g_assert_cmpuint (get_n_edits (fixture), ==, 2);
  g_assert_cmpuint (rl_node_hand_get_n_chosen (nodes), ==, n_half);
  assert_local (fixture, RIM_VEC3 (-20, -2, 7), 36);
  g_assert_true (rl_hand_command (fixture->hand, RL_HAND_CANCEL));
  g_assert_cmpuint (rl_node_hand_get_n_chosen (nodes), ==, 0);
  g_assert_false (rl_hand_command (fixture->hand, RL_HAND_CANCEL));
  g_assert_false (rl_hand_step (fixture->hand, RIM_VEC3 (-1, 0, 0)));

  for (guint n = 0; n < 2; n++)
    {
      press (fixture, GDK_SHIFT_MASK, get_node (fixture, 2 * n));
      rl_hand_release (fixture->hand, FALSE);
    }
  g_assert_cmpuint (rl_node_hand_get_n_chosen (nodes), ==, 2);
  lasso (fixture, GDK_SHIFT_MASK, RIM_VEC3 (60, -40, 7), RIM_VEC3 (-60, 40, 7));
  g_assert_cmpuint (rl_node_hand_get_n_chosen (nodes), ==, rl_node_hand_get_n_nodes (nodes));
}

/* Nothing is lost with the tool, and an edit that came in between counts. */
static void
test_put_down (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(RimMask) shell = NULL;
  g_autoptr(RimLesion) changed = NULL;
  RimVec3 at = get_node (fixture, 0);
  RimBox box = { { 0, 0, 0 }, { 2, 2, 2 } };
  g_autoptr(RimMask) corner = rim_mask_new_box (rim_mask_get_grid (fixture->ball->mask), &box);

  press (fixture, 0, at);
  rl_hand_release (fixture->hand, FALSE);
  g_assert_true (rl_hand_step (fixture->hand, get_outwards (fixture, at, 6)));
  shell = rim_mask_combine (fixture->ball->mask, corner, RIM_MASK_UNION);
  changed = rim_lesion_with_mask (fixture->ball, shell);
  g_assert_true (rim_segmentation_replace (get_segmentation (fixture), changed, "test"));
  g_assert_true (rl_hand_command (fixture->hand, RL_HAND_PUT_DOWN));

  g_assert_cmpuint (get_n_edits (fixture), ==, 3);
  g_assert_true (rim_mask_contains (get_mask (fixture), 0, 0, 0));
  g_assert_cmpuint (rim_mask_count (get_mask (fixture)), >, rim_mask_count (shell));
}

/* Without a mouse: Enter takes the nearest node, Tab the next ones. */
static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  RlSliceCanvas *canvas = fixture->canvas.canvas;

  rl_session_set_tool (fixture->canvas.session, RL_TOOL_NODES);
  rl_hand_command (fixture->hand, RL_HAND_BEGIN);
  g_assert_cmpuint (rl_node_hand_get_n_chosen (fixture->nodes), ==, 1);
  g_assert_true (rl_hand_command (fixture->hand, RL_HAND_NEXT));
  g_assert_true (rl_hand_command (fixture->hand, RL_HAND_PREVIOUS));
  g_assert_true (rl_hand_command (fixture->hand, RL_HAND_CANCEL));
  g_assert_false (rl_hand_command (fixture->hand, RL_HAND_NEXT));

  gtk_test_widget_wait_for_draw (GTK_WIDGET (canvas));
  g_assert_true (rl_slice_canvas_place (canvas));
  g_assert_true (rl_accessible_keeps_arrows (GTK_WIDGET (canvas)));
  rl_session_set_cursor (fixture->canvas.session, RIM_VEC3 (-9, 5, 7));
  g_assert_true (rl_accessible_keeps_arrows (GTK_WIDGET (canvas)));
  rl_slice_canvas_scroll (canvas, 1);
  g_assert_false (rl_accessible_keeps_arrows (GTK_WIDGET (canvas)));
  rl_slice_canvas_scroll (canvas, -1);
  g_assert_true (rl_slice_canvas_place (canvas));
  g_assert_true (rl_slice_canvas_command (canvas, RL_HAND_DELETE));
  g_assert_cmpuint (get_n_edits (fixture), ==, 2);
  g_assert_false (rl_slice_canvas_command (canvas, RL_HAND_NEXT));
}

static void
test_locked_nodes (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(RimLesion) locked = rim_lesion_with_locked (fixture->ball, TRUE);

  rim_segmentation_replace (get_segmentation (fixture), locked, "test");
  g_assert_false (rl_hand_press (fixture->hand, &fixture->place, get_node (fixture, 0)));
  g_assert_false (rl_hand_command (fixture->hand, RL_HAND_BEGIN));
  rl_session_set_active_lesion (fixture->canvas.session, NULL);
  g_assert_cmpuint (rl_node_hand_get_n_nodes (fixture->nodes), ==, 0);
  g_assert_false (rl_hand_press (fixture->hand, &fixture->place, RIM_VEC3 (0, 0, 7)));
}

static void
assert_target (Fixture    *fixture,
               RlTool      tool,
               gboolean    inverted,
               const char *expected)
{
  g_autofree char *target = NULL;

  rl_session_set_tool (fixture->canvas.session, tool);
  target = rl_target_describe (fixture->canvas.session, inverted);
  g_assert_cmpstr (target, ==, expected);
}

/* Before a press it is said what that would change. */
static void
test_target (Fixture       *fixture,
             gconstpointer  data)
{
  RlSession *session = fixture->canvas.session;
  g_autoptr(RimLesion) done = rim_lesion_with_status (fixture->ball, RIM_REVIEW_APPROVED, NULL);

  assert_target (fixture, RL_TOOL_BRUSH, FALSE, "Brush — adds to Ball");
  assert_target (fixture, RL_TOOL_BRUSH, TRUE, "Brush — takes from Ball");
  assert_target (fixture, RL_TOOL_ERASER, FALSE, "Eraser — takes from Ball");
  assert_target (fixture, RL_TOOL_ERASER, TRUE, "Eraser — adds to Ball");
  assert_target (fixture, RL_TOOL_LASSO, FALSE, "Scissors — takes from Ball");
  assert_target (fixture, RL_TOOL_NODES, FALSE, "Nodes — changes Ball");
  assert_target (fixture, RL_TOOL_GROW, FALSE, "Region growing — proposes for Ball");
  assert_target (fixture, RL_TOOL_WINDOW, FALSE, NULL);
  assert_target (fixture, RL_TOOL_LENGTH, FALSE, NULL);
  for (RlTool tool = RL_TOOL_BRUSH; tool < RL_TOOL_LENGTH; tool++)
    g_assert_nonnull (rl_tool_get_name (tool));

  rl_session_set_active_lesion (session, NULL);
  assert_target (fixture, RL_TOOL_POLYGON, FALSE, "Polygon — begins a new lesion");
  assert_target (fixture, RL_TOOL_POLYGON, TRUE, "Polygon — no lesion is selected");
  assert_target (fixture, RL_TOOL_NUDGE, FALSE, "Nudge — no lesion is selected");

  rim_segmentation_replace (get_segmentation (fixture), done, "test");
  rl_session_set_active_lesion (session, done->id);
  assert_target (fixture, RL_TOOL_BRUSH, FALSE, "“Ball” is approved; reopen it to change it");
  g_assert_null (rl_target_find (session));
}

/* The lesion that a press would change is highlighted while the tool is over the image; that
 * traces no other anew.
 */
static void
test_aimed (Fixture       *fixture,
            gconstpointer  data)
{
  RlSliceCanvas *canvas = fixture->canvas.canvas;
  g_autoptr(RimLesion) other = rl_test_lesion_new (rl_session_get_base (fixture->canvas.session), "Other",
                                                   RIM_VEC3 (-30, -20, 7), 8);
  guint32 before[RL_TEST_CANVAS_SIZE][RL_TEST_CANVAS_SIZE];
  guint32 after[RL_TEST_CANVAS_SIZE][RL_TEST_CANVAS_SIZE];
  guint n_traces;

  rim_segmentation_add (get_segmentation (fixture), other, "test");
  rl_session_set_active_lesion (fixture->canvas.session, fixture->ball->id);
  rl_session_set_tool (fixture->canvas.session, RL_TOOL_POLYGON);
  rl_test_canvas_grab (&fixture->canvas, before);
  n_traces = rl_slice_canvas_get_n_traces (canvas);

  g_assert_true (rl_slice_canvas_place (canvas));
  g_assert_true (rl_slice_canvas_move_point (canvas, 60, 60));
  rl_test_canvas_grab (&fixture->canvas, after);
  g_assert_cmpuint (rl_slice_canvas_get_n_traces (canvas), ==, n_traces + 1);
  g_assert_cmpint (memcmp (before, after, sizeof before / 2), !=, 0);

  g_assert_true (rl_slice_canvas_cancel (canvas));
  rl_test_canvas_grab (&fixture->canvas, after);
  g_assert_cmpuint (rl_slice_canvas_get_n_traces (canvas), ==, n_traces + 1);
  g_assert_cmpmem (before, sizeof before, after, sizeof after);
}

static RimMask *
draw_around (Fixture *fixture)
{
  static const double corners[][2] = { { 40, 42 }, { 88, 50 }, { 82, 121 }, { 47, 103 } };
  RimVec3 points[G_N_ELEMENTS (corners)];

  rl_session_set_tool (fixture->canvas.session, RL_TOOL_POLYGON);
  for (guint n = 0; n < G_N_ELEMENTS (corners); n++)
    {
      points[n] = rl_slice_canvas_to_patient (fixture->canvas.canvas, corners[n][0], corners[n][1]);
      g_assert_true (rl_slice_canvas_press (fixture->canvas.canvas, GDK_BUTTON_PRIMARY, 0,
                                            corners[n][0], corners[n][1]));
      rl_slice_canvas_release (fixture->canvas.canvas);
    }
  g_assert_true (rl_slice_canvas_command (fixture->canvas.canvas, RL_HAND_FINISH));

  return rim_path_fill (rim_mask_get_grid (fixture->ball->mask), points, G_N_ELEMENTS (corners),
                        rim_plane_get_normal (&fixture->place.plane));
}

static void
assert_mask (Fixture    *fixture,
             const char *id,
             RimMask    *a,
             RimMask    *b,
             RimMaskOp   op)
{
  g_autoptr(RimMask) expected = rim_mask_combine (a, b, op);

  g_assert_cmpuint (rim_mask_count (expected), >, 0);
  g_assert_true (rim_mask_equal (rl_session_find_lesion (fixture->canvas.session, id)->mask, expected));
}

/* A contour over its own lesion is joined with it, and can be had otherwise. */
static void
test_overlap_same (Fixture       *fixture,
                   gconstpointer  data)
{
  RlSession *session = fixture->canvas.session;
  RlOverlap *overlap = rl_session_get_overlap (session);
  g_autoptr(RimMask) region = draw_around (fixture);
  const char *id = fixture->ball->id;

  g_assert_cmpstr (rl_overlap_get_choice (overlap), ==, "join");
  g_assert_false (rl_overlap_is_other (overlap));
  assert_mask (fixture, id, fixture->ball->mask, region, RIM_MASK_UNION);
  rl_overlap_set_choice (overlap, "trim");
  g_assert_cmpstr (rl_overlap_get_choice (overlap), ==, "join");

  rl_overlap_set_choice (overlap, "cut-out");
  assert_mask (fixture, id, fixture->ball->mask, region, RIM_MASK_SUBTRACT);
  rl_overlap_set_choice (overlap, "keep");
  g_assert_true (rim_mask_equal (get_mask (fixture), fixture->ball->mask));
  g_assert_cmpuint (rl_session_get_n_lesions (session), ==, 2);
  g_assert_true (rim_mask_equal (rl_session_get_lesion (session, 1)->mask, region));
  g_assert_cmpstr (rl_session_get_active_lesion (session), ==, id);
  rl_overlap_set_choice (overlap, "join");
  g_assert_cmpuint (rl_session_get_n_lesions (session), ==, 1);
  assert_mask (fixture, id, fixture->ball->mask, region, RIM_MASK_UNION);

  /* It is over with the next edit, and all of it is undone. */
  while (rim_segmentation_get_position (get_segmentation (fixture)) > 1)
    g_assert_true (rim_segmentation_undo (get_segmentation (fixture)));
  g_assert_cmpstr (rl_overlap_get_choice (overlap), ==, "");
  g_assert_true (rim_mask_equal (get_mask (fixture), fixture->ball->mask));
  rl_overlap_set_choice (overlap, "cut-out");
  g_assert_true (rim_mask_equal (get_mask (fixture), fixture->ball->mask));
}

/* Over another lesion a contour is trimmed where others are kept. */
static void
test_overlap_other (Fixture       *fixture,
                    gconstpointer  data)
{
  RlSession *session = fixture->canvas.session;
  RlOverlap *overlap = rl_session_get_overlap (session);
  RimMask *ball = fixture->ball->mask;
  g_autoptr(RimMask) region = NULL;
  g_autofree char *drawn = NULL;

  g_object_set (session, "keep-others", TRUE, NULL);
  rl_session_set_active_lesion (session, NULL);
  region = draw_around (fixture);
  drawn = g_strdup (rl_session_get_active_lesion (session));
  g_assert_cmpstr (rl_overlap_get_choice (overlap), ==, "trim");
  g_assert_cmpstr (rl_overlap_get_lesion (overlap)->id, ==, fixture->ball->id);
  assert_mask (fixture, drawn, region, ball, RIM_MASK_SUBTRACT);

  rl_overlap_set_choice (overlap, "cut-out");
  assert_mask (fixture, drawn, region, region, RIM_MASK_UNION);
  assert_mask (fixture, fixture->ball->id, ball, region, RIM_MASK_SUBTRACT);
  rl_overlap_set_choice (overlap, "keep");
  assert_mask (fixture, drawn, region, region, RIM_MASK_UNION);
  assert_mask (fixture, fixture->ball->id, ball, ball, RIM_MASK_UNION);
  rl_overlap_set_choice (overlap, "join");
  assert_mask (fixture, drawn, region, ball, RIM_MASK_UNION);
  g_assert_cmpuint (rl_session_get_n_lesions (session), ==, 1);
  rl_overlap_set_choice (overlap, "trim");
  assert_mask (fixture, drawn, region, ball, RIM_MASK_SUBTRACT);
  assert_mask (fixture, fixture->ball->id, ball, ball, RIM_MASK_UNION);
  rl_overlap_dismiss (overlap);
  g_assert_cmpstr (rl_overlap_get_choice (overlap), ==, "");
}

/* Nothing is offered of a lesion that is locked, or where overlap is allowed. */
static void
test_overlap_none (Fixture       *fixture,
                   gconstpointer  data)
{
  RlSession *session = fixture->canvas.session;
  RlOverlap *overlap = rl_session_get_overlap (session);
  g_autoptr(RimLesion) locked = rim_lesion_with_locked (fixture->ball, TRUE);

  rl_session_set_active_lesion (session, NULL);
  rim_mask_unref (draw_around (fixture));
  g_assert_cmpstr (rl_overlap_get_choice (overlap), ==, "");

  g_object_set (session, "keep-others", TRUE, NULL);
  rim_segmentation_undo (get_segmentation (fixture));
  rim_segmentation_replace (get_segmentation (fixture), locked, "test");
  rl_session_set_active_lesion (session, NULL);
  rim_mask_unref (draw_around (fixture));
  g_assert_cmpstr (rl_overlap_get_choice (overlap), ==, "");
}

/* By the plane that keys go to, however it is turned. */
static void
test_split_plane (Fixture       *fixture,
                  gconstpointer  data)
{
  RlSession *session = fixture->canvas.session;
  g_autoptr(RlOperator) operator = rl_operator_new (session);
  const RimGrid *grid = rim_mask_get_grid (fixture->ball->mask);

  rl_session_set_operation (session, "split-plane");
  for (guint n = 0; n < 4; n++)
    {
      RimOrientation plane = n % 3;
      RimVec3 cursor = RIM_VEC3 (2.3, -4.1, 5.2), normal;
      GPtrArray *proposals;
      RimLesion *front;

      if (n == 3)
        rl_session_turn_plane (session, plane, RIM_VEC3 (0.6, 0.8, 0), 0.7);
      rl_session_set_active_plane (session, plane);
      rl_session_set_cursor (session, cursor);
      cursor = rl_session_get_cursor (session);
      normal = rim_mpr_get_normal (rl_session_get_mpr (session), plane);
      while (rl_operator_is_busy (operator))
        g_main_context_iteration (NULL, TRUE);

      proposals = rl_session_get_proposals (session);
      g_assert_cmpuint (proposals->len, ==, 2);
      front = g_ptr_array_index (proposals, 0);
      for (guint k = 0; k < grid->size[2]; k++)
        for (guint j = 0; j < grid->size[1]; j++)
          for (guint i = 0; i < grid->size[0]; i++)
            {
              RimVec3 at = rim_grid_to_patient (grid, RIM_VEC3 (i, j, k));
              double distance = rim_vec3_dot (rim_vec3_sub (at, cursor), normal);

              if (fabs (distance) > 1e-5)
                g_assert_cmpint (rim_mask_contains (front->mask, i, j, k), ==,
                                 distance > 0 && rim_mask_contains (fixture->ball->mask, i, j, k));
            }
    }
  g_assert_true (rl_session_accept_proposal (session));
  g_assert_cmpuint (rl_session_get_n_lesions (session), ==, 2);
}

static void
add (const char *path,
     void (*test)(Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, GUINT_TO_POINTER (RIM_ORIENTATION_AXIAL), set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

  add ("/hands/nodes/drag", test_drag);
  g_test_add ("/hands/nodes/drag-sagittal", Fixture, GUINT_TO_POINTER (RIM_ORIENTATION_SAGITTAL),
              set_up, test_drag, tear_down);
  add ("/hands/nodes/insert", test_insert);
  add ("/hands/nodes/remove", test_remove);
  add ("/hands/nodes/several", test_several);
  add ("/hands/nodes/put-down", test_put_down);
  add ("/hands/nodes/keys", test_keys);
  add ("/hands/nodes/locked", test_locked_nodes);
  add ("/hands/overlap/same", test_overlap_same);
  add ("/hands/overlap/other", test_overlap_other);
  add ("/hands/overlap/none", test_overlap_none);
  add ("/hands/split-plane", test_split_plane);
  add ("/hands/target", test_target);
  add ("/hands/aimed", test_aimed);

  return g_test_run ();
}
