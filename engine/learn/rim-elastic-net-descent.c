/* rim-elastic-net-descent.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-elastic-net-descent-private.h"

#include <math.h>
#include <string.h>

#include "learn/rim-multiply-private.h"

#define MAX_MODELS 1000        /* quadratic models of one strength */
#define MAX_SWEEPS 2000        /* of one quadratic model */
#define MAX_HALVES 30

/* How much of a model's first step may be left when its sweeps end: the next model moves
 * its target anyhow.
 */
#define INNER_PART 1e-2

static inline double
multiply_squares (const double *a,
                  const double *b,
                  gsize         n)
{
  RimPair sums[2] = { { 0.0 } };
  double rest = 0.0;
  gsize i = 0;

  for (; i + 4 <= n; i += 4)
    {
      sums[0] += rim_pair_get (a + i) * rim_pair_get (b + i) * rim_pair_get (b + i);
      sums[1] += rim_pair_get (a + i + 2) * rim_pair_get (b + i + 2) * rim_pair_get (b + i + 2);
    }
  for (; i < n; i++)
    rest += a[i] * b[i] * b[i];
  sums[0] += sums[1];

  return sums[0][0] + sums[0][1] + rest;
}

/* What moves the predictors by @change times a column leaves of the residuals. */
static inline void
take_off (double       *residuals,
          const double *curvatures,
          const double *column,
          double        change,
          gsize         n)
{
  gsize i = 0;

  for (; i + 2 <= n; i += 2)
    {
      const RimPair left = rim_pair_get (residuals + i) - change * (rim_pair_get (curvatures + i) * rim_pair_get (column + i));

      memcpy (residuals + i, &left, sizeof left);
    }
  for (; i < n; i++)
    residuals[i] -= change * (curvatures[i] * column[i]);
}

static inline double
shrink (double value,
        double by)
{
  return fabs (value) > by ? value - copysign (by, value) : 0.0;
}

static void
predict (RimElasticNetState         *self,
         const RimElasticNetProblem *problem)
{
  for (gsize i = 0; i < problem->n; i++)
    self->predictors[i] = self->intercept;
  for (gsize s = 0; s < self->n_set; s++)
    {
      const guint32 c = self->set[s];
      const double *column = problem->columns + c * problem->n;

      if (self->coefficients[c] != 0.0)
        for (gsize i = 0; i < problem->n; i++)
          self->predictors[i] += self->coefficients[c] * column[i];
    }
}

static void
score (RimElasticNetState         *self,
       const RimElasticNetProblem *problem)
{
  self->loss = rim_elastic_net_problem_score (problem, self->predictors, self->residuals, self->curvatures);
}

static double
weigh_penalty (const RimElasticNetState   *self,
               const RimElasticNetProblem *problem,
               double                      lasso,
               double                      ridge)
{
  double sum = 0.0;

  for (gsize s = 0; s < self->n_set; s++)
    {
      const guint32 c = self->set[s];
      const double size = fabs (self->coefficients[c]);

      sum += problem->penalties[c] * size * (lasso + 0.5 * ridge * size);
    }

  return sum;
}

static double
move_intercept (RimElasticNetState         *self,
                const RimElasticNetProblem *problem)
{
  double residual = 0.0, curvature = 0.0, change;

  if (problem->family == RIM_ELASTIC_NET_COX)
    return 0.0;

  for (gsize i = 0; i < problem->n; i++)
    {
      residual += self->residuals[i];
      curvature += self->curvatures[i];
    }
  if (curvature <= 0.0)
    return 0.0;

  change = residual / curvature;
  self->intercept += change;
  for (gsize i = 0; i < problem->n; i++)
    self->residuals[i] -= change * self->curvatures[i];

  return curvature * change * change;
}

/* Moves every coefficient of the set, or those that are not 0, to where the model is
 * lowest for it alone.
 * Returns: how much the largest of the moves was worth
 */
static double
sweep (RimElasticNetState         *self,
       const RimElasticNetProblem *problem,
       double                      lasso,
       double                      ridge,
       gboolean                    all)
{
  double worth = move_intercept (self, problem);

  for (gsize s = 0; s < self->n_set; s++)
    {
      const guint32 c = self->set[s];
      const double *column = problem->columns + c * problem->n;
      const double last = self->coefficients[c];
      const double curvature = self->set_curvatures[s];
      double slope, change;

      if ((last == 0.0 && !all) || curvature <= 0.0)
        continue;
      slope = rim_multiply (column, self->residuals, problem->n) + curvature * last;
      change = shrink (slope, lasso * problem->penalties[c]) / (curvature + ridge * problem->penalties[c]) - last;
      if (change == 0.0)
        continue;
      self->coefficients[c] = last + change;
      take_off (self->residuals, self->curvatures, column, change, problem->n);
      worth = MAX (worth, curvature * change * change);
    }

  return worth;
}

/* Returns: how much the first step was worth, 0 where steps have become as small as they
 * will, or -1 where the model was given up
 */
static double
solve_model (RimElasticNetState         *self,
             const RimElasticNetProblem *problem,
             double                      lasso,
             double                      ridge,
             double                      limit)
{
  double first, worth;
  guint n_sweeps = 0;

  for (gsize s = 0; s < self->n_set; s++)
    self->set_curvatures[s] = multiply_squares (self->curvatures, problem->columns + self->set[s] * problem->n,
                                                problem->n);

  first = worth = sweep (self, problem, lasso, ridge, TRUE);
  while (worth > MAX (limit, INNER_PART * first))
    {
      if (n_sweeps++ == MAX_SWEEPS)
        return worth > self->loose_limit ? -1.0 : first > self->loose_limit ? first : 0.0;
      worth = sweep (self, problem, lasso, ridge, FALSE);
    }

  return first;
}

