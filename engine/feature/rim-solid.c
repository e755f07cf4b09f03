/* rim-solid.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-solid.h"

#include <string.h>

#include "texture/rim-family.h"

/**
 * rim_solid_new:
 * @region: a region
 * @error: where to put an error
 *
 * Returns: (transfer full): its voxels; %NULL where there is no memory for them
 */
RimSolid *
rim_solid_new (const RimRegion *region,
               GError         **error)
{
  const guint *size = region->grid.size;
  RimSolid *self = g_new0 (RimSolid, 1);

  for (guint axis = 0; axis < 3; axis++)
    self->size[axis] = size[axis] + 2;
  self->stride = (self->size[0] + 7u) & ~(gsize) 7;
  self->slice = self->stride * self->size[1];
  self->voxels = g_try_malloc0 (self->slice * self->size[2] + 8);

  if (self->voxels == NULL)
    {
      g_set_error (error, RIM_FEATURE_ERROR, RIM_FEATURE_ERROR_SETTINGS,
                   "There is no memory for a region of %u × %u × %u voxels",
                   size[0], size[1], size[2]);
      rim_solid_free (self);
      return NULL;
    }

  for (gsize k = 0; k < size[2]; k++)
    for (gsize j = 0; j < size[1]; j++)
      memcpy (self->voxels + (k + 1) * self->slice + (j + 1) * self->stride + 1,
              region->inside + (k * size[1] + j) * size[0], size[0]);

  return self;
}

/**
 * rim_solid_free:
 * @self: (transfer full): a solid
 */
void
rim_solid_free (RimSolid *self)
{
  g_free (self->voxels);
  g_free (self);
}
