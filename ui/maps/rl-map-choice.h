/* rl-map-choice.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "features/rl-feature-images.h"
#include "map/rim-map.h"

G_BEGIN_DECLS

/**
 * RlMapChoice:
 * @image: of which image
 * @voi: of which VOI of the lesion
 * @how: what core, rim and fused image are
 * @filter: the image that a filter makes: "original", "wavelet-LLH"
 * @features: (array zero-terminated=1): names of features: "glcm_Contrast"
 * @settings: how they are computed, windows and bins among it; of @image
 *
 * What maps are wanted of. Plain data.
 */
typedef struct
{
  RimStudyImage   image;
  RimVoiKind      voi;
  RlFeatureVoi    how;
  char           *filter;
  char          **features;
  RimSettings    *settings;
} RlMapChoice;

RlMapChoice *rl_map_choice_copy            (const RlMapChoice *self) G_GNUC_WARN_UNUSED_RESULT;
void         rl_map_choice_free            (RlMapChoice       *self);
gboolean     rl_map_choice_has_same_voxels (const RlMapChoice *self,
                                            const RlMapChoice *other);
gboolean     rl_map_choice_equal           (const RlMapChoice *self,
                                            const RlMapChoice *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlMapChoice, rl_map_choice_free)

G_END_DECLS
