/* rl-annotator.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-annotator.h"

#include <math.h>
#include <string.h>

#define MAX_ANCHORS 3

/* An outline keeps what a hand can see of it: so many pixels of the plane. */
#define SIMPLIFY_PIXELS 0.7

struct _RlAnnotator
{
  RlSession      *session;
  RimMeasurement *template;      /* id, layer, author; or what is moved */
  RimPlane        plane;

  gboolean        is_edit;
  int             handle;
  RimVec3         start;

  RimVec3         anchors[MAX_ANCHORS];
  guint           n_anchors;     /* placed; the next is where the pointer is */
  RimVec3         pointer;
  GArray         *path;          /* of a freehand outline */
  gboolean        is_pressed;
  gboolean        is_first;      /* the press that began it */
};

/* How many points a hand places until it is done. */
static guint
get_n_needed (RimMeasurementKind kind)
{
  switch (kind)
    {
    case RIM_MEASUREMENT_PROBE:
    case RIM_MEASUREMENT_TEXT:
      return 1;

    case RIM_MEASUREMENT_ANGLE:
    case RIM_MEASUREMENT_BIDIRECTIONAL:
      return 3;

    case RIM_MEASUREMENT_LENGTH:
    case RIM_MEASUREMENT_ELLIPSE:
    case RIM_MEASUREMENT_RECTANGLE:
    case RIM_MEASUREMENT_FREEHAND:
    case RIM_MEASUREMENT_ARROW:
    case RIM_N_MEASUREMENT_KINDS:
    default:
      return 2;
    }
}

static RimVec3
add_scaled (RimVec3 point,
            RimVec3 direction,
            double  factor)
{
  return rim_vec3_add (point, rim_vec3_scale (direction, factor));
}

static RimVec3
get_direction (RimVec3 axis)
{
  rim_vec3_normalize (&axis);

  return axis;
}

/* From corner to corner, along the edges of the screen. */
static void
place_box (RlAnnotator *self,
           RimVec3      corners[4])
{
  RimVec3 right = get_direction (self->plane.right);
  RimVec3 from = self->anchors[0];
  RimVec3 d = rim_vec3_sub (self->pointer, from);

  corners[0] = from;
  corners[1] = add_scaled (from, right, rim_vec3_dot (d, right));
  corners[2] = self->pointer;
  corners[3] = add_scaled (self->pointer, right, -rim_vec3_dot (d, right));
}

