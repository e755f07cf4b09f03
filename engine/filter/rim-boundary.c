/* rim-boundary.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-boundary.h"

static gssize
wrap (gssize index,
      gssize period)
{
  gssize rest = index % period;

  return rest < 0 ? rest + period : rest;
}

/**
 * rim_boundary_map:
 * @self: a boundary rule
 * @index: an index along an axis, anywhere
 * @size: how many voxels the image has along that axis, not 0
 *
 * Returns: the voxel of the image that stands at @index, or -1 where a zero does
 */
gssize
rim_boundary_map (RimBoundary self,
                  gssize      index,
                  guint       size)
{
  const gssize n = (gssize) size;

  if (index >= 0 && index < n)
    return index;

  switch (self)
    {
    case RIM_BOUNDARY_NEAREST:
      return index < 0 ? 0 : n - 1;
    case RIM_BOUNDARY_PERIODIC:
      return wrap (index, n);
    case RIM_BOUNDARY_MIRROR:
      index = wrap (index, 2 * n);
      return index < n ? index : 2 * n - 1 - index;
    case RIM_BOUNDARY_ZERO:
    default:
      return -1;
    }
}

static void
mirror_range (gssize  from,
              gssize  to,
              gssize  size,
              gssize *begin,
              gssize *end)
{
  *begin = MAX (from, 0);
  *end = MIN (to, size);

  if (from < 0)
    {
      *begin = 0;
      *end = MIN (MAX (*end, -from), size);
    }
  if (to > size)
    {
      *end = size;
      *begin = MAX (MIN (*begin, 2 * size - to), 0);
    }
}

/**
 * rim_boundary_range:
 * @self: a boundary rule
 * @from: the first of the indices that are read
 * @to: one past the last, above @from
 * @size: how many voxels the image has along that axis, not 0
 * @begin: (out): the first voxel of the image that stands at one of them
 * @end: (out): one past the last; at least one above @begin
 *
 * Which part of an image must be there to read @from to @to.
 */
void
rim_boundary_range (RimBoundary  self,
                    gssize       from,
                    gssize       to,
                    guint        size,
                    guint       *begin,
                    guint       *end)
{
  const gssize n = (gssize) size;
  gssize first = CLAMP (from, 0, n - 1);
  gssize last = CLAMP (to, first + 1, n);

  if (self == RIM_BOUNDARY_MIRROR)
    mirror_range (from, to, n, &first, &last);

  if (self == RIM_BOUNDARY_PERIODIC && (from < 0 || to > n))
    {
      first = 0;
      last = n;
    }

  *begin = (guint) first;
  *end = (guint) last;
}
