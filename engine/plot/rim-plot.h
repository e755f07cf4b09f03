/* rim-plot.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Below whatever shows how good a signature is. */
#define RIM_PLOT_RESEARCH "Research use only"
#define RIM_PLOT_SYNTHETIC "SYNTHETIC · Research use only"

/**
 * RimPlotMark:
 * @RIM_PLOT_LINE: points joined by straight lines
 * @RIM_PLOT_STEPS: points joined by steps, as a curve of survival
 * @RIM_PLOT_POINTS: points
 * @RIM_PLOT_BAND: the area between @y and @y2
 * @RIM_PLOT_BARS: bars from 0 to @y, from @x2 to @x3 if they are given; lying bars from 0
 *   to @x at the rows @y where @y2 and @y3 are given instead
 * @RIM_PLOT_INTERVALS: a point at (@x, @y) and a line from @x2 to @x3, as in a forest
 *   plot, or from @y2 to @y3
 * @RIM_PLOT_TICKS: short vertical strokes, as where somebody was censored
 * @RIM_PLOT_HISTOGRAM: bars from @x2 to @x3 that stand at the lower edge, as high as @y is
 *   beside the other bars, in a strip of their own
 * @RIM_PLOT_CELLS: squares of one unit around (@x, @y), coloured by @y2 between 0 and 1,
 *   or between -1 and 1 where one is below 0
 */
typedef enum
{
  RIM_PLOT_LINE,
  RIM_PLOT_STEPS,
  RIM_PLOT_POINTS,
  RIM_PLOT_BAND,
  RIM_PLOT_BARS,
  RIM_PLOT_INTERVALS,
  RIM_PLOT_TICKS,
  RIM_PLOT_HISTOGRAM,
  RIM_PLOT_CELLS,
} RimPlotMark;

/**
 * RimPlotSeries:
 * @title: (nullable): in the legend
 * @mark: how it is drawn
 * @color: which colour of the palette; -1 for a muted one
 * @n: how many points
 * @x: (array length=n)
 * @y: (array length=n)
 * @x2: (nullable) (array length=n)
 * @x3: (nullable) (array length=n)
 * @y2: (nullable) (array length=n)
 * @y3: (nullable) (array length=n)
 * @labels: (nullable) (array length=n): what stands at each point; in a forest plot at the
 *   right edge
 */
typedef struct
{
  char        *title;
  RimPlotMark  mark;
  int          color;
  gsize        n;
  double      *x;
  double      *y;
  double      *x2;
  double      *x3;
  double      *y2;
  double      *y3;
  char       **labels;
} RimPlotSeries;

/**
 * RimPlotAxis:
 * @title: with its unit
 * @low: the lower end
 * @high: the upper end
 * @is_logarithmic: whether equal ratios are equally far apart
 * @labels: (nullable): what stands at 0, 1, 2 …, instead of numbers
 */
typedef struct
{
  char      *title;
  double     low;
  double     high;
  gboolean   is_logarithmic;
  char     **labels;
} RimPlotAxis;

/**
 * RimPlot:
 * @id: "roc", "calibration", …: part of a file's name
 * @title: as people read it
 * @note: (nullable): what stands below ("AUC 0.81 (0.74 to 0.88)")
 * @footer: (nullable): what must not be overlooked ("Research use only")
 * @x: the horizontal axis
 * @y: the vertical axis
 * @series: (element-type RimPlotSeries): from back to front
 * @table: (nullable) (element-type GStrv): rows of text below, as numbers at risk; the
 *   first field of a row is its title
 * @table_x: (nullable) (element-type double): at which x the other fields of @table stand
 * @is_square: whether both axes are equally long
 *
 * What a plot shows, as data: the window, PDF, SVG and CSV come from the same.
 */
typedef struct
{
  char        *id;
  char        *title;
  char        *note;
  char        *footer;
  RimPlotAxis  x;
  RimPlotAxis  y;
  GPtrArray   *series;
  GPtrArray   *table;
  GArray      *table_x;
  gboolean     is_square;
} RimPlot;

RimPlot       *rim_plot_new                (const char     *id,
                                            const char     *title) G_GNUC_WARN_UNUSED_RESULT;
RimPlot       *rim_plot_copy               (const RimPlot  *self) G_GNUC_WARN_UNUSED_RESULT;
void           rim_plot_free               (RimPlot        *self);
void           rim_plot_set_axes           (RimPlot        *self,
                                            const char     *x,
                                            double          x_low,
                                            double          x_high,
                                            const char     *y,
                                            double          y_low,
                                            double          y_high);
void           rim_plot_take_note          (RimPlot        *self,
                                            char           *note);
void           rim_plot_take_footer        (RimPlot        *self,
                                            char           *footer);
void           rim_plot_take_table         (RimPlot        *self,
                                            GPtrArray      *rows,
                                            GArray         *x);
RimPlotSeries *rim_plot_add_series         (RimPlot        *self,
                                            const char     *title,
                                            RimPlotMark     mark,
                                            int             color,
                                            const double   *x,
                                            const double   *y,
                                            gsize           n);
void           rim_plot_series_set_widths  (RimPlotSeries  *self,
                                            const double   *low,
                                            const double   *high);
void           rim_plot_series_set_heights (RimPlotSeries  *self,
                                            const double   *low,
                                            const double   *high);
void           rim_plot_series_take_labels (RimPlotSeries  *self,
                                            char          **labels);
gboolean       rim_plot_is_empty           (const RimPlot  *self);
char          *rim_plot_to_csv             (const RimPlot  *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimPlot, rim_plot_free)

G_END_DECLS
