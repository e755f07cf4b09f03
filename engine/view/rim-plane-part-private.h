/* rim-plane-part-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "view/rim-plane.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimPlanePart:
 * @x: the first column, in pixels of the whole plane
 * @y: the first row
 * @plane: the part, a plane of its own with the same pixels
 *
 * The rectangle of a plane that an image can be seen in.
 */
typedef struct
{
  guint    x;
  guint    y;
  RimPlane plane;
} RimPlanePart;

gboolean rim_plane_part_init (RimPlanePart   *self,
                              RimVolume      *volume,
                              const RimPlane *plane);

G_END_DECLS
