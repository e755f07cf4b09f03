/* rl-feature-row.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "features/rl-feature-group.h"

G_BEGIN_DECLS

/**
 * RlFeatureRowStyle:
 * @compares: whether a second value and the difference stand where unit and IBSI
 *   id do otherwise
 * @is_stale: whether values are out of date
 *
 * How rows are drawn.
 */
typedef struct
{
  gboolean compares;
  gboolean is_stale;
} RlFeatureRowStyle;

#define RL_TYPE_FEATURE_ROW (rl_feature_row_get_type ())

/**
 * RlFeatureRow:
 *
 * A group or a feature in the list, drawn without widgets below it: it costs as
 * little to show another one as to draw its text. Columns are as wide and rows as
 * high whatever they hold.
 */
G_DECLARE_FINAL_TYPE (RlFeatureRow, rl_feature_row, RL, FEATURE_ROW, GtkWidget)

GtkWidget  *rl_feature_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        rl_feature_row_set_item  (RlFeatureRow      *self,
                                      GObject           *item);
GObject    *rl_feature_row_get_item  (RlFeatureRow      *self);
void        rl_feature_row_set_style (RlFeatureRow      *self,
                                      RlFeatureRowStyle  style);
const char *rl_feature_row_get_label (RlFeatureRow      *self);

G_END_DECLS
