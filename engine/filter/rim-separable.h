/* rim-separable.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "filter/rim-convolve.h"
#include "filter/rim-pooling.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

#define RIM_CHAIN_MAX_LEVELS 10

/**
 * RimChain:
 * @levels: filters along an axis that are applied one after the other
 * @n_levels: how many; 0 leaves an axis as it is
 */
typedef struct
{
  RimTaps levels[RIM_CHAIN_MAX_LEVELS];
  guint   n_levels;
} RimChain;

/**
 * RimSeparable:
 * @chains: what is applied along i, j, k
 * @boundary: what the image is where it is not, at every level
 * @is_2d: whether rotations stay in the plane of i and j
 * @rotate: whether to pool over all rotations by right angles, 24 or 4
 * @pooling: how
 *
 * A filter that is a product of filters along the axes.
 */
typedef struct
{
  const RimChain *chains[3];
  RimBoundary     boundary;
  gboolean        is_2d;
  gboolean        rotate;
  RimPooling      pooling;
} RimSeparable;

RimPatch *rim_separable_respond (const RimSeparable  *self,
                                 RimVolume           *image,
                                 const RimBox        *box,
                                 GCancellable        *cancellable,
                                 GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
