/* rl-window-tabs.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "window/rl-window-private.h"

#include <glib/gi18n-lib.h>

#include "core/rl-accessible.h"

/* The one place where another tab comes into the window: whatever follows what is
 * selected is pointed at it here.
 */
static void
follow_reading (RlWindow  *self,
                RlReading *reading)
{
  self->reading = reading;
  self->session = rl_reading_get_session (reading);
  self->prior = rl_reading_get_prior (reading);
  self->views = rl_reading_get_views (reading);
  self->inspector = rl_reading_get_inspector (reading);

  g_signal_group_set_target (self->session_signals, self->session);
  g_signal_group_set_target (self->prior_signals, self->prior);
  g_signal_group_set_target (self->measurement_signals, rl_session_get_measurements (self->session));
  g_signal_group_set_target (self->overlap_signals, rl_session_get_overlap (self->session));
  g_signal_group_set_target (self->views_signals, self->views);
  g_signal_group_set_target (self->reading_signals, reading);
  g_signal_group_set_target (self->inspector_signals, self->inspector);
  g_binding_group_set_source (self->session_bindings, self->session);

  rl_status_line_set_session (self->status_line, self->session);
  rl_brush_chooser_set_session (self->brush_chooser, self->session);
  rl_method_chooser_set_session (self->method_chooser, self->session);
  rl_proposal_bar_set_session (self->proposals, self->session);
  rl_display_popover_set_session (RL_DISPLAY_POPOVER (gtk_menu_button_get_popover (self->display)),
                                  self->session);
  rl_window_insert_state_actions (self);
  rl_window_update_tools (self);

  rl_inspector_set_page (self->inspector, self->inspector_page);
  gtk_stack_set_visible_child (self->inspectors, GTK_WIDGET (self->inspector));
}

/* Tools are there for images only. */
void
rl_window_update_page (RlWindow *self)
{
  gtk_widget_set_visible (self->viewbar, !self->images_only &&
                          g_strcmp0 (rl_window_get_page (self), "views") == 0);
  rl_window_update_actions (self);
}

/* What is in the hand stays in it from tab to tab. */
static void
hand_over (RlSession *from,
           RlSession *to)
{
  rl_session_set_tool (to, rl_session_get_tool (from));
  rl_session_set_brush_radius (to, rl_session_get_brush_radius (from));
}

/* Keys go to the images of another tab at once, unless somebody goes through the list
 * of patients.
 */
void
rl_window_focus_images (RlWindow *self)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  if (rl_window_shows_images (self) && g_strcmp0 (rl_window_get_page (self), "views") == 0 &&
      (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->browser))))
    gtk_widget_grab_focus (GTK_WIDGET (rl_view_grid_get_active_pane (self->views)));
}

static void
slab_cb (RlWindow *self)
{
  g_object_notify (G_OBJECT (self), "slab");
}

static void
selected_page_cb (RlWindow *self)
{
  AdwTabPage *page = adw_tab_view_get_selected_page (self->tabs);
  RlReading *reading = page != NULL ? RL_READING (adw_tab_page_get_child (page)) : NULL;

  if (reading == NULL || reading == self->reading)
    return;

  if (self->reading != NULL)
    {
      rl_window_let_go_of_keys (self);
      hand_over (self->session, rl_reading_get_session (reading));
    }
  follow_reading (self, reading);
  rl_window_update_heading (self);
  rl_window_update_measuring (self);
  rl_window_update_page (self);
  slab_cb (self);
  rl_window_focus_images (self);
  g_object_notify (G_OBJECT (self), "reading");
}

static RlReading *
get_reading (AdwTabPage *page)
{
  return RL_READING (adw_tab_page_get_child (page));
}

static void
update_tab (RlReading  *reading,
            GParamSpec *pspec,
            AdwTabPage *page)
{
  const char *label = rl_reading_get_label (reading);
  g_autoptr(GIcon) dot = NULL;

  if (rl_reading_get_unsaved (reading))
    dot = g_themed_icon_new ("media-record-symbolic");

  adw_tab_page_set_title (page, label != NULL ? label : _("New Tab"));
  adw_tab_page_set_indicator_icon (page, dot);
  adw_tab_page_set_indicator_tooltip (page, _("Not on disk yet"));
}

