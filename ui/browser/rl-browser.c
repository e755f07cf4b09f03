/* rl-browser.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "browser/rl-browser-private.h"

#include <glib/gi18n-lib.h>

#include "browser/rl-browser-row.h"
#include "core/rl-opened.h"

enum
{
  OPEN,
  STATUS,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlBrowser, rl_browser, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

RlBrowserItem *
rl_browser_dup_selected (RlBrowser *self)
{
  GtkTreeListRow *row = self->selection != NULL
                        ? gtk_single_selection_get_selected_item (self->selection)
                        : NULL;

  return row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
}

/* Returns: the study that is selected or that the selected series belongs to;
 * 0 where a patient or nothing is selected
 */
gint64
rl_browser_get_selected_study (RlBrowser *self)
{
  g_autoptr(RlBrowserItem) item = rl_browser_dup_selected (self);

  if (item == NULL || rl_browser_item_get_level (item) == RL_BROWSER_PATIENT)
    return 0;

  return rl_browser_item_get_level (item) == RL_BROWSER_STUDY
         ? rl_browser_item_get_row (item)->id
         : rl_browser_item_get_row (item)->parent_id;
}

void
rl_browser_emit_status (RlBrowser  *self,
                        gint64      study_id,
                        RimReading  status)
{
  g_signal_emit (self, signals[STATUS], 0, study_id, (guint) status);
}

void
rl_browser_open_place (RlBrowser    *self,
                       const gint64  ids[3])
{
  rl_browser_reveal (self, ids[0], ids[1], ids[2]);
  g_signal_emit (self, signals[OPEN], 0, ids[1], ids[2], FALSE);
}

/* A study is opened as the image to look at first, a patient as the latest
 * study that is listed.
 */
void
rl_browser_open_item (RlBrowser     *self,
                      RlBrowserItem *item,
                      gboolean       in_tab)
{
  RimLibraryRow *row = rl_browser_item_get_row (item);
  gint64 ids[3];

  if (rl_browser_item_get_level (item) == RL_BROWSER_SERIES)
    {
      g_signal_emit (self, signals[OPEN], 0, row->parent_id, row->id, in_tab);
    }
  else if (rl_browser_item_get_level (item) == RL_BROWSER_STUDY)
    {
      if (rl_browser_model_find_first (self->model, row->id, ids))
        g_signal_emit (self, signals[OPEN], 0, ids[1], ids[2], in_tab);
    }
  else
    {
      GListModel *studies = rl_browser_model_get_children (self->model, item);
      g_autoptr(RlBrowserItem) study = g_list_model_get_item (studies, 0);

      if (study != NULL)
        rl_browser_open_item (self, study, in_tab);
    }
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
    rl_browser_open_item (self, item, FALSE);
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
is_on_screen (RlBrowser *self,
              GtkWidget *row)
{
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (row) &&
         gtk_widget_compute_bounds (row, GTK_WIDGET (self->scroller), &bounds) &&
         bounds.origin.y + bounds.size.height > 0 &&
         bounds.origin.y < (float) gtk_widget_get_height (GTK_WIDGET (self->scroller));
}

/* The list has more rows than can be seen. */
static gboolean
look_cb (gpointer data)
{
  RlBrowser *self = data;
  g_autoptr(GArray) wishes = g_array_new (FALSE, FALSE, sizeof (RlThumbnailWish));

  self->look_id = 0;
  for (guint i = 0; i < self->rows->len; i++)
    {
      RlBrowserRow *row = g_ptr_array_index (self->rows, i);
      RlThumbnailWish wish;

      if (rl_browser_row_get_wish (row, &wish) && is_on_screen (self, GTK_WIDGET (row)))
        g_array_append_val (wishes, wish);
    }

  rl_thumbnails_set_wanted (self->thumbnails, (gpointer) wishes->data, wishes->len);

  return G_SOURCE_REMOVE;
}

/* After the rows have their places. */
static void
queue_look (RlBrowser *self)
{
  if (self->look_id == 0 && self->thumbnails != NULL)
    self->look_id = g_idle_add_full (G_PRIORITY_LOW, look_cb, self, NULL);
}

static void
update_found (RlBrowser *self)
{
  RimIndex *index = rl_browser_model_get_index (self->model);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  guint n_all = index != NULL ? rim_index_get_n_patients (index) : 0;
  gboolean is_filtered = rl_browser_model_is_filtered (self->model);
  g_autofree char *text = g_strdup_printf (ngettext ("%u of %u patient", "%u of %u patients", n_all),
                                           n, n_all);

  gtk_label_set_label (self->found, text);
  gtk_widget_set_visible (self->found_bar, is_filtered && n_all > 0);
  if (is_filtered)
    gtk_widget_add_css_class (GTK_WIDGET (self->filters), "accent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->filters), "accent");
}

static void
update_missing (RlBrowser *self)
{
  guint n = rl_browser_model_get_n_missing (self->model);
  g_autofree char *text = g_strdup_printf (ngettext ("Files of %u study are not where they were",
                                                     "Files of %u studies are not where they were",
                                                     n), n);

  gtk_label_set_label (self->missing, text);
  gtk_widget_set_visible (self->missing_bar, n > 0);
}

/* Nothing is said of patients before it is known whether there are any. */
static void
update_page (RlBrowser *self)
{
  RimIndex *index = rl_browser_model_get_index (self->model);
  const char *problem = rl_browser_model_get_problem (self->model);
  gboolean has_rows = g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0;
  const char *text = "";

  if (problem != NULL)
    text = problem;
  else if (index != NULL)
    text = rim_index_get_n_patients (index) == 0 ? _("No patients yet") : _("No patient found");

  gtk_label_set_label (self->placeholder, text);
  gtk_stack_set_visible_child_name (self->pages, has_rows ? "list" : "empty");
}

static gboolean
scroll_cb (gpointer data)
{
  RlBrowser *self = data;
  guint position = gtk_single_selection_get_selected (self->selection);

  self->scroll_id = 0;
  if (gtk_widget_get_height (GTK_WIDGET (self->list)) <= 0)
    return G_SOURCE_REMOVE;

  self->wants_scroll = FALSE;
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);

  return G_SOURCE_REMOVE;
}

/* After the rows have their places: a list without a size does not scroll. */
static void
queue_scroll (RlBrowser *self)
{
  if (self->wants_scroll && self->scroll_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self->list)))
    self->scroll_id = g_idle_add_full (G_PRIORITY_LOW, scroll_cb, self, NULL);
}

