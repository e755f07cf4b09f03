/* rim-plot-legend.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-plot-layout-private.h"

#include <math.h>

/* In sizes of the text. */
#define KEY 1.9
#define LINE 1.5
#define INSET 0.5

/* Between points of a line that are looked at, in sizes of the text. */
#define SPACING 0.35

static gboolean
is_listed (const RimPlotSeries *series)
{
  return series->title != NULL && *series->title != '\0' && series->n > 0 &&
         series->mark != RIM_PLOT_CELLS && series->mark != RIM_PLOT_TICKS;
}

static guint
count (const RimPlot *plot)
{
  guint n = 0;

  for (guint i = 0; i < plot->series->len; i++)
    n += is_listed (g_ptr_array_index (plot->series, i));

  return n;
}

static double
get_width (const RimPlotLayout *layout,
           const RimPlotSeries *series)
{
  double width;

  rim_plot_layout_measure (layout, series->title, RIM_PLOT_TEXT_SCALE, &width, NULL);

  return width + (KEY + 0.5) * layout->style->size;
}

static RimPlotBox
measure_column (const RimPlotLayout *layout)
{
  const double size = layout->style->size;
  RimPlotBox box = { 0.0 };

  for (guint i = 0; i < layout->plot->series->len; i++)
    {
      const RimPlotSeries *series = g_ptr_array_index (layout->plot->series, i);

      if (is_listed (series))
        box.width = MAX (box.width, get_width (layout, series) + 2.0 * INSET * size);
    }
  box.height = count (layout->plot) * LINE * size + INSET * size;

  return box;
}

static gboolean
contains (const RimPlotBox *box,
          double            x,
          double            y)
{
  return x >= box->x && x <= box->x + box->width && y >= box->y && y <= box->y + box->height;
}

static gboolean
overlap (const RimPlotBox *a,
         const RimPlotBox *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

/* Along a line from one place to the next. */
static gboolean
crosses (const RimPlotBox *box,
         const double      from[2],
         const double      to[2],
         double            spacing)
{
  const double length = hypot (to[0] - from[0], to[1] - from[1]);
  const double n = CLAMP (ceil (length / spacing), 1.0, 2000.0);

  if (!isfinite (length) || MAX (from[0], to[0]) < box->x || MIN (from[0], to[0]) > box->x + box->width ||
      MAX (from[1], to[1]) < box->y || MIN (from[1], to[1]) > box->y + box->height)
    return FALSE;

  for (double i = 0.0; i <= n; i += 1.0)
    if (contains (box, from[0] + (to[0] - from[0]) * i / n, from[1] + (to[1] - from[1]) * i / n))
      return TRUE;

  return FALSE;
}

static gboolean
covers_line (const RimPlotLayout *layout,
             const RimPlotSeries *series,
             const double        *ys,
             const RimPlotBox    *box)
{
  const double spacing = SPACING * layout->style->size;
  double from[2] = { NAN, NAN };

  for (gsize i = 0; i < series->n; i++)
    {
      const double to[2] = { rim_plot_layout_get_x (layout, series->x[i]), rim_plot_layout_get_y (layout, ys[i]) };
      const double corner[2] = { series->mark == RIM_PLOT_STEPS ? to[0] : from[0], from[1] };

      if (crosses (box, from, corner, spacing) || crosses (box, corner, to, spacing))
        return TRUE;
      from[0] = to[0];
      from[1] = to[1];
    }

  return FALSE;
}

/* Where the box is in a band, one of its edges, or the other at the same place, is beyond. */
static gboolean
covers_band (const RimPlotLayout *layout,
             const RimPlotSeries *series,
             const RimPlotBox    *box)
{
  for (gsize i = 0; i < series->n; i++)
    {
      const double x = rim_plot_layout_get_x (layout, series->x[i]);
      const double a = rim_plot_layout_get_y (layout, series->y[i]), b = rim_plot_layout_get_y (layout, series->y2[i]);

      if (x >= box->x && x <= box->x + box->width && MIN (a, b) <= box->y + box->height && MAX (a, b) >= box->y)
        return TRUE;
    }

  return covers_line (layout, series, series->y, box) || covers_line (layout, series, series->y2, box);
}

static gboolean
covers_bars (const RimPlotLayout *layout,
             const RimPlotSeries *series,
             const RimPlotBox    *box)
{
  for (gsize i = 0; i < series->n; i++)
    {
      const RimPlotBox bar = rim_plot_marks_get_bar (layout, series, i);

      if (overlap (&bar, box))
        return TRUE;
    }

  return FALSE;
}

static gboolean
covers_points (const RimPlotLayout *layout,
               const RimPlotSeries *series,
               const RimPlotBox    *box)
{
  for (gsize i = 0; i < series->n; i++)
    {
      const double x = rim_plot_layout_get_x (layout, series->x[i]), y = rim_plot_layout_get_y (layout, series->y[i]);
      const double from[2] = { series->x2 != NULL ? rim_plot_layout_get_x (layout, series->x2[i]) : x,
                               series->y2 != NULL ? rim_plot_layout_get_y (layout, series->y2[i]) : y };
      const double to[2] = { series->x3 != NULL ? rim_plot_layout_get_x (layout, series->x3[i]) : x,
                             series->y3 != NULL ? rim_plot_layout_get_y (layout, series->y3[i]) : y };

      if (crosses (box, from, to, SPACING * layout->style->size))
        return TRUE;
    }

  return FALSE;
}

/* Whether anything that is drawn lies under a box. */
static gboolean
covers (const RimPlotLayout *layout,
        const RimPlotBox    *box)
{
  gboolean is_covered = FALSE;

  for (guint i = 0; !is_covered && i < layout->plot->series->len; i++)
    {
      const RimPlotSeries *series = g_ptr_array_index (layout->plot->series, i);

      switch (series->mark)
        {
        case RIM_PLOT_LINE:
        case RIM_PLOT_STEPS:
          is_covered = covers_line (layout, series, series->y, box);
          break;
        case RIM_PLOT_BAND:
          is_covered = covers_band (layout, series, box);
          break;
        case RIM_PLOT_BARS:
        case RIM_PLOT_HISTOGRAM:
        case RIM_PLOT_CELLS:
          is_covered = covers_bars (layout, series, box);
          break;
        case RIM_PLOT_POINTS:
        case RIM_PLOT_INTERVALS:
        case RIM_PLOT_TICKS:
        default:
          is_covered = covers_points (layout, series, box);
          break;
        }
    }

  return is_covered;
}

/* Tries places within the area, corners first; the first that covers nothing is taken. */
void
rim_plot_legend_place (RimPlotLayout *layout)
{
  static const double places[][2] = { { 1, 0 }, { 1, 1 }, { 0, 0 }, { 0, 1 }, { 0.5, 0 }, { 0.5, 1 }, { 1, 0.5 },
                                      { 0, 0.5 }, { 1, 0.75 }, { 1, 0.25 }, { 0.7, 1 }, { 0.7, 0.85 } };
  const double inset = 0.6 * layout->style->size;
  const RimPlotBox *area = &layout->area;
  RimPlotBox box = measure_column (layout);

  if (count (layout->plot) == 0)
    return;

  layout->is_legend_above = TRUE;
  if (box.width > area->width - 2.0 * inset || box.height > area->height - 2.0 * inset)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (places) && layout->is_legend_above; i++)
    {
      box.x = area->x + inset + places[i][0] * (area->width - 2.0 * inset - box.width);
      box.y = area->y + inset + places[i][1] * (area->height - 2.0 * inset - box.height);
      layout->is_legend_above = covers (layout, &box);
    }
  if (!layout->is_legend_above)
    layout->legend = box;
}

