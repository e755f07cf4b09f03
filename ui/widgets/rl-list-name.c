/* rl-list-name.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "widgets/rl-list-name.h"

#include "core/rl-source.h"

#define LIST_CHARS 12
#define NAME_KEY   "rl-name"

/**
 * rl_list_name_button:
 * @widget: a drop-down or a menu button
 * @name: what it is for
 * @value: (nullable): what is chosen, unless the button says it itself
 *
 * The focus goes to the button inside of @widget, which GTK gives no name.
 */
void
rl_list_name_button (GtkWidget  *widget,
                     const char *name,
                     const char *value)
{
  GtkWidget *button = gtk_widget_get_first_child (widget);
  g_autofree char *label = g_strdup_printf ("%s: %s", name, value != NULL ? value : "");

  g_strchomp (label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * rl_list_name_table:
 * @table: a table
 * @name: what it lists
 *
 * The rows are in a list inside of @table, which GTK gives no name.
 */
void
rl_list_name_table (GtkColumnView *table,
                    const char    *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (table), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (table)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (child)) == GTK_ACCESSIBLE_ROLE_LIST)
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
selected_item_cb (GtkDropDown *list)
{
  gpointer item = gtk_drop_down_get_selected_item (list);
  const char *name = g_object_get_data (G_OBJECT (list), NAME_KEY);
  g_autofree char *title = NULL;

  if (GTK_IS_STRING_OBJECT (item))
    title = g_strdup (gtk_string_object_get_string (item));
  else if (RL_IS_SOURCE (item))
    title = g_strdup (rl_source_get_title (item));

  rl_list_name_button (GTK_WIDGET (list), name, title != NULL ? title : "");
}

/* A long name must not make the inspector wider. */
static void
shorten (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (widget), LIST_CHARS);
      gtk_label_set_xalign (GTK_LABEL (widget), 0);
      gtk_widget_set_hexpand (widget, TRUE);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    shorten (child);
}

/* GTK makes what a list shows when it is about to be seen. */
static void
map_cb (GtkWidget *list)
{
  shorten (gtk_widget_get_first_child (list));
}

/**
 * rl_list_name_follow:
 * @list: a list of strings or sources
 * @name: what it is for
 *
 * Has the button of a list named after what it is for and what is chosen, as long as it
 * lives. One that takes all the room there is cuts long titles off.
 */
void
rl_list_name_follow (GtkDropDown *list,
                     const char  *name)
{
  g_object_set_data_full (G_OBJECT (list), NAME_KEY, g_strdup (name), g_free);
  g_signal_connect (list, "notify::selected-item", G_CALLBACK (selected_item_cb), NULL);
  selected_item_cb (list);
  if (gtk_widget_get_hexpand (GTK_WIDGET (list)))
    g_signal_connect_after (list, "map", G_CALLBACK (map_cb), NULL);
}
