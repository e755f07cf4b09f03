/* rim-eigenvalues-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * rim_matrix_find_eigenvalues:
 * @matrix: (array): n × n, row by row; destroyed
 * @n: its size
 * @values: (out caller-allocates): [n]: the eigenvalues, in no order
 *
 * The eigenvalues of a matrix that has real ones; of a pair that is complex the
 * real part, twice. Takes some 10 n³ operations.
 */
void rim_matrix_find_eigenvalues (double *matrix,
                                  guint   n,
                                  double *values);

G_END_DECLS
