/* rl-browser-model.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "browser/rl-browser-item.h"
#include "core/rl-jobs.h"

G_BEGIN_DECLS

#define RL_TYPE_BROWSER_MODEL (rl_browser_model_get_type ())

/**
 * RlBrowserModel:
 *
 * The patients of a library that were looked for, as a list of #RlBrowserItem
 * that are made when somebody looks at them. It follows the library: reading and
 * searching happen in workers, and what stays is the same object in the same
 * list.
 *
 * Properties: "search" (string, words), "order" (string: name, date, imported,
 * opened or modality), "status" (string: all, undone, unread, started, reviewed
 * or rejected), "modality" (string: all or a modality), "with-contours"
 * (boolean).
 * Signal "updated": it shows what was last asked for and what the library has.
 */
G_DECLARE_FINAL_TYPE (RlBrowserModel, rl_browser_model, RL, BROWSER_MODEL, GObject)

RlBrowserModel *rl_browser_model_new (RlJobs     *jobs,
                                      RimLibrary *library) G_GNUC_WARN_UNUSED_RESULT;
RimIndex       *rl_browser_model_get_index    (RlBrowserModel *self);
const char     *rl_browser_model_get_problem  (RlBrowserModel *self);
guint           rl_browser_model_get_n_missing (RlBrowserModel *self);
gboolean        rl_browser_model_is_filtered  (RlBrowserModel *self);
void            rl_browser_model_clear_filters (RlBrowserModel *self);
GListModel     *rl_browser_model_get_children (RlBrowserModel *self,
                                               RlBrowserItem  *item);
void            rl_browser_model_refresh      (RlBrowserModel *self);
gboolean        rl_browser_model_is_busy      (RlBrowserModel *self);
gboolean        rl_browser_model_find         (RlBrowserModel *self,
                                               const gint64    ids[3],
                                               guint           positions[3]);
void            rl_browser_model_set_current  (RlBrowserModel *self,
                                               const gint64   *series_ids,
                                               guint           n_ids);

/* How far the reading is */
RimReading      rl_browser_model_get_status   (RlBrowserModel *self,
                                               gint64          study_id);
gboolean        rl_browser_model_set_status   (RlBrowserModel *self,
                                               gint64          study_id,
                                               RimReading      status,
                                               const char     *author);

/* From one to the next */
gboolean        rl_browser_model_find_series  (RlBrowserModel *self,
                                               gint64          study_id,
                                               gint64          series_id,
                                               int             steps,
                                               gint64          ids[3]);
gboolean        rl_browser_model_find_study   (RlBrowserModel *self,
                                               gint64          study_id,
                                               int             steps,
                                               gint64          ids[3]);
gboolean        rl_browser_model_find_undone  (RlBrowserModel *self,
                                               gint64          study_id,
                                               gint64          ids[3]);
gboolean        rl_browser_model_find_first   (RlBrowserModel *self,
                                               gint64          study_id,
                                               gint64          ids[3]);

G_END_DECLS
