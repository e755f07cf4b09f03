/* rl-chain-list.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "cohort/rl-chain-list.h"

#include <glib/gi18n-lib.h>

#include "core/rl-accessible.h"

#define ENTRY_CHARS 14

struct _RlChainList
{
  GtkWidget   parent_instance;

  GPtrArray  *links;      /* of RlChainLink */
  GtkListBox *list;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlChainList, rl_chain_list, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
changed (RlChainList *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static guint
get_index (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);

  return row != NULL ? (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : G_MAXUINT;
}

static void
focus_row (RlChainList *self,
           guint        index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) index);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
move (RlChainList *self,
      guint        from,
      guint        to)
{
  if (from >= self->links->len || to >= self->links->len || from == to)
    return;

  rl_chain_move (self->links, from, to);
  rl_chain_list_update (self);
  focus_row (self, to);
  changed (self);
}

static void
take_away (RlChainList *self,
           guint        index)
{
  if (index >= self->links->len)
    return;

  g_ptr_array_remove_index (self->links, index);
  rl_chain_list_update (self);
  focus_row (self, index < self->links->len ? index : index - 1);
  changed (self);
}

/* Buttons and keys */

static void
up_cb (RlChainList *self,
       GtkWidget   *button)
{
  move (self, get_index (button), get_index (button) - 1);
}

static void
down_cb (RlChainList *self,
         GtkWidget   *button)
{
  move (self, get_index (button), get_index (button) + 1);
}

static void
remove_cb (RlChainList *self,
           GtkWidget   *button)
{
  take_away (self, get_index (button));
}

static gboolean
key_cb (RlChainList           *self,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        state,
        GtkEventControllerKey *controller)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  const guint index = get_index (row);

  if ((state & GDK_ALT_MASK) != 0 && keyval == GDK_KEY_Up)
    move (self, index, index - 1);
  else if ((state & GDK_ALT_MASK) != 0 && keyval == GDK_KEY_Down)
    move (self, index, index + 1);
  else if (keyval == GDK_KEY_Delete && gtk_widget_has_focus (row))
    take_away (self, index);
  else
    return FALSE;

  return TRUE;
}

/* Dragging */

static GdkContentProvider *
prepare_cb (GtkWidget *row)
{
  return gdk_content_provider_new_typed (G_TYPE_UINT, get_index (row));
}

static gboolean
drop_cb (RlChainList   *self,
         const GValue  *value,
         double         x,
         double         y,
         GtkDropTarget *target)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));

  move (self, g_value_get_uint (value), get_index (row));

  return TRUE;
}

static void
add_controllers (RlChainList *self,
                 GtkWidget   *row)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_UINT, GDK_ACTION_MOVE);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
  gtk_widget_add_controller (row, keys);
}

/* Rows */

static void
entry_cb (RlChainList *self,
          GtkWidget   *entry)
{
  const guint index = get_index (entry);
  const guint parameter = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "rl-parameter"));
  RlChainLink *link;

  if (index >= self->links->len)
    return;

  link = g_ptr_array_index (self->links, index);
  g_free (link->values[parameter]);
  link->values[parameter] = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));
  changed (self);
}

static void
add_parameter (RlChainList       *self,
               GtkGrid           *grid,
               const RlChainLink *link,
               guint              parameter)
{
  const RimParameter *described = &link->parameters[parameter];
  GtkWidget *label = gtk_label_new (described->title);
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *tip = g_strdup_printf (_("%g to %g"), described->low, described->high);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), ENTRY_CHARS);
  gtk_editable_set_text (GTK_EDITABLE (entry), link->values[parameter]);
  gtk_widget_set_tooltip_text (entry, tip);
  gtk_widget_add_css_class (entry, "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, described->title, -1);
  g_object_set_data (G_OBJECT (entry), "rl-parameter", GUINT_TO_POINTER (parameter));
  g_signal_connect_object (entry, "changed", G_CALLBACK (entry_cb), self, G_CONNECT_SWAPPED);
  gtk_grid_attach (grid, label, 0, (int) parameter, 1, 1);
  gtk_grid_attach (grid, entry, 1, (int) parameter, 1, 1);
}

static void
add_button (RlChainList *self,
            GtkWidget   *box,
            const char  *icon,
            const char  *name,
            gboolean     is_sensitive,
            GCallback    clicked)
{
  GtkWidget *button = gtk_button_new ();

  rl_accessible_set_icon_button (GTK_BUTTON (button), icon, name, name);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_sensitive (button, is_sensitive);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
new_head (RlChainList       *self,
          const RlChainLink *link,
          guint              index)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (link->title);
  GtkWidget *grip = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), grip);
  gtk_box_append (GTK_BOX (head), title);
  add_button (self, head, "go-up-symbolic", _("Move Up"), index > 0, G_CALLBACK (up_cb));
  add_button (self, head, "go-down-symbolic", _("Move Down"), index + 1 < self->links->len, G_CALLBACK (down_cb));
  add_button (self, head, "user-trash-symbolic", _("Take Away"), TRUE, G_CALLBACK (remove_cb));
  gtk_widget_add_css_class (head, "row-tools");

  return head;
}

static GtkWidget *
new_row (RlChainList       *self,
         const RlChainLink *link,
         guint              index)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *parameters = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (parameters), 4);
  gtk_grid_set_column_spacing (GTK_GRID (parameters), 12);
  gtk_widget_set_margin_start (parameters, 28);
  for (guint i = 0; i < link->n_parameters; i++)
    add_parameter (self, GTK_GRID (parameters), link, i);
  gtk_widget_set_visible (parameters, link->n_parameters > 0);
  gtk_box_append (GTK_BOX (box), new_head (self, link, index));
  gtk_box_append (GTK_BOX (box), parameters);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, link->title, -1);
  add_controllers (self, row);

  return row;
}

static void
rl_chain_list_dispose (GObject *object)
{
  RlChainList *self = RL_CHAIN_LIST (object);

  if (self->list != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->list));
  self->list = NULL;
  g_clear_pointer (&self->links, g_ptr_array_unref);

  G_OBJECT_CLASS (rl_chain_list_parent_class)->dispose (object);
}

static void
rl_chain_list_class_init (RlChainListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_chain_list_dispose;

  signals[CHANGED] = g_signal_new ("changed", RL_TYPE_CHAIN_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "chainlist");
}

static void
rl_chain_list_init (RlChainList *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "chain");
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
}

/**
 * rl_chain_list_new:
 * @links: (element-type RlChainLink): what is listed and changed
 * @name: of the list
 */
GtkWidget *
rl_chain_list_new (GPtrArray  *links,
                   const char *name)
{
  RlChainList *self = g_object_new (RL_TYPE_CHAIN_LIST, NULL);

  self->links = g_ptr_array_ref (links);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  rl_chain_list_update (self);

  return GTK_WIDGET (self);
}

/* Lists them anew. */
void
rl_chain_list_update (RlChainList *self)
{
  GtkWidget *child;

  g_return_if_fail (RL_IS_CHAIN_LIST (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < self->links->len; i++)
    gtk_list_box_append (self->list, new_row (self, g_ptr_array_index (self->links, i), i));
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->links->len > 0);
}
