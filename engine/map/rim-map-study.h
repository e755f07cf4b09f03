/* rim-map-study.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map-input.h"

G_BEGIN_DECLS

/**
 * RimMapCase:
 * @image: the CT, PET or fused image of a patient, all slices ready
 * @voi: of which voxels maps are wanted, on the grid of @image (RimStudyPair.mask)
 * @lesion: (nullable): the lesion as drawn, on any grid; maps of the rim are about it
 * @settings: of this image: rim_settings_for_study_image(), or settings that name neither
 *   images nor VOIs
 *
 * What maps of a VOI on an image of a patient are made of. Belongs to who asks.
 */
typedef struct
{
  RimVolume   *image;
  RimMask     *voi;
  RimMask     *lesion;
  RimSettings *settings;
} RimMapCase;

/**
 * RimMapCaseFunc:
 * @image_type: "original", or the name of an image that a filter made
 * @input: what its maps are made of; to be referenced if it is needed longer
 * @data: what the caller gave
 * @error: where to put an error
 *
 * Returns: whether to go on
 */
typedef gboolean (*RimMapCaseFunc) (const char   *image_type,
                                    RimMapInput  *input,
                                    gpointer      data,
                                    GError      **error);

RimMapInput *rim_map_input_new_for_case (const RimMapCase  *self,
                                         const char        *image_type,
                                         GCancellable      *cancellable,
                                         GError           **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean     rim_map_case_for_each      (const RimMapCase  *self,
                                         RimMapCaseFunc     func,
                                         gpointer           data,
                                         GCancellable      *cancellable,
                                         GError           **error);

G_END_DECLS
