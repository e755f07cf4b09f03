/* rl-judgement.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "cohort/rl-training-question.h"

G_BEGIN_DECLS

/* What workers do: both take time. */
RimValidation *rl_judgement_compare   (const RlTrainingAnswer   *first,
                                       const RlTrainingAnswer   *second,
                                       GCancellable             *cancellable,
                                       GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
RimValidation *rl_judgement_elsewhere (RimSignature             *signature,
                                       const char               *path,
                                       const RimOutcomeSettings *settings,
                                       GCancellable             *cancellable,
                                       GError                  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
