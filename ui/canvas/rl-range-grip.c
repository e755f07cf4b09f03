/* rl-range-grip.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-range-grip.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "canvas/rl-drag.h"

/* Dragging this far, in pixels, makes a range e times as wide. */
#define WIDTH_DRAG 150.0

struct _RlRangeGrip
{
  GtkWidget        parent_instance;

  RlSession       *session;
  RlMapLayer      *layer;
  graphene_rect_t  bounds;      /* of the bar; empty where there is none */
  double           start[2];    /* the range when the drag began */
};

G_DEFINE_FINAL_TYPE (RlRangeGrip, rl_range_grip, GTK_TYPE_WIDGET)

static void
changed_cb (RlRangeGrip *self)
{
  g_autofree char *range = NULL;
  g_autofree char *text = NULL;

  g_assert (RL_IS_RANGE_GRIP (self));

  range = rl_map_layer_describe_range (self->layer);

  /* Translators: what a map is of, and from which value to which its colours run. */
  text = g_strdup_printf (_("Legend: %s"), range);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
drag_begin_cb (RlRangeGrip *self,
               double       x,
               double       y,
               GtkGesture  *gesture)
{
  g_assert (RL_IS_RANGE_GRIP (self));

  rl_map_layer_get_range (self->layer, &self->start[0], &self->start[1]);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

/* A click moves nothing, and leaves an automatic range automatic. */
static void
drag_update_cb (RlRangeGrip *self,
                double       dx,
                double       dy)
{
  double width = self->start[1] - self->start[0];
  double center = (self->start[0] + self->start[1]) / 2.0 - dy / MAX (self->bounds.size.height, 1.0f) * width;

  g_assert (RL_IS_RANGE_GRIP (self));

  if (dx == 0.0 && dy == 0.0)
    return;

  width *= exp (dx / WIDTH_DRAG);
  if (!isfinite (center - width) || !isfinite (center + width))
    return;

  rl_map_layer_set_automatic_range (self->layer, FALSE);
  rl_map_layer_set_range (self->layer, center - width / 2.0, center + width / 2.0);
}

static void
pressed_cb (RlRangeGrip *self,
            int          n_press,
            double       x,
            double       y,
            GtkGesture  *gesture)
{
  g_assert (RL_IS_RANGE_GRIP (self));

  if (n_press == 2)
    rl_map_layer_set_automatic_range (self->layer, TRUE);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static gboolean
rl_range_grip_contains (GtkWidget *widget,
                        double     x,
                        double     y)
{
  RlRangeGrip *self = RL_RANGE_GRIP (widget);

  return !rl_tool_draws (rl_session_get_tool (self->session)) &&
         graphene_rect_contains_point (&self->bounds, &GRAPHENE_POINT_INIT ((float) x, (float) y));
}

static void
rl_range_grip_dispose (GObject *object)
{
  RlRangeGrip *self = RL_RANGE_GRIP (object);

  g_clear_object (&self->layer);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_range_grip_parent_class)->dispose (object);
}

static void
rl_range_grip_class_init (RlRangeGripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_range_grip_dispose;

  widget_class->contains = rl_range_grip_contains;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "rangegrip");
}

static void
rl_range_grip_init (RlRangeGrip *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "all-scroll");
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_group (drag, click);
}

/**
 * rl_range_grip_new:
 * @session: has the tool in hand
 */
GtkWidget *
rl_range_grip_new (RlSession *session)
{
  RlRangeGrip *self = g_object_new (RL_TYPE_RANGE_GRIP, NULL);

  self->session = g_object_ref (session);
  rl_range_grip_set_layer (self, rl_session_get_map_layer (session));

  return GTK_WIDGET (self);
}

/**
 * rl_range_grip_set_layer:
 * @self: a grip
 * @layer: the map whose range it changes
 */
void
rl_range_grip_set_layer (RlRangeGrip *self,
                         RlMapLayer  *layer)
{
  g_return_if_fail (RL_IS_RANGE_GRIP (self));
  g_return_if_fail (RL_IS_MAP_LAYER (layer));

  if (self->layer == layer)
    return;

  if (self->layer != NULL)
    g_signal_handlers_disconnect_by_func (self->layer, changed_cb, self);
  g_set_object (&self->layer, layer);
  g_signal_connect_object (layer, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}

/**
 * rl_range_grip_set_bounds:
 * @self: a grip
 * @bounds: (nullable): where the bar of the legend is; NULL where there is none
 */
void
rl_range_grip_set_bounds (RlRangeGrip           *self,
                          const graphene_rect_t *bounds)
{
  g_return_if_fail (RL_IS_RANGE_GRIP (self));

  self->bounds = bounds != NULL ? *bounds : GRAPHENE_RECT_INIT (0, 0, 0, 0);
}