static gboolean
reveal (RlBrowser    *self,
        const gint64  ids[3])
{
  guint positions[3];
  g_autoptr(GtkTreeListRow) patient = NULL;
  g_autoptr(GtkTreeListRow) study = NULL;
  g_autoptr(GtkTreeListRow) series = NULL;
  guint position;

  if (!rl_browser_model_find (self->model, ids, positions))
    return FALSE;

  patient = gtk_tree_list_model_get_child_row (self->tree, positions[0]);
  gtk_tree_list_row_set_expanded (patient, TRUE);
  expand_children (patient);
  study = gtk_tree_list_row_get_child_row (patient, positions[1]);
  gtk_tree_list_row_set_expanded (study, TRUE);
  series = gtk_tree_list_row_get_child_row (study, positions[2]);
  position = gtk_tree_list_row_get_position (series);

  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  self->wants_scroll = gtk_widget_get_height (GTK_WIDGET (self->list)) <= 0;
  queue_scroll (self);

  return TRUE;
}

static void
updated_cb (RlBrowser *self)
{
  update_found (self);
  update_missing (self);
  update_page (self);
  queue_look (self);

  if (self->wanted[2] != 0 && !rl_browser_model_is_busy (self->model))
    {
      reveal (self, self->wanted);
      self->wanted[2] = 0;
    }
}

/* In another order everything folds, so what is looked at is unfolded again. */
static void
order_changed_cb (RlBrowser *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->wanted); i++)
    self->wanted[i] = self->revealed[i];
}

static void
search_changed_cb (RlBrowser      *self,
                   GtkSearchEntry *search)
{
  if (self->model != NULL)
    g_object_set (self->model, "search", gtk_editable_get_text (GTK_EDITABLE (search)), NULL);
}

/* The list would go back to the row that had the focus before; rows stand in
 * their order, so the first one is the first child.
 */