/* Goes through entries in lines of a width. Returns: how high they are */
static double
walk_lines (const RimPlotLayout *layout,
            double               width,
            cairo_t             *cairo)
{
  const double size = layout->style->size;
  double x = 0.0, y = 0.0;

  for (guint i = 0; i < layout->plot->series->len; i++)
    {
      const RimPlotSeries *series = g_ptr_array_index (layout->plot->series, i);
      double needed;

      if (!is_listed (series))
        continue;

      needed = get_width (layout, series) + 1.4 * size;
      if (x > 0.0 && x + needed > width)
        {
          x = 0.0;
          y += LINE * size;
        }
      if (cairo != NULL)
        rim_plot_marks_draw_key (layout, series, cairo, layout->legend.x + x, layout->legend.y + y + LINE * size / 2.0,
                                 KEY * size);
      x += needed;
    }

  return y + LINE * size;
}

/* How high the legend is where it is above the area, in lines of a width. */
double
rim_plot_legend_measure (const RimPlotLayout *layout,
                         double               width)
{
  return walk_lines (layout, width, NULL);
}

void
rim_plot_legend_draw (const RimPlotLayout *layout,
                      cairo_t             *cairo)
{
  const double size = layout->style->size;
  const RimPlotBox *box = &layout->legend;
  double y = box->y + INSET * size / 2.0 + LINE * size / 2.0;

  if (box->width <= 0.0)
    return;
  if (layout->is_legend_above)
    {
      walk_lines (layout, box->width, cairo);
      return;
    }

  for (guint i = 0; i < layout->plot->series->len; i++)
    {
      const RimPlotSeries *series = g_ptr_array_index (layout->plot->series, i);

      if (!is_listed (series))
        continue;
      rim_plot_marks_draw_key (layout, series, cairo, box->x + INSET * size, y, KEY * size);
      y += LINE * size;
    }
}
