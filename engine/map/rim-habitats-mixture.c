/* rim-habitats-mixture.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-habitats-private.h"

#include <math.h>
#include <string.h>

#define MOST       RIM_HABITATS_MAX
#define MAX_WIDTH RIM_HABITATS_MAX_MAPS

#define MAX_ROUNDS 200
#define TOLERANCE  1e-9

/* Added to variances of maps whose own is 1, so that no part falls into a point. */
#define LEAST_VARIANCE 1e-4

/* A normal distribution: its weight, mean, and the Cholesky factor of its covariance. */
typedef struct
{
  double weight;
  double mean[MAX_WIDTH];
  double factor[MAX_WIDTH][MAX_WIDTH];
  double log_norm;               /* log of weight over √((2π)^d |Σ|) */
} Normal;

typedef struct
{
  const RimPoints *points;
  guint            n;
  double          *shares;       /* [points × n] */
  Normal           normals[MOST];
} Mixture;

/* In place, of the lower half. Returns: whether the matrix is positive */
static gboolean
factorise (double  a[MAX_WIDTH][MAX_WIDTH],
           guint   n,
           double *log_determinant)
{
  *log_determinant = 0.0;
  for (guint j = 0; j < n; j++)
    for (guint i = j; i < n; i++)
      {
        double sum = a[i][j];

        for (guint k = 0; k < j; k++)
          sum -= a[i][k] * a[j][k];
        if (i == j && !(sum > 0.0))
          return FALSE;
        a[i][j] = i == j ? sqrt (sum) : sum / a[j][j];
        *log_determinant += i == j ? log (sum) : 0.0;
      }

  return TRUE;
}

static double
get_log_density (const Normal *normal,
                 const double *point,
                 guint         width)
{
  double solved[MAX_WIDTH];
  double sum = 0.0;

  for (guint i = 0; i < width; i++)
    {
      solved[i] = point[i] - normal->mean[i];
      for (guint k = 0; k < i; k++)
        solved[i] -= normal->factor[i][k] * solved[k];
      solved[i] /= normal->factor[i][i];
      sum += solved[i] * solved[i];
    }

  return normal->log_norm - sum / 2.0;
}

static void
add_covariance (Mixture *self,
                guint    c)
{
  const guint width = self->points->width;
  Normal *normal = &self->normals[c];

  memset (normal->factor, 0, sizeof normal->factor);
  for (gsize p = 0; p < self->points->n; p++)
    {
      const double *point = self->points->values + p * width;
      const double share = self->shares[p * self->n + c];

      for (guint i = 0; i < width && share > 0.0; i++)
        for (guint j = 0; j <= i; j++)
          normal->factor[i][j] += share * (point[i] - normal->mean[i]) * (point[j] - normal->mean[j]);
    }
}

/* Maximisation. Returns: whether every part has a distribution */
static gboolean
fit (Mixture *self,
     guint    c)
{
  const guint width = self->points->width;
  Normal *normal = &self->normals[c];
  double total = 0.0;
  double log_determinant;

  memset (normal->mean, 0, sizeof normal->mean);
  for (gsize p = 0; p < self->points->n; p++)
    {
      const double share = self->shares[p * self->n + c];

      total += share;
      for (guint m = 0; m < width; m++)
        normal->mean[m] += share * self->points->values[p * width + m];
    }
  if (!(total > 0.0))
    return FALSE;

  for (guint m = 0; m < width; m++)
    normal->mean[m] /= total;
  add_covariance (self, c);
  for (guint i = 0; i < width; i++)
    for (guint j = 0; j <= i; j++)
      normal->factor[i][j] = normal->factor[i][j] / total + (i == j ? LEAST_VARIANCE : 0.0);
  if (!factorise (normal->factor, width, &log_determinant))
    return FALSE;

  normal->weight = total / (double) self->points->n;
  normal->log_norm = log (normal->weight) - (width * log (2.0 * G_PI) + log_determinant) / 2.0;

  return TRUE;
}

/* Expectation. Returns: the logarithm of the likelihood */
static double
share_out (Mixture *self)
{
  const guint width = self->points->width;
  double likelihood = 0.0;

  for (gsize p = 0; p < self->points->n; p++)
    {
      double *shares = self->shares + p * self->n;
      double most = -INFINITY;
      double sum = 0.0;

      for (guint c = 0; c < self->n; c++)
        {
          shares[c] = get_log_density (&self->normals[c], self->points->values + p * width, width);
          most = fmax (most, shares[c]);
        }
      for (guint c = 0; c < self->n; c++)
        {
          shares[c] = exp (shares[c] - most);
          sum += shares[c];
        }
      for (guint c = 0; c < self->n; c++)
        shares[c] /= sum;
      likelihood += most + log (sum);
    }

  return likelihood;
}

static void
take (Mixture      *self,
      RimPartition *partition)
{
  const guint width = self->points->width;

  for (guint c = 0; c < self->n; c++)
    memcpy (partition->centers + c * width, self->normals[c].mean, width * sizeof (double));
  for (gsize p = 0; p < self->points->n; p++)
    {
      const double *shares = self->shares + p * self->n;
      guint8 best = 0;

      for (guint c = 1; c < self->n; c++)
        best = shares[c] > shares[best] ? (guint8) c : best;
      partition->labels[p] = best;
    }
}

/* From the parts that there are to those of a mixture of as many normal distributions.
 * Returns: whether it was let, and every part has a distribution
 */
gboolean
rim_partition_fit_mixture (RimPartition    *self,
                           const RimPoints *points,
                           double          *likelihood,
                           GCancellable    *cancellable)
{
  g_autofree double *shares = g_new0 (double, points->n * self->n);
  g_autofree Mixture *mixture = g_new0 (Mixture, 1);
  double before = -INFINITY;

  mixture->points = points;
  mixture->n = self->n;
  mixture->shares = shares;
  for (gsize p = 0; p < points->n; p++)
    shares[p * self->n + self->labels[p]] = 1.0;

  for (guint round = 0; round < MAX_ROUNDS; round++)
    {
      for (guint c = 0; c < self->n; c++)
        if (g_cancellable_is_cancelled (cancellable) || !fit (mixture, c))
          return FALSE;
      *likelihood = share_out (mixture);
      if (*likelihood - before <= TOLERANCE * fabs (*likelihood))
        break;
      before = *likelihood;
    }
  take (mixture, self);

  return TRUE;
}
