/* rim-trial.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-trial.h"

#include <math.h>

#include "core/rim-parallel.h"
#include "learn/rim-fit-private.h"
#include "statistics/rim-statistics-error.h"

/* Every fit of a trial: one of each split, and that of all rows behind them. */
typedef struct
{
  const RimPipeline   *pipeline;
  const RimLearnTable *table;
  const RimOutcome    *outcome;
  GPtrArray           *splits;
  RimLearnProgress     progress;
  GCancellable        *cancellable;
  RimFit             **fits;
  double             **margins;        /* of the rows of each split that test */
  GError             **errors;
} Run;

static gboolean
run_split (Run     *self,
           guint    index,
           GError **error)
{
  const RimSplit *split = self->splits->pdata[index];
  g_autofree char *where = g_strdup_printf ("fold %u of %u", index + 1, self->splits->len);

  self->fits[index] = rim_fit_new_table (self->pipeline, self->table, split->train, split->n_train, &self->progress,
                                         where, self->cancellable, error);
  if (self->fits[index] == NULL)
    {
      g_prefix_error (error, "Fold %u of %u: ", index + 1, self->splits->len);
      return FALSE;
    }

  self->margins[index] = g_new (double, MAX (split->n_test, 1));
  if (!rim_fit_predict_rows (self->fits[index], self->table->cohort, split->test, split->n_test, self->margins[index],
                             error))
    return FALSE;
  rim_learn_progress_tell (&self->progress, 1, where, NULL);

  return TRUE;
}

static void
run_fits (gsize    begin,
          gsize    end,
          gpointer data)
{
  Run *self = data;

  for (gsize i = begin; i < end; i++)
    if (i < self->splits->len)
      run_split (self, (guint) i, &self->errors[i]);
    else
      {
        self->fits[i] = rim_fit_new_table (self->pipeline, self->table, self->outcome->rows, self->outcome->n_known,
                                           &self->progress, "all rows", self->cancellable, &self->errors[i]);
        rim_learn_progress_tell (&self->progress, 1, NULL, NULL);
      }
}

static void
add_predictions (RimTrial       *self,
                 const RimSplit *split,
                 RimFit         *fit,
                 const double   *margins)
{
  for (gsize i = 0; i < split->n_test; i++)
    if (!isnan (margins[i]))
      {
        const RimTrialPrediction prediction = {
          split->test[i], split->repeat, split->fold, margins[i], rim_fit_get_probability (fit, margins[i]),
          margins[i] > rim_fit_get_cut_off (fit),
        };

        g_array_append_val (self->predictions, prediction);
      }
}

static RimTrial *
collect (Run *self)
{
  RimTrial *trial = g_new0 (RimTrial, 1);

  trial->predictions = g_array_new (FALSE, FALSE, sizeof (RimTrialPrediction));
  trial->fits = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_fit_unref);
  for (guint i = 0; i < self->splits->len; i++)
    {
      add_predictions (trial, self->splits->pdata[i], self->fits[i], self->margins[i]);
      g_ptr_array_add (trial->fits, g_steal_pointer (&self->fits[i]));
    }
  trial->final_fit = g_steal_pointer (&self->fits[self->splits->len]);

  return trial;
}

static RimTrial *
run_all (Run     *self,
         GError **error)
{
  const guint n = self->splits->len;
  RimTrial *trial = NULL;
  gboolean good = TRUE;

  self->fits = g_new0 (RimFit *, n + 1);
  self->margins = g_new0 (double *, n + 1);
  self->errors = g_new0 (GError *, n + 1);
  rim_parallel_for (n + 1, 1, run_fits, self);
  for (guint i = 0; i <= n; i++)
    if (self->errors[i] != NULL && good)
      {
        g_propagate_error (error, g_steal_pointer (&self->errors[i]));
        good = FALSE;
      }
    else
      g_clear_error (&self->errors[i]);
  if (good)
    trial = collect (self);

  for (guint i = 0; i <= n; i++)
    {
      g_clear_pointer (&self->fits[i], rim_fit_unref);
      g_free (self->margins[i]);
    }
  g_free (self->fits);
  g_free (self->margins);
  g_free (self->errors);

  return trial;
}

/* Numbers of groups by row, where splits are by group. */
static gboolean
find_groups (RimCohort   *cohort,
             const char  *name,
             guint32    **groups,
             GError     **error)
{
  const RimColumn *column = name != NULL ? rim_cohort_find (cohort, name) : NULL;
  const gsize n = rim_cohort_get_n_rows (cohort);

  if (name == NULL)
    return TRUE;
  if (column == NULL || column->type != RIM_COLUMN_CATEGORY)
    {
      g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE, "There is no column “%s” of groups", name);
      return FALSE;
    }

  *groups = g_new (guint32, MAX (n, 1));
  for (gsize row = 0; row < n; row++)
    (*groups)[row] = isnan (column->values[row]) ? RIM_SPLITS_NO_GROUP : (guint32) column->values[row];

  return TRUE;
}

/**
 * rim_trial_run:
 * @pipeline: how to learn
 * @cohort: whom to learn from
 * @columns: (array zero-terminated=1): names of what may be an input
 * @outcome: which is predicted
 * @outer: how rows are split
 * @group_column: (nullable): of the groups that are left out, one after the other
 * @checkpoint: (nullable): a file
 * @progress: (nullable): who is told
 * @data: for @progress
 * @cancellable: (nullable): to stop
 * @error: return location for an error of #RIM_STATISTICS_ERROR, or of #GCancellable
 *
 * Learns as rim_fit_new() does without each part that is for testing, and of all rows.
 * Rows that miss a value which is not filled in get no prediction.
 *
 * Returns: (transfer full) (nullable): the trial, or %NULL where rim_splits_new() or one of
 *   the fits has none
 */
RimTrial *
rim_trial_run (const RimPipeline       *pipeline,
               RimCohort               *cohort,
               const char *const       *columns,
               const RimOutcome        *outcome,
               const RimSplitSettings  *outer,
               const char              *group_column,
               const char              *checkpoint,
               RimFitProgress           progress,
               gpointer                 data,
               GCancellable            *cancellable,
               GError                 **error)
{
  Run run = { .pipeline = pipeline, .outcome = outcome, .cancellable = cancellable };
  g_autoptr(RimLearnTable) table = NULL;
  g_autoptr(GPtrArray) splits = NULL;
  g_autofree guint32 *groups = NULL;
  RimTrial *trial;

  if (!find_groups (cohort, group_column, &groups, error))
    return NULL;
  splits = rim_splits_new (outer, outcome->rows, outcome->n_known, rim_cohort_get_patient_numbers (cohort),
                           outcome->kind != RIM_OUTCOME_NUMBER ? outcome->labels : NULL, groups, error);
  if (splits == NULL)
    return NULL;
  table = rim_learn_table_new (pipeline, cohort, columns, outcome, error);
  if (table == NULL)
    return NULL;

  run.table = table;
  run.splits = splits;
  rim_learn_progress_init (&run.progress, progress, data,
                           (rim_fit_count_work (pipeline) + 1) * ((gsize) splits->len + 1));
  trial = run_all (&run, error);
  rim_learn_progress_clear (&run.progress);

  return trial;
}

/**
 * rim_trial_free:
 * @self: (transfer full): a trial
 *
 * Frees it.
 */
void
rim_trial_free (RimTrial *self)
{
  g_clear_pointer (&self->predictions, g_array_unref);
  g_clear_pointer (&self->fits, g_ptr_array_unref);
  g_clear_pointer (&self->final_fit, rim_fit_unref);
  g_free (self);
}
