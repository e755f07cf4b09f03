/* rl-lesion-item.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "lesions/rl-lesion-item.h"

#include <string.h>

#include "core/rl-lesion-center.h"
#include "segment/rim-lesion-review.h"

struct _RlLesionItem
{
  GObject     parent_instance;

  RlSession  *session;
  RimLesion  *lesion;
  guint       number;
  gboolean    visible;
  GListStore *times;
  gboolean    is_over_time;
};

enum
{
  CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlLesionItem, rl_lesion_item, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static gboolean
looks_equal (RimLesion *a,
             RimLesion *b)
{
  return strcmp (a->name, b->name) == 0 && a->locked == b->locked &&
         memcmp (a->color, b->color, sizeof a->color) == 0 &&
         g_strcmp0 (a->region.meaning, b->region.meaning) == 0 &&
         rim_lesion_get_status (a) == rim_lesion_get_status (b) &&
         rim_review_equal (&a->review, &b->review);
}

/* What is shown may be a stroke in progress; commands start from what was
 * committed.
 */
static RimLesion *
find_committed (RlLesionItem *self)
{
  RimSegmentation *segmentation = rl_session_get_segmentation (self->session);

  return segmentation != NULL ? rim_segmentation_find (segmentation, self->lesion->id, NULL)
                              : NULL;
}

static void
rl_lesion_item_finalize (GObject *object)
{
  RlLesionItem *self = RL_LESION_ITEM (object);

  g_clear_object (&self->session);
  g_clear_object (&self->times);
  g_clear_pointer (&self->lesion, rim_lesion_unref);

  G_OBJECT_CLASS (rl_lesion_item_parent_class)->finalize (object);
}

static void
rl_lesion_item_class_init (RlLesionItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_lesion_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_lesion_item_init (RlLesionItem *self)
{
  self->visible = TRUE;
  self->times = g_list_store_new (RL_TYPE_TIME_ITEM);
}

RlLesionItem *
rl_lesion_item_new (RlSession *session,
                    RimLesion *lesion)
{
  RlLesionItem *self = g_object_new (RL_TYPE_LESION_ITEM, NULL);

  self->session = g_object_ref (session);
  self->lesion = rim_lesion_ref (lesion);
  self->visible = rl_session_is_lesion_visible (session, lesion->id);

  return self;
}

const char *
rl_lesion_item_get_id (RlLesionItem *self)
{
  g_return_val_if_fail (RL_IS_LESION_ITEM (self), NULL);

  return self->lesion->id;
}

/* Returns: (transfer none) */
RimLesion *
rl_lesion_item_get_lesion (RlLesionItem *self)
{
  g_return_val_if_fail (RL_IS_LESION_ITEM (self), NULL);

  return self->lesion;
}

gboolean
rl_lesion_item_get_visible (RlLesionItem *self)
{
  g_return_val_if_fail (RL_IS_LESION_ITEM (self), FALSE);

  return self->visible;
}

/* Returns: where it stands in the list, from 1 */
guint
rl_lesion_item_get_number (RlLesionItem *self)
{
  g_return_val_if_fail (RL_IS_LESION_ITEM (self), 0);

  return self->number;
}

/* Returns: (transfer none): of #RlTimeItem, the lesion over time; empty where it has no other
 * time
 */
GListModel *
rl_lesion_item_get_times (RlLesionItem *self)
{
  g_return_val_if_fail (RL_IS_LESION_ITEM (self), NULL);

  return G_LIST_MODEL (self->times);
}

/**
 * rl_lesion_item_set_times:
 * @self: an item
 * @times: (element-type RlTimeItem): the lesion over time
 * @is_over_time: whether any lesion of the list has other times
 */
void
rl_lesion_item_set_times (RlLesionItem *self,
                          GPtrArray    *times,
                          gboolean      is_over_time)
{
  g_return_if_fail (RL_IS_LESION_ITEM (self));

  rl_time_items_set (self->times, times);
  if (self->is_over_time == is_over_time)
    return;

  self->is_over_time = is_over_time;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Returns: whether any lesion of the list has other times */
gboolean
rl_lesion_item_get_over_time (RlLesionItem *self)
{
  g_return_val_if_fail (RL_IS_LESION_ITEM (self), FALSE);

  return self->is_over_time;
}

/**
 * rl_lesion_item_update:
 * @self: an item
 * @lesion: the lesion as it is now
 * @number: where it stands in the list, from 1
 */
void
rl_lesion_item_update (RlLesionItem *self,
                       RimLesion    *lesion,
                       guint         number)
{
  gboolean visible;
  gboolean changed;

  g_return_if_fail (RL_IS_LESION_ITEM (self));

  visible = rl_session_is_lesion_visible (self->session, lesion->id);
  changed = number != self->number || visible != self->visible ||
            !looks_equal (self->lesion, lesion);

  rim_lesion_ref (lesion);
  rim_lesion_unref (self->lesion);
  self->lesion = lesion;
  self->number = number;
  self->visible = visible;

  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rl_lesion_item_rename:
 * @self: an item
 * @name: what to call it; an empty name changes nothing
 */
void
rl_lesion_item_rename (RlLesionItem *self,
                       const char   *name)
{
  RimLesion *lesion;
  g_autofree char *trimmed = NULL;
  g_autoptr(RimLesion) renamed = NULL;

  g_return_if_fail (RL_IS_LESION_ITEM (self));

  lesion = find_committed (self);
  trimmed = g_strstrip (g_strdup (name));
  if (lesion == NULL || *trimmed == '\0' || strcmp (trimmed, lesion->name) == 0)
    {
      g_signal_emit (self, signals[CHANGED], 0);
      return;
    }

  renamed = rim_lesion_with_name (lesion, trimmed);
  rim_segmentation_replace (rl_session_get_segmentation (self->session), renamed, "rename");
}

void
rl_lesion_item_set_visible (RlLesionItem *self,
                            gboolean      visible)
{
  g_return_if_fail (RL_IS_LESION_ITEM (self));

  rl_session_set_lesion_visible (self->session, self->lesion->id, visible);
  rl_lesion_item_update (self, self->lesion, self->number);
}

void
rl_lesion_item_set_locked (RlLesionItem *self,
                           gboolean      locked)
{
  RimLesion *lesion;
  g_autoptr(RimLesion) changed = NULL;

  g_return_if_fail (RL_IS_LESION_ITEM (self));

  lesion = find_committed (self);
  if (lesion == NULL || !!locked == !!lesion->locked)
    return;

  changed = rim_lesion_with_locked (lesion, locked);
  rim_segmentation_replace (rl_session_get_segmentation (self->session), changed,
                            locked ? "lock" : "unlock");
}

/**
 * rl_lesion_item_jump:
 * @self: an item
 *
 * Makes it the active one and moves the crosshair to it.
 */
void
rl_lesion_item_jump (RlLesionItem *self)
{
  RimVec3 center;

  g_return_if_fail (RL_IS_LESION_ITEM (self));

  rl_session_set_active_lesion (self->session, self->lesion->id);
  if (rl_lesion_find_center (self->lesion, &center))
    rl_session_set_cursor (self->session, center);
}

/* Returns: whether it was removed; one that is finished or signed stays */
gboolean
rl_lesion_item_remove (RlLesionItem *self)
{
  RimSegmentation *segmentation;

  g_return_val_if_fail (RL_IS_LESION_ITEM (self), FALSE);

  segmentation = rl_session_get_segmentation (self->session);

  return segmentation != NULL && rim_segmentation_remove (segmentation, self->lesion->id, "delete");
}
