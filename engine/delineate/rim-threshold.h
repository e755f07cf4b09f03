/* rim-threshold.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "delineate/rim-delineate.h"

G_BEGIN_DECLS

RimMask *rim_threshold_range (RimVolume     *volume,
                              RimVec3        point,
                              double         radius,
                              RimMask       *within,
                              double         low,
                              double         high,
                              GCancellable  *cancellable,
                              GError       **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask *rim_threshold_otsu  (RimVolume     *volume,
                              RimVec3        point,
                              double         radius,
                              RimMask       *within,
                              guint          n_classes,
                              double         range[2],
                              GCancellable  *cancellable,
                              GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
