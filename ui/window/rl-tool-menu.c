/* rl-tool-menu.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-tool-menu.h"

#include <string.h>

#include "core/rl-session.h"

#define TOOL_ACTION      "session.tool"
#define OPERATION_ACTION "session.operation"

typedef struct
{
  char      *action;          /* detailed */
  char      *tool;            /* its target, where it is a tool */
  char      *icon_name;
  char      *label;
  GtkWidget *key;
  GtkWidget *button;
} Item;

struct _RlToolMenu
{
  GtkPopover  parent_instance;

  RlKeymap   *keymap;
  GPtrArray  *items;
};

G_DEFINE_FINAL_TYPE (RlToolMenu, rl_tool_menu, GTK_TYPE_POPOVER)

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->action);
  g_free (item->tool);
  g_free (item->icon_name);
  g_free (item->label);
  g_free (item);
}

static char *
get_string (GMenuModel *section,
            int         index,
            const char *attribute)
{
  char *text = NULL;

  g_menu_model_get_item_attribute (section, index, attribute, "s", &text);

  return text;
}

/* As it stands in the tables of commands and keys. */
static char *
print_action (const char *action,
              GVariant   *target)
{
  g_autofree char *value = target != NULL ? g_variant_print (target, FALSE) : NULL;

  return value != NULL ? g_strdup_printf ("%s(%s)", action, value) : g_strdup (action);
}

static GtkWidget *
make_content (Item *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *image = gtk_image_new_from_icon_name (item->icon_name);
  GtkWidget *label = gtk_label_new (item->label);

  item->key = gtk_label_new (NULL);
  gtk_widget_add_css_class (item->key, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), item->key);

  return box;
}

static void
popdown_cb (RlToolMenu *self)
{
  g_assert (RL_IS_TOOL_MENU (self));

  gtk_popover_popdown (GTK_POPOVER (self));
}

/* A switch stays open for the next. */
static GtkWidget *
make_button (RlToolMenu *self,
             Item       *item,
             const char *action,
             GVariant   *target)
{
  gboolean has_state = g_str_has_prefix (action, "session.") && strcmp (action, OPERATION_ACTION) != 0;
  GtkWidget *button = has_state ? gtk_toggle_button_new () : gtk_button_new ();

  gtk_widget_add_css_class (button, "flat");
  gtk_button_set_child (GTK_BUTTON (button), make_content (item));
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  item->label, -1);
  if (!has_state || target != NULL)
    g_signal_connect_object (button, "clicked", G_CALLBACK (popdown_cb), self, G_CONNECT_SWAPPED);

  return button;
}

static void
append_item (RlToolMenu *self,
             GtkWidget  *box,
             GMenuModel *section,
             int         index)
{
  g_autofree char *action = get_string (section, index, G_MENU_ATTRIBUTE_ACTION);
  g_autoptr(GVariant) target = g_menu_model_get_item_attribute_value (section, index,
                                                                      G_MENU_ATTRIBUTE_TARGET, NULL);
  Item *item = g_new0 (Item, 1);

  item->label = get_string (section, index, G_MENU_ATTRIBUTE_LABEL);
  item->icon_name = get_string (section, index, "icon");
  item->action = print_action (action, target);
  if (strcmp (action, TOOL_ACTION) == 0)
    item->tool = g_variant_dup_string (target, NULL);
  g_ptr_array_add (self->items, item);
  item->button = make_button (self, item, action, target);
  gtk_box_append (GTK_BOX (box), item->button);
}

static GtkWidget *
make_heading (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "dim-label");

  return label;
}

static void
fill (RlToolMenu *self,
      GMenuModel *model)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (int s = 0; s < g_menu_model_get_n_items (model); s++)
    {
      g_autoptr(GMenuModel) section = g_menu_model_get_item_link (model, s, G_MENU_LINK_SECTION);
      g_autofree char *heading = get_string (model, s, G_MENU_ATTRIBUTE_LABEL);

      if (s > 0)
        gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
      if (heading != NULL)
        gtk_box_append (GTK_BOX (box), make_heading (heading));
      for (int i = 0; i < g_menu_model_get_n_items (section); i++)
        append_item (self, box, section, i);
    }

  gtk_popover_set_child (GTK_POPOVER (self), box);
}

