/* rim-elastic-net-problem.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-elastic-net-problem-private.h"

#include <math.h>
#include <string.h>

#include "statistics/rim-order.h"
#include "statistics/rim-statistics-error.h"

/* Rows that have a weight; those of a Cox model from the last time to the first. */
static guint32 *
choose_rows (RimElasticNetProblem    *self,
             const RimElasticNetData *data,
             const guint32           *rows,
             gsize                    n_rows)
{
  g_autofree guint32 *chosen = g_new (guint32, MAX (n_rows, 1));
  g_autofree guint32 *order = g_new (guint32, MAX (n_rows, 1));
  g_autofree double *keys = g_new (double, MAX (n_rows, 1));
  guint32 *sorted;

  for (gsize i = 0; i < n_rows; i++)
    {
      const guint32 row = rows != NULL ? rows[i] : (guint32) i;

      if (data->weights == NULL || data->weights[row] > 0.0)
        chosen[self->n++] = row;
    }
  if (self->family != RIM_ELASTIC_NET_COX)
    return g_steal_pointer (&chosen);

  for (gsize i = 0; i < self->n; i++)
    keys[i] = -data->values[chosen[i]];
  rim_order_init (order, keys, self->n);
  sorted = g_new (guint32, MAX (self->n, 1));
  for (gsize i = 0; i < self->n; i++)
    sorted[i] = chosen[order[i]];

  return sorted;
}

static void
take_rows (RimElasticNetProblem    *self,
           const RimElasticNetData *data,
           const guint32           *rows)
{
  for (gsize i = 0; i < self->n; i++)
    {
      self->weights[i] = data->weights != NULL ? data->weights[rows[i]] : 1.0;
      self->total_weight += self->weights[i];
      self->outcomes[i] = self->family == RIM_ELASTIC_NET_GAUSSIAN ? data->values[rows[i]] : data->labels[rows[i]] != 0;
    }
  for (gsize i = 0; i < self->n; i++)
    self->weights[i] /= self->total_weight;

  if (self->family == RIM_ELASTIC_NET_COX)
    for (gsize i = self->n; i-- > 0;)
      {
        const gboolean tied = i + 1 < self->n && data->values[rows[i]] == data->values[rows[i + 1]];

        self->ends[i] = tied ? self->ends[i + 1] : (guint32) i + 1;
      }
}

static void
take_column (RimElasticNetProblem    *self,
             const RimElasticNetData *data,
             const guint32           *rows,
             guint                    c)
{
  const double *column = data->columns + c * data->n;
  double *values = self->columns + c * self->n;
  double mean = 0.0, variance = 0.0;
  gboolean constant = TRUE;

  for (gsize i = 0; i < self->n; i++)
    {
      values[i] = column[rows[i]];
      mean += self->weights[i] * values[i];
      constant = constant && values[i] == values[0];
    }
  for (gsize i = 0; i < self->n; i++)
    {
      values[i] -= mean;
      variance += self->weights[i] * values[i] * values[i];
    }

  self->means[c] = mean;
  self->scales[c] = constant || !isfinite (variance) ? 0.0 : sqrt (variance);
  for (gsize i = 0; i < self->n; i++)
    values[i] = self->scales[c] > 0.0 ? values[i] / self->scales[c] : 0.0;
}

static void
take_penalties (RimElasticNetProblem    *self,
                const RimElasticNetData *data)
{
  double sum = 0.0;

  for (guint c = 0; c < self->p; c++)
    sum += data->penalties != NULL ? data->penalties[c] : 1.0;
  for (guint c = 0; c < self->p; c++)
    self->penalties[c] = (data->penalties != NULL ? data->penalties[c] : 1.0) * self->p / sum;
}

/* What fits are made of is there. */
gboolean
rim_elastic_net_problem_check (const RimElasticNetProblem  *self,
                               GError                     **error)
{
  gboolean differ = FALSE, any = FALSE;

  for (gsize i = 0; i < self->n; i++)
    {
      differ = differ || self->outcomes[i] != self->outcomes[0];
      any = any || self->outcomes[i] != 0.0;
    }

  if (self->n < 2)
    g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW, "There are %zu rows with a weight", self->n);
  else if (self->family == RIM_ELASTIC_NET_COX && !any)
    g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_CENSORED,
                 "None of the %zu rows has an event: all are censored", self->n);
  else if (self->family == RIM_ELASTIC_NET_LOGISTIC && !differ)
    g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_ONE_CLASS,
                 "All %zu rows are of one class, the %s one", self->n, any ? "positive" : "negative");
  else if (self->family == RIM_ELASTIC_NET_GAUSSIAN && !differ)
    g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_CONSTANT, "All outcomes are the same");
  else
    return TRUE;

  return FALSE;
}

