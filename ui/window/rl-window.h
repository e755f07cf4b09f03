/* rl-window.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "commands/rl-keymap.h"
#include "core/rl-jobs.h"
#include "core/rl-session.h"
#include "window/rl-inspector.h"
#include "window/rl-view-grid.h"

G_BEGIN_DECLS

#define RL_TYPE_WINDOW (rl_window_get_type ())

/**
 * RlWindow:
 *
 * The main window. It owns the session and the frame in which everything else
 * has its place: "notices" on top, "browser" on the left, the inspector on the right, and in
 * the middle one of the pages "empty", "loading", "error" and "views".
 */
G_DECLARE_FINAL_TYPE (RlWindow, rl_window, RL, WINDOW, AdwApplicationWindow)

RlWindow   *rl_window_new (GtkApplication  *application) G_GNUC_WARN_UNUSED_RESULT;
RlJobs     *rl_window_get_jobs      (RlWindow        *self);
RlSession  *rl_window_get_session   (RlWindow        *self);
RlSession  *rl_window_get_prior     (RlWindow        *self);
RlViewGrid *rl_window_get_views     (RlWindow        *self);
void        rl_window_set_keymap    (RlWindow        *self,
                                     RlKeymap        *keymap);
RlInspector *rl_window_get_inspector (RlWindow       *self);
void        rl_window_show_inspector (RlWindow       *self,
                                      const char     *page);
void        rl_window_set_place     (RlWindow        *self,
                                     const char      *place,
                                     GtkWidget       *widget);
GtkWidget  *rl_window_get_place     (RlWindow        *self,
                                     const char      *place);
void        rl_window_show_page     (RlWindow        *self,
                                     const char      *page);
const char *rl_window_get_page      (RlWindow        *self);
void        rl_window_set_heading   (RlWindow        *self,
                                     const char      *title,
                                     const char      *subtitle);
void        rl_window_add_toast     (RlWindow        *self,
                                     AdwToast        *toast);
void        rl_window_set_pet_units (RlWindow        *self,
                                     const RimUnit   *units,
                                     guint            n_units);
void        rl_window_say           (RlWindow        *self,
                                     const char      *message);

G_END_DECLS
