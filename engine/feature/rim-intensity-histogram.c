/* rim-intensity-histogram.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-intensity-histogram.h"

#include "feature/rim-intensity-private.h"

#include <math.h>

#define REFERENCE "IBSI reference manual, 3.4"

/* How many voxels have each level, and the features of that. */
typedef struct
{
  const gsize *counts;           /* from level 0, of which there is none */
  guint        n_levels;
  double       n;

  double       mean;
  double       variance;
  double       skewness;
  double       kurtosis;
  double       median;
  double       minimum;
  double       percentile_10;
  double       percentile_90;
  double       maximum;
  double       mode;
  double       interquartile_range;
  double       range;
  double       mean_absolute_deviation;
  double       robust_mean_absolute_deviation;
  double       median_absolute_deviation;
  double       coefficient_of_variation;
  double       quartile_coefficient;
  double       entropy;
  double       uniformity;
  double       maximum_gradient;
  double       maximum_gradient_level;
  double       minimum_gradient;
  double       minimum_gradient_level;
} Histogram;

#define ROW(name, tag, id, unit, field, formula)                                    \
  {                                                                                 \
    { name, tag, id, RIM_IN_IBSI, TRUE, unit, formula, REFERENCE },                 \
    G_STRUCT_OFFSET (Histogram, field)                                              \
  }

static const RimIntensityRow rows[] = {
  ROW ("Mean", "ih_mean", "X6K6", RIM_FEATURE_UNIT_LEVEL, mean, "Σ i·p(i)"),
  ROW ("Variance", "ih_var", "CH89", RIM_FEATURE_UNIT_LEVEL_SQUARED, variance,
       "μ₂ = Σ (i − μ)²·p(i)"),
  ROW ("Skewness", "ih_skew", "88K1", RIM_FEATURE_UNIT_NONE, skewness, "μ₃ / μ₂^1.5"),
  ROW ("Kurtosis", "ih_kurt", "C3I7", RIM_FEATURE_UNIT_NONE, kurtosis, "μ₄ / μ₂² − 3"),
  ROW ("Median", "ih_median", "WIFQ", RIM_FEATURE_UNIT_LEVEL, median,
       "the level in the middle, or the mean of the two"),
  ROW ("Minimum", "ih_min", "1PR8", RIM_FEATURE_UNIT_LEVEL, minimum, "min i"),
  ROW ("10Percentile", "ih_p10", "GPMT", RIM_FEATURE_UNIT_LEVEL, percentile_10,
       "P10: the lowest level that a tenth of all do not exceed"),
  ROW ("90Percentile", "ih_p90", "OZ0C", RIM_FEATURE_UNIT_LEVEL, percentile_90,
       "P90: the lowest level that nine tenths of all do not exceed"),
  ROW ("Maximum", "ih_max", "3NCY", RIM_FEATURE_UNIT_LEVEL, maximum, "max i"),
  ROW ("Mode", "ih_mode", "AMMC", RIM_FEATURE_UNIT_LEVEL, mode,
       "the most frequent level; of several the one nearest to the mean"),
  ROW ("InterquartileRange", "ih_iqr", "WR0O", RIM_FEATURE_UNIT_LEVEL, interquartile_range,
       "P75 − P25"),
  ROW ("Range", "ih_range", "5Z3W", RIM_FEATURE_UNIT_LEVEL, range, "max i − min i"),
  ROW ("MeanAbsoluteDeviation", "ih_mad", "D2ZX", RIM_FEATURE_UNIT_LEVEL, mean_absolute_deviation,
       "Σ |i − μ|·p(i)"),
  ROW ("RobustMeanAbsoluteDeviation", "ih_rmad", "WRZB", RIM_FEATURE_UNIT_LEVEL,
       robust_mean_absolute_deviation, "Σ |i − μ|·p(i) of the levels in [P10, P90]"),
  ROW ("MedianAbsoluteDeviation", "ih_medad", "4RNL", RIM_FEATURE_UNIT_LEVEL,
       median_absolute_deviation, "Σ |i − M|·p(i), M the median"),
  ROW ("CoefficientOfVariation", "ih_cov", "CWYJ", RIM_FEATURE_UNIT_NONE, coefficient_of_variation,
       "√μ₂ / μ"),
  ROW ("QuartileCoefficientOfDispersion", "ih_qcod", "SLWD", RIM_FEATURE_UNIT_NONE,
       quartile_coefficient, "(P75 − P25) / (P75 + P25)"),
  ROW ("Entropy", "ih_entropy", "TLU2", RIM_FEATURE_UNIT_BITS, entropy, "−Σ p(i)·log₂ p(i)"),
  ROW ("Uniformity", "ih_uniformity", "BJ5W", RIM_FEATURE_UNIT_NONE, uniformity, "Σ p(i)²"),
  ROW ("MaximumGradient", "ih_max_grad", "12CE", RIM_FEATURE_UNIT_VOXELS, maximum_gradient,
       "max (n(i + 1) − n(i − 1)) / 2, one-sided at the ends"),
  ROW ("MaximumGradientLevel", "ih_max_grad_g", "8E6O", RIM_FEATURE_UNIT_LEVEL,
       maximum_gradient_level, "the lowest level with the maximum gradient"),
  ROW ("MinimumGradient", "ih_min_grad", "VQB3", RIM_FEATURE_UNIT_VOXELS, minimum_gradient,
       "min (n(i + 1) − n(i − 1)) / 2, one-sided at the ends"),
  ROW ("MinimumGradientLevel", "ih_min_grad_g", "RHQZ", RIM_FEATURE_UNIT_LEVEL,
       minimum_gradient_level, "the lowest level with the minimum gradient"),
};

