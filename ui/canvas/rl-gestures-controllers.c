/* rl-gestures-controllers.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-gestures-private.h"

static guint32
get_time (GtkGesture *gesture)
{
  return gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (gesture));
}

static GdkEvent *
get_event (gpointer controller)
{
  return gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
}

static gboolean
is_touch (GdkEvent *event)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_TOUCH_BEGIN:
    case GDK_TOUCH_UPDATE:
    case GDK_TOUCH_END:
    case GDK_TOUCH_CANCEL:
      return TRUE;

    default:
      return FALSE;
    }
}

/* The events that were merged into this one, as points of the pane. */
static void
append_history (RlGestures   *self,
                GdkEvent     *event,
                GArray       *xy)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self->pane));
  g_autofree GdkTimeCoord *history = NULL;
  guint n_coords = 0;
  double offset[2];

  if (event == NULL || gdk_event_get_event_type (event) != GDK_MOTION_NOTIFY)
    return;

  history = gdk_event_get_history (event, &n_coords);
  gtk_native_get_surface_transform (native, &offset[0], &offset[1]);

  for (guint i = 0; i < n_coords; i++)
    {
      double point[2];

      if ((history[i].flags & GDK_AXIS_FLAG_X) == 0 || (history[i].flags & GDK_AXIS_FLAG_Y) == 0)
        continue;

      gtk_widget_translate_coordinates (GTK_WIDGET (native), GTK_WIDGET (self->pane),
                                        history[i].axes[GDK_AXIS_X] - offset[0],
                                        history[i].axes[GDK_AXIS_Y] - offset[1],
                                        &point[0], &point[1]);
      g_array_append_vals (xy, point, 2);
    }
}

static GArray *
get_points (RlGestures         *self,
            GtkGestureDrag     *gesture,
            double              dx,
            double              dy)
{
  GArray *xy = g_array_new (FALSE, FALSE, sizeof (double));
  double point[2] = { 0, 0 };

  append_history (self, get_event (gesture), xy);
  gtk_gesture_drag_get_start_point (gesture, &point[0], &point[1]);
  point[0] += dx;
  point[1] += dy;
  g_array_append_vals (xy, point, 2);

  return xy;
}

static gboolean
is_eraser (GdkEvent *event)
{
  GdkDeviceTool *tool = gdk_event_get_device_tool (event);

  return tool != NULL && gdk_device_tool_get_tool_type (tool) == GDK_DEVICE_TOOL_TYPE_ERASER;
}

static void
drag_begin_cb (RlGestures         *self,
               double              x,
               double              y,
               GtkGestureDrag     *gesture)
{
  GdkEvent *event = get_event (gesture);
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  gboolean has_begun = FALSE;

  g_assert (RL_IS_GESTURES (self));

  if (event != NULL && !is_touch (event))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->pane));
      has_begun = is_eraser (event) ? rl_gestures_erase (self, x, y)
                  : rl_gestures_press (self, button, gdk_event_get_modifier_state (event), x, y);
    }

  if (!has_begun)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
drag_update_cb (RlGestures         *self,
                double              dx,
                double              dy,
                GtkGestureDrag     *gesture)
{
  g_autoptr(GArray) xy = get_points (self, gesture, dx, dy);

  g_assert (RL_IS_GESTURES (self));

  rl_gestures_drag (self, (gconstpointer) xy->data, xy->len / 2);
}

static void
pressed_cb (RlGestures          *self,
            int                  n_press,
            double               x,
            double               y,
            GtkGestureClick     *gesture)
{
  g_assert (RL_IS_GESTURES (self));

  if (n_press == 2 && !rl_pane_press_twice (self->pane))
    gtk_widget_activate_action (GTK_WIDGET (self->pane), "view.maximize", NULL);
}

/* A finger that is left over from several does not begin anything. */
static void
touch_begin_cb (RlGestures         *self,
                double              x,
                double              y,
                GtkGestureDrag     *gesture)
{
  GdkEvent *event = get_event (gesture);

  g_assert (RL_IS_GESTURES (self));

  if (event == NULL || gdk_event_get_event_type (event) != GDK_TOUCH_BEGIN ||
      !rl_gestures_touch (self, x, y, gdk_event_get_time (event)))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  gtk_widget_grab_focus (GTK_WIDGET (self->pane));
}

static void
touch_update_cb (RlGestures         *self,
                 double              dx,
                 double              dy,
                 GtkGestureDrag     *gesture)
{
  g_autoptr(GArray) xy = get_points (self, gesture, dx, dy);

  g_assert (RL_IS_GESTURES (self));

  rl_gestures_slide (self, (gconstpointer) xy->data, xy->len / 2, get_time (GTK_GESTURE (gesture)));
}

