/* rim-solid.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-region.h"

G_BEGIN_DECLS

/**
 * RimSolid:
 * @size: voxels along i, j, k
 * @stride: bytes from row to row, a multiple of 8
 * @slice: bytes from slice to slice
 * @voxels: 1 in and 0 out, i fastest; what pads a row is out, and eight more
 *   bytes may be read after the last row
 *
 * The voxels of a region with one empty voxel around them on every side.
 */
typedef struct
{
  guint   size[3];
  gsize   stride;
  gsize   slice;
  guint8 *voxels;
} RimSolid;

RimSolid *rim_solid_new  (const RimRegion *region,
                          GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void      rim_solid_free (RimSolid        *self);

/**
 * rim_solid_get_row:
 * @self: a solid
 * @j: a row, the padding counted
 * @k: a slice, the padding counted
 *
 * Returns: (transfer none): its bytes, those of the padding at both ends included
 */
static inline const guint8 *
rim_solid_get_row (const RimSolid *self,
                   gsize           j,
                   gsize           k)
{
  return self->voxels + k * self->slice + j * self->stride;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimSolid, rim_solid_free)

G_END_DECLS
