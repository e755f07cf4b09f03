/* rl-path-hand.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "tools/rl-hand.h"

G_BEGIN_DECLS

#define RL_TYPE_PATH_HAND (rl_path_hand_get_type ())

/**
 * RlPathHand:
 *
 * Draws a closed path: with %RL_TOOL_CONTOUR freely, with %RL_TOOL_POLYGON from corner
 * to corner, with %RL_TOOL_SPLINE as a curve through points. What it holds is added to
 * the lesion, or taken away where Alt or Control is held at its beginning. With
 * %RL_TOOL_LASSO what it holds on all slices is cut off, or what it does not hold.
 */
G_DECLARE_FINAL_TYPE (RlPathHand, rl_path_hand, RL, PATH_HAND, GObject)

RlHand *rl_path_hand_new (RlSession *session,
                          RlTool tool) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
