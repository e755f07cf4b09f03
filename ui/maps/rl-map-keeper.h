/* rl-map-keeper.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "maps/rl-map-maker.h"

G_BEGIN_DECLS

#define RL_TYPE_MAP_KEEPER (rl_map_keeper_get_type ())

/**
 * RlMapKeeper:
 *
 * Keeps the maps that a maker made once they have stood for a moment, so that they are read
 * when they are chosen again, and has images hashed before that matters. What a stroke
 * passes through is not kept.
 */
G_DECLARE_FINAL_TYPE (RlMapKeeper, rl_map_keeper, RL, MAP_KEEPER, GObject)

RlMapKeeper *rl_map_keeper_new (RlJobs      *jobs,
                                RlSession   *session,
                                RlMapMaker  *maker,
                                RimMapCache *cache) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