static void
place_ellipse (RlAnnotator *self,
               RimVec3      points[4])
{
  RimVec3 corners[4];

  place_box (self, corners);
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
place_axes (RlAnnotator *self,
            RimVec3      points[4])
{
  RimVec3 along, across, d;
  double length, part, half;

  points[0] = self->anchors[0];
  points[1] = self->n_anchors < 2 ? self->pointer : self->anchors[1];
  along = rim_vec3_sub (points[1], points[0]);
  length = rim_vec3_length (along);
  points[2] = points[3] = add_scaled (points[0], along, 0.5);
  if (self->n_anchors < 2 || !rim_vec3_normalize (&along))
    return;

  across = rim_vec3_cross (self->template->normal, along);
  d = rim_vec3_sub (self->pointer, points[0]);
  part = CLAMP (rim_vec3_dot (d, along), 0.0, length);
  half = fabs (rim_vec3_dot (d, across));
  points[2] = add_scaled (add_scaled (points[0], along, part), across, -half);
  points[3] = add_scaled (add_scaled (points[0], along, part), across, half);
}

static guint
place (RlAnnotator *self,
       RimVec3      points[4])
{
  switch (self->template->kind)
    {
    case RIM_MEASUREMENT_BIDIRECTIONAL:
      place_axes (self, points);
      return 4;

    case RIM_MEASUREMENT_ELLIPSE:
      place_ellipse (self, points);
      return 4;

    case RIM_MEASUREMENT_RECTANGLE:
      place_box (self, points);
      return 4;

    case RIM_MEASUREMENT_ANGLE:
      points[0] = self->anchors[0];
      points[1] = self->n_anchors < 2 ? self->pointer : self->anchors[1];
      points[2] = self->pointer;
      return 3;

    case RIM_MEASUREMENT_PROBE:
    case RIM_MEASUREMENT_TEXT:
      points[0] = self->pointer;
      return 1;

    case RIM_MEASUREMENT_LENGTH:
    case RIM_MEASUREMENT_FREEHAND:
    case RIM_MEASUREMENT_ARROW:
    case RIM_N_MEASUREMENT_KINDS:
    default:
      points[0] = self->anchors[0];
      points[1] = self->pointer;
      return 2;
    }
}

static RimMeasurement *
make_moved (RlAnnotator *self)
{
  if (self->handle == RL_ANNOTATOR_WHOLE)
    return rim_measurement_with_offset (self->template, rim_vec3_sub (self->pointer, self->start));

  return rim_measurement_with_handle (self->template, (guint) self->handle, self->pointer);
}

static RimMeasurement *
make_drawn (RlAnnotator *self)
{
  RimVec3 points[4];
  guint n;

  if (self->path != NULL)
    return self->path->len < 3 ? NULL : rim_measurement_with_points (self->template,
                                                                     (gconstpointer) self->path->data,
                                                                     self->path->len);

  n = place (self, points);

  return rim_measurement_with_points (self->template, points, n);
}

static void
update_pending (RlAnnotator *self)
{
  g_autoptr(RimMeasurement) now = self->is_edit ? make_moved (self) : make_drawn (self);

  if (now != NULL)
    rl_measurements_set_pending (rl_session_get_measurements (self->session), now);
}

/* One that has no points yet, on the image that it is drawn on. */
static RimMeasurement *
make_template (RlSession          *session,
               RimMeasurementKind  kind,
               const RimPlane     *plane,
               RlLayerKind         layer,
               RimVec3             point)
{
  static const guint n_points[RIM_N_MEASUREMENT_KINDS] = { 2, 4, 3, 4, 4, 3, 1, 2, 1 };
  const RimVec3 points[4] = { point, point, point, point };
  RimSegmentation *segmentation = rl_session_get_segmentation (session);
  RimVolume *volume = rl_session_get_volume (session, layer);
  g_autoptr(RimMeasurement) plain = rim_measurement_new (kind, points, n_points[kind],
                                                         rim_plane_get_normal (plane));
  g_autoptr(RimMeasurement) placed = volume != NULL ? rim_measurement_on (plain, volume)
                                                    : rim_measurement_ref (plain);

  return rim_measurement_with_author (placed,
                                      segmentation != NULL ? rim_segmentation_get_author (segmentation) : NULL,
                                      placed->time);
}

static RlAnnotator *
annotator_new (RlSession *session,
               RimVec3    point)
{
  RlAnnotator *self = g_new0 (RlAnnotator, 1);

  self->session = g_object_ref (session);
  self->start = point;
  self->pointer = point;
  self->is_pressed = TRUE;
  self->is_first = TRUE;

  return self;
}

static void
annotator_free (RlAnnotator *self)
{
  g_clear_pointer (&self->path, g_array_unref);
  g_clear_pointer (&self->template, rim_measurement_unref);
  g_object_unref (self->session);
  g_free (self);
}

/**
 * rl_annotator_begin:
 * @session: what is shown
 * @kind: what to draw
 * @plane: on which plane
 * @layer: the image that is measured
 * @point: where the button was pressed, LPS mm
 *
 * Returns: (transfer full): a hand with the first point
 */
RlAnnotator *
rl_annotator_begin (RlSession          *session,
                    RimMeasurementKind  kind,
                    const RimPlane     *plane,
                    RlLayerKind         layer,
                    RimVec3             point)
{
  RlAnnotator *self;

  g_return_val_if_fail (RL_IS_SESSION (session), NULL);
  g_return_val_if_fail (plane != NULL, NULL);

  self = annotator_new (session, point);
  self->template = make_template (session, kind, plane, layer, point);
  self->plane = *plane;

  if (kind == RIM_MEASUREMENT_FREEHAND)
    {
      self->path = g_array_new (FALSE, FALSE, sizeof (RimVec3));
      g_array_append_val (self->path, point);
    }
  else if (get_n_needed (kind) > 1)
    {
      self->anchors[self->n_anchors++] = point;
    }

  /* Nobody draws what cannot be seen. */
  rl_measurements_set_visible (rl_session_get_measurements (session), TRUE);
  rl_measurements_set_active (rl_session_get_measurements (session), self->template->id);
  update_pending (self);

  return self;
}

/**
 * rl_annotator_begin_edit:
 * @session: what is shown
 * @measurement: what to move
 * @handle: which of its points, or RL_ANNOTATOR_WHOLE
 * @point: where the button was pressed, LPS mm
 *
 * Returns: (transfer full): a hand that holds it
 */
RlAnnotator *
rl_annotator_begin_edit (RlSession      *session,
                         RimMeasurement *measurement,
                         int             handle,
                         RimVec3         point)
{
  RlAnnotator *self;

  g_return_val_if_fail (RL_IS_SESSION (session), NULL);
  g_return_val_if_fail (measurement != NULL, NULL);

  self = annotator_new (session, point);
  self->template = rim_measurement_ref (measurement);
  self->is_edit = TRUE;
  self->handle = handle;
  rl_measurements_set_active (rl_session_get_measurements (session), measurement->id);

  return self;
}

/* Places the point that floats; the button is down again. */
void
rl_annotator_press (RlAnnotator *self,
                    RimVec3      point)
{
  g_return_if_fail (self != NULL);

  self->is_pressed = TRUE;
  rl_annotator_move (self, &point, 1);
}

static void
extend_path (RlAnnotator   *self,
             const RimVec3 *points,
             gsize          n_points)
{
  for (gsize i = 0; i < n_points; i++)
    {
      RimVec3 last = g_array_index (self->path, RimVec3, self->path->len - 1);

      if (rim_vec3_length (rim_vec3_sub (points[i], last)) > 0 &&
          self->path->len < RIM_MEASUREMENT_MAX_POINTS)
        g_array_append_val (self->path, points[i]);
    }
}

/**
 * rl_annotator_move:
 * @self: a hand
 * @points: (array length=n_points): where the pointer went, LPS mm
 * @n_points: how many; only an outline needs more than the last
 */
void
rl_annotator_move (RlAnnotator   *self,
                   const RimVec3 *points,
                   gsize          n_points)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (n_points > 0);

  self->pointer = points[n_points - 1];
  if (self->path != NULL && !self->is_edit)
    extend_path (self, points, n_points);

  update_pending (self);
}

