/* rim-directions.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-family.h"
#include "texture/rim-levels.h"

G_BEGIN_DECLS

/**
 * RimDirection:
 * @step: voxels along i, j, k to the neighbour; the last that is not 0 is
 *   positive, so that the neighbour comes later in scan order
 *
 * A direction in which voxels have neighbours.
 */
typedef struct
{
  int step[3];
} RimDirection;

/**
 * RimDirections:
 * @n: how many
 * @directions: (array length=n): those that leave the slice first
 * @first_in_slice: from here on they stay in the slice
 *
 * Half of the neighbours at some distances; the other half lies opposite. 13
 * for distance 1.
 */
typedef struct
{
  guint         n;
  guint         first_in_slice;
  RimDirection *directions;
} RimDirections;

RimDirections *rim_directions_new       (const guint         *distances,
                                         guint                n_distances,
                                         int                  still_axis) G_GNUC_WARN_UNUSED_RESULT;
void           rim_directions_free      (RimDirections       *self);
double         rim_direction_get_length (const RimDirection  *self,
                                         const double         spacing[3],
                                         RimWeighting         norm);
gssize         rim_direction_get_offset (const RimDirection  *self,
                                         const RimLevels     *levels);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimDirections, rim_directions_free)

G_END_DECLS
