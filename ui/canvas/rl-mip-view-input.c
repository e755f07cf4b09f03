/* rl-mip-view-input.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-mip-view-private.h"

#include <math.h>

/* Dragging this far, in pixels, turns by a step or zooms e-fold. */
#define TURN_DRAG   6.0
#define ZOOM_DRAG   200.0
#define SCROLL_ZOOM 1.15

/* Nearer than this to where it began, a drag is a click. */
#define CLICK_DISTANCE 3.0

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
pan (RlMipView    *self,
     const double *from,
     double        dx,
     double        dy)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  RimPlane plane;
  double mm;

  if (!rl_mip_view_get_plane (self, self->step, &plane))
    return;

  mm = rim_vec3_length (plane.right) * factor;
  self->pan[0] = from[0] - dx * mm;
  self->pan[1] = from[1] - dy * mm;
  gtk_widget_queue_draw (GTK_WIDGET (self));
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
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  self->gestures = rl_gestures_new (RL_PANE (self));
  rl_gestures_add_controllers (self->gestures);
}

static gboolean
press (RlPane          *pane,
       guint            button,
       GdkModifierType  modifiers,
       double           x,
       double           y)
{
  RlMipView *self = RL_MIP_VIEW (pane);

  self->drag = button == GDK_BUTTON_PRIMARY ? RL_MIP_DRAG_TURN
               : button == GDK_BUTTON_MIDDLE ? RL_MIP_DRAG_PAN
               : button == GDK_BUTTON_SECONDARY ? RL_MIP_DRAG_ZOOM : RL_MIP_DRAG_NOTHING;
  self->drag_start[0] = x;
  self->drag_start[1] = y;
  self->drag_step = self->step;
  self->drag_zoom = self->zoom;
  self->drag_pan[0] = self->pan[0];
  self->drag_pan[1] = self->pan[1];
  self->has_moved = FALSE;

  return self->drag != RL_MIP_DRAG_NOTHING;
}

static void
drag (RlPane       *pane,
      const double *xy,
      gsize         n_points)
{
  RlMipView *self = RL_MIP_VIEW (pane);
  double dx = xy[2 * n_points - 2] - self->drag_start[0];
  double dy = xy[2 * n_points - 1] - self->drag_start[1];

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
      pan (self, self->drag_pan, dx, dy);
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
release (RlPane *pane)
{
  RlMipView *self = RL_MIP_VIEW (pane);

  if (self->drag == RL_MIP_DRAG_TURN && !self->has_moved)
    rl_mip_view_jump (self, self->drag_start[0], self->drag_start[1]);
  self->drag = RL_MIP_DRAG_NOTHING;
}

static void
take_back (RlPane *pane)
{
  RlMipView *self = RL_MIP_VIEW (pane);

  if (self->drag == RL_MIP_DRAG_NOTHING)
    return;

  self->drag = RL_MIP_DRAG_NOTHING;
  self->pan[0] = self->drag_pan[0];
  self->pan[1] = self->drag_pan[1];
  rl_mip_view_set_step (self, self->drag_step);
  rl_mip_view_set_zoom (self, self->drag_zoom);
}

/* What is at (x, y) stays there, as far as the zoom goes. */
static void
move_view (RlPane *pane,
           double  dx,
           double  dy,
           double  factor,
           double  x,
           double  y)
{
  RlMipView *self = RL_MIP_VIEW (pane);
  double from[2] = { x - gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                     y - gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 };
  double before = self->zoom;

  pan (self, self->pan, dx, dy);
  pan (self, self->pan, -from[0], -from[1]);
  rl_mip_view_set_zoom (self, before * factor);
  pan (self, self->pan, from[0], from[1]);
}

void
rl_mip_view_hand_init (RlPaneInterface *iface)
{
  iface->press = press;
  iface->drag = drag;
  iface->release = release;
  iface->take_back = take_back;
  iface->move_view = move_view;
}