static double
get_line_distance (RimVec3 point,
                   RimVec3 a,
                   RimVec3 b)
{
  RimVec3 along = rim_vec3_sub (b, a);
  RimVec3 d = rim_vec3_sub (point, a);

  if (!rim_vec3_normalize (&along))
    return rim_vec3_length (d);

  return rim_vec3_length (rim_vec3_cross (d, along));
}

/* Douglas and Peucker 1973 */
static void
mark_corners (const RimVec3 *points,
              guint          first,
              guint          last,
              double         tolerance,
              gboolean      *is_corner)
{
  double farthest = tolerance;
  guint corner = first;

  for (guint i = first + 1; i < last; i++)
    {
      double distance = get_line_distance (points[i], points[first], points[last]);

      if (distance > farthest)
        {
          farthest = distance;
          corner = i;
        }
    }

  if (corner == first)
    return;

  is_corner[corner] = TRUE;
  mark_corners (points, first, corner, tolerance, is_corner);
  mark_corners (points, corner, last, tolerance, is_corner);
}

static void
simplify_path (RlAnnotator *self)
{
  GArray *path = self->path;
  double tolerance = SIMPLIFY_PIXELS * rim_vec3_length (self->plane.right);
  g_autofree gboolean *is_corner = g_new0 (gboolean, path->len);
  GArray *corners;

  if (path->len < 4)
    return;

  corners = g_array_new (FALSE, FALSE, sizeof (RimVec3));
  is_corner[0] = is_corner[path->len / 2] = is_corner[path->len - 1] = TRUE;
  mark_corners ((gconstpointer) path->data, 0, path->len / 2, tolerance, is_corner);
  mark_corners ((gconstpointer) path->data, path->len / 2, path->len - 1, tolerance, is_corner);

  for (guint i = 0; i < path->len; i++)
    if (is_corner[i])
      g_array_append_val (corners, g_array_index (path, RimVec3, i));

  g_array_unref (path);
  self->path = corners;
  update_pending (self);
}

