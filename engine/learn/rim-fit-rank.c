/* rim-fit-rank.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "learn/rim-fit-rank.h"

#include <math.h>

#include "cohort/rim-cohort-error.h"

static gboolean
find_columns (RimFit           *self,
              RimCohort        *cohort,
              const RimColumn **columns,
              GError          **error)
{
  for (guint i = 0; i < rim_fit_get_n_inputs (self); i++)
    {
      const RimFitInput *input = rim_fit_get_input (self, i);

      columns[i] = rim_cohort_find (cohort, input->name);
      if (columns[i] != NULL && columns[i]->type == input->type)
        continue;

      g_set_error (error, RIM_COHORT_ERROR, columns[i] == NULL ? RIM_COHORT_ERROR_MISSING : RIM_COHORT_ERROR_TYPE,
                   columns[i] == NULL ? "The column “%s” is missing" : "The column “%s” holds something else",
                   input->name);
      return FALSE;
    }

  return TRUE;
}

/**
 * rim_fit_rank:
 * @self: what was learned
 * @cohort: a cohort with the columns of its inputs, and their levels as they were
 * @rows: (array length=n_rows): which of its rows
 * @n_rows: how many
 * @importance: (out caller-allocates) (array): for each input the mean of how much it adds
 *   to the margin or takes from it
 * @error: return location for a #RimCohortError
 *
 * How much inputs matter: mean absolute contributions (SHAP) over rows.
 *
 * Returns: %FALSE where a column is missing
 */
gboolean
rim_fit_rank (RimFit         *self,
              RimCohort      *cohort,
              const guint32  *rows,
              gsize           n_rows,
              double         *importance,
              GError        **error)
{
  const guint n = rim_fit_get_n_inputs (self);
  g_autofree const RimColumn **columns = g_new0 (const RimColumn *, n + 1);
  g_autofree double *values = g_new (double, n + 1);
  g_autofree double *contributions = g_new0 (double, n + 1);

  if (!find_columns (self, cohort, columns, error))
    return FALSE;

  for (guint i = 0; i < n; i++)
    importance[i] = 0.0;
  for (gsize r = 0; r < n_rows; r++)
    {
      for (guint i = 0; i < n; i++)
        values[i] = columns[i]->values[rows[r]];
      rim_fit_explain (self, values, contributions);
      for (guint i = 0; i < n; i++)
        importance[i] += fabs (contributions[i]) / (double) n_rows;
    }

  return TRUE;
}
