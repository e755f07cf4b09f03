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

static guint
clamp_index (double index,
             guint  n)
{
  return (guint) CLAMP (round (index), 0.0, (double) n - 1.0);
}

/**
 * rl_slice_at:
 * @self: (out caller-allocates): the slice
 * @grid: a grid
 * @orientation: which plane
 * @cursor: a point, LPS mm
 *
 * Finds the slice nearest to a point.
 */
void
rl_slice_at (RlSlice        *self,
             const RimGrid  *grid,
             RimOrientation  orientation,
             RimVec3         cursor)
{
  RimSliceAxis axis;
  RimVec3 middle = RIM_VEC3 ((grid->size[0] - 1) / 2.0,
                             (grid->size[1] - 1) / 2.0,
                             (grid->size[2] - 1) / 2.0);

  rim_slice_axis_init (&axis, grid, orientation);

  self->n = grid->size[axis.axis];
  self->index = clamp_index (get_component (rim_grid_from_patient (grid, cursor), axis.axis), self->n);
  set_component (&middle, axis.axis, self->index);
  self->through = rim_grid_to_patient (grid, middle);
  self->position = get_component (self->through, get_patient_axis (orientation));
}

/**
 * rl_slice_step:
 * @grid: a grid
 * @orientation: which plane
 * @cursor: a point, LPS mm
 * @steps: how many slices, towards the feet, the back or the right
 *
 * Returns: the point that many slices on, in the middle of its slice
 */
RimVec3
rl_slice_step (const RimGrid  *grid,
               RimOrientation  orientation,
               RimVec3         cursor,
               int             steps)
{
  RimSliceAxis axis;
  RimVec3 index = rim_grid_from_patient (grid, cursor);
  guint patient_axis = get_patient_axis (orientation);
  gboolean grows;
  double now;

  rim_slice_axis_init (&axis, grid, orientation);

  /* z grows to the head and x to the left, but y grows to the back. */
  grows = get_component (rim_affine_get_column (&grid->to_patient, axis.axis), patient_axis) > 0.0;
  if (grows == (patient_axis != 1))
    steps = -steps;

  now = clamp_index (get_component (index, axis.axis), grid->size[axis.axis]);
  set_component (&index, axis.axis, clamp_index (now + steps, grid->size[axis.axis]));

  return rim_grid_to_patient (grid, index);
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
