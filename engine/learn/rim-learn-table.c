/* rim-learn-table.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-learn-table-private.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"
#include "statistics/rim-order.h"
#include "statistics/rim-statistics-error.h"

#define BLOCK 64

static const RimColumn *
find_input (RimCohort   *cohort,
            const char  *name,
            GError     **error)
{
  const RimColumn *column = rim_cohort_find (cohort, name);

  if (column == NULL)
    g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE, "There is no column “%s”", name);
  else if (column->role != RIM_COLUMN_FEATURE && column->role != RIM_COLUMN_CLINICAL)
    g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                 "The column “%s” is neither a feature nor clinical, and cannot be learned from", name);
  else
    return column;

  return NULL;
}

/* The first level is what the others are compared with. */
static guint
count_inputs (const RimColumn *column)
{
  if (column->type == RIM_COLUMN_NUMBER)
    return 1;

  return MAX (g_strv_length ((char **) column->levels), 2) - 1;
}

static void
input_init (RimLearnInput   *self,
            const RimColumn *column,
            guint            level,
            gsize            n_rows)
{
  self->column = column;
  self->level = level;
  self->values = column->values;
  if (column->type == RIM_COLUMN_NUMBER)
    return;

  self->values = self->own = g_new (double, MAX (n_rows, 1));
  for (gsize row = 0; row < n_rows; row++)
    self->own[row] = isnan (column->values[row]) ? NAN : column->values[row] == level;
}

static gboolean
add_inputs (RimLearnTable      *self,
            const char *const  *columns,
            GError            **error)
{
  guint n = 0;

  for (guint i = 0; columns[i] != NULL; i++)
    {
      const RimColumn *column = find_input (self->cohort, columns[i], error);

      if (column == NULL)
        return FALSE;
      n += count_inputs (column);
    }

  self->inputs = g_new0 (RimLearnInput, MAX (n, 1));
  for (guint i = 0; columns[i] != NULL; i++)
    {
      const RimColumn *column = rim_cohort_find (self->cohort, columns[i]);

      for (guint k = 0; k < count_inputs (column); k++)
        input_init (&self->inputs[self->n_inputs++], column, column->type == RIM_COLUMN_NUMBER ? 0 : k + 1,
                    self->n_rows);
    }
  if (n == 0)
    g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW, "There are no columns to learn from");

  return n > 0;
}

static void
sort_inputs (gsize    begin,
             gsize    end,
             gpointer data)
{
  RimLearnTable *self = data;

  for (gsize i = begin; i < end; i++)
    if (self->inputs[i].column->n_missing == 0)
      {
        self->inputs[i].order = g_new (guint32, self->n_rows);
        rim_order_init (self->inputs[i].order, self->inputs[i].values, self->n_rows);
      }
}

/* Harmonised values have orders of their own in each fold. */
static gboolean
needs_orders (const RimPipeline *pipeline)
{
  for (guint i = 0; i < pipeline->n_steps && pipeline->batch == NULL; i++)
    if (strcmp (pipeline->steps[i].selector->id, "t-test") == 0 ||
        strcmp (pipeline->steps[i].selector->id, "mann-whitney") == 0)
      return TRUE;

  return FALSE;
}

static gboolean
find_batch (RimLearnTable      *self,
            const RimPipeline  *pipeline,
            GError            **error)
{
  if (pipeline->batch == NULL)
    return TRUE;

  self->batch = rim_cohort_find (self->cohort, pipeline->batch);
  if (self->batch == NULL)
    g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE, "There is no column “%s” of batches",
                 pipeline->batch);
  else if (self->batch->type != RIM_COLUMN_CATEGORY)
    g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                 "The column “%s” has numbers, not names of batches", pipeline->batch);
  else
    return TRUE;

  return FALSE;
}

/*
 * Makes a cohort ready for @pipeline: categories become inputs that are 1 or 0, and
 * columns are sorted once where steps ask for it.
 *
 * Returns: (transfer full) (nullable): the table, or %NULL where a column is missing or
 *   is not to be learned from
 */
RimLearnTable *
rim_learn_table_new (const RimPipeline  *pipeline,
                     RimCohort          *cohort,
                     const char *const  *columns,
                     const RimOutcome   *outcome,
                     GError            **error)
{
  g_autoptr(RimLearnTable) self = g_new0 (RimLearnTable, 1);

  self->cohort = rim_cohort_ref (cohort);
  self->outcome = outcome;
  self->n_rows = rim_cohort_get_n_rows (cohort);
  if (!find_batch (self, pipeline, error) || !add_inputs (self, columns, error))
    return NULL;

  if (needs_orders (pipeline))
    rim_parallel_for (self->n_inputs, BLOCK, sort_inputs, self);

  return g_steal_pointer (&self);
}

void
rim_learn_table_free (RimLearnTable *self)
{
  for (guint i = 0; i < self->n_inputs; i++)
    {
      g_free (self->inputs[i].own);
      g_free (self->inputs[i].order);
    }
  g_free (self->inputs);
  g_clear_pointer (&self->cohort, rim_cohort_unref);
  g_free (self);
}
