/* rim-test-predictions.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-test-predictions.h"

static guint8 *
cut (const double *scores,
     gsize         n)
{
  guint8 *is_high = g_new (guint8, n);

  for (gsize row = 0; row < n; row++)
    is_high[row] = scores[row] >= 0.5;

  return is_high;
}

/**
 * rim_test_predictions_init:
 * @self: (out): predictions, without bootstraps and permutations
 * @kind: of classes, of times with events, or of the column x1
 */
void
rim_test_predictions_init (RimTestPredictions *self,
                           RimOutcomeKind      kind)
{
  const gboolean is_binary = kind == RIM_OUTCOME_BINARY;
  RimValidationInput input = { .kind = kind };

  self->cohort = rim_test_values_load ("oracle/statistics/cohort.csv");
  input.n = self->cohort->rows->len;
  input.labels = self->columns[0] = rim_test_values_get_labels (self->cohort, is_binary ? "label" : "event");
  input.values = self->columns[1] = rim_test_values_get_column (self->cohort,
                                                                kind == RIM_OUTCOME_NUMBER ? "x1" : "time");
  input.seed = 7;
  input.time_unit = "months";
  self->first = self->second = input;
  self->first.margins = self->columns[2] = rim_test_values_get_column (self->cohort, "score_a");
  self->second.margins = self->columns[3] = rim_test_values_get_column (self->cohort, "score_b");
  self->columns[4] = rim_test_values_get_column (self->cohort, "probability_a");
  self->columns[5] = rim_test_values_get_column (self->cohort, "probability_b");
  self->first.is_high = self->columns[6] = cut (self->first.margins, input.n);
  self->second.is_high = self->columns[7] = cut (self->second.margins, input.n);
  self->first.probabilities = is_binary ? self->columns[4] : NULL;
  self->second.probabilities = is_binary ? self->columns[5] : NULL;
}

void
rim_test_predictions_clear (RimTestPredictions *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    g_clear_pointer (&self->columns[i], g_free);
  g_clear_pointer (&self->cohort, rim_test_values_free);
}
