/* rl-slice-canvas-keys.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-slice-canvas-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-accessible.h"

/* Pixels of a step with Shift held. */
#define FAR_STEP 10.0

/* Of what is chosen, in mm, without and with Shift. */
#define HAND_STEP     1.0
#define FAR_HAND_STEP 5.0

/* Of the cross that shows the point, in pixels. */
#define ARM 9.0
#define GAP 4.0

/* The pointer without a mouse: arrows move a point, and Enter clicks there. What is clicked
 * is the tool's affair, as with a button.
 */

static gboolean
is_drawing (RlSliceCanvas *self)
{
  return self->annotator != NULL || rl_slice_canvas_is_hand_busy (self);
}

static gboolean
is_where_placed (RlSliceCanvas *self)
{
  return is_drawing (self) &&
         self->pointer[0] == self->placed[0] && self->pointer[1] == self->placed[1];
}

/* What Enter does now. */
static const char *
get_enter (RlSliceCanvas *self)
{
  RlTool tool = rl_session_get_tool (self->session);
  const char *hint = self->annotator != NULL ? rl_annotator_get_hint (self->annotator) : NULL;

  if (self->drag != RL_DRAG_NOTHING)
    return _("Let go");
  if (is_where_placed (self) &&
      (self->annotator == NULL || rl_annotator_is_outline (self->annotator)))
    return _("Close");

  if (rl_tool_is_brush (tool))
    return rl_drag_get_name (rl_drag_choose (tool, GDK_BUTTON_PRIMARY, 0), tool);

  return hint != NULL ? hint : _("Place the point");
}

static void
tell (RlSliceCanvas *self)
{
  rl_session_set_pointing (self->session, get_enter (self));
  rl_narrator_wake (self->narrator);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
put_point (RlSliceCanvas *self,
           double         x,
           double         y)
{
  x = CLAMP (round (x), 0.0, gtk_widget_get_width (GTK_WIDGET (self)) - 1.0);
  y = CLAMP (round (y), 0.0, gtk_widget_get_height (GTK_WIDGET (self)) - 1.0);

  rl_slice_canvas_move_pointer (self, x, y);
}

static gboolean
takes_points (RlSliceCanvas *self)
{
  return self->hand != NULL || rl_tool_is_brush (rl_session_get_tool (self->session)) ||
         rl_tool_get_measurement_kind (rl_session_get_tool (self->session), NULL);
}

/* At the crosshair, or where the mouse has begun something. */
static gboolean
begin_pointing (RlSliceCanvas *self)
{
  double x = self->pointer[0];
  double y = self->pointer[1];

  if (!takes_points (self) ||
      (!is_drawing (self) &&
       !rl_slice_canvas_from_patient (self, rl_session_get_cursor (self->session), &x, &y)))
    return FALSE;

  self->is_pointing = TRUE;
  self->placed[0] = self->placed[1] = NAN;
  rl_accessible_set_keeps_arrows (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  put_point (self, x, y);
  tell (self);

  return TRUE;
}

/* What lies there already, and a brush, is held until Enter is pressed again. */
static void
click (RlSliceCanvas *self)
{
  if (self->drag == RL_DRAG_NOTHING)
    {
      rl_slice_canvas_press (self, GDK_BUTTON_PRIMARY, 0, self->pointer[0], self->pointer[1]);
      if (self->brush != NULL || (self->annotator != NULL && rl_annotator_is_edit (self->annotator)))
        {
          tell (self);
          return;
        }
    }

  rl_slice_canvas_release (self);
  self->placed[0] = self->pointer[0];
  self->placed[1] = self->pointer[1];
  if (is_drawing (self) || rl_tool_is_brush (rl_session_get_tool (self->session)))
    tell (self);
  else
    rl_slice_canvas_end_pointing (self);
}

/**
 * rl_slice_canvas_place:
 * @self: a canvas
 *
 * What Enter does: closes what is drawn by its points, lets arrows move the point of the
 * tool in hand from now on, or clicks there. A second time at the same place closes.
 *
 * Returns: whether there was something to do
 */
gboolean
rl_slice_canvas_place (RlSliceCanvas *self)
{
  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), FALSE);

  if (rl_session_get_proposal (self->session) != NULL ||
      (!self->is_pointing && self->drag != RL_DRAG_NOTHING))
    return FALSE;

  if ((!self->is_pointing || is_where_placed (self)) &&
      rl_slice_canvas_command (self, RL_HAND_FINISH))
    rl_slice_canvas_end_pointing (self);
  else if (!self->is_pointing && rl_slice_canvas_command (self, RL_HAND_BEGIN))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  else if (self->is_pointing)
    click (self);
  else if (self->annotator != NULL && rl_annotator_is_outline (self->annotator))
    rl_slice_canvas_finish_annotation (self);
  else
    return begin_pointing (self);

  return TRUE;
}

