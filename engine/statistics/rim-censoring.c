/* rim-censoring.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-censoring-private.h"

#include "statistics/rim-order.h"

/* How likely a row is not censored before its time, by row (Kaplan and Meier of the
 * censoring). Where an event and a censoring have the same time, the event was first, so
 * that its row was not at risk to be censored.
 */
void
rim_censoring_find (const double *times,
                    const guint8 *events,
                    gsize         n,
                    double       *free_before)
{
  g_autofree guint32 *order = g_new (guint32, n);
  double survival = 1.0;

  rim_order_init (order, times, n);
  for (gsize begin = 0, end; begin < n; begin = end)
    {
      gsize n_events = 0;
      double at_risk;

      end = rim_order_find_run (order, times, n, begin);
      for (gsize i = begin; i < end; i++)
        {
          free_before[order[i]] = survival;
          n_events += events[order[i]] != 0;
        }

      at_risk = (double) (n - begin - n_events);
      if (end - begin > n_events)
        survival *= (at_risk - (double) (end - begin - n_events)) / at_risk;
    }
}
