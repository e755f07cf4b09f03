/* rl-time-row.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "lesions/rl-time-item.h"

G_BEGIN_DECLS

#define RL_TYPE_TIME_ROW (rl_time_row_get_type ())

/**
 * RlTimeRow:
 *
 * A lesion at one time in the list, with its size.
 *
 * Signal "open": the user wants to see it in its study.
 * Signal "link": the user says that it is the same lesion.
 */
G_DECLARE_FINAL_TYPE (RlTimeRow, rl_time_row, RL, TIME_ROW, GtkWidget)

GtkWidget  *rl_time_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
RlTimeItem *rl_time_row_get_item (RlTimeRow       *self);
void        rl_time_row_set_item (RlTimeRow       *self,
                                  RlTimeItem      *item,
                                  GtkTreeListRow  *tree_row);

G_END_DECLS
