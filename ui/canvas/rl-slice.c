/* rl-slice.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-slice.h"

#include <glib/gi18n-lib.h>

static double
get_component (RimVec3 v,
               guint   axis)
{
  return axis == 0 ? v.x : axis == 1 ? v.y : v.z;
}

static void
set_component (RimVec3 *v,
               guint    axis,
               double   value)
{
  if (axis == 0)
    v->x = value;
  else if (axis == 1)
    v->y = value;
  else
    v->z = value;
}

/* The patient's axis across the plane: x, y or z. */
static guint
get_patient_axis (RimOrientation orientation)
{
  switch (orientation)
    {
    case RIM_ORIENTATION_SAGITTAL:
      return 0;

    case RIM_ORIENTATION_CORONAL:
      return 1;

    case RIM_ORIENTATION_AXIAL:
    default:
      return 2;
    }
}

/**
 * rl_slice_at:
 * @self: (out caller-allocates): the slice
 * @volume: an image
 * @orientation: which plane
 * @cursor: a point, LPS mm
 *
 * Finds the slice nearest to a point, where the slices truly lie.
 */
void
rl_slice_at (RlSlice        *self,
             RimVolume      *volume,
             RimOrientation  orientation,
             RimVec3         cursor)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  RimVec3 middle = RIM_VEC3 ((grid->size[0] - 1) / 2.0,
                             (grid->size[1] - 1) / 2.0,
                             (grid->size[2] - 1) / 2.0);
  RimSliceAxis axis;
  RimVec3 place;

  rim_slice_axis_init (&axis, grid, orientation);
  place = rim_grid_from_patient (grid, rim_volume_step (volume, orientation, cursor, 0,
                                                        &self->index, &self->n));
  set_component (&middle, axis.axis, get_component (place, axis.axis));
  self->through = rim_grid_to_patient (grid, middle);
  self->position = get_component (self->through, get_patient_axis (orientation));
}

/**
 * rl_slice_step:
 * @volume: an image
 * @orientation: which plane
 * @cursor: a point, LPS mm
 * @steps: how many slices, towards the feet, the back or the right
 *
 * Returns: the point that many slices on, in the middle of its slice and never
 *   in a gap
 */
RimVec3
rl_slice_step (RimVolume      *volume,
               RimOrientation  orientation,
               RimVec3         cursor,
               int             steps)
{
  /* z grows to the head and x to the left, but y grows to the back. */
  if (orientation != RIM_ORIENTATION_CORONAL)
    steps = -steps;

  return rim_volume_step (volume, orientation, cursor, steps, NULL, NULL);
}

const char *
rl_orientation_get_name (RimOrientation orientation)
{
  switch (orientation)
    {
    case RIM_ORIENTATION_SAGITTAL:
      return _("Sagittal");

    case RIM_ORIENTATION_CORONAL:
      return _("Coronal");

    case RIM_ORIENTATION_AXIAL:
    default:
      return _("Axial");
    }
}
