/* rim-prediction-error.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RimPredictionError:
 * @r2: what part of the variance of what was observed is predicted: 1 less the sum of
 *   squared errors by that around the mean; below 0 where predictions are worse than the mean
 * @mean_absolute: the mean size of errors
 * @root_mean_square: the root of the mean squared error
 * @bias: the mean of what was predicted less what was observed
 *
 * How far predicted numbers are from observed ones.
 */
typedef struct
{
  double r2;
  double mean_absolute;
  double root_mean_square;
  double bias;
} RimPredictionError;

gboolean rim_prediction_error_init (RimPredictionError  *self,
                                    const double        *predicted,
                                    const double        *observed,
                                    gsize                n,
                                    GError             **error);

G_END_DECLS
