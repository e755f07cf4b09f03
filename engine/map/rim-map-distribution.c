/* rim-map-distribution.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-distribution.h"

#include <math.h>
#include <string.h>

#include "rim-map-view.h"

static void
find_quartiles (RimMapDistribution *self,
                RimVolume          *map)
{
  const guint *size = rim_volume_get_grid (map)->size;
  const gsize n_slice = (gsize) size[0] * size[1];
  g_autofree float *values = g_new (float, n_slice * size[2]);
  double same;

  for (guint k = 0; k < size[2]; k++)
    memcpy (values + k * n_slice, rim_volume_get_slice (map, k), n_slice * sizeof *values);

  rim_map_find_range (values, n_slice * size[2], 25.0, 75.0, &self->quartiles[0], &self->quartiles[2]);
  rim_map_find_range (values, n_slice * size[2], 50.0, 50.0, &self->quartiles[1], &same);
}

/**
 * rim_map_distribution_new:
 * @map: a map of single precision, NAN where it has no value
 * @n_bins: from the least value to the greatest
 * @error: where to put an error
 *
 * Memory is 5 bytes per voxel of the volume.
 *
 * Returns: (transfer full) (nullable): how its values are spread; nothing where it has none
 */
RimMapDistribution *
rim_map_distribution_new (RimVolume  *map,
                          guint       n_bins,
                          GError    **error)
{
  const RimGrid *grid = rim_volume_get_grid (map);
  const RimBox box = { { 0, 0, 0 }, { grid->size[0], grid->size[1], grid->size[2] } };
  g_autoptr(RimMask) mask = rim_mask_new_box (grid, &box);
  RimHistogram *histogram = rim_histogram_new (map, mask, 0.0, n_bins, error);
  RimMapDistribution *self;

  if (histogram == NULL)
    return NULL;

  self = g_new0 (RimMapDistribution, 1);
  self->histogram = histogram;
  self->mask = g_steal_pointer (&mask);
  find_quartiles (self, map);

  return self;
}

void
rim_map_distribution_free (RimMapDistribution *self)
{
  rim_histogram_free (self->histogram);
  rim_mask_unref (self->mask);
  g_free (self);
}
