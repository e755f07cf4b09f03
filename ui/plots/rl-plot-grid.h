/* rl-plot-grid.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "plot/rim-plot.h"

G_BEGIN_DECLS

#define RL_TYPE_PLOT_GRID (rl_plot_grid_get_type ())

/**
 * RlPlotGrid:
 *
 * Plots beside and below each other, as many in a row as there is width for. Its signal
 * "message" (char *) is that of its plots.
 */
G_DECLARE_FINAL_TYPE (RlPlotGrid, rl_plot_grid, RL, PLOT_GRID, GtkWidget)

GtkWidget *rl_plot_grid_new (void);
void       rl_plot_grid_clear (RlPlotGrid    *self);
void       rl_plot_grid_add   (RlPlotGrid    *self,
                               const RimPlot *plot);

G_END_DECLS
