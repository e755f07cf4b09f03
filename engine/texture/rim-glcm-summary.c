/* rim-glcm-summary.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-glcm.h"

#include <math.h>
#include <string.h>

#include "rim-direction-matrices-private.h"

static double
entropy_term (double p,
              double epsilon)
{
  return p > 0.0 ? -p * log2 (p + epsilon) : 0.0;
}

/* log2 (q + ε) - log2 (q). */
static double
log2_excess (double q,
             double epsilon)
{
  double ratio = epsilon / q;

  return (ratio < 1e-9 ? ratio : log1p (ratio)) / G_LN2;
}

static void
add_cell (RimGlcmSummary *self,
          const RimGlcm  *glcm,
          guint           row,
          guint           column,
          double          p)
{
  guint i = glcm->values[row];
  guint j = glcm->values[column];

  self->px[row] += p;
  self->py[column] += p;
  self->sums[i + j] += p;
  self->differences[i > j ? i - j : j - i] += p;
  self->autocorrelation += p * i * j;
  self->energy += p * p;
}

static void
add_cells (RimGlcmSummary *self,
           const RimGlcm  *glcm)
{
  for (gsize c = 0; c < glcm->n_cells; c++)
    {
      guint row = glcm->rows[c];
      guint column = glcm->columns[c];

      self->maximum = MAX (self->maximum, glcm->p[c]);
      add_cell (self, glcm, row, column, glcm->p[c]);
      if (glcm->is_symmetric && row != column)
        add_cell (self, glcm, column, row, glcm->p[c]);
    }
}

/* About the mean, as raw moments would cancel where levels are high; exactly 0
 * for one level, whatever its probabilities add up to.
 */
static void
find_moments (const RimGlcm *glcm,
              const double  *p,
              double        *mean,
              double        *variance)
{
  guint n = 0;

  for (guint a = 1; a <= glcm->n; a++)
    {
      *mean += p[a] * glcm->values[a];
      n += p[a] > 0.0;
    }

  for (guint a = 1; n > 1 && a <= glcm->n; a++)
    *variance += p[a] * (glcm->values[a] - *mean) * (glcm->values[a] - *mean);
}

static void
add_moments (RimGlcmSummary *self,
             const RimGlcm  *glcm)
{
  find_moments (glcm, self->px, &self->mean_x, &self->variance_x);
  find_moments (glcm, self->py, &self->mean_y, &self->variance_y);

  for (gsize c = 0; c < glcm->n_cells; c++)
    {
      double times = glcm->is_symmetric && glcm->rows[c] != glcm->columns[c] ? 2.0 : 1.0;

      self->covariance += times * glcm->p[c] *
                          (glcm->values[glcm->rows[c]] - self->mean_x) *
                          (glcm->values[glcm->columns[c]] - self->mean_y);
    }
}

static void
add_differences (RimGlcmSummary *self)
{
  const double n = self->n_levels;

  for (guint k = 0; k <= self->difference_max; k++)
    if (self->differences[k] > 0.0)
      {
        const double p = self->differences[k];
        const double square = (double) k * k;

        self->contrast += p * square;
        self->difference_average += p * k;
        self->id += p * (1.0 / (1.0 + k));
        self->idm += p * (1.0 / (1.0 + square));
        self->idn += p * (1.0 / (1.0 + k / n));
        self->idmn += p * (1.0 / (1.0 + square / (n * n)));
        self->inverse_variance += k > 0 ? p * (1.0 / square) : 0.0;
      }

  for (guint k = 0; k <= self->difference_max; k++)
    self->difference_variance += self->differences[k] * (k - self->difference_average) *
                                 (k - self->difference_average);
}

static void
add_sums (RimGlcmSummary *self)
{
  const double mean = self->mean_x + self->mean_y;

  for (guint k = self->sum_min; k <= self->sum_max; k++)
    {
      double term = self->sums[k] * (k - mean) * (k - mean);

      self->cluster_tendency += term;
      self->cluster_shade += term * (k - mean);
      self->cluster_prominence += term * (k - mean) * (k - mean);
    }
}

static double
entropy (const double *p,
         guint         n,
         double        epsilon)
{
  double sum = 0.0;

  for (guint k = 0; k < n; k++)
    sum += entropy_term (p[k], epsilon);

  return sum;
}

static void
add_line_entropies (RimGlcmSummary *self)
{
  self->difference_entropy = entropy (self->differences, self->difference_max + 1, self->epsilon);
  self->sum_entropy = entropy (self->sums + self->sum_min, self->sum_max - self->sum_min + 1, self->epsilon);
}

static void
add_marginal_entropies (RimGlcmSummary *self,
                        const RimGlcm  *glcm)
{
  for (guint a = 1; a <= glcm->n; a++)
    {
      self->hx += entropy_term (self->px[a], self->epsilon);
      self->hy += entropy_term (self->py[a], self->epsilon);
    }
}

