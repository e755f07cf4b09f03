/* rim-level-index.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-level-index.h"

/* Fills in which levels there are; returns the index of each. */
static guint16 *
number_levels (RimLevelIndex *self)
{
  const RimLevels *levels = self->levels;
  guint16 *index_of = g_new0 (guint16, (gsize) levels->n_levels + 1);

  for (gsize v = 0; v < levels->n_voxels; v++)
    index_of[levels->levels[levels->offsets[v]]] = 1;

  self->values = g_new0 (guint16, (gsize) levels->n_levels + 1);
  for (guint level = 1; level <= levels->n_levels; level++)
    if (index_of[level])
      {
        self->values[++self->n] = (guint16) level;
        index_of[level] = (guint16) self->n;
      }

  return index_of;
}

/**
 * rim_level_index_new:
 * @levels: levels of at least one voxel, which stay alive as long as this
 *
 * Returns: (transfer full): the levels that occur
 */
RimLevelIndex *
rim_level_index_new (const RimLevels *levels)
{
  RimLevelIndex *self = g_new0 (RimLevelIndex, 1);
  g_autofree guint16 *index_of = NULL;
  gsize n_elements = 1;

  self->levels = levels;
  index_of = number_levels (self);
  self->indices = levels->levels;
  if (self->n == levels->n_levels)
    return self;

  for (guint axis = 0; axis < 3; axis++)
    n_elements *= levels->size[axis] + 2 * (gsize) levels->pad;
  self->allocated = g_new0 (guint16, n_elements + RIM_LEVELS_SLACK);
  self->indices = self->allocated + (levels->levels - levels->allocated);
  for (gsize v = 0; v < levels->n_voxels; v++)
    {
      gsize at = (gsize) (levels->levels - levels->allocated) + levels->offsets[v];

      self->allocated[at] = index_of[levels->allocated[at]];
    }

  return self;
}

/**
 * rim_level_index_free:
 * @self: (transfer full) (nullable): an index
 */
void
rim_level_index_free (RimLevelIndex *self)
{
  if (self == NULL)
    return;

  g_free (self->values);
  g_free (self->allocated);
  g_free (self);
}
