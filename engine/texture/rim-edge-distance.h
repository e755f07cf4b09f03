/* rim-edge-distance.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-region.h"

G_BEGIN_DECLS

guint32 *rim_edge_distances_new (const RimRegion *shape,
                                 const RimRegion *region,
                                 int              flat_axis,
                                 GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
