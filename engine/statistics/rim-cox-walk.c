/* rim-cox-walk.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-cox-walk-private.h"

#include <math.h>
#include <string.h>

#include "statistics/rim-check-private.h"
#include "statistics/rim-survival-rows-private.h"

/* Sums of risks, of risks by covariates, and by their products (the lower half), over
 * those at risk or over the events of a time.
 */
typedef struct
{
  double  risk;
  double *first;
  double *second;
} Sums;

static gsize
sums_size (gsize p)
{
  return p + p * p;
}

static void
sums_init (Sums   *self,
           double *room,
           gsize   p)
{
  *self = (Sums) { 0.0, room, room + p };
  memset (room, 0, sums_size (p) * sizeof (double));
}

static void
sums_add (Sums         *self,
          const double *covariates,
          double        risk,
          gsize         p)
{
  self->risk += risk;
  for (gsize a = 0; a < p; a++)
    {
      const double part = risk * covariates[a];

      self->first[a] += part;
      for (gsize b = 0; b <= a; b++)
        self->second[a * p + b] += part * covariates[b];
    }
}

/* Refuses what is no data for a model. */
gboolean
rim_cox_walk_check (const RimCoxData  *data,
                    GError           **error)
{
  g_return_val_if_fail (data->n_columns > 0, FALSE);

  if (!rim_check_times (data->times, data->events, data->n, error))
    return FALSE;
  for (guint c = 0; c < data->n_columns; c++)
    {
      g_autofree char *what = g_strdup_printf ("covariate %u", c + 1);

      if (!rim_check_finite (data->columns + c * data->n, data->n, what, error))
        return FALSE;
    }

  return TRUE;
}

static void
fill_covariates (RimCoxWalk *self)
{
  const gsize n = self->data->n, p = self->data->n_columns;

  for (gsize c = 0; c < p; c++)
    {
      const double *column = self->data->columns + c * n;

      for (gsize i = 0; i < n; i++)
        self->means[c] += column[self->rows[i]] / (double) n;
      for (gsize i = 0; i < n; i++)
        self->covariates[i * p + c] = column[self->rows[i]] - self->means[c];
    }
}

/* As rim_cox_walk_check(). */
gboolean
rim_cox_walk_init (RimCoxWalk        *self,
                   const RimCoxData  *data,
                   RimCoxTies         ties,
                   GError           **error)
{
  const gsize n = data->n, p = data->n_columns;
  g_autofree const double **columns = NULL;

  *self = (RimCoxWalk) { .data = data, .ties = ties };
  if (!rim_cox_walk_check (data, error))
    return FALSE;

  columns = g_new (const double *, p);
  for (gsize c = 0; c < p; c++)
    columns[c] = data->columns + c * n;
  self->rows = rim_survival_rows_new (data->times, data->events, data->strata, columns, data->n_columns, n);
  self->covariates = g_new (double, n * p);
  self->means = g_new0 (double, p);
  self->risks = g_new (double, n);
  self->scratch = g_new (double, 3 * sums_size (p) + p);
  fill_covariates (self);

  return TRUE;
}

void
rim_cox_walk_clear (RimCoxWalk *self)
{
  g_free (self->rows);
  g_free (self->covariates);
  g_free (self->means);
  g_free (self->risks);
  g_free (self->scratch);
}

/* Returns: the sum of squares of a covariate, which its information is part of; INFINITY
 * of one that does not vary, whose squares are made of rounding
 */
double
rim_cox_walk_get_spread (const RimCoxWalk *self,
                         gsize             column)
{
  const gsize p = self->data->n_columns;
  double sum = 0.0;

  if (!rim_check_constant (self->data->columns + column * self->data->n, self->data->n, "values", NULL))
    return INFINITY;

  for (gsize i = 0; i < self->data->n; i++)
    sum += self->covariates[i * p + column] * self->covariates[i * p + column];

  return sum;
}

static double
predict (const RimCoxWalk *self,
         const double     *coefficients,
         gsize             at)
{
  const gsize p = self->data->n_columns;
  double sum = 0.0;

  for (gsize c = 0; c < p; c++)
    sum += coefficients[c] * self->covariates[at * p + c];

  return sum;
}

