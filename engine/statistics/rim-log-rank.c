/* rim-log-rank.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-log-rank.h"

#include <math.h>
#include <string.h>

#include "core/rim-cholesky.h"
#include "statistics/rim-check-private.h"
#include "statistics/rim-distributions.h"
#include "statistics/rim-survival-rows-private.h"

#define TOLERANCE 1e-10

typedef struct
{
  const double  *times;
  const guint8  *events;
  const guint32 *groups;
  const guint32 *strata;
  gsize          n;
  guint32       *rows;
  double        *at_risk;          /* of each group */
  double        *variance;         /* n_groups × n_groups */
} Walk;

/* What the events of one time add: a draw from those at risk without putting back. */
static void
add_time (RimLogRank *self,
          Walk       *walk,
          double      n_events,
          double      n_at_risk)
{
  const double spread = n_at_risk > 1.0 ? n_events * (n_at_risk - n_events) / (n_at_risk - 1.0) : 0.0;

  for (guint g = 0; g < self->n_groups; g++)
    {
      const double part = walk->at_risk[g] / n_at_risk;

      self->expected[g] += n_events * part;
      for (guint h = 0; h < self->n_groups; h++)
        walk->variance[g * self->n_groups + h] += spread * part *
                                                  ((g == h ? 1.0 : 0.0) - walk->at_risk[h] / n_at_risk);
    }
}

static void
walk_times (RimLogRank *self,
            Walk       *walk)
{
  double n_at_risk = 0.0;

  for (gsize begin = 0, end; begin < walk->n; begin = end)
    {
      double n_events = 0.0;

      if (rim_survival_rows_is_first (walk->rows, walk->strata, begin))
        {
          memset (walk->at_risk, 0, self->n_groups * sizeof (double));
          n_at_risk = 0.0;
        }
      end = rim_survival_rows_find_tie (walk->rows, walk->times, walk->strata, walk->n, begin);
      for (gsize i = begin; i < end; i++)
        {
          const guint32 row = walk->rows[i];

          walk->at_risk[walk->groups[row]] += 1.0;
          n_at_risk += 1.0;
          if (walk->events[row] != 0)
            {
              self->observed[walk->groups[row]] += 1.0;
              n_events += 1.0;
            }
        }
      if (n_events > 0.0)
        add_time (self, walk, n_events, n_at_risk);
    }
}

/* A group without variance was never at risk beside another and says nothing. */
static guint
keep_groups (const RimLogRank *self,
             const Walk       *walk,
             guint            *kept)
{
  guint n_kept = 0;

  for (guint g = 0; g < self->n_groups; g++)
    if (walk->variance[g * self->n_groups + g] > TOLERANCE)
      kept[n_kept++] = g;

  return n_kept;
}

static gboolean
conclude (RimLogRank  *self,
          const Walk  *walk,
          GError     **error)
{
  g_autofree guint *kept = g_new (guint, self->n_groups);
  const guint n_kept = keep_groups (self, walk, kept);
  const gsize n = n_kept > 1 ? n_kept - 1 : 0;
  g_autofree double *factor = g_new (double, MAX (n * n, 1));
  g_autofree double *solution = g_new (double, MAX (n, 1));
  double sum = 0.0;

  for (gsize a = 0; a < n; a++)
    {
      solution[a] = self->observed[kept[a]] - self->expected[kept[a]];
      for (gsize b = 0; b < n; b++)
        factor[a * n + b] = walk->variance[kept[a] * self->n_groups + kept[b]];
    }
  if (n == 0 || !rim_cholesky_factor (factor, n, TOLERANCE))
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_CENSORED,
                           "At no event rows of different groups are at risk");
      return FALSE;
    }
  rim_cholesky_solve (factor, n, solution);
  for (gsize a = 0; a < n; a++)
    sum += (self->observed[kept[a]] - self->expected[kept[a]]) * solution[a];

  self->significance = (RimSignificance) { MAX (sum, 0.0), (double) n, rim_chi2_tail (sum, (double) n) };

  return TRUE;
}

/**
 * rim_log_rank_new:
 * @times: n times, not below 0
 * @events: n bytes, 1 for an event and 0 for a row that is censored
 * @groups: n groups, from 0
 * @strata: (nullable): n strata, within which rows are compared
 * @n: how many rows
 * @n_groups: how many groups, each with a row
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Returns: (transfer full) (nullable): the test, or %NULL where a group is empty, all are
 *   censored, or groups are never at risk together
 */
RimLogRank *
rim_log_rank_new (const double   *times,
                  const guint8   *events,
                  const guint32  *groups,
                  const guint32  *strata,
                  gsize           n,
                  guint           n_groups,
                  GError        **error)
{
  g_autoptr(RimLogRank) self = NULL;
  g_autofree guint32 *rows = NULL;
  g_autofree double *at_risk = NULL;
  g_autofree double *variance = NULL;
  g_autofree gsize *counts = NULL;
  Walk walk;

  if (!rim_check_times (times, events, n, error) || !rim_check_groups (groups, n, n_groups, &counts, error))
    return NULL;

  self = g_new0 (RimLogRank, 1);
  self->n_groups = n_groups;
  self->observed = g_new0 (double, n_groups);
  self->expected = g_new0 (double, n_groups);
  rows = rim_survival_rows_new (times, events, strata, NULL, 0, n);
  at_risk = g_new0 (double, n_groups);
  variance = g_new0 (double, (gsize) n_groups * n_groups);
  walk = (Walk) { times, events, groups, strata, n, rows, at_risk, variance };
  walk_times (self, &walk);
  if (!conclude (self, &walk, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
rim_log_rank_free (RimLogRank *self)
{
  g_free (self->observed);
  g_free (self->expected);
  g_free (self);
}
