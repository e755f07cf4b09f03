/* rl-unit.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-unit.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/**
 * rl_unit_describe:
 * @volume: an image
 *
 * Returns: what its numbers are in, as "SUVbw g/ml", and whether they stand on
 *   what a user typed in
 */
char *
rl_unit_describe (RimVolume *volume)
{
  const char *label = rim_unit_get_label (rim_volume_get_unit (volume));

  /* Translators: a unit, such as "SUVbw g/ml". */
  return rim_volume_get_is_corrected (volume) && rim_unit_is_suv (rim_volume_get_unit (volume))
         ? g_strdup_printf (_("%s, corrected"), label)
         : g_strdup (label);
}

/**
 * rl_unit_name:
 * @volume: an image
 *
 * Returns: rl_unit_describe() without what an SUV is measured in, for where
 *   there is little room: "SUVbw", and "SUVbw*" where it is corrected
 */
char *
rl_unit_name (RimVolume *volume)
{
  RimUnit unit = rim_volume_get_unit (volume);
  const char *label = rim_unit_get_label (unit);
  const char *blank = strrchr (label, ' ');

  if (!rim_unit_is_suv (unit) || blank == NULL)
    return g_strdup (label);

  return g_strdup_printf ("%.*s%s", (int) (blank - label), label,
                          rim_volume_get_is_corrected (volume) ? "*" : "");
}

/**
 * rl_unit_describe_value:
 * @volume: a volume
 * @value: of one of its voxels
 *
 * Returns: (transfer full): the value with its unit; SUV to two places
 */
char *
rl_unit_describe_value (RimVolume *volume,
                        double     value)
{
  g_autofree char *unit = rl_unit_describe (volume);

  if (rim_unit_is_suv (rim_volume_get_unit (volume)))
    return g_strdup_printf ("%.2f %s", value, unit);

  return g_strdup_printf ("%.0f %s", round (value) + 0.0, unit);
}
