/* rim-glrlm.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-glrlm.h"

#include <math.h>

#include "rim-direction-matrices-private.h"

#define GALLOWAY "Galloway 1975"
#define CHU "Chu, Sehgal, Greenleaf 1990"
#define DASARATHY "Dasarathy, Holder 1991"

/* In the order in which PyRadiomics writes them. */
static const RimCountFeature features[RIM_GLRLM_N_FEATURES] = {
  {
    { "GrayLevelNonUniformity", "rlm_glnu", "R5YN", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σi (Σj P(i,j))² / Nr", GALLOWAY },
    rim_count_level_non_uniformity,
  },
  {
    { "GrayLevelNonUniformityNormalized", "rlm_glnu_norm", "OVBL", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σi (Σj P(i,j))² / Nr²", GALLOWAY },
    rim_count_level_non_uniformity_normalised,
  },
  {
    { "GrayLevelVariance", "rlm_gl_var", "8CE5", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_LEVEL_SQUARED,
      "Σ p(i,j)·(i − μ)²", "IBSI 3.7.14" },
    rim_count_level_variance,
  },
  {
    { "HighGrayLevelRunEmphasis", "rlm_hgre", "G3QZ", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_LEVEL_SQUARED,
      "Σ P(i,j)·i² / Nr", CHU },
    rim_count_high_emphasis,
  },
  {
    { "LongRunEmphasis", "rlm_lre", "W4KF", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ P(i,j)·j² / Nr", GALLOWAY },
    rim_count_large_emphasis,
  },
  {
    { "LongRunHighGrayLevelEmphasis", "rlm_lrhge", "3KUM", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ P(i,j)·i²·j² / Nr", DASARATHY },
    rim_count_large_high_emphasis,
  },
  {
    { "LongRunLowGrayLevelEmphasis", "rlm_lrlge", "IVPO", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ P(i,j)·j²/i² / Nr", DASARATHY },
    rim_count_large_low_emphasis,
  },
  {
    { "LowGrayLevelRunEmphasis", "rlm_lgre", "V3SW", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ P(i,j)/i² / Nr", CHU },
    rim_count_low_emphasis,
  },
  {
    { "RunEntropy", "rlm_rl_entr", "HJ9O", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_BITS,
      "−Σ p(i,j)·log₂ p(i,j)", "IBSI 3.7.16" },
    rim_count_entropy,
  },
  {
    { "RunLengthNonUniformity", "rlm_rlnu", "W92Y", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σj (Σi P(i,j))² / Nr", GALLOWAY },
    rim_count_size_non_uniformity,
  },
  {
    { "RunLengthNonUniformityNormalized", "rlm_rlnu_norm", "IC23", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σj (Σi P(i,j))² / Nr²", GALLOWAY },
    rim_count_size_non_uniformity_normalised,
  },
  {
    { "RunPercentage", "rlm_r_perc", "9ZK5", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Nr / Σ P(i,j)·j", GALLOWAY },
    rim_count_percentage,
  },
  {
    { "RunVariance", "rlm_rl_var", "SXLW", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ p(i,j)·(j − μ)²", "IBSI 3.7.15" },
    rim_count_size_variance,
  },
  {
    { "ShortRunEmphasis", "rlm_sre", "22OV", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ P(i,j)/j² / Nr", GALLOWAY },
    rim_count_small_emphasis,
  },
  {
    { "ShortRunHighGrayLevelEmphasis", "rlm_srhge", "GD3A", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ P(i,j)·i²/j² / Nr", DASARATHY },
    rim_count_small_high_emphasis,
  },
  {
    { "ShortRunLowGrayLevelEmphasis", "rlm_srlge", "HTZT", RIM_IN_BOTH, TRUE, RIM_FEATURE_UNIT_NONE,
      "Σ P(i,j)/(i²·j²) / Nr", DASARATHY },
    rim_count_small_low_emphasis,
  },
};

/**
 * rim_glrlm_get_features:
 *
 * Returns: (transfer none): the table of RIM_GLRLM_N_FEATURES features
 */
const RimCountFeature *
rim_glrlm_get_features (void)
{
  return features;
}

static double
square (double x)
{
  return x * x;
}

static void
add_cell (RimCountSums   *self,
          const RimGlrlm *glrlm,
          gsize           c,
          double          epsilon)
{
  double count = glrlm->counts[c];
  double level = square (glrlm->values[glrlm->rows[c]]);
  double length = square (glrlm->lengths[c]);
  double p = count / self->n;

  self->n_voxels += count * glrlm->lengths[c];
  self->small_low += count / (level * length);
  self->small_high += count * level / length;
  self->large_low += count * length / level;
  self->large_high += count * level * length;
  self->entropy -= p * log2 (p + epsilon);
  self->energy += p * p;
}

static void
add_levels (RimCountSums   *self,
            const RimGlrlm *glrlm)
{
  g_autofree double *runs = g_new0 (double, (gsize) glrlm->n + 1);
  double mean = 0.0;

  for (gsize c = 0; c < glrlm->n_cells; c++)
    runs[glrlm->rows[c]] += glrlm->counts[c];

  for (guint i = 1; i <= glrlm->n; i++)
    {
      self->low += runs[i] / square (glrlm->values[i]);
      self->high += runs[i] * square (glrlm->values[i]);
      self->level_squares += square (runs[i]);
      mean += runs[i] / self->n * glrlm->values[i];
    }
  for (guint i = 1; i <= glrlm->n; i++)
    self->level_variance += runs[i] / self->n * square (glrlm->values[i] - mean);
}

static void
add_lengths (RimCountSums   *self,
             const RimGlrlm *glrlm)
{
  g_autofree double *runs = g_new0 (double, (gsize) glrlm->max_length + 1);
  double mean = self->n_voxels / self->n;

  for (gsize c = 0; c < glrlm->n_cells; c++)
    runs[glrlm->lengths[c]] += glrlm->counts[c];

  for (guint j = 1; j <= glrlm->max_length; j++)
    {
      self->small += runs[j] / square (j);
      self->large += runs[j] * square (j);
      self->size_squares += square (runs[j]);
      self->size_variance += runs[j] / self->n * square (j - mean);
    }
}

/**
 * rim_glrlm_measure:
 * @glrlm: a matrix of at least one cell
 * @profile: whose features
 * @values: (out caller-allocates): RIM_GLRLM_N_FEATURES values
 *
 * Computes all features of one matrix, whose sizes are lengths; voxels count once for
 * each direction that was merged.
 */
void
rim_glrlm_measure (const RimGlrlm *glrlm,
                   RimProfile      profile,
                   double         *values)
{
  const double epsilon = profile == RIM_PROFILE_PYRADIOMICS ? RIM_PYRADIOMICS_EPSILON : 0.0;
  RimCountSums sums = { 0 };

  for (gsize c = 0; c < glrlm->n_cells; c++)
    sums.n += glrlm->counts[c];
  for (gsize c = 0; c < glrlm->n_cells; c++)
    add_cell (&sums, glrlm, c, epsilon);
  add_levels (&sums, glrlm);
  add_lengths (&sums, glrlm);

  for (guint f = 0; f < RIM_GLRLM_N_FEATURES; f++)
    values[f] = features[f].function (&sums);
}
