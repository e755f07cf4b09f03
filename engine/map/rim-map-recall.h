/* rim-map-recall.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map-cache.h"
#include "map/rim-map.h"

G_BEGIN_DECLS

/**
 * RimMapRecall:
 * @cache: where maps are kept
 * @origin: what they are made of: rim_map_origin_new()
 * @filter: "original", or the name of the image that a filter makes of it
 * @grid: of the image that features see
 * @input: the windows
 *
 * Where the maps of one image of a VOI are to be found. Plain data.
 */
typedef struct
{
  RimMapCache   *cache;
  const char    *origin;
  const char    *filter;
  const RimGrid *grid;
  RimMapInput   *input;
} RimMapRecall;

guint    rim_map_recall         (const RimMapRecall   *self,
                                 const RimMapFeature  *features,
                                 guint                 n_features,
                                 float *const         *maps,
                                 gboolean             *is_found);
guint    rim_map_remember       (const RimMapRecall   *self,
                                 const RimMapFeature  *features,
                                 guint                 n_features,
                                 float *const         *maps,
                                 const gboolean       *is_found,
                                 gint64                time);
gboolean rim_map_recall_or_compute (const RimMapRecall   *self,
                                    const RimMapFeature  *features,
                                    guint                 n_features,
                                    float *const         *maps,
                                    GCancellable         *cancellable,
                                    GError              **error);

G_END_DECLS
