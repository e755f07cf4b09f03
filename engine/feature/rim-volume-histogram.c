/* rim-volume-histogram.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-volume-histogram.h"

#include "feature/rim-intensity-private.h"
#include "feature/rim-value-moments-private.h"

#include <math.h>

#define REFERENCE "IBSI reference manual, 3.5"

/* Where rounding alone decides, a bound is met. */
#define GUARD 1e-9

/* The intensities at which the histogram is taken: first, first + step, ... Each
 * voxel counts at those of them up to its own.
 */
typedef struct
{
  RimIvhBinning binning;
  double        lower;
  double        upper;
  double        width;           /* of @per_width of them */
  double        per_width;
  double        first;
  double        step;
  double        n;
} Steps;

typedef struct
{
  double volume_10;
  double volume_90;
  double intensity_10;
  double intensity_90;
  double volume_difference;
  double intensity_difference;
  double area;
} Ivh;

#define ROW_IF(is_on, name, tag, id, unit, field, formula)                          \
  {                                                                                 \
    { name, tag, id, RIM_IN_IBSI, is_on, unit, formula, REFERENCE },                \
    G_STRUCT_OFFSET (Ivh, field)                                                    \
  }
#define ROW(...)       ROW_IF (TRUE, __VA_ARGS__)

/* What the IBSI defines but has no values of. */
#define UNSETTLED(...) ROW_IF (FALSE, __VA_ARGS__)

/* ν(i) is the fraction of the volume that is at least i, γ(i) where i lies
 * between the lowest and the highest intensity.
 */
static const RimIntensityRow rows[] = {
  ROW ("VolumeFractionAt10Intensity", "ivh_v10", "BC2M", RIM_FEATURE_UNIT_NONE, volume_10,
       "max ν(i), γ(i) ≥ 0.1"),
  ROW ("VolumeFractionAt90Intensity", "ivh_v90", "BC2M", RIM_FEATURE_UNIT_NONE, volume_90,
       "max ν(i), γ(i) ≥ 0.9"),
  ROW ("IntensityAt10Volume", "ivh_i10", "GBPN", RIM_FEATURE_UNIT_INTENSITY, intensity_10,
       "min i, ν(i) ≤ 0.1"),
  ROW ("IntensityAt90Volume", "ivh_i90", "GBPN", RIM_FEATURE_UNIT_INTENSITY, intensity_90,
       "min i, ν(i) ≤ 0.9"),
  ROW ("VolumeFractionDifference", "ivh_diff_v10_v90", "DDTU", RIM_FEATURE_UNIT_NONE,
       volume_difference, "V10 − V90"),
  ROW ("IntensityDifference", "ivh_diff_i10_i90", "CNV2", RIM_FEATURE_UNIT_INTENSITY,
       intensity_difference, "I10 − I90"),
  UNSETTLED ("AreaUnderCurve", "ivh_auc", "9CMM", RIM_FEATURE_UNIT_NONE, area, "∫ ν dγ by trapezia"),
};

static const RimFeatureInfo *
get_info (guint i)
{
  return &rows[i].info;
}

static void
find_steps (Steps                        *self,
            const RimFamilySettings      *settings,
            const RimValueMoments        *moments)
{
  gboolean is_open = isnan (settings->ivh_upper);

  *self = (Steps) { .binning = settings->ivh_binning, .per_width = 1.0 };
  self->lower = isnan (settings->ivh_lower) ? moments->min : settings->ivh_lower;
  self->upper = is_open ? moments->max : settings->ivh_upper;
  self->width = settings->ivh_width;

  switch (self->binning)
    {
    case RIM_IVH_STEPS:
      self->n = floor ((self->upper - self->lower) / self->width + GUARD) + 1.0;
      self->first = self->lower;
      self->step = self->width;
      break;

    case RIM_IVH_FIXED_SIZE:
      self->n = is_open ? floor ((self->upper - self->lower) / self->width) + 1.0
                        : ceil ((self->upper - self->lower) / self->width - GUARD);
      self->first = self->lower + self->width / 2.0;
      self->step = self->width;
      break;

    case RIM_IVH_FIXED_NUMBER:
      self->lower = moments->min;
      self->width = moments->max - moments->min;
      self->per_width = settings->ivh_count;
      self->n = settings->ivh_count;
      self->first = 1.0;
      self->step = 1.0;
      break;

    default:
      g_return_if_reached ();
    }
}

