/* rim-tridiagonal-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * rim_tridiagonal_find_top:
 * @diagonal: (array length=n): of a symmetric tridiagonal matrix
 * @beside: (array): [n - 1]: what stands beside the diagonal; not 0
 * @n: its size, at least 1
 * @vector: (out caller-allocates): [n]: an eigenvector of length 1
 *
 * Returns: the largest eigenvalue
 */
double rim_tridiagonal_find_top (const double *diagonal,
                                 const double *beside,
                                 guint         n,
                                 double       *vector);

G_END_DECLS
