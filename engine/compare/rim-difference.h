/* rim-difference.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-mask.h"

G_BEGIN_DECLS

/**
 * RimDifference:
 * @RIM_DIFFERENCE_BOTH: in both masks
 * @RIM_DIFFERENCE_ONLY_A: in the first alone
 * @RIM_DIFFERENCE_ONLY_B: in the second alone
 *
 * How two readers differ about a voxel that at least one of them has.
 */
typedef enum
{
  RIM_DIFFERENCE_BOTH,
  RIM_DIFFERENCE_ONLY_A,
  RIM_DIFFERENCE_ONLY_B,
} RimDifference;

#define RIM_N_DIFFERENCES 3

RimMaskSlice *rim_mask_slice_find_class (RimMaskSlice  *a,
                                         RimMaskSlice  *b,
                                         RimDifference  difference) G_GNUC_WARN_UNUSED_RESULT;
RimMask      *rim_mask_find_class       (RimMask       *a,
                                         RimMask       *b,
                                         RimDifference  difference) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
