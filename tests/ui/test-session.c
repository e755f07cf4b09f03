/* test-session.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rl-test-images.h"

typedef struct
{
  guint    n_images;
  guint    n_cursor;
  guint    n_display;
  guint    n_lesions;
  guint    n_probe;
  RimEdit *last_edit;
} Counts;

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
lesions_changed_cb (RlSession *session,
                    RimEdit   *edit,
                    Counts    *counts)
{
  counts->n_lesions++;
  counts->last_edit = edit;
}

static RlSession *
new_counted (Counts *counts)
{
  RlSession *session = rl_test_session_new (TRUE);

  g_signal_connect_swapped (session, "images-changed", G_CALLBACK (count_cb), &counts->n_images);
  g_signal_connect_swapped (session, "cursor-changed", G_CALLBACK (count_cb), &counts->n_cursor);
  g_signal_connect_swapped (session, "display-changed", G_CALLBACK (count_cb), &counts->n_display);
  g_signal_connect_swapped (session, "probe-changed", G_CALLBACK (count_cb), &counts->n_probe);
  g_signal_connect (session, "lesions-changed", G_CALLBACK (lesions_changed_cb), counts);

  return session;
}

static RimLesion *
new_ball (RlSession *session,
          double     radius)
{
  return rl_test_lesion_new (rl_session_get_base (session), "Ball", RIM_VEC3 (22, -4, 6), radius);
}

static void
test_images (void)
{
  Counts counts = { 0 };
  RlSession *session = new_counted (&counts);
  g_autoptr(RimVolume) pet = rim_volume_ref (rl_session_get_volume (session, RL_LAYER_PET));
  RimWindow window = rl_session_get_window (session, RL_LAYER_PET);

  g_assert_true (rl_session_get_base (session) == rl_session_get_volume (session, RL_LAYER_CT));
  g_assert_cmpfloat (window.center, ==, 3.5);
  g_assert_cmpfloat (window.width, ==, 7.0);
  window = rl_session_get_window (session, RL_LAYER_CT);
  g_assert_cmpfloat (window.center, ==, 40.0);
  g_assert_cmpfloat (window.width, ==, 400.0);

  rl_session_set_images (session, NULL, pet);
  g_assert_true (rl_session_get_base (session) == pet);
  g_assert_null (rl_session_get_volume (session, RL_LAYER_CT));
  g_assert_cmpuint (counts.n_images, ==, 1);
  g_assert_cmpuint (counts.n_cursor, ==, 1);

  rl_session_set_images (session, NULL, NULL);
  g_assert_null (rl_session_get_base (session));
  g_assert_finalize_object (session);
}

static void
test_changes (void)
{
  Counts counts = { 0 };
  RlSession *session = new_counted (&counts);
  RimWindow window = { -600, 1500 };
  RimVec3 point = RIM_VEC3 (1, 2, 3);

  rl_session_set_cursor (session, point);
  rl_session_set_cursor (session, point);
  g_assert_cmpuint (counts.n_cursor, ==, 1);

  rl_session_set_window (session, RL_LAYER_CT, window);
  rl_session_set_window (session, RL_LAYER_CT, window);
  g_assert_cmpuint (counts.n_display, ==, 1);

  rl_session_set_inverted (session, RL_LAYER_CT, TRUE);
  rl_session_reset_window (session, RL_LAYER_CT);
  g_assert_false (rl_session_get_inverted (session, RL_LAYER_CT));
  g_assert_cmpfloat (rl_session_get_window (session, RL_LAYER_CT).width, ==, 400.0);

  rl_session_set_pet_opacity (session, 3.0);
  g_assert_cmpfloat (rl_session_get_pet_opacity (session), ==, 1.0);
  rl_session_set_brush_radius (session, 0.0);
  g_assert_cmpfloat (rl_session_get_brush_radius (session), >, 0.0);

  rl_session_set_probe (session, &point);
  g_assert_true (rl_session_get_probe (session, &point));
  rl_session_set_probe (session, NULL);
  rl_session_set_probe (session, NULL);
  g_assert_false (rl_session_get_probe (session, &point));
  g_assert_cmpuint (counts.n_probe, ==, 2);

  g_assert_finalize_object (session);
}

static void
test_pending (void)
{
  Counts counts = { 0 };
  RlSession *session = new_counted (&counts);
  RimSegmentation *segmentation = rl_session_get_segmentation (session);
  g_autoptr(RimLesion) small = new_ball (session, 5);
  g_autoptr(RimLesion) large = NULL;
  g_autoptr(RimLesion) ball = new_ball (session, 9);

  rl_session_set_pending (session, small);
  g_assert_cmpuint (rl_session_get_n_lesions (session), ==, 1);
  g_assert_cmpuint (rim_segmentation_get_n_lesions (segmentation), ==, 0);
  g_assert_true (rl_session_get_lesion (session, 0) == small);
  g_assert_null (counts.last_edit);

  rl_session_commit_pending (session, "brush");
  g_assert_cmpuint (rim_segmentation_get_n_lesions (segmentation), ==, 1);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 1);
  g_assert_nonnull (counts.last_edit);
  g_assert_cmpstr (rl_session_get_active_lesion (session), ==, small->id);
  g_assert_null (rl_session_get_pending (session));

  large = rim_lesion_with_mask (small, ball->mask);
  rl_session_set_pending (session, large);
  g_assert_true (rl_session_find_lesion (session, small->id) == large);
  g_assert_true (rim_segmentation_get_lesion (segmentation, 0) == small);

  rl_session_set_pending (session, NULL);
  g_assert_true (rl_session_find_lesion (session, small->id) == small);
  g_assert_cmpuint (rim_segmentation_get_n_edits (segmentation), ==, 1);
  g_assert_finalize_object (session);
}

static void
test_swap_tool (void)
{
  RlSession *session = rl_session_new ();

  /* At first, between looking and painting. */
  rl_session_swap_tool (session);
  g_assert_cmpint (rl_session_get_tool (session), ==, RL_TOOL_BRUSH);
  rl_session_swap_tool (session);
  g_assert_cmpint (rl_session_get_tool (session), ==, RL_TOOL_WINDOW);

  rl_session_set_tool (session, RL_TOOL_ERASER);
  rl_session_set_tool (session, RL_TOOL_CROSSHAIR);
  rl_session_set_tool (session, RL_TOOL_CROSSHAIR);
  rl_session_swap_tool (session);
  g_assert_cmpint (rl_session_get_tool (session), ==, RL_TOOL_ERASER);
  g_assert_finalize_object (session);
}

