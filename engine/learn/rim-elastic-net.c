/* rim-elastic-net.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-elastic-net.h"

#include <math.h>
#include <string.h>

#include "learn/rim-elastic-net-descent-private.h"
#include "statistics/rim-statistics-error.h"

/* Where a path of its own ends, as in glmnet. */
#define LEAST_GAIN 1e-5
#define LEAST_GAIN_COX 1e-3        /* of MIN_STEPS steps */
#define SATURATED 0.999
#define MIN_STEPS 5

/* glmnet's own threshold, which does where columns are so alike that sweeps do not end. */
#define LOOSE 1e-7

/* The LASSO's part of the penalty, below which no first strength would be found. */
#define MIN_ALPHA 1e-3

static gboolean
check_settings (const RimElasticNetSettings  *settings,
                GError                      **error)
{
  const char *what = NULL;

  if (!(settings->alpha >= 0.0 && settings->alpha <= 1.0))
    what = "alpha is not between 0 and 1";
  else if (settings->n_lambdas == 0)
    what = "there are no strengths of the penalty";
  else if (!(settings->lambda_ratio >= 0.0 && settings->lambda_ratio < 1.0))
    what = "the ratio of the penalties is not between 0 and 1";
  else if (!(settings->threshold > 0.0 && settings->threshold < 1.0))
    what = "the threshold is not between 0 and 1";
  for (guint k = 0; settings->lambdas != NULL && what == NULL && k < settings->n_lambdas; k++)
    if (!(settings->lambdas[k] >= 0.0 && settings->lambdas[k] <= (k > 0 ? settings->lambdas[k - 1] : G_MAXDOUBLE)))
      what = "the strengths of the penalty do not fall, or are below 0";
  if (what == NULL)
    return TRUE;

  g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE, "No elastic net: %s", what);

  return FALSE;
}

static double
find_first_lambda (const RimElasticNetState   *state,
                   const RimElasticNetProblem *problem,
                   double                      alpha)
{
  double steepest = 0.0;

  for (guint c = 0; c < problem->p; c++)
    if (problem->penalties[c] > 0.0)
      steepest = MAX (steepest, state->slopes[c] / problem->penalties[c]);

  return steepest / MAX (alpha, MIN_ALPHA);
}

/* Columns without a penalty are in before the path begins. */
static gboolean
begin_path (RimElasticNetState         *state,
            const RimElasticNetProblem *problem,
            double                      limit)
{
  gboolean any = FALSE;

  for (guint c = 0; c < problem->p; c++)
    if (problem->penalties[c] == 0.0 && problem->scales[c] > 0.0)
      state->is_in_set[c] = any = TRUE;

  return !any || rim_elastic_net_state_descend (state, problem, G_MAXDOUBLE / 1e6, 0.0, limit);
}

static void
add_step (RimElasticNetFit           *self,
          const RimElasticNetState   *state,
          const RimElasticNetProblem *problem,
          double                      lambda,
          double                      null_loss)
{
  RimElasticNetStep *step = self->steps + self->n_steps++;

  *step = (RimElasticNetStep) { lambda, state->intercept, 1.0 - state->loss / null_loss };
  step->columns = g_new (guint32, MAX (state->n_set, 1));
  step->coefficients = g_new (double, MAX (state->n_set, 1));
  for (gsize s = 0; s < state->n_set; s++)
    {
      const guint32 c = state->set[s];

      if (state->coefficients[c] == 0.0)
        continue;
      step->columns[step->n_nonzero] = c;
      step->coefficients[step->n_nonzero] = state->coefficients[c] / problem->scales[c];
      if (self->family != RIM_ELASTIC_NET_COX)
        step->intercept -= step->coefficients[step->n_nonzero] * problem->means[c];
      step->n_nonzero++;
    }
}

static gboolean
is_path_over (RimElasticNetFit *self)
{
  const RimElasticNetStep *steps = self->steps;
  const guint last = self->n_steps - 1;
  double gain, least = self->family == RIM_ELASTIC_NET_COX ? LEAST_GAIN_COX : LEAST_GAIN;

  if (self->n_steps < MIN_STEPS)
    return FALSE;

  if (self->family == RIM_ELASTIC_NET_COX)
    gain = steps[last].deviance_ratio - steps[last + 1 - MIN_STEPS].deviance_ratio;
  else
    gain = steps[last].deviance_ratio - steps[last - 1].deviance_ratio;
  if (self->family != RIM_ELASTIC_NET_LOGISTIC)
    least *= steps[last].deviance_ratio;

  if (steps[last].deviance_ratio > SATURATED)
    self->end = RIM_ELASTIC_NET_END_SATURATED;
  else if (gain < least)
    self->end = RIM_ELASTIC_NET_END_FLAT;

  return self->end != RIM_ELASTIC_NET_END_COMPLETE;
}

