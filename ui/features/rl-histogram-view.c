/* rl-histogram-view.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "features/rl-histogram-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/rl-contrast.h"
#include "core/rl-snapshot.h"

#define HEIGHT      84
#define MIN_WIDTH   120
#define CLICK_MOVES 3.0

struct _RlHistogramView
{
  GtkWidget     parent_instance;

  RimHistogram *histogram;
  char         *unit;
  char         *name;
  double        mark;
  double        quartiles[3];
  gboolean      has_quartiles;
  gboolean      has_range;
  double        lower;
  double        upper;
  double        drag_start;
  PangoLayout  *ends[3];          /* least, unit, greatest */
};

enum
{
  RANGE_CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlHistogramView, rl_histogram_view, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static RimHistogram *
copy_histogram (const RimHistogram *from)
{
  RimHistogram *self = g_memdup2 (from, sizeof *from);

  self->counts = g_memdup2 (from->counts, from->n_bins * sizeof *from->counts);

  return self;
}

static gboolean
is_same_histogram (const RimHistogram *a,
                   const RimHistogram *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return a->lower == b->lower && a->width == b->width && a->n_bins == b->n_bins &&
         a->min == b->min && a->max == b->max &&
         memcmp (a->counts, b->counts, a->n_bins * sizeof *a->counts) == 0;
}

static double
get_end (const RimHistogram *histogram)
{
  return histogram->lower + histogram->width * histogram->n_bins;
}

static double
to_x (RlHistogramView *self,
      double           value)
{
  const RimHistogram *histogram = self->histogram;
  double part = (value - histogram->lower) / (get_end (histogram) - histogram->lower);

  return CLAMP (part, 0.0, 1.0) * gtk_widget_get_width (GTK_WIDGET (self));
}

static double
to_value (RlHistogramView *self,
          double           x)
{
  const RimHistogram *histogram = self->histogram;
  double part = x / MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);

  return histogram->lower + CLAMP (part, 0.0, 1.0) * (get_end (histogram) - histogram->lower);
}

/* Whole bins that a value and another lie in. */
static void
choose_range (RlHistogramView *self,
              double           a,
              double           b)
{
  const RimHistogram *histogram = self->histogram;
  double first = floor ((MIN (a, b) - histogram->lower) / histogram->width);
  double end = floor ((MAX (a, b) - histogram->lower) / histogram->width) + 1.0;

  first = CLAMP (first, 0.0, histogram->n_bins - 1.0);
  end = CLAMP (end, first + 1.0, (double) histogram->n_bins);
  rl_histogram_view_set_range (self, histogram->lower + first * histogram->width,
                               histogram->lower + end * histogram->width);
}

/* Edges of bins are short numbers. */
static char *
format_edge (double value)
{
  g_autofree char *digits = g_strdup_printf ("%.6g", fabs (value));

  return g_strconcat (value < 0 ? "−" : "", digits, NULL);
}

