/* rim-validation.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "cohort/rim-outcome.h"
#include "plot/rim-plot.h"
#include "statistics/rim-estimate.h"

G_BEGIN_DECLS

/**
 * RimValidationInput:
 * @kind: what was predicted
 * @n: how many rows
 * @margins: (array length=n): what was said of them by models that never saw them
 * @probabilities: (nullable) (array length=n): of class 1; all NAN where there are none
 * @is_high: (nullable) (array length=n): on which side of a cut-off of training
 * @labels: (nullable) (array length=n): classes or events
 * @values: (nullable) (array length=n): times or numbers
 * @repeats: (nullable) (array length=n): of repeated splits: measures are computed within
 *   each and their mean is given; needs @patients
 * @patients: (nullable) (array length=n): rows of one patient are drawn together
 * @n_bootstraps: for intervals that have no formula; 0 for none
 * @n_permutations: of the permutation test; 0 for none
 * @seed: of both
 * @n_times: how many @times; 0 for quartiles of the times of events
 * @times: (nullable) (array length=n_times): at which a time-dependent AUC is wanted
 * @is_synthetic: whether nobody of them lives; plots say so
 * @time_unit: (nullable): what times are counted in ("months"); for axes
 */
typedef struct
{
  RimOutcomeKind  kind;
  gsize           n;
  const double   *margins;
  const double   *probabilities;
  const guint8   *is_high;
  const guint8   *labels;
  const double   *values;
  const guint32  *repeats;
  const guint32  *patients;
  guint           n_bootstraps;
  guint           n_permutations;
  guint64         seed;
  guint           n_times;
  const double   *times;
  gboolean        is_synthetic;
  const char     *time_unit;
} RimValidationInput;

/**
 * RimMeasure:
 * @id: "auc", "brier", "concordance", …
 * @title: as people read it
 * @estimate: with its interval; NAN where there is none
 * @p: of a test; NAN where there is none
 * @note: (nullable): how it came about, or why it has no value
 */
typedef struct
{
  char        *id;
  char        *title;
  RimEstimate  estimate;
  double       p;
  char        *note;
} RimMeasure;

/**
 * RimValidation:
 *
 * How good predictions are, by every measure, with plots. Immutable; reference counted.
 */
typedef struct _RimValidation RimValidation;

RimValidation    *rim_validation_new            (const RimValidationInput  *input,
                                                 GCancellable              *cancellable,
                                                 GError                   **error) G_GNUC_WARN_UNUSED_RESULT;
RimValidation    *rim_validation_ref            (RimValidation             *self);
void              rim_validation_unref          (RimValidation             *self);
guint             rim_validation_get_n_measures (RimValidation             *self);
const RimMeasure *rim_validation_get_measure    (RimValidation             *self,
                                                 guint                      measure);
const RimMeasure *rim_validation_find           (RimValidation             *self,
                                                 const char                *id);
guint             rim_validation_get_n_plots    (RimValidation             *self);
const RimPlot    *rim_validation_get_plot       (RimValidation             *self,
                                                 guint                      plot);
JsonNode         *rim_validation_to_json        (RimValidation             *self) G_GNUC_WARN_UNUSED_RESULT;
char             *rim_validation_to_csv         (RimValidation             *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimValidation, rim_validation_unref)

G_END_DECLS
