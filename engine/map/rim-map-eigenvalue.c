/* rim-map-eigenvalue.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-eigenvalue-private.h"

#include <math.h>
#include <string.h>

#define SIZE RIM_MAP_EIGENVALUE_MAX
#define MAX_ROUNDS 64

typedef double Matrix[SIZE][SIZE];

/* A level as a row and as a column. Where they fall into groups that never meet, each
 * group has an eigenvalue of 1.
 */
static gboolean
is_one_group (const guint *rows,
              const guint *columns,
              guint        n_cells,
              guint        n)
{
  guint64 reached = 1;
  guint64 before;

  do
    {
      before = reached;
      for (guint c = 0; c < n_cells; c++)
        {
          const guint64 ends = G_GUINT64_CONSTANT (1) << rows[c] | G_GUINT64_CONSTANT (1) << (columns[c] + SIZE);
          const guint64 mirror = G_GUINT64_CONSTANT (1) << columns[c] | G_GUINT64_CONSTANT (1) << (rows[c] + SIZE);

          reached |= reached & ends ? ends : 0;
          reached |= reached & mirror ? mirror : 0;
        }
    }
  while (reached != before);

  return reached == ((n == SIZE ? ~G_GUINT64_CONSTANT (0) >> SIZE : (G_GUINT64_CONSTANT (1) << n) - 1) |
                     (n == SIZE ? ~G_GUINT64_CONSTANT (0) << SIZE : ((G_GUINT64_CONSTANT (1) << n) - 1) << SIZE));
}

/* p(i,j) / √(px(i) px(j)) without its first eigenvector √px, whose eigenvalue is 1. */
static void
fill (Matrix        a,
      const guint  *rows,
      const guint  *columns,
      const double *p,
      guint         n_cells,
      guint         n)
{
  double top[SIZE] = { 0.0 };

  for (guint c = 0; c < n_cells; c++)
    {
      top[rows[c]] += p[c];
      top[columns[c]] += rows[c] != columns[c] ? p[c] : 0.0;
    }
  for (guint i = 0; i < n; i++)
    top[i] = sqrt (top[i]);

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      a[i][j] = -top[i] * top[j];
  for (guint c = 0; c < n_cells; c++)
    {
      const double value = p[c] / (top[rows[c]] * top[columns[c]]);

      a[rows[c]][columns[c]] += value;
      if (rows[c] != columns[c])
        a[columns[c]][rows[c]] += value;
    }
}

/* Householder's way, from the last row up; only what lies below the diagonal is used. */
static void
tridiagonalise (Matrix  a,
                guint   n,
                double *diagonal,
                double *beside)
{
  for (guint i = n - 1; i >= 2; i--)
    {
      double *v = a[i];
      double q[SIZE];
      double sum = 0.0;
      double h, k = 0.0;

      for (guint j = 0; j < i; j++)
        sum += v[j] * v[j];
      beside[i] = v[i - 1] > 0.0 ? -sqrt (sum) : sqrt (sum);
      if (sum == v[i - 1] * v[i - 1])
        {
          beside[i] = v[i - 1];
          continue;
        }

      h = sum - v[i - 1] * beside[i];
      v[i - 1] -= beside[i];
      for (guint j = 0; j < i; j++)
        {
          q[j] = 0.0;
          for (guint m = 0; m <= j; m++)
            q[j] += a[j][m] * v[m];
          for (guint m = j + 1; m < i; m++)
            q[j] += a[m][j] * v[m];
          q[j] /= h;
          k += q[j] * v[j];
        }
      k /= 2.0 * h;
      for (guint j = 0; j < i; j++)
        q[j] -= k * v[j];
      for (guint j = 0; j < i; j++)
        for (guint m = 0; m <= j; m++)
          a[j][m] -= v[j] * q[m] + q[j] * v[m];
    }

  beside[0] = 0.0;
  beside[1] = a[1][0];
  for (guint i = 0; i < n; i++)
    diagonal[i] = a[i][i];
}

/* How many eigenvalues are less than @x (Sturm). */
static guint
count_below (const double *diagonal,
             const double *beside,
             guint         n,
             double        x)
{
  guint count = 0;
  double q = 1.0;

  for (guint i = 0; i < n; i++)
    {
      q = diagonal[i] - x - (i > 0 ? beside[i] * beside[i] / q : 0.0);
      q = fabs (q) < 1e-300 ? -1e-300 : q;
      count += q < 0.0;
    }

  return count;
}

/* The characteristic polynomial at @x with its first two derivatives. */
static void
evaluate (const double *diagonal,
          const double *beside,
          guint         n,
          double        x,
          double       *p)
{
  double before[3] = { 0.0, 0.0, 0.0 };

  p[0] = 1.0;
  p[1] = p[2] = 0.0;
  for (guint i = 0; i < n; i++)
    {
      const double a = x - diagonal[i];
      const double b = beside[i] * beside[i];
      const double next[3] = {
        a * p[0] - b * before[0], a * p[1] + p[0] - b * before[1], a * p[2] + 2.0 * p[1] - b * before[2],
      };

      for (guint d = 0; d < 3; d++)
        {
          before[d] = p[d];
          p[d] = next[d];
        }
    }
}

/* The eigenvalue next to @x, which lies beyond all of them: Laguerre's way, which from
 * there comes nearer in every step and passes none, but by rounding at the end.
 */
static double
find_outermost (const double *diagonal,
                const double *beside,
                guint         n,
                double        x)
{
  const double side = x > 0.0 ? 1.0 : -1.0;

  for (guint round = 0; round < MAX_ROUNDS; round++)
    {
      double p[3], g, h, root, step;

      evaluate (diagonal, beside, n, x, p);
      if (p[0] == 0.0)
        break;
      g = p[1] / p[0];
      if (!(g * side > 0.0))
        break;
      h = g * g - p[2] / p[0];
      root = sqrt (fmax (0.0, (n - 1.0) * (n * h - g * g)));
      step = n / (g + side * root);
      if (!(step * side > 1e-15))
        break;
      x -= step;
    }

  return x;
}

/* The greatest distance of an eigenvalue from 0, all of which lie within 1. */
static double
find_greatest (const double *diagonal,
               const double *beside,
               guint         n)
{
  const double top = find_outermost (diagonal, beside, n, 1.0 + 1e-6);

  if (top > 0.0 && count_below (diagonal, beside, n, -top) == 0)
    return top;

  return fmax (top, -find_outermost (diagonal, beside, n, -1.0 - 1e-6));
}

/* Returns: the second largest eigenvalue of the matrix of the maximal correlation
 * coefficient of a symmetric co-occurrence matrix of @n levels, from 0, of which @p has
 * one of each two mirror images; 0 for one level, as in a matrix of which it is a part
 */
double
rim_map_find_eigenvalue (const guint  *rows,
                         const guint  *columns,
                         const double *p,
                         guint         n_cells,
                         guint         n)
{
  double diagonal[SIZE], beside[SIZE];
  double value;
  Matrix a;

  g_return_val_if_fail (n <= SIZE, NAN);

  if (n < 2)
    return 0.0;
  if (!is_one_group (rows, columns, n_cells, n))
    return 1.0;

  fill (a, rows, columns, p, n_cells, n);
  tridiagonalise (a, n, diagonal, beside);
  value = find_greatest (diagonal, beside, n);

  return value * value;
}
