/* rim-plot-axis.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plot/rim-plot.h"

G_BEGIN_DECLS

double  rim_plot_axis_get_part   (const RimPlotAxis *self,
                                  double             value);
double  rim_plot_axis_get_value  (const RimPlotAxis *self,
                                  double             part);
GArray *rim_plot_axis_list_ticks (const RimPlotAxis *self,
                                  guint              n_most) G_GNUC_WARN_UNUSED_RESULT;
char   *rim_plot_axis_format     (const RimPlotAxis *self,
                                  const GArray      *ticks,
                                  double             value) G_GNUC_WARN_UNUSED_RESULT;
void    rim_plot_axis_widen      (RimPlotAxis       *self);

G_END_DECLS
