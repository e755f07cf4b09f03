/* rl-anchors.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-anchors.h"

static RimVec3
add_scaled (RimVec3 point,
            RimVec3 direction,
            double  factor)
{
  return rim_vec3_add (point, rim_vec3_scale (direction, factor));
}

/* From corner to corner, along the edges of the screen; @right of length one. */
static void
place_box (const RlAnchors *self,
           RimVec3          right,
           RimVec3          corners[4])
{
  RimVec3 from = self->placed[0];
  RimVec3 d = rim_vec3_sub (self->pointer, from);

  corners[0] = from;
  corners[1] = add_scaled (from, right, rim_vec3_dot (d, right));
  corners[2] = self->pointer;
  corners[3] = add_scaled (self->pointer, right, -rim_vec3_dot (d, right));
}

static void
place_ellipse (const RlAnchors *self,
               RimVec3          right,
               RimVec3          points[4])
{
  RimVec3 corners[4];

  place_box (self, right, corners);
  for (guint i = 0; i < 4; i++)
    {
      static const guint sides[4] = { 3, 1, 0, 2 };
      guint side = sides[i];

      points[i] = rim_vec3_scale (rim_vec3_add (corners[side], corners[(side + 1) % 4]), 0.5);
    }
}

/* The pointer has one end of the short axis; the other lies as far beyond the long
 * one until it is moved by its own handle.
 */
static void
place_short_axis (const RlAnchors *self,
                  RimVec3          normal,
                  RimVec3          points[4])
{
  RimVec3 along = rim_vec3_sub (points[1], points[0]);
  double length = rim_vec3_length (along);
  RimVec3 across, d;
  double part, half;

  if (!rim_vec3_normalize (&along))
    return;

  across = rim_vec3_cross (normal, along);
  d = rim_vec3_sub (self->pointer, points[0]);
  part = CLAMP (rim_vec3_dot (d, along), 0.0, length);
  half = fabs (rim_vec3_dot (d, across));
  points[2] = add_scaled (add_scaled (points[0], along, part), across, -half);
  points[3] = add_scaled (add_scaled (points[0], along, part), across, half);
}

static void
append_visible (GPtrArray *lesions,
                RlSession *session,
                RimLesion *lesion)
{
  if (lesion != NULL && rl_session_is_lesion_visible (session, lesion->id))
    g_ptr_array_add (lesions, lesion);
}

/* Of what is seen, that which the user works on first. */
static GPtrArray *
find_lesions (RlSession *session)
{
  GPtrArray *lesions = g_ptr_array_new ();

  if (!rl_session_get_show_contours (session))
    return lesions;

  append_visible (lesions, session,
                  rl_session_find_lesion (session, rl_session_get_active_lesion (session)));
  for (guint i = 0; i < rl_session_get_n_lesions (session); i++)
    append_visible (lesions, session, rl_session_get_lesion (session, i));

  return lesions;
}

/* Until a hand has moved away from the end of the long axis the short one is a
 * proposal.
 */
static RimMeasurement *
draw_axes (const RlAnchors *self,
           RimMeasurement  *template,
           RlSession       *session)
{
  gboolean is_long = self->n < 2;
  RimVec3 from = self->placed[0];
  RimVec3 to = is_long ? self->pointer : self->placed[1];
  RimVec3 points[4] = { from, to, from, from };
  g_autoptr(RimMeasurement) long_axis = NULL;
  g_autoptr(GPtrArray) lesions = NULL;

  if (!is_long && rim_vec3_length (rim_vec3_sub (self->pointer, to)) > 0.0)
    {
      place_short_axis (self, template->normal, points);
      return rim_measurement_with_points (template, points, 4);
    }

  long_axis = rim_measurement_with_points (template, points, 4);
  lesions = find_lesions (session);

  return rim_measurement_with_short_axis (long_axis, (RimLesion *const *) lesions->pdata,
                                          lesions->len, rl_session_get_base (session));
}

static guint
place (const RlAnchors   *self,
       RimMeasurementKind kind,
       RimVec3            right,
       RimVec3            points[4])
{
  switch (kind)
    {
    case RIM_MEASUREMENT_ELLIPSE:
      place_ellipse (self, right, points);
      return 4;

    case RIM_MEASUREMENT_RECTANGLE:
      place_box (self, right, points);
      return 4;

    case RIM_MEASUREMENT_ANGLE:
      points[0] = self->placed[0];
      points[1] = self->n < 2 ? self->pointer : self->placed[1];
      points[2] = self->pointer;
      return 3;

    case RIM_MEASUREMENT_PROBE:
    case RIM_MEASUREMENT_TEXT:
      points[0] = self->pointer;
      return 1;

    case RIM_MEASUREMENT_LENGTH:
    case RIM_MEASUREMENT_BIDIRECTIONAL:
    case RIM_MEASUREMENT_FREEHAND:
    case RIM_MEASUREMENT_ARROW:
    case RIM_N_MEASUREMENT_KINDS:
    default:
      points[0] = self->placed[0];
      points[1] = self->pointer;
      return 2;
    }
}

/**
 * rl_anchors_draw:
 * @self: where a hand has clicked, and is
 * @template: what it draws, with other points
 * @session: what is shown
 * @right: the direction of the edges of the screen, of any length
 *
 * Returns: (transfer full): the measurement that this makes; points that are not placed
 *   yet lie where the pointer is
 */
RimMeasurement *
rl_anchors_draw (const RlAnchors *self,
                 RimMeasurement  *template,
                 RlSession       *session,
                 RimVec3          right)
{
  RimVec3 points[4];
  guint n;

  if (template->kind == RIM_MEASUREMENT_BIDIRECTIONAL)
    return draw_axes (self, template, session);

  rim_vec3_normalize (&right);
  n = place (self, template->kind, right, points);

  return rim_measurement_with_points (template, points, n);
}
