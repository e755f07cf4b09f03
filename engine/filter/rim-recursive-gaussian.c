/* rim-recursive-gaussian.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-recursive-gaussian-private.h"

#include <math.h>

/* The Gaussian and its second derivative as sums of two damped waves
 *
 *   (a1 cos (w1 x / σ) + b1 sin (w1 x / σ)) exp (l1 x / σ) + the same with a2, b2, w2, l2
 *
 * with the constants of R. Deriche, "Recursively implementing the Gaussian and its
 * derivatives", INRIA report 1893 (1993), as ITK has them.
 */
typedef struct
{
  double a1;
  double b1;
  double a2;
  double b2;
} Shape;

static const Shape gaussian = { 1.3530, 1.8151, -0.3531, 0.0902 };
static const Shape second = { -1.3563, 5.2318, 0.3446, -2.2355 };

#define W1 0.6681
#define L1 (-1.3932)
#define W2 2.0787
#define L2 (-1.3732)

typedef struct
{
  double sin1;
  double sin2;
  double cos1;
  double cos2;
  double exp1;
  double exp2;
} Waves;

/* The sums over the taps of 1, of their place and of its square. */
typedef struct
{
  double zeroth;
  double first;
  double second;
} Moments;

static void
waves_init (Waves  *self,
            double  sigma)
{
  self->sin1 = sin (W1 / sigma);
  self->sin2 = sin (W2 / sigma);
  self->cos1 = cos (W1 / sigma);
  self->cos2 = cos (W2 / sigma);
  self->exp1 = exp (L1 / sigma);
  self->exp2 = exp (L2 / sigma);
}

static Moments
make_outputs (const Waves *w,
              double       d[4])
{
  d[3] = w->exp1 * w->exp1 * w->exp2 * w->exp2;
  d[2] = -2 * w->cos1 * w->exp1 * w->exp2 * w->exp2;
  d[2] += -2 * w->cos2 * w->exp2 * w->exp1 * w->exp1;
  d[1] = 4 * w->cos2 * w->cos1 * w->exp1 * w->exp2;
  d[1] += w->exp1 * w->exp1 + w->exp2 * w->exp2;
  d[0] = -2 * (w->exp2 * w->cos2 + w->exp1 * w->cos1);

  return (Moments) { 1.0 + d[0] + d[1] + d[2] + d[3],
                     d[0] + 2 * d[1] + 3 * d[2] + 4 * d[3],
                     d[0] + 4 * d[1] + 9 * d[2] + 16 * d[3] };
}

static Moments
make_inputs (const Shape *s,
             const Waves *w,
             double       n[4])
{
  n[0] = s->a1 + s->a2;
  n[1] = w->exp2 * (s->b2 * w->sin2 - (s->a2 + 2 * s->a1) * w->cos2);
  n[1] += w->exp1 * (s->b1 * w->sin1 - (s->a1 + 2 * s->a2) * w->cos1);
  n[2] = (s->a1 + s->a2) * w->cos2 * w->cos1;
  n[2] -= s->b1 * w->cos2 * w->sin1 + s->b2 * w->cos1 * w->sin2;
  n[2] *= 2 * w->exp1 * w->exp2;
  n[2] += s->a2 * w->exp1 * w->exp1 + s->a1 * w->exp2 * w->exp2;
  n[3] = w->exp2 * w->exp1 * w->exp1 * (s->b2 * w->sin2 - s->a2 * w->cos2);
  n[3] += w->exp1 * w->exp2 * w->exp2 * (s->b1 * w->sin1 - s->a1 * w->cos1);

  return (Moments) { n[0] + n[1] + n[2] + n[3],
                     n[1] + 2 * n[2] + 3 * n[3],
                     n[1] + 4 * n[2] + 9 * n[3] };
}

/* Backwards it is the same, and beyond its ends a line goes on as it ends. */
static void
complete (RimRecursive *self,
          double        scale)
{
  double sum_n, sum_m, sum_d;

  for (guint k = 0; k < 4; k++)
    self->n[k] *= scale;

  for (guint k = 0; k < 3; k++)
    self->m[k] = self->n[k + 1] - self->d[k] * self->n[0];
  self->m[3] = -self->d[3] * self->n[0];

  sum_n = self->n[0] + self->n[1] + self->n[2] + self->n[3];
  sum_m = self->m[0] + self->m[1] + self->m[2] + self->m[3];
  sum_d = 1.0 + self->d[0] + self->d[1] + self->d[2] + self->d[3];

  for (guint k = 0; k < 4; k++)
    {
      self->bn[k] = self->d[k] * sum_n / sum_d;
      self->bm[k] = self->d[k] * sum_m / sum_d;
    }
}

/**
 * rim_recursive_gaussian_init_smooth:
 * @self: (out caller-allocates): the filter
 * @sigma: in mm, above 0
 * @spacing: of the samples, in mm
 *
 * Makes the filter of a Gaussian whose taps sum to 1.
 */
void
rim_recursive_gaussian_init_smooth (RimRecursive *self,
                                    double        sigma,
                                    double        spacing)
{
  Waves waves;
  Moments d, n;

  waves_init (&waves, sigma / spacing);
  d = make_outputs (&waves, self->d);
  n = make_inputs (&gaussian, &waves, self->n);

  complete (self, 1.0 / (2 * n.zeroth / d.zeroth - self->n[0]));
}

/**
 * rim_recursive_gaussian_init_second:
 * @self: (out caller-allocates): the filter
 * @sigma: in mm, above 0
 * @spacing: of the samples, in mm
 *
 * Makes the filter of the second derivative of a Gaussian per voxel squared, times
 * @sigma squared, whose response to a constant is 0 and to a parabola exact.
 */
void
rim_recursive_gaussian_init_second (RimRecursive *self,
                                    double        sigma,
                                    double        spacing)
{
  Waves waves;
  Moments d, zeroth, n;
  double smooth[4];
  double beta, alpha;

  waves_init (&waves, sigma / spacing);
  d = make_outputs (&waves, self->d);
  zeroth = make_inputs (&gaussian, &waves, smooth);
  n = make_inputs (&second, &waves, self->n);

  beta = -(2 * n.zeroth - d.zeroth * self->n[0]) / (2 * zeroth.zeroth - d.zeroth * smooth[0]);
  for (guint k = 0; k < 4; k++)
    self->n[k] += beta * smooth[k];
  n.zeroth += beta * zeroth.zeroth;
  n.first += beta * zeroth.first;
  n.second += beta * zeroth.second;

  alpha = n.second * d.zeroth * d.zeroth - d.second * n.zeroth * d.zeroth -
          2 * n.first * d.first * d.zeroth + 2 * d.first * d.first * n.zeroth;
  alpha /= d.zeroth * d.zeroth * d.zeroth;

  complete (self, sigma * sigma / alpha);
}
