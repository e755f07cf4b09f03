/* rim-map-place-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-grid.h"

G_BEGIN_DECLS

gboolean rim_map_place_find_part (const RimGrid *whole,
                                  const RimGrid *part,
                                  int            offset[3]);

G_END_DECLS
