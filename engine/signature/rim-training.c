/* rim-training.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "signature/rim-training.h"

#include <math.h>

#include "core/rim-csv.h"
#include "statistics/rim-statistics-error.h"

/* Predictions as columns, which a validation reads. */
typedef struct
{
  gsize     n;
  double   *margins;
  double   *probabilities;
  guint8   *is_high;
  guint8   *labels;
  double   *values;
  guint32  *repeats;
  guint32  *patients;
} Rows;

static void
rows_clear (Rows *self)
{
  g_free (self->margins);
  g_free (self->probabilities);
  g_free (self->is_high);
  g_free (self->labels);
  g_free (self->values);
  g_free (self->repeats);
  g_free (self->patients);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

static void
rows_init (Rows             *self,
           const RimTrial   *trial,
           RimCohort        *cohort,
           const RimOutcome *outcome)
{
  const guint32 *patients = rim_cohort_get_patient_numbers (cohort);

  self->n = trial->predictions->len;
  self->margins = g_new (double, self->n + 1);
  self->probabilities = g_new (double, self->n + 1);
  self->is_high = g_new (guint8, self->n + 1);
  self->labels = outcome->labels != NULL ? g_new (guint8, self->n + 1) : NULL;
  self->values = outcome->values != NULL ? g_new (double, self->n + 1) : NULL;
  self->repeats = g_new (guint32, self->n + 1);
  self->patients = g_new (guint32, self->n + 1);
  for (gsize i = 0; i < self->n; i++)
    {
      const RimTrialPrediction *prediction = &g_array_index (trial->predictions, RimTrialPrediction, i);

      self->margins[i] = prediction->margin;
      self->probabilities[i] = prediction->probability;
      self->is_high[i] = (guint8) prediction->is_high;
      self->repeats[i] = prediction->repeat;
      self->patients[i] = patients[prediction->row];
      if (self->labels != NULL)
        self->labels[i] = outcome->labels[prediction->row];
      if (self->values != NULL)
        self->values[i] = outcome->values[prediction->row];
    }
}

static RimValidation *
validate (const RimTrial            *trial,
          RimCohort                 *cohort,
          const RimOutcome          *outcome,
          const RimTrainingOptions  *options,
          guint64                    seed,
          GCancellable              *cancellable,
          GError                   **error)
{
  g_auto(Rows) rows = { 0 };
  RimValidationInput input;

  rows_init (&rows, trial, cohort, outcome);
  input = (RimValidationInput) {
    .kind = outcome->kind,
    .n = rows.n,
    .margins = rows.margins,
    .probabilities = outcome->kind == RIM_OUTCOME_BINARY ? rows.probabilities : NULL,
    .is_high = rows.is_high,
    .labels = rows.labels,
    .values = rows.values,
    .repeats = rows.repeats,
    .patients = rows.patients,
    .n_bootstraps = options->n_bootstraps,
    .n_permutations = options->n_permutations,
    .seed = seed,
    .is_synthetic = options->is_synthetic,
  };

  return rim_validation_new (&input, cancellable, error);
}

static gboolean
check_kind (const char      *what,
            const char      *id,
            guint            kinds,
            RimOutcomeKind   kind,
            GError         **error)
{
  static const char *const names[] = { "two classes", "times to an event", "numbers" };

  if (kinds >> kind & 1)
    return TRUE;

  g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE, "the %s “%s” does not take an outcome of %s",
               what, id, names[kind]);

  return FALSE;
}

static gboolean
check_pipeline (const RimPipeline  *pipeline,
                RimOutcomeKind      kind,
                GError            **error)
{
  for (guint i = 0; i < pipeline->n_steps; i++)
    if (!check_kind ("step", pipeline->steps[i].selector->id, pipeline->steps[i].selector->kinds, kind, error))
      return FALSE;
  for (guint i = 0; i < pipeline->n_learners; i++)
    if (!check_kind ("learner", pipeline->learners[i].learner->id, pipeline->learners[i].learner->kinds, kind, error))
      return FALSE;

  return TRUE;
}

/**
 * rim_training_run:
 * @recipe: how to learn
 * @variant: which of its variants
 * @cohort: whom to learn from
 * @outcome: of the cohort
 * @options: what the recipe does not say
 * @progress: (nullable): who is told
 * @data: for @progress
 * @cancellable: (nullable): to stop
 * @error: where to put an error
 *
 * Learns a variant on the recipe's splits and of all rows, and validates its predictions
 * of rows that were not seen.
 *
 * Returns: (transfer full) (nullable): what came of it
 */
