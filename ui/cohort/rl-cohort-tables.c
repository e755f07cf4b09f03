/* rl-cohort-tables.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-cohort-tables.h"

#include "cohort/rim-cohort-csv.h"
#include "cohort/rim-cohort-join.h"

/**
 * rl_cohort_tables_load:
 * @paths: (array zero-terminated=1): tables in CSV, at least one
 * @notes: (nullable) (element-type utf8): gets sentences about what was decided
 * @error: return location for an error, which names the file
 *
 * Reads tables and puts them beside each other, as features, clinical data and outcomes come
 * from different hands. Takes time.
 *
 * Returns: (transfer full): rows that are in all of them
 */
RimCohort *
rl_cohort_tables_load (const char *const  *paths,
                       GPtrArray          *notes,
                       GError            **error)
{
  g_autoptr(RimCohort) cohort = rim_cohort_load_csv (paths[0], NULL, notes, error);

  for (guint i = 1; cohort != NULL && paths[i] != NULL; i++)
    {
      g_autoptr(RimCohort) left = g_steal_pointer (&cohort);
      g_autoptr(RimCohort) right = rim_cohort_load_csv (paths[i], NULL, notes, error);

      if (right != NULL)
        cohort = rim_cohort_join (left, right, RIM_COHORT_KEY_ANY, FALSE, notes, error);
    }

  return g_steal_pointer (&cohort);
}
