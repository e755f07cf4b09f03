/* fuzz-cohort.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "cohort/rim-cohort-csv.h"
#include "cohort/rim-outcome.h"
#include "rim-fuzz.h"

/* Every column can be asked for its outcome, whatever comes of it. */
static void
read_outcome (RimCohort       *cohort,
              const RimColumn *column)
{
  const RimOutcomeSettings settings = { RIM_OUTCOME_BINARY, column->name };
  g_autoptr(RimOutcome) outcome = rim_outcome_new (cohort, &settings, NULL);

  for (gsize i = 0; outcome != NULL && i < outcome->n_known; i++)
    g_assert_cmpuint (outcome->labels[outcome->rows[i]], <=, 1);
}

/* What is read at all has finite numbers, and levels that are there. */
static void
read_file (const char *path)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(RimColumnRules) rules = rim_column_rules_new ();
  const RimCohortCsvSettings settings = { .rules = rules };
  g_autoptr(GError) error = NULL;
  g_autoptr(RimCohort) cohort = NULL;

  (void) rim_column_rules_load (rules, path, NULL);
  cohort = rim_cohort_load_csv (path, &settings, notes, &error);
  g_assert_true ((cohort == NULL) == (error != NULL));
  for (guint c = 0; cohort != NULL && c < rim_cohort_get_n_columns (cohort); c++)
    {
      const RimColumn *column = rim_cohort_get_column (cohort, c);

      for (gsize row = 0; row < rim_cohort_get_n_rows (cohort); row++)
        {
          g_assert_false (isinf (column->values[row]));
          if (column->type == RIM_COLUMN_CATEGORY && !isnan (column->values[row]))
            g_assert_nonnull (column->levels[(gsize) column->values[row]]);
        }
      read_outcome (cohort, column);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes,
                        gsize         length)
{
  return rim_fuzz_file (bytes, length, read_file);
}
