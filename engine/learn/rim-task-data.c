/* rim-task-data.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-task-data-private.h"

#include <math.h>

#include "learn/rim-linear-model-private.h"
#include "statistics/rim-statistics-error.h"

static gboolean
fail (GError            **error,
      RimStatisticsError  code,
      const char         *what)
{
  g_set_error (error, RIM_STATISTICS_ERROR, code, "No model: %s", what);

  return FALSE;
}

static gboolean
take_weights (RimTaskData    *self,
              const RimTask  *task,
              GError        **error)
{
  for (gsize i = 0; i < task->n; i++)
    {
      const double weight = task->weights != NULL ? task->weights[task->rows[i]] : 1.0;

      if (!(weight >= 0.0 && weight <= G_MAXFLOAT))
        return fail (error, RIM_STATISTICS_ERROR_RANGE, "a weight is below 0, or no number");
      if (weight > 0.0)
        self->rows[self->n++] = task->rows[i];
    }
  if (task->weights == NULL)
    return TRUE;

  self->weights = g_new (double, MAX (self->n, 1));
  for (gsize i = 0; i < self->n; i++)
    self->weights[i] = task->weights[self->rows[i]];

  return TRUE;
}

static gboolean
take_column (RimTaskData   *self,
             const double  *from,
             guint          c,
             GError       **error)
{
  double *to = self->columns + c * self->n;

  self->means[c] = 0.0;
  for (gsize i = 0; i < self->n; i++)
    {
      to[i] = from[self->rows[i]];
      if (!(fabs (to[i]) <= G_MAXFLOAT))
        {
          g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_NOT_FINITE,
                       "No model: row %u of column %u is missing, or too large a number", self->rows[i] + 1, c + 1);
          return FALSE;
        }
      self->means[c] += to[i] / (double) self->n;
    }

  return TRUE;
}

static gboolean
take_outcomes (RimTaskData    *self,
               const RimTask  *task,
               GError        **error)
{
  const double low = self->kind == RIM_OUTCOME_SURVIVAL ? 0.0 : -G_MAXDOUBLE;
  gboolean differ = FALSE;
  gsize n_positive = 0;

  self->labels = self->kind != RIM_OUTCOME_NUMBER ? g_new (guint8, self->n) : NULL;
  self->values = self->kind != RIM_OUTCOME_BINARY ? g_new (double, self->n) : NULL;
  for (gsize i = 0; i < self->n; i++)
    {
      if (self->labels != NULL)
        n_positive += self->labels[i] = task->labels[self->rows[i]] != 0;
      if (self->values == NULL)
        continue;
      self->values[i] = task->values[self->rows[i]];
      differ = differ || self->values[i] != self->values[0];
      if (!(self->values[i] >= low && self->values[i] <= G_MAXFLOAT))
        return fail (error, RIM_STATISTICS_ERROR_NOT_FINITE, "an outcome is missing, below 0, or too large a number");
    }

  if (self->kind == RIM_OUTCOME_BINARY && n_positive == 0)
    return fail (error, RIM_STATISTICS_ERROR_ONE_CLASS, "all rows are of one class, the negative one");
  if (self->kind == RIM_OUTCOME_BINARY && n_positive == self->n)
    return fail (error, RIM_STATISTICS_ERROR_ONE_CLASS, "all rows are of one class, the positive one");
  if (self->kind == RIM_OUTCOME_SURVIVAL && n_positive == 0)
    return fail (error, RIM_STATISTICS_ERROR_CENSORED, "no row has an event, all are censored");
  if (self->kind == RIM_OUTCOME_NUMBER && !differ)
    return fail (error, RIM_STATISTICS_ERROR_CONSTANT, "all outcomes are the same");

  return TRUE;
}

/* Returns: %FALSE where there are fewer than two rows or no columns, a number is missing,
 *   or all rows are of one class, censored, or have the same outcome
 */
gboolean
rim_task_data_init (RimTaskData    *self,
                    const RimTask  *task,
                    GError        **error)
{
  *self = (RimTaskData) { 0, task->n_columns, task->kind, g_new (guint32, MAX (task->n, 1)) };
  if (!take_weights (self, task, error))
    return FALSE;
  if (self->n < 2 || self->p == 0)
    return fail (error, RIM_STATISTICS_ERROR_TOO_FEW,
                 self->p == 0 ? "there are no columns" : "there are fewer than two rows with a weight");

  self->columns = g_new (double, self->n * self->p);
  self->means = g_new (double, self->p);
  for (guint c = 0; c < self->p; c++)
    if (!take_column (self, task->columns[c], c, error))
      return FALSE;

  return take_outcomes (self, task, error);
}

void
rim_task_data_clear (RimTaskData *self)
{
  g_free (self->rows);
  g_free (self->columns);
  g_free (self->means);
  g_free (self->labels);
  g_free (self->values);
  g_free (self->weights);
}

/* The log hazard is relative to the means, where it is 0. */
RimModel *
rim_task_data_make_linear (const RimTaskData *self,
                           const char        *learner,
                           double             intercept,
                           const double      *coefficients)
{
  static const RimMarginUnit units[] = { RIM_MARGIN_LOG_ODDS, RIM_MARGIN_LOG_HAZARD, RIM_MARGIN_NUMBER };
  double base = intercept;

  for (guint c = 0; c < self->p; c++)
    base += coefficients[c] * self->means[c];
  if (self->kind == RIM_OUTCOME_SURVIVAL)
    base = 0.0;

  return rim_linear_model_new (learner, units[self->kind], self->p, base, coefficients, self->means);
}

RimElasticNetFamily
rim_task_data_get_family (RimOutcomeKind kind)
{
  static const RimElasticNetFamily families[] = {
    [RIM_OUTCOME_BINARY] = RIM_ELASTIC_NET_LOGISTIC,
    [RIM_OUTCOME_SURVIVAL] = RIM_ELASTIC_NET_COX,
    [RIM_OUTCOME_NUMBER] = RIM_ELASTIC_NET_GAUSSIAN,
  };

  g_return_val_if_fail (kind < G_N_ELEMENTS (families), RIM_ELASTIC_NET_GAUSSIAN);

  return families[kind];
}
