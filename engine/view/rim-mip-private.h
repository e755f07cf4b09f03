/* rim-mip-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rim-ref-count.h"
#include "view/rim-axis-map-private.h"
#include "view/rim-mip.h"

G_BEGIN_DECLS

/* In the frame of the patient, LPS mm. A layer is a plane of voxels across the
 * axis that the projection turns about; "right" and "down" are its two axes at 0
 * degrees, "up" is across them.
 */
struct _RimMip
{
  RimRefCount   ref_count;
  RimVolume    *volume;
  RimSliceAxis  axes;
  RimAxisMap    layers;
  guint         n_right;
  guint         n_down;
  RimVec3       right;          /* unit vectors */
  RimVec3       down;
  RimVec3       up;
  RimVec3       right_step;     /* from voxel to voxel */
  RimVec3       down_step;
  RimVec3       layer_step;
  RimVec3       pivot;          /* of the first layer */
  double        bin;            /* the width of a ray */
  guint         n_bins;
};

/**
 * RimMipView:
 * @across: to the right of the screen
 * @into: away from the reader
 *
 * The directions of one angle.
 */
typedef struct
{
  RimVec3 across;
  RimVec3 into;
} RimMipView;

/**
 * RimMipRays:
 * @starts: where the voxels of each ray begin in @voxels; one more than there
 *   are rays
 * @voxels: down * n_right + right within a layer
 *
 * Which voxels of a layer each ray meets: the same in every layer.
 */
typedef struct
{
  guint32 *starts;
  guint32 *voxels;
} RimMipRays;

void    rim_mip_view_init      (RimMipView       *view,
                                const RimMip     *self,
                                double            degrees);
void    rim_mip_rays_init      (RimMipRays       *rays,
                                const RimMip     *self,
                                const RimMipView *view);
void    rim_mip_rays_clear     (RimMipRays       *rays);
RimVec3 rim_mip_get_layer      (const RimMip     *self,
                                guint             layer);
int     rim_mip_get_shift      (const RimMip     *self,
                                const RimMipView *view,
                                guint             layer);
void    rim_mip_read_layer     (const RimMip     *self,
                                guint             layer,
                                float            *values);

G_END_DECLS
