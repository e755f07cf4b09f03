/* rim-validation-report.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "validate/rim-validation.h"

G_BEGIN_DECLS

/**
 * RimValidationSection:
 * @title: (nullable): above it
 * @validation: measures and plots
 *
 * A part of a report.
 */
typedef struct
{
  const char    *title;
  RimValidation *validation;
} RimValidationSection;

gboolean rim_validation_report_save (const char                  *title,
                                     const char *const           *facts,
                                     const RimValidationSection  *sections,
                                     guint                        n_sections,
                                     gboolean                     is_synthetic,
                                     const char                  *path,
                                     GError                     **error);

G_END_DECLS
