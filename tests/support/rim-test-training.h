/* rim-test-training.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "signature/rim-training.h"

G_BEGIN_DECLS

/* A recipe that is learned in no time: LASSO and a logistic model in two variants. */
extern const char rim_test_recipe[];

RimCohort   *rim_test_cohort_new         (gsize   n_patients,
                                          guint64 seed) G_GNUC_WARN_UNUSED_RESULT;
RimTraining *rim_test_training_new       (RimCohort         *cohort) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
