/* rim-map-view.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-view.h"

#include <math.h>

/**
 * rim_map_make_box:
 * @input: what the map was computed from
 * @map: (array): a value per voxel of the region
 * @error: where to put an error
 *
 * Returns: (transfer full) (nullable): the map on the box of the region alone, NAN outside
 *   of the region: what is shown of it
 */
RimVolume *
rim_map_make_box (RimMapInput  *input,
                  const float  *map,
                  GError      **error)
{
  const RimGrid *grid = &input->region->grid;
  const gsize n = (gsize) grid->size[0] * grid->size[1];
  const guint8 *inside = input->region->inside;
  RimVolume *volume = rim_volume_new (grid, RIM_VOXEL_FLOAT, error);

  if (volume == NULL)
    return NULL;

  for (guint k = 0; k < grid->size[2]; k++)
    {
      float *slice = rim_volume_get_slice_for_writing (volume, k);

      for (gsize v = 0; v < n; v++)
        slice[v] = *inside++ ? *map++ : NAN;
    }
  rim_volume_publish_all (volume);

  return volume;
}

static float
get_median_of_three (float a,
                     float b,
                     float c)
{
  return MAX (MIN (a, b), MIN (MAX (a, b), c));
}

/* The value of @rank if @values were sorted; leaves the lower ones before it. */
static float
select_rank (float *values,
             gsize  n,
             gsize  rank)
{
  gsize begin = 0;
  gsize end = n;

  while (end - begin > 1)
    {
      const float pivot = get_median_of_three (values[begin], values[begin + (end - begin) / 2], values[end - 1]);
      gsize below = begin;
      gsize above = end;

      for (gsize v = begin; v < above;)
        {
          const float value = values[v];

          if (value < pivot)
            {
              values[v++] = values[below];
              values[below++] = value;
            }
          else if (value > pivot)
            {
              values[v] = values[--above];
              values[above] = value;
            }
          else
            {
              v++;
            }
        }

      if (rank >= below && rank < above)
        return pivot;
      begin = rank < below ? begin : above;
      end = rank < below ? below : end;
    }

  return values[begin];
}

static gsize
find_rank (double percentile,
           gsize  n)
{
  return (gsize) floor (percentile / 100.0 * (double) (n - 1) + 0.5);
}

/**
 * rim_map_find_range:
 * @map: (array length=n_voxels): values
 * @n_voxels: how many
 * @lower_percentile: 0 to 100, such as 2
 * @upper_percentile: not less, such as 98
 * @lower: (out): the value of that rank among those that are finite
 * @upper: (out): the same
 *
 * What colours are spread over: few voxels do not decide it.
 *
 * Returns: whether there is a finite value
 */
gboolean
rim_map_find_range (const float *map,
                    gsize        n_voxels,
                    double       lower_percentile,
                    double       upper_percentile,
                    double      *lower,
                    double      *upper)
{
  g_autofree float *values = g_new (float, n_voxels);
  gsize n = 0;

  for (gsize v = 0; v < n_voxels; v++)
    if (isfinite (map[v]))
      values[n++] = map[v];
  if (n == 0)
    return FALSE;

  *lower = (double) select_rank (values, n, find_rank (lower_percentile, n));
  *upper = (double) select_rank (values, n, find_rank (upper_percentile, n));

  return TRUE;
}
