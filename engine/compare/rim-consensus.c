/* rim-consensus.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-consensus.h"

#include "compare/rim-staple-private.h"

#include <string.h>

static const char *const names[] = { "staple", "majority", "union", "intersection" };

static gboolean
has_enough (RimConsensusMethod method,
            guint              n,
            guint              n_readers)
{
  switch (method)
    {
    case RIM_CONSENSUS_MAJORITY:
      return 2 * n > n_readers;
    case RIM_CONSENSUS_UNION:
      return n > 0;
    case RIM_CONSENSUS_INTERSECTION:
      return n == n_readers;
    case RIM_CONSENSUS_STAPLE:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static void
count_votes (const RimVotes     *votes,
             RimConsensusMethod  method,
             gboolean           *wanted)
{
  for (guint p = 0; p < votes->n_patterns; p++)
    {
      const guint n = (guint) __builtin_popcountll (votes->patterns[p].readers);

      wanted[p] = has_enough (method, n, votes->n_readers);
    }
}

/**
 * rim_consensus_new:
 * @votes: who has which voxels
 * @method: how to make one mask of them
 * @options: (nullable): of STAPLE
 *
 * STAPLE is that of Warfield, Zou and Wells (2004, doi:10.1109/TMI.2004.828354) for
 * one label, without a Markov random field: expectation maximisation, which begins
 * with a sensitivity and a specificity of 0.99999 for all readers and ends when no
 * step changes one by more than 1e-10. Its result depends on the prior, and with it
 * on how much of the image there is to choose from; both are part of the result. Of
 * an even number of readers a tie is no majority. What nobody has is never in.
 *
 * Returns: (transfer full): the consensus
 */
RimConsensus *
rim_consensus_new (const RimVotes         *votes,
                   RimConsensusMethod      method,
                   const RimStapleOptions *options)
{
  const RimStapleOptions defaults = RIM_STAPLE_OPTIONS_INIT;
  g_autofree gboolean *wanted = g_new0 (gboolean, MAX (votes->n_patterns, 1));
  RimConsensus *self = g_new0 (RimConsensus, 1);

  self->method = method;
  self->n_readers = votes->n_readers;
  self->prior = NAN;
  if (method == RIM_CONSENSUS_STAPLE)
    rim_staple_run (self, votes, options != NULL ? options : &defaults, wanted);
  else
    count_votes (votes, method, wanted);
  self->mask = rim_votes_select (votes, wanted);

  return self;
}

void
rim_consensus_free (RimConsensus *self)
{
  g_clear_pointer (&self->mask, rim_mask_unref);
  g_free (self->readers);
  g_free (self);
}

static void
append_number (GString    *text,
               const char *before,
               double      value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, before);
  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.6g", value));
}

/* Returns: (transfer full): how it came about, one line */
char *
rim_consensus_describe (const RimConsensus *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s of %u readers", names[self->method], self->n_readers);
  if (self->method != RIM_CONSENSUS_STAPLE)
    return g_string_free (text, FALSE);

  append_number (text, ", prior ", self->prior);
  g_string_append_printf (text, " of %" G_GUINT64_FORMAT " voxels, %s after %u iterations", self->n_voxels,
                          self->converged ? "converged" : "not converged", self->n_iterations);
  for (guint r = 0; r < self->n_readers; r++)
    {
      g_string_append_printf (text, "; reader %u: ", r + 1);
      append_number (text, "sensitivity ", self->readers[r].sensitivity);
      append_number (text, ", specificity ", self->readers[r].specificity);
    }

  return g_string_free (text, FALSE);
}

/* Returns: whether there is a method of that name */
gboolean
rim_consensus_method_from_name (const char         *name,
                                RimConsensusMethod *method)
{
  for (guint m = 0; m < G_N_ELEMENTS (names); m++)
    if (strcmp (names[m], name) == 0)
      {
        *method = (RimConsensusMethod) m;
        return TRUE;
      }

  return FALSE;
}
