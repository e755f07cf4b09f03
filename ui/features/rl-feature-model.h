/* rl-feature-model.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "features/rl-feature-item.h"

G_BEGIN_DECLS

#define RL_TYPE_FEATURE_MODEL (rl_feature_model_get_type ())

/**
 * RlFeatureModel:
 *
 * A table of features as a tree to show: groups, and in them the features that a
 * search leaves. Values change in place; the rows only change with which
 * features there are.
 */
G_DECLARE_FINAL_TYPE (RlFeatureModel, rl_feature_model, RL, FEATURE_MODEL, GObject)

RlFeatureModel *rl_feature_model_new (void) G_GNUC_WARN_UNUSED_RESULT;
GListModel     *rl_feature_model_get_list   (RlFeatureModel  *self);
void            rl_feature_model_set_tables (RlFeatureModel  *self,
                                             RimFeatureTable *table,
                                             RimUnit          unit,
                                             RimFeatureTable *other);
void            rl_feature_model_set_search (RlFeatureModel  *self,
                                             const char      *search);
guint           rl_feature_model_get_n_items (RlFeatureModel *self);
guint           rl_feature_model_get_n_shown (RlFeatureModel *self);
RlFeatureItem  *rl_feature_model_find       (RlFeatureModel  *self,
                                             const char      *image_type,
                                             const char      *family,
                                             const char      *name);
char           *rl_feature_model_to_tsv     (RlFeatureModel  *self,
                                             const char      *other_title) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
