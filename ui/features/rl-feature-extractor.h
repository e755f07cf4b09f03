/* rl-feature-extractor.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "core/rl-session.h"
#include "feature/rim-feature-table.h"
#include "feature/rim-histogram.h"
#include "feature/rim-settings.h"
#include "features/rl-feature-source.h"

G_BEGIN_DECLS

/**
 * RlFeatureState:
 * @RL_FEATURES_NOTHING: there is nothing to compute features of
 * @RL_FEATURES_COMPUTING: there are no values yet, or those of an earlier choice
 * @RL_FEATURES_READY: there are values
 * @RL_FEATURES_FAILED: there can be no values
 *
 * What can be shown. Values that are there may be out of date.
 */
typedef enum
{
  RL_FEATURES_NOTHING,
  RL_FEATURES_COMPUTING,
  RL_FEATURES_READY,
  RL_FEATURES_FAILED,
} RlFeatureState;

#define RL_TYPE_FEATURE_EXTRACTOR (rl_feature_extractor_get_type ())

/**
 * RlFeatureExtractor:
 *
 * Keeps the features of a source: asks a worker anew whenever a stroke, an edit,
 * an image or a choice changes, and takes the newest answer. While it is not
 * active it asks nothing.
 *
 * Properties: "progress" (double, 0 to 1).
 *
 * Signal "changed": there are other values, or none, or they became out of date.
 */
G_DECLARE_FINAL_TYPE (RlFeatureExtractor, rl_feature_extractor, RL, FEATURE_EXTRACTOR, GObject)

RlFeatureExtractor *rl_feature_extractor_new (RlJobs    *jobs,
                                              RlSession *session) G_GNUC_WARN_UNUSED_RESULT;
void                rl_feature_extractor_set_active   (RlFeatureExtractor   *self,
                                                       gboolean              active);
void                rl_feature_extractor_set_source   (RlFeatureExtractor   *self,
                                                       RlFeatureSource      *source);
RlFeatureSource    *rl_feature_extractor_get_source   (RlFeatureExtractor   *self);
void                rl_feature_extractor_set_settings (RlFeatureExtractor   *self,
                                                       RimSettings          *settings);
RimSettings        *rl_feature_extractor_get_settings (RlFeatureExtractor   *self);
void                rl_feature_extractor_set_voi      (RlFeatureExtractor   *self,
                                                       const RlFeatureVoi   *how);
void                rl_feature_extractor_set_images   (RlFeatureExtractor   *self,
                                                       RlFeatureImages      *images);

RlFeatureState      rl_feature_extractor_get_state     (RlFeatureExtractor *self);
gboolean            rl_feature_extractor_is_up_to_date (RlFeatureExtractor *self);
const char         *rl_feature_extractor_get_problem   (RlFeatureExtractor *self);
double              rl_feature_extractor_get_progress  (RlFeatureExtractor *self);
RimFeatureTable    *rl_feature_extractor_get_table     (RlFeatureExtractor *self);
const RimHistogram *rl_feature_extractor_get_histogram (RlFeatureExtractor *self);
RimMask            *rl_feature_extractor_get_mask      (RlFeatureExtractor *self);
RimVolume          *rl_feature_extractor_get_image     (RlFeatureExtractor *self);

G_END_DECLS
