/* rim-column-use.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rim-column-use.h"

#include <math.h>

#include "cohort/rim-cohort-error.h"

static RimCohortBuilder *
begin (RimCohort *cohort,
       guint32   *rows)
{
  const gsize n = rim_cohort_get_n_rows (cohort);
  g_autofree const char **ids = g_new (const char *, n + 1);
  g_autofree const char **patients = g_new (const char *, n + 1);

  for (gsize row = 0; row < n; row++)
    {
      rows[row] = (guint32) row;
      ids[row] = rim_cohort_get_id (cohort, row);
      patients[row] = rim_cohort_get_patient (cohort, row);
    }

  return rim_cohort_builder_new (ids, patients, n);
}

/* Levels that are numbers become these numbers. */
static gboolean
add_as_numbers (RimCohortBuilder *builder,
                const RimColumn  *column,
                gsize             n,
                RimColumnRole     role,
                GError          **error)
{
  g_autofree double *values = g_new (double, n + 1);

  for (gsize row = 0; row < n; row++)
    {
      const char *level;
      char *end;

      values[row] = NAN;
      if (isnan (column->values[row]))
        continue;

      level = column->levels[(gsize) column->values[row]];
      values[row] = g_ascii_strtod (level, &end);
      if (end != level && *end == '\0' && isfinite (values[row]))
        continue;

      g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_TYPE,
                   "“%s” cannot be taken as numbers: “%s” is none", column->name, level);
      return FALSE;
    }

  return rim_cohort_builder_add_numbers (builder, column->name, role, values, error);
}

static gboolean
add_as_levels (RimCohortBuilder *builder,
               const RimColumn  *column,
               gsize             n,
               RimColumnRole     role,
               GError          **error)
{
  g_auto(GStrv) texts = g_new0 (char *, n + 1);
  g_autofree const char **levels = g_new0 (const char *, n + 1);

  for (gsize row = 0; row < n; row++)
    {
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];
      const double value = column->values[row];

      texts[row] = g_strdup (isnan (value) ? "" : g_ascii_formatd (buffer, sizeof buffer, "%.15g", value));
      levels[row] = isnan (value) ? NULL : texts[row];
    }

  return rim_cohort_builder_add_categories (builder, column->name, role, levels, error);
}

/**
 * rim_cohort_with_uses:
 * @self: a cohort
 * @uses: (array): how each of its columns is to be taken
 * @error: return location for a #RimCohortError
 *
 * Returns: (transfer full): the same rows and columns, taken like that, or %NULL where a
 *   level that should be a number is none
 */
RimCohort *
rim_cohort_with_uses (RimCohort           *self,
                      const RimColumnUse  *uses,
                      GError             **error)
{
  const gsize n = rim_cohort_get_n_rows (self);
  g_autofree guint32 *rows = g_new (guint32, n + 1);
  g_autoptr(RimCohortBuilder) builder = begin (self, rows);

  for (guint i = 0; i < rim_cohort_get_n_columns (self); i++)
    {
      const RimColumn *column = rim_cohort_get_column (self, i);
      const RimColumnRole role = uses[i].role;
      gboolean is_added;

      if (uses[i].type == column->type)
        is_added = rim_cohort_builder_add_column (builder, column, rows, role, error);
      else if (uses[i].type == RIM_COLUMN_NUMBER)
        is_added = add_as_numbers (builder, column, n, role, error);
      else
        is_added = add_as_levels (builder, column, n, role, error);

      if (!is_added)
        return NULL;
    }

  return rim_cohort_builder_end (builder);
}
