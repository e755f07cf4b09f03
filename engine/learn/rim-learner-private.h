/* rim-learner-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-learner.h"

G_BEGIN_DECLS

extern const RimLearner rim_learner_cox;
extern const RimLearner rim_learner_elastic_net;
extern const RimLearner rim_learner_forest;
extern const RimLearner rim_learner_lda;
extern const RimLearner rim_learner_logistic;
extern const RimLearner rim_learner_svm;
extern const RimLearner rim_learner_xgboost;

G_END_DECLS
