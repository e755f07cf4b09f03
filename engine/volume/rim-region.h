/* rim-region.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-field.h"
#include "volume/rim-mask.h"

G_BEGIN_DECLS

/**
 * RimRegion:
 * @box: the bounding box of the voxels on the grid of the image
 * @grid: where the voxels of @box lie; of its own size
 * @inside: one byte per voxel of @box, 1 in and 0 out, i fastest
 * @n_voxels: how many are in
 *
 * The voxels of a VOI, spread out in their bounding box. What features are
 * computed on. "In scan order" means i fastest, then j, then k. Reference
 * counted, immutable once made; safe on any thread.
 */
typedef struct
{
  RimBox      box;
  RimGrid     grid;
  guint8     *inside;
  gsize       n_voxels;
  RimRefCount ref_count;
} RimRegion;

RimRegion *rim_region_new           (RimMask         *mask) G_GNUC_WARN_UNUSED_RESULT;
RimRegion *rim_region_new_from_bytes (const RimGrid  *grid,
                                      const guint8   *voxels) G_GNUC_WARN_UNUSED_RESULT;
RimRegion *rim_region_ref           (RimRegion       *self);
void       rim_region_unref         (RimRegion       *self);
void       rim_region_gather        (const RimRegion *self,
                                     const RimField  *field,
                                     double          *values);
void       rim_region_gather_within (const RimRegion *self,
                                     const RimField  *field,
                                     const RimBox    *box,
                                     double          *values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimRegion, rim_region_unref)

G_END_DECLS