static void
update_accessible (RlHistogramView *self)
{
  g_autofree char *lower = format_edge (self->lower);
  g_autofree char *upper = format_edge (self->upper);
  g_autofree char *text = self->has_range
                          ? g_strdup_printf (_("%s to %s %s"), lower, upper, self->unit)
                          : g_strdup (_("No range"));
  g_autofree char *label = g_strdup_printf ("%s: %s", self->name, text);

  /* GTK tells the value of its own sliders only, so it is in the name too. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text,
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
range_changed (RlHistogramView *self)
{
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[RANGE_CHANGED], 0);
}

static void
drag_begin_cb (RlHistogramView *self,
               double           x,
               double           y,
               GtkGesture      *gesture)
{
  self->drag_start = x;
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
drag_update_cb (RlHistogramView *self,
                double           dx,
                double           dy,
                GtkGesture      *gesture)
{
  if (self->histogram != NULL && fabs (dx) >= CLICK_MOVES)
    choose_range (self, to_value (self, self->drag_start), to_value (self, self->drag_start + dx));
}

static void
drag_end_cb (RlHistogramView *self,
             double           dx,
             double           dy,
             GtkGesture      *gesture)
{
  if (fabs (dx) < CLICK_MOVES)
    rl_histogram_view_clear_range (self);
}

/* Without a range the arrows begin one at the tallest bin. */
static void
begin_range (RlHistogramView *self)
{
  const RimHistogram *histogram = self->histogram;
  guint bin = 0;

  while (bin + 1 < histogram->n_bins && histogram->counts[bin] < histogram->most)
    bin++;
  rl_histogram_view_set_range (self, histogram->lower + bin * histogram->width,
                               histogram->lower + (bin + 1) * histogram->width);
}

static void
move_range (RlHistogramView *self,
            double           bins,
            gboolean         keep_lower)
{
  const RimHistogram *histogram = self->histogram;
  double step = bins * histogram->width;
  double lower = keep_lower ? self->lower : self->lower + step;
  double upper = self->upper + step;
  double half = histogram->width / 2;

  if (lower < histogram->lower - half || upper > get_end (histogram) + half || upper < lower + half)
    return;

  rl_histogram_view_set_range (self, lower, upper);
}

static gboolean
key_cb (RlHistogramView *self,
        guint            keyval,
        guint            keycode,
        GdkModifierType  modifiers)
{
  gboolean has_shift = (modifiers & GDK_SHIFT_MASK) != 0;

  if (self->histogram == NULL)
    return FALSE;
  if (keyval == GDK_KEY_Escape && self->has_range)
    {
      rl_histogram_view_clear_range (self);
      return TRUE;
    }
  if (keyval != GDK_KEY_Left && keyval != GDK_KEY_Right)
    return FALSE;

  if (!self->has_range)
    begin_range (self);
  else
    move_range (self, keyval == GDK_KEY_Left ? -1 : 1, has_shift);

  return TRUE;
}

/* A bin is as wide as it is; where it is less than a pixel the tallest of a pixel
 * is what is seen.
 */
static void
paint_bars (RlHistogramView *self,
            GtkSnapshot     *snapshot,
            double           height)
{
  const RimHistogram *histogram = self->histogram;
  GdkRGBA plain;
  GdkRGBA chosen = { 1.0f, 0.84f, 0.25f, 1.0f };

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &plain);
  plain.alpha *= self->has_range ? 0.28f : 0.5f;

  for (guint bin = 0; bin < histogram->n_bins; bin++)
    {
      double begin = histogram->lower + bin * histogram->width;
      double middle = begin + histogram->width / 2;
      double x = floor (to_x (self, begin));
      double end = MAX (floor (to_x (self, begin + histogram->width)), x + 1);
      double bar = ceil ((double) histogram->counts[bin] / (double) histogram->most * height);
      gboolean is_chosen = self->has_range && middle >= self->lower && middle < self->upper;

      if (histogram->counts[bin] > 0)
        rl_snapshot_append_rect (snapshot, is_chosen ? &chosen : &plain, x, height - bar,
                                 end - x > 3 ? end - x - 1 : end - x, bar);
    }
}

/* Half of the values lie under the line; the notch is the median. */
static void
paint_quartiles (RlHistogramView *self,
                 GtkSnapshot     *snapshot,
                 const GdkRGBA   *color,
                 double           y)
{
  const double begin = floor (to_x (self, self->quartiles[0]));
  const double end = MAX (floor (to_x (self, self->quartiles[2])), begin + 1);

  rl_snapshot_append_rect (snapshot, color, begin, y - 1, end - begin, 3);
  rl_snapshot_append_rect (snapshot, color, floor (to_x (self, self->quartiles[1])) - 1, y - 5, 3, 9);
}

