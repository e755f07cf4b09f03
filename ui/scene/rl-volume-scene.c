/* rl-volume-scene.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "scene/rl-volume-scene.h"

#include <errno.h>
#include <string.h>

#include "view/rim-surface-paint.h"

#define MAX_SIDE     256
#define N_SMOOTHINGS 8
#define REST_TIME    200       /* ms without a stroke */
#define NEUTRAL      160       /* grey under a map: colours stay those of the legend */

struct _RlVolumeScene
{
  GObject     parent_instance;

  RlJobs     *jobs;
  RlSession  *session;
  gboolean    is_active;
  guint       rest_timeout;

  RimVolume  *volume;          /* that @image is of, or that is asked for */
  RimCoarse  *image;
  GHashTable *meshes;          /* RimMask to RlMesh */
  RlMesh     *map;
};

enum
{
  IMAGE_CHANGED,
  MESHES_CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (RlVolumeScene, rl_volume_scene, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static RlMesh *
rl_mesh_new (RimMask *mask)
{
  RlMesh *self = g_new0 (RlMesh, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->mask = rim_mask_ref (mask);
  self->surface = rim_surface_new (mask, N_SMOOTHINGS);

  return self;
}

RlMesh *
rl_mesh_ref (RlMesh *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
rl_mesh_unref (RlMesh *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->mask, rim_mask_unref);
  rim_surface_free (self->surface);
  g_free (self->colors);
  g_free (self);
}

static gpointer
image_run (RlJob     *job,
           gpointer   data,
           GError   **error)
{
  RimCoarse *coarse = rim_coarse_new (data, MAX_SIDE);

  if (coarse == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, g_strerror (ENOMEM));

  return coarse;
}

static void
set_image (RlVolumeScene *self,
           RimCoarse     *image)
{
  g_clear_pointer (&self->image, rim_coarse_free);
  self->image = image;
  g_signal_emit (self, signals[IMAGE_CHANGED], 0);
}

static RimCoarse *
coarse_steal (RimCoarse *from)
{
  RimCoarse *self = g_memdup2 (from, sizeof *from);

  from->values = NULL;

  return self;
}

static void
image_done (gpointer      owner,
            gpointer      result,
            const GError *error)
{
  if (result != NULL)
    set_image (owner, coarse_steal (result));
}

static const RlJobKind image_kind = {
  .policy = RL_JOB_REPLACE,
  .run = image_run,
  .done = image_done,
  .free_input = (GDestroyNotify) rim_volume_unref,
  .free_result = (GDestroyNotify) rim_coarse_free,
};

/* Masks that have no mesh yet, to meshes. */
static gpointer
meshes_run (RlJob     *job,
            gpointer   data,
            GError   **error)
{
  GPtrArray *masks = data;
  g_autoptr(GPtrArray) meshes = g_ptr_array_new_with_free_func ((GDestroyNotify) rl_mesh_unref);

  for (guint i = 0; i < masks->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (rl_job_get_cancellable (job), error))
        return NULL;
      g_ptr_array_add (meshes, rl_mesh_new (g_ptr_array_index (masks, i)));
    }

  return g_steal_pointer (&meshes);
}

static gboolean
is_gone (gpointer key,
         gpointer value,
         gpointer data)
{
  RlVolumeScene *self = data;

  for (guint i = 0; i < rl_session_get_n_lesions (self->session); i++)
    if (rl_session_get_lesion (self->session, i)->mask == key)
      return FALSE;

  return TRUE;
}

static void
meshes_done (gpointer      owner,
             gpointer      result,
             const GError *error)
{
  RlVolumeScene *self = owner;
  GPtrArray *meshes = result;

  if (meshes == NULL)
    return;

  for (guint i = 0; i < meshes->len; i++)
    {
      RlMesh *mesh = rl_mesh_ref (g_ptr_array_index (meshes, i));

      g_hash_table_replace (self->meshes, mesh->mask, mesh);
    }
  g_hash_table_foreach_remove (self->meshes, is_gone, self);

  g_signal_emit (self, signals[MESHES_CHANGED], 0);
}

static const RlJobKind meshes_kind = {
  .policy = RL_JOB_LATEST,
  .run = meshes_run,
  .done = meshes_done,
  .free_input = (GDestroyNotify) g_ptr_array_unref,
  .free_result = (GDestroyNotify) g_ptr_array_unref,
};

/* A map as it is shown. */
typedef struct
{
  RimLayer layer;              /* holds its volume */
  guint8   base[3];
} MapInput;

static void
map_input_free (gpointer data)
{
  MapInput *self = data;

  rim_volume_unref (self->layer.volume);
  g_free (self);
}

static gpointer
map_run (RlJob     *job,
         gpointer   data,
         GError   **error)
{
  const MapInput *input = data;
  RlMesh *mesh = g_new0 (RlMesh, 1);

  g_atomic_ref_count_init (&mesh->ref_count);
  mesh->surface = rim_surface_new_of_values (input->layer.volume, N_SMOOTHINGS);
  mesh->colors = rim_surface_paint (mesh->surface, &input->layer, input->base);

  return mesh;
}

static void
map_done (gpointer      owner,
          gpointer      result,
          const GError *error)
{
  RlVolumeScene *self = owner;

  g_clear_pointer (&self->map, rl_mesh_unref);
  self->map = rl_mesh_ref (result);
  g_signal_emit (self, signals[MESHES_CHANGED], 0);
}

static const RlJobKind map_kind = {
  .policy = RL_JOB_LATEST,
  .run = map_run,
  .done = map_done,
  .free_input = map_input_free,
  .free_result = (GDestroyNotify) rl_mesh_unref,
};

static gboolean
is_complete (RimVolume *volume)
{
  return volume != NULL &&
         rim_volume_get_n_ready (volume) == rim_volume_get_grid (volume)->size[2];
}

static void
update_image (RlVolumeScene *self)
{
  RimVolume *volume = rl_session_get_base (self->session);

  if (!self->is_active || volume == self->volume)
    return;

  if (volume != NULL && !is_complete (volume))
    volume = NULL;
  if (volume == self->volume)
    return;

  g_clear_pointer (&self->volume, rim_volume_unref);
  rl_jobs_cancel (self->jobs, &image_kind, self);
  set_image (self, NULL);
  if (volume == NULL)
    return;

  self->volume = rim_volume_ref (volume);
  rl_jobs_start (self->jobs, &image_kind, self, rim_volume_ref (volume));
}

static void
update_meshes (RlVolumeScene *self)
{
  g_autoptr(GPtrArray) masks = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_mask_unref);

  for (guint i = 0; i < rl_session_get_n_lesions (self->session); i++)
    {
      RimMask *mask = rl_session_get_lesion (self->session, i)->mask;

      if (!g_hash_table_contains (self->meshes, mask))
        g_ptr_array_add (masks, rim_mask_ref (mask));
    }

  rl_jobs_start (self->jobs, &meshes_kind, self, g_steal_pointer (&masks));
}

/* What is no longer shown is gone at once. */
static void
drop_map (RlVolumeScene *self)
{
  rl_jobs_cancel (self->jobs, &map_kind, self);
  if (self->map == NULL)
    return;

  g_clear_pointer (&self->map, rl_mesh_unref);
  g_signal_emit (self, signals[MESHES_CHANGED], 0);
}

static gboolean
get_layer (RlVolumeScene *self,
           RimLayer      *layer)
{
  return !rl_session_get_hide_map (self->session) &&
         rl_map_layer_get_layer (rl_session_get_map_layer (self->session), layer);
}

static void
update_map (RlVolumeScene *self)
{
  MapInput *input;
  RimLayer layer;

  if (!get_layer (self, &layer))
    {
      drop_map (self);
      return;
    }

  input = g_new0 (MapInput, 1);
  input->layer = layer;
  rim_volume_ref (layer.volume);
  memset (input->base, NEUTRAL, sizeof input->base);
  rl_jobs_start (self->jobs, &map_kind, self, input);
}

static gboolean
rest_cb (gpointer data)
{
  RlVolumeScene *self = data;

  self->rest_timeout = 0;
  update_meshes (self);
  update_map (self);

  return G_SOURCE_REMOVE;
}

static void
lesions_changed_cb (RlVolumeScene *self)
{
  g_clear_handle_id (&self->rest_timeout, g_source_remove);
  if (self->is_active)
    self->rest_timeout = g_timeout_add (REST_TIME, rest_cb, self);
}

static void
map_changed_cb (RlVolumeScene *self)
{
  RimLayer layer;

  if (!get_layer (self, &layer))
    drop_map (self);
  else
    lesions_changed_cb (self);
}

static void
rl_volume_scene_dispose (GObject *object)
{
  RlVolumeScene *self = RL_VOLUME_SCENE (object);

  g_clear_handle_id (&self->rest_timeout, g_source_remove);
  if (self->jobs != NULL)
    {
      rl_jobs_cancel (self->jobs, &image_kind, self);
      rl_jobs_cancel (self->jobs, &meshes_kind, self);
      rl_jobs_cancel (self->jobs, &map_kind, self);
    }
  g_clear_object (&self->jobs);
  g_clear_object (&self->session);
  g_clear_pointer (&self->volume, rim_volume_unref);
  g_clear_pointer (&self->image, rim_coarse_free);
  g_clear_pointer (&self->meshes, g_hash_table_unref);
  g_clear_pointer (&self->map, rl_mesh_unref);

  G_OBJECT_CLASS (rl_volume_scene_parent_class)->dispose (object);
}

static void
rl_volume_scene_class_init (RlVolumeSceneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_volume_scene_dispose;

  signals[IMAGE_CHANGED] = g_signal_new ("image-changed", G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MESHES_CHANGED] = g_signal_new ("meshes-changed", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rl_volume_scene_init (RlVolumeScene *self)
{
  self->meshes = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) rl_mesh_unref);
}

/**
 * rl_volume_scene_new:
 * @jobs: for the workers
 * @session: what is shown
 *
 * Returns: (transfer full): a scene, not yet active
 */
RlVolumeScene *
rl_volume_scene_new (RlJobs    *jobs,
                     RlSession *session)
{
  RlVolumeScene *self = g_object_new (RL_TYPE_VOLUME_SCENE, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "images-changed", G_CALLBACK (update_image), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "slices-changed", G_CALLBACK (update_image), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "lesions-changed", G_CALLBACK (lesions_changed_cb), self,
                           G_CONNECT_SWAPPED);

  g_signal_connect_object (session, "notify::hide-map", G_CALLBACK (map_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rl_session_get_map_layer (session), "changed", G_CALLBACK (map_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * rl_volume_scene_set_active:
 * @self: a scene
 * @active: whether somebody looks
 */
void
rl_volume_scene_set_active (RlVolumeScene *self,
                            gboolean       active)
{
  g_return_if_fail (RL_IS_VOLUME_SCENE (self));

  self->is_active = active;
  update_image (self);
  if (!active)
    {
      g_clear_handle_id (&self->rest_timeout, g_source_remove);
      return;
    }

  update_meshes (self);
  update_map (self);
}

/* Returns: (nullable): until it is made */
const RimCoarse *
rl_volume_scene_get_image (RlVolumeScene *self)
{
  g_return_val_if_fail (RL_IS_VOLUME_SCENE (self), NULL);

  return self->image;
}

/* Of the image. */
RimUnit
rl_volume_scene_get_unit (RlVolumeScene *self)
{
  g_return_val_if_fail (RL_IS_VOLUME_SCENE (self), RIM_UNIT_STORED);

  return self->volume != NULL ? rim_volume_get_unit (self->volume) : RIM_UNIT_STORED;
}

/* Returns: whether something is being made */
gboolean
rl_volume_scene_is_busy (RlVolumeScene *self)
{
  g_return_val_if_fail (RL_IS_VOLUME_SCENE (self), FALSE);

  return self->rest_timeout != 0 || rl_jobs_is_busy (self->jobs, &image_kind, self) ||
         rl_jobs_is_busy (self->jobs, &meshes_kind, self) || rl_jobs_is_busy (self->jobs, &map_kind, self);
}

/* Returns: (transfer none) (nullable): the surface of a mask, if it is made */
RlMesh *
rl_volume_scene_find_mesh (RlVolumeScene *self,
                           RimMask       *mask)
{
  g_return_val_if_fail (RL_IS_VOLUME_SCENE (self), NULL);

  return g_hash_table_lookup (self->meshes, mask);
}

/* Returns: (transfer none) (nullable): the surface of what the map has values of, in its
 * colours
 */
RlMesh *
rl_volume_scene_get_map (RlVolumeScene *self)
{
  g_return_val_if_fail (RL_IS_VOLUME_SCENE (self), NULL);

  return self->map;
}
