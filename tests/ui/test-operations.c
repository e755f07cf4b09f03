/* test-operations.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "delineate/rim-image-operation.h"
#include "rl-test-drawing.h"
#include "segment/rim-lesion-review.h"
#include "tools/rl-operator.h"

static void
wait_for (RlOperator *operator)
{
  while (rl_operator_is_busy (operator))
    g_main_context_iteration (NULL, TRUE);
}

static gsize
count_proposed (RlTestCanvas *fixture)
{
  return rim_mask_count (rl_session_get_proposal (fixture->session)->mask);
}

/* An operation changes nothing until it is accepted; then it is one step. */
static void
test_one (RlTestCanvas  *fixture,
          gconstpointer  data)
{
  g_autoptr(RlOperator) operator = rl_operator_new (fixture->session);
  gsize n_voxels = rim_mask_count (rl_test_add_ball (fixture, "Ball", RIM_VEC3 (0, 0, 0), 20)->mask);
  gsize n_grown;

  g_assert_true (rl_session_set_operation (fixture->session, "margin"));
  wait_for (operator);
  n_grown = count_proposed (fixture);
  g_assert_cmpuint (n_grown, >, n_voxels);
  g_assert_cmpuint (rim_mask_count (rl_test_get_mask (fixture)), ==, n_voxels);

  rl_operator_set_value (operator, 0, -5.0);
  wait_for (operator);
  g_assert_cmpuint (count_proposed (fixture), <, n_voxels);
  rl_operator_set_value (operator, 0, -50.0);
  wait_for (operator);
  g_assert_null (rl_session_get_proposal (fixture->session));
  g_assert_cmpstr (rl_session_get_operation (fixture->session), ==, "margin");

  rl_operator_set_value (operator, 0, 5.0);
  wait_for (operator);
  g_assert_true (rl_session_accept_proposal (fixture->session));
  g_assert_cmpstr (rl_session_get_operation (fixture->session), ==, "");
  g_assert_cmpuint (rim_mask_count (rl_test_get_mask (fixture)), ==, n_grown);
  g_assert_cmpuint (rim_segmentation_get_n_edits (rl_test_get_segmentation (fixture)), ==, 2);
}

/* What is finished stays as it is, and the form says why nothing is proposed. */
static void
test_finished (RlTestCanvas  *fixture,
               gconstpointer  data)
{
  g_autoptr(RlOperator) operator = rl_operator_new (fixture->session);
  RimLesion *ball = rl_test_add_ball (fixture, "Ball", RIM_VEC3 (0, 0, 0), 20);
  g_autoptr(RimLesion) done = rim_lesion_with_status (ball, RIM_REVIEW_DONE, NULL);

  g_assert_true (rim_segmentation_replace (rl_test_get_segmentation (fixture), done, "test"));
  rl_session_set_operation (fixture->session, "margin");
  wait_for (operator);
  g_assert_null (rl_session_get_proposal (fixture->session));
  g_assert_cmpstr (rl_operator_get_text (operator), ==, "“Ball” is done; reopen it to change it");
}

/* What was proposed for a lesion that has changed since is worth nothing. */
static void
test_stale (RlTestCanvas  *fixture,
            gconstpointer  data)
{
  g_autoptr(RlOperator) operator = rl_operator_new (fixture->session);
  RimLesion *ball = rl_test_add_ball (fixture, "Ball", RIM_VEC3 (0, 0, 0), 20);
  g_autoptr(RimLesion) locked = rim_lesion_with_locked (ball, TRUE);
  g_autoptr(RimLesion) free = rim_lesion_ref (ball);

  rl_session_set_operation (fixture->session, "hollow");
  wait_for (operator);
  g_assert_nonnull (rl_session_get_proposal (fixture->session));
  rim_segmentation_replace (rl_test_get_segmentation (fixture), locked, "test");
  g_assert_false (rl_session_accept_proposal (fixture->session));
  wait_for (operator);
  g_assert_null (rl_session_get_proposal (fixture->session));

  /* What another tool proposes stays where there is no operation. */
  rim_segmentation_replace (rl_test_get_segmentation (fixture), free, "test");
  wait_for (operator);
  g_assert_cmpstr (rl_session_get_proposal_tool (fixture->session), ==, "hollow");
  rl_session_propose (fixture->session, free, free->mask, RIM_MASK_SUBTRACT, "grow");
  g_assert_cmpstr (rl_session_get_operation (fixture->session), ==, "");
  rl_session_set_active_lesion (fixture->session, NULL);
  g_assert_cmpstr (rl_session_get_proposal_tool (fixture->session), ==, "grow");
}

