/* rim-selection.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-selection-private.h"

#include <math.h>
#include <string.h>

#include "core/rim-compare.h"
#include "core/rim-parallel.h"
#include "core/rim-random.h"
#include "statistics/rim-quantile.h"
#include "statistics/rim-statistics-error.h"

#define BLOCK 64

/* What values of a column differ by, of themselves, where it does not vary but for rounding. */
#define ROUNDING 1e-12

static gboolean
is_missing (const RimLearnTable *table,
            guint32              row)
{
  for (guint i = 0; i < table->n_inputs; i++)
    if (isnan (table->inputs[i].values[row]))
      return TRUE;

  return table->batch != NULL && isnan (table->batch->values[row]);
}

static gboolean
has_missing (const RimLearnTable *table)
{
  for (guint i = 0; i < table->n_inputs; i++)
    if (table->inputs[i].column->n_missing > 0)
      return TRUE;

  return table->batch != NULL && table->batch->n_missing > 0;
}

/* Rows that have an outcome, and all inputs where the rule asks for that. */
static gboolean
choose_rows (RimSelection   *self,
             const guint32  *rows,
             gsize           n_rows,
             GError        **error)
{
  const RimOutcome *outcome = self->table->outcome;
  const gboolean drops = self->pipeline->missing == RIM_MISSING_DROP_ROWS && has_missing (self->table);
  gsize known = 0;

  self->rows = g_new (guint32, MAX (n_rows, 1));
  for (gsize i = 0; i < n_rows; i++)
    {
      while (known < outcome->n_known && outcome->rows[known] < rows[i])
        known++;
      if (known == outcome->n_known || outcome->rows[known] != rows[i])
        continue;
      if (drops && is_missing (self->table, rows[i]))
        self->n_rows_left_out++;
      else
        self->rows[self->n++] = rows[i];
    }
  if (self->n >= 2)
    return TRUE;

  if (self->n_rows_left_out > 0)
    g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW,
                 "There are too few rows to learn from: %zu miss a value and were left out, %zu remain",
                 self->n_rows_left_out, self->n);
  else
    g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW,
                 "There are too few rows with an outcome to learn from: %zu", self->n);

  return FALSE;
}

static void
take_outcomes (RimSelection *self)
{
  const RimOutcome *outcome = self->table->outcome;
  const guint32 *patients = rim_cohort_get_patient_numbers (self->table->cohort);

  self->patients = g_new (guint32, self->n);
  self->labels = outcome->labels != NULL ? g_new (guint8, self->n) : NULL;
  self->values = outcome->values != NULL ? g_new (double, self->n) : NULL;
  for (gsize i = 0; i < self->n; i++)
    {
      self->patients[i] = patients[self->rows[i]];
      if (self->labels != NULL)
        self->labels[i] = outcome->labels[self->rows[i]] != 0;
      if (self->values != NULL)
        self->values[i] = outcome->values[self->rows[i]];
    }
}

static gboolean
check_outcomes (const RimSelection  *self,
                GError             **error)
{
  gsize n_positive = 0;
  gboolean differ = FALSE;

  for (gsize i = 0; i < self->n; i++)
    {
      n_positive += self->labels != NULL && self->labels[i] != 0;
      differ = differ || (self->values != NULL && self->values[i] != self->values[0]);
    }

  if (self->kind == RIM_OUTCOME_BINARY && (n_positive == 0 || n_positive == self->n))
    g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_ONE_CLASS,
                 "All %zu rows are of one class, the %s one", self->n, n_positive > 0 ? "positive" : "negative");
  else if (self->kind == RIM_OUTCOME_SURVIVAL && n_positive == 0)
    g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_CENSORED,
                 "None of the %zu rows has an event: all are censored", self->n);
  else if (self->kind == RIM_OUTCOME_NUMBER && !differ)
    g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_CONSTANT, "All outcomes are the same");
  else
    return TRUE;

  return FALSE;
}

/* Each class weighs half of all rows. */
static void
weigh_classes (RimSelection *self)
{
  gsize counts[2] = { 0, 0 };

  if (!self->pipeline->class_weights || self->kind != RIM_OUTCOME_BINARY)
    return;

  self->weights = g_new (double, self->n);
  for (gsize i = 0; i < self->n; i++)
    counts[self->labels[i]]++;
  for (gsize i = 0; i < self->n; i++)
    self->weights[i] = (double) self->n / (2.0 * (double) counts[self->labels[i]]);
}

