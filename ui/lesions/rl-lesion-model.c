/* rl-lesion-model.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "lesions/rl-lesion-model.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "tools/rl-target.h"

struct _RlLesionModel
{
  GObject        parent_instance;

  RlSession     *session;
  GListStore    *items;
  RlLesionTimes *times;
};

G_DEFINE_FINAL_TYPE (RlLesionModel, rl_lesion_model, G_TYPE_OBJECT)

static guint
get_n (RlLesionModel *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->items));
}

static gboolean
is_at (RlLesionModel *self,
       guint          position,
       const char    *id)
{
  g_autoptr(RlLesionItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  return item != NULL && strcmp (rl_lesion_item_get_id (item), id) == 0;
}

/* Puts the lesion at its place; the item moves if it stood elsewhere. */
static void
place (RlLesionModel *self,
       RimLesion     *lesion,
       guint          position)
{
  g_autoptr(RlLesionItem) item = NULL;
  guint old;

  if (!is_at (self, position, lesion->id))
    {
      old = rl_lesion_model_find (self, lesion->id);
      item = old < get_n (self) ? g_list_model_get_item (G_LIST_MODEL (self->items), old)
                                : rl_lesion_item_new (self->session, lesion);
      if (old < get_n (self))
        g_list_store_remove (self->items, old);
      rl_lesion_item_update (item, lesion, position + 1);
      g_list_store_insert (self->items, position, item);
      return;
    }

  item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  rl_lesion_item_update (item, lesion, position + 1);
}

static void
remove_gone (RlLesionModel *self)
{
  for (guint i = get_n (self); i > 0; i--)
    {
      g_autoptr(RlLesionItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i - 1);

      if (rl_session_find_lesion (self->session, rl_lesion_item_get_id (item)) == NULL)
        g_list_store_remove (self->items, i - 1);
    }
}

static void
update_times (RlLesionModel *self)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  gboolean is_over_time = FALSE;

  for (guint i = 0; i < get_n (self); i++)
    {
      g_autoptr(RlLesionItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      GPtrArray *times = rl_lesion_times_list (self->times, rl_lesion_item_get_id (item));

      g_ptr_array_add (all, times);
      is_over_time |= times->len > 0;
    }
  is_over_time |= g_list_model_get_n_items (rl_lesion_times_get_elsewhere (self->times)) > 0;

  for (guint i = 0; i < get_n (self); i++)
    {
      g_autoptr(RlLesionItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      rl_lesion_item_set_times (item, g_ptr_array_index (all, i), is_over_time);
    }
}

static void
update (RlLesionModel *self)
{
  guint n = rl_session_get_n_lesions (self->session);

  remove_gone (self);
  for (guint i = 0; i < n; i++)
    place (self, rl_session_get_lesion (self->session, i), i);
}

static void
rl_lesion_model_finalize (GObject *object)
{
  RlLesionModel *self = RL_LESION_MODEL (object);

  g_clear_object (&self->session);
  g_clear_object (&self->items);
  g_clear_object (&self->times);

  G_OBJECT_CLASS (rl_lesion_model_parent_class)->finalize (object);
}

static void
rl_lesion_model_class_init (RlLesionModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_lesion_model_finalize;
}

static void
rl_lesion_model_init (RlLesionModel *self)
{
  self->items = g_list_store_new (RL_TYPE_LESION_ITEM);
}

RlLesionModel *
rl_lesion_model_new (RlSession *session)
{
  RlLesionModel *self = g_object_new (RL_TYPE_LESION_MODEL, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "lesions-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "display-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return self;
}

/* Returns: (transfer none): of #RlLesionItem */
GListModel *
rl_lesion_model_get_list (RlLesionModel *self)
{
  g_return_val_if_fail (RL_IS_LESION_MODEL (self), NULL);

  return G_LIST_MODEL (self->items);
}

/**
 * rl_lesion_model_set_times:
 * @self: a model
 * @times: the lesions over time; once
 */
void
rl_lesion_model_set_times (RlLesionModel *self,
                           RlLesionTimes *times)
{
  g_return_if_fail (RL_IS_LESION_MODEL (self));
  g_return_if_fail (self->times == NULL);

  self->times = g_object_ref (times);
  g_signal_connect_object (times, "changed", G_CALLBACK (update_times), self, G_CONNECT_SWAPPED);
  update_times (self);
}

/**
 * rl_lesion_model_find:
 * @self: a model
 * @lesion_id: (nullable): a lesion
 *
 * Returns: its position, or %G_MAXUINT
 */
guint
rl_lesion_model_find (RlLesionModel *self,
                      const char    *lesion_id)
{
  g_return_val_if_fail (RL_IS_LESION_MODEL (self), G_MAXUINT);

  for (guint i = 0; lesion_id != NULL && i < get_n (self); i++)
    if (is_at (self, i, lesion_id))
      return i;

  return G_MAXUINT;
}

static gboolean
is_name_taken (RlLesionModel *self,
               const char    *name)
{
  for (guint i = 0; i < rl_session_get_n_lesions (self->session); i++)
    if (strcmp (rl_session_get_lesion (self->session, i)->name, name) == 0)
      return TRUE;

  return FALSE;
}

static char *
make_name (RlLesionModel *self)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *name = g_strdup_printf (_("Lesion %u"), i);

      if (!is_name_taken (self, name))
        return g_steal_pointer (&name);
    }
}

static RimLesion *
new_plain (RlLesionModel *self,
           RimMask       *mask)
{
  g_autofree char *name = make_name (self);
  g_autoptr(RimLesion) plain = rim_lesion_new (name, mask);
  guint8 color[3];

  rim_lesion_get_palette_color (get_n (self), color);

  return rim_lesion_with_color (plain, color);
}

/**
 * rl_lesion_model_add:
 * @self: a model
 *
 * Adds an empty lesion on the grid of the base image, as one edit.
 *
 * Returns: (nullable) (transfer full): its id; %NULL where nothing is open
 */
char *
rl_lesion_model_add (RlLesionModel *self)
{
  RimSegmentation *segmentation;
  RimVolume *base;
  g_autoptr(RimMask) mask = NULL;
  g_autoptr(RimLesion) lesion = NULL;

  g_return_val_if_fail (RL_IS_LESION_MODEL (self), NULL);

  segmentation = rl_session_get_segmentation (self->session);
  base = rl_session_get_base (self->session);
  if (segmentation == NULL || base == NULL)
    return NULL;

  mask = rim_mask_new (rim_volume_get_grid (base));
  if (rl_session_get_next_lesion (self->session) != NULL)
    lesion = rl_target_new_lesion (self->session, mask, 0);
  else
    lesion = new_plain (self, mask);
  rim_segmentation_add (segmentation, lesion, "add");

  return g_strdup (lesion->id);
}
