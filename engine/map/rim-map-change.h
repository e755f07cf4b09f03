/* rim-map-change.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map.h"

G_BEGIN_DECLS

/* Of a voxel whose window is not one that there was before. */
#define RIM_MAP_CHANGE_NEW G_MAXUINT32

/**
 * RimMapChange:
 * @before: what maps were computed from
 * @after: what they are computed from now
 * @shift: how much higher grey levels are now where windows are as they were
 * @numbers: (array): of each voxel of the region now, in scan order, the number it had,
 *   or RIM_MAP_CHANGE_NEW: its window is another, or it had none
 * @n_new: how many of them are RIM_MAP_CHANGE_NEW
 *
 * What an edit of the VOI leaves of its maps. Immutable.
 */
typedef struct
{
  RimMapInput *before;
  RimMapInput *after;
  int          shift;
  guint32     *numbers;
  gsize        n_new;
} RimMapChange;

RimMapChange *rim_map_change_new   (RimMapInput         *before,
                                    RimMapInput         *after) G_GNUC_WARN_UNUSED_RESULT;
void          rim_map_change_free  (RimMapChange        *self);
gboolean      rim_map_change_keeps (const RimMapChange  *self,
                                    const RimMapFeature *feature);
guint32      *rim_map_change_carry (const RimMapChange  *self,
                                    const RimMapFeature *feature,
                                    const guint8        *is_known,
                                    const float         *before,
                                    float               *after,
                                    gsize               *n_voxels) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimMapChange, rim_map_change_free)

G_END_DECLS
