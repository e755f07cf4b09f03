/* rl-window-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "window/rl-window.h"

G_BEGIN_DECLS

struct _RlWindow
{
  AdwApplicationWindow  parent_instance;

  RlSession            *session;

  AdwToastOverlay      *toasts;
  AdwWindowTitle       *heading;
  GtkStack             *pages;
  AdwBin               *browser;
  AdwBin               *lesions;
  AdwBin               *empty;
  AdwBin               *loading;
  AdwBin               *error;
  AdwBin               *views;
};

void rl_window_class_install_actions (GtkWidgetClass *widget_class);
void rl_window_update_actions        (RlWindow       *self);

G_END_DECLS
