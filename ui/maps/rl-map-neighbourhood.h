/* rl-map-neighbourhood.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "map/rim-map-explanation.h"

G_BEGIN_DECLS

#define RL_TYPE_MAP_NEIGHBOURHOOD (rl_map_neighbourhood_get_type ())

/**
 * RlMapNeighbourhood:
 *
 * The window around a voxel, slice beside slice: the grey level of each voxel, shaded by it,
 * or its intensity. The voxel in the middle has a frame; what does not count is a dot.
 */
G_DECLARE_FINAL_TYPE (RlMapNeighbourhood, rl_map_neighbourhood, RL, MAP_NEIGHBOURHOOD, GtkWidget)

GtkWidget *rl_map_neighbourhood_new (GtkAdjustment *scroll) G_GNUC_WARN_UNUSED_RESULT;
void       rl_map_neighbourhood_set_told (RlMapNeighbourhood      *self,
                                          const RimMapExplanation *told);

G_END_DECLS
