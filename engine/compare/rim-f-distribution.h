/* rim-f-distribution.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

double rim_f_probability (double f,
                          double freedom_1,
                          double freedom_2);
double rim_f_quantile    (double probability,
                          double freedom_1,
                          double freedom_2);

G_END_DECLS
