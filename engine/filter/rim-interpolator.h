/* rim-interpolator.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RimInterpolator:
 * @RIM_INTERPOLATOR_NEAREST: the value of the voxel whose centre is nearest
 * @RIM_INTERPOLATOR_LINEAR: tri-linear
 * @RIM_INTERPOLATOR_BSPLINE_1: B-splines through the values, of order 1 to 5
 * @RIM_INTERPOLATOR_GAUSSIAN: a Gaussian of 0.8 voxels, cut off at 3.2
 * @RIM_INTERPOLATOR_HAMMING: windowed sincs over 10 voxels
 *
 * How a value between voxels comes about. All of them are separable and are
 * what ITK defines under these names.
 */
typedef enum
{
  RIM_INTERPOLATOR_NEAREST,
  RIM_INTERPOLATOR_LINEAR,
  RIM_INTERPOLATOR_BSPLINE_1,
  RIM_INTERPOLATOR_BSPLINE_2,
  RIM_INTERPOLATOR_BSPLINE_3,
  RIM_INTERPOLATOR_BSPLINE_4,
  RIM_INTERPOLATOR_BSPLINE_5,
  RIM_INTERPOLATOR_GAUSSIAN,
  RIM_INTERPOLATOR_HAMMING,
  RIM_INTERPOLATOR_COSINE,
  RIM_INTERPOLATOR_WELCH,
  RIM_INTERPOLATOR_LANCZOS,
  RIM_INTERPOLATOR_BLACKMAN,
} RimInterpolator;

const char *rim_interpolator_to_name   (RimInterpolator interpolator);
gboolean    rim_interpolator_from_name (const char       *name,
                                        RimInterpolator  *interpolator,
                                        GError          **error);

G_END_DECLS
