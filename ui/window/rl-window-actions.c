/* rl-window-actions.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-window-private.h"

static void
undo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  rim_segmentation_undo (rl_session_get_segmentation (self->session));
}

static void
redo_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  rim_segmentation_redo (rl_session_get_segmentation (self->session));
}

/* The one place that says which commands can be given now. */
void
rl_window_update_actions (RlWindow *self)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);
  gboolean is_stroking = rl_session_get_pending (self->session) != NULL;
  gboolean can_undo = segmentation != NULL && rim_segmentation_can_undo (segmentation);
  gboolean can_redo = segmentation != NULL && rim_segmentation_can_redo (segmentation);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", can_undo && !is_stroking);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", can_redo && !is_stroking);
}

void
rl_window_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_action);
  gtk_widget_class_install_property_action (widget_class, "win.show-browser", "show-browser");
  gtk_widget_class_install_property_action (widget_class, "win.show-lesions", "show-lesions");
}
