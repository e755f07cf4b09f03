/* rim-study-images.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "feature/rim-voi.h"
#include "filter/rim-fusion.h"

G_BEGIN_DECLS

/**
 * RimStudyImage:
 *
 * The images that features of a lesion are computed on.
 */
typedef enum
{
  RIM_STUDY_IMAGE_CT,
  RIM_STUDY_IMAGE_PET,
  RIM_STUDY_IMAGE_FUSED,
  RIM_N_STUDY_IMAGES
} RimStudyImage;

/**
 * RimStudySettings:
 * @images: which, as 1 << #RimStudyImage
 * @vois: which, as 1 << #RimVoiKind
 * @voi: how core and rim are made
 * @fusion: how the fused image is made
 *
 * Which images and VOIs a recipe looks at. Plain data.
 */
typedef struct
{
  guint             images;
  guint             vois;
  RimVoiSettings    voi;
  RimFusionSettings fusion;
} RimStudySettings;

/**
 * RimStudyPair:
 * @image: which image
 * @voi: which VOI
 * @volume: the image
 * @mask: the VOI, on the grid of @volume
 */
typedef struct
{
  RimStudyImage  image;
  RimVoiKind     voi;
  RimVolume     *volume;
  RimMask       *mask;
} RimStudyPair;

GPtrArray  *rim_study_images          (RimVolume               *ct,
                                       RimVolume               *pet,
                                       RimMask                 *lesion,
                                       const RimStudySettings  *settings,
                                       GCancellable            *cancellable,
                                       GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
guint       rim_study_list_images     (RimVolume               *ct,
                                       RimVolume               *pet);
void        rim_study_settings_complete (RimStudySettings      *self,
                                         RimVolume             *ct,
                                         RimVolume             *pet);
RimMask    *rim_study_clip_new        (RimVolume               *ct,
                                       RimVoiClip               clip,
                                       GCancellable            *cancellable,
                                       GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
RimVolume  *rim_study_fuse            (RimVolume               *ct,
                                       RimVolume               *pet,
                                       RimMask                 *lesion,
                                       const RimStudySettings  *settings,
                                       GCancellable            *cancellable,
                                       GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask    *rim_study_put_voi         (RimMask                 *voi,
                                       RimVoiKind               kind,
                                       RimStudyImage            image,
                                       RimVolume               *volume,
                                       GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void        rim_study_pair_free       (RimStudyPair            *self);
const char *rim_study_image_get_id    (RimStudyImage image);
gboolean    rim_study_image_from_id   (const char              *id,
                                       RimStudyImage           *image);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimStudyPair, rim_study_pair_free)

G_END_DECLS
