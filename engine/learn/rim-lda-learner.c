/* rim-lda-learner.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "core/rim-cholesky.h"
#include "learn/rim-learner-private.h"
#include "learn/rim-task-data-private.h"
#include "statistics/rim-statistics-error.h"

/* The covariance of more columns than these is of no use, nor of a size to hold. */
#define MAX_COLUMNS 2000

#define INDEPENDENT 1e-11

enum
{
  SHRINKAGE,
  LEDOIT_WOLF,
};

static const RimParameter parameters_of_lda[] = {
  { "shrinkage", "What part of correlations is taken off", 0.0, 0.0, 1.0, FALSE },
  { "ledoit_wolf", "Choose the shrinkage after Ledoit and Wolf", 0.0, 0.0, 1.0, TRUE },
};

/* Rows without the mean of their class, over the spread of their column and with the root of
 * their weight, so that their products are correlations within classes.
 */
typedef struct
{
  const RimTaskData *data;
  double             total[2];
  double            *means;                /* 2 × p */
  double            *spreads;              /* p */
  double            *rest;                 /* n × p */
  double            *correlations;         /* p × p */
} Classes;

static void
classes_clear (Classes *self)
{
  g_free (self->means);
  g_free (self->spreads);
  g_free (self->rest);
  g_free (self->correlations);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Classes, classes_clear)

static double
weigh (const Classes *self,
       gsize          i)
{
  return self->data->weights != NULL ? self->data->weights[i] : 1.0;
}

static gboolean
take_column (Classes *self,
             guint    c)
{
  const RimTaskData *data = self->data;
  const double *column = data->columns + c * data->n;
  const double total = self->total[0] + self->total[1];
  double sum = 0.0, size = 0.0;

  for (gsize i = 0; i < data->n; i++)
    self->means[data->labels[i] * data->p + c] += weigh (self, i) * column[i] / self->total[data->labels[i]];
  for (gsize i = 0; i < data->n; i++)
    {
      const double rest = column[i] - self->means[data->labels[i] * data->p + c];

      self->rest[i * data->p + c] = rest * sqrt (weigh (self, i) / total);
      sum += weigh (self, i) * rest * rest / total;
      size = MAX (size, fabs (column[i]));
    }
  self->spreads[c] = sqrt (sum);
  for (gsize i = 0; i < data->n; i++)
    self->rest[i * data->p + c] /= self->spreads[c];

  return self->spreads[c] > 1e-14 * size;
}

static gboolean
classes_init (Classes            *self,
              const RimTaskData  *data,
              GError            **error)
{
  const guint p = data->p;

  *self = (Classes) { data, { 0.0, 0.0 }, g_new0 (double, 2 * p), g_new (double, p), g_new (double, data->n * p),
                      g_new (double, (gsize) p * p) };
  for (gsize i = 0; i < data->n; i++)
    self->total[data->labels[i]] += weigh (self, i);
  for (guint c = 0; c < p; c++)
    if (!take_column (self, c))
      {
        g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_DEPENDENT,
                     "No linear discriminant: column %u is constant within the classes", c + 1);
        return FALSE;
      }

  for (guint a = 0; a < p; a++)
    for (guint b = 0; b <= a; b++)
      {
        double sum = 0.0;

        for (gsize i = 0; i < data->n; i++)
          sum += self->rest[i * p + a] * self->rest[i * p + b];
        self->correlations[(gsize) a * p + b] = self->correlations[(gsize) b * p + a] = sum;
      }

  return TRUE;
}

/* Ledoit and Wolf 2004, of columns whose variance is 1 */
static double
find_shrinkage (const Classes *self)
{
  const guint p = self->data->p;
  const double n = (double) self->data->n;
  double fourth = 0.0, squares = 0.0, noise, signal;

  for (gsize i = 0; i < self->data->n; i++)
    {
      double length = 0.0;

      for (guint c = 0; c < p; c++)
        length += self->rest[i * p + c] * self->rest[i * p + c] * n;
      fourth += length * length;
    }
  for (gsize i = 0; i < (gsize) p * p; i++)
    squares += self->correlations[i] * self->correlations[i];

  noise = (fourth / n - squares) / n;
  signal = squares - p;

  return signal > 0.0 ? CLAMP (noise / signal, 0.0, 1.0) : 1.0;
}

static gboolean
factor (Classes  *self,
        double    shrinkage,
        GError  **error)
{
  const guint p = self->data->p;

  for (guint a = 0; a < p; a++)
    for (guint b = 0; b < p; b++)
      if (a != b)
        self->correlations[(gsize) a * p + b] *= 1.0 - shrinkage;
  if (rim_cholesky_factor (self->correlations, p, INDEPENDENT))
    return TRUE;

  g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_DEPENDENT,
               "No linear discriminant: the %u columns of %zu rows depend on each other, which shrinkage can mend",
               p, self->data->n);

  return FALSE;
}

/* Log odds of normal distributions with one covariance, that of n − 2 degrees of freedom. */
static RimModel *
make_model (const Classes *self)
{
  const guint p = self->data->p;
  const double freedom = ((double) self->data->n - 2.0) / (double) self->data->n;
  g_autofree double *coefficients = g_new (double, p);
  double intercept = log (self->total[1] / self->total[0]);

  for (guint c = 0; c < p; c++)
    coefficients[c] = freedom * (self->means[p + c] - self->means[c]) / self->spreads[c];
  rim_cholesky_solve (self->correlations, p, coefficients);
  for (guint c = 0; c < p; c++)
    {
      coefficients[c] /= self->spreads[c];
      intercept -= coefficients[c] * (self->means[c] + self->means[p + c]) / 2.0;
    }

  return rim_task_data_make_linear (self->data, "lda", intercept, coefficients);
}

/* Fisher's discriminant with the shares of the classes as priors; weights count in all of
 * it. Columns that are constant within the classes are refused, those that depend on each
 * other unless there is shrinkage, which leaves variances as they are.
 */
static RimModel *
fit_lda (const RimTask              *task,
         const double               *parameters,
         guint64 seed                G_GNUC_UNUSED,
         GCancellable   *cancellable G_GNUC_UNUSED,
         GError                    **error)
{
  g_auto(RimTaskData) data = { 0 };
  g_auto(Classes) classes = { 0 };

  if (!rim_task_data_init (&data, task, error))
    return NULL;
  if (data.n < 3 || data.p > MAX_COLUMNS)
    {
      g_set_error (error, RIM_STATISTICS_ERROR, data.n < 3 ? RIM_STATISTICS_ERROR_TOO_FEW : RIM_STATISTICS_ERROR_RANGE,
                   "No linear discriminant of %zu rows and %u columns; it takes 3 rows, and at most %d columns",
                   data.n, data.p, MAX_COLUMNS);
      return NULL;
    }
  if (!classes_init (&classes, &data, error) ||
      !factor (&classes, parameters[LEDOIT_WOLF] > 0.0 ? find_shrinkage (&classes) : parameters[SHRINKAGE], error))
    return NULL;

  return make_model (&classes);
}

const RimLearner rim_learner_lda = {
  "lda", "Linear discriminant", 1 << RIM_OUTCOME_BINARY,
    parameters_of_lda, G_N_ELEMENTS (parameters_of_lda), fit_lda,
};