/* A second finger ends the gesture of one, but lifts none. */
static void
touch_end_cb (RlGestures         *self,
              double              dx,
              double              dy,
              GtkGestureDrag     *gesture)
{
  g_autoptr(GList) fingers = gtk_gesture_get_sequences (GTK_GESTURE (gesture));

  g_assert (RL_IS_GESTURES (self));

  if (fingers != NULL && fingers->next != NULL)
    rl_gestures_take_back (self);
  else
    rl_gestures_lift (self);
}

static void
pinch_begin_cb (RlGestures           *self,
                GdkEventSequence     *sequence,
                GtkGesture           *gesture)
{
  double x, y;

  g_assert (RL_IS_GESTURES (self));

  if (gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    rl_gestures_pinch_begin (self, x, y, get_time (gesture));
}

static void
pinch_update_cb (RlGestures           *self,
                 GdkEventSequence     *sequence,
                 GtkGesture           *gesture)
{
  double scale = gtk_gesture_zoom_get_scale_delta (GTK_GESTURE_ZOOM (gesture));
  double x, y;

  g_assert (RL_IS_GESTURES (self));

  if (scale > 0.0 && gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    rl_gestures_pinch (self, scale, x, y);
}

static void
sweep_begin_cb (RlGestures     *self,
                double          x,
                double          y,
                GtkGesture     *gesture)
{
  g_assert (RL_IS_GESTURES (self));

  rl_gestures_sweep_begin (self, get_time (gesture));
}

static void
sweep_update_cb (RlGestures *self,
                 double      dx,
                 double      dy)
{
  g_assert (RL_IS_GESTURES (self));

  rl_gestures_sweep (self, dy);
}

/* Hovering counts, and so does the tip. */
static gboolean
pen_cb (RlGestures   *self,
        GdkEvent     *event)
{
  g_assert (RL_IS_GESTURES (self));

  if (gdk_event_get_device_tool (event) != NULL)
    rl_gestures_note_pen (self, gdk_event_get_time (event));

  return GDK_EVENT_PROPAGATE;
}

static void
listen (RlGestures     *self,
        gpointer        controller,
        const char     *signal,
        GCallback       callback)
{
  g_signal_connect_object (controller, signal, callback, self, G_CONNECT_SWAPPED);
}

static void
add_mouse (RlGestures    *self,
           GtkWidget     *pane)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  listen (self, drag, "drag-begin", G_CALLBACK (drag_begin_cb));
  listen (self, drag, "drag-update", G_CALLBACK (drag_update_cb));
  listen (self, drag, "drag-end", G_CALLBACK (rl_gestures_release));
  listen (self, drag, "cancel", G_CALLBACK (rl_gestures_cancel));
  listen (self, click, "pressed", G_CALLBACK (pressed_cb));

  gtk_widget_add_controller (pane, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (pane, GTK_EVENT_CONTROLLER (drag));
}

static void
add_fingers (RlGestures    *self,
             GtkWidget     *pane)
{
  GtkGesture *one = gtk_gesture_drag_new ();
  GtkGesture *rest = gtk_gesture_long_press_new ();
  GtkGesture *two = gtk_gesture_zoom_new ();
  GtkGesture *three = g_object_new (GTK_TYPE_GESTURE_DRAG, "n-points", 3, NULL);

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (one), TRUE);
  listen (self, one, "drag-begin", G_CALLBACK (touch_begin_cb));
  listen (self, one, "drag-update", G_CALLBACK (touch_update_cb));
  listen (self, one, "drag-end", G_CALLBACK (touch_end_cb));
  listen (self, one, "cancel", G_CALLBACK (rl_gestures_take_back));

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (rest), TRUE);
  listen (self, rest, "pressed", G_CALLBACK (rl_gestures_rest));

  listen (self, two, "begin", G_CALLBACK (pinch_begin_cb));
  listen (self, two, "update", G_CALLBACK (pinch_update_cb));

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (three), TRUE);
  listen (self, three, "drag-begin", G_CALLBACK (sweep_begin_cb));
  listen (self, three, "drag-update", G_CALLBACK (sweep_update_cb));

  gtk_widget_add_controller (pane, GTK_EVENT_CONTROLLER (one));
  gtk_widget_add_controller (pane, GTK_EVENT_CONTROLLER (rest));
  gtk_widget_add_controller (pane, GTK_EVENT_CONTROLLER (two));
  gtk_widget_add_controller (pane, GTK_EVENT_CONTROLLER (three));
}

/**
 * rl_gestures_add_controllers:
 * @self: a hand
 *
 * From here on events of the pane are calls of the hand.
 */
void
rl_gestures_add_controllers (RlGestures *self)
{
  GtkWidget *pane;
  GtkEventController *pen;

  g_return_if_fail (RL_IS_GESTURES (self));

  pane = GTK_WIDGET (self->pane);
  pen = gtk_event_controller_legacy_new ();
  gtk_event_controller_set_propagation_phase (pen, GTK_PHASE_CAPTURE);
  listen (self, pen, "event", G_CALLBACK (pen_cb));

  gtk_widget_add_controller (pane, pen);
  add_mouse (self, pane);
  add_fingers (self, pane);
}
