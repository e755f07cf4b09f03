/* rim-collage.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-collage.h"

#include <math.h>

#include "feature/rim-collage-map.h"
#include "feature/rim-intensity-private.h"
#include "feature/rim-value-moments-private.h"

#define REFERENCE "Prasanna et al. 2016, doi:10.1038/srep37241; Haralick et al. 1973"

typedef struct
{
  double median;
  double deviation;
  double skewness;
  double kurtosis;
} Spread;

typedef struct
{
  double means[RIM_N_ORIENTATION_ANGLES][RIM_N_COLLAGE_STATISTICS];
  Spread spreads[RIM_N_ORIENTATION_ANGLES][RIM_N_COLLAGE_STATISTICS];
} Found;

#define ROW(name_, unit_, formula_, member_) \
  { { name_, NULL, NULL, RIM_IN_RIMLIGHT, TRUE, unit_, formula_, REFERENCE }, \
    G_STRUCT_OFFSET (Found, member_) }

#define MEAN(prefix_, angle_, name_, unit_, formula_, statistic_) \
  ROW (prefix_ name_ "Mean", RIM_FEATURE_UNIT_##unit_, "the mean over the VOI of " formula_, \
       means[RIM_ORIENTATION_##angle_][RIM_COLLAGE_##statistic_])

#define SPREAD(prefix_, angle_, name_, formula_, statistic_) \
  ROW (prefix_ name_ "Median", RIM_FEATURE_UNIT_BITS, "the median over the VOI of " formula_, \
       spreads[RIM_ORIENTATION_##angle_][RIM_COLLAGE_##statistic_].median), \
  ROW (prefix_ name_ "StandardDeviation", RIM_FEATURE_UNIT_BITS, "the standard deviation of the same", \
       spreads[RIM_ORIENTATION_##angle_][RIM_COLLAGE_##statistic_].deviation), \
  ROW (prefix_ name_ "Skewness", RIM_FEATURE_UNIT_NONE, "μ₃ / σ³ of the same", \
       spreads[RIM_ORIENTATION_##angle_][RIM_COLLAGE_##statistic_].skewness), \
  ROW (prefix_ name_ "Kurtosis", RIM_FEATURE_UNIT_NONE, "μ₄ / σ⁴ of the same", \
       spreads[RIM_ORIENTATION_##angle_][RIM_COLLAGE_##statistic_].kurtosis)

/* p is the matrix of bins that co-occur around a voxel, px its margin, ps and pd
 * what it has for each sum and each difference of bins.
 */
#define ROWS(prefix_, angle_) \
  MEAN (prefix_, angle_, "AngularSecondMoment", NONE, "Σ p²", ANGULAR_SECOND_MOMENT), \
  MEAN (prefix_, angle_, "Contrast", NONE, "Σ (i − j)² p", CONTRAST), \
  MEAN (prefix_, angle_, "Correlation", NONE, "(Σ i j p − μ²) / σ²; 1 where σ is 0", CORRELATION), \
  MEAN (prefix_, angle_, "Variance", NONE, "σ² = Σ (i − μ)² px", VARIANCE), \
  MEAN (prefix_, angle_, "InverseDifferenceMoment", NONE, "Σ p / (1 + (i − j)²)", INVERSE_DIFFERENCE_MOMENT), \
  MEAN (prefix_, angle_, "SumAverage", NONE, "Σ k ps, bins from 1", SUM_AVERAGE), \
  MEAN (prefix_, angle_, "SumVariance", NONE, "Σ (k − μs)² ps", SUM_VARIANCE), \
  MEAN (prefix_, angle_, "SumEntropy", BITS, "− Σ ps log₂ ps", SUM_ENTROPY), \
  SPREAD (prefix_, angle_, "SumEntropy", "− Σ ps log₂ ps", SUM_ENTROPY), \
  MEAN (prefix_, angle_, "Entropy", BITS, "− Σ p log₂ p", ENTROPY), \
  SPREAD (prefix_, angle_, "Entropy", "− Σ p log₂ p", ENTROPY), \
  MEAN (prefix_, angle_, "DifferenceVariance", NONE, "Σ (k − μd)² pd", DIFFERENCE_VARIANCE), \
  MEAN (prefix_, angle_, "DifferenceEntropy", BITS, "− Σ pd log₂ pd", DIFFERENCE_ENTROPY), \
  SPREAD (prefix_, angle_, "DifferenceEntropy", "− Σ pd log₂ pd", DIFFERENCE_ENTROPY), \
  MEAN (prefix_, angle_, "InformationMeasure1", NONE, "(H − 2 Hx) / Hx; 0 where Hx is 0", INFORMATION_1), \
  MEAN (prefix_, angle_, "InformationMeasure2", NONE, "√(1 − exp(−2 (2 Hx − H)))", INFORMATION_2)

