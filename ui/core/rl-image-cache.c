/* rl-image-cache.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "core/rl-image-cache.h"

typedef struct
{
  gint64    series_id;
  RlOpened *opened;
  guint64   bytes;
} Entry;

struct _RlImageCache
{
  GObject    parent_instance;

  GQueue     entries;           /* of Entry, the last one shown first */
  GPtrArray *sessions;
  guint64    budget;
};

G_DEFINE_FINAL_TYPE (RlImageCache, rl_image_cache, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  Entry *self = data;

  rl_opened_free (self->opened);
  g_free (self);
}

static guint64
get_bytes (RimVolume *volume)
{
  if (volume == NULL)
    return 0;

  return (guint64) rim_grid_get_n_voxels (rim_volume_get_grid (volume)) *
         rim_voxel_type_get_size (rim_volume_get_voxel_type (volume));
}

static gboolean
is_shown (RlImageCache *self,
          const Entry  *entry)
{
  for (guint i = 0; i < self->sessions->len; i++)
    {
      RlSession *session = g_ptr_array_index (self->sessions, i);
      RimVolume *ct = rl_session_get_volume (session, RL_LAYER_CT);
      RimVolume *pet = rl_session_get_volume (session, RL_LAYER_PET);

      if ((ct != NULL && ct == entry->opened->ct) || (pet != NULL && pet == entry->opened->pet))
        return TRUE;
    }

  return FALSE;
}

static void
trim (RlImageCache *self)
{
  guint64 kept = 0;
  GList *next;

  for (GList *l = self->entries.head; l != NULL; l = next)
    {
      Entry *entry = l->data;

      next = l->next;
      if (is_shown (self, entry))
        continue;

      if (entry->bytes > self->budget - kept)
        {
          entry_free (entry);
          g_queue_delete_link (&self->entries, l);
        }
      else
        {
          kept += entry->bytes;
        }
    }
}

static GList *
find (RlImageCache *self,
      gint64        series_id)
{
  for (GList *l = self->entries.head; l != NULL; l = l->next)
    if (((Entry *) l->data)->series_id == series_id)
      return l;

  return NULL;
}

static void
rl_image_cache_finalize (GObject *object)
{
  RlImageCache *self = RL_IMAGE_CACHE (object);

  g_queue_clear_full (&self->entries, entry_free);
  g_ptr_array_unref (self->sessions);

  G_OBJECT_CLASS (rl_image_cache_parent_class)->finalize (object);
}

static void
rl_image_cache_class_init (RlImageCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_image_cache_finalize;
}

static void
rl_image_cache_init (RlImageCache *self)
{
  g_queue_init (&self->entries);
  self->sessions = g_ptr_array_new_with_free_func (g_object_unref);
}

RlImageCache *
rl_image_cache_new (void)
{
  return g_object_new (RL_TYPE_IMAGE_CACHE, NULL);
}

/**
 * rl_image_cache_add_session:
 * @self: a cache
 * @session: what shows images; these are not dropped
 */
void
rl_image_cache_add_session (RlImageCache *self,
                            RlSession    *session)
{
  g_return_if_fail (RL_IS_IMAGE_CACHE (self));
  g_return_if_fail (RL_IS_SESSION (session));

  g_ptr_array_add (self->sessions, g_object_ref (session));
  g_signal_connect_object (session, "images-changed", G_CALLBACK (trim), self, G_CONNECT_SWAPPED);
}

/**
 * rl_image_cache_remove_session:
 * @self: a cache
 * @session: what was added and shows nothing any more
 */
void
rl_image_cache_remove_session (RlImageCache *self,
                               RlSession    *session)
{
  g_return_if_fail (RL_IS_IMAGE_CACHE (self));
  g_return_if_fail (RL_IS_SESSION (session));

  g_signal_handlers_disconnect_by_func (session, trim, self);
  g_ptr_array_remove (self->sessions, session);
}

static gboolean
is_drawn_on (RlSession      *session,
             const RlOpened *opened)
{
  RimVolume *base = rl_session_get_base (session);
  RimSource *source = base != NULL ? rim_volume_get_source (base) : NULL;

  return source != NULL && source->series_part == opened->series_part &&
         g_strcmp0 (source->series_uid, opened->series_uid) == 0 &&
         g_strcmp0 (source->study_uid, opened->study_uid) == 0;
}

