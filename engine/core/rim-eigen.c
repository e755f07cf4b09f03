/* rim-eigen.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-eigen.h"

#include <string.h>

#define MAX_SWEEPS 60

/* One rotation of Jacobi's method that makes element p, q zero. */
static void
rotate (double m[3][3],
        double v[3][3],
        guint  p,
        guint  q)
{
  guint r = 3 - p - q;
  double theta, t, c, s, rp, rq;

  if (m[p][q] == 0.0)
    return;

  theta = (m[q][q] - m[p][p]) / (2.0 * m[p][q]);
  t = (theta < 0.0 ? -1.0 : 1.0) / (fabs (theta) + sqrt (theta * theta + 1.0));
  c = 1.0 / sqrt (t * t + 1.0);
  s = t * c;

  m[p][p] -= t * m[p][q];
  m[q][q] += t * m[p][q];
  m[p][q] = m[q][p] = 0.0;
  rp = m[r][p];
  rq = m[r][q];
  m[r][p] = m[p][r] = c * rp - s * rq;
  m[r][q] = m[q][r] = s * rp + c * rq;

  for (guint a = 0; a < 3; a++)
    {
      double vp = v[a][p];
      double vq = v[a][q];

      v[a][p] = c * vp - s * vq;
      v[a][q] = s * vp + c * vq;
    }
}

static gboolean
is_diagonal (double m[3][3])
{
  double off = fabs (m[0][1]) + fabs (m[0][2]) + fabs (m[1][2]);
  double on = fabs (m[0][0]) + fabs (m[1][1]) + fabs (m[2][2]);

  return !(off > on * 1e-18);
}

static void
sort_ascending (double  values[3],
                RimVec3 vectors[3])
{
  for (guint a = 0; a < 2; a++)
    for (guint b = 0; b < 2 - a; b++)
      if (values[b] > values[b + 1])
        {
          double value = values[b];
          RimVec3 vector = vectors[b];

          values[b] = values[b + 1];
          vectors[b] = vectors[b + 1];
          values[b + 1] = value;
          vectors[b + 1] = vector;
        }
}

/**
 * rim_eigen_init:
 * @matrix: symmetric, of finite numbers
 * @values: (out): its eigenvalues, ascending
 * @vectors: (out): its eigenvectors in that order, of length 1, square to each
 *   other; which way they point has no meaning
 *
 * Jacobi's method (Golub and Van Loan, Matrix Computations, 8.5).
 */
void
rim_eigen_init (const double matrix[3][3],
                double       values[3],
                RimVec3      vectors[3])
{
  double v[3][3] = { { 1.0, 0.0, 0.0 }, { 0.0, 1.0, 0.0 }, { 0.0, 0.0, 1.0 } };
  double m[3][3];

  memcpy (m, matrix, sizeof m);
  for (guint sweep = 0; sweep < MAX_SWEEPS && !is_diagonal (m); sweep++)
    {
      rotate (m, v, 0, 1);
      rotate (m, v, 0, 2);
      rotate (m, v, 1, 2);
    }

  for (guint a = 0; a < 3; a++)
    {
      values[a] = m[a][a];
      vectors[a] = RIM_VEC3 (v[0][a], v[1][a], v[2][a]);
    }
  sort_ascending (values, vectors);
}