/* What is filled between slices follows the brush, and none of it is a step before it is
 * accepted.
 */
static void
test_fill (RlTestCanvas  *fixture,
           gconstpointer  data)
{
  g_autoptr(RlOperator) operator = rl_operator_new (fixture->session);
  gsize n_drawn;

  rl_session_set_tool (fixture->session, RL_TOOL_POLYGON);
  rl_test_click_around (fixture, 0);
  g_assert_true (rl_slice_canvas_command (fixture->canvas, RL_HAND_FINISH));
  rl_session_set_operation (fixture->session, "fill-slices");
  wait_for (operator);
  g_assert_null (rl_session_get_proposal (fixture->session));

  rl_slice_canvas_scroll (fixture->canvas, 4);
  rl_session_set_tool (fixture->session, RL_TOOL_BRUSH);
  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, 0, 80, 80));
  wait_for (operator);
  g_assert_nonnull (rl_session_get_proposal (fixture->session));
  g_assert_false (rl_session_accept_proposal (fixture->session));
  rl_slice_canvas_release (fixture->canvas);
  wait_for (operator);

  n_drawn = rim_mask_count (rl_test_get_mask (fixture));
  g_assert_true (rl_session_accept_proposal (fixture->session));
  g_assert_cmpuint (rim_mask_count (rl_test_get_mask (fixture)), >, n_drawn);
  g_assert_cmpuint (rim_segmentation_get_n_edits (rl_test_get_segmentation (fixture)), ==, 3);
}

/* Voxels of other lesions are not taken where they are to be kept, by no tool. */
static void
test_keep_others (RlTestCanvas  *fixture,
                  gconstpointer  data)
{
  g_autoptr(RimLesion) other = rim_lesion_ref (rl_test_add_ball (fixture, "Other", RIM_VEC3 (0, 0, 0), 12));
  g_autoptr(RlOperator) operator = rl_operator_new (fixture->session);
  static const RlTool tools[] = { RL_TOOL_CONTOUR, RL_TOOL_BRUSH, RL_TOOL_CONTOUR };

  for (guint n = 0; n < G_N_ELEMENTS (tools); n++)
    {
      g_autoptr(RimMask) both = NULL;
      RimLesion *drawn;

      g_object_set (fixture->session, "keep-others", n < 2, NULL);
      rl_session_set_active_lesion (fixture->session, NULL);
      rl_session_set_tool (fixture->session, tools[n]);
      rl_test_drag_around (fixture, 0);
      drawn = rl_session_find_lesion (fixture->session, rl_session_get_active_lesion (fixture->session));
      g_assert_cmpuint (rim_mask_count (drawn->mask), >, 20);
      both = rim_mask_combine (drawn->mask, other->mask, RIM_MASK_INTERSECT);
      g_assert_cmpint (rim_mask_count (both) > 0, ==, n == 2);
      if (n == 2)
        break;

      rl_session_set_operation (fixture->session, "margin");
      wait_for (operator);
      g_assert_true (rl_session_accept_proposal (fixture->session));
      g_clear_pointer (&both, rim_mask_unref);
      both = rim_mask_combine (rl_session_find_lesion (fixture->session,
                                                       rl_session_get_active_lesion (fixture->session))->mask,
                               other->mask, RIM_MASK_INTERSECT);
      g_assert_cmpuint (rim_mask_count (both), ==, 0);
    }

  g_assert_true (rim_mask_equal (rl_session_find_lesion (fixture->session, other->id)->mask, other->mask));
}

static gsize
count_all (RlTestCanvas *fixture)
{
  gsize count = 0;

  for (guint i = 0; i < rl_session_get_n_lesions (fixture->session); i++)
    count += rim_mask_count (rl_session_get_lesion (fixture->session, i)->mask);

  return count;
}

