/* rim-measurement-handles.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-measurement.h"

#include <string.h>

/* The long axis of a bidirectional measurement, and where the short one crosses it. */
typedef struct
{
  RimVec3 origin;
  RimVec3 along;                 /* unit */
  RimVec3 across;                /* unit, in the plane */
  double  length;
  double  part;                  /* of the length, where they cross */
  double  low;                   /* of the short axis, to either side, mm */
  double  high;
} Axes;

static RimVec3
add_scaled (RimVec3 point,
            RimVec3 direction,
            double  factor)
{
  return rim_vec3_add (point, rim_vec3_scale (direction, factor));
}

static RimVec3
midpoint (RimVec3 a,
          RimVec3 b)
{
  return rim_vec3_scale (rim_vec3_add (a, b), 0.5);
}

static gboolean
axes_turn (Axes           *self,
           const RimVec3  *ends,
           RimVec3         normal)
{
  RimVec3 along = rim_vec3_sub (ends[1], ends[0]);

  self->origin = ends[0];
  self->length = rim_vec3_length (along);
  if (!rim_vec3_normalize (&along))
    return FALSE;

  self->along = along;
  self->across = rim_vec3_cross (normal, along);

  return TRUE;
}

static gboolean
axes_init (Axes           *self,
           RimMeasurement *measurement)
{
  const RimVec3 *points = measurement->points;

  if (!axes_turn (self, points, measurement->normal))
    return FALSE;

  self->part = rim_vec3_dot (rim_vec3_sub (points[2], points[0]), self->along) / self->length;
  self->low = rim_vec3_dot (rim_vec3_sub (points[2], points[0]), self->across);
  self->high = rim_vec3_dot (rim_vec3_sub (points[3], points[0]), self->across);

  return TRUE;
}

static void
axes_place_short (const Axes *self,
                  RimVec3     ends[2])
{
  RimVec3 foot = add_scaled (self->origin, self->along, self->part * self->length);

  ends[0] = add_scaled (foot, self->across, self->low);
  ends[1] = add_scaled (foot, self->across, self->high);
}

/* The short axis stays square to the long one and crosses it within its ends. */
static void
move_axis_end (RimMeasurement *self,
               RimVec3        *points,
               guint           handle,
               RimVec3         point)
{
  Axes axes;

  if (!axes_init (&axes, self))
    {
      points[handle] = point;
    }
  else if (handle < 2)
    {
      points[handle] = point;
      if (axes_turn (&axes, points, self->normal))
        axes_place_short (&axes, points + 2);
    }
  else
    {
      RimVec3 d = rim_vec3_sub (point, axes.origin);
      gboolean is_low = (handle == 2) == (axes.low <= axes.high);
      double *side = handle == 2 ? &axes.low : &axes.high;

      axes.part = CLAMP (rim_vec3_dot (d, axes.along) / axes.length, 0.0, 1.0);
      *side = rim_vec3_dot (d, axes.across);
      *side = is_low ? MIN (*side, 0.0) : MAX (*side, 0.0);
      axes_place_short (&axes, points + 2);
    }
}

/* The other end of the axis stays where it is; nothing turns. */
static void
move_ellipse_end (RimVec3 *points,
                  guint    handle,
                  RimVec3  point)
{
  RimVec3 *axis = points + (handle & 2u);
  RimVec3 *other = points + (2u - (handle & 2u));
  RimVec3 fixed = axis[1u - (handle & 1u)];
  RimVec3 direction = rim_vec3_sub (axis[handle & 1u], fixed);
  RimVec3 before = midpoint (axis[0], axis[1]);
  RimVec3 offset;

  if (!rim_vec3_normalize (&direction))
    return;

  axis[handle & 1u] = add_scaled (fixed, direction,
                                  rim_vec3_dot (rim_vec3_sub (point, fixed), direction));
  offset = rim_vec3_sub (midpoint (axis[0], axis[1]), before);
  other[0] = rim_vec3_add (other[0], offset);
  other[1] = rim_vec3_add (other[1], offset);
}

/* The corner across stays, and so do the directions of the sides. */
static void
move_corner (RimMeasurement *self,
             RimVec3        *points,
             guint           handle,
             RimVec3         point)
{
  RimVec3 fixed = points[(handle + 2) % 4];
  RimVec3 side = rim_vec3_sub (self->points[1], self->points[0]);
  RimVec3 across;
  RimVec3 diagonal = rim_vec3_sub (point, fixed);
  double along;

  if (!rim_vec3_normalize (&side))
    return;

  across = rim_vec3_cross (self->normal, side);
  along = rim_vec3_dot (diagonal, side);
  points[handle] = point;
  points[handle ^ 1u] = add_scaled (fixed, across, rim_vec3_dot (diagonal, across));
  points[(handle + 2) % 4 ^ 1u] = add_scaled (fixed, side, along);
}

/**
 * rim_measurement_with_handle:
 * @self: a measurement
 * @handle: which of its points
 * @point: where it was dragged, LPS mm; what lies off the plane is brought onto it
 *
 * Moves one point as a hand would: the axes of a bidirectional measurement stay
 * square, an ellipse and a rectangle keep their directions and what lies opposite.
 *
 * Returns: (transfer full): the measurement after that
 */
RimMeasurement *
rim_measurement_with_handle (RimMeasurement *self,
                             guint           handle,
                             RimVec3         point)
{
  g_autofree RimVec3 *points = NULL;

  g_return_val_if_fail (handle < self->n_points, NULL);

  points = g_memdup2 (self->points, self->n_points * sizeof *points);
  point = add_scaled (point, self->normal, -rim_measurement_get_distance (self, point));

  switch (self->kind)
    {
    case RIM_MEASUREMENT_BIDIRECTIONAL:
      move_axis_end (self, points, handle, point);
      break;

    case RIM_MEASUREMENT_ELLIPSE:
      move_ellipse_end (points, handle, point);
      break;

    case RIM_MEASUREMENT_RECTANGLE:
      move_corner (self, points, handle, point);
      break;

    case RIM_MEASUREMENT_LENGTH:
    case RIM_MEASUREMENT_ANGLE:
    case RIM_MEASUREMENT_FREEHAND:
    case RIM_MEASUREMENT_PROBE:
    case RIM_MEASUREMENT_ARROW:
    case RIM_MEASUREMENT_TEXT:
    case RIM_N_MEASUREMENT_KINDS:
    default:
      points[handle] = point;
      break;
    }

  return rim_measurement_with_points (self, points, self->n_points);
}

/**
 * rim_measurement_with_offset:
 * @self: a measurement
 * @offset: how far to move it, mm; what leaves the plane is left out
 *
 * Returns: (transfer full): the measurement after that
 */
RimMeasurement *
rim_measurement_with_offset (RimMeasurement *self,
                             RimVec3         offset)
{
  g_autofree RimVec3 *points = g_new (RimVec3, self->n_points);

  offset = add_scaled (offset, self->normal, -rim_vec3_dot (offset, self->normal));
  for (guint i = 0; i < self->n_points; i++)
    points[i] = rim_vec3_add (self->points[i], offset);

  return rim_measurement_with_points (self, points, self->n_points);
}
