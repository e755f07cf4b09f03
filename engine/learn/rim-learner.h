/* rim-learner.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-model.h"

G_BEGIN_DECLS

#define RIM_MAX_PARAMETERS 16

/**
 * RimParameter:
 * @name: as recipes write it
 * @title: as people read it
 * @value: if nobody says otherwise
 * @low: the least that is allowed
 * @high: the most that is allowed
 * @is_whole: whether it is a whole number
 *
 * A number that a learner or a step of selection takes.
 */
typedef struct
{
  const char *name;
  const char *title;
  double      value;
  double      low;
  double      high;
  gboolean    is_whole;
} RimParameter;

/**
 * RimLearner:
 * @id: "logistic", "elastic-net", "cox", "random-forest", "xgboost", "svm", "lda"
 * @title: as people read it
 * @kinds: the kinds of outcomes it can learn, as 1 << #RimOutcomeKind
 * @parameters: (array length=n_parameters): what it takes
 * @fit: learns. The same task, parameters and seed give the same bits. What data can
 *   cause is a #RimStatisticsError
 *
 * One way to learn a model: a row of the table that rim_learners_get() gives.
 */
typedef struct
{
  const char         *id;
  const char         *title;
  guint               kinds;
  const RimParameter *parameters;
  guint               n_parameters;
  RimModel         *(*fit)(const RimTask  *task,
                           const double   *parameters,
                           guint64 seed,
                           GCancellable   *cancellable,
                           GError        **error);
} RimLearner;

const RimLearner *const *rim_learners_get     (guint            *n_learners);
const RimLearner        *rim_learners_find    (const char       *id);
void                     rim_learner_defaults (const RimLearner *self,
                                               double           *parameters);

/* A model that is the mean of the margins of others over the same columns, weighted. */
RimModel                *rim_ensemble_new     (RimModel *const  *models,
                                               const double     *weights,
                                               guint             n_models) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
