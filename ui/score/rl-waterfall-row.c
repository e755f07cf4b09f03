/* rl-waterfall-row.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "score/rl-waterfall-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/rl-contrast.h"
#include "score/rl-score-text.h"

#define SPACING    6
#define BAR_HEIGHT 8
#define TIP        4.0
#define MIN_CHARS  18
#define SMALL      0.85
#define DIM        0.65f

/* Which part of the second line is the bar's. */
#define BAR_PART 0.5

struct _RlWaterfallRow
{
  GtkWidget        parent_instance;

  RlWaterfallKind  kind;
  double           begin;
  double           end;
  double           low;
  double           high;
  gboolean         is_warning;
  char            *label;          /* for who cannot see it */
  PangoLayout     *title;
  PangoLayout     *amount;
  PangoLayout     *detail;
};

G_DEFINE_FINAL_TYPE (RlWaterfallRow, rl_waterfall_row, GTK_TYPE_WIDGET)

static const GdkRGBA raises = { 0.90f, 0.49f, 0.13f, 1.0f };
static const GdkRGBA lowers = { 0.21f, 0.52f, 0.89f, 1.0f };

static gboolean
is_end (RlWaterfallRow *self)
{
  return self->kind == RL_WATERFALL_BASE || self->kind == RL_WATERFALL_TOTAL;
}

static void
set_attributes (PangoLayout *layout,
                double       scale,
                gboolean     is_bold)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  if (is_bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
}

static int
get_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);

  return height;
}

static void
rl_waterfall_row_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  RlWaterfallRow *self = RL_WATERFALL_ROW (widget);
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int char_width = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_char_width (metrics));

  pango_font_metrics_unref (metrics);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = MIN_CHARS * char_width;
  else
    *minimum = *natural = get_height (self->title) + (is_end (self) ? 0 : get_height (self->detail));
}

static void
paint_layout (GtkSnapshot   *snapshot,
              PangoLayout   *layout,
              const GdkRGBA *color,
              double         x,
              double         y)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static double
to_x (RlWaterfallRow *self,
      double          value,
      double          left,
      double          width)
{
  double part = self->high > self->low ? (value - self->low) / (self->high - self->low) : 0.5;

  return left + CLAMP (part, 0.0, 1.0) * width;
}

/* It has a tip at the side to which it goes, so that colour does not say it alone. */
static void
paint_arrow (cairo_t *cr,
             double   from,
             double   to,
             double   y)
{
  double tip = MIN (TIP, fabs (to - from)) * (to > from ? 1 : -1);

  cairo_move_to (cr, from, y);
  cairo_line_to (cr, to - tip, y);
  cairo_line_to (cr, to, y + BAR_HEIGHT / 2.0);
  cairo_line_to (cr, to - tip, y + BAR_HEIGHT);
  cairo_line_to (cr, from, y + BAR_HEIGHT);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
paint_bar (RlWaterfallRow *self,
           GtkSnapshot    *snapshot,
           const GdkRGBA  *ink,
           double          y)
{
  double all = gtk_widget_get_width (GTK_WIDGET (self));
  double left = floor (all * (1 - BAR_PART));
  double from = to_x (self, self->begin, left, all - left);
  double to = to_x (self, self->end, left, all - left);
  graphene_rect_t place = GRAPHENE_RECT_INIT ((float) left, (float) y, (float) (all - left), BAR_HEIGHT);
  const GdkRGBA *color = self->end >= self->begin ? &raises : &lowers;
  GdkRGBA track = *ink;
  cairo_t *cr;

  track.alpha *= 0.08f;
  gtk_snapshot_append_color (snapshot, &track, &place);
  cr = gtk_snapshot_append_cairo (snapshot, &place);
  gdk_cairo_set_source_rgba (cr, color);
  paint_arrow (cr, from, fabs (to - from) < 1 ? from + (to >= from ? 1 : -1) : to, y);
  cairo_destroy (cr);
}

static void
rl_waterfall_row_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  RlWaterfallRow *self = RL_WATERFALL_ROW (widget);
  int width = gtk_widget_get_width (widget);
  int line = get_height (self->title);
  int amount_width;
  GdkRGBA ink, dim;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &ink);
  dim = ink;
  dim.alpha *= rl_contrast_fade (DIM);

  pango_layout_get_pixel_size (self->amount, &amount_width, NULL);
  pango_layout_set_width (self->title, MAX (width - amount_width - SPACING, 0) * PANGO_SCALE);
  paint_layout (snapshot, self->title, &ink, 0, 0);
  paint_layout (snapshot, self->amount, &ink, width - amount_width, 0);
  if (is_end (self))
    return;

  pango_layout_set_width (self->detail, MAX ((int) (width * (1 - BAR_PART)) - SPACING, 0) * PANGO_SCALE);
  paint_layout (snapshot, self->detail, self->is_warning ? &ink : &dim, 0, line);
  paint_bar (self, snapshot, &ink, line + floor ((get_height (self->detail) - BAR_HEIGHT) / 2.0));
}

