/* rim-refine.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "delineate/rim-delineate.h"

G_BEGIN_DECLS

/**
 * RimRefineOptions:
 * @reach: how far the surface may move, in mm
 * @sigma: of the Gaussian that keeps it smooth, in mm
 * @smoothness: how much that counts beside the image, from 0 on
 * @max_rounds: after which it ends
 */
typedef struct
{
  double reach;
  double sigma;
  double smoothness;
  guint  max_rounds;
} RimRefineOptions;

#define RIM_REFINE_OPTIONS_INIT { 5, 1.5, 1, 20 }

RimMask *rim_refine (RimVolume              *volume,
                     RimMask                *mask,
                     const RimRefineOptions *options,
                     guint                  *n_rounds,
                     GCancellable           *cancellable,
                     GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
