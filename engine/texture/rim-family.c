/* rim-family.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-family.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK (rim-feature-error-quark, rim_feature_error)

static gboolean
is_same (double a,
         double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static gboolean
beyond_equal (const RimBeyondSettings *a,
              const RimBeyondSettings *b)
{
  return a->collage_radius == b->collage_radius && a->collage_bins == b->collage_bins &&
         is_same (a->margin_reach_mm, b->margin_reach_mm) && is_same (a->margin_step_mm, b->margin_step_mm) &&
         a->margin_profiles == b->margin_profiles && is_same (a->sector_shell_mm, b->sector_shell_mm) &&
         is_same (a->gabor_sigma_mm, b->gabor_sigma_mm) && is_same (a->gabor_lambda_mm, b->gabor_lambda_mm) &&
         a->gabor_bins == b->gabor_bins && a->laws_bins == b->laws_bins;
}

static gboolean
ivh_equal (const RimFamilySettings *a,
           const RimFamilySettings *b)
{
  return a->ivh_binning == b->ivh_binning && is_same (a->ivh_width, b->ivh_width) &&
         a->ivh_count == b->ivh_count && is_same (a->ivh_lower, b->ivh_lower) &&
         is_same (a->ivh_upper, b->ivh_upper);
}

/**
 * rim_family_settings_equal:
 * @a: settings
 * @b: other settings
 *
 * Returns: whether families read the same of both
 */
gboolean
rim_family_settings_equal (const RimFamilySettings *a,
                           const RimFamilySettings *b)
{
  return a->profile == b->profile && a->force_2d_axis == b->force_2d_axis && a->n_distances == b->n_distances &&
         memcmp (a->distances, b->distances, a->n_distances * sizeof *a->distances) == 0 &&
         a->weighting == b->weighting && a->is_symmetric == b->is_symmetric && is_same (a->alpha, b->alpha) &&
         is_same (a->voxel_array_shift, b->voxel_array_shift) && ivh_equal (a, b) &&
         beyond_equal (&a->beyond, &b->beyond);
}

/**
 * rim_feature_info_can_be_asked:
 * @self: what is known of a feature
 * @profile: a profile
 *
 * Returns: whether settings of that profile may name the feature: it is of the
 *   profile, or of none of them
 */
gboolean
rim_feature_info_can_be_asked (const RimFeatureInfo *self,
                               RimProfile            profile)
{
  return (self->profiles & (1u << profile | RIM_IN_RIMLIGHT)) != 0;
}
