/* rim-collage-map.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-orientations.h"

G_BEGIN_DECLS

/**
 * RimCollageStatistic:
 *
 * Haralick's statistics of a co-occurrence matrix; levels count from 1, logarithms
 * are to the base 2.
 */
typedef enum
{
  RIM_COLLAGE_ANGULAR_SECOND_MOMENT,
  RIM_COLLAGE_CONTRAST,
  RIM_COLLAGE_CORRELATION,
  RIM_COLLAGE_VARIANCE,
  RIM_COLLAGE_INVERSE_DIFFERENCE_MOMENT,
  RIM_COLLAGE_SUM_AVERAGE,
  RIM_COLLAGE_SUM_VARIANCE,
  RIM_COLLAGE_SUM_ENTROPY,
  RIM_COLLAGE_ENTROPY,
  RIM_COLLAGE_DIFFERENCE_VARIANCE,
  RIM_COLLAGE_DIFFERENCE_ENTROPY,
  RIM_COLLAGE_INFORMATION_1,
  RIM_COLLAGE_INFORMATION_2,
  RIM_N_COLLAGE_STATISTICS
} RimCollageStatistic;

/**
 * RimCollageMap:
 * @n_voxels: of the region
 * @values: (array): RIM_N_COLLAGE_STATISTICS × n_voxels, those of one statistic
 *   beside each other in scan order; NAN where there is no pair of voxels
 */
typedef struct
{
  gsize   n_voxels;
  double *values;
} RimCollageMap;

RimCollageMap *rim_collage_map_new  (const RimOrientations  *orientations,
                                     const RimRegion        *region,
                                     RimOrientationAngle     angle,
                                     guint                   radius,
                                     GCancellable           *cancellable,
                                     GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void           rim_collage_map_free (RimCollageMap          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimCollageMap, rim_collage_map_free)

G_END_DECLS
