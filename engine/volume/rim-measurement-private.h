/* rim-measurement-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "volume/rim-measurement.h"

G_BEGIN_DECLS

/* Of the strings of a measurement the id comes first; every other one may change. */
#define RIM_MEASUREMENT_N_STRINGS 7

RimMeasurement *rim_measurement_copy       (RimMeasurement *self) G_GNUC_WARN_UNUSED_RESULT;
char          **rim_measurement_get_string (RimMeasurement *self,
                                            guint           index);

G_END_DECLS
