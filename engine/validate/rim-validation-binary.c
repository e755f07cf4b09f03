/* rim-validation-binary.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-validation-private.h"

#include <math.h>

#include "statistics/rim-calibration.h"
#include "statistics/rim-confusion.h"
#include "statistics/rim-delong.h"
#include "statistics/rim-permutation.h"
#include "statistics/rim-roc.h"

#define N_BINS 10

typedef enum
{
  AUC,
  AVERAGE_PRECISION,
  SENSITIVITY,
  SPECIFICITY,
  PPV,
  NPV,
  ACCURACY,
  BALANCED_ACCURACY,
  F1,
  MCC,
  KAPPA,
  BRIER,
  BRIER_SCALED,
  IN_THE_LARGE,
  INTERCEPT,
  SLOPE,
  N_MEASURES,
} Measure;

/* What a measure is called, and where its interval comes from unless from a bootstrap. */
static const RimMeasureKind kinds[N_MEASURES] = {
  [AUC] = { "auc", "Area under the ROC curve", "DeLong" },
  [AVERAGE_PRECISION] = { "average_precision", "Average precision", NULL },
  [SENSITIVITY] = { "sensitivity", "Sensitivity", "Wilson" },
  [SPECIFICITY] = { "specificity", "Specificity", "Wilson" },
  [PPV] = { "ppv", "Positive predictive value", "Wilson" },
  [NPV] = { "npv", "Negative predictive value", "Wilson" },
  [ACCURACY] = { "accuracy", "Accuracy", "Wilson" },
  [BALANCED_ACCURACY] = { "balanced_accuracy", "Balanced accuracy", NULL },
  [F1] = { "f1", "F1 score", NULL },
  [MCC] = { "mcc", "Matthews correlation coefficient", NULL },
  [KAPPA] = { "kappa", "Cohen’s kappa", NULL },
  [BRIER] = { "brier", "Brier score", NULL },
  [BRIER_SCALED] = { "brier_scaled", "Scaled Brier score", NULL },
  [IN_THE_LARGE] = { "calibration_in_the_large", "Calibration in the large", "Wald" },
  [INTERCEPT] = { "calibration_intercept", "Calibration intercept", "Wald" },
  [SLOPE] = { "calibration_slope", "Calibration slope", "Wald" },
};

static void
measure_ranks (const RimSample  *sample,
               RimEstimate      *found,
               char            **notes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimRoc) roc = rim_roc_new (sample->margins, sample->labels, sample->n, &error);

  if (roc == NULL)
    {
      rim_validation_explain (notes, AUC, AVERAGE_PRECISION, error->message);
      return;
    }

  found[AUC].value = roc->auc;
  found[AVERAGE_PRECISION].value = rim_roc_get_average_precision (roc);
}

static void
measure_cut_off (const RimSample  *sample,
                 RimEstimate      *found,
                 char            **notes)
{
  RimConfusion confusion;
  RimConfusionMeasures of;

  if (sample->is_high == NULL || sample->n == 0)
    {
      rim_validation_explain (notes, SENSITIVITY, KAPPA, "No cut-off came from training");
      return;
    }

  rim_validation_confuse (sample, &confusion);
  rim_confusion_measure (&confusion, &of);
  found[SENSITIVITY] = of.sensitivity;
  found[SPECIFICITY] = of.specificity;
  found[PPV] = of.ppv;
  found[NPV] = of.npv;
  found[ACCURACY] = of.accuracy;
  found[BALANCED_ACCURACY].value = of.balanced_accuracy;
  found[F1].value = of.f1;
  found[MCC].value = of.mcc;
  found[KAPPA].value = of.kappa;
  rim_validation_explain (notes, SENSITIVITY, KAPPA, "There is nobody that it is a part of");
}

static void
measure_calibration (const RimSample  *sample,
                     RimEstimate      *found,
                     char            **notes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RimCalibration) calibration = NULL;
  RimCalibrationLine line;

  if (sample->probabilities == NULL)
    {
      rim_validation_explain (notes, BRIER, SLOPE, "There are no probabilities");
      return;
    }

  calibration = rim_calibration_new (sample->probabilities, sample->labels, sample->n, N_BINS, &error);
  if (calibration == NULL)
    {
      rim_validation_explain (notes, BRIER, SLOPE, error->message);
      return;
    }
  found[BRIER].value = calibration->brier;
  found[BRIER_SCALED].value = calibration->brier_scaled;

  if (!rim_calibration_line_init (&line, sample->probabilities, sample->labels, sample->n, &error))
    {
      rim_validation_explain (notes, IN_THE_LARGE, SLOPE, error->message);
      return;
    }
  found[IN_THE_LARGE] = line.in_the_large;
  found[INTERCEPT] = line.intercept;
  found[SLOPE] = line.slope;
}

