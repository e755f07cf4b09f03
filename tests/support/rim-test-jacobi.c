/* rim-test-jacobi.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-test-jacobi.h"

#include <math.h>

/**
 * rim_test_jacobi:
 * @s: (array): n × n, symmetric; destroyed
 * @n: its size
 *
 * Jacobi's method, slow and sure.
 *
 * Returns: the second largest eigenvalue
 */
double
rim_test_jacobi (double *s,
                 guint   n)
{
  double first = -INFINITY, second = -INFINITY;

  for (guint sweep = 0; sweep < 30; sweep++)
    for (guint a = 0; a < n; a++)
      for (guint b = a + 1; b < n; b++)
        {
          double angle = 0.5 * atan2 (2.0 * s[a * n + b], s[a * n + a] - s[b * n + b]);
          double c = cos (angle), d = sin (angle);

          for (guint k = 0; k < n; k++)
            {
              double x = s[k * n + a], y = s[k * n + b];

              s[k * n + a] = c * x + d * y;
              s[k * n + b] = c * y - d * x;
            }
          for (guint k = 0; k < n; k++)
            {
              double x = s[a * n + k], y = s[b * n + k];

              s[a * n + k] = c * x + d * y;
              s[b * n + k] = c * y - d * x;
            }
        }

  for (guint a = 0; a < n; a++)
    {
      double value = s[a * n + a];

      second = MAX (second, MIN (first, value));
      first = MAX (first, value);
    }

  return second;
}
