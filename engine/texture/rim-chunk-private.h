/* rim-chunk-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many voxels of a row are looked at together. Loops of this fixed length are
 * made vectors of; at most RIM_LEVELS_SLACK.
 */
#define RIM_CHUNK 16

/**
 * rim_chunk_find:
 * @offsets: where voxels lie, in scan order
 * @v: a voxel
 * @end: one past the last
 *
 * Returns: how many voxels from @v on, at most RIM_CHUNK, lie side by side
 */
static inline gsize
rim_chunk_find (const gsize *offsets,
                gsize        v,
                gsize        end)
{
  gsize n = MIN (RIM_CHUNK, end - v);
  gsize within = 1;

  if (offsets[v + n - 1] == offsets[v] + n - 1)
    return n;

  while (n - within > 1)
    {
      const gsize middle = (within + n) / 2;

      if (offsets[v + middle - 1] == offsets[v] + middle - 1)
        within = middle;
      else
        n = middle;
    }

  return within;
}

G_END_DECLS
