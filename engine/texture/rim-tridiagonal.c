/* rim-tridiagonal.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-tridiagonal-private.h"

#include <float.h>
#include <math.h>

#define MAX_STEPS 200

/* Divided by instead of 0. */
#define TINY 1e-200

/* No eigenvalue lies above this (Gershgorin). */
static double
find_bound (const double *diagonal,
            const double *beside,
            guint         n)
{
  double bound = -INFINITY;

  for (guint i = 0; i < n; i++)
    {
      double radius = (i > 0 ? fabs (beside[i - 1]) : 0.0) + (i + 1 < n ? fabs (beside[i]) : 0.0);

      bound = MAX (bound, diagonal[i] + radius);
    }

  return bound;
}

/* p / p' of the characteristic polynomial; 0 where @at is no longer above every
 * eigenvalue, as far as rounding lets that be seen.
 */
static double
find_step (const double *diagonal,
           const double *beside,
           guint         n,
           double        at)
{
  double pivot = 1.0;
  double slope = 0.0;
  double sum = 0.0;

  for (guint i = 0; i < n; i++)
    {
      double coupling = i > 0 ? beside[i - 1] * beside[i - 1] / pivot : 0.0;

      slope = -1.0 + (i > 0 ? coupling * slope / pivot : 0.0);
      pivot = diagonal[i] - at - coupling;
      if (pivot >= 0.0)
        return 0.0;
      sum += slope / pivot;
    }

  return 1.0 / sum;
}

/* One step of inverse iteration just above the eigenvalue, where the matrix is
 * definite and needs no pivoting.
 */
static void
solve (const double *diagonal,
       const double *beside,
       guint         n,
       double        at,
       double       *pivots,
       double       *vector)
{
  double length = 0.0;

  for (guint i = 0; i < n; i++)
    {
      double factor = i > 0 ? beside[i - 1] / pivots[i - 1] : 0.0;

      pivots[i] = diagonal[i] - at - (i > 0 ? factor * beside[i - 1] : 0.0);
      pivots[i] = MIN (pivots[i], -DBL_EPSILON * fabs (at) - TINY);
      if (i > 0)
        vector[i] -= factor * vector[i - 1];
    }

  for (guint i = n; i-- > 0;)
    {
      vector[i] = (vector[i] - (i + 1 < n ? beside[i] * vector[i + 1] : 0.0)) / pivots[i];
      length = hypot (length, vector[i]);
    }

  for (guint i = 0; i < n; i++)
    vector[i] /= length;
}

double
rim_tridiagonal_find_top (const double *diagonal,
                          const double *beside,
                          guint         n,
                          double       *vector)
{
  g_autofree double *pivots = g_new (double, n);
  double at = find_bound (diagonal, beside, n);

  at += 4.0 * DBL_EPSILON * fabs (at);

  /* Newton's method from above comes down without overshooting. */
  for (guint step = 0; step < MAX_STEPS; step++)
    {
      double down = find_step (diagonal, beside, n, at);

      if (!(down > DBL_EPSILON * fabs (at)))
        break;
      at -= down;
    }

  for (guint i = 0; i < n; i++)
    vector[i] = 1.0;
  for (guint round = 0; round < 3; round++)
    solve (diagonal, beside, n, at + 4.0 * DBL_EPSILON * fabs (at), pivots, vector);

  return at;
}
