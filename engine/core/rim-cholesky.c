/* rim-cholesky.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-cholesky.h"

#include <math.h>

/* The sum that is left of an element once the columns before it are known. */
static double
rest (const double *matrix,
      gsize         n,
      gsize         row,
      gsize         column)
{
  double sum = matrix[row * n + column];

  for (gsize k = 0; k < column; k++)
    sum -= matrix[row * n + k] * matrix[column * n + k];

  return sum;
}

/**
 * rim_cholesky_factor:
 * @matrix: (inout): n × n, symmetric; only the lower half with its diagonal is read,
 *   and the factor takes its place
 * @n: how many rows
 * @tolerance: what part of an element of the diagonal must be left of it once the
 *   columns before are known, such as 1e-12
 *
 * Writes a matrix as the product of a lower triangular one and its transpose.
 *
 * Returns: %FALSE where the matrix is not positive definite, or where a column is all
 *   but a sum of those before it; @matrix is then of no use
 */
gboolean
rim_cholesky_factor (double *matrix,
                     gsize   n,
                     double  tolerance)
{
  for (gsize row = 0; row < n; row++)
    {
      const double whole = matrix[row * n + row];
      double pivot;

      for (gsize column = 0; column < row; column++)
        matrix[row * n + column] = rest (matrix, n, row, column) / matrix[column * n + column];

      pivot = rest (matrix, n, row, row);
      if (!(pivot > tolerance * whole && pivot > 0.0 && isfinite (pivot)))
        return FALSE;
      matrix[row * n + row] = sqrt (pivot);
    }

  return TRUE;
}

/**
 * rim_cholesky_solve:
 * @factor: n × n, of rim_cholesky_factor()
 * @n: how many rows
 * @vector: (inout): the right side, which the solution replaces
 */
void
rim_cholesky_solve (const double *factor,
                    gsize         n,
                    double       *vector)
{
  for (gsize row = 0; row < n; row++)
    {
      for (gsize k = 0; k < row; k++)
        vector[row] -= factor[row * n + k] * vector[k];
      vector[row] /= factor[row * n + row];
    }

  for (gsize row = n; row-- > 0;)
    {
      for (gsize k = row + 1; k < n; k++)
        vector[row] -= factor[k * n + row] * vector[k];
      vector[row] /= factor[row * n + row];
    }
}

/**
 * rim_cholesky_invert:
 * @factor: n × n, of rim_cholesky_factor()
 * @n: how many rows
 * @inverse: (out caller-allocates): n × n, both halves, with equal bits
 */
void
rim_cholesky_invert (const double *factor,
                     gsize         n,
                     double       *inverse)
{
  g_autofree double *column = g_new (double, n);

  for (gsize c = 0; c < n; c++)
    {
      for (gsize row = 0; row < n; row++)
        column[row] = row == c ? 1.0 : 0.0;
      rim_cholesky_solve (factor, n, column);
      for (gsize row = c; row < n; row++)
        inverse[row * n + c] = inverse[c * n + row] = column[row];
    }
}
