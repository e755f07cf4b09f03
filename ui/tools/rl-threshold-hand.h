/* rl-threshold-hand.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "tools/rl-hand.h"

G_BEGIN_DECLS

#define RL_TYPE_THRESHOLD_HAND (rl_threshold_hand_get_type ())

/**
 * RlThresholdHand:
 *
 * Tells the thresholder of the session where to look.
 */
G_DECLARE_FINAL_TYPE (RlThresholdHand, rl_threshold_hand, RL, THRESHOLD_HAND, GObject)

RlHand *rl_threshold_hand_new (RlSession *session,
                               RlTool tool) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
