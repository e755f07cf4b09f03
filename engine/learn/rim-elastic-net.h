/* rim-elastic-net.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RimElasticNetFamily:
 * @RIM_ELASTIC_NET_GAUSSIAN: numbers, by least squares
 * @RIM_ELASTIC_NET_LOGISTIC: two classes
 * @RIM_ELASTIC_NET_COX: times to events with censoring
 */
typedef enum
{
  RIM_ELASTIC_NET_GAUSSIAN,
  RIM_ELASTIC_NET_LOGISTIC,
  RIM_ELASTIC_NET_COX,
} RimElasticNetFamily;

/**
 * RimElasticNetData:
 * @columns: n_columns × n, those of one column together
 * @n_columns: how many features
 * @n: how many rows
 * @values: n numbers (Gaussian) or times, not below 0 (Cox)
 * @labels: n bytes: classes (logistic) or events, 0 for a censored row (Cox)
 * @weights: (nullable): n weights, not below 0; rows of weight 0 are left out
 * @penalties: (nullable): n_columns factors of the penalty, not below 0; 0 for a column
 *   that is always in. As in glmnet they are scaled to a mean of 1.
 *
 * What a model is fitted to; all of it belongs to the caller.
 */
typedef struct
{
  const double *columns;
  guint         n_columns;
  gsize         n;
  const double *values;
  const guint8 *labels;
  const double *weights;
  const double *penalties;
} RimElasticNetData;

/**
 * RimElasticNetSettings:
 * @family: of the outcome
 * @alpha: 1 for the LASSO, 0 for ridge regression, and between them
 * @n_lambdas: how many strengths of the penalty
 * @lambda_ratio: the last to the first; 0 for 0.01 where there are fewer rows than
 *   columns, else 0.0001
 * @lambdas: (nullable) (array length=n_lambdas): falling strengths to take instead; none is left out then
 * @threshold: the path goes on where no step of a coefficient changes more than this part
 *   of the deviance of the model without features
 * @cancellable: (nullable): asked before each strength
 * @is_efron: whether events of the same time leave one after the other, on average
 *   (Efron), as in survival, and not together (Breslow), as in glmnet
 */
typedef struct
{
  RimElasticNetFamily  family;
  double               alpha;
  guint                n_lambdas;
  double               lambda_ratio;
  const double        *lambdas;
  double               threshold;
  GCancellable        *cancellable;
  gboolean             is_efron;
} RimElasticNetSettings;

/* The LASSO along 100 strengths, to more digits than anything made of them shows. */
#define RIM_ELASTIC_NET_SETTINGS(family_) { (family_), 1.0, 100, 0.0, NULL, 1e-12, NULL, FALSE }

/**
 * RimElasticNetStep:
 * @lambda: the strength of the penalty
 * @intercept: 0 in a Cox model
 * @deviance_ratio: what part of the deviance is explained
 * @n_nonzero: how many coefficients are not 0
 * @columns: (array length=n_nonzero): of which columns they are, rising
 * @coefficients: (array length=n_nonzero): for a unit more, as the columns were given
 */
typedef struct
{
  double   lambda;
  double   intercept;
  double   deviance_ratio;
  guint    n_nonzero;
  guint32 *columns;
  double  *coefficients;
} RimElasticNetStep;

/**
 * RimElasticNetEnd:
 * @RIM_ELASTIC_NET_END_COMPLETE: all strengths were taken
 * @RIM_ELASTIC_NET_END_FLAT: a weaker penalty explains no more
 * @RIM_ELASTIC_NET_END_SATURATED: nearly all of the deviance is explained, as where
 *   features tell the classes apart without a fault
 * @RIM_ELASTIC_NET_END_NOT_CONVERGED: the next strength was given up
 *
 * Why a path ends.
 */
typedef enum
{
  RIM_ELASTIC_NET_END_COMPLETE,
  RIM_ELASTIC_NET_END_FLAT,
  RIM_ELASTIC_NET_END_SATURATED,
  RIM_ELASTIC_NET_END_NOT_CONVERGED,
} RimElasticNetEnd;

/**
 * RimElasticNetFit:
 * @family: of the outcome
 * @n_columns: how many features
 * @null_deviance: of the model without features
 * @end: why the path ends
 * @n_steps: how many strengths of the penalty were taken
 * @steps: from the strongest penalty to the weakest
 *
 * Models along a path (Friedman, Hastie, Tibshirani 2010; Simon et al. 2011). Immutable.
 */
typedef struct
{
  RimElasticNetFamily  family;
  guint                n_columns;
  double               null_deviance;
  RimElasticNetEnd     end;
  guint                n_steps;
  RimElasticNetStep   *steps;
} RimElasticNetFit;

RimElasticNetFit *rim_elastic_net_fit_new     (const RimElasticNetData      *data,
                                               const RimElasticNetSettings  *settings,
                                               GError                      **error) G_GNUC_WARN_UNUSED_RESULT;
void              rim_elastic_net_fit_free    (RimElasticNetFit             *self);
void              rim_elastic_net_fit_predict (const RimElasticNetFit       *self,
                                               guint                         step,
                                               const double                 *columns,
                                               gsize                         n,
                                               double                       *predictors);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimElasticNetFit, rim_elastic_net_fit_free)

G_END_DECLS
