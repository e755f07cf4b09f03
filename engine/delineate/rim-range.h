/* rim-range.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "delineate/rim-delineate.h"

G_BEGIN_DECLS

/**
 * RimRangePieces:
 * @RIM_RANGE_ALL: everything
 * @RIM_RANGE_LARGEST: the largest piece
 * @RIM_RANGE_AT_POINT: the piece at a point
 *
 * What is kept of voxels that do not all hang together; by faces they do.
 */
typedef enum
{
  RIM_RANGE_ALL,
  RIM_RANGE_LARGEST,
  RIM_RANGE_AT_POINT,
} RimRangePieces;

/**
 * RimRangeRegion:
 * @box: voxels of the image; what reaches beyond it is cut off
 * @middle: of a ball, LPS mm
 * @radius: of the ball, in mm; 0 where only the box limits
 *
 * Where to look: a voxel whose centre lies in both.
 */
typedef struct
{
  RimBox  box;
  RimVec3 middle;
  double  radius;
} RimRangeRegion;

/**
 * RimRange:
 * @low: the least value, in the unit of the image
 * @high: the greatest
 * @pieces: what is kept
 * @point: where the piece is, LPS mm
 *
 * Which voxels are wanted.
 */
typedef struct
{
  double         low;
  double         high;
  RimRangePieces pieces;
  RimVec3        point;
} RimRange;

/**
 * RimRangeLevels:
 * @min: the least value
 * @max: the greatest
 * @n_voxels: how many have a value
 * @threshold: from this value on a voxel belongs to the brighter of Otsu's two classes; %NAN
 *   where all values are alike
 * @lower: where the first bin begins
 * @width: of a bin
 * @n_bins: how many; beyond the last lie no more than one voxel of 2000
 * @counts: (array length=n_bins): how many voxels each has
 *
 * The values of a region.
 */
typedef struct
{
  double   min;
  double   max;
  gsize    n_voxels;
  double   threshold;
  double   lower;
  double   width;
  guint    n_bins;
  guint64 *counts;
} RimRangeLevels;

void            rim_range_region_init_all   (RimRangeRegion       *self,
                                             RimVolume            *volume);
void            rim_range_region_init_ball  (RimRangeRegion       *self,
                                             RimVolume            *volume,
                                             RimVec3               middle,
                                             double                radius);
void            rim_range_region_init_about (RimRangeRegion       *self,
                                             RimVolume            *volume,
                                             RimMask              *mask,
                                             double                margin);
gsize           rim_range_region_count      (const RimRangeRegion *self);

RimMask        *rim_range_find              (RimVolume            *volume,
                                             const RimRangeRegion *region,
                                             const RimRange       *range,
                                             GCancellable         *cancellable,
                                             GError              **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask        *rim_range_find_on_planes    (RimVolume            *volume,
                                             const RimRangeRegion *region,
                                             const RimRange       *range,
                                             RimVec3               through,
                                             GCancellable         *cancellable,
                                             GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean        rim_range_reaches_end       (const RimRangeRegion *region,
                                             RimMask              *found);

RimRangeLevels *rim_range_levels_new        (RimVolume            *volume,
                                             const RimRangeRegion *region,
                                             GCancellable         *cancellable,
                                             GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void            rim_range_levels_free       (RimRangeLevels       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimRangeLevels, rim_range_levels_free)

G_END_DECLS
