/* rim-logistic.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-logistic.h"

#include <math.h>
#include <string.h>

#include "statistics/rim-check-private.h"
#include "statistics/rim-newton-private.h"
#include "statistics/rim-order.h"
#include "statistics/rim-wald-private.h"

/* Rows in an order that does not depend on how they were given; the intercept is a column
 * of ones, and columns have their means taken off, which the intercept makes good.
 */
typedef struct
{
  gsize   n;
  gsize   p;
  double *rows;                    /* n × p */
  double *means;
  double *offset;
  double *weights;
  gint8  *signs;                   /* 1 for the positive class, -1 for the negative one */
} Model;

static void
model_clear (Model *self)
{
  g_free (self->rows);
  g_free (self->means);
  g_free (self->offset);
  g_free (self->weights);
  g_free (self->signs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Model, model_clear)

static void
model_init (Model         *self,
            const double  *columns,
            guint          n_columns,
            gsize          n,
            const guint8  *labels,
            const double  *offset,
            const double  *weights)
{
  const gsize p = n_columns + 1;
  g_autofree guint32 *order = g_new (guint32, n);
  g_autofree double *keys = g_new (double, 3 * n);
  g_autofree const double **all = g_new (const double *, p + 2);

  for (gsize row = 0; row < n; row++)
    {
      keys[row] = labels[row];
      keys[n + row] = offset != NULL ? offset[row] : 0.0;
      keys[2 * n + row] = weights != NULL ? weights[row] : 1.0;
    }
  for (guint c = 0; c < n_columns; c++)
    all[c] = columns + c * n;
  all[n_columns] = keys;
  all[n_columns + 1] = keys + n;
  all[n_columns + 2] = keys + 2 * n;
  rim_order_init_rows (order, all, n_columns + 3, n);

  *self = (Model) { n, p, g_new (double, n * p), g_new0 (double, p), g_new (double, n), g_new (double, n),
                    g_new (gint8, n) };
  for (guint c = 0; c < n_columns; c++)
    for (gsize i = 0; i < n; i++)
      self->means[c + 1] += all[c][order[i]] / (double) n;
  for (gsize i = 0; i < n; i++)
    {
      self->rows[i * p] = 1.0;
      for (guint c = 0; c < n_columns; c++)
        self->rows[i * p + c + 1] = all[c][order[i]] - self->means[c + 1];
      self->offset[i] = keys[n + order[i]];
      self->weights[i] = keys[2 * n + order[i]];
      self->signs[i] = labels[order[i]] != 0 ? 1 : -1;
    }
}

static double
predict (const Model  *model,
         const double *parameters,
         gsize         i)
{
  double sum = 0.0;

  for (gsize c = 0; c < model->p; c++)
    sum += parameters[c] * model->rows[i * model->p + c];

  return sum;
}

static void
evaluate (const double *parameters,
          double       *log_likelihood,
          double       *score,
          double       *information,
          gpointer      data)
{
  const Model *model = data;
  const gsize p = model->p;

  *log_likelihood = 0.0;
  memset (score, 0, p * sizeof (double));
  memset (information, 0, p * p * sizeof (double));
  for (gsize i = 0; i < model->n; i++)
    {
      const double *row = model->rows + i * p;
      const double sign = model->signs[i];
      const double weight = model->weights[i];
      const double margin = sign * (model->offset[i] + predict (model, parameters, i));
      const double small = exp (-fabs (margin));
      const double wrong = margin > 0.0 ? small / (1.0 + small) : 1.0 / (1.0 + small);

      *log_likelihood -= weight * (log1p (small) + MAX (-margin, 0.0));
      for (gsize a = 0; a < p; a++)
        {
          score[a] += weight * sign * wrong * row[a];
          for (gsize b = 0; b <= a; b++)
            information[a * p + b] += weight * wrong * (1.0 - wrong) * row[a] * row[b];
        }
    }
  for (gsize a = 0; a < p; a++)
    for (gsize b = 0; b < a; b++)
      information[b * p + a] = information[a * p + b];
}

/* No row is on the wrong side of the direction, and some are on the right one. */
static gboolean
separates (const double *direction,
           double        tolerance,
           gpointer      data)
{
  const Model *model = data;
  double low = INFINITY, high = -INFINITY;

  for (gsize i = 0; i < model->n; i++)
    {
      const double side = model->signs[i] * predict (model, direction, i);

      low = MIN (low, side);
      high = MAX (high, side);
    }

  return high > 0.0 && low >= -tolerance * high;
}

static char *
describe (gsize    parameter,
          gpointer data)
{
  return parameter == 0 ? g_strdup ("intercept") : g_strdup_printf ("column %zu", parameter);
}

static gboolean
check (const double  *columns,
       guint          n_columns,
       gsize          n,
       const guint8  *labels,
       const double  *offset,
       const double  *weights,
       GError       **error)
{
  gsize n_positive;

  if (!rim_check_labels (labels, n, &n_positive, error) ||
      (offset != NULL && !rim_check_finite (offset, n, "offset", error)) ||
      (weights != NULL && !rim_check_finite (weights, n, "weights", error)))
    return FALSE;

  for (gsize row = 0; weights != NULL && row < n; row++)
    if (!(weights[row] > 0.0))
      {
        g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                     "Row %zu of the weights is not above 0", row + 1);
        return FALSE;
      }

  for (guint c = 0; c < n_columns; c++)
    {
      g_autofree char *what = g_strdup_printf ("column %u", c + 1);

      if (!rim_check_finite (columns + c * n, n, what, error))
        return FALSE;
    }

  return TRUE;
}

