/* rim-plot-marks.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-plot-layout-private.h"

#include <math.h>

/* In sizes of the text. */
#define STROKE 0.15
#define HAIR 0.09
#define MARKER 0.3
#define TICK 0.32

/* Of the area: how high the highest bar of a histogram is. */
#define STRIP 0.13

/* Points to a pixel's width, of which not all can be seen; and points without a rim. */
#define MANY 4.0
#define CROWD 200

/* Of the space of a bar that has no width of its own. */
#define BAR 0.7

static void
add_polygon (cairo_t *cairo,
             double   x,
             double   y,
             double   radius,
             guint    n,
             double   turn)
{
  for (guint i = 0; i < n; i++)
    {
      const double angle = turn + 2.0 * G_PI * i / n;

      cairo_line_to (cairo, x + radius * cos (angle), y + radius * sin (angle));
    }
  cairo_close_path (cairo);
}

/* Points of each colour have a shape of their own, so that they differ in grey. */
static void
add_marker (cairo_t *cairo,
            int      color,
            double   x,
            double   y,
            double   radius)
{
  cairo_new_sub_path (cairo);
  switch (MAX (color, 0) % 6)
    {
    case 1:
      cairo_rectangle (cairo, x - 0.85 * radius, y - 0.85 * radius, 1.7 * radius, 1.7 * radius);
      break;
    case 2:
      add_polygon (cairo, x, y, 1.25 * radius, 3, -G_PI / 2.0);
      break;
    case 3:
      add_polygon (cairo, x, y, 1.25 * radius, 4, 0.0);
      break;
    case 4:
      add_polygon (cairo, x, y, 1.25 * radius, 3, G_PI / 2.0);
      break;
    case 5:
      add_polygon (cairo, x, y, 1.15 * radius, 5, -G_PI / 2.0);
      break;
    default:
      cairo_arc (cairo, x, y, radius, 0.0, 2.0 * G_PI);
      cairo_close_path (cairo);
      break;
    }
}

static void
draw_marker (const RimPlotLayout *layout,
             cairo_t             *cairo,
             int                  color,
             double               x,
             double               y)
{
  const double size = layout->style->size;

  add_marker (cairo, color, x, y, MARKER * size);
  rim_plot_color_set (layout->style, cairo, color, 1.0);
  cairo_fill_preserve (cairo);
  rim_plot_color_set_ink (layout->style, cairo, 0.0);
  cairo_set_line_width (cairo, 0.07 * size);
  cairo_stroke (cairo);
}

static void
set_line (const RimPlotLayout *layout,
          cairo_t             *cairo,
          int                  color)
{
  rim_plot_color_set (layout->style, cairo, color, 1.0);
  rim_plot_color_set_dash (layout->style, cairo, color);
  cairo_set_line_width (cairo, (color < 0 ? HAIR : STROKE) * layout->style->size);
  cairo_set_line_join (cairo, CAIRO_LINE_JOIN_ROUND);
}

/* Adds a point, behind a gap as the first of a line. */
static void
add_point (cairo_t  *cairo,
           gboolean  is_steps,
           gboolean *is_begun,
           double    x,
           double    y)
{
  double before = y;

  if (!*is_begun)
    cairo_move_to (cairo, x, y);
  else if (is_steps)
    {
      cairo_get_current_point (cairo, NULL, &before);
      cairo_line_to (cairo, x, before);
    }
  cairo_line_to (cairo, x, y);
  *is_begun = TRUE;
}

/* Where the points behind @begin stay on the same column of pixels. */
static gsize
find_column (const RimPlotLayout *layout,
             const RimPlotSeries *series,
             gsize                begin)
{
  const double column = floor (rim_plot_layout_get_x (layout, series->x[begin]));
  gsize end = begin + 1;

  while (end < series->n && floor (rim_plot_layout_get_x (layout, series->x[end])) == column &&
         isfinite (rim_plot_layout_get_y (layout, series->y[end])))
    end++;

  return end;
}

/* Of points on one column of pixels only the first, the lowest, the highest and the last can
 * be seen (Jugel 2014).
 */
