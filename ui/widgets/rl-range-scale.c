/* rl-range-scale.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "widgets/rl-range-scale.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-contrast.h"
#include "core/rl-snapshot.h"

#define HEIGHT    72
#define MIN_WIDTH 160
#define GRIP      5.0

/* What an arrow moves a handle by. */
#define KEY_PART 0.005

struct _RlRangeScale
{
  GtkWidget  parent_instance;

  double    *bars;          /* from 0 to 1 */
  guint      n_bars;
  double     start;
  double     end;
  double     most;          /* the greatest value; what is beyond the end is in the last bar */
  double     low;
  double     high;
  gboolean   is_upper;      /* the handle that is dragged */
  double     drag_from;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlRangeScale, rl_range_scale, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static double
to_x (RlRangeScale *self,
      double        value)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * GRIP;

  return GRIP + CLAMP ((value - self->start) / (self->end - self->start), 0.0, 1.0) * width;
}

/* Beside the right end is all there is. */
static double
to_value (RlRangeScale *self,
          double        x)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * GRIP;
  double part = (x - GRIP) / MAX (width, 1.0);

  return part >= 1.0 ? MAX (self->most, self->end) : self->start + MAX (part, 0.0) * (self->end - self->start);
}

static void
update_accessible (RlRangeScale *self)
{
  g_autofree char *text = g_strdup_printf (_("%g to %g"), self->low, self->high);
  g_autofree char *label = g_strdup_printf ("%s: %s", _("Range of values"), text);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
want (RlRangeScale *self,
      double        low,
      double        high)
{
  if (low > high)
    return;

  rl_range_scale_set_range (self, low, high);
  g_signal_emit (self, signals[CHANGED], 0, low, high);
}

static void
drag_to (RlRangeScale *self,
         double        x)
{
  double value = to_value (self, x);

  if (self->is_upper)
    want (self, self->low, MAX (value, self->low));
  else
    want (self, MIN (value, self->high), self->high);
}

static void
drag_begin_cb (RlRangeScale *self,
               double        x,
               double        y)
{
  if (self->bars == NULL)
    return;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag_from = x;
  self->is_upper = fabs (x - to_x (self, self->high)) < fabs (x - to_x (self, self->low)) ||
                   x > to_x (self, self->high);
  drag_to (self, x);
}

static void
drag_update_cb (RlRangeScale *self,
                double        dx,
                double        dy)
{
  if (self->bars != NULL)
    drag_to (self, self->drag_from + dx);
}

static gboolean
key_cb (RlRangeScale    *self,
        guint            keyval,
        guint            keycode,
        GdkModifierType  modifiers)
{
  double step = KEY_PART * (self->end - self->start) * (keyval == GDK_KEY_Left ? -1 : 1);

  if (self->bars == NULL || (keyval != GDK_KEY_Left && keyval != GDK_KEY_Right))
    return FALSE;

  if ((modifiers & GDK_SHIFT_MASK) != 0)
    want (self, self->low, CLAMP (self->high + step, self->low, MAX (self->most, self->end)));
  else
    want (self, CLAMP (self->low + step, self->start, self->high), self->high);

  return TRUE;
}

static void
paint_bars (RlRangeScale  *self,
            GtkSnapshot   *snapshot,
            const GdkRGBA *color,
            double         height)
{
  const GdkRGBA chosen = { 1.0f, 0.84f, 0.25f, 1.0f };
  double width = (self->end - self->start) / self->n_bars;
  GdkRGBA plain = *color;

  plain.alpha *= 0.4f;
  for (guint n = 0; n < self->n_bars; n++)
    {
      double value = self->start + n * width;
      double x = floor (to_x (self, value)), end = MAX (floor (to_x (self, value + width)), x + 1);
      double bar = ceil (self->bars[n] * height);
      gboolean is_chosen = value + width > self->low && value <= self->high;

      if (bar > 0)
        rl_snapshot_append_rect (snapshot, is_chosen ? &chosen : &plain, x, height - bar, end - x, bar);
    }
}

static void
paint_handle (RlRangeScale  *self,
              GtkSnapshot   *snapshot,
              const GdkRGBA *color,
              double         value)
{
  double x = floor (to_x (self, value)), height = gtk_widget_get_height (GTK_WIDGET (self));

  rl_snapshot_append_rect (snapshot, color, x - 1, 0, 2, height);
  rl_snapshot_append_rect (snapshot, color, x - GRIP + 1, height - 2 * GRIP, 2 * GRIP - 2, 2 * GRIP);
}

static void
rl_range_scale_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  RlRangeScale *self = RL_RANGE_SCALE (widget);
  double height = gtk_widget_get_height (widget) - GRIP;
  GdkRGBA color, line;

  if (self->bars == NULL)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  line = color;
  line.alpha *= rl_contrast_fade (0.3f);
  paint_bars (self, snapshot, &color, height);
  rl_snapshot_append_rect (snapshot, &line, 0, height, gtk_widget_get_width (widget), 1);
  paint_handle (self, snapshot, &color, self->low);
  paint_handle (self, snapshot, &color, self->high);
}

static void
rl_range_scale_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : MIN_WIDTH;
}

static void
rl_range_scale_finalize (GObject *object)
{
  g_free (RL_RANGE_SCALE (object)->bars);

  G_OBJECT_CLASS (rl_range_scale_parent_class)->finalize (object);
}

static void
rl_range_scale_class_init (RlRangeScaleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rl_range_scale_finalize;
  widget_class->snapshot = rl_range_scale_snapshot;
  widget_class->measure = rl_range_scale_measure;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);

  gtk_widget_class_set_css_name (widget_class, "rangescale");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rl_range_scale_init (RlRangeScale *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _("Drag either end; arrows move the lower, with Shift the upper"));
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
rl_range_scale_new (void)
{
  return g_object_new (RL_TYPE_RANGE_SCALE, NULL);
}

/**
 * rl_range_scale_set_levels:
 * @self: a scale
 * @levels: (nullable): the values; %NULL while they are not known
 */
void
rl_range_scale_set_levels (RlRangeScale         *self,
                           const RimRangeLevels *levels)
{
  guint64 tallest = 1;

  g_return_if_fail (RL_IS_RANGE_SCALE (self));

  g_clear_pointer (&self->bars, g_free);
  self->n_bars = levels != NULL ? levels->n_bins : 0;
  if (levels != NULL)
    {
      self->bars = g_new (double, self->n_bars);
      self->start = levels->lower;
      self->end = levels->lower + MAX (levels->width * levels->n_bins, 1e-9);
      self->most = levels->max;
    }
  for (guint n = 0; n < self->n_bars; n++)
    tallest = MAX (tallest, levels->counts[n]);
  for (guint n = 0; n < self->n_bars; n++)
    self->bars[n] = sqrt ((double) levels->counts[n] / (double) tallest);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
rl_range_scale_set_range (RlRangeScale *self,
                          double        low,
                          double        high)
{
  g_return_if_fail (RL_IS_RANGE_SCALE (self));

  self->low = low;
  self->high = high;
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
