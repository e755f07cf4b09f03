/* rim-trial.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-trial.h"

#include <math.h>
#include <stdatomic.h>

#include "core/rim-parallel.h"
#include "learn/rim-fit-private.h"
#include "learn/rim-trial-checkpoint-private.h"
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
  RimTrialCheckpoint   checkpoint;
  atomic_size_t        first_failed;
  RimFit             **fits;           /* some may be there from the start */
  GError             **errors;
} Run;

static char *
name_fit (const Run *self,
          guint      index)
{
  if (index == self->splits->len)
    return g_strdup ("all rows");

  return g_strdup_printf ("fold %u of %u", index + 1, self->splits->len);
}

static gboolean
run_fit (Run     *self,
         guint    index,
         GError **error)
{
  const RimSplit *split = index < self->splits->len ? self->splits->pdata[index] : NULL;
  g_autofree char *where = name_fit (self, index);
  const gsize n_work = rim_fit_count_work (self->pipeline);

  if (self->fits[index] != NULL)
    {
      rim_learn_progress_tell (&self->progress, n_work + 1, where, NULL);
      return TRUE;
    }

  self->fits[index] = rim_fit_new_table (self->pipeline, self->table,
                                         split != NULL ? split->train : self->outcome->rows,
                                         split != NULL ? split->n_train : self->outcome->n_known,
                                         &self->progress, where, self->cancellable, error);
  if (self->fits[index] == NULL)
    {
      g_prefix_error (error, "In %s: ", where);
      return FALSE;
    }
  if (!rim_trial_checkpoint_add (&self->checkpoint, index, self->fits[index], error))
    return FALSE;

  rim_learn_progress_tell (&self->progress, 1, where, NULL);

  return TRUE;
}

/* What comes after a fit that failed is skipped: which error is told depends on nothing else. */
static void
run_fits (gsize    begin,
          gsize    end,
          gpointer data)
{
  Run *self = data;

  for (gsize i = begin; i < end; i++)
    if (i < atomic_load (&self->first_failed) && !run_fit (self, (guint) i, &self->errors[i]))
      rim_learn_progress_fail (&self->first_failed, i);
}

static gboolean
add_predictions (RimTrial        *self,
                 RimCohort       *cohort,
                 const RimSplit  *split,
                 RimFit          *fit,
                 GError         **error)
{
  g_autofree double *margins = g_new (double, MAX (split->n_test, 1));

  if (!rim_fit_predict_rows (fit, cohort, split->test, split->n_test, margins, error))
    return FALSE;

  for (gsize i = 0; i < split->n_test; i++)
    if (!isnan (margins[i]))
      {
        const RimTrialPrediction prediction = {
          split->test[i], split->repeat, split->fold, margins[i], rim_fit_get_probability (fit, margins[i]),
          margins[i] > rim_fit_get_cut_off (fit),
        };

        g_array_append_val (self->predictions, prediction);
      }

  return TRUE;
}

static RimTrial *
collect (Run     *self,
         GError **error)
{
  g_autoptr(RimTrial) trial = g_new0 (RimTrial, 1);

  trial->predictions = g_array_new (FALSE, FALSE, sizeof (RimTrialPrediction));
  trial->fits = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_fit_unref);
  for (guint i = 0; i < self->splits->len; i++)
    {
      if (!add_predictions (trial, self->table->cohort, self->splits->pdata[i], self->fits[i], error))
        {
          g_prefix_error (error, "In fold %u of %u: ", i + 1, self->splits->len);
          return NULL;
        }
      g_ptr_array_add (trial->fits, g_steal_pointer (&self->fits[i]));
    }
  trial->final_fit = g_steal_pointer (&self->fits[self->splits->len]);

  return g_steal_pointer (&trial);
}

static RimTrial *
run_all (Run         *self,
         const char  *checkpoint,
         const char  *hash,
         GError     **error)
{
  const guint n = self->splits->len + 1;
  RimTrial *trial = NULL;
  gboolean good;

  self->fits = g_new0 (RimFit *, n);
  self->errors = g_new0 (GError *, n);
  atomic_init (&self->first_failed, n);
  good = rim_trial_checkpoint_open (&self->checkpoint, checkpoint, hash, self->fits, n, error);
  if (good)
    rim_parallel_for (n, 1, run_fits, self);
  for (guint i = 0; i < n; i++)
    if (self->errors[i] != NULL && good)
      {
        g_propagate_error (error, g_steal_pointer (&self->errors[i]));
        good = FALSE;
      }
    else
      g_clear_error (&self->errors[i]);
  if (good)
    trial = collect (self, error);

  rim_trial_checkpoint_close (&self->checkpoint);
  for (guint i = 0; i < n; i++)
    g_clear_pointer (&self->fits[i], rim_fit_unref);
  g_free (self->fits);
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
 * @checkpoint: (nullable): a file into which each fit goes when it is done; a trial of the
 *   same cohort, pipeline and splits goes on from there, to the same bits. It stays when
 *   the trial is done
 * @progress: (nullable): who is told
 * @data: for @progress
 * @cancellable: (nullable): to stop
 * @error: return location for an error of #RIM_STATISTICS_ERROR, or of #GCancellable
 *
 * Learns as rim_fit_new() does without each part that is for testing, and of all rows.
 * Rows that miss a value which is not filled in get no prediction.
 *
 * Returns: (transfer full) (nullable): the trial, or %NULL where rim_splits_new() or one of
 *   the fits has none, or @checkpoint cannot be written or is another file
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
  g_autofree char *hash = NULL;
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
  if (checkpoint != NULL)
    hash = rim_trial_checkpoint_hash (pipeline, cohort, columns, outcome, outer, group_column);
  rim_learn_progress_init (&run.progress, progress, data,
                           (rim_fit_count_work (pipeline) + 1) * ((gsize) splits->len + 1));
  trial = run_all (&run, checkpoint, hash, error);
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