/* glmnet gives numbers a variance of 1, and the second part of their penalty means that. */
static double
find_ridge_scale (const RimElasticNetProblem *self)
{
  double mean = 0.0, variance = 0.0;

  if (self->family != RIM_ELASTIC_NET_GAUSSIAN)
    return 1.0;

  for (gsize i = 0; i < self->n; i++)
    mean += self->weights[i] * self->outcomes[i];
  for (gsize i = 0; i < self->n; i++)
    variance += self->weights[i] * (self->outcomes[i] - mean) * (self->outcomes[i] - mean);

  return variance > 0.0 ? 1.0 / sqrt (variance) : 1.0;
}

/* @rows: (nullable): which rows to take */
void
rim_elastic_net_problem_init (RimElasticNetProblem    *self,
                              const RimElasticNetData *data,
                              RimElasticNetFamily      family,
                              gboolean                 is_efron,
                              const guint32           *rows,
                              gsize                    n_rows)
{
  self->family = family;
  self->is_efron = is_efron;
  self->p = data->n_columns;
  self->rows = choose_rows (self, data, rows, n_rows);
  self->weights = g_new (double, MAX (self->n, 1));
  self->outcomes = g_new (double, MAX (self->n, 1));
  self->ends = g_new (guint32, MAX (self->n, 1));
  take_rows (self, data, self->rows);
  self->ridge_scale = find_ridge_scale (self);

  self->columns = g_new (double, self->n * self->p);
  self->means = g_new (double, self->p);
  self->scales = g_new (double, self->p);
  self->penalties = g_new (double, self->p);
  for (guint c = 0; c < self->p; c++)
    take_column (self, data, self->rows, c);
  take_penalties (self, data);
}

void
rim_elastic_net_problem_clear (RimElasticNetProblem *self)
{
  g_free (self->columns);
  g_free (self->means);
  g_free (self->scales);
  g_free (self->penalties);
  g_free (self->weights);
  g_free (self->outcomes);
  g_free (self->ends);
  g_free (self->rows);
}

static double
score_gaussian (const RimElasticNetProblem *self,
                const double               *predictors,
                double                     *residuals,
                double                     *curvatures)
{
  double loss = 0.0;

  for (gsize i = 0; i < self->n; i++)
    {
      const double rest = self->outcomes[i] - predictors[i];

      residuals[i] = self->weights[i] * rest;
      curvatures[i] = self->weights[i];
      loss += 0.5 * self->weights[i] * rest * rest;
    }

  return loss;
}

static double
score_logistic (const RimElasticNetProblem *self,
                const double               *predictors,
                double                     *residuals,
                double                     *curvatures)
{
  double loss = 0.0;

  for (gsize i = 0; i < self->n; i++)
    {
      const double sign = self->outcomes[i] != 0.0 ? 1.0 : -1.0;
      const double margin = sign * predictors[i];
      const double small = exp (-fabs (margin));
      const double wrong = margin > 0.0 ? small / (1.0 + small) : 1.0 / (1.0 + small);

      residuals[i] = self->weights[i] * sign * wrong;
      curvatures[i] = self->weights[i] * small / ((1.0 + small) * (1.0 + small));
      loss += self->weights[i] * (log1p (small) + MAX (-margin, 0.0));
    }

  return loss;
}

/* Returns: half the deviance for a weight of 1; what the predictors should move by
 *   (@residuals) and how fast that falls, of each row by itself (@curvatures)
 */
double
rim_elastic_net_problem_score (const RimElasticNetProblem *self,
                               const double               *predictors,
                               double                     *residuals,
                               double                     *curvatures)
{
  switch (self->family)
    {
    case RIM_ELASTIC_NET_GAUSSIAN:
      return score_gaussian (self, predictors, residuals, curvatures);
    case RIM_ELASTIC_NET_LOGISTIC:
      return score_logistic (self, predictors, residuals, curvatures);
    case RIM_ELASTIC_NET_COX:
      return rim_elastic_net_problem_score_cox (self, predictors, residuals, curvatures);
    default:
      g_assert_not_reached ();
    }
}
