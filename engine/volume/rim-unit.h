/* rim-unit.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimUnit:
 * @RIM_UNIT_STORED: stored values of unknown meaning
 * @RIM_UNIT_HU: Hounsfield units
 * @RIM_UNIT_BQML: becquerel per millilitre
 * @RIM_UNIT_CNTS: counts
 * @RIM_UNIT_CPS: counts per second
 * @RIM_UNIT_PROPCNTS: proportional to counts
 * @RIM_UNIT_SUVBW: SUV by body weight, g/ml
 * @RIM_UNIT_SUL_JANMA: SUV by lean body mass (Janmahasatian 2005), g/ml
 * @RIM_UNIT_SUL_JAMES: SUV by lean body mass (James 1976, 128), g/ml
 * @RIM_UNIT_SUL_JAMES120: SUV by lean body mass (Morgan, 120), g/ml
 * @RIM_UNIT_SUVBSA: SUV by body surface area (Du Bois), cm²/ml
 * @RIM_UNIT_SUVIBW: SUV by ideal body weight, g/ml
 *
 * What a voxel value means.
 */
typedef enum
{
  RIM_UNIT_STORED,
  RIM_UNIT_HU,
  RIM_UNIT_BQML,
  RIM_UNIT_CNTS,
  RIM_UNIT_CPS,
  RIM_UNIT_PROPCNTS,
  RIM_UNIT_SUVBW,
  RIM_UNIT_SUL_JANMA,
  RIM_UNIT_SUL_JAMES,
  RIM_UNIT_SUL_JAMES120,
  RIM_UNIT_SUVBSA,
  RIM_UNIT_SUVIBW,
  RIM_N_UNITS
} RimUnit;

const char *rim_unit_get_id    (RimUnit unit);
const char *rim_unit_get_label (RimUnit unit);
gboolean    rim_unit_is_suv    (RimUnit unit);
gboolean    rim_unit_from_id   (const char *id,
                                RimUnit    *unit);

G_END_DECLS
