/* rim-nifti.h
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

RimVolume *rim_nifti_read       (const char   *path,
                                 GError      **error) G_GNUC_WARN_UNUSED_RESULT;
RimRoiSet *rim_nifti_read_labels (const char   *path,
                                  GError      **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   rim_nifti_write      (const char   *path,
                                 RimVolume    *volume,
                                 GError      **error);
gboolean   rim_nifti_write_mask (const char   *path,
                                 RimMask      *mask,
                                 GError      **error);
gboolean   rim_nifti_write_labels (const char   *path,
                                   GPtrArray    *rois,
                                   GError      **error);

G_END_DECLS
