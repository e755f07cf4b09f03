/* rim-cox.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-cox.h"

#include <math.h>
#include <string.h>

#include "statistics/rim-cox-walk-private.h"
#include "statistics/rim-newton-private.h"
#include "statistics/rim-wald-private.h"

/* Where the sums of all times go. */
typedef struct
{
  gsize   p;
  double *log_likelihood;
  double *score;
  double *information;
} Total;

static void
add_moment (const RimCoxMoment *moment,
            gpointer            data)
{
  const Total *total = data;

  *total->log_likelihood += moment->log_likelihood;
  for (gsize c = 0; c < total->p; c++)
    total->score[c] += moment->score[c];
  for (gsize i = 0; i < total->p * total->p; i++)
    total->information[i] += moment->information[i];
}

static void
evaluate (const double *parameters,
          double       *log_likelihood,
          double       *score,
          double       *information,
          gpointer      data)
{
  RimCoxWalk *walk = data;
  const gsize p = walk->data->n_columns;
  Total total = { p, log_likelihood, score, information };

  *log_likelihood = 0.0;
  memset (score, 0, p * sizeof (double));
  memset (information, 0, p * p * sizeof (double));
  rim_cox_walk_each_time (walk, parameters, add_moment, &total);
}

static gboolean
separates (const double *direction,
           double        tolerance,
           gpointer      data)
{
  return rim_cox_walk_is_separated (data, direction, tolerance);
}

static char *
describe (gsize    parameter,
          gpointer data)
{
  return g_strdup_printf ("covariate %zu", parameter + 1);
}

/* Where the steps of baselines go. */
typedef struct
{
  const RimCoxData *data;
  GArray           *steps;
} Baseline;

static void
add_step (const RimCoxMoment *moment,
          gpointer            data)
{
  const Baseline *baseline = data;
  const guint32 *strata = baseline->data->strata;
  const RimCoxStep step = { strata != NULL ? strata[moment->row] : 0, baseline->data->times[moment->row],
                            moment->hazard };

  g_array_append_val (baseline->steps, step);
}

/* Turns steps round, which come from the last to the first, and cumulates them. */
static void
find_baseline (RimCoxFit  *self,
               RimCoxWalk *walk)
{
  g_autoptr(GArray) steps = g_array_new (FALSE, FALSE, sizeof (RimCoxStep));
  Baseline baseline = { walk->data, steps };
  const RimCoxStep *from;

  rim_cox_walk_each_time (walk, self->coefficients, add_step, &baseline);
  from = (const RimCoxStep *) (gpointer) steps->data;
  self->n_steps = steps->len;
  self->steps = g_new (RimCoxStep, self->n_steps);
  for (gsize begin = 0, end; begin < self->n_steps; begin = end)
    {
      double sum = 0.0;

      end = begin + 1;
      while (end < self->n_steps && from[end].stratum == from[begin].stratum)
        end++;
      for (gsize s = begin; s < end; s++)
        {
          self->steps[s] = from[end - 1 - (s - begin)];
          self->steps[s].hazard = sum += self->steps[s].hazard;
        }
    }
}

static RimSignificance
conclude (double statistic,
          guint  freedom)
{
  return (RimSignificance) { MAX (statistic, 0.0), freedom, rim_chi2_tail (statistic, freedom) };
}

/**
 * rim_cox_fit_new:
 * @data: rows with their covariates
 * @ties: how events of the same time are taken
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: (transfer full) (nullable): the fit, or %NULL where a number is none, all are
 *   censored, covariates depend on each other, or they order the events without a fault,
 *   so that the likelihood has no highest point
 */
RimCoxFit *
rim_cox_fit_new (const RimCoxData  *data,
                 RimCoxTies         ties,
                 GError           **error)
{
  const gsize p = data->n_columns;
  g_autoptr(RimCoxFit) self = NULL;
  g_auto(RimCoxWalk) walk = { 0 };
  g_autofree double *spreads = g_new (double, p);
  RimNewtonModel model = { p, spreads, evaluate, separates, describe, &walk };
  RimNewton found;

  if (!rim_cox_walk_init (&walk, data, ties, error))
    return NULL;

  for (gsize c = 0; c < p; c++)
    spreads[c] = rim_cox_walk_get_spread (&walk, c);

  self = g_new0 (RimCoxFit, 1);
  self->n = data->n;
  self->n_columns = data->n_columns;
  self->ties = ties;
  self->coefficients = found.parameters = g_new (double, p);
  self->covariance = found.covariance = g_new (double, p * p);
  if (!rim_newton_maximise (&found, &model, error))
    return NULL;

  self->means = g_steal_pointer (&walk.means);
  self->log_likelihood = found.log_likelihood;
  self->null_log_likelihood = found.null_log_likelihood;
  self->n_steps_taken = found.n_steps;
  for (gsize row = 0; row < data->n; row++)
    self->n_events += data->events[row] != 0;
  self->likelihood_ratio = conclude (2.0 * (found.log_likelihood - found.null_log_likelihood), data->n_columns);
  self->wald = conclude (found.wald, data->n_columns);
  self->score = conclude (found.score_statistic, data->n_columns);
  find_baseline (self, &walk);

  return g_steal_pointer (&self);
}

void
rim_cox_fit_free (RimCoxFit *self)
{
  g_free (self->means);
  g_free (self->coefficients);
  g_free (self->covariance);
  g_free (self->steps);
  g_free (self);
}

static double
get_variance (const RimCoxFit *self,
              guint            column)
{
  return self->covariance[column * self->n_columns + column];
}

/* Returns: how many times the hazard is for a unit more of a covariate */
RimEstimate
rim_cox_fit_get_hazard_ratio (const RimCoxFit *self,
                              guint            column)
{
  const RimEstimate estimate = rim_wald_estimate (self->coefficients[column], get_variance (self, column));

  return (RimEstimate) { exp (estimate.value), exp (estimate.low), exp (estimate.high) };
}

/* Returns: z of one coefficient */
RimSignificance
rim_cox_fit_get_significance (const RimCoxFit *self,
                              guint            column)
{
  return rim_wald_test (self->coefficients[column], get_variance (self, column));
}

/**
 * rim_cox_fit_get_linear_predictor:
 * @self: a fit
 * @row: (array length=n_columns): covariates
 *
 * Returns: the logarithm of how many times the hazard is of one whose covariates are the
 *   means
 */
double
rim_cox_fit_get_linear_predictor (const RimCoxFit *self,
                                  const double    *row)
{
  double sum = 0.0;

  for (guint c = 0; c < self->n_columns; c++)
    sum += self->coefficients[c] * (row[c] - self->means[c]);

  return sum;
}

/**
 * rim_cox_fit_get_hazard:
 * @self: a fit
 * @stratum: whose baseline; 0 without strata
 * @time: until when
 *
 * Returns: the cumulated hazard of a row whose covariates are the means; others survive
 *   with exp (-hazard × exp (linear predictor))
 */
double
rim_cox_fit_get_hazard (const RimCoxFit *self,
                        guint32          stratum,
                        double           time)
{
  double hazard = 0.0;

  for (gsize s = 0; s < self->n_steps; s++)
    if (self->steps[s].stratum == stratum && self->steps[s].time <= time)
      hazard = self->steps[s].hazard;

  return hazard;
}
