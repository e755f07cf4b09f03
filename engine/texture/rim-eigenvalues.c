/* rim-eigenvalues.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-eigenvalues-private.h"

#include <float.h>
#include <math.h>

/* Householder reflections to Hessenberg form, then QR steps with Wilkinson's
 * shift (Golub, Van Loan, Matrix Computations, 7.4 and 7.5).
 */

#define MAX_STEPS 80

/* The reflection of rows below @column that leaves one of them in it. */
static gboolean
find_reflection (const double *matrix,
                 guint         n,
                 guint         column,
                 double       *axis)
{
  double length = 0.0;
  double axis_length = 0.0;

  for (guint i = column + 1; i < n; i++)
    {
      axis[i] = matrix[i * n + column];
      length = hypot (length, axis[i]);
    }
  if (length == 0.0)
    return FALSE;

  axis[column + 1] += copysign (length, axis[column + 1]);
  for (guint i = column + 1; i < n; i++)
    axis_length = hypot (axis_length, axis[i]);
  for (guint i = column + 1; i < n; i++)
    axis[i] /= axis_length;

  return TRUE;
}

/* Of @n numbers @stride apart, what lies along @axis changes sign. */
static void
reflect (double       *numbers,
         guint         stride,
         const double *axis,
         guint         first,
         guint         n)
{
  double along = 0.0;

  for (guint i = first; i < n; i++)
    along += numbers[i * stride] * axis[i];
  for (guint i = first; i < n; i++)
    numbers[i * stride] -= 2.0 * along * axis[i];
}

static void
make_hessenberg (double *matrix,
                 guint   n)
{
  g_autofree double *axis = g_new (double, n);

  for (guint column = 0; column + 2 < n; column++)
    {
      if (!find_reflection (matrix, n, column, axis))
        continue;

      for (guint j = 0; j < n; j++)
        reflect (matrix + j, n, axis, column + 1, n);
      for (guint i = 0; i < n; i++)
        reflect (matrix + i * n, 1, axis, column + 1, n);
    }
}

/* The eigenvalues of the 2 × 2 matrix that ends at @last; complex ones give
 * their real part.
 */
static void
solve_pair (const double *matrix,
            guint         n,
            guint         last,
            double        values[2])
{
  const double *upper = matrix + (last - 1) * n + last - 1;
  const double *lower = upper + n;
  double middle = (upper[0] + lower[1]) / 2.0;
  double half = (upper[0] - lower[1]) / 2.0;
  double root = sqrt (MAX (0.0, half * half + upper[1] * lower[0]));

  values[0] = middle + (half < 0.0 ? root : -root);
  values[1] = middle - (half < 0.0 ? root : -root);
}

static void
rotate (double *a,
        double *b,
        double  c,
        double  s)
{
  double rotated = c * *a + s * *b;

  *b = c * *b - s * *a;
  *a = rotated;
}

/* One step on rows and columns @first to @last, which do not hang together with
 * the others as far as eigenvalues go.
 */
static void
step (double *matrix,
      guint   n,
      guint   first,
      guint   last,
      double  shift,
      double *rotations)
{
  for (guint i = first; i <= last; i++)
    matrix[i * n + i] -= shift;

  for (guint i = first; i < last; i++)
    {
      double *row = matrix + i * n;
      double length = hypot (row[i], row[n + i]);
      double c = length > 0.0 ? row[i] / length : 1.0;
      double s = length > 0.0 ? row[n + i] / length : 0.0;

      for (guint j = i; j <= last; j++)
        rotate (&row[j], &row[n + j], c, s);
      rotations[2 * i] = c;
      rotations[2 * i + 1] = s;
    }

  for (guint j = first; j < last; j++)
    for (guint i = first; i <= j + 1; i++)
      rotate (&matrix[i * n + j], &matrix[i * n + j + 1], rotations[2 * j], rotations[2 * j + 1]);

  for (guint i = first; i <= last; i++)
    matrix[i * n + i] += shift;
}

/* Where the block that ends at @last begins. */
static guint
find_first (double *matrix,
            guint   n,
            guint   last)
{
  guint first = last;

  while (first > 0)
    {
      double *below = &matrix[first * n + first - 1];
      double scale = fabs (matrix[first * n + first]) +
                     fabs (matrix[(first - 1) * n + first - 1]);

      if (fabs (*below) <= DBL_EPSILON * scale + DBL_MIN)
        break;
      first--;
    }

  return first;
}

void
rim_matrix_find_eigenvalues (double *matrix,
                             guint   n,
                             double *values)
{
  g_autofree double *rotations = g_new (double, 2 * (gsize) n);
  guint n_steps = 0;
  guint left = n;

  make_hessenberg (matrix, n);

  while (left > 0)
    {
      guint last = left - 1;
      guint first = find_first (matrix, n, last);
      double pair[2];

      if (first == last)
        {
          values[--left] = matrix[last * n + last];
          n_steps = 0;
          continue;
        }

      solve_pair (matrix, n, last, pair);
      if (first + 1 == last || n_steps == MAX_STEPS)
        {
          values[--left] = pair[0];
          values[--left] = pair[1];
          n_steps = 0;
          continue;
        }

      step (matrix, n, first, last, pair[0], rotations);
      n_steps++;
    }
}
