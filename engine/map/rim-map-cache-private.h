/* rim-map-cache-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map-cache.h"

G_BEGIN_DECLS

#define RIM_MAP_KEY_SIZE 32

/* The file of a map: rim-map-cache-file.c. Reading any bytes is safe; what is damaged, cut
 * off or of another key is %NULL.
 */
GBytes       *rim_map_file_encode (const RimStoredMap *map,
                                   const guint8       *key) G_GNUC_WARN_UNUSED_RESULT;
RimStoredMap *rim_map_file_decode (GBytes             *file,
                                   const guint8       *key) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
