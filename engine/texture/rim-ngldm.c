/* rim-ngldm.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-ngldm.h"

#include "rim-dependence.h"

/* N(i, d): how many voxels have level i and d − 1 dependent neighbours. */
#define REFERENCE "Sun and Wee 1983; IBSI manual 3.11"

static const RimCountFeature features[] = {
  {
    { "LowDependenceEmphasis", "ngl_lde", "SODN", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N / d² / Σ N", REFERENCE },
    rim_count_small_emphasis,
  },
  {
    { "HighDependenceEmphasis", "ngl_hde", "IMOQ", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N d² / Σ N", REFERENCE },
    rim_count_large_emphasis,
  },
  {
    { "LowGrayLevelCountEmphasis", "ngl_lgce", "TL9H", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N / i² / Σ N", REFERENCE },
    rim_count_low_emphasis,
  },
  {
    { "HighGrayLevelCountEmphasis", "ngl_hgce", "OAE7", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N i² / Σ N", REFERENCE },
    rim_count_high_emphasis,
  },
  {
    { "LowDependenceLowGrayLevelEmphasis", "ngl_ldlge", "EQ3F", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N / (i² d²) / Σ N", REFERENCE },
    rim_count_small_low_emphasis,
  },
  {
    { "LowDependenceHighGrayLevelEmphasis", "ngl_ldhge", "JA6D", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N i² / d² / Σ N", REFERENCE },
    rim_count_small_high_emphasis,
  },
  {
    { "HighDependenceLowGrayLevelEmphasis", "ngl_hdlge", "NBZI", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N d² / i² / Σ N", REFERENCE },
    rim_count_large_low_emphasis,
  },
  {
    { "HighDependenceHighGrayLevelEmphasis", "ngl_hdhge", "9QMG", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N i² d² / Σ N", REFERENCE },
    rim_count_large_high_emphasis,
  },
  {
    { "GrayLevelNonUniformity", "ngl_glnu", "FP8K", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σi (Σd N)² / Σ N", REFERENCE },
    rim_count_level_non_uniformity,
  },
  {
    { "GrayLevelNonUniformityNormalized", "ngl_glnu_norm", "5SPA", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σi (Σd N)² / (Σ N)²", REFERENCE },
    rim_count_level_non_uniformity_normalised,
  },
  {
    { "DependenceCountNonUniformity", "ngl_dcnu", "Z87G", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σd (Σi N)² / Σ N", REFERENCE },
    rim_count_size_non_uniformity,
  },
  {
    { "DependenceCountNonUniformityNormalized", "ngl_dcnu_norm", "OKJI", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σd (Σi N)² / (Σ N)²", REFERENCE },
    rim_count_size_non_uniformity_normalised,
  },
  {
    { "DependenceCountPercentage", "ngl_dc_perc", "6XV8", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N / Nv", REFERENCE },
    rim_count_percentage,
  },
  {
    { "GrayLevelVariance", "ngl_gl_var", "1PFV", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_LEVEL_SQUARED, "Σ p (i − Σ p i)²", REFERENCE },
    rim_count_level_variance,
  },
  {
    { "DependenceCountVariance", "ngl_dc_var", "DNX2", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ p (d − Σ p d)²", REFERENCE },
    rim_count_size_variance,
  },
  {
    { "DependenceCountEntropy", "ngl_dc_entr", "FCBV", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_BITS, "−Σ p log₂ p", REFERENCE },
    rim_count_entropy,
  },
  {
    { "DependenceCountEnergy", "ngl_dc_energy", "CAS9", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ p²", REFERENCE },
    rim_count_energy,
  },
};

static const RimFeatureInfo *
get_info (guint i)
{
  return &features[i].info;
}

static gboolean
compute (const RimFamilyInput *input,
         const RimAggregation *aggregations,
         guint                 n_aggregations,
         double               *values,
         GCancellable         *cancellable,
         GError              **error)
{
  return rim_count_features_compute (features, G_N_ELEMENTS (features), rim_dependence_new, input,
                                     aggregations, n_aggregations, values, cancellable, error);
}

const RimFamily rim_family_ngldm = {
  .name = "ngldm",
  .title = "Neighbouring grey level dependence matrix",
  .ibsi_id = "REK0",
  .needs_levels = TRUE,
  .needs_intensity = TRUE,
  .n_features = G_N_ELEMENTS (features),
  .get_info = get_info,
  .compute = compute,
};
