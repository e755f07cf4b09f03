/* rim-predictions.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "validate/rim-validation.h"

G_BEGIN_DECLS

/**
 * RimPredictions:
 * @input: what they are validated with; its columns are those below
 * @ids: (array length=input.n): of rows
 * @margins: (array length=input.n)
 * @probabilities: (nullable) (array length=input.n)
 * @is_high: (nullable) (array length=input.n)
 * @labels: (nullable) (array length=input.n)
 * @values: (nullable) (array length=input.n)
 * @repeats: (nullable) (array length=input.n)
 * @patients: (nullable) (array length=input.n)
 *
 * Predictions with their outcomes, which it owns.
 */
typedef struct
{
  RimValidationInput  input;
  char              **ids;
  double             *margins;
  double             *probabilities;
  guint8             *is_high;
  guint8             *labels;
  double             *values;
  guint32            *repeats;
  guint32            *patients;
} RimPredictions;

RimPredictions *rim_predictions_new        (RimOutcomeKind kind,
                                            gsize          n) G_GNUC_WARN_UNUSED_RESULT;
RimPredictions *rim_predictions_load       (const char            *path,
                                            GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void            rim_predictions_free       (RimPredictions        *self);
void            rim_predictions_connect    (RimPredictions        *self);
gboolean        rim_predictions_check_same (const RimPredictions  *self,
                                            const RimPredictions  *other,
                                            GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimPredictions, rim_predictions_free)

G_END_DECLS
