/* rl-progress-bar.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "review/rl-progress-bar.h"

struct _RlProgressBar
{
  GtkWidget       parent_instance;

  GtkRevealer    *revealer;
  GtkLabel       *title;
  GtkProgressBar *bar;
  GtkInscription *detail;
};

enum
{
  CANCEL,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlProgressBar, rl_progress_bar, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
cancel_clicked_cb (RlProgressBar *self,
                   GtkButton     *button)
{
  g_signal_emit (self, signals[CANCEL], 0);
}

static void
rl_progress_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RL_TYPE_PROGRESS_BAR);

  G_OBJECT_CLASS (rl_progress_bar_parent_class)->dispose (object);
}

static void
rl_progress_bar_class_init (RlProgressBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_progress_bar_dispose;

  signals[CANCEL] = g_signal_new ("cancel", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rimlight/Rimlight/ui/rl-progress-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RlProgressBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, RlProgressBar, title);
  gtk_widget_class_bind_template_child (widget_class, RlProgressBar, bar);
  gtk_widget_class_bind_template_child (widget_class, RlProgressBar, detail);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
}

static void
rl_progress_bar_init (RlProgressBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rl_progress_bar_new (void)
{
  return g_object_new (RL_TYPE_PROGRESS_BAR, NULL);
}

/**
 * rl_progress_bar_start:
 * @self: a progress bar
 * @title: what goes on
 */
void
rl_progress_bar_start (RlProgressBar *self,
                       const char    *title)
{
  g_return_if_fail (RL_IS_PROGRESS_BAR (self));

  gtk_label_set_text (self->title, title);
  rl_progress_bar_set (self, "", 0);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

/**
 * rl_progress_bar_set:
 * @self: a progress bar
 * @detail: such as a count and a rate
 * @fraction: how far, 0 to 1
 */
void
rl_progress_bar_set (RlProgressBar *self,
                     const char    *detail,
                     double         fraction)
{
  g_return_if_fail (RL_IS_PROGRESS_BAR (self));

  gtk_inscription_set_text (self->detail, detail);
  gtk_progress_bar_set_fraction (self->bar, CLAMP (fraction, 0, 1));
}

void
rl_progress_bar_stop (RlProgressBar *self)
{
  g_return_if_fail (RL_IS_PROGRESS_BAR (self));

  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

gboolean
rl_progress_bar_is_shown (RlProgressBar *self)
{
  g_return_val_if_fail (RL_IS_PROGRESS_BAR (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}
