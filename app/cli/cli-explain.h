/* cli-explain.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cli-map.h"

G_BEGIN_DECLS

/**
 * CliPlace:
 * @is_voxel: whether it is a voxel of the image that features see, else LPS mm
 * @at: along i, j, k or x, y, z
 *
 * Where a map is to be explained.
 */
typedef struct
{
  gboolean is_voxel;
  double   at[3];
} CliPlace;

gboolean cli_place_parse (const char        *text,
                          CliPlace          *place);
gboolean cli_explain     (const CliMapCase  *of,
                          const CliPlace    *place,
                          gboolean           as_json,
                          GError           **error);

G_END_DECLS
