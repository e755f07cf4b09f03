/* rim-range-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "delineate/rim-range.h"

G_BEGIN_DECLS

/* The values of the row of the region's box, %NAN where they are not in its ball
 * or are padding. */
void rim_range_region_read_row (const RimRangeRegion *self,
                                RimVolume            *volume,
                                guint                 j,
                                guint                 k,
                                double               *values);

G_END_DECLS
