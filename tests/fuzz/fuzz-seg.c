/* fuzz-seg.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-seg.h"
#include "rim-fuzz.h"

static void
read_file (const char *path)
{
  g_autoptr(RimRoiSet) set = rim_seg_read (path, RIM_SEG_DEFAULT_THRESHOLD, NULL);

  if (set == NULL)
    return;

  for (guint n = 0; n < set->rois->len; n++)
    {
      RimRoi *roi = set->rois->pdata[n];

      g_assert_true (rim_grid_is_valid (rim_mask_get_grid (roi->mask)));
      g_assert_cmpuint (rim_mask_count (roi->mask), <=, rim_grid_get_n_voxels (rim_mask_get_grid (roi->mask)));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize         length)
{
  return rim_fuzz_file (bytes, length, read_file);
}
