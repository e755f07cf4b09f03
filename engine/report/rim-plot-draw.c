/* rim-plot-draw.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-plot-draw.h"

#include <math.h>

#include "plot/rim-plot-axis.h"
#include "report/rim-plot-layout-private.h"

/* In sizes of the text. */
#define PAD 0.7
#define TICK 0.4
#define HAIR 0.08
#define LINE 1.45

/* Where along itself a text is put at a place. */
typedef enum
{
  BEGIN,
  MIDDLE,
  END,
} Anchor;

static void
draw_text (const RimPlotLayout *layout,
           cairo_t             *cairo,
           const char          *text,
           double               scale,
           gboolean             is_bold,
           double               x,
           double               y,
           Anchor               anchor)
{
  g_autoptr(PangoLayout) line = rim_plot_layout_new_text (layout, text, scale, is_bold, 0.0);
  int w;

  pango_layout_get_size (line, &w, NULL);
  cairo_move_to (cairo, x - (double) w / PANGO_SCALE * (anchor == BEGIN ? 0.0 : anchor == MIDDLE ? 0.5 : 1.0), y);
  pango_cairo_show_layout (cairo, line);
}

/* A text in lines as wide as the page. */
static void
draw_paragraph (const RimPlotLayout *layout,
                cairo_t             *cairo,
                const char          *text,
                double               scale,
                gboolean             is_bold,
                double               y)
{
  const double pad = PAD * layout->style->size;
  g_autoptr(PangoLayout) lines = NULL;

  if (text == NULL || *text == '\0')
    return;

  lines = rim_plot_layout_new_text (layout, text, scale, is_bold, layout->page.width - 2.0 * pad);
  cairo_move_to (cairo, pad, y);
  pango_cairo_show_layout (cairo, lines);
}

static gboolean
has_cells (const RimPlot *plot)
{
  for (guint i = 0; i < plot->series->len; i++)
    if (((const RimPlotSeries *) g_ptr_array_index (plot->series, i))->mark == RIM_PLOT_CELLS)
      return TRUE;

  return FALSE;
}

static void
draw_grid (const RimPlotLayout *layout,
           cairo_t             *cairo)
{
  const RimPlotBox *area = &layout->area;
  const gboolean is_lying = layout->plot->y.labels != NULL;
  const GArray *ticks = is_lying ? layout->x_ticks : layout->y_ticks;

  if (has_cells (layout->plot))
    return;

  for (guint i = 0; i < ticks->len; i++)
    {
      const double value = g_array_index (ticks, double, i);

      if (is_lying)
        {
          cairo_move_to (cairo, rim_plot_layout_get_x (layout, value), area->y);
          cairo_rel_line_to (cairo, 0.0, area->height);
        }
      else
        {
          cairo_move_to (cairo, area->x, rim_plot_layout_get_y (layout, value));
          cairo_rel_line_to (cairo, area->width, 0.0);
        }
    }
  rim_plot_color_set_ink (layout->style, cairo, 0.09);
  cairo_set_line_width (cairo, HAIR * layout->style->size);
  cairo_stroke (cairo);
}

static void
draw_axes (const RimPlotLayout *layout,
           cairo_t             *cairo)
{
  const RimPlotBox *area = &layout->area;
  const double tick = TICK * layout->style->size, bottom = area->y + area->height;
  const gboolean has_lines = !has_cells (layout->plot);

  if (has_lines)
    {
      cairo_move_to (cairo, area->x, area->y);
      cairo_line_to (cairo, area->x, bottom);
      cairo_line_to (cairo, area->x + area->width, bottom);
    }
  for (guint i = 0; has_lines && layout->plot->x.labels == NULL && i < layout->x_ticks->len; i++)
    {
      cairo_move_to (cairo, rim_plot_layout_get_x (layout, g_array_index (layout->x_ticks, double, i)), bottom);
      cairo_rel_line_to (cairo, 0.0, tick);
    }
  for (guint i = 0; has_lines && layout->plot->y.labels == NULL && i < layout->y_ticks->len; i++)
    {
      cairo_move_to (cairo, area->x, rim_plot_layout_get_y (layout, g_array_index (layout->y_ticks, double, i)));
      cairo_rel_line_to (cairo, -tick, 0.0);
    }
  rim_plot_color_set_ink (layout->style, cairo, 0.75);
  cairo_set_line_width (cairo, HAIR * layout->style->size);
  cairo_set_line_join (cairo, CAIRO_LINE_JOIN_MITER);
  cairo_stroke (cairo);
}

