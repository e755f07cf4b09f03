/* rl-palette.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "commands/rl-palette.h"

#include <glib/gi18n-lib.h>

#include "commands/rl-command-item.h"
#include "core/rl-accessible.h"

#define WIDTH  440
#define HEIGHT 420

struct _RlPalette
{
  GtkPopover           parent_instance;

  RlKeymap            *keymap;
  char               **words;
  GtkWidget           *focus;

  GtkSearchEntry      *search;
  GtkListView         *list;
  GtkFilter           *filter;
  GtkSorter           *sorter;
  GtkSingleSelection  *selection;
};

G_DEFINE_FINAL_TYPE (RlPalette, rl_palette, GTK_TYPE_POPOVER)

static gboolean
is_shown (gpointer item,
          gpointer data)
{
  return rl_command_item_matches (item, RL_PALETTE (data)->words);
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      data)
{
  return rl_command_item_compare ((gpointer) a, (gpointer) b, RL_PALETTE (data)->words);
}

static void
run (RlPalette  *self,
     const char *action)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr(GVariant) target = NULL;
  g_autofree char *name = NULL;

  gtk_popover_popdown (GTK_POPOVER (self));
  if (g_action_parse_detailed_name (action, &name, &target, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (root), name, target);
}

/* The row is a button of the command, so that it knows whether it can be given. */
static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *section = gtk_label_new (NULL);
  GtkWidget *keys = gtk_shortcut_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (section, "dim-label");
  gtk_widget_add_css_class (section, "caption");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), section);
  gtk_box_append (GTK_BOX (box), keys);

  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_focusable (button, FALSE);
  gtk_widget_add_css_class (button, "flat");
  gtk_list_item_set_child (list_item, button);
}

static void
clicked_cb (GtkWidget *button)
{
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (button, RL_TYPE_PALETTE)));
}

static void
bind_cb (RlPalette                *self,
         GtkListItem              *list_item,
         GtkSignalListItemFactory *factory)
{
  GtkWidget *button = gtk_list_item_get_child (list_item);
  GtkWidget *title = gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (button)));
  GtkWidget *section = gtk_widget_get_next_sibling (title);
  GtkWidget *shortcut = gtk_widget_get_next_sibling (section);
  RlCommandItem *item = gtk_list_item_get_item (list_item);
  const char *action = rl_command_item_get_command (item)->action;
  g_auto(GStrv) keys = rl_keymap_dup_keys (self->keymap, action);
  g_autoptr(GVariant) target = NULL;
  g_autofree char *name = NULL;

  gtk_label_set_label (GTK_LABEL (title), rl_command_item_get_title (item));
  gtk_label_set_label (GTK_LABEL (section), rl_command_item_get_section (item));
  gtk_shortcut_label_set_accelerator (GTK_SHORTCUT_LABEL (shortcut), keys[0] != NULL ? keys[0] : "");
  g_action_parse_detailed_name (action, &name, &target, NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  rl_command_item_get_title (item), -1);
  rl_accessible_name_row (button, rl_command_item_get_title (item));
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), NULL);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item)
{
  GtkWidget *button = gtk_list_item_get_child (list_item);

  g_signal_handlers_disconnect_by_func (button, clicked_cb, NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), NULL);
}

static GtkListItemFactory *
make_factory (RlPalette *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);

  return factory;
}

static GListModel *
make_items (void)
{
  GListStore *store = g_list_store_new (RL_TYPE_COMMAND_ITEM);
  gsize n;
  const RlCommand *commands = rl_commands_get (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(RlCommandItem) item = NULL;

      if (commands[i].action == NULL)
        continue;

      item = rl_command_item_new (&commands[i], (guint) i);
      g_list_store_append (store, item);
    }

  return G_LIST_MODEL (store);
}

static void
select_item (RlPalette *self,
             guint      position)
{
  if (position >= rl_palette_get_n_shown (self))
    return;

  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

static gboolean
key_pressed_cb (RlPalette       *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  guint selected = gtk_single_selection_get_selected (self->selection);

  switch (keyval)
    {
    case GDK_KEY_Down:
      select_item (self, selected + 1);
      return TRUE;

    case GDK_KEY_Up:
      select_item (self, selected > 0 ? selected - 1 : 0);
      return TRUE;

    default:
      return FALSE;
    }
}

static void
search_changed_cb (RlPalette *self)
{
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);

  g_strstrip (folded);
  g_strfreev (self->words);
  self->words = g_strsplit_set (folded, " \t", -1);

  /* What comes in is sorted into what is there, which has to be in the same order. */
  gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  select_item (self, 0);
}

