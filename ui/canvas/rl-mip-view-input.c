/* rl-mip-view-input.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-mip-view-private.h"

#include "canvas/rl-pane.h"

/* Dragging this far, in pixels, turns by a step or zooms e-fold. */
#define TURN_DRAG   6.0
#define ZOOM_DRAG   200.0
#define SCROLL_ZOOM 1.15

/* Nearer than this to where it began, a drag is a click. */
#define CLICK_DISTANCE 3.0

static void
drag_begin_cb (RlMipView      *self,
               double          x,
               double          y,
               GtkGestureDrag *gesture)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  g_assert (RL_IS_MIP_VIEW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag = button == GDK_BUTTON_PRIMARY ? RL_MIP_DRAG_TURN
               : button == GDK_BUTTON_MIDDLE ? RL_MIP_DRAG_PAN
               : button == GDK_BUTTON_SECONDARY ? RL_MIP_DRAG_ZOOM : RL_MIP_DRAG_NOTHING;
  self->drag_step = self->step;
  self->drag_zoom = self->zoom;
  self->drag_pan[0] = self->pan[0];
  self->drag_pan[1] = self->pan[1];
  self->has_moved = FALSE;
}

/* To the right brings the patient's right to the front, as if it were turned by
 * the hand.
 */
static void
turn (RlMipView *self,
      double     dx)
{
  int steps = (int) floor (-dx / TURN_DRAG + 0.5) % RL_MIP_N_STEPS;

  rl_mip_view_set_step (self, (guint) ((int) self->drag_step + steps + RL_MIP_N_STEPS) %
                        RL_MIP_N_STEPS);
}

static void
pan (RlMipView *self,
     double     dx,
     double     dy)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  RimPlane plane;
  double mm;

  if (!rl_mip_view_get_plane (self, self->step, &plane))
    return;

  mm = rim_vec3_length (plane.right) * factor;
  self->pan[0] = self->drag_pan[0] - dx * mm;
  self->pan[1] = self->drag_pan[1] - dy * mm;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_update_cb (RlMipView *self,
                double     dx,
                double     dy)
{
  g_assert (RL_IS_MIP_VIEW (self));

  if (hypot (dx, dy) > CLICK_DISTANCE)
    self->has_moved = TRUE;
  if (!self->has_moved)
    return;

  switch (self->drag)
    {
    case RL_MIP_DRAG_TURN:
      turn (self, dx);
      break;

    case RL_MIP_DRAG_PAN:
      pan (self, dx, dy);
      break;

    case RL_MIP_DRAG_ZOOM:
      rl_mip_view_set_zoom (self, self->drag_zoom * exp (-dy / ZOOM_DRAG));
      break;

    case RL_MIP_DRAG_NOTHING:
    default:
      break;
    }
}

static void
drag_end_cb (RlMipView      *self,
             double          dx,
             double          dy,
             GtkGestureDrag *gesture)
{
  double x, y;

  g_assert (RL_IS_MIP_VIEW (self));

  if (self->drag == RL_MIP_DRAG_TURN && !self->has_moved &&
      gtk_gesture_drag_get_start_point (gesture, &x, &y))
    rl_mip_view_jump (self, x, y);
  self->drag = RL_MIP_DRAG_NOTHING;
}

static void
pressed_cb (RlMipView *self,
            int        n_press)
{
  g_assert (RL_IS_MIP_VIEW (self));

  if (n_press == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "view.maximize", NULL);
}

static gboolean
scroll_cb (RlMipView                *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *scroll)
{
  GdkModifierType modifiers =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll));
  double delta = dy != 0.0 ? dy : dx;
  int steps;

  g_assert (RL_IS_MIP_VIEW (self));

  if ((modifiers & GDK_CONTROL_MASK) != 0)
    {
      rl_mip_view_set_zoom (self, self->zoom * pow (SCROLL_ZOOM, -delta));
      return TRUE;
    }

  /* Touchpads send fractions of a step. */
  self->scroll_rest += delta;
  steps = (int) self->scroll_rest;
  self->scroll_rest -= steps;
  rl_pane_scroll (RL_PANE (self), steps);

  return TRUE;
}

void
rl_mip_view_add_controllers (RlMipView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (drag_end_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);

  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}
