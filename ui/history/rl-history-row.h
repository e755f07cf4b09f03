/* rl-history-row.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "history/rl-history-model.h"
#include "history/rl-history-pictures.h"

G_BEGIN_DECLS

#define RL_TYPE_HISTORY_ROW (rl_history_row_get_type ())

/**
 * RlHistoryRow:
 *
 * A step: what it changed as a picture, what it was, of which lesion, by whom and when.
 * Pale while it is undone.
 */
G_DECLARE_FINAL_TYPE (RlHistoryRow, rl_history_row, RL, HISTORY_ROW, GtkWidget)

GtkWidget *rl_history_row_new (RlHistoryModel    *model,
                               RlHistoryPictures *pictures) G_GNUC_WARN_UNUSED_RESULT;
void       rl_history_row_set_item (RlHistoryRow  *self,
                                    RlHistoryItem *item);

G_END_DECLS
