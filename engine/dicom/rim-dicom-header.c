/* rim-dicom-header.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dicom/rim-dicom-header.h"

G_DEFINE_QUARK (rim-dicom-error-quark, rim_dicom_error)
