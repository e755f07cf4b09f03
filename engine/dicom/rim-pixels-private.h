/* rim-pixels-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dicom/rim-dcm.h"
#include "dicom/rim-dicom-header.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

gboolean rim_pixels_get_type      (RimDicomHeader  *header,
                                   RimVoxelType    *type,
                                   GError         **error);
gsize    rim_pixels_get_frame_bits (RimDicomHeader *header);
gboolean rim_pixels_check_size    (RimDicomHeader  *header,
                                   GError         **error);
gboolean rim_pixels_are_plain     (RimDicomHeader  *header);
gboolean rim_pixels_are_color     (RimDicomHeader  *header);
void     rim_pixels_normalise     (RimDicomHeader  *header,
                                   gpointer         voxels);
gboolean rim_pixels_decode        (RimDcmFile      *file,
                                   RimDicomHeader  *header,
                                   guint            frame,
                                   gpointer         voxels,
                                   GError         **error);

G_END_DECLS
