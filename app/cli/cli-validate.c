/* cli-validate.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cli-validate.h"

#include <math.h>
#include <string.h>

#include "cli-signature.h"
#include "statistics/rim-statistics-error.h"
#include "validate/rim-forest.h"
#include "validate/rim-validation-compare.h"

static void
section_free (gpointer data)
{
  CliSection *self = data;

  rim_validation_unref (self->validation);
  g_free (self);
}

void
cli_validate_clear (CliValidate *self)
{
  cli_tables_clear (&self->tables);
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  g_clear_pointer (&self->cutoffs, g_array_unref);
  g_clear_pointer (&self->times, g_array_unref);
  g_free (self->signature);
  g_free (self->predictions);
  g_free (self->compare);
  g_free (self->cohort);
  cli_outcome_clear (&self->outcome);
  g_free (self->forest);
  g_free (self->time_unit);
  g_free (self->plots);
  g_free (self->format);
  g_free (self->report);
}

static void
add_section (CliValidate   *self,
             const char    *id,
             const char    *title,
             RimValidation *validation)
{
  CliSection *section = g_new (CliSection, 1);

  *section = (CliSection) { id, title, validation };
  g_ptr_array_add (self->sections, section);
}

static gboolean
check_kind (const RimOutcome  *outcome,
            RimFit            *fit,
            const char        *path,
            GError           **error)
{
  static const char *const names[] = { "two classes", "times to an event", "numbers" };
  const RimOutcomeKind kind = rim_fit_get_kind (fit);

  if (kind == outcome->kind)
    return TRUE;

  g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING, "%s predicts %s, and the outcome is %s", path,
               names[kind], names[outcome->kind]);

  return FALSE;
}

static void
take_outcome (RimPredictions   *self,
              RimCohort        *cohort,
              const RimOutcome *outcome)
{
  const gsize n = self->input.n;

  self->patients = g_new (guint32, n + 1);
  self->labels = outcome->labels != NULL ? g_new (guint8, n + 1) : NULL;
  self->values = outcome->values != NULL ? g_new (double, n + 1) : NULL;
  for (gsize i = 0; i < n; i++)
    {
      const guint32 row = outcome->rows[i];

      self->ids[i] = g_strdup (rim_cohort_get_id (cohort, row));
      self->patients[i] = rim_cohort_get_patient_numbers (cohort)[row];
      if (self->labels != NULL)
        self->labels[i] = outcome->labels[row];
      if (self->values != NULL)
        self->values[i] = outcome->values[row];
    }
}

/* What a signature says of rows that have an outcome; nothing is learned of them. */
static RimPredictions *
predict (CliValidate       *self,
         const char        *path,
         RimCohort         *cohort,
         const RimOutcome  *outcome,
         GError           **error)
{
  g_autoptr(RimSignature) signature = cli_signature_load (path, error);
  g_autoptr(RimPredictions) predictions = NULL;
  RimFit *fit;

  if (signature == NULL)
    return NULL;

  fit = rim_signature_get_fit (signature);
  if (!check_kind (outcome, fit, path, error))
    return NULL;

  self->is_synthetic = self->is_synthetic || rim_signature_is_synthetic (signature);
  predictions = rim_predictions_new (outcome->kind, outcome->n_known);
  if (!rim_fit_predict_rows (fit, cohort, outcome->rows, outcome->n_known, predictions->margins, error))
    return NULL;

  take_outcome (predictions, cohort, outcome);
  predictions->is_high = g_new (guint8, outcome->n_known + 1);
  predictions->probabilities = outcome->kind == RIM_OUTCOME_BINARY ? g_new (double, outcome->n_known + 1) : NULL;
  for (gsize i = 0; i < outcome->n_known; i++)
    {
      if (isnan (predictions->margins[i]))
        {
          g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING,
                       "Row “%s” lacks a value that %s does not fill in", predictions->ids[i], path);
          return NULL;
        }
      predictions->is_high[i] = predictions->margins[i] > rim_fit_get_cut_off (fit);
      if (predictions->probabilities != NULL)
        predictions->probabilities[i] = rim_fit_get_probability (fit, predictions->margins[i]);
    }
  rim_predictions_connect (predictions);

  return g_steal_pointer (&predictions);
}

static RimPredictions *
get_predictions (CliValidate       *self,
                 const char        *path,
                 RimCohort         *cohort,
                 const RimOutcome  *outcome,
                 GError           **error)
{
  RimPredictions *predictions = cohort != NULL ? predict (self, path, cohort, outcome, error)
                                               : rim_predictions_load (path, error);

  if (predictions == NULL)
    return NULL;

  predictions->input.n_bootstraps = (guint) self->n_bootstraps;
  predictions->input.n_permutations = (guint) self->n_permutations;
  predictions->input.seed = (guint64) self->seed;
  predictions->input.n_times = self->times->len;
  predictions->input.times = (const double *) (gpointer) self->times->data;
  predictions->input.time_unit = self->time_unit;
  predictions->input.is_synthetic = self->is_synthetic;

  return predictions;
}

