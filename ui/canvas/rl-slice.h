/* rl-slice.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "view/rim-mpr.h"
#include "view/rim-render.h"

G_BEGIN_DECLS

/**
 * RlSlice:
 * @index: from 0, along the grid axis that the plane scrolls along; it counts
 *   slices there are, not places a missing one would have
 * @n: how many there are
 * @number: from 1, in the order of scrolling: from the head, the front or the left
 * @instance: what the files number it (Instance Number), or 0: not known, or not a
 *   plane that they hold
 * @through: the middle of that slice, LPS mm
 * @position: where the slice lies along the patient's axis, LPS mm
 *
 * The slice of a grid that a plane of reading shows. On an oblique plane, slices
 * are counted in steps of a voxel along its normal, and @position is how far
 * along that it lies.
 */
typedef struct
{
  guint   index;
  guint   n;
  guint   number;
  guint   instance;
  RimVec3 through;
  double  position;
} RlSlice;

void    rl_slice_at    (RlSlice        *self,
                        RimVolume      *volume,
                        const RimMpr   *mpr,
                        RimOrientation  orientation,
                        RimVec3         cursor);
RimVec3 rl_slice_step  (RimVolume      *volume,
                        const RimMpr   *mpr,
                        RimOrientation  orientation,
                        RimVec3         cursor,
                        int             steps);
char   *rl_slice_dup_number (const RlSlice *self) G_GNUC_WARN_UNUSED_RESULT;
const char *rl_orientation_get_name (RimOrientation orientation);
char   *rl_slice_describe_plane (const RimMpr   *mpr,
                                 RimOrientation  plane,
                                 gboolean        brief) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
