/* rl-history-model.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"
#include "history/rl-history-item.h"

G_BEGIN_DECLS

#define RL_TYPE_HISTORY_MODEL (rl_history_model_get_type ())

/**
 * RlHistoryState:
 * @RL_HISTORY_DONE: it is done
 * @RL_HISTORY_CURRENT: it is the last that is done of those that are shown
 * @RL_HISTORY_UNDONE: it is undone
 *
 * How a step stands.
 */
typedef enum
{
  RL_HISTORY_DONE,
  RL_HISTORY_CURRENT,
  RL_HISTORY_UNDONE,
} RlHistoryState;

/**
 * RlHistoryModel:
 *
 * The steps of the journal of what a session shows, the newest first, and last what was
 * there before all of them: a list of #RlHistoryItem, each made when it is asked for.
 * Empty where nothing was done.
 *
 * Follows the journal while it is active, before the next frame. Signal "moved": the journal
 * stands elsewhere, the list may be the same; or it is another journal.
 */
G_DECLARE_FINAL_TYPE (RlHistoryModel, rl_history_model, RL, HISTORY_MODEL, GObject)

RlHistoryModel  *rl_history_model_new (RlSession *session) G_GNUC_WARN_UNUSED_RESULT;
RimSegmentation *rl_history_model_get_segmentation (RlHistoryModel *self);
const char      *rl_history_model_get_lesion  (RlHistoryModel *self);
void             rl_history_model_set_lesion  (RlHistoryModel *self,
                                               const char     *lesion_id);
void             rl_history_model_set_active (RlHistoryModel *self,
                                              gboolean        is_active);
guint            rl_history_model_get_n_steps (RlHistoryModel *self);
guint            rl_history_model_get_current (RlHistoryModel *self);
RlHistoryState   rl_history_model_get_state  (RlHistoryModel *self,
                                              RlHistoryItem  *item);

G_END_DECLS
