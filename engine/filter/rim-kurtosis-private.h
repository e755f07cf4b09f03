/* rim-kurtosis-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void rim_kurtosis_f32 (const float  *values,
                       gsize         n,
                       gsize         stride,
                       float        *room,
                       double       *kurtosis);
void rim_kurtosis_f64 (const double *values,
                       gsize         n,
                       gsize         stride,
                       double       *room,
                       double       *kurtosis);

G_END_DECLS