/* Splitting and merging change several lesions and are one step each. */
static void
test_several (RlTestCanvas  *fixture,
              gconstpointer  data)
{
  g_autoptr(RlOperator) operator = rl_operator_new (fixture->session);
  g_autoptr(RimLesion) first = rim_lesion_ref (rl_test_add_ball (fixture, "Lesion 1", RIM_VEC3 (-30, 0, 0), 12));
  g_autoptr(RimLesion) second = rim_lesion_ref (rl_test_add_ball (fixture, "Lesion 2", RIM_VEC3 (30, 0, 0), 10));
  gsize n_voxels = count_all (fixture);

  rl_session_set_active_lesion (fixture->session, first->id);
  rl_session_set_operation (fixture->session, "merge");
  wait_for (operator);
  g_assert_true (rl_session_accept_proposal (fixture->session));
  g_assert_cmpuint (rim_mask_count (rl_test_get_mask (fixture)), ==, n_voxels);
  g_assert_cmpstr (rl_session_get_active_lesion (fixture->session), ==, first->id);

  rl_session_set_operation (fixture->session, "split-islands");
  wait_for (operator);
  g_assert_cmpuint (rl_session_get_proposals (fixture->session)->len, ==, 2);
  g_assert_true (rl_session_accept_proposal (fixture->session));
  g_assert_cmpuint (rl_session_get_n_lesions (fixture->session), ==, 2);
  g_assert_cmpuint (count_all (fixture), ==, n_voxels);
  g_assert_cmpstr (rl_session_get_lesion (fixture->session, 0)->name, !=,
                   rl_session_get_lesion (fixture->session, 1)->name);

  /* Once for what was split, and once for what was merged */
  g_assert_true (rim_segmentation_undo (rl_test_get_segmentation (fixture)));
  g_assert_cmpuint (rl_session_get_n_lesions (fixture->session), ==, 1);
  g_assert_true (rim_segmentation_undo (rl_test_get_segmentation (fixture)));
  g_assert_cmpuint (rim_segmentation_get_position (rl_test_get_segmentation (fixture)), ==, 2);
  g_assert_true (rim_mask_equal (rl_session_find_lesion (fixture->session, first->id)->mask, first->mask));
  g_assert_true (rim_mask_equal (rl_session_find_lesion (fixture->session, second->id)->mask, second->mask));
}

/* Every operation of the table can be tried; one that needs another lesion asks for it. */
static void
test_all (RlTestCanvas  *fixture,
          gconstpointer  data)
{
  g_autoptr(RlOperator) operator = rl_operator_new (fixture->session);
  g_autofree char *other = g_strdup (rl_test_add_ball (fixture, "Other", RIM_VEC3 (6, 0, 0), 9)->id);

  rl_test_add_ball (fixture, "Ball", RIM_VEC3 (0, 0, 0), 12);
  for (guint n = 0; rim_image_operation_get (n) != NULL; n++)
    {
      const RimOperation *operation = rim_image_operation_get (n);

      rl_operator_set_other (operator, NULL);
      rl_session_set_operation (fixture->session, operation->id);
      wait_for (operator);
      g_assert_cmpstr (rl_operator_get_text (operator), !=, "");
      if (operation->takes == RIM_TAKES_OTHER)
        g_assert_null (rl_session_get_proposal (fixture->session));
      rl_operator_set_other (operator, other);
      wait_for (operator);
      if (operation->takes == RIM_TAKES_OTHER)
        g_assert_nonnull (rl_session_get_proposal (fixture->session));
    }

  rl_session_set_operation (fixture->session, NULL);
  g_assert_cmpuint (rim_segmentation_get_n_edits (rl_test_get_segmentation (fixture)), ==, 2);
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

  add ("/operations/one", test_one);
  add ("/operations/stale", test_stale);
  add ("/operations/finished", test_finished);
  add ("/operations/fill", test_fill);
  add ("/operations/keep-others", test_keep_others);
  add ("/operations/several", test_several);
  add ("/operations/all", test_all);

  return g_test_run ();
}
