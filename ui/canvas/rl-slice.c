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

/* Steps along the normal of an oblique plane. */
typedef struct
{
  RimVec3 along;                /* unit length, growing as straight slices do */
  double  step;                 /* mm */
  double  first;                /* of the voxels' centres, mm along it */
  double  last;
} Ladder;

static void
ladder_init (Ladder         *self,
             RimVolume      *volume,
             const RimMpr   *mpr,
             RimOrientation  orientation)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  double middle, reach = 0.0;

  /* Only a sagittal plane is seen from the side that x grows to. */
  self->along = rim_vec3_scale (rim_mpr_get_normal (mpr, orientation),
                                orientation == RIM_ORIENTATION_SAGITTAL ? -1 : 1);
  self->step = rim_mpr_get_step (mpr, orientation, grid);
  middle = rim_vec3_dot (self->along, rim_grid_to_patient (grid, RIM_VEC3 ((grid->size[0] - 1) / 2.0,
                                                                           (grid->size[1] - 1) / 2.0,
                                                                           (grid->size[2] - 1) / 2.0)));
  for (guint axis = 0; axis < 3; axis++)
    reach += fabs (rim_vec3_dot (self->along, rim_affine_get_column (&grid->to_patient, axis))) *
             (grid->size[axis] - 1) / 2.0;

  self->first = middle - reach;
  self->last = middle + reach;
}

/* z grows to the head and x to the left, but y grows to the back. */
static gboolean
scrolls_upwards (RimOrientation orientation)
{
  return orientation == RIM_ORIENTATION_CORONAL;
}

static void
find_oblique (RlSlice        *self,
              RimVolume      *volume,
              const RimMpr   *mpr,
              RimOrientation  orientation,
              RimVec3         cursor)
{
  Ladder ladder;
  double most;

  ladder_init (&ladder, volume, mpr, orientation);
  most = floor ((ladder.last - ladder.first) / ladder.step + 0.5);
  self->position = rim_vec3_dot (ladder.along, cursor);
  self->through = cursor;
  self->n = (guint) most + 1;
  self->index = (guint) CLAMP (floor ((self->position - ladder.first) / ladder.step + 0.5), 0.0, most);
  self->number = scrolls_upwards (orientation) ? self->index + 1 : self->n - self->index;
  self->instance = 0;
}

static RimVec3
step_oblique (RimVolume      *volume,
              const RimMpr   *mpr,
              RimOrientation  orientation,
              RimVec3         cursor,
              int             steps)
{
  double here, there;
  Ladder ladder;

  ladder_init (&ladder, volume, mpr, orientation);
  here = rim_vec3_dot (ladder.along, cursor);
  there = CLAMP (here + steps * ladder.step, MIN (ladder.first, here), MAX (ladder.last, here));

  return rim_vec3_add (cursor, rim_vec3_scale (ladder.along, there - here));
}

/* Of a straight plane, which slices of the grid are parallel to. */
static void
number (RlSlice        *self,
        RimVolume      *volume,
        guint           axis,
        RimOrientation  orientation)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  double along = get_component (rim_affine_get_column (&grid->to_patient, axis),
                                get_patient_axis (orientation));
  RimSource *source = rim_volume_get_source (volume);
  const RimSourceSlice *slice = source != NULL && axis == 2 ? rim_source_get_slice (source, self->index)
                                                            : NULL;

  self->number = (along >= 0.0) == scrolls_upwards (orientation) ? self->index + 1
                                                                 : self->n - self->index;
  self->instance = slice != NULL ? slice->number : 0;
}

/**
 * rl_slice_at:
 * @self: (out caller-allocates): the slice
 * @volume: an image
 * @mpr: how the planes lie
 * @orientation: which plane
 * @cursor: a point, LPS mm
 *
 * Finds the slice nearest to a point, where the slices truly lie. An oblique
 * plane goes through the point itself.
 */
void
rl_slice_at (RlSlice        *self,
             RimVolume      *volume,
             const RimMpr   *mpr,
             RimOrientation  orientation,
             RimVec3         cursor)
{
  const RimGrid *grid = rim_volume_get_grid (volume);
  RimVec3 middle = RIM_VEC3 ((grid->size[0] - 1) / 2.0,
                             (grid->size[1] - 1) / 2.0,
                             (grid->size[2] - 1) / 2.0);
  RimSliceAxis axis;
  RimVec3 place;

  if (rim_mpr_is_oblique (mpr, orientation))
    {
      find_oblique (self, volume, mpr, orientation, cursor);
      return;
    }

  rim_slice_axis_init (&axis, grid, orientation);
  place = rim_grid_from_patient (grid, rim_volume_step (volume, orientation, cursor, 0,
                                                        &self->index, &self->n));
  set_component (&middle, axis.axis, get_component (place, axis.axis));
  self->through = rim_grid_to_patient (grid, middle);
  self->position = get_component (self->through, get_patient_axis (orientation));
  number (self, volume, axis.axis, orientation);
}

/**
 * rl_slice_step:
 * @volume: an image
 * @mpr: how the planes lie
 * @orientation: which plane
 * @cursor: a point, LPS mm
 * @steps: how many slices, towards the feet, the back or the right
 *
 * Returns: the point that many slices on, in the middle of its slice and never
 *   in a gap
 */
RimVec3
rl_slice_step (RimVolume      *volume,
               const RimMpr   *mpr,
               RimOrientation  orientation,
               RimVec3         cursor,
               int             steps)
{
  if (!scrolls_upwards (orientation))
    steps = -steps;

  if (rim_mpr_is_oblique (mpr, orientation))
    return step_oblique (volume, mpr, orientation, cursor, steps);

  return rim_volume_step (volume, orientation, cursor, steps, NULL, NULL);
}

/**
 * rl_slice_dup_number:
 * @self: a slice
 *
 * Returns: (transfer full): the number a report would cite, and which of how many it
 *   is where that is another
 */
char *
rl_slice_dup_number (const RlSlice *self)
{
  if (self->instance == 0)
    return g_strdup_printf ("%u / %u", self->number, self->n);

  if (self->instance == self->number)
    /* Translators: Instance Number and how many images there are, as PACS viewers have it. */
    return g_strdup_printf (_("Im %u / %u"), self->instance, self->n);

  /* Translators: Instance Number, then which slice of how many, as in "Im 18 · 117 / 134". */
  return g_strdup_printf (_("Im %u · %u / %u"), self->instance, self->number, self->n);
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

/**
 * rl_slice_describe_plane:
 * @mpr: how the planes lie
 * @plane: which plane
 * @brief: where there is little room
 *
 * Returns: (transfer full): its name, and how far it is turned
 */
char *
rl_slice_describe_plane (const RimMpr   *mpr,
                         RimOrientation  plane,
                         gboolean        brief)
{
  const char *name = rl_orientation_get_name (plane);

  if (!rim_mpr_is_oblique (mpr, plane))
    return g_strdup (name);

  if (brief)
    return g_strdup_printf ("%s %.0f°", name, rim_mpr_get_angle (mpr, plane));

  /* Translators: a plane of reading that was turned, such as "Coronal, oblique 12°". */
  return g_strdup_printf (_("%s, oblique %.0f°"), name, rim_mpr_get_angle (mpr, plane));
}
