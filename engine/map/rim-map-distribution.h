/* rim-map-distribution.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-histogram.h"

G_BEGIN_DECLS

/**
 * RimMapDistribution:
 * @histogram: of all values
 * @quartiles: the values of the ranks at a quarter, the half and three quarters
 * @mask: all voxels of the volume, those without a value too
 *
 * How the values of a map are spread. Plain data.
 */
typedef struct
{
  RimHistogram *histogram;
  double        quartiles[3];
  RimMask      *mask;
} RimMapDistribution;

RimMapDistribution *rim_map_distribution_new  (RimVolume           *map,
                                               guint                n_bins,
                                               GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void                rim_map_distribution_free (RimMapDistribution  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimMapDistribution, rim_map_distribution_free)

G_END_DECLS
