/* rim-slab.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "view/rim-plane.h"
#include "view/rim-render.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimSlabKind:
 * @RIM_SLAB_MEAN: the mean along the normal
 * @RIM_SLAB_MAX: the highest value (MIP)
 * @RIM_SLAB_MIN: the lowest value (MinIP)
 *
 * What is made of the values that lie behind each other.
 */
typedef enum
{
  RIM_SLAB_MEAN,
  RIM_SLAB_MAX,
  RIM_SLAB_MIN,
} RimSlabKind;

RimVolume *rim_slab_new       (RimVolume        *volume,
                               const RimPlane   *plane,
                               RimSlabKind       kind,
                               double            mm,
                               RimInterpolation  interpolation,
                               guint             stride) G_GNUC_WARN_UNUSED_RESULT;
gboolean   rim_slab_is_shared (RimVolume        *volume,
                               const RimPlane   *a,
                               const RimPlane   *b,
                               double            mm);
gsize      rim_slab_get_cost  (RimVolume        *volume,
                               const RimPlane   *plane,
                               double            mm,
                               RimInterpolation  interpolation);

G_END_DECLS