static void
add_column (const RimPlotLayout *layout,
            const RimPlotSeries *series,
            cairo_t             *cairo,
            gsize                begin,
            gsize                end,
            gboolean            *is_begun)
{
  gsize low = begin, high = begin;

  for (gsize i = begin; i < end; i++)
    {
      low = series->y[i] < series->y[low] ? i : low;
      high = series->y[i] > series->y[high] ? i : high;
    }
  for (gsize i = begin; i < end; i++)
    if (i == begin || i == low || i == high || i + 1 == end)
      add_point (cairo, series->mark == RIM_PLOT_STEPS, is_begun, rim_plot_layout_get_x (layout, series->x[i]),
                 rim_plot_layout_get_y (layout, series->y[i]));
}

static void
add_line (const RimPlotLayout *layout,
          const RimPlotSeries *series,
          cairo_t             *cairo)
{
  const gboolean is_thinned = (double) series->n > MANY * layout->area.width;
  gboolean is_begun = FALSE;
  gsize end;

  for (gsize i = 0; i < series->n; i = end)
    {
      const double x = rim_plot_layout_get_x (layout, series->x[i]), y = rim_plot_layout_get_y (layout, series->y[i]);

      end = i + 1;
      if (!isfinite (x) || !isfinite (y))
        is_begun = FALSE;
      else
        {
          end = is_thinned ? find_column (layout, series, i) : end;
          add_column (layout, series, cairo, i, end, &is_begun);
        }
    }
}

static void
draw_line (const RimPlotLayout *layout,
           const RimPlotSeries *series,
           cairo_t             *cairo)
{
  set_line (layout, cairo, series->color);
  add_line (layout, series, cairo);
  cairo_stroke (cairo);
  cairo_set_dash (cairo, NULL, 0, 0.0);
}

static gboolean
is_within_band (const RimPlotSeries *series,
                gsize                point)
{
  return isfinite (series->x[point]) && isfinite (series->y[point]) && isfinite (series->y2[point]);
}

static void
draw_band (const RimPlotLayout *layout,
           const RimPlotSeries *series,
           cairo_t             *cairo)
{
  gsize end;

  g_return_if_fail (series->y2 != NULL);

  for (gsize begin = 0; begin < series->n; begin = MAX (end, begin + 1))
    {
      for (end = begin; end < series->n && is_within_band (series, end); end++)
        cairo_line_to (cairo, rim_plot_layout_get_x (layout, series->x[end]),
                       rim_plot_layout_get_y (layout, series->y[end]));
      for (gsize i = end; i > begin; i--)
        cairo_line_to (cairo, rim_plot_layout_get_x (layout, series->x[i - 1]),
                       rim_plot_layout_get_y (layout, series->y2[i - 1]));
      cairo_close_path (cairo);
    }
  rim_plot_color_set (layout->style, cairo, series->color, 0.17);
  cairo_fill (cairo);
}

/* The highest of a histogram. */
static double
find_highest (const RimPlotSeries *series)
{
  double highest = 0.0;

  for (gsize i = 0; i < series->n; i++)
    highest = MAX (highest, series->y[i]);

  return highest > 0.0 ? highest : 1.0;
}

static RimPlotBox
get_cell (const RimPlotLayout *layout,
          double               x,
          double               y,
          double               half)
{
  const double left = rim_plot_layout_get_x (layout, x - half), right = rim_plot_layout_get_x (layout, x + half);
  const double top = rim_plot_layout_get_y (layout, y + half), bottom = rim_plot_layout_get_y (layout, y - half);

  return (RimPlotBox) { left, top, right - left, bottom - top };
}

/* Where a bar or a cell is. */
RimPlotBox
rim_plot_marks_get_bar (const RimPlotLayout *layout,
                        const RimPlotSeries *series,
                        gsize                point)
{
  const double x = series->x[point], y = series->y[point];
  double left, right, top, bottom;

  if (series->mark == RIM_PLOT_CELLS)
    return get_cell (layout, x, y, 0.5);

  if (series->y2 != NULL && series->y3 != NULL)
    {
      left = rim_plot_layout_get_x (layout, MIN (x, 0.0));
      right = rim_plot_layout_get_x (layout, MAX (x, 0.0));
      top = rim_plot_layout_get_y (layout, series->y3[point]);
      bottom = rim_plot_layout_get_y (layout, series->y2[point]);
      return (RimPlotBox) { left, top, right - left, bottom - top };
    }

  left = rim_plot_layout_get_x (layout, series->x2 != NULL ? series->x2[point] : x - BAR / 2.0);
  right = rim_plot_layout_get_x (layout, series->x3 != NULL ? series->x3[point] : x + BAR / 2.0);
  bottom = layout->area.y + layout->area.height;
  if (series->mark == RIM_PLOT_HISTOGRAM)
    top = bottom - STRIP * layout->area.height * y / find_highest (series);
  else
    {
      bottom = rim_plot_layout_get_y (layout, MIN (y, 0.0));
      top = rim_plot_layout_get_y (layout, MAX (y, 0.0));
    }

  return (RimPlotBox) { left, top, right - left, bottom - top };
}

