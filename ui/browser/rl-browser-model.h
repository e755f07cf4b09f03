/* rl-browser-model.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "browser/rl-browser-item.h"

G_BEGIN_DECLS

#define RL_TYPE_BROWSER_MODEL (rl_browser_model_get_type ())

/**
 * RlBrowserModel:
 *
 * The patients of a library as lists of #RlBrowserItem, kept as the library
 * changes: items that stay are the same objects in the same lists.
 */
G_DECLARE_FINAL_TYPE (RlBrowserModel, rl_browser_model, RL, BROWSER_MODEL, GObject)

RlBrowserModel *rl_browser_model_new (RimLibrary     *library) G_GNUC_WARN_UNUSED_RESULT;
GListModel     *rl_browser_model_get_patients (RlBrowserModel *self);
GListModel     *rl_browser_model_get_children (RlBrowserModel *self,
                                               RlBrowserItem  *item);
void            rl_browser_model_refresh      (RlBrowserModel *self);
gboolean        rl_browser_model_find         (RlBrowserModel *self,
                                               const gint64    ids[3],
                                               RlBrowserItem  *path[3]);
void            rl_browser_model_set_current  (RlBrowserModel *self,
                                               const gint64   *series_ids,
                                               guint           n_ids);
gboolean        rl_browser_model_matches      (RlBrowserModel *self,
                                               RlBrowserItem  *patient,
                                               const char     *search);

G_END_DECLS
