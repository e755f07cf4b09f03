/* rl-map-range-bar.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-range-bar.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-snapshot.h"

#define STRIP_HEIGHT 10
#define GRIP         5
#define HEIGHT       (STRIP_HEIGHT + 2 * GRIP + 1)
#define N_COLORS     256

/* What an arrow moves a handle by. */
#define KEY_PART 0.005

struct _RlMapRangeBar
{
  GtkWidget   parent_instance;

  RlMapLayer *layer;
  double      start;
  double      end;
  gboolean    is_upper;            /* the handle that is dragged */
  double      drag_from;
};

G_DEFINE_FINAL_TYPE (RlMapRangeBar, rl_map_range_bar, GTK_TYPE_WIDGET)

static gboolean
has_axis (RlMapRangeBar *self)
{
  return self->end > self->start;
}

static double
to_x (RlMapRangeBar *self,
      double         value)
{
  const double width = gtk_widget_get_width (GTK_WIDGET (self));

  return CLAMP ((value - self->start) / (self->end - self->start), 0.0, 1.0) * width;
}

static double
to_value (RlMapRangeBar *self,
          double         x)
{
  const double width = MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);

  return self->start + CLAMP (x / width, 0.0, 1.0) * (self->end - self->start);
}

static void
update_accessible (RlMapRangeBar *self)
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  g_autofree char *text = NULL;
  g_autofree char *label = NULL;
  double lower, upper;

  rl_map_layer_get_range (self->layer, &lower, &upper);
  low = rl_map_layer_describe_number (self->layer, lower);
  high = rl_map_layer_describe_number (self->layer, upper);
  text = g_strdup_printf (_("%s to %s"), low, high);
  label = g_strdup_printf ("%s: %s", _("Range of colours"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
layer_changed_cb (RlMapRangeBar *self)
{
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
want (RlMapRangeBar *self,
      double         lower,
      double         upper)
{
  rl_map_layer_set_automatic_range (self->layer, FALSE);
  rl_map_layer_set_range (self->layer, lower, upper);
}

static void
drag_to (RlMapRangeBar *self,
         double         x)
{
  const double value = to_value (self, x);
  double lower, upper;

  rl_map_layer_get_range (self->layer, &lower, &upper);
  if (self->is_upper)
    want (self, lower, MAX (value, lower));
  else
    want (self, MIN (value, upper), upper);
}

static void
drag_begin_cb (RlMapRangeBar *self,
               double         x,
               double         y)
{
  double lower, upper;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!has_axis (self))
    return;

  rl_map_layer_get_range (self->layer, &lower, &upper);
  self->drag_from = x;
  self->is_upper = fabs (x - to_x (self, upper)) < fabs (x - to_x (self, lower)) || x > to_x (self, upper);
}

static void
drag_update_cb (RlMapRangeBar *self,
                double         dx,
                double         dy)
{
  if (has_axis (self))
    drag_to (self, self->drag_from + dx);
}

static void
pressed_cb (RlMapRangeBar *self,
            int            n_press)
{
  if (n_press == 2)
    rl_map_layer_set_automatic_range (self->layer, TRUE);
}

static gboolean
key_cb (RlMapRangeBar   *self,
        guint            keyval,
        guint            keycode,
        GdkModifierType  modifiers)
{
  const double step = KEY_PART * (self->end - self->start) * (keyval == GDK_KEY_Left ? -1 : 1);
  double lower, upper;

  if (!has_axis (self) || (keyval != GDK_KEY_Left && keyval != GDK_KEY_Right))
    return FALSE;

  rl_map_layer_get_range (self->layer, &lower, &upper);
  if ((modifiers & GDK_SHIFT_MASK) != 0)
    want (self, lower, MAX (upper + step, lower));
  else
    want (self, MIN (lower + step, upper), upper);

  return TRUE;
}

static GdkRGBA
to_rgba (guint32 pixel)
{
  return (GdkRGBA) {
           (float) ((pixel >> 16) & 0xff) / 255.0f, (float) ((pixel >> 8) & 0xff) / 255.0f,
           (float) (pixel & 0xff) / 255.0f, 1.0f,
  };
}

/* Colours run from handle to handle; beyond them the last one stays. */
static void
append_colors (RlMapRangeBar *self,
               GtkSnapshot   *snapshot,
               double         low,
               double         high)
{
  const RimColormap *colormap = rl_map_layer_get_colormap (self->layer);
  const int width = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean is_inverted;

  g_object_get (self->layer, "inverted", &is_inverted, NULL);
  for (int x = 0; x < width; x++)
    {
      const double part = high > low ? CLAMP ((x + 0.5 - low) / (high - low), 0.0, 1.0) : x < low ? 0.0 : 1.0;
      const int n = (int) floor (part * (N_COLORS - 1) + 0.5);
      const GdkRGBA color = to_rgba (colormap->colors[is_inverted ? N_COLORS - 1 - n : n]);

      rl_snapshot_append_rect (snapshot, &color, x, 0, 1, STRIP_HEIGHT);
    }
}

static void
append_handle (GtkSnapshot   *snapshot,
               const GdkRGBA *color,
               double         x)
{
  rl_snapshot_append_rect (snapshot, color, floor (x) - 1, 0, 2, HEIGHT - 1);
  rl_snapshot_append_rect (snapshot, color, floor (x) - GRIP, HEIGHT - 1 - 2 * GRIP, 2 * GRIP, 2 * GRIP);
}

static void
rl_map_range_bar_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  RlMapRangeBar *self = RL_MAP_RANGE_BAR (widget);
  double lower, upper;
  GdkRGBA color;

  if (!has_axis (self))
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  rl_map_layer_get_range (self->layer, &lower, &upper);
  append_colors (self, snapshot, to_x (self, lower), to_x (self, upper));
  append_handle (snapshot, &color, to_x (self, lower));
  append_handle (snapshot, &color, to_x (self, upper));
}

static void
rl_map_range_bar_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 0;
}

static void
rl_map_range_bar_dispose (GObject *object)
{
  g_clear_object (&RL_MAP_RANGE_BAR (object)->layer);

  G_OBJECT_CLASS (rl_map_range_bar_parent_class)->dispose (object);
}

static void
rl_map_range_bar_class_init (RlMapRangeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_map_range_bar_dispose;
  widget_class->measure = rl_map_range_bar_measure;
  widget_class->snapshot = rl_map_range_bar_snapshot;

  gtk_widget_class_set_css_name (widget_class, "rangebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
rl_map_range_bar_init (RlMapRangeBar *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _("Drag either end of the colours (← →, Shift); "
                                                    "double click for the usual range"));
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * rl_map_range_bar_new:
 * @layer: whose range it is
 *
 * Returns: (transfer floating): a bar without an axis
 */
GtkWidget *
rl_map_range_bar_new (RlMapLayer *layer)
{
  RlMapRangeBar *self = g_object_new (RL_TYPE_MAP_RANGE_BAR, NULL);

  self->layer = g_object_ref (layer);
  g_signal_connect_object (layer, "changed", G_CALLBACK (layer_changed_cb), self, G_CONNECT_SWAPPED);
  update_accessible (self);

  return GTK_WIDGET (self);
}

/**
 * rl_map_range_bar_set_axis:
 * @self: a bar
 * @start: the value at its left end
 * @end: that at its right; not above @start for nothing
 */
void
rl_map_range_bar_set_axis (RlMapRangeBar *self,
                           double         start,
                           double         end)
{
  g_return_if_fail (RL_IS_MAP_RANGE_BAR (self));

  self->start = start;
  self->end = end;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
