/* rim-distributions.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-distributions.h"

#include <math.h>

#define MAX_TERMS 100000
#define MAX_STEPS 200
#define TINY      1e-300
#define SQRT_TAU  2.5066282746310005024

/* A distribution of what is above 0, by its logarithm. Its shape is that of an F,
 * which is a ratio of two Betas, or that of a Gamma, which has no b.
 */
typedef struct
{
  double a;
  double b;
  double log_beta;
} Law;

/* Returns: the lower tail at exp (@at), or the upper one; sets @density to that by
 * the logarithm
 */
typedef double (*TailFunc) (const Law *law,
                            double     at,
                            gboolean   upper,
                            double    *density);

static double
log_gamma (double x)
{
  int sign;

  return lgamma_r (x, &sign);
}

static void
beta_init (Law    *self,
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
beta_fraction (double a,
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
beta_power (const Law *self,
            double     x,
            double     y)
{
  return exp (self->a * log (x) + self->b * log (y) - self->log_beta);
}

/* The lower tail at x, or the upper one; y is 1 - x, kept apart so that neither tail
 * loses digits.
 */
static double
beta_tail (const Law *self,
           double     x,
           double     y,
           gboolean   upper)
{
  const gboolean is_low = x < (self->a + 1.0) / (self->a + self->b + 2.0);
  const double part = is_low ? beta_power (self, x, y) * beta_fraction (self->a, self->b, x) / self->a
                             : beta_power (self, x, y) * beta_fraction (self->b, self->a, y) / self->b;

  return is_low != upper ? part : 1.0 - part;
}

static double
f_tail_at (const Law *law,
           double     at,
           gboolean   upper,
           double    *density)
{
  const double freedom_1 = 2.0 * law->a;
  const double freedom_2 = 2.0 * law->b;
  const double whole = freedom_1 * exp (at) + freedom_2;
  const double x = freedom_1 * exp (at) / whole;
  const double y = freedom_2 / whole;

  *density = beta_power (law, x, y);

  return beta_tail (law, x, y, upper);
}

/* DLMF 8.11.4, where x is not far above a. */
static double
gamma_series (double a,
              double x)
{
  double term = 1.0 / a;
  double sum = term;

  for (guint n = 1; n <= MAX_TERMS; n++)
    {
      term *= x / (a + n);
      sum += term;
      if (term < sum * 1e-17)
        break;
    }

  return sum;
}

/* DLMF 8.9.2 by the modified method of Lentz, where x is above a. */
static double
gamma_fraction (double a,
                double x)
{
  double b = x + 1.0 - a;
  double c = 1.0 / TINY;
  double d = 1.0 / away_from_zero (b);
  double h = d;

  for (guint term = 1; term <= MAX_TERMS; term++)
    {
      const double m = term;
      const double part = -m * (m - a);
      double change;

      b += 2.0;
      d = 1.0 / away_from_zero (part * d + b);
      c = away_from_zero (b + part / c);
      change = d * c;
      h *= change;
      if (fabs (change - 1.0) < 1e-16)
        break;
    }

  return h;
}

static double
gamma_tail (double   a,
            double   x,
            gboolean upper)
{
  const double power = exp (a * log (x) - x - log_gamma (a));
  const gboolean is_low = x < a + 1.0;
  const double part = is_low ? power * gamma_series (a, x) : power * gamma_fraction (a,
                                                                                     x);

  return is_low != upper ? part : 1.0 - part;
}

static double
chi2_tail_at (const Law *law,
              double     at,
              gboolean   upper,
              double    *density)
{
  const double x = exp (at) / 2.0;

  *density = exp (law->a * log (x) - x - log_gamma (law->a));

  return gamma_tail (law->a, x, upper);
}

/* Newton's method on the logarithm, within bounds that are halved where it would leave
 * them.
 */
static double
find_quantile (const Law *law,
               TailFunc   tail,
               double     probability,
               double     at)
{
  const gboolean upper = probability > 0.5;
  const double wanted = upper ? 1.0 - probability : probability;
  double low = -700.0;
  double high = 700.0;

  for (guint step = 0; step < MAX_STEPS; step++)
    {
      double density;
      const double away = tail (law, at, upper, &density) - wanted;
      double next = at + (upper ? away : -away) / density;

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

/**
 * rim_normal_tail:
 * @z: a value
 *
 * Returns: how likely a standard normal number is above @z; below it is
 *   rim_normal_tail (-z), with all its digits
 */
double
rim_normal_tail (double z)
{
  return 0.5 * erfc (z * G_SQRT2 / 2.0);
}

/* The rational function of Abramowitz and Stegun (26.2.23), for where to begin. */
static double
guess_normal_quantile (double tail)
{
  const double t = sqrt (-2.0 * log (tail));

  return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1.0 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}

/**
 * rim_normal_quantile:
 * @probability: above 0 and below 1
 *
 * Returns: the value that a standard normal number does not exceed with @probability;
 *   NAN where that is no probability
 */
double
rim_normal_quantile (double probability)
{
  const double tail = probability > 0.5 ? 1.0 - probability : probability;
  double z;

  if (!(probability > 0.0 && probability < 1.0))
    return NAN;
  if (tail == 0.5)
    return 0.0;

  /* Halley's method triples the digits at every step: 4, 12, all. */
  z = guess_normal_quantile (tail);
  for (guint step = 0; step < 3; step++)
    {
      const double density = exp (-z * z / 2.0) / SQRT_TAU;
      const double away = (rim_normal_tail (z) - tail) / density;

      z += away / (1.0 + z * away / 2.0);
    }

  return probability > 0.5 ? z : -z;
}

/**
 * rim_t_tail:
 * @t: a value
 * @freedom: degrees of freedom, above 0; need not be whole
 *
 * Returns: how likely a Student's t is above @t; below it is rim_t_tail (-t)
 */
double
rim_t_tail (double t,
            double freedom)
{
  const double beyond = rim_f_tail (t * t, 1.0, freedom) / 2.0;

  return t < 0.0 ? 1.0 - beyond : beyond;
}

/**
 * rim_t_quantile:
 * @probability: above 0 and below 1
 * @freedom: degrees of freedom, above 0; need not be whole
 *
 * Returns: the value that a Student's t does not exceed with @probability; NAN where
 *   the arguments are none
 */
double
rim_t_quantile (double probability,
                double freedom)
{
  const double tail = probability > 0.5 ? 1.0 - probability : probability;
  double t;

  if (!(probability > 0.0 && probability < 1.0 && freedom > 0.0))
    return NAN;
  if (tail == 0.5)
    return 0.0;

  /* The square of a t is an F; upside down its small tail keeps its digits. */
  t = 1.0 / sqrt (rim_f_quantile (2.0 * tail, freedom, 1.0));

  return probability > 0.5 ? t : -t;
}

/**
 * rim_chi2_tail:
 * @chi2: a value, not below 0
 * @freedom: degrees of freedom, above 0; need not be whole
 *
 * Returns: how likely a chi-squared is above @chi2
 */
double
rim_chi2_tail (double chi2,
               double freedom)
{
  if (!(chi2 > 0.0))
    return 1.0;
  if (isinf (chi2))
    return 0.0;

  return gamma_tail (freedom / 2.0, chi2 / 2.0, TRUE);
}

/**
 * rim_chi2_quantile:
 * @probability: above 0 and below 1
 * @freedom: degrees of freedom, above 0; need not be whole
 *
 * Returns: the value that a chi-squared does not exceed with @probability; NAN where
 *   the arguments are none
 */
double
rim_chi2_quantile (double probability,
                   double freedom)
{
  const Law law = { .a = freedom / 2.0 };

  if (!(probability > 0.0 && probability < 1.0 && freedom > 0.0))
    return NAN;

  return find_quantile (&law, chi2_tail_at, probability, log (freedom));
}

static double
get_f_tail (double   f,
            double   freedom_1,
            double   freedom_2,
            gboolean is_upper)
{
  const double whole = freedom_1 * f + freedom_2;
  Law law;

  if (!(f > 0.0))
    return is_upper ? 1.0 : 0.0;
  if (isinf (whole))
    return is_upper ? 0.0 : 1.0;

  beta_init (&law, freedom_1, freedom_2);

  return beta_tail (&law, freedom_1 * f / whole, freedom_2 / whole, is_upper);
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
  return get_f_tail (f, freedom_1, freedom_2, FALSE);
}

/**
 * rim_f_tail:
 * @f: a value, not below 0
 * @freedom_1: degrees of freedom of the numerator, above 0; need not be whole
 * @freedom_2: of the denominator
 *
 * Returns: how likely an F is above @f
 */
double
rim_f_tail (double f,
            double freedom_1,
            double freedom_2)
{
  return get_f_tail (f, freedom_1, freedom_2, TRUE);
}

/**
 * rim_f_quantile:
 * @probability: above 0 and below 1
 * @freedom_1: degrees of freedom of the numerator, above 0; need not be whole
 * @freedom_2: of the denominator
 *
 * Returns: the value that an F does not exceed with @probability; NAN where the
 *   arguments are none
 */
double
rim_f_quantile (double probability,
                double freedom_1,
                double freedom_2)
{
  Law law;

  if (!(probability > 0.0 && probability < 1.0 && freedom_1 > 0.0 && freedom_2 > 0.0))
    return NAN;

  beta_init (&law, freedom_1, freedom_2);

  return find_quantile (&law, f_tail_at, probability, 0.0);
}

/**
 * rim_binomial_probability:
 * @k: how often it happened
 * @n: how often it could have
 * @probability: how likely it is each time, from 0 to 1
 *
 * Returns: how likely it happens not more than @k times
 */
double
rim_binomial_probability (gsize  k,
                          gsize  n,
                          double probability)
{
  Law law;

  if (k >= n || probability <= 0.0)
    return 1.0;
  if (probability >= 1.0)
    return 0.0;

  beta_init (&law, 2.0 * (double) (n - k), 2.0 * (double) (k + 1));

  return beta_tail (&law, 1.0 - probability, probability, FALSE);
}
