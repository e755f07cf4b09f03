/* rim-region.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-region.h"

#include <string.h>

/**
 * rim_region_new:
 * @mask: a VOI on the grid of the image
 *
 * Returns: (transfer full) (nullable): its voxels within their bounding box;
 *   %NULL where there is none
 */
RimRegion *
rim_region_new (RimMask *mask)
{
  RimRegion *self;
  RimBox box;

  if (!rim_mask_get_bounds (mask, &box))
    return NULL;

  self = g_new0 (RimRegion, 1);
  rim_ref_count_init (&self->ref_count);
  self->box = box;
  rim_grid_crop (rim_mask_get_grid (mask), &box, &self->grid);
  self->inside = g_malloc0 (rim_grid_get_n_voxels (&self->grid));
  rim_mask_paint_box (mask, &box, self->inside, 1);
  self->n_voxels = rim_mask_count (mask);

  return self;
}

/**
 * rim_region_new_from_bytes:
 * @grid: the grid of the image
 * @voxels: one byte per voxel, i fastest; in where it is not 0
 *
 * Returns: (transfer full) (nullable): as rim_region_new()
 */
RimRegion *
rim_region_new_from_bytes (const RimGrid *grid,
                           const guint8  *voxels)
{
  g_autoptr(RimMask) mask = rim_mask_new_from_bytes (grid, voxels);

  return rim_region_new (mask);
}

/**
 * rim_region_ref:
 * @self: a region
 *
 * Returns: (transfer full): @self
 */
RimRegion *
rim_region_ref (RimRegion *self)
{
  rim_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * rim_region_unref:
 * @self: (transfer full): a region
 */
void
rim_region_unref (RimRegion *self)
{
  if (!rim_ref_count_dec (&self->ref_count))
    return;

  g_free (self->inside);
  g_free (self);
}

/**
 * rim_region_gather:
 * @self: a region
 * @field: values over its box
 * @values: (out caller-allocates): n_voxels of them, in scan order
 */
void
rim_region_gather (const RimRegion *self,
                   const RimField  *field,
                   double          *values)
{
  rim_region_gather_within (self, field, &self->box, values);
}

/**
 * rim_region_gather_within:
 * @self: a region
 * @field: values over a box
 * @box: that box, which holds the region's
 * @values: (out caller-allocates): n_voxels of them, in scan order
 */
void
rim_region_gather_within (const RimRegion *self,
                          const RimField  *field,
                          const RimBox    *box,
                          double          *values)
{
  const guint *size = self->grid.size;
  const guint8 *inside = self->inside;

  for (guint axis = 0; axis < 3; axis++)
    g_return_if_fail (field->grid.size[axis] == box->max[axis] - box->min[axis] &&
                      box->min[axis] <= self->box.min[axis] && self->box.max[axis] <= box->max[axis]);

  for (guint k = self->box.min[2] - box->min[2]; k < self->box.max[2] - box->min[2]; k++)
    for (guint j = self->box.min[1] - box->min[1]; j < self->box.max[1] - box->min[1]; j++, inside += size[0])
      {
        const double *row = field->values + ((gsize) k * field->grid.size[1] + j) * field->grid.size[0] +
                            (self->box.min[0] - box->min[0]);

        for (guint i = 0; i < size[0]; i++)
          if (inside[i])
            *values++ = row[i];
      }
}
