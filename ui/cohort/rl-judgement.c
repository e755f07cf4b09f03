/* rl-judgement.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-judgement.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cohort/rim-cohort-csv.h"
#include "validate/rim-validation-compare.h"

#define N_BOOTSTRAPS 500
#define SEED         1

/* Predictions as columns. */
typedef struct
{
  GArray *margins;
  GArray *probabilities;
  GArray *is_high;
  GArray *labels;
  GArray *values;
  GArray *repeats;
  GArray *patients;
} Rows;

static void
rows_init (Rows *self)
{
  self->margins = g_array_new (FALSE, FALSE, sizeof (double));
  self->probabilities = g_array_new (FALSE, FALSE, sizeof (double));
  self->is_high = g_array_new (FALSE, FALSE, sizeof (guint8));
  self->labels = g_array_new (FALSE, FALSE, sizeof (guint8));
  self->values = g_array_new (FALSE, FALSE, sizeof (double));
  self->repeats = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->patients = g_array_new (FALSE, FALSE, sizeof (guint32));
}

static void
rows_clear (Rows *self)
{
  g_array_unref (self->margins);
  g_array_unref (self->probabilities);
  g_array_unref (self->is_high);
  g_array_unref (self->labels);
  g_array_unref (self->values);
  g_array_unref (self->repeats);
  g_array_unref (self->patients);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

static void
rows_add (Rows                     *self,
          const RimTrialPrediction *prediction,
          RimCohort                *cohort,
          const RimOutcome         *outcome)
{
  const guint32 row = prediction->row;
  const guint8 is_high = prediction->is_high ? 1 : 0;

  g_array_append_val (self->margins, prediction->margin);
  g_array_append_val (self->probabilities, prediction->probability);
  g_array_append_val (self->is_high, is_high);
  g_array_append_val (self->repeats, prediction->repeat);
  g_array_append_val (self->patients, rim_cohort_get_patient_numbers (cohort)[row]);
  if (outcome->labels != NULL)
    g_array_append_val (self->labels, outcome->labels[row]);
  if (outcome->values != NULL)
    g_array_append_val (self->values, outcome->values[row]);
}

static RimValidationInput
rows_as_input (const Rows       *self,
               const RimOutcome *outcome,
               gboolean          has_repeats)
{
  return (RimValidationInput) {
           .kind = outcome->kind,
           .n = self->margins->len,
           .margins = (const double *) (gconstpointer) self->margins->data,
           .probabilities = outcome->kind == RIM_OUTCOME_BINARY
                            ? (const double *) (gconstpointer) self->probabilities->data : NULL,
           .is_high = (const guint8 *) self->is_high->data,
           .labels = outcome->labels != NULL ? (const guint8 *) self->labels->data : NULL,
           .values = outcome->values != NULL ? (const double *) (gconstpointer) self->values->data : NULL,
           .repeats = has_repeats ? (const guint32 *) (gconstpointer) self->repeats->data : NULL,
           .patients = (const guint32 *) (gconstpointer) self->patients->data,
           .n_bootstraps = N_BOOTSTRAPS,
           .seed = SEED,
  };
}

/* Two signatures of the same rows */

static int
compare_predictions (gconstpointer a,
                     gconstpointer b)
{
  const RimTrialPrediction *x = a;
  const RimTrialPrediction *y = b;

  if (x->repeat != y->repeat)
    return x->repeat < y->repeat ? -1 : 1;

  return (x->row > y->row) - (x->row < y->row);
}

static GArray *
sort_predictions (const RlTrainingAnswer *answer)
{
  GArray *sorted = g_array_copy (answer->training->trial->predictions);

  g_array_sort (sorted, compare_predictions);

  return sorted;
}

/* Those that both were asked about, in the same order. */
static void
pair_up (const RlTrainingAnswer *first,
         const RlTrainingAnswer *second,
         Rows                   *rows,
         Rows                   *others)
{
  g_autoptr(GArray) a = sort_predictions (first);
  g_autoptr(GArray) b = sort_predictions (second);

  for (guint i = 0, k = 0; i < a->len && k < b->len;)
    {
      const RimTrialPrediction *x = &g_array_index (a, RimTrialPrediction, i);
      const RimTrialPrediction *y = &g_array_index (b, RimTrialPrediction, k);
      const int order = compare_predictions (x, y);

      if (order == 0)
        {
          rows_add (rows, x, first->cohort, first->outcome);
          rows_add (others, y, second->cohort, second->outcome);
        }
      i += order <= 0;
      k += order >= 0;
    }
}

static gboolean
is_same_cohort (const RlTrainingAnswer *first,
                const RlTrainingAnswer *second)
{
  const gsize n = rim_cohort_get_n_rows (first->cohort);

  if (n != rim_cohort_get_n_rows (second->cohort) || first->outcome->kind != second->outcome->kind)
    return FALSE;

  for (gsize row = 0; row < n; row++)
    if (g_strcmp0 (rim_cohort_get_id (first->cohort, row), rim_cohort_get_id (second->cohort, row)) != 0)
      return FALSE;

  return TRUE;
}

/**
 * rl_judgement_compare:
 * @first: what was learned
 * @second: something else that was learned of the same cohort
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Returns: (transfer full): by how much the second is better, with DeLong's test, net
 *   reclassification and integrated discrimination
 */
RimValidation *
rl_judgement_compare (const RlTrainingAnswer  *first,
                      const RlTrainingAnswer  *second,
                      GCancellable            *cancellable,
                      GError                 **error)
{
  g_auto(Rows) rows = { NULL };
  g_auto(Rows) others = { NULL };
  const char *titles[2];
  RimValidationInput a, b;

  rows_init (&rows);
  rows_init (&others);
  if (!is_same_cohort (first, second))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _("These signatures were learned of different cohorts or outcomes, "
                             "so that they cannot be compared row by row"));
      return NULL;
    }

  pair_up (first, second, &rows, &others);
  a = rows_as_input (&rows, first->outcome, TRUE);
  b = rows_as_input (&others, second->outcome, TRUE);
  titles[0] = rim_signature_get_title (first->training->signature);
  titles[1] = rim_signature_get_title (second->training->signature);
  a.is_synthetic = rim_signature_is_synthetic (first->training->signature);
  b.is_synthetic = a.is_synthetic;

  return rim_validation_compare (&a, &b, titles, NULL, 0, cancellable, error);
}

