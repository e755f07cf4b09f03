/* rim-linear-model-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-model-private.h"

G_BEGIN_DECLS

RimModel *rim_linear_model_new (const char    *learner,
                                RimMarginUnit  unit,
                                guint          n_columns,
                                double         base,
                                const double  *coefficients,
                                const double  *means) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
