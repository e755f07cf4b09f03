/* rl-map-twin.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "maps/rl-map-maker.h"

G_BEGIN_DECLS

#define RL_TYPE_MAP_TWIN (rl_map_twin_get_type ())

/**
 * RlMapTwin:
 *
 * The map of a lesion as it is at another time: of the same choice, over the images of another
 * session, shown in the same way and with the same range, which is that of both. The lesion is
 * the one that is linked, else the one that is proposed to be the same.
 *
 * Signal "changed": there is another reason why there is no map, or none.
 */
G_DECLARE_FINAL_TYPE (RlMapTwin, rl_map_twin, RL, MAP_TWIN, GObject)

RlMapTwin  *rl_map_twin_new (RlJobs     *jobs,
                             RlMapMaker *maker,
                             RlSession  *session,
                             RlSession  *other) G_GNUC_WARN_UNUSED_RESULT;
void        rl_map_twin_update      (RlMapTwin  *self);
RlMapMaker *rl_map_twin_get_maker   (RlMapTwin  *self);
const char *rl_map_twin_get_problem (RlMapTwin  *self);

G_END_DECLS