RimTraining *
rim_training_run (const RimRecipe           *recipe,
                  const RimRecipeVariant    *variant,
                  RimCohort                 *cohort,
                  const RimOutcome          *outcome,
                  const RimTrainingOptions  *options,
                  RimFitProgress             progress,
                  gpointer                   data,
                  GCancellable              *cancellable,
                  GError                   **error)
{
  g_autoptr(RimTraining) self = g_new0 (RimTraining, 1);
  g_auto(GStrv) columns = NULL;

  g_return_val_if_fail (recipe != NULL && variant != NULL && cohort != NULL && outcome != NULL, NULL);

  columns = rim_recipe_list_columns (recipe, variant, cohort, error);
  if (columns == NULL || !check_pipeline (variant->pipeline, outcome->kind, error))
    return NULL;

  self->trial = rim_trial_run (variant->pipeline, cohort, (const char *const *) columns, outcome, &recipe->outer,
                               recipe->group, options->checkpoint, progress, data, cancellable, error);
  if (self->trial == NULL)
    return NULL;

  self->validation = validate (self->trial, cohort, outcome, options, recipe->seed, cancellable, error);
  if (self->validation == NULL)
    return NULL;

  self->signature = rim_signature_new (recipe, variant, cohort, outcome, self->trial, self->validation, options->notes,
                                       options->is_synthetic);

  return g_steal_pointer (&self);
}

void
rim_training_free (RimTraining *self)
{
  g_clear_pointer (&self->trial, rim_trial_free);
  g_clear_pointer (&self->validation, rim_validation_unref);
  g_clear_pointer (&self->signature, rim_signature_unref);
  g_free (self);
}

/* Predictions */

/**
 * rim_training_to_csv:
 * @self: what was learned
 * @cohort: of whom
 * @outcome: of the cohort
 *
 * Columns are id, patient, repeat and fold (counted from 1), margin, probability, high (0
 * or 1), and of the outcome what there is: class or event, and value.
 *
 * Returns: (transfer full): predictions of rows by models that had not seen them
 */
char *
rim_training_to_csv (const RimTraining *self,
                     RimCohort         *cohort,
                     const RimOutcome  *outcome)
{
  const GArray *predictions = self->trial->predictions;
  GString *csv = g_string_new ("id,patient,repeat,fold,margin,probability,high");

  if (outcome->labels != NULL)
    g_string_append (csv, outcome->kind == RIM_OUTCOME_SURVIVAL ? ",event" : ",class");
  g_string_append (csv, outcome->kind == RIM_OUTCOME_SURVIVAL ? ",time\n" : outcome->values != NULL ? ",value\n" : "\n");

  for (guint i = 0; i < predictions->len; i++)
    {
      const RimTrialPrediction *prediction = &g_array_index (predictions, RimTrialPrediction, i);

      rim_csv_append_field (csv, rim_cohort_get_id (cohort, prediction->row));
      g_string_append_c (csv, ',');
      rim_csv_append_field (csv, rim_cohort_get_patient (cohort, prediction->row));
      g_string_append_printf (csv, ",%u,%u", prediction->repeat + 1, prediction->fold + 1);
      rim_csv_append_number (csv, prediction->margin);
      rim_csv_append_number (csv, prediction->probability);
      g_string_append_printf (csv, ",%d", prediction->is_high ? 1 : 0);
      if (outcome->labels != NULL)
        g_string_append_printf (csv, ",%u", outcome->labels[prediction->row]);
      if (outcome->values != NULL)
        rim_csv_append_number (csv, outcome->values[prediction->row]);
      g_string_append_c (csv, '\n');
    }

  return g_string_free (csv, FALSE);
}

static double *
dup_means (const RimTraining *self,
           RimCohort         *cohort,
           gboolean           of_high)
{
  const GArray *predictions = self->trial->predictions;
  const gsize n = rim_cohort_get_n_rows (cohort);
  double *means = g_new0 (double, n + 1);
  g_autofree guint *counts = g_new0 (guint, n + 1);

  for (guint i = 0; i < predictions->len; i++)
    {
      const RimTrialPrediction *prediction = &g_array_index (predictions, RimTrialPrediction, i);

      means[prediction->row] += of_high ? (double) prediction->is_high : prediction->margin;
      counts[prediction->row]++;
    }
  for (gsize row = 0; row < n; row++)
    means[row] = counts[row] > 0 ? means[row] / counts[row] : NAN;

  return means;
}

double *
rim_training_dup_margins (const RimTraining *self,
                          RimCohort         *cohort)
{
  return dup_means (self, cohort, FALSE);
}

double *
rim_training_dup_high (const RimTraining *self,
                       RimCohort         *cohort)
{
  return dup_means (self, cohort, TRUE);
}
