/* rim-coarse.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimCoarse:
 * @grid: where its voxels lie
 * @values: of each, i fastest, in the unit of the volume
 * @min: the lowest of them
 * @max: the highest of them
 *
 * A volume in fewer voxels, each the mean of a block, to be looked at as a whole.
 * Plain data.
 */
typedef struct
{
  RimGrid  grid;
  float   *values;
  double   min;
  double   max;
} RimCoarse;

RimCoarse *rim_coarse_new  (RimVolume  *volume,
                            guint       max_side) G_GNUC_WARN_UNUSED_RESULT;
void       rim_coarse_free (RimCoarse  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimCoarse, rim_coarse_free)

G_END_DECLS
