/* rl-window-tools.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-window-private.h"

/* What the buttons beside the menus are before one of those is chosen. */
#define FIRST_CONTOUR "polygon"
#define FIRST_MEASURE "length"

static RlToolMenu *
get_menu (GtkMenuButton *button)
{
  return RL_TOOL_MENU (gtk_menu_button_get_popover (button));
}

static const char *
get_tool_name (RlWindow *self)
{
  g_autoptr(GEnumClass) tools = g_type_class_ref (RL_TYPE_TOOL);

  return g_enum_get_value (tools, rl_session_get_tool (self->session))->value_nick;
}

/* What is in hand is offered, whatever the button was for before. */
static void
show (RlToolMenu *menu,
      const char *tool,
      GtkWidget  *button)
{
  if (!rl_tool_menu_show_tool (menu, tool, button))
    return;

  g_object_set_data (G_OBJECT (button), "usual-tooltip", NULL);
  gtk_widget_set_sensitive (button, TRUE);
}

/* The tool of a menu that is in hand, or was last, has a button. */
void
rl_window_show_tool (RlWindow *self)
{
  const char *tool = get_tool_name (self);

  show (get_menu (self->contour_tools), tool, self->contour_tool);
  show (get_menu (self->measure_tools), tool, self->measure_tool);
}

/* Called once, before there is a tab. */
void
rl_window_add_tool_menus (RlWindow *self)
{
  gtk_menu_button_set_popover (self->contour_tools, rl_tool_menu_new (self->contour_menu));
  gtk_menu_button_set_popover (self->measure_tools, rl_tool_menu_new (self->measure_menu));
  rl_tool_menu_show_tool (get_menu (self->contour_tools), FIRST_CONTOUR, self->contour_tool);
  rl_tool_menu_show_tool (get_menu (self->measure_tools), FIRST_MEASURE, self->measure_tool);
}

static void
keys_cb (RlWindow *self)
{
  const struct
  {
    GtkMenuButton *menu;
    GtkWidget     *button;
  } pairs[] = { { self->contour_tools, self->contour_tool }, { self->measure_tools, self->measure_tool } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      GVariant *target = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (pairs[i].button));
      g_autofree char *tool = target != NULL ? g_variant_dup_string (target, NULL) : NULL;

      rl_tool_menu_show_tool (get_menu (pairs[i].menu), tool, pairs[i].button);
    }
}

void
rl_window_set_keys_of_tools (RlWindow *self)
{
  rl_tool_menu_set_keymap (get_menu (self->contour_tools), self->keymap);
  rl_tool_menu_set_keymap (get_menu (self->measure_tools), self->keymap);
  g_signal_connect_object (self->keymap, "changed", G_CALLBACK (keys_cb), self, G_CONNECT_SWAPPED);
  keys_cb (self);
}
