/* rim-fit-distance.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-fit-private.h"

#include <math.h>
#include <string.h>

#include "core/rim-cholesky.h"
#include "core/rim-compare.h"

/* What must be left of a variance once the inputs before are known. */
#define TOLERANCE 1e-10

static double *
find_covariance (const double *rows,
                 gsize         n,
                 guint         p)
{
  double *covariance = g_new0 (double, (gsize) p * p);

  for (gsize i = 0; i < n; i++)
    for (guint a = 0; a < p; a++)
      for (guint b = 0; b <= a; b++)
        covariance[a * p + b] += rows[i * p + a] * rows[i * p + b];
  for (guint a = 0; a < p; a++)
    for (guint b = 0; b <= a; b++)
      covariance[b * p + a] = covariance[a * p + b] /= (double) n;

  return covariance;
}

/*
 * @rows: n × p numbers, those of one row together, whose means are 0
 * @shrinkage: (out): how much of it is the mean variance alone
 *
 * Returns: (transfer full): p × p: the covariance (by n) after Ledoit and Wolf (2004), drawn
 *   towards the mean variance times the identity as far as errors are expected to be smallest
 */
double *
rim_fit_shrink_covariance (const double *rows,
                           gsize         n,
                           guint         p,
                           double       *shrinkage)
{
  double *covariance = find_covariance (rows, n, p);
  double mean = 0.0, away = 0.0, error = 0.0;

  for (guint a = 0; a < p; a++)
    mean += covariance[a * p + a] / p;
  for (guint a = 0; a < p; a++)
    for (guint b = 0; b < p; b++)
      away += (covariance[a * p + b] - (a == b ? mean : 0.0)) * (covariance[a * p + b] - (a == b ? mean : 0.0));
  for (gsize i = 0; i < n; i++)
    for (guint a = 0; a < p; a++)
      for (guint b = 0; b < p; b++)
        {
          const double rest = rows[i * p + a] * rows[i * p + b] - covariance[a * p + b];

          error += rest * rest / (double) n / (double) n;
        }
  *shrinkage = away > 0.0 ? MIN (error / away, 1.0) : 0.0;
  for (guint a = 0; a < p; a++)
    for (guint b = 0; b < p; b++)
      covariance[a * p + b] = (1.0 - *shrinkage) * covariance[a * p + b] + (a == b ? *shrinkage * mean : 0.0);

  return covariance;
}

/* Returns: whether the covariance has an inverse */
gboolean
rim_fit_factor (RimFit *self)
{
  const guint p = self->transform.n_scaled;

  g_free (self->factor);
  self->factor = g_memdup2 (self->covariance, (gsize) p * p * sizeof (double));
  if (!rim_cholesky_factor (self->factor, p, TOLERANCE))
    g_clear_pointer (&self->factor, g_free);

  return self->factor != NULL;
}

/* @scaled: (array length=n_scaled) */
double
rim_fit_distance_scaled (RimFit       *self,
                         const double *scaled)
{
  const guint p = self->transform.n_scaled;
  g_autofree double *away = g_new (double, MAX (p, 1));
  double sum = 0.0;

  for (guint a = 0; a < p; a++)
    {
      double rest = scaled[a] - self->means[a];

      for (guint b = 0; b < a; b++)
        rest -= self->factor[a * p + b] * away[b];
      away[a] = rest / self->factor[a * p + a];
      sum += away[a] * away[a];
    }

  return sqrt (sum);
}

static double *
scale_rows (RimFit        *self,
            const guint32 *rows)
{
  const guint p = self->transform.n_scaled;
  g_autofree double *values = g_new (double, self->transform.n_inputs);
  double *scaled = g_new (double, self->n * p);

  for (gsize i = 0; i < self->n; i++)
    {
      for (guint a = 0; a < self->transform.n_inputs; a++)
        values[a] = self->transform.sources[a]->values[rows[i]];
      rim_transform_scale (&self->transform, values, scaled + i * p);
    }

  return scaled;
}

static void
take_means (RimFit *self,
            double *scaled)
{
  const guint p = self->transform.n_scaled;

  self->means = g_new0 (double, p);
  for (gsize i = 0; i < self->n; i++)
    for (guint a = 0; a < p; a++)
      self->means[a] += scaled[i * p + a];
  for (guint a = 0; a < p; a++)
    self->means[a] /= (double) self->n;
  for (gsize i = 0; i < self->n; i++)
    for (guint a = 0; a < p; a++)
      scaled[i * p + a] -= self->means[a];
}

/*
 * @rows: (array length=n): of the table
 *
 * Means and covariance (by n) of scaled inputs, and how far each row is away. Of as many
 * inputs as rows, or where some are a sum of others, the covariance is shrunk.
 */
void
rim_fit_learn_covariance (RimFit        *self,
                          const guint32 *rows)
{
  const guint p = self->transform.n_scaled;
  g_autofree double *scaled = NULL;
  double shrinkage = 0.0;

  if (p == 0 || p > RIM_FIT_MAX_COVARIANCE)
    return;

  scaled = scale_rows (self, rows);
  take_means (self, scaled);
  self->covariance = find_covariance (scaled, self->n, p);
  if (self->n <= p || !rim_fit_factor (self))
    {
      g_free (self->covariance);
      self->covariance = rim_fit_shrink_covariance (scaled, self->n, p, &shrinkage);
      rim_fit_factor (self);
    }

  self->distances = g_new0 (double, self->n);
  for (gsize i = 0; self->factor != NULL && i < self->n; i++)
    {
      for (guint a = 0; a < p; a++)
        scaled[i * p + a] += self->means[a];
      self->distances[i] = rim_fit_distance_scaled (self, scaled + i * p);
    }
  qsort (self->distances, self->n, sizeof *self->distances, rim_compare_doubles);
}
