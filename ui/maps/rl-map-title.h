/* rl-map-title.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map.h"

G_BEGIN_DECLS

char *rl_map_title_new        (const RimMapFeature *feature,
                               const char          *filter) G_GNUC_WARN_UNUSED_RESULT;
char *rl_map_family_title_new (const RimFamily     *family) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
