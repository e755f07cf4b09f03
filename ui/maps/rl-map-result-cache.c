/* rl-map-result-cache.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "maps/rl-map-result.h"

#include "map/rim-map-recall.h"

/* What the engine is told of maps: where they are to be found, of what, and their values. */
typedef struct
{
  RimMapRecall    where;
  char           *origin;
  RimMapFeature  *features;
  float         **values;
  gboolean       *is_found;
} Places;

static void
places_clear (Places *self)
{
  g_free (self->origin);
  g_free (self->features);
  g_free (self->values);
  g_free (self->is_found);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Places, places_clear)

static gboolean
find_places (Places            *self,
             const RlMapResult *result,
             RimMapCache       *cache,
             GCancellable      *cancellable)
{
  const RlMapVoxels *voxels = result->voxels;
  const RlMapChoice *choice = result->choice;

  self->origin = rim_map_origin_new (voxels->image, voxels->mask, choice->settings, cancellable, NULL);
  self->where = (RimMapRecall) { cache, self->origin, choice->filter, &voxels->grid, voxels->input };
  self->features = g_new (RimMapFeature, result->n_maps);
  self->values = g_new (float *, result->n_maps);
  self->is_found = g_new0 (gboolean, result->n_maps);
  for (guint m = 0; m < result->n_maps; m++)
    {
      self->features[m] = result->maps[m].feature;
      self->values[m] = result->maps[m].values;
    }

  return self->origin != NULL;
}

/**
 * rl_map_result_recall:
 * @self: maps that are to be filled in
 * @cache: where they may be
 * @cancellable: (nullable): to stop early
 *
 * For the worker.
 *
 * Returns: whether all of them were there
 */
gboolean
rl_map_result_recall (RlMapResult  *self,
                      RimMapCache  *cache,
                      GCancellable *cancellable)
{
  g_auto(Places) places = { { NULL } };

  return find_places (&places, self, cache, cancellable) &&
         rim_map_recall (&places.where, places.features, self->n_maps, places.values, places.is_found) == self->n_maps;
}

/**
 * rl_map_result_remember:
 * @self: maps that are whole
 * @cache: where to keep them
 * @cancellable: (nullable): to stop early
 *
 * Keeps what takes longer to make than to read. For a worker.
 *
 * Returns: how many are kept
 */
guint
rl_map_result_remember (const RlMapResult *self,
                        RimMapCache       *cache,
                        GCancellable      *cancellable)
{
  g_auto(Places) places = { { NULL } };

  return find_places (&places, self, cache, cancellable)
         ? rim_map_remember (&places.where, places.features, self->n_maps, places.values, NULL, self->time) : 0;
}
