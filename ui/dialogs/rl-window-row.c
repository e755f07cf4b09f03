/* rl-window-row.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dialogs/rl-window-row.h"

#include <glib/gi18n-lib.h>

struct _RlWindowRow
{
  AdwPreferencesRow  parent_instance;

  GtkBox            *box;
  GtkEntry          *name;
  GtkSpinButton     *width;
  GtkSpinButton     *level;
  gboolean           is_setting;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlWindowRow, rl_window_row, ADW_TYPE_PREFERENCES_ROW)

static guint signals[N_SIGNALS];

static void
changed_cb (RlWindowRow *self)
{
  if (!self->is_setting)
    g_signal_emit (self, signals[CHANGED], 0);
}

static GtkSpinButton *
add_number (RlWindowRow *self,
            const char  *label,
            double       lower,
            double       upper)
{
  GtkWidget *title = gtk_label_new (label);
  GtkWidget *spin = gtk_spin_button_new_with_range (lower, upper, 10);

  gtk_widget_add_css_class (title, "dim-label");
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, title);
  gtk_box_append (self->box, spin);

  return GTK_SPIN_BUTTON (spin);
}

static void
rl_window_row_class_init (RlWindowRowClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_window_row_init (RlWindowRow *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

/**
 * rl_window_row_new:
 * @key: the digit behind which it is
 */
GtkWidget *
rl_window_row_new (guint key)
{
  RlWindowRow *self = g_object_new (RL_TYPE_WINDOW_ROW, NULL);
  g_autofree char *digit = g_strdup_printf ("%u", key);
  g_autofree char *label = g_strdup_printf (_("Name of the window behind %u"), key);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->box = GTK_BOX (box);
  gtk_widget_add_css_class (box, "window-row");
  gtk_box_append (self->box, gtk_label_new (digit));

  self->name = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->name, _("Name"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->name), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->name), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (self->name, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, GTK_WIDGET (self->name));

  self->width = add_number (self, _("Width"), 0, 20000);
  self->level = add_number (self, _("Level"), -5000, 20000);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);

  return GTK_WIDGET (self);
}

/* Returns: (transfer full): of type (sdd): name, level and width */
GVariant *
rl_window_row_dup_variant (RlWindowRow *self)
{
  g_return_val_if_fail (RL_IS_WINDOW_ROW (self), NULL);

  return g_variant_ref_sink (g_variant_new ("(sdd)", gtk_editable_get_text (GTK_EDITABLE (self->name)),
                                            gtk_spin_button_get_value (self->level),
                                            gtk_spin_button_get_value (self->width)));
}

/**
 * rl_window_row_set:
 * @self: a row
 * @name: what the window is for
 * @center: its level
 * @width: its width; 0 for none
 */
void
rl_window_row_set (RlWindowRow *self,
                   const char  *name,
                   double       center,
                   double       width)
{
  g_return_if_fail (RL_IS_WINDOW_ROW (self));

  self->is_setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  gtk_spin_button_set_value (self->level, center);
  gtk_spin_button_set_value (self->width, width);
  self->is_setting = FALSE;
}
