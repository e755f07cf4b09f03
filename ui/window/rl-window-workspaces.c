/* rl-window-workspaces.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-window-private.h"

#include <glib/gi18n-lib.h>

#include "window/rl-workspace-switcher.h"

/* Queue is Review with other rows in the place of the patients. */
static const char *
get_child_name (const char *workspace)
{
  return g_str_equal (workspace, "queue") ? "review" : workspace;
}

/* What is about images is there with images only. */
static void
show_parts (RlWindow *self)
{
  gboolean has_images = rl_window_shows_images (self);
  gboolean has_browser = rl_window_shows_browser (self);

  gtk_widget_set_visible (self->browser_toggle, has_browser);
  gtk_widget_set_visible (GTK_WIDGET (self->browser), has_browser && self->show_browser);
  gtk_widget_set_visible (self->undo_button, has_images);
  gtk_widget_set_visible (self->redo_button, has_images);
  gtk_widget_set_visible (self->lesions_toggle, has_images);
  gtk_widget_set_visible (GTK_WIDGET (self->display), has_images);
  gtk_widget_set_visible (GTK_WIDGET (self->layouts), has_images);
  gtk_widget_set_visible (GTK_WIDGET (self->status_line), has_images);
  gtk_widget_set_halign (GTK_WIDGET (self->toasts), has_images ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-browser", has_browser);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-lesions", has_images);
}

static void
focus_workspace (RlWindow *self)
{
  GtkWidget *child = gtk_stack_get_visible_child (self->workspaces);

  if (rl_window_shows_images (self))
    rl_window_focus_images (self);
  else
    gtk_widget_child_focus (child, GTK_DIR_TAB_FORWARD);
}

static void
follow_workspace (RlWindow *self)
{
  rl_window_let_go_of_keys (self);
  rl_window_set_images_only (self, FALSE);
  gtk_stack_set_visible_child_name (self->workspaces, get_child_name (self->workspace));
  rl_workspace_switcher_set_current (self->switcher, self->workspace);
  rl_keymap_set_images (GTK_WIDGET (self), rl_window_shows_images (self));
  show_parts (self);
  rl_window_insert_state_actions (self);
  rl_window_update_measuring (self);
  rl_window_update_lesion_actions (self);
  rl_window_update_heading (self);
  rl_window_update_page (self);
  rl_window_queue_fit (self);
}

/**
 * rl_window_shows_images:
 * @self: a window
 *
 * Returns: whether the workspace has images, so that what is done to them is seen
 */
gboolean
rl_window_shows_images (RlWindow *self)
{
  g_return_val_if_fail (RL_IS_WINDOW (self), FALSE);

  return g_str_equal (get_child_name (self->workspace), "review");
}

/* Whether the workspace has the patients beside it. */
gboolean
rl_window_shows_browser (RlWindow *self)
{
  return !g_str_equal (self->workspace, "cohort");
}

/* Returns: the workspace that is shown */
const char *
rl_window_get_workspace (RlWindow *self)
{
  g_return_val_if_fail (RL_IS_WINDOW (self), NULL);

  return self->workspace;
}

/**
 * rl_window_set_workspace:
 * @self: a window
 * @workspace: one of those that are offered; others are let be
 *
 * Shows a workspace.
 */
void
rl_window_set_workspace (RlWindow   *self,
                         const char *workspace)
{
  gboolean has_focus;

  g_return_if_fail (RL_IS_WINDOW (self));

  if (g_strcmp0 (self->workspace, workspace) == 0 ||
      !rl_workspace_switcher_offers (self->switcher, workspace))
    return;

  has_focus = gtk_widget_get_mapped (GTK_WIDGET (self));
  self->workspace = g_intern_string (workspace);
  follow_workspace (self);
  if (has_focus)
    focus_workspace (self);
  g_object_notify (G_OBJECT (self), "workspace");
}

/**
 * rl_window_offer_workspace:
 * @self: a window
 * @workspace: "patient", "queue" or "cohort"; what the first and the last show is put in
 *   its place with rl_window_set_place()
 *
 * Has a workspace be in the header.
 */
void
rl_window_offer_workspace (RlWindow   *self,
                           const char *workspace)
{
  g_return_if_fail (RL_IS_WINDOW (self));

  rl_workspace_switcher_offer (self->switcher, workspace);
}

/**
 * rl_window_set_workspace_heading:
 * @self: a window
 * @workspace: "patient" or "cohort"
 * @title: (nullable): what stands in the header while it is shown
 * @subtitle: (nullable): below
 */
void
rl_window_set_workspace_heading (RlWindow   *self,
                                 const char *workspace,
                                 const char *title,
                                 const char *subtitle)
{
  GtkWidget *child;

  g_return_if_fail (RL_IS_WINDOW (self));

  child = gtk_stack_get_child_by_name (self->workspaces, workspace);
  g_object_set_data_full (G_OBJECT (child), "rl-title", g_strdup (title), g_free);
  g_object_set_data_full (G_OBJECT (child), "rl-subtitle", g_strdup (subtitle), g_free);
  rl_window_update_heading (self);
}

static void
get_heading (RlWindow    *self,
             const char **title,
             const char **subtitle)
{
  GObject *child = G_OBJECT (gtk_stack_get_visible_child (self->workspaces));

  *title = g_object_get_data (child, "rl-title");
  *subtitle = g_object_get_data (child, "rl-subtitle");
  if (*title == NULL && rl_window_shows_browser (self))
    {
      *title = rl_reading_get_title (self->reading);
      *subtitle = rl_reading_get_subtitle (self->reading);
    }
  if (*title == NULL)
    *title = _("Rimlight");
  if (*subtitle == NULL)
    *subtitle = "";
}

/* What the window is called, by what is shown in it. */
void
rl_window_update_heading (RlWindow *self)
{
  const char *title, *subtitle;

  get_heading (self, &title, &subtitle);
  adw_window_title_set_title (self->heading, title);
  adw_window_title_set_subtitle (self->heading, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), title);
}
