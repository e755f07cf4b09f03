/* rl-node-hand.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "tools/rl-hand.h"

G_BEGIN_DECLS

#define RL_TYPE_NODE_HAND (rl_node_hand_get_type ())

/**
 * RlNodeHand:
 *
 * Changes the outline of the active lesion on the plane by its nodes: a drag of a node moves
 * it and those chosen with it, a press on the outline puts one in, a drag beside it chooses
 * those within. Alt or Control takes a node out, Shift chooses another. Arrows move what is
 * chosen until Enter. It shows the nodes as long as it is in hand, also on planes that the
 * pointer is not over.
 */
G_DECLARE_FINAL_TYPE (RlNodeHand, rl_node_hand, RL, NODE_HAND, GObject)

RlHand   *rl_node_hand_new (RlSession *session,
                            RlTool tool) G_GNUC_WARN_UNUSED_RESULT;
guint     rl_node_hand_get_n_nodes  (RlNodeHand *self);
guint     rl_node_hand_get_n_chosen (RlNodeHand *self);
RimVec3   rl_node_hand_get_node     (RlNodeHand *self,
                                     guint       node);

G_END_DECLS
