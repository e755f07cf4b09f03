/* rim-combat-standardise.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-combat-private.h"

#include <math.h>
#include <string.h>

#include "cohort/rim-cohort-error.h"
#include "core/rim-cholesky.h"
#include "core/rim-parallel.h"

#define BLOCK     16
/* What part of a covariate must be left once batches and other covariates are known. */
#define TOLERANCE 1e-10

/* One column of the rows that are learned from, and what fits them best: a mean of each
 * batch and a slope of each covariate.
 */
typedef struct
{
  const RimCombatData *data;
  const double        *values;
  double              *counts;             /* of each batch: values that are there */
  double              *batch_means;
  double              *covariate_means;    /* n_batches × n_covariates */
  double              *normal;             /* n_covariates × n_covariates */
  double              *slopes;
} Fit;

typedef struct
{
  RimCombat           *combat;
  const RimCombatData *data;
  RimCombatSight      *sights;
  guint8              *is_dependent;       /* of each column: covariates follow from batches */
} Standardising;

static void
fit_init (Fit                 *self,
          const RimCombatData *data)
{
  const guint b = data->n_batches, k = data->n_covariates;

  self->data = data;
  self->counts = g_new (double, 2 * b + b * k + k * k + k);
  self->batch_means = self->counts + b;
  self->covariate_means = self->batch_means + b;
  self->normal = self->covariate_means + b * k;
  self->slopes = self->normal + k * k;
}