static void
focus_first_row (RlBrowser *self)
{
  GtkWidget *first;

  gtk_single_selection_set_selected (self->selection, 0);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
  first = gtk_widget_get_first_child (GTK_WIDGET (self->list));
  if (first != NULL)
    gtk_widget_grab_focus (first);
}

static gboolean
has_found (RlBrowser *self)
{
  return self->tree != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->tree)) > 0;
}

/* On to what was found. */
static void
search_activate_cb (RlBrowser      *self,
                    GtkSearchEntry *search)
{
  g_autoptr(GtkTreeListRow) row = NULL;

  if (!has_found (self))
    return;

  row = gtk_tree_list_model_get_row (self->tree, 0);
  gtk_tree_list_row_set_expanded (row, TRUE);
  expand_children (row);
  focus_first_row (self);
}

static gboolean
search_key_cb (RlBrowser       *self,
               guint            keyval,
               guint            keycode,
               GdkModifierType  modifiers)
{
  if (keyval != GDK_KEY_Down || !has_found (self))
    return GDK_EVENT_PROPAGATE;

  focus_first_row (self);

  return GDK_EVENT_STOP;
}

static void
search_stop_cb (RlBrowser      *self,
                GtkSearchEntry *search)
{
  gtk_editable_set_text (GTK_EDITABLE (search), "");
}

/* For what is selected. */
void
rl_browser_show_menu (RlBrowser *self,
                      int        x,
                      int        y)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "browser.set-status",
                                 rl_browser_get_selected_study (self) != 0);
  gtk_popover_set_pointing_to (self->menu, &(GdkRectangle) { x, y, 1, 1 });
  gtk_popover_popup (self->menu);
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
  rl_browser_show_menu (self, (int) at_x, (int) at_y);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
middle_cb (GtkGestureClick *gesture,
           int              n_press,
           double           x,
           double           y,
           GtkListItem     *list_item)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  RlBrowser *self = RL_BROWSER (gtk_widget_get_ancestor (row, RL_TYPE_BROWSER));

  gtk_single_selection_set_selected (self->selection, gtk_list_item_get_position (list_item));
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  rl_browser_open_selected (self, TRUE);
}

static void
add_click (GtkWidget   *row,
           guint        button,
           GCallback    pressed,
           GtkListItem *list_item)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), button);
  g_signal_connect_object (click, "pressed", pressed, list_item, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
}

static void
setup_cb (RlBrowser   *self,
          GtkListItem *list_item)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *row = rl_browser_row_new (self->thumbnails);

  add_click (row, GDK_BUTTON_SECONDARY, G_CALLBACK (pressed_cb), list_item);
  add_click (row, GDK_BUTTON_MIDDLE, G_CALLBACK (middle_cb), list_item);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), row);
  gtk_list_item_set_child (list_item, expander);
}

static void
bind_cb (RlBrowser   *self,
         GtkListItem *list_item)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));
  GtkTreeListRow *row = gtk_list_item_get_item (list_item);
  GtkWidget *child = gtk_tree_expander_get_child (expander);
  g_autoptr(RlBrowserItem) item = gtk_tree_list_row_get_item (row);

  g_signal_handlers_disconnect_by_func (row, expanded_cb, NULL);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
  gtk_tree_expander_set_list_row (expander, row);
  rl_browser_row_set_item (RL_BROWSER_ROW (child), item);
  g_ptr_array_add (self->rows, child);
  queue_look (self);
}

static void
unbind_cb (RlBrowser   *self,
           GtkListItem *list_item)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));
  GtkWidget *child = gtk_tree_expander_get_child (expander);

  gtk_tree_expander_set_list_row (expander, NULL);
  rl_browser_row_set_item (RL_BROWSER_ROW (child), NULL);
  g_ptr_array_remove (self->rows, child);
}

static void
rl_browser_dispose (GObject *object)
{
  RlBrowser *self = RL_BROWSER (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_handle_id (&self->scroll_id, g_source_remove);
  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_object (&self->selection);
  g_clear_object (&self->tree);
  g_clear_object (&self->thumbnails);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "filter", NULL);
  g_clear_object (&self->model);
  gtk_widget_dispose_template (GTK_WIDGET (self), RL_TYPE_BROWSER);

  G_OBJECT_CLASS (rl_browser_parent_class)->dispose (object);
}

