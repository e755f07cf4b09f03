/* rim-unit.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-unit.h"

static const struct
{
  const char *id;
  const char *label;
  gboolean    is_suv;
} units[RIM_N_UNITS] = {
  [RIM_UNIT_STORED] = { "stored", "", FALSE },
  [RIM_UNIT_HU] = { "hu", "HU", FALSE },
  [RIM_UNIT_BQML] = { "bqml", "Bq/ml", FALSE },
  [RIM_UNIT_CNTS] = { "cnts", "counts", FALSE },
  [RIM_UNIT_CPS] = { "cps", "counts/s", FALSE },
  [RIM_UNIT_PROPCNTS] = { "propcnts", "∝ counts", FALSE },
  [RIM_UNIT_SUVBW] = { "suvbw", "SUVbw g/ml", TRUE },
  [RIM_UNIT_SUL_JANMA] = { "sul", "SUL (Janmahasatian) g/ml", TRUE },
  [RIM_UNIT_SUL_JAMES] = { "sul-james", "SUL (James) g/ml", TRUE },
  [RIM_UNIT_SUL_JAMES120] = { "sul-james120", "SUL (Morgan) g/ml", TRUE },
  [RIM_UNIT_SUVBSA] = { "suvbsa", "SUVbsa cm²/ml", TRUE },
  [RIM_UNIT_SUVIBW] = { "suvibw", "SUVibw g/ml", TRUE },
};

/**
 * rim_unit_get_id:
 * @unit: a unit
 *
 * Returns: its name on the command line and in files
 */
const char *
rim_unit_get_id (RimUnit unit)
{
  g_return_val_if_fail (unit < RIM_N_UNITS, NULL);

  return units[unit].id;
}

/**
 * rim_unit_get_label:
 * @unit: a unit
 *
 * Returns: what stands next to a number in UTF-8; empty where the meaning of
 *   the number is not known. Never "SUV" for what is none.
 */
const char *
rim_unit_get_label (RimUnit unit)
{
  g_return_val_if_fail (unit < RIM_N_UNITS, NULL);

  return units[unit].label;
}

gboolean
rim_unit_is_suv (RimUnit unit)
{
  g_return_val_if_fail (unit < RIM_N_UNITS, FALSE);

  return units[unit].is_suv;
}

/**
 * rim_unit_from_id:
 * @id: a name as rim_unit_get_id() gives it
 * @unit: (out): the unit
 *
 * Returns: whether there is such a unit
 */
gboolean
rim_unit_from_id (const char *id,
                  RimUnit    *unit)
{
  for (guint i = 0; i < RIM_N_UNITS; i++)
    if (g_strcmp0 (id, units[i].id) == 0)
      {
        *unit = (RimUnit) i;
        return TRUE;
      }

  return FALSE;
}
