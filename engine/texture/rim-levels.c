/* rim-levels.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-levels.h"

/**
 * rim_levels_new:
 * @region: a region
 * @levels: the levels of its voxels in scan order, from 1
 * @n_levels: the highest level
 * @pad: how far neighbours may be
 *
 * Returns: (transfer full) (nullable): the levels in their box; %NULL where there
 *   is no memory for them and so many around it
 */
RimLevels *
rim_levels_new (const RimRegion *region,
                const guint16   *levels,
                guint            n_levels,
                guint            pad)
{
  RimLevels *self = g_new0 (RimLevels, 1);
  const guint *size = region->grid.size;
  const gsize width = size[0] + 2 * (gsize) pad;
  const gsize height = size[1] + 2 * (gsize) pad;
  const gsize depth = size[2] + 2 * (gsize) pad;
  const guint8 *inside = region->inside;
  gsize n = 0;

  for (guint axis = 0; axis < 3; axis++)
    {
      self->size[axis] = size[axis];
      self->spacing[axis] = rim_grid_get_spacing (&region->grid, axis);
    }
  self->pad = pad;
  self->stride[0] = 1;
  self->stride[1] = width;
  self->stride[2] = width * height;
  self->n_levels = n_levels;
  self->n_voxels = region->n_voxels;
  self->offsets = g_try_new (gsize, region->n_voxels);
  self->allocated = g_try_new0 (guint16, width * height * depth + RIM_LEVELS_SLACK);
  if (self->offsets == NULL || self->allocated == NULL)
    {
      rim_levels_free (self);
      return NULL;
    }

  self->levels = self->allocated + pad * (self->stride[0] + self->stride[1] + self->stride[2]);

  for (guint k = 0; k < size[2]; k++)
    for (guint j = 0; j < size[1]; j++)
      for (guint i = 0; i < size[0]; i++)
        if (*inside++)
          {
            gsize offset = i + j * self->stride[1] + k * self->stride[2];

            self->levels[offset] = levels[n];
            self->offsets[n++] = offset;
          }

  return self;
}

/**
 * rim_levels_free:
 * @self: (transfer full) (nullable): levels
 */
void
rim_levels_free (RimLevels *self)
{
  if (self == NULL)
    return;

  g_free (self->offsets);
  g_free (self->allocated);
  g_free (self);
}
