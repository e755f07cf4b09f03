/* rim-ibsi-families.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-ibsi-private.h"

#include <math.h>
#include <string.h>

/* From the settings of the IBSI's pipeline to those of families. */

/* What filters make has no unit, so neither steps nor widths mean anything there;
 * the manual asks for a number of bins (section 4.3, "Arbitrary intensity units").
 */
#define IVH_COUNT_ARBITRARY 1000

/* The range that voxels were left in, where it has that end; NAN where not. */
static double
get_end (const RimSettingValues *values,
         guint                   end)
{
  const RimNumbers *range = &values->resegment_range;

  return range->n > end && isfinite (range->values[end]) ? range->values[end] : NAN;
}

static void
init_ivh (RimFamilySettings      *self,
          const RimSettingValues *values,
          gboolean                is_filtered)
{
  self->ivh_width = values->ivh_step;
  self->ivh_count = IVH_COUNT_ARBITRARY;
  self->ivh_lower = is_filtered ? NAN : get_end (values, 0);
  self->ivh_upper = is_filtered ? NAN : get_end (values, 1);
  self->ivh_binning = is_filtered ? RIM_IVH_FIXED_NUMBER : RIM_IVH_STEPS;

  if (values->ivh_bin_count > 0)
    {
      self->ivh_binning = RIM_IVH_FIXED_NUMBER;
      self->ivh_count = (guint) values->ivh_bin_count;
    }
  else if (!isnan (values->ivh_bin_width))
    {
      self->ivh_binning = RIM_IVH_FIXED_SIZE;
      self->ivh_width = values->ivh_bin_width;
    }
}

/**
 * rim_ibsi_family_settings_init:
 * @self: (out caller-allocates): settings of families
 * @values: settings
 * @is_filtered: whether they are for an image that a filter made
 */
void
rim_ibsi_family_settings_init (RimFamilySettings      *self,
                               const RimSettingValues *values,
                               gboolean                is_filtered)
{
  *self = (RimFamilySettings) RIM_FAMILY_SETTINGS_INIT;
  self->profile = RIM_PROFILE_IBSI;
  self->n_distances = values->distances.n;
  for (guint i = 0; i < values->distances.n; i++)
    self->distances[i] = (guint) values->distances.values[i];
  self->alpha = values->coarseness;
  init_ivh (self, values, is_filtered);
  rim_setting_values_get_beyond (values, &self->beyond);
}

/**
 * rim_ibsi_get_bins:
 * @values: settings
 * @is_filtered: whether the image comes from a filter
 * @voxels: (array length=n): the values of the region
 * @n: how many
 *
 * Returns: how its intensities become grey levels: bins of a width from the lower
 *   end of the re-segmentation, or from the lowest value where there is none
 *   (IBSI Q3RU), or a number of bins (K15C)
 */
RimBins
rim_ibsi_get_bins (const RimSettingValues *values,
                   gboolean                is_filtered,
                   const double           *voxels,
                   gsize                   n)
{
  RimBins bins = {
    .binning = values->bin_count > 0 ? RIM_BINNING_FIXED_NUMBER : RIM_BINNING_FIXED_SIZE,
    .width = values->bin_width,
    .count = (guint) values->bin_count,
    .lower = is_filtered ? NAN : get_end (values, 0),
  };

  if (isnan (bins.lower))
    {
      bins.lower = INFINITY;
      for (gsize i = 0; i < n; i++)
        bins.lower = MIN (bins.lower, voxels[i]);
    }

  return bins;
}

static gboolean
has_matrices (const RimFamily *family)
{
  return family->needs_levels && strcmp (family->name, "histogram") != 0;
}

/* The same without merging, as nothing can be merged where there are no
 * directions.
 */
static RimAggregation
drop_directions (RimAggregation aggregation)
{
  switch (aggregation)
    {
    case RIM_AGGREGATION_2D_MERGED:
      return RIM_AGGREGATION_2D_AVERAGED;
    case RIM_AGGREGATION_25D_MERGED:
      return RIM_AGGREGATION_25D_AVERAGED;
    case RIM_AGGREGATION_3D_MERGED:
      return RIM_AGGREGATION_3D_AVERAGED;
    case RIM_AGGREGATION_NONE:
    case RIM_AGGREGATION_2D_AVERAGED:
    case RIM_AGGREGATION_25D_AVERAGED:
    case RIM_AGGREGATION_3D_AVERAGED:
    default:
      return aggregation;
    }
}

/**
 * rim_ibsi_get_aggregations:
 * @values: settings
 * @family: a family
 * @aggregations: (out caller-allocates): gets at most %RIM_N_AGGREGATIONS, each
 *   once
 *
 * Returns: how many there are: those that the settings name, or all of the
 *   dimensions
 */
guint
rim_ibsi_get_aggregations (const RimSettingValues *values,
                           const RimFamily        *family,
                           RimAggregation         *aggregations)
{
  const guint slices = 1u << (RIM_AGGREGATION_2D_AVERAGED - 1) | 1u << (RIM_AGGREGATION_2D_MERGED - 1) |
                       1u << (RIM_AGGREGATION_25D_AVERAGED - 1) | 1u << (RIM_AGGREGATION_25D_MERGED - 1);
  const guint space = 1u << (RIM_AGGREGATION_3D_AVERAGED - 1) | 1u << (RIM_AGGREGATION_3D_MERGED - 1);
  guint chosen = values->aggregations;
  guint n = 0;

  aggregations[0] = RIM_AGGREGATION_NONE;
  if (!has_matrices (family))
    return 1;

  if (chosen == 0)
    chosen = values->dimensions == 2 ? slices : space;
  for (guint i = 0; i < RIM_N_AGGREGATIONS; i++)
    {
      RimAggregation aggregation = (RimAggregation) (i + 1);

      if (!rim_family_has_directions (family))
        aggregation = drop_directions (aggregation);
      if (chosen >> i & 1 && (n == 0 || aggregations[n - 1] != aggregation))
        aggregations[n++] = aggregation;
    }

  return n;
}
