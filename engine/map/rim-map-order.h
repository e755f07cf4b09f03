/* rim-map-order.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map-input.h"

G_BEGIN_DECLS

/**
 * RimMapPlane:
 * @point: on it, LPS mm
 * @normal: square to it, LPS, of any length but 0
 *
 * A plane on which a map is looked at.
 */
typedef struct
{
  RimVec3 point;
  RimVec3 normal;
} RimMapPlane;

guint32 *rim_map_order_voxels (RimMapInput       *input,
                               const RimMapPlane *planes,
                               guint              n_planes,
                               const guint32     *voxels,
                               gsize              n_voxels,
                               gsize             *n_visible) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
