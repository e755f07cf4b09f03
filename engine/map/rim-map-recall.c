/* rim-map-recall.c
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rim-map-recall.h"

#include <string.h>

static char *
dup_name (const RimMapRecall  *self,
          const RimMapFeature *feature)
{
  g_autofree char *name = rim_map_feature_dup_name (feature);

  return g_strconcat (self->filter, "_", name, NULL);
}

static gboolean
has_same_voxels (const RimRegion *a,
                 const RimRegion *b)
{
  return a->n_voxels == b->n_voxels && memcmp (&a->box, &b->box, sizeof a->box) == 0 &&
         memcmp (a->inside, b->inside, rim_grid_get_n_voxels (&a->grid)) == 0;
}

static gboolean
recall_one (const RimMapRecall  *self,
            const RimMapFeature *feature,
            float               *map)
{
  const RimRegion *region = self->input->region;
  g_autofree char *name = dup_name (self, feature);
  g_autoptr(RimStoredMap) stored = NULL;

  if (rim_map_feature_needs_lesion (feature))
    return FALSE;

  stored = rim_map_cache_find (self->cache, self->origin, name);
  if (stored == NULL || !has_same_voxels (stored->region, region))
    return FALSE;

  memcpy (map, stored->values, region->n_voxels * sizeof *map);

  return TRUE;
}

/**
 * rim_map_recall:
 * @self: where to look
 * @features: (array length=n_features): of what
 * @n_features: how many
 * @maps: (array length=n_features): of each feature, a value per voxel of the region; those
 *   that are found are written
 * @is_found: (array length=n_features) (out caller-allocates): which are
 *
 * Takes from the cache what is kept there. For workers.
 *
 * Returns: how many were found
 */
guint
rim_map_recall (const RimMapRecall  *self,
                const RimMapFeature *features,
                guint                n_features,
                float *const        *maps,
                gboolean            *is_found)
{
  guint n = 0;

  for (guint f = 0; f < n_features; f++)
    {
      is_found[f] = recall_one (self, &features[f], maps[f]);
      n += is_found[f] ? 1 : 0;
    }

  return n;
}

/**
 * rim_map_remember:
 * @self: where to keep
 * @features: (array length=n_features): of what
 * @n_features: how many
 * @maps: (array length=n_features): of each feature, a value per voxel of the region
 * @is_found: (nullable) (array length=n_features): which were kept already
 * @time: how long the others took together, in µs
 *
 * Keeps what is worth it: rim_map_cache_is_worth(); what hangs on the lesion is not kept,
 * as the origin does not know it. For workers.
 *
 * Returns: how many were kept
 */
guint
rim_map_remember (const RimMapRecall  *self,
                  const RimMapFeature *features,
                  guint                n_features,
                  float *const        *maps,
                  const gboolean      *is_found,
                  gint64               time)
{
  RimStoredMap map = { *self->grid, self->input->region, NULL };
  guint n = 0;

  for (guint f = 0; f < n_features; f++)
    if ((is_found == NULL || !is_found[f]) && !rim_map_feature_needs_lesion (&features[f]))
      {
        g_autofree char *name = dup_name (self, &features[f]);

        map.values = maps[f];
        n += rim_map_cache_keep (self->cache, self->origin, name, &map, time) ? 1 : 0;
      }

  return n;
}

static guint32 *
list_voxels (gsize n)
{
  guint32 *voxels = g_new (guint32, n);

  for (gsize v = 0; v < n; v++)
    voxels[v] = (guint32) v;

  return voxels;
}

/**
 * rim_map_recall_or_compute:
 * @self: where to look; without a cache nothing is looked for and nothing kept
 * @features: (array length=n_features): of what
 * @n_features: how many
 * @maps: (array length=n_features): of each feature, a value per voxel of the region
 * @cancellable: (nullable): to stop early
 * @error: where to put an error
 *
 * Takes the maps of all voxels from the cache, computes those that are not there and
 * keeps them. The bits are the same. For workers.
 *
 * Returns: whether it could
 */
gboolean
rim_map_recall_or_compute (const RimMapRecall   *self,
                           const RimMapFeature  *features,
                           guint                 n_features,
                           float *const         *maps,
                           GCancellable         *cancellable,
                           GError              **error)
{
  const gsize n_voxels = self->input->region->n_voxels;
  g_autofree gboolean *is_found = g_new0 (gboolean, n_features);
  g_autofree RimMapFeature *missing = g_new (RimMapFeature, n_features);
  g_autofree float **missing_maps = g_new (float *, n_features);
  g_autofree guint32 *voxels = list_voxels (n_voxels);
  gint64 begin;
  guint n = 0;

  if (self->cache != NULL && rim_map_recall (self, features, n_features, maps, is_found) == n_features)
    return TRUE;

  for (guint f = 0; f < n_features; f++)
    if (!is_found[f])
      {
        missing[n] = features[f];
        missing_maps[n++] = maps[f];
      }

  begin = g_get_monotonic_time ();
  if (!rim_map_compute (self->input, missing, n, voxels, n_voxels, missing_maps, cancellable, error))
    return FALSE;

  if (self->cache != NULL)
    rim_map_remember (self, missing, n, missing_maps, NULL, g_get_monotonic_time () - begin);

  return TRUE;
}