/* Returns: (transfer full) (nullable): the shortest key of an action, as it is read */
static char *
dup_key (RlToolMenu *self,
         const char *action)
{
  g_auto(GStrv) keys = NULL;
  GdkModifierType modifiers;
  guint keyval;

  if (self->keymap == NULL)
    return NULL;

  keys = rl_keymap_dup_keys (self->keymap, action);
  if (keys[0] == NULL || !gtk_accelerator_parse (keys[0], &keyval, &modifiers))
    return NULL;

  return gtk_accelerator_get_label (keyval, modifiers);
}

static void
update_keys (RlToolMenu *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = g_ptr_array_index (self->items, i);
      g_autofree char *key = dup_key (self, item->action);

      gtk_label_set_text (GTK_LABEL (item->key), key != NULL ? key : "");
    }
}

static void
rl_tool_menu_dispose (GObject *object)
{
  RlToolMenu *self = RL_TOOL_MENU (object);

  g_clear_object (&self->keymap);

  G_OBJECT_CLASS (rl_tool_menu_parent_class)->dispose (object);
}

static void
rl_tool_menu_finalize (GObject *object)
{
  g_ptr_array_unref (RL_TOOL_MENU (object)->items);

  G_OBJECT_CLASS (rl_tool_menu_parent_class)->finalize (object);
}

static void
rl_tool_menu_class_init (RlToolMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_tool_menu_dispose;
  G_OBJECT_CLASS (klass)->finalize = rl_tool_menu_finalize;
}

static void
rl_tool_menu_init (RlToolMenu *self)
{
  self->items = g_ptr_array_new_with_free_func (item_free);
  gtk_widget_add_css_class (GTK_WIDGET (self), "toolmenu");
}

/**
 * rl_tool_menu_new:
 * @model: a menu of sections
 */
GtkWidget *
rl_tool_menu_new (GMenuModel *model)
{
  RlToolMenu *self = g_object_new (RL_TYPE_TOOL_MENU, NULL);

  fill (self, model);

  return GTK_WIDGET (self);
}

/**
 * rl_tool_menu_set_keymap:
 * @self: a tool menu
 * @keymap: the keys; set once
 */
void
rl_tool_menu_set_keymap (RlToolMenu *self,
                         RlKeymap   *keymap)
{
  g_return_if_fail (RL_IS_TOOL_MENU (self));
  g_return_if_fail (RL_IS_KEYMAP (keymap));
  g_return_if_fail (self->keymap == NULL);

  self->keymap = g_object_ref (keymap);
  g_signal_connect_object (keymap, "changed", G_CALLBACK (update_keys), self, G_CONNECT_SWAPPED);
  update_keys (self);
}

/**
 * rl_tool_menu_set_offered:
 * @self: a tool menu
 * @tools: as 1 << RlTool, the tools that are to be in the menu
 */
void
rl_tool_menu_set_offered (RlToolMenu *self,
                          guint       tools)
{
  g_autoptr(GEnumClass) names = g_type_class_ref (RL_TYPE_TOOL);

  g_return_if_fail (RL_IS_TOOL_MENU (self));

  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = g_ptr_array_index (self->items, i);
      const GEnumValue *tool = item->tool != NULL ? g_enum_get_value_by_nick (names, item->tool) : NULL;

      if (tool != NULL)
        gtk_widget_set_visible (item->button, (tools >> tool->value & 1) != 0);
    }
}

/**
 * rl_tool_menu_show_tool:
 * @self: a tool menu
 * @tool: the name of a tool
 * @button: a toggle button beside the menu
 *
 * Makes the button that of the tool, with icon and tooltip, where the menu has the tool.
 *
 * Returns: whether it has
 */
gboolean
rl_tool_menu_show_tool (RlToolMenu *self,
                        const char *tool,
                        GtkWidget  *button)
{
  g_return_val_if_fail (RL_IS_TOOL_MENU (self), FALSE);
  g_return_val_if_fail (GTK_IS_TOGGLE_BUTTON (button), FALSE);

  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = g_ptr_array_index (self->items, i);
      g_autofree char *key = NULL;
      g_autofree char *tip = NULL;

      if (g_strcmp0 (item->tool, tool) != 0)
        continue;

      key = dup_key (self, item->action);
      tip = key != NULL ? g_strdup_printf ("%s (%s)", item->label, key) : g_strdup (item->label);
      gtk_button_set_icon_name (GTK_BUTTON (button), item->icon_name);
      gtk_widget_set_tooltip_text (button, tip);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", tool);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), TOOL_ACTION);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      item->label, -1);
      return TRUE;
    }

  return FALSE;
}
