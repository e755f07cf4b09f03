/* rl-plot-frame.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "plot/rim-plot.h"

G_BEGIN_DECLS

#define RL_TYPE_PLOT_FRAME (rl_plot_frame_get_type ())

/**
 * RlPlotFrame:
 *
 * A plot with its title, or nothing.
 */
G_DECLARE_FINAL_TYPE (RlPlotFrame, rl_plot_frame, RL, PLOT_FRAME, GtkWidget)

GtkWidget *rl_plot_frame_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       rl_plot_frame_set_plot (RlPlotFrame   *self,
                                   const RimPlot *plot);

G_END_DECLS
