/* cli-map.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map.h"

G_BEGIN_DECLS

GArray *cli_map_find_features (const char           *names,
                               RimSettings          *settings,
                               GError              **error) G_GNUC_WARN_UNUSED_RESULT;
float  *cli_map_compute       (const RimVoxelImage  *image,
                               GArray               *features,
                               RimMapInput         **input,
                               GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
