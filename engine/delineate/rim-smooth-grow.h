/* rim-smooth-grow.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "delineate/rim-delineate.h"

G_BEGIN_DECLS

/**
 * RimSmoothGrow:
 *
 * A region that grows from a point of an image in which noise was smoothed away first, so
 * that soft tissue does not leak as speckle. Read and smoothed once; another tolerance
 * costs what the ball holds. Not for sharing between threads.
 */
typedef struct _RimSmoothGrow RimSmoothGrow;

gboolean       rim_smooth_grow_measure_seed (RimVolume      *volume,
                                             RimVec3         seed,
                                             double         *value,
                                             double         *noise,
                                             GError        **error);
RimSmoothGrow *rim_smooth_grow_new          (RimVolume      *volume,
                                             RimVec3         seed,
                                             double          max_distance,
                                             double          sigma,
                                             RimMask        *within,
                                             GCancellable   *cancellable,
                                             GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void           rim_smooth_grow_free         (RimSmoothGrow  *self);
double         rim_smooth_grow_get_value    (RimSmoothGrow  *self);
RimMask       *rim_smooth_grow_fill         (RimSmoothGrow  *self,
                                             double          low,
                                             double          high,
                                             double          open,
                                             gboolean        fill_holes,
                                             GCancellable   *cancellable,
                                             GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimSmoothGrow, rim_smooth_grow_free)

G_END_DECLS
