/* rl-grow-hand.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "tools/rl-hand.h"

G_BEGIN_DECLS

#define RL_TYPE_GROW_HAND (rl_grow_hand_get_type ())

/**
 * RlGrowHand:
 *
 * Region growing: a press proposes what hangs together with the voxel there, a drag
 * makes the tolerance larger (to the right, up) or smaller. Alt proposes to take it away.
 */
G_DECLARE_FINAL_TYPE (RlGrowHand, rl_grow_hand, RL, GROW_HAND, GObject)

RlHand *rl_grow_hand_new (RlSession  *session,
                          RlTool tool) G_GNUC_WARN_UNUSED_RESULT;
double  rl_grow_hand_get_tolerance (RlGrowHand *self);

G_END_DECLS
