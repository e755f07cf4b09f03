/* rim-shape-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-frame.h"
#include "feature/rim-hull.h"
#include "volume/rim-region.h"

G_BEGIN_DECLS

gboolean rim_shape_check        (const RimRegion *region,
                                 GError         **error);
double   rim_shape_find_longest (const RimHull   *hull,
                                 const RimFrame  *frame);

G_END_DECLS
