/* rl-icc-file.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-icc-file.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cohort/rim-cohort-csv.h"
#include "cohort/rim-cohort-error.h"
#include "cohort/rim-cohort-icc.h"

static const RimColumn *
find_any (RimCohort         *table,
          const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (rim_cohort_find (table, names[i]) != NULL)
      return rim_cohort_find (table, names[i]);

  return NULL;
}

/* A row for each feature, as "rimlightctl cohort --icc" and Agreement write it. */
static GHashTable *
read_list (const char *path,
           const char *id)
{
  static const char *const values[] = { "icc_2_1_low", "icc", "icc_2_1", NULL };
  const RimCohortCsvSettings settings = { .id = id };
  g_autoptr(RimCohort) table = rim_cohort_load_csv (path, &settings, NULL, NULL);
  const RimColumn *column = table != NULL ? find_any (table, values) : NULL;
  GHashTable *iccs;

  if (column == NULL || column->type != RIM_COLUMN_NUMBER)
    return NULL;

  iccs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (gsize row = 0; row < rim_cohort_get_n_rows (table); row++)
    if (!isnan (column->values[row]))
      g_hash_table_insert (iccs, g_strdup (rim_cohort_get_id (table, row)),
                           g_memdup2 (&column->values[row], sizeof (double)));

  return iccs;
}

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
  static const char *const features[] = { "column", "feature", NULL };
  static const char *const names[] = { "reader", "session", "reading", "scan", NULL };
  GHashTable *iccs = NULL;

  for (guint i = 0; iccs == NULL && features[i] != NULL; i++)
    iccs = read_list (path, features[i]);

  for (guint i = 0; iccs == NULL && names[i] != NULL; i++)
    {
      g_clear_error (error);
      iccs = read_readings (path, names[i], error);
      if (iccs == NULL && error != NULL &&
          !g_error_matches (*error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_MISSING))
        break;
    }

  return iccs;
}
