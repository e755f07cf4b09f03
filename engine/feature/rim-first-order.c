/* rim-first-order.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-first-order.h"

#include "feature/rim-intensity-private.h"
#include "feature/rim-value-moments-private.h"

#include <math.h>

/* What PyRadiomics adds to a probability before it takes the logarithm. */
#define EPSILON 2.220446049250313e-16

#define REFERENCE "PyRadiomics 3.1, firstorder.py"

#define ROW(name, tag, id, is_on, unit, field, formula)                             \
  {                                                                                 \
    { name, tag, id, RIM_IN_PYRADIOMICS, is_on, unit, formula, REFERENCE },         \
    G_STRUCT_OFFSET (RimFirstOrder, field)                                             \
  }

static const RimIntensityRow rows[] = {
  ROW ("10Percentile", NULL, NULL, TRUE, RIM_FEATURE_UNIT_INTENSITY, percentile_10,
       "the value at rank (N − 1)·0.1, between ranks linearly"),
  ROW ("90Percentile", NULL, NULL, TRUE, RIM_FEATURE_UNIT_INTENSITY, percentile_90,
       "the value at rank (N − 1)·0.9, between ranks linearly"),
  ROW ("Energy", "stat_energy", "N8CA", TRUE, RIM_FEATURE_UNIT_INTENSITY_SQUARED, energy,
       "Σ (x + c)²"),
  ROW ("Entropy", "ih_entropy", "TLU2", TRUE, RIM_FEATURE_UNIT_BITS, entropy,
       "−Σ p(i)·log₂(p(i) + ε)"),
  ROW ("InterquartileRange", NULL, NULL, TRUE, RIM_FEATURE_UNIT_INTENSITY, interquartile_range,
       "P75 − P25"),
  ROW ("Kurtosis", NULL, NULL, TRUE, RIM_FEATURE_UNIT_NONE, kurtosis, "μ₄ / μ₂²"),
  ROW ("Maximum", "stat_max", "84IY", TRUE, RIM_FEATURE_UNIT_INTENSITY, maximum, "max x"),
  ROW ("MeanAbsoluteDeviation", "stat_mad", "4FUA", TRUE, RIM_FEATURE_UNIT_INTENSITY,
       mean_absolute_deviation, "Σ |x − x̄| / N"),
  ROW ("Mean", "stat_mean", "Q4LE", TRUE, RIM_FEATURE_UNIT_INTENSITY, mean, "Σ x / N"),
  ROW ("Median", "stat_median", "Y12H", TRUE, RIM_FEATURE_UNIT_INTENSITY, median,
       "the value in the middle, or the mean of the two"),
  ROW ("Minimum", "stat_min", "1GSF", TRUE, RIM_FEATURE_UNIT_INTENSITY, minimum, "min x"),
  ROW ("Range", "stat_range", "2OJQ", TRUE, RIM_FEATURE_UNIT_INTENSITY, range, "max x − min x"),
  ROW ("RobustMeanAbsoluteDeviation", NULL, NULL, TRUE, RIM_FEATURE_UNIT_INTENSITY,
       robust_mean_absolute_deviation, "Σ |x − x̄| / N of the values in [P10, P90]"),
  ROW ("RootMeanSquared", "stat_rms", "5ZWQ", TRUE, RIM_FEATURE_UNIT_INTENSITY, root_mean_squared,
       "√(Σ (x + c)² / N)"),
  ROW ("Skewness", "stat_skew", "KE2A", TRUE, RIM_FEATURE_UNIT_NONE, skewness, "μ₃ / μ₂^1.5"),
  ROW ("StandardDeviation", NULL, NULL, FALSE, RIM_FEATURE_UNIT_INTENSITY, standard_deviation,
       "√μ₂"),
  ROW ("TotalEnergy", NULL, NULL, TRUE, RIM_FEATURE_UNIT_INTENSITY_SQUARED_VOLUME, total_energy,
       "V·Σ (x + c)², V the volume of a voxel"),
  ROW ("Uniformity", "ih_uniformity", "BJ5W", TRUE, RIM_FEATURE_UNIT_NONE, uniformity, "Σ p(i)²"),
  ROW ("Variance", "stat_var", "ECT3", TRUE, RIM_FEATURE_UNIT_INTENSITY_SQUARED, variance,
       "μ₂ = Σ (x − x̄)² / N"),
};

static const RimFeatureInfo *
get_info (guint i)
{
  return &rows[i].info;
}

/* numpy.percentile: the rank below, the one above, and what lies between them in
 * the order of operations that numpy has.
 */
static double
interpolate (double low,
             double high,
             double fraction)
{
  double difference = high - low;

  return fraction >= 0.5 ? high - difference * (1.0 - fraction) : low + difference * fraction;
}

