/* rl-browser.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "browser/rl-browser.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "browser/rl-browser-row.h"
#include "core/rl-opened.h"

struct _RlBrowser
{
  GtkWidget            parent_instance;

  RlBrowserModel      *model;
  GtkFilter           *filter;          /* owned by the chain of models */
  GtkFilterListModel  *filtered;
  GtkTreeListModel    *tree;
  GtkSingleSelection  *selection;

  GtkSearchEntry      *search;
  GtkStack            *pages;
  GtkLabel            *placeholder;
  GtkListView         *list;
  AdwBin              *footer;
  GtkPopover          *menu;
};

enum
{
  OPEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlBrowser, rl_browser, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static RlBrowserItem *
dup_selected (RlBrowser *self)
{
  GtkTreeListRow *row = self->selection != NULL
                        ? gtk_single_selection_get_selected_item (self->selection)
                        : NULL;

  return row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
}

/* A study is opened as the image to look at first. */
static void
open_item (RlBrowser     *self,
           RlBrowserItem *item)
{
  RimLibraryRow *row = rl_browser_item_get_row (item);
  GListModel *children;
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  RimLibraryRow *image;

  if (rl_browser_item_get_level (item) == RL_BROWSER_SERIES)
    {
      g_signal_emit (self, signals[OPEN], 0, row->parent_id, row->id);
      return;
    }

  children = rl_browser_model_get_children (self->model, item);
  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr(RlBrowserItem) child = g_list_model_get_item (children, i);

      if (rl_browser_item_get_level (item) == RL_BROWSER_PATIENT)
        {
          open_item (self, child);
          return;
        }
      g_ptr_array_add (rows, rl_browser_item_get_row (child));
    }

  image = rl_choose_image (rows);
  if (image != NULL)
    g_signal_emit (self, signals[OPEN], 0, image->parent_id, image->id);
}

static void
activate_cb (RlBrowser   *self,
             guint        position,
             GtkListView *list)
{
  g_autoptr(GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->tree), position);
  g_autoptr(RlBrowserItem) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  if (item == NULL)
    return;

  if (rl_browser_item_get_level (item) == RL_BROWSER_PATIENT)
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
  else
    open_item (self, item);
}

static void
open_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *param)
{
  RlBrowser *self = RL_BROWSER (widget);
  g_autoptr(RlBrowserItem) item = dup_selected (self);

  if (item != NULL)
    open_item (self, item);
}

static void
copy_uid_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *param)
{
  g_autoptr(RlBrowserItem) item = dup_selected (RL_BROWSER (widget));
  const char *uid = item != NULL ? rl_browser_item_get_row (item)->uid : NULL;

  if (uid != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), uid);
}

static void
expand_children (GtkTreeListRow *row)
{
  GListModel *children = gtk_tree_list_row_get_children (row);
  guint n = children != NULL ? g_list_model_get_n_items (children) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GtkTreeListRow) child = gtk_tree_list_row_get_child_row (row, i);

      if (child != NULL)
        gtk_tree_list_row_set_expanded (child, TRUE);
    }
}

/* Who opens a patient wants to see the series, not a list of dates. */
static void
expanded_cb (GtkTreeListRow *row)
{
  if (gtk_tree_list_row_get_depth (row) == 0 && gtk_tree_list_row_get_expanded (row))
    expand_children (row);
}

static GListModel *
create_children (gpointer data,
                 gpointer user_data)
{
  RlBrowser *self = user_data;
  GListModel *children = rl_browser_model_get_children (self->model, data);

  return children != NULL ? g_object_ref (children) : NULL;
}

static gboolean
filter_item (gpointer data,
             gpointer user_data)
{
  RlBrowser *self = user_data;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  return *text == '\0' || rl_browser_model_matches (self->model, data, text);
}

static void
update_page (RlBrowser *self)
{
  GListModel *patients = rl_browser_model_get_patients (self->model);
  gboolean has_rows = g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) > 0;
  gboolean is_empty = g_list_model_get_n_items (patients) == 0;

  gtk_label_set_label (self->placeholder, is_empty ? _("No patients yet") : _("No patient found"));
  gtk_stack_set_visible_child_name (self->pages, has_rows ? "list" : "empty");
}

