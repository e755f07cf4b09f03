/* rl-thumbnails.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "browser/rl-thumbnails.h"

#include "library/rim-thumbnail.h"

/* What a user scrolls past within minutes, in some megabytes. */
#define MAX_PICTURES 500u

struct _RlThumbnails
{
  GObject     parent_instance;

  RlJobs     *jobs;
  RimLibrary *library;
  GHashTable *pictures;         /* id to Picture */
  GQueue      order;            /* of those ids, the oldest first */
  GArray     *wanted;           /* of RlThumbnailWish */
  gboolean    paused;
};

/* @texture is NULL where none could be made. */
typedef struct
{
  RlThumbnailWish  wish;
  GdkTexture      *texture;
} Picture;

enum
{
  READY,
  N_SIGNALS
};

typedef struct
{
  RimLibrary      *library;
  RlThumbnailWish  wish;
} Input;

G_DEFINE_FINAL_TYPE (RlThumbnails, rl_thumbnails, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void make_next (RlThumbnails *self);

static void
input_free (gpointer data)
{
  Input *input = data;

  g_object_unref (input->library);
  g_free (input);
}

static GdkTexture *
new_texture (GBytes *grey)
{
  const guint8 *from = g_bytes_get_data (grey, NULL);
  gsize n = g_bytes_get_size (grey);
  guint8 *pixels = g_malloc (3 * n);
  g_autoptr(GBytes) bytes = g_bytes_new_take (pixels, 3 * n);

  for (gsize i = 0; i < 3 * n; i++)
    pixels[i] = from[i / 3];

  return gdk_memory_texture_new (RIM_THUMBNAIL_SIZE, RIM_THUMBNAIL_SIZE, GDK_MEMORY_R8G8B8, bytes,
                                 3 * RIM_THUMBNAIL_SIZE);
}

static void
picture_free (gpointer data)
{
  Picture *picture = data;

  g_clear_object (&picture->texture);
  g_free (picture);
}

static gpointer
make_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  Input *input = data;
  g_autoptr(GBytes) grey = rim_library_read_thumbnail (input->library, input->wish.series_id,
                                                       rl_job_get_cancellable (job), NULL);
  Picture *picture = g_new0 (Picture, 1);

  picture->wish = input->wish;
  if (grey != NULL)
    picture->texture = new_texture (grey);

  return picture;
}

static void
forget (RlThumbnails *self,
        gint64        id)
{
  Picture *picture = g_hash_table_lookup (self->pictures, &id);

  if (picture == NULL)
    return;

  g_queue_remove (&self->order, picture);
  g_hash_table_remove (self->pictures, &id);
}

static void
keep (RlThumbnails *self,
      Picture      *picture)
{
  forget (self, picture->wish.series_id);
  g_hash_table_insert (self->pictures, &picture->wish.series_id, picture);
  g_queue_push_tail (&self->order, picture);
  if (g_queue_get_length (&self->order) > MAX_PICTURES)
    forget (self, ((Picture *) g_queue_peek_head (&self->order))->wish.series_id);
}

static void
make_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlThumbnails *self = owner;
  Picture *made = result;
  Picture *picture = g_new0 (Picture, 1);

  picture->wish = made->wish;
  g_set_object (&picture->texture, made->texture);
  keep (self, picture);
  if (picture->texture != NULL)
    g_signal_emit (self, signals[READY], 0, picture->wish.series_id);
  make_next (self);
}

static const RlJobKind make_kind = {
  .policy = RL_JOB_REPLACE,
  .run = make_run,
  .done = make_done,
  .free_input = input_free,
  .free_result = picture_free,
};

static Picture *
find (RlThumbnails          *self,
      const RlThumbnailWish *wish)
{
  Picture *picture = g_hash_table_lookup (self->pictures, &wish->series_id);

  return picture != NULL && picture->wish.n_slices == wish->n_slices ? picture : NULL;
}

