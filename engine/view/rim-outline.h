/* rim-outline.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "segment/rim-lesion.h"
#include "view/rim-plane.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimOutline:
 * @points: x, y in device pixels of the plane, pairs, (0, 0) is the top left
 *   corner of the top left pixel
 * @starts: where each polygon begins in @points, in points; one more than
 *   there are polygons
 * @n_polygons: how many closed polygons
 *
 * The outline of a lesion on a plane. On a plane that is a slice of the
 * lesion's own grid these are the imported contours where they are untouched,
 * and the voxel edges where not; on any other plane, the edge of the mask cut
 * by the plane.
 */
typedef struct
{
  double *points;
  gsize  *starts;
  gsize   n_polygons;
} RimOutline;

RimOutline *rim_outline_new    (RimLesion      *lesion,
                                const RimPlane *plane) G_GNUC_WARN_UNUSED_RESULT;
RimOutline *rim_outline_new_in (RimLesion      *lesion,
                                RimVolume      *image,
                                const RimPlane *plane) G_GNUC_WARN_UNUSED_RESULT;
void        rim_outline_free   (RimOutline     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimOutline, rim_outline_free)

G_END_DECLS
