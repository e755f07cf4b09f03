/* rl-volume-view-input.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "scene/rl-volume-view-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define TURN_PER_PIXEL 0.008
#define TURN_PER_STEP  (G_PI / 36)
#define ZOOM_PER_STEP  1.1
#define ZOOM_PER_PIXEL 1.005

static void
pan (RlVolumeView *self,
     double        dx,
     double        dy)
{
  int smaller = MIN (gtk_widget_get_width (GTK_WIDGET (self)),
                     gtk_widget_get_height (GTK_WIDGET (self)));
  double mm = 2 * self->camera.radius / self->camera.zoom / MAX (smaller, 1);

  rl_camera_pan (&self->camera, dx * mm, -dy * mm);
}

static gboolean
scroll_cb (RlVolumeView *self,
           double        dx,
           double        dy)
{
  rl_camera_zoom (&self->camera, pow (ZOOM_PER_STEP, -dy));
  rl_volume_view_move (self);

  return TRUE;
}

void
rl_volume_view_add_controllers (RlVolumeView *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->overlay, scroll);
  self->gestures = rl_gestures_new (RL_PANE (self));
  rl_gestures_add_controllers (self->gestures);
}

/* Keys that go through slices turn it. */
static void
rl_volume_view_scroll (RlPane *pane,
                       int     steps)
{
  RlVolumeView *self = RL_VOLUME_VIEW (pane);

  rl_camera_turn (&self->camera, CLAMP (steps, -36, 36) * TURN_PER_STEP, 0);
  rl_volume_view_move (self);
}

static void
rl_volume_view_zoom (RlPane *pane,
                     double  factor)
{
  RlVolumeView *self = RL_VOLUME_VIEW (pane);

  rl_camera_zoom (&self->camera, factor);
  rl_volume_view_move (self);
}

/* The whole in the middle, seen from where it is seen. */
static void
rl_volume_view_fit (RlPane *pane)
{
  RlVolumeView *self = RL_VOLUME_VIEW (pane);
  const RimCoarse *image = rl_volume_scene_get_image (self->scene);
  RlCamera whole;

  if (image == NULL)
    return;

  rl_camera_init (&whole, &image->grid);
  self->camera.center = whole.center;
  self->camera.zoom = RL_VOLUME_FIRST_ZOOM;
  rl_volume_view_move (self);
}

/* Where there is no OpenGL the projection over it has a hand of its own. */
static gboolean
rl_volume_view_press (RlPane          *pane,
                      guint            button,
                      GdkModifierType  modifiers,
                      double           x,
                      double           y)
{
  RlVolumeView *self = RL_VOLUME_VIEW (pane);

  if (self->problem != NULL)
    return FALSE;

  self->button = button;
  self->drag[0] = x;
  self->drag[1] = y;
  self->drag_camera = self->camera;

  return TRUE;
}

static void
rl_volume_view_drag (RlPane       *pane,
                     const double *xy,
                     gsize         n_points)
{
  RlVolumeView *self = RL_VOLUME_VIEW (pane);
  double dx = xy[2 * n_points - 2] - self->drag[0];
  double dy = xy[2 * n_points - 1] - self->drag[1];

  if (self->button == 0)
    return;

  if (self->button == GDK_BUTTON_MIDDLE)
    pan (self, dx, dy);
  else if (self->button == GDK_BUTTON_SECONDARY)
    rl_camera_zoom (&self->camera, pow (ZOOM_PER_PIXEL, -dy));
  else
    rl_camera_turn (&self->camera, dx * TURN_PER_PIXEL, dy * TURN_PER_PIXEL);

  self->drag[0] += dx;
  self->drag[1] += dy;
  rl_volume_view_move (self);
}

static void
rl_volume_view_release (RlPane *pane)
{
  RL_VOLUME_VIEW (pane)->button = 0;
}

static gboolean
rl_volume_view_cancel (RlPane *pane)
{
  rl_volume_view_release (pane);

  return FALSE;
}

static void
rl_volume_view_take_back (RlPane *pane)
{
  RlVolumeView *self = RL_VOLUME_VIEW (pane);

  if (self->button == 0)
    return;

  self->button = 0;
  self->camera = self->drag_camera;
  rl_volume_view_move (self);
}

/* What is at (x, y) stays there. */
static void
rl_volume_view_move_view (RlPane *pane,
                          double  dx,
                          double  dy,
                          double  factor,
                          double  x,
                          double  y)
{
  RlVolumeView *self = RL_VOLUME_VIEW (pane);
  double from[2] = { x - gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                     y - gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 };

  if (self->problem != NULL)
    return;

  pan (self, dx - from[0], dy - from[1]);
  rl_camera_zoom (&self->camera, factor);
  pan (self, from[0], from[1]);
  rl_volume_view_move (self);
}

static const char *
rl_volume_view_get_hint (RlPane          *pane,
                         guint            button,
                         GdkModifierType  modifiers)
{
  switch (button)
    {
    case GDK_BUTTON_PRIMARY:
      return _("Turn");

    case GDK_BUTTON_MIDDLE:
      return _("Pan");

    case GDK_BUTTON_SECONDARY:
      return _("Zoom");

    default:
      return _("Zoom");
    }
}

void
rl_volume_view_hand_init (RlPaneInterface *iface)
{
  iface->scroll = rl_volume_view_scroll;
  iface->zoom = rl_volume_view_zoom;
  iface->fit = rl_volume_view_fit;
  iface->cancel = rl_volume_view_cancel;
  iface->get_hint = rl_volume_view_get_hint;
  iface->press = rl_volume_view_press;
  iface->drag = rl_volume_view_drag;
  iface->release = rl_volume_view_release;
  iface->take_back = rl_volume_view_take_back;
  iface->move_view = rl_volume_view_move_view;
}
