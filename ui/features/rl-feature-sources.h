/* rl-feature-sources.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-sources.h"
#include "features/rl-feature-source.h"

G_BEGIN_DECLS

#define RL_TYPE_FEATURE_SOURCES (rl_feature_sources_get_type ())

/**
 * RlFeatureSources:
 *
 * What the features of the active lesion can be compared with: a list of
 * #RlFeatureSource. They are its contour as it was opened, its other VOIs and images,
 * the other lesions, and the same lesion in the patient's other studies and images.
 */
G_DECLARE_FINAL_TYPE (RlFeatureSources, rl_feature_sources, RL, FEATURE_SOURCES, RlSources)

RlFeatureSources *rl_feature_sources_new (RlJobs    *jobs,
                                          RlSession *session) G_GNUC_WARN_UNUSED_RESULT;
void              rl_feature_sources_set_main (RlFeatureSources *self,
                                               RimStudyImage     image,
                                               RimVoiKind        voi);

G_END_DECLS
