/* rim-seeds.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "delineate/rim-delineate.h"

G_BEGIN_DECLS

/**
 * RimSeedsOptions:
 * @margin: how far beyond all seeds together regions may grow, in mm
 * @locality: what a millimetre costs, in the unit of the image: the more, the less it
 *   matters what lies between; 0 for what only the image says
 */
typedef struct
{
  double margin;
  double locality;
} RimSeedsOptions;

GPtrArray *rim_seeds_grow (RimVolume             *volume,
                           RimMask *const        *seeds,
                           guint                  n_seeds,
                           const RimSeedsOptions *options,
                           GCancellable          *cancellable,
                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
