/* rl-feature-source.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-source.h"
#include "core/rl-session.h"
#include "features/rl-feature-images.h"

G_BEGIN_DECLS

#define RL_TYPE_FEATURE_SOURCE (rl_feature_source_get_type ())

/**
 * RlFeatureSource:
 *
 * Where features come from: an image that is shown or of another study, a lesion and
 * which of its VOIs. The lesion is followed as it is drawn, unless it is held as it
 * was at some time. Immutable.
 */
G_DECLARE_FINAL_TYPE (RlFeatureSource, rl_feature_source, RL, FEATURE_SOURCE, RlSource)

RlFeatureSource *rl_feature_source_new (const char      *id,
                                        const char      *title,
                                        RimStudyImage image,
                                        RimVoiKind voi,
                                        const char      *lesion_id,
                                        RimMask         *mask,
                                        RlFeatureImages *images) G_GNUC_WARN_UNUSED_RESULT;
RimStudyImage    rl_feature_source_get_image     (RlFeatureSource *self);
RimVoiKind       rl_feature_source_get_voi       (RlFeatureSource *self);
const char      *rl_feature_source_get_lesion_id (RlFeatureSource *self);
RimMask         *rl_feature_source_get_mask      (RlFeatureSource *self);
RlFeatureImages *rl_feature_source_get_images    (RlFeatureSource *self);

const char      *rl_voi_kind_get_title    (RimVoiKind kind);
const char      *rl_study_image_get_title (RimStudyImage image);
RimStudyImage    rl_study_image_find_shown (RlSession       *session,
                                            RimStudyImage    wanted);
const char      *rl_study_image_explain_missing (RlSession       *session,
                                                 RimStudyImage    image,
                                                 gboolean         needs_ct);

G_END_DECLS
