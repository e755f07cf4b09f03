/* rim-edge-distance.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-edge-distance.h"

#include "rim-family.h"

/* Distances of all voxels of the box of a shape; 0 outside the shape. */
typedef struct
{
  const RimRegion *shape;
  int              flat_axis;
  gsize            stride[3];
  guint32         *distances;
} Map;

/* One more than the lowest of the three neighbours on one side, and no more than
 * it was. What is outside the box is outside the shape.
 */
static inline void
relax (Map         *self,
       const guint *index,
       gsize        at,
       gboolean     is_forward)
{
  const guint *size = self->shape->grid.size;
  guint32 lowest = self->distances[at] - 1;

  for (int axis = 0; axis < 3; axis++)
    {
      const gboolean is_border = index[axis] == (is_forward ? 0 : size[axis] - 1);
      guint32 neighbour = 0;

      if (axis == self->flat_axis)
        continue;
      if (!is_border)
        neighbour = self->distances[is_forward ? at - self->stride[axis] : at + self->stride[axis]];
      lowest = MIN (lowest, neighbour);
    }

  self->distances[at] = lowest + 1;
}

static void
sweep (Map      *self,
       gboolean  is_forward)
{
  const guint *size = self->shape->grid.size;
  const gsize n = self->stride[2] * size[2];
  gsize v = 0;

  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      for (guint i = 0; i < size[0]; i++, v++)
        {
          const gsize at = is_forward ? v : n - 1 - v;
          const guint forward[3] = { i, j, k };
          const guint backward[3] = { size[0] - 1 - i, size[1] - 1 - j, size[2] - 1 - k };

          if (self->shape->inside[at])
            relax (self, is_forward ? forward : backward, at, is_forward);
        }
}

static gboolean
gather (const Map       *self,
        const RimRegion *region,
        guint32         *distances)
{
  const RimBox *box = &region->box;
  const guint *low = self->shape->box.min;
  const guint *high = self->shape->box.max;
  const guint8 *inside = region->inside;

  for (guint k = box->min[2]; k < box->max[2]; k++)
    for (guint j = box->min[1]; j < box->max[1]; j++)
      for (guint i = box->min[0]; i < box->max[0]; i++)
        {
          if (!*inside++)
            continue;
          if (i < low[0] || j < low[1] || k < low[2] || i >= high[0] || j >= high[1] || k >= high[2])
            return FALSE;

          *distances = self->distances[(i - low[0]) + (j - low[1]) * self->stride[1] +
                                       (k - low[2]) * self->stride[2]];
          if (*distances++ == 0)
            return FALSE;
        }

  return TRUE;
}

/**
 * rim_edge_distances_new:
 * @shape: a region as a shape
 * @region: some or all of its voxels
 * @flat_axis: -1, or the axis square to the slices in which alone edges count
 * @error: where to put an error
 *
 * Finds how many steps across faces lead out of a shape, from each voxel: 1 at
 * its edge (IBSI VMDZ). Beyond the image is outside. Two sweeps are exact for
 * this distance (Rosenfeld and Pfaltz 1968).
 *
 * Returns: (transfer full) (nullable): the distance of each voxel of @region in
 *   scan order
 */
guint32 *
rim_edge_distances_new (const RimRegion *shape,
                        const RimRegion *region,
                        int              flat_axis,
                        GError         **error)
{
  const guint *size = shape->grid.size;
  const gsize n = rim_grid_get_n_voxels (&shape->grid);
  g_autofree guint32 *map = g_new0 (guint32, n);
  g_autofree guint32 *distances = g_new (guint32, region->n_voxels);
  Map self = {
    .shape = shape,
    .flat_axis = flat_axis,
    .stride = { 1, size[0], (gsize) size[0] * size[1] },
    .distances = map,
  };

  for (gsize v = 0; v < n; v++)
    map[v] = shape->inside[v] ? G_MAXUINT32 : 0;

  sweep (&self, TRUE);
  sweep (&self, FALSE);

  if (!gather (&self, region, distances))
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_GEOMETRY,
                   "A voxel of the region lies outside its shape");
      return NULL;
    }

  return g_steal_pointer (&distances);
}
