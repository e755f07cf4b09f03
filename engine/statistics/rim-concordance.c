/* rim-concordance.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-concordance.h"

#include <math.h>

#include "statistics/rim-censoring-private.h"
#include "statistics/rim-check-private.h"
#include "statistics/rim-survival-rows-private.h"

/* Of the pairs that a row is in: their weight, and that of the concordant ones. */
typedef struct
{
  double pairs;
  double wins;
} Share;

static void
count_pair (RimConcordance *self,
            double          earlier,
            double          later)
{
  self->n_concordant += earlier > later;
  self->n_discordant += earlier < later;
  self->n_tied_scores += earlier == later;
}

/* Rows go from the last time to the first: an event is compared with all before its tie,
 * and with those censored at the same time.
 */
static void
count_pairs (RimConcordance *self,
             Share          *shares,
             const guint32  *rows,
             const double   *scores,
             const double   *times,
             const guint8   *events,
             const double   *weights,
             gsize           n)
{
  for (gsize i = 0; i < n; i++)
    {
      const guint32 row = rows[i];

      if (events[row] == 0)
        continue;

      for (gsize j = 0; j < i; j++)
        {
          const guint32 other = rows[j];
          const double won = scores[row] > scores[other] ? 1.0 : scores[row] == scores[other] ? 0.5 : 0.0;

          if (times[row] == times[other] && events[other] != 0)
            {
              self->n_tied_times++;
              continue;
            }

          count_pair (self, scores[row], scores[other]);
          shares[i].pairs += weights[row];
          shares[i].wins += weights[row] * won;
          shares[j].pairs += weights[row];
          shares[j].wins += weights[row] * won;
        }
    }
}

static double *
weights_new (const double         *times,
             const guint8         *events,
             gsize                 n,
             RimConcordanceMethod  method)
{
  double *weights = g_new (double, n);

  if (method == RIM_CONCORDANCE_UNO)
    rim_censoring_find (times, events, n, weights);
  for (gsize row = 0; row < n; row++)
    weights[row] = method == RIM_CONCORDANCE_UNO ? 1.0 / (weights[row] * weights[row]) : 1.0;

  return weights;
}

/**
 * rim_concordance_init:
 * @self: (out): the index
 * @scores: n numbers, higher ones where events are expected earlier
 * @times: n times, not below 0
 * @events: n bytes, 1 for an event and 0 for a row that is censored
 * @n: how many rows
 * @method: how pairs count
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Harrell 1996, doi:10.1002/(SICI)1097-0258(19960229)15:4<361::AID-SIM168>3.0.CO;2-4;
 * Uno 2011, doi:10.1002/sim.4154, until the last event. As concordance() of R's survival.
 *
 * Returns: %FALSE where a number is none, all are censored, or no two rows can be compared
 */
gboolean
rim_concordance_init (RimConcordance        *self,
                      const double          *scores,
                      const double          *times,
                      const guint8          *events,
                      gsize                  n,
                      RimConcordanceMethod   method,
                      GError               **error)
{
  g_autofree guint32 *rows = NULL;
  g_autofree Share *shares = NULL;
  g_autofree double *weights = NULL;
  double pairs = 0.0, wins = 0.0, squares = 0.0, c;

  *self = (RimConcordance) { .standard_error = NAN };
  if (!rim_check_times (times, events, n, error) || !rim_check_finite (scores, n, "scores", error))
    return FALSE;

  rows = rim_survival_rows_new (times, events, NULL, &scores, 1, n);
  shares = g_new0 (Share, n);
  weights = weights_new (times, events, n, method);
  count_pairs (self, shares, rows, scores, times, events, weights, n);
  for (gsize i = 0; i < n; i++)
    {
      pairs += shares[i].pairs / 2.0;
      wins += shares[i].wins / 2.0;
    }
  if (!(pairs > 0.0))
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_CENSORED,
                           "Of no two rows is known whose event was earlier");
      return FALSE;
    }

  c = wins / pairs;
  for (gsize i = 0; i < n; i++)
    {
      const double influence = (shares[i].wins - c * shares[i].pairs) / pairs;

      squares += influence * influence;
    }
  self->standard_error = sqrt (squares);
  self->index = (RimEstimate) { c, MAX (c - RIM_CONFIDENCE_REACH * self->standard_error, 0.0),
                                MIN (c + RIM_CONFIDENCE_REACH * self->standard_error, 1.0) };

  return TRUE;
}
