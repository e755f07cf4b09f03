/* rl-test-drawing.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rl-test-canvas.h"

G_BEGIN_DECLS

#define RL_TEST_N_CORNERS 4

extern const double rl_test_corners[RL_TEST_N_CORNERS][2];

RimSegmentation *rl_test_get_segmentation (RlTestCanvas    *fixture);
RimMask         *rl_test_get_mask         (RlTestCanvas    *fixture);
RimLesion       *rl_test_add_ball         (RlTestCanvas    *fixture,
                                           const char      *name,
                                           RimVec3          center,
                                           double           radius);
void             rl_test_click            (RlTestCanvas    *fixture,
                                           GdkModifierType  modifiers,
                                           double           x,
                                           double           y);
void             rl_test_click_around     (RlTestCanvas    *fixture,
                                           GdkModifierType  modifiers);
void             rl_test_drag_around      (RlTestCanvas    *fixture,
                                           GdkModifierType  modifiers);

G_END_DECLS