static void
paint_labels (RlHistogramView *self,
              GtkSnapshot     *snapshot,
              double           y)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  color.alpha *= 0.7f;

  for (guint i = 0; i < G_N_ELEMENTS (self->ends); i++)
    {
      int text_width = 0;

      if (self->ends[i] == NULL)
        continue;
      pango_layout_get_pixel_size (self->ends[i], &text_width, NULL);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (i * (width - text_width) / 2),
                                                              (float) y));
      gtk_snapshot_append_layout (snapshot, self->ends[i], &color);
      gtk_snapshot_restore (snapshot);
    }
}

static void
rl_histogram_view_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  RlHistogramView *self = RL_HISTOGRAM_VIEW (widget);
  int text_height = 0;
  double height;
  GdkRGBA line;

  if (self->histogram == NULL || self->ends[0] == NULL)
    return;

  pango_layout_get_pixel_size (self->ends[0], NULL, &text_height);
  height = gtk_widget_get_height (widget) - text_height - 3;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &line);
  paint_bars (self, snapshot, height);
  if (self->mark >= self->histogram->lower && self->mark <= get_end (self->histogram))
    rl_snapshot_append_rect (snapshot, &line, floor (to_x (self, self->mark)), 0, 1, height + 2);
  if (self->has_quartiles)
    paint_quartiles (self, snapshot, &line, height);
  line.alpha *= rl_contrast_fade (0.3f);
  rl_snapshot_append_rect (snapshot, &line, 0, height, gtk_widget_get_width (widget), 1);
  paint_labels (self, snapshot, height + 2);
}

static void
rl_histogram_view_measure (GtkWidget      *widget,
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
clear_labels (RlHistogramView *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->ends); i++)
    g_clear_object (&self->ends[i]);
}

static void
update_labels (RlHistogramView *self)
{
  g_autofree char *lower = NULL;
  g_autofree char *upper = NULL;

  clear_labels (self);
  if (self->histogram == NULL)
    return;

  lower = format_edge (self->histogram->lower);
  upper = format_edge (get_end (self->histogram));
  self->ends[0] = gtk_widget_create_pango_layout (GTK_WIDGET (self), lower);
  self->ends[1] = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->unit);
  self->ends[2] = gtk_widget_create_pango_layout (GTK_WIDGET (self), upper);
}

static void
rl_histogram_view_css_changed (GtkWidget         *widget,
                               GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (rl_histogram_view_parent_class)->css_changed (widget, change);

  update_labels (RL_HISTOGRAM_VIEW (widget));
}

static void
rl_histogram_view_dispose (GObject *object)
{
  RlHistogramView *self = RL_HISTOGRAM_VIEW (object);

  clear_labels (self);
  g_clear_pointer (&self->histogram, rim_histogram_free);
  g_clear_pointer (&self->unit, g_free);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (rl_histogram_view_parent_class)->dispose (object);
}

