/* rl-map-maker.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "core/rl-jobs.h"
#include "core/rl-map-layer.h"
#include "core/rl-session.h"
#include "map/rim-map-cache.h"
#include "maps/rl-map-result.h"

G_BEGIN_DECLS

/**
 * RlMapState:
 * @RL_MAP_NOTHING: there is nothing to compute maps of, or none is chosen
 * @RL_MAP_COMPUTING: values are still to come
 * @RL_MAP_READY: the maps are whole
 * @RL_MAP_FAILED: there can be none
 *
 * How far maps are.
 */
typedef enum
{
  RL_MAP_NOTHING,
  RL_MAP_COMPUTING,
  RL_MAP_READY,
  RL_MAP_FAILED,
} RlMapState;

/**
 * RlMapRange:
 * @RL_MAP_RANGE_ROBUST: from the 2nd to the 98th percentile
 * @RL_MAP_RANGE_FULL: from the least value to the greatest
 *
 * What an automatic range is.
 */
typedef enum
{
  RL_MAP_RANGE_ROBUST,
  RL_MAP_RANGE_FULL,
} RlMapRange;

#define RL_TYPE_MAP_MAKER (rl_map_maker_get_type ())

/**
 * RlMapMaker:
 *
 * Keeps the maps of a choice, for the active lesion of a session: asks a worker whenever a
 * stroke, an edit, an image or the choice changes, and fills layers in, one per feature,
 * the slice that is looked at first. The latest choice wins.
 *
 * Properties: "progress" (double, 0 to 1).
 *
 * Signal "changed": the state, the result or what is shown is another.
 */
G_DECLARE_FINAL_TYPE (RlMapMaker, rl_map_maker, RL, MAP_MAKER, GObject)

RlMapMaker        *rl_map_maker_new (RlJobs    *jobs,
                                     RlSession *session) G_GNUC_WARN_UNUSED_RESULT;

/* Of what */
void               rl_map_maker_set_choice (RlMapMaker         *self,
                                            const RlMapChoice  *choice);
const RlMapChoice *rl_map_maker_get_choice (RlMapMaker         *self);
void               rl_map_maker_set_cache  (RlMapMaker         *self,
                                            RimMapCache        *cache);
void               rl_map_maker_set_lesion (RlMapMaker         *self,
                                            const char         *lesion_id);

/* What is shown */
void               rl_map_maker_set_layer  (RlMapMaker         *self,
                                            guint               i,
                                            RlMapLayer         *layer);
RlMapLayer        *rl_map_maker_get_layer  (RlMapMaker         *self,
                                            guint               i);
void               rl_map_maker_set_range  (RlMapMaker         *self,
                                            RlMapRange          range);
void               rl_map_maker_set_partner (RlMapMaker        *self,
                                             RlMapMaker        *partner);
RlMapRange         rl_map_maker_get_range  (RlMapMaker         *self);

/* How far it is */
RlMapState         rl_map_maker_get_state     (RlMapMaker      *self);
const char        *rl_map_maker_get_problem   (RlMapMaker      *self);
double             rl_map_maker_get_progress  (RlMapMaker      *self);
gboolean           rl_map_maker_is_up_to_date (RlMapMaker      *self);
RlMapResult       *rl_map_maker_get_result    (RlMapMaker      *self);

G_END_DECLS
