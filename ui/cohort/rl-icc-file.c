/* rl-icc-file.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-icc-file.h"

#include "cohort/rim-cohort-csv.h"
#include "cohort/rim-cohort-error.h"
#include "cohort/rim-cohort-icc.h"

/* The same lesions, read more than once. */
static GHashTable *
read_readings (const char  *path,
               const char  *reading,
               GError     **error)
{
  const RimCohortCsvSettings settings = { .reading = reading };
  g_autoptr(RimCohort) table = rim_cohort_load_csv (path, &settings, NULL, error);
  g_autoptr(GPtrArray) readings = table != NULL ? rim_cohort_split (table, reading, error) : NULL;

  if (readings == NULL)
    return NULL;

  return rim_cohort_icc_new ((RimCohort *const *) readings->pdata, readings->len, RIM_COHORT_ICC_AGREEMENT, FALSE,
                             error);
}

/**
 * rl_icc_file_load:
 * @path: a table of ICCs ("column" or "feature", and "icc"), or of readings ("reader",
 *   "session", "reading" or "scan")
 * @error: return location for an error, which says what is wrong
 *
 * Returns: (transfer full) (element-type utf8 double*): the ICC of each feature
 */
GHashTable *
rl_icc_file_load (const char  *path,
                  GError     **error)
{
  static const char *const names[] = { "reader", "session", "reading", "scan", NULL };
  g_autoptr(GError) reason = NULL;
  GHashTable *iccs = rim_cohort_icc_load (path, &reason);

  for (guint i = 0; iccs == NULL && names[i] != NULL &&
       g_error_matches (reason, RIM_COHORT_ERROR, RIM_COHORT_ERROR_MISSING); i++)
    {
      g_clear_error (&reason);
      iccs = read_readings (path, names[i], &reason);
    }
  if (iccs == NULL)
    g_propagate_error (error, g_steal_pointer (&reason));

  return iccs;
}
