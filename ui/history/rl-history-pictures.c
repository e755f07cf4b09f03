/* rl-history-pictures.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "history/rl-history-pictures.h"

#include "view/rim-change-picture.h"

/* As large as a row shows them on a screen of two pixels per point. */
#define SIZE         112u
#define MAX_PICTURES 500u

struct _RlHistoryPictures
{
  GObject     parent_instance;

  RlJobs     *jobs;
  RlSession  *session;
  GHashTable *made;       /* id to Made */
  GQueue      order;      /* of Made, the oldest first */
  GPtrArray  *wanted;     /* of RlHistoryItem, the one asked for last at the end */
};

typedef struct
{
  char             *id;
  RlHistoryPicture  picture;
} Made;

typedef struct
{
  char      *id;
  GPtrArray *edits;
  RimVolume *volume;      /* NULL where nothing is open */
  RimLayer   layer;
} Input;

enum
{
  READY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RlHistoryPictures, rl_history_pictures, G_TYPE_OBJECT)

static void make_next (RlHistoryPictures *self);

static void
made_free (gpointer data)
{
  Made *made = data;

  g_clear_object (&made->picture.texture);
  g_free (made->id);
  g_free (made);
}

static void
input_free (gpointer data)
{
  Input *input = data;

  g_free (input->id);
  g_ptr_array_unref (input->edits);
  g_clear_pointer (&input->volume, rim_volume_unref);
  g_free (input);
}

static GdkTexture *
new_texture (const RimChangePicture *picture)
{
  gsize stride = picture->size * sizeof *picture->pixels;
  g_autoptr(GBytes) bytes = g_bytes_new (picture->pixels, stride * picture->size);

  return gdk_memory_texture_new ((int) picture->size, (int) picture->size, GDK_MEMORY_DEFAULT, bytes, stride);
}

static gpointer
make_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  Input *input = data;
  g_autoptr(RimChangePicture) picture = rim_change_picture_new (input->edits,
                                                                input->volume != NULL ? &input->layer : NULL,
                                                                SIZE);
  Made *made = g_new0 (Made, 1);

  made->id = g_strdup (input->id);
  if (picture != NULL)
    made->picture = (RlHistoryPicture) { new_texture (picture), picture->added_mm3, picture->removed_mm3 };

  return made;
}

static void
keep (RlHistoryPictures *self,
      Made              *made)
{
  g_hash_table_insert (self->made, made->id, made);
  g_queue_push_tail (&self->order, made);

  if (g_queue_get_length (&self->order) > MAX_PICTURES)
    {
      Made *oldest = g_queue_pop_head (&self->order);

      g_hash_table_remove (self->made, oldest->id);
    }
}

static void
make_done (gpointer      owner,
           gpointer      result,
           const GError *error)
{
  RlHistoryPictures *self = owner;
  Made *made = result;

  if (!g_hash_table_contains (self->made, made->id))
    {
      Made *copy = g_new0 (Made, 1);

      copy->id = g_strdup (made->id);
      copy->picture = made->picture;
      made->picture.texture = NULL;
      keep (self, copy);
      g_signal_emit (self, signals[READY], 0, copy->id);
    }
  make_next (self);
}

static const RlJobKind make_kind = {
  .policy = RL_JOB_REPLACE,
  .run = make_run,
  .done = make_done,
  .free_input = input_free,
  .free_result = made_free,
};

/* The image that was drawn on, where it is shown: its voxels are those of the lesion. */
static RlLayerKind
choose_layer (RlHistoryPictures *self,
              RimEdit           *edit)
{
  RimLesion *lesion = edit->after != NULL ? edit->after : edit->before;
  RimMeasurement *measurement = edit->measurement_after != NULL ? edit->measurement_after
                                                                : edit->measurement_before;

  if (measurement != NULL && g_strcmp0 (measurement->modality, "PT") == 0 &&
      rl_session_get_volume (self->session, RL_LAYER_PET) != NULL)
    return RL_LAYER_PET;

  for (guint layer = 0; lesion != NULL && layer < RL_N_LAYERS; layer++)
    {
      RimVolume *volume = rl_session_get_volume (self->session, (RlLayerKind) layer);

      if (volume != NULL && rim_grid_equal (rim_volume_get_grid (volume), rim_mask_get_grid (lesion->mask), 1e-3))
        return (RlLayerKind) layer;
    }

  return rl_session_get_base_layer (self->session);
}

