/* rim-validation-compare.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "validate/rim-validation.h"

G_BEGIN_DECLS

RimValidation *rim_validation_compare (const RimValidationInput  *first,
                                       const RimValidationInput  *second,
                                       const char *const         *titles,
                                       const double              *cutoffs,
                                       guint                      n_cutoffs,
                                       GCancellable              *cancellable,
                                       GError                   **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