/* One signature of other rows */

static gboolean
predict (RimSignature      *signature,
         RimCohort         *cohort,
         const RimOutcome  *outcome,
         Rows              *rows,
         GError           **error)
{
  RimFit *fit = rim_signature_get_fit (signature);
  g_autofree double *margins = g_new (double, outcome->n_known + 1);

  if (!rim_fit_predict_rows (fit, cohort, outcome->rows, outcome->n_known, margins, error))
    return FALSE;

  for (gsize i = 0; i < outcome->n_known; i++)
    {
      const RimTrialPrediction prediction = {
        .row = outcome->rows[i],
        .margin = margins[i],
        .probability = rim_fit_get_probability (fit, margins[i]),
        .is_high = margins[i] > rim_fit_get_cut_off (fit),
      };

      rows_add (rows, &prediction, cohort, outcome);
    }

  return TRUE;
}

/**
 * rl_judgement_elsewhere:
 * @signature: a signature
 * @path: the table of a cohort that it was not learned of
 * @settings: how outcomes are read from it
 * @cancellable: (nullable): to stop
 * @error: return location for an error
 *
 * Validates a signature, with its cut-off and calibration as they are, on another cohort.
 *
 * Returns: (transfer full): how good its predictions are there
 */
RimValidation *
rl_judgement_elsewhere (RimSignature              *signature,
                        const char                *path,
                        const RimOutcomeSettings  *settings,
                        GCancellable              *cancellable,
                        GError                   **error)
{
  g_autoptr(RimCohort) cohort = rim_cohort_load_csv (path, NULL, NULL, error);
  g_autoptr(RimOutcome) outcome = cohort != NULL ? rim_outcome_new (cohort, settings, error) : NULL;
  g_auto(Rows) rows = { NULL };
  RimValidationInput input;

  rows_init (&rows);
  if (outcome == NULL || !predict (signature, cohort, outcome, &rows, error))
    return NULL;

  input = rows_as_input (&rows, outcome, FALSE);
  input.is_synthetic = rim_signature_is_synthetic (signature);

  return rim_validation_new (&input, cancellable, error);
}