static void
update_count (RlWindow *self)
{
  gboolean has_others = adw_tab_view_get_n_pages (self->tabs) > 1;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.next-tab", has_others);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.move-tab", has_others);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.close-other-tabs", has_others);
}

/* What is borrowed of a tab is borrowed of the next one before it goes. */
static gboolean
close_page_cb (RlWindow   *self,
               AdwTabPage *page)
{
  g_autoptr(RlReading) reading = g_object_ref (get_reading (page));
  gboolean is_last = adw_tab_view_get_n_pages (self->tabs) == 1;

  adw_tab_view_close_page_finish (self->tabs, page, !is_last);
  if (is_last)
    return GDK_EVENT_STOP;

  if (self->menu_page == page)
    self->menu_page = NULL;
  rl_window_emit_tab_closed (self, reading);
  gtk_stack_remove (self->inspectors, GTK_WIDGET (rl_reading_get_inspector (reading)));
  update_count (self);

  return GDK_EVENT_STOP;
}

/* There is one window, so a tab that is dropped outside of it comes back. */
static AdwTabView *
create_window_cb (RlWindow *self)
{
  return self->tabs;
}

static void
setup_menu_cb (RlWindow   *self,
               AdwTabPage *page)
{
  self->menu_page = page;
}

static void
next_tab_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);
  int n = adw_tab_view_get_n_pages (self->tabs);
  int index = adw_tab_view_get_page_position (self->tabs,
                                              adw_tab_view_get_selected_page (self->tabs));

  index = ((index + g_variant_get_int32 (param)) % n + n) % n;
  adw_tab_view_set_selected_page (self->tabs, adw_tab_view_get_nth_page (self->tabs, index));
}

static AdwTabPage *
get_menu_page (RlWindow *self)
{
  return self->menu_page != NULL ? self->menu_page : adw_tab_view_get_selected_page (self->tabs);
}

static void
move_tab_action (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  if (g_variant_get_int32 (param) < 0)
    adw_tab_view_reorder_backward (self->tabs, get_menu_page (self));
  else
    adw_tab_view_reorder_forward (self->tabs, get_menu_page (self));
}

static void
close_other_tabs_action (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *param)
{
  RlWindow *self = RL_WINDOW (widget);

  adw_tab_view_close_other_pages (self->tabs, get_menu_page (self));
}

void
rl_window_class_install_tab_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.next-tab", "i", next_tab_action);
  gtk_widget_class_install_action (widget_class, "win.move-tab", "i", move_tab_action);
  gtk_widget_class_install_action (widget_class, "win.close-other-tabs", NULL,
                                   close_other_tabs_action);
}