/**
 * rl_annotator_release:
 * @self: a hand
 * @has_moved: whether the pointer moved since the button was pressed
 *
 * Returns: whether nothing is left to place, so that it is to be committed
 */
gboolean
rl_annotator_release (RlAnnotator *self,
                      gboolean     has_moved)
{
  gboolean is_first;

  g_return_val_if_fail (self != NULL, TRUE);

  is_first = self->is_first;
  self->is_first = FALSE;
  self->is_pressed = FALSE;

  if (self->is_edit)
    return TRUE;
  if (self->path != NULL)
    {
      simplify_path (self);
      return TRUE;
    }

  /* A click places the first point only. */
  if (is_first && !has_moved && get_n_needed (self->template->kind) > 1)
    return FALSE;

  if (self->n_anchors + 1 >= get_n_needed (self->template->kind))
    return TRUE;

  self->anchors[self->n_anchors++] = self->pointer;

  return FALSE;
}

/* Returns: whether a point floats with the pointer though no button is down */
gboolean
rl_annotator_is_floating (RlAnnotator *self)
{
  return !self->is_pressed;
}

static gboolean
is_nothing (RlAnnotator *self)
{
  RimMeasurement *now = rl_measurements_get_pending (rl_session_get_measurements (self->session));
  RimMeasurementValues values;

  if (now == NULL)
    return TRUE;

  rim_measurement_measure_shape (now, &values);

  return values.length == 0.0 || values.area == 0.0;
}

/**
 * rl_annotator_commit:
 * @self: (transfer full): a hand
 *
 * Makes what it did one edit; what has no extent is dropped.
 *
 * Returns: whether there is a new measurement
 */
gboolean
rl_annotator_commit (RlAnnotator *self)
{
  RlMeasurements *measurements;
  gboolean is_new;

  g_return_val_if_fail (self != NULL, FALSE);

  measurements = rl_session_get_measurements (self->session);
  is_new = !self->is_edit && !is_nothing (self);
  if (is_nothing (self))
    rl_annotator_cancel (g_steal_pointer (&self));
  else
    rl_measurements_commit_pending (measurements,
                                    self->is_edit ? "handle"
                                                  : rim_measurement_kind_get_id (self->template->kind));
  g_clear_pointer (&self, annotator_free);

  return is_new;
}

/**
 * rl_annotator_cancel:
 * @self: (transfer full): a hand
 *
 * Drops what it did as if it had never begun.
 */
void
rl_annotator_cancel (RlAnnotator *self)
{
  RlMeasurements *measurements;

  g_return_if_fail (self != NULL);

  measurements = rl_session_get_measurements (self->session);
  rl_measurements_set_pending (measurements, NULL);
  if (!self->is_edit)
    rl_measurements_set_active (measurements, NULL);
  annotator_free (self);
}
