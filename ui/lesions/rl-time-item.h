/* rl-time-item.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "library/rim-lesion-times.h"

G_BEGIN_DECLS

/**
 * RlTimeKind:
 * @RL_TIME_HERE: in the image that is shown
 * @RL_TIME_LINKED: in another one, the same lesion
 * @RL_TIME_PROPOSED: in another one, and perhaps the same lesion
 * @RL_TIME_ELSEWHERE: in others only
 * @RL_TIME_GROUP: no lesion, but all that are elsewhere only
 *
 * What a lesion of some time is to those that are shown.
 */
typedef enum
{
  RL_TIME_HERE,
  RL_TIME_LINKED,
  RL_TIME_PROPOSED,
  RL_TIME_ELSEWHERE,
  RL_TIME_GROUP,
} RlTimeKind;

#define RL_TYPE_TIME_ITEM (rl_time_item_get_type ())

/**
 * RlTimeItem:
 *
 * A lesion at one time, in the list. Never changed.
 */
G_DECLARE_FINAL_TYPE (RlTimeItem, rl_time_item, RL, TIME_ITEM, GObject)

RlTimeItem    *rl_time_item_new (RlTimeKind kind,
                                 RimLesionTime *time,
                                 const char    *lesion_id) G_GNUC_WARN_UNUSED_RESULT;
RlTimeItem    *rl_time_item_new_elsewhere  (GPtrArray     *times) G_GNUC_WARN_UNUSED_RESULT;
RlTimeItem    *rl_time_item_new_group      (GPtrArray     *items) G_GNUC_WARN_UNUSED_RESULT;
RlTimeKind     rl_time_item_get_kind       (RlTimeItem    *self);
RimLesionTime *rl_time_item_get_time       (RlTimeItem    *self);
const char    *rl_time_item_get_lesion_id  (RlTimeItem    *self);
GListModel    *rl_time_item_get_times      (RlTimeItem    *self);
gboolean       rl_time_item_equal          (RlTimeItem    *self,
                                            RlTimeItem    *other);
char          *rl_time_item_dup_date       (RlTimeItem    *self) G_GNUC_WARN_UNUSED_RESULT;
char          *rl_time_item_dup_title      (RlTimeItem    *self) G_GNUC_WARN_UNUSED_RESULT;

void           rl_time_items_set           (GListStore    *list,
                                            GPtrArray     *items);

G_END_DECLS
