/* fuzz-rtstruct.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-rtstruct.h"
#include "rim-fuzz.h"

/* Contours are rasterised too: their points may be anything. */
static void
rasterise (RimRoiSet *set)
{
  static const double positions[] = { -4.0, -1.0, 0.0, 0.5, 7.0 };
  RimGrid grid = { { 40, 30, G_N_ELEMENTS (positions) }, { { { 0 } } } };

  rim_affine_init_identity (&grid.to_patient);
  rim_affine_set_column (&grid.to_patient, 3, RIM_VEC3 (-20, -15, -4));

  for (guint n = 0; n < set->rois->len; n++)
    {
      RimRoi *roi = set->rois->pdata[n];
      g_autoptr(RimMask) even = rim_contours_to_mask (roi->contours, &grid, NULL, &roi->report);
      g_autoptr(RimMask) uneven = rim_contours_to_mask (roi->contours, &grid, positions, NULL);

      g_assert_cmpuint (rim_mask_count (even), <=, rim_grid_get_n_voxels (&grid));
      g_assert_cmpuint (rim_mask_count (uneven), <=, rim_grid_get_n_voxels (&grid));
    }
}

static void
read_file (const char *path)
{
  g_autoptr(RimRoiSet) set = rim_rtstruct_read (path, NULL);

  if (set != NULL)
    rasterise (set);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize         length)
{
  return rim_fuzz_file (bytes, length, read_file);
}
