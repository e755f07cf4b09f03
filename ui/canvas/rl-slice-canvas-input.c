/* rl-slice-canvas-input.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-slice-canvas-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "canvas/rl-presets.h"

/* Dragging this far, in pixels, changes a window or the zoom e-fold. */
#define WINDOW_DRAG 300.0
#define ZOOM_DRAG   200.0

#define SCROLL_ZOOM  1.15
#define BRUSH_GROWTH 1.15
#define FAST_STEPS   10

/* A rectangle with a side of fewer device pixels was a click. */
#define LEAST_REGION 4

/* Where a point was when the drag began. */
RimVec3
rl_slice_canvas_drag_to_patient (RlSliceCanvas *self,
                                 double         x,
                                 double         y)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  return rim_plane_to_patient (&self->drag_plane, x * factor, y * factor);
}

/* Keeps the point under the pointer where it is. */
static void
zoom_at (RlSliceCanvas *self,
         double         factor,
         double         x,
         double         y)
{
  double before = rl_viewport_get_zoom (self->viewport);
  double middle[2] = { gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                       gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 };
  RimVec3 at, center;
  RimPlane plane;

  if (!rl_slice_canvas_get_plane (self, &plane))
    return;

  at = rl_slice_canvas_to_patient (self, x, y);
  center = rl_slice_canvas_to_patient (self, middle[0], middle[1]);

  rl_viewport_set (self->viewport, before * factor, &center);
  factor = rl_viewport_get_zoom (self->viewport) / before;
  center = rim_vec3_add (at, rim_vec3_scale (rim_vec3_sub (center, at), 1.0 / factor));
  rl_viewport_set (self->viewport, before * factor, &center);
}

/* The rectangle of the drag, as a plane of its own; not more than what is seen. */
static gboolean
get_region (RlSliceCanvas *self,
            RimPlane      *region)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double size[2] = { self->drag_plane.width, self->drag_plane.height };
  double begin[2], end[2];

  for (guint i = 0; i < 2; i++)
    {
      double a = self->drag_start[i] * factor;
      double b = self->drag_end[i] * factor;

      begin[i] = floor (CLAMP (MIN (a, b), 0, size[i] - 1));
      end[i] = ceil (CLAMP (MAX (a, b), 0, size[i] - 1));
    }

  *region = self->drag_plane;
  region->origin = rim_plane_to_patient (&self->drag_plane, begin[0] + 0.5, begin[1] + 0.5);
  region->width = (guint) (end[0] - begin[0]) + 1;
  region->height = (guint) (end[1] - begin[1]) + 1;

  return region->width >= LEAST_REGION && region->height >= LEAST_REGION;
}

/* A click is no rectangle; the tool stays in hand for another try. */
static void
apply_region (RlSliceCanvas *self)
{
  RlLayerKind layer = rl_content_get_layer (rl_content_resolve (self->content, self->session));
  RimPlane region;

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!get_region (self, &region))
    return;

  if (!rl_presets_apply_region (self->session, layer, &region))
    rl_slice_canvas_say (self, _("There are no values in the rectangle"));
  rl_session_swap_tool (self->session);
}

static RlLayerKind
get_layer (RlSliceCanvas *self)
{
  return rl_content_get_layer (rl_content_resolve (self->content, self->session));
}

/* SUV starts at nothing, so only the upper end moves. */
static void
drag_window (RlSliceCanvas *self,
             double         dx,
             double         dy)
{
  RimWindow window = self->drag_window;
  RlLayerKind layer = get_layer (self);

  if (layer == RL_LAYER_PET)
    {
      double upper = (window.center + window.width / 2) * exp ((dx + dy) / WINDOW_DRAG);

      window.center = upper / 2;
      window.width = upper;
    }
  else
    {
      window.width *= exp (dx / WINDOW_DRAG);
      window.center += dy * self->drag_window.width / WINDOW_DRAG;
    }

  window.width = MAX (window.width, layer == RL_LAYER_PET ? 0.01 : 1.0);
  rl_session_set_window (self->session, layer, window);
}