static const RimFeatureInfo *
get_info (guint i)
{
  return &rows[i].info;
}

/* The level that stands at @rank (from 0) when all are sorted. */
static double
find_rank (const Histogram *self,
           gsize            rank)
{
  gsize below = 0;

  for (guint level = 1; level <= self->n_levels; level++)
    {
      below += self->counts[level];
      if (below > rank)
        return level;
    }

  return NAN;
}

static double
find_percentile (const Histogram *self,
                 gsize            percent)
{
  return find_rank (self, (percent * (gsize) self->n + 99) / 100 - 1);
}

static void
find_moments (Histogram *self)
{
  double second = 0.0, third = 0.0, fourth = 0.0;

  self->mean = self->mean_absolute_deviation = 0.0;
  for (guint level = 1; level <= self->n_levels; level++)
    self->mean += (double) self->counts[level] * level;
  self->mean /= self->n;

  for (guint level = 1; level <= self->n_levels; level++)
    {
      double p = (double) self->counts[level] / self->n;
      double away = level - self->mean;

      self->mean_absolute_deviation += p * fabs (away);
      second += p * away * away;
      third += p * away * away * away;
      fourth += p * away * away * away * away;
    }

  self->variance = second;
  self->skewness = second > 0.0 ? third / (second * sqrt (second)) : 0.0;
  self->kurtosis = second > 0.0 ? fourth / (second * second) - 3.0 : 0.0;
  self->coefficient_of_variation = sqrt (second) / self->mean;
}

static void
find_percentiles (Histogram *self)
{
  gsize n = (gsize) self->n;
  double lower = find_percentile (self, 25);
  double upper = find_percentile (self, 75);

  self->minimum = find_rank (self, 0);
  self->maximum = find_rank (self, n - 1);
  self->range = self->maximum - self->minimum;
  self->percentile_10 = find_percentile (self, 10);
  self->percentile_90 = find_percentile (self, 90);
  self->interquartile_range = upper - lower;
  self->quartile_coefficient = (upper - lower) / (upper + lower);
  self->median = (find_rank (self, (n - 1) / 2) + find_rank (self, n / 2)) / 2.0;
}

static double
find_deviation (const Histogram *self,
                double           low,
                double           high,
                double           center)
{
  double n = 0.0;
  double sum = 0.0;
  double deviations = 0.0;

  for (guint level = 1; level <= self->n_levels; level++)
    if (level >= low && level <= high)
      {
        n += (double) self->counts[level];
        sum += (double) self->counts[level] * level;
      }
  if (isnan (center))
    center = sum / n;

  for (guint level = 1; level <= self->n_levels; level++)
    if (level >= low && level <= high)
      deviations += (double) self->counts[level] * fabs (level - center);

  return deviations / n;
}

static void
find_mode (Histogram *self)
{
  guint mode = 0;

  self->entropy = self->uniformity = 0.0;
  for (guint level = 1; level <= self->n_levels; level++)
    {
      double p = (double) self->counts[level] / self->n;

      self->uniformity += p * p;
      self->entropy -= p > 0.0 ? p * log2 (p) : 0.0;

      if (mode == 0 || self->counts[level] > self->counts[mode] ||
          (self->counts[level] == self->counts[mode] &&
           fabs (level - self->mean) < fabs (mode - self->mean)))
        mode = level;
    }
  self->mode = mode;
}

static void
find_gradients (Histogram *self)
{
  self->maximum_gradient = self->minimum_gradient = NAN;
  self->maximum_gradient_level = self->minimum_gradient_level = NAN;

  for (guint level = 1; level <= self->n_levels && self->n_levels > 1; level++)
    {
      guint low = MAX (level - 1, 1);
      guint high = MIN (level + 1, self->n_levels);
      double gradient = ((double) self->counts[high] - (double) self->counts[low]) / (high - low);

      if (!(gradient <= self->maximum_gradient))
        {
          self->maximum_gradient = gradient;
          self->maximum_gradient_level = level;
        }
      if (!(gradient >= self->minimum_gradient))
        {
          self->minimum_gradient = gradient;
          self->minimum_gradient_level = level;
        }
    }
}

static gboolean
compute (const RimFamilyInput *input,
         const RimAggregation *aggregations,
         guint                 n_aggregations,
         double               *values,
         GCancellable         *cancellable,
         GError              **error)
{
  const RimLevels *levels = input->levels;
  g_autofree gsize *counts = NULL;
  Histogram self;

  g_return_val_if_fail (levels != NULL, FALSE);
  if (!rim_intensity_check (input, cancellable, error))
    return FALSE;

  counts = rim_intensity_count_levels (levels);

  self.counts = counts;
  self.n_levels = levels->n_levels;
  self.n = (double) levels->n_voxels;
  find_moments (&self);
  find_percentiles (&self);
  find_mode (&self);
  find_gradients (&self);
  self.median_absolute_deviation = find_deviation (&self, 1, self.n_levels, self.median);
  self.robust_mean_absolute_deviation =
    find_deviation (&self, self.percentile_10, self.percentile_90, NAN);

  rim_intensity_fill (rows, G_N_ELEMENTS (rows), &self, input->settings->profile, n_aggregations,
                      values);

  return TRUE;
}

const RimFamily rim_family_histogram = {
  .name = "histogram",
  .title = "Intensity histogram",
  .ibsi_id = "ZVCW",
  .needs_levels = TRUE,
  .needs_intensity = TRUE,
  .n_features = G_N_ELEMENTS (rows),
  .get_info = get_info,
  .compute = compute,
};
