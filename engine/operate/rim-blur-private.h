/* rim-blur-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "operate/rim-rows-private.h"

G_BEGIN_DECLS

/* The part of a Gaussian that is beyond this many σ is left out. */
#define RIM_BLUR_REACH 3.0

/**
 * RimBlur:
 * @window: the rows that were blurred
 * @values: one for each voxel of the window, i fastest; 0 to about 1
 *
 * How much of a mask a Gaussian sees from each voxel.
 */
typedef struct
{
  const RimRows *window;
  float         *values;
} RimBlur;

RimBlur *rim_blur_new    (const RimRows  *rows,
                          const RimGrid  *grid,
                          double          sigma_mm,
                          gboolean        in_slice,
                          GCancellable   *cancellable,
                          GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void     rim_blur_free   (RimBlur        *self);
float    rim_blur_choose (const RimBlur  *self,
                          gsize           first_slice,
                          gsize           n_slices);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimBlur, rim_blur_free)

G_END_DECLS