static void
rl_browser_finalize (GObject *object)
{
  RlBrowser *self = RL_BROWSER (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (rl_browser_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rimlight/Rimlight/ui/rl-browser.ui");
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, top);
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, search);
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, recent);
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, filters);
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, found_bar);
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, found);
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, pages);
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, placeholder);
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, scroller);
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, list);
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, missing_bar);
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, missing);
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, footer);
  gtk_widget_class_bind_template_child (widget_class, RlBrowser, menu);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stop_cb);
}

static void
rl_browser_class_init (RlBrowserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rl_browser_dispose;
  object_class->finalize = rl_browser_finalize;

  signals[OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_INT64,
                                G_TYPE_BOOLEAN);
  signals[STATUS] = g_signal_new ("status", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_UINT);

  bind_template (widget_class);
  rl_browser_class_install_actions (widget_class);
}

static void
rl_browser_init (RlBrowser *self)
{
  g_type_ensure (ADW_TYPE_BIN);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}

GtkWidget *
rl_browser_new (void)
{
  return g_object_new (RL_TYPE_BROWSER, NULL);
}

static void
add_factory (RlBrowser *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
}

/**
 * rl_browser_set_library:
 * @self: a browser
 * @jobs: where the library is read and searched
 * @library: what to show; once
 */
void
rl_browser_set_library (RlBrowser  *self,
                        RlJobs     *jobs,
                        RimLibrary *library)
{
  GtkAdjustment *scrolling = gtk_scrolled_window_get_vadjustment (self->scroller);

  g_return_if_fail (RL_IS_BROWSER (self));
  g_return_if_fail (self->model == NULL);

  self->model = rl_browser_model_new (jobs, library);
  self->thumbnails = rl_thumbnails_new (jobs, library);
  self->tree = gtk_tree_list_model_new (g_object_ref (G_LIST_MODEL (self->model)), FALSE, FALSE,
                                        create_children, self, NULL);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->tree)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  add_factory (self);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  rl_browser_add_filters (self);

  g_signal_connect_object (self->model, "updated", G_CALLBACK (updated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::order", G_CALLBACK (order_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (scrolling, "value-changed", G_CALLBACK (queue_look), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (scrolling, "changed", G_CALLBACK (queue_look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scrolling, "changed", G_CALLBACK (queue_scroll), self,
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

/* Returns: (transfer none) (nullable): the pictures in it */
RlThumbnails *
rl_browser_get_thumbnails (RlBrowser *self)
{
  g_return_val_if_fail (RL_IS_BROWSER (self), NULL);

  return self->thumbnails;
}

/**
 * rl_browser_reveal:
 * @self: a browser
 * @patient_id: a patient
 * @study_id: a study of the patient
 * @series_id: a series of the study
 *
 * Unfolds what is above a series and selects it: now, or as soon as the list has
 * what the library has.
 */
void
rl_browser_reveal (RlBrowser *self,
                   gint64     patient_id,
                   gint64     study_id,
                   gint64     series_id)
{
  const gint64 ids[3] = { patient_id, study_id, series_id };

  g_return_if_fail (RL_IS_BROWSER (self));

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    self->revealed[i] = self->wanted[i] = ids[i];

  if (reveal (self, ids))
    self->wanted[2] = 0;
  else
    rl_browser_model_refresh (self->model);
}

/**
 * rl_browser_open_selected:
 * @self: a browser
 * @in_tab: whether to open it beside what is open
 */
void
rl_browser_open_selected (RlBrowser *self,
                          gboolean   in_tab)
{
  g_autoptr(RlBrowserItem) item = NULL;

  g_return_if_fail (RL_IS_BROWSER (self));

  item = rl_browser_dup_selected (self);
  if (item != NULL)
    rl_browser_open_item (self, item, in_tab);
}

/**
 * rl_browser_get_focused_study:
 * @self: a browser
 *
 * Returns: the study that is selected, if the keyboard is in the list, or 0
 */
gint64
rl_browser_get_focused_study (RlBrowser *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  g_return_val_if_fail (RL_IS_BROWSER (self), 0);

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)))
    return 0;

  return rl_browser_get_selected_study (self);
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
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}
