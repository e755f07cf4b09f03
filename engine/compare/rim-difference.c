/* rim-difference.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-difference.h"

/**
 * rim_mask_slice_find_class:
 * @a: (nullable): a slice of the first mask
 * @b: (nullable): the same slice of the second
 * @difference: which voxels
 *
 * Costs the runs of one slice: what an overlay asks for as it is scrolled.
 *
 * Returns: (transfer full) (nullable): those voxels
 */
RimMaskSlice *
rim_mask_slice_find_class (RimMaskSlice  *a,
                           RimMaskSlice  *b,
                           RimDifference  difference)
{
  switch (difference)
    {
    case RIM_DIFFERENCE_BOTH:
      return rim_mask_slice_combine (a, b, RIM_MASK_INTERSECT);
    case RIM_DIFFERENCE_ONLY_A:
      return rim_mask_slice_combine (a, b, RIM_MASK_SUBTRACT);
    case RIM_DIFFERENCE_ONLY_B:
      return rim_mask_slice_combine (b, a, RIM_MASK_SUBTRACT);
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * rim_mask_find_class:
 * @a: the first mask
 * @b: the second, on the same grid
 * @difference: which voxels
 *
 * The three classes have no voxel in common and are together the union.
 *
 * Returns: (transfer full): those voxels
 */
RimMask *
rim_mask_find_class (RimMask       *a,
                     RimMask       *b,
                     RimDifference  difference)
{
  switch (difference)
    {
    case RIM_DIFFERENCE_BOTH:
      return rim_mask_combine (a, b, RIM_MASK_INTERSECT);
    case RIM_DIFFERENCE_ONLY_A:
      return rim_mask_combine (a, b, RIM_MASK_SUBTRACT);
    case RIM_DIFFERENCE_ONLY_B:
      return rim_mask_combine (b, a, RIM_MASK_SUBTRACT);
    default:
      g_return_val_if_reached (NULL);
    }
}
