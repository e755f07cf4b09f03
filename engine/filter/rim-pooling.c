/* rim-pooling.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-pooling.h"

#include <math.h>

/**
 * rim_pooling_start:
 * @self: how to pool
 * @pooled: (out caller-allocates): what no response is pooled to
 * @n: how many values a response has
 */
void
rim_pooling_start (RimPooling  self,
                   double     *pooled,
                   gsize       n)
{
  double none = 0.0;

  if (self == RIM_POOLING_MAX)
    none = -INFINITY;
  else if (self == RIM_POOLING_MIN)
    none = INFINITY;

  for (gsize v = 0; v < n; v++)
    pooled[v] = none;
}

/* What is not a number stays in sight. */
static inline double
pick_max (double a,
          double b)
{
  return a >= b || isnan (a) ? a : b;
}

static void
add_max (double       *pooled,
         const double *response,
         gsize         n,
         double        sign)
{
  for (gsize v = 0; v < n; v++)
    pooled[v] = pick_max (pooled[v], sign * response[v]);
}

static void
add_min (double       *pooled,
         const double *response,
         gsize         n,
         double        sign)
{
  for (gsize v = 0; v < n; v++)
    pooled[v] = -pick_max (-pooled[v], -sign * response[v]);
}

static void
add_weighted (double       *pooled,
              const double *response,
              gsize         n,
              double        weight)
{
  for (gsize v = 0; v < n; v++)
    pooled[v] += weight * response[v];
}

/**
 * rim_pooling_add:
 * @self: how to pool
 * @pooled: (inout): what was pooled
 * @response: the response of one filter
 * @n: how many values it has
 * @n_plus: how many rotations of the filter have this response
 * @n_minus: how many have its negative
 */
void
rim_pooling_add (RimPooling    self,
                 double       *pooled,
                 const double *response,
                 gsize         n,
                 guint         n_plus,
                 guint         n_minus)
{
  if (self == RIM_POOLING_AVERAGE)
    {
      add_weighted (pooled, response, n, (double) n_plus - (double) n_minus);
      return;
    }

  if (n_plus > 0)
    (self == RIM_POOLING_MAX ? add_max : add_min)(pooled, response, n, 1.0);
  if (n_minus > 0)
    (self == RIM_POOLING_MAX ? add_max : add_min)(pooled, response, n, -1.0);
}

/**
 * rim_pooling_finish:
 * @self: how to pool
 * @pooled: (inout): what was pooled
 * @n: how many values a response has
 * @n_responses: how many responses there were
 */
void
rim_pooling_finish (RimPooling  self,
                    double     *pooled,
                    gsize       n,
                    guint       n_responses)
{
  if (self != RIM_POOLING_AVERAGE)
    return;

  for (gsize v = 0; v < n; v++)
    pooled[v] /= (double) n_responses;
}
