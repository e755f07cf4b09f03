/* rim-cox-screen.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-cox-screen.h"

#include <math.h>

#include "core/rim-parallel.h"
#include "statistics/rim-cox-walk-private.h"
#include "statistics/rim-wald-private.h"

#define BLOCK 16

/* What is left of a variance by rounding where a column does not vary among those at risk. */
#define NOTHING 1e-11

typedef struct
{
  RimSignificance  *significances;
  const RimCoxData *data;
  RimCoxTies        ties;
} Screening;

typedef struct
{
  double score;
  double information;
} Slope;

static void
add_moment (const RimCoxMoment *moment,
            gpointer            data)
{
  Slope *slope = data;

  slope->score += moment->score[0];
  slope->information += moment->information[0];
}

static void
screen_columns (gsize    begin,
                gsize    end,
                gpointer data)
{
  const Screening *screening = data;
  const double nothing = 0.0;

  for (gsize c = begin; c < end; c++)
    {
      RimCoxData one = *screening->data;
      g_auto(RimCoxWalk) walk = { 0 };
      Slope slope = { 0.0, 0.0 };

      one.columns += c * one.n;
      one.n_columns = 1;
      screening->significances[c] = (RimSignificance) { 0.0, INFINITY, 1.0 };
      if (!rim_cox_walk_init (&walk, &one, screening->ties, NULL))
        continue;

      rim_cox_walk_each_time (&walk, &nothing, add_moment, &slope);
      if (slope.information > NOTHING * rim_cox_walk_get_spread (&walk, 0))
        screening->significances[c] = rim_wald_test (slope.score / sqrt (slope.information), 1.0);
    }
}

/**
 * rim_cox_screen:
 * @significances: (out caller-allocates): one of each column: z, above 0 where higher
 *   values have earlier events, of the model with this column alone
 * @data: rows with their covariates
 * @ties: how events of the same time are taken
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * The score test, whose square is @score of rim_cox_fit_new(): it needs no coefficient, so
 * that columns which order the events without a fault have a value, too. Of a column that
 * does not vary p is 1.
 *
 * Returns: %FALSE where a number is none, or all are censored
 */
gboolean
rim_cox_screen (RimSignificance   *significances,
                const RimCoxData  *data,
                RimCoxTies         ties,
                GError           **error)
{
  Screening screening = { significances, data, ties };

  if (!rim_cox_walk_check (data, error))
    return FALSE;

  rim_parallel_for (data->n_columns, BLOCK, screen_columns, &screening);

  return TRUE;
}
