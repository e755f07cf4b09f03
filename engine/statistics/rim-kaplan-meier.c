/* rim-kaplan-meier.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-kaplan-meier.h"

#include <math.h>

#include "statistics/rim-check-private.h"
#include "statistics/rim-order.h"

/* How near survival must be to a half to be one, as in R's quantile.survfit(). */
#define HALF_TOLERANCE 1.5e-8

/* Greenwood's sum is the variance of the logarithm of survival. */
static void
bound_survival (RimSurvivalStep     *step,
                double               greenwood,
                RimSurvivalInterval  interval)
{
  const double s = step->survival.value;
  const double reach = RIM_CONFIDENCE_REACH * sqrt (greenwood);

  step->standard_error = s * sqrt (greenwood);
  switch (interval)
    {
    case RIM_SURVIVAL_INTERVAL_PLAIN:
      step->survival.low = MAX (s - s * reach, 0.0);
      step->survival.high = MIN (s + s * reach, 1.0);
      break;
    case RIM_SURVIVAL_INTERVAL_LOG:
      step->survival.low = s * exp (-reach);
      step->survival.high = MIN (s * exp (reach), 1.0);
      break;
    case RIM_SURVIVAL_INTERVAL_LOG_LOG:
      step->survival.low = s < 1.0 ? pow (s, exp (-reach / log (s))) : 1.0;
      step->survival.high = s < 1.0 ? pow (s, exp (reach / log (s))) : 1.0;
      break;
    default:
      g_return_if_reached ();
    }
}

static void
walk (RimKaplanMeier      *self,
      const guint32       *order,
      const double        *times,
      const guint8        *events,
      RimSurvivalInterval  interval)
{
  double survival = 1.0, greenwood = 0.0;

  for (gsize begin = 0, end; begin < self->n; begin = end)
    {
      RimSurvivalStep *step = &self->steps[self->n_steps++];
      double at_risk, n_events;

      end = rim_order_find_run (order, times, self->n, begin);
      *step = (RimSurvivalStep) { .time = times[order[begin]], .n_at_risk = self->n - begin };
      for (gsize i = begin; i < end; i++)
        step->n_events += events[order[i]] != 0;
      step->n_censored = end - begin - step->n_events;
      self->n_events += step->n_events;

      at_risk = (double) step->n_at_risk;
      n_events = (double) step->n_events;
      survival *= (at_risk - n_events) / at_risk;
      step->survival = (RimEstimate) { survival, NAN, NAN };
      step->standard_error = NAN;
      if (step->n_events < step->n_at_risk)
        {
          greenwood += n_events / (at_risk * (at_risk - n_events));
          bound_survival (step, greenwood, interval);
        }
    }
}

typedef double (*StepFunc) (const RimSurvivalStep *step);

static double
get_value (const RimSurvivalStep *step)
{
  return step->survival.value;
}

static double
get_low (const RimSurvivalStep *step)
{
  return step->survival.low;
}

static double
get_high (const RimSurvivalStep *step)
{
  return step->survival.high;
}

/* The first time at which a curve is at a half or below; where it stays at a half, the
 * middle of how long it does.
 */
static double
find_median (const RimKaplanMeier *self,
             StepFunc              curve)
{
  for (gsize s = 0; s < self->n_steps; s++)
    {
      const double value = curve (&self->steps[s]);

      if (value < 0.5 - HALF_TOLERANCE)
        return self->steps[s].time;
      if (value <= 0.5 + HALF_TOLERANCE)
        {
          for (gsize next = s + 1; next < self->n_steps; next++)
            if (self->steps[next].n_events > 0)
              return (self->steps[s].time + self->steps[next].time) / 2.0;
          return self->steps[s].time;
        }
    }

  return INFINITY;
}

/**
 * rim_kaplan_meier_new:
 * @times: n times, not below 0
 * @events: n bytes, 1 for an event and 0 for a row that is censored
 * @n: how many rows
 * @interval: on which scale intervals are
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * A row that is censored at the time of an event was at risk for it. The median and its
 * interval are those of Brookmeyer and Crowley (1982), where curves reach a half.
 *
 * Returns: (transfer full) (nullable): the curve, or %NULL where there are no rows, a
 *   time is none, or all are censored
 */
RimKaplanMeier *
rim_kaplan_meier_new (const double         *times,
                      const guint8         *events,
                      gsize                 n,
                      RimSurvivalInterval   interval,
                      GError              **error)
{
  g_autofree guint32 *order = NULL;
  RimKaplanMeier *self;

  if (!rim_check_times (times, events, n, error))
    return NULL;

  order = g_new (guint32, n);
  rim_order_init (order, times, n);

  self = g_new0 (RimKaplanMeier, 1);
  self->n = n;
  self->steps = g_new (RimSurvivalStep, n);
  walk (self, order, times, events, interval);
  self->median = (RimEstimate) { find_median (self, get_value), find_median (self, get_low),
                                 find_median (self, get_high) };

  return self;
}

void
rim_kaplan_meier_free (RimKaplanMeier *self)
{
  g_free (self->steps);
  g_free (self);
}

/* Returns: (transfer none) (nullable): the step that holds at @time; none before the first */
const RimSurvivalStep *
rim_kaplan_meier_find (const RimKaplanMeier *self,
                       double                time)
{
  gsize low = 0, high = self->n_steps;

  while (low < high)
    {
      const gsize middle = (low + high) / 2;

      if (self->steps[middle].time <= time)
        low = middle + 1;
      else
        high = middle;
    }

  return low > 0 ? &self->steps[low - 1] : NULL;
}

/* Returns: what part survives @time */
double
rim_kaplan_meier_get_survival (const RimKaplanMeier *self,
                               double                time)
{
  const RimSurvivalStep *step = rim_kaplan_meier_find (self, time);

  return step != NULL ? step->survival.value : 1.0;
}

/* Returns: how many rows are at risk just before @time, for the table below a plot */
gsize
rim_kaplan_meier_get_n_at_risk (const RimKaplanMeier *self,
                                double                time)
{
  const RimSurvivalStep *step = rim_kaplan_meier_find (self, time);

  if (step == NULL)
    return self->n;

  return step->time < time ? step->n_at_risk - step->n_events - step->n_censored : step->n_at_risk;
}

/**
 * rim_kaplan_meier_get_mean:
 * @self: a curve
 * @until: a time, above 0
 * @mean: (out): the mean time until an event or @until, whichever comes first
 * @standard_error: (out): of it
 *
 * The restricted mean is the area below the curve (Irwin 1949); where the last row is
 * censored before @until, the curve stays where it is.
 */
void
rim_kaplan_meier_get_mean (const RimKaplanMeier *self,
                           double                until,
                           double               *mean,
                           double               *standard_error)
{
  double area = 0.0, variance = 0.0, right = until;

  for (gsize s = self->n_steps; s-- > 0;)
    {
      const RimSurvivalStep *step = &self->steps[s];
      const double at_risk = (double) step->n_at_risk;
      const double n_events = (double) step->n_events;

      if (step->time >= until)
        continue;

      area += (right - step->time) * step->survival.value;
      right = step->time;
      if (step->n_events < step->n_at_risk)
        variance += area * area * n_events / (at_risk * (at_risk - n_events));
    }

  *mean = area + right;
  *standard_error = sqrt (variance);
}