static void
connect_session (RlWindow *self)
{
  static const char *const changes[] = {
    "lesions-changed", "images-changed", "slices-changed", "notify::tool", "notify::segmentation",
    "notify::active-lesion", "notify::drawing",
  };

  self->session_signals = g_signal_group_new (RL_TYPE_SESSION);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_group_connect_swapped (self->session_signals, changes[i],
                                    G_CALLBACK (rl_window_update_actions), self);

  g_signal_group_connect_swapped (self->session_signals, "notify::offered-tools",
                                  G_CALLBACK (rl_window_update_tools), self);
  g_signal_group_connect_swapped (self->session_signals, "tool-refused",
                                  G_CALLBACK (rl_window_say_tool_refused), self);

  self->prior_signals = g_signal_group_new (RL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->prior_signals, "images-changed",
                                  G_CALLBACK (rl_window_update_actions), self);

  g_signal_group_connect_swapped (self->session_signals, "planes-changed", G_CALLBACK (slab_cb), self);
  g_signal_group_connect_swapped (self->prior_signals, "planes-changed", G_CALLBACK (slab_cb), self);

  self->session_bindings = g_binding_group_new ();
  g_binding_group_bind (self->session_bindings, "brush-radius", self->brush_radius, "value",
                        G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->session_bindings, "pet-opacity", self->opacity, "value",
                        G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

static void
connect_reading (RlWindow *self)
{
  self->views_signals = g_signal_group_new (RL_TYPE_VIEW_GRID);
  g_signal_group_connect_swapped (self->views_signals, "message", G_CALLBACK (rl_window_say), self);
  g_signal_group_connect_swapped (self->views_signals, "notify::content",
                                  G_CALLBACK (rl_window_update_actions), self);
  g_signal_group_connect_swapped (self->views_signals, "notify::active", G_CALLBACK (slab_cb), self);

  self->reading_signals = g_signal_group_new (RL_TYPE_READING);
  g_signal_group_connect_swapped (self->reading_signals, "notify::page",
                                  G_CALLBACK (rl_window_update_page), self);
  g_signal_group_connect_swapped (self->reading_signals, "notify::title",
                                  G_CALLBACK (rl_window_update_heading), self);
  g_signal_group_connect_swapped (self->reading_signals, "notify::subtitle",
                                  G_CALLBACK (rl_window_update_heading), self);

  self->inspector_signals = g_signal_group_new (RL_TYPE_INSPECTOR);
  g_signal_group_connect_swapped (self->inspector_signals, "notify::page",
                                  G_CALLBACK (rl_window_notify_inspector_page), self);
}

/* Called once; there is always a tab from then on. */
void
rl_window_add_tabs (RlWindow *self)
{
  self->brush_chooser = RL_BRUSH_CHOOSER (rl_brush_chooser_new ());
  gtk_box_append (GTK_BOX (self->viewbar), GTK_WIDGET (self->brush_chooser));
  rl_window_add_tool_menus (self);
  self->method_chooser = RL_METHOD_CHOOSER (rl_method_chooser_new ());
  gtk_box_append (GTK_BOX (self->viewbar), GTK_WIDGET (self->method_chooser));
  self->proposals = RL_PROPOSAL_BAR (rl_proposal_bar_new ());
  gtk_box_append (GTK_BOX (self->viewbar), GTK_WIDGET (self->proposals));
  connect_session (self);
  connect_reading (self);
  rl_window_connect_measuring (self);
  rl_window_connect_overlap (self);
  g_signal_connect_object (self->tabs, "notify::selected-page", G_CALLBACK (selected_page_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tabs, "close-page", G_CALLBACK (close_page_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tabs, "create-window", G_CALLBACK (create_window_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tabs, "setup-menu", G_CALLBACK (setup_menu_cb), self,
                           G_CONNECT_SWAPPED);
  rl_window_add_reading (self);
}

void
rl_window_clear_tabs (RlWindow *self)
{
  if (self->tabs != NULL)
    g_signal_handlers_disconnect_by_data (self->tabs, self);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->prior_signals);
  g_clear_object (&self->measurement_signals);
  g_clear_object (&self->overlap_signals);
  g_clear_object (&self->views_signals);
  g_clear_object (&self->reading_signals);
  g_clear_object (&self->inspector_signals);
  g_clear_object (&self->session_bindings);
}

/**
 * rl_window_add_reading:
 * @self: a window
 *
 * Makes a tab after the one that is selected.
 *
 * Returns: (transfer none): what is in it
 */
RlReading *
rl_window_add_reading (RlWindow *self)
{
  AdwTabPage *selected, *page;
  RlReading *reading;

  g_return_val_if_fail (RL_IS_WINDOW (self), NULL);

  reading = RL_READING (rl_reading_new (self->jobs));
  gtk_stack_add_child (self->inspectors, GTK_WIDGET (rl_reading_get_inspector (reading)));
  selected = adw_tab_view_get_selected_page (self->tabs);
  page = adw_tab_view_insert (self->tabs, GTK_WIDGET (reading), selected == NULL ? 0 :
                              adw_tab_view_get_page_position (self->tabs, selected) + 1);
  g_signal_connect_object (reading, "notify::label", G_CALLBACK (update_tab), page, 0);
  g_signal_connect_object (reading, "notify::unsaved", G_CALLBACK (update_tab), page, 0);
  g_signal_connect_object (reading, "focused", G_CALLBACK (rl_window_select_reading), self,
                           G_CONNECT_SWAPPED);
  update_tab (reading, NULL, page);
  rl_accessible_name_button (GTK_WIDGET (self->tab_bar), "window-close-symbolic", _("Close the tab"));
  rl_accessible_name_button (GTK_WIDGET (self->tab_bar), NULL, _("Not on disk yet"));
  update_count (self);

  return reading;
}

/**
 * rl_window_select_reading:
 * @self: a window
 * @reading: one of its readings
 *
 * Shows the tab of a reading.
 */
void
rl_window_select_reading (RlWindow  *self,
                          RlReading *reading)
{
  g_return_if_fail (RL_IS_WINDOW (self));
  g_return_if_fail (RL_IS_READING (reading));

  adw_tab_view_set_selected_page (self->tabs,
                                  adw_tab_view_get_page (self->tabs, GTK_WIDGET (reading)));
}

/**
 * rl_window_close_reading:
 * @self: a window
 * @reading: one of its readings
 *
 * Closes the tab of a reading, unless it is the last one.
 */
void
rl_window_close_reading (RlWindow  *self,
                         RlReading *reading)
{
  g_return_if_fail (RL_IS_WINDOW (self));
  g_return_if_fail (RL_IS_READING (reading));

  adw_tab_view_close_page (self->tabs, adw_tab_view_get_page (self->tabs, GTK_WIDGET (reading)));
}

guint
rl_window_get_n_readings (RlWindow *self)
{
  g_return_val_if_fail (RL_IS_WINDOW (self), 0);

  return (guint) adw_tab_view_get_n_pages (self->tabs);
}

/* Returns: (transfer none): a reading, in the order of the tabs */
RlReading *
rl_window_get_nth_reading (RlWindow *self,
                           guint     position)
{
  g_return_val_if_fail (RL_IS_WINDOW (self), NULL);
  g_return_val_if_fail (position < rl_window_get_n_readings (self), NULL);

  return get_reading (adw_tab_view_get_nth_page (self->tabs, (int) position));
}

/* Returns: (transfer none): the reading that a command of tabs is for: that whose
 *   menu is open, or the one that is selected
 */
RlReading *
rl_window_get_menu_reading (RlWindow *self)
{
  g_return_val_if_fail (RL_IS_WINDOW (self), NULL);

  return get_reading (get_menu_page (self));
}

/* Returns: (transfer none): what is in the tab that is selected */
RlReading *
rl_window_get_reading (RlWindow *self)
{
  g_return_val_if_fail (RL_IS_WINDOW (self), NULL);

  return self->reading;
}

/**
 * rl_window_get_session:
 * @self: a window
 *
 * Returns: (transfer none): what the tab that is selected shows
 */
RlSession *
rl_window_get_session (RlWindow *self)
{
  g_return_val_if_fail (RL_IS_WINDOW (self), NULL);

  return self->session;
}

/**
 * rl_window_get_prior:
 * @self: a window
 *
 * Returns: (transfer none): what it is compared with; shows nothing where there
 *   is nothing to compare
 */
RlSession *
rl_window_get_prior (RlWindow *self)
{
  g_return_val_if_fail (RL_IS_WINDOW (self), NULL);

  return self->prior;
}

/**
 * rl_window_get_views:
 * @self: a window
 *
 * Returns: (transfer none): the canvases of the tab that is selected
 */
RlViewGrid *
rl_window_get_views (RlWindow *self)
{
  g_return_val_if_fail (RL_IS_WINDOW (self), NULL);

  return self->views;
}

/* Returns: (transfer none): the pages beside the images of the tab that is selected */
RlInspector *
rl_window_get_inspector (RlWindow *self)
{
  g_return_val_if_fail (RL_IS_WINDOW (self), NULL);

  return self->inspector;
}

/**
 * rl_window_show_page:
 * @self: a window
 * @page: "empty", "loading", "error" or "views"
 *
 * Shows a page in the tab that is selected; keys go to the images then.
 */
void
rl_window_show_page (RlWindow   *self,
                     const char *page)
{
  g_return_if_fail (RL_IS_WINDOW (self));

  rl_reading_set_page (self->reading, page);
  if (g_strcmp0 (page, "views") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (rl_view_grid_get_active_pane (self->views)));
  rl_window_update_actions (self);
}

const char *
rl_window_get_page (RlWindow *self)
{
  g_return_val_if_fail (RL_IS_WINDOW (self), NULL);

  return rl_reading_get_page (self->reading);
}
