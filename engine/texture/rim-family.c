/* rim-family.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-family.h"

G_DEFINE_QUARK (rim-feature-error-quark, rim_feature_error)

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
