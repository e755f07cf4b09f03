/* rl-lesion-row.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "lesions/rl-lesion-item.h"

G_BEGIN_DECLS

#define RL_TYPE_LESION_ROW (rl_lesion_row_get_type ())

/**
 * RlLesionRow:
 *
 * One lesion in the list. Actions: "lesion.rename", "lesion.jump",
 * "lesion.delete", "lesion.toggle-visible", "lesion.toggle-locked".
 */
G_DECLARE_FINAL_TYPE (RlLesionRow, rl_lesion_row, RL, LESION_ROW, GtkWidget)

GtkWidget    *rl_lesion_row_new (void) G_GNUC_WARN_UNUSED_RESULT;
RlLesionItem *rl_lesion_row_get_item      (RlLesionRow  *self);
void          rl_lesion_row_set_item      (RlLesionRow  *self,
                                           RlLesionItem *item);
void          rl_lesion_row_set_tree_row  (RlLesionRow    *self,
                                           GtkTreeListRow *tree_row);
void          rl_lesion_row_start_editing (RlLesionRow  *self);

G_END_DECLS
