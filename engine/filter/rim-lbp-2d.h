/* rim-lbp-2d.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "filter/rim-filter.h"

G_BEGIN_DECLS

/**
 * RimLbp2dMethod:
 * @RIM_LBP_2D_DEFAULT: the pattern as a number
 * @RIM_LBP_2D_ROR: the least number to which the pattern can be turned
 * @RIM_LBP_2D_UNIFORM: the samples that are set, where they lie together; one more
 *   than there are samples elsewhere
 * @RIM_LBP_2D_VAR: the variance of the samples
 *
 * What becomes of a pattern; the names of scikit-image.
 */
typedef enum
{
  RIM_LBP_2D_DEFAULT,
  RIM_LBP_2D_ROR,
  RIM_LBP_2D_UNIFORM,
  RIM_LBP_2D_VAR,
} RimLbp2dMethod;

/**
 * RimLbp2dSettings:
 * @radius: of the circle, in voxels
 * @n_samples: on the circle, 1 to 31
 * @method: what becomes of a pattern
 * @force_2d_axis: the axis square to the slices; -1 for k
 *
 * What local binary patterns in slices are made with.
 */
typedef struct
{
  double         radius;
  guint          n_samples;
  RimLbp2dMethod method;
  int            force_2d_axis;
} RimLbp2dSettings;

#define RIM_LBP_2D_SETTINGS_INIT { 1.0, 8, RIM_LBP_2D_UNIFORM, -1 }

gboolean rim_filter_lbp_2d (RimVolume               *image,
                            const RimBox            *box,
                            const RimLbp2dSettings  *settings,
                            RimFilteredFunc          func,
                            gpointer                 data,
                            GCancellable            *cancellable,
                            GError                 **error);

G_END_DECLS