static void
test_active (void)
{
  Counts counts = { 0 };
  RlSession *session = new_counted (&counts);
  RimSegmentation *segmentation = rl_session_get_segmentation (session);
  g_autoptr(RimLesion) ball = new_ball (session, 5);

  rim_segmentation_add (segmentation, ball, "brush");
  g_assert_cmpstr (rl_session_get_active_lesion (session), ==, ball->id);
  rim_segmentation_undo (segmentation);
  g_assert_null (rl_session_get_active_lesion (session));
  rim_segmentation_redo (segmentation);
  g_assert_cmpstr (rl_session_get_active_lesion (session), ==, ball->id);
  g_assert_cmpuint (counts.n_lesions, ==, 3);

  rl_session_set_lesion_visible (session, ball->id, FALSE);
  g_assert_false (rl_session_is_lesion_visible (session, ball->id));
  rl_session_set_segmentation (session, NULL);
  g_assert_cmpuint (rl_session_get_n_lesions (session), ==, 0);
  g_assert_null (rl_session_get_active_lesion (session));
  g_assert_finalize_object (session);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/session/images", test_images);
  g_test_add_func ("/ui/session/changes", test_changes);
  g_test_add_func ("/ui/session/pending", test_pending);
  g_test_add_func ("/ui/session/swap-tool", test_swap_tool);
  g_test_add_func ("/ui/session/active", test_active);

  return g_test_run ();
}