static void
draw_bars (const RimPlotLayout *layout,
           const RimPlotSeries *series,
           cairo_t             *cairo)
{
  const double hair = 0.06 * layout->style->size;
  const gboolean is_crowded = series->n > CROWD;

  rim_plot_color_set (layout->style, cairo, series->color, series->mark == RIM_PLOT_HISTOGRAM ? 0.3 : 0.4);
  for (gsize i = 0; i < series->n; i++)
    {
      const RimPlotBox bar = rim_plot_marks_get_bar (layout, series, i);

      if (bar.width * bar.height != 0.0)
        cairo_rectangle (cairo, bar.x + hair, bar.y, MAX (bar.width - 2.0 * hair, hair), bar.height);
      if (is_crowded)
        cairo_fill (cairo);
    }
  if (is_crowded)
    return;

  cairo_fill_preserve (cairo);
  rim_plot_color_set (layout->style, cairo, series->color, series->mark == RIM_PLOT_HISTOGRAM ? 0.5 : 1.0);
  cairo_set_line_width (cairo, hair);
  if (series->mark != RIM_PLOT_HISTOGRAM)
    rim_plot_color_set_dash (layout->style, cairo, series->color);
  cairo_stroke (cairo);
  cairo_set_dash (cairo, NULL, 0, 0.0);
}

static void
draw_text_at (const RimPlotLayout *layout,
              cairo_t             *cairo,
              const char          *text,
              double               x,
              double               y,
              gboolean             is_centered)
{
  g_autoptr(PangoLayout) line = rim_plot_layout_new_text (layout, text, RIM_PLOT_TEXT_SCALE, FALSE, 0.0);
  int w, h;

  pango_layout_set_alignment (line, PANGO_ALIGN_CENTER);
  pango_layout_get_size (line, &w, &h);
  cairo_move_to (cairo, x - (is_centered ? w / 2.0 / PANGO_SCALE : 0.0), y - h / 2.0 / PANGO_SCALE);
  pango_cairo_show_layout (cairo, line);
}

static void
draw_cells (const RimPlotLayout *layout,
            const RimPlotSeries *series,
            cairo_t             *cairo)
{
  const RimPlotStyle *style = layout->style;

  g_return_if_fail (series->y2 != NULL);

  for (gsize i = 0; i < series->n; i++)
    {
      const RimPlotBox cell = rim_plot_marks_get_bar (layout, series, i);
      gboolean is_pale;

      cairo_rectangle (cairo, cell.x, cell.y, cell.width, cell.height);
      is_pale = rim_plot_color_set_cell (style, cairo, series->y2[i]);
      cairo_fill_preserve (cairo);
      rim_plot_color_set_ink (style, cairo, 0.0);
      cairo_set_line_width (cairo, 0.08 * style->size);
      cairo_stroke (cairo);
      if (series->labels == NULL || series->labels[i] == NULL)
        continue;

      cairo_set_source_rgb (cairo, is_pale ? 0.08 : 1.0, is_pale ? 0.08 : 1.0, is_pale ? 0.08 : 1.0);
      draw_text_at (layout, cairo, series->labels[i], cell.x + cell.width / 2.0, cell.y + cell.height / 2.0, TRUE);
    }
}

/* So many that rims would hide them: squares, which are filled one by one in no time. */
static void
draw_crowd (const RimPlotLayout *layout,
            const RimPlotSeries *series,
            cairo_t             *cairo)
{
  const double side = MARKER * layout->style->size;

  rim_plot_color_set (layout->style, cairo, series->color, 1.0);
  for (gsize i = 0; i < series->n; i++)
    {
      const double x = rim_plot_layout_get_x (layout, series->x[i]), y = rim_plot_layout_get_y (layout, series->y[i]);

      if (!isfinite (x) || !isfinite (y))
        continue;
      cairo_rectangle (cairo, x - side / 2.0, y - side / 2.0, side, side);
      cairo_fill (cairo);
    }
}

