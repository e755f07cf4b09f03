/* rim-glrlm.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-glrlm.h"

#include <math.h>
#include <string.h>

#include "rim-direction-matrices-private.h"

#define GALLOWAY "Galloway 1975"
#define CHU "Chu, Sehgal, Greenleaf 1990"
#define DASARATHY "Dasarathy, Holder 1991"

static double
square (double x)
{
  return x * x;
}

/* The mean over runs of length² or, inverted, of 1 / length². */
static double
mean_of_lengths (const RimGlrlmSummary *m,
                 gboolean               is_inverse)
{
  double sum = 0.0;

  for (guint j = 1; j <= m->max_length; j++)
    sum += is_inverse ? m->by_length[j] / square (j) : m->by_length[j] * square (j);

  return sum / m->n_runs;
}

static double
mean_of_levels (const RimGlrlmSummary *m,
                gboolean               is_inverse)
{
  double sum = 0.0;

  for (guint i = 1; i <= m->n; i++)
    sum += is_inverse ? m->by_level[i] / square (m->values[i])
                      : m->by_level[i] * square (m->values[i]);

  return sum / m->n_runs;
}

static double
sum_squares (const double *runs,
             guint         n)
{
  double sum = 0.0;

  for (guint i = 1; i <= n; i++)
    sum += square (runs[i]);

  return sum;
}

static double
get_gray_level_non_uniformity (const RimGlrlmSummary *m)
{
  return sum_squares (m->by_level, m->n) / m->n_runs;
}

static double
get_gray_level_non_uniformity_normalized (const RimGlrlmSummary *m)
{
  return sum_squares (m->by_level, m->n) / square (m->n_runs);
}

static double
get_gray_level_variance (const RimGlrlmSummary *m)
{
  double mean = 0.0;
  double sum = 0.0;

  for (guint i = 1; i <= m->n; i++)
    mean += m->by_level[i] / m->n_runs * m->values[i];
  for (guint i = 1; i <= m->n; i++)
    sum += m->by_level[i] / m->n_runs * square (m->values[i] - mean);

  return sum;
}

static double
get_high_gray_level_run_emphasis (const RimGlrlmSummary *m)
{
  return mean_of_levels (m, FALSE);
}

static double
get_long_run_emphasis (const RimGlrlmSummary *m)
{
  return mean_of_lengths (m, FALSE);
}

static double
get_long_run_high_gray_level_emphasis (const RimGlrlmSummary *m)
{
  return m->long_high / m->n_runs;
}

static double
get_long_run_low_gray_level_emphasis (const RimGlrlmSummary *m)
{
  return m->long_low / m->n_runs;
}

static double
get_low_gray_level_run_emphasis (const RimGlrlmSummary *m)
{
  return mean_of_levels (m, TRUE);
}

static double
get_run_entropy (const RimGlrlmSummary *m)
{
  return m->entropy;
}

static double
get_run_length_non_uniformity (const RimGlrlmSummary *m)
{
  return sum_squares (m->by_length, m->max_length) / m->n_runs;
}

static double
get_run_length_non_uniformity_normalized (const RimGlrlmSummary *m)
{
  return sum_squares (m->by_length, m->max_length) / square (m->n_runs);
}

static double
get_run_percentage (const RimGlrlmSummary *m)
{
  return m->n_runs / m->n_voxels;
}

static double
get_run_variance (const RimGlrlmSummary *m)
{
  double mean = m->n_voxels / m->n_runs;
  double sum = 0.0;

  for (guint j = 1; j <= m->max_length; j++)
    sum += m->by_length[j] / m->n_runs * square (j - mean);

  return sum;
}

static double
get_short_run_emphasis (const RimGlrlmSummary *m)
{
  return mean_of_lengths (m, TRUE);
}

static double
get_short_run_high_gray_level_emphasis (const RimGlrlmSummary *m)
{
  return m->short_high / m->n_runs;
}

static double
get_short_run_low_gray_level_emphasis (const RimGlrlmSummary *m)
{
  return m->short_low / m->n_runs;
}

