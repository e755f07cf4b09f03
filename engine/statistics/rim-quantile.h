/* rim-quantile.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

double rim_quantile_of_sorted (const double *sorted,
                               gsize         n,
                               double        probability);

G_END_DECLS
