/* rim-image.h
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
 * RimFormatError:
 * @RIM_FORMAT_ERROR_UNSUPPORTED: a kind of file or voxel that is not read
 * @RIM_FORMAT_ERROR_DAMAGED: a file that contradicts itself or ends too early
 * @RIM_FORMAT_ERROR_TOO_LARGE: more voxels than there is memory for
 * @RIM_FORMAT_ERROR_NOT_LABELS: an image where labels were asked for
 * @RIM_FORMAT_ERROR_GEOMETRY: a mask on another grid
 * @RIM_FORMAT_ERROR_OVERLAP: regions that one label map cannot hold
 *
 * Ways in which a file can fail.
 */
typedef enum
{
  RIM_FORMAT_ERROR_UNSUPPORTED,
  RIM_FORMAT_ERROR_DAMAGED,
  RIM_FORMAT_ERROR_TOO_LARGE,
  RIM_FORMAT_ERROR_NOT_LABELS,
  RIM_FORMAT_ERROR_GEOMETRY,
  RIM_FORMAT_ERROR_OVERLAP,
} RimFormatError;

#define RIM_FORMAT_ERROR (rim_format_error_quark ())

GQuark     rim_format_error_quark (void);

/* Any file format by its content, not by its name: NIfTI and NRRD. DICOM is
 * engine/dicom's, which a caller tries first for folders and DICOM files.
 */
gboolean   rim_image_is_supported (const char     *path);
RimVolume *rim_image_read         (const char     *path,
                                   GError        **error) G_GNUC_WARN_UNUSED_RESULT;
RimRoiSet *rim_image_read_labels  (const char     *path,
                                   GError        **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   rim_image_write        (const char     *path,
                                   RimVolume      *volume,
                                   GError        **error);
gboolean   rim_image_write_labels (const char     *path,
                                   GPtrArray      *rois,
                                   GError        **error);
gboolean   rim_image_write_labels_with_table (const char *path,
                                              GPtrArray  *rois,
                                              GError    **error);
RimMask   *rim_mask_match         (RimMask        *mask,
                                   const RimGrid  *grid,
                                   double          tolerance,
                                   GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
