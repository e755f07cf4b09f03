/* rl-map-range-bar.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-map-layer.h"

G_BEGIN_DECLS

#define RL_TYPE_MAP_RANGE_BAR (rl_map_range_bar_get_type ())

/**
 * RlMapRangeBar:
 *
 * The colours of a map along an axis of values, with a handle at either end of their range.
 * Dragging one changes the range of the layer; arrows move the lower handle, with Shift the
 * upper one. A double click leaves the range to who makes the map again.
 */
G_DECLARE_FINAL_TYPE (RlMapRangeBar, rl_map_range_bar, RL, MAP_RANGE_BAR, GtkWidget)

GtkWidget *rl_map_range_bar_new (RlMapLayer    *layer) G_GNUC_WARN_UNUSED_RESULT;
void       rl_map_range_bar_set_axis (RlMapRangeBar *self,
                                      double         start,
                                      double         end);

G_END_DECLS
