/* rim-f-distribution.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-f-distribution.h"

#include <math.h>

#define MAX_TERMS 100000
#define MAX_STEPS 200
#define TINY      1e-300

/* An F is a ratio of two Betas, x and y = 1 - x, which are kept apart so that
 * neither tail loses digits.
 */
typedef struct
{
  double a;
  double b;
  double log_beta;
} Beta;

static double
log_gamma (double x)
{
  int sign;

  return lgamma_r (x, &sign);
}

static void
beta_init (Beta   *self,
           double  freedom_1,
           double  freedom_2)
{
  self->a = freedom_1 / 2.0;
  self->b = freedom_2 / 2.0;
  self->log_beta = log_gamma (self->a) + log_gamma (self->b) - log_gamma (self->a + self->b);
}

static double
away_from_zero (double x)
{
  return fabs (x) < TINY ? TINY : x;
}

/* The continued fraction of the incomplete Beta function (DLMF 8.17.22) by the
 * modified method of Lentz; it converges fast where x < (a + 1) / (a + b + 2).
 */
static double
fraction (double a,
          double b,
          double x)
{
  double c = 1.0;
  double d = 1.0 / away_from_zero (1.0 - (a + b) * x / (a + 1.0));
  double h = d;

  for (guint term = 1; term <= MAX_TERMS; term++)
    {
      const double m = term;
      const double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
      const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
      double change;

      d = 1.0 / away_from_zero (1.0 + even * d);
      c = away_from_zero (1.0 + even / c);
      h *= d * c;

      d = 1.0 / away_from_zero (1.0 + odd * d);
      c = away_from_zero (1.0 + odd / c);
      change = d * c;
      h *= change;
      if (fabs (change - 1.0) < 1e-16)
        break;
    }

  return h;
}

/* What both tails and the density by log F have in common. */
static double
power (const Beta *self,
       double      x,
       double      y)
{
  return exp (self->a * log (x) + self->b * log (y) - self->log_beta);
}

/* The lower tail at x, or the upper one. */
static double
tail (const Beta *self,
      double      x,
      double      y,
      gboolean    upper)
{
  const gboolean is_low = x < (self->a + 1.0) / (self->a + self->b + 2.0);
  const double part = is_low ? power (self, x, y) * fraction (self->a, self->b, x) / self->a
                             : power (self, x, y) * fraction (self->b, self->a, y) / self->b;

  return is_low != upper ? part : 1.0 - part;
}

/**
 * rim_f_probability:
 * @f: a value, not below 0
 * @freedom_1: degrees of freedom of the numerator, above 0; need not be whole
 * @freedom_2: of the denominator
 *
 * Returns: how likely an F is not above @f
 */
double
rim_f_probability (double f,
                   double freedom_1,
                   double freedom_2)
{
  const double whole = freedom_1 * f + freedom_2;
  Beta beta;

  if (!(f > 0.0))
    return 0.0;
  if (isinf (f))
    return 1.0;

  beta_init (&beta, freedom_1, freedom_2);

  return tail (&beta, freedom_1 * f / whole, freedom_2 / whole, FALSE);
}

/**
 * rim_f_quantile:
 * @probability: above 0 and below 1
 * @freedom_1: degrees of freedom of the numerator, above 0; need not be whole
 * @freedom_2: of the denominator
 *
 * Newton's method on log F, within bounds that are halved where it would leave
 * them.
 *
 * Returns: the value that an F does not exceed with @probability; NAN where the
 *   arguments are none
 */
double
rim_f_quantile (double probability,
                double freedom_1,
                double freedom_2)
{
  const gboolean upper = probability > 0.5;
  const double wanted = upper ? 1.0 - probability : probability;
  double low = -700.0;
  double high = 700.0;
  double at = 0.0;
  Beta beta;

  if (!(probability > 0.0 && probability < 1.0 && freedom_1 > 0.0 && freedom_2 > 0.0))
    return NAN;

  beta_init (&beta, freedom_1, freedom_2);
  for (guint step = 0; step < MAX_STEPS; step++)
    {
      const double whole = freedom_1 * exp (at) + freedom_2;
      const double x = freedom_1 * exp (at) / whole;
      const double y = freedom_2 / whole;
      const double away = tail (&beta, x, y, upper) - wanted;
      double next = at + (upper ? away : -away) / power (&beta, x, y);

      if ((away > 0.0) == upper)
        low = at;
      else
        high = at;
      if (!(next > low && next < high))
        next = (low + high) / 2.0;
      if (fabs (next - at) <= 1e-15 * MAX (1.0, fabs (at)))
        break;
      at = next;
    }

  return exp (at);
}