static void
draw_points (const RimPlotLayout *layout,
             const RimPlotSeries *series,
             cairo_t             *cairo)
{
  if (series->n > CROWD)
    {
      draw_crowd (layout, series, cairo);
      return;
    }

  for (gsize i = 0; i < series->n; i++)
    {
      const double x = rim_plot_layout_get_x (layout, series->x[i]), y = rim_plot_layout_get_y (layout, series->y[i]);

      if (isfinite (x) && isfinite (y))
        draw_marker (layout, cairo, series->color, x, y);
    }
}

/* An end of an interval, or where the area cuts it off an arrow. */
static void
draw_end (const RimPlotLayout *layout,
          cairo_t             *cairo,
          double               x,
          double               y,
          int                  direction)
{
  const RimPlotBox *area = &layout->area;
  const double size = layout->style->size;
  const double edge = direction < 0 ? area->x : area->x + area->width;

  if (direction * (x - edge) <= 0.0)
    {
      cairo_move_to (cairo, x, y - 0.18 * size);
      cairo_line_to (cairo, x, y + 0.18 * size);
      cairo_stroke (cairo);
      return;
    }

  cairo_move_to (cairo, edge, y);
  cairo_line_to (cairo, edge - direction * 0.5 * size, y - 0.25 * size);
  cairo_line_to (cairo, edge - direction * 0.5 * size, y + 0.25 * size);
  cairo_close_path (cairo);
  cairo_fill (cairo);
}

static void
draw_lying_interval (const RimPlotLayout *layout,
                     const RimPlotSeries *series,
                     cairo_t             *cairo,
                     gsize                point)
{
  const RimPlotBox *area = &layout->area;
  const double y = rim_plot_layout_get_y (layout, series->y[point]);
  const double low = rim_plot_layout_get_x (layout, series->x2[point]);
  const double high = rim_plot_layout_get_x (layout, series->x3[point]);

  if (!isfinite (low) || !isfinite (high))
    return;

  cairo_move_to (cairo, CLAMP (low, area->x, area->x + area->width), y);
  cairo_line_to (cairo, CLAMP (high, area->x, area->x + area->width), y);
  cairo_stroke (cairo);
  draw_end (layout, cairo, low, y, -1);
  draw_end (layout, cairo, high, y, 1);
}

static void
draw_standing_interval (const RimPlotLayout *layout,
                        const RimPlotSeries *series,
                        cairo_t             *cairo,
                        gsize                point)
{
  const double cap = 0.2 * layout->style->size;
  const double x = rim_plot_layout_get_x (layout, series->x[point]);
  const double low = rim_plot_layout_get_y (layout, series->y2[point]);
  const double high = rim_plot_layout_get_y (layout, series->y3[point]);

  if (!isfinite (low) || !isfinite (high))
    return;

  cairo_move_to (cairo, x, low);
  cairo_line_to (cairo, x, high);
  cairo_move_to (cairo, x - cap, low);
  cairo_line_to (cairo, x + cap, low);
  cairo_move_to (cairo, x - cap, high);
  cairo_line_to (cairo, x + cap, high);
  cairo_stroke (cairo);
}

static void
draw_intervals (const RimPlotLayout *layout,
                const RimPlotSeries *series,
                cairo_t             *cairo)
{
  const double size = layout->style->size;
  const double right = layout->area.x + layout->area.width + 0.8 * size;

  for (gsize i = 0; i < series->n; i++)
    {
      rim_plot_color_set (layout->style, cairo, series->color, 1.0);
      cairo_set_line_width (cairo, 0.12 * size);
      if (series->x2 != NULL && series->x3 != NULL)
        draw_lying_interval (layout, series, cairo, i);
      if (series->y2 != NULL && series->y3 != NULL)
        draw_standing_interval (layout, series, cairo, i);
      if (series->labels == NULL || series->labels[i] == NULL)
        continue;

      rim_plot_color_set_ink (layout->style, cairo, 1.0);
      draw_text_at (layout, cairo, series->labels[i], right, rim_plot_layout_get_y (layout, series->y[i]), FALSE);
    }
  draw_points (layout, series, cairo);
}