static void
drag_region (RlSliceCanvas *self,
             double         x,
             double         y)
{
  self->drag_end[0] = x;
  self->drag_end[1] = y;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_pan (RlSliceCanvas *self,
          double         dx,
          double         dy)
{
  double middle[2] = { gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                       gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 };
  RimVec3 center = rl_slice_canvas_drag_to_patient (self, middle[0] - dx, middle[1] - dy);

  rl_viewport_set (self->viewport, self->drag_zoom, &center);
}

static void
drag_zoom (RlSliceCanvas *self,
           double         dy)
{
  double middle[2] = { gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                       gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 };
  RimVec3 center = rl_slice_canvas_drag_to_patient (self, middle[0], middle[1]);

  rl_viewport_set (self->viewport, self->drag_zoom * exp (-dy / ZOOM_DRAG), &center);
}

/* Its circle follows fingers as well, which do not hover. */
static void
drag_brush (RlSliceCanvas *self,
            const double  *xy,
            gsize          n_points)
{
  g_autofree RimVec3 *points = g_new (RimVec3, n_points);

  memcpy (self->pointer, &xy[2 * n_points - 2], sizeof self->pointer);

  for (gsize i = 0; i < n_points; i++)
    points[i] = rl_slice_canvas_drag_to_patient (self, xy[2 * i], xy[2 * i + 1]);

  rl_brush_extend (self->brush, points, n_points);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
begin_brush (RlSliceCanvas *self)
{
  g_autoptr(GError) error = NULL;

  self->brush = rl_brush_begin (self->session, get_layer (self),
                                rl_slice_canvas_drag_to_patient (self, self->drag_start[0], self->drag_start[1]),
                                rim_plane_get_normal (&self->drag_plane),
                                self->drag == RL_DRAG_ERASE, &error);
  if (self->brush == NULL)
    rl_slice_canvas_say (self, error->message);

  return self->brush != NULL;
}

static void
set_probe (RlSliceCanvas *self)
{
  RimPlane plane;
  RimVec3 point;

  if (!rl_slice_canvas_get_plane (self, &plane))
    return;

  point = rl_slice_canvas_to_patient (self, self->pointer[0], self->pointer[1]);
  rl_session_set_probe (self->session, &point);
}

/* Something of the hand is here now, be it a mouse or the arrow keys. */
void
rl_slice_canvas_move_pointer (RlSliceCanvas *self,
                              double         x,
                              double         y)
{
  if (!self->has_pointer)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->has_pointer = TRUE;
  self->pointer[0] = x;
  self->pointer[1] = y;
  set_probe (self);
  rl_slice_canvas_hover_annotation (self);
  rl_slice_canvas_hover_comment (self);
  rl_slice_canvas_hover_hand (self);

  if (rl_tool_has_width (rl_session_get_tool (self->session)) || self->is_magnified)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (RlSliceCanvas      *self,
           double              x,
           double              y,
           GtkEventController *controller)
{
  g_assert (RL_IS_SLICE_CANVAS (self));

  /* GTK says where the mouse is again when widgets move. */
  if (self->is_pointing && x == self->mouse[0] && y == self->mouse[1])
    return;

  self->mouse[0] = x;
  self->mouse[1] = y;
  rl_slice_canvas_end_pointing (self);
  rl_slice_canvas_move_pointer (self, x, y);
  rl_slice_canvas_hover (self, gtk_event_controller_get_current_event_state (controller), x, y);
}

static void
leave_cb (RlSliceCanvas *self)
{
  g_assert (RL_IS_SLICE_CANVAS (self));

  if (self->is_pointing)
    return;

  self->has_pointer = FALSE;
  rl_session_set_probe (self->session, NULL);
  if (self->drag == RL_DRAG_NOTHING)
    rl_slice_canvas_end_hover (self);
  rl_slice_canvas_hover_comment (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
scroll_cb (RlSliceCanvas            *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *scroll)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (scroll);
  GdkModifierType modifiers = gtk_event_controller_get_current_event_state (controller);
  gboolean is_brush = rl_tool_has_width (rl_session_get_tool (self->session));
  double radius = rl_session_get_brush_radius (self->session);
  double delta = dy != 0.0 ? dy : dx;
  int steps;

  g_assert (RL_IS_SLICE_CANVAS (self));

  if ((modifiers & GDK_CONTROL_MASK) != 0)
    {
      zoom_at (self, pow (SCROLL_ZOOM, -delta), self->pointer[0], self->pointer[1]);
      return TRUE;
    }

  if ((modifiers & GDK_SHIFT_MASK) != 0 && is_brush)
    {
      rl_session_set_brush_radius (self->session, radius * pow (BRUSH_GROWTH, -delta));
      return TRUE;
    }

  /* Touchpads send fractions of a step. */
  self->scroll_rest += (modifiers & GDK_SHIFT_MASK) != 0 ? delta * FAST_STEPS : delta;
  steps = (int) self->scroll_rest;
  self->scroll_rest -= steps;
  rl_slice_canvas_scroll (self, steps);

  return TRUE;
}

/* Where it starts, and what there is to go back to. */
static gboolean
prepare_drag (RlSliceCanvas *self,
              double         x,
              double         y)
{
  if (self->drag != RL_DRAG_NOTHING || !rl_slice_canvas_get_plane (self, &self->drag_plane))
    return FALSE;

  self->drag_start[0] = self->drag_end[0] = x;
  self->drag_start[1] = self->drag_end[1] = y;
  self->has_moved = FALSE;
  self->drag_zoom = rl_viewport_get_zoom (self->viewport);
  self->drag_window = rl_session_get_window (self->session, get_layer (self));
  self->drag_cursor = rl_session_get_cursor (self->session);
  self->drag_slab = rl_session_get_slab (self->session, self->orientation);
  self->was_drawing = self->annotator != NULL || rl_slice_canvas_is_hand_busy (self);

  return TRUE;
}

static gboolean
begin_drag (RlSliceCanvas   *self,
            RlDrag           drag,
            GdkModifierType  modifiers)
{
  self->drag = drag;
  if ((drag == RL_DRAG_PAINT || drag == RL_DRAG_ERASE) && !begin_brush (self))
    self->drag = RL_DRAG_NOTHING;
  if (drag == RL_DRAG_HAND &&
      !rl_slice_canvas_press_hand (self, modifiers, self->drag_start[0], self->drag_start[1]))
    self->drag = RL_DRAG_NOTHING;

  if (self->brush != NULL || self->drag == RL_DRAG_CROSSHAIR)
    rl_slice_canvas_drag (self, self->drag_start, 1);

  return self->drag != RL_DRAG_NOTHING;
}

void
rl_slice_canvas_add_controllers (RlSliceCanvas *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  g_signal_connect_object (motion, "enter", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);

  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  self->gestures = rl_gestures_new (RL_PANE (self));
  rl_gestures_add_controllers (self->gestures);
  rl_slice_canvas_add_keys (self);
}

/* A brush is drawn as the circle it is, so the arrow would be in its way. */
void
rl_slice_canvas_update_cursor (RlSliceCanvas *self)
{
  const char *name = "default";

  self->hover = (RlCrosshairHit) { RL_CROSSHAIR_NOTHING, 0 };
  if (rl_tool_has_width (rl_session_get_tool (self->session)))
    name = "none";
  else if (self->is_over_annotation)
    name = "move";
  else if (rl_tool_get_measurement_kind (rl_session_get_tool (self->session), NULL) ||
           rl_tool_is_contouring (rl_session_get_tool (self->session)))
    name = "crosshair";
  else if (rl_session_get_tool (self->session) == RL_TOOL_CROSSHAIR ||
           rl_session_get_tool (self->session) == RL_TOOL_WINDOW_REGION)
    name = "crosshair";

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name);
}

/**
 * rl_slice_canvas_scroll:
 * @self: a canvas
 * @steps: how many slices, towards the feet, the back or the right
 */
void
rl_slice_canvas_scroll (RlSliceCanvas *self,
                        int            steps)
{
  RimVolume *base;

  g_return_if_fail (RL_IS_SLICE_CANVAS (self));

  base = rl_session_get_base (self->session);
  if (base == NULL || steps == 0 || self->brush != NULL || self->annotator != NULL ||
      rl_slice_canvas_is_hand_busy (self))
    return;

  rl_session_set_cursor (self->session,
                         rl_slice_step (base, rl_session_get_mpr (self->session), self->orientation,
                                        rl_session_get_cursor (self->session), steps));
  if (self->has_pointer)
    set_probe (self);
}

/**
 * rl_slice_canvas_zoom:
 * @self: a canvas
 * @factor: how much larger
 *
 * Zooms about the middle.
 */
void
rl_slice_canvas_zoom (RlSliceCanvas *self,
                      double         factor)
{
  g_return_if_fail (RL_IS_SLICE_CANVAS (self));

  zoom_at (self, factor,
           gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
           gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

/**
 * rl_slice_canvas_press:
 * @self: a canvas
 * @button: the button that was pressed
 * @modifiers: the keys held
 * @x: from the left, in pixels of the widget
 * @y: from the top
 *
 * Begins a drag.
 *
 * Returns: whether it did
 */
gboolean
rl_slice_canvas_press (RlSliceCanvas   *self,
                       guint            button,
                       GdkModifierType  modifiers,
                       double           x,
                       double           y)
{
  RlDrag drag;

  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), FALSE);

  if (!prepare_drag (self, x, y))
    return FALSE;

  if (button == GDK_BUTTON_MIDDLE && rl_slice_canvas_remove_with_hand (self, x, y))
    return FALSE;

  if (rl_slice_canvas_press_annotation (self, button, modifiers, x, y))
    return begin_drag (self, RL_DRAG_MEASURE, modifiers);

  drag = rl_drag_choose (rl_session_get_tool (self->session), button, modifiers);
  if (button == GDK_BUTTON_SECONDARY)
    modifiers |= GDK_BUTTON3_MASK;

  return begin_drag (self, rl_slice_canvas_grab (self, drag, modifiers, x, y), modifiers);
}

/**
 * rl_slice_canvas_erase:
 * @self: a canvas
 * @x: from the left, in pixels of the widget
 * @y: from the top
 *
 * Begins to erase from the active lesion, whatever tool is in hand.
 *
 * Returns: whether there is one
 */
gboolean
rl_slice_canvas_erase (RlSliceCanvas *self,
                       double         x,
                       double         y)
{
  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), FALSE);

  return prepare_drag (self, x, y) && begin_drag (self, RL_DRAG_ERASE, 0);
}

/**
 * rl_slice_canvas_drag:
 * @self: a canvas
 * @xy: (array): x and y of each point, in pixels of the widget
 * @n_points: how many; only a brush needs more than the last
 *
 * Goes on with a drag.
 */
void
rl_slice_canvas_drag (RlSliceCanvas *self,
                      const double  *xy,
                      gsize          n_points)
{
  double x, y, dx, dy;

  g_return_if_fail (RL_IS_SLICE_CANVAS (self));
  g_return_if_fail (n_points > 0);

  x = xy[2 * n_points - 2];
  y = xy[2 * n_points - 1];
  dx = x - self->drag_start[0];
  dy = y - self->drag_start[1];

  switch (self->drag)
    {
    case RL_DRAG_WINDOW:
      drag_window (self, dx, dy);
      break;

    case RL_DRAG_WINDOW_REGION:
      drag_region (self, x, y);
      break;

    case RL_DRAG_CROSSHAIR:
      rl_session_set_cursor (self->session, rl_slice_canvas_drag_to_patient (self, x, y));
      break;

    case RL_DRAG_LINE:
    case RL_DRAG_TURN:
    case RL_DRAG_TURN_BOTH:
    case RL_DRAG_SLAB:
      rl_slice_canvas_drag_planes (self, x, y);
      break;

    case RL_DRAG_PAINT:
    case RL_DRAG_ERASE:
      drag_brush (self, xy, n_points);
      break;

    case RL_DRAG_HAND:
      rl_slice_canvas_drag_hand (self, xy, n_points);
      break;

    case RL_DRAG_MEASURE:
      rl_slice_canvas_drag_annotation (self, xy, n_points);
      break;

    case RL_DRAG_PAN:
      drag_pan (self, dx, dy);
      break;

    case RL_DRAG_ZOOM:
      drag_zoom (self, dy);
      break;

    case RL_DRAG_NOTHING:
    default:
      break;
    }
}

/**
 * rl_slice_canvas_release:
 * @self: a canvas
 *
 * Ends a drag; a stroke becomes one edit.
 */
void
rl_slice_canvas_release (RlSliceCanvas *self)
{
  RlDrag drag;

  g_return_if_fail (RL_IS_SLICE_CANVAS (self));

  rl_slice_canvas_release_planes (self);
  if (self->drag == RL_DRAG_MEASURE)
    rl_slice_canvas_release_annotation (self);
  drag = self->drag;
  self->drag = RL_DRAG_NOTHING;
  if (!self->has_pointer)
    rl_slice_canvas_end_hover (self);

  if (drag == RL_DRAG_WINDOW_REGION)
    apply_region (self);
  if (drag == RL_DRAG_HAND)
    rl_hand_release (self->hand, self->has_moved);

  if (self->brush != NULL)
    rl_brush_commit (g_steal_pointer (&self->brush));
}

/**
 * rl_slice_canvas_cancel:
 * @self: a canvas
 *
 * Drops a drag; a stroke or a measurement that was being drawn leaves nothing behind.
 *
 * Returns: whether there was one
 */
gboolean
rl_slice_canvas_cancel (RlSliceCanvas *self)
{
  gboolean was_pointing;

  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), FALSE);

  was_pointing = self->is_pointing;
  self->drag = RL_DRAG_NOTHING;
  rl_slice_canvas_end_pointing (self);

  if (rl_slice_canvas_cancel_annotation (self) || rl_slice_canvas_command (self, RL_HAND_CANCEL))
    return TRUE;
  if (self->brush == NULL)
    return was_pointing;

  rl_brush_cancel (g_steal_pointer (&self->brush));

  return TRUE;
}

