/* rl-lesion-tree.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "lesions/rl-lesion-item.h"

G_BEGIN_DECLS

/* The lesions of a session, each with its times below it, and after them those that only
 * other images have. Rows are #GtkTreeListRow of #RlLesionItem and #RlTimeItem.
 */
GListModel   *rl_lesion_tree_new       (GListModel *lesions) G_GNUC_WARN_UNUSED_RESULT;
void          rl_lesion_tree_add       (GListModel *tree,
                                        GListModel *elsewhere);
guint         rl_lesion_tree_find      (GListModel *tree,
                                        const char *lesion_id);
RlLesionItem *rl_lesion_tree_dup_item  (GListModel *tree,
                                        guint       position) G_GNUC_WARN_UNUSED_RESULT;
RlTimeItem   *rl_lesion_tree_dup_time  (GListModel *tree,
                                        guint       position) G_GNUC_WARN_UNUSED_RESULT;
gboolean      rl_lesion_tree_expand    (GListModel *tree,
                                        guint       position,
                                        gboolean    expand);

G_END_DECLS
