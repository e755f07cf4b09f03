/* rim-statistics-error.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RIM_STATISTICS_ERROR (rim_statistics_error_quark ())

/**
 * RimStatisticsError:
 * @RIM_STATISTICS_ERROR_TOO_FEW: there are not enough rows
 * @RIM_STATISTICS_ERROR_NOT_FINITE: a number is missing or infinite
 * @RIM_STATISTICS_ERROR_RANGE: a number is outside of what it can be
 * @RIM_STATISTICS_ERROR_ONE_CLASS: all rows are of one class or group
 * @RIM_STATISTICS_ERROR_CONSTANT: all values are the same, or all differences are 0
 * @RIM_STATISTICS_ERROR_CENSORED: nobody has an event, or no two rows can be compared
 * @RIM_STATISTICS_ERROR_DEPENDENT: a column is constant or a sum of others
 * @RIM_STATISTICS_ERROR_SEPARATED: columns tell the outcomes apart without a fault, so
 *   that no coefficient is large enough
 * @RIM_STATISTICS_ERROR_NOT_CONVERGED: no end was found
 *
 * What data can cause.
 */
typedef enum
{
  RIM_STATISTICS_ERROR_TOO_FEW,
  RIM_STATISTICS_ERROR_NOT_FINITE,
  RIM_STATISTICS_ERROR_RANGE,
  RIM_STATISTICS_ERROR_ONE_CLASS,
  RIM_STATISTICS_ERROR_CONSTANT,
  RIM_STATISTICS_ERROR_CENSORED,
  RIM_STATISTICS_ERROR_DEPENDENT,
  RIM_STATISTICS_ERROR_SEPARATED,
  RIM_STATISTICS_ERROR_NOT_CONVERGED,
} RimStatisticsError;

GQuark rim_statistics_error_quark (void);

G_END_DECLS
