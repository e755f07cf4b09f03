/* rl-section.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "widgets/rl-section.h"

/**
 * rl_section_button_new:
 * @title: what the section is about
 * @widget: what unfolds below the button, which is not seen before
 *
 * GtkExpander asks what is folded away for the focus, which fails in GTK 4.8.
 *
 * Returns: (transfer floating): the line that a section unfolds by
 */
GtkWidget *
rl_section_button_new (const char *title,
                       GtkWidget  *widget)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-end-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "map-section");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_bind_property (button, "active", widget, "visible", G_BINDING_SYNC_CREATE);

  return button;
}