/* In the order in which PyRadiomics writes them. */
static const RimGlrlmFeature features[RIM_GLRLM_N_FEATURES] = {
  {
    { "GrayLevelNonUniformity", "rlm_glnu", "R5YN", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σi (Σj P(i,j))² / Nr", GALLOWAY },
    get_gray_level_non_uniformity,
  },
  {
    { "GrayLevelNonUniformityNormalized", "rlm_glnu_norm", "OVBL", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σi (Σj P(i,j))² / Nr²", GALLOWAY },
    get_gray_level_non_uniformity_normalized,
  },
  {
    { "GrayLevelVariance", "rlm_gl_var", "8CE5", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_LEVEL_SQUARED,
      "Σ p(i,j)·(i − μ)²", "IBSI 3.7.14" },
    get_gray_level_variance,
  },
  {
    { "HighGrayLevelRunEmphasis", "rlm_hgre", "G3QZ", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_LEVEL_SQUARED,
      "Σ P(i,j)·i² / Nr", CHU },
    get_high_gray_level_run_emphasis,
  },
  {
    { "LongRunEmphasis", "rlm_lre", "W4KF", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ P(i,j)·j² / Nr", GALLOWAY },
    get_long_run_emphasis,
  },
  {
    { "LongRunHighGrayLevelEmphasis", "rlm_lrhge", "3KUM", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ P(i,j)·i²·j² / Nr", DASARATHY },
    get_long_run_high_gray_level_emphasis,
  },
  {
    { "LongRunLowGrayLevelEmphasis", "rlm_lrlge", "IVPO", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ P(i,j)·j²/i² / Nr", DASARATHY },
    get_long_run_low_gray_level_emphasis,
  },
  {
    { "LowGrayLevelRunEmphasis", "rlm_lgre", "V3SW", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ P(i,j)/i² / Nr", CHU },
    get_low_gray_level_run_emphasis,
  },
  {
    { "RunEntropy", "rlm_rl_entr", "HJ9O", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_BITS,
      "−Σ p(i,j)·log₂ p(i,j)", "IBSI 3.7.16" },
    get_run_entropy,
  },
  {
    { "RunLengthNonUniformity", "rlm_rlnu", "W92Y", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σj (Σi P(i,j))² / Nr", GALLOWAY },
    get_run_length_non_uniformity,
  },
  {
    { "RunLengthNonUniformityNormalized", "rlm_rlnu_norm", "IC23", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σj (Σi P(i,j))² / Nr²", GALLOWAY },
    get_run_length_non_uniformity_normalized,
  },
  {
    { "RunPercentage", "rlm_r_perc", "9ZK5", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Nr / Σ P(i,j)·j", GALLOWAY },
    get_run_percentage,
  },
  {
    { "RunVariance", "rlm_rl_var", "SXLW", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ p(i,j)·(j − μ)²", "IBSI 3.7.15" },
    get_run_variance,
  },
  {
    { "ShortRunEmphasis", "rlm_sre", "22OV", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ P(i,j)/j² / Nr", GALLOWAY },
    get_short_run_emphasis,
  },
  {
    { "ShortRunHighGrayLevelEmphasis", "rlm_srhge", "GD3A", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ P(i,j)·i²/j² / Nr", DASARATHY },
    get_short_run_high_gray_level_emphasis,
  },
  {
    { "ShortRunLowGrayLevelEmphasis", "rlm_srlge", "HTZT", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ P(i,j)/(i²·j²) / Nr", DASARATHY },
    get_short_run_low_gray_level_emphasis,
  },
};

/**
 * rim_glrlm_get_features:
 *
 * Returns: (transfer none): the table of RIM_GLRLM_N_FEATURES features
 */
const RimGlrlmFeature *
rim_glrlm_get_features (void)
{
  return features;
}

/**
 * rim_glrlm_measure:
 * @glrlm: a matrix of at least one cell
 * @profile: whose features
 * @values: (out caller-allocates): RIM_GLRLM_N_FEATURES values
 *
 * Computes all features of one matrix.
 */
void
rim_glrlm_measure (const RimGlrlm *glrlm,
                   RimProfile      profile,
                   double         *values)
{
  RimGlrlmSummary summary;

  rim_glrlm_summary_init (&summary, glrlm->n, glrlm->max_length, profile);
  rim_glrlm_summary_fill (&summary, glrlm);
  for (guint f = 0; f < RIM_GLRLM_N_FEATURES; f++)
    values[f] = features[f].func (&summary);
  rim_glrlm_summary_clear (&summary);
}

/**
 * rim_glrlm_summary_init:
 * @self: (out caller-allocates): a summary
 * @n: how many levels a matrix may have
 * @max_length: how long a run may be
 * @profile: whose definitions
 *
 * Makes room: 8 bytes per level and per length.
 */
void
rim_glrlm_summary_init (RimGlrlmSummary *self,
                        guint            n,
                        guint            max_length,
                        RimProfile       profile)
{
  *self = (RimGlrlmSummary) { .epsilon = profile == RIM_PROFILE_PYRADIOMICS ?
                                         RIM_PYRADIOMICS_EPSILON : 0.0 };
  self->by_level = g_new (double, (gsize) n + 1);
  self->by_length = g_new (double, (gsize) max_length + 1);
}

static void
add_cell (RimGlrlmSummary *self,
          const RimGlrlm  *glrlm,
          gsize            c)
{
  double count = glrlm->counts[c];
  double level = square (glrlm->values[glrlm->rows[c]]);
  double length = square (glrlm->lengths[c]);
  double p = count / self->n_runs;

  self->by_level[glrlm->rows[c]] += count;
  self->by_length[glrlm->lengths[c]] += count;
  self->n_voxels += count * glrlm->lengths[c];
  self->short_low += count / (level * length);
  self->short_high += count * level / length;
  self->long_low += count * length / level;
  self->long_high += count * level * length;
  self->entropy -= p * log2 (p + self->epsilon);
}

/**
 * rim_glrlm_summary_fill:
 * @self: a summary with room for it
 * @glrlm: a matrix of at least one cell
 *
 * Summarises a matrix, in the place of the one before.
 */
void
rim_glrlm_summary_fill (RimGlrlmSummary *self,
                        const RimGlrlm  *glrlm)
{
  *self = (RimGlrlmSummary) {
    .n = glrlm->n,
    .values = glrlm->values,
    .max_length = glrlm->max_length,
    .epsilon = self->epsilon,
    .by_level = self->by_level,
    .by_length = self->by_length,
  };
  memset (self->by_level, 0, sizeof (double) * (glrlm->n + 1));
  memset (self->by_length, 0, sizeof (double) * (glrlm->max_length + 1));

  for (gsize c = 0; c < glrlm->n_cells; c++)
    self->n_runs += glrlm->counts[c];
  for (gsize c = 0; c < glrlm->n_cells; c++)
    add_cell (self, glrlm, c);
}

void
rim_glrlm_summary_clear (RimGlrlmSummary *self)
{
  g_clear_pointer (&self->by_level, g_free);
  g_clear_pointer (&self->by_length, g_free);
}
