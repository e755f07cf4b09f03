/* rl-history-item.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "segment/rim-segmentation.h"

G_BEGIN_DECLS

#define RL_TYPE_HISTORY_ITEM (rl_history_item_get_type ())

/**
 * RlHistoryItem:
 *
 * A step of the journal as a row of the history has it, or what was there before all
 * steps. It does not change.
 */
G_DECLARE_FINAL_TYPE (RlHistoryItem, rl_history_item, RL, HISTORY_ITEM, GObject)

RlHistoryItem *rl_history_item_new (RimSegmentation *segmentation,
                                    guint start,
                                    guint end) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *rl_history_item_get_edits    (RlHistoryItem *self);
guint       rl_history_item_get_position (RlHistoryItem *self);
const char *rl_history_item_get_id       (RlHistoryItem *self);
gboolean    rl_history_item_get_place    (RlHistoryItem *self,
                                          RimVec3       *place);

G_END_DECLS