/* Labels of a narrow axis end with …, others wrap nowhere. */
static void
draw_y_labels (const RimPlotLayout *layout,
               cairo_t             *cairo)
{
  const double right = layout->area.x - (TICK + 0.3) * layout->style->size;

  for (guint i = 0; i < layout->y_ticks->len; i++)
    {
      const double value = g_array_index (layout->y_ticks, double, i);
      g_autofree char *text = rim_plot_axis_format (&layout->plot->y, layout->y_ticks, value);
      g_autoptr(PangoLayout) line = rim_plot_layout_new_text (layout, text, RIM_PLOT_TEXT_SCALE, FALSE, 0.0);
      int w, h;

      pango_layout_get_size (line, &w, NULL);
      if (w > layout->tick_width * PANGO_SCALE)
        {
          pango_layout_set_width (line, (int) (layout->tick_width * PANGO_SCALE));
          pango_layout_set_ellipsize (line, PANGO_ELLIPSIZE_MIDDLE);
        }
      pango_layout_get_size (line, &w, &h);
      cairo_move_to (cairo, right - (double) w / PANGO_SCALE,
                     rim_plot_layout_get_y (layout, value) - (double) h / PANGO_SCALE / 2.0);
      pango_cairo_show_layout (cairo, line);
    }
}

static void
draw_labels (const RimPlotLayout *layout,
             cairo_t             *cairo)
{
  const RimPlotBox *area = &layout->area;
  const double size = layout->style->size, y = area->y + area->height + (TICK + 0.15) * size;

  rim_plot_color_set_ink (layout->style, cairo, 0.85);
  for (guint i = 0; i < layout->x_ticks->len; i++)
    {
      const double value = g_array_index (layout->x_ticks, double, i);
      g_autofree char *text = rim_plot_axis_format (&layout->plot->x, layout->x_ticks, value);

      draw_text (layout, cairo, text, RIM_PLOT_TEXT_SCALE, FALSE, rim_plot_layout_get_x (layout, value), y, MIDDLE);
    }
  draw_y_labels (layout, cairo);
}

static void
draw_titles (const RimPlotLayout *layout,
             cairo_t             *cairo)
{
  const RimPlot *plot = layout->plot;
  const RimPlotBox *area = &layout->area;
  const double size = layout->style->size;
  double height;

  rim_plot_color_set_ink (layout->style, cairo, 1.0);
  draw_paragraph (layout, cairo, plot->title, RIM_PLOT_TITLE_SCALE, TRUE, PAD * size);
  draw_text (layout, cairo, plot->x.title, RIM_PLOT_TEXT_SCALE, FALSE, area->x + area->width / 2.0, layout->x_title_y,
             MIDDLE);

  rim_plot_layout_measure (layout, plot->y.title, RIM_PLOT_TEXT_SCALE, NULL, &height);
  cairo_save (cairo);
  cairo_translate (cairo, area->x - layout->tick_width - (TICK + 0.6) * size - height, area->y + area->height / 2.0);
  cairo_rotate (cairo, -G_PI / 2.0);
  draw_text (layout, cairo, plot->y.title, RIM_PLOT_TEXT_SCALE, FALSE, 0.0, 0.0, MIDDLE);
  cairo_restore (cairo);
}

/* Rows of the table have the colours of the series whose names they have. */
static int
find_color (const RimPlot *plot,
            const char    *title)
{
  for (guint i = 0; i < plot->series->len; i++)
    {
      const RimPlotSeries *series = g_ptr_array_index (plot->series, i);

      if (g_strcmp0 (series->title, title) == 0)
        return series->color;
    }

  return -1;
}

static void
draw_table (const RimPlotLayout *layout,
            cairo_t             *cairo)
{
  const RimPlot *plot = layout->plot;
  const double size = layout->style->size;
  double y = layout->table_y;

  if (plot->table == NULL || plot->table_x == NULL || plot->table->len == 0)
    return;

  rim_plot_color_set_ink (layout->style, cairo, 0.7);
  draw_text (layout, cairo, "Number at risk", RIM_PLOT_NOTE_SCALE, FALSE, layout->area.x, y, BEGIN);
  for (guint i = 0; i < plot->table->len; i++)
    {
      char **row = g_ptr_array_index (plot->table, i);

      y += LINE * size;
      rim_plot_color_set (layout->style, cairo, find_color (plot, row[0]), 1.0);
      draw_text (layout, cairo, row[0], RIM_PLOT_TEXT_SCALE, FALSE, layout->area.x - 1.5 * size, y, END);
      rim_plot_color_set_ink (layout->style, cairo, 1.0);
      for (guint f = 0; f < plot->table_x->len && row[f + 1] != NULL; f++)
        draw_text (layout, cairo, row[f + 1], RIM_PLOT_TEXT_SCALE, FALSE,
                   rim_plot_layout_get_x (layout, g_array_index (plot->table_x, double, f)), y, MIDDLE);
    }
}

