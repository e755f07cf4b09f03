/* rim-newton.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-newton-private.h"

#include <math.h>
#include <string.h>

#include "core/rim-cholesky.h"
#include "statistics/rim-statistics-error.h"

#define MAX_STEPS    60
#define MAX_HALVINGS 40

/* What part of a parameter's information must not be that of others. */
#define INDEPENDENT 1e-11

/* When the last step was so short against the standard errors, squared, the next one
 * would be far below rounding, as they shorten by squares.
 */
#define SHORT 1e-12

/* Whoever goes off to infinity has gone so far by then that the way is clear. */
#define FIRST_LOOK  8
#define CLEAR       1e-5

/* Where the search stands. */
typedef struct
{
  const RimNewtonModel *model;
  double               *parameters;
  double               *trial;
  double               *score;
  double               *information;
  double               *factor;
  double               *step;
  double                log_likelihood;
} Search;

static void
search_init (Search               *self,
             const RimNewtonModel *model)
{
  const gsize n = model->n_parameters;

  *self = (Search) { model, g_new0 (double, n), g_new (double, n), g_new (double, n), g_new (double, n * n),
                     g_new (double, n * n), g_new (double, n), 0.0 };
}

static void
search_clear (Search *self)
{
  g_free (self->parameters);
  g_free (self->trial);
  g_free (self->score);
  g_free (self->information);
  g_free (self->factor);
  g_free (self->step);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static double
multiply (const double *a,
          const double *b,
          gsize         n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += a[i] * b[i];

  return sum;
}

static gboolean
factor_information (Search *self)
{
  const gsize n = self->model->n_parameters;

  memcpy (self->factor, self->information, n * n * sizeof (double));

  return rim_cholesky_factor (self->factor, n, INDEPENDENT);
}

/* A column that does not vary leaves information that is made of rounding alone. */
static gboolean
is_nothing (const Search *self,
            gsize         parameter)
{
  const gsize n = self->model->n_parameters;
  const double *scales = self->model->scales;

  return scales != NULL && !(self->information[parameter * n + parameter] > INDEPENDENT * scales[parameter]);
}

static gboolean
is_dependent (Search *self)
{
  for (gsize i = 0; i < self->model->n_parameters; i++)
    if (is_nothing (self, i))
      return TRUE;

  return !factor_information (self);
}

/* Names the first parameter that those before it leave nothing of. */
static void
set_dependent (const Search  *self,
               GError       **error)
{
  const gsize n = self->model->n_parameters;
  gsize size = 0;
  g_autofree char *name = NULL;

  for (gboolean is_fine = TRUE; is_fine && size < n;)
    {
      size++;
      for (gsize row = 0; row < size; row++)
        memcpy (self->factor + row * size, self->information + row * n, size * sizeof (double));
      is_fine = !is_nothing (self, size - 1) && rim_cholesky_factor (self->factor, size, INDEPENDENT);
    }

  name = self->model->describe (size - 1, self->model->data);
  g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_DEPENDENT,
               "The %s is constant, or a sum of those before it", name);
}

static gboolean
set_separated (GError **error)
{
  g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_SEPARATED,
                       "The columns tell the outcomes apart without a fault, so that no coefficient is large enough");

  return FALSE;
}

static gboolean
goes_to_infinity (const Search *self,
                  guint         n_steps,
                  double        length)
{
  const RimNewtonModel *model = self->model;

  if (model->separates (self->parameters, 0.0, model->data))
    return TRUE;
  if (n_steps < FIRST_LOOK && length > SHORT)
    return FALSE;

  return n_steps >= FIRST_LOOK && model->separates (self->step, CLEAR, model->data);
}

/* Goes along the step, or half of it, and so on, until the likelihood does not fall. */
static gboolean
go (Search *self)
{
  const RimNewtonModel *model = self->model;
  const double before = self->log_likelihood;
  const double slack = 1e-12 * fabs (before) + 1e-14;

  for (guint halving = 0; halving < MAX_HALVINGS; halving++)
    {
      for (gsize i = 0; i < model->n_parameters; i++)
        self->trial[i] = self->parameters[i] + ldexp (self->step[i], -(int) halving);
      model->evaluate (self->trial, &self->log_likelihood, self->score, self->information, model->data);
      if (isfinite (self->log_likelihood) && self->log_likelihood >= before - slack)
        {
          memcpy (self->parameters, self->trial, model->n_parameters * sizeof (double));
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
climb (Search  *self,
       guint   *n_steps,
       GError **error)
{
  const gsize n = self->model->n_parameters;
  double length = INFINITY;

  while (length > SHORT && *n_steps < MAX_STEPS)
    {
      memcpy (self->step, self->score, n * sizeof (double));
      rim_cholesky_solve (self->factor, n, self->step);
      length = multiply (self->step, self->score, n);
      if (!go (self))
        break;

      ++*n_steps;
      if (goes_to_infinity (self, *n_steps, length) || !factor_information (self))
        return set_separated (error);
    }
  if (length <= SHORT)
    return TRUE;

  g_set_error (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_NOT_CONVERGED,
               "The likelihood was not at its highest after %u steps", *n_steps);

  return FALSE;
}

static double
find_wald (const Search *self)
{
  const gsize n = self->model->n_parameters;
  double sum = 0.0;

  for (gsize row = 0; row < n; row++)
    sum += self->parameters[row] * multiply (self->information + row * n, self->parameters, n);

  return sum;
}

/**
 * rim_newton_maximise:
 * @self: (inout): where to put what is found; has room for it
 * @model: of what
 * @error: return location for an error of #RIM_STATISTICS_ERROR
 *
 * Newton's method from 0 on; steps are halved where the likelihood would fall.
 *
 * Returns: %FALSE where parameters depend on each other, or there is no highest point
 */
gboolean
rim_newton_maximise (RimNewton             *self,
                     const RimNewtonModel  *model,
                     GError               **error)
{
  const gsize n = model->n_parameters;
  g_auto(Search) search = { 0 };

  search_init (&search, model);
  model->evaluate (search.parameters, &search.log_likelihood, search.score, search.information, model->data);
  if (!isfinite (search.log_likelihood))
    {
      g_set_error_literal (error, RIM_STATISTICS_ERROR, RIM_STATISTICS_ERROR_RANGE, "Numbers are too large");
      return FALSE;
    }
  if (is_dependent (&search))
    {
      set_dependent (&search, error);
      return FALSE;
    }

  self->null_log_likelihood = search.log_likelihood;
  memcpy (search.step, search.score, n * sizeof (double));
  rim_cholesky_solve (search.factor, n, search.step);
  self->score_statistic = multiply (search.step, search.score, n);

  self->n_steps = 0;
  if (!climb (&search, &self->n_steps, error))
    return FALSE;

  self->log_likelihood = search.log_likelihood;
  self->wald = find_wald (&search);
  memcpy (self->parameters, search.parameters, n * sizeof (double));
  rim_cholesky_invert (search.factor, n, self->covariance);

  return TRUE;
}
