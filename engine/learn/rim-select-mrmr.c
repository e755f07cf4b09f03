/* rim-select-mrmr.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-selectors-private.h"

#include <math.h>

#include "core/rim-parallel.h"
#include "learn/rim-multiply-private.h"
#include "learn/rim-states-private.h"
#include "learn/rim-units-private.h"
#include "statistics/rim-statistics-error.h"

#define BLOCK 128

/* What redundancy a quotient is taken of at least. */
#define LEAST_REDUNDANCY 1e-3

/* What relevance and redundancy are, and whether one is taken off or divided by the other. */
enum { MID, MIQ, FCD, FCQ };

enum { MOST, SCHEME };

typedef struct
{
  gsize            n;
  const double    *units;        /* or */
  const RimStates *states;
  guint            last;         /* that was taken */
  const gboolean  *taken;
  double          *redundancies; /* with all that were taken */
} Ranking;

static void
add_redundancies (gsize    begin,
                  gsize    end,
                  gpointer data)
{
  Ranking *self = data;

  for (gsize c = begin; c < end; c++)
    if (self->taken[c])
      continue;
    else if (self->states != NULL)
      self->redundancies[c] += rim_states_find_information (self->states, (guint) c, self->last);
    else
      self->redundancies[c] += fabs (rim_multiply (self->units + c * self->n, self->units + self->last * self->n,
                                                   self->n));
}

/* Returns: the column that is most relevant for what it repeats; the first of several */
static guint
find_best (const Ranking *self,
           const double  *relevances,
           guint          n,
           guint          n_taken,
           gboolean       by_quotient)
{
  double best = -INFINITY;
  guint found = 0;

  for (guint c = 0; c < n; c++)
    {
      const double redundancy = n_taken > 0 ? self->redundancies[c] / n_taken : 0.0;
      double merit = relevances[c];

      if (n_taken > 0)
        merit = by_quotient ? merit / MAX (redundancy, LEAST_REDUNDANCY) : merit - redundancy;
      if (!self->taken[c] && merit > best)
        {
          best = merit;
          found = c;
        }
    }

  return found;
}

static gboolean
find_relevances (RimSelection     *self,
                 const RimStates  *states,
                 double           *relevances,
                 GError          **error)
{
  if (states == NULL)
    return rim_selection_relate (self, relevances, error);

  for (guint c = 0; c < self->n_live; c++)
    relevances[c] = rim_states_find_information (states, c, self->n_live);

  return TRUE;
}

static gboolean
take_best (RimSelection  *self,
           Ranking       *ranking,
           gboolean      *taken,
           guint          most,
           gboolean       by_quotient,
           GError       **error)
{
  const guint n = self->n_live;
  g_autofree double *relevances = g_new (double, n);
  g_autofree double *redundancies = g_new0 (double, n);

  if (!find_relevances (self, ranking->states, relevances, error))
    return FALSE;

  ranking->taken = taken;
  ranking->redundancies = redundancies;
  for (guint k = 0; k < most; k++)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      ranking->last = find_best (ranking, relevances, n, k, by_quotient);
      taken[ranking->last] = TRUE;
      rim_parallel_for (n, BLOCK, add_redundancies, ranking);
    }

  return TRUE;
}

/*
 * Columns that say most of the outcome and least of each other (Peng, Long, Ding 2005),
 * one after the other: by mutual information of three states, cut at half a standard
 * deviation around the mean, or (Ding, Peng 2005) by F and |r| of numbers as they are. What
 * a column repeats is the mean over those that were taken.
 */
static gboolean
run_mrmr (RimSelection  *self,
          const double  *values,
          GError       **error)
{
  const guint scheme = (guint) values[SCHEME];
  const gboolean by_information = scheme == MID || scheme == MIQ;
  g_autoptr(RimStates) states = NULL;
  g_autofree double *units = NULL;
  g_autofree gboolean *taken = g_new0 (gboolean, self->n_live);
  Ranking ranking = { self->n };

  if (by_information && self->kind == RIM_OUTCOME_SURVIVAL)
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                           "times with censoring have no mutual information; choose scheme 2 or 3");
      return FALSE;
    }
  if (self->n_live <= (guint) values[MOST])
    return TRUE;

  if (by_information)
    ranking.states = states = rim_states_new (self);
  else
    ranking.units = units = rim_units_new (self, FALSE);
  if (!take_best (self, &ranking, taken, (guint) values[MOST], scheme == MIQ || scheme == FCQ, error))
    return FALSE;

  rim_selection_keep (self, taken);

  return TRUE;
}

static const RimParameter parameters[] = {
  { "most", "How many", 20.0, 1.0, 1e6, TRUE },
  { "scheme", "0 MID, 1 MIQ (mutual information), 2 FCD, 3 FCQ (F and correlation)", MID, MID, FCQ, TRUE },
};

const RimSelector rim_selector_mrmr = {
  "mrmr", "Minimum redundancy, maximum relevance", RIM_KIND_ANY, parameters, G_N_ELEMENTS (parameters), run_mrmr,
};
