/* rim-elastic-net-cv.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-elastic-net.h"

G_BEGIN_DECLS

/**
 * RimElasticNetMeasure:
 * @RIM_ELASTIC_NET_MEASURE_DEVIANCE: of the rows of a fold, for a weight of 1; of a Cox
 *   model what all rows have more of than those of the other folds, for an event
 * @RIM_ELASTIC_NET_MEASURE_AUC: area under the curve in a fold, of two classes
 * @RIM_ELASTIC_NET_MEASURE_CONCORDANCE: Harrell's index in a fold, of a Cox model
 *
 * What says how good a model is.
 */
typedef enum
{
  RIM_ELASTIC_NET_MEASURE_DEVIANCE,
  RIM_ELASTIC_NET_MEASURE_AUC,
  RIM_ELASTIC_NET_MEASURE_CONCORDANCE,
} RimElasticNetMeasure;

/**
 * RimElasticNetCv:
 * @fit: to all rows
 * @measure: what is shown
 * @means: (array length=fit.n_steps): of the measure over folds
 * @errors: (array length=fit.n_steps): standard errors of the means
 * @best: the step with the best mean, the one with the strongest penalty of several
 * @one_error: the step with the strongest penalty whose mean is within one standard error
 *
 * A path with a cross-validated penalty. Immutable.
 */
typedef struct
{
  RimElasticNetFit     *fit;
  RimElasticNetMeasure  measure;
  double               *means;
  double               *errors;
  guint                 best;
  guint                 one_error;
} RimElasticNetCv;

RimElasticNetCv *rim_elastic_net_cv_new  (const RimElasticNetData      *data,
                                          const RimElasticNetSettings  *settings,
                                          const guint32                *folds,
                                          guint                         n_folds,
                                          RimElasticNetMeasure          measure,
                                          GError                      **error) G_GNUC_WARN_UNUSED_RESULT;
void             rim_elastic_net_cv_free (RimElasticNetCv              *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimElasticNetCv, rim_elastic_net_cv_free)

G_END_DECLS
