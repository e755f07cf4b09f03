/* rim-plot-draw.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "plot/rim-plot.h"

G_BEGIN_DECLS

/**
 * RimPlotStyle:
 * @foreground: of text and axes, as 0xRRGGBB
 * @background: as 0xRRGGBB; paper is white
 * @accent: of the first colour of the palette
 * @font: family of the text
 * @size: of the text, in the units of the surface
 */
typedef struct
{
  guint32     foreground;
  guint32     background;
  guint32     accent;
  const char *font;
  double      size;
} RimPlotStyle;

/* Paper. */
#define RIM_PLOT_STYLE_PAPER \
  ((RimPlotStyle) { 0x1a1a1a, 0xffffff, 0x1a5fb4, "Cantarell", 9.0 })

/**
 * RimPlotFormat:
 * @RIM_PLOT_CSV: its numbers
 * @RIM_PLOT_SVG: for the web and for drawing programs
 * @RIM_PLOT_PDF: for print
 *
 * As what a plot is written.
 */
typedef enum
{
  RIM_PLOT_CSV,
  RIM_PLOT_SVG,
  RIM_PLOT_PDF,
} RimPlotFormat;

void     rim_plot_draw      (const RimPlot       *plot,
                             const RimPlotStyle  *style,
                             cairo_t             *cairo,
                             double               width,
                             double               height);
void     rim_plot_get_area  (const RimPlot       *plot,
                             const RimPlotStyle  *style,
                             double               width,
                             double               height,
                             double               area[4]);
void     rim_plot_get_size  (const RimPlot       *plot,
                             const RimPlotStyle  *style,
                             double              *width,
                             double              *height);
GBytes  *rim_plot_to_bytes  (const RimPlot       *plot,
                             RimPlotFormat        format) G_GNUC_WARN_UNUSED_RESULT;
gboolean rim_plot_save      (const RimPlot       *plot,
                             RimPlotFormat        format,
                             const char          *path,
                             GError             **error);

G_END_DECLS
