/* rl-feature-group.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "features/rl-feature-item.h"

G_BEGIN_DECLS

#define RL_TYPE_FEATURE_GROUP (rl_feature_group_get_type ())

/**
 * RlFeatureGroup:
 *
 * The features of a family of an image, and which of them a search leaves. It is
 * open or closed; a search opens it, and what the user did before comes back
 * afterwards.
 *
 * Signal "changed": it was opened or closed, or shows another number of features.
 */
G_DECLARE_FINAL_TYPE (RlFeatureGroup, rl_feature_group, RL, FEATURE_GROUP, GObject)

RlFeatureGroup *rl_feature_group_new (const char *title,
                                      gboolean is_open) G_GNUC_WARN_UNUSED_RESULT;
void            rl_feature_group_append    (RlFeatureGroup  *self,
                                            RlFeatureItem   *item);
const char     *rl_feature_group_get_title (RlFeatureGroup  *self);
void            rl_feature_group_search    (RlFeatureGroup  *self,
                                            char           **words);
gboolean        rl_feature_group_get_open  (RlFeatureGroup  *self);
gboolean        rl_feature_group_set_open  (RlFeatureGroup  *self,
                                            gboolean         is_open);
guint           rl_feature_group_get_n_shown (RlFeatureGroup *self);
RlFeatureItem  *rl_feature_group_get_shown (RlFeatureGroup  *self,
                                            guint            index);

G_END_DECLS
