/* rl-swipe-handle.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "canvas/rl-swipe-handle.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "canvas/rl-drag.h"
#include "canvas/rl-pen.h"

/* How near to the line counts as on it, in pixels. */
#define REACH 4.0

#define GRIP_WIDTH  16.0
#define GRIP_HEIGHT 34.0

/* Where the grip is, down the line: not where lesions are looked at, nor over the letter. */
#define GRIP_PART 0.78

/* So near the line gets to an edge, and so far a key moves it. */
#define EDGE 0.02
#define STEP 0.02

struct _RlSwipeHandle
{
  GtkWidget   parent_instance;

  RlSession  *session;
  RlMapLayer *layer;
  double      start;            /* where it was when the drag began */
};

G_DEFINE_FINAL_TYPE (RlSwipeHandle, rl_swipe_handle, GTK_TYPE_WIDGET)

static void
move_to (RlSwipeHandle *self,
         double         part)
{
  rl_map_layer_set_swipe (self->layer, CLAMP (part, EDGE, 1.0 - EDGE));
}

static double
get_line (RlSwipeHandle *self)
{
  return round (rl_map_layer_get_swipe (self->layer) * gtk_widget_get_width (GTK_WIDGET (self)));
}

static graphene_rect_t
get_grip (RlSwipeHandle *self)
{
  double middle = round (gtk_widget_get_height (GTK_WIDGET (self)) * GRIP_PART);

  return GRAPHENE_RECT_INIT ((float) (get_line (self) - GRIP_WIDTH / 2), (float) (middle - GRIP_HEIGHT / 2),
                             (float) GRIP_WIDTH, (float) GRIP_HEIGHT);
}

static void
changed_cb (RlSwipeHandle *self)
{
  double percent = round (100.0 * rl_map_layer_get_swipe (self->layer));
  g_autofree char *text = NULL;

  g_assert (RL_IS_SWIPE_HANDLE (self));

  /* Translators: how much of a pane shows the images without the map. */
  text = g_strdup_printf (_("%.0f %% of the pane without the map"), percent);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, percent,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_begin_cb (RlSwipeHandle *self,
               double         x,
               double         y,
               GtkGesture    *gesture)
{
  g_assert (RL_IS_SWIPE_HANDLE (self));

  self->start = rl_map_layer_get_swipe (self->layer);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
drag_update_cb (RlSwipeHandle *self,
                double         dx,
                double         dy)
{
  g_assert (RL_IS_SWIPE_HANDLE (self));

  move_to (self, self->start + dx / MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1));
}

static gboolean
move_key_cb (GtkWidget *widget,
             GVariant  *param,
             gpointer   data)
{
  RlSwipeHandle *self = RL_SWIPE_HANDLE (widget);

  move_to (self, rl_map_layer_get_swipe (self->layer) + STEP * g_variant_get_int32 (param));

  return TRUE;
}

/* A press beside the line is the pane's, and while something is drawn one on the line, too. */
static gboolean
rl_swipe_handle_contains (GtkWidget *widget,
                          double     x,
                          double     y)
{
  RlSwipeHandle *self = RL_SWIPE_HANDLE (widget);
  gboolean draws = rl_tool_draws (rl_session_get_tool (self->session));
  graphene_rect_t grip = get_grip (self);

  if (y < 0.0 || y >= gtk_widget_get_height (widget))
    return FALSE;

  return graphene_rect_contains_point (&grip, &GRAPHENE_POINT_INIT ((float) x, (float) y)) ||
         (!draws && fabs (x - get_line (self)) <= REACH);
}

static void
paint_grip (RlSwipeHandle *self,
            GtkSnapshot   *snapshot,
            const RlPen   *pen)
{
  graphene_rect_t bounds = get_grip (self);
  GskRoundedRect pill;
  cairo_t *cr;

  gsk_rounded_rect_init_from_rect (&pill, &bounds, (float) (GRIP_WIDTH / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &pen->ink, &bounds);
  gtk_snapshot_pop (snapshot);

  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_translate (cr, bounds.origin.x + GRIP_WIDTH / 2, bounds.origin.y + GRIP_HEIGHT / 2);
  gdk_cairo_set_source_rgba (cr, &pen->halo);
  for (int side = -1; side <= 1; side += 2)
    {
      cairo_move_to (cr, side * 6.0, 0.0);
      cairo_line_to (cr, side * 2.0, -4.0);
      cairo_line_to (cr, side * 2.0, 4.0);
      cairo_close_path (cr);
    }
  cairo_fill (cr);
  cairo_destroy (cr);
}

static void
paint_focus (RlSwipeHandle *self,
             GtkSnapshot   *snapshot)
{
  const GdkRGBA color = { 0.47f, 0.68f, 0.93f, 1.0f };
  const GdkRGBA colors[4] = { color, color, color, color };
  const float widths[4] = { 2, 2, 2, 2 };
  graphene_rect_t bounds = get_grip (self);
  GskRoundedRect ring;

  graphene_rect_inset (&bounds, -3, -3);
  gsk_rounded_rect_init_from_rect (&ring, &bounds, bounds.size.width / 2);
  gtk_snapshot_append_border (snapshot, &ring, widths, colors);
}

static void
rl_swipe_handle_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  RlSwipeHandle *self = RL_SWIPE_HANDLE (widget);
  double height = gtk_widget_get_height (widget);
  double line = get_line (self);
  RlPen pen;

  rl_pen_init (&pen, FALSE);
  rl_pen_append_rect (snapshot, &pen.halo, line - 1, 0, pen.line + 2, height);
  rl_pen_append_rect (snapshot, &pen.ink, line, 0, pen.line, height);
  paint_grip (self, snapshot, &pen);
  if (gtk_widget_has_visible_focus (widget))
    paint_focus (self, snapshot);
}

static void
rl_swipe_handle_dispose (GObject *object)
{
  RlSwipeHandle *self = RL_SWIPE_HANDLE (object);

  g_clear_object (&self->layer);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_swipe_handle_parent_class)->dispose (object);
}