static Input *
new_input (RlHistoryPictures *self,
           RlHistoryItem     *item)
{
  GPtrArray *edits = rl_history_item_get_edits (item);
  RlLayerKind layer = choose_layer (self, g_ptr_array_index (edits, 0));
  RimVolume *volume = rl_session_get_volume (self->session, layer);
  Input *input = g_new0 (Input, 1);

  input->id = g_strdup (rl_history_item_get_id (item));
  input->edits = g_ptr_array_ref (edits);
  input->volume = volume != NULL ? rim_volume_ref (volume) : NULL;
  input->layer = (RimLayer) {
    .volume = volume,
    .window = rl_session_get_window (self->session, layer),
    .colormap = rim_colormap_find ("grey"),
    .invert = layer == RL_LAYER_PET,
    .opacity = 1,
    .threshold = -INFINITY,
    .interpolation = RIM_INTERPOLATE_LINEAR,
  };

  return input;
}

/* What is drawn on slices that have not arrived would stay black. */
static gboolean
has_all_slices (RlHistoryPictures *self)
{
  for (guint layer = 0; layer < RL_N_LAYERS; layer++)
    {
      RimVolume *volume = rl_session_get_volume (self->session, (RlLayerKind) layer);

      if (volume != NULL && rim_volume_get_n_ready (volume) < rim_volume_get_grid (volume)->size[2])
        return FALSE;
    }

  return TRUE;
}

static void
make_next (RlHistoryPictures *self)
{
  g_autoptr(RlHistoryItem) item = NULL;

  if (!has_all_slices (self) || rl_jobs_is_busy (self->jobs, &make_kind, self))
    return;

  while (self->wanted->len > 0)
    {
      g_clear_object (&item);
      item = g_ptr_array_steal_index (self->wanted, self->wanted->len - 1);
      if (g_hash_table_contains (self->made, rl_history_item_get_id (item)))
        continue;

      rl_jobs_start (self->jobs, &make_kind, self, new_input (self, item));
      return;
    }
}

/* Other images, or another study: what was made for those before is of no use. */
static void
start_anew (RlHistoryPictures *self)
{
  rl_jobs_cancel (self->jobs, &make_kind, self);
  g_ptr_array_set_size (self->wanted, 0);
  g_queue_clear (&self->order);
  g_hash_table_remove_all (self->made);
}

static void
rl_history_pictures_finalize (GObject *object)
{
  RlHistoryPictures *self = RL_HISTORY_PICTURES (object);

  g_queue_clear (&self->order);
  g_clear_pointer (&self->made, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
  g_clear_object (&self->session);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_history_pictures_parent_class)->finalize (object);
}

static void
rl_history_pictures_class_init (RlHistoryPicturesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rl_history_pictures_finalize;

  signals[READY] = g_signal_new ("ready", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rl_history_pictures_init (RlHistoryPictures *self)
{
  g_queue_init (&self->order);
  self->made = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, made_free);
  self->wanted = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * rl_history_pictures_new:
 * @jobs: where they are made
 * @session: whose images are below
 */
RlHistoryPictures *
rl_history_pictures_new (RlJobs    *jobs,
                         RlSession *session)
{
  RlHistoryPictures *self = g_object_new (RL_TYPE_HISTORY_PICTURES, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::segmentation", G_CALLBACK (start_anew), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "slices-changed", G_CALLBACK (make_next), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * rl_history_pictures_ask:
 * @self: the pictures
 * @item: a step
 *
 * Has its picture made where it is not there; "ready" says when it is.
 *
 * Returns: (nullable): the picture, if there is one already
 */
const RlHistoryPicture *
rl_history_pictures_ask (RlHistoryPictures *self,
                         RlHistoryItem     *item)
{
  Made *made;

  g_return_val_if_fail (RL_IS_HISTORY_PICTURES (self), NULL);

  made = g_hash_table_lookup (self->made, rl_history_item_get_id (item));
  if (made != NULL)
    return &made->picture;

  if (rl_history_item_get_edits (item)->len > 0)
    {
      g_ptr_array_add (self->wanted, g_object_ref (item));
      make_next (self);
    }

  return NULL;
}

/* A step that is seen no more need not be drawn. */
void
rl_history_pictures_forget (RlHistoryPictures *self,
                            RlHistoryItem     *item)
{
  g_return_if_fail (RL_IS_HISTORY_PICTURES (self));

  g_ptr_array_remove (self->wanted, item);
}
