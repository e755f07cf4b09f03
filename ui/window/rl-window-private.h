/* rl-window-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "window/rl-display-popover.h"
#include "window/rl-brush-chooser.h"
#include "window/rl-method-chooser.h"
#include "window/rl-proposal-bar.h"
#include "window/rl-status-line.h"
#include "window/rl-tool-menu.h"
#include "window/rl-window.h"
#include "window/rl-workspace-switcher.h"

G_BEGIN_DECLS

struct _RlWindow
{
  AdwApplicationWindow  parent_instance;

  RlJobs               *jobs;

  /* What is selected, and what is borrowed of it */
  RlReading            *reading;
  RlSession            *session;
  RlSession            *prior;
  RlViewGrid           *views;
  RlInspector          *inspector;
  GSignalGroup         *session_signals;
  GSignalGroup         *prior_signals;
  GSignalGroup         *measurement_signals;
  GSignalGroup         *overlap_signals;
  GSignalGroup         *views_signals;
  GSignalGroup         *reading_signals;
  GSignalGroup         *inspector_signals;
  GBindingGroup        *session_bindings;
  char                 *inspector_page;

  AdwToastOverlay      *toasts;
  AdwToast             *overlap_toast;  /* borrowed while it is shown */
  AdwWindowTitle       *heading;
  const char           *workspace;      /* interned */
  RlWorkspaceSwitcher  *switcher;
  GtkStack             *workspaces;
  AdwTabView           *tabs;
  AdwTabBar            *tab_bar;
  AdwTabPage           *menu_page;      /* whose menu is open */
  AdwBin               *notices;
  AdwBin               *browser;
  GtkStack             *inspectors;
  RlStatusLine         *status_line;
  GtkWidget            *view_switcher;
  GtkWidget            *brush_size;
  GtkWidget            *pet_opacity;
  GtkAdjustment        *brush_radius;
  GtkAdjustment        *opacity;
  GtkWidget            *contour_tool;   /* of each menu, the tool that was last in hand */
  GtkWidget            *measure_tool;
  GtkMenuButton        *contour_tools;
  GtkMenuButton        *measure_tools;
  GMenuModel           *contour_menu;
  GMenuModel           *measure_menu;
  GtkMenuButton        *display;
  GtkMenuButton        *layouts;
  GtkMenuButton        *presets;
  GtkMenuButton        *warnings;
  GtkLabel             *warnings_label;
  GtkMenuButton        *palette;
  GtkWidget            *browser_toggle;
  GtkWidget            *undo_button;
  GtkWidget            *redo_button;
  GtkWidget            *lesions_toggle;

  RlKeymap             *keymap;
  GActionGroup         *session_actions;
  GtkWindow            *shortcuts;

  GtkWidget            *header;
  GtkWidget            *viewbar;
  RlBrushChooser       *brush_chooser;
  RlMethodChooser      *method_chooser;
  RlProposalBar        *proposals;

  RlHistoryFunc         history;
  gpointer              history_data;

  gboolean              images_only;
  gboolean              show_browser;
  gboolean              show_lesions;

  GtkWidget            *browser_paned;
  GtkWidget            *folded;         /* the side pane there was no room for, or NULL */
  gboolean              is_tight;       /* and none for sliders */
  int                   fitted[2];      /* the width then, and what was needed */
  guint                 fit_id;

  gint64                contours_held_since;
  gboolean              contours_were_shown;
  gint64                map_held_since;
};

void rl_window_class_install_actions (GtkWidgetClass *widget_class);
void rl_window_class_install_command_actions (GtkWidgetClass *widget_class);
void rl_window_class_install_lesion_actions (GtkWidgetClass *widget_class);
void rl_window_class_install_map_actions (GtkWidgetClass *widget_class);
void rl_window_class_install_measure_actions (GtkWidgetClass *widget_class);
void rl_window_connect_measuring     (RlWindow       *self);
void rl_window_connect_overlap       (RlWindow       *self);
void rl_window_update_measuring      (RlWindow       *self);
void rl_window_clear_keymap          (RlWindow       *self);
void rl_window_class_install_tab_actions (GtkWidgetClass *widget_class);
void rl_window_emit_tab_closed       (RlWindow       *self,
                                      RlReading      *reading);
void rl_window_class_install_plane_actions (GtkWidgetClass *widget_class);
const char *rl_window_get_slab       (RlWindow       *self);
void rl_window_set_slab              (RlWindow       *self,
                                      const char     *name);
void rl_window_insert_state_actions  (RlWindow       *self);
void rl_window_update_actions        (RlWindow       *self);
void rl_window_add_tool_menus        (RlWindow       *self);
void rl_window_show_tool             (RlWindow       *self);
void rl_window_set_keys_of_tools     (RlWindow       *self);
void rl_window_class_install_display (GtkWidgetClass *widget_class);
void rl_window_add_display           (RlWindow       *self);
RlLayerKind rl_window_get_active_layer (RlWindow     *self);
void rl_window_class_install_layout_actions (GtkWidgetClass *widget_class);
void rl_window_add_layouts           (RlWindow       *self);
void rl_window_add_presets           (RlWindow       *self);
GMenuModel *rl_window_make_presets   (RlWindow       *self) G_GNUC_WARN_UNUSED_RESULT;
void rl_window_class_install_menu_actions (GtkWidgetClass *widget_class);
void rl_window_lend_actions          (RlWindow       *self,
                                      GtkWidget      *widget);
void rl_window_add_warnings          (RlWindow       *self);
void rl_window_update_warnings       (RlWindow       *self);
void rl_window_set_images_only       (RlWindow       *self,
                                      gboolean        images_only);
void rl_window_add_held_keys         (RlWindow       *self,
                                      GtkWindow      *window);
void rl_window_let_go_of_keys        (RlWindow       *self);
void rl_window_update_lesion_actions (RlWindow       *self);
void rl_window_update_page           (RlWindow       *self);
void rl_window_update_heading        (RlWindow       *self);
void rl_window_focus_images          (RlWindow       *self);
gboolean rl_window_shows_browser     (RlWindow       *self);
void rl_window_update_tools          (RlWindow       *self);
void rl_window_say_tool_refused      (RlWindow       *self);
void rl_window_add_tabs              (RlWindow       *self);
void rl_window_clear_tabs            (RlWindow       *self);
void rl_window_notify_inspector_page (RlWindow       *self);
void rl_window_show_pane             (RlWindow       *self,
                                      GtkWidget      *pane,
                                      gboolean        visible);
void rl_window_queue_fit             (RlWindow       *self);
void rl_window_fit                   (RlWindow       *self,
                                      GtkWidget      *keep);

G_END_DECLS