static void
find_percentiles (RimFirstOrder  *self,
                  const double   *values,
                  gsize           n)
{
  static const double quantiles[] = { 0.1, 0.25, 0.75, 0.9 };
  double percentiles[G_N_ELEMENTS (quantiles)];
  gsize ranks[2 * G_N_ELEMENTS (quantiles) + 2];
  double found[G_N_ELEMENTS (ranks)];

  for (guint q = 0; q < G_N_ELEMENTS (quantiles); q++)
    {
      ranks[2 * q] = (gsize) floor ((double) (n - 1) * quantiles[q]);
      ranks[2 * q + 1] = MIN (ranks[2 * q] + 1, n - 1);
    }
  ranks[8] = (n - 1) / 2;
  ranks[9] = n / 2;

  rim_values_find_ranks (values, n, self->minimum, self->maximum, ranks, G_N_ELEMENTS (ranks),
                         found);

  for (guint q = 0; q < G_N_ELEMENTS (quantiles); q++)
    percentiles[q] = interpolate (found[2 * q], found[2 * q + 1],
                                  (double) (n - 1) * quantiles[q] - (double) ranks[2 * q]);

  self->percentile_10 = percentiles[0];
  self->percentile_90 = percentiles[3];
  self->interquartile_range = percentiles[2] - percentiles[1];
  self->median = rim_values_get_middle (found[8], found[9]);
}

static void
find_moments (RimFirstOrder  *self,
              const double   *values,
              gsize           n)
{
  RimValueMoments moments;

  rim_value_moments_init (&moments, values, n);
  self->minimum = moments.min;
  self->maximum = moments.max;
  self->range = moments.max - moments.min;
  self->mean = moments.mean;
  self->variance = moments.m2;
  self->standard_deviation = sqrt (moments.m2);
  self->mean_absolute_deviation = moments.deviation;
  self->skewness = moments.m2 > 0.0 ? moments.m3 / (moments.m2 * sqrt (moments.m2)) : 0.0;
  self->kurtosis = moments.m2 > 0.0 ? moments.m4 / (moments.m2 * moments.m2) : 0.0;
}

static void
find_entropy (RimFirstOrder     *self,
              const RimLevels   *levels)
{
  g_autofree gsize *counts = NULL;

  self->entropy = self->uniformity = NAN;
  if (levels == NULL)
    return;

  counts = rim_intensity_count_levels (levels);

  self->entropy = self->uniformity = 0.0;
  for (guint level = 1; level <= levels->n_levels; level++)
    {
      double p = (double) counts[level] / (double) levels->n_voxels;

      self->uniformity += p * p;
      self->entropy -= counts[level] > 0 ? p * log2 (p + EPSILON) : 0.0;
    }
}

/**
 * rim_first_order_list:
 * @self: what was found
 * @values: (out caller-allocates): RIM_FIRST_ORDER_N_FEATURES values, in the order of
 *   the table
 */
void
rim_first_order_list (const RimFirstOrder *self,
                      double              *values)
{
  G_STATIC_ASSERT (G_N_ELEMENTS (rows) == RIM_FIRST_ORDER_N_FEATURES);

  rim_intensity_fill (rows, G_N_ELEMENTS (rows), self, RIM_PROFILE_PYRADIOMICS, 1, values);
}

static gboolean
compute (const RimFamilyInput *input,
         const RimAggregation *aggregations,
         guint                 n_aggregations,
         double               *values,
         GCancellable         *cancellable,
         GError              **error)
{
  gsize n = input->region->n_voxels;
  RimFirstOrder self;

  if (!rim_intensity_check (input, cancellable, error))
    return FALSE;

  find_moments (&self, input->values, n);
  find_percentiles (&self, input->values, n);
  find_entropy (&self, input->levels);
  self.robust_mean_absolute_deviation =
    rim_values_robust_deviation (input->values, n, self.percentile_10, self.percentile_90);
  self.energy = rim_values_sum_squares (input->values, n, input->settings->voxel_array_shift);
  self.total_energy = self.energy * rim_grid_get_voxel_volume (&input->region->grid);
  self.root_mean_squared = sqrt (self.energy / (double) n);

  rim_intensity_fill (rows, G_N_ELEMENTS (rows), &self, input->settings->profile, n_aggregations,
                      values);

  return TRUE;
}

const RimFamily rim_family_firstorder = {
  .name = "firstorder",
  .title = "First order statistics",
  .ibsi_id = NULL,
  .needs_levels = TRUE,
  .needs_intensity = TRUE,
  .n_features = G_N_ELEMENTS (rows),
  .get_info = get_info,
  .compute = compute,
};