static gboolean
follow_path (RimElasticNetFit             *self,
             const RimElasticNetSettings  *settings,
             RimElasticNetState           *state,
             const RimElasticNetProblem   *problem,
             double                        null_loss,
             GError                      **error)
{
  const double limit = settings->threshold * null_loss;
  const double first = find_first_lambda (state, problem, settings->alpha);
  const double default_ratio = problem->n < problem->p ? 0.01 : 1e-4;
  const double ratio = settings->lambda_ratio > 0.0 ? settings->lambda_ratio : default_ratio;
  const double factor = settings->n_lambdas > 1 ? pow (ratio, 1.0 / (settings->n_lambdas - 1.0)) : 1.0;
  double last = first;

  for (guint k = 0; k < settings->n_lambdas; k++)
    {
      const double lambda = settings->lambdas != NULL ? settings->lambdas[k] : first * pow (factor,
                                                                                            k);
      const gboolean none = settings->lambdas == NULL && k == 0 && settings->alpha >= MIN_ALPHA;
      const double ridge = lambda * (1.0 - settings->alpha) * problem->ridge_scale;

      if (g_cancellable_set_error_if_cancelled (settings->cancellable, error))
        return FALSE;
      rim_elastic_net_state_screen (state, problem, settings->alpha * lambda, settings->alpha * MAX (last, lambda));
      if (!none && !rim_elastic_net_state_descend (state, problem, settings->alpha * lambda, ridge, limit))
        {
          self->end = RIM_ELASTIC_NET_END_NOT_CONVERGED;
          break;
        }
      add_step (self, state, problem, lambda, null_loss);
      last = lambda;
      if (settings->lambdas == NULL && is_path_over (self))
        break;
    }

  return TRUE;
}

/* @rows: (nullable): which rows to take, of data that were checked */
RimElasticNetFit *
rim_elastic_net_fit_new_rows (const RimElasticNetData      *data,
                              const RimElasticNetSettings  *settings,
                              const guint32                *rows,
                              gsize                         n_rows,
                              GError                      **error)
{
  g_auto(RimElasticNetProblem) problem = { 0 };
  g_auto(RimElasticNetState) state = { 0 };
  g_autoptr(RimElasticNetFit) self = g_new0 (RimElasticNetFit, 1);
  double null_loss;

  rim_elastic_net_problem_init (&problem, data, settings->family, settings->is_efron, rows, n_rows);
  if (!rim_elastic_net_problem_check (&problem, error))
    return NULL;

  rim_elastic_net_state_init (&state, &problem);
  null_loss = state.loss;
  state.loose_limit = MAX (settings->threshold, LOOSE) * null_loss;
  if (!(null_loss > 0.0))
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_CENSORED,
                           "No row is at risk when others have their events");
      return NULL;
    }
  self->family = settings->family;
  self->n_columns = data->n_columns;
  self->null_deviance = 2.0 * problem.total_weight * null_loss;
  self->steps = g_new0 (RimElasticNetStep, settings->n_lambdas);
  if (!begin_path (&state, &problem, settings->threshold * null_loss))
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_NOT_CONVERGED,
                           "The columns without a penalty have no best fit");
      return NULL;
    }

  return follow_path (self, settings, &state, &problem, null_loss, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * rim_elastic_net_fit_new:
 * @data: what to fit to
 * @settings: what to fit
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Fits models along a path: loss / weight + λ Σ penalty ((1 − α) / 2 β² + α |β|) is lowest,
 * where the loss is half the deviance and β are coefficients of columns whose variance (by n)
 * is 1. As in glmnet, Gaussian outcomes have a variance of 1 where β² is taken. Constant
 * columns get no coefficient.
 *
 * Returns: (transfer full) (nullable): the fit, or %NULL where a number is none, all rows
 *   are of one class or censored, or a setting makes no sense
 */
RimElasticNetFit *
rim_elastic_net_fit_new (const RimElasticNetData      *data,
                         const RimElasticNetSettings  *settings,
                         GError                      **error)
{
  if (!check_settings (settings, error) || !rim_elastic_net_check_data (data, settings->family, error))
    return NULL;

  return rim_elastic_net_fit_new_rows (data, settings, NULL, data->n, error);
}

/* Leaves the rest of a path away. */
void
rim_elastic_net_fit_end_at (RimElasticNetFit *self,
                            guint             n_steps)
{
  if (n_steps < self->n_steps)
    self->end = RIM_ELASTIC_NET_END_NOT_CONVERGED;
  while (self->n_steps > n_steps)
    {
      self->n_steps--;
      g_free (self->steps[self->n_steps].columns);
      g_free (self->steps[self->n_steps].coefficients);
    }
}

/**
 * rim_elastic_net_fit_free:
 * @self: (transfer full): a fit
 *
 * Frees it.
 */
void
rim_elastic_net_fit_free (RimElasticNetFit *self)
{
  for (guint k = 0; k < self->n_steps; k++)
    {
      g_free (self->steps[k].columns);
      g_free (self->steps[k].coefficients);
    }
  g_free (self->steps);
  g_free (self);
}

/**
 * rim_elastic_net_fit_predict:
 * @self: a fit
 * @step: of which strength of the penalty
 * @columns: n_columns × n, as those it was fitted to
 * @n: how many rows
 * @predictors: (out) (array length=n): the expected numbers, logarithms of odds or of hazards
 *
 * Predicts.
 */
void
rim_elastic_net_fit_predict (const RimElasticNetFit *self,
                             guint                   step,
                             const double           *columns,
                             gsize                   n,
                             double                 *predictors)
{
  const RimElasticNetStep *taken = self->steps + step;

  g_return_if_fail (step < self->n_steps);

  for (gsize row = 0; row < n; row++)
    predictors[row] = taken->intercept;
  for (guint i = 0; i < taken->n_nonzero; i++)
    for (gsize row = 0; row < n; row++)
      predictors[row] += taken->coefficients[i] * columns[taken->columns[i] * n + row];
}
