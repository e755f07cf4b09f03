/* rim-map-cache.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "feature/rim-settings.h"
#include "volume/rim-region.h"
#include "volume/rim-volume.h"

G_BEGIN_DECLS

#define RIM_MAP_CACHE_DEFAULT_BUDGET (G_GUINT64_CONSTANT (500) << 20)

/**
 * RimMapCache:
 *
 * Maps that were computed, in a folder, so that they need not be computed again: a file
 * each, those that were not used for longest leave when they take more room than they
 * may. Several programs may use one folder. Reference counted; safe on any thread; all
 * but making and counting references is for workers.
 */
typedef struct _RimMapCache RimMapCache;

/**
 * RimStoredMap:
 * @grid: of the image that features see: after resampling, where there is any
 * @region: the voxels that have a value, on @grid: after re-segmentation
 * @values: (array): a value for each of them, in scan order
 *
 * A map from the cache. Owned by the holder.
 */
typedef struct
{
  RimGrid    grid;
  RimRegion *region;
  float     *values;
} RimStoredMap;

RimMapCache  *rim_map_cache_new        (const char          *folder,
                                        guint64              budget) G_GNUC_WARN_UNUSED_RESULT;
RimMapCache  *rim_map_cache_ref        (RimMapCache         *self);
void          rim_map_cache_unref      (RimMapCache         *self);
void          rim_map_cache_set_budget (RimMapCache         *self,
                                        guint64              budget);
guint64       rim_map_cache_get_budget (RimMapCache         *self);
guint64       rim_map_cache_get_size   (RimMapCache         *self,
                                        guint               *n_maps);
void          rim_map_cache_clear      (RimMapCache         *self);
void          rim_map_cache_trim       (RimMapCache         *self);

char         *rim_map_origin_new       (RimVolume           *image,
                                        RimMask             *mask,
                                        RimSettings         *settings,
                                        GCancellable        *cancellable,
                                        GError             **error) G_GNUC_WARN_UNUSED_RESULT;
RimStoredMap *rim_map_cache_find       (RimMapCache         *self,
                                        const char          *origin,
                                        const char          *name) G_GNUC_WARN_UNUSED_RESULT;
gboolean      rim_map_cache_is_worth   (gsize  n_voxels,
                                        gint64 time);
gboolean      rim_map_cache_keep       (RimMapCache         *self,
                                        const char          *origin,
                                        const char          *name,
                                        const RimStoredMap  *map,
                                        gint64               time);
void          rim_stored_map_free      (RimStoredMap        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimMapCache, rim_map_cache_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RimStoredMap, rim_stored_map_free)

G_END_DECLS
