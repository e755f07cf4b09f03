/* rim-gldm.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-gldm.h"

#include "rim-dependence.h"

/* N(i, d): how many voxels have level i and d − 1 dependent neighbours. What the
 * IBSI calls NGLDM, under PyRadiomics' names.
 */
#define REFERENCE "Sun and Wee 1983; PyRadiomics, gldm"

static const RimCountFeature features[RIM_GLDM_N_FEATURES] = {
  {
    { "SmallDependenceEmphasis", NULL, NULL, RIM_IN_PYRADIOMICS, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N / d² / Σ N", REFERENCE },
    rim_count_small_emphasis,
  },
  {
    { "LargeDependenceEmphasis", NULL, NULL, RIM_IN_PYRADIOMICS, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N d² / Σ N", REFERENCE },
    rim_count_large_emphasis,
  },
  {
    { "LowGrayLevelEmphasis", NULL, NULL, RIM_IN_PYRADIOMICS, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N / i² / Σ N", REFERENCE },
    rim_count_low_emphasis,
  },
  {
    { "HighGrayLevelEmphasis", NULL, NULL, RIM_IN_PYRADIOMICS, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N i² / Σ N", REFERENCE },
    rim_count_high_emphasis,
  },
  {
    { "SmallDependenceLowGrayLevelEmphasis", NULL, NULL, RIM_IN_PYRADIOMICS, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N / (i² d²) / Σ N", REFERENCE },
    rim_count_small_low_emphasis,
  },
  {
    { "SmallDependenceHighGrayLevelEmphasis", NULL, NULL, RIM_IN_PYRADIOMICS, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N i² / d² / Σ N", REFERENCE },
    rim_count_small_high_emphasis,
  },
  {
    { "LargeDependenceLowGrayLevelEmphasis", NULL, NULL, RIM_IN_PYRADIOMICS, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N d² / i² / Σ N", REFERENCE },
    rim_count_large_low_emphasis,
  },
  {
    { "LargeDependenceHighGrayLevelEmphasis", NULL, NULL, RIM_IN_PYRADIOMICS, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N i² d² / Σ N", REFERENCE },
    rim_count_large_high_emphasis,
  },
  {
    { "GrayLevelNonUniformity", NULL, NULL, RIM_IN_PYRADIOMICS, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σi (Σd N)² / Σ N", REFERENCE },
    rim_count_level_non_uniformity,
  },
  {
    { "DependenceNonUniformity", NULL, NULL, RIM_IN_PYRADIOMICS, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σd (Σi N)² / Σ N", REFERENCE },
    rim_count_size_non_uniformity,
  },
  {
    { "DependenceNonUniformityNormalized", NULL, NULL, RIM_IN_PYRADIOMICS, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σd (Σi N)² / (Σ N)²", REFERENCE },
    rim_count_size_non_uniformity_normalised,
  },
  {
    { "GrayLevelVariance", NULL, NULL, RIM_IN_PYRADIOMICS, TRUE,
      RIM_FEATURE_UNIT_LEVEL_SQUARED, "Σ p (i − Σ p i)²", REFERENCE },
    rim_count_level_variance,
  },
  {
    { "DependenceVariance", NULL, NULL, RIM_IN_PYRADIOMICS, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ p (d − Σ p d)²", REFERENCE },
    rim_count_size_variance,
  },
  {
    { "DependenceEntropy", NULL, NULL, RIM_IN_PYRADIOMICS, TRUE,
      RIM_FEATURE_UNIT_BITS, "−Σ p log₂ p", REFERENCE },
    rim_count_entropy,
  },
};

/**
 * rim_gldm_get_features:
 *
 * Returns: (transfer none): the table of RIM_GLDM_N_FEATURES features
 */
const RimCountFeature *
rim_gldm_get_features (void)
{
  return features;
}

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
  return rim_count_features_compute (features, RIM_GLDM_N_FEATURES, rim_dependence_new, input,
                                     aggregations, n_aggregations, values, cancellable, error);
}

const RimFamily rim_family_gldm = {
  .name = "gldm",
  .title = "Grey level dependence matrix",
  .ibsi_id = NULL,
  .needs_levels = TRUE,
  .needs_intensity = TRUE,
  .n_features = RIM_GLDM_N_FEATURES,
  .get_info = get_info,
  .compute = compute,
};
