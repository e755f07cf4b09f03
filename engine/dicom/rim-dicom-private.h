/* rim-dicom-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dicom/rim-dcm.h"
#include "dicom/rim-dicom-header.h"
#include "dicom/rim-suv.h"

G_BEGIN_DECLS

/* The parts of rim_dicom_header_read(). */

#define RIM_UID_DICOMDIR "1.2.840.10008.1.3.10"
#define RIM_UID_RTSTRUCT "1.2.840.10008.5.1.4.1.1.481.3"
#define RIM_UID_PARAMETRIC_MAP "1.2.840.10008.5.1.4.1.1.30"

gboolean      rim_dicom_header_is_map (RimDicomHeader *self);
gboolean      rim_dicom_read_frames (RimDicomHeader  *self,
                                     RimDcmItem      *dataset,
                                     GError         **error);
RimPetHeader *rim_dicom_read_pet    (RimDcmItem          *dataset,
                                     const RimDicomFrame *frame) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