static void
add_entropies_directly (RimGlcmSummary *self,
                        const RimGlcm  *glcm)
{
  double cells[RIM_GLCM_DIRECT_MAX + 1][RIM_GLCM_DIRECT_MAX + 1] = { { 0.0 } };

  for (gsize c = 0; c < glcm->n_cells; c++)
    {
      cells[glcm->rows[c]][glcm->columns[c]] = glcm->p[c];
      if (glcm->is_symmetric)
        cells[glcm->columns[c]][glcm->rows[c]] = glcm->p[c];
    }

  for (guint row = 1; row <= glcm->n; row++)
    for (guint column = 1; column <= glcm->n; column++)
      {
        double p = cells[row][column];
        double q = self->px[row] * self->py[column];
        double bits = q > 0.0 ? log2 (q + self->epsilon) : 0.0;

        self->hxy += entropy_term (p, self->epsilon);
        self->hxy1 -= p * bits;
        self->hxy2 -= q * bits;
      }
}

/* Σ p log2 (px py) over cells and over all pairs is the same, and the sum of
 * what is known of rows and columns; what ε adds to it is small and differs.
 */
static void
add_entropies_of_margins (RimGlcmSummary *self,
                          const RimGlcm  *glcm)
{
  double independent = 0.0;
  double excess = 0.0;
  gsize n_x = 0;
  gsize n_y = 0;

  for (guint a = 1; a <= glcm->n; a++)
    {
      independent += entropy_term (self->px[a], 0.0) + entropy_term (self->py[a], 0.0);
      n_x += self->px[a] > 0.0;
      n_y += self->py[a] > 0.0;
    }

  for (gsize c = 0; c < glcm->n_cells; c++)
    {
      double times = glcm->is_symmetric && glcm->rows[c] != glcm->columns[c] ? 2.0 : 1.0;
      double q = self->px[glcm->rows[c]] * self->py[glcm->columns[c]];

      self->hxy += times * entropy_term (glcm->p[c], self->epsilon);
      excess += times * glcm->p[c] * log2_excess (q, self->epsilon);
    }

  self->hxy1 = independent - excess;
  self->hxy2 = independent - (double) n_x * (double) n_y * self->epsilon / G_LN2;
}

static void
add_entropies (RimGlcmSummary *self,
               const RimGlcm  *glcm)
{
  add_marginal_entropies (self, glcm);
  if (glcm->n <= RIM_GLCM_DIRECT_MAX)
    add_entropies_directly (self, glcm);
  else
    add_entropies_of_margins (self, glcm);
}

static void
reset (RimGlcmSummary *self,
       const RimGlcm  *glcm)
{
  RimGlcmSummary empty = {
    .n_levels = glcm->n_levels,
    .epsilon = self->epsilon,
    .px = self->px,
    .py = self->py,
    .sums = self->sums,
    .sum_min = 2u * glcm->values[1],
    .sum_max = 2u * glcm->values[glcm->n],
    .differences = self->differences,
    .difference_max = (guint) (glcm->values[glcm->n] - glcm->values[1]),
    .eigenvalue = NAN,
  };

  *self = empty;
  memset (self->px, 0, sizeof (double) * (glcm->n + 1));
  memset (self->py, 0, sizeof (double) * (glcm->n + 1));
  memset (self->sums + self->sum_min, 0, sizeof (double) * (self->sum_max - self->sum_min + 1));
  memset (self->differences, 0, sizeof (double) * (self->difference_max + 1));
}

/**
 * rim_glcm_summary_init:
 * @self: (out caller-allocates): a summary
 * @n: how many levels a matrix may have
 * @n_levels: the highest level it may have
 * @profile: whose definitions
 *
 * Makes room: 24 bytes per level, 16 per different level.
 */
void
rim_glcm_summary_init (RimGlcmSummary *self,
                       guint           n,
                       guint           n_levels,
                       RimProfile      profile)
{
  *self = (RimGlcmSummary) { .epsilon = profile == RIM_PROFILE_PYRADIOMICS ?
                                        RIM_PYRADIOMICS_EPSILON : 0.0 };
  self->px = g_new (double, (gsize) n + 1);
  self->py = g_new (double, (gsize) n + 1);
  self->sums = g_new (double, 2 * (gsize) n_levels + 1);
  self->differences = g_new (double, (gsize) n_levels + 1);
}

/**
 * rim_glcm_summary_fill:
 * @self: a summary with room for it
 * @glcm: a matrix of at least one cell
 * @parts: what is wanted besides the moments
 *
 * Summarises a matrix, in the place of the one before.
 */
void
rim_glcm_summary_fill (RimGlcmSummary *self,
                       const RimGlcm  *glcm,
                       RimGlcmPart     parts)
{
  reset (self, glcm);
  add_cells (self, glcm);
  add_moments (self, glcm);
  add_differences (self);
  add_sums (self);
  if (parts & RIM_GLCM_LINE_ENTROPIES)
    add_line_entropies (self);
  if (parts & RIM_GLCM_ENTROPIES)
    add_entropies (self, glcm);
  if (parts & RIM_GLCM_EIGENVALUE)
    self->eigenvalue = rim_glcm_find_eigenvalue (glcm, self->px, self->py, self->epsilon);
}

void
rim_glcm_summary_clear (RimGlcmSummary *self)
{
  g_clear_pointer (&self->px, g_free);
  g_clear_pointer (&self->py, g_free);
  g_clear_pointer (&self->sums, g_free);
  g_clear_pointer (&self->differences, g_free);
}
