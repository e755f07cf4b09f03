/* rim-cohort-error.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RIM_COHORT_ERROR (rim_cohort_error_quark ())

/**
 * RimCohortError:
 * @RIM_COHORT_ERROR_SYNTAX: a file is no table
 * @RIM_COHORT_ERROR_DUPLICATE: a name is there twice
 * @RIM_COHORT_ERROR_MISSING: a column, a level or a row that is asked for is not there
 * @RIM_COHORT_ERROR_TYPE: a column holds something else than is asked for
 * @RIM_COHORT_ERROR_VALUE: a value cannot be
 * @RIM_COHORT_ERROR_ONE_CLASS: all rows have the same outcome
 * @RIM_COHORT_ERROR_CENSORED: nobody had the event
 * @RIM_COHORT_ERROR_TOO_FEW: there are not enough rows, patients, groups or columns
 * @RIM_COHORT_ERROR_SETTINGS: tables were made with settings that do not fit
 *
 * What can be wrong with a cohort.
 */
typedef enum
{
  RIM_COHORT_ERROR_SYNTAX,
  RIM_COHORT_ERROR_DUPLICATE,
  RIM_COHORT_ERROR_MISSING,
  RIM_COHORT_ERROR_TYPE,
  RIM_COHORT_ERROR_VALUE,
  RIM_COHORT_ERROR_ONE_CLASS,
  RIM_COHORT_ERROR_CENSORED,
  RIM_COHORT_ERROR_TOO_FEW,
  RIM_COHORT_ERROR_SETTINGS,
} RimCohortError;

GQuark rim_cohort_error_quark (void);

G_END_DECLS
