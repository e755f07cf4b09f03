/* rim-study-habitats.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-settings.h"
#include "feature/rim-study-images.h"
#include "map/rim-habitats.h"
#include "map/rim-map.h"

G_BEGIN_DECLS

/**
 * RimHabitatMap:
 * @image: of which image
 * @image_type: "original", or the name of an image that a filter makes
 * @feature: of what
 * @settings: how, of that image: rim_settings_for_study_image()
 *
 * A map that habitats are found on. Plain data.
 */
typedef struct
{
  RimStudyImage  image;
  const char    *image_type;
  RimMapFeature  feature;
  RimSettings   *settings;
} RimHabitatMap;

/**
 * RimStudyHabitats:
 * @habitats: what is alike; of the voxels of @voi in scan order
 * @voi: where they were looked for
 * @masks: (element-type RimMask): the voxels of each habitat, on the grid of @voi
 *
 * The habitats of a VOI of a lesion.
 */
typedef struct
{
  RimHabitats *habitats;
  RimMask     *voi;
  GPtrArray   *masks;
} RimStudyHabitats;

RimStudyHabitats *rim_study_habitats_new     (RimVolume               *ct,
                                              RimVolume               *pet,
                                              RimMask                 *lesion,
                                              const RimStudySettings  *study,
                                              RimVoiKind               voi,
                                              const RimHabitatMap     *maps,
                                              guint                    n_maps,
                                              const RimHabitatOptions *options,
                                              GCancellable            *cancellable,
                                              GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
RimStudyHabitats *rim_study_habitats_new_on  (RimVolume *const        *images,
                                              RimMask                 *lesion,
                                              RimMask                 *voi,
                                              const RimHabitatMap     *maps,
                                              guint                    n_maps,
                                              const RimHabitatOptions *options,
                                              GCancellable            *cancellable,
                                              GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void              rim_study_habitats_free    (RimStudyHabitats        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimStudyHabitats, rim_study_habitats_free)

G_END_DECLS
