/* rl-plot-grid.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "plots/rl-plot-grid.h"

#include "plots/rl-plot.h"

#define SPACING 12
#define MOST_COLUMNS 4

struct _RlPlotGrid
{
  GtkWidget   parent_instance;

  GtkFlowBox *box;
};

enum
{
  MESSAGE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlPlotGrid, rl_plot_grid, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
message_cb (RlPlotGrid *self,
            const char *message)
{
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

static void
rl_plot_grid_dispose (GObject *object)
{
  RlPlotGrid *self = RL_PLOT_GRID (object);

  if (self->box != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->box));
  self->box = NULL;

  G_OBJECT_CLASS (rl_plot_grid_parent_class)->dispose (object);
}

static void
rl_plot_grid_class_init (RlPlotGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_plot_grid_dispose;

  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "plotgrid");
}

static void
rl_plot_grid_init (RlPlotGrid *self)
{
  self->box = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (self->box, FALSE);
  gtk_flow_box_set_column_spacing (self->box, SPACING);
  gtk_flow_box_set_row_spacing (self->box, SPACING);
  gtk_flow_box_set_max_children_per_line (self->box, MOST_COLUMNS);
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
}

GtkWidget *
rl_plot_grid_new (void)
{
  return g_object_new (RL_TYPE_PLOT_GRID, NULL);
}

void
rl_plot_grid_clear (RlPlotGrid *self)
{
  GtkWidget *child;

  g_return_if_fail (RL_IS_PLOT_GRID (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_flow_box_remove (self->box, child);
}

/**
 * rl_plot_grid_add:
 * @self: a grid
 * @plot: what to show behind the others, copied
 */
void
rl_plot_grid_add (RlPlotGrid    *self,
                  const RimPlot *plot)
{
  GtkWidget *view = rl_plot_new ();

  g_return_if_fail (RL_IS_PLOT_GRID (self));

  rl_plot_set_plot (RL_PLOT (view), plot);
  gtk_widget_set_valign (view, GTK_ALIGN_START);
  g_signal_connect_object (view, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  gtk_flow_box_append (self->box, view);
  /* The plot has the focus, and not the frame around it. */
  gtk_widget_set_focusable (gtk_widget_get_parent (view), FALSE);
}
