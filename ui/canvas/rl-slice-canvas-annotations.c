/* rl-slice-canvas-annotations.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-slice-canvas-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Less is the tremor of a click. */
#define LEAST_DRAG 3.0

/* Returns: whether a press here takes hold of a measurement, for the tool in hand */
static RimMeasurement *
pick (RlSliceCanvas   *self,
      GdkModifierType  modifiers,
      const RimPlane  *plane,
      double           x,
      double           y,
      int             *handle)
{
  if (rl_tool_is_contouring (rl_session_get_tool (self->session)) ||
      (modifiers & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return NULL;

  return rl_annotations_pick (self->annotations, GTK_WIDGET (self), self->session, plane, x, y,
                              handle);
}

static RlAnnotator *
begin (RlSliceCanvas *self,
       double         x,
       double         y)
{
  RlContent content = rl_content_resolve (self->content, self->session);
  RimMeasurementKind kind;

  if (!rl_tool_get_measurement_kind (rl_session_get_tool (self->session), &kind))
    return NULL;

  return rl_annotator_begin (self->session, kind, &self->drag_plane,
                             rl_content_get_layer (content), rl_slice_canvas_drag_to_patient (self, x, y));
}

/* A locked one is selected; only its label can be moved. */
static void
take_hold (RlSliceCanvas  *self,
           RimMeasurement *measurement,
           int             handle,
           double          x,
           double          y)
{
  RimVec3 point = rl_slice_canvas_drag_to_patient (self, x, y);
  graphene_rect_t label;
  const char *text;

  if (handle == RL_ANNOTATION_LABEL &&
      rl_annotations_get_label (self->annotations, measurement->id, &label, &text))
    {
      RimVec3 middle = rl_slice_canvas_drag_to_patient (self, label.origin.x + label.size.width / 2.0,
                                                        label.origin.y + label.size.height / 2.0);

      self->annotator = rl_annotator_begin_label (self->session, measurement, middle, point);
    }
  else if (measurement->locked)
    {
      rl_measurements_set_active (rl_session_get_measurements (self->session), measurement->id);
      self->is_over_locked = TRUE;
    }
  else
    {
      self->annotator = rl_annotator_begin_edit (self->session, measurement, handle, point);
    }
}

/**
 * rl_slice_canvas_press_annotation:
 * @self: a canvas, whose drag_plane is where the press was
 * @button: the button
 * @modifiers: the keys held
 * @x: in pixels of the widget
 * @y: in pixels of the widget
 *
 * Returns: whether the press is a measurement's: one that waits for its next point,
 *   one that lies there, or a new one where the tool draws them
 */
gboolean
rl_slice_canvas_press_annotation (RlSliceCanvas   *self,
                                  guint            button,
                                  GdkModifierType  modifiers,
                                  double           x,
                                  double           y)
{
  RlMeasurements *measurements = rl_session_get_measurements (self->session);
  RimMeasurement *measurement;
  int handle;

  if (button != GDK_BUTTON_PRIMARY)
    return FALSE;

  self->has_moved = FALSE;
  self->is_over_locked = FALSE;
  if (self->annotator != NULL)
    {
      rl_annotator_press (self->annotator, rl_slice_canvas_drag_to_patient (self, x, y));
      return TRUE;
    }

  measurement = pick (self, modifiers, &self->drag_plane, x, y, &handle);
  if (measurement != NULL)
    take_hold (self, measurement, handle, x, y);
  else if (rl_drag_choose (rl_session_get_tool (self->session), button, modifiers) == RL_DRAG_MEASURE)
    self->annotator = begin (self, x, y);
  else
    rl_measurements_set_active (measurements, NULL);

  return self->annotator != NULL || self->is_over_locked;
}

/* Goes on while the button is down. */
void
rl_slice_canvas_drag_annotation (RlSliceCanvas *self,
                                 const double  *xy,
                                 gsize          n_points)
{
  g_autofree RimVec3 *points = NULL;
  const double *last = xy + 2 * (n_points - 1);

  if (!self->has_moved && hypot (last[0] - self->drag_start[0], last[1] - self->drag_start[1]) < LEAST_DRAG)
    return;
  if (self->annotator == NULL)
    {
      if (self->is_over_locked && !self->has_moved)
        rl_slice_canvas_say (self, _("This measurement is locked"));
      self->has_moved = TRUE;
      return;
    }

  self->has_moved = TRUE;
  points = g_new (RimVec3, n_points);
  for (gsize i = 0; i < n_points; i++)
    points[i] = rl_slice_canvas_drag_to_patient (self, xy[2 * i], xy[2 * i + 1]);
  rl_annotator_move (self->annotator, points, n_points);
}

void
rl_slice_canvas_release_annotation (RlSliceCanvas *self)
{
  RlTool tool = rl_session_get_tool (self->session);
  gboolean is_new;

  if (self->annotator == NULL || rl_annotator_is_floating (self->annotator))
    return;

  if (!rl_annotator_release (self->annotator, self->has_moved))
    return;

  is_new = rl_annotator_commit (g_steal_pointer (&self->annotator));
  if (is_new && (tool == RL_TOOL_ARROW || tool == RL_TOOL_TEXT))
    gtk_widget_activate_action (GTK_WIDGET (self), "measure.rename", NULL);
}

/* Returns: whether there was one being drawn */
gboolean
rl_slice_canvas_cancel_annotation (RlSliceCanvas *self)
{
  if (self->annotator == NULL)
    return FALSE;

  rl_annotator_cancel (g_steal_pointer (&self->annotator));

  return TRUE;
}

/* Returns: whether there was a point of a new measurement to take back */
gboolean
rl_slice_canvas_take_back_point (RlSliceCanvas *self)
{
  if (self->annotator == NULL)
    return FALSE;

  if (!rl_annotator_take_back (self->annotator))
    rl_annotator_cancel (g_steal_pointer (&self->annotator));

  return TRUE;
}

/* What has all its points is kept. */
void
rl_slice_canvas_finish_annotation (RlSliceCanvas *self)
{
  if (self->annotator == NULL)
    return;

  if (self->drag == RL_DRAG_MEASURE)
    self->drag = RL_DRAG_NOTHING;
  rl_annotator_finish (g_steal_pointer (&self->annotator));
}

/* The next point of a measurement floats with the pointer. */
void
rl_slice_canvas_hover_annotation (RlSliceCanvas *self)
{
  RimPlane plane;
  RimVec3 point;
  gboolean is_over;
  int handle;

  if (self->annotator != NULL)
    {
      point = rl_slice_canvas_to_patient (self, self->pointer[0], self->pointer[1]);
      if (rl_annotator_is_floating (self->annotator))
        rl_annotator_move (self->annotator, &point, 1);
      return;
    }

  is_over = rl_slice_canvas_get_plane (self, &plane) &&
            pick (self, 0, &plane, self->pointer[0], self->pointer[1], &handle) != NULL;
  if (self->is_over_annotation == is_over)
    return;

  self->is_over_annotation = is_over;
  rl_slice_canvas_update_cursor (self);
}

/**
 * rl_slice_canvas_release_label:
 * @self: a canvas
 * @x: in pixels of the widget
 * @y: in pixels of the widget
 *
 * Lets a label there find its place by itself again.
 *
 * Returns: whether there is one
 */
gboolean
rl_slice_canvas_release_label (RlSliceCanvas *self,
                               double         x,
                               double         y)
{
  RimMeasurement *measurement;
  RimPlane plane;
  int handle;

  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), FALSE);

  if (!rl_slice_canvas_get_plane (self, &plane))
    return FALSE;

  measurement = pick (self, 0, &plane, x, y, &handle);
  if (measurement == NULL || handle != RL_ANNOTATION_LABEL)
    return FALSE;

  rl_measurements_place_label (rl_session_get_measurements (self->session), measurement->id, NULL);

  return TRUE;
}

/**
 * rl_slice_canvas_get_annotation_label:
 * @self: a canvas
 * @id: of a measurement
 * @bounds: (out): where its label stands, in pixels of the widget
 * @text: (out) (transfer none): what it says
 *
 * Returns: whether it has one on this canvas, as of the last frame
 */
gboolean
rl_slice_canvas_get_annotation_label (RlSliceCanvas    *self,
                                      const char       *id,
                                      graphene_rect_t  *bounds,
                                      const char      **text)
{
  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return rl_annotations_get_label (self->annotations, id, bounds, text);
}
