/* rim-grow.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-mask.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

#define RIM_GROW_ERROR (rim_grow_error_quark ())

/**
 * RimGrowError:
 * @RIM_GROW_ERROR_OUTSIDE: the point lies outside the image
 * @RIM_GROW_ERROR_NO_VALUE: there is no value there, such as outside a CT's circle
 *
 * Why nothing can grow.
 */
typedef enum
{
  RIM_GROW_ERROR_OUTSIDE,
  RIM_GROW_ERROR_NO_VALUE,
} RimGrowError;

/**
 * RimGrow:
 *
 * A region that grows from a point of an image. Not for sharing between threads.
 */
typedef struct _RimGrow RimGrow;

GQuark   rim_grow_error_quark  (void);
RimGrow *rim_grow_new          (RimVolume     *volume,
                                RimVec3        seed,
                                double         max_distance,
                                GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void     rim_grow_free         (RimGrow       *self);
double   rim_grow_get_value    (RimGrow       *self);
double   rim_grow_get_noise    (RimGrow       *self);
RimMask *rim_grow_fill         (RimGrow       *self,
                                double         low,
                                double         high,
                                GCancellable  *cancellable,
                                GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimGrow, rim_grow_free)

G_END_DECLS