static void
rl_histogram_view_class_init (RlHistogramViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_histogram_view_dispose;

  widget_class->css_changed = rl_histogram_view_css_changed;
  widget_class->measure = rl_histogram_view_measure;
  widget_class->snapshot = rl_histogram_view_snapshot;

  signals[RANGE_CHANGED] = g_signal_new ("range-changed", G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /* Arrows are its own where a slider has the focus. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_widget_class_set_css_name (widget_class, "histogram");
}

static void
add_controllers (RlHistogramView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (drag_end_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

static void
rl_histogram_view_init (RlHistogramView *self)
{
  self->mark = NAN;
  self->unit = g_strdup ("");
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  rl_histogram_view_set_about (self, _("Histogram of the lesion"),
                               _("Drag over intensities to see where they are in the lesion (← →, Shift)"));
  add_controllers (self);
}

GtkWidget *
rl_histogram_view_new (void)
{
  return g_object_new (RL_TYPE_HISTOGRAM_VIEW, NULL);
}

/**
 * rl_histogram_view_set_histogram:
 * @self: a view
 * @histogram: (nullable): what to show, copied
 * @unit: of the intensities
 */
void
rl_histogram_view_set_histogram (RlHistogramView    *self,
                                 const RimHistogram *histogram,
                                 const char         *unit)
{
  g_return_if_fail (RL_IS_HISTOGRAM_VIEW (self));

  if (is_same_histogram (self->histogram, histogram) && g_strcmp0 (self->unit, unit) == 0)
    return;

  g_clear_pointer (&self->histogram, rim_histogram_free);
  self->histogram = histogram != NULL ? copy_histogram (histogram) : NULL;
  g_free (self->unit);
  self->unit = g_strdup (unit);
  update_labels (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rl_histogram_view_set_about:
 * @self: a view
 * @name: what it is called
 * @tip: what can be done with it
 */
void
rl_histogram_view_set_about (RlHistogramView *self,
                             const char      *name,
                             const char      *tip)
{
  g_return_if_fail (RL_IS_HISTOGRAM_VIEW (self));

  g_free (self->name);
  self->name = g_strdup (name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tip);
  update_accessible (self);
}

/**
 * rl_histogram_view_set_quartiles:
 * @self: a view
 * @quartiles: (nullable) (array fixed-size=3): the first, the median and the third
 */
void
rl_histogram_view_set_quartiles (RlHistogramView *self,
                                 const double    *quartiles)
{
  g_return_if_fail (RL_IS_HISTOGRAM_VIEW (self));

  self->has_quartiles = quartiles != NULL;
  if (quartiles != NULL)
    memcpy (self->quartiles, quartiles, sizeof self->quartiles);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rl_histogram_view_set_mark:
 * @self: a view
 * @value: an intensity to mark, such as that under the pointer; NAN for none
 */
void
rl_histogram_view_set_mark (RlHistogramView *self,
                            double           value)
{
  g_return_if_fail (RL_IS_HISTOGRAM_VIEW (self));

  if (self->mark == value || (isnan (self->mark) && isnan (value)))
    return;

  self->mark = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rl_histogram_view_get_range:
 * @self: a view
 * @lower: (out): the least intensity of the range
 * @upper: (out): below which they are
 *
 * Returns: whether there is one
 */
gboolean
rl_histogram_view_get_range (RlHistogramView *self,
                             double          *lower,
                             double          *upper)
{
  g_return_val_if_fail (RL_IS_HISTOGRAM_VIEW (self), FALSE);

  *lower = self->lower;
  *upper = self->upper;

  return self->has_range;
}

/**
 * rl_histogram_view_get_values:
 * @self: a view
 * @lower: (out): the least value that the range takes in
 * @upper: (out): below which all are; INFINITY where it takes in the last bin, on whose edge
 *   the greatest value may lie
 *
 * Returns: whether there is a range
 */
gboolean
rl_histogram_view_get_values (RlHistogramView *self,
                              double          *lower,
                              double          *upper)
{
  const RimHistogram *histogram;

  g_return_val_if_fail (RL_IS_HISTOGRAM_VIEW (self), FALSE);

  histogram = self->histogram;
  *lower = self->lower;
  *upper = self->upper;
  if (histogram != NULL && self->upper > histogram->lower + (histogram->n_bins - 0.5) * histogram->width)
    *upper = INFINITY;

  return self->has_range;
}

void
rl_histogram_view_set_range (RlHistogramView *self,
                             double           lower,
                             double           upper)
{
  g_return_if_fail (RL_IS_HISTOGRAM_VIEW (self));

  if (self->has_range && self->lower == lower && self->upper == upper)
    return;

  self->has_range = TRUE;
  self->lower = lower;
  self->upper = upper;
  range_changed (self);
}

void
rl_histogram_view_clear_range (RlHistogramView *self)
{
  g_return_if_fail (RL_IS_HISTOGRAM_VIEW (self));

  if (!self->has_range)
    return;

  self->has_range = FALSE;
  range_changed (self);
}
