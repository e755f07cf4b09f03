/* rim-map-view.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map-input.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

RimVolume *rim_map_make_box   (RimMapInput  *input,
                               const float  *map,
                               GError      **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   rim_map_find_range (const float  *map,
                               gsize         n_voxels,
                               double        lower_percentile,
                               double        upper_percentile,
                               double       *lower,
                               double       *upper);

G_END_DECLS
