/* rl-test-drawing.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rl-test-drawing.h"

#include "rl-test-images.h"

const double rl_test_corners[RL_TEST_N_CORNERS][2] = { { 40, 42 }, { 118, 50 }, { 100, 121 }, { 47, 103 } };

RimSegmentation *
rl_test_get_segmentation (RlTestCanvas *fixture)
{
  return rl_session_get_segmentation (fixture->session);
}

void
rl_test_click (RlTestCanvas    *fixture,
               GdkModifierType  modifiers,
               double           x,
               double           y)
{
  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, modifiers, x, y));
  rl_slice_canvas_release (fixture->canvas);
}

void
rl_test_drag_around (RlTestCanvas    *fixture,
                     GdkModifierType  modifiers)
{
  g_assert_true (rl_slice_canvas_press (fixture->canvas, GDK_BUTTON_PRIMARY, modifiers,
                                        rl_test_corners[0][0], rl_test_corners[0][1]));
  rl_slice_canvas_drag (fixture->canvas, &rl_test_corners[1][0], RL_TEST_N_CORNERS - 1);
  rl_slice_canvas_release (fixture->canvas);
}

void
rl_test_click_around (RlTestCanvas    *fixture,
                      GdkModifierType  modifiers)
{
  for (guint n = 0; n < RL_TEST_N_CORNERS; n++)
    rl_test_click (fixture, modifiers, rl_test_corners[n][0], rl_test_corners[n][1]);
}

RimMask *
rl_test_get_mask (RlTestCanvas *fixture)
{
  g_assert_cmpuint (rim_segmentation_get_n_lesions (rl_test_get_segmentation (fixture)), ==, 1);

  return rim_segmentation_get_lesion (rl_test_get_segmentation (fixture), 0)->mask;
}

RimLesion *
rl_test_add_ball (RlTestCanvas *fixture,
                  const char   *name,
                  RimVec3       center,
                  double        radius)
{
  g_autoptr(RimLesion) ball = rl_test_lesion_new (rl_session_get_base (fixture->session), name, center, radius);

  g_assert_true (rim_segmentation_add (rl_test_get_segmentation (fixture), ball, "test"));

  return rim_segmentation_find (rl_test_get_segmentation (fixture), ball->id, NULL);
}
