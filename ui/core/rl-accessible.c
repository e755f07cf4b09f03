/* rl-accessible.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-accessible.h"

/**
 * rl_accessible_name_row:
 * @child: a widget in a row of a list
 * @label: what the row says
 *
 * Names the row of a list that has @child in it, for those who hear it. The
 * focus goes to the row, which GTK gives no name before 4.12. Does nothing
 * while @child is in no list.
 */
void
rl_accessible_name_row (GtkWidget  *child,
                        const char *label)
{
  g_return_if_fail (GTK_IS_WIDGET (child));
  g_return_if_fail (label != NULL);

  for (GtkWidget *row = gtk_widget_get_parent (child); row != NULL; row = gtk_widget_get_parent (row))
    if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (row)) == GTK_ACCESSIBLE_ROLE_LIST_ITEM)
      {
        gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                        -1);
        return;
      }
}

/**
 * rl_accessible_drop_mnemonic:
 * @button: a button made with a mnemonic
 *
 * Leaves the name of a button to its label, without the underscore. GTK 4.8
 * says both, one after the other.
 */
void
rl_accessible_drop_mnemonic (GtkWidget *button)
{
  g_return_if_fail (GTK_IS_BUTTON (button));

  gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

/**
 * rl_accessible_set_icon_button:
 * @button: a button with nothing but an icon
 * @icon: its name
 * @name: what the button does, for those who hear it
 * @tip: the same for those who see it, made of @name
 *
 * Changes what differs: rows of long lists are bound again and again, and a picture or a
 * tip that is set again has the row measured and painted again.
 */
void
rl_accessible_set_icon_button (GtkButton  *button,
                               const char *icon,
                               const char *name,
                               const char *tip)
{
  g_return_if_fail (GTK_IS_BUTTON (button));

  if (g_strcmp0 (gtk_button_get_icon_name (button), icon) != 0)
    gtk_button_set_icon_name (button, icon);
  if (g_strcmp0 (gtk_widget_get_tooltip_text (GTK_WIDGET (button)), tip) == 0)
    return;

  gtk_widget_set_tooltip_text (GTK_WIDGET (button), tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * rl_accessible_name_button:
 * @widget: what has buttons somewhere in it
 * @icon: (nullable): the icon of those that are meant, %NULL for those without one
 * @name: what they do
 *
 * Names buttons of widgets that are not ours.
 */
void
rl_accessible_name_button (GtkWidget  *widget,
                           const char *icon,
                           const char *name)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), icon) == 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    rl_accessible_name_button (child, icon, name);
}

void
rl_accessible_set_keeps_arrows (GtkWidget *widget,
                                gboolean   keeps)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_object_set_data (G_OBJECT (widget), "rl-keeps-arrows", GINT_TO_POINTER (keeps));
}

gboolean
rl_accessible_keeps_arrows (GtkWidget *widget)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), FALSE);

  return g_object_get_data (G_OBJECT (widget), "rl-keeps-arrows") != NULL;
}
