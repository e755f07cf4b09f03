/* rim-habitats-mixture.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-habitats-private.h"

#include <math.h>
#include <string.h>

#include "core/rim-parallel.h"

#define MOST      RIM_HABITATS_MAX
#define MAX_WIDTH RIM_HABITATS_MAX_MAPS

/* Points are worked on by the block, whose sums are added in their order. */
#define BLOCK 4096

/* To begin with, and on all points from what a sample gave. */
#define MAX_ROUNDS       300
#define MAX_LATER_ROUNDS 100
#define TOLERANCE        1e-9

/* Per point: what a round must gain where there are so many that a sample is tried first. */
#define LEAST_GAIN 1e-6

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
  double          *sums;         /* [blocks × n_sums]: what a block adds */
  gsize            n_sums;
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

/* Weight and mean of each part, [n × (1 + width)]. */
static void
sum_means (gsize    begin,
           gsize    end,
           gpointer data)
{
  const Mixture *self = data;
  const guint width = self->points->width;
  double *sums = self->sums + begin / BLOCK * self->n_sums;

  memset (sums, 0, self->n_sums * sizeof *sums);
  for (gsize p = begin; p < end; p++)
    for (guint c = 0; c < self->n; c++)
      {
        const double share = self->shares[p * self->n + c];
        double *of = sums + c * (1 + width);

        of[0] += share;
        for (guint m = 0; m < width; m++)
          of[1 + m] += share * self->points->values[p * width + m];
      }
}

/* The lower half of the covariance of each part about its mean. */
static void
sum_covariances (gsize    begin,
                 gsize    end,
                 gpointer data)
{
  const Mixture *self = data;
  const guint width = self->points->width;
  double *sums = self->sums + begin / BLOCK * self->n_sums;

  memset (sums, 0, self->n_sums * sizeof *sums);
  for (gsize p = begin; p < end; p++)
    for (guint c = 0; c < self->n; c++)
      {
        const double share = self->shares[p * self->n + c];
        const double *point = self->points->values + p * width;
        const double *mean = self->normals[c].mean;
        double *of = sums + c * (width * (width + 1) / 2);

        for (guint i = 0; i < width && share > 0.0; i++)
          for (guint j = 0; j <= i; j++)
            *of++ += share * (point[i] - mean[i]) * (point[j] - mean[j]);
      }
}

/* Returns: (array length=n_sums): what all blocks add, in the place of the first */
static const double *
add_up (Mixture         *self,
        gsize            n_sums,
        RimParallelFunc  func)
{
  const gsize n_blocks = (self->points->n + BLOCK - 1) / BLOCK;

  self->n_sums = n_sums;
  rim_parallel_for (self->points->n, BLOCK, func, self);
  for (gsize b = 1; b < n_blocks; b++)
    for (gsize s = 0; s < n_sums; s++)
      self->sums[s] += self->sums[b * n_sums + s];

  return self->sums;
}

static gboolean
fit_covariance (Normal       *normal,
                const double *sums,
                guint         width,
                double        total)
{
  double log_determinant;

  memset (normal->factor, 0, sizeof normal->factor);
  for (guint i = 0; i < width; i++)
    for (guint j = 0; j <= i; j++)
      normal->factor[i][j] = *sums++ / total + (i == j ? LEAST_VARIANCE : 0.0);
  if (!factorise (normal->factor, width, &log_determinant))
    return FALSE;

  normal->log_norm = log (normal->weight) - (width * log (2.0 * G_PI) + log_determinant) / 2.0;

  return TRUE;
}

/* Maximisation. Returns: whether every part has a distribution */
static gboolean
fit (Mixture *self)
{
  const guint width = self->points->width;
  double totals[MOST];
  const double *sums = add_up (self, (gsize) self->n * (1 + width), sum_means);

  for (guint c = 0; c < self->n; c++)
    {
      totals[c] = *sums++;
      if (!(totals[c] > 0.0))
        return FALSE;
      self->normals[c].weight = totals[c] / (double) self->points->n;
      for (guint m = 0; m < width; m++)
        self->normals[c].mean[m] = *sums++ / totals[c];
    }

  sums = add_up (self, (gsize) self->n * (width * (width + 1) / 2), sum_covariances);
  for (guint c = 0; c < self->n; c++)
    if (!fit_covariance (&self->normals[c], sums + c * (width * (width + 1) / 2), width, totals[c]))
      return FALSE;

  return TRUE;
}

static void
share_points (gsize    begin,
              gsize    end,
              gpointer data)
{
  const Mixture *self = data;
  const guint width = self->points->width;
  double likelihood = 0.0;

  for (gsize p = begin; p < end; p++)
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

  self->sums[begin / BLOCK] = likelihood;
}

/* Expectation. Returns: the logarithm of the likelihood */
static double
share_out (Mixture *self)
{
  return *add_up (self, 1, share_points);
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

/* The points that are looked at from now on. */
static void
use_points (Mixture         *self,
            const RimPoints *points)
{
  const gsize n_blocks = (points->n + BLOCK - 1) / BLOCK;

  g_free (self->shares);
  g_free (self->sums);
  self->points = points;
  self->shares = g_new0 (double, points->n * self->n);
  self->sums = g_new (double, n_blocks * self->n * (1 + points->width * (points->width + 1)));
}

/* Maximisation and expectation by turns. Returns: whether it was let, and every part has a
 * distribution
 */
static gboolean
settle (Mixture      *self,
        guint         max_rounds,
        double        least_gain,
        double       *likelihood,
        GCancellable *cancellable)
{
  double before = -INFINITY;

  for (guint round = 0; round < max_rounds; round++)
    {
      if (g_cancellable_is_cancelled (cancellable) || !fit (self))
        return FALSE;
      *likelihood = share_out (self);
      if (*likelihood - before <= MAX (TOLERANCE * fabs (*likelihood), least_gain))
        break;
      before = *likelihood;
    }

  return TRUE;
}

/**
 * rim_partition_fit_mixture:
 * @self: gets the parts
 * @points: what is shared out
 * @start: what to begin with: parts of @start_points
 * @start_points: @points, or a sample of them, which is settled first
 * @likelihood: (out): its logarithm
 * @cancellable: (nullable): to stop early
 *
 * From the parts that there are to those of a mixture of as many normal distributions.
 *
 * Returns: whether it was let, and every part has a distribution
 */
gboolean
rim_partition_fit_mixture (RimPartition       *self,
                           const RimPoints    *points,
                           const RimPartition *start,
                           const RimPoints    *start_points,
                           double             *likelihood,
                           GCancellable       *cancellable)
{
  g_autofree Mixture *mixture = g_new0 (Mixture, 1);
  const double least_gain = start_points != points ? LEAST_GAIN : 0.0;
  gboolean is_settled;

  mixture->n = self->n;
  use_points (mixture, start_points);
  for (gsize p = 0; p < start_points->n; p++)
    mixture->shares[p * self->n + start->labels[p]] = 1.0;
  is_settled = settle (mixture, MAX_ROUNDS, least_gain * (double) start_points->n, likelihood, cancellable);
  if (is_settled && start_points != points)
    {
      use_points (mixture, points);
      share_out (mixture);
      is_settled = settle (mixture, MAX_LATER_ROUNDS, least_gain * (double) points->n, likelihood, cancellable);
    }
  if (is_settled)
    take (mixture, self);
  g_free (mixture->shares);
  g_free (mixture->sums);

  return is_settled;
}
