/* rim-fit-calibrate.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-fit-private.h"

#include <math.h>

#include "core/rim-compare.h"
#include "statistics/rim-quantile.h"
#include "statistics/rim-roc.h"

#define MAX_STEPS 100
#define MAX_HALVES 40

/* What is left of the likelihood's slope, of that of one row, where Newton's method ends. */
#define FLAT 1e-12

typedef struct
{
  const double *margins;
  const guint8 *labels;
  gsize         n;
  double        targets[2];
  double        center;
  double        scale;
} Platt;

/* Half the deviance, of slope and intercept for margins that are standardised. */
static double
find_loss (const Platt *self,
           const double at[2])
{
  double loss = 0.0;

  for (gsize i = 0; i < self->n; i++)
    {
      const double line = at[0] + at[1] * (self->margins[i] - self->center) / self->scale;
      const double target = self->targets[self->labels[i]];

      loss += MAX (line, 0.0) - line * target + log1p (exp (-fabs (line)));
    }

  return loss;
}

/* Returns: how far the minimum is yet, by the slopes there */
static double
find_step (const Platt *self,
           const double at[2],
           double       step[2])
{
  double slopes[2] = { 0.0, 0.0 }, a = 0.0, b = 0.0, c = 0.0, determinant;

  for (gsize i = 0; i < self->n; i++)
    {
      const double x = (self->margins[i] - self->center) / self->scale;
      const double chance = 1.0 / (1.0 + exp (-(at[0] + at[1] * x)));
      const double rest = self->targets[self->labels[i]] - chance;
      const double weight = chance * (1.0 - chance);

      slopes[0] += rest;
      slopes[1] += rest * x;
      a += weight;
      b += weight * x;
      c += weight * x * x;
    }
  determinant = a * c - b * b;
  if (!(determinant > 0.0))
    return 0.0;

  step[0] = (c * slopes[0] - b * slopes[1]) / determinant;
  step[1] = (a * slopes[1] - b * slopes[0]) / determinant;

  return MAX (fabs (slopes[0]), fabs (slopes[1])) / (double) self->n;
}

static void
minimise (const Platt *self,
          double       at[2])
{
  double loss = find_loss (self, at);

  for (guint k = 0; k < MAX_STEPS; k++)
    {
      double step[2] = { 0.0, 0.0 }, next[2], reached = INFINITY;

      if (find_step (self, at, step) <= FLAT)
        return;
      for (guint h = 0; h < MAX_HALVES && !(reached < loss); h++)
        {
          next[0] = at[0] + step[0];
          next[1] = at[1] + step[1];
          reached = find_loss (self, next);
          step[0] /= 2.0;
          step[1] /= 2.0;
        }
      if (!(reached < loss))
        return;
      loss = reached;
      at[0] = next[0];
      at[1] = next[1];
    }
}

static void
find_moments (Platt *self)
{
  double squares = 0.0;

  for (gsize i = 0; i < self->n; i++)
    self->center += self->margins[i] / (double) self->n;
  for (gsize i = 0; i < self->n; i++)
    squares += (self->margins[i] - self->center) * (self->margins[i] - self->center);
  self->scale = sqrt (squares / (double) self->n);
}

/* Platt's (1999): a logistic curve of margins, towards targets that are a little inside of
 * 0 and 1, so that it ends where classes are told apart without a fault, too. Margins that
 * tell nothing, or the contrary, leave everybody with what part of all is positive.
 */
static void
calibrate (RimFit       *self,
           const double *margins,
           const guint8 *labels,
           gsize         n)
{
  Platt platt = { margins, labels, n };
  double at[2], positive = 0.0;

  for (gsize i = 0; i < n; i++)
    positive += labels[i];
  platt.targets[0] = 1.0 / ((double) n - positive + 2.0);
  platt.targets[1] = (positive + 1.0) / (positive + 2.0);
  at[0] = log ((positive + 1.0) / ((double) n - positive + 1.0));
  at[1] = 0.0;
  self->slope = 0.0;
  self->intercept = at[0];
  find_moments (&platt);
  if (!(platt.scale > 0.0 && isfinite (platt.scale)))
    return;

  minimise (&platt, at);
  if (at[1] <= 0.0)
    return;

  self->slope = at[1] / platt.scale;
  self->intercept = at[0] - self->slope * platt.center;
}

static double
find_median (const double *margins,
             gsize         n)
{
  g_autofree double *sorted = g_memdup2 (margins, n * sizeof *margins);

  qsort (sorted, n, sizeof *sorted, rim_compare_doubles);

  return rim_quantile_of_sorted (sorted, n, 0.5);
}

/*
 * @labels: (nullable): of the rows that were learned from
 *
 * Finds the cut-off and the calibration, by margins of inner folds where there are any: of
 * rows that miss no value there.
 */
void
rim_fit_calibrate (RimFit       *self,
                   const guint8 *labels)
{
  const double *margins = self->fold_margins != NULL ? self->fold_margins : self->margins;
  g_autofree double *known = g_new (double, self->n);
  g_autofree guint8 *classes = g_new0 (guint8, self->n);
  g_autoptr(RimRoc) roc = NULL;
  gsize n = 0;

  for (gsize i = 0; i < self->n; i++)
    if (isfinite (margins[i]))
      {
        known[n] = margins[i];
        classes[n++] = labels != NULL ? labels[i] : 0;
      }
  if (self->kind == RIM_OUTCOME_BINARY)
    {
      calibrate (self, known, classes, n);
      roc = rim_roc_new (known, classes, n, NULL);
    }
  self->cut_off = roc != NULL ? rim_roc_get_cutoff (roc, rim_roc_find_youden (roc)) : INFINITY;
  if (!isfinite (self->cut_off))
    self->cut_off = n > 0 ? find_median (known, n) : self->base;
}
