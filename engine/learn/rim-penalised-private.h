/* rim-penalised-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-task-data-private.h"

G_BEGIN_DECLS

RimModel *rim_penalised_model_new (const RimTaskData  *data,
                                   const char         *learner,
                                   double              alpha,
                                   double              lambda,
                                   gboolean            is_efron,
                                   GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
