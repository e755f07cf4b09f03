/* rim-sums.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-sums-private.h"

#include <math.h>

/* Eisenhauer et al. 2009, section 4.3.1. */
#define PROGRESSION_PERCENT 20.0
#define PROGRESSION_MM      5.0
#define RESPONSE_PERCENT    30.0

/* Diameters are decimal numbers, whose sums may miss a limit by a rounding. */
#define ROUNDING_MM 1e-9

/* The sum of what is known of lesions of @role; whether it is known of all. */
gboolean
rim_sums_add (const RimFollowUp *follow_up,
              RimFollowUpRole    role,
              guint              time,
              double            *sum_mm)
{
  gboolean is_complete = TRUE;

  *sum_mm = 0.0;
  for (guint l = 0; l < follow_up->n_lesions; l++)
    {
      double size;

      if (follow_up->lesions[l].role != role)
        continue;
      is_complete &= rim_follow_up_entry_get_size (rim_follow_up_get_entry (follow_up, l, time), &size);
      *sum_mm += size;
    }
  return is_complete;
}

double
rim_sums_get_change (double sum_mm,
                     double reference_mm)
{
  return reference_mm > 0.0 ? (sum_mm - reference_mm) / reference_mm : NAN;
}

/* A fifth above the nadir, and at least 5 mm. */
gboolean
rim_sums_are_progression (double sum_mm,
                          double nadir_mm)
{
  const double growth = sum_mm - nadir_mm;

  return growth >= PROGRESSION_MM - ROUNDING_MM &&
         growth >= nadir_mm * PROGRESSION_PERCENT / 100.0 - ROUNDING_MM;
}

/* At least 30 % below baseline. */
gboolean
rim_sums_are_response (double sum_mm,
                       double baseline_mm)
{
  return baseline_mm - sum_mm >= baseline_mm * RESPONSE_PERCENT / 100.0 - ROUNDING_MM && baseline_mm > 0.0;
}

/* Grown further, as iRECIST asks for confirmation: at least 5 mm (Seymour et al. 2017). */
gboolean
rim_sums_grew (double sum_mm,
               double before_mm)
{
  return sum_mm - before_mm >= PROGRESSION_MM - ROUNDING_MM;
}