static void
rl_swipe_handle_class_init (RlSwipeHandleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_swipe_handle_dispose;

  widget_class->contains = rl_swipe_handle_contains;
  widget_class->snapshot = rl_swipe_handle_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_widget_class_set_css_name (widget_class, "swipehandle");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, move_key_cb, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, move_key_cb, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_SHIFT_MASK, move_key_cb, "i", -5);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_SHIFT_MASK, move_key_cb, "i", 5);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, move_key_cb, "i", -50);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, move_key_cb, "i", 50);
}

static void
rl_swipe_handle_init (RlSwipeHandle *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "col-resize");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Line between images and map"),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100.0,
                                  -1);

  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

/**
 * rl_swipe_handle_new:
 * @session: has the tool in hand
 */
GtkWidget *
rl_swipe_handle_new (RlSession *session)
{
  RlSwipeHandle *self = g_object_new (RL_TYPE_SWIPE_HANDLE, NULL);

  self->session = g_object_ref (session);
  rl_swipe_handle_set_layer (self, rl_session_get_map_layer (session));

  return GTK_WIDGET (self);
}

/**
 * rl_swipe_handle_set_layer:
 * @self: a handle
 * @layer: the map whose "swipe" it shows and moves
 */
void
rl_swipe_handle_set_layer (RlSwipeHandle *self,
                           RlMapLayer    *layer)
{
  g_return_if_fail (RL_IS_SWIPE_HANDLE (self));
  g_return_if_fail (RL_IS_MAP_LAYER (layer));

  if (self->layer == layer)
    return;

  if (self->layer != NULL)
    g_signal_handlers_disconnect_by_func (self->layer, changed_cb, self);
  g_set_object (&self->layer, layer);
  g_signal_connect_object (layer, "notify::swipe", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}