static gboolean
compare (CliValidate           *self,
         const RimPredictions  *first,
         RimCohort             *cohort,
         const RimOutcome      *outcome,
         GError               **error)
{
  const char *paths[] = { self->signature != NULL ? self->signature : self->predictions, self->compare };
  g_autofree char *name = g_path_get_basename (paths[0]), *other_name = g_path_get_basename (paths[1]);
  const char *const titles[] = { name, other_name };
  g_autoptr(RimPredictions) other = get_predictions (self, self->compare, cohort, outcome, error);
  RimValidation *found;

  if (other == NULL || !rim_predictions_check_same (first, other, error))
    return FALSE;

  found = rim_validation_compare (&first->input, &other->input, titles, (const double *) (gpointer) self->cutoffs->data,
                                  self->cutoffs->len, NULL, error);
  if (found != NULL)
    add_section (self, "comparison", "Comparison of both signatures", found);

  return found != NULL;
}

/* A column of numbers, or 1 where a category has a level. */
static gboolean
add_covariates (GPtrArray              *names,
                GPtrArray              *columns,
                const RimPredictions   *predictions,
                RimCohort              *cohort,
                const RimOutcome       *outcome,
                const char             *name,
                GError                **error)
{
  const RimColumn *column = rim_cohort_find (cohort, name);
  const gsize n = predictions->input.n;

  if (column == NULL || column->role == RIM_COLUMN_IGNORED)
    {
      g_set_error (error, RIM_SIGNATURE_ERROR, RIM_SIGNATURE_ERROR_MISSING, "The cohort has no column “%s”", name);
      return FALSE;
    }

  for (guint level = 0; level == 0 || (column->type == RIM_COLUMN_CATEGORY && column->levels[level] != NULL); level++)
    {
      double *values;

      if (column->type == RIM_COLUMN_CATEGORY && level == 0)
        continue;
      values = g_new (double, n + 1);
      for (gsize i = 0; i < n; i++)
        {
          const double value = column->values[outcome->rows[i]];

          values[i] = column->type == RIM_COLUMN_NUMBER || isnan (value) ? value : value == level;
        }
      g_ptr_array_add (columns, values);
      g_ptr_array_add (names, column->type == RIM_COLUMN_NUMBER
                       ? g_strdup (name) : g_strdup_printf ("%s: %s", name, column->levels[level]));
    }

  return TRUE;
}

static gboolean
is_scaled (const double *values,
           gsize         n)
{
  for (gsize i = 0; i < n; i++)
    if (!isnan (values[i]) && values[i] != 0.0 && values[i] != 1.0)
      return TRUE;

  return FALSE;
}

/* The score beside other columns, one by one and together. */
static gboolean
make_forest (CliValidate           *self,
             const RimPredictions  *predictions,
             RimCohort             *cohort,
             const RimOutcome      *outcome,
             GError               **error)
{
  g_auto(GStrv) wanted = g_strsplit (self->forest, ",", -1);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  g_autofree RimForestCovariate *covariates = NULL;
  const gsize n = predictions->input.n;
  RimValidation *found;

  g_ptr_array_add (names, g_strdup ("Score"));
  g_ptr_array_add (columns, g_memdup2 (predictions->margins, (n + 1) * sizeof (double)));
  for (guint i = 0; wanted[i] != NULL; i++)
    if (!add_covariates (names, columns, predictions, cohort, outcome, wanted[i], error))
      return FALSE;

  covariates = g_new (RimForestCovariate, names->len);
  for (guint c = 0; c < names->len; c++)
    covariates[c] = (RimForestCovariate) { names->pdata[c], columns->pdata[c], is_scaled (columns->pdata[c], n) };
  found = rim_forest_new (covariates, names->len, outcome->kind == RIM_OUTCOME_SURVIVAL ? predictions->values : NULL,
                          predictions->labels, n, self->is_synthetic, error);
  if (found != NULL)
    add_section (self, "forest", "The score beside other variables", found);

  return found != NULL;
}

static gboolean
load_cohort (CliValidate  *self,
             RimCohort   **cohort,
             RimOutcome  **outcome,
             GError      **error)
{
  const RimOutcomeSettings settings = cli_outcome_get_settings (&self->outcome);
  g_auto(GStrv) paths = g_strsplit (self->cohort, ",", -1);

  *cohort = cli_tables_load (&self->tables, (const char *const *) paths, error);
  *outcome = *cohort != NULL ? rim_outcome_new (*cohort, &settings, error) : NULL;

  return *outcome != NULL;
}

/**
 * cli_validate_run:
 * @self: what to do
 * @error: where to put an error
 *
 * Returns: whether there are sections now
 */
gboolean
cli_validate_run (CliValidate  *self,
                  GError      **error)
{
  g_autoptr(RimCohort) cohort = NULL;
  g_autoptr(RimOutcome) outcome = NULL;
  g_autoptr(RimPredictions) predictions = NULL;
  RimValidation *validation;

  self->sections = g_ptr_array_new_with_free_func (section_free);
  if (self->signature != NULL && !load_cohort (self, &cohort, &outcome, error))
    return FALSE;
  predictions = get_predictions (self, self->signature != NULL ? self->signature : self->predictions, cohort, outcome,
                                 error);
  validation = predictions != NULL ? rim_validation_new (&predictions->input, NULL, error) : NULL;
  if (validation == NULL)
    return FALSE;

  add_section (self, "validation", "Validation", validation);

  return (self->compare == NULL || compare (self, predictions, cohort, outcome, error)) &&
         (self->forest == NULL || make_forest (self, predictions, cohort, outcome, error));
}
