/* rim-border-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "compare/rim-nearest-private.h"
#include "feature/rim-solid.h"
#include "volume/rim-mask.h"

G_BEGIN_DECLS

/**
 * RimBorder:
 * @solid: the voxels, with an empty one around them
 * @first: where the first voxel of @solid lies on the grid
 * @corners: (element-type RimLatticePoint): where eight voxels meet of which some
 *   are in and some are not; the place (i, j, k) lies between i and i + 1 and so on
 * @areas: (element-type double): how much of the surface lies there, mm²
 * @voxels: (element-type RimLatticePoint): the voxels that are in and share a face
 *   with one that is not
 *
 * The surface of a mask in both of the ways in which it is compared. What lies
 * beyond the image is out. Owned by the holder.
 */
typedef struct
{
  RimSolid *solid;
  gint32    first[3];
  GArray   *corners;
  GArray   *areas;
  GArray   *voxels;
} RimBorder;

RimBorder *rim_border_new  (RimMask   *mask,
                            GError   **error) G_GNUC_WARN_UNUSED_RESULT;
void       rim_border_free (RimBorder *self);
gsize      rim_border_count_added (const RimBorder *self,
                                   const RimBorder *edited);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimBorder, rim_border_free)

G_END_DECLS
