/* rl-plot-place.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "plots/rl-plot-place.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "plot/rim-plot-axis.h"

/* So far from the pointer, in pixels, a series has a value there. */
#define REACH 8.0

/* What counts beside a pixel to the side: lines are read along the horizontal axis. */
#define ALONG 0.35

static const RimPlotSeries *
get_series (const RimPlot *plot,
            guint          series)
{
  return g_ptr_array_index (plot->series, series);
}

/* Lines of reference, bands and ticks are not read by themselves. */
static gboolean
is_read (const RimPlotSeries *series)
{
  return series->n > 0 && series->color >= 0 && series->mark != RIM_PLOT_BAND && series->mark != RIM_PLOT_TICKS;
}

static double
get_x (const RimPlot *plot,
       const double   area[4],
       double         value)
{
  return area[0] + area[2] * rim_plot_axis_get_part (&plot->x, value);
}

static double
get_y (const RimPlot *plot,
       const double   area[4],
       double         value)
{
  return area[1] + area[3] * (1.0 - rim_plot_axis_get_part (&plot->y, value));
}

static gboolean
is_line (const RimPlotSeries *series)
{
  return series->mark == RIM_PLOT_LINE || series->mark == RIM_PLOT_STEPS || series->mark == RIM_PLOT_BARS ||
         series->mark == RIM_PLOT_HISTOGRAM;
}

/**
 * rl_plot_place_init:
 * @self: (out): the point that is nearest
 * @plot: what is shown
 * @area: where its data is: left, top, width, height
 * @x: of the pointer
 * @y: of the pointer
 *
 * Returns: whether there is a point
 */
gboolean
rl_plot_place_init (RlPlotPlace   *self,
                    const RimPlot *plot,
                    const double   area[4],
                    double         x,
                    double         y)
{
  double nearest = INFINITY;

  for (guint s = 0; s < plot->series->len; s++)
    {
      const RimPlotSeries *series = get_series (plot, s);
      const double along = is_line (series) ? ALONG : 1.0;

      for (gsize point = 0; is_read (series) && point < series->n; point++)
        {
          const double distance = hypot (get_x (plot, area, series->x[point]) - x,
                                         along * (get_y (plot, area, series->y[point]) - y));

          if (distance < nearest)
            {
              nearest = distance;
              *self = (RlPlotPlace) { s, point };
            }
        }
    }

  return isfinite (nearest);
}

static gsize
find_nearest (const RimPlotSeries *series,
              double               x)
{
  gsize nearest = 0;

  for (gsize point = 1; point < series->n; point++)
    if (fabs (series->x[point] - x) < fabs (series->x[nearest] - x))
      nearest = point;

  return nearest;
}

/**
 * rl_plot_place_step:
 * @self: (inout): a point
 * @plot: what is shown
 * @points: how many points to go on along the series
 * @series: how many series to go on, to the point at the same x
 *
 * Returns: whether it is another point now
 */
gboolean
rl_plot_place_step (RlPlotPlace   *self,
                    const RimPlot *plot,
                    int            points,
                    int            series)
{
  const RlPlotPlace before = *self;
  const RimPlotSeries *here = get_series (plot, self->series);
  const double x = here->x[self->point];

  for (gint64 s = (gint64) self->series + series; series != 0 && s >= 0 && s < plot->series->len; s += series)
    if (is_read (get_series (plot, (guint) s)))
      {
        self->series = (guint) s;
        self->point = find_nearest (get_series (plot, (guint) s), x);
        break;
      }

  if (points != 0)
    self->point = (gsize) CLAMP ((gint64) self->point + points, 0, (gint64) here->n - 1);

  return before.series != self->series || before.point != self->point;
}

/**
 * rl_plot_place_locate:
 * @self: a point
 * @plot: what is shown
 * @area: where its data is: left, top, width, height
 * @x: (out): where the point is
 * @y: (out): where the point is
 */
void
rl_plot_place_locate (const RlPlotPlace *self,
                      const RimPlot     *plot,
                      const double       area[4],
                      double            *x,
                      double            *y)
{
  const RimPlotSeries *series = get_series (plot, self->series);

  *x = get_x (plot, area, series->x[self->point]);
  *y = get_y (plot, area, series->y[self->point]);
}

static char *
format (const RimPlotAxis *axis,
        double             value)
{
  return rim_plot_axis_format (axis, NULL, value);
}

