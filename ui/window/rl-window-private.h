/* rl-window-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "window/rl-display-popover.h"
#include "window/rl-inspector.h"
#include "window/rl-proposal-bar.h"
#include "window/rl-status-line.h"
#include "window/rl-view-grid.h"
#include "window/rl-window.h"

G_BEGIN_DECLS

struct _RlWindow
{
  AdwApplicationWindow  parent_instance;

  RlJobs               *jobs;
  RlSession            *session;
  RlSession            *prior;

  AdwToastOverlay      *toasts;
  AdwWindowTitle       *heading;
  GtkStack             *pages;
  AdwBin               *notices;
  AdwBin               *browser;
  RlInspector          *inspector;
  AdwBin               *empty;
  AdwBin               *loading;
  AdwBin               *error;
  RlViewGrid           *views;
  RlStatusLine         *status_line;
  GtkWidget            *view_switcher;
  GtkWidget            *brush_size;
  GtkWidget            *pet_opacity;
  GtkAdjustment        *brush_radius;
  GtkAdjustment        *opacity;
  GtkMenuButton        *display;
  GtkMenuButton        *layouts;
  GtkMenuButton        *presets;
  GtkMenuButton        *warnings;
  GtkLabel             *warnings_label;
  GtkMenuButton        *palette;

  RlKeymap             *keymap;
  GtkWindow            *shortcuts;

  GtkWidget            *header;
  GtkWidget            *viewbar;

  gboolean              images_only;
  gboolean              show_browser;
  gboolean              show_lesions;

  gint64                contours_held_since;
  gboolean              contours_were_shown;
};

void rl_window_class_install_actions (GtkWidgetClass *widget_class);
void rl_window_class_install_command_actions (GtkWidgetClass *widget_class);
void rl_window_class_install_measure_actions (GtkWidgetClass *widget_class);
void rl_window_set_up_measuring      (RlWindow       *self);
void rl_window_clear_keymap          (RlWindow       *self);
void rl_window_class_install_plane_actions (GtkWidgetClass *widget_class);
const char *rl_window_get_slab       (RlWindow       *self);
void rl_window_set_slab              (RlWindow       *self,
                                      const char     *name);
void rl_window_add_state_actions     (RlWindow       *self);
void rl_window_update_actions        (RlWindow       *self);
void rl_window_class_install_display (GtkWidgetClass *widget_class);
void rl_window_add_display           (RlWindow       *self);
RlLayerKind rl_window_get_active_layer (RlWindow     *self);
void rl_window_class_install_layout_actions (GtkWidgetClass *widget_class);
void rl_window_add_layouts           (RlWindow       *self);
void rl_window_add_presets           (RlWindow       *self);
void rl_window_add_warnings          (RlWindow       *self);
void rl_window_update_warnings       (RlWindow       *self);
void rl_window_set_images_only       (RlWindow       *self,
                                      gboolean        images_only);
void rl_window_add_held_keys         (RlWindow       *self);

G_END_DECLS
