/* rim-voi-image-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-extract-private.h"

G_BEGIN_DECLS

/**
 * RimVoiVoxels:
 * @profile: whose features are computed
 * @volume: the image that filters see
 * @region: the voxels whose intensities count
 * @shape: the voxels whose shape counts
 * @looks_around: whether a family reads images beyond @region
 *
 * A prepared VOI, spread out. Owned by the holder.
 */
typedef struct
{
  RimProfile  profile;
  RimVolume  *volume;
  RimRegion  *region;
  RimRegion  *shape;
  gboolean    looks_around;
} RimVoiVoxels;

/**
 * RimVoiImage:
 * @name: of the image
 * @settings: (nullable): of its type; %NULL for shapes
 * @is_single: whether its values are floats
 * @volume: (nullable): what a filter made of all of the image, where that is read
 * @voxels: its values in the VOI
 * @levels: (nullable): the same as grey levels
 * @family_settings: what families read
 * @input: what families compute from
 * @error: (nullable): why there are no levels
 *
 * An image as the features of a VOI see it. Stays where it is, as @input points into it.
 */
typedef struct
{
  char                  *name;
  const RimSettingImage *settings;
  gboolean               is_single;
  RimVolume             *volume;
  double                *voxels;
  RimLevels             *levels;
  RimFamilySettings      family_settings;
  RimFamilyInput         input;
  GError                *error;
} RimVoiImage;

void     rim_voi_voxels_init       (RimVoiVoxels           *self,
                                    RimProfile              profile,
                                    const RimPrepared      *prepared,
                                    gboolean                looks_around);
void     rim_voi_voxels_clear      (RimVoiVoxels           *self);
const guint8 *rim_voi_voxels_get_wanted (const RimVoiVoxels    *self,
                                         const RimSettingImage *settings,
                                         RimBox                *box);

void     rim_box_mark              (guint8                 *all,
                                    const RimBox           *box,
                                    const guint8           *some,
                                    const RimBox           *part);

void     rim_voi_image_init        (RimVoiImage            *self,
                                    const RimVoiVoxels     *voxels,
                                    const char             *name,
                                    const RimSettingImage  *settings,
                                    const RimSettingValues *values);
void     rim_voi_image_clear       (RimVoiImage            *self);
gboolean rim_voi_image_take        (RimVoiImage            *self,
                                    const RimVoiVoxels     *voxels,
                                    const RimField         *field,
                                    const RimBox           *box,
                                    GError                **error);
gboolean rim_voi_image_take_shape  (RimVoiImage            *self,
                                    const RimVoiVoxels     *voxels,
                                    GError                **error);
void     rim_voi_image_make_levels (RimVoiImage            *self,
                                    const RimVoiVoxels     *voxels);

/* Which families there are in PyRadiomics' settings of slices, and their order by cost. */
gboolean rim_voi_image_leaves_out  (const RimVoiImage      *self,
                                    const RimFamily        *family);
guint    rim_family_get_rank       (const RimFamily        *family);

G_END_DECLS
