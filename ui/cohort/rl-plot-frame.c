/* rl-plot-frame.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-plot-frame.h"

struct _RlPlotFrame
{
  GtkWidget  parent_instance;

  GtkWidget *box;
  GtkLabel  *title;
  GtkLabel  *note;
};

G_DEFINE_FINAL_TYPE (RlPlotFrame, rl_plot_frame, GTK_TYPE_WIDGET)

static void
rl_plot_frame_dispose (GObject *object)
{
  g_clear_pointer (&RL_PLOT_FRAME (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (rl_plot_frame_parent_class)->dispose (object);
}

static void
rl_plot_frame_class_init (RlPlotFrameClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_plot_frame_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "plotframe");
}

static void
rl_plot_frame_init (RlPlotFrame *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_xalign (self->note, 0);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->note));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
rl_plot_frame_new (void)
{
  return g_object_new (RL_TYPE_PLOT_FRAME, NULL);
}

/**
 * rl_plot_frame_set_plot:
 * @self: a frame
 * @plot: (nullable): what it shows
 */
void
rl_plot_frame_set_plot (RlPlotFrame   *self,
                        const RimPlot *plot)
{
  g_return_if_fail (RL_IS_PLOT_FRAME (self));

  gtk_widget_set_visible (self->box, plot != NULL);
  gtk_label_set_text (self->title, plot != NULL ? plot->title : "");
  gtk_label_set_text (self->note, plot != NULL && plot->note != NULL ? plot->note : "");
}
