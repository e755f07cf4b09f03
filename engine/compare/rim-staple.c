/* rim-staple.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-staple-private.h"

#define FIRST_QUALITY 0.99999
#define SMALL_STEP    1e-10

/* Voxels with the same readers have the same probability, so that a step goes over
 * patterns. Voxels that nobody has and that lie outside the box are one more.
 */
typedef struct
{
  const RimVotes   *votes;
  RimReaderQuality *readers;
  double            prior;
  double            n_beyond;    /* voxels outside the box */
  double           *weights;     /* of each pattern, how likely its voxels are in */
  double            beyond;      /* of the voxels outside */
} Staple;

static double
find_weight (const Staple *self,
             guint64       readers)
{
  double in = self->prior;
  double out = 1.0 - self->prior;

  for (guint r = 0; r < self->votes->n_readers; r++)
    {
      const RimReaderQuality *quality = &self->readers[r];
      const gboolean has = readers >> r & 1;

      in *= has ? quality->sensitivity : 1.0 - quality->sensitivity;
      out *= has ? 1.0 - quality->specificity : quality->specificity;
    }

  return in + out > 0.0 ? in / (in + out) : self->prior;
}

static void
expect (Staple *self)
{
  for (guint p = 0; p < self->votes->n_patterns; p++)
    self->weights[p] = find_weight (self, self->votes->patterns[p].readers);
  self->beyond = find_weight (self, 0);
}

/* Returns: how much a reader changed at most */
static double
maximise (Staple *self)
{
  double largest = 0.0;

  for (guint r = 0; r < self->votes->n_readers; r++)
    {
      RimReaderQuality *quality = &self->readers[r];
      const RimReaderQuality before = *quality;
      double has_in = 0.0, in = self->n_beyond * self->beyond;
      double has_not_out = self->n_beyond * (1.0 - self->beyond), out = has_not_out;

      for (guint p = 0; p < self->votes->n_patterns; p++)
        {
          const RimVotePattern *pattern = &self->votes->patterns[p];
          const gboolean has = pattern->readers >> r & 1;
          const double n = (double) pattern->n_voxels;

          in += n * self->weights[p];
          out += n * (1.0 - self->weights[p]);
          has_in += has ? n * self->weights[p] : 0.0;
          has_not_out += has ? 0.0 : n * (1.0 - self->weights[p]);
        }

      quality->sensitivity = in > 0.0 ? has_in / in : before.sensitivity;
      quality->specificity = out > 0.0 ? has_not_out / out : before.specificity;
      largest = MAX (largest, fabs (quality->sensitivity - before.sensitivity));
      largest = MAX (largest, fabs (quality->specificity - before.specificity));
    }

  return largest;
}

static double
find_prior (const RimVotes *votes,
            double          n_voxels)
{
  double n_in = 0.0;

  for (guint p = 0; p < votes->n_patterns; p++)
    n_in += (double) votes->patterns[p].n_voxels * __builtin_popcountll (votes->patterns[p].readers);

  return n_voxels > 0.0 ? n_in / (n_voxels * votes->n_readers) : 0.0;
}

void
rim_staple_run (RimConsensus           *consensus,
                const RimVotes         *votes,
                const RimStapleOptions *options,
                gboolean               *wanted)
{
  const guint64 n_voxels = MAX (options->n_voxels, votes->n_voxels);
  g_autofree double *weights = g_new0 (double, MAX (votes->n_patterns, 1));
  Staple self = { .votes = votes, .weights = weights, .n_beyond = (double) (n_voxels - votes->n_voxels) };

  self.readers = consensus->readers = g_new (RimReaderQuality, votes->n_readers);
  for (guint r = 0; r < votes->n_readers; r++)
    self.readers[r] = (RimReaderQuality) { FIRST_QUALITY, FIRST_QUALITY };
  self.prior = isnan (options->prior) ? find_prior (votes, (double) n_voxels) : options->prior;

  consensus->prior = self.prior;
  consensus->n_voxels = n_voxels;
  while (!consensus->converged && consensus->n_iterations < options->max_iterations)
    {
      expect (&self);
      consensus->converged = maximise (&self) <= SMALL_STEP;
      consensus->n_iterations++;
    }
  expect (&self);

  for (guint p = 0; p < votes->n_patterns; p++)
    wanted[p] = votes->patterns[p].readers != 0 && weights[p] >= options->threshold;
}
