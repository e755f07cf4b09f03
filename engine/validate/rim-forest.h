/* rim-forest.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "validate/rim-validation.h"

G_BEGIN_DECLS

/**
 * RimForestCovariate:
 * @name: as people read it, with its unit or what 1 stands for
 * @values: (array length=n): of all rows; NAN where missing
 * @is_scaled: whether a ratio is for a standard deviation more; otherwise for a unit more
 *
 * What may go along with an outcome.
 */
typedef struct
{
  const char   *name;
  const double *values;
  gboolean      is_scaled;
} RimForestCovariate;

RimValidation *rim_forest_new (const RimForestCovariate  *covariates,
                               guint                      n_covariates,
                               const double              *times,
                               const guint8              *labels,
                               gsize                      n,
                               gboolean                   is_synthetic,
                               GError                   **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
