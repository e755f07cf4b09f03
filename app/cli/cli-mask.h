/* cli-mask.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-roi.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/* A NIfTI keeps its affine in floats. */
#define CLI_MASK_TOLERANCE 1e-3

/**
 * CliMaskFile:
 *
 * A file of regions of interest.
 */
typedef struct _CliMaskFile CliMaskFile;

gboolean     cli_is_image_file   (const char   *path);
CliMaskFile *cli_mask_file_open  (const char   *path,
                                  GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void         cli_mask_file_free  (CliMaskFile  *self);
RimMask     *cli_mask_file_get   (CliMaskFile  *self,
                                  const char   *roi,
                                  guint         label,
                                  RimVolume    *volume,
                                  GError      **error) G_GNUC_WARN_UNUSED_RESULT;

RimRoiSet *cli_segmentation_read (const char  *path,
                                  double       threshold,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
RimRoiSet *cli_segmentation_load (const char  *path,
                                  double       threshold,
                                  RimVolume   *volume,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask   *cli_mask_load         (const char  *path,
                                  const char  *roi,
                                  guint        label,
                                  RimVolume   *volume,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   cli_rois_write        (const char  *path,
                                  GPtrArray   *rois,
                                  const char  *as,
                                  const char  *label,
                                  RimVolume   *volume,
                                  GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliMaskFile, cli_mask_file_free)

G_END_DECLS
