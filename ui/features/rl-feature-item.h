/* rl-feature-item.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "feature/rim-feature-table.h"

G_BEGIN_DECLS

#define RL_TYPE_FEATURE_ITEM (rl_feature_item_get_type ())

/**
 * RlFeatureItem:
 *
 * A feature in the list. It stays the same object while its values change.
 *
 * Signal "changed": another value, or another to compare with.
 */
G_DECLARE_FINAL_TYPE (RlFeatureItem, rl_feature_item, RL, FEATURE_ITEM, GObject)

RlFeatureItem  *rl_feature_item_new (const RimFeatureRow *row) G_GNUC_WARN_UNUSED_RESULT;
gboolean        rl_feature_item_is_of      (RlFeatureItem       *self,
                                            const RimFeatureRow *row);
gboolean        rl_feature_item_matches    (RlFeatureItem       *self,
                                            char               **words);
void            rl_feature_item_set_values (RlFeatureItem       *self,
                                            double               value,
                                            double               other,
                                            const char          *unit);
const char     *rl_feature_item_get_image_type (RlFeatureItem   *self);
const RimFamily *rl_feature_item_get_family (RlFeatureItem      *self);
const RimFeatureInfo *rl_feature_item_get_info (RlFeatureItem   *self);
RimAggregation  rl_feature_item_get_aggregation (RlFeatureItem  *self);
double          rl_feature_item_get_value  (RlFeatureItem       *self);
double          rl_feature_item_get_other  (RlFeatureItem       *self);
const char     *rl_feature_item_get_unit   (RlFeatureItem       *self);
char           *rl_feature_item_dup_tip    (RlFeatureItem       *self) G_GNUC_WARN_UNUSED_RESULT;

char           *rl_feature_format_value      (double value) G_GNUC_WARN_UNUSED_RESULT;
char           *rl_feature_format_difference (double value,
                                              double other) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
