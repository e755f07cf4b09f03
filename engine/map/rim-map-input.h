/* rim-map-input.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-extract-voxels.h"
#include "texture/rim-level-index.h"
#include "volume/rim-field.h"
#include "volume/rim-region.h"

G_BEGIN_DECLS

#define RIM_MAP_MAX_RADIUS 5
#define RIM_MAP_MAX_LEVELS 2048

/**
 * RimMapSettings:
 * @kernel_radius: voxels from the middle of a window to its side, 1 to
 *   RIM_MAP_MAX_RADIUS (PyRadiomics kernelRadius)
 * @is_masked: whether windows hold voxels of the region alone, and grey levels are
 *   those of the region (maskedKernel); else both are those of the box around it
 * @bins: how intensities become grey levels
 * @family: what families of features read; force_2d_axis makes windows flat
 *
 * Settings of voxel maps. Plain data.
 */
typedef struct
{
  guint             kernel_radius;
  gboolean          is_masked;
  RimBins           bins;
  RimFamilySettings family;
} RimMapSettings;

/**
 * RimMapShared:
 *
 * What is made once for all windows of an input, when it is first needed.
 */
typedef struct _RimMapShared RimMapShared;

/**
 * RimMapInput:
 * @settings: as they were given
 * @region: the voxels of which there is a value
 * @box: what windows may hold: which voxels of the image @levels has
 * @levels: the voxels that windows hold, discretised once for all of them, padded by
 *   the radius
 * @index: the same, numbered
 * @values: (array): where @levels are, the intensities; nothing that counts where a
 *   level is 0
 * @offsets: (array): where the voxels of @region lie in @levels, in scan order
 * @radius: of a window along i, j, k
 * @grid: of the image that @box is a part of; of no size where it was not told
 * @image: (nullable): all of the image, where no filter made it
 * @lesion: (nullable): the lesion that maps of its rim are about, on any grid
 * @shared: what families keep for all windows
 * @unlevelled: (nullable): why there are no grey levels; all are 1 then, and what needs
 *   them has no maps
 *
 * What voxel maps of a region are computed from. Immutable, but for what @shared keeps;
 * safe on any thread.
 */
typedef struct
{
  RimMapSettings  settings;
  RimRegion      *region;
  RimBox          box;
  RimLevels      *levels;
  RimLevelIndex  *index;
  double         *values;
  gsize          *offsets;
  guint           radius[3];
  double         *allocated;
  RimRefCount     ref_count;
  RimGrid         grid;
  RimVolume      *image;
  RimMask        *lesion;
  RimMapShared   *shared;
  GError         *unlevelled;
} RimMapInput;

RimMapInput *rim_map_input_new   (const RimField       *field,
                                  const RimBox         *box,
                                  RimRegion            *region,
                                  const RimMapSettings *settings,
                                  GError              **error) G_GNUC_WARN_UNUSED_RESULT;
RimMapInput *rim_map_input_new_for_image (const RimVoxelImage  *image,
                                          GError              **error) G_GNUC_WARN_UNUSED_RESULT;
RimMapInput *rim_map_input_ref   (RimMapInput          *self);
void         rim_map_input_unref (RimMapInput          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimMapInput, rim_map_input_unref)

G_END_DECLS