/* The intercept of columns as they were given, and its covariances. */
static void
put_means_back (RimLogisticFit *self,
                const double   *means)
{
  const gsize p = self->n_coefficients;
  double *first = self->covariance;

  for (gsize c = 1; c < p; c++)
    self->coefficients[0] -= self->coefficients[c] * means[c];

  for (gsize c = 1; c < p; c++)
    for (gsize d = 1; d < p; d++)
      first[0] += means[c] * means[d] * self->covariance[c * p + d];
  for (gsize c = 1; c < p; c++)
    first[0] -= 2.0 * means[c] * self->covariance[c * p];
  for (gsize c = 1; c < p; c++)
    {
      for (gsize d = 1; d < p; d++)
        first[c] -= means[d] * self->covariance[c * p + d];
      self->covariance[c * p] = first[c];
    }
}

static gboolean
find_null (RimLogisticFit  *self,
           const guint8    *labels,
           const double    *offset,
           const double    *weights,
           GError         **error)
{
  g_auto(Model) model = { 0 };
  RimNewtonModel of_intercept = { 1, NULL, evaluate, separates, describe, &model };
  double parameter, variance;
  RimNewton found = { .parameters = &parameter, .covariance = &variance };

  model_init (&model, NULL, 0, self->n, labels, offset, weights);
  if (!rim_newton_maximise (&found, &of_intercept, error))
    return FALSE;

  self->null_log_likelihood = found.log_likelihood;

  return TRUE;
}

/**
 * rim_logistic_fit_new:
 * @columns: n_columns × n, those of one column together
 * @n_columns: how many columns, which may be 0
 * @n: how many rows
 * @labels: n classes, 1 or 0
 * @offset: (nullable): n numbers that are added as they are
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: (transfer full) (nullable): the fit, or %NULL where there is one class only, a
 *   number is none, columns depend on each other, or they tell the classes apart without
 *   a fault
 */
RimLogisticFit *
rim_logistic_fit_new (const double  *columns,
                      guint          n_columns,
                      gsize          n,
                      const guint8  *labels,
                      const double  *offset,
                      GError       **error)
{
  return rim_logistic_fit_new_weighted (columns, n_columns, n, labels, offset, NULL, error);
}

/**
 * rim_logistic_fit_new_weighted:
 * @columns: n_columns × n, those of one column together
 * @n_columns: how many columns, which may be 0
 * @n: how many rows
 * @labels: n classes, 1 or 0
 * @offset: (nullable): n numbers that are added as they are
 * @weights: (nullable): n weights above 0: how many times a row counts
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: (transfer full) (nullable): as rim_logistic_fit_new()
 */
RimLogisticFit *
rim_logistic_fit_new_weighted (const double  *columns,
                               guint          n_columns,
                               gsize          n,
                               const guint8  *labels,
                               const double  *offset,
                               const double  *weights,
                               GError       **error)
{
  const gsize p = n_columns + 1;
  g_autoptr(RimLogisticFit) self = NULL;
  g_auto(Model) model = { 0 };
  RimNewtonModel newton = { p, NULL, evaluate, separates, describe, &model };
  RimNewton found;

  if (!check (columns, n_columns, n, labels, offset, weights, error))
    return NULL;

  model_init (&model, columns, n_columns, n, labels, offset, weights);
  self = g_new0 (RimLogisticFit, 1);
  self->n = n;
  self->n_coefficients = n_columns + 1;
  self->coefficients = found.parameters = g_new (double, p);
  self->covariance = found.covariance = g_new (double, p * p);
  if (!rim_newton_maximise (&found, &newton, error) || !find_null (self, labels, offset, weights, error))
    return NULL;

  self->log_likelihood = found.log_likelihood;
  put_means_back (self, model.means);

  return g_steal_pointer (&self);
}

void
rim_logistic_fit_free (RimLogisticFit *self)
{
  g_free (self->coefficients);
  g_free (self->covariance);
  g_free (self);
}

static double
get_variance (const RimLogisticFit *self,
              guint                 coefficient)
{
  return self->covariance[coefficient * self->n_coefficients + coefficient];
}

/* Returns: a coefficient with its normal interval; the odds ratio is exp of all three */
RimEstimate
rim_logistic_fit_get_estimate (const RimLogisticFit *self,
                               guint                 coefficient)
{
  return rim_wald_estimate (self->coefficients[coefficient], get_variance (self, coefficient));
}

/* Returns: z of one coefficient */
RimSignificance
rim_logistic_fit_get_significance (const RimLogisticFit *self,
                                   guint                 coefficient)
{
  return rim_wald_test (self->coefficients[coefficient], get_variance (self, coefficient));
}
