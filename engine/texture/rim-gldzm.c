/* rim-gldzm.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-gldzm.h"

#include "rim-counts.h"
#include "rim-edge-distance.h"
#include "rim-zones.h"

/* N(i, d): how many zones have level i and distance d from the edge. */
#define REFERENCE "Thibault et al. 2014; IBSI manual 3.9"

static const RimCountFeature features[] = {
  {
    { "SmallDistanceEmphasis", "dzm_sde", "0GBI", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N / d² / Σ N", REFERENCE },
    rim_count_small_emphasis,
  },
  {
    { "LargeDistanceEmphasis", "dzm_lde", "MB4I", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N d² / Σ N", REFERENCE },
    rim_count_large_emphasis,
  },
  {
    { "LowGrayLevelZoneEmphasis", "dzm_lgze", "S1RA", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N / i² / Σ N", REFERENCE },
    rim_count_low_emphasis,
  },
  {
    { "HighGrayLevelZoneEmphasis", "dzm_hgze", "K26C", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N i² / Σ N", REFERENCE },
    rim_count_high_emphasis,
  },
  {
    { "SmallDistanceLowGrayLevelEmphasis", "dzm_sdlge", "RUVG", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N / (i² d²) / Σ N", REFERENCE },
    rim_count_small_low_emphasis,
  },
  {
    { "SmallDistanceHighGrayLevelEmphasis", "dzm_sdhge", "DKNJ", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N i² / d² / Σ N", REFERENCE },
    rim_count_small_high_emphasis,
  },
  {
    { "LargeDistanceLowGrayLevelEmphasis", "dzm_ldlge", "A7WM", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N d² / i² / Σ N", REFERENCE },
    rim_count_large_low_emphasis,
  },
  {
    { "LargeDistanceHighGrayLevelEmphasis", "dzm_ldhge", "KLTH", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N i² d² / Σ N", REFERENCE },
    rim_count_large_high_emphasis,
  },
  {
    { "GrayLevelNonUniformity", "dzm_glnu", "VFT7", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σi (Σd N)² / Σ N", REFERENCE },
    rim_count_level_non_uniformity,
  },
  {
    { "GrayLevelNonUniformityNormalized", "dzm_glnu_norm", "7HP3", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σi (Σd N)² / (Σ N)²", REFERENCE },
    rim_count_level_non_uniformity_normalised,
  },
  {
    { "ZoneDistanceNonUniformity", "dzm_zdnu", "V294", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σd (Σi N)² / Σ N", REFERENCE },
    rim_count_size_non_uniformity,
  },
  {
    { "ZoneDistanceNonUniformityNormalized", "dzm_zdnu_norm", "IATH", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σd (Σi N)² / (Σ N)²", REFERENCE },
    rim_count_size_non_uniformity_normalised,
  },
  {
    { "ZonePercentage", "dzm_z_perc", "VIWW", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ N / Nv", REFERENCE },
    rim_count_percentage,
  },
  {
    { "GrayLevelVariance", "dzm_gl_var", "QK93", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_LEVEL_SQUARED, "Σ p (i − Σ p i)²", REFERENCE },
    rim_count_level_variance,
  },
  {
    { "ZoneDistanceVariance", "dzm_zd_var", "7WT1", RIM_IN_IBSI, TRUE,
      RIM_FEATURE_UNIT_NONE, "Σ p (d − Σ p d)²", REFERENCE },
    rim_count_size_variance,
  },
  {
    { "ZoneDistanceEntropy", "dzm_zd_entr", "GBDU", RIM_IN_IBSI, TRUE,
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
  g_autofree guint32 *distances = NULL;
  RimPairs *pairs;

  if (zones == NULL)
    return NULL;

  distances = rim_edge_distances_new (input->shape, input->region, flat_axis, error);
  if (distances == NULL)
    return NULL;

  pairs = rim_pairs_new (input->levels, zones->offsets, zones->n);
  for (gsize z = 0; z < zones->n; z++)
    pairs->sizes[z] = G_MAXUINT32;
  for (gsize v = 0; v < input->levels->n_voxels; v++)
    {
      guint32 *distance = &pairs->sizes[zones->of_voxel[v]];

      *distance = MIN (*distance, distances[v]);
    }

  return pairs;
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
  return rim_count_features_compute (features, G_N_ELEMENTS (features), make_pairs, input,
                                     aggregations, n_aggregations, values, cancellable, error);
}

const RimFamily rim_family_gldzm = {
  .name = "gldzm",
  .title = "Grey level distance zone matrix",
  .ibsi_id = "VMDZ",
  .needs_levels = TRUE,
  .needs_intensity = TRUE,
  .n_features = G_N_ELEMENTS (features),
  .get_info = get_info,
  .compute = compute,
};
