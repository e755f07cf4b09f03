/* rim-plot-layout-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <pango/pangocairo.h>

#include "report/rim-plot-draw.h"

G_BEGIN_DECLS

/**
 * RimPlotBox:
 * @x: its left edge
 * @y: its upper edge
 * @width: to the right
 * @height: downwards
 */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
} RimPlotBox;

/**
 * RimPlotLayout:
 * @plot: what is shown
 * @style: how
 * @context: of texts
 * @page: all of it
 * @area: where the data lies
 * @x_ticks: (element-type double): marks along the horizontal axis
 * @y_ticks: (element-type double): marks along the vertical axis
 * @tick_width: of the widest label of the vertical axis
 * @x_title_y: the upper edge of the horizontal axis' title
 * @table_y: the upper edge of the table
 * @note_y: the upper edge of the note
 * @legend: where the legend is; 0 wide for none
 * @is_legend_above: whether it is above the area, in lines
 *
 * Where everything stands.
 */
typedef struct
{
  const RimPlot      *plot;
  const RimPlotStyle *style;
  PangoContext       *context;
  RimPlotBox          page;
  RimPlotBox          area;
  GArray             *x_ticks;
  GArray             *y_ticks;
  double              tick_width;
  double              x_title_y;
  double              table_y;
  double              note_y;
  RimPlotBox          legend;
  gboolean            is_legend_above;
} RimPlotLayout;

/* Sizes of texts, to that of the style. */
#define RIM_PLOT_TITLE_SCALE 1.15
#define RIM_PLOT_TEXT_SCALE 1.0
#define RIM_PLOT_NOTE_SCALE 0.88

void         rim_plot_layout_init     (RimPlotLayout       *self,
                                       const RimPlot       *plot,
                                       const RimPlotStyle  *style,
                                       double               width,
                                       double               height);
void         rim_plot_layout_clear    (RimPlotLayout       *self);
PangoLayout *rim_plot_layout_new_text (const RimPlotLayout *self,
                                       const char          *text,
                                       double               scale,
                                       gboolean             is_bold,
                                       double               width) G_GNUC_WARN_UNUSED_RESULT;
void         rim_plot_layout_measure  (const RimPlotLayout *self,
                                       const char          *text,
                                       double               scale,
                                       double              *width,
                                       double              *height);
double       rim_plot_layout_get_x    (const RimPlotLayout *self,
                                       double               value);
double       rim_plot_layout_get_y    (const RimPlotLayout *self,
                                       double               value);

/* Legends */
double       rim_plot_legend_measure  (const RimPlotLayout *layout,
                                       double               width);
void         rim_plot_legend_place    (RimPlotLayout       *layout);
void         rim_plot_legend_draw     (const RimPlotLayout *layout,
                                       cairo_t             *cairo);

/* Marks */
void         rim_plot_marks_draw      (const RimPlotLayout *layout,
                                       const RimPlotSeries *series,
                                       cairo_t             *cairo);
void         rim_plot_marks_draw_key  (const RimPlotLayout *layout,
                                       const RimPlotSeries *series,
                                       cairo_t             *cairo,
                                       double               x,
                                       double               y,
                                       double               width);
RimPlotBox   rim_plot_marks_get_bar   (const RimPlotLayout *layout,
                                       const RimPlotSeries *series,
                                       gsize                point);

/* Colours */
void         rim_plot_color_set       (const RimPlotStyle  *style,
                                       cairo_t             *cairo,
                                       int                  color,
                                       double               alpha);
void         rim_plot_color_set_ink   (const RimPlotStyle  *style,
                                       cairo_t             *cairo,
                                       double               part);
gboolean     rim_plot_color_set_cell  (const RimPlotStyle  *style,
                                       cairo_t             *cairo,
                                       double               value);
void         rim_plot_color_set_dash  (const RimPlotStyle  *style,
                                       cairo_t             *cairo,
                                       int                  color);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimPlotLayout, rim_plot_layout_clear)

G_END_DECLS
