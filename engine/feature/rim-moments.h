/* rim-moments.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-frame.h"
#include "feature/rim-solid.h"

G_BEGIN_DECLS

/**
 * RimMoments:
 * @n: how many voxels
 * @centre: their mean index in the solid
 * @squares: sums of products of the differences from @centre, in voxels
 *
 * How the centres of the voxels of a solid are spread.
 */
typedef struct
{
  gsize  n;
  double centre[3];
  double squares[3][3];
} RimMoments;

/**
 * RimAxes:
 * @variances: along the principal axes, ascending, mm²
 * @directions: the axes, of length 1
 */
typedef struct
{
  double  variances[3];
  RimVec3 directions[3];
} RimAxes;

void rim_moments_init     (RimMoments       *self,
                           const RimSolid   *solid);
void rim_moments_get_axes (const RimMoments *self,
                           const RimFrame   *frame,
                           double            divisor,
                           RimAxes          *axes);
void rim_axes_init        (RimAxes          *self,
                           const double      matrix[3][3]);

G_END_DECLS