/* Where the model promised more than there is, half of the way may be better. */
static void
hold_back (RimElasticNetState         *self,
           const RimElasticNetProblem *problem,
           const double               *last,
           double                      last_intercept,
           double                      last_height,
           double                      lasso,
           double                      ridge)
{
  for (guint half = 0; half < MAX_HALVES; half++)
    {
      if (self->loss + weigh_penalty (self, problem, lasso, ridge) <= last_height * (1.0 + 1e-12))
        return;

      for (gsize s = 0; s < self->n_set; s++)
        {
          double *coefficient = self->coefficients + self->set[s];

          *coefficient = 0.5 * (*coefficient + last[s]);
        }
      self->intercept = 0.5 * (self->intercept + last_intercept);
      predict (self, problem);
      score (self, problem);
    }
}

static gboolean
descend_in_set (RimElasticNetState         *self,
                const RimElasticNetProblem *problem,
                double                      lasso,
                double                      ridge,
                double                      limit)
{
  g_autofree double *last = g_new (double, MAX (self->n_set, 1));

  for (guint model = 0; model < MAX_MODELS; model++)
    {
      const double height = self->loss + weigh_penalty (self, problem, lasso, ridge);
      const double intercept = self->intercept;
      double worth;

      for (gsize s = 0; s < self->n_set; s++)
        last[s] = self->coefficients[self->set[s]];
      worth = solve_model (self, problem, lasso, ridge, limit);
      predict (self, problem);
      score (self, problem);
      if (worth < 0.0)
        return FALSE;
      hold_back (self, problem, last, intercept, height, lasso, ridge);
      if (worth <= limit)
        return TRUE;
    }

  return FALSE;
}

/* Columns that are not in the set but have to be: their slopes are steeper than the penalty. */
static gboolean
add_violators (RimElasticNetState         *self,
               const RimElasticNetProblem *problem,
               double                      lasso)
{
  gboolean any = FALSE;

  for (guint c = 0; c < problem->p; c++)
    {
      if (self->is_in_set[c] || problem->scales[c] <= 0.0)
        continue;
      self->slopes[c] = fabs (rim_multiply (problem->columns + c * problem->n, self->residuals, problem->n));
      if (self->slopes[c] > lasso * problem->penalties[c])
        self->is_in_set[c] = any = TRUE;
    }

  return any;
}

static void
list_set (RimElasticNetState         *self,
          const RimElasticNetProblem *problem)
{
  self->n_set = 0;
  for (guint c = 0; c < problem->p; c++)
    if (self->is_in_set[c])
      self->set[self->n_set++] = c;
}

void
rim_elastic_net_state_init (RimElasticNetState         *self,
                            const RimElasticNetProblem *problem)
{
  double mean = 0.0;

  self->coefficients = g_new0 (double, problem->p);
  self->slopes = g_new0 (double, problem->p);
  self->set = g_new (guint32, problem->p);
  self->is_in_set = g_new0 (guint8, problem->p);
  self->set_curvatures = g_new (double, problem->p);
  self->predictors = g_new0 (double, problem->n);
  self->residuals = g_new (double, problem->n);
  self->curvatures = g_new (double, problem->n);

  for (gsize i = 0; i < problem->n; i++)
    mean += problem->weights[i] * problem->outcomes[i];
  if (problem->family == RIM_ELASTIC_NET_GAUSSIAN)
    self->intercept = mean;
  if (problem->family == RIM_ELASTIC_NET_LOGISTIC)
    self->intercept = log (mean / (1.0 - mean));
  predict (self, problem);
  score (self, problem);
  add_violators (self, problem, INFINITY);
}

void
rim_elastic_net_state_clear (RimElasticNetState *self)
{
  g_free (self->coefficients);
  g_free (self->slopes);
  g_free (self->set);
  g_free (self->is_in_set);
  g_free (self->set_curvatures);
  g_free (self->predictors);
  g_free (self->residuals);
  g_free (self->curvatures);
}

/* Puts columns that are likely to come in into the set: the strong rule of Tibshirani et
 * al. (2012), whose mistakes are found afterwards.
 * @last_lasso: the strength before this one
 */
void
rim_elastic_net_state_screen (RimElasticNetState         *self,
                              const RimElasticNetProblem *problem,
                              double                      lasso,
                              double                      last_lasso)
{
  for (guint c = 0; c < problem->p; c++)
    if (problem->scales[c] > 0.0 && self->slopes[c] >= problem->penalties[c] * (2.0 * lasso - last_lasso))
      self->is_in_set[c] = TRUE;
  list_set (self, problem);
}

/* Returns: whether the lowest place was found; its slopes are those of all other columns */
gboolean
rim_elastic_net_state_descend (RimElasticNetState         *self,
                               const RimElasticNetProblem *problem,
                               double                      lasso,
                               double                      ridge,
                               double                      limit)
{
  do
    {
      list_set (self, problem);
      if (!descend_in_set (self, problem, lasso, ridge, limit))
        return FALSE;
    }
  while (add_violators (self, problem, lasso));

  return TRUE;
}
