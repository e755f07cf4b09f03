/* rl-map-overlay.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "core/rl-map-layer.h"

G_BEGIN_DECLS

/**
 * RlMapOverlay:
 *
 * A map on a plane, as a node that lies over the picture of the images and is made again
 * only when the map, how it is shown or the plane differs from last time.
 */
typedef struct _RlMapOverlay RlMapOverlay;

RlMapOverlay *rl_map_overlay_new           (void) G_GNUC_WARN_UNUSED_RESULT;
void          rl_map_overlay_free          (RlMapOverlay   *self);
void          rl_map_overlay_set_renderer  (RlMapOverlay   *self,
                                            GskRenderer    *renderer);
void          rl_map_overlay_snapshot      (RlMapOverlay   *self,
                                            GtkSnapshot    *snapshot,
                                            RlMapLayer     *layer,
                                            const RimPlane *plane,
                                            int             scale_factor);
guint         rl_map_overlay_get_n_renders (RlMapOverlay   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RlMapOverlay, rl_map_overlay_free)

G_END_DECLS
