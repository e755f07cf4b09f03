/* rim-cox.h
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
 * RimCoxTies:
 * @RIM_COX_TIES_EFRON: events of the same time leave one after the other, on average
 * @RIM_COX_TIES_BRESLOW: they leave together
 */
typedef enum
{
  RIM_COX_TIES_EFRON,
  RIM_COX_TIES_BRESLOW,
} RimCoxTies;

/**
 * RimCoxData:
 * @columns: n_columns × n, those of one column together
 * @n_columns: how many covariates
 * @n: how many rows
 * @times: n times, not below 0
 * @events: n bytes, 1 for an event and 0 for a row that is censored
 * @strata: (nullable): n strata, each with a baseline of its own
 *
 * What a model is fitted to; all of it belongs to the caller.
 */
typedef struct
{
  const double  *columns;
  guint          n_columns;
  gsize          n;
  const double  *times;
  const guint8  *events;
  const guint32 *strata;
} RimCoxData;

/**
 * RimCoxStep:
 * @stratum: whose baseline it is; 0 without strata
 * @time: of an event
 * @hazard: cumulated until then, of a row whose covariates are the means
 */
typedef struct
{
  guint32 stratum;
  double  time;
  double  hazard;
} RimCoxStep;

/**
 * RimCoxFit:
 * @n: how many rows
 * @n_events: how many events
 * @n_columns: how many covariates
 * @ties: how events of the same time are taken
 * @means: (array length=n_columns): of the covariates
 * @coefficients: (array length=n_columns): logarithms of hazard ratios for a unit more
 * @covariance: n_columns × n_columns, of the coefficients
 * @log_likelihood: of the fit
 * @null_log_likelihood: where all coefficients are 0
 * @likelihood_ratio: the test that all are 0, by both likelihoods
 * @wald: the same by the coefficients
 * @score: the same by the slope at 0; of one group against another the log-rank test
 * @n_steps_taken: how many steps of Newton's method
 * @n_steps: how many steps the baselines have
 * @steps: by stratum and time
 *
 * A proportional hazards model (Cox 1972). Immutable.
 */
typedef struct
{
  gsize            n;
  gsize            n_events;
  guint            n_columns;
  RimCoxTies       ties;
  double          *means;
  double          *coefficients;
  double          *covariance;
  double           log_likelihood;
  double           null_log_likelihood;
  RimSignificance  likelihood_ratio;
  RimSignificance  wald;
  RimSignificance  score;
  guint            n_steps_taken;
  gsize            n_steps;
  RimCoxStep      *steps;
} RimCoxFit;

/**
 * RimCoxTransform:
 * @RIM_COX_TRANSFORM_KAPLAN_MEIER: 1 less what part survives just before
 * @RIM_COX_TRANSFORM_IDENTITY: the time itself
 * @RIM_COX_TRANSFORM_RANK: its rank
 * @RIM_COX_TRANSFORM_LOG: its logarithm, of times above 0
 *
 * By what of the time hazard ratios may change.
 */
typedef enum
{
  RIM_COX_TRANSFORM_KAPLAN_MEIER,
  RIM_COX_TRANSFORM_IDENTITY,
  RIM_COX_TRANSFORM_RANK,
  RIM_COX_TRANSFORM_LOG,
} RimCoxTransform;

RimCoxFit      *rim_cox_fit_new                  (const RimCoxData  *data,
                                                  RimCoxTies         ties,
                                                  GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void            rim_cox_fit_free                 (RimCoxFit         *self);
RimEstimate     rim_cox_fit_get_hazard_ratio     (const RimCoxFit   *self,
                                                  guint              column);
RimSignificance rim_cox_fit_get_significance     (const RimCoxFit   *self,
                                                  guint              column);
double          rim_cox_fit_get_linear_predictor (const RimCoxFit   *self,
                                                  const double      *row);
double          rim_cox_fit_get_hazard           (const RimCoxFit   *self,
                                                  guint32            stratum,
                                                  double             time);
gboolean        rim_cox_fit_test_proportional    (const RimCoxFit   *self,
                                                  const RimCoxData  *data,
                                                  RimCoxTransform    transform,
                                                  RimSignificance   *tests,
                                                  GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimCoxFit, rim_cox_fit_free)

G_END_DECLS
