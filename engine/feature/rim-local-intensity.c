/* rim-local-intensity.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-local-intensity.h"

#include "feature/rim-intensity-private.h"
#include "feature/rim-measure-private.h"

#define REFERENCE "IBSI reference manual, 3.2"

static const RimIntensityRow rows[] = {
  {
    { "LocalPeak", "loc_peak_loc", "VJGA", RIM_IN_IBSI, TRUE, RIM_FEATURE_UNIT_INTENSITY,
      "the mean over 1 cm³ around the voxel with the maximum; of several the highest", REFERENCE },
    G_STRUCT_OFFSET (RimSuvPeak, local)
  },
  {
    { "GlobalPeak", "loc_peak_glob", "0F91", RIM_IN_IBSI, TRUE, RIM_FEATURE_UNIT_INTENSITY,
      "the highest mean over 1 cm³ around any voxel of the region", REFERENCE },
    G_STRUCT_OFFSET (RimSuvPeak, value)
  },
};

static const RimFeatureInfo *
get_info (guint i)
{
  return &rows[i].info;
}

static gboolean
compute (const RimFamilyInput *input,
         const RimAggregation *aggregations,
         guint                 n_aggregations,
         double               *values,
         GCancellable         *cancellable,
         GError              **error)
{
  RimSuvPeak peak = { NAN, RIM_VEC3 (NAN, NAN, NAN), NAN };

  if (!rim_intensity_check (input, cancellable, error))
    return FALSE;

  if (input->image != NULL)
    {
      g_autoptr(RimMask) mask = rim_mask_new_from_box (rim_volume_get_grid (input->image), &input->region->box,
                                                       input->region->inside);

      rim_measure_suv_peak_cancellable (mask, input->image, &peak, cancellable);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }

  rim_intensity_fill (rows, G_N_ELEMENTS (rows), &peak, input->settings->profile, n_aggregations,
                      values);

  return TRUE;
}

const RimFamily rim_family_local_intensity = {
  .name = "local_intensity",
  .title = "Local intensity",
  .ibsi_id = "9ST6",
  .needs_levels = FALSE,
  .needs_intensity = TRUE,
  .n_features = G_N_ELEMENTS (rows),
  .get_info = get_info,
  .compute = compute,
};