/* One event, when @part of all of its time have left. */
static void
add_event (RimCoxMoment *moment,
           const Sums   *at_risk,
           const Sums   *leaving,
           double        part,
           double       *mean,
           gsize         p)
{
  const double risk = at_risk->risk - part * leaving->risk;

  moment->log_likelihood -= log (risk);
  moment->hazard += 1.0 / risk;
  for (gsize a = 0; a < p; a++)
    {
      mean[a] = (at_risk->first[a] - part * leaving->first[a]) / risk;
      moment->score[a] -= mean[a];
      for (gsize b = 0; b <= a; b++)
        moment->information[a * p + b] += (at_risk->second[a * p + b] - part * leaving->second[a * p + b]) / risk -
                                          mean[a] * mean[b];
    }
}

static void
mirror (double *matrix,
        gsize   p)
{
  for (gsize a = 0; a < p; a++)
    for (gsize b = 0; b < a; b++)
      matrix[b * p + a] = matrix[a * p + b];
}

/* The rows of one time join those at risk; adds what its events say to @moment. */
static void
join (RimCoxWalk   *self,
      gsize         begin,
      gsize         end,
      Sums         *at_risk,
      RimCoxMoment *moment)
{
  const gsize p = self->data->n_columns;
  double *mean = self->scratch + 3 * sums_size (p);
  Sums leaving;

  sums_init (&leaving, self->scratch + sums_size (p), p);
  for (gsize i = begin; i < end; i++)
    {
      const double *covariates = self->covariates + i * p;

      sums_add (at_risk, covariates, self->risks[i], p);
      if (self->data->events[self->rows[i]] == 0)
        continue;

      sums_add (&leaving, covariates, self->risks[i], p);
      moment->n_events++;
      moment->log_likelihood += log (self->risks[i]);
      for (gsize c = 0; c < p; c++)
        moment->score[c] += covariates[c];
    }

  for (gsize event = 0; event < moment->n_events; event++)
    add_event (moment, at_risk, &leaving,
               self->ties == RIM_COX_TIES_EFRON ? (double) event / (double) moment->n_events : 0.0, mean, p);
}

/* Calls @func at each time with an event, from the last to the first of each stratum. */
void
rim_cox_walk_each_time (RimCoxWalk       *self,
                        const double     *coefficients,
                        RimCoxMomentFunc  func,
                        gpointer          data)
{
  const RimCoxData *from = self->data;
  const gsize p = from->n_columns;
  double *room = self->scratch + 2 * sums_size (p);
  Sums at_risk = { 0 };

  for (gsize i = 0; i < from->n; i++)
    self->risks[i] = exp (predict (self, coefficients, i));

  for (gsize begin = 0, end; begin < from->n; begin = end)
    {
      RimCoxMoment moment = { .row = self->rows[begin], .score = room, .information = room + p };

      if (rim_survival_rows_is_first (self->rows, from->strata, begin))
        sums_init (&at_risk, self->scratch, p);
      memset (room, 0, sums_size (p) * sizeof (double));
      end = rim_survival_rows_find_tie (self->rows, from->times, from->strata, from->n, begin);
      join (self, begin, end, &at_risk, &moment);
      if (moment.n_events == 0)
        continue;

      mirror (moment.information, p);
      func (&moment, data);
    }
}

/* Whether along @direction every event has the highest covariates of those at risk, so
 * that the likelihood rises without an end (monotone likelihood).
 */
gboolean
rim_cox_walk_is_separated (RimCoxWalk   *self,
                           const double *direction,
                           double        tolerance)
{
  const RimCoxData *from = self->data;
  double low = INFINITY, high = -INFINITY, highest = 0.0, slack;
  gboolean rises = FALSE;

  for (gsize i = 0; i < from->n; i++)
    {
      self->risks[i] = predict (self, direction, i);
      low = MIN (low, self->risks[i]);
      high = MAX (high, self->risks[i]);
    }
  slack = tolerance * (high - low);

  for (gsize begin = 0, end; begin < from->n; begin = end)
    {
      double lowest = INFINITY;

      if (rim_survival_rows_is_first (self->rows, from->strata, begin))
        {
          highest = -INFINITY;
          low = INFINITY;
        }
      end = rim_survival_rows_find_tie (self->rows, from->times, from->strata, from->n, begin);
      for (gsize i = begin; i < end; i++)
        {
          highest = MAX (highest, self->risks[i]);
          low = MIN (low, self->risks[i]);
          if (from->events[self->rows[i]] != 0)
            lowest = MIN (lowest, self->risks[i]);
        }
      if (lowest < highest - slack)
        return FALSE;
      rises |= isfinite (lowest) && low < lowest - slack;
    }

  return rises;
}
