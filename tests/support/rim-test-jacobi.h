/* rim-test-jacobi.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

double rim_test_jacobi (double *s,
                        guint   n);

G_END_DECLS