/**
 * rl_image_cache_find_segmentation:
 * @self: a cache
 * @asking: the session that is going to show @opened
 * @opened: what was opened
 *
 * What is drawn on an image is the same thing wherever the image is shown, so that
 * a stroke in one tab is seen in all.
 *
 * Returns: (transfer none) (nullable): what another session has of it
 */
RimSegmentation *
rl_image_cache_find_segmentation (RlImageCache *self,
                                  RlSession    *asking,
                                  RlOpened     *opened)
{
  g_return_val_if_fail (RL_IS_IMAGE_CACHE (self), NULL);
  g_return_val_if_fail (opened != NULL, NULL);

  for (guint i = 0; i < self->sessions->len; i++)
    {
      RlSession *session = g_ptr_array_index (self->sessions, i);

      RimSegmentation *drawn = rl_session_get_segmentation (session);

      if (session != asking && drawn != NULL && is_drawn_on (session, opened) &&
          g_strcmp0 (rim_segmentation_get_id (drawn), rim_segmentation_get_id (opened->segmentation)) == 0)
        return drawn;
    }

  return NULL;
}

/**
 * rl_image_cache_set_budget:
 * @self: a cache
 * @bytes: of images that are kept though they are not shown
 */
void
rl_image_cache_set_budget (RlImageCache *self,
                           guint64       bytes)
{
  g_return_if_fail (RL_IS_IMAGE_CACHE (self));

  self->budget = bytes;
  trim (self);
}

/**
 * rl_image_cache_put:
 * @self: a cache
 * @series_id: what was asked for
 * @opened: what was opened for it, every slice of which is there
 */
void
rl_image_cache_put (RlImageCache *self,
                    gint64        series_id,
                    RlOpened     *opened)
{
  Entry *entry;

  g_return_if_fail (RL_IS_IMAGE_CACHE (self));
  g_return_if_fail (opened != NULL);

  rl_image_cache_forget (self, series_id);
  entry = g_new0 (Entry, 1);
  entry->series_id = series_id;
  entry->opened = rl_opened_copy_images (opened);
  entry->bytes = get_bytes (opened->ct) + get_bytes (opened->pet);
  g_queue_push_head (&self->entries, entry);
  trim (self);
}

/**
 * rl_image_cache_get:
 * @self: a cache
 * @series_id: what is asked for
 *
 * Returns: (transfer full) (nullable): what was opened for it, without what is
 *   drawn on it
 */
RlOpened *
rl_image_cache_get (RlImageCache *self,
                    gint64        series_id)
{
  GList *link;

  g_return_val_if_fail (RL_IS_IMAGE_CACHE (self), NULL);

  link = find (self, series_id);
  if (link == NULL)
    return NULL;

  g_queue_unlink (&self->entries, link);
  g_queue_push_head_link (&self->entries, link);

  return rl_opened_copy_images (((Entry *) link->data)->opened);
}

/**
 * rl_image_cache_forget:
 * @self: a cache
 * @series_id: what was asked for
 *
 * Keeps it no longer.
 */
void
rl_image_cache_forget (RlImageCache *self,
                       gint64        series_id)
{
  GList *link;

  g_return_if_fail (RL_IS_IMAGE_CACHE (self));

  link = find (self, series_id);
  if (link == NULL)
    return;

  entry_free (link->data);
  g_queue_delete_link (&self->entries, link);
}

/* Keeps nothing, such as when the library has other files now. */
void
rl_image_cache_clear (RlImageCache *self)
{
  g_return_if_fail (RL_IS_IMAGE_CACHE (self));

  g_queue_clear_full (&self->entries, entry_free);
}

/* Returns: of all images it keeps, shown or not */
guint64
rl_image_cache_get_bytes (RlImageCache *self)
{
  guint64 bytes = 0;

  g_return_val_if_fail (RL_IS_IMAGE_CACHE (self), 0);

  for (GList *l = self->entries.head; l != NULL; l = l->next)
    bytes += ((Entry *) l->data)->bytes;

  return bytes;
}
