/* rl-window-tools.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-window-private.h"

#include <glib/gi18n-lib.h>

#define TOOL_ACTION "session.tool"

static gboolean
is_offered (RlWindow *self,
            GVariant *target)
{
  g_autoptr(GEnumClass) tools = g_type_class_ref (RL_TYPE_TOOL);
  GEnumValue *tool = target != NULL && g_variant_is_of_type (target, G_VARIANT_TYPE_STRING)
                     ? g_enum_get_value_by_nick (tools, g_variant_get_string (target, NULL)) : NULL;

  return tool == NULL || (rl_session_get_offered_tools (self->session) >> tool->value & 1) != 0;
}

/* What the widget said before is kept, so that it can be said again. */
static void
update_tooltip (GtkWidget *button,
                gboolean   offered)
{
  const char *usual = g_object_get_data (G_OBJECT (button), "usual-tooltip");
  g_autofree char *text = NULL;

  if (usual == NULL)
    {
      g_object_set_data_full (G_OBJECT (button), "usual-tooltip", g_strdup (gtk_widget_get_tooltip_text (button)),
                              g_free);
      usual = g_object_get_data (G_OBJECT (button), "usual-tooltip");
    }

  text = offered ? g_strdup (usual) : g_strdup_printf ("%s\n%s", usual, _("Not a tool of this protocol"));
  gtk_widget_set_tooltip_text (button, text);
}

/* Returns: (nullable) (transfer none): the tool that a button takes up */
static GVariant *
get_tool_of (GtkWidget *button)
{
  GtkActionable *actionable = GTK_ACTIONABLE (button);

  if (g_strcmp0 (gtk_actionable_get_action_name (actionable), TOOL_ACTION) == 0)
    return gtk_actionable_get_action_target_value (actionable);

  return g_object_get_data (G_OBJECT (button), "tool");
}

/* An action makes its button sensitive, so that a grey one has to have none. */
static void
update_button (RlWindow  *self,
               GtkWidget *button)
{
  GVariant *tool = get_tool_of (button);
  const gboolean offered = is_offered (self, tool);

  if (tool == NULL || offered == gtk_widget_get_sensitive (button))
    return;

  g_object_set_data_full (G_OBJECT (button), "tool", g_variant_ref (tool), (GDestroyNotify) g_variant_unref);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), offered ? TOOL_ACTION : NULL);
  if (offered)
    gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_object_get_data (G_OBJECT (button), "tool"));
  else
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), FALSE);
  gtk_widget_set_sensitive (button, offered);
  update_tooltip (button, offered);
}

static void
update_widget (RlWindow  *self,
               GtkWidget *widget)
{
  GtkPopover *menu = GTK_IS_MENU_BUTTON (widget) ? gtk_menu_button_get_popover (GTK_MENU_BUTTON (widget)) : NULL;

  if (menu != NULL && RL_IS_TOOL_MENU (menu))
    rl_tool_menu_set_offered (RL_TOOL_MENU (menu), rl_session_get_offered_tools (self->session));
  else if (GTK_IS_TOGGLE_BUTTON (widget))
    update_button (self, widget);
  else
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
         child = gtk_widget_get_next_sibling (child))
      update_widget (self, child);
}

/* Tools that the session does not offer are grey, and are in no menu. */
void
rl_window_update_tools (RlWindow *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->viewbar); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BOX (child))
      update_widget (self, child);
}

void
rl_window_say_tool_refused (RlWindow *self)
{
  rl_window_say (self, _("The protocol of this case does not offer that tool"));
}
