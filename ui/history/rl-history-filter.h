/* rl-history-filter.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "history/rl-history-model.h"

G_BEGIN_DECLS

#define RL_TYPE_HISTORY_FILTER (rl_history_filter_get_type ())

/**
 * RlHistoryFilter:
 *
 * Chooses whose steps the history shows: all, or those of one of the lesions that have
 * any, of those deleted, too.
 */
G_DECLARE_FINAL_TYPE (RlHistoryFilter, rl_history_filter, RL, HISTORY_FILTER, GtkWidget)

GtkWidget   *rl_history_filter_new (RlHistoryModel *model) G_GNUC_WARN_UNUSED_RESULT;
GtkDropDown *rl_history_filter_get_choice (RlHistoryFilter *self);

G_END_DECLS
