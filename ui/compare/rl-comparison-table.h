/* rl-comparison-table.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "compare/rim-comparison.h"

G_BEGIN_DECLS

#define RL_TYPE_COMPARISON_TABLE (rl_comparison_table_get_type ())

/**
 * RlComparisonTable:
 *
 * How well two contours agree: a row for each measure, whose tip says which variant
 * of it this is, or why it has no value.
 */
G_DECLARE_FINAL_TYPE (RlComparisonTable, rl_comparison_table, RL, COMPARISON_TABLE, GtkWidget)

GtkWidget  *rl_comparison_table_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        rl_comparison_table_set       (RlComparisonTable   *self,
                                           const RimComparison *found,
                                           const char          *why_nothing);
const char *rl_comparison_table_get_value (RlComparisonTable   *self,
                                           const char          *id);

G_END_DECLS
