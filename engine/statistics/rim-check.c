/* rim-check.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-check-private.h"

#include <math.h>

/* Rows count from 1 for whoever reads it. */
gboolean
rim_check_finite (const double  *values,
                  gsize          n,
                  const char    *what,
                  GError       **error)
{
  for (gsize row = 0; row < n; row++)
    if (!isfinite (values[row]))
      {
        g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_NOT_FINITE,
                     "Row %zu of the %s is not a finite number", row + 1, what);
        return FALSE;
      }

  return TRUE;
}

gboolean
rim_check_constant (const double  *values,
                    gsize          n,
                    const char    *what,
                    GError       **error)
{
  for (gsize row = 1; row < n; row++)
    if (values[row] != values[0])
      return TRUE;

  g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_CONSTANT, "All %s are the same", what);

  return FALSE;
}

/* Both classes are there. */
gboolean
rim_check_labels (const guint8  *labels,
                  gsize          n,
                  gsize         *n_positive,
                  GError       **error)
{
  *n_positive = 0;
  for (gsize row = 0; row < n; row++)
    *n_positive += labels[row] != 0;

  if (n == 0)
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW, "There are no rows");
      return FALSE;
    }
  if (*n_positive == 0 || *n_positive == n)
    {
      g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_ONE_CLASS,
                   "All %zu rows are of one class, the %s one", n, *n_positive == 0 ? "negative" : "positive");
      return FALSE;
    }

  return TRUE;
}

/* Every group has a row; @counts (transfer full) says how many. */
gboolean
rim_check_groups (const guint32  *groups,
                  gsize           n,
                  guint           n_groups,
                  gsize         **counts,
                  GError        **error)
{
  *counts = g_new0 (gsize, MAX (n_groups, 1));
  for (gsize row = 0; row < n; row++)
    {
      g_return_val_if_fail (groups[row] < n_groups, FALSE);
      (*counts)[groups[row]]++;
    }

  for (guint g = 0; g < n_groups; g++)
    if ((*counts)[g] == 0)
      {
        g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW, "Group %u has no rows", g + 1);
        return FALSE;
      }
  if (n_groups < 2)
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_ONE_CLASS, "There is one group only");
      return FALSE;
    }

  return TRUE;
}

gboolean
rim_check_probabilities (const double  *probabilities,
                         gsize          n,
                         GError       **error)
{
  if (!rim_check_finite (probabilities, n, "probabilities", error))
    return FALSE;

  for (gsize row = 0; row < n; row++)
    if (probabilities[row] < 0.0 || probabilities[row] > 1.0)
      {
        g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                     "Row %zu of the probabilities is not between 0 and 1", row + 1);
        return FALSE;
      }

  return TRUE;
}

/* Somebody has an event, and no time is below 0. */
gboolean
rim_check_times (const double  *times,
                 const guint8  *events,
                 gsize          n,
                 GError       **error)
{
  gsize n_events = 0;

  if (n == 0)
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW, "There are no rows");
      return FALSE;
    }
  if (!rim_check_finite (times, n, "times", error))
    return FALSE;

  for (gsize row = 0; row < n; row++)
    {
      n_events += events[row] != 0;
      if (times[row] < 0.0)
        {
          g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                       "Row %zu of the times is below 0", row + 1);
          return FALSE;
        }
    }
  if (n_events == 0)
    {
      g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_CENSORED,
                   "None of the %zu rows has an event: all are censored", n);
      return FALSE;
    }

  return TRUE;
}
