/* rim-axis-map-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "view/rim-render.h"

G_BEGIN_DECLS

/* Into how many parts of a voxel a place is rounded. */
#define RIM_PLACE_UNIT 1048576

/**
 * RimAxisState:
 * @RIM_AXIS_OUTSIDE: beyond the first or the last voxel
 * @RIM_AXIS_GAP: between slices that lie too far apart to fill the space
 * @RIM_AXIS_INSIDE: in a voxel
 */
typedef enum
{
  RIM_AXIS_OUTSIDE,
  RIM_AXIS_GAP,
  RIM_AXIS_INSIDE,
} RimAxisState;

/**
 * RimAxisSample:
 *
 * Which voxels along an axis make a sample: (1 - fraction) of @low and fraction
 * of @high, which are the same where fraction is 0.
 */
typedef struct
{
  RimAxisState state;
  gint32       low;
  gint32       high;
  float        fraction;
} RimAxisSample;

/**
 * RimAxisMap:
 * @n: how many voxels lie along the axis
 * @places: (nullable): where their centres truly are, in voxels, growing; %NULL
 *   where voxel n is at n
 *
 * One axis of an image as sampling sees it.
 */
typedef struct
{
  guint   n;
  double *places;
} RimAxisMap;

void          rim_axis_map_init    (RimAxisMap       *self,
                                    RimVolume        *volume,
                                    guint             axis);
void          rim_axis_map_clear   (RimAxisMap       *self);
gboolean      rim_axis_map_has_gap (const RimAxisMap *self,
                                    guint             n);
RimAxisSample rim_axis_map_sample  (const RimAxisMap *self,
                                    double            place,
                                    RimInterpolation  interpolation);

/* So that what is at the centre or at the edge of a voxel is found there, whatever
 * the arithmetic before.
 */
static inline double
rim_round_place (double place)
{
  return floor (place * RIM_PLACE_UNIT + 0.5) / RIM_PLACE_UNIT;
}

G_END_DECLS
