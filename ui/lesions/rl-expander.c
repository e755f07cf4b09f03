/* rl-expander.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "lesions/rl-expander.h"

#include <glib/gi18n-lib.h>

#include "core/rl-accessible.h"

struct _RlExpander
{
  GtkWidget       parent_instance;

  GtkButton      *button;
  GtkTreeListRow *row;
  GListModel     *below;
  gboolean        reserved;
};

G_DEFINE_FINAL_TYPE (RlExpander, rl_expander, GTK_TYPE_WIDGET)

static void
update (RlExpander *self)
{
  gboolean has_rows = self->below != NULL && g_list_model_get_n_items (self->below) > 0;
  gboolean is_open = self->row != NULL && gtk_tree_list_row_get_expanded (self->row);
  const char *label = is_open ? _("Hide other times") : _("Show other times");

  gtk_widget_set_visible (GTK_WIDGET (self), has_rows || self->reserved);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), has_rows);
  gtk_widget_set_opacity (GTK_WIDGET (self->button), has_rows ? 1 : 0);
  rl_accessible_set_icon_button (self->button, is_open ? "pan-down-symbolic" : "pan-end-symbolic",
                                 label, label);
}

static void
clicked_cb (RlExpander *self)
{
  if (self->row != NULL)
    gtk_tree_list_row_set_expanded (self->row, !gtk_tree_list_row_get_expanded (self->row));
}

static void
rl_expander_dispose (GObject *object)
{
  RlExpander *self = RL_EXPANDER (object);

  rl_expander_set (self, NULL, NULL);
  if (self->button != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->button));
  self->button = NULL;

  G_OBJECT_CLASS (rl_expander_parent_class)->dispose (object);
}

static void
rl_expander_class_init (RlExpanderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_expander_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "rowexpander");
}

static void
rl_expander_init (RlExpander *self)
{
  self->button = GTK_BUTTON (gtk_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
rl_expander_new (void)
{
  return g_object_new (RL_TYPE_EXPANDER, NULL);
}

/**
 * rl_expander_set:
 * @self: an expander
 * @row: (nullable): what it opens and closes
 * @below: (nullable): what is below @row
 */
void
rl_expander_set (RlExpander     *self,
                 GtkTreeListRow *row,
                 GListModel     *below)
{
  g_return_if_fail (RL_IS_EXPANDER (self));

  if (self->row != NULL)
    g_signal_handlers_disconnect_by_func (self->row, update, self);
  if (self->below != NULL)
    g_signal_handlers_disconnect_by_func (self->below, update, self);
  g_set_object (&self->row, row);
  g_set_object (&self->below, below);
  if (row != NULL)
    g_signal_connect_object (row, "notify::expanded", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  if (below != NULL)
    g_signal_connect_object (below, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  if (self->button != NULL)
    update (self);
}

/**
 * rl_expander_set_reserved:
 * @self: an expander
 * @reserved: whether it takes its place where there is nothing below, so that rows are in
 *   line
 */
void
rl_expander_set_reserved (RlExpander *self,
                          gboolean    reserved)
{
  g_return_if_fail (RL_IS_EXPANDER (self));

  self->reserved = reserved;
  update (self);
}
