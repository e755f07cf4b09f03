/* rim-levels.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-region.h"

G_BEGIN_DECLS

#define RIM_LEVELS_SLACK 40

/**
 * RimLevels:
 * @size: voxels of the box along i, j, k
 * @spacing: mm
 * @pad: how many voxels of level 0 lie around the box on every side, so that
 *   neighbours within that distance need no check of bounds
 * @stride: from voxel to voxel along i (1), j, k, in elements
 * @levels: the level of voxel (0, 0, 0) of the box; 0 is outside the region
 * @n_levels: the highest level, "Ng"
 * @n_voxels: how many voxels are in the region
 * @offsets: (array length=n_voxels): where they lie in @levels, in scan order
 *
 * A discretised region in its box: what texture matrices are counted from. From
 * any voxel or any neighbour of one RIM_LEVELS_SLACK levels can be read, so that
 * loops over them can be of that length.
 */
typedef struct
{
  guint    size[3];
  double   spacing[3];
  guint    pad;
  gsize    stride[3];
  guint16 *levels;
  guint    n_levels;
  gsize    n_voxels;
  gsize   *offsets;
  guint16 *allocated;
} RimLevels;

RimLevels *rim_levels_new  (const RimRegion *region,
                            const guint16   *levels,
                            guint            n_levels,
                            guint            pad) G_GNUC_WARN_UNUSED_RESULT;
void       rim_levels_free (RimLevels       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimLevels, rim_levels_free)

G_END_DECLS