/* The commonest level, the first of several; or the median. */
static double
find_fill (const RimSelection  *self,
           const RimLearnInput *input)
{
  const double *values = input->column->values;
  g_autofree double *known = g_new (double, self->n);
  gsize n = 0, longest = 0;
  double commonest = NAN;

  for (gsize i = 0; i < self->n; i++)
    if (!isnan (values[self->rows[i]]))
      known[n++] = values[self->rows[i]];
  if (n == 0)
    return NAN;

  qsort (known, n, sizeof *known, rim_compare_doubles);
  if (input->column->type == RIM_COLUMN_NUMBER)
    return rim_quantile_of_sorted (known, n, 0.5);

  for (gsize i = 0, begin = 0; i < n; i++)
    {
      if (known[i] != known[begin])
        begin = i;
      if (i - begin + 1 > longest)
        {
          longest = i - begin + 1;
          commonest = known[i];
        }
    }

  return commonest;
}

static gsize
count_missing (const RimSelection  *self,
               const RimLearnInput *input,
               guint32             *first)
{
  gsize n_missing = 0;

  for (gsize i = self->n; input->column->n_missing > 0 && i-- > 0;)
    if (isnan (input->values[self->rows[i]]))
      {
        *first = self->rows[i];
        n_missing++;
      }

  return n_missing;
}

static gboolean
varies (const RimSelection *self,
        const double       *values)
{
  const double first = values[self->rows[0]];

  for (gsize i = 1; i < self->n; i++)
    {
      const double value = values[self->rows[i]];

      if (fabs (value - first) > ROUNDING * MAX (fabs (value), fabs (first)))
        return TRUE;
    }

  return FALSE;
}

static void
fill_in (RimSelection       *self,
         RimSelectionColumn *column)
{
  const RimLearnInput *input = column->input;
  const double filled = input->column->type == RIM_COLUMN_NUMBER ? column->fill : column->fill == input->level;

  column->own = g_memdup2 (input->values, self->table->n_rows * sizeof *column->own);
  column->values = column->own;
  for (gsize i = 0; i < self->n; i++)
    if (isnan (column->own[self->rows[i]]))
      column->own[self->rows[i]] = filled;
}

static gboolean
add_column (RimSelection         *self,
            const RimLearnInput  *input,
            GError              **error)
{
  RimSelectionColumn column = { .input = input, .fill = NAN, .values = input->values, .order = input->order, .harmonised = -1 };
  guint32 first = 0;
  const gsize n_missing = count_missing (self, input, &first);

  if (n_missing > 0 && self->pipeline->missing == RIM_MISSING_REFUSE)
    {
      g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_NOT_FINITE,
                   "“%s” has no value of “%s”, and missing values are refused",
                   rim_cohort_get_id (self->table->cohort, first), input->column->name);
      return FALSE;
    }
  if (n_missing == self->n || (n_missing > 0 && self->pipeline->missing == RIM_MISSING_DROP_COLUMNS))
    {
      self->n_incomplete++;
      return TRUE;
    }

  if (self->pipeline->missing == RIM_MISSING_MEDIAN)
    column.fill = find_fill (self, input);
  if (n_missing > 0)
    {
      fill_in (self, &column);
      column.order = NULL;
    }
  if (!varies (self, column.values))
    {
      self->n_constant++;
      g_free (column.own);
      return TRUE;
    }
  self->columns[self->n_columns++] = column;

  return TRUE;
}

typedef struct
{
  RimSelection *selection;
  const double *batches;
} Harmonising;

static void
harmonise_columns (gsize    begin,
                   gsize    end,
                   gpointer data)
{
  const Harmonising *harmonising = data;
  RimSelection *self = harmonising->selection;

  for (gsize c = begin; c < end; c++)
    {
      RimSelectionColumn *column = &self->columns[c];

      if (column->harmonised < 0)
        continue;

      if (column->own == NULL)
        column->own = g_memdup2 (column->values, self->table->n_rows * sizeof *column->own);
      column->values = column->own;
      column->order = NULL;
      for (gsize i = 0; i < self->n; i++)
        column->own[self->rows[i]] = rim_combat_apply (self->combat, (guint) column->harmonised,
                                                       (guint) harmonising->batches[self->rows[i]],
                                                       column->own[self->rows[i]], NULL);
    }
}

