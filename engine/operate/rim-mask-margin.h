/* rim-mask-margin.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "operate/rim-reach.h"
#include "volume/rim-mask.h"

G_BEGIN_DECLS

/**
 * RimLimitSide:
 * @RIM_LIMIT_INSIDE: only voxels of the limit may be added, as of the lungs
 * @RIM_LIMIT_OUTSIDE: none of the limit may be added, as of another lesion
 *
 * What a mask that limits growth means.
 */
typedef enum
{
  RIM_LIMIT_INSIDE,
  RIM_LIMIT_OUTSIDE,
} RimLimitSide;

RimMask *rim_mask_margin (RimMask         *self,
                          const RimReach  *reach,
                          RimMask         *limit,
                          RimLimitSide     side,
                          gboolean        *cut,
                          GCancellable    *cancellable,
                          GError         **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask *rim_mask_hollow (RimMask         *self,
                          double           inside_mm,
                          double           outside_mm,
                          RimMask         *limit,
                          RimLimitSide     side,
                          gboolean        *cut,
                          GCancellable    *cancellable,
                          GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