/**
 * rl_slice_canvas_back:
 * @self: a canvas
 *
 * Takes back the point placed last.
 *
 * Returns: whether there was one
 */
gboolean
rl_slice_canvas_back (RlSliceCanvas *self)
{
  gboolean is_back;

  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), FALSE);

  if (self->drag != RL_DRAG_NOTHING)
    return FALSE;

  is_back = rl_slice_canvas_take_back_point (self) || rl_slice_canvas_command (self, RL_HAND_BACK);
  if (self->is_pointing)
    {
      self->placed[0] = self->placed[1] = NAN;
      tell (self);
    }

  return is_back;
}

/**
 * rl_slice_canvas_move_point:
 * @self: a canvas
 * @dx: to the right, in pixels of the widget
 * @dy: down
 *
 * Returns: whether arrows move the point of a tool here
 */
gboolean
rl_slice_canvas_move_point (RlSliceCanvas *self,
                            double         dx,
                            double         dy)
{
  g_return_val_if_fail (RL_IS_SLICE_CANVAS (self), FALSE);

  if (!self->is_pointing)
    return FALSE;

  put_point (self, self->pointer[0] + dx, self->pointer[1] + dy);
  if (self->drag != RL_DRAG_NOTHING)
    {
      self->has_moved = TRUE;
      rl_slice_canvas_drag (self, self->pointer, 1);
    }
  tell (self);

  return TRUE;
}

/* The mouse has it again. What Enter took hold of is let go where it is. */
void
rl_slice_canvas_end_pointing (RlSliceCanvas *self)
{
  if (!self->is_pointing)
    return;

  self->is_pointing = FALSE;
  self->has_pointer = FALSE;
  if (self->drag != RL_DRAG_NOTHING)
    rl_slice_canvas_release (self);
  rl_accessible_set_keeps_arrows (GTK_WIDGET (self),
                                  self->hand != NULL && rl_hand_keeps_arrows (self->hand));
  rl_session_set_pointing (self->session, NULL);
  rl_session_set_probe (self->session, NULL);
  rl_narrator_wake (self->narrator);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* A cross that leaves free what it points at. */
void
rl_slice_canvas_paint_point (RlSliceCanvas *self,
                             GtkSnapshot   *snapshot)
{
  double x = self->pointer[0];
  double y = self->pointer[1];
  RlPen pen;

  if (!self->is_pointing)
    return;

  rl_pen_init (&pen, FALSE);
  for (int grow = 1; grow >= 0; grow--)
    {
      const GdkRGBA *color = grow == 1 ? &pen.halo : &pen.ink;
      double length = ARM + 2 * grow;
      double width = 1 + 2 * grow;

      rl_pen_append_rect (snapshot, color, x - GAP - ARM - grow, y - grow, length, width);
      rl_pen_append_rect (snapshot, color, x + GAP + 1 - grow, y - grow, length, width);
      rl_pen_append_rect (snapshot, color, x - grow, y - GAP - ARM - grow, width, length);
      rl_pen_append_rect (snapshot, color, x - grow, y + GAP + 1 - grow, width, length);
    }
}

static gboolean
move (RlSliceCanvas   *self,
      GdkModifierType  state,
      double           right,
      double           down)
{
  gboolean is_far = (state & GDK_SHIFT_MASK) != 0;
  double step = is_far ? FAR_STEP : 1.0;
  double hand_step = is_far ? FAR_HAND_STEP : HAND_STEP;

  return rl_slice_canvas_move_point (self, step * right, step * down) ||
         rl_slice_canvas_step_hand (self, hand_step * right, hand_step * down);
}

static gboolean
key_pressed_cb (RlSliceCanvas   *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  g_assert (RL_IS_SLICE_CANVAS (self));

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return move (self, state, -1, 0);

    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return move (self, state, 1, 0);

    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return move (self, state, 0, -1);

    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return move (self, state, 0, 1);

    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      return rl_slice_canvas_command (self, RL_HAND_NEXT);

    case GDK_KEY_ISO_Left_Tab:
      return rl_slice_canvas_command (self, RL_HAND_PREVIOUS);

    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      return rl_slice_canvas_command (self, RL_HAND_DELETE);

    default:
      return FALSE;
    }
}

void
rl_slice_canvas_add_keys (RlSliceCanvas *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  /* Before what keys do where no tool is at work. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (rl_slice_canvas_end_pointing), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
