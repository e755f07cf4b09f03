/* rl-workspace-switcher.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-workspace-switcher.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "widgets/rl-list-name.h"

typedef struct
{
  const char *name;
  const char *title;
  const char *tooltip;
} Workspace;

static const Workspace workspaces[] = {
  { "review", N_("Review"), N_("Read and contour (Ctrl+Alt+1)") },
  { "patient", N_("Patient"), N_("One patient over time, with scores (Ctrl+Alt+2)") },
  { "queue", N_("Queue"), N_("Label cases by a protocol (Ctrl+Alt+3)") },
  { "cohort", N_("Cohort"), N_("Tables, training and signatures (Ctrl+Alt+4)") },
};

struct _RlWorkspaceSwitcher
{
  GtkWidget      parent_instance;

  GtkWidget     *squeezer;
  GtkWidget     *buttons[G_N_ELEMENTS (workspaces)];
  GtkMenuButton *menu;
  gboolean       is_offered[G_N_ELEMENTS (workspaces)];
};

G_DEFINE_FINAL_TYPE (RlWorkspaceSwitcher, rl_workspace_switcher, GTK_TYPE_WIDGET)

static guint
find (const char *workspace)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (workspaces); i++)
    if (g_strcmp0 (workspaces[i].name, workspace) == 0)
      break;

  return i;
}

static void
rl_workspace_switcher_dispose (GObject *object)
{
  g_clear_pointer (&RL_WORKSPACE_SWITCHER (object)->squeezer, gtk_widget_unparent);

  G_OBJECT_CLASS (rl_workspace_switcher_parent_class)->dispose (object);
}

static void
rl_workspace_switcher_class_init (RlWorkspaceSwitcherClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_workspace_switcher_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "workspaceswitcher");
}

static GtkWidget *
new_button (const Workspace *workspace)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (_(workspace->title));

  gtk_widget_set_tooltip_text (button, _(workspace->tooltip));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", workspace->name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.workspace");
  gtk_widget_set_visible (button, FALSE);

  return button;
}

static GtkWidget *
new_box (RlWorkspaceSwitcher *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Workspaces"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (workspaces); i++)
    {
      self->buttons[i] = new_button (&workspaces[i]);
      gtk_box_append (GTK_BOX (box), self->buttons[i]);
    }

  return box;
}

static void
rl_workspace_switcher_init (RlWorkspaceSwitcher *self)
{
  self->squeezer = adw_squeezer_new ();
  self->menu = GTK_MENU_BUTTON (gtk_menu_button_new ());

  gtk_menu_button_set_always_show_arrow (self->menu, TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu), _("Workspaces"));
  rl_list_name_button (GTK_WIDGET (self->menu), _("Workspaces"), NULL);
  adw_squeezer_set_homogeneous (ADW_SQUEEZER (self->squeezer), FALSE);
  adw_squeezer_set_switch_threshold_policy (ADW_SQUEEZER (self->squeezer), ADW_FOLD_THRESHOLD_POLICY_NATURAL);
  adw_squeezer_add (ADW_SQUEEZER (self->squeezer), new_box (self));
  adw_squeezer_add (ADW_SQUEEZER (self->squeezer), GTK_WIDGET (self->menu));
  gtk_widget_set_parent (self->squeezer, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
update (RlWorkspaceSwitcher *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (workspaces); i++)
    {
      g_autoptr(GMenuItem) item = NULL;

      gtk_widget_set_visible (self->buttons[i], self->is_offered[i]);
      if (!self->is_offered[i])
        continue;

      item = g_menu_item_new (_(workspaces[i].title), NULL);
      g_menu_item_set_action_and_target (item, "win.workspace", "s", workspaces[i].name);
      g_menu_append_item (menu, item);
      n++;
    }

  gtk_menu_button_set_menu_model (self->menu, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self), n > 1);
}

/* Returns: (nullable): what people call a workspace */
const char *
rl_workspace_get_title (const char *workspace)
{
  guint i = find (workspace);

  return i < G_N_ELEMENTS (workspaces) ? _(workspaces[i].title) : NULL;
}

/**
 * rl_workspace_switcher_offer:
 * @self: a switcher
 * @workspace: "review", "patient", "queue" or "cohort"
 *
 * Has it be among those that can be chosen.
 */
void
rl_workspace_switcher_offer (RlWorkspaceSwitcher *self,
                             const char          *workspace)
{
  guint i = find (workspace);

  g_return_if_fail (RL_IS_WORKSPACE_SWITCHER (self));
  g_return_if_fail (i < G_N_ELEMENTS (workspaces));

  self->is_offered[i] = TRUE;
  update (self);
}

gboolean
rl_workspace_switcher_offers (RlWorkspaceSwitcher *self,
                              const char          *workspace)
{
  guint i = find (workspace);

  g_return_val_if_fail (RL_IS_WORKSPACE_SWITCHER (self), FALSE);

  return i < G_N_ELEMENTS (workspaces) && self->is_offered[i];
}

/* The menu says which one is shown. */
void
rl_workspace_switcher_set_current (RlWorkspaceSwitcher *self,
                                   const char          *workspace)
{
  g_return_if_fail (RL_IS_WORKSPACE_SWITCHER (self));
  g_return_if_fail (rl_workspace_get_title (workspace) != NULL);

  gtk_menu_button_set_label (self->menu, rl_workspace_get_title (workspace));
}
