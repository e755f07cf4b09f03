/* rim-search-open.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-search-private.h"

#include <string.h>

#include "operate/rim-mask-margin.h"

/* The voxel that is in and lies nearest to @seed, if within @distance of it. */
static gsize
find_nearest (const RimSearch *self,
              const guint8    *inside,
              gsize            seed,
              double           distance)
{
  RimVec3 place = rim_search_get_place (self, seed);
  double least = distance;
  gsize nearest = RIM_NOWHERE;

  if (inside[seed])
    return seed;

  for (gsize voxel = 0; voxel < self->n_voxels; voxel++)
    {
      double d;

      if (!inside[voxel])
        continue;
      d = rim_vec3_length (rim_vec3_sub (rim_search_get_place (self, voxel), place));
      if (d <= distance && (nearest == RIM_NOWHERE || d < least))
        {
          least = d;
          nearest = voxel;
        }
    }

  return nearest;
}

/* What hangs together with @seed of what is in. */
static gboolean
keep_component (const RimSearch  *self,
                gsize             seed,
                guint8           *inside,
                GCancellable     *cancellable,
                GError          **error)
{
  enum { FREE, KEPT, BLOCKED };

  for (gsize voxel = 0; voxel < self->n_voxels; voxel++)
    inside[voxel] = inside[voxel] ? FREE : BLOCKED;
  if (!rim_search_flood (self, NULL, seed, 0, 0, inside, cancellable, error))
    return FALSE;
  for (gsize voxel = 0; voxel < self->n_voxels; voxel++)
    inside[voxel] = inside[voxel] == KEPT;

  return TRUE;
}

/**
 * rim_search_open:
 * @self: a region
 * @seed: one of its voxels
 * @radius: of a ball, in mm
 * @inside: (inout): 1 where voxels are in; none where no ball fits near @seed
 * @reaches_end: (out) (optional): whether what is left of it by erosion reaches the end
 * @cancellable: (nullable): stops it
 * @error: where to put an error
 *
 * Keeps what a ball reaches that fits in and starts within twice its radius of @seed:
 * an opening, of which what is cut off from @seed is left out.
 *
 * Returns: whether it came to its end
 */
gboolean
rim_search_open (const RimSearch  *self,
                 gsize             seed,
                 double            radius,
                 guint8           *inside,
                 gboolean         *reaches_end,
                 GCancellable     *cancellable,
                 GError          **error)
{
  g_autoptr(RimMask) all = rim_search_to_mask (self, inside);
  g_autoptr(RimMask) core = rim_mask_margin (all, &RIM_REACH_EVEN (-radius), NULL, RIM_LIMIT_INSIDE, NULL,
                                             cancellable, error);
  g_autoptr(RimMask) kept = NULL;
  g_autoptr(RimMask) opened = NULL;
  gsize start;

  if (core == NULL)
    return FALSE;

  memset (inside, 0, self->n_voxels);
  rim_mask_paint_box (core, &self->box, inside, 1);
  start = find_nearest (self, inside, seed, 2 * radius);
  if (reaches_end != NULL)
    *reaches_end = FALSE;
  if (start == RIM_NOWHERE)
    {
      memset (inside, 0, self->n_voxels);
      return TRUE;
    }

  if (!keep_component (self, start, inside, cancellable, error))
    return FALSE;
  kept = rim_search_to_mask (self, inside);
  opened = rim_mask_margin (kept, &RIM_REACH_EVEN (radius), all, RIM_LIMIT_INSIDE, NULL, cancellable, error);
  if (opened == NULL)
    return FALSE;

  memset (inside, 0, self->n_voxels);
  rim_mask_paint_box (opened, &self->box, inside, 1);
  if (reaches_end != NULL)
    *reaches_end = rim_search_reaches_end (self, inside);

  return TRUE;
}
