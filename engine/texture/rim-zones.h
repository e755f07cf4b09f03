/* rim-zones.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-levels.h"

G_BEGIN_DECLS

/**
 * RimZones:
 * @n: how many
 * @sizes: (array length=n): how many voxels are in each
 * @offsets: (array length=n): where the first voxel of each lies in the levels;
 *   ascending
 * @of_voxel: (array): the zone of each voxel of the region, in scan order
 *
 * Zones: the sets of voxels of one level that hang together by faces, edges or
 * corners.
 */
typedef struct
{
  gsize    n;
  guint32 *sizes;
  gsize   *offsets;
  guint32 *of_voxel;
} RimZones;

RimZones *rim_zones_new  (const RimLevels *levels,
                          int              flat_axis,
                          GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void      rim_zones_free (RimZones        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimZones, rim_zones_free)

G_END_DECLS
