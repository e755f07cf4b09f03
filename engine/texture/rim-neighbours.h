/* rim-neighbours.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "texture/rim-family.h"

G_BEGIN_DECLS

/**
 * RimNeighbours:
 * @n: how many a voxel has
 * @offsets: (array length=n): from a voxel to each
 *
 * Where the neighbours of a voxel lie in levels.
 */
typedef struct
{
  gsize   n;
  gssize *offsets;
} RimNeighbours;

RimNeighbours *rim_neighbours_new  (const RimLevels         *levels,
                                    const RimFamilySettings *settings,
                                    int                      flat_axis,
                                    GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void           rim_neighbours_free (RimNeighbours           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimNeighbours, rim_neighbours_free)

G_END_DECLS