static void
rl_waterfall_row_dispose (GObject *object)
{
  RlWaterfallRow *self = RL_WATERFALL_ROW (object);

  g_clear_object (&self->title);
  g_clear_object (&self->amount);
  g_clear_object (&self->detail);
  g_clear_pointer (&self->label, g_free);

  G_OBJECT_CLASS (rl_waterfall_row_parent_class)->dispose (object);
}

static void
rl_waterfall_row_class_init (RlWaterfallRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_waterfall_row_dispose;
  widget_class->measure = rl_waterfall_row_measure;
  widget_class->snapshot = rl_waterfall_row_snapshot;

  gtk_widget_class_set_css_name (widget_class, "waterfallrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static PangoLayout *
new_layout (RlWaterfallRow *self)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);

  return layout;
}

static void
rl_waterfall_row_init (RlWaterfallRow *self)
{
  self->title = new_layout (self);
  self->amount = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  self->detail = new_layout (self);
  set_attributes (self->amount, 1.0, FALSE);
  set_attributes (self->detail, SMALL, FALSE);
}

GtkWidget *
rl_waterfall_row_new (void)
{
  return g_object_new (RL_TYPE_WATERFALL_ROW, NULL);
}

/**
 * rl_waterfall_row_set:
 * @self: a row
 * @bar: what it shows
 */
void
rl_waterfall_row_set (RlWaterfallRow       *self,
                      const RlWaterfallBar *bar)
{
  g_autofree char *amount = NULL;

  g_return_if_fail (RL_IS_WATERFALL_ROW (self));
  g_return_if_fail (bar != NULL && bar->title != NULL);

  self->kind = bar->kind;
  self->begin = bar->begin;
  self->end = bar->end;
  self->low = bar->low;
  self->high = bar->high;
  self->is_warning = bar->is_warning;
  amount = is_end (self) ? rl_score_text_margin (bar->end)
                         : rl_score_text_difference (bar->end - bar->begin);

  set_attributes (self->title, 1.0, is_end (self));
  set_attributes (self->amount, 1.0, is_end (self));
  pango_layout_set_text (self->title, bar->title, -1);
  pango_layout_set_text (self->amount, amount, -1);
  pango_layout_set_text (self->detail, bar->detail != NULL ? bar->detail : "", -1);

  g_free (self->label);
  self->label = bar->detail != NULL && !is_end (self)
                ? g_strdup_printf ("%s: %s, %s", bar->title, amount, bar->detail)
                : g_strdup_printf ("%s: %s", bar->title, amount);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Returns: what a screen reader says */
const char *
rl_waterfall_row_get_label (RlWaterfallRow *self)
{
  g_return_val_if_fail (RL_IS_WATERFALL_ROW (self), NULL);

  return self->label;
}
