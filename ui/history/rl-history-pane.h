/* rl-history-pane.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-jobs.h"
#include "history/rl-history-filter.h"
#include "history/rl-history-model.h"

G_BEGIN_DECLS

#define RL_TYPE_HISTORY_PANE (rl_history_pane_get_type ())

/**
 * RlHistoryPane:
 *
 * All that was done, the newest first, and the way back or forward to any of it: Enter on a
 * row, or the button below the list. The images show where the step that is selected was.
 *
 * Action: "history.go" to the step that is selected. Signal "message" (string): what to
 * tell the user.
 */
G_DECLARE_FINAL_TYPE (RlHistoryPane, rl_history_pane, RL, HISTORY_PANE, GtkWidget)

GtkWidget       *rl_history_pane_new (RlJobs    *jobs,
                                      RlSession *session) G_GNUC_WARN_UNUSED_RESULT;
RlHistoryModel  *rl_history_pane_get_model  (RlHistoryPane *self);
RlHistoryFilter *rl_history_pane_get_filter (RlHistoryPane *self);
void             rl_history_pane_select     (RlHistoryPane *self,
                                             guint          index);
gboolean         rl_history_pane_is_walking (RlHistoryPane *self);

G_END_DECLS
