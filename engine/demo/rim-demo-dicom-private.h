/* rim-demo-dicom-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "demo/rim-demo-scanner-private.h"
#include "volume/rim-source.h"

G_BEGIN_DECLS

#define RIM_DEMO_HALF_LIFE 6586.2 /* of fluorine-18, s */

char      *rim_demo_dicom_dup_uid  (const RimDemoPatient *patient,
                                    const RimDemoScan    *scan,
                                    const char           *what,
                                    guint                 number) G_GNUC_WARN_UNUSED_RESULT;
double     rim_demo_dicom_get_bqml (const RimDemoScan    *scan);
gboolean   rim_demo_dicom_write_ct (const RimDemoAnatomy *anatomy,
                                    guint                 k,
                                    const gint16         *stored,
                                    const char           *folder,
                                    GError              **error);
gboolean   rim_demo_dicom_write_pet (const RimDemoAnatomy *anatomy,
                                     guint                 k,
                                     const float          *suv,
                                     const char           *folder,
                                     GError              **error);
RimSource *rim_demo_dicom_get_source (const RimDemoAnatomy *anatomy) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