static const RimIntensityRow rows[] = {
  ROWS ("Theta", THETA),
  ROWS ("Phi", PHI),
};

static const RimFeatureInfo *
get_info (guint i)
{
  return &rows[i].info;
}

static void
summarise (const RimCollageMap *map,
           double              *means,
           Spread              *spreads)
{
  const gsize n = map->n_voxels;

  for (guint s = 0; s < RIM_N_COLLAGE_STATISTICS; s++)
    {
      const double *values = map->values + s * n;
      RimValueMoments m;

      if (isnan (values[0]))
        {
          means[s] = NAN;
          spreads[s] = (Spread) { NAN, NAN, NAN, NAN };
          continue;
        }

      rim_value_moments_init (&m, values, n);
      means[s] = m.mean;
      spreads[s] = (Spread) {
        .median = rim_values_find_median (values, n, m.min, m.max),
        .deviation = sqrt (m.m2),
        .skewness = m.m2 > 0.0 ? m.m3 / (m.m2 * sqrt (m.m2)) : 0.0,
        .kurtosis = m.m2 > 0.0 ? m.m4 / (m.m2 * m.m2) : 0.0,
      };
    }
}

static gboolean
measure (const RimFamilyInput  *input,
         Found                 *found,
         GCancellable          *cancellable,
         GError               **error)
{
  const RimBeyondSettings *beyond = &input->settings->beyond;
  g_autoptr(RimOrientations) orientations = NULL;

  orientations = rim_orientations_new (input->image, input->shape, beyond->collage_radius, beyond->collage_bins,
                                       cancellable, error);
  if (orientations == NULL)
    return FALSE;

  for (guint a = 0; a < RIM_N_ORIENTATION_ANGLES; a++)
    {
      g_autoptr(RimCollageMap) map = rim_collage_map_new (orientations, input->shape, (RimOrientationAngle) a,
                                                          beyond->collage_radius, cancellable, error);

      if (map == NULL)
        return FALSE;
      summarise (map, found->means[a], found->spreads[a]);
    }

  return TRUE;
}

static gboolean
compute (const RimFamilyInput *input,
         const RimAggregation *aggregations,
         guint                 n_aggregations,
         double               *values,
         GCancellable         *cancellable,
         GError              **error)
{
  Found found;

  for (guint v = 0; v < n_aggregations * G_N_ELEMENTS (rows); v++)
    values[v] = NAN;
  if (input->image == NULL)
    return TRUE;
  if (!measure (input, &found, cancellable, error))
    return FALSE;

  rim_intensity_fill (rows, G_N_ELEMENTS (rows), &found, input->settings->profile, n_aggregations, values);

  return TRUE;
}

/* Of the image itself, as it looks outside of the region; so it is computed once. */
const RimFamily rim_family_collage = {
  .name = "collage",
  .title = "Co-occurrence of local anisotropic gradient orientations",
  .needs_levels = FALSE,
  .needs_intensity = FALSE,
  .n_features = G_N_ELEMENTS (rows),
  .get_info = get_info,
  .compute = compute,
};