static void
draw_below (const RimPlotLayout *layout,
            cairo_t             *cairo)
{
  const RimPlot *plot = layout->plot;
  double height;

  draw_table (layout, cairo);
  rim_plot_color_set_ink (layout->style, cairo, 0.7);
  draw_paragraph (layout, cairo, plot->note, RIM_PLOT_NOTE_SCALE, FALSE, layout->note_y);
  if (plot->footer == NULL)
    return;

  rim_plot_layout_measure (layout, plot->footer, RIM_PLOT_NOTE_SCALE, NULL, &height);
  draw_text (layout, cairo, plot->footer, RIM_PLOT_NOTE_SCALE, TRUE, layout->page.width - PAD * layout->style->size,
             layout->page.height - PAD * layout->style->size - height, END);
}

static void
draw_nothing (const RimPlotLayout *layout,
              cairo_t             *cairo)
{
  const RimPlotBox *area = &layout->area;

  rim_plot_color_set_ink (layout->style, cairo, 0.6);
  draw_text (layout, cairo, "No data", RIM_PLOT_TEXT_SCALE, FALSE, area->x + area->width / 2.0,
             area->y + area->height / 2.0 - layout->style->size, MIDDLE);
}

/**
 * rim_plot_draw:
 * @plot: what is shown
 * @style: how
 * @cairo: where to, from (0, 0)
 * @width: of all of it, in units of the surface
 * @height: of all of it
 *
 * Draws the background, title, axes, series, legend, table and note. Lines and points of
 * each colour also differ without colour.
 */
void
rim_plot_draw (const RimPlot      *plot,
               const RimPlotStyle *style,
               cairo_t            *cairo,
               double              width,
               double              height)
{
  g_auto(RimPlotLayout) layout = { 0 };

  rim_plot_layout_init (&layout, plot, style, width, height);
  cairo_save (cairo);
  rim_plot_color_set_ink (style, cairo, 0.0);
  cairo_rectangle (cairo, 0.0, 0.0, width, height);
  cairo_fill (cairo);

  draw_grid (&layout, cairo);
  if (!has_cells (plot))
    draw_axes (&layout, cairo);
  for (guint i = 0; i < plot->series->len; i++)
    rim_plot_marks_draw (&layout, g_ptr_array_index (plot->series, i), cairo);
  if (rim_plot_is_empty (plot))
    draw_nothing (&layout, cairo);

  draw_labels (&layout, cairo);
  draw_titles (&layout, cairo);
  rim_plot_legend_draw (&layout, cairo);
  draw_below (&layout, cairo);
  cairo_restore (cairo);
}

/**
 * rim_plot_get_area:
 * @plot: what is shown
 * @style: how
 * @width: of all of it
 * @height: of all of it
 * @area: (out): left, top, width and height of where the data lies in what rim_plot_draw()
 *   draws; rim_plot_axis_get_value() says what is where in it
 */
void
rim_plot_get_area (const RimPlot      *plot,
                   const RimPlotStyle *style,
                   double              width,
                   double              height,
                   double              area[4])
{
  g_auto(RimPlotLayout) layout = { 0 };

  rim_plot_layout_init (&layout, plot, style, width, height);
  area[0] = layout.area.x;
  area[1] = layout.area.y;
  area[2] = layout.area.width;
  area[3] = layout.area.height;
}

/**
 * rim_plot_get_size:
 * @plot: what is shown
 * @style: how
 * @width: (out): how wide it is best drawn
 * @height: (out): how high
 *
 * Rows of a forest plot and of a table need space; others have the size of a column.
 */
void
rim_plot_get_size (const RimPlot      *plot,
                   const RimPlotStyle *style,
                   double             *width,
                   double             *height)
{
  const guint n_rows = plot->y.labels != NULL ? g_strv_length (plot->y.labels) : 0;
  const guint n_lines = (plot->table != NULL ? plot->table->len + 1 : 0) + (plot->note != NULL) * 2 +
                        (plot->footer != NULL);

  const double rows = plot->is_square ? 28.0 : 7.0 + 2.2 * n_rows;

  *width = (plot->is_square ? 36.0 : n_rows > 0 ? 54.0 : 42.0) * style->size;
  *height = ((n_rows > 0 ? rows : 30.0) + 1.45 * n_lines) * style->size;
}
