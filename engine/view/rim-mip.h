/* rim-mip.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "view/rim-plane.h"
#include "volume/rim-mask.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimMip:
 *
 * A maximum intensity projection that turns about the axis from feet to head.
 * Immutable and reference counted; safe to use from any thread.
 *
 * At 0 degrees the patient is seen from the front, at 90 from the left, at 180
 * from behind. The rays run within the layers of voxels across that axis,
 * whichever axis of the grid it is.
 */
typedef struct _RimMip RimMip;

#define RIM_TYPE_MIP (rim_mip_get_type ())

GType      rim_mip_get_type      (void);
RimMip    *rim_mip_new           (RimVolume      *volume) G_GNUC_WARN_UNUSED_RESULT;
RimMip    *rim_mip_ref           (RimMip         *self);
void       rim_mip_unref         (RimMip         *self);
RimVolume *rim_mip_project       (RimMip         *self,
                                  double          degrees,
                                  GError        **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask   *rim_mip_project_mask  (RimMip         *self,
                                  double          degrees,
                                  RimMask        *mask) G_GNUC_WARN_UNUSED_RESULT;
gboolean   rim_mip_pick          (RimMip         *self,
                                  double          degrees,
                                  RimVec3         point,
                                  RimVec3        *voxel);
double     rim_mip_fit           (RimMip         *self,
                                  guint           width,
                                  guint           height);
void       rim_mip_init_plane    (RimMip         *self,
                                  double          degrees,
                                  double          mm_per_pixel,
                                  double          right,
                                  double          down,
                                  guint           width,
                                  guint           height,
                                  RimPlane       *plane);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimMip, rim_mip_unref)

G_END_DECLS
