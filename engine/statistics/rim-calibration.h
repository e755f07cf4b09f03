/* rim-calibration.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "statistics/rim-estimate.h"
#include "statistics/rim-significance.h"

G_BEGIN_DECLS

/**
 * RimCalibrationBin:
 * @n: how many rows
 * @n_positive: of the positive class
 * @predicted: the mean of their probabilities
 * @observed: what part is positive, with Wilson's interval
 */
typedef struct
{
  gsize       n;
  gsize       n_positive;
  double      predicted;
  RimEstimate observed;
} RimCalibrationBin;

/**
 * RimCalibration:
 * @n_bins: how many bins, fewer than wanted where quantiles are the same
 * @bins: from low to high probabilities
 * @brier: the mean squared difference of probability and class
 * @brier_scaled: what part of it is gone beside everybody having the prevalence; below 0
 *   where it is worse
 * @hosmer_lemeshow: chi-squared over bins; p is NAN with fewer than three
 *
 * What becomes of predicted probabilities, in bins of equal sizes. Immutable.
 */
typedef struct
{
  guint              n_bins;
  RimCalibrationBin *bins;
  double             brier;
  double             brier_scaled;
  RimSignificance    hosmer_lemeshow;
} RimCalibration;

/**
 * RimCalibrationLine:
 * @in_the_large: the intercept with a slope of 1: above 0 where too little is predicted
 * @intercept: of the line along the logit
 * @slope: of that line: below 1 where predictions are too extreme
 */
typedef struct
{
  RimEstimate in_the_large;
  RimEstimate intercept;
  RimEstimate slope;
} RimCalibrationLine;

RimCalibration *rim_calibration_new       (const double        *probabilities,
                                           const guint8        *labels,
                                           gsize                n,
                                           guint                n_bins,
                                           GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void            rim_calibration_free      (RimCalibration      *self);
gboolean        rim_calibration_line_init (RimCalibrationLine  *self,
                                           const double        *probabilities,
                                           const guint8        *labels,
                                           gsize                n,
                                           GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimCalibration, rim_calibration_free)

G_END_DECLS
