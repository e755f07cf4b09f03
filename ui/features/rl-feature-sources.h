/* rl-feature-sources.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "features/rl-feature-source.h"

G_BEGIN_DECLS

#define RL_NO_SOURCE "none"

#define RL_TYPE_FEATURE_SOURCES (rl_feature_sources_get_type ())

/**
 * RlFeatureSources:
 *
 * What the features of the active lesion can be compared with: a list of
 * #RlFeatureSource of which the first, RL_NO_SOURCE, is nothing. It follows the
 * session, remembers contours as they were opened, and has a worker look for the
 * same lesion in the patient's other studies and images.
 *
 * Signal "changed": the list was made anew.
 */
G_DECLARE_FINAL_TYPE (RlFeatureSources, rl_feature_sources, RL, FEATURE_SOURCES, GObject)

RlFeatureSources *rl_feature_sources_new (RlJobs    *jobs,
                                          RlSession *session) G_GNUC_WARN_UNUSED_RESULT;
void              rl_feature_sources_set_library (RlFeatureSources *self,
                                                  RimLibrary       *library);
GListModel       *rl_feature_sources_get_list (RlFeatureSources *self);
void              rl_feature_sources_set_main (RlFeatureSources *self,
                                               RimStudyImage     image,
                                               RimVoiKind        voi);
guint             rl_feature_sources_find     (RlFeatureSources *self,
                                               const char       *id);
gboolean          rl_feature_sources_is_updating (RlFeatureSources *self);

G_END_DECLS
