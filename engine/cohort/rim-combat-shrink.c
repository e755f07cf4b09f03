/* rim-combat-shrink.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-combat-private.h"

#include <math.h>

#include "core/rim-parallel.h"

#define BLOCK     64
#define MAX_STEPS 10000
#define TOLERANCE 1e-14

/* What columns say of a batch together. */
typedef struct
{
  gboolean is_known;             /* there are enough of them */
  double   mean;                 /* of shifts */
  double   variance;             /* of shifts */
  double   variance_mean;        /* of squared scales */
  double   shape;                /* of their inverse gamma distribution; infinite where all are the same */
  double   rate;
} Prior;

typedef struct
{
  RimCombat            *combat;
  const RimCombatSight *sights;
  const Prior          *priors;
  int                   reference;
} Shrinking;

static double
get_variance (const RimCombatSight *sight)
{
  return sight->squares / (sight->n - 1.0);
}

/* Mean and variance over columns of the shift of a batch, or of its squared scale. */
static gsize
find_moments (const RimCombat      *combat,
              const RimCombatSight *sights,
              guint                 batch,
              gboolean              of_scales,
              double               *mean,
              double               *variance)
{
  gsize n = 0;

  *mean = *variance = 0.0;
  for (int pass = 0; pass < 2; pass++)
    for (guint c = 0; c < combat->n_columns; c++)
      {
        const RimCombatSight *sight = &sights[c * combat->n_batches + batch];
        const double value = of_scales ? get_variance (sight) : sight->mean;

        if (combat->deviations[c] == 0.0 || sight->n < (of_scales ? 2.0 : 1.0))
          continue;
        if (pass == 0)
          {
            n++;
            *mean += (value - *mean) / (double) n;
          }
        else
          {
            *variance += (value - *mean) * (value - *mean) / ((double) n - 1.0);
          }
      }

  return n;
}

static Prior
find_prior (const RimCombat      *combat,
            const RimCombatSight *sights,
            guint                 batch)
{
  Prior prior = { FALSE };
  double m, s;
  const gsize n = MIN (find_moments (combat, sights, batch, FALSE, &prior.mean, &prior.variance),
                       find_moments (combat, sights, batch, TRUE, &m, &s));

  prior.is_known = n >= 2;
  prior.variance_mean = m;
  prior.shape = s > 0.0 ? (2.0 * s + m * m) / s : INFINITY;
  prior.rate = s > 0.0 ? (m * s + m * m * m) / s : INFINITY;

  return prior;
}

/* Conditional posterior means of shift and squared scale, by turns until neither moves. */
static void
shrink (const RimCombatSight *sight,
        const Prior          *prior,
        double               *shift,
        double               *scale)
{
  double g = sight->n >= 1.0 ? sight->mean : prior->mean;
  double d = sight->n >= 2.0 ? get_variance (sight) : prior->variance_mean;

  for (guint step = 0; step < MAX_STEPS; step++)
    {
      const double g_last = g, d_last = d;
      double squares;

      g = (prior->variance * sight->n * sight->mean + d_last * prior->mean) / (prior->variance * sight->n + d_last);
      squares = sight->squares + sight->n * (sight->mean - g) * (sight->mean - g);
      d = isinf (prior->shape) ? prior->variance_mean
                               : (0.5 * squares + prior->rate) / (0.5 * sight->n + prior->shape - 1.0);
      if (fabs (g - g_last) <= TOLERANCE * fabs (g_last) && fabs (d - d_last) <= TOLERANCE * d_last)
        break;
    }

  *shift = g;
  *scale = sqrt (d);
}

/* A single column has nothing to lean on. */
static void
take_as_seen (const RimCombatSight *sight,
              double               *shift,
              double               *scale)
{
  *shift = sight->n >= 1.0 ? sight->mean : 0.0;
  *scale = sight->n >= 2.0 ? sqrt (get_variance (sight)) : 1.0;
}

static void
shrink_columns (gsize    begin,
                gsize    end,
                gpointer user_data)
{
  const Shrinking *self = user_data;
  RimCombat *combat = self->combat;

  for (gsize c = begin; c < end; c++)
    for (guint batch = 0; batch < combat->n_batches; batch++)
      {
        const gsize i = c * combat->n_batches + batch;

        if (combat->deviations[c] == 0.0 || combat->counts[batch] == 0 || (int) batch == self->reference)
          continue;
        if (self->priors[batch].is_known)
          shrink (&self->sights[i], &self->priors[batch], &combat->shifts[i], &combat->scales[i]);
        else
          take_as_seen (&self->sights[i], &combat->shifts[i], &combat->scales[i]);
      }
}

/**
 * rim_combat_shrink:
 * @self: gets shifts and scales
 * @sights: n_columns × n_batches, those of a column together
 * @reference: the batch that stays as it is, or -1
 *
 * Draws what each column shows of a batch to what all show of it (Johnson, Li and
 * Rabinovic 2007, doi:10.1093/biostatistics/kxj037, parametric). The reference
 * implementation stops where nothing moves by 1e-4; we go on until nothing moves at all.
 */
void
rim_combat_shrink (RimCombat            *self,
                   const RimCombatSight *sights,
                   int                   reference)
{
  g_autofree Prior *priors = g_new0 (Prior, self->n_batches);
  Shrinking shrinking = { self, sights, priors, reference };

  for (guint batch = 0; batch < self->n_batches; batch++)
    if (self->counts[batch] > 0)
      priors[batch] = find_prior (self, sights, batch);

  rim_parallel_for (self->n_columns, BLOCK, shrink_columns, &shrinking);
}
