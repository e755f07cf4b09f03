/* rl-plot-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "plots/rl-plot-place.h"
#include "plots/rl-plot.h"
#include "report/rim-plot-draw.h"

G_BEGIN_DECLS

struct _RlPlot
{
  GtkWidget             parent_instance;

  RimPlot              *plot;
  char                 *font;
  RimPlotStyle          style;
  GdkTexture           *texture;         /* of the plot, at the size and in the style of now */
  double                area[4];         /* where the data is in it */

  gboolean              has_place;
  RlPlotPlace           place;           /* that is read */
  char                 *reading;

  RlJobs               *jobs;
  GtkFileChooserNative *chooser;
  GtkWidget            *menu;
};

void rl_plot_install_actions (GtkWidgetClass *widget_class);
void rl_plot_add_menu        (RlPlot         *self);

G_END_DECLS
