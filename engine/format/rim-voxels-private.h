/* rim-voxels-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rim-reader-private.h"
#include "volume/rim-roi.h"

G_BEGIN_DECLS

/**
 * RimVoxelLayout:
 * @type: the type of the volume
 * @item_size: the bytes of a voxel in the file
 * @whole: whether those are 64-bit whole numbers, read into doubles
 * @is_signed: whether they have a sign
 * @swapped: whether their byte order is not this machine's
 * @text: whether they are words between spaces
 * @n_layers: how many voxels of other images stand between two of one image
 * @layer: which of them is read
 *
 * How the voxels of a file lie.
 */
typedef struct
{
  RimVoxelType type;
  gsize        item_size;
  gboolean     whole;
  gboolean     is_signed;
  gboolean     swapped;
  gboolean     text;
  gsize        n_layers;
  gsize        layer;
} RimVoxelLayout;

gboolean   rim_voxels_read       (RimReader             *reader,
                                  RimVolume             *volume,
                                  const RimVoxelLayout  *layout,
                                  GError               **error);
RimRoiSet *rim_labels_from_volume (RimVolume             *volume,
                                   const char            *path,
                                   GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
