/* rim-kernel-model-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-model-private.h"

G_BEGIN_DECLS

RimModel *rim_kernel_model_new (guint         n_columns,
                                guint         n_vectors,
                                double        gamma,
                                double        intercept,
                                const double *means,
                                const double *weights,
                                const double *vectors) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
