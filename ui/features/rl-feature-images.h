/* rl-feature-images.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-settings.h"
#include "feature/rim-study-images.h"
#include "library/rim-library.h"

G_BEGIN_DECLS

/**
 * RlFeatureVoi:
 * @voi: how core and rim are made
 * @fusion: how CT and PET are fused; the rest of it is in the settings
 *
 * What the user chooses beside the settings. Plain data.
 */
typedef struct
{
  RimVoiSettings  voi;
  RimFusionMethod fusion;
} RlFeatureVoi;

#define RL_TYPE_FEATURE_IMAGES (rl_feature_images_get_type ())

/**
 * RlFeatureImages:
 *
 * CT and PET of a patient at one time, and what was made of them: the masks of
 * body and lungs, and the last fused image. They are those that are shown, or
 * those of another study, which are read when they are first asked for.
 *
 * For any thread. What takes time is for a worker, and is made once for all who
 * ask at the same time.
 */
G_DECLARE_FINAL_TYPE (RlFeatureImages, rl_feature_images, RL, FEATURE_IMAGES, GObject)

RlFeatureImages *rl_feature_images_new (RimVolume *ct,
                                        RimVolume *pet) G_GNUC_WARN_UNUSED_RESULT;
RlFeatureImages *rl_feature_images_new_of_series (RimLibrary *library,
                                                  gint64      study_id,
                                                  gint64      series_id) G_GNUC_WARN_UNUSED_RESULT;
gboolean         rl_feature_images_are_of (RlFeatureImages         *self,
                                           RimVolume               *ct,
                                           RimVolume               *pet);
gboolean         rl_feature_images_are_of_series (RlFeatureImages  *self);

/* For workers */
RimVolume       *rl_feature_images_find   (RlFeatureImages         *self,
                                           RimStudyImage            image,
                                           RimMask                 *lesion,
                                           const RimStudySettings  *settings,
                                           GCancellable            *cancellable,
                                           GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean         rl_feature_images_open   (RlFeatureImages         *self,
                                           RimVolume              **ct,
                                           RimVolume              **pet,
                                           GCancellable            *cancellable,
                                           GError                 **error);
RimMask         *rl_feature_images_find_clip (RlFeatureImages      *self,
                                              RimVoiClip            clip,
                                              GCancellable         *cancellable,
                                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean         rl_feature_images_find_voi (RlFeatureImages       *self,
                                             RimStudyImage          image,
                                             RimVoiKind             voi,
                                             const RlFeatureVoi    *how,
                                             RimSettings           *settings,
                                             RimMask               *lesion,
                                             RimVolume            **volume,
                                             RimMask              **mask,
                                             GCancellable          *cancellable,
                                             GError               **error);

G_END_DECLS
