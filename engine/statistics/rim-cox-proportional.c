/* rim-cox-proportional.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-cox.h"

#include <math.h>
#include <string.h>

#include "core/rim-cholesky.h"
#include "statistics/rim-cox-walk-private.h"
#include "statistics/rim-distributions.h"
#include "statistics/rim-kaplan-meier.h"
#include "statistics/rim-order.h"
#include "statistics/rim-statistics-error.h"

#define TOLERANCE 1e-11

/* The model with each covariate a second time, by a function of time less its mean over
 * events, whose coefficients are 0.
 */
typedef struct
{
  gsize   p;
  double *of_time;                 /* of each row */
  double *score;                   /* of the second halves */
  double *information;             /* 2p × 2p */
} Expanded;

static void
add_moment (const RimCoxMoment *moment,
            gpointer            data)
{
  Expanded *expanded = data;
  const gsize p = expanded->p, n = 2 * p;
  const double g = expanded->of_time[moment->row];

  for (gsize a = 0; a < p; a++)
    {
      expanded->score[a] += g * moment->score[a];
      for (gsize b = 0; b < p; b++)
        {
          const double part = moment->information[a * p + b];

          expanded->information[a * n + b] += part;
          expanded->information[(p + a) * n + b] += g * part;
          expanded->information[a * n + p + b] += g * part;
          expanded->information[(p + a) * n + p + b] += g * g * part;
        }
    }
}

static gboolean
transform_survival (const RimCoxData  *data,
                    double            *of_time,
                    GError           **error)
{
  g_autoptr(RimKaplanMeier) curve = rim_kaplan_meier_new (data->times, data->events, data->n,
                                                          RIM_SURVIVAL_INTERVAL_LOG, error);

  if (curve == NULL)
    return FALSE;

  for (gsize row = 0; row < data->n; row++)
    {
      const RimSurvivalStep *step = rim_kaplan_meier_find (curve, data->times[row]);

      of_time[row] = step > curve->steps ? 1.0 - step[-1].survival.value : 0.0;
    }

  return TRUE;
}

static gboolean
transform_log (const RimCoxData  *data,
               double            *of_time,
               GError           **error)
{
  for (gsize row = 0; row < data->n; row++)
    {
      if (data->times[row] <= 0.0)
        {
          g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE,
                       "Row %zu of the times is 0, which has no logarithm", row + 1);
          return FALSE;
        }
      of_time[row] = log (data->times[row]);
    }

  return TRUE;
}

static gboolean
transform_times (const RimCoxData  *data,
                 RimCoxTransform    transform,
                 double            *of_time,
                 GError           **error)
{
  g_autofree guint32 *order = NULL;

  switch (transform)
    {
    case RIM_COX_TRANSFORM_KAPLAN_MEIER:
      return transform_survival (data, of_time, error);
    case RIM_COX_TRANSFORM_IDENTITY:
      memcpy (of_time, data->times, data->n * sizeof (double));
      return TRUE;
    case RIM_COX_TRANSFORM_RANK:
      order = g_new (guint32, data->n);
      rim_order_init (order, data->times, data->n);
      rim_order_find_ranks (order, data->times, data->n, of_time);
      return TRUE;
    case RIM_COX_TRANSFORM_LOG:
      return transform_log (data, of_time, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static void
centre (double           *of_time,
        const RimCoxWalk *walk)
{
  double sum = 0.0, n_events = 0.0;

  for (gsize i = 0; i < walk->data->n; i++)
    if (walk->data->events[walk->rows[i]] != 0)
      {
        sum += of_time[walk->rows[i]];
        n_events += 1.0;
      }
  for (gsize row = 0; row < walk->data->n; row++)
    of_time[row] -= sum / n_events;
}

/* The score test of the second halves from @first on. */
static gboolean
test (const Expanded  *expanded,
      gsize            first,
      gsize            n_tested,
      RimSignificance *result)
{
  const gsize p = expanded->p, n = p + n_tested;
  g_autofree double *factor = g_new (double, n * n);
  g_autofree double *solution = g_new0 (double, n);
  double sum = 0.0;

  for (gsize a = 0; a < n; a++)
    for (gsize b = 0; b < n; b++)
      factor[a * n + b] = expanded->information[(a < p ? a : a + first) * 2 * p + (b < p ? b : b + first)];
  memcpy (solution + p, expanded->score + first, n_tested * sizeof (double));
  if (!rim_cholesky_factor (factor, n, TOLERANCE))
    return FALSE;

  rim_cholesky_solve (factor, n, solution);
  for (gsize a = 0; a < n_tested; a++)
    sum += expanded->score[first + a] * solution[p + a];
  *result = (RimSignificance) { sum, (double) n_tested, rim_chi2_tail (sum, (double) n_tested) };

  return TRUE;
}

/**
 * rim_cox_fit_test_proportional:
 * @self: a fit
 * @data: what it was fitted to
 * @transform: by what of the time hazard ratios may change
 * @tests: (out caller-allocates): one of each covariate, and one of all
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * The score test of Grambsch and Therneau (1994), without their approximation, as
 * cox.zph() of R's survival 3.
 *
 * Returns: %FALSE where events are at one time only, or a time of 0 has no logarithm
 */
gboolean
rim_cox_fit_test_proportional (const RimCoxFit   *self,
                               const RimCoxData  *data,
                               RimCoxTransform    transform,
                               RimSignificance   *tests,
                               GError           **error)
{
  const gsize p = self->n_columns;
  g_auto(RimCoxWalk) walk = { 0 };
  g_autofree double *of_time = g_new (double, data->n);
  g_autofree double *score = g_new0 (double, p);
  g_autofree double *information = g_new0 (double, 4 * p * p);
  Expanded expanded = { p, of_time, score, information };
  gboolean is_known = TRUE;

  if (!rim_cox_walk_init (&walk, data, self->ties, error) || !transform_times (data, transform, of_time, error))
    return FALSE;

  centre (of_time, &walk);
  rim_cox_walk_each_time (&walk, self->coefficients, add_moment, &expanded);
  for (gsize c = 0; c < p; c++)
    is_known &= test (&expanded, c, 1, &tests[c]);
  is_known &= test (&expanded, 0, p, &tests[p]);
  if (!is_known)
    g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_TOO_FEW,
                         "There are too few times with events to see hazards change");

  return is_known;
}
