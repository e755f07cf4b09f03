/* rim-map-local-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map-input.h"

G_BEGIN_DECLS

/**
 * RimMapLocal:
 * @reach: how many voxels of nothing lie around a window
 * @stride: from voxel to voxel along i, j, k
 * @n_inside: voxels that a window may have
 * @inside: (array): where they lie, in scan order
 * @indices: (array): the index of each level of one window; 0 elsewhere
 *
 * A window taken out of the levels, so that what its voxels have as neighbours ends at
 * its border.
 */
typedef struct
{
  const RimMapInput *input;
  guint              reach;
  gsize              stride[3];
  gsize              n;
  guint              n_inside;
  guint16           *inside;
  guint16           *indices;
} RimMapLocal;

void   rim_map_local_init           (RimMapLocal       *self,
                                     const RimMapInput *input,
                                     guint              reach);
void   rim_map_local_clear          (RimMapLocal       *self);
guint  rim_map_local_take           (RimMapLocal       *self,
                                     gsize              at);
int   *rim_map_local_new_neighbours (const RimMapLocal *self,
                                     const guint       *distances,
                                     guint              n_distances,
                                     guint             *n_neighbours) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
