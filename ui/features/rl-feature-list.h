/* rl-feature-list.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "features/rl-feature-model.h"
#include "features/rl-feature-row.h"

G_BEGIN_DECLS

#define RL_TYPE_FEATURE_LIST (rl_feature_list_get_type ())

/**
 * RlFeatureList:
 *
 * Groups and features as a tree to scroll. It has as many rows as fit and shows
 * other features with the same rows, so a search among thousands costs no more
 * than drawing what is seen; GtkListView keeps 200 rows and makes them anew.
 *
 * Arrows, Page Up, Page Down, Home and End move through it; Left and Right close
 * and open groups, as Return, Space and a click do.
 */
G_DECLARE_FINAL_TYPE (RlFeatureList, rl_feature_list, RL, FEATURE_LIST, GtkWidget)

void          rl_feature_list_set_model  (RlFeatureList     *self,
                                          RlFeatureModel    *model);
void          rl_feature_list_set_style  (RlFeatureList     *self,
                                          RlFeatureRowStyle  style);
guint         rl_feature_list_get_cursor (RlFeatureList     *self);
void          rl_feature_list_set_cursor (RlFeatureList     *self,
                                          guint              position);
void          rl_feature_list_scroll_to_top (RlFeatureList  *self);
RlFeatureRow *rl_feature_list_find_row   (RlFeatureList     *self,
                                          guint              position);

G_END_DECLS
