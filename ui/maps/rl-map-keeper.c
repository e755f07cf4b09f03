/* rl-map-keeper.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-keeper.h"

/* How long a map has to stand, in ms. */
#define MOMENT 1000

struct _RlMapKeeper
{
  GObject      parent_instance;

  RlJobs      *jobs;
  RlSession   *session;
  RlMapMaker  *maker;
  RimMapCache *cache;
  RlMapResult *waiting;        /* nullable: until it has stood */
  guint        moment_id;
};

G_DEFINE_FINAL_TYPE (RlMapKeeper, rl_map_keeper, G_TYPE_OBJECT)

/* What a worker keeps. */
typedef struct
{
  RlMapResult *result;
  RimMapCache *cache;
} Keeping;

static void
keeping_free (gpointer data)
{
  Keeping *keeping = data;

  rl_map_result_unref (keeping->result);
  rim_map_cache_unref (keeping->cache);
  g_free (keeping);
}

static gpointer
keep_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  const Keeping *keeping = data;

  rl_map_result_remember (keeping->result, keeping->cache, rl_job_get_cancellable (job));

  return NULL;
}

static const RlJobKind keep_kind = {
  .policy = RL_JOB_LATEST,
  .run = keep_run,
  .free_input = keeping_free,
};

/* @data: (element-type RimVolume) */
static gpointer
hash_run (RlJob     *job,
          gpointer   data,
          GError   **error)
{
  GPtrArray *images = data;

  for (guint i = 0; i < images->len; i++)
    g_free (rim_volume_dup_hash (images->pdata[i], rl_job_get_cancellable (job), NULL));

  return NULL;
}

static const RlJobKind hash_kind = {
  .policy = RL_JOB_LATEST,
  .run = hash_run,
  .free_input = (GDestroyNotify) g_ptr_array_unref,
};

static void
keep (RlMapKeeper *self)
{
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->result = g_steal_pointer (&self->waiting);
  keeping->cache = rim_map_cache_ref (self->cache);
  rl_jobs_start (self->jobs, &keep_kind, self, keeping);
}

static gboolean
moment_cb (gpointer data)
{
  RlMapKeeper *self = data;

  self->moment_id = 0;
  keep (self);

  return G_SOURCE_REMOVE;
}

static gboolean
is_to_be_kept (RlMapKeeper *self,
               RlMapResult *result)
{
  return result != NULL && result->time > 0 && rl_map_maker_get_state (self->maker) == RL_MAP_READY &&
         rl_session_get_pending (self->session) == NULL;
}

/* Another choice does not make a map worse that stood; another stroke does. */
static void
drop_waiting (RlMapKeeper *self,
              RlMapResult *next)
{
  g_clear_handle_id (&self->moment_id, g_source_remove);
  if (self->waiting != NULL && next != NULL && next->voxels->mask == self->waiting->voxels->mask)
    keep (self);
  g_clear_pointer (&self->waiting, rl_map_result_unref);
}

static gboolean
is_whole (RimVolume *volume)
{
  return rim_volume_get_n_ready (volume) == rim_volume_get_grid (volume)->size[2];
}

static void
hash_images (RlMapKeeper *self)
{
  g_autoptr(GPtrArray) images = g_ptr_array_new_with_free_func ((GDestroyNotify) rim_volume_unref);

  for (guint layer = 0; layer < RL_N_LAYERS && rl_map_maker_get_choice (self->maker) != NULL; layer++)
    {
      RimVolume *volume = rl_session_get_volume (self->session, layer);

      if (volume != NULL && is_whole (volume) && !rim_volume_has_hash (volume))
        g_ptr_array_add (images, rim_volume_ref (volume));
    }

  if (images->len > 0)
    rl_jobs_start (self->jobs, &hash_kind, self, g_steal_pointer (&images));
}

static void
maker_changed_cb (RlMapKeeper *self)
{
  RlMapResult *result = rl_map_maker_get_result (self->maker);

  hash_images (self);
  if (result == NULL || result == self->waiting)
    return;

  drop_waiting (self, result);
  if (!is_to_be_kept (self, result))
    return;

  self->waiting = rl_map_result_ref (result);
  self->moment_id = g_timeout_add (MOMENT, moment_cb, self);
}

static void
rl_map_keeper_dispose (GObject *object)
{
  RlMapKeeper *self = RL_MAP_KEEPER (object);

  g_clear_handle_id (&self->moment_id, g_source_remove);
  g_clear_pointer (&self->waiting, rl_map_result_unref);
  g_clear_pointer (&self->cache, rim_map_cache_unref);
  g_clear_object (&self->maker);
  g_clear_object (&self->session);
  g_clear_object (&self->jobs);

  G_OBJECT_CLASS (rl_map_keeper_parent_class)->dispose (object);
}

static void
rl_map_keeper_class_init (RlMapKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rl_map_keeper_dispose;
}

static void
rl_map_keeper_init (RlMapKeeper *self)
{
}

/**
 * rl_map_keeper_new:
 * @jobs: whose workers keep
 * @session: whose images maps are of
 * @maker: whose maps are kept
 * @cache: where; the maker looks there, too
 */
RlMapKeeper *
rl_map_keeper_new (RlJobs      *jobs,
                   RlSession   *session,
                   RlMapMaker  *maker,
                   RimMapCache *cache)
{
  RlMapKeeper *self = g_object_new (RL_TYPE_MAP_KEEPER, NULL);

  self->jobs = g_object_ref (jobs);
  self->session = g_object_ref (session);
  self->maker = g_object_ref (maker);
  self->cache = rim_map_cache_ref (cache);
  rl_map_maker_set_cache (maker, cache);
  g_signal_connect_object (maker, "changed", G_CALLBACK (maker_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "images-changed", G_CALLBACK (hash_images), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "slices-changed", G_CALLBACK (hash_images), self, G_CONNECT_SWAPPED);
  hash_images (self);

  return self;
}
