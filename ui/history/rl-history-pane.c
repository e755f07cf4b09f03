/* rl-history-pane.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "history/rl-history-pane.h"

#include <glib/gi18n-lib.h>

#include "history/rl-history-row.h"
#include "history/rl-history-walker.h"

struct _RlHistoryPane
{
  GtkWidget           parent_instance;

  RlSession          *session;
  RlHistoryModel     *model;
  RlHistoryPictures  *pictures;
  RlHistoryWalker    *walker;
  GtkSingleSelection *selection;

  GtkLabel           *heading;
  RlHistoryFilter    *filter;
  GtkStack           *pages;
  GtkListView        *list;
  GtkButton          *go;
};

G_DEFINE_FINAL_TYPE (RlHistoryPane, rl_history_pane, GTK_TYPE_WIDGET)

static RlHistoryState
get_selected_state (RlHistoryPane *self)
{
  RlHistoryItem *item = gtk_single_selection_get_selected_item (self->selection);

  return item != NULL ? rl_history_model_get_state (self->model, item) : RL_HISTORY_CURRENT;
}

static void
update_go (RlHistoryPane *self)
{
  RlHistoryState state = get_selected_state (self);

  gtk_button_set_label (self->go, state == RL_HISTORY_UNDONE ? _("Go Forward to Here") : _("Go Back to Here"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "history.go", state != RL_HISTORY_CURRENT);
}

/* The images show where it was. */
static void
selected_cb (RlHistoryPane *self)
{
  RlHistoryItem *item = gtk_single_selection_get_selected_item (self->selection);
  RimVec3 place;

  if (item != NULL && rl_history_item_get_place (item, &place))
    rl_session_set_cursor (self->session, place);
  update_go (self);
}

static void
update (RlHistoryPane *self)
{
  guint n_steps = rl_history_model_get_n_steps (self->model);
  g_autofree char *heading = n_steps > 0 ? g_strdup_printf (_("History (%u)"), n_steps)
                                         : g_strdup (_("History"));

  gtk_label_set_label (self->heading, heading);
  gtk_widget_set_visible (GTK_WIDGET (self->filter), n_steps > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->go), n_steps > 0);
  gtk_stack_set_visible_child_name (self->pages, n_steps > 0 ? "list" : "empty");
  update_go (self);
}

static void
go_action (GtkWidget  *widget,
           const char *action_name,
           GVariant   *param)
{
  RlHistoryPane *self = RL_HISTORY_PANE (widget);
  RlHistoryItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL && get_selected_state (self) != RL_HISTORY_CURRENT)
    rl_history_walker_go (self->walker, rl_history_item_get_position (item));
}

static void
activate_cb (RlHistoryPane *self,
             guint          position)
{
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self), "history.go", NULL);
}

static void
stopped_cb (RlHistoryPane *self,
            const char    *reason)
{
  if (reason != NULL)
    g_signal_emit_by_name (self, "message", reason);
}

static void
rl_history_pane_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rl_history_pane_parent_class)->map (widget);

  rl_history_model_set_active (RL_HISTORY_PANE (widget)->model, TRUE);
}

static void
rl_history_pane_unmap (GtkWidget *widget)
{
  rl_history_model_set_active (RL_HISTORY_PANE (widget)->model, FALSE);

  GTK_WIDGET_CLASS (rl_history_pane_parent_class)->unmap (widget);
}

static void
rl_history_pane_dispose (GObject *object)
{
  RlHistoryPane *self = RL_HISTORY_PANE (object);
  GtkWidget *child;

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  self->list = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->selection);
  g_clear_object (&self->walker);
  g_clear_object (&self->pictures);
  g_clear_object (&self->model);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (rl_history_pane_parent_class)->dispose (object);
}

static void
rl_history_pane_class_init (RlHistoryPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_history_pane_dispose;
  widget_class->map = rl_history_pane_map;
  widget_class->unmap = rl_history_pane_unmap;

  g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_install_action (widget_class, "history.go", NULL, go_action);
}

