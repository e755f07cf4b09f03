/* rl-browser.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "browser/rl-browser-model.h"
#include "browser/rl-thumbnails.h"

G_BEGIN_DECLS

#define RL_TYPE_BROWSER (rl_browser_get_type ())

/**
 * RlBrowser:
 *
 * The patients of the library, their studies and series, in the pane on the
 * left.
 *
 * Signal "open" (gint64 study_id, gint64 series_id, gboolean in_tab): a series was
 * activated; with @in_tab beside what is open.
 * Signal "status" (gint64 study_id, guint status): the user says how far the
 * reading of a study is (#RimReading).
 */
G_DECLARE_FINAL_TYPE (RlBrowser, rl_browser, RL, BROWSER, GtkWidget)

GtkWidget      *rl_browser_new (void) G_GNUC_WARN_UNUSED_RESULT;
void            rl_browser_set_library (RlBrowser    *self,
                                        RlJobs       *jobs,
                                        RimLibrary   *library);
RlBrowserModel *rl_browser_get_model   (RlBrowser    *self);
RlThumbnails   *rl_browser_get_thumbnails (RlBrowser *self);
void            rl_browser_reveal      (RlBrowser    *self,
                                        gint64        patient_id,
                                        gint64        study_id,
                                        gint64        series_id);
void            rl_browser_open_selected (RlBrowser   *self,
                                          gboolean     in_tab);
gint64          rl_browser_get_focused_study (RlBrowser *self);
void            rl_browser_set_footer  (RlBrowser    *self,
                                        GtkWidget    *widget);
void            rl_browser_focus_search (RlBrowser   *self);

G_END_DECLS
