/* rl-window.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "commands/rl-keymap.h"
#include "window/rl-reading.h"

G_BEGIN_DECLS

#define RL_TYPE_WINDOW (rl_window_get_type ())

/**
 * RlHistoryFunc:
 * @lesion_id: a lesion
 * @data: as given with the function
 *
 * Returns: (transfer full) (nullable) (element-type RimAuditRow): all that was done to
 *   it, the earliest first
 */
typedef GPtrArray *(*RlHistoryFunc) (const char *lesion_id,
                                     gpointer    data);

/**
 * RlWindow:
 *
 * The main window: the frame in which everything else has its place, "notices"
 * on top, "browser" on the left, and the workspaces "patient" and "cohort" where else
 * images are. What is read lies in tabs, one RlReading each; commands,
 * menus, inspector and status line are those of the one that is selected.
 *
 * Property "reading" (RlReading): the tab that is selected.
 * Property "workspace" (string): "review", "patient", "queue" or "cohort".
 *
 * Signal "tab-closed" (RlReading *reading): its tab is gone; it goes after the handlers.
 */
G_DECLARE_FINAL_TYPE (RlWindow, rl_window, RL, WINDOW, AdwApplicationWindow)

RlWindow   *rl_window_new (GtkApplication  *application) G_GNUC_WARN_UNUSED_RESULT;
RlJobs     *rl_window_get_jobs      (RlWindow        *self);
RlReading  *rl_window_get_reading   (RlWindow        *self);
RlReading  *rl_window_add_reading   (RlWindow        *self);
void        rl_window_select_reading (RlWindow       *self,
                                      RlReading      *reading);
void        rl_window_close_reading (RlWindow        *self,
                                     RlReading       *reading);
guint       rl_window_get_n_readings (RlWindow       *self);
RlReading  *rl_window_get_nth_reading (RlWindow      *self,
                                       guint          position);
RlReading  *rl_window_get_menu_reading (RlWindow     *self);
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
const char *rl_window_get_workspace (RlWindow        *self);
void        rl_window_set_workspace (RlWindow        *self,
                                     const char      *workspace);
void        rl_window_offer_workspace (RlWindow      *self,
                                       const char    *workspace);
void        rl_window_set_workspace_heading (RlWindow   *self,
                                             const char *workspace,
                                             const char *title,
                                             const char *subtitle);
gboolean    rl_window_shows_images  (RlWindow        *self);
void        rl_window_show_page     (RlWindow        *self,
                                     const char      *page);
const char *rl_window_get_page      (RlWindow        *self);
void        rl_window_add_toast     (RlWindow        *self,
                                     AdwToast        *toast);
void        rl_window_set_pet_units (RlWindow        *self,
                                     const RimUnit   *units,
                                     guint            n_units);
void        rl_window_set_history   (RlWindow        *self,
                                     RlHistoryFunc    func,
                                     gpointer         data);
void        rl_window_say           (RlWindow        *self,
                                     const char      *message);

G_END_DECLS
