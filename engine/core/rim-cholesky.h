/* rim-cholesky.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rim_cholesky_factor (double       *matrix,
                              gsize         n,
                              double        tolerance);
void     rim_cholesky_solve  (const double *factor,
                              gsize         n,
                              double       *vector);
void     rim_cholesky_invert (const double *factor,
                              gsize         n,
                              double       *inverse);

G_END_DECLS
