/* rl-time-item.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "lesions/rl-time-item.h"

#include <glib/gi18n-lib.h>

#include "core/rl-format.h"

struct _RlTimeItem
{
  GObject        parent_instance;

  RlTimeKind     kind;
  RimLesionTime *time;
  char          *lesion_id;   /* of the lesion that is shown, if there is one */
  GListStore    *times;       /* all of them, of what is elsewhere only */
};

G_DEFINE_FINAL_TYPE (RlTimeItem, rl_time_item, G_TYPE_OBJECT)

static void
rl_time_item_finalize (GObject *object)
{
  RlTimeItem *self = RL_TIME_ITEM (object);

  g_clear_pointer (&self->time, rim_lesion_time_unref);
  g_clear_pointer (&self->lesion_id, g_free);
  g_clear_object (&self->times);

  G_OBJECT_CLASS (rl_time_item_parent_class)->finalize (object);
}

static void
rl_time_item_class_init (RlTimeItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_time_item_finalize;
}

static void
rl_time_item_init (RlTimeItem *self)
{
}

/**
 * rl_time_item_new:
 * @kind: what it is to the lesion that is shown
 * @time: a lesion at one time
 * @lesion_id: (nullable): the lesion that is shown
 *
 * Returns: (transfer full): the item
 */
RlTimeItem *
rl_time_item_new (RlTimeKind     kind,
                  RimLesionTime *time,
                  const char    *lesion_id)
{
  RlTimeItem *self = g_object_new (RL_TYPE_TIME_ITEM, NULL);

  self->kind = kind;
  self->time = rim_lesion_time_ref (time);
  self->lesion_id = g_strdup (lesion_id);

  return self;
}

/**
 * rl_time_item_new_elsewhere:
 * @times: (element-type RimLesionTime): a lesion over time, the earliest first
 *
 * Returns: (transfer full): an item for the lesion as it was last; where there are several
 *   times, with all of them
 */
RlTimeItem *
rl_time_item_new_elsewhere (GPtrArray *times)
{
  RlTimeItem *self = rl_time_item_new (RL_TIME_ELSEWHERE, g_ptr_array_index (times, times->len - 1), NULL);

  if (times->len == 1)
    return self;

  self->times = g_list_store_new (RL_TYPE_TIME_ITEM);
  for (guint i = 0; i < times->len; i++)
    {
      g_autoptr(RlTimeItem) item = rl_time_item_new (RL_TIME_LINKED, g_ptr_array_index (times, i), NULL);

      g_list_store_append (self->times, item);
    }

  return self;
}

/**
 * rl_time_item_new_group:
 * @items: (element-type RlTimeItem): lesions that are elsewhere only
 *
 * Returns: (transfer full): an item with all of them below it
 */
RlTimeItem *
rl_time_item_new_group (GPtrArray *items)
{
  RlTimeItem *self = g_object_new (RL_TYPE_TIME_ITEM, NULL);

  self->kind = RL_TIME_GROUP;
  self->times = g_list_store_new (RL_TYPE_TIME_ITEM);
  g_list_store_splice (self->times, 0, 0, items->pdata, items->len);

  return self;
}

RlTimeKind
rl_time_item_get_kind (RlTimeItem *self)
{
  g_return_val_if_fail (RL_IS_TIME_ITEM (self), RL_TIME_HERE);

  return self->kind;
}

/* Returns: (transfer none) (nullable): the lesion; %NULL for a group */
RimLesionTime *
rl_time_item_get_time (RlTimeItem *self)
{
  g_return_val_if_fail (RL_IS_TIME_ITEM (self), NULL);

  return self->time;
}

/* Returns: (nullable): the lesion that is shown and that it belongs to */
const char *
rl_time_item_get_lesion_id (RlTimeItem *self)
{
  g_return_val_if_fail (RL_IS_TIME_ITEM (self), NULL);

  return self->lesion_id;
}

/* Returns: (transfer none) (nullable): of #RlTimeItem, what is below it */
GListModel *
rl_time_item_get_times (RlTimeItem *self)
{
  g_return_val_if_fail (RL_IS_TIME_ITEM (self), NULL);

  return self->times != NULL ? G_LIST_MODEL (self->times) : NULL;
}

static gboolean
has_same_times (GListStore *a,
                GListStore *b)
{
  guint n = a != NULL ? g_list_model_get_n_items (G_LIST_MODEL (a)) : 0;

  if (n != (b != NULL ? g_list_model_get_n_items (G_LIST_MODEL (b)) : 0))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(RlTimeItem) first = g_list_model_get_item (G_LIST_MODEL (a), i);
      g_autoptr(RlTimeItem) second = g_list_model_get_item (G_LIST_MODEL (b), i);

      if (!rl_time_item_equal (first, second))
        return FALSE;
    }

  return TRUE;
}

/* Returns: whether both show the same */
gboolean
rl_time_item_equal (RlTimeItem *self,
                    RlTimeItem *other)
{
  return self->kind == other->kind && self->time == other->time &&
         g_strcmp0 (self->lesion_id, other->lesion_id) == 0 && has_same_times (self->times, other->times);
}

/* Returns: (transfer full): the date of the study, or of what has none the image */
char *
rl_time_item_dup_date (RlTimeItem *self)
{
  const RimDrawnImage *image = self->time->image;
  g_autofree char *date = image->date != NULL ? rl_format_date (image->date) : NULL;

  if (date != NULL && *date != '\0')
    return g_steal_pointer (&date);

  return g_strdup (image->title != NULL && *image->title != '\0' ? image->title : _("Image"));
}

/* Returns: (transfer full): what it is called: when it was, or which lesion it is */
char *
rl_time_item_dup_title (RlTimeItem *self)
{
  guint n = self->times != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->times)) : 0;

  if (self->kind == RL_TIME_GROUP)
    return g_strdup_printf (_("Only on other images (%u)"), n);

  return self->kind == RL_TIME_ELSEWHERE ? g_strdup (self->time->lesion->name) : rl_time_item_dup_date (self);
}

/**
 * rl_time_items_set:
 * @list: of #RlTimeItem
 * @items: (element-type RlTimeItem): what is to be in it
 *
 * Changes the list only where that is something else, so that nothing moves.
 */
void
rl_time_items_set (GListStore *list,
                   GPtrArray  *items)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
  gboolean is_same = n == items->len;

  for (guint i = 0; i < n && is_same; i++)
    {
      g_autoptr(RlTimeItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      is_same = rl_time_item_equal (item, g_ptr_array_index (items, i));
    }

  if (!is_same)
    g_list_store_splice (list, 0, n, items->pdata, items->len);
}
