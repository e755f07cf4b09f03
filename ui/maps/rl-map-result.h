/* rl-map-result.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map-cache.h"
#include "maps/rl-map-choice.h"

G_BEGIN_DECLS

/**
 * RlMapVoxels:
 * @image: the image, as the window has it
 * @mask: the VOI, on the grid of @image
 * @grid: that of the image which features see: after resampling, where there is any
 * @input: the windows, filtered and discretised
 *
 * What maps of a VOI are computed of, whatever the feature. Immutable; safe on any thread.
 */
typedef struct
{
  RimVolume   *image;
  RimMask     *mask;
  RimGrid      grid;
  RimMapInput *input;
  RimRefCount  ref_count;
} RlMapVoxels;

/**
 * RlMap:
 * @feature: of what
 * @name: as files call it: "original_glcm_Contrast"
 * @title: for people: "GLCM Contrast"
 * @unit: of the values; may be empty
 * @values: (array): one per voxel of the region, NAN where there is none
 * @volume: the same as it is shown, on the box of the region
 * @lower: the 2nd percentile of the values
 * @upper: the 98th
 * @min: the least value
 * @max: the greatest
 */
typedef struct
{
  RimMapFeature  feature;
  char          *name;
  char          *title;
  char          *unit;
  float         *values;
  RimVolume     *volume;
  double         lower;
  double         upper;
  double         min;
  double         max;
} RlMap;

/**
 * RlMapResult:
 * @choice: what was wanted
 * @voxels: what the maps are of
 * @n_maps: as many as features were wanted
 * @maps: (array length=n_maps): in the order of the choice
 * @done: which part of them is computed, 0 to 1
 * @time: how long all of their values take, in µs; 0 where they are kept
 *
 * Maps that were computed, or a part of them. Immutable once handed out.
 */
typedef struct
{
  RlMapChoice *choice;
  RlMapVoxels *voxels;
  guint        n_maps;
  RlMap       *maps;
  double       done;
  gint64       time;
  RimRefCount  ref_count;
} RlMapResult;

RlMapVoxels *rl_map_voxels_new   (RlFeatureImages    *images,
                                  const RlMapChoice  *choice,
                                  RimMask            *lesion,
                                  GCancellable       *cancellable,
                                  GError            **error) G_GNUC_WARN_UNUSED_RESULT;
RlMapVoxels *rl_map_voxels_ref   (RlMapVoxels        *self);
void         rl_map_voxels_unref (RlMapVoxels        *self);

RlMapResult *rl_map_result_new   (const RlMapChoice  *choice,
                                  RlMapVoxels        *voxels,
                                  GError            **error) G_GNUC_WARN_UNUSED_RESULT;
RlMapResult *rl_map_result_new_snapshot (const RlMapResult *self,
                                         double             done,
                                         GError           **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean     rl_map_result_finish (RlMapResult        *self,
                                   GError            **error);
gboolean     rl_map_result_recall (RlMapResult        *self,
                                   RimMapCache        *cache,
                                   GCancellable       *cancellable);
guint        rl_map_result_remember (const RlMapResult *self,
                                     RimMapCache       *cache,
                                     GCancellable      *cancellable);
RlMapResult *rl_map_result_ref   (RlMapResult        *self);
void         rl_map_result_unref (RlMapResult        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlMapVoxels, rl_map_voxels_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlMapResult, rl_map_result_unref)

G_END_DECLS
