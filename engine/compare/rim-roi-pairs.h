/* rim-roi-pairs.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-roi.h"

G_BEGIN_DECLS

/**
 * RimRoiMatch:
 * @RIM_ROI_MATCH_NONE: there is none like it in the other file
 * @RIM_ROI_MATCH_TRACKING_UID: both have the same Tracking UID
 * @RIM_ROI_MATCH_NAME: both have the same name, and no other region has it
 * @RIM_ROI_MATCH_NUMBER: neither has a name, and both have the same number
 * @RIM_ROI_MATCH_OVERLAP: of what is left, they have the highest Dice coefficient
 * @RIM_ROI_MATCH_ONLY: each is the only one that is left, without a common voxel
 *
 * Why two regions are one lesion, the surest after none first.
 */
typedef enum
{
  RIM_ROI_MATCH_NONE,
  RIM_ROI_MATCH_TRACKING_UID,
  RIM_ROI_MATCH_NAME,
  RIM_ROI_MATCH_NUMBER,
  RIM_ROI_MATCH_OVERLAP,
  RIM_ROI_MATCH_ONLY,
} RimRoiMatch;

/**
 * RimRoiPair:
 * @a: (nullable): a region of the first file
 * @b: (nullable): of the second
 * @match: why they belong together
 *
 * A lesion of two readers. Regions belong to their files.
 */
typedef struct
{
  RimRoi      *a;
  RimRoi      *b;
  RimRoiMatch  match;
} RimRoiPair;

GArray     *rim_roi_pairs_new      (GPtrArray    *a,
                                    GPtrArray    *b,
                                    RimRoiMatch   only_by,
                                    GError      **error) G_GNUC_WARN_UNUSED_RESULT;
char       *rim_roi_dup_label      (const RimRoi *roi) G_GNUC_WARN_UNUSED_RESULT;
const char *rim_roi_match_get_name (RimRoiMatch match);

gboolean    rim_roi_match_from_name (const char  *name,
                                     RimRoiMatch *match);

G_END_DECLS
