/* rim-ibsi-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-extract-private.h"
#include "texture/rim-discretise.h"

G_BEGIN_DECLS

#define RIM_N_AGGREGATIONS 6

/* rim-ibsi-prepare.c */
gboolean rim_ibsi_prepared_init          (RimPrepared             *self,
                                          RimVolume               *image,
                                          RimMask                 *mask,
                                          const RimSettingValues  *values,
                                          RimFeatureTable         *diagnostics,
                                          GCancellable            *cancellable,
                                          GError                 **error);

/* rim-ibsi-diagnostics.c */
void     rim_ibsi_diagnostics_add_image  (RimFeatureTable         *table,
                                          const char              *when,
                                          RimVolume               *image);
void     rim_ibsi_diagnostics_add_roi    (RimFeatureTable         *table,
                                          const char              *when,
                                          const RimPrepared       *prepared);

/* rim-ibsi-compliance.c */
void     rim_ibsi_add_compliance         (RimFeatureTable         *table,
                                          RimSettings             *settings,
                                          const RimGrid           *grid);

/* rim-ibsi-families.c */
void     rim_ibsi_family_settings_init   (RimFamilySettings       *self,
                                          const RimSettingValues  *values,
                                          gboolean                 is_filtered);
RimBins  rim_ibsi_get_bins               (const RimSettingValues  *values,
                                          gboolean                 is_filtered,
                                          const double            *voxels,
                                          gsize                    n);
guint    rim_ibsi_get_aggregations       (const RimSettingValues  *values,
                                          const RimFamily         *family,
                                          RimAggregation          *aggregations);

G_END_DECLS
