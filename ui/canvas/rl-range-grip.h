/* rl-range-grip.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_TYPE_RANGE_GRIP (rl_range_grip_get_type ())

/**
 * RlRangeGrip:
 *
 * What a hand takes the legend of a map by: dragged up and down the range moves, to the left
 * and right it becomes narrower and wider, and a double click makes it automatic again. It is
 * not seen, lies over the whole pane and takes what is pressed on the bar, unless a tool that
 * draws is in hand.
 */
G_DECLARE_FINAL_TYPE (RlRangeGrip, rl_range_grip, RL, RANGE_GRIP, GtkWidget)

GtkWidget *rl_range_grip_new (RlSession             *session) G_GNUC_WARN_UNUSED_RESULT;
void       rl_range_grip_set_layer  (RlRangeGrip           *self,
                                     RlMapLayer            *layer);
void       rl_range_grip_set_bounds (RlRangeGrip           *self,
                                     const graphene_rect_t *bounds);

G_END_DECLS
