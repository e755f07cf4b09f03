/* rl-feature-row.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "features/rl-feature-item.h"

G_BEGIN_DECLS

#define RL_TYPE_FEATURE_ROW (rl_feature_row_get_type ())

/**
 * RlFeatureRow:
 *
 * A group or a feature in the list. Its columns are as wide whatever they hold.
 */
G_DECLARE_FINAL_TYPE (RlFeatureRow, rl_feature_row, RL, FEATURE_ROW, GtkWidget)

GtkWidget  *rl_feature_row_new (gboolean compares) G_GNUC_WARN_UNUSED_RESULT;
void        rl_feature_row_set_item   (RlFeatureRow *self,
                                       GObject      *item);
const char *rl_feature_row_get_value  (RlFeatureRow *self);

G_END_DECLS