/* "0.62", or with an interval "0.62 (0.39 to 0.82)" */
static char *
format_value (const RimPlotAxis *axis,
              double             value,
              double             low,
              double             high)
{
  g_autofree char *text = format (axis, value);
  g_autofree char *from = NULL, *to = NULL;

  if (!isfinite (low) || !isfinite (high))
    return g_steal_pointer (&text);

  from = format (axis, MIN (low, high));
  to = format (axis, MAX (low, high));

  return g_strdup_printf (_("%s (%s to %s)"), text, from, to);
}

/* The ends of a series' interval at a point: its own, or those of the band of its colour. */
static void
find_interval (const RimPlot       *plot,
               const RimPlotSeries *series,
               gsize                point,
               double              *low,
               double              *high)
{
  *low = *high = NAN;
  if (series->mark == RIM_PLOT_INTERVALS && series->y2 != NULL && series->y3 != NULL)
    {
      *low = series->y2[point];
      *high = series->y3[point];
    }
  for (guint s = 0; series->mark == RIM_PLOT_LINE && s < plot->series->len; s++)
    {
      const RimPlotSeries *band = get_series (plot, s);
      const gsize at = band->mark == RIM_PLOT_BAND && band->color == series->color && band->n > 0
                       ? find_nearest (band, series->x[point]) : 0;

      if (band->mark != RIM_PLOT_BAND || band->color != series->color || band->n == 0)
        continue;
      *low = band->y2[at];
      *high = band->y[at];
    }
}

static void
append_row (GString             *text,
            const RimPlot       *plot,
            const RimPlotSeries *series,
            gsize                point)
{
  const char *title = series->title != NULL ? series->title : plot->y.title;
  g_autofree char *value = NULL;
  double low, high;

  find_interval (plot, series, point, &low, &high);
  value = format_value (&plot->y, series->y[point], low, high);
  g_string_append_printf (text, "\n%s: %s", title, value);
}

/* The point of another series at the same place along the axis; n where it has none. */
static gsize
find_beside (const RimPlot       *plot,
             const double         area[4],
             const RimPlotSeries *series,
             double               x)
{
  gsize nearest = find_nearest (series, x);

  if (series->mark == RIM_PLOT_STEPS)
    {
      while (nearest > 0 && series->x[nearest] > x)
        nearest--;
      return series->x[nearest] <= x && x <= series->x[series->n - 1] ? nearest : series->n;
    }

  return fabs (get_x (plot, area, series->x[nearest]) - get_x (plot, area, x)) <= REACH ? nearest : series->n;
}

/* A row of a forest plot, a lying bar or a cell. */
static char *
describe_label (const RimPlot       *plot,
                const RimPlotSeries *series,
                gsize                point)
{
  g_autofree char *row = format (&plot->y, series->y[point]);
  g_autofree char *value = NULL;
  const char *label = series->labels != NULL ? series->labels[point] : NULL;

  if (label != NULL)
    value = g_strdelimit (g_strdup (label), "\n", ' ');
  else
    value = format_value (&plot->x, series->x[point], series->x2 != NULL ? series->x2[point] : NAN,
                          series->x3 != NULL ? series->x3[point] : NAN);
  if (series->mark == RIM_PLOT_CELLS)
    {
      g_autofree char *column = format (&plot->x, series->x[point]);

      return g_strdup_printf ("%s, %s\n%s", row, column, value);
    }

  return g_strdup_printf ("%s\n%s", row, value);
}

/**
 * rl_plot_place_describe:
 * @self: a point
 * @plot: what is shown
 * @area: where its data is: left, top, width, height
 *
 * Returns: (transfer full): what is there, in lines: where along the horizontal axis, the
 *   value of the series, and the values of others there
 */
char *
rl_plot_place_describe (const RlPlotPlace *self,
                        const RimPlot     *plot,
                        const double       area[4])
{
  const RimPlotSeries *series = get_series (plot, self->series);
  const double at = series->x[self->point];
  g_autoptr(GString) text = NULL;
  g_autofree char *x = NULL;

  if (plot->y.labels != NULL)
    return describe_label (plot, series, self->point);

  x = format (&plot->x, at);
  text = g_string_new (NULL);
  g_string_printf (text, "%s: %s", plot->x.title, x);
  append_row (text, plot, series, self->point);
  for (guint s = 0; s < plot->series->len; s++)
    {
      const RimPlotSeries *other = get_series (plot, s);
      const gsize point = s != self->series && is_read (other) ? find_beside (plot, area, other, at) : other->n;

      if (point < other->n)
        append_row (text, plot, other, point);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
