/* rl-feature-pane.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "features/rl-feature-extractor.h"
#include "features/rl-feature-model.h"
#include "features/rl-histogram-view.h"
#include "features/rl-voi-button.h"

G_BEGIN_DECLS

#define RL_TYPE_FEATURE_PANE (rl_feature_pane_get_type ())

/**
 * RlFeaturePane:
 *
 * The page of features: of which image and VOI, how they are computed, what they
 * are compared with, and the histogram of the VOI. It asks for values only while
 * it is seen.
 *
 * Properties, all of them what the user chooses: "image" and "voi" (strings, ids of
 * the engine), "ct-settings", "pet-settings" and "fused-settings" (strings, a recipe
 * or the path of a file).
 *
 * Signal "message" (char *text): something to say in a toast.
 */
G_DECLARE_FINAL_TYPE (RlFeaturePane, rl_feature_pane, RL, FEATURE_PANE, GtkWidget)

GtkWidget          *rl_feature_pane_new (RlJobs    *jobs,
                                         RlSession *session) G_GNUC_WARN_UNUSED_RESULT;
void                rl_feature_pane_set_library   (RlFeaturePane *self,
                                                   RimLibrary    *library);
RlFeatureExtractor *rl_feature_pane_get_extractor (RlFeaturePane *self);
RlFeatureExtractor *rl_feature_pane_get_other     (RlFeaturePane *self);
RlFeatureModel     *rl_feature_pane_get_model     (RlFeaturePane *self);
RlHistogramView    *rl_feature_pane_get_histogram (RlFeaturePane *self);
RlVoiButton        *rl_feature_pane_get_voi_button (RlFeaturePane *self);
void                rl_feature_pane_focus_search  (RlFeaturePane *self);
void                rl_feature_pane_set_search    (RlFeaturePane *self,
                                                   const char    *search);
RimStudyImage       rl_feature_pane_get_image     (RlFeaturePane *self);
void                rl_feature_pane_set_image     (RlFeaturePane *self,
                                                   RimStudyImage  image);
RimVoiKind          rl_feature_pane_get_voi       (RlFeaturePane *self);
void                rl_feature_pane_set_voi       (RlFeaturePane *self,
                                                   RimVoiKind     voi);
void                rl_feature_pane_compare_with  (RlFeaturePane *self,
                                                   const char    *source_id);
void                rl_feature_pane_load_settings (RlFeaturePane *self,
                                                   const char    *path_or_name);
const char         *rl_feature_pane_get_message   (RlFeaturePane *self);
const char         *rl_feature_pane_get_unread    (RlFeaturePane *self);
void                rl_feature_pane_export        (RlFeaturePane *self,
                                                   const char    *path);

G_END_DECLS