static void
rl_history_pane_init (RlHistoryPane *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
}

static void
add_header (RlHistoryPane *self)
{
  GtkWidget *header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (header, "pane-header");
  self->heading = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "heading");
  gtk_label_set_xalign (self->heading, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->heading), TRUE);
  gtk_box_append (GTK_BOX (header), GTK_WIDGET (self->heading));

  self->filter = RL_HISTORY_FILTER (rl_history_filter_new (self->model));
  gtk_box_append (GTK_BOX (header), GTK_WIDGET (self->filter));
  gtk_widget_set_parent (header, GTK_WIDGET (self));
}

static void
setup_cb (RlHistoryPane *self,
          GtkListItem   *list_item)
{
  gtk_list_item_set_child (list_item, rl_history_row_new (self->model, self->pictures));
}

static void
bind_cb (RlHistoryPane *self,
         GtkListItem   *list_item)
{
  rl_history_row_set_item (RL_HISTORY_ROW (gtk_list_item_get_child (list_item)),
                           gtk_list_item_get_item (list_item));
}

static void
unbind_cb (RlHistoryPane *self,
           GtkListItem   *list_item)
{
  rl_history_row_set_item (RL_HISTORY_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
set_up_list (RlHistoryPane *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);

  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->model));
  self->list = GTK_LIST_VIEW (gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "history");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("History"), -1);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
}

static GtkWidget *
new_empty (void)
{
  GtkWidget *label = gtk_label_new (_("Nothing has been changed yet. Each stroke and each other change "
                                      "will be here, with the way back to it"));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_set_margin_start (label, 18);
  gtk_widget_set_margin_end (label, 18);
  gtk_widget_add_css_class (label, "dim-label");

  return label;
}

static void
add_pages (RlHistoryPane *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  set_up_list (self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));

  self->pages = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->pages, new_empty (), "empty");
  gtk_stack_add_named (self->pages, scrolled, "list");
  gtk_widget_set_vexpand (GTK_WIDGET (self->pages), TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->pages), GTK_WIDGET (self));
}

static void
add_go (RlHistoryPane *self)
{
  self->go = GTK_BUTTON (gtk_button_new ());
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->go), "history.go");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->go), _("Undo or redo to the step that is selected (Enter)"));
  gtk_widget_add_css_class (GTK_WIDGET (self->go), "history-go");
  gtk_widget_set_parent (GTK_WIDGET (self->go), GTK_WIDGET (self));
}

GtkWidget *
rl_history_pane_new (RlJobs    *jobs,
                     RlSession *session)
{
  RlHistoryPane *self = g_object_new (RL_TYPE_HISTORY_PANE, NULL);

  self->session = g_object_ref (session);
  self->model = rl_history_model_new (session);
  self->pictures = rl_history_pictures_new (jobs, session);
  self->walker = rl_history_walker_new (session);
  add_header (self);
  add_pages (self);
  add_go (self);

  g_signal_connect_object (self->model, "moved", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->walker, "stopped", G_CALLBACK (stopped_cb), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

/* Returns: (transfer none): what the list shows */
RlHistoryModel *
rl_history_pane_get_model (RlHistoryPane *self)
{
  g_return_val_if_fail (RL_IS_HISTORY_PANE (self), NULL);

  return self->model;
}

RlHistoryFilter *
rl_history_pane_get_filter (RlHistoryPane *self)
{
  g_return_val_if_fail (RL_IS_HISTORY_PANE (self), NULL);

  return self->filter;
}

/* Selects the item at @index of the model. */
void
rl_history_pane_select (RlHistoryPane *self,
                        guint          index)
{
  g_return_if_fail (RL_IS_HISTORY_PANE (self));

  gtk_single_selection_set_selected (self->selection, index);
}

/* Returns: whether it is on its way to a step */
gboolean
rl_history_pane_is_walking (RlHistoryPane *self)
{
  g_return_val_if_fail (RL_IS_HISTORY_PANE (self), FALSE);

  return rl_history_walker_is_busy (self->walker);
}
