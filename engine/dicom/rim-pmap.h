/* rim-pmap.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "volume/rim-roi.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

/**
 * RimPmapOptions:
 * @label: what the map shows, short: "glcm_Contrast"
 * @explanation: (nullable): the same in a sentence, with its settings
 * @unit: the unit of its values (UCUM)
 * @image: the image it was made of
 *
 * What a parametric map says of itself.
 */
typedef struct
{
  const char *label;
  const char *explanation;
  RimCode     unit;
  RimSource  *image;
} RimPmapOptions;

gboolean rim_pmap_write (const char            *path,
                         RimVolume             *map,
                         const RimPmapOptions  *options,
                         GError               **error);

G_END_DECLS
