/* rl-seeds-hand.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "tools/rl-hand.h"

G_BEGIN_DECLS

#define RL_TYPE_SEEDS_HAND (rl_seeds_hand_get_type ())

/**
 * RlSeedsHand:
 *
 * Paints seeds of the seeder of the session, as wide as the brush: with the left button what
 * is of the lesion, with the right one, Alt, Control or Shift what is not. Of %RL_TOOL_SEEDS_OUT
 * it is the other way round.
 */
G_DECLARE_FINAL_TYPE (RlSeedsHand, rl_seeds_hand, RL, SEEDS_HAND, GObject)

RlHand *rl_seeds_hand_new (RlSession *session,
                           RlTool tool) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