/* The last step that a voxel counts at; -1 where it is below all. */
static double
find_last_step (const Steps *self,
                double       value)
{
  double index;

  if (self->binning == RIM_IVH_FIXED_NUMBER && !(self->width > 0.0))
    return 0.0;

  index = floor (self->per_width * (value - self->lower) / self->width);

  return CLAMP (index, -1.0, self->n - 1.0);
}

static double
find_volume (const Steps  *self,
             const double *indices,
             gsize         n,
             double        fraction)
{
  double step = ceil ((self->n - 1.0) * fraction - GUARD);
  gsize count = 0;

  for (gsize v = 0; v < n; v++)
    count += indices[v] >= step;

  return (double) count / (double) n;
}

/* ν is at most so many percent from the step on that follows the last one of
 * the voxel that has so many percent above it.
 */
static void
find_intensities (Ivh          *self,
                  const Steps  *steps,
                  const double *indices,
                  gsize         n)
{
  const gsize ranks[2] = { (90 * n + 99) / 100 - 1, (10 * n + 99) / 100 - 1 };
  double found[2];

  rim_values_find_ranks (indices, n, -1.0, steps->n, ranks, 2, found);
  self->intensity_10 = steps->first + (found[0] + 1.0) * steps->step;
  self->intensity_90 = steps->first + (found[1] + 1.0) * steps->step;
  self->intensity_difference = self->intensity_10 - self->intensity_90;
}

static void
find_volumes (Ivh          *self,
              const Steps  *steps,
              const double *indices,
              gsize         n)
{
  double ends = find_volume (steps, indices, n, 0.0) + find_volume (steps, indices, n, 1.0);
  RimValueMoments moments;

  self->volume_10 = find_volume (steps, indices, n, 0.1);
  self->volume_90 = find_volume (steps, indices, n, 0.9);
  self->volume_difference = self->volume_10 - self->volume_90;

  rim_value_moments_init (&moments, indices, n);
  self->area = (moments.mean + 1.0 - ends / 2.0) / (steps->n - 1.0);
}

static gboolean
check_settings (const RimFamilySettings  *settings,
                GError                  **error)
{
  if (settings->ivh_width > 0.0 && isfinite (settings->ivh_width) && settings->ivh_count > 0 &&
      !isinf (settings->ivh_lower) && !isinf (settings->ivh_upper) &&
      !(settings->ivh_lower > settings->ivh_upper))
    return TRUE;

  g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
               "The bins of the intensity-volume histogram have no width or no number");

  return FALSE;
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
  g_autofree double *indices = NULL;
  Ivh self = { NAN, NAN, NAN, NAN, NAN, NAN, NAN };
  RimValueMoments moments;
  Steps steps;

  if (!rim_intensity_check (input, cancellable, error) ||
      !check_settings (input->settings, error))
    return FALSE;

  rim_value_moments_init (&moments, input->values, n);
  find_steps (&steps, input->settings, &moments);

  if (steps.n > 1.0)
    {
      indices = g_new (double, n);
      for (gsize v = 0; v < n; v++)
        indices[v] = find_last_step (&steps, input->values[v]);
      find_volumes (&self, &steps, indices, n);
      find_intensities (&self, &steps, indices, n);
    }

  rim_intensity_fill (rows, G_N_ELEMENTS (rows), &self, input->settings->profile, n_aggregations,
                      values);

  return TRUE;
}

const RimFamily rim_family_ivh = {
  .name = "ivh",
  .title = "Intensity-volume histogram",
  .ibsi_id = "P88C",
  .needs_levels = FALSE,
  .needs_intensity = TRUE,
  .n_features = G_N_ELEMENTS (rows),
  .get_info = get_info,
  .compute = compute,
};
