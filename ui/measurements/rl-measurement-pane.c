/* rl-measurement-pane.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "measurements/rl-measurement-pane.h"

#include <glib/gi18n-lib.h>

#include "measurements/rl-measurement-model.h"
#include "measurements/rl-measurement-row.h"

struct _RlMeasurementPane
{
  GtkWidget           parent_instance;

  RlSession          *session;
  RlMeasurementModel *model;
  GtkSingleSelection *selection;
  gboolean            is_following;     /* the selection follows the session */

  GtkWidget          *header;
  GtkLabel           *heading;
  GtkStack           *pages;
  GtkListView        *list;
};

G_DEFINE_FINAL_TYPE (RlMeasurementPane, rl_measurement_pane, GTK_TYPE_WIDGET)

static void
follow_active (RlMeasurementPane *self)
{
  RlMeasurements *measurements = rl_session_get_measurements (self->session);
  guint position = rl_measurement_model_find (self->model, rl_measurements_get_active (measurements));

  self->is_following = TRUE;
  gtk_single_selection_set_selected (self->selection, position != G_MAXUINT
                                                      ? position : GTK_INVALID_LIST_POSITION);
  self->is_following = FALSE;
}

static void
selected_cb (RlMeasurementPane *self)
{
  RlMeasurementItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (!self->is_following && item != NULL)
    rl_measurements_set_active (rl_session_get_measurements (self->session),
                                rl_measurement_item_get_id (item));
}

static void
items_changed_cb (RlMeasurementPane *self)
{
  guint n = g_list_model_get_n_items (rl_measurement_model_get_list (self->model));
  g_autofree char *heading = n > 0 ? g_strdup_printf (_("Measurements (%u)"), n)
                                   : g_strdup (_("Measurements"));

  gtk_label_set_label (self->heading, heading);
  gtk_stack_set_visible_child_name (self->pages, n > 0 ? "list" : "empty");
  follow_active (self);
}

static void
activate_cb (RlMeasurementPane *self,
             guint              position)
{
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self), "measure.jump", NULL);
}

static GtkWidget *
find_row (GtkWidget         *widget,
          RlMeasurementItem *item)
{
  if (RL_IS_MEASUREMENT_ROW (widget))
    return rl_measurement_row_get_item (RL_MEASUREMENT_ROW (widget)) == item ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = find_row (child, item);

      if (row != NULL)
        return row;
    }

  return NULL;
}

static gboolean
rename_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   data)
{
  RlMeasurementPane *self = RL_MEASUREMENT_PANE (widget);
  RlMeasurementItem *item = gtk_single_selection_get_selected_item (self->selection);
  GtkWidget *row = item != NULL ? find_row (GTK_WIDGET (self->list), item) : NULL;

  if (row != NULL)
    rl_measurement_row_start_editing (RL_MEASUREMENT_ROW (row));

  return row != NULL;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  gtk_list_item_set_child (list_item, rl_measurement_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  rl_measurement_row_set_item (RL_MEASUREMENT_ROW (gtk_list_item_get_child (list_item)),
                               gtk_list_item_get_item (list_item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item)
{
  rl_measurement_row_set_item (RL_MEASUREMENT_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
rl_measurement_pane_dispose (GObject *object)
{
  RlMeasurementPane *self = RL_MEASUREMENT_PANE (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), RL_TYPE_MEASUREMENT_PANE);

  G_OBJECT_CLASS (rl_measurement_pane_parent_class)->dispose (object);
}

static void
rl_measurement_pane_class_init (RlMeasurementPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_measurement_pane_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rimlight/Rimlight/ui/rl-measurement-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RlMeasurementPane, header);
  gtk_widget_class_bind_template_child (widget_class, RlMeasurementPane, heading);
  gtk_widget_class_bind_template_child (widget_class, RlMeasurementPane, pages);
  gtk_widget_class_bind_template_child (widget_class, RlMeasurementPane, list);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "measure.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, 0, "measure.toggle-locked", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F2, 0, rename_cb, NULL);
}

static void
rl_measurement_pane_init (RlMeasurementPane *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
}

static void
set_up_list (RlMeasurementPane *self)
{
  GListModel *list = rl_measurement_model_get_list (self->model);

  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, list);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));

  g_signal_connect_object (list, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
rl_measurement_pane_new (RlSession *session)
{
  RlMeasurementPane *self = g_object_new (RL_TYPE_MEASUREMENT_PANE, NULL);

  self->session = g_object_ref (session);
  self->model = rl_measurement_model_new (session);
  set_up_list (self);
  g_signal_connect_object (rl_session_get_measurements (session), "notify::active",
                           G_CALLBACK (follow_active), self, G_CONNECT_SWAPPED);
  items_changed_cb (self);

  return GTK_WIDGET (self);
}

/* Returns: (transfer none): of #RlMeasurementItem */
GListModel *
rl_measurement_pane_get_list (RlMeasurementPane *self)
{
  g_return_val_if_fail (RL_IS_MEASUREMENT_PANE (self), NULL);

  return rl_measurement_model_get_list (self->model);
}
