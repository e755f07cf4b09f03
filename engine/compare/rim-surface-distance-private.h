/* rim-surface-distance-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "compare/rim-border-private.h"
#include "compare/rim-comparison.h"

G_BEGIN_DECLS

/* Between surface elements, weighted by area: fills @surface and the surface Dice
 * coefficient with its parts.
 */
void rim_surface_distances_weighted (RimComparison       *comparison,
                                     const RimGrid       *grid,
                                     const RimBorder     *a,
                                     const RimBorder     *b);

/* Between border voxels, all alike: fills @voxel. */
void rim_surface_distances_alike    (RimComparison       *comparison,
                                     const RimGrid       *grid,
                                     const RimBorder     *a,
                                     const RimBorder     *b);

/* Where there is a surface missing. */
void rim_surface_distances_none     (RimSurfaceDistances *self,
                                     double               distance);

G_END_DECLS
