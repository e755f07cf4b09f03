/* rim-axis-map.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-axis-map-private.h"

/* Slices farther apart than this, in slice distances, leave a gap: a deviation
 * of more than a third of the spacing is no rounding.
 */
#define MAX_STEP (4.0 / 3.0)

/**
 * rim_axis_map_init:
 * @self: (out caller-allocates): the map
 * @volume: an image
 * @axis: an axis of its grid
 */
void
rim_axis_map_init (RimAxisMap *self,
                   RimVolume  *volume,
                   guint       axis)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  double first, distance;

  self->n = grid->size[axis];
  self->places = NULL;

  if (axis != 2 || rim_volume_get_geometry_kind (volume) == RIM_GEOMETRY_REGULAR)
    return;

  first = rim_vec3_dot (rim_grid_get_normal (grid), rim_grid_to_patient (grid, RIM_VEC3 (0, 0, 0)));
  distance = rim_grid_get_slice_distance (grid);
  self->places = g_new (double, self->n);

  for (guint k = 0; k < self->n; k++)
    self->places[k] = (rim_volume_get_slice_position (volume, k) - first) / distance;
}

void
rim_axis_map_clear (RimAxisMap *self)
{
  g_clear_pointer (&self->places, g_free);
}

/**
 * rim_axis_map_has_gap:
 * @self: an axis
 * @n: a voxel before the last
 *
 * Returns: whether the next voxel lies too far from it to fill the space
 */
gboolean
rim_axis_map_has_gap (const RimAxisMap *self,
                      guint             n)
{
  return self->places != NULL && self->places[n + 1] - self->places[n] > MAX_STEP;
}

static RimAxisSample
sample_at (gint32 voxel)
{
  return (RimAxisSample) { RIM_AXIS_INSIDE, voxel, voxel, 0.0f };
}

static RimAxisSample
sample_between (gint32           low,
                double           fraction,
                RimInterpolation interpolation)
{
  if (interpolation == RIM_INTERPOLATE_NEAREST)
    return sample_at (fraction < 0.5 ? low : low + 1);
  if (fraction <= 0.0)
    return sample_at (low);

  return (RimAxisSample) { RIM_AXIS_INSIDE, low, low + 1, (float) fraction };
}

static gint32
find_last_not_above (const RimAxisMap *self,
                     double            place)
{
  gint32 low = 0;
  gint32 high = (gint32) self->n;

  while (high - low > 1)
    {
      gint32 middle = low + (high - low) / 2;

      if (self->places[middle] <= place)
        low = middle;
      else
        high = middle;
    }

  return low;
}

static RimAxisSample
sample_irregular (const RimAxisMap *self,
                  double            place,
                  RimInterpolation  interpolation)
{
  gint32 last = (gint32) self->n - 1;
  gint32 low;
  double step;

  if (!(place >= self->places[0] - 0.5 && place < self->places[last] + 0.5))
    return (RimAxisSample) { RIM_AXIS_OUTSIDE, 0, 0, 0.0f };
  if (place <= self->places[0])
    return sample_at (0);
  if (place >= self->places[last])
    return sample_at (last);

  low = find_last_not_above (self, place);
  step = self->places[low + 1] - self->places[low];

  if (!rim_axis_map_has_gap (self, (guint) low))
    return sample_between (low, (place - self->places[low]) / step, interpolation);
  if (place < self->places[low] + 0.5)
    return sample_at (low);
  if (place >= self->places[low + 1] - 0.5)
    return sample_at (low + 1);

  return (RimAxisSample) { RIM_AXIS_GAP, low, low, 0.0f };
}

/**
 * rim_axis_map_sample:
 * @self: an axis
 * @place: a continuous index along it
 * @interpolation: between voxels
 *
 * A voxel reaches half a voxel to both sides of its centre; the outer half of
 * the outermost ones has their own value.
 *
 * Returns: which voxels make the sample
 */
RimAxisSample
rim_axis_map_sample (const RimAxisMap *self,
                     double            place,
                     RimInterpolation  interpolation)
{
  double last = self->n - 1.0;
  double low;

  if (!(fabs (place) < 1e9))
    return (RimAxisSample) { RIM_AXIS_OUTSIDE, 0, 0, 0.0f };

  place = rim_round_place (place);

  if (self->places != NULL)
    return sample_irregular (self, place, interpolation);
  if (place < -0.5 || place >= self->n - 0.5)
    return (RimAxisSample) { RIM_AXIS_OUTSIDE, 0, 0, 0.0f };

  place = CLAMP (place, 0.0, last);
  low = floor (place);

  return sample_between ((gint32) low, place - low, interpolation);
}
