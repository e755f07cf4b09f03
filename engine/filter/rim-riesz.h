/* rim-riesz.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "filter/rim-spectral.h"
#include "volume/rim-mask.h"

G_BEGIN_DECLS

/**
 * RimRieszSteering:
 * @filter: a Riesz transform, its axes those of the frame that each voxel has of
 *   its own
 * @sigma: how far around a voxel counts for its frame, in voxels along each axis
 * @box: which values are wanted
 *
 * A Riesz transform that is turned at every voxel.
 */
typedef struct
{
  RimSpectralFilter filter;
  double            sigma[3];
  RimBox            box;
} RimRieszSteering;

gboolean rim_riesz_steer (const RimRieszSteering  *self,
                          const RimComplex        *spectrum,
                          double                  *room,
                          double                  *out,
                          GCancellable            *cancellable,
                          GError                 **error);

G_END_DECLS
