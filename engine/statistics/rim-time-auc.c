/* rim-time-auc.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-time-auc.h"

#include "statistics/rim-censoring-private.h"
#include "statistics/rim-check-private.h"
#include "statistics/rim-order.h"

/* In how many pairs a case has the higher score, by the weight of the case. */
static double
count_wins (const guint32 *order,
            const double  *scores,
            const double  *times,
            const guint8  *events,
            const double  *free_before,
            gsize          n,
            double         until)
{
  double wins = 0.0;
  gsize below = 0;

  for (gsize begin = 0, end; begin < n; begin = end)
    {
      gsize here = 0;

      end = rim_order_find_run (order, scores, n, begin);
      for (gsize i = begin; i < end; i++)
        here += times[order[i]] > until;
      for (gsize i = begin; i < end; i++)
        if (events[order[i]] != 0 && times[order[i]] <= until)
          wins += ((double) below + (double) here / 2.0) / free_before[order[i]];
      below += here;
    }

  return wins;
}

/**
 * rim_time_auc_find:
 * @auc: (out): how likely a row with an event until then has a higher score than one
 *   without, ties by half
 * @scores: n numbers, higher ones where events are expected earlier
 * @times: n times, not below 0
 * @events: n bytes, 1 for an event and 0 for a row that is censored
 * @n: how many rows
 * @until: when
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Cumulative cases, dynamic controls; cases count by the inverse probability of censoring
 * (Uno 2007, Hung and Chiang 2010).
 *
 * Returns: %FALSE where a number is none, or there are no cases or no controls
 */
gboolean
rim_time_auc_find (double        *auc,
                   const double  *scores,
                   const double  *times,
                   const guint8  *events,
                   gsize          n,
                   double         until,
                   GError       **error)
{
  const double *columns[2] = { scores, times };
  g_autofree guint32 *order = NULL;
  g_autofree double *free_before = NULL;
  double cases = 0.0, controls = 0.0;

  if (!rim_check_times (times, events, n, error) || !rim_check_finite (scores, n, "scores", error))
    return FALSE;

  order = g_new (guint32, n);
  rim_order_init_rows (order, columns, 2, n);
  free_before = g_new (double, n);
  rim_censoring_find (times, events, n, free_before);
  for (gsize i = 0; i < n; i++)
    {
      const guint32 row = order[i];

      if (times[row] > until)
        controls += 1.0;
      else if (events[row] != 0)
        cases += 1.0 / free_before[row];
    }
  if (!(cases > 0.0 && controls > 0.0))
    {
      g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_ONE_CLASS,
                   "Until %g there are no %s", until, cases > 0.0 ? "rows left without an event" : "events");
      return FALSE;
    }

  *auc = MIN (count_wins (order, scores, times, events, free_before, n, until) / (cases * controls), 1.0);

  return TRUE;
}