/* Numbers that were computed of images, once they are filled in. */
static gboolean
harmonise (RimSelection  *self,
           GError       **error)
{
  const RimColumn *batch = self->table->batch;
  g_autofree const double **columns = NULL;
  Harmonising harmonising = { self, batch != NULL ? batch->values : NULL };
  RimCombatData data = { .rows = self->rows, .n_rows = self->n, .reference = -1 };

  if (batch == NULL)
    return TRUE;

  columns = g_new (const double *, MAX (self->n_columns, 1));
  for (guint c = 0; c < self->n_columns; c++)
    if (self->columns[c].input->column->type == RIM_COLUMN_NUMBER &&
        self->columns[c].input->column->role == RIM_COLUMN_FEATURE)
      {
        self->columns[c].harmonised = (int) data.n_columns;
        columns[data.n_columns++] = self->columns[c].values;
      }
  data.columns = columns;
  data.batches = batch->values;
  data.names = batch->levels;
  data.n_batches = g_strv_length ((char **) batch->levels);
  self->combat = rim_combat_new (&data, error);
  if (self->combat == NULL)
    return FALSE;

  rim_parallel_for (self->n_columns, BLOCK, harmonise_columns, &harmonising);

  return TRUE;
}

static gboolean
add_columns (RimSelection  *self,
             GError       **error)
{
  const RimLearnTable *table = self->table;

  self->columns = g_new (RimSelectionColumn, MAX (table->n_inputs, 1));
  for (guint i = 0; i < table->n_inputs; i++)
    if (!add_column (self, &table->inputs[i], error))
      return FALSE;

  if (!harmonise (self, error))
    return FALSE;

  self->live = g_new (RimSelectionColumn *, MAX (self->n_columns, 1));
  for (guint i = 0; i < self->n_columns; i++)
    if (self->pipeline->keep_clinical && self->columns[i].input->column->role == RIM_COLUMN_CLINICAL)
      g_ptr_array_add (self->clinical, &self->columns[i]);
    else
      self->live[self->n_live++] = &self->columns[i];

  return TRUE;
}

/*
 * Takes the rows that train, fills in what they miss and leaves out columns that do not
 * vary among them.
 *
 * Returns: (transfer full) (nullable): what steps work on, or %NULL where outcomes are of
 *   one class, all censored or all the same, or a value is missing that must not be
 */
