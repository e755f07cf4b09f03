/* rl-training-row.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-training-row.h"

#include <glib/gi18n-lib.h>

#include "core/rl-accessible.h"

struct _RlTrainingRow
{
  GtkWidget       parent_instance;

  RlTrainer      *trainer;
  RlTrainingItem *item;

  GtkWidget      *grid;
  GtkLabel       *title;
  GtkLabel       *status;
  GtkProgressBar *bar;
  GtkWidget      *stop;
  GtkWidget      *resume;
  GtkWidget      *remove;
};

G_DEFINE_FINAL_TYPE (RlTrainingRow, rl_training_row, GTK_TYPE_WIDGET)

static void
update (RlTrainingRow *self)
{
  const RlTrainingState state = rl_training_item_get_state (self->item);
  const gboolean is_busy = state == RL_TRAINING_RUNNING || state == RL_TRAINING_WAITING;
  g_autofree char *status = rl_training_item_dup_status (self->item);

  gtk_label_set_text (self->status, status);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), status);
  if (state == RL_TRAINING_FAILED)
    gtk_widget_add_css_class (GTK_WIDGET (self->status), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status), "warning");
  gtk_progress_bar_set_fraction (self->bar, CLAMP (rl_training_item_get_done (self->item), 0.0, 1.0));
  gtk_widget_set_visible (GTK_WIDGET (self->bar), is_busy);
  gtk_widget_set_visible (self->stop, is_busy);
  gtk_widget_set_visible (self->resume, state == RL_TRAINING_STOPPED);
  gtk_widget_set_visible (self->remove, !is_busy);
}

static void
stop_cb (RlTrainingRow *self)
{
  rl_trainer_stop (self->trainer, self->item);
}

static void
resume_cb (RlTrainingRow *self)
{
  rl_trainer_resume (self->trainer, self->item);
}

static void
remove_cb (RlTrainingRow *self)
{
  rl_trainer_remove (self->trainer, self->item);
}

static void
rl_training_row_dispose (GObject *object)
{
  RlTrainingRow *self = RL_TRAINING_ROW (object);

  g_clear_pointer (&self->grid, gtk_widget_unparent);
  g_clear_object (&self->trainer);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (rl_training_row_parent_class)->dispose (object);
}

static void
rl_training_row_class_init (RlTrainingRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_training_row_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "trainingrow");
}

static GtkWidget *
add_button (RlTrainingRow *self,
            GtkWidget     *box,
            const char    *icon,
            const char    *name,
            GCallback      clicked)
{
  GtkWidget *button = gtk_button_new ();

  rl_accessible_set_icon_button (GTK_BUTTON (button), icon, name, name);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);

  return button;
}

static GtkLabel *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return GTK_LABEL (label);
}

static void
rl_training_row_init (RlTrainingRow *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->grid = gtk_grid_new ();
  self->title = new_label (NULL);
  self->status = new_label ("dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->status), "caption");
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  self->stop = add_button (self, buttons, "media-playback-stop-symbolic", _("Stop"), G_CALLBACK (stop_cb));
  self->resume = add_button (self, buttons, "media-playback-start-symbolic", _("Go On"), G_CALLBACK (resume_cb));
  self->remove = add_button (self, buttons, "user-trash-symbolic", _("Take Away"), G_CALLBACK (remove_cb));
  gtk_widget_add_css_class (buttons, "row-tools");
  gtk_widget_set_valign (buttons, GTK_ALIGN_CENTER);
  gtk_grid_attach (GTK_GRID (self->grid), GTK_WIDGET (self->title), 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), GTK_WIDGET (self->status), 0, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), GTK_WIDGET (self->bar), 0, 2, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), buttons, 1, 0, 1, 3);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
}

/**
 * rl_training_row_new:
 * @trainer: that learns it
 * @item: what is learned
 */
GtkWidget *
rl_training_row_new (RlTrainer      *trainer,
                     RlTrainingItem *item)
{
  RlTrainingRow *self = g_object_new (RL_TYPE_TRAINING_ROW, NULL);
  const char *title = rl_training_item_get_title (item);

  self->trainer = g_object_ref (trainer);
  self->item = g_object_ref (item);
  gtk_label_set_text (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (item, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

RlTrainingItem *
rl_training_row_get_item (RlTrainingRow *self)
{
  g_return_val_if_fail (RL_IS_TRAINING_ROW (self), NULL);

  return self->item;
}
