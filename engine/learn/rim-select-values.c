/* rim-select-values.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-selectors-private.h"

#include "statistics/rim-statistics-error.h"

static double
find_variance (const RimSelection       *self,
               const RimSelectionColumn *column)
{
  double mean = 0.0, squares = 0.0;

  for (gsize i = 0; i < self->n; i++)
    mean += column->values != NULL ? column->values[self->rows[i]] : column->scaled[i];
  mean /= (double) self->n;
  for (gsize i = 0; i < self->n; i++)
    {
      const double away = (column->values != NULL ? column->values[self->rows[i]] : column->scaled[i]) - mean;

      squares += away * away;
    }

  return squares / (double) self->n;
}

/* Of values as they are, before scaling makes all variances alike. */
static gboolean
run_variance (RimSelection  *self,
              const double  *values,
              GError       **error)
{
  g_autofree gboolean *kept = g_new (gboolean, self->n_live);

  for (guint c = 0; c < self->n_live; c++)
    kept[c] = find_variance (self, self->live[c]) > values[0];
  rim_selection_keep (self, kept);

  return TRUE;
}

/* What is not computed of images has no ICC and stays; features without one go. */
static gboolean
run_icc (RimSelection  *self,
         const double  *values,
         GError       **error)
{
  GHashTable *iccs = self->pipeline->icc;
  g_autofree gboolean *kept = g_new (gboolean, self->n_live);

  if (iccs == NULL)
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                           "there is no test-retest or two-reader set with intraclass correlations");
      return FALSE;
    }

  for (guint c = 0; c < self->n_live; c++)
    {
      const RimLearnInput *input = self->live[c]->input;
      const double *icc = input != NULL ? g_hash_table_lookup (iccs, input->column->name) : NULL;

      kept[c] = input == NULL || input->column->role == RIM_COLUMN_CLINICAL || (icc != NULL && *icc >= values[0]);
    }
  rim_selection_keep (self, kept);

  return TRUE;
}

static const RimParameter variance_parameters[] = {
  { "above", "Variance above", 0.0, 0.0, 1e300, FALSE },
};

static const RimParameter icc_parameters[] = {
  { "least", "ICC not below", 0.75, -1.0, 1.0, FALSE },
};

const RimSelector rim_selector_variance = {
  "variance", "Variance", RIM_KIND_ANY, variance_parameters, 1, run_variance,
};

const RimSelector rim_selector_icc = {
  "icc", "Intraclass correlation", RIM_KIND_ANY, icc_parameters, 1, run_icc,
};