static void
activate_cb (RlPalette *self,
             guint      position)
{
  gtk_single_selection_set_selected (self->selection, position);
  rl_palette_run (self);
}

static void
rl_palette_map (GtkWidget *widget)
{
  RlPalette *self = RL_PALETTE (widget);

  g_set_weak_pointer (&self->focus, gtk_root_get_focus (gtk_widget_get_root (widget)));
  rl_palette_set_search (self, "");
  GTK_WIDGET_CLASS (rl_palette_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* Who looked at a pane goes on there, not at the button in the header. */
static void
rl_palette_closed (GtkPopover *popover)
{
  RlPalette *self = RL_PALETTE (popover);

  if (self->focus != NULL && gtk_widget_get_mapped (self->focus))
    gtk_widget_grab_focus (self->focus);
  g_clear_weak_pointer (&self->focus);
}

static void
rl_palette_dispose (GObject *object)
{
  RlPalette *self = RL_PALETTE (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  self->list = NULL;
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorter);
  g_clear_object (&self->keymap);
  g_clear_weak_pointer (&self->focus);
  g_clear_pointer (&self->words, g_strfreev);

  G_OBJECT_CLASS (rl_palette_parent_class)->dispose (object);
}

static void
rl_palette_class_init (RlPaletteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_palette_dispose;
  GTK_WIDGET_CLASS (klass)->map = rl_palette_map;
  GTK_POPOVER_CLASS (klass)->closed = rl_palette_closed;
}

static void
make_model (RlPalette *self)
{
  GtkFilterListModel *shown;
  GtkSortListModel *sorted;

  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare, self, NULL));
  shown = gtk_filter_list_model_new (make_items (), g_object_ref (self->filter));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (shown), g_object_ref (self->sorter));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
}

static void
make_search (RlPalette *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _("What do you want to do?"), NULL);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);

  g_signal_connect_object (self->search, "changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (rl_palette_run), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (gtk_popover_popdown), self,
                           G_CONNECT_SWAPPED);
}

static void
make_list (RlPalette *self)
{
  GtkWidget *list = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)),
                                       make_factory (self));

  self->list = GTK_LIST_VIEW (list);
  gtk_list_view_set_single_click_activate (self->list, FALSE);
  gtk_widget_add_css_class (list, "palette");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Commands"), -1);
  g_signal_connect_object (list, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
}

static void
rl_palette_init (RlPalette *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->words = g_new0 (char *, 1);
  make_model (self);
  make_search (self);
  make_list (self);

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_set_size_request (box, WIDTH, HEIGHT);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

/**
 * rl_palette_new:
 * @keymap: what the keys beside the commands are
 *
 * Returns: a palette, to be put on a menu button of the window
 */
GtkWidget *
rl_palette_new (RlKeymap *keymap)
{
  RlPalette *self = g_object_new (RL_TYPE_PALETTE, NULL);

  self->keymap = g_object_ref (keymap);

  return GTK_WIDGET (self);
}

/* As if @search had been typed. */
void
rl_palette_set_search (RlPalette  *self,
                       const char *search)
{
  g_return_if_fail (RL_IS_PALETTE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), search);
  search_changed_cb (self);
}

/* Returns: (nullable): the action that Enter gives */
const char *
rl_palette_get_selected (RlPalette *self)
{
  RlCommandItem *item;

  g_return_val_if_fail (RL_IS_PALETTE (self), NULL);

  item = gtk_single_selection_get_selected_item (self->selection);

  return item != NULL ? rl_command_item_get_command (item)->action : NULL;
}

guint
rl_palette_get_n_shown (RlPalette *self)
{
  g_return_val_if_fail (RL_IS_PALETTE (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

/* Gives the command that is chosen. */
void
rl_palette_run (RlPalette *self)
{
  const char *action;

  g_return_if_fail (RL_IS_PALETTE (self));

  action = rl_palette_get_selected (self);
  if (action != NULL)
    run (self, action);
}
