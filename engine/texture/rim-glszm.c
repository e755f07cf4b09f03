/* rim-glszm.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-glszm.h"

#include <string.h>

#include "rim-counts.h"
#include "rim-zones.h"

/* N(i, s): how many zones have level i and s voxels. */
#define REFERENCE "Thibault et al. 2009; IBSI manual 3.8"

static const RimCountFeature features[RIM_GLSZM_N_FEATURES] = {
  {
    { "SmallAreaEmphasis", "szm_sze", "5QRC", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N / s² / Σ N", REFERENCE },
    rim_count_small_emphasis,
  },
  {
    { "LargeAreaEmphasis", "szm_lze", "48P8", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N s² / Σ N", REFERENCE },
    rim_count_large_emphasis,
  },
  {
    { "LowGrayLevelZoneEmphasis", "szm_lgze", "XMSY", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N / i² / Σ N", REFERENCE },
    rim_count_low_emphasis,
  },
  {
    { "HighGrayLevelZoneEmphasis", "szm_hgze", "5GN9", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N i² / Σ N", REFERENCE },
    rim_count_high_emphasis,
  },
  {
    { "SmallAreaLowGrayLevelEmphasis", "szm_szlge", "5RAI", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N / (i² s²) / Σ N", REFERENCE },
    rim_count_small_low_emphasis,
  },
  {
    { "SmallAreaHighGrayLevelEmphasis", "szm_szhge", "HW1V", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N i² / s² / Σ N", REFERENCE },
    rim_count_small_high_emphasis,
  },
  {
    { "LargeAreaLowGrayLevelEmphasis", "szm_lzlge", "YH51", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N s² / i² / Σ N", REFERENCE },
    rim_count_large_low_emphasis,
  },
  {
    { "LargeAreaHighGrayLevelEmphasis", "szm_lzhge", "J17V", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N i² s² / Σ N", REFERENCE },
    rim_count_large_high_emphasis,
  },
  {
    { "GrayLevelNonUniformity", "szm_glnu", "JNSA", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σi (Σs N)² / Σ N", REFERENCE },
    rim_count_level_non_uniformity,
  },
  {
    { "GrayLevelNonUniformityNormalized", "szm_glnu_norm", "Y1RO", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σi (Σs N)² / (Σ N)²", REFERENCE },
    rim_count_level_non_uniformity_normalised,
  },
  {
    { "SizeZoneNonUniformity", "szm_zsnu", "4JP3", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σs (Σi N)² / Σ N", REFERENCE },
    rim_count_size_non_uniformity,
  },
  {
    { "SizeZoneNonUniformityNormalized", "szm_zsnu_norm", "VB3A", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σs (Σi N)² / (Σ N)²", REFERENCE },
    rim_count_size_non_uniformity_normalised,
  },
  {
    { "ZonePercentage", "szm_z_perc", "P30P", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N / Nv", REFERENCE },
    rim_count_percentage,
  },
  {
    { "GrayLevelVariance", "szm_gl_var", "BYLV", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_LEVEL_SQUARED, "Σ p (i − Σ p i)²", REFERENCE },
    rim_count_level_variance,
  },
  {
    { "ZoneVariance", "szm_zs_var", "3NSA", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ p (s − Σ p s)²", REFERENCE },
    rim_count_size_variance,
  },
  {
    { "ZoneEntropy", "szm_zs_entr", "GU8N", RIM_IN_BOTH, TRUE,
      RIM_FEATURE_UNIT_BITS, "−Σ p log₂ p", REFERENCE },
    rim_count_entropy,
  },
};

static RimPairs *
make_pairs (const RimFamilyInput *input,
            int                   flat_axis,
            GCancellable         *cancellable,
            GError              **error)
{
  g_autoptr(RimZones) zones = rim_zones_new (input->levels, flat_axis, error);
  RimPairs *pairs;

  if (zones == NULL)
    return NULL;

  pairs = rim_pairs_new (input->levels, zones->offsets, zones->n);
  memcpy (pairs->sizes, zones->sizes, zones->n * sizeof *zones->sizes);

  return pairs;
}

/**
 * rim_glszm_get_features:
 *
 * Returns: (transfer none): the table of RIM_GLSZM_N_FEATURES features
 */
const RimCountFeature *
rim_glszm_get_features (void)
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
  return rim_count_features_compute (features, RIM_GLSZM_N_FEATURES, make_pairs, input,
                                     aggregations, n_aggregations, values, cancellable, error);
}

const RimFamily rim_family_glszm = {
  .name = "glszm",
  .title = "Grey level size zone matrix",
  .ibsi_id = "9SAK",
  .needs_levels = TRUE,
  .needs_intensity = TRUE,
  .n_features = RIM_GLSZM_N_FEATURES,
  .get_info = get_info,
  .compute = compute,
};