RimSelection *
rim_selection_new (const RimPipeline    *pipeline,
                   const RimLearnTable  *table,
                   const guint32        *rows,
                   gsize                 n_rows,
                   GCancellable         *cancellable,
                   GError              **error)
{
  g_autoptr(RimSelection) self = g_new0 (RimSelection, 1);

  self->pipeline = pipeline;
  self->table = table;
  self->kind = table->outcome->kind;
  self->cancellable = cancellable;
  self->clinical = g_ptr_array_new ();
  self->components = g_ptr_array_new ();
  if (!choose_rows (self, rows, n_rows, error))
    return NULL;

  take_outcomes (self);
  if (!check_outcomes (self, error))
    return NULL;

  weigh_classes (self);
  if (!add_columns (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

static void
column_clear (RimSelectionColumn *self)
{
  g_free (self->own);
  g_free (self->scaled);
  g_free (self->loadings);
}

void
rim_selection_free (RimSelection *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    column_clear (&self->columns[i]);
  for (guint i = 0; i < self->components->len; i++)
    {
      column_clear (self->components->pdata[i]);
      g_free (self->components->pdata[i]);
    }
  g_ptr_array_unref (self->components);
  g_ptr_array_unref (self->clinical);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->combat, rim_combat_free);
  g_free (self->columns);
  g_free (self->live);
  g_free (self->rows);
  g_free (self->labels);
  g_free (self->values);
  g_free (self->weights);
  g_free (self->patients);
  g_free (self);
}

/* Returns: whether @step could be taken; what is kept is live then */
gboolean
rim_selection_take_step (RimSelection  *self,
                         guint          step,
                         GError       **error)
{
  const RimPipelineStep *taken = &self->pipeline->steps[step];

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if ((taken->selector->kinds & (1u << self->kind)) == 0)
    {
      g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                   "The step “%s” does not know outcomes of this kind", taken->selector->id);
      return FALSE;
    }
  if (self->n_live == 0)
    return TRUE;

  if (taken->selector->run (self, taken->parameters, error))
    return TRUE;

  g_prefix_error (error, "%s: ", taken->selector->title);

  return FALSE;
}

/* @kept: (array length=n_live) */
void
rim_selection_keep (RimSelection   *self,
                    const gboolean *kept)
{
  guint n = 0;

  for (guint i = 0; i < self->n_live; i++)
    if (kept[i])
      self->live[n++] = self->live[i];
  self->n_live = n;
}

static void
find_moments (RimSelectionColumn *column,
              const double       *values,
              gsize               n)
{
  double sum = 0.0, squares = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += values[i];
  column->center = sum / (double) n;
  for (gsize i = 0; i < n; i++)
    squares += (values[i] - column->center) * (values[i] - column->center);
  column->scale = sqrt (squares / (double) n);
}

static void
find_quantiles (RimSelectionColumn *column,
                const double       *values,
                gsize               n,
                RimScaling          scaling)
{
  g_autofree double *sorted = g_memdup2 (values, n * sizeof *values);

  qsort (sorted, n, sizeof *sorted, rim_compare_doubles);
  if (scaling == RIM_SCALING_ROBUST)
    {
      column->center = rim_quantile_of_sorted (sorted, n, 0.5);
      column->scale = rim_quantile_of_sorted (sorted, n, 0.75) - rim_quantile_of_sorted (sorted, n, 0.25);
    }
  else
    {
      column->center = sorted[0];
      column->scale = sorted[n - 1] - sorted[0];
    }
}

static void
scale_column (const RimSelection *self,
              RimSelectionColumn *column)
{
  const RimScaling scaling = self->pipeline->scaling;
  double *scaled;

  if (column->scaled != NULL)
    return;

  scaled = g_new (double, self->n);
  for (gsize i = 0; i < self->n; i++)
    scaled[i] = column->values[self->rows[i]];
  column->center = 0.0;
  column->scale = 1.0;
  if (scaling == RIM_SCALING_Z_SCORE)
    find_moments (column, scaled, self->n);
  else if (scaling != RIM_SCALING_NONE)
    find_quantiles (column, scaled, self->n, scaling);
  if (!(column->scale > 0.0 && isfinite (column->scale)))
    column->scale = 1.0;
  for (gsize i = 0; i < self->n; i++)
    scaled[i] = (scaled[i] - column->center) / column->scale;
  column->scaled = scaled;
}

static void
scale_columns (gsize    begin,
               gsize    end,
               gpointer data)
{
  RimSelection *self = data;

  for (gsize i = begin; i < end; i++)
    scale_column (self, self->live[i]);
}

/* Makes @scaled of all live and clinical columns. */
void
rim_selection_scale (RimSelection *self)
{
  rim_parallel_for (self->n_live, BLOCK, scale_columns, self);
  for (guint i = 0; i < self->clinical->len; i++)
    scale_column (self, self->clinical->pdata[i]);
}

/* Returns: (transfer full): n_live × n scaled values, those of one column together */
double *
rim_selection_pack (RimSelection *self)
{
  double *packed = g_new (double, MAX (self->n_live, 1) * self->n);

  rim_selection_scale (self);
  for (guint i = 0; i < self->n_live; i++)
    memcpy (packed + i * self->n, self->live[i]->scaled, self->n * sizeof *packed);

  return packed;
}

/* Folds of patients, with their share of the classes or events; fewer where the rarer
 * class, or the number of patients, does not reach.
 */
static guint
limit_folds (const RimSelection *self,
             guint               n_folds)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint counts[2] = { 0, 0 };

  for (gsize i = 0; i < self->n; i++)
    if (g_hash_table_add (seen, GUINT_TO_POINTER (self->patients[i])))
      counts[self->labels != NULL && self->labels[i] != 0]++;

  if (self->kind == RIM_OUTCOME_BINARY)
    return MIN (n_folds, MIN (counts[0], counts[1]));
  if (self->kind == RIM_OUTCOME_SURVIVAL)
    return MIN (n_folds, counts[1]);

  return MIN (n_folds, counts[0]);
}

/*
 * @n_folds: (inout): how many are wanted, and how many there are
 * @purpose: what they are for: other purposes have other folds
 *
 * Returns: (transfer full) (nullable): the fold of each training row
 */
guint32 *
rim_selection_draw_folds (RimSelection  *self,
                          guint         *n_folds,
                          const char    *purpose,
                          GError       **error)
{
  const guint limited = limit_folds (self, *n_folds);
  const RimSplitSettings settings = {
    RIM_SPLIT_K_FOLD, limited, 1, 0.0, self->kind != RIM_OUTCOME_NUMBER, rim_random_seed (purpose, self->pipeline->seed),
  };
  g_autoptr(GPtrArray) splits = NULL;
  g_autofree guint32 *rows = NULL;
  guint32 *folds;

  if (limited < 2)
    {
      g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW,
                   "There are too few patients of a class, or with an event, for cross-validation: %u", limited);
      return NULL;
    }

  rows = g_new (guint32, self->n);
  for (guint32 i = 0; i < self->n; i++)
    rows[i] = i;
  splits = rim_splits_new (&settings, rows, self->n, self->patients, self->labels, NULL, error);
  if (splits == NULL)
    return NULL;

  folds = g_new0 (guint32, self->n);
  for (guint f = 0; f < splits->len; f++)
    {
      const RimSplit *split = splits->pdata[f];

      for (gsize i = 0; i < split->n_test; i++)
        folds[split->test[i]] = f;
    }
  *n_folds = splits->len;

  return folds;
}
