/* rim-demo-fate.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-demo-fate-private.h"

#include <math.h>

#include "core/rim-random.h"
#include "demo/rim-demo-cohort.h"
#include "statistics/rim-distributions.h"

#define SEED 20261128

/* The score is a sum of what is hidden; the higher, the longer without progression. */
#define COARSENESS (-1.2)
#define INFILTRATE 1.1
#define GROWTH     (-0.9)
#define EXPRESSION 0.6

/* Progressions a month where the score is 0: four of nine are without one at the horizon. */
#define HAZARD     0.135

/* Who is watched for how long. */
#define LEAVES_EARLY   0.04
#define FIRST_LOOK     12.0
#define LAST_LOOK      30.0

/* Of the integrals below. */
#define N_NODES 4001
#define REACH   9.0

static double
draw_normal (RimRandom *random)
{
  return rim_normal_quantile (rim_random_uniform (random, 0x1p-54, 1.0));
}

/**
 * rim_demo_fate_get_score:
 * @self: a fate
 *
 * Returns: the logarithm of how many times longer the patient is without progression than
 *   another whose score is 0
 */
double
rim_demo_fate_get_score (const RimDemoFate *self)
{
  return COARSENESS * self->coarseness + INFILTRATE * self->infiltrate + GROWTH * self->growth +
         EXPRESSION * self->expression;
}

/**
 * rim_demo_fate_init:
 * @self: (out): a fate
 * @patient: the number of the patient
 *
 * What is hidden is normal, each for itself. The time to progression is exponential with a
 * hazard of HAZARD × exp (−score); a few are lost before the horizon.
 */
void
rim_demo_fate_init (RimDemoFate *self,
                    guint        patient)
{
  RimRandom random;
  double time, watched;

  rim_random_init_stream (&random, SEED, patient);
  self->coarseness = draw_normal (&random);
  self->infiltrate = draw_normal (&random);
  self->growth = draw_normal (&random);
  self->expression = draw_normal (&random);
  for (guint i = 0; i < G_N_ELEMENTS (self->chances); i++)
    self->chances[i] = draw_normal (&random);

  time = -log (rim_random_uniform (&random, 0x1p-54, 1.0)) * exp (rim_demo_fate_get_score (self)) / HAZARD;
  watched = rim_random_uniform (&random, 0.0, 1.0) < LEAVES_EARLY
    ? rim_random_uniform (&random, 0.5, RIM_DEMO_HORIZON)
    : rim_random_uniform (&random, FIRST_LOOK, LAST_LOOK);
  self->progressed = time <= watched;
  self->months = MIN (time, watched);
}

/* What is known of a score of which a part of standard deviation @rest is not seen. */
static double
find_chance (double seen,
             double rest)
{
  double sum = 0.0, weight = 0.0;

  if (rest == 0.0)
    return exp (-RIM_DEMO_HORIZON * HAZARD * exp (-seen));

  for (int i = -80; i <= 80; i++)
    {
      const double z = i * 0.1, w = exp (-0.5 * z * z);

      sum += w * exp (-RIM_DEMO_HORIZON * HAZARD * exp (-seen - rest * z));
      weight += w;
    }

  return sum / weight;
}

/**
 * rim_demo_cohort_get_true_auc:
 * @of_images: whether nothing but what images can show is known, which is all but the
 *   expression of PD-L1
 *
 * The probability that of two patients, one with and one without benefit at the horizon,
 * the one with it has the higher score, by integrating over the normal distribution of the
 * score. Who was lost is so regardless of the score, and changes nothing.
 *
 * Returns: the area under the curve of the score itself
 */
double
rim_demo_cohort_get_true_auc (gboolean of_images)
{
  const double of_image = COARSENESS * COARSENESS + INFILTRATE * INFILTRATE + GROWTH * GROWTH;
  const double sd = sqrt (of_images ? of_image : of_image + EXPRESSION * EXPRESSION);
  double below = 0.0, pairs = 0.0, positive = 0.0;

  for (guint i = 0; i < N_NODES; i++)
    {
      const double z = -REACH + 2.0 * REACH * i / (N_NODES - 1);
      const double weight = exp (-0.5 * z * z);
      const double chance = find_chance (sd * z, of_images ? EXPRESSION : 0.0);

      /* Half of those in the same place lie below. */
      pairs += weight * chance * (below + 0.5 * weight * (1.0 - chance));
      below += weight * (1.0 - chance);
      positive += weight * chance;
    }

  return pairs / (positive * below);
}
