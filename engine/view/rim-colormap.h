/* rim-colormap.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimColormap:
 *
 * 256 opaque colours in the byte order of the machine (0xAARRGGBB).
 */
typedef struct
{
  const char *id;
  const char *name;
  guint32     colors[256];
} RimColormap;

guint              rim_colormap_get_n (void);
const RimColormap *rim_colormap_get   (guint index);
const RimColormap *rim_colormap_find  (const char *id);

G_END_DECLS
