/* rim-stroke.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-mask.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimStrokeSpec:
 * @radius: of the circle, in mm on the plane
 * @normal: of the plane, LPS
 * @erase: whether voxels are taken away
 *
 * A brush.
 */
typedef struct
{
  double   radius;
  RimVec3  normal;
  gboolean erase;
} RimStrokeSpec;

/**
 * RimStroke:
 *
 * A stroke in progress: the union of the capsules between successive points,
 * so that no speed leaves gaps. A voxel is in when its centre lies within the
 * radius in plane, and within half a voxel of the plane across it; of a ball, when it
 * lies within the radius in space. Costs what it touches. Not for sharing between threads.
 */
typedef struct _RimStroke RimStroke;

RimStroke *rim_stroke_new      (RimMask             *base,
                                const RimStrokeSpec *spec) G_GNUC_WARN_UNUSED_RESULT;
RimStroke *rim_stroke_new_ball (RimMask             *base,
                                const RimStrokeSpec *spec) G_GNUC_WARN_UNUSED_RESULT;
void       rim_stroke_limit    (RimStroke           *self,
                                RimVolume           *volume,
                                double               lowest,
                                double               highest);
void       rim_stroke_free     (RimStroke           *self);
gboolean   rim_stroke_add      (RimStroke           *self,
                                const RimVec3       *points,
                                gsize                n_points,
                                RimBox              *touched);
RimMask   *rim_stroke_get_mask (RimStroke           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimStroke, rim_stroke_free)

G_END_DECLS
