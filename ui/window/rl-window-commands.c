/* rl-window-commands.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "commands/rl-palette.h"
#include "commands/rl-shortcut-sheet.h"
#include "window/rl-window-private.h"

static void
show_palette_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *param)
{
  gtk_menu_button_popup (RL_WINDOW (widget)->palette);
}

static void
show_shortcuts_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  if (self->shortcuts == NULL)
    {
      self->shortcuts = rl_shortcut_sheet_new (GTK_WINDOW (self), self->keymap);
      g_object_add_weak_pointer (G_OBJECT (self->shortcuts), (gpointer *) &self->shortcuts);
    }
  gtk_window_present (self->shortcuts);
}

void
rl_window_class_install_command_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-palette", NULL, show_palette_action);
  gtk_widget_class_install_action (widget_class, "win.show-shortcuts", NULL, show_shortcuts_action);
}

/**
 * rl_window_set_keymap:
 * @self: a window
 * @keymap: its keys; set once
 */
void
rl_window_set_keymap (RlWindow *self,
                      RlKeymap *keymap)
{
  g_return_if_fail (RL_IS_WINDOW (self));
  g_return_if_fail (RL_IS_KEYMAP (keymap));
  g_return_if_fail (self->keymap == NULL);

  self->keymap = g_object_ref (keymap);
  rl_keymap_install (keymap, GTK_WIDGET (self));
  rl_window_set_keys_of_tools (self);
  gtk_menu_button_set_popover (self->palette, rl_palette_new (keymap));
}

void
rl_window_clear_keymap (RlWindow *self)
{
  if (self->shortcuts != NULL)
    gtk_window_destroy (self->shortcuts);
  g_clear_object (&self->keymap);
}
