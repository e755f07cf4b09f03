/* rim-test-predictions.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rim-test-values.h"
#include "validate/rim-validation.h"

G_BEGIN_DECLS

/**
 * RimTestPredictions:
 * @cohort: tests/oracle/statistics/cohort.csv
 * @first: predictions of the score a, high from 0.5 on
 * @second: of the score b
 *
 * Two signatures of the same 150 rows, of two classes, times or numbers.
 */
typedef struct
{
  RimTestValues      *cohort;
  RimValidationInput  first;
  RimValidationInput  second;
  gpointer            columns[9];
} RimTestPredictions;

void rim_test_predictions_init  (RimTestPredictions *self,
                                 RimOutcomeKind      kind);
void rim_test_predictions_clear (RimTestPredictions *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimTestPredictions, rim_test_predictions_clear)

G_END_DECLS
