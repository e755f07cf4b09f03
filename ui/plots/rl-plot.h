/* rl-plot.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "plot/rim-plot.h"

G_BEGIN_DECLS

#define RL_TYPE_PLOT (rl_plot_get_type ())

/**
 * RlPlot:
 *
 * A plot of the engine: values are read with the pointer or the arrows, and it is saved
 * as SVG, PDF or CSV from its menu. Its signal "message" (char *) says how that went.
 */
G_DECLARE_FINAL_TYPE (RlPlot, rl_plot, RL, PLOT, GtkWidget)

GtkWidget     *rl_plot_new (void);
void           rl_plot_set_plot    (RlPlot        *self,
                                    const RimPlot *plot);
const RimPlot *rl_plot_get_plot    (RlPlot        *self);
const char    *rl_plot_get_reading (RlPlot        *self);

G_END_DECLS
