/* rim-nifti-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rim-nifti.h"
#include "rim-reader-private.h"
#include "volume/rim-roi.h"

G_BEGIN_DECLS

#define RIM_NIFTI_1_LENGTH 348
#define RIM_NIFTI_2_LENGTH 540

/**
 * RimNiftiHeader:
 * @version: 1 or 2
 * @is_pair: whether the voxels are in a file of their own
 * @swapped: whether the byte order is not this machine's
 * @grid: where the voxels lie, in LPS mm
 * @type: how a voxel is read
 * @item_size: the bytes of a voxel in the file; 8 with %RIM_VOXEL_DOUBLE and
 *   @whole for 64-bit whole numbers
 * @n_volumes: how many volumes follow each other
 *
 * What a NIfTI header says that an image needs.
 */
typedef struct
{
  guint        version;
  gboolean     is_pair;
  gboolean     swapped;
  RimGrid      grid;
  RimVoxelType type;
  gsize        item_size;
  gboolean     whole;
  gboolean     is_signed;
  guint64      n_volumes;
  guint64      voxel_offset;
  RimRescale   rescale;
  RimUnit      unit;
  GPtrArray   *warnings;      /* of char * */
} RimNiftiHeader;

RimNiftiHeader *rim_nifti_header_read  (RimReader        *reader,
                                        GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void            rim_nifti_header_free  (RimNiftiHeader   *self);
GByteArray     *rim_nifti_header_make  (const RimGrid    *grid,
                                        RimVoxelType      type,
                                        RimRescale        rescale,
                                        RimUnit           unit,
                                        gboolean          is_pair,
                                        const char       *extension) G_GNUC_WARN_UNUSED_RESULT;

/* Quaternion and offset, as a header has them, from and to an affine in RAS. */
gboolean        rim_nifti_quaternion_to_affine (const double      quaternion[3],
                                                const double      offset[3],
                                                const double      spacing[3],
                                                gboolean          flip,
                                                RimAffine        *affine);
void            rim_nifti_affine_to_quaternion (const RimAffine  *affine,
                                                double            quaternion[3],
                                                gboolean         *flip);

/* The labels' names, in the extension that Connectome Workbench defined and
 * TotalSegmentator writes.
 */
char           *rim_nifti_names_make   (GPtrArray        *rois) G_GNUC_WARN_UNUSED_RESULT;
void            rim_nifti_names_apply  (const char       *xml,
                                        gsize             length,
                                        GPtrArray        *rois);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimNiftiHeader, rim_nifti_header_free)

G_END_DECLS
