/* rim-mask-islands.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-mask.h"

G_BEGIN_DECLS

/**
 * RimConnectivity:
 * @RIM_CONNECTED_BY_FACES: 6 neighbours
 * @RIM_CONNECTED_BY_EDGES: 18 neighbours
 * @RIM_CONNECTED_BY_CORNERS: 26 neighbours
 *
 * Which voxels hang together.
 */
typedef enum
{
  RIM_CONNECTED_BY_FACES,
  RIM_CONNECTED_BY_EDGES,
  RIM_CONNECTED_BY_CORNERS,
} RimConnectivity;

/**
 * RimIsland:
 * @n_voxels: how many it has
 * @volume_ml: how large it is
 * @box: the smallest box that holds it
 * @first: its first voxel in scan order
 */
typedef struct
{
  gsize  n_voxels;
  double volume_ml;
  RimBox box;
  guint  first[3];
} RimIsland;

/**
 * RimIslands:
 *
 * The parts of a mask that hang together, the largest first, equal ones in scan
 * order. Immutable; owned by one holder.
 */
typedef struct _RimIslands RimIslands;

RimIslands      *rim_islands_new   (RimMask          *mask,
                                    RimConnectivity   connectivity) G_GNUC_WARN_UNUSED_RESULT;
void             rim_islands_free  (RimIslands       *self);
guint            rim_islands_get_n (RimIslands       *self);
const RimIsland *rim_islands_get   (RimIslands       *self,
                                    guint             n);
RimMask         *rim_islands_take  (RimIslands       *self,
                                    guint             first,
                                    guint             n) G_GNUC_WARN_UNUSED_RESULT;

RimMask   *rim_mask_keep_largest  (RimMask          *self,
                                   RimConnectivity   connectivity) G_GNUC_WARN_UNUSED_RESULT;
RimMask   *rim_mask_keep_island   (RimMask          *self,
                                   RimConnectivity   connectivity,
                                   const guint       voxel[3],
                                   GError          **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask   *rim_mask_remove_small  (RimMask          *self,
                                   RimConnectivity   connectivity,
                                   double            below_ml) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *rim_mask_split_islands (RimMask          *self,
                                   RimConnectivity   connectivity,
                                   guint             most,
                                   GError          **error) G_GNUC_WARN_UNUSED_RESULT;

RimMask   *rim_mask_fill_holes    (RimMask          *self,
                                   double            up_to_ml) G_GNUC_WARN_UNUSED_RESULT;
RimMask   *rim_mask_fill_holes_in_slices (RimMask   *self,
                                          double     up_to_mm2) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimIslands, rim_islands_free)

G_END_DECLS
