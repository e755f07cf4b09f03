/* rl-window-menu.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "commands/rl-commands.h"
#include "window/rl-window-private.h"

#include <glib/gi18n-lib.h>

/* What is at hand on every pane, in the words of the palette. */
static const char *const tools[] = {
  "session.tool('window')", "session.tool('crosshair')", "session.tool('brush')",
  "session.tool('eraser')", "session.tool('length')",
};

static const char *const views[] = {
  "view.maximize", "view.fit", "view.actual-size", "view.flip", "view.rotate", "view.cine",
};

static const char *const panes[] = {
  "view.pane-map", "view.detach",
};

static void
append_commands (GMenu             *menu,
                 const char *const *actions,
                 gsize              n_actions)
{
  g_autoptr(GMenu) section = g_menu_new ();

  for (gsize i = 0; i < n_actions; i++)
    g_menu_append (section, _(rl_commands_find (actions[i])->title), actions[i]);

  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static GMenuModel *
make_menu (RlWindow *self,
           RlPane   *pane)
{
  g_autoptr(GMenuModel) windows = rl_window_make_presets (self);
  gboolean is_detached = gtk_widget_get_root (GTK_WIDGET (pane)) != GTK_ROOT (self);
  GMenu *menu = g_menu_new ();

  g_menu_append_submenu (menu, _("Window"), windows);
  append_commands (menu, tools, G_N_ELEMENTS (tools));
  append_commands (menu, views, G_N_ELEMENTS (views));
  if (!is_detached)
    append_commands (menu, panes, G_N_ELEMENTS (panes));

  return G_MENU_MODEL (menu);
}

static gboolean
drop_cb (gpointer data)
{
  GtkWidget *popover = data;

  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);

  return G_SOURCE_REMOVE;
}

/* The command that closes it comes after that. */
static void
closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_cb, g_object_ref (popover), g_object_unref);
}

static void
pop_up (RlWindow *self,
        RlPane   *pane,
        double    x,
        double    y)
{
  g_autoptr(GMenuModel) menu = make_menu (self, pane);
  GtkWidget *popover = gtk_popover_menu_new_from_model (menu);

  gtk_widget_set_parent (popover, GTK_WIDGET (pane));
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  g_signal_connect_object (pane, "destroy", G_CALLBACK (drop_cb), popover, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* In the middle, for keys. */
static void
menu_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  RlPane *pane = rl_view_grid_get_active_pane (self->views);

  pop_up (self, pane, gtk_widget_get_width (GTK_WIDGET (pane)) / 2.0,
          gtk_widget_get_height (GTK_WIDGET (pane)) / 2.0);
}

static void
menu_at_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  double x, y;

  g_variant_get (param, "(dd)", &x, &y);
  pop_up (self, rl_view_grid_get_active_pane (self->views), x, y);
}

static void
lent_cb (RlWindow      *self,
         GVariant      *param,
         GSimpleAction *action)
{
  g_autofree char *name = g_strconcat ("view.", g_action_get_name (G_ACTION (action)), NULL);

  gtk_widget_activate_action_variant (GTK_WIDGET (self), name, param);
}

/**
 * rl_window_lend_actions:
 * @self: a window
 * @widget: one that is not in it, with a pane
 *
 * What the menu of a pane, its keys and gestures do, for a pane elsewhere.
 */
void
rl_window_lend_actions (RlWindow  *self,
                        GtkWidget *widget)
{
  static const struct {
    const char *name;
    const char *type;
  } lent[] = {
    { "maximize", NULL }, { "fit", NULL }, { "actual-size", NULL }, { "flip", NULL },
    { "rotate", NULL }, { "cine", NULL }, { "invert", NULL }, { "reset-display", NULL },
    { "display", NULL }, { "preset", "i" }, { "file-window", "i" }, { "menu", NULL },
    { "menu-at", "(dd)" },
  };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (lent); i++)
    {
      g_autoptr(GVariantType) type = lent[i].type != NULL ? g_variant_type_new (lent[i].type) : NULL;
      g_autoptr(GSimpleAction) action = g_simple_action_new (lent[i].name, type);

      g_signal_connect_object (action, "activate", G_CALLBACK (lent_cb), self, G_CONNECT_SWAPPED);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }

  gtk_widget_insert_action_group (widget, "view", G_ACTION_GROUP (group));
  gtk_widget_insert_action_group (widget, "session", self->session_actions);
}

void
rl_window_class_install_menu_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "view.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "view.menu-at", "(dd)", menu_at_action);
}
