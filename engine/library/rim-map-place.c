/* rim-map-place.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-place-private.h"

#include <math.h>

/* In voxels: a NIfTI keeps its affine in single precision. */
#define TOLERANCE 1e-3

static double
get_component (RimVec3 vector,
               guint   axis)
{
  return axis == 0 ? vector.x : axis == 1 ? vector.y : vector.z;
}

/**
 * rim_map_place_find_part:
 * @whole: a grid
 * @part: another one
 * @offset: (out): which voxel of @whole the first of @part is
 *
 * Returns: whether the voxels of @part lie where those of @whole do, or would if it went
 *   on, and some of them are the same
 */
gboolean
rim_map_place_find_part (const RimGrid *whole,
                         const RimGrid *part,
                         int            offset[3])
{
  const RimVec3 last_index = RIM_VEC3 (part->size[0] - 1.0, part->size[1] - 1.0, part->size[2] - 1.0);
  const RimVec3 first = rim_grid_from_patient (whole, rim_grid_to_patient (part, RIM_VEC3 (0, 0, 0)));
  const RimVec3 last = rim_grid_from_patient (whole, rim_grid_to_patient (part, last_index));

  for (guint axis = 0; axis < 3; axis++)
    {
      const double begin = get_component (first, axis);
      const double length = part->size[axis] - 1.0;

      if (fabs (begin) > RIM_GRID_MAX_SIZE)
        return FALSE;

      offset[axis] = (int) round (begin);
      if (fabs (begin - offset[axis]) > TOLERANCE ||
          fabs (get_component (last, axis) - begin - length) > TOLERANCE * (length + 1.0) ||
          begin + length < -TOLERANCE || begin > whole->size[axis] - 1.0 + TOLERANCE)
        return FALSE;
    }

  return TRUE;
}
