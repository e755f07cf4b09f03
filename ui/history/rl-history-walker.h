/* rl-history-walker.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"

G_BEGIN_DECLS

#define RL_TYPE_HISTORY_WALKER (rl_history_walker_get_type ())

/**
 * RlHistoryWalker:
 *
 * Undoes or redoes until the journal of a session stands at a step, a few at a time, so
 * that the window answers meanwhile. Whatever else is done stops it.
 *
 * Signal "stopped" (string reason): what was in the way, nullable where nothing was.
 */
G_DECLARE_FINAL_TYPE (RlHistoryWalker, rl_history_walker, RL, HISTORY_WALKER, GObject)

RlHistoryWalker *rl_history_walker_new (RlSession *session) G_GNUC_WARN_UNUSED_RESULT;
void             rl_history_walker_go     (RlHistoryWalker *self,
                                           guint            position);
gboolean         rl_history_walker_is_busy (RlHistoryWalker *self);

G_END_DECLS
