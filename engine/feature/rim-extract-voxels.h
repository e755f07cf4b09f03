/* rim-extract-voxels.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-settings.h"
#include "texture/rim-discretise.h"
#include "volume/rim-region.h"

G_BEGIN_DECLS

/**
 * RimVoxelImage:
 * @name: "original", or the name of the image that a filter made
 * @volume: (nullable): all of the image, where no filter made it
 * @lesion: (nullable): the lesion that maps of its rim are about, on any grid
 * @grid: the image that features see: after resampling, where there is any
 * @field: its values over @box
 * @box: the box of @region and, as far as the image goes, @kernel_radius around it
 * @region: the VOI, after re-segmentation
 * @kernel_radius: PyRadiomics' kernelRadius
 * @is_masked: its maskedKernel
 * @bins: how intensities become grey levels
 * @family: what families read
 *
 * What maps of a VOI are made of in one image. Belongs to who hands it out.
 */
typedef struct
{
  const char       *name;
  RimVolume        *volume;
  RimMask          *lesion;
  const RimGrid    *grid;
  const RimField   *field;
  RimBox            box;
  RimRegion        *region;
  guint             kernel_radius;
  gboolean          is_masked;
  RimBins           bins;
  RimFamilySettings family;
} RimVoxelImage;

/**
 * RimVoxelImageFunc:
 * @image: an image; what is needed longer must be referenced
 * @data: what the caller gave
 * @error: where to put an error
 *
 * Returns: whether to go on
 */
typedef gboolean (*RimVoxelImageFunc) (const RimVoxelImage *image,
                                       gpointer             data,
                                       GError             **error);

gboolean   rim_extract_voxel_images      (RimVolume          *image,
                                          RimMask            *mask,
                                          RimSettings        *settings,
                                          RimVoxelImageFunc   func,
                                          gpointer            data,
                                          GCancellable       *cancellable,
                                          GError            **error);
gboolean   rim_extract_voxel_image       (RimVolume          *image,
                                          RimMask            *mask,
                                          RimSettings        *settings,
                                          const char         *name,
                                          RimVoxelImageFunc   func,
                                          gpointer            data,
                                          GCancellable       *cancellable,
                                          GError            **error);
char     **rim_extract_list_voxel_images (RimSettings        *settings,
                                          const RimGrid      *grid) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