/* With the intervals of formulas, where there are. */
static void
measure (const RimSample  *sample,
         RimEstimate      *found,
         char            **notes)
{
  for (guint m = 0; m < N_MEASURES; m++)
    found[m] = RIM_ESTIMATE_NONE;

  measure_ranks (sample, found, notes);
  measure_cut_off (sample, found, notes);
  measure_calibration (sample, found, notes);
}

static void
measure_cb (const RimSample  *sample,
            double           *values,
            char            **notes,
            gpointer          data)
{
  RimEstimate found[N_MEASURES];

  measure (sample, found, notes);
  for (guint m = 0; m < N_MEASURES; m++)
    values[m] = found[m].value;
}

/* Formulas hold where rows are independent. */
static void
take_formulas (const RimValidationRows *rows,
               RimEstimate             *estimates)
{
  g_auto(RimSample) sample = { 0 };
  RimEstimate found[N_MEASURES];
  RimDelong delong;

  if (!rows->is_simple)
    return;

  rim_validation_rows_get_repeat (rows, 0, &sample);
  measure (&sample, found, NULL);
  for (guint m = 0; m < N_MEASURES; m++)
    if (kinds[m].formula != NULL)
      estimates[m] = found[m];
  if (rim_delong_init (&delong, sample.margins, sample.labels, sample.n, NULL))
    estimates[AUC] = delong.auc;
}

/* How likely an area so far from a half is by chance. */
static void
permute (RimValidation           *self,
         const RimValidationRows *rows,
         const RimSample         *average)
{
  const RimValidationInput *input = rows->input;
  const char *title = "Permutation test of the AUC";
  g_autoptr(GError) error = NULL;
  RimPermutation found;

  if (input->n_permutations == 0 || g_cancellable_is_cancelled (rows->cancellable))
    return;
  if (average->n > rows->n_patients)
    {
      rim_validation_add_test (self, "permutation", title, NAN, NAN,
                               g_strdup ("Rows of one patient cannot be dealt anew one by one"));
      return;
    }
  if (!rim_permutation_init_auc (&found, average->margins, average->labels, average->n, input->n_permutations,
                                 input->seed, &error))
    {
      rim_validation_add_test (self, "permutation", title, NAN, NAN, g_strdup (error->message));
      return;
    }

  rim_validation_add_test (self, "permutation", title, found.auc, found.p,
                           g_strdup_printf ("%zu of %zu permutations of outcomes are as far from 0.5%s",
                                            found.n_extreme, found.n_permutations,
                                            rows->n_repeats > 1 ? "; of mean margins over repeats" : ""));
}

static void
test_calibration (RimValidation           *self,
                  const RimValidationRows *rows,
                  const RimSample         *average)
{
  const char *title = "Hosmer-Lemeshow χ²";
  g_autoptr(GError) error = NULL;
  g_autoptr(RimCalibration) found = NULL;

  if (average->probabilities != NULL)
    found = rim_calibration_new (average->probabilities, average->labels, average->n, N_BINS, &error);
  if (found == NULL)
    {
      rim_validation_add_test (self, "hosmer_lemeshow", title, NAN, NAN,
                               g_strdup (error != NULL ? error->message : "There are no probabilities"));
      return;
    }

  rim_validation_add_test (self, "hosmer_lemeshow", title, found->hosmer_lemeshow.statistic, found->hosmer_lemeshow.p,
                           g_strdup_printf ("%u bins%s%s", found->n_bins,
                                            found->n_bins < 3 ? ", too few for a p" : "",
                                            rows->n_repeats > 1 ? "; of mean probabilities over repeats" : ""));
}

/* Counts rows by class and by their side of the cut-off. */
void
rim_validation_confuse (const RimSample *sample,
                        RimConfusion    *confusion)
{
  *confusion = (RimConfusion) { 0 };
  for (gsize row = 0; row < sample->n; row++)
    {
      confusion->true_positive += sample->labels[row] && sample->is_high[row];
      confusion->false_positive += !sample->labels[row] && sample->is_high[row];
      confusion->true_negative += !sample->labels[row] && !sample->is_high[row];
      confusion->false_negative += sample->labels[row] && !sample->is_high[row];
    }
}

void
rim_validation_measure_binary (RimValidation           *self,
                               const RimValidationRows *rows)
{
  g_auto(RimSample) average = { 0 };
  RimEstimate estimates[N_MEASURES];
  char *notes[N_MEASURES] = { NULL };

  rim_validation_rows_average (rows, &average);
  rim_validation_count (self, rows, &average, "n_positive", "Rows of class 1");
  rim_validation_rows_estimate (rows, measure_cb, NULL, N_MEASURES, estimates, notes);
  take_formulas (rows, estimates);
  rim_validation_add_estimates (self, rows, kinds, N_MEASURES, estimates, notes);
  test_calibration (self, rows, &average);
  permute (self, rows, &average);
  rim_validation_plot_binary (self, rows, &average);
}
