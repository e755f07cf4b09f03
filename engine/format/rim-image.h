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

/* Any file format by its content, not by its name: NIfTI and NRRD. DICOM is
 * engine/dicom's, which a caller tries first for folders and DICOM files.
 */
gboolean   rim_image_is_supported (const char     *path);
RimVolume *rim_image_read         (const char     *path,
                                   GError        **error) G_GNUC_WARN_UNUSED_RESULT;
RimRoiSet *rim_image_read_labels  (const char     *path,
                                   GError        **error) G_GNUC_WARN_UNUSED_RESULT;
RimMask   *rim_mask_match         (RimMask        *mask,
                                   const RimGrid  *grid,
                                   double          tolerance,
                                   GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
