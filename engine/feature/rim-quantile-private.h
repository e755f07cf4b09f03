/* rim-quantile-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void   rim_quantile_sort (double       *values,
                          gsize         n);
double rim_quantile_get  (const double *sorted,
                          gsize         n,
                          double        share);

G_END_DECLS