static void
search_changed_cb (RlBrowser      *self,
                   GtkSearchEntry *search)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (search));

  if (self->filter == NULL)
    return;

  gtk_filter_list_model_set_incremental (self->filtered, *text != '\0');
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            GtkListItem     *list_item)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  RlBrowser *self = RL_BROWSER (gtk_widget_get_ancestor (row, RL_TYPE_BROWSER));
  double at_x, at_y;

  gtk_widget_translate_coordinates (row, GTK_WIDGET (self), x, y, &at_x, &at_y);
  gtk_single_selection_set_selected (self->selection, gtk_list_item_get_position (list_item));
  gtk_popover_set_pointing_to (self->menu, &(GdkRectangle) { (int) at_x, (int) at_y, 1, 1 });
  gtk_popover_popup (self->menu);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *row = rl_browser_row_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), list_item, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), row);
  gtk_list_item_set_child (list_item, expander);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));
  GtkTreeListRow *row = gtk_list_item_get_item (list_item);
  g_autoptr(RlBrowserItem) item = gtk_tree_list_row_get_item (row);

  g_signal_handlers_disconnect_by_func (row, expanded_cb, NULL);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
  gtk_tree_expander_set_list_row (expander, row);
  rl_browser_row_set_item (RL_BROWSER_ROW (gtk_tree_expander_get_child (expander)), item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));

  gtk_tree_expander_set_list_row (expander, NULL);
  rl_browser_row_set_item (RL_BROWSER_ROW (gtk_tree_expander_get_child (expander)), NULL);
}

static void
rl_browser_dispose (GObject *object)
{
  RlBrowser *self = RL_BROWSER (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->tree);
  g_clear_object (&self->filtered);
  g_clear_object (&self->model);
  self->filter = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), RL_TYPE_BROWSER);

  G_OBJECT_CLASS (rl_browser_parent_class)->dispose (object);
}

static void
rl_browser_class_init (RlBrowserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rl_browser_dispose;

  signals[OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rimlight/Rimlight/ui/rl-browser.ui");
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, search);
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, pages);
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, placeholder);
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, list);
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, footer);
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, menu);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);

  gtk_widget_class_install_action (widget_class, "browser.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "browser.copy-uid", NULL, copy_uid_action);
}

static void
rl_browser_init (RlBrowser *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_type_ensure (ADW_TYPE_BIN);
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
}

GtkWidget *
rl_browser_new (void)
{
  return g_object_new (RL_TYPE_BROWSER, NULL);
}

/**
 * rl_browser_set_library:
 * @self: a browser
 * @library: what to show; once
 */
void
rl_browser_set_library (RlBrowser  *self,
                        RimLibrary *library)
{
  g_return_if_fail (RL_IS_BROWSER (self));
  g_return_if_fail (self->model == NULL);

  self->model = rl_browser_model_new (library);
  self->filter = GTK_FILTER (gtk_custom_filter_new (filter_item, self, NULL));
  self->filtered =
    gtk_filter_list_model_new (g_object_ref (rl_browser_model_get_patients (self->model)),
                               self->filter);
  self->tree = gtk_tree_list_model_new (g_object_ref (G_LIST_MODEL (self->filtered)), FALSE, FALSE,
                                        create_children, self, NULL);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->tree)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));

  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (update_page), self,
                           G_CONNECT_SWAPPED);
  update_page (self);
}

/* Returns: (transfer none) (nullable): what it shows */
RlBrowserModel *
rl_browser_get_model (RlBrowser *self)
{
  g_return_val_if_fail (RL_IS_BROWSER (self), NULL);

  return self->model;
}

static guint
find_row (RlBrowser     *self,
          RlBrowserItem *item)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->tree));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->tree), i);
      g_autoptr(RlBrowserItem) candidate = gtk_tree_list_row_get_item (row);

      if (candidate == item)
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

/**
 * rl_browser_reveal:
 * @self: a browser
 * @patient_id: a patient
 * @study_id: a study of the patient
 * @series_id: a series of the study
 *
 * Unfolds what is above a series and selects it.
 *
 * Returns: whether it is there
 */
gboolean
rl_browser_reveal (RlBrowser *self,
                   gint64     patient_id,
                   gint64     study_id,
                   gint64     series_id)
{
  const gint64 ids[3] = { patient_id, study_id, series_id };
  RlBrowserItem *path[3];
  guint position = GTK_INVALID_LIST_POSITION;

  g_return_val_if_fail (RL_IS_BROWSER (self), FALSE);

  if (!rl_browser_model_find (self->model, ids, path))
    {
      rl_browser_model_refresh (self->model);
      if (!rl_browser_model_find (self->model, ids, path))
        return FALSE;
    }

  for (guint level = 0; level < G_N_ELEMENTS (path); level++)
    {
      g_autoptr(GtkTreeListRow) row = NULL;

      position = find_row (self, path[level]);
      if (position == GTK_INVALID_LIST_POSITION)
        return FALSE;

      row = g_list_model_get_item (G_LIST_MODEL (self->tree), position);
      if (level < RL_BROWSER_SERIES)
        gtk_tree_list_row_set_expanded (row, TRUE);
    }

  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);

  return TRUE;
}

/**
 * rl_browser_set_footer:
 * @self: a browser
 * @widget: what stands below the list, such as the progress of an import
 */
void
rl_browser_set_footer (RlBrowser *self,
                       GtkWidget *widget)
{
  g_return_if_fail (RL_IS_BROWSER (self));

  adw_bin_set_child (self->footer, widget);
}

void
rl_browser_focus_search (RlBrowser *self)
{
  g_return_if_fail (RL_IS_BROWSER (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
