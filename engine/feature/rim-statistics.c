/* rim-statistics.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-measure-private.h"

#include "feature/rim-value-moments-private.h"

/* See rim_window_auto(): -2000 and -3024 HU are no measurements. */
#define OUTSIDE_CIRCLE_HU -1999.5

typedef struct
{
  double *values;
  gsize   n;
} Values;

void
rim_validity_init (RimValidity *self,
                   RimVolume   *volume)
{
  self->has_padding = rim_volume_get_padding (volume, &self->pad_low, &self->pad_high);
  self->floor = rim_volume_get_unit (volume) == RIM_UNIT_HU ? OUTSIDE_CIRCLE_HU : -INFINITY;
}

gboolean
rim_validity_is_valid (const RimValidity *self,
                       double             value,
                       RimRescale         rescale)
{
  double stored;

  if (!isfinite (value) || value <= self->floor)
    return FALSE;
  if (!self->has_padding)
    return TRUE;

  stored = (value - rescale.intercept) / rescale.slope;

  return !(stored >= self->pad_low - 1e-6 && stored <= self->pad_high + 1e-6);
}

static void
add_run (Values            *self,
         const RimValidity *validity,
         RimVolume         *volume,
         RimRun             run,
         guint              j,
         guint              k)
{
  RimRescale rescale = rim_volume_get_rescale (volume, k);
  guint n = run.end - run.begin;
  double *values = self->values + self->n;

  rim_volume_read_row (volume, run.begin, j, k, n, values);

  for (guint i = 0; i < n; i++)
    if (rim_validity_is_valid (validity, values[i], rescale))
      self->values[self->n++] = values[i];
}

static gboolean
collect (Values    *self,
         RimMask   *mask,
         RimVolume *volume)
{
  RimValidity validity;
  RimBox box;

  if (!rim_mask_get_bounds (mask, &box))
    return FALSE;

  rim_validity_init (&validity, volume);
  self->values = g_new (double, rim_mask_count (mask));

  for (guint k = box.min[2]; k < box.max[2]; k++)
    {
      RimMaskSlice *slice = rim_mask_get_slice (mask, k);

      if (slice != NULL && !rim_volume_is_slice_ready (volume, k))
        return FALSE;

      for (guint j = box.min[1]; slice != NULL && j < box.max[1]; j++)
        {
          guint n_runs;
          const RimRun *runs = rim_mask_slice_get_runs (slice, j, &n_runs);

          for (guint r = 0; r < n_runs; r++)
            add_run (self, &validity, volume, runs[r], j, k);
        }
    }

  return self->n > 0;
}

static void
summarise (const Values  *self,
           RimStatistics *statistics)
{
  RimValueMoments moments;

  rim_value_moments_init (&moments, self->values, self->n);
  statistics->n = self->n;
  statistics->sum = moments.sum;
  statistics->min = moments.min;
  statistics->max = moments.max;
  statistics->mean = moments.mean;
  statistics->sd = sqrt (moments.m2);
  statistics->median = rim_values_find_median (self->values, self->n, moments.min, moments.max);
}

/**
 * rim_measure_statistics:
 * @mask: a mask
 * @volume: an image on the same grid
 * @statistics: (out): what its voxels have, in the unit of @volume
 *
 * Padding and what lies outside a CT's circle of reconstruction do not count.
 *
 * Returns: whether there was any voxel, and every slice of the mask has arrived
 */
gboolean
rim_measure_statistics (RimMask       *mask,
                        RimVolume     *volume,
                        RimStatistics *statistics)
{
  Values values = { NULL, 0 };
  gboolean found;

  *statistics = (RimStatistics) { 0, NAN, NAN, NAN, NAN, NAN, NAN };

  g_return_val_if_fail (rim_grid_equal (rim_mask_get_grid (mask), rim_volume_get_grid (volume),
                                        1e-3), FALSE);

  found = collect (&values, mask, volume);
  if (found)
    summarise (&values, statistics);
  g_free (values.values);

  return found;
}
