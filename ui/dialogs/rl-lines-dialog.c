/* rl-lines-dialog.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dialogs/rl-lines-dialog.h"

struct _RlLinesDialog
{
  AdwWindow    parent_instance;

  GStrv        lines;

  GtkListView *list;
};

G_DEFINE_FINAL_TYPE (RlLinesDialog, rl_lines_dialog, ADW_TYPE_WINDOW)

static void
copy_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  g_autofree char *text = g_strjoinv ("\n", RL_LINES_DIALOG (widget)->lines);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_list_item_set_child (list_item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  GtkStringObject *line = gtk_list_item_get_item (list_item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (list_item)),
                      gtk_string_object_get_string (line));
}

static void
rl_lines_dialog_dispose (GObject *object)
{
  RlLinesDialog *self = RL_LINES_DIALOG (object);

  g_clear_pointer (&self->lines, g_strfreev);
  gtk_widget_dispose_template (GTK_WIDGET (self), RL_TYPE_LINES_DIALOG);

  G_OBJECT_CLASS (rl_lines_dialog_parent_class)->dispose (object);
}

static void
rl_lines_dialog_class_init (RlLinesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_lines_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rimlight/Rimlight/ui/rl-lines-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RlLinesDialog, list);
  gtk_widget_class_install_action (widget_class, "dialog.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rl_lines_dialog_init (RlLinesDialog *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
}

/**
 * rl_lines_dialog_new:
 * @parent: (nullable): the window it belongs to
 * @title: what the lines are
 * @lines: the lines
 */
GtkWindow *
rl_lines_dialog_new (GtkWindow         *parent,
                     const char        *title,
                     const char *const *lines)
{
  RlLinesDialog *self = g_object_new (RL_TYPE_LINES_DIALOG,
                                      "transient-for", parent, "title", title, NULL);
  g_autoptr(GtkNoSelection) model = NULL;

  self->lines = g_strdupv ((GStrv) lines);
  model = gtk_no_selection_new (G_LIST_MODEL (gtk_string_list_new (lines)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));

  return GTK_WINDOW (self);
}