static void
draw_ticks (const RimPlotLayout *layout,
            const RimPlotSeries *series,
            cairo_t             *cairo)
{
  const double reach = TICK * layout->style->size;

  for (gsize i = 0; i < series->n; i++)
    {
      const double x = rim_plot_layout_get_x (layout, series->x[i]), y = rim_plot_layout_get_y (layout, series->y[i]);

      cairo_move_to (cairo, x, y - reach);
      cairo_line_to (cairo, x, y + reach);
    }
  rim_plot_color_set (layout->style, cairo, series->color, 1.0);
  cairo_set_line_width (cairo, HAIR * layout->style->size);
  cairo_stroke (cairo);
}

/* Nothing is drawn outside of the area but halves of what is on its edge. */
static void
clip (const RimPlotLayout *layout,
      const RimPlotSeries *series,
      cairo_t             *cairo)
{
  const gboolean is_wide = series->mark == RIM_PLOT_POINTS || series->mark == RIM_PLOT_TICKS ||
                           series->mark == RIM_PLOT_INTERVALS;
  const double more = (is_wide ? 0.5 : STROKE / 2.0) * layout->style->size;
  const double x = layout->area.x - more;

  cairo_rectangle (cairo, x, layout->area.y - more,
                   series->mark == RIM_PLOT_INTERVALS ? layout->page.width - x : layout->area.width + 2.0 * more,
                   layout->area.height + 2.0 * more);
  cairo_clip (cairo);
}

void
rim_plot_marks_draw (const RimPlotLayout *layout,
                     const RimPlotSeries *series,
                     cairo_t             *cairo)
{
  cairo_save (cairo);
  clip (layout, series, cairo);
  switch (series->mark)
    {
    case RIM_PLOT_LINE:
    case RIM_PLOT_STEPS:
      draw_line (layout, series, cairo);
      break;
    case RIM_PLOT_BAND:
      draw_band (layout, series, cairo);
      break;
    case RIM_PLOT_BARS:
    case RIM_PLOT_HISTOGRAM:
      draw_bars (layout, series, cairo);
      break;
    case RIM_PLOT_INTERVALS:
      draw_intervals (layout, series, cairo);
      break;
    case RIM_PLOT_TICKS:
      draw_ticks (layout, series, cairo);
      break;
    case RIM_PLOT_CELLS:
      draw_cells (layout, series, cairo);
      break;
    case RIM_PLOT_POINTS:
    default:
      draw_points (layout, series, cairo);
      break;
    }
  cairo_restore (cairo);
}

/* What a series looks like, and its title behind it, around a height. */
void
rim_plot_marks_draw_key (const RimPlotLayout *layout,
                         const RimPlotSeries *series,
                         cairo_t             *cairo,
                         double               x,
                         double               y,
                         double               width)
{
  const double size = layout->style->size;
  const gboolean is_area = series->mark == RIM_PLOT_BAND || series->mark == RIM_PLOT_BARS ||
                           series->mark == RIM_PLOT_HISTOGRAM;

  if (series->mark == RIM_PLOT_LINE || series->mark == RIM_PLOT_STEPS || series->mark == RIM_PLOT_INTERVALS)
    {
      set_line (layout, cairo, series->color);
      if (series->mark == RIM_PLOT_INTERVALS)
        cairo_set_dash (cairo, NULL, 0, 0.0);
      cairo_move_to (cairo, x, y);
      cairo_line_to (cairo, x + width, y);
      cairo_stroke (cairo);
      cairo_set_dash (cairo, NULL, 0, 0.0);
    }
  if (series->mark == RIM_PLOT_POINTS || series->mark == RIM_PLOT_INTERVALS)
    draw_marker (layout, cairo, series->color, x + width / 2.0, y);
  if (is_area)
    {
      rim_plot_color_set (layout->style, cairo, series->color, series->mark == RIM_PLOT_BAND ? 0.25 : 0.4);
      cairo_rectangle (cairo, x + 0.2 * width, y - 0.4 * size, 0.8 * width, 0.8 * size);
      cairo_fill (cairo);
    }

  rim_plot_color_set_ink (layout->style, cairo, 1.0);
  draw_text_at (layout, cairo, series->title, x + width + 0.5 * size, y, FALSE);
}
