/* rl-click-hand.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "tools/rl-hand.h"

G_BEGIN_DECLS

#define RL_TYPE_CLICK_HAND (rl_click_hand_get_type ())

/**
 * RlClickHand:
 *
 * Proposes what the chosen method finds about a click, and proposes anew at the same place
 * when the method is given other numbers. A method that needs a reference takes the first
 * click for that.
 */
G_DECLARE_FINAL_TYPE (RlClickHand, rl_click_hand, RL, CLICK_HAND, GObject)

RlHand *rl_click_hand_new (RlSession *session,
                           RlTool tool) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
