/* rl-measurement-text.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"

G_BEGIN_DECLS

const char *rl_measurement_kind_get_name (RimMeasurementKind kind);
char       *rl_measurement_dup_name   (RimMeasurement *measurement) G_GNUC_WARN_UNUSED_RESULT;
char       *rl_measurement_dup_values (RlSession      *session,
                                       RimMeasurement *measurement,
                                       const char     *separator) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
