/* rim-intensity-statistics.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-intensity-statistics.h"

#include "feature/rim-intensity-private.h"
#include "feature/rim-value-moments-private.h"

#include <math.h>

#define REFERENCE "IBSI reference manual, 3.3"

typedef struct
{
  double mean;
  double variance;
  double skewness;
  double kurtosis;
  double median;
  double minimum;
  double percentile_10;
  double percentile_90;
  double maximum;
  double interquartile_range;
  double range;
  double mean_absolute_deviation;
  double robust_mean_absolute_deviation;
  double median_absolute_deviation;
  double coefficient_of_variation;
  double quartile_coefficient;
  double energy;
  double root_mean_square;
} Statistics;

#define ROW(name, tag, id, unit, field, formula)                                    \
  {                                                                                 \
    { name, tag, id, RIM_IN_IBSI, TRUE, unit, formula, REFERENCE },                 \
    G_STRUCT_OFFSET (Statistics, field)                                             \
  }

static const RimIntensityRow rows[] = {
  ROW ("Mean", "stat_mean", "Q4LE", RIM_FEATURE_UNIT_INTENSITY, mean, "Σ x / N"),
  ROW ("Variance", "stat_var", "ECT3", RIM_FEATURE_UNIT_INTENSITY_SQUARED, variance,
       "μ₂ = Σ (x − x̄)² / N"),
  ROW ("Skewness", "stat_skew", "KE2A", RIM_FEATURE_UNIT_NONE, skewness, "μ₃ / μ₂^1.5"),
  ROW ("Kurtosis", "stat_kurt", "IPH6", RIM_FEATURE_UNIT_NONE, kurtosis, "μ₄ / μ₂² − 3"),
  ROW ("Median", "stat_median", "Y12H", RIM_FEATURE_UNIT_INTENSITY, median,
       "the value in the middle, or the mean of the two"),
  ROW ("Minimum", "stat_min", "1GSF", RIM_FEATURE_UNIT_INTENSITY, minimum, "min x"),
  ROW ("10Percentile", "stat_p10", "QG58", RIM_FEATURE_UNIT_INTENSITY, percentile_10,
       "P10: the lowest value that a tenth of all do not exceed"),
  ROW ("90Percentile", "stat_p90", "8DWT", RIM_FEATURE_UNIT_INTENSITY, percentile_90,
       "P90: the lowest value that nine tenths of all do not exceed"),
  ROW ("Maximum", "stat_max", "84IY", RIM_FEATURE_UNIT_INTENSITY, maximum, "max x"),
  ROW ("InterquartileRange", "stat_iqr", "SALO", RIM_FEATURE_UNIT_INTENSITY, interquartile_range,
       "P75 − P25"),
  ROW ("Range", "stat_range", "2OJQ", RIM_FEATURE_UNIT_INTENSITY, range, "max x − min x"),
  ROW ("MeanAbsoluteDeviation", "stat_mad", "4FUA", RIM_FEATURE_UNIT_INTENSITY,
       mean_absolute_deviation, "Σ |x − x̄| / N"),
  ROW ("RobustMeanAbsoluteDeviation", "stat_rmad", "1128", RIM_FEATURE_UNIT_INTENSITY,
       robust_mean_absolute_deviation, "Σ |x − x̄| / N of the values in [P10, P90]"),
  ROW ("MedianAbsoluteDeviation", "stat_medad", "N72L", RIM_FEATURE_UNIT_INTENSITY,
       median_absolute_deviation, "Σ |x − M| / N, M the median"),
  ROW ("CoefficientOfVariation", "stat_cov", "7TET", RIM_FEATURE_UNIT_NONE,
       coefficient_of_variation, "√μ₂ / x̄"),
  ROW ("QuartileCoefficientOfDispersion", "stat_qcod", "9S40", RIM_FEATURE_UNIT_NONE,
       quartile_coefficient, "(P75 − P25) / (P75 + P25)"),
  ROW ("Energy", "stat_energy", "N8CA", RIM_FEATURE_UNIT_INTENSITY_SQUARED, energy, "Σ x²"),
  ROW ("RootMeanSquared", "stat_rms", "5ZWQ", RIM_FEATURE_UNIT_INTENSITY, root_mean_square,
       "√(Σ x² / N)"),
};

static const RimFeatureInfo *
get_info (guint i)
{
  return &rows[i].info;
}

static void
find_moments (Statistics   *self,
              const double *values,
              gsize         n)
{
  RimValueMoments moments;

  rim_value_moments_init (&moments, values, n);
  self->minimum = moments.min;
  self->maximum = moments.max;
  self->range = moments.max - moments.min;
  self->mean = moments.mean;
  self->variance = moments.m2;
  self->mean_absolute_deviation = moments.deviation;
  self->skewness = moments.m2 > 0.0 ? moments.m3 / (moments.m2 * sqrt (moments.m2)) : 0.0;
  self->kurtosis = moments.m2 > 0.0 ? moments.m4 / (moments.m2 * moments.m2) - 3.0 : 0.0;
  self->coefficient_of_variation = moments.mean != 0.0 ? sqrt (moments.m2) / moments.mean : NAN;
}

static void
find_percentiles (Statistics   *self,
                  const double *values,
                  gsize         n)
{
  static const gsize percents[] = { 10, 25, 75, 90 };
  gsize ranks[G_N_ELEMENTS (percents) + 2];
  double found[G_N_ELEMENTS (ranks)];
  double sum;

  for (guint p = 0; p < G_N_ELEMENTS (percents); p++)
    ranks[p] = (percents[p] * n + 99) / 100 - 1;
  ranks[4] = (n - 1) / 2;
  ranks[5] = n / 2;

  rim_values_find_ranks (values, n, self->minimum, self->maximum, ranks, G_N_ELEMENTS (ranks),
                         found);
  self->percentile_10 = found[0];
  self->percentile_90 = found[3];
  self->interquartile_range = found[2] - found[1];
  sum = found[2] + found[1];
  self->quartile_coefficient = sum != 0.0 ? self->interquartile_range / sum : NAN;
  self->median = rim_values_get_middle (found[4], found[5]);
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
  Statistics self;

  if (!rim_intensity_check (input, cancellable, error))
    return FALSE;

  find_moments (&self, input->values, n);
  find_percentiles (&self, input->values, n);
  self.median_absolute_deviation = rim_values_mean_deviation (input->values, n, self.median);
  self.robust_mean_absolute_deviation =
    rim_values_robust_deviation (input->values, n, self.percentile_10, self.percentile_90);
  self.energy = rim_values_sum_squares (input->values, n, 0.0);
  self.root_mean_square = sqrt (self.energy / (double) n);

  rim_intensity_fill (rows, G_N_ELEMENTS (rows), &self, input->settings->profile, n_aggregations,
                      values);

  return TRUE;
}

const RimFamily rim_family_statistics = {
  .name = "statistics",
  .title = "Intensity-based statistics",
  .ibsi_id = "UHIW",
  .needs_levels = FALSE,
  .needs_intensity = TRUE,
  .n_features = G_N_ELEMENTS (rows),
  .get_info = get_info,
  .compute = compute,
};
