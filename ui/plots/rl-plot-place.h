/* rl-plot-place.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plot/rim-plot.h"

G_BEGIN_DECLS

/**
 * RlPlotPlace:
 * @series: of the plot
 * @point: of the series
 *
 * A point of a plot.
 */
typedef struct
{
  guint series;
  gsize point;
} RlPlotPlace;

gboolean rl_plot_place_init     (RlPlotPlace       *self,
                                 const RimPlot     *plot,
                                 const double       area[4],
                                 double             x,
                                 double             y);
gboolean rl_plot_place_step     (RlPlotPlace       *self,
                                 const RimPlot     *plot,
                                 int                points,
                                 int                series);
void     rl_plot_place_locate   (const RlPlotPlace *self,
                                 const RimPlot     *plot,
                                 const double       area[4],
                                 double            *x,
                                 double            *y);
char    *rl_plot_place_describe (const RlPlotPlace *self,
                                 const RimPlot     *plot,
                                 const double       area[4]) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
