/* rim-roi-match.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dicom/rim-series.h"
#include "volume/rim-roi.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimRoiFit:
 * @RIM_ROI_FIT_NONE: drawn in another space, or nobody can tell
 * @RIM_ROI_FIT_SPACE: drawn in the same frame of reference, on another series
 * @RIM_ROI_FIT_SERIES: drawn on this very series
 *
 * How regions belong to an image, the best last.
 */
typedef enum
{
  RIM_ROI_FIT_NONE,
  RIM_ROI_FIT_SPACE,
  RIM_ROI_FIT_SERIES,
} RimRoiFit;

RimRoiFit rim_roi_get_fit      (RimRoiSet  *set,
                                RimSource  *image);
gboolean  rim_roi_match_volume (RimRoiSet  *set,
                                RimVolume  *volume,
                                GError    **error);
gboolean  rim_roi_match_series (RimRoiSet  *set,
                                RimSeries  *series,
                                GError    **error);
RimMask  *rim_roi_match_mask   (RimMask       *mask,
                                const double  *mask_positions,
                                const RimGrid *grid,
                                const double  *grid_positions) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
