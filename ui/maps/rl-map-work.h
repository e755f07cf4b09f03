/* rl-map-work.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "map/rim-map-order.h"
#include "maps/rl-map-result.h"
#include "view/rim-mpr.h"

G_BEGIN_DECLS

/**
 * RlMapFocus:
 * @planes: that are looked at, the one that keys go to first
 *
 * Where maps are looked at. Plain data, without gaps.
 */
typedef struct
{
  RimMapPlane planes[RIM_N_ORIENTATIONS];
} RlMapFocus;

/**
 * RlMapWork:
 *
 * Maps that are being filled in: what is looked at first, then what lies beside it. What an
 * edit of the lesion left of the maps before is taken over. Owned by one worker.
 */
typedef struct _RlMapWork RlMapWork;

RlMapWork *rl_map_work_new  (RlMapResult   *result,
                             RlMapResult   *before) G_GNUC_WARN_UNUSED_RESULT;
void       rl_map_work_free (RlMapWork     *self);
double     rl_map_work_get_done (RlMapWork         *self);
gboolean   rl_map_work_has_seen (RlMapWork         *self);
gboolean   rl_map_work_go_on    (RlMapWork         *self,
                                 const RlMapFocus  *focus,
                                 GCancellable      *cancellable,
                                 GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlMapWork, rl_map_work_free)

G_END_DECLS
