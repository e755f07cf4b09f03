/* rl-livewire-hand.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "tools/rl-hand.h"

G_BEGIN_DECLS

#define RL_TYPE_LIVEWIRE_HAND (rl_livewire_hand_get_type ())

/**
 * RlLivewireHand:
 *
 * Draws a closed path whose clicks are anchors, and which follows the edges of the image
 * between them. A worker looks for the ways from each anchor; where it is not done yet, the
 * wire is straight for the moment.
 */
G_DECLARE_FINAL_TYPE (RlLivewireHand, rl_livewire_hand, RL, LIVEWIRE_HAND, GObject)

RlHand  *rl_livewire_hand_new (RlSession      *session,
                               RlTool tool) G_GNUC_WARN_UNUSED_RESULT;
gboolean rl_livewire_hand_is_ready (RlLivewireHand *self);

G_END_DECLS
