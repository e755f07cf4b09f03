/* rim-map.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map-input.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimMapFeature:
 * @family: its number among the families that have maps
 * @row: its row in the table of its family
 *
 * A feature of which there are maps.
 */
typedef struct
{
  guint family;
  guint row;
} RimMapFeature;

gboolean              rim_map_feature_find     (const char           *name,
                                                RimMapFeature        *feature,
                                                GError              **error);
gboolean              rim_map_feature_get      (guint                 i,
                                                RimMapFeature        *feature);
char                 *rim_map_feature_dup_name (const RimMapFeature  *self) G_GNUC_WARN_UNUSED_RESULT;
const RimFeatureInfo *rim_map_feature_get_info (const RimMapFeature  *self);
const RimFamily      *rim_map_feature_get_family (const RimMapFeature *self);
gboolean              rim_map_feature_is_of    (const RimMapFeature  *self,
                                                const char           *image_type);
gboolean              rim_map_feature_needs_lesion (const RimMapFeature *self);
char                 *rim_map_feature_dup_unit (const RimMapFeature  *self,
                                                const char           *image_type,
                                                RimUnit               unit) G_GNUC_WARN_UNUSED_RESULT;

gboolean              rim_map_compute          (RimMapInput          *input,
                                                const RimMapFeature  *features,
                                                guint                 n_features,
                                                const guint32        *voxels,
                                                gsize                 n_voxels,
                                                float *const         *maps,
                                                GCancellable         *cancellable,
                                                GError              **error);

RimVolume            *rim_map_make_volume      (RimMapInput          *input,
                                                const RimGrid        *grid,
                                                const float          *map,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