static void
make_next (RlThumbnails *self)
{
  if (self->paused || rl_jobs_is_busy (self->jobs, &make_kind, self))
    return;

  while (self->wanted->len > 0)
    {
      RlThumbnailWish wish = g_array_index (self->wanted, RlThumbnailWish, 0);
      Input *input;

      g_array_remove_index (self->wanted, 0);
      if (find (self, &wish) != NULL)
        continue;

      input = g_new (Input, 1);
      input->library = g_object_ref (self->library);
      input->wish = wish;
      rl_jobs_start (self->jobs, &make_kind, self, input);
      return;
    }
}

static gboolean
has_failed (gpointer id,
            gpointer picture,
            gpointer data)
{
  RlThumbnails *self = data;

  if (((Picture *) picture)->texture != NULL)
    return FALSE;

  g_queue_remove (&self->order, picture);

  return TRUE;
}

/* Files may have come back. */
static void
library_changed_cb (RlThumbnails *self)
{
  g_hash_table_foreach_remove (self->pictures, has_failed, self);
}

static void
rl_thumbnails_finalize (GObject *object)
{
  RlThumbnails *self = RL_THUMBNAILS (object);

  g_queue_clear (&self->order);
  g_clear_pointer (&self->pictures, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_array_unref);
  g_clear_object (&self->library);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_thumbnails_parent_class)->finalize (object);
}

static void
rl_thumbnails_class_init (RlThumbnailsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_thumbnails_finalize;

  signals[READY] = g_signal_new ("ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
rl_thumbnails_init (RlThumbnails *self)
{
  g_queue_init (&self->order);
  self->pictures = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, picture_free);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (RlThumbnailWish));
}

/**
 * rl_thumbnails_new:
 * @jobs: where they are made
 * @library: whose series
 */
RlThumbnails *
rl_thumbnails_new (RlJobs     *jobs,
                   RimLibrary *library)
{
  RlThumbnails *self = g_object_new (RL_TYPE_THUMBNAILS, NULL);

  self->jobs = g_object_ref (jobs);
  self->library = g_object_ref (library);
  g_signal_connect_object (library, "changed", G_CALLBACK (library_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * rl_thumbnails_lookup:
 * @self: the thumbnails
 * @wish: a series
 *
 * Returns: (transfer none) (nullable): its picture, if there is one already
 */
GdkTexture *
rl_thumbnails_lookup (RlThumbnails          *self,
                      const RlThumbnailWish *wish)
{
  Picture *picture;

  g_return_val_if_fail (RL_IS_THUMBNAILS (self), NULL);

  picture = find (self, wish);

  return picture != NULL ? picture->texture : NULL;
}

/**
 * rl_thumbnails_set_wanted:
 * @self: the thumbnails
 * @wishes: (array length=n_wishes): series, the first one first
 * @n_wishes: how many
 *
 * Has their pictures made that are not there yet, and no longer those that were
 * wanted before. A series that gave none is asked again when the library has
 * changed.
 */
void
rl_thumbnails_set_wanted (RlThumbnails          *self,
                          const RlThumbnailWish *wishes,
                          guint                  n_wishes)
{
  g_return_if_fail (RL_IS_THUMBNAILS (self));

  g_array_set_size (self->wanted, 0);
  g_array_append_vals (self->wanted, wishes, n_wishes);
  make_next (self);
}

/**
 * rl_thumbnails_set_paused:
 * @self: the thumbnails
 * @paused: whether something more urgent needs the disk and the processors
 */
void
rl_thumbnails_set_paused (RlThumbnails *self,
                          gboolean      paused)
{
  g_return_if_fail (RL_IS_THUMBNAILS (self));

  self->paused = paused;
  make_next (self);
}

/* Returns: whether a picture is being made */
gboolean
rl_thumbnails_is_busy (RlThumbnails *self)
{
  g_return_val_if_fail (RL_IS_THUMBNAILS (self), FALSE);

  return rl_jobs_is_busy (self->jobs, &make_kind, self);
}
