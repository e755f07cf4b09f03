/* rim-plot-layout.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-plot-layout-private.h"

#include <math.h>

#include "plot/rim-plot-axis.h"

/* In sizes of the text. */
#define PAD 0.7
#define TICK 0.4
#define GAP 0.35

/* Figures of equal widths, so that columns of numbers stand straight. */
static PangoLayout *
new_text (const RimPlotLayout *self,
          const char          *text,
          double               scale,
          gboolean             is_bold)
{
  PangoLayout *layout = pango_layout_new (self->context);
  g_autoptr(PangoFontDescription) font = pango_font_description_new ();
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_font_description_set_family (font, self->style->font);
  pango_font_description_set_absolute_size (font, self->style->size * scale * PANGO_SCALE);
  pango_font_description_set_weight (font, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
  pango_layout_set_font_description (layout, font);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_text (layout, text != NULL ? text : "", -1);

  return layout;
}

/* A text at most @width wide, 0 for any: long ones wrap if they have spaces, and end with … */
PangoLayout *
rim_plot_layout_new_text (const RimPlotLayout *self,
                          const char          *text,
                          double               scale,
                          gboolean             is_bold,
                          double               width)
{
  PangoLayout *layout = new_text (self, text, scale, is_bold);

  if (width > 0.0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }

  return layout;
}

void
rim_plot_layout_measure (const RimPlotLayout *self,
                         const char          *text,
                         double               scale,
                         double              *width,
                         double              *height)
{
  g_autoptr(PangoLayout) layout = new_text (self, text, scale, FALSE);
  int w, h;

  pango_layout_get_size (layout, &w, &h);
  if (width != NULL)
    *width = (double) w / PANGO_SCALE;
  if (height != NULL)
    *height = (double) h / PANGO_SCALE;
}

static double
get_height (const RimPlotLayout *self,
            const char          *text,
            double               scale,
            double               width)
{
  g_autoptr(PangoLayout) layout = NULL;
  int h;

  if (text == NULL || *text == '\0')
    return 0.0;

  layout = rim_plot_layout_new_text (self, text, scale, FALSE, width);
  pango_layout_get_size (layout, NULL, &h);

  return (double) h / PANGO_SCALE + GAP * self->style->size;
}

static double
get_width (const RimPlotLayout *self,
           const char          *text)
{
  double width;

  rim_plot_layout_measure (self, text, RIM_PLOT_TEXT_SCALE, &width, NULL);

  return width;
}

double
rim_plot_layout_get_x (const RimPlotLayout *self,
                       double               value)
{
  return self->area.x + self->area.width * rim_plot_axis_get_part (&self->plot->x, value);
}

double
rim_plot_layout_get_y (const RimPlotLayout *self,
                       double               value)
{
  return self->area.y + self->area.height * (1.0 - rim_plot_axis_get_part (&self->plot->y, value));
}

static double
find_widest (const RimPlotLayout *self,
             const RimPlotAxis   *axis,
             const GArray        *ticks)
{
  double widest = 0.0;

  for (guint i = 0; i < ticks->len; i++)
    {
      g_autofree char *label = rim_plot_axis_format (axis, ticks, g_array_index (ticks, double, i));

      widest = MAX (widest, get_width (self, label));
    }

  return widest;
}

/* The widest text at a point of a forest plot, which stands right of the area. */
static double
find_widest_label (const RimPlotLayout *self)
{
  double widest = 0.0;

  for (guint i = 0; i < self->plot->series->len; i++)
    {
      const RimPlotSeries *series = g_ptr_array_index (self->plot->series, i);

      for (gsize point = 0; series->mark == RIM_PLOT_INTERVALS && series->labels != NULL && point < series->n; point++)
        if (series->labels[point] != NULL)
          widest = MAX (widest, get_width (self, series->labels[point]) + self->style->size);
    }

  return widest;
}

static double
find_widest_row (const RimPlotLayout *self)
{
  double widest = 0.0;

  for (guint i = 0; self->plot->table != NULL && i < self->plot->table->len; i++)
    {
      char **row = g_ptr_array_index (self->plot->table, i);

      widest = MAX (widest, get_width (self, row[0]) + 1.5 * self->style->size);
    }

  return widest;
}

/* From below: footer, note, table, title and labels of the axis. */
static double
stack_below (RimPlotLayout *self)
{
  const double size = self->style->size, line = 1.45 * size;
  const double width = self->page.width - 2.0 * PAD * size;
  const guint n_rows = self->plot->table != NULL ? self->plot->table->len : 0;
  double y = self->page.height - PAD * size;

  y -= get_height (self, self->plot->footer, RIM_PLOT_NOTE_SCALE, width);
  y -= get_height (self, self->plot->note, RIM_PLOT_NOTE_SCALE, width);
  self->note_y = y + GAP * size;
  if (n_rows > 0)
    y -= (n_rows + 1) * line + GAP * size;
  self->table_y = y + GAP * size;
  y -= get_height (self, self->plot->x.title, RIM_PLOT_TEXT_SCALE, 0.0);
  self->x_title_y = y + GAP * size * 0.5;

  return y - line - TICK * size;
}

/* What hangs below the area comes up with it. */
static void
move_up (RimPlotLayout *self,
         double         by)
{
  self->x_title_y -= by;
  self->table_y -= by;
  self->note_y -= by;
}

static void
make_square (RimPlotLayout *self)
{
  const double side = MIN (self->area.width, self->area.height);

  if (!self->plot->is_square)
    return;

  self->area.x += (self->area.width - side) / 2.0;
  move_up (self, self->area.height - side);
  self->area.width = self->area.height = side;
}

static void
find_x_ticks (RimPlotLayout *self)
{
  guint n = (guint) MAX (self->area.width / (4.0 * self->style->size), 2.0);

  for (; n >= 2; n--)
    {
      g_clear_pointer (&self->x_ticks, g_array_unref);
      self->x_ticks = rim_plot_axis_list_ticks (&self->plot->x, n);
      if (self->x_ticks->len * (find_widest (self, &self->plot->x, self->x_ticks) + self->style->size) <= self->area.width
          || self->plot->x.labels != NULL)
        return;
    }
}

static void
find_area (RimPlotLayout *self,
           double         top)
{
  const double size = self->style->size;
  const double bottom = stack_below (self);
  const double beside = self->page.width * 0.4;
  double left = PAD * size, right = self->page.width - PAD * size - MAX (find_widest_label (self), 1.2 * size);

  self->area = (RimPlotBox) { 0.0, top, 1.0, MAX (bottom - top, size) };
  self->y_ticks = rim_plot_axis_list_ticks (&self->plot->y, (guint) MAX (self->area.height / (2.8 * size), 2.0));
  self->tick_width = MIN (find_widest (self, &self->plot->y, self->y_ticks), beside);
  left += get_height (self, self->plot->y.title, RIM_PLOT_TEXT_SCALE, 0.0) + self->tick_width + (TICK + 0.3) * size;
  left = MIN (MAX (left, PAD * size + find_widest_row (self)), self->page.width * 0.6);
  right = MAX (right, left + size);
  self->area.x = left;
  self->area.width = right - left;
  make_square (self);
  find_x_ticks (self);
}

/**
 * rim_plot_layout_init:
 * @self: (out caller-allocates): where everything stands
 * @plot: what is shown
 * @style: how
 * @width: of all of it
 * @height: of all of it
 *
 * The legend stands where it covers no data, or above where there is no such place.
 */
void
rim_plot_layout_init (RimPlotLayout      *self,
                      const RimPlot      *plot,
                      const RimPlotStyle *style,
                      double              width,
                      double              height)
{
  cairo_font_options_t *options = cairo_font_options_create ();
  double top;

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  *self = (RimPlotLayout) { .plot = plot, .style = style, .page = { 0.0, 0.0, width, height } };
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_font_options (self->context, options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  cairo_font_options_destroy (options);

  top = PAD * style->size + get_height (self, plot->title, RIM_PLOT_TITLE_SCALE, width - 2.0 * PAD * style->size) +
        GAP * style->size;
  find_area (self, top);
  rim_plot_legend_place (self);
  if (!self->is_legend_above)
    return;

  g_clear_pointer (&self->y_ticks, g_array_unref);
  self->legend = (RimPlotBox) { PAD * style->size, top, width - 2.0 * PAD * style->size, 0.0 };
  self->legend.height = rim_plot_legend_measure (self, self->legend.width);
  find_area (self, top + self->legend.height + 2.0 * GAP * style->size);
}

void
rim_plot_layout_clear (RimPlotLayout *self)
{
  g_clear_object (&self->context);
  g_clear_pointer (&self->x_ticks, g_array_unref);
  g_clear_pointer (&self->y_ticks, g_array_unref);
}
