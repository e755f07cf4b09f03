/* rim-singular.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-singular.h"

#include <float.h>
#include <math.h>

#define MAX_SWEEPS 60

/* Columns are at right angles where their cosine is as small as rounding makes it. */
#define COSINE (8.0 * DBL_EPSILON)

static void
rotate (double *a,
        double *b,
        gsize   n,
        double  cosine,
        double  sine)
{
  for (gsize i = 0; i < n; i++)
    {
      const double x = a[i], y = b[i];

      a[i] = cosine * x - sine * y;
      b[i] = sine * x + cosine * y;
    }
}

/* Returns: whether the two columns had to be rotated */
static gboolean
part_columns (double *a,
              double *b,
              gsize   n,
              double *rotations_a,
              double *rotations_b,
              guint   p)
{
  double aa = 0.0, bb = 0.0, ab = 0.0, slope, tangent, cosine;

  for (gsize i = 0; i < n; i++)
    {
      aa += a[i] * a[i];
      bb += b[i] * b[i];
      ab += a[i] * b[i];
    }
  if (!(fabs (ab) > COSINE * sqrt (aa) * sqrt (bb)))
    return FALSE;

  slope = (bb - aa) / (2.0 * ab);
  tangent = copysign (1.0, slope) / (fabs (slope) + sqrt (1.0 + slope * slope));
  cosine = 1.0 / sqrt (1.0 + tangent * tangent);
  rotate (a, b, n, cosine, cosine * tangent);
  if (rotations_a != NULL)
    rotate (rotations_a, rotations_b, p, cosine, cosine * tangent);

  return TRUE;
}

/**
 * rim_singular_rotate:
 * @columns: (inout): p × n, those of one column together
 * @n: how many rows
 * @p: how many columns
 * @rotations: (out caller-allocates) (nullable): p × p; what new column k takes of the old
 *   ones stands together
 *
 * Rotates columns until they are at right angles (Hestenes 1958): their lengths are the
 * singular values then, in no order, columns over their lengths the left singular vectors and
 * @rotations the right ones. Small singular values have as many digits as large ones.
 */
void
rim_singular_rotate (double *columns,
                     gsize   n,
                     guint   p,
                     double *rotations)
{
  gboolean any = TRUE;

  for (gsize i = 0; rotations != NULL && i < (gsize) p * p; i++)
    rotations[i] = i % (p + 1) == 0 ? 1.0 : 0.0;
  for (guint s = 0; any && s < MAX_SWEEPS; s++)
    {
      any = FALSE;
      for (guint a = 0; a + 1 < p; a++)
        for (guint b = a + 1; b < p; b++)
          any |= part_columns (columns + a * n, columns + b * n, n, rotations != NULL ? rotations + (gsize) a * p : NULL,
                               rotations != NULL ? rotations + (gsize) b * p : NULL, p);
    }
}
