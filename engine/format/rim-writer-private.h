/* rim-writer-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-mask.h"
#include "volume/rim-roi.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimVoxelPlan:
 * @type: the type to write
 * @stored: whether stored values are written, not rescaled ones
 * @rescale: what the reader has to apply, if @stored
 *
 * How the voxels of a volume go into a file so that their values come out the
 * same to the last bit.
 */
typedef struct
{
  RimVoxelType type;
  gboolean     stored;
  RimRescale   rescale;
} RimVoxelPlan;

/**
 * RimVoxelFunc:
 * @k: a slice
 * @bytes: where to put its voxels
 * @data: what the caller gave
 *
 * Makes the bytes of one slice of a file.
 */
typedef void (*RimVoxelFunc) (guint    k,
                              gpointer bytes,
                              gpointer data);

/**
 * RimImageFile:
 * @header: the bytes before the voxels
 * @gzip: whether the voxels are deflated
 * @gzip_header: whether the header is deflated with them
 *
 * A file to be written: its head, and who makes its slices.
 */
typedef struct
{
  GBytes       *header;
  gboolean      gzip;
  gboolean      gzip_header;
  guint         n_slices;
  gsize         slice_length;
  RimVoxelFunc  func;
  gpointer      data;
} RimImageFile;

void     rim_voxel_plan_init   (RimVoxelPlan  *self,
                                RimVolume     *volume,
                                gboolean       float_rescale);
void     rim_voxel_plan_slice  (RimVoxelPlan  *self,
                                RimVolume     *volume,
                                guint          k,
                                gpointer       bytes);
gboolean rim_image_file_write  (RimImageFile  *self,
                                const char    *path,
                                GError       **error);

/* What the label image of several masks is made of. */
typedef struct
{
  GPtrArray *masks;
  guint16   *values;
  gsize      width;
  gsize      height;
} RimLabelSlices;

gboolean rim_label_slices_init (RimLabelSlices  *self,
                                GPtrArray       *rois,
                                GError         **error);
void     rim_label_slices_clear (RimLabelSlices  *self);
void     rim_label_slices_make (guint    k,
                                gpointer bytes,
                                gpointer data);
void     rim_mask_make_slice   (guint    k,
                                gpointer bytes,
                                gpointer data);

G_END_DECLS