/* What was drawn before is not lost with what the drag added to it. */
static void
take_back_drawing (RlSliceCanvas *self)
{
  RlDrag drag = self->drag;

  if (!self->was_drawing)
    {
      rl_slice_canvas_cancel (self);
      return;
    }

  rl_slice_canvas_release (self);
  if (drag == RL_DRAG_HAND)
    rl_slice_canvas_command (self, RL_HAND_BACK);
}

/**
 * rl_slice_canvas_take_back:
 * @self: a canvas
 *
 * Drops a drag as if it had never begun; turned planes stay turned, and the next point of
 * a measurement stays.
 */
void
rl_slice_canvas_take_back (RlSliceCanvas *self)
{
  RlDrag drag;

  g_return_if_fail (RL_IS_SLICE_CANVAS (self));

  drag = self->drag;
  take_back_drawing (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));

  if (drag == RL_DRAG_WINDOW)
    rl_session_set_window (self->session, get_layer (self), self->drag_window);
  else if (drag == RL_DRAG_CROSSHAIR || drag == RL_DRAG_LINE)
    rl_session_set_cursor (self->session, self->drag_cursor);
  else if (drag == RL_DRAG_SLAB)
    rl_session_set_slab (self->session, self->orientation, self->drag_slab);
}

/**
 * rl_slice_canvas_move_view:
 * @self: a canvas
 * @dx: how far the image moves to the right, in pixels of the widget
 * @dy: how far it moves down
 * @factor: how much larger it is after that
 * @x: what stays where it is then, from the left
 * @y: from the top
 */
void
rl_slice_canvas_move_view (RlSliceCanvas *self,
                           double         dx,
                           double         dy,
                           double         factor,
                           double         x,
                           double         y)
{
  double middle[2];
  RimPlane plane;
  RimVec3 center;

  g_return_if_fail (RL_IS_SLICE_CANVAS (self));
  g_return_if_fail (factor > 0.0);

  if (!rl_slice_canvas_get_plane (self, &plane))
    return;

  middle[0] = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  middle[1] = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
  center = rl_slice_canvas_to_patient (self, middle[0] - dx, middle[1] - dy);
  rl_viewport_set (self->viewport, rl_viewport_get_zoom (self->viewport), &center);
  zoom_at (self, factor, x, y);
}
