/* rl-feature-model.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "features/rl-feature-group.h"

G_BEGIN_DECLS

#define RL_TYPE_FEATURE_MODEL (rl_feature_model_get_type ())

/**
 * RlFeatureModel:
 *
 * A table of features as a list to show, a #GListModel: each #RlFeatureGroup
 * that a search leaves, and after it, while it is open, its #RlFeatureItem. Values
 * change in place; rows only change with which features are listed, in one change.
 */
G_DECLARE_FINAL_TYPE (RlFeatureModel, rl_feature_model, RL, FEATURE_MODEL, GObject)

RlFeatureModel *rl_feature_model_new (void) G_GNUC_WARN_UNUSED_RESULT;
void            rl_feature_model_set_tables (RlFeatureModel  *self,
                                             RimFeatureTable *table,
                                             RimUnit          unit,
                                             RimFeatureTable *other);
void            rl_feature_model_set_search (RlFeatureModel  *self,
                                             const char      *search);
void            rl_feature_model_set_open   (RlFeatureModel  *self,
                                             RlFeatureGroup  *group,
                                             gboolean         is_open);
guint           rl_feature_model_get_n_items (RlFeatureModel *self);
guint           rl_feature_model_get_n_shown (RlFeatureModel *self);
RlFeatureItem  *rl_feature_model_find       (RlFeatureModel  *self,
                                             const char      *image_type,
                                             const char      *family,
                                             const char      *name);
char           *rl_feature_model_to_tsv     (RlFeatureModel  *self,
                                             const char      *other_title) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
