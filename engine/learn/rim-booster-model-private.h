/* rim-booster-model-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "learn/rim-model-private.h"

G_BEGIN_DECLS

RimModel *rim_booster_model_new   (const char    *json,
                                   gsize          length,
                                   guint          n_columns,
                                   RimMarginUnit  unit,
                                   GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void      rim_booster_model_shift (RimModel      *self,
                                   double         shift);

G_END_DECLS
