/* rim-elastic-net-cox.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <math.h>

#include "learn/rim-elastic-net-problem-private.h"

/* What an event time adds to the hazard of who is at risk then, and to its square; who has
 * an event then lacks a part of it with the ties of Efron.
 */
typedef struct
{
  double slope;
  double square;
  double slope_lack;
  double square_lack;
} Hazard;

/* What is summed up of the rows of one time. */
typedef struct
{
  gsize  n_events;
  double events;                   /* weights */
  double risk;                     /* of those who have events */
} Time;

/* They leave together, as a weight. */
static double
add_breslow (const Time *time,
             double      risk,
             Hazard     *hazard)
{
  hazard->slope = time->events / risk;
  hazard->square = time->events / risk / risk;

  return time->events * (log (risk) - log (time->events));
}

/* One leaves after the other; as nobody knows who did first, each has a part of all of them
 * gone. The deviance is 0 where nobody else is at risk.
 */
static double
add_efron (const Time *time,
           double      risk,
           Hazard     *hazard)
{
  const double n = (double) time->n_events, weight = time->events / n;
  double loss = -time->events * log (time->events);

  for (gsize k = 0; k < time->n_events; k++)
    {
      const double gone = (double) k / n, left = risk - gone * time->risk;

      hazard->slope += weight / left;
      hazard->square += weight / left / left;
      hazard->slope_lack += weight * gone / left;
      hazard->square_lack += weight * (1.0 - (1.0 - gone) * (1.0 - gone)) / left / left;
      loss += weight * (log (left) - log1p (-gone));
    }

  return loss;
}

/* From the first time to the last: what each row was at risk for. */
static void
spread_hazards (const RimElasticNetProblem *self,
                const Hazard               *hazards,
                double                     *residuals,
                double                     *curvatures)
{
  double slope = 0.0, square = 0.0;

  for (gsize i = self->n; i-- > 0;)
    {
      const Hazard *hazard = hazards + self->ends[i] - 1;
      const double risk = curvatures[i];
      double own_slope, own_square;

      if (self->ends[i] == i + 1)
        {
          slope += hazard->slope;
          square += hazard->square;
        }
      own_slope = self->outcomes[i] != 0.0 ? slope - hazard->slope_lack : slope;
      own_square = self->outcomes[i] != 0.0 ? square - hazard->square_lack : square;
      residuals[i] = self->weights[i] * self->outcomes[i] - risk * own_slope;
      curvatures[i] = MAX (risk * own_slope - risk * risk * own_square, 0.0);
    }
}

/* As rim_elastic_net_problem_score(), of times. */
double
rim_elastic_net_problem_score_cox (const RimElasticNetProblem *self,
                                   const double               *predictors,
                                   double                     *residuals,
                                   double                     *curvatures)
{
  g_autofree Hazard *hazards = g_new0 (Hazard, MAX (self->n, 1));
  double high = -INFINITY, risk = 0.0, loss = 0.0;
  Time time = { 0, 0.0, 0.0 };

  for (gsize i = 0; i < self->n; i++)
    high = MAX (high, predictors[i]);
  for (gsize i = 0; i < self->n; i++)
    {
      curvatures[i] = self->weights[i] * exp (predictors[i] - high);
      risk += curvatures[i];
      if (self->outcomes[i] != 0.0)
        {
          time.n_events++;
          time.events += self->weights[i];
          time.risk += curvatures[i];
        }
      loss -= self->weights[i] * self->outcomes[i] * (predictors[i] - high);
      if (self->ends[i] != i + 1 || time.n_events == 0)
        continue;
      loss += (self->is_efron ? add_efron : add_breslow)(&time, risk, hazards + i);
      time = (Time) { 0, 0.0, 0.0 };
    }
  spread_hazards (self, hazards, residuals, curvatures);

  return loss;
}
