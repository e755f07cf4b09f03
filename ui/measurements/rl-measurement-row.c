/* rl-measurement-row.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "measurements/rl-measurement-row.h"

#include <glib/gi18n-lib.h>

#include "core/rl-accessible.h"

struct _RlMeasurementRow
{
  GtkWidget          parent_instance;

  RlMeasurementItem *item;
  GBindingGroup     *bindings;

  GtkEditableLabel  *name;
  GtkLabel          *details;
  GtkLabel          *values;
  GtkWidget         *lock;
  GtkWidget         *delete;
};

G_DEFINE_FINAL_TYPE (RlMeasurementRow, rl_measurement_row, GTK_TYPE_WIDGET)

static void
editing_cb (RlMeasurementRow *self)
{
  if (self->item != NULL && !gtk_editable_label_get_editing (self->name))
    rl_measurement_item_rename (self->item, gtk_editable_get_text (GTK_EDITABLE (self->name)));
}

static void
delete_cb (RlMeasurementRow *self)
{
  if (self->item != NULL)
    rl_measurement_item_remove (self->item);
}

static void
name_row_cb (RlMeasurementRow *self)
{
  g_autofree char *label = g_strdup_printf ("%s, %s", gtk_editable_get_text (GTK_EDITABLE (self->name)),
                                            gtk_label_get_text (self->values));

  rl_accessible_name_row (GTK_WIDGET (self), label);
}

static void
lock_cb (RlMeasurementRow *self)
{
  if (self->item != NULL)
    rl_measurement_item_toggle_locked (self->item);
}

/* A lock that is shut is always seen. */
static void
show_lock (RlMeasurementRow *self,
           gboolean          locked)
{
  const char *label = locked ? _("Unlock") : _("Lock");

  gtk_button_set_icon_name (GTK_BUTTON (self->lock), locked ? "changes-prevent-symbolic"
                                                            : "changes-allow-symbolic");
  gtk_widget_set_tooltip_text (self->lock, locked ? _("Locked: stays as it is. Unlock (K)") : _("Lock (K)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->lock), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (locked)
    gtk_widget_remove_css_class (self->lock, "on-hover");
  else
    gtk_widget_add_css_class (self->lock, "on-hover");
  gtk_widget_set_sensitive (self->delete, !locked);
  gtk_editable_set_editable (GTK_EDITABLE (self->name), !locked);
}

static void
locked_cb (RlMeasurementRow *self)
{
  gboolean locked = FALSE;

  if (self->item != NULL)
    g_object_get (self->item, "locked", &locked, NULL);
  show_lock (self, locked);
}

static gboolean
has_text (GBinding     *binding,
          const GValue *from,
          GValue       *to,
          gpointer      data)
{
  const char *text = g_value_get_string (from);

  g_value_set_boolean (to, text != NULL && *text != '\0');

  return TRUE;
}

static void
rl_measurement_row_dispose (GObject *object)
{
  RlMeasurementRow *self = RL_MEASUREMENT_ROW (object);
  GtkWidget *child;

  g_clear_object (&self->item);
  g_clear_object (&self->bindings);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (rl_measurement_row_parent_class)->dispose (object);
}

static void
rl_measurement_row_class_init (RlMeasurementRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_measurement_row_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static GtkLabel *
add_label (GtkWidget *box)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (label));

  return label;
}

static void
add_texts (RlMeasurementRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->name = GTK_EDITABLE_LABEL (gtk_editable_label_new (""));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name of the measurement"), -1);
  g_signal_connect_object (self->name, "notify::editing", G_CALLBACK (editing_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->name));

  self->details = add_label (box);
  gtk_widget_add_css_class (GTK_WIDGET (self->details), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->details), "caption");

  self->values = add_label (box);
  gtk_widget_add_css_class (GTK_WIDGET (self->values), "numeric");
  gtk_label_set_wrap (self->values, TRUE);
  gtk_label_set_ellipsize (self->values, PANGO_ELLIPSIZE_NONE);

  g_signal_connect_object (self->name, "changed", G_CALLBACK (name_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->values, "notify::label", G_CALLBACK (name_row_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

static GtkWidget *
add_button (RlMeasurementRow *self,
            const char       *icon,
            GCallback         callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_focusable (button, FALSE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "on-hover");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (button, GTK_WIDGET (self));

  return button;
}

static void
add_buttons (RlMeasurementRow *self)
{
  self->delete = add_button (self, "user-trash-symbolic", G_CALLBACK (delete_cb));
  gtk_widget_set_tooltip_text (self->delete, _("Delete (Delete)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->delete), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Delete"), -1);
  self->lock = add_button (self, "changes-allow-symbolic", G_CALLBACK (lock_cb));
  show_lock (self, FALSE);
}

static void
rl_measurement_row_init (RlMeasurementRow *self)
{
  add_texts (self);
  add_buttons (self);

  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "name", self->name, "text", G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->bindings, "details", self->details, "label", G_BINDING_SYNC_CREATE);
  g_binding_group_bind_full (self->bindings, "details", self->details, "visible",
                             G_BINDING_SYNC_CREATE, has_text, NULL, NULL, NULL);
  g_binding_group_bind (self->bindings, "values", self->values, "label", G_BINDING_SYNC_CREATE);
  g_binding_group_bind_full (self->bindings, "values", self->values, "visible",
                             G_BINDING_SYNC_CREATE, has_text, NULL, NULL, NULL);
}

GtkWidget *
rl_measurement_row_new (void)
{
  return g_object_new (RL_TYPE_MEASUREMENT_ROW, NULL);
}

/**
 * rl_measurement_row_set_item:
 * @self: a row
 * @item: (nullable): what it shows
 */
void
rl_measurement_row_set_item (RlMeasurementRow  *self,
                             RlMeasurementItem *item)
{
  g_return_if_fail (RL_IS_MEASUREMENT_ROW (self));

  gtk_editable_label_stop_editing (self->name, FALSE);
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  g_binding_group_set_source (self->bindings, item);
  if (item != NULL)
    g_signal_connect_object (item, "notify::locked", G_CALLBACK (locked_cb), self, G_CONNECT_SWAPPED);
  locked_cb (self);
}

/* Returns: (transfer none) (nullable) */
RlMeasurementItem *
rl_measurement_row_get_item (RlMeasurementRow *self)
{
  g_return_val_if_fail (RL_IS_MEASUREMENT_ROW (self), NULL);

  return self->item;
}

void
rl_measurement_row_start_editing (RlMeasurementRow *self)
{
  g_return_if_fail (RL_IS_MEASUREMENT_ROW (self));

  if (gtk_editable_get_editable (GTK_EDITABLE (self->name)))
    gtk_editable_label_start_editing (self->name);
}
