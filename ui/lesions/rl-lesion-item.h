/* rl-lesion-item.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-session.h"
#include "lesions/rl-time-item.h"

G_BEGIN_DECLS

#define RL_TYPE_LESION_ITEM (rl_lesion_item_get_type ())

/**
 * RlLesionItem:
 *
 * A lesion in the list: the same object from its first edit to its last. What
 * the user does to it becomes an edit in the segmentation's journal.
 *
 * Signal "changed": what it shows is different now.
 */
G_DECLARE_FINAL_TYPE (RlLesionItem, rl_lesion_item, RL, LESION_ITEM, GObject)

RlLesionItem *rl_lesion_item_new (RlSession    *session,
                                  RimLesion    *lesion) G_GNUC_WARN_UNUSED_RESULT;
const char   *rl_lesion_item_get_id      (RlLesionItem *self);
RimLesion    *rl_lesion_item_get_lesion  (RlLesionItem *self);
gboolean      rl_lesion_item_get_visible (RlLesionItem *self);
guint         rl_lesion_item_get_number  (RlLesionItem *self);
GListModel   *rl_lesion_item_get_times   (RlLesionItem *self);
void          rl_lesion_item_set_times   (RlLesionItem *self,
                                          GPtrArray    *times,
                                          gboolean      is_over_time);
gboolean      rl_lesion_item_get_over_time (RlLesionItem *self);
void          rl_lesion_item_update      (RlLesionItem *self,
                                          RimLesion    *lesion,
                                          guint         number);

/* Commands */
void          rl_lesion_item_rename      (RlLesionItem *self,
                                          const char   *name);
void          rl_lesion_item_set_visible (RlLesionItem *self,
                                          gboolean      visible);
void          rl_lesion_item_set_locked  (RlLesionItem *self,
                                          gboolean      locked);
void          rl_lesion_item_jump        (RlLesionItem *self);
gboolean      rl_lesion_item_remove      (RlLesionItem *self);

G_END_DECLS