static void
fit_clear (Fit *self)
{
  g_clear_pointer (&self->counts, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fit, fit_clear)

static void
find_means (Fit *self)
{
  const RimCombatData *data = self->data;
  const guint k = data->n_covariates;

  memset (self->counts, 0, (2 * data->n_batches + data->n_batches * k) * sizeof (double));
  for (gsize i = 0; i < data->n_rows; i++)
    {
      const guint32 row = data->rows[i];
      const guint batch = (guint) data->batches[row];

      if (isnan (self->values[row]))
        continue;
      self->counts[batch]++;
      self->batch_means[batch] += self->values[row];
      for (guint c = 0; c < k; c++)
        self->covariate_means[batch * k + c] += data->covariates[c][row];
    }
  for (guint batch = 0; batch < data->n_batches; batch++)
    {
      self->batch_means[batch] /= self->counts[batch];
      for (guint c = 0; c < k; c++)
        self->covariate_means[batch * k + c] /= self->counts[batch];
    }
}

/* Within batches; the means follow. */
static gboolean
find_slopes (Fit *self)
{
  const RimCombatData *data = self->data;
  const guint k = data->n_covariates;

  memset (self->normal, 0, (k * k + k) * sizeof (double));
  for (gsize i = 0; i < data->n_rows && k > 0; i++)
    {
      const guint32 row = data->rows[i];
      const guint batch = (guint) data->batches[row];
      const double *means = self->covariate_means + batch * k;

      if (isnan (self->values[row]))
        continue;
      for (guint a = 0; a < k; a++)
        {
          const double off = data->covariates[a][row] - means[a];

          self->slopes[a] += off * (self->values[row] - self->batch_means[batch]);
          for (guint b = 0; b <= a; b++)
            self->normal[a * k + b] += off * (data->covariates[b][row] - means[b]);
        }
    }
  if (k > 0 && !rim_cholesky_factor (self->normal, k, TOLERANCE))
    return FALSE;
  if (k > 0)
    rim_cholesky_solve (self->normal, k, self->slopes);

  for (guint batch = 0; batch < data->n_batches; batch++)
    for (guint c = 0; c < k; c++)
      self->batch_means[batch] -= self->slopes[c] * self->covariate_means[batch * k + c];

  return TRUE;
}

static double
explain (const Fit *self,
         guint32    row)
{
  double sum = 0.0;

  for (guint c = 0; c < self->data->n_covariates; c++)
    sum += self->slopes[c] * self->data->covariates[c][row];

  return sum;
}

/* By how many rows batches have, as the reference implementation does, but for those of
 * which no value is there.
 */
static double
find_common_mean (const Fit       *self,
                  const RimCombat *combat)
{
  double sum = 0.0, weight = 0.0;

  if (self->data->reference >= 0)
    return self->batch_means[self->data->reference];

  for (guint batch = 0; batch < self->data->n_batches; batch++)
    if (self->counts[batch] > 0.0)
      {
        sum += combat->counts[batch] * self->batch_means[batch];
        weight += combat->counts[batch];
      }

  return sum / weight;
}

/* Of what batches and covariates do not say. */
static double
find_deviation (const Fit *self)
{
  const RimCombatData *data = self->data;
  double squares = 0.0, n = 0.0;

  for (gsize i = 0; i < data->n_rows; i++)
    {
      const guint32 row = data->rows[i];
      const guint batch = (guint) data->batches[row];
      const double rest = self->values[row] - self->batch_means[batch] - explain (self, row);

      if (isnan (rest) || (data->reference >= 0 && batch != (guint) data->reference))
        continue;
      squares += rest * rest;
      n++;
    }

  return sqrt (squares / n);
}

static void
see_batches (const Fit      *self,
             double          mean,
             double          deviation,
             RimCombatSight *sights)
{
  const RimCombatData *data = self->data;

  for (guint batch = 0; batch < data->n_batches; batch++)
    sights[batch] = (RimCombatSight) { self->counts[batch], 0.0, 0.0 };

  for (int pass = 0; pass < 2; pass++)
    for (gsize i = 0; i < data->n_rows; i++)
      {
        const guint32 row = data->rows[i];
        const double z = (self->values[row] - mean - explain (self, row)) / deviation;
        RimCombatSight *sight = &sights[(guint) data->batches[row]];

        if (isnan (z))
          continue;
        if (pass == 0)
          sight->mean += z / sight->n;
        else
          sight->squares += (z - sight->mean) * (z - sight->mean);
      }
}

/* A column that is the same all over a batch, or of which a batch that is the reference
 * has too little, stays as it is.
 */
static gboolean
is_constant (const Fit *self)
{
  const RimCombatData *data = self->data;
  g_autofree double *firsts = g_new (double, data->n_batches);
  g_autofree guint8 *varies = g_new0 (guint8, data->n_batches);

  for (guint batch = 0; batch < data->n_batches; batch++)
    firsts[batch] = NAN;
  for (gsize i = 0; i < data->n_rows; i++)
    {
      const double value = self->values[data->rows[i]];
      const guint batch = (guint) data->batches[data->rows[i]];

      if (isnan (value))
        continue;
      if (isnan (firsts[batch]))
        firsts[batch] = value;
      varies[batch] |= value != firsts[batch];
    }

  for (guint batch = 0; batch < data->n_batches; batch++)
    if (self->counts[batch] > 1.0 && !varies[batch])
      return TRUE;

  return data->reference >= 0 && !varies[data->reference];
}

static void
standardise_columns (gsize    begin,
                     gsize    end,
                     gpointer user_data)
{
  const Standardising *self = user_data;
  const RimCombatData *data = self->data;
  RimCombat *combat = self->combat;
  g_auto(Fit) fit = { NULL };

  fit_init (&fit, data);
  for (gsize c = begin; c < end; c++)
    {
      RimCombatSight *sights = self->sights + c * data->n_batches;
      double deviation;

      fit.values = data->columns[c];
      find_means (&fit);
      if (is_constant (&fit))
        continue;
      if (!find_slopes (&fit))
        {
          self->is_dependent[c] = 1;
          continue;
        }
      deviation = find_deviation (&fit);
      if (!(deviation > 0.0))
        continue;
      combat->means[c] = find_common_mean (&fit, combat);
      combat->deviations[c] = deviation;
      for (guint k = 0; k < data->n_covariates; k++)
        combat->slopes[c * data->n_covariates + k] = fit.slopes[k];
      see_batches (&fit, combat->means[c], deviation, sights);
    }
}

/**
 * rim_combat_standardise:
 * @self: gets means, deviations and slopes
 * @data: what is harmonised
 * @sights: (out caller-allocates): n_columns × n_batches, those of a column together
 * @error: return location for a #RimCohortError
 *
 * Returns: %FALSE where covariates follow from batches or each other
 */
gboolean
rim_combat_standardise (RimCombat            *self,
                        const RimCombatData  *data,
                        RimCombatSight       *sights,
                        GError              **error)
{
  g_autofree guint8 *is_dependent = g_new0 (guint8, MAX (data->n_columns, 1));
  Standardising standardising = { self, data, sights, is_dependent };

  rim_parallel_for (data->n_columns, BLOCK, standardise_columns, &standardising);
  for (guint c = 0; c < data->n_columns; c++)
    if (is_dependent[c])
      {
        g_set_error (error, RIM_COHORT_ERROR, RIM_COHORT_ERROR_VALUE,
                     "Covariates cannot be told from batches, or from each other, in column %u", c + 1);
        return FALSE;
      }

  return TRUE;
}
